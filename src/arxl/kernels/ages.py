"""How late open items are, and their sums by bucket (practice B3).

By due date, an item due on the as-of date is not due (bucket 0), and 30 days past due is in 1–30. By document date, age
0 is in 0–30, and bucket 0 stays empty.

>>> bucket_of(np.array([-3, 0, 1, 30, 31, 400]), (30, 60, 90), by_document=False)
array([0, 0, 1, 1, 2, 4])
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from arxl.kernels.arrays import Days, Int64s
from arxl.kernels.money import sums_by_code


def days_past(due: Days, as_of: np.datetime64) -> Int64s:
    """Days from each due date to the as-of date; negative where it is still to come. (N,) int64.

    >>> days_past(np.array(["2026-09-30"], "datetime64[D]"), np.datetime64("2026-10-01"))
    array([1])
    """
    days: Int64s = (as_of.astype("datetime64[D]") - due).astype(np.int64)
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
    if not edges or any(later <= earlier for earlier, later in zip((0, *edges), edges, strict=False)):
        raise ValueError(f"the edges {tuple(edges)} do not rise from 1")
    # A table of all ages up to the last edge: ten times faster than a search for each row.
    ages = np.arange(edges[-1] + 2)
    bucket_at = np.searchsorted(edges, ages, side="left") + 1
    if not by_document:
        bucket_at[0] = 0
    return bucket_at[np.clip(days, 0, edges[-1] + 1)]


def sums_by_bucket(account: Int64s, bucket: Int64s, amount_minor: Int64s, accounts: int, buckets: int) -> Int64s:
    """Exact sum of the amounts of each account and bucket, shape (accounts, buckets).

    Args:
        account: (N,) from 0 to `accounts` - 1.
        bucket: (N,) from 0 to `buckets` - 1.
        amount_minor: (N,) open amounts.

    Raises:
        ValueError: a sum might not fit into int64.

    >>> sums_by_bucket(np.array([0, 1, 1]), np.array([0, 1, 1]), np.array([500, 300, 20]), 2, 2)
    array([[500,   0],
           [  0, 320]])
    """
    return sums_by_code(account * buckets + bucket, amount_minor, accounts * buckets).reshape(accounts, buckets)
