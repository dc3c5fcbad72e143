"""Settlement of debits by credits: names, disputes, cash discount, tolerance, refunds, deposits (practice B2).

First what the credits name, in the order given; then each account's credits in order against its debits in order, but
not those that are closed to unnamed credits. Accounts without names, discount and tolerance take the vectorised road
of `arxl.kernels.allocation`; the others are walked one allocation at a time.

- A cash discount is earned when receipts dated by its last day, with the credit notes of that time, reach the amount
  less the discount. The debit then takes no more money: a DISCOUNT row closes what is left of it.
- A rest within tolerance that a receipt leaves is closed by a TOLERANCE row.

Both rows lower the debit and not the credit, and both bear the receipt that brought them about, never a credit note.

A write-off takes, of what its day leaves open of a debit, what its limit says. Unnamed credits of later days pass that
part over; what names the debit does not, and receipts of which all else leaves something take it at last. What nothing
takes is closed by a WRITE_OFF row, which bears the write-off itself.
Amounts are int64 minor units.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from arxl.kernels.allocation import allocate_fifo, check_side
from arxl.kernels.arrays import Bools, Days, Int64s
from arxl.kernels.money import sums_by_code

UNLIMITED = -1


class Rule(IntEnum):
    """Why a row of a settlement is there."""

    NAMED = 0
    OLDEST = 1
    DISCOUNT = 2
    TOLERANCE = 3
    REFUND = 4
    WRITE_OFF = 5


class Debits(NamedTuple):
    """What raises balances, sorted by account, then in the order in which it is settled.

    Attributes:
        account: (D,) codes.
        amount_minor: (D,) > 0.
        open_to_all: (D,) False where only credits that name it settle it (disputed).
        discount_minor: (D,) cash discount, from 0 (none) to the amount.
        discount_until: (D,) its last day; NaT where there is none.
        refund: (D,) True for money paid back: settled like a debit, without discount or tolerance.
    """

    account: Int64s
    amount_minor: Int64s
    open_to_all: Bools
    discount_minor: Int64s
    discount_until: Days
    refund: Bools


class Credits(NamedTuple):
    """What lowers balances, sorted by account, then in the order in which it is used.

    Attributes:
        account: (C,) codes.
        amount_minor: (C,) > 0.
        date: (C,) from which it counts.
        receipt: (C,) True for money, False for credit notes.
        kept_minor: (C,) what unnamed use leaves of it, for the order that a deposit names.
    """

    account: Int64s
    amount_minor: Int64s
    date: Days
    receipt: Bools
    kept_minor: Int64s


class Names(NamedTuple):
    """What credits name, in the order in which it is carried out.

    Attributes:
        credit: (N,) row numbers of the credits.
        debit: (N,) row numbers of the debits, of the same accounts.
        limit_minor: (N,) the most that goes there; `UNLIMITED` for as much as is open.
    """

    credit: Int64s
    debit: Int64s
    limit_minor: Int64s


class WriteOffs(NamedTuple):
    """What is written off, in order of day. The amount of the credit is the limit, and all of it is kept.

    Attributes:
        credit: (W,) row numbers of the credits.
        debit: (W,) row numbers of the debits, of the same accounts; no refunds.
    """

    credit: Int64s
    debit: Int64s


_NOTHING = np.zeros(0, np.int64)
NO_WRITE_OFFS = WriteOffs(_NOTHING, _NOTHING)


class Settlement(NamedTuple):
    """Which credit settles which debit, sorted by account, then in the order of settlement.

    Attributes:
        debit: (A,) row numbers of the debits.
        credit: (A,) row numbers of the credits.
        amount_minor: (A,) > 0, by which the debit falls.
        rule: (A,) a `Rule` each.
    """

    debit: Int64s
    credit: Int64s
    amount_minor: Int64s
    rule: NDArray[np.int8]


def settle(
    debits: Debits, credits: Credits, names: Names, tolerance_minor: Int64s, write_offs: WriteOffs = NO_WRITE_OFFS
) -> Settlement:
    """Settle all accounts.

    Args:
        tolerance_minor: (D,) the rest of each debit that is written off when a receipt leaves it; 0 for none.

    Raises:
        ValueError: an amount is not positive, accounts are out of order, a discount or a limit is out of bounds, a
            name crosses accounts, or the amounts of one account reach 2**61 minor units.

    >>> days = np.array(["2026-03-12", "NaT"], "datetime64[D]")
    >>> no, yes, nothing = np.array([False, False]), np.array([True, True]), np.array([0, 0])
    >>> debits = Debits(nothing, np.array([1000, 500]), yes, np.array([20, 0]), days, no)
    >>> credits = Credits(nothing[:1], np.array([1000]), days[:1], yes[:1], nothing[:1])
    >>> settle(debits, credits, Names(nothing[:0], nothing[:0], nothing[:0]), nothing)._asdict()
    {'debit': array([0, 0, 1]), 'credit': array([0, 0, 0]), 'amount_minor': array([980,  20,  20]), \
'rule': array([1, 2, 1], dtype=int8)}
    """
    _check(debits, credits, names, tolerance_minor)
    if not len(credits.account):
        nothing = np.zeros(0, np.int64)
        return Settlement(nothing, nothing, nothing, np.zeros(0, np.int8))
    walked = _accounts_to_walk(debits, credits, names, tolerance_minor, write_offs)
    plain = _settle_plain(debits, credits, ~walked)
    stepwise = _settle_stepwise(debits, credits, names, tolerance_minor, write_offs, walked)
    debit = np.concatenate((plain.debit, stepwise.debit))
    by_account = np.argsort(debits.account[debit], kind="stable")
    return Settlement(
        debit[by_account],
        np.concatenate((plain.credit, stepwise.credit))[by_account],
        np.concatenate((plain.amount_minor, stepwise.amount_minor))[by_account],
        np.concatenate((plain.rule, stepwise.rule))[by_account],
    )


def open_minor(debits: Debits, settlement: Settlement) -> Int64s:
    """(D,) what is left of each debit."""
    return debits.amount_minor - sums_by_code(settlement.debit, settlement.amount_minor, len(debits.account))


def unapplied_minor(credits: Credits, settlement: Settlement) -> Int64s:
    """(C,) what is left of each credit; discounts and write-offs use none of it."""
    used = np.flatnonzero((settlement.rule != Rule.DISCOUNT) & (settlement.rule != Rule.TOLERANCE))
    return credits.amount_minor - sums_by_code(
        settlement.credit[used], settlement.amount_minor[used], len(credits.account)
    )


def _check(debits: Debits, credits: Credits, names: Names, tolerance_minor: Int64s) -> None:
    check_side("debit", debits.account, debits.amount_minor)
    check_side("credit", credits.account, credits.amount_minor)
    if np.any(debits.discount_minor < 0) or np.any(debits.discount_minor > debits.amount_minor):
        raise ValueError("a discount is negative or above its debit")
    if np.any(tolerance_minor < 0) or np.any(credits.kept_minor < 0):
        raise ValueError("a tolerance or a kept amount is negative")
    if np.any(names.limit_minor < UNLIMITED):
        raise ValueError("the limit of a name is negative")
    if np.any(debits.account[names.debit] != credits.account[names.credit]):
        raise ValueError("a name crosses accounts")


def written_off_minor(
    amount_minor: int, write_offs: Iterable[tuple[int, int]], paid: Iterable[tuple[int, int]]
) -> list[int]:
    """What each write-off of a debit took on its day, whether or not it was paid later.

    Args:
        write_offs: day and limit of each, in order of day.
        paid: day and amount of what credits settled.

    >>> written_off_minor(300, [(10, 100), (20, 999)], [(5, 50), (15, 120)])
    [100, 30]
    """
    payments = list(paid)
    taken: list[int] = []
    for day, limit in write_offs:
        open_minor = amount_minor - sum(minor for when, minor in payments if when <= day) - sum(taken)
        taken.append(max(0, min(limit, open_minor)))
    return taken


def _accounts_to_walk(
    debits: Debits, credits: Credits, names: Names, tolerance_minor: Int64s, write_offs: WriteOffs
) -> Bools:
    """For each account code, whether a rule beyond plain FIFO may touch it."""
    codes = max((int(side.account[-1]) + 1 for side in (debits, credits) if len(side.account)), default=0)
    walked = np.zeros(codes, np.bool_)
    discounted = (debits.discount_minor > 0) & ~np.isnat(debits.discount_until)
    walked[debits.account[discounted | (tolerance_minor > 0)]] = True
    walked[debits.account[names.debit]] = True
    walked[debits.account[write_offs.debit]] = True
    return walked


def _settle_plain(debits: Debits, credits: Credits, plain: Bools) -> Settlement:
    free_minor = credits.amount_minor - credits.kept_minor
    debit = np.flatnonzero(plain[debits.account] & debits.open_to_all)
    credit = np.flatnonzero(plain[credits.account] & (free_minor > 0))
    fifo = allocate_fifo(debits.account[debit], debits.amount_minor[debit], credits.account[credit], free_minor[credit])
    settled = debit[fifo.debit]
    rule = np.where(debits.refund[settled], Rule.REFUND, Rule.OLDEST).astype(np.int8)
    return Settlement(settled, credit[fifo.credit], fifo.amount_minor, rule)


def _settle_stepwise(
    debits: Debits, credits: Credits, names: Names, tolerance_minor: Int64s, write_offs: WriteOffs, walked: Bools
) -> Settlement:
    debit_at = _walked_debits(debits, tolerance_minor, np.flatnonzero(walked[debits.account]))
    credit_at = _walked_credits(credits, np.flatnonzero(walked[credits.account]))
    for credit, debit in zip(write_offs.credit.tolist(), write_offs.debit.tolist(), strict=True):
        debit_at[debit].write_offs.append(credit_at[credit])
    written_off = [debit for debit in debit_at.values() if debit.write_offs]
    rows: list[_Row] = []
    for credit, debit, limit in zip(
        names.credit.tolist(), names.debit.tolist(), names.limit_minor.tolist(), strict=True
    ):
        named = credit_at[credit]
        rows += _applied(debit_at[debit], named, named.left_minor if limit == UNLIMITED else limit, Rule.NAMED)
    rows += _oldest_first(debit_at.values(), credit_at.values())
    rows += _come_back(written_off, credit_at.values())
    rows += [row for debit in written_off for row in _written_off(debit)]
    # far quicker than np.array, which looks at every row for its length
    table = np.fromiter(chain.from_iterable(rows), np.int64, 4 * len(rows)).reshape(-1, 4)
    return Settlement(table[:, 0], table[:, 1], table[:, 2], table[:, 3].astype(np.int8))


class _Row(NamedTuple):
    debit: int
    credit: int
    amount_minor: int
    rule: Rule


@dataclass(slots=True)
class _Debit:
    """A debit on the way to its settlement.

    Attributes:
        until: day number up to which receipts earn the discount; before all days where there is none.
        to_discount_minor: what must still be matched for the discount to be earned.
        write_offs: what writes it off, in order of day.
        paid: day and amount of what settled it; noted where it is written off.
    """

    row: int
    account: int
    open_minor: int
    open_to_all: bool
    refund: bool
    tolerance_minor: int
    until: int
    to_discount_minor: int
    amount_minor: int
    write_offs: list[_Credit] = field(default_factory=list)
    paid: list[tuple[int, int]] = field(default_factory=list)

    def written_off_minor(self) -> list[int]:
        """What each write-off took on its day."""
        limits = [(one.day, one.left_minor) for one in self.write_offs]
        return written_off_minor(self.amount_minor, limits, self.paid)

    def open_on(self, day: int) -> int:
        """What an unnamed credit of the day may settle: what was written off before is closed to it."""
        if not self.write_offs or self.write_offs[0].day >= day:
            return self.open_minor
        taken = zip(self.write_offs, self.written_off_minor(), strict=True)
        return max(0, self.open_minor - sum(minor for one, minor in taken if one.day < day))


@dataclass(slots=True)
class _Credit:
    row: int
    account: int
    left_minor: int
    kept_minor: int
    day: int
    receipt: bool


def _walked_debits(debits: Debits, tolerance_minor: Int64s, rows: Int64s) -> dict[int, _Debit]:
    bears_discount = (debits.discount_minor > 0) & ~debits.refund
    until = np.where(bears_discount, debits.discount_until, np.datetime64("NaT", "D"))
    columns = (
        rows,
        debits.account[rows],
        debits.amount_minor[rows],
        debits.open_to_all[rows],
        debits.refund[rows],
        np.where(debits.refund, 0, tolerance_minor)[rows],
        until[rows].astype(np.int64),
        (debits.amount_minor - debits.discount_minor)[rows],
        debits.amount_minor[rows],
    )
    walked = zip(*(column.tolist() for column in columns), strict=True)
    return {values[0]: _Debit(*values) for values in walked}


def _walked_credits(credits: Credits, rows: Int64s) -> dict[int, _Credit]:
    columns = (
        rows,
        credits.account[rows],
        credits.amount_minor[rows],
        credits.kept_minor[rows],
        credits.date[rows].astype(np.int64),
        credits.receipt[rows],
    )
    return {values[0]: _Credit(*values) for values in zip(*(column.tolist() for column in columns), strict=True)}


def _oldest_first(debits: Iterable[_Debit], credits: Iterable[_Credit]) -> list[_Row]:
    waiting: defaultdict[int, deque[_Debit]] = defaultdict(deque)
    for debit in debits:
        if debit.open_to_all and debit.open_minor:
            waiting[debit.account].append(debit)
    rows = []
    for credit in credits:
        queue, passed = waiting[credit.account], deque[_Debit]()
        while queue and credit.left_minor > credit.kept_minor:
            if reached := queue[0].open_on(credit.day):
                free_minor = min(credit.left_minor - credit.kept_minor, reached)
                rows += _applied(queue[0], credit, free_minor, Rule.OLDEST)
            if not queue[0].open_minor:
                queue.popleft()
            elif not queue[0].open_on(credit.day):
                passed.append(queue.popleft())
        queue.extendleft(reversed(passed))
    return rows


def _come_back(written_off: list[_Debit], credits: Iterable[_Credit]) -> list[_Row]:
    """Receipts that are left take what was written off, oldest first."""
    of_account: defaultdict[int, list[_Debit]] = defaultdict(list)
    for debit in written_off:
        if debit.open_to_all:
            of_account[debit.account].append(debit)
    rows = []
    for credit in credits:
        if credit.receipt and credit.account in of_account:
            for debit in of_account[credit.account]:
                rows += _applied(debit, credit, max(0, credit.left_minor - credit.kept_minor), Rule.OLDEST)
    return rows


def _written_off(debit: _Debit) -> list[_Row]:
    """Close what was written off of a debit and has not been paid."""
    rows = []
    for credit, minor in zip(debit.write_offs, debit.written_off_minor(), strict=True):
        closed = min(minor, debit.open_minor)
        debit.open_minor -= closed
        rows += [_Row(debit.row, credit.row, closed, Rule.WRITE_OFF)] if closed else []
    return rows


def _applied(debit: _Debit, credit: _Credit, limit_minor: int, rule: Rule) -> list[_Row]:
    """Settle a debit by a credit as far as both reach, and close the rest that discount or tolerance forgives."""
    amount = min(limit_minor, credit.left_minor, debit.open_minor)
    if not amount:
        return []
    by_last_day = credit.day <= debit.until
    in_time = credit.receipt and by_last_day
    if in_time:
        # Credit notes alone may have brought the debit this far: then the receipt has nothing left to pay.
        amount = min(amount, max(debit.to_discount_minor, 0))
    credit.left_minor -= amount
    debit.open_minor -= amount
    if by_last_day:
        debit.to_discount_minor -= amount
    rows = [_Row(debit.row, credit.row, amount, Rule.REFUND if debit.refund else rule)] if amount else []
    if in_time and debit.to_discount_minor <= 0:
        rows += _closed(debit, credit, Rule.DISCOUNT)
    elif credit.receipt and debit.open_minor <= debit.tolerance_minor:
        rows += _closed(debit, credit, Rule.TOLERANCE)
    if debit.write_offs:
        debit.paid += [(credit.day, row.amount_minor) for row in rows]
    return rows


def _closed(debit: _Debit, credit: _Credit, rule: Rule) -> list[_Row]:
    rest, debit.open_minor = debit.open_minor, 0
    return [_Row(debit.row, credit.row, rest, rule)] if rest else []
