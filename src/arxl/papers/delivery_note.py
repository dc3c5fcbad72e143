"""The delivery note on paper, for the receiver to sign and stamp (practice B1)."""

from __future__ import annotations

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
    record_to,
    side,
)
from arxl.papers.page import Press
from arxl.practices.delivery_note import DeliveryNote
from arxl.practices.statement_words import seller_of
from arxl.practices.terms_words import terms_said
from arxl.tables.schema import Company
from arxl.tables.terms import TermsKind

_RECEIVER = (label("Received by (full name)"), label("Position"), label("Received on"), label("Signature"))
_DELIVERER = (label("Delivered by (full name)"), label("Position"), label("Delivered on"), label("Signature"))


class NotePrinter:
    """Prints the delivery notes of one company.

    Raises:
        Refused: see `Press.pdf`.
        Faulty: a text holds a character that no font shows.
    """

    def __init__(self, company: Company, theme: Path | None = None) -> None:
        self._company, self._press = company, Press("delivery_note.typ", theme)

    def paper(self, note: DeliveryNote) -> bytes:
        """The note as PDF/A-3b: the same bytes for the same note."""
        words = self._press.words(note.addressee.language)
        place = f"Delivery note {note.number or note.delivery.document} {note.addressee.customer}"
        page, record = page_of(note, self._company, words), record_of(note, self._company)
        return self._press.pdf(place, page, record, note.written_on)


def page_of(note: DeliveryNote, company: Company, words: Wording) -> dict[str, Any]:
    """The note for delivery_note.typ."""
    money = Money(note.currency, note.exponent, words)
    facts = (
        (label("Document No"), note.delivery.document),
        (label("Order No"), note.order),
        (label("Delivered on"), words.date(note.delivery.date)),
        (label("Currency"), note.currency),
    )
    return page_to(words, company, note.addressee, label("Delivery note"), note.number, facts) | {
        "goods": {
            "title": words.text(label("Goods")),
            "lines": [line for line in note.goods.splitlines() if line.strip()],
        },
        "amount": {
            "caption": words.text(label("Amount")),
            "figure": money.said(note.delivery.amount_minor),
            "in-words": money.in_words(note.delivery.amount_minor),
        },
        "due": [words.text(line) for line in _due(note)],
        "before": _before(note, words, money),
        "received": words.text(
            label("The receiver has the goods above, complete and in good order, unless noted here:")
        ),
        "contact": contact_said(company, note.addressee, words),
        "sides": [
            side(seller_of(company, words), words, _DELIVERER),
            side(customer_block(note.addressee, words), words, _RECEIVER),
        ],
    }


def record_of(note: DeliveryNote, company: Company) -> dict[str, Any]:
    """The note for machines."""
    return record_to(company, note.addressee, "delivery note", note.number, note.written_on) | {
        "currency": note.currency,
        "document": note.delivery.document,
        "delivered_on": note.delivery.date.isoformat(),
        "due_date": note.delivery.due_date.isoformat(),
        "amount": decimal_text(note.delivery.amount_minor, note.exponent),
        "order": note.order,
        "goods": note.goods,
        "terms": str(note.terms),
        "open_before": [
            {"document": one.document, "open": decimal_text(one.open_minor, note.exponent)} for one in note.before
        ],
    }


def _due(note: DeliveryNote) -> list[Sentence]:
    """When it is due, and under which terms."""
    day, days = note.delivery.due_date, note.days_to_pay
    if note.terms.kind in (TermsKind.BATCH, TermsKind.SOLD):
        due = sentence("Due on {day} at the latest, {days} days after delivery.", day=day, days=days)
    elif days:
        due = sentence("Due on {day}, {days} days after delivery.", day=day, days=days)
    else:
        due = sentence("Due on delivery.")
    return [due, *terms_said(note.terms)]


def _before(note: DeliveryNote, words: Wording, money: Money) -> dict[str, Any] | None:
    """Under BATCH terms: what is to be settled before the next delivery, and what is open of earlier ones."""
    if note.terms.kind is not TermsKind.BATCH:
        return None
    heads = (label("Document"), label("Date"), label("Due Date"), label("Open"))
    if note.terms.batches == 1:
        rule = sentence("The previous delivery is to be settled before the next.")
    else:
        rule = sentence("At most {batches} deliveries are open before the next.", batches=note.terms.batches)
    cells = [item_cells(item, words, money) for item in note.before]
    return {
        "rule": words.say(rule),
        "title": words.text(label("Open of earlier deliveries")),
        "head": [words.text(head) for head in heads],
        "rows": [[one[key] for key in ("document", "date", "due", "open")] for one in cells],
        "foot": [
            words.text(label("Total")),
            "",
            "",
            money.column(sum(item.open_minor for item in note.before)),
        ],
    }
