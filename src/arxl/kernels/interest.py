"""Simple interest on balances that change, day by day (practice C5).

Days are a difference of dates: the day out bears none, the day in does. A balance therefore bears interest through the
day on which it is paid. A rate holds from its own day on, that day included. Everything stays in whole numbers until an
item's interest is rounded, once.

>>> day = lambda text: np.array([text], "datetime64[D]")
>>> paid = Paid(np.array([0, 0]), np.concatenate([day("2026-10-11"), day("2026-10-21")]), np.array([40_000, 60_000]))
>>> rate = Rates(day("2026-01-01"), np.array([100_000]))
>>> spans = spans_of(day("2026-10-01"), np.array([100_000]), paid, np.datetime64("2026-12-31"), rate, "ACT/365")
>>> spans.days, spans.balance_minor, interest_minor(spans, "ACT/365", 1)
(array([10, 10]), array([100000,  60000]), array([438]))
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

import numpy as np

from arxl.kernels.arrays import Bools, Days, Int64s
from arxl.kernels.money import WHOLE_PPM, sums_by_code

Basis = Literal["ACT/365", "ACT/360", "30E/360"]

_DAYS_OF_YEAR: Mapping[Basis, int] = {"ACT/365": 365, "ACT/360": 360, "30E/360": 360}
_ALWAYS, _NEVER = np.datetime64("0001-01-01", "D"), np.datetime64("9999-12-31", "D")

NO_RATE = -1
"""Stands for the rate of days before the first one."""


class Paid(NamedTuple):
    """What lowers the balances, in any order.

    Attributes:
        item: (A,) row numbers of the items.
        date: (A,) day of each payment.
        amount_minor: (A,) > 0; never more in all than the item.
    """

    item: Int64s
    date: Days
    amount_minor: Int64s


class Rates(NamedTuple):
    """Yearly rates.

    Attributes:
        since: (R,) rising; the first day of each rate.
        ppm: (R,) from 0 to 1_000_000.
    """

    since: Days
    ppm: Int64s


class Spans(NamedTuple):
    """Stretches of days with one balance and one rate, by item, then by date.

    Attributes:
        item: (S,) row numbers of the items.
        first: (S,) the day out.
        last: (S,) the day in.
        days: (S,) by the basis, > 0.
        balance_minor: (S,) > 0.
        rate_ppm: (S,) `NO_RATE` before the first rate.
    """

    item: Int64s
    first: Days
    last: Days
    days: Int64s
    balance_minor: Int64s
    rate_ppm: Int64s

    def only(self, rows: Int64s | Bools) -> Spans:
        """Some of the spans."""
        return Spans(
            self.item[rows],
            self.first[rows],
            self.last[rows],
            self.days[rows],
            self.balance_minor[rows],
            self.rate_ppm[rows],
        )


def spans_of(start: Days, amount_minor: Int64s, paid: Paid, until: np.datetime64, rates: Rates, basis: Basis) -> Spans:
    """The stretches for which items bear interest.

    Args:
        start: (N,) the day out of each item; NaT where it bears no interest.
        amount_minor: (N,) what each item was before anything was paid.
        until: the last day.
    """
    item, first, last, balance_minor = _balances(start, amount_minor, paid, until)
    found = []
    periods = pairwise([_ALWAYS, *rates.since, _NEVER])
    for (since, after), ppm in zip(periods, [NO_RATE, *rates.ppm.tolist()], strict=True):
        begins, ends = np.maximum(first, since - 1), np.minimum(last, after - 1)
        days = _day_number(ends, basis) - _day_number(begins, basis)
        rows = np.flatnonzero((ends > begins) & (days > 0) & (balance_minor > 0))
        rate_ppm = np.full(len(rows), ppm, np.int64)
        found.append(Spans(item[rows], begins[rows], ends[rows], days[rows], balance_minor[rows], rate_ppm))
    return joined(found)


def joined(found: Sequence[Spans]) -> Spans:
    """All spans of several items, in their order."""
    if not found:
        none, never = np.zeros(0, np.int64), np.zeros(0, "datetime64[D]")
        return Spans(none, never, never, none, none, none)
    spans = Spans(*(np.concatenate(parts) for parts in zip(*found, strict=True)))
    return spans.only(np.lexsort((spans.first, spans.item)))


def interest_minor(spans: Spans, basis: Basis, items: int) -> Int64s:
    """(N,) the interest of each item, half-up, rounded once for all its spans.

    Balance × rate × days passes int64 from 25 million minor units on. Both factors are divided by the denominator
    first, so that only remainders are multiplied: below 3.65e8 each, their product stays under 2**57.

    Raises:
        ValueError: a span has no rate.
    """
    if np.any(spans.rate_ppm == NO_RATE):
        raise ValueError("a span has no rate")
    whole_year = WHOLE_PPM * _DAYS_OF_YEAR[basis]
    factor_whole, factor_rest = np.divmod(spans.rate_ppm * spans.days, whole_year)
    balance_whole, balance_rest = np.divmod(spans.balance_minor, whole_year)
    carried, rest = np.divmod(balance_rest * factor_rest, whole_year)
    whole = spans.balance_minor * factor_whole + balance_whole * factor_rest + carried
    total, total_rest = sums_by_code(spans.item, whole, items), sums_by_code(spans.item, rest, items)
    rounded: Int64s = total + (2 * total_rest + whole_year) // (2 * whole_year)
    return rounded


def _balances(start: Days, amount_minor: Int64s, paid: Paid, until: np.datetime64) -> tuple[Int64s, Days, Days, Int64s]:
    """Item, day out, day in and balance of every stretch without a payment inside it."""
    bearing = np.flatnonzero(start < until)  # NaT compares as False
    counted = np.isin(paid.item, bearing)
    payer = paid.item[counted]
    item = np.concatenate([bearing, payer])
    date = np.concatenate([start[bearing], np.maximum(paid.date[counted], start[payer])])
    change = np.concatenate([amount_minor[bearing], -paid.amount_minor[counted]])
    order = np.lexsort((date, item))  # stable: an item's own row stays before its payments
    item, date, change = item[order], date[order], change[order]
    begins = np.flatnonzero(np.diff(item, prepend=-1))
    running = np.cumsum(change)  # may wrap around over many items; differences within one are exact all the same
    before = np.repeat(running[begins] - change[begins], np.diff(np.append(begins, len(item))))
    following = np.append(date[1:], until)
    following[np.append(begins[1:], len(item)) - 1] = until
    return item, date, np.minimum(following, until), running - before


def _day_number(dates: Days, basis: Basis) -> Int64s:
    """Numbers whose differences are the days of the basis."""
    if basis != "30E/360":
        return dates.astype(np.int64)
    months = dates.astype("datetime64[M]")
    day_of_month = (dates - months.astype("datetime64[D]")).astype(np.int64) + 1
    numbers: Int64s = months.astype(np.int64) * 30 + np.minimum(day_of_month, 30)
    return numbers
