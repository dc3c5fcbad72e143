"""Signals day by day against a slow reading of the rule, one code and one day at a time."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from arxl.kernels import signals
from arxl.kernels.signals import DailySums

ORIGIN = np.datetime64("2023-01-01", "D")
DAYS = 1_000
CODES = 2

Event = tuple[int, int, int]  # code, day, value

events = st.lists(st.tuples(st.integers(0, CODES - 1), st.integers(0, DAYS - 1), st.integers(0, 40)), max_size=40)


def sums_of(rows: list[Event], first: int = 0) -> DailySums:
    code, day, value = (np.array([row[part] for row in rows], np.int64) for part in range(3))
    return DailySums.of(code, ORIGIN + day, value, CODES, ORIGIN + first, ORIGIN + DAYS - 1)


def slow_sum(rows: list[Event], code: int, last: int, length: int) -> int:
    return sum(value for whose, day, value in rows if whose == code and last - length < day <= last)


@given(events, st.lists(st.integers(-50, DAYS - 1), min_size=1, max_size=5), st.integers(0, 400))
def test_a_window_holds_its_days_and_no_others(rows: list[Event], ends: list[int], length: int) -> None:
    found = sums_of(rows).over(ORIGIN + np.array(ends), length)
    expected = [[slow_sum(rows, code, end, length) for end in ends] for code in range(CODES)]
    assert found.tolist() == expected


def slow_norm(rows: list[Event], code: int, began: int, day: int, length: int) -> Fraction | None:
    """PRACTICE, B8 norm, read aloud."""
    history = day - began + 1
    if history >= 365 + length:
        years = [1, 2] if history >= 730 + length else [1]
        return Fraction(sum(slow_sum(rows, code, day - 365 * year, length) for year in years), len(years))
    windows = [nth for nth in range(1, 13) if day - length * (nth + 1) + 1 >= began]
    if len(windows) < 3:
        return None
    return Fraction(sum(slow_sum(rows, code, day - length * nth, length) for nth in windows), len(windows))


@settings(max_examples=150)
@given(
    events.filter(bool),
    st.lists(st.integers(0, DAYS - 1), min_size=1, max_size=6),
    st.lists(st.sampled_from([30, 90]), min_size=CODES, max_size=CODES),
)
def test_the_norm_is_that_of_the_season_or_of_the_windows_before(
    rows: list[Event], days: list[int], lengths: list[int]
) -> None:
    began = [min((day for whose, day, _ in rows if whose == code), default=0) for code in range(CODES)]
    against = signals.against_norm(sums_of(rows), ORIGIN + np.array(began), ORIGIN + np.array(days), np.array(lengths))
    up, down = against.above(Fraction(2)), against.below(Fraction(3, 10))
    for code in range(CODES):
        for at, day in enumerate(days):
            norm = slow_norm(rows, code, began[code], day, lengths[code]) if day >= began[code] else None
            now = slow_sum(rows, code, day, lengths[code])
            assert against.now_minor[code, at] == now
            if norm is None:
                assert against.windows[code, at] <= 0
            else:
                assert Fraction(int(against.usual_minor[code, at]), int(against.windows[code, at])) == norm
            assert up[code, at] == (norm is not None and norm > 0 and now > 2 * norm)
            assert down[code, at] == (norm is not None and norm > 0 and now < Fraction(3, 10) * norm)


@settings(max_examples=150)
@given(events, st.lists(st.integers(400, DAYS - 1), min_size=1, max_size=6))
def test_slower_is_later_than_in_the_year_before_the_quarter(rows: list[Event], days: list[int]) -> None:
    counts = [(code, day, 1) for code, day, _ in rows]
    lateness = signals.lateness_against_year(sums_of(rows), sums_of(counts), ORIGIN + np.array(days), 10)
    for code in range(CODES):
        for at, day in enumerate(days):
            usual = [value for whose, on, value in rows if whose == code and day - 455 < on <= day - 90]
            for window, length in enumerate((90, 30)):
                now = [value for whose, on, value in rows if whose == code and day - length < on <= day]
                enough = len(now) >= 3 and len(usual) >= 3
                expected = enough and Fraction(sum(now), len(now)) - Fraction(sum(usual), len(usual)) > 10
                assert lateness.slower[window, code, at] == expected


@given(st.lists(st.lists(st.booleans(), min_size=8, max_size=8), min_size=1, max_size=4))
def test_the_last_run_is_unbroken_and_nothing_shows_after_it(rows: list[list[bool]]) -> None:
    runs = signals.last_runs(np.array(rows))
    assert runs.code.tolist() == [code for code, row in enumerate(rows) if any(row)]
    for code, start, end in zip(*(column.tolist() for column in runs), strict=True):
        assert all(rows[code][start : end + 1])
        assert not any(rows[code][end + 1 :])
        assert start == 0 or not rows[code][start - 1]


@given(st.lists(st.tuples(st.integers(0, 2), st.booleans()), max_size=40), st.integers(1, 5))
def test_a_part_payment_is_the_first_after_full_ones(receipts: list[tuple[int, bool]], least: int) -> None:
    receipts.sort(key=lambda receipt: receipt[0])
    expected, full = [], dict.fromkeys(range(3), 0)
    for whose, is_partial in receipts:
        expected.append(full[whose] if is_partial and full[whose] >= least else 0)
        full[whose] = 0 if is_partial else full[whose] + 1
    whose, partial = (np.array([receipt[part] for receipt in receipts]) for part in (0, 1))
    assert signals.first_after_full(whose.astype(np.int64), partial.astype(bool), least).tolist() == expected


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 900)), max_size=30))
def test_what_is_unseen_and_what_came_earlier(rows: list[tuple[int, int]]) -> None:
    code, day = (np.array([row[part] for row in rows], np.int64) for part in (0, 1))
    assert signals.earlier_by_code(code, day).tolist() == [
        sum(whose == other and before < on for other, before in rows) for whose, on in rows
    ]
    assert signals.unseen_for(code, day, 365).tolist() == [
        not any(whose == other and on - 365 <= before < on for other, before in rows) for whose, on in rows
    ]


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 400)), max_size=30))
def test_gaps_lie_between_days_with_an_order(rows: list[tuple[int, int]]) -> None:
    code, day = (np.array([row[part] for row in rows], np.int64) for part in (0, 1))
    expected = []
    for each in range(3):
        days = sorted({on for whose, on in rows if whose == each})
        gaps = sorted(later - sooner for sooner, later in pairwise(days))
        middle = len(gaps) // 2
        median = 0.0 if not gaps else float(gaps[middle] if len(gaps) % 2 else (gaps[middle - 1] + gaps[middle]) / 2)
        expected.append(int(median + 0.5))
    assert signals.order_gaps(code, ORIGIN + day, 3).tolist() == expected
