"""Of the money that came to be so late, how much was recovered, and how fast (practices C2, C3).

A cohort is the money that was open at the close of so many days past due. What is allocated to it in the days that
follow was recovered. Amounts are int64 minor units of one currency; days are counted from each item's due date.

>>> debit, lag = np.array([0, 0, 1]), np.array([10, 40, 95])
>>> paid = Settlements(debit, lag, np.array([300, 200, 500]), np.array([True, True, True]))
>>> still_open(np.array([1000, 500]), paid, 31)
array([700, 500])
>>> recovered(paid, 2, 31, 30)
array([200,   0])
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from arxl.kernels.arrays import Bools, Float64s, Int64s
from arxl.kernels.money import sums_by_code

RESAMPLES = 1000
SEED = 20261
LOWER, UPPER = 0.025, 0.975


class Settlements(NamedTuple):
    """What lowered the items.

    Attributes:
        debit: (A,) row numbers of the items.
        lag_days: (A,) from the item's due date; negative where it was early.
        amount_minor: (A,) > 0.
        money: (A,) True for receipts, False for what lowers an item without being money.
    """

    debit: Int64s
    lag_days: Int64s
    amount_minor: Int64s
    money: Bools


def still_open(amount_minor: Int64s, settlements: Settlements, days: int) -> Int64s:
    """(D,) what of each item was open at the close of so many days past due."""
    by_then = np.flatnonzero(settlements.lag_days <= days)
    return amount_minor - sums_by_code(settlements.debit[by_then], settlements.amount_minor[by_then], len(amount_minor))


def recovered(settlements: Settlements, items: int, days: int, within: int) -> Int64s:
    """(D,) the receipts of the days after `days`, up to `within` of them."""
    lag = settlements.lag_days
    rows = np.flatnonzero((lag > days) & (lag <= days + within) & settlements.money)
    return sums_by_code(settlements.debit[rows], settlements.amount_minor[rows], items)


def resample_counts(customers: int) -> Float64s:
    """(RESAMPLES, customers) how often each customer is drawn in each resample, the same for the same number of them.

    >>> resample_counts(4).sum(axis=1)[:3]
    array([4., 4., 4.])
    """
    drawn = np.random.Generator(np.random.PCG64(SEED)).integers(0, customers, (RESAMPLES, customers), np.int64)
    drawn += np.arange(RESAMPLES)[:, None] * customers
    counts = np.bincount(drawn.ravel(), minlength=RESAMPLES * customers)
    return counts.reshape(RESAMPLES, customers).astype(np.float64)


def bands(open_money: Float64s, recovered_money: Float64s) -> Float64s:
    """The 95 % bootstrap band of each share recovered ÷ open, over customers.

    Customers are drawn with replacement, as many as there are, and the share is taken of what was drawn; the band
    lies between the 2.5th and the 97.5th of a hundred shares, each the nearest that came about. All cohorts see the
    same draws.

    Two customers are added to each cohort, of the size that its own have on average: one of whom all is recovered, one
    of whom nothing is. Without them a few who all did alike would leave no doubt about the next one. (As Laplace's rule
    of succession and the interval of Agresti and Coull, The American Statistician 52, 1998, add to both sides.)

    Args:
        open_money: (C, K) of each customer and cohort, whole minor units.
        recovered_money: (C, K).

    Returns:
        (K, 2) lower and upper edge; NaN where nothing was open.

    >>> bands(np.array([[100.0], [100.0]]), np.array([[0.0], [0.0]]))
    array([[0.  , 0.75]])
    """
    edges = np.full((open_money.shape[1], 2), np.nan)
    if not open_money.any():
        return edges
    size = np.rint(open_money.sum(axis=0) / np.maximum((open_money > 0).sum(axis=0), 1))
    open_money = np.vstack([open_money, size, size])
    recovered_money = np.vstack([recovered_money, size, np.zeros_like(size)])
    counts = resample_counts(len(open_money))
    whole, back = counts @ open_money, counts @ recovered_money
    for cohort in np.flatnonzero(open_money.any(axis=0)).tolist():
        drawn = whole[:, cohort] > 0
        shares = np.sort(back[drawn, cohort] / whole[drawn, cohort])
        places = np.rint(np.array([LOWER, UPPER]) * (len(shares) - 1)).astype(np.int64)
        edges[cohort] = shares[places]
    return edges
