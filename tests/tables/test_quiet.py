"""Quiet times as people write them (C4)."""

from __future__ import annotations

import pytest

from arxl.tables.quiet import MIDNIGHT, NOON, parse_quiet


def times(text):
    return [(time.weekday, time.begin, time.end) for time in parse_quiet(text)]


@pytest.mark.parametrize(
    "text", ["mornings", "Morning", "por las mañanas", "mañana", "diminețile", "dimineața", "오전", "上午", "早上"]
)
def test_mornings_end_at_noon_in_every_language(text):
    assert times(text) == [(None, 0, NOON)]


@pytest.mark.parametrize("text", ["afternoons", "por la tarde", "după-amiaza", "오후", "下午"])
def test_afternoons_begin_at_noon_in_every_language(text):
    assert times(text) == [(None, NOON, MIDNIGHT)]


@pytest.mark.parametrize("text", ["Mon, Tue", "lunes; martes", "luni\nmarți", "월, 화요일", "周一、周二", "週一，週二"])
def test_days_of_the_week_are_quiet_all_day(text):
    assert times(text) == [(0, 0, MIDNIGHT), (1, 0, MIDNIGHT)]


@pytest.mark.parametrize(
    "text", ["Fri afternoons", "viernes por la tarde", "vineri după-amiaza", "금요일 오후", "周五下午"]
)
def test_a_day_with_a_part_of_it(text):
    assert times(text) == [(4, NOON, MIDNIGHT)]


def test_hours_stand_alone_or_behind_a_day():
    assert times("9-10:30; Wed 16:00-17:00") == [(None, 540, 630), (2, 960, 1020)]


@pytest.mark.parametrize("text", ["whenever", "12-9", "Mon whenever", "every day", "5", "Monday Tuesday"])
def test_what_names_no_time_is_refused_with_its_words(text):
    with pytest.raises(ValueError, match=text):
        parse_quiet(f"mornings, {text}")


def test_a_blank_says_nothing():
    assert times(" ") == []
