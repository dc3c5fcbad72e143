"""Whole days against the calendar of the standard library."""

from __future__ import annotations

import calendar
import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxl.kernels.arrays import Days
from arxl.kernels.days import day_in_month, month_end, month_start, months_of, roll

dates = st.dates(dt.date(1960, 1, 1), dt.date(2100, 1, 1))
ONE_DAY = dt.timedelta(days=1)


def days(*values: dt.date | str) -> Days:
    return np.array(values, "datetime64[D]")


@given(dates)
def test_a_month_begins_and_ends_where_the_calendar_says(date: dt.date) -> None:
    last = calendar.monthrange(date.year, date.month)[1]
    assert month_start(days(date)).tolist() == [date.replace(day=1)]
    assert month_end(days(date)).tolist() == [date.replace(day=last)]


@given(dates, st.integers(1, 31))
def test_a_day_past_the_end_of_the_month_is_its_last(date: dt.date, day: int) -> None:
    last = calendar.monthrange(date.year, date.month)[1]
    assert day_in_month(months_of(days(date)), day).tolist() == [date.replace(day=min(day, last))]


@given(dates, st.sampled_from(["following", "preceding"]), st.sets(st.integers(-6, 6), max_size=8))
def test_a_date_moves_to_the_nearest_working_day_on_its_side(date: dt.date, how: str, free: set[int]) -> None:
    holidays = {date + offset * ONE_DAY for offset in free}
    expected = date
    while expected.weekday() >= 5 or expected in holidays:
        expected += ONE_DAY if how == "following" else -ONE_DAY
    assert roll(days(date), how, holidays=days(*holidays)).tolist() == [expected]  # type: ignore[arg-type]


def test_a_friday_is_free_where_the_week_says_so() -> None:
    friday = days("2026-05-01")
    assert roll(friday, "following", weekmask="1111011").tolist() == [dt.date(2026, 5, 2)]
    assert roll(friday, "preceding", weekmask=[True, True, True, True, False, False, True]).tolist() == [
        dt.date(2026, 4, 30)
    ]


def test_no_date_stays_no_date() -> None:
    nothing = days("NaT", "2026-05-03")
    assert roll(nothing, "following", holidays=days("NaT")).tolist() == [None, dt.date(2026, 5, 4)]
    assert month_end(nothing).tolist() == [None, dt.date(2026, 5, 31)]


def test_rolling_does_not_touch_its_argument() -> None:
    sunday = days("2026-05-03")
    roll(sunday, "following")
    assert sunday.tolist() == [dt.date(2026, 5, 3)]
    assert roll(sunday, "none").tolist() == sunday.tolist()


def test_a_week_without_a_working_day_is_refused() -> None:
    with pytest.raises(ValueError, match="weekmask"):
        roll(days("2026-05-03"), "following", weekmask="0000000")
