"""How late open items are, and their sums by bucket (practice B3).

By due date, an item due on the as-of date is not due (bucket 0), and 30 days past due is in 1–30. By document date, age
0 is in 0–30, and bucket 0 stays empty.

>>> bucket_of(np.array([-3, 0, 1, 30, 31, 400]), (30, 60, 90), by_document=False)
array([0, 0, 1, 1, 2, 4])
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from arxl.kernels.arrays import Days, Int64s
from arxl.kernels.money import check_sums

_BLOCK_ROWS = 1 << 16


def days_past(due: Days, as_of: np.datetime64) -> Int64s:
    """Days from each due date to the as-of date; negative where it is still to come. (N,) int64.

    >>> days_past(np.array(["2026-09-30"], "datetime64[D]"), np.datetime64("2026-10-01"))
    array([1])
    """
    days: Int64s = (as_of.astype("datetime64[D]") - due).view(np.int64)
    return days


def bucket_of(days: Int64s, edges: Sequence[int], by_document: bool) -> Int64s:
    """The bucket of each age: `edges` are the last days of the buckets, and what is later falls in one more.

    Args:
        days: (N,) days past due, or days since the document.
        edges: rising, from 1.
        by_document: True where the ages count from the document's date.

    Returns:
        (N,) from 0 (not due) to len(edges) + 1.

    Raises:
        ValueError: the edges do not rise from 1.

    >>> bucket_of(np.array([0, 30, 31]), (30, 60), by_document=True)
    array([1, 1, 2])
    """
    return _bucket_at(edges, by_document).take(days, mode="clip")


def _bucket_at(edges: Sequence[int], by_document: bool) -> Int64s:
    """The bucket of each age from 0 to one day past the last edge: a table is ten times faster than a search a row."""
    if not edges or any(later <= earlier for earlier, later in pairwise((0, *edges))):
        raise ValueError(f"the edges {tuple(edges)} do not rise from 1")
    bucket_at = np.searchsorted(edges, np.arange(edges[-1] + 2), side="left") + 1
    if not by_document:
        bucket_at[0] = 0
    return bucket_at


def aged_sums(
    account: Int64s,
    counted_from: Days,
    as_of: np.datetime64,
    amount_minor: Int64s,
    edges: Sequence[int],
    by_document: bool,
    accounts: int,
) -> Int64s:
    """The whole aging: exact sum of each account and bucket, shape (accounts, len(edges) + 2).

    The same as `days_past`, `bucket_of` and `sums_by_code` one after the other, but in blocks of rows that fit the
    processor's cache, which takes half the time and no memory to speak of.

    Args:
        account: (N,) from 0 to `accounts` - 1.
        counted_from: (N,) due dates, or dates of the documents where `by_document` is True.
        amount_minor: (N,) open amounts.

    Raises:
        ValueError: the edges do not rise from 1, or a sum might not fit into int64.

    >>> due = np.array(["2026-09-30", "2026-10-01", "2026-08-01"], "datetime64[D]")
    >>> aged_sums(np.array([0, 0, 1]), due, np.datetime64("2026-10-01"), np.array([500, 300, 20]), (30,), False, 2)
    array([[300, 500,   0],
           [  0,   0,  20]])
    """
    check_sums(account, amount_minor)
    buckets = len(edges) + 2
    # Bucket by bucket, since most items share a few buckets: what is added to then lies close together.
    sums = np.zeros(buckets * accounts, np.int64)
    first_of_bucket = _bucket_at(edges, by_document) * accounts
    day, counted_from_day = as_of.astype("datetime64[D]").astype(np.int64), counted_from.view(np.int64)
    days_of_block, code_of_block = np.empty((2, min(len(account), _BLOCK_ROWS)), np.int64)
    for start in range(0, len(account), _BLOCK_ROWS):
        rows = slice(start, start + _BLOCK_ROWS)
        in_block = len(account[rows])
        days, code = days_of_block[:in_block], code_of_block[:in_block]
        np.subtract(day, counted_from_day[rows], out=days)
        first_of_bucket.take(days, mode="clip", out=code)
        code += account[rows]
        np.add.at(sums, code, amount_minor[rows])
    return np.ascontiguousarray(sums.reshape(buckets, accounts).T)
