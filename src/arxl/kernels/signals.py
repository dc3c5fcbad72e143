"""Turns to the worse, day by day (practice B8): purchases against their norm, lateness against the year before.

Whoever buys or pays is a code, 0 to C - 1; days are `datetime64[D]`. What is summed up by code and day answers any
window of days at once, so that every day of a quarter is judged as if it were the as-of date.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from arxl.kernels.arrays import Bools, Days, Float64s, Int64s
from arxl.kernels.medians import medians_by_code

YEAR_DAYS = 365
LEAST_WINDOWS, MOST_WINDOWS = 3, 12
"""How many windows make a norm where no year lies behind."""

LEAST_DOCUMENTS = 3
LATE_WINDOWS = (90, 30)
"""Days over which settlements are looked at: the quarter, and the month where it has enough of them."""


@dataclass(frozen=True)
class DailySums:
    """What happened, by code and day.

    Attributes:
        first: the first day that counts.
        before: (C, D + 1) sum of all days from `first` to the day before each.
    """

    first: np.datetime64
    before: Int64s

    @classmethod
    def of(
        cls, code: Int64s, day: Days, value: Int64s, codes: int, first: np.datetime64, last: np.datetime64
    ) -> DailySums:
        """Sum up what lies between two days.

        Args:
            code: (N,).
            day: (N,).
            value: (N,) whole numbers.
            codes: how many codes there are.

        >>> days = np.array(["2026-01-01", "2026-01-03", "2026-01-03"], "datetime64[D]")
        >>> sums = DailySums.of(np.array([0, 0, 0]), days, np.array([5, 1, 2]), 1, days[0], days[2])
        >>> sums.over(days[[0, 2]], 2)
        array([[5, 3]])
        """
        length = int((last - first).astype(np.int64)) + 1
        at = (day - first).astype(np.int64)
        within = np.flatnonzero((at >= 0) & (at < length))
        before = np.zeros((codes, length + 1), np.int64)
        np.add.at(before.reshape(-1), code[within] * (length + 1) + at[within] + 1, value[within])
        return cls(first, np.cumsum(before, axis=1, out=before))

    def over(self, last: Days, length: int | Int64s) -> Int64s:
        """(C, T) sums of so many days, the last of which is given.

        Args:
            last: (T,) or (C, T).
            length: how many days, or (C, 1) or (C, T) of them.
        """
        most = self.before.shape[1] - 1
        end = np.clip((last - self.first).astype(np.int64) + 1, 0, most)
        start = np.clip((last - self.first).astype(np.int64) + 1 - length, 0, most)
        row = np.arange(len(self.before))[:, None]
        sums: Int64s = self.before[row, end] - self.before[row, start]
        return sums


class Against(NamedTuple):
    """Purchases of the last days beside what is usual, by code and day.

    Attributes:
        now_minor: (C, T) of the last days.
        usual_minor: (C, T) of all windows of the norm together.
        windows: (C, T) how many these are; 0 where there is no norm.
    """

    now_minor: Int64s
    usual_minor: Int64s
    windows: Int64s

    def above(self, times: Fraction) -> Bools:
        """(C, T) more than so many times the norm; never where that is 0."""
        more: Bools = self._scaled(times) < self.now_minor * self.windows * float(times.denominator)
        return (self.usual_minor > 0) & more

    def below(self, times: Fraction) -> Bools:
        """(C, T) less than so many times the norm; never where that is 0."""
        less: Bools = self._scaled(times) > self.now_minor * self.windows * float(times.denominator)
        return (self.usual_minor > 0) & less

    def _scaled(self, times: Fraction) -> Float64s:
        """Both sides are whole numbers, which floats hold exactly up to 2^53."""
        scaled: Float64s = np.multiply(self.usual_minor, float(times.numerator), dtype=np.float64)
        return scaled


def against_norm(sums: DailySums, began: Days, days: Days, length: Int64s) -> Against:
    """Purchases of the last `length` days, beside the mean of the same days one and two years back.

    Where the purchases of a code reach back less than a year and the window, the norm is the mean of the 3 to 12
    windows before this one, as far as they reach; with fewer than 3 there is none.

    Args:
        sums: purchases; they begin two years and two windows before the first of `days`, or with the first purchase.
        began: (C,) the day of each code's first purchase.
        days: (T,) the days to judge.
        length: (C,) days of each code's window.
    """
    wide = length[:, None]
    history = (days[None, :] - began[:, None]).astype(np.int64) + 1
    one, two = history >= YEAR_DAYS + wide, history >= 2 * YEAR_DAYS + wide
    earlier = np.minimum((history - wide) // wide, MOST_WINDOWS)
    earlier = np.where(earlier >= LEAST_WINDOWS, earlier, 0)
    by_season = sums.over(days - YEAR_DAYS, wide) + np.where(two, sums.over(days - 2 * YEAR_DAYS, wide), 0)
    by_windows = sums.over(days[None, :] - wide, wide * earlier)
    return Against(
        sums.over(days, wide), np.where(one, by_season, by_windows), np.where(one, 1 + two.astype(np.int64), earlier)
    )


def order_gaps(code: Int64s, day: Days, codes: int) -> Int64s:
    """(C,) median days between one day with an order and the next; 0 where there is but one.

    >>> order_gaps(np.array([0, 0, 0]), np.array(["2026-01-01", "2026-01-31", "2026-01-01"], "datetime64[D]"), 1)
    array([30])
    """
    ordered = np.unique(code * _SPAN + day.astype("datetime64[D]").astype(np.int64) + _SPAN // 2)
    whose = ordered // _SPAN
    same = np.flatnonzero(whose[1:] == whose[:-1])
    return medians_by_code(whose[1:][same], np.diff(ordered)[same], codes)


_SPAN = 1 << 23  # more days than a calendar has, on both sides of 1970


class Lateness(NamedTuple):
    """How late documents were settled over a window, beside the 365 days before the quarter, by code and day.

    Attributes:
        slower: (W, C, T) by window of `LATE_WINDOWS`: it rose by more than allowed.
        late_days: (W, C, T) days late of the documents that were settled in the window, together.
        documents: (W, C, T) how many these are.
        usual_days, usual_documents: (C, T) the same of the 365 days before.
    """

    slower: Bools
    late_days: Int64s
    documents: Int64s
    usual_days: Int64s
    usual_documents: Int64s


def lateness_against_year(late_days: DailySums, documents: DailySums, days: Days, allowed_days: int) -> Lateness:
    """Mean lateness of the documents settled over the last days, beside that of the 365 days before the last 90.

    Fewer than 3 documents on either side say nothing.

    Args:
        late_days: by day of settlement, the days late of the documents settled on it; early ones count 0.
        documents: how many these are.
        days: (T,) the days to judge.
        allowed_days: a rise above these is slower payment.
    """
    quarter = LATE_WINDOWS[0]
    usual_days, usual_documents = (sums.over(days - quarter, YEAR_DAYS) for sums in (late_days, documents))
    now_days, now_documents = (
        np.stack([sums.over(days, length) for length in LATE_WINDOWS]) for sums in (late_days, documents)
    )
    enough = (now_documents >= LEAST_DOCUMENTS) & (usual_documents >= LEAST_DOCUMENTS)
    rise = now_days * usual_documents - usual_days * now_documents
    slower = enough & (rise > allowed_days * now_documents * usual_documents)
    return Lateness(slower, now_days, now_documents, usual_days, usual_documents)


class Runs(NamedTuple):
    """The last unbroken run of days of each code that has one; (R,) each.

    Attributes:
        code: whose it is.
        start, end: places of its first and last day.
    """

    code: Int64s
    start: Int64s
    end: Int64s


def last_runs(shows: Bools) -> Runs:
    """The last unbroken run of days on which something shows, by code.

    Args:
        shows: (C, T) by code and day.

    >>> last_runs(np.array([[True, False, True, True, False], [False, False, False, False, False]]))
    Runs(code=array([0]), start=array([2]), end=array([3]))
    """
    code = np.flatnonzero(shows.any(axis=1))
    own = shows[code]
    place = np.arange(shows.shape[1])
    end = np.where(own, place, -1).max(axis=1)
    start = np.where(~own & (place < end[:, None]), place, -1).max(axis=1) + 1
    return Runs(code, start, end)


def first_after_full(whose: Int64s, is_partial: Bools, least: int) -> Int64s:
    """(N,) how many full receipts in a row a partial one ends, where these are at least `least`; else 0.

    Args:
        whose: (N,) customer of each receipt, sorted; a customer's receipts in order of time.
        is_partial: (N,) whether the receipt left something partly open.

    >>> first_after_full(np.array([0, 0, 0, 0, 1]), np.array([False, False, True, True, True]), 2)
    array([0, 0, 2, 0, 0])
    """
    place = np.arange(len(whose))
    begins = np.ones(len(whose), bool)
    begins[1:] = whose[1:] != whose[:-1]
    breaks = np.where(begins, place - 1, -1)  # the last place that does not belong to the row of full ones
    breaks[1:] = np.maximum(breaks[1:], np.where(is_partial[:-1], place[:-1], -1))
    full = place - np.maximum.accumulate(breaks) - 1 if len(whose) else place
    found: Int64s = np.where(is_partial & (full >= least), full, 0)
    return found


def earlier_by_code(code: Int64s, day: Int64s) -> Int64s:
    """(N,) how many of the same code lie on earlier days.

    >>> earlier_by_code(np.array([0, 0, 1, 0]), np.array([5, 3, 3, 5]))
    array([1, 0, 0, 1])
    """
    order = np.lexsort((day, code))
    of_code, of_day = code[order], day[order]
    place = np.arange(len(order))
    new_code, new_day = np.ones(len(order), bool), np.ones(len(order), bool)
    new_code[1:] = of_code[1:] != of_code[:-1]
    new_day[1:] = new_code[1:] | (of_day[1:] != of_day[:-1])
    earlier = np.empty(len(order), np.int64)
    earlier[order] = _latest(new_day, place) - _latest(new_code, place)
    return earlier


def unseen_for(code: Int64s, day: Int64s, days: int) -> Bools:
    """(N,) True where no other of the same code lies on one of so many days before.

    >>> unseen_for(np.array([0, 0, 0]), np.array([0, 365, 731]), 365)
    array([ True, False,  True])
    """
    order = np.lexsort((day, code))
    of_code, of_day = code[order], day[order]
    new_day = np.ones(len(order), bool)
    new_day[1:] = (of_code[1:] != of_code[:-1]) | (of_day[1:] != of_day[:-1])
    since = np.ones(len(order), bool)
    since[1:] = (of_code[1:] != of_code[:-1]) | (of_day[1:] - of_day[:-1] > days)
    unseen = np.empty(len(order), bool)
    unseen[order] = since[_latest(new_day, np.arange(len(order)))] if len(order) else since
    return unseen


def _latest(begins: Bools, place: Int64s) -> Int64s:
    """(N,) the place at which the stretch of each place began."""
    latest: Int64s = np.maximum.accumulate(np.where(begins, place, 0)) if len(place) else place
    return latest
