"""The statement of account on paper, for both sides to sign (practice B4), and its record for machines.

The paper is in the customer's language and its amounts in that language's style; the record attached to it keeps
decimal strings and ISO dates. Neither holds a figure that the `Statement` does not.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from arxl.errors import Amount, Sentence, label, sentence
from arxl.locale import Wording, wording
from arxl.papers import fonts
from arxl.papers.page import Press
from arxl.practices.statement import Movement, OpenItem, Statement
from arxl.tables.history import StatedLine
from arxl.tables.schema import Company

KINDS = {
    "invoice": label("Invoice"),
    "debit note": label("Debit note"),
    "opening": label("Balance brought forward"),
    "credit note": label("Credit note"),
    "receipt": label("Receipt"),
    "bounced": label("Bounced receipt"),
    "refund": label("Refund"),
    "discount": label("Cash discount"),
    "tolerance": label("Small difference written off"),
}

_TAGS = {"zh_CN": ("zh", "cn"), "zh_TW": ("zh", "tw"), "ko": ("ko", "kr")}
_CJK = frozenset(_TAGS)


class Issue(NamedTuple):
    """One paper to print: the statement, the day it is issued on and the day its copy is asked back by.

    A draft (a statement without a number) needs neither day.
    """

    statement: Statement
    issued_on: date | None = None
    return_by: date | None = None


class StatementPrinter:
    """Prints the statements of one company: set up once for a batch.

    Args:
        company: the seller's block; a blank text is printed nowhere.
        theme: folder with the company's own theme.typ; None is arxl's.

    Raises:
        Refused: see `Press.pdf`.
        Faulty: a text holds a character that no font shows.
    """

    def __init__(self, company: Company, theme: Path | None = None) -> None:
        self._company = company
        self._press = Press("statement.typ", theme)

    def paper(self, statement: Statement, issued_on: date | None = None, return_by: date | None = None) -> bytes:
        """The statement as PDF/A-3b: the same bytes for the same statement and days."""
        issue = Issue(statement, issued_on, return_by)
        place = f"Statement {statement.number or statement.month} {statement.customer}"
        page, record = page_of(issue, self._company), record_of(issue, self._company)
        return self._press.pdf(place, page, record, issued_on or statement.last_day)

    def papers(self, issues: Iterable[Issue], workers: int | None = None) -> Iterator[bytes]:
        """The papers in the order of `issues`, printed by all cores; not one byte differs from `paper`."""
        threads = workers or os.cpu_count() or 1
        with ThreadPoolExecutor(threads) as pool:
            ahead: deque[Future[bytes]] = deque()  # a few papers, so that a slow reader does not fill the memory
            try:
                for issue in issues:
                    ahead.append(pool.submit(self.paper, *issue))
                    if len(ahead) > 2 * threads:
                        yield ahead.popleft().result()
                while ahead:
                    yield ahead.popleft().result()
            finally:
                for waiting in ahead:
                    waiting.cancel()


def record_of(issue: Issue, company: Company) -> dict[str, Any]:
    """The statement for machines: amounts as decimal strings, dates ISO (the file statement.json in the paper)."""
    statement = issue.statement
    money = _Money(statement)
    return {
        "number": statement.number,
        "seller": {"id": company.id, "name": company.name, "tax_id": company.tax_id},
        "customer": statement.customer,
        "customer_name": statement.customer_name,
        "customer_tax_id": statement.customer_tax_id,
        "month": statement.month,
        "first_day": statement.first_day.isoformat(),
        "last_day": statement.last_day.isoformat(),
        "issued_on": issue.issued_on.isoformat() if issue.issued_on else None,
        "return_by": issue.return_by.isoformat() if issue.return_by else None,
        "currency": statement.currency,
        "opening": money.plain(statement.opening_minor),
        "carried": [_recorded(line, money) for line in statement.carried],
        "movements": [
            _recorded(movement.line, money)
            | {"balance": money.plain(movement.balance_minor), "earlier_period": movement.earlier_period}
            for movement in statement.movements
        ],
        "closing": money.plain(statement.closing_minor),
        "open_items": [
            {
                "document": item.document,
                "kind": item.kind,
                "date": item.date.isoformat(),
                "due_date": item.due_date.isoformat(),
                "days_past_due": item.days_past_due,
                "amount": money.plain(item.amount_minor),
                "open": money.plain(item.open_minor),
                "disputed": item.disputed,
            }
            for item in statement.open_items
        ],
        "aging": [
            {"bucket": str(bucket), "open": money.plain(minor)}
            for bucket, minor in zip(statement.aging_labels, statement.aging_minor, strict=True)
        ],
        "unapplied": money.plain(statement.unapplied_minor),
        "in_hand": money.plain(statement.in_hand_minor),
        "disputed": money.plain(statement.disputed_minor),
        "due_now": money.plain(statement.due_now_minor),
    }


def page_of(issue: Issue, company: Company) -> dict[str, Any]:
    """The statement for statement.typ: every word and figure as it stands on the paper."""
    statement = issue.statement
    words = wording(statement.language)
    money = _Money(statement, words)
    lang, region = _TAGS.get(words.language, (words.language, None))
    title = words.text(label("Statement of account"))
    reference = statement.number or words.text(label("Draft"))
    name = statement.customer_name or statement.customer
    return {
        "lang": lang,
        "region": region,
        "fonts": fonts.families_for(words.language),
        "cjk": words.language in _CJK,
        "title": title,
        "reference": reference,
        "draft": "" if statement.number else words.text(label("DRAFT")),
        "running-title": f"{title} · {reference} · {words.month(statement.month)}",
        "footer": " · ".join(part for part in (reference, statement.customer, name) if part),
        "page-of": words.text(label("Page {page} of {pages}")),
        "seller": _seller(company, words),
        "customer": _customer(statement, words),
        "facts": _facts(issue, words, reference),
        "summary": _summary(statement, words, money),
        "movements": _movements(statement, words, money),
        "open": _open_items(statement, words, money),
        "aging": _aging(statement, words, money),
        "notes": _notes(statement, words, money),
        "due": _due(statement, words, money),
        "bank": _bank(company, words),
        "confirmation": _confirmation(issue, company, words, money),
    }


class _Money:
    """The statement's minor units as text: bare in columns, with the currency in sentences, plain in the record."""

    def __init__(self, statement: Statement, words: Wording | None = None) -> None:
        self._exponent = statement.exponent
        self._currency = statement.currency
        self._words = words or wording("en")

    def bare(self, minor: int) -> str:
        return self._words.amount(self._decimal(minor))

    def with_currency(self, minor: int) -> Amount:
        return Amount(self._decimal(minor), self._currency)

    def plain(self, minor: int) -> str:
        return f"{self._decimal(minor):f}"

    def _decimal(self, minor: int) -> Decimal:
        return Decimal(minor).scaleb(-self._exponent)


def _recorded(line: StatedLine, money: _Money) -> dict[str, Any]:
    against = {"against": line.against} if line.against else {}
    return {
        "date": line.date.isoformat(),
        "document": line.document,
        "kind": line.kind,
        **against,
        "amount": money.plain(line.amount_minor),
    }


def _seller(company: Company, words: Wording) -> dict[str, Any]:
    tax = words.say(sentence("Tax ID: {tax_id}", tax_id=company.tax_id)) if company.tax_id else ""
    contact = " · ".join(part for part in (company.phone, company.email) if part)
    lines = (*company.address.splitlines(), tax, contact)
    return {
        "caption": words.text(label("Seller")),
        "name": company.name or company.id,
        "lines": [line for line in lines if line],
    }


def _customer(statement: Statement, words: Wording) -> dict[str, Any]:
    tax = words.say(sentence("Tax ID: {tax_id}", tax_id=statement.customer_tax_id)) if statement.customer_tax_id else ""
    number = words.say(sentence("Customer ID: {customer}", customer=statement.customer))
    lines = (*statement.customer_address.splitlines(), tax, number)
    return {
        "caption": words.text(label("Customer")),
        "name": statement.customer_name or statement.customer,
        "lines": [line for line in lines if line],
    }


def _facts(issue: Issue, words: Wording, reference: str) -> list[tuple[str, str]]:
    statement = issue.statement
    period = f"{words.date(statement.first_day)} – {words.date(statement.last_day)}"
    facts = [
        (label("Number"), reference),
        (label("Month"), words.month(statement.month)),
        (label("Period"), period),
        (label("Issued on"), words.date(issue.issued_on) if issue.issued_on else ""),
        (label("Currency"), statement.currency),
    ]
    return [(words.text(caption), value) for caption, value in facts if value]


def _summary(statement: Statement, words: Wording, money: _Money) -> list[tuple[str, str]]:
    debits, credits = _turnover(statement.movements)
    return [
        (words.text(label("Opening balance")), money.bare(statement.opening_minor)),
        (words.text(label("Total debits")), money.bare(debits)),
        (words.text(label("Total credits")), money.bare(credits)),
        (words.text(label("Closing balance")), money.bare(statement.closing_minor)),
        (words.text(label("Amount now due")), words.amount(money.with_currency(statement.due_now_minor))),
    ]


def _turnover(movements: tuple[Movement, ...]) -> tuple[int, int]:
    """Sum of the debits and sum of the credits, both from 0 up."""
    amounts = [movement.line.amount_minor for movement in movements]
    return sum(amount for amount in amounts if amount > 0), -sum(amount for amount in amounts if amount < 0)


def _movements(statement: Statement, words: Wording, money: _Money) -> dict[str, Any]:
    heads = (
        label("Date"),
        label("Document"),
        label("Kind"),
        label("Debit (+)"),
        label("Credit (−)"),
        label("Balance"),
    )
    debits, credits = _turnover(statement.movements)
    opening = {
        "date": words.date(statement.first_day),
        "document": "",
        "kind": words.text(label("Opening balance")),
        "mark": "",
        "debit": "",
        "credit": "",
        "balance": money.bare(statement.opening_minor),
    }
    return {
        "title": words.text(label("Movements of the month")),
        "head": [words.text(head) for head in heads],
        "rows": [opening, *(_movement(movement, words, money) for movement in statement.movements)],
        "foot": [
            words.date(statement.last_day),
            "",
            words.text(label("Closing balance")),
            *map(money.bare, (debits, credits, statement.closing_minor)),
        ],
    }


def _movement(movement: Movement, words: Wording, money: _Money) -> dict[str, str]:
    line = movement.line
    marks = (line.against, words.text(label("earlier period")) if movement.earlier_period else "")
    return {
        "date": words.date(line.date),
        "document": line.document,
        "kind": words.text(KINDS.get(line.kind, line.kind)),
        "mark": " · ".join(mark for mark in marks if mark),
        "debit": money.bare(line.amount_minor) if line.amount_minor > 0 else "",
        "credit": money.bare(-line.amount_minor) if line.amount_minor < 0 else "",
        "balance": money.bare(movement.balance_minor),
    }


def _open_items(statement: Statement, words: Wording, money: _Money) -> dict[str, Any]:
    heads = (
        label("Document"),
        label("Kind"),
        label("Date"),
        label("Due Date"),
        label("Days past due"),
        label("Amount"),
        label("Open"),
    )
    total = sum(item.open_minor for item in statement.open_items)
    return {
        "title": words.text(label("Open Items")),
        "head": [words.text(head) for head in heads],
        "rows": [_open_item(item, words, money) for item in statement.open_items],
        "foot": ["", words.text(label("Total open")), "", "", "", "", money.bare(total)],
    }


def _open_item(item: OpenItem, words: Wording, money: _Money) -> dict[str, str]:
    return {
        "document": item.document,
        "kind": words.text(KINDS.get(item.kind, item.kind)),
        "mark": words.text(label("disputed")) if item.disputed else "",
        "date": words.date(item.date),
        "due": words.date(item.due_date),
        "days": str(item.days_past_due) if item.days_past_due > 0 else "–",
        "amount": money.bare(item.amount_minor),
        "open": money.bare(item.open_minor),
    }


def _aging(statement: Statement, words: Wording, money: _Money) -> dict[str, Any]:
    cells = [
        (words.text(bucket), money.bare(minor))
        for bucket, minor in zip(statement.aging_labels, statement.aging_minor, strict=True)
    ]
    unapplied = (words.text(label("Unapplied cash")), money.bare(-statement.unapplied_minor))
    closing = (words.text(label("Closing balance")), money.bare(statement.closing_minor))
    return {
        "title": words.text(label("Age of the balance")),
        "cells": [*cells, unapplied, closing],
        "edge": words.say(_edge(statement)),
    }


def _edge(statement: Statement) -> Sentence:
    """What the buckets count; ages from 0 are those of documents (B3), where nothing is told apart as not due."""
    if any(isinstance(bucket, Sentence) and bucket.values.get("first") == 0 for bucket in statement.aging_labels):
        return sentence("Days since the document's date on {day}.", day=statement.last_day)
    return sentence("Days past due on {day}; an item due on that day is not due.", day=statement.last_day)


def _notes(statement: Statement, words: Wording, money: _Money) -> list[str]:
    """What the figures above do not say by themselves; nothing about what is zero."""
    notes: list[tuple[int, Sentence]] = [
        (
            statement.disputed_minor,
            sentence("Of the open items, {amount} is disputed.", amount=money.with_currency(statement.disputed_minor)),
        ),
        (
            statement.in_hand_minor,
            sentence(
                "Cheques and bills in hand, not yet cleared and not yet deducted: {amount}.",
                amount=money.with_currency(statement.in_hand_minor),
            ),
        ),
    ]
    return [words.say(said) for minor, said in notes if minor]


def _due(statement: Statement, words: Wording, money: _Money) -> str:
    if statement.due_now_minor == 0:
        return words.text(label("Nothing is due now."))
    return words.say(sentence("Amount now due: {amount}", amount=money.with_currency(statement.due_now_minor)))


def _bank(company: Company, words: Wording) -> list[str]:
    """Where to pay; it stands on the paper even when nothing is due."""
    lines = company.bank.splitlines()
    return [words.say(sentence("Bank: {bank}", bank=lines[0])), *lines[1:]] if lines else [""]


def _confirmation(issue: Issue, company: Company, words: Wording, money: _Money) -> dict[str, Any]:
    statement = issue.statement
    seller, customer = company.name or company.id, statement.customer_name or statement.customer
    back = sentence("Please return one copy, signed and stamped, by {day}.", day=issue.return_by)
    return {
        "title": words.text(label("Confirmation of the balance")),
        "return-by": words.say(back) if issue.return_by else "",
        "balance": words.say(_owed(statement, seller, customer, money)),
        "agrees": words.text(label("The balance agrees with our books.")),
        "differs": words.text(label("The balance differs; our figure is")),
        "currency": statement.currency,
        "because": words.text(label("Reason:")),
        "fields": [
            words.text(field) for field in (label("Full name"), label("Position"), label("Date"), label("Signature"))
        ],
        "stamp": words.text(label("Stamp")),
        "seller": {"caption": words.text(label("Seller")), "name": seller},
        "customer": {"caption": words.text(label("Customer")), "name": customer},
    }


def _owed(statement: Statement, seller: str, customer: str, money: _Money) -> Sentence:
    """The balance as both sides sign it: who owes whom, never a sign to be read wrongly."""
    closing = statement.closing_minor
    owed = money.with_currency(abs(closing))
    if closing > 0:
        text = sentence("On {day}, {customer} owes {seller} {amount}.", **_said(statement, seller, customer, owed))
    elif closing < 0:
        text = sentence("On {day}, {seller} owes {customer} {amount}.", **_said(statement, seller, customer, owed))
    else:
        text = sentence(
            "On {day}, neither of {customer} and {seller} owes the other anything.",
            **_said(statement, seller, customer, owed),
        )
    return text


def _said(statement: Statement, seller: str, customer: str, owed: Amount) -> dict[str, object]:
    return {"day": statement.last_day, "seller": seller, "customer": customer, "amount": owed}
