"""Allocation of credits to debits, first in, first out (practice B2).

Amounts are int64 minor units. An account is one customer in one currency, a code from 0 on; nothing is ever matched
across accounts. Names, disputes, discounts and tolerance are the business of `arxl.kernels.settlement`.

No loop over accounts: they are laid end to end on one line (see `allocate_fifo`), in blocks of accounts that fit the
processor's cache.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from arxl.kernels.arrays import Days, Int64s

_BLOCK_ROWS = 1 << 15

# Places on the line are doubled to carry the side they come from, so a line must stay below 2**62.
_LINE_MINOR = 2.0**61


class Allocation(NamedTuple):
    """Which credit settles which debit, by account, then in the order of settlement.

    Attributes:
        debit: (A,) row numbers of the debits.
        credit: (A,) row numbers of the credits.
        amount_minor: (A,) > 0.
    """

    debit: Int64s
    credit: Int64s
    amount_minor: Int64s


def allocate_ledger(account: Int64s, date: Days, amount_minor: Int64s) -> Allocation:
    """Settle the debits of one ledger with its credits, oldest first; rows of one date settle in row order.

    Args:
        account: (N,) codes, in any order.
        date: (N,) dates, in any order.
        amount_minor: (N,) above 0 a debit, below 0 a credit; 0 takes no part.

    Returns:
        Row numbers of the ledger.

    Raises:
        ValueError: a code is negative, or the amounts of one account reach 2**61 minor units.

    >>> days = np.array(["2026-03-02", "2026-02-01", "2026-01-01"], "datetime64[D]")
    >>> allocate_ledger(np.array([0, 0, 0]), days, np.array([-900, 500, 700]))
    Allocation(debit=array([2, 1]), credit=array([0, 0]), amount_minor=array([700, 200]))
    """
    order = fifo_order(account, date)
    rows_before = np.concatenate(([0], np.cumsum(np.bincount(account))))
    blocks = _blocks(rows_before, _full_lines(len(rows_before) - 1, (account, amount_minor)))
    parts = (
        _allocate_rows(order, amount_minor, rows_before[first : last + 1]) for first, last in pairwise(blocks.tolist())
    )
    return _collected(parts, len(account))


def _allocate_rows(order: Int64s, amount_minor: Int64s, rows_before: Int64s) -> Allocation:
    """Allocate a block of a ledger; its account k has the rows `order[rows_before[k] : rows_before[k + 1]]`."""
    rows = order[rows_before[0] : rows_before[-1]]
    amount = amount_minor[rows]
    debit, credit = np.flatnonzero(amount > 0), np.flatnonzero(amount < 0)
    places_before = rows_before - rows_before[0]
    settled = _overlaps(
        amount[debit],
        np.searchsorted(debit, places_before),
        -amount[credit],
        np.searchsorted(credit, places_before),
    )
    return Allocation(rows[debit[settled.debit]], rows[credit[settled.credit]], settled.amount_minor)


def fifo_order(account: Int64s, date: Days) -> Int64s:
    """(N,) row numbers by account, then date, then row.

    Account and day become one number. A large ledger is dealt into blocks by the leading 8 bits of it; what is left
    is sorted block by block, within the cache, 16 bits a pass.

    Raises:
        ValueError: a code is negative.

    >>> fifo_order(np.array([1, 0, 1]), np.array(["2026-03-02", "2026-03-01", "2026-02-01"], "datetime64[D]"))
    array([1, 2, 0])
    """
    if not len(account):
        return np.empty(0, np.int64)
    if account.min() < 0:
        raise ValueError("an account is negative")
    day = date.view(np.int64)
    first_day = int(day.min())
    span = int(day.max()) - first_day + 1
    bits = ((int(account.max()) + 1) * span - 1).bit_length()
    if bits > 63:
        return np.lexsort((day, account))
    if len(account) <= _BLOCK_ROWS or bits <= 16:
        return _radix_order(_account_and_day(account, day, first_day, span))
    block, rest, rows_of_block = _leading_bits(account, day, first_day, span, bits)
    order = np.argsort(block, kind="stable")
    for start, end in pairwise([0, *np.cumsum(rows_of_block).tolist()]):
        rows = order[start:end]
        order[start:end] = rows[_radix_order(rest[rows])]
    return order


def _account_and_day(account: Int64s, day: Int64s, first_day: int, span: int) -> Int64s:
    key: Int64s = np.multiply(account, span, dtype=np.int64)
    key += day
    key -= first_day
    return key


def _leading_bits(
    account: Int64s, day: Int64s, first_day: int, span: int, bits: int
) -> tuple[NDArray[np.uint8], NDArray[np.unsignedinteger], Int64s]:
    """(N,) the leading 8 bits of account and day, (N,) what is left of them, (256,) how many rows have each lead."""
    lead = np.empty(len(account), np.uint8)
    rest = np.empty(len(account), np.min_scalar_type((1 << (bits - 8)) - 1))
    rows_of_lead = np.zeros(256, np.int64)
    for start in range(0, len(account), _BLOCK_ROWS):
        rows = slice(start, start + _BLOCK_ROWS)
        key = _account_and_day(account[rows], day[rows], first_day, span)
        rest[rows] = key  # what it has no room for is all in the lead
        key >>= bits - 8
        lead[rows] = key
        rows_of_lead += np.bincount(key, minlength=256)
    return lead, rest, rows_of_lead


def _radix_order(key: NDArray[np.integer]) -> Int64s:
    """Stable order of numbers that are not negative: numpy sorts 16 bits by radix, so 16 bits a pass."""
    order = np.argsort(key.astype(np.uint16), kind="stable")
    for shift in range(16, int(key.max(initial=0)).bit_length(), 16):
        digit = (key >> shift).astype(np.uint16)
        order = order[np.argsort(digit[order], kind="stable")]
    return order


def allocate_fifo(
    debit_account: Int64s, debit_minor: Int64s, credit_account: Int64s, credit_minor: Int64s
) -> Allocation:
    """Settle each account's oldest debits with that account's oldest credits.

    Lay the debits end to end on a line, and the credits end to end on the same line, each account starting at one
    point on both. Where a debit and a credit overlap, the overlap is the allocation. What no credit covers stays
    open; what no debit covers is unapplied cash.

    Args:
        debit_account: (D,) codes, ascending; within an account the debits stand in the order of settlement.
        debit_minor: (D,) amounts, > 0.
        credit_account: (C,) codes, ascending; within an account the credits stand in the order of use.
        credit_minor: (C,) amounts, > 0.

    Raises:
        ValueError: an amount is not positive, accounts are out of order or negative, or the amounts of one account
            reach 2**61 minor units.

    >>> allocate_fifo(np.array([0, 0]), np.array([700, 500]), np.array([0]), np.array([900])).amount_minor
    array([700, 200])
    """
    check_side("debit", debit_account, debit_minor)
    check_side("credit", credit_account, credit_minor)
    accounts = max((int(side[-1]) + 1 for side in (debit_account, credit_account) if len(side)), default=0)
    debits_before = np.searchsorted(debit_account, np.arange(accounts + 1))
    credits_before = np.searchsorted(credit_account, np.arange(accounts + 1))
    lines = _full_lines(accounts, (debit_account, debit_minor), (credit_account, credit_minor))
    blocks = _blocks(debits_before + credits_before, lines)
    parts = (
        _allocate_slices(debit_minor, debits_before[first : last + 1], credit_minor, credits_before[first : last + 1])
        for first, last in pairwise(blocks.tolist())
    )
    return _collected(parts, len(debit_minor) + len(credit_minor))


def _allocate_slices(
    debit_minor: Int64s, debits_before: Int64s, credit_minor: Int64s, credits_before: Int64s
) -> Allocation:
    """Allocate a block of accounts; its account k has the rows from `before[k]` up to `before[k + 1]`."""
    debit, credit = debits_before[0], credits_before[0]
    settled = _overlaps(
        debit_minor[debit : debits_before[-1]],
        debits_before - debit,
        credit_minor[credit : credits_before[-1]],
        credits_before - credit,
    )
    return Allocation(settled.debit + debit, settled.credit + credit, settled.amount_minor)


def _collected(parts: Iterable[Allocation], most: int) -> Allocation:
    """The parts one after the other. `most` is enough: every allocation ends where a debit or a credit ends."""
    whole = Allocation(*(np.empty(most, np.int64) for _ in Allocation._fields))
    rows = 0
    for part in parts:
        start, rows = rows, rows + len(part.amount_minor)
        for column, values in zip(whole, part, strict=True):
            column[start:rows] = values
    return Allocation(*(column[:rows] for column in whole))


def check_side(side: str, account: Int64s, amount_minor: Int64s) -> None:
    """Refuse one side of a ledger that is not sorted by account, or has an amount that is not positive.

    Raises:
        ValueError: the same, in words.
    """
    if not len(account):
        return
    if account[0] < 0 or np.any(account[1:] < account[:-1]):
        raise ValueError(f"the accounts of the {side}s are out of order or negative")
    if amount_minor.min() <= 0:
        raise ValueError(f"a {side} is not positive")


def _blocks(rows_before: Int64s, full_lines: Int64s) -> Int64s:
    """First account of each block, and the number of accounts behind them."""
    block_of = rows_before[1:] // _BLOCK_ROWS + full_lines
    return np.flatnonzero(np.diff(block_of, prepend=-1, append=-1))


def _full_lines(accounts: int, *sides: tuple[Int64s, Int64s]) -> Int64s:
    """How many lines the accounts up to each one fill: 0 for all, unless there is money as in an overflow.

    Args:
        sides: account and amount of each row.
    """
    largest = max(max(int(minor.max(initial=0)), -int(minor.min(initial=0))) for _, minor in sides)
    if largest * sum(len(minor) for _, minor in sides) < _LINE_MINOR:
        return np.zeros(accounts, np.int64)
    totals = np.zeros(accounts)
    for account, minor in sides:
        totals += np.bincount(account, weights=np.abs(minor, dtype=np.float64), minlength=accounts)
    if totals.max() >= _LINE_MINOR:
        raise ValueError("the amounts of one account reach 2**61 minor units")
    return np.floor(np.cumsum(totals) / _LINE_MINOR).astype(np.int64)


def _overlaps(debit_minor: Int64s, debits_before: Int64s, credit_minor: Int64s, credits_before: Int64s) -> Allocation:
    """Allocate accounts that fit on one line; account k has the rows from `before[k]` up to `before[k + 1]`."""
    debit_line, credit_line = _running(debit_minor), _running(credit_minor)
    debit_start, credit_start = debit_line[debits_before], credit_line[credits_before]
    matched = np.minimum(np.diff(debit_start), np.diff(credit_start))
    end = np.cumsum(matched)
    debit_end = _ends_on_common_line(debit_line, debit_start, debits_before, matched, end)
    credit_end = _ends_on_common_line(credit_line, credit_start, credits_before, matched, end)
    # Two rising lists in one behind the line's origin: the lowest bit says from which side an end comes.
    ends = np.concatenate(([0], debit_end << 1, (credit_end << 1) | 1))
    ends.sort(kind="stable")
    credits_done = np.cumsum(ends & 1)
    ends >>= 1
    amount = np.diff(ends)
    kept = np.flatnonzero(amount != 0)
    credit = credits_done[kept]
    return Allocation(kept - credit, credit, amount[kept])


def _running(minor: Int64s) -> Int64s:
    total = np.zeros(len(minor) + 1, np.int64)
    np.cumsum(minor, out=total[1:])
    return total


def _ends_on_common_line(line: Int64s, start: Int64s, before: Int64s, matched: Int64s, end: Int64s) -> Int64s:
    """Where each item of one side ends on the common line; what is not matched ends with its account."""
    rows = np.diff(before)
    return np.minimum(line[1:] + np.repeat(end - matched - start[:-1], rows), np.repeat(end, rows))
