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

_BLOCK_ROWS = 1 << 16

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
    amount = amount_minor[order]
    debit_at, credit_at = np.flatnonzero(amount > 0), np.flatnonzero(amount < 0)
    settled = _allocate(
        amount[debit_at],
        np.searchsorted(debit_at, rows_before),
        -amount[credit_at],
        np.searchsorted(credit_at, rows_before),
    )
    return Allocation(order[debit_at[settled.debit]], order[credit_at[settled.credit]], settled.amount_minor)


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
    span = int(day.max()) - int(day.min()) + 1
    if (int(account.max()) + 1) * span >= 2**63:
        return np.lexsort((day, account))
    key: Int64s = np.multiply(account, span, dtype=np.int64)
    key += day
    key -= day.min()
    bits = int(key.max()).bit_length() if len(key) > _BLOCK_ROWS else 0
    if bits <= 16:
        return _radix_order(key)
    block = (key >> (bits - 8)).astype(np.uint8)
    order = np.argsort(block, kind="stable")
    rest = key.astype(np.min_scalar_type((1 << (bits - 8)) - 1))
    for start, end in pairwise([0, *np.cumsum(np.bincount(block)).tolist()]):
        rows = order[start:end]
        order[start:end] = rows[_radix_order(rest[rows])]
    return order


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
    codes = max((int(side[-1]) + 1 for side in (debit_account, credit_account) if len(side)), default=0)
    accounts = np.arange(codes + 1)
    return _allocate(
        debit_minor, np.searchsorted(debit_account, accounts), credit_minor, np.searchsorted(credit_account, accounts)
    )


def _allocate(debit_minor: Int64s, debits_before: Int64s, credit_minor: Int64s, credits_before: Int64s) -> Allocation:
    """Allocate all accounts; account k has the rows from `before[k]` up to `before[k + 1]`."""
    lines = _full_lines(debit_minor, debits_before, credit_minor, credits_before)
    blocks = _blocks((debits_before + credits_before)[1:] // _BLOCK_ROWS + lines)
    parts = (
        _overlaps(debit_minor, debits_before[first : last + 1], credit_minor, credits_before[first : last + 1])
        for first, last in pairwise(blocks.tolist())
    )
    return _collected(parts, len(debit_minor) + len(credit_minor))


def _collected(parts: Iterable[Allocation], most: int) -> Allocation:
    """The parts one after the other. `most` rows are enough: an allocation ends where a debit or a credit ends."""
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


def _blocks(block_of: Int64s) -> Int64s:
    """First account of each block, and the number of accounts behind them. `block_of` never falls."""
    return np.flatnonzero(np.diff(block_of, prepend=-1, append=-1))


def _full_lines(debit_minor: Int64s, debits_before: Int64s, credit_minor: Int64s, credits_before: Int64s) -> Int64s:
    """How many lines the accounts up to each one fill: 0 for all, unless there is money as in an overflow."""
    accounts = len(debits_before) - 1
    largest = max(int(minor.max(initial=0)) for minor in (debit_minor, credit_minor))
    if largest * (len(debit_minor) + len(credit_minor)) < _LINE_MINOR:
        return np.zeros(accounts, np.int64)
    totals = np.zeros(accounts)
    for minor, before in ((debit_minor, debits_before), (credit_minor, credits_before)):
        account = np.repeat(np.arange(accounts), np.diff(before))
        totals += np.bincount(account, weights=minor, minlength=accounts)
    if totals.max() >= _LINE_MINOR:
        raise ValueError("the amounts of one account reach 2**61 minor units")
    return np.floor(np.cumsum(totals) / _LINE_MINOR).astype(np.int64)


def _overlaps(debit_minor: Int64s, debits_before: Int64s, credit_minor: Int64s, credits_before: Int64s) -> Allocation:
    """Allocate one block of accounts."""
    first_debit, first_credit = debits_before[0], credits_before[0]
    debit_line = _running(debit_minor[first_debit : debits_before[-1]])
    credit_line = _running(credit_minor[first_credit : credits_before[-1]])
    debit_start = debit_line[debits_before - first_debit]
    credit_start = credit_line[credits_before - first_credit]
    matched = np.minimum(np.diff(debit_start), np.diff(credit_start))
    end = np.cumsum(matched)
    debit_end = _ends_on_common_line(debit_line, debit_start, debits_before, matched, end)
    credit_end = _ends_on_common_line(credit_line, credit_start, credits_before, matched, end)
    # Two rising lists in one, merged: the lowest bit says from which side an end comes.
    ends = np.concatenate((debit_end << 1, (credit_end << 1) | 1))
    ends.sort(kind="stable")
    from_credit = ends & 1
    ends >>= 1
    amount = np.diff(ends, prepend=0)
    kept = np.flatnonzero(amount)
    credit = np.cumsum(from_credit)[kept] - from_credit[kept]
    return Allocation(first_debit + kept - credit, first_credit + credit, amount[kept])


def _running(minor: Int64s) -> Int64s:
    total = np.zeros(len(minor) + 1, np.int64)
    np.cumsum(minor, out=total[1:])
    return total


def _ends_on_common_line(line: Int64s, start: Int64s, before: Int64s, matched: Int64s, end: Int64s) -> Int64s:
    """Where each item of one side ends on the common line; what is not matched ends with its account."""
    rows = np.diff(before)
    return np.minimum(line[1:] + np.repeat(end - matched - start[:-1], rows), np.repeat(end, rows))
