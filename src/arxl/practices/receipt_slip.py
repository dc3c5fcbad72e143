"""The receipt slip: what a receipt settled, and what stays open (practice C8).

A part payment names the rest of each document that it touched; the slip leaves a line for the new promise.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from arxl.errors import Fault, WrongUsage, refused, sentence
from arxl.kernels.settlement import Rule
from arxl.practices.addressee import Addressee, addressee_of
from arxl.practices.cash_application import Position, effective_date
from arxl.practices.open_account import OpenAccount, open_accounts, open_item
from arxl.practices.statement import OpenItem
from arxl.tables.schema import Book


@dataclass(frozen=True, slots=True)
class Settled:
    """A document that the receipt settled, wholly or in part; `document.open_minor` is its rest.

    Attributes:
        settled_minor: by the money itself.
        deducted_minor: cash discount earned, and small differences written off with it.
    """

    document: OpenItem
    settled_minor: int
    deducted_minor: int


@dataclass(frozen=True, slots=True)
class ReceiptSlip:
    """One receipt, and the account after it.

    Attributes:
        number: "" while it is a draft.
        as_of: the day whose matching it shows.
        method: cash, transfer, …; "" where the book does not say.
        clears_on: of a cheque or bill that has not cleared, the day on which it will; it settles nothing until then.
        lines: in the order in which it settled them.
        left_minor: what is left of it on account.
        account: what is open at the end of the day.
    """

    number: str
    receipt: str
    addressee: Addressee
    currency: str
    exponent: int
    as_of: dt.date
    written_on: dt.date
    received_on: dt.date
    method: str
    amount_minor: int
    clears_on: dt.date | None
    lines: tuple[Settled, ...]
    left_minor: int
    account: OpenAccount

    @property
    def part_paid(self) -> tuple[Settled, ...]:
        """What it did not settle to the end."""
        return tuple(line for line in self.lines if line.document.open_minor)

    @property
    def past_due_minor(self) -> int:
        """Open and past due, disputed items left aside."""
        return sum(item.open_minor for item in self.account.items if item.days_past_due > 0 and not item.disputed)


def receipt_slip(position: Position, book: Book, receipt: str) -> ReceiptSlip:
    """The slip of a receipt, at the end of the position's day.

    Raises:
        WrongUsage: the book has no such receipt.
        Refused: the receipt is dated later, bounced, or is money paid back.
    """
    row = _row_of(position, book, receipt)
    credits, accounts = position.ledger.credits, position.ledger.accounts
    code = int(credits.account[row])
    customer, currency = str(accounts.customer[code]), str(accounts.currency[code])
    counts_from = effective_date(position.ledger, position.bills_settle)[row].item()
    place = np.flatnonzero(position.credits == row)
    return ReceiptSlip(
        number="",
        receipt=receipt,
        addressee=addressee_of(book, customer),
        currency=currency,
        exponent=int(accounts.exponent[code]),
        as_of=position.as_of,
        written_on=position.as_of,
        received_on=credits.date[row].item(),
        method=_method_of(book, receipt),
        amount_minor=int(position.credit_minor[row]),
        clears_on=counts_from if counts_from > position.as_of else None,
        lines=_lines(position, int(place[0])) if len(place) else (),
        left_minor=int(position.unapplied_minor[place[0]]) if len(place) else 0,
        account=open_accounts(position)[customer, currency],
    )


def _row_of(position: Position, book: Book, receipt: str) -> int:
    """The row of the ledger's credits that the receipt is."""
    credits = position.ledger.credits
    found = np.flatnonzero((credits.number == receipt) & credits.is_receipt)
    if not len(found):
        if (book.receipts.receipt == receipt).any():
            raise refused(
                receipt,
                sentence("it is money paid back to the customer."),
                sentence("A slip is written for money that came in: name such a receipt."),
            )
        raise WrongUsage(
            Fault(
                receipt,
                sentence("the book has no receipt of this number."),
                sentence("Write a number of the sheet Receipts; arxl allocate lists those that are derived."),
            )
        )
    row = int(found[0])
    date, bounced_on = credits.date[row].item(), credits.bounced_on[row].item()
    if date > position.as_of:
        raise refused(
            receipt,
            sentence("the receipt is of {date}, after {day}.", date=date, day=position.as_of),
            sentence("Name its day or a later one with --as-of."),
        )
    if bounced_on is not None and bounced_on <= position.as_of:
        raise refused(
            receipt,
            sentence("the receipt bounced on {date}: it settles nothing.", date=bounced_on),
            sentence("Write a slip for the receipt that replaces it."),
        )
    return row


def _method_of(book: Book, receipt: str) -> str:
    found = np.flatnonzero(book.receipts.receipt == receipt)
    return str(book.receipts.method[found[0]]) if len(found) else ""


def _lines(position: Position, place: int) -> tuple[Settled, ...]:
    settled = position.settled
    paid: dict[int, int] = defaultdict(int)
    deducted: dict[int, int] = defaultdict(int)
    for row in np.flatnonzero(settled.credit == place).tolist():
        without_money = settled.rule[row] in (Rule.DISCOUNT, Rule.TOLERANCE)
        (deducted if without_money else paid)[int(settled.debit[row])] += int(settled.amount_minor[row])
    return tuple(
        Settled(open_item(position, debit), paid[debit], deducted[debit]) for debit in sorted({*paid, *deducted})
    )
