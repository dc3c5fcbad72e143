"""The delivery note: what goods, how much, due when, and the receiver's signature (practice B1).

Under BATCH terms it says that earlier deliveries are to be settled before the next one leaves, and which are open.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from arxl.errors import Fault, WrongUsage, refused, sentence
from arxl.practices.addressee import Addressee, addressee_of
from arxl.practices.cash_application import Position
from arxl.practices.open_account import open_item, place_of
from arxl.practices.statement import OpenItem
from arxl.tables.ledger import INVOICE
from arxl.tables.schema import Book
from arxl.tables.terms import Terms, TermsKind


@dataclass(frozen=True, slots=True)
class DeliveryNote:
    """One delivery.

    Attributes:
        number: of the note; "" while it is a draft.
        goods: as the Deliveries sheet says, line by line; "" leaves lines to fill in.
        before: earlier deliveries that are open, under BATCH terms; the oldest first.
    """

    number: str
    addressee: Addressee
    currency: str
    exponent: int
    written_on: dt.date
    delivery: OpenItem
    order: str
    goods: str
    terms: Terms
    before: tuple[OpenItem, ...]

    @property
    def days_to_pay(self) -> int:
        """From the delivery to the day on which it is due at the latest."""
        return (self.delivery.due_date - self.delivery.date).days


def delivery_row(book: Book, document: str) -> int:
    """The row of Deliveries that a document number means.

    Raises:
        WrongUsage: the book has no such delivery.
        Refused: it is no delivery of goods.
    """
    deliveries = book.deliveries
    found = np.flatnonzero(deliveries.document == document)
    if not len(found):
        raise WrongUsage(
            Fault(
                document,
                sentence("the book has no delivery of this number."),
                sentence("Write a number of the sheet Deliveries."),
            )
        )
    row = int(found[0])
    if deliveries.amount_minor[row] < 0 or deliveries.kind[row] != INVOICE:
        raise refused(
            document,
            sentence("it is no delivery of goods."),
            sentence("Name a delivery that the customer receives; returns, openings and notes of interest are none."),
        )
    return row


def delivery_note(position: Position, book: Book, document: str) -> DeliveryNote:
    """The note of a delivery; the position's day is not before the delivery's.

    Raises:
        WrongUsage, Refused: see `delivery_row`.
    """
    row = delivery_row(book, document)
    ledger = position.ledger
    place = place_of(position, document)
    assert place is not None, "the delivery exists on the position's day"
    debit = int(position.debits[place])
    account = int(ledger.debits.account[debit])
    terms = ledger.terms[int(ledger.debits.terms_code[debit])]
    delivery = open_item(position, place)
    return DeliveryNote(
        number="",
        addressee=addressee_of(book, str(ledger.accounts.customer[account])),
        currency=str(ledger.accounts.currency[account]),
        exponent=int(ledger.accounts.exponent[account]),
        written_on=position.as_of,
        delivery=delivery,
        order=str(ledger.debits.order[debit]),
        goods=str(book.deliveries.goods[row]),
        terms=terms,
        before=_open_before(position, account, delivery) if terms.kind is TermsKind.BATCH else (),
    )


def _open_before(position: Position, account: int, delivery: OpenItem) -> tuple[OpenItem, ...]:
    """Deliveries of an earlier day with a balance left."""
    rows = position.open_rows
    own = rows[position.debit_account[rows] == account]
    items = (open_item(position, place) for place in own.tolist())
    return tuple(item for item in items if item.kind == INVOICE and item.date < delivery.date)
