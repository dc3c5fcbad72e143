"""When customers may be called (C4): by hand, and against a look at every minute."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxl.errors import Faulty
from arxl.locale import wording
from arxl.practices.contact_time import LEAST_MINUTES, MOST_DAYS, Calling
from arxl.tables.desk_policy import WorkListPolicy
from arxl.tables.hours import parse_hours
from arxl.tables.quiet import minutes_of, parse_quiet, said
from arxl.tables.schema import Setting

WORKED = np.array([True] * 5 + [False] * 2)
TUESDAY = dt.date(2026, 10, 13)
POLICY = WorkListPolicy()


def calling(*holidays: str, policy: WorkListPolicy = POLICY) -> Calling:
    return Calling(policy, WORKED, np.array(sorted(holidays), "datetime64[D]"))


def told(hours: str = "", quiet: str = "", day: dt.date = TUESDAY, *holidays: str) -> str:
    when = calling(*holidays).when(hours, quiet, day)
    return f"{when.day} {when.at}" if when.day else "never"


@pytest.mark.parametrize(
    ("hours", "quiet", "at"),
    [
        ("", "", "15:30"),
        ("09:00-12:00, 13:30-18:00", "", "15:30"),
        ("09:00-13:00", "", "11:45"),  # the last quarter of an hour before the meal
        ("16:00-22:00", "", "16:00"),
        ("20:30-23:00", "", "20:30"),  # a bar
        ("", "afternoons", "11:45"),
        ("", "15:00-17:00", "14:45"),
        ("", "Wed; 9-10", "15:30"),
    ],
)
def test_the_time_of_day_is_the_fit_one_nearest_to_half_past_three(hours, quiet, at):
    assert told(hours, quiet) == f"2026-10-13 {at}"


def test_nobody_is_called_at_meals_nor_outside_lawful_hours():
    assert told("12:00-14:00") == "never"
    assert told("05:00-07:30, 21:00-23:30") == "never"


def test_not_on_the_first_working_day_of_a_week():
    assert told(day=dt.date(2026, 10, 12)) == "2026-10-13 15:30"
    assert told("", "", dt.date(2026, 10, 13), "2026-10-12") == "2026-10-14 15:30", "the Monday was a holiday"


def test_not_on_the_first_two_days_of_a_month_even_where_they_are_not_worked():
    assert told(day=dt.date(2026, 10, 1)) == "2026-10-06 15:30", "Thursday 1, Friday 2, a weekend, a Monday"
    assert told(day=dt.date(2026, 11, 3)) == "2026-11-03 15:30"


def test_a_quiet_day_is_told_with_the_next_one():
    when = calling().when("", "Tue; Wed", TUESDAY)
    assert (when.day, when.at) == (dt.date(2026, 10, 15), "15:30")
    assert [str(why) for why in when.not_today] == [
        "The working hours and quiet times of the file leave no time on this day."
    ]


def test_a_file_that_leaves_no_time_is_told():
    when = calling().when("09:00-12:00", "mornings", TUESDAY)
    assert (when.day, when.at) == (None, "")
    assert when.not_today


def test_policy_moves_all_of_it():
    policy = replace(POLICY, call_at="10:00", meal_times="9:30-11:00", quiet_week_start=False, quiet_month_days=0)
    assert calling(policy=policy).when("", "", dt.date(2026, 10, 12)).at == "09:15"
    assert calling(policy=policy).when("", "", dt.date(2026, 10, 1)).day == dt.date(2026, 10, 1)


@pytest.mark.parametrize("key", ["call_at", "meal_times", "lawful_hours"])
def test_a_policy_that_is_no_time_is_a_fault_at_its_place(key):
    with pytest.raises(Faulty, match=rf'Policy!B7: {key} is "noon"; it takes'):
        Calling(
            replace(POLICY, **{key: "noon"}), WORKED, np.zeros(0, "datetime64[D]"), {key: Setting("noon", "Policy!B7")}
        )


@pytest.mark.parametrize(
    ("key", "takes"),
    [
        ("call_at", "a time such as 15:30"),
        ("meal_times", "hours such as 12:00-14:00, separated by commas"),
    ],
)
def test_what_a_time_looks_like_is_said_in_the_language_of_the_sentence(key, takes):
    with pytest.raises(Faulty) as raised:
        calling(policy=replace(POLICY, **{key: "noon"}))
    words = wording("es").with_own({takes: "own words"})
    assert "own words" in words.say(raised.value.faults[0].fact)


def test_the_month_ends_with_its_last_three_working_days():
    ends = [day for day in range(1, 32) if calling("2026-10-30").is_month_end(dt.date(2026, 10, day))]
    assert ends == [27, 28, 29, 30, 31], "30 is a holiday, 31 a Saturday"


QUIET = st.lists(
    st.sampled_from(["mornings", "afternoons", "Tue", "Wed", "Thu afternoons", "15:00-16:00", "Fri 9-20"]), max_size=3
)
HOURS = st.sampled_from(["", "09:00-18:00", "09:00-12:00, 13:30-18:00", "17:50-21:30", "06:00-08:10", "12:00-14:00"])
HOLIDAYS = st.lists(st.sampled_from(["2026-10-12", "2026-10-13", "2026-10-15", "2026-11-03"]), unique=True)


@given(HOURS, QUIET, HOLIDAYS, st.integers(0, 40))
def test_every_minute_looked_at_gives_the_same(hours, quiet, holidays, after):
    as_of = dt.date(2026, 10, 1) + dt.timedelta(after)
    off = {dt.date.fromisoformat(day) for day in holidays}
    text = "; ".join(quiet)

    def worked(day):
        return day.weekday() < 5 and day not in off

    def fit(day, minute):
        monday = day - dt.timedelta(day.weekday())
        first_worked = next((monday + dt.timedelta(n) for n in range(7) if worked(monday + dt.timedelta(n))), None)
        return (
            worked(day)
            and day != first_worked
            and day.day > 2
            and 480 <= minute < 1260
            and not (720 <= minute < 840 or 1080 <= minute < 1200)
            and (not hours or any(minutes_of(b) <= minute < minutes_of(e) for b, e in parse_hours(hours)))
            and not any(one.falls_on(day) and one.begin <= minute < one.end for one in parse_quiet(text))
        )

    expected = "never"
    for day in (as_of + dt.timedelta(n) for n in range(MOST_DAYS)):
        minutes = {minute for minute in range(1440) if fit(day, minute)}
        starts = [m for m in sorted(minutes) if minutes.issuperset(range(m, m + LEAST_MINUTES))]
        if starts:
            expected = f"{day} {said(min(starts, key=lambda minute: (abs(minute - 930), minute)))}"
            break
    assert told(hours, text, as_of, *holidays) == expected
