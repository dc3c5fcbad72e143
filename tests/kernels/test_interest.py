"""Interest against a count of single days in fractions: every balance, rate and basis, at any size."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxl.kernels.interest import NO_RATE, Basis, Paid, Rates, interest_minor, spans_of

FIRST = dt.date(2023, 12, 20)
ONE = dt.timedelta(1)
DAYS = st.integers(0, 500).map(lambda days: FIRST + dt.timedelta(days))
MINOR = st.integers(1, 10**5) | st.integers(1, 10**15 - 1) | st.just(10**15 - 1)
RATES = st.dictionaries(DAYS, st.integers(0, 10**6), max_size=4)
YEAR: dict[Basis, int] = {"ACT/365": 365, "ACT/360": 360, "30E/360": 360}


@st.composite
def items(draw: st.DrawFn) -> tuple[dt.date | None, int, list[tuple[dt.date, int]]]:
    """An item: where it starts, what it was, and payments that never exceed it."""
    left = amount = draw(MINOR)
    paid = []
    for _ in range(draw(st.integers(0, 4))):
        if left:
            part = draw(st.integers(1, left))
            paid.append((draw(DAYS), part))
            left -= part
    return draw(st.none() | DAYS), amount, paid


def days_of_day(day: dt.date, basis: Basis) -> int:
    """How much a single day counts: under 30E/360 the 31st nothing, and the 1st of March what February lacks."""
    if basis != "30E/360":
        return 1
    before = day - ONE
    months = (day.year - before.year) * 12 + day.month - before.month
    return 30 * months + min(day.day, 30) - min(before.day, 30)


def by_hand(
    start: dt.date | None,
    amount: int,
    paid: list[tuple[dt.date, int]],
    until: dt.date,
    rates: dict[dt.date, int],
    basis: Basis,
) -> Fraction | None:
    """One day after the other; None where a day that counts has no rate."""
    total = Fraction(0)
    day = until if start is None else start + ONE
    while start is not None and day <= until:
        balance = amount - sum(part for on, part in paid if on < day)
        known = [since for since in rates if since <= day]
        if balance and days_of_day(day, basis) and not known:
            return None
        if balance and known:
            total += Fraction(balance * rates[max(known)] * days_of_day(day, basis), 10**6 * YEAR[basis])
        day += ONE
    return total


def half_up(value: Fraction) -> int:
    return int(value + Fraction(1, 2)) if value >= 0 else -half_up(-value)


def days(values: list[dt.date | None]) -> np.ndarray:
    return np.array(values, "datetime64[D]")


@given(st.lists(items(), max_size=5), DAYS, RATES, st.sampled_from(list(YEAR)), st.randoms())
def test_interest_is_that_of_single_days(given_items, until, rates, basis, dice) -> None:
    payments = [(row, on, part) for row, (_, _, paid) in enumerate(given_items) for on, part in paid]
    dice.shuffle(payments)
    paid = Paid(
        np.array([row for row, _, _ in payments], np.int64),
        days([on for _, on, _ in payments]),
        np.array([part for _, _, part in payments], np.int64),
    )
    steps = Rates(days(sorted(rates)), np.array([rates[day] for day in sorted(rates)], np.int64))
    start = days([begins for begins, _, _ in given_items])
    amount = np.array([amount for _, amount, _ in given_items], np.int64)
    spans = spans_of(start, amount, paid, np.datetime64(until, "D"), steps, basis)
    without = set(spans.item[spans.rate_ppm == NO_RATE].tolist())
    known = spans.only(~np.isin(spans.item, list(without)))
    found = interest_minor(known, basis, len(given_items))
    for row, item in enumerate(given_items):
        expected = by_hand(*item, until, rates, basis)
        assert (expected is None) == (row in without)
        assert expected is None or found[row] == half_up(expected)


@given(st.lists(items(), min_size=1, max_size=5), DAYS, RATES, st.sampled_from(list(YEAR)))
def test_spans_of_an_item_follow_each_other_and_never_overlap(given_items, until, rates, basis) -> None:
    payments = [(row, on, part) for row, (_, _, paid) in enumerate(given_items) for on, part in paid]
    paid = Paid(*(np.array([p[0] for p in payments], np.int64), days([p[1] for p in payments])),
                np.array([p[2] for p in payments], np.int64))  # fmt: skip
    steps = Rates(days(sorted(rates)), np.array([rates[day] for day in sorted(rates)], np.int64))
    start = days([begins for begins, _, _ in given_items])
    amount = np.array([amount for _, amount, _ in given_items], np.int64)
    spans = spans_of(start, amount, paid, np.datetime64(until, "D"), steps, basis)
    assert (spans.first < spans.last).all()
    assert (spans.balance_minor > 0).all()
    same = spans.item[1:] == spans.item[:-1]
    assert (spans.item[1:] >= spans.item[:-1]).all()
    assert (spans.first[1:] >= spans.last[:-1])[same].all()


def test_the_largest_amount_over_a_hundred_years_does_not_overflow() -> None:
    nothing = np.zeros(0, np.int64)
    amount = np.array([10**15 - 1])
    start, until = days([dt.date(2000, 1, 1)]), np.datetime64("2100-01-01", "D")
    rate = Rates(days([dt.date(1999, 1, 1)]), np.array([999_999]))
    spans = spans_of(start, amount, Paid(nothing, days([]), nothing), until, rate, "ACT/365")
    exact = Fraction((10**15 - 1) * 999_999 * 36_525, 365 * 10**6)
    assert interest_minor(spans, "ACT/365", 1).tolist() == [half_up(exact)]


def test_what_has_no_rate_is_never_reckoned() -> None:
    nothing = np.zeros(0, np.int64)
    spans = spans_of(
        days([FIRST]),
        np.array([100]),
        Paid(nothing, days([]), nothing),
        np.datetime64(FIRST, "D") + 5,
        Rates(days([]), nothing),
        "ACT/365",
    )
    assert spans.rate_ppm.tolist() == [NO_RATE]
    with pytest.raises(ValueError, match="no rate"):
        interest_minor(spans, "ACT/365", 1)
