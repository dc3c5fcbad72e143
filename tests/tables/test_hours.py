"""Working hours and settlement days as people write them (A1)."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxl.tables.hours import parse_hours, parse_settlement_days

NOON = time(12)


@pytest.mark.parametrize(
    "text",
    [
        "09:00-12:00, 13:30-18:00",
        "13:30-18:00; 09:00-12:00",
        "9–12, 13:30 – 18",
        "９：００～１２：００、１３：３０～１８：００",
        "9h-12h, 13h30-18h",
        "9.00 to 12.00\n13.30 to 18.00",
        "09:00至12:00，13:30至18:00",
    ],
)
def test_hours_are_read_as_they_are_written_anywhere(text):
    assert parse_hours(text) == ((time(9), NOON), (time(13, 30), time(18)))


def test_blank_hours_say_nothing():
    assert parse_hours("  ") == ()


@pytest.mark.parametrize("text", ["mornings", "9", "12:00-09:00", "09:00-09:00", "9-12, 11-18", "9-25", "9:75-12"])
def test_what_is_no_stretch_of_a_day_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        parse_hours(text)


@pytest.mark.parametrize("text", ["5; 20", "20,5", "5、20", "5日、20日", "매월 5일, 20일", "５；２０", "5; 20; 5"])
def test_settlement_days_are_read_as_they_are_written_anywhere(text):
    assert parse_settlement_days(text) == (5, 20)


@pytest.mark.parametrize("text", ["0", "32", "5.2", "Friday", "1-5", "5 20", "-5"])
def test_what_is_no_day_of_a_month_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        parse_settlement_days(text)


@given(st.lists(st.integers(1, 31), max_size=6))
def test_any_days_come_back_in_order(days):
    assert parse_settlement_days("; ".join(map(str, days))) == tuple(sorted(set(days)))


@given(st.lists(st.times().map(lambda at: at.replace(second=0, microsecond=0)), unique=True, max_size=8))
def test_any_stretches_come_back_in_order(times):
    ends = sorted(times)[: len(times) // 2 * 2]
    stretches = tuple(zip(ends[::2], ends[1::2], strict=True))
    text = ", ".join(f"{begin:%H:%M}-{end:%H:%M}" for begin, end in reversed(stretches))
    assert parse_hours(text) == stretches
