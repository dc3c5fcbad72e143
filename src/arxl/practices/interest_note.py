"""The debit note for interest: what an account's late items bore up to a day, on request (practice C5).

It lists every document that bore interest and the stretches of days behind it. The note is a proposal on paper: the
balance changes once its row (kind interest) stands on the sheet Deliveries, and from its date on the account's next
interest runs. What is disputed on the day is left aside.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from arxl.errors import Faulty, label, refused, sentence
from arxl.kernels.money import decimal_of
from arxl.practices.addressee import Addressee, addressee_of
from arxl.practices.interest import Interest
from arxl.tables.history import History
from arxl.tables.ledger import INTEREST
from arxl.tables.schema import Book

NOTE_KIND = label("interest note")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days with one balance and one rate; the day `start` is out, `until` is in."""

    document: str
    start: dt.date
    until: dt.date
    days: int
    balance_minor: int
    rate: Decimal


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A document and its interest."""

    document: str
    due_date: dt.date
    amount_minor: int
    interest_minor: int


@dataclass(frozen=True, slots=True)
class InterestNote:
    """The note of one account.

    Attributes:
        number: "" while it is a draft.
        as_of: the last day that bears interest.
    """

    number: str
    addressee: Addressee
    currency: str
    exponent: int
    as_of: dt.date
    written_on: dt.date
    basis: str
    lines: tuple[NoteLine, ...]
    stretches: tuple[Stretch, ...]

    @property
    def total_minor(self) -> int:
        """What the note claims."""
        return sum(line.interest_minor for line in self.lines)


def interest_notes(interest: Interest, book: Book, customer: str, basis: str) -> tuple[InterestNote, ...]:
    """The notes of a customer, one an account with interest.

    Raises:
        WrongUsage: the book has no such customer.
        Refused: it owes no interest on the position's day.
        Faulty: a notice names nothing, or a rate is missing.
    """
    addressee = addressee_of(book, customer)
    if interest.faults:
        raise Faulty(*interest.faults)
    position, ledger = interest.position, interest.position.ledger
    claimed = interest.rows[~position.disputed[interest.rows]]
    own = claimed[ledger.accounts.customer[position.debit_account[claimed]] == customer]
    if not interest.minor[np.isin(interest.rows, own)].any():
        raise refused(
            customer,
            sentence("no interest has run up to {day}.", day=position.as_of),
            sentence("Interest runs after a written notice: a row of Decisions of the kind notice sent."),
        )
    notes = []
    for account in np.unique(position.debit_account[own]).tolist():
        rows = own[position.debit_account[own] == account]
        notes.append(
            InterestNote(
                number="",
                addressee=addressee,
                currency=str(ledger.accounts.currency[account]),
                exponent=int(ledger.accounts.exponent[account]),
                as_of=position.as_of,
                written_on=position.as_of,
                basis=basis,
                lines=tuple(_line(interest, row) for row in rows.tolist()),
                stretches=_stretches(interest, rows.tolist()),
            )
        )
    return tuple(note for note in notes if note.total_minor)


def refuse_claimed_twice(note: InterestNote, book: Book, history: History) -> None:
    """Stop where a note that was issued claims some of these days: its row is not on the sheet, or is of a later day.

    Raises:
        Refused: with the note.
    """
    account = note.addressee.customer, note.currency
    issued = [one for one in history.papers if (one.kind, one.customer, one.currency) == (NOTE_KIND, *account)]
    last = max(issued, key=lambda one: one.subject, default=None)
    if last is None or last.subject == note.as_of.isoformat():
        return
    until = dt.date.fromisoformat(last.subject)
    rows, kinds = book.deliveries, book.deliveries.kind == INTEREST
    own = kinds & (rows.customer == account[0]) & (rows.currency == account[1])
    if until > note.as_of or not (rows.date[own] >= np.datetime64(until, "D")).any():
        raise refused(
            " ".join(account),
            sentence("debit note {number} claims the interest up to {day}.", number=last.number, day=until),
            sentence(
                "Write it on the sheet Deliveries (Kind interest, Date {day}) and ask about a later day.", day=until
            ),
        )


def _line(interest: Interest, row: int) -> NoteLine:
    position, debit = interest.position, int(interest.position.debits[row])
    return NoteLine(
        document=str(position.ledger.debits.number[debit]),
        due_date=position.due_date[row].item(),
        amount_minor=int(position.ledger.debits.amount_minor[debit]),
        interest_minor=int(interest.minor[np.searchsorted(interest.rows, row)]),
    )


def _stretches(interest: Interest, rows: list[int]) -> tuple[Stretch, ...]:
    spans, position = interest.spans, interest.position
    found = []
    for place in np.flatnonzero(np.isin(spans.item, rows)).tolist():
        debit = position.debits[spans.item[place]]
        found.append(
            Stretch(
                document=str(position.ledger.debits.number[debit]),
                start=spans.first[place].item(),
                until=spans.last[place].item(),
                days=int(spans.days[place]),
                balance_minor=int(spans.balance_minor[place]),
                rate=decimal_of(int(spans.rate_ppm[place]), 6).normalize(),
            )
        )
    return tuple(found)
