"""Balances of a customer's file: whichever side and order they are written in, the same opening comes out."""

from __future__ import annotations

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from arxl.tables.their_balances import Stated, balances_of

MOVED = st.lists(st.integers(1, 10**6).flatmap(lambda size: st.sampled_from((size, -size))), min_size=3, max_size=12)
OPENING = st.integers(-(10**6), 10**6)


@given(MOVED, OPENING, st.sampled_from((1, -1)), st.booleans())
def test_a_running_balance_tells_the_opening(moved, opening, sign, newest_first):
    balances: list[int | None] = [sign * after for after in accumulate(moved, initial=opening)][1:]
    if newest_first:
        moved, balances = moved[::-1], balances[::-1]
    found = balances_of(moved, balances, None, None, sided=False, newest_first=newest_first)
    assert (found.opening_minor, found.breaks, found.closing_gap_minor) == (opening, (), 0)


@given(MOVED, OPENING, st.sampled_from((1, -1)))
def test_an_opening_in_the_column_of_balances_has_the_side_of_the_others(moved, opening, sign):
    balances: list[int | None] = [sign * after for after in accumulate(moved, initial=opening)][1:]
    stated, ends = Stated(None, sign * opening), Stated(None, balances[-1])
    found = balances_of(moved, balances, stated, ends, sided=False, newest_first=False)
    assert (found.opening_minor, found.closing_gap_minor, found.undecided) == (opening, 0, False)


@given(MOVED, OPENING, st.integers(1, 1000), st.data())
def test_a_row_that_is_missing_is_a_break(moved, opening, extra, data):
    moved = [*moved, *moved]
    balances: list[int | None] = list(accumulate(moved, initial=opening))[1:]
    place = data.draw(st.integers(1, len(moved) - 1))
    later = [None if balance is None else balance + extra for balance in balances[place:]]
    begun = Stated(opening, None)
    found = balances_of(moved, [*balances[:place], *later], begun, None, sided=False, newest_first=False)
    assert found.opening_minor == opening
    assert found.breaks == ((place, extra),)


@given(MOVED, OPENING)
def test_without_a_balance_beside_them_rows_lead_to_the_closing_of_either_side(moved, opening):
    closing = opening + sum(moved)
    blank: list[int | None] = [None] * len(moved)
    for stated in (Stated(closing, None), Stated(-closing, None), Stated(None, closing)):
        found = balances_of(moved, blank, Stated(opening, None), stated, sided=False)
        assert (found.opening_minor, found.closing_gap_minor) == (opening, 0)


def test_an_opening_whose_side_nothing_tells_is_undecided():
    assert balances_of([100], [None], Stated(None, 50), None, sided=False).undecided
    assert not balances_of([100], [None], Stated(None, 50), Stated(None, 50), sided=False).undecided
    assert not balances_of([100], [None], Stated(None, 0), None, sided=False).undecided
