"""What all papers to one customer share besides the statement: who writes to whom, figures, the bank, who signs.

Each paper is a module of its own with a `page_of` (words and figures for its template) and a `record_of` (the same for
machines, amounts as decimal strings and dates ISO).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from arxl.errors import Amount, Sentence, label, sentence
from arxl.kernels.money import decimal_of, decimal_text
from arxl.locale import Wording
from arxl.locale.amount_words import amount_in_words
from arxl.papers.setting import setting_of
from arxl.practices.addressee import Addressee
from arxl.practices.statement import OpenItem
from arxl.practices.statement_words import Party, kind_said, seller_of
from arxl.tables.schema import Company

BY_HAND = (label("Full name"), label("Position"), label("Date"), label("Signature"))
"""What a side fills in beside its stamp."""


@dataclass(frozen=True, slots=True)
class Money:
    """Minor units of one currency, as they stand on a paper."""

    currency: str
    exponent: int
    words: Wording

    def column(self, minor: int) -> str:
        """In a column, whose heading or caption says the currency."""
        return self.words.amount(decimal_of(minor, self.exponent))

    def amount(self, minor: int) -> Amount:
        """In a sentence."""
        return Amount(decimal_of(minor, self.exponent), self.currency)

    def said(self, minor: int) -> str:
        """Alone, with its currency."""
        return self.words.amount(self.amount(minor))

    def in_words(self, minor: int) -> str:
        """The line below a total: the amount in words."""
        spelled = amount_in_words(self.amount(minor), self.words.language)
        return self.words.say(sentence("In words: {words}", words=spelled))


def page_to(
    words: Wording,
    company: Company,
    addressee: Addressee,
    title: str,
    number: str,
    facts: Sequence[tuple[str, str]],
) -> dict[str, Any]:
    """What `paper` and `letterhead` of page.typ ask of their data.

    Args:
        title: English, to be translated.
        number: "" of a draft.
        facts: English caption and finished value; a blank value is left out.
    """
    named = words.text(title)
    reference = number or words.text(label("Draft"))
    return setting_of(
        words,
        title=named,
        reference=reference,
        running_title=f"{named} · {reference}",
        footer=" · ".join((reference, addressee.customer, addressee.name)),
        seller=seller_of(company, words),
        draft="" if number else words.text(label("DRAFT")),
    ) | {
        "customer": customer_block(addressee, words)._asdict(),
        "facts": [(words.text(caption), value) for caption, value in ((label("Number"), number), *facts) if value],
    }


def customer_block(addressee: Addressee, words: Wording) -> Party:
    """The customer's block."""
    number = words.say(sentence("Customer ID: {customer}", customer=addressee.customer))
    tax = words.say(sentence("Tax ID: {tax_id}", tax_id=addressee.tax_id)) if addressee.tax_id else ""
    lines = (*addressee.address.splitlines(), tax, number)
    return Party(words.text(label("Customer")), addressee.name, tuple(filter(None, lines)))


def percent_said(share: Decimal, words: Wording) -> str:
    """A share with all its decimals: 0.0975 is 9.75 %."""
    exponent = (share * 100).normalize().as_tuple().exponent
    return words.percent(share, max(0, -exponent) if isinstance(exponent, int) else 0)


def pay_lines(company: Company, reference: str, words: Wording) -> list[str]:
    """Where to pay, and what to state; nothing where the company names no bank."""
    if not company.bank:
        return []
    return [*company.bank.splitlines(), words.say(sentence("Please state: {reference}", reference=reference))]


def contact_said(company: Company, addressee: Addressee, words: Wording, *, ours: bool = False) -> str:
    """Whom to call; "" where the book names nobody.

    Args:
        ours: it is not the customer who reads it, but whoever works for us.
    """
    who = " · ".join(part for part in (addressee.salesperson, company.phone, company.email) if part)
    if not who:
        return ""
    if ours:
        return words.say(sentence("If you have a question, please call {who}.", who=who))
    return words.say(sentence("If you have a question, or your books say otherwise, please call {who}.", who=who))


def side(party: Party, words: Wording, fields: Sequence[str] = BY_HAND) -> dict[str, Any]:
    """A side that signs: whose it is, what it fills in, and its place for a stamp."""
    return {
        "caption": party.caption,
        "name": party.name,
        "fields": [words.text(field) for field in fields],
        "stamp": words.text(label("Stamp")),
    }


def clause(
    words: Wording, title: str | Sentence, *lines: str | Sentence, points: Sequence[Sentence] = ()
) -> dict[str, Any]:
    """A few sentences under a heading, with points below them."""
    return {
        "title": words.text(title),
        "lines": [words.text(line) for line in lines if line],
        "points": [words.text(point) for point in points],
    }


def item_cells(item: OpenItem, words: Wording, money: Money) -> dict[str, str]:
    """A document in a table."""
    return {
        "document": item.document,
        "kind": kind_said(item.kind, words),
        "date": words.date(item.date),
        "due": words.date(item.due_date),
        "amount": money.column(item.amount_minor),
        "open": money.column(item.open_minor),
    }


def record_to(company: Company, addressee: Addressee, kind: str, number: str, day: dt.date) -> dict[str, Any]:
    """The head of every record for machines."""
    return {
        "paper": kind,
        "number": number,
        "date": day.isoformat(),
        "language": addressee.language,
        "seller": company.name or company.id,
        "customer": addressee.customer,
        "customer_name": addressee.name,
    }


def record_item(item: OpenItem, exponent: int) -> dict[str, Any]:
    """A document in a record."""
    return {
        "document": item.document,
        "kind": item.kind,
        "date": item.date.isoformat(),
        "due_date": item.due_date.isoformat(),
        "days_past_due": item.days_past_due,
        "amount": decimal_text(item.amount_minor, exponent),
        "open": decimal_text(item.open_minor, exponent),
    }
