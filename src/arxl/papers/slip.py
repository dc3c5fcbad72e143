"""The receipt slip on paper: thanks, the amount in words, what it settled and what stays open (practice C8)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from arxl.errors import Sentence, label, sentence
from arxl.kernels.money import decimal_text
from arxl.locale import Wording
from arxl.papers.letterhead import (
    Money,
    contact_said,
    customer_block,
    item_cells,
    page_to,
    record_item,
    record_to,
    side,
)
from arxl.papers.page import Press
from arxl.practices.receipt_slip import ReceiptSlip, Settled
from arxl.practices.statement_words import seller_of
from arxl.tables.schema import Company

_METHODS: Mapping[str, str] = {
    "cash": label("in cash"),
    "transfer": label("by transfer"),
    "cheque": label("by cheque"),
    "bill": label("by bill of exchange"),
    "card": label("by card"),
}


class SlipPrinter:
    """Prints the receipt slips of one company.

    Raises:
        Refused: see `Press.pdf`.
        Faulty: a text holds a character that no font shows.
    """

    def __init__(self, company: Company, theme: Path | None = None) -> None:
        self._company, self._press = company, Press("slip.typ", theme)

    def paper(self, slip: ReceiptSlip) -> bytes:
        """The slip as PDF/A-3b: the same bytes for the same slip."""
        words = self._press.words(slip.addressee.language)
        place = f"Receipt slip {slip.number or slip.receipt} {slip.addressee.customer}"
        page, record = page_of(slip, self._company, words), record_of(slip, self._company)
        return self._press.pdf(place, page, record, slip.written_on)


def page_of(slip: ReceiptSlip, company: Company, words: Wording) -> dict[str, Any]:
    """The slip for slip.typ."""
    money = Money(slip.currency, slip.exponent, words)
    facts = (
        (label("Receipt No"), slip.receipt),
        (label("Received on"), words.date(slip.received_on)),
        (label("Date"), words.date(slip.written_on)),
        (label("Currency"), slip.currency),
    )
    return page_to(words, company, slip.addressee, label("Receipt slip"), slip.number, facts) | {
        "amount": money.said(slip.amount_minor),
        "in-words": money.in_words(slip.amount_minor),
        "received": [words.text(line) for line in _received(slip, words, money)],
        "settled": _settled(slip, words, money),
        "rest": [words.text(line) for line in _rest(slip, money)],
        "open": _open(slip, words, money),
        "promise": _promise(words) if slip.part_paid or slip.past_due_minor else None,
        "contact": contact_said(company, slip.addressee, words),
        "sides": [side(seller_of(company, words), words), side(customer_block(slip.addressee, words), words)],
    }


def record_of(slip: ReceiptSlip, company: Company) -> dict[str, Any]:
    """The slip for machines."""

    def money(minor: int) -> str:
        return decimal_text(minor, slip.exponent)

    return record_to(company, slip.addressee, "receipt slip", slip.number, slip.written_on) | {
        "as_of": slip.as_of.isoformat(),
        "receipt": slip.receipt,
        "received_on": slip.received_on.isoformat(),
        "method": slip.method,
        "clears_on": slip.clears_on.isoformat() if slip.clears_on else None,
        "currency": slip.currency,
        "amount": money(slip.amount_minor),
        "settled": [
            record_item(line.document, slip.exponent)
            | {"settled": money(line.settled_minor), "deducted": money(line.deducted_minor)}
            for line in slip.lines
        ],
        "left": money(slip.left_minor),
        "open_items": [record_item(item, slip.exponent) for item in slip.account.items],
        "open": money(slip.account.open_minor),
        "past_due": money(slip.past_due_minor),
    }


def _received(slip: ReceiptSlip, words: Wording, money: Money) -> list[Sentence]:
    gaps = {"day": slip.received_on, "customer": slip.addressee.name}
    if slip.method:
        how = words.text(_METHODS[slip.method])
        received = sentence("Received {how} on {day} from {customer}, with thanks.", how=how, **gaps)
    else:
        received = sentence("Received on {day} from {customer}, with thanks.", **gaps)
    if slip.clears_on is None:
        return [received]
    return [received, sentence("It clears on {day}; until then it settles nothing.", day=slip.clears_on)]


def _settled(slip: ReceiptSlip, words: Wording, money: Money) -> dict[str, Any]:
    heads = (
        label("Document"),
        label("Kind"),
        label("Date"),
        label("Due Date"),
        label("Amount"),
        label("Settled"),
        label("Deducted"),
        label("Open"),
    )
    return {
        "title": words.text(label("What it settled")),
        "head": [words.text(head) for head in heads],
        "rows": [_line(line, words, money) for line in slip.lines],
        "foot": [
            words.text(label("Total")),
            *("" for _ in heads[4:]),
            money.column(sum(line.settled_minor for line in slip.lines)),
            money.column(sum(line.deducted_minor for line in slip.lines)),
            money.column(sum(line.document.open_minor for line in slip.lines)),
        ],
    }


def _line(line: Settled, words: Wording, money: Money) -> list[str]:
    cells = item_cells(line.document, words, money)
    deducted = money.column(line.deducted_minor) if line.deducted_minor else "–"
    paid = (cells["amount"], money.column(line.settled_minor), deducted, cells["open"])
    return [cells["document"], cells["kind"], cells["date"], cells["due"], *paid]


def _rest(slip: ReceiptSlip, money: Money) -> list[Sentence]:
    """The rest of each document that it settled in part, and what is left of the receipt itself."""
    rests = [_rest_of(line, money) for line in slip.part_paid]
    if slip.left_minor:
        left = money.amount(slip.left_minor)
        rests.append(sentence("{amount} of this receipt stays on your account for later deliveries.", amount=left))
    return rests


def _rest_of(line: Settled, money: Money) -> Sentence:
    document = line.document
    gaps = {
        "document": document.document,
        "rest": money.amount(document.open_minor),
        "day": document.due_date,
    }
    if document.days_past_due > 0:
        return sentence("Of {document}, {rest} stays open; it was due on {day}.", **gaps)
    return sentence("Of {document}, {rest} stays open; it is due on {day}.", **gaps)


def _open(slip: ReceiptSlip, words: Wording, money: Money) -> dict[str, Any]:
    """The account after it."""
    heads = (label("Document"), label("Kind"), label("Date"), label("Due Date"), label("Amount"), label("Open"))
    account = slip.account
    notes: list[Sentence | str] = []
    if not account.items:
        notes.append(label("Nothing is open on the account."))
    if slip.past_due_minor:
        notes.append(sentence("Of it, {amount} is past due.", amount=money.amount(slip.past_due_minor)))
    return {
        "title": words.say(sentence("What stays open on {day}", day=slip.as_of)),
        "head": [words.text(head) for head in heads],
        "rows": [
            [cells[key] for key in ("document", "kind", "date", "due", "amount", "open")]
            for cells in (item_cells(item, words, money) for item in account.items)
        ],
        "foot": [words.text(label("Total open")), *("" for _ in heads[2:]), money.column(account.open_minor)],
        "notes": [words.text(note) for note in notes],
    }


def _promise(words: Wording) -> dict[str, str]:
    """What the customer fills in where something is left."""
    return {
        "title": words.text(label("Promise for the rest")),
        "amount": words.text(label("We pay")),
        "day": words.text(label("by")),
        "by": words.text(label("promised by")),
    }
