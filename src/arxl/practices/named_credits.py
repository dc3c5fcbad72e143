"""What credits name, in the order in which it is carried out, and what is kept for orders (practice B2).

Refunds of named receipts come first, then what credits name, by date; a date in `Settled On` names its document last.
A receipt that names an order is a deposit; a name of something that is not there yet on the day waits for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

import numpy as np

from arxl.kernels import settlement
from arxl.kernels.arrays import Days, Int64s
from arxl.pulse import beating
from arxl.tables.ledger import Ledger
from arxl.tables.names import Named
from arxl.tables.schema import Orders


class _Names:
    """What the credits name, in the order in which it is carried out, and what is left of both sides meanwhile.

    A cash discount or write-off that a name brings about is not foreseen here: what is kept of a deposit that names
    several documents may differ by no more than that.
    """

    def __init__(self, ledger: Ledger, debits: Int64s, credits: Int64s) -> None:
        self._rows: list[tuple[int, int, int]] = []
        self._open_minor: list[int] = ledger.debits.amount_minor[debits].tolist()
        self._left_minor: list[int] = ledger.credits.amount_minor[credits].tolist()
        self._kept_minor = [0] * len(credits)
        self._lacking: dict[tuple[int, str], int] = {}
        self.deposits: dict[tuple[int, str], int] = defaultdict(int)

    def add(self, credit: int, debit: int, limit_minor: int) -> int:
        """Name a debit; answers what of the credit goes there. What is kept of the credit does not."""
        if self._kept_minor[credit]:
            limit_minor = self._free(credit, limit_minor)
        self._rows.append((credit, debit, limit_minor))
        taken = min(self._free(credit, limit_minor), self._open_minor[debit])
        self._left_minor[credit] -= taken
        self._open_minor[debit] -= taken
        return taken

    def keep(self, credit: int, limit_minor: int) -> int:
        """Keep what is free of a credit; answers how much that is."""
        kept = self._free(credit, limit_minor)
        self._kept_minor[credit] += kept
        return kept

    def keep_for(self, credit: int, order: tuple[int, str], limit_minor: int, undelivered_minor: int) -> None:
        """Keep what is free of a credit as far as the order lacks it."""
        lacking = self._lacking.get(order, undelivered_minor)
        bound = lacking if limit_minor == settlement.UNLIMITED else min(limit_minor, lacking)
        kept = self.keep(credit, bound)
        self._lacking[order] = lacking - kept
        self.deposits[order] += kept

    def for_settlement(self) -> settlement.Names:
        """As the kernel takes them."""
        rows = np.array(self._rows, np.int64).reshape(-1, 3)
        return settlement.Names(rows[:, 0], rows[:, 1], rows[:, 2])

    def kept_minor(self) -> Int64s:
        """(C,) what unnamed use leaves of each credit."""
        return np.array(self._kept_minor, np.int64)

    def _free(self, credit: int, limit_minor: int) -> int:
        free = self._left_minor[credit] - self._kept_minor[credit]
        return free if limit_minor == settlement.UNLIMITED else min(free, limit_minor)


class NamesAndDeposits(NamedTuple):
    """What the credits name.

    Attributes:
        names: in the order in which it is carried out.
        kept_minor: (C,) what is kept of each credit for later documents.
        deposits: (account, order number) -> what of it waits for an order that is confirmed and not delivered.
    """

    names: settlement.Names
    kept_minor: Int64s
    deposits: Mapping[tuple[int, str], int]


def names_and_deposits(
    ledger: Ledger, orders: Orders, debits: Int64s, credits: Int64s, effective: Days, day: np.datetime64
) -> NamesAndDeposits:
    """What the credits name, in the order in which it is carried out, and what is kept for later documents.

    `Settled On` comes last: it stands for the receipt of what nothing else in the book has paid.
    """
    implied = ledger.credits.implied
    if not len(ledger.debits.naming) and not len(ledger.credits.naming):
        nothing = np.zeros(0, np.int64)
        return NamesAndDeposits(settlement.Names(nothing, nothing, nothing), _kept_minor(ledger, credits, 0), {})
    book = _Directory(ledger, orders, debits, credits, day)
    names = _Names(ledger, debits, credits)
    for place in book.refunds_in_order():
        row = int(debits[place])
        for named in ledger.debits.names[row]:
            credit = book.credit_named(row, named)
            if credit is not None:
                names.add(credit, place, _limit_of(ledger, int(ledger.debits.account[row]), named))
    rank = ledger.credits.rank
    naming = np.flatnonzero(np.isin(credits, ledger.credits.naming)).tolist()
    naming.sort(
        key=lambda place: (implied[credits[place]], effective[credits[place]], rank[credits[place]], place),
    )
    for place in beating(naming):
        _follow_names(place, int(credits[place]), names, book, ledger)
    kept_minor = _kept_minor(ledger, credits, names.kept_minor())
    return NamesAndDeposits(names.for_settlement(), kept_minor, dict(names.deposits))


def _kept_minor(ledger: Ledger, credits: Int64s, kept_minor: Int64s | int) -> Int64s:
    """What is kept of each credit; of an implied one everything, for it stands for its document alone."""
    return np.where(ledger.credits.implied[credits], ledger.credits.amount_minor[credits], kept_minor)


def _follow_names(place: int, row: int, names: _Names, book: _Directory, ledger: Ledger) -> None:
    """Carry out what one credit names: documents, and deliveries of the orders for which it is a deposit.

    What is known and not there yet is kept for it.
    """
    account = int(ledger.credits.account[row])
    for named in ledger.credits.names[row]:
        limit = _limit_of(ledger, account, named)
        document = book.document_named(account, named.number)
        if document is not None:
            names.add(place, document, limit)
        elif book.comes_later(account, named.number):
            names.keep(place, limit)
        elif ledger.credits.is_receipt[row]:
            _deposit(place, (account, named.number), limit, names, book)


def _deposit(place: int, order: tuple[int, str], limit: int, names: _Names, book: _Directory) -> None:
    """A deposit settles what is delivered of its order, and waits for the rest."""
    for delivery in book.deliveries_of_order(*order):
        taken = names.add(place, delivery, limit)
        limit = limit if limit == settlement.UNLIMITED else limit - taken
    undelivered = book.undelivered(*order)
    if undelivered is None:
        names.keep(place, limit)
    else:
        names.keep_for(place, order, limit, undelivered)


_MOST_MINOR = 2**61


def _limit_of(ledger: Ledger, account: int, named: Named) -> int:
    """The amount beside a name in minor units, as far as any sum of a book reaches."""
    if named.amount is None:
        return settlement.UNLIMITED
    return min(int(named.amount.scaleb(int(ledger.accounts.exponent[account]))), _MOST_MINOR)


class _Directory:
    """Where the numbers that `Applies To` may name are found, among what exists on the day.

    Each list is made when it is first asked for: most books name little or nothing.
    """

    def __init__(self, ledger: Ledger, orders: Orders, debits: Int64s, credits: Int64s, day: np.datetime64) -> None:
        self._ledger = ledger
        self._orders = orders
        self._debits = debits
        self._credits = credits
        self._day = day

    @cached_property
    def _documents(self) -> Mapping[tuple[int, str], int]:
        debits = self._ledger.debits
        places = np.flatnonzero(~debits.is_refund[self._debits])
        rows = self._debits[places]
        keys = zip(debits.account[rows].tolist(), debits.number[rows].tolist(), strict=True)
        return dict(zip(keys, places.tolist(), strict=True))

    @cached_property
    def _of_order(self) -> Mapping[tuple[int, str], list[int]]:
        debits = self._ledger.debits
        places = np.flatnonzero(debits.order[self._debits] != "")
        rows = self._debits[places]
        of_order: dict[tuple[int, str], list[int]] = defaultdict(list)
        keys = zip(debits.account[rows].tolist(), debits.order[rows].tolist(), strict=True)
        for key, place in zip(keys, places.tolist(), strict=True):
            of_order[key].append(place)
        return of_order

    @cached_property
    def _receipts(self) -> Mapping[tuple[int, str], int]:
        credits, rows = self._ledger.credits, self._credits
        keys = zip(credits.account[rows].tolist(), credits.number[rows].tolist(), strict=True)
        return {key: place for place, key in enumerate(keys)}

    @cached_property
    def _later(self) -> tuple[set[tuple[int, str]], set[tuple[int, str]]]:
        return _not_there_yet(self._ledger, self._orders, self._day)

    @cached_property
    def _confirmed(self) -> Mapping[tuple[int, str], int]:
        return _confirmed_orders(self._ledger, self._orders, self._day)

    def refunds_in_order(self) -> Iterator[int]:
        """Places of the refunds that name a receipt, oldest first."""
        debits = self._ledger.debits
        places = np.flatnonzero(debits.names[self._debits]).tolist()
        yield from sorted(places, key=lambda place: (debits.date[self._debits[place]], place))

    def credit_named(self, refund: int, named: Named) -> int | None:
        """Place of the credit that a refund pays back."""
        return self._receipts.get((int(self._ledger.debits.account[refund]), named.number))

    def document_named(self, account: int, number: str) -> int | None:
        """Place of a document of the account."""
        return self._documents.get((account, number))

    def deliveries_of_order(self, account: int, order: str) -> list[int]:
        """Places of the deliveries that bear the order's number, oldest first."""
        return self._of_order.get((account, order), [])

    def comes_later(self, account: int, number: str) -> bool:
        """Whether the book has a document of this number that does not exist on the day."""
        return (account, number) in self._later[0]

    def undelivered(self, account: int, order: str) -> int | None:
        """What of an order is confirmed on the day and not delivered; None where all that is known of the order comes
        later."""
        deliveries = self.deliveries_of_order(account, order)
        if (account, order) not in self._confirmed and not deliveries and (account, order) in self._later[1]:
            return None
        delivered = sum(int(self._ledger.debits.amount_minor[self._debits[place]]) for place in deliveries)
        return max(0, self._confirmed.get((account, order), 0) - delivered)


def _not_there_yet(
    ledger: Ledger, orders: Orders, day: np.datetime64
) -> tuple[set[tuple[int, str]], set[tuple[int, str]]]:
    """(account, number) of the documents, and of the orders, that the book dates after the day."""
    debits = ledger.debits
    later = np.flatnonzero((debits.date > day) & ~debits.is_refund)
    accounts = debits.account[later].tolist()
    documents = set(zip(accounts, debits.number[later].tolist(), strict=True))
    ordered = {key for key in zip(accounts, debits.order[later].tolist(), strict=True) if key[1]}
    for row in np.flatnonzero(orders.date > day).tolist():
        account = ledger.accounts.codes.get((orders.customer[row], orders.currency[row]))
        if account is not None:
            ordered.add((account, str(orders.order[row])))
    return documents, ordered


def _confirmed_orders(ledger: Ledger, orders: Orders, day: np.datetime64) -> dict[tuple[int, str], int]:
    """(account, order number) -> amount, of the orders that exist on the day; 0 where they are cancelled."""
    confirmed: dict[tuple[int, str], int] = {}
    cancelled = orders.cancelled_on <= day
    for row in np.flatnonzero(orders.date <= day).tolist():
        account = ledger.accounts.codes.get((orders.customer[row], orders.currency[row]))
        if account is not None:
            key = (account, str(orders.order[row]))
            confirmed[key] = confirmed.get(key, 0) + (0 if cancelled[row] else int(orders.amount_minor[row]))
    return confirmed
