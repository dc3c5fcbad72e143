"""DAYS_PAST_DUE and DEBT_CLASS: one cell or a column, read alike, with edges where the practice has them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxl.functions.worksheet import Sheet, answer

AS_OF = dt.date(2026, 10, 20)
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31))
CELLS = st.one_of(
    DAYS,
    DAYS.map(lambda day: float((day - dt.date(1899, 12, 30)).days)),
    DAYS.map(lambda day: (day - dt.date(1899, 12, 30)).days + 0.75),
    DAYS.map(lambda day: dt.datetime(day.year, day.month, day.day, 17, tzinfo=dt.UTC)),
    DAYS.map(dt.date.isoformat),
    DAYS.map(lambda day: f"{day.day}/{day.month}/{day.year}"),
    DAYS.map(lambda day: f"{day.year}年{day.month}月{day.day}日"),
    st.sampled_from(["", "-", "soon", "#N/A", True, -5.0, 60.0, 1e9, 20261020, "20261020", -2146826246, float("nan")]),
)


def ago(days: int) -> dt.date:
    return AS_OF - dt.timedelta(days)


def classes(due: Any, *rest: Any, **host: Any) -> Any:
    return answer("DEBT_CLASS", due, AS_OF, *rest, sheet=Sheet(**host))


@given(CELLS, st.booleans())
def test_a_cell_alone_is_read_as_a_column_of_one(cell: object, epoch_1904: bool) -> None:
    sheet = Sheet(epoch_1904=epoch_1904)
    alone = answer("DAYS_PAST_DUE", cell, AS_OF, sheet=sheet)
    ((in_column,),) = answer("DAYS_PAST_DUE", ((cell,),), AS_OF, sheet=sheet)  # type: ignore[misc]
    if cell is None:
        assert str(alone).startswith("due_date: the argument is missing")  # as a host says that nothing was given
    else:
        assert alone == in_column
        assert type(alone) is type(in_column)


@given(st.lists(st.none() | DAYS, min_size=1, max_size=20), DAYS)
def test_days_are_the_difference_of_dates(due: list[dt.date | None], as_of: dt.date) -> None:
    column = [[day] for day in due]
    assert answer("DAYS_PAST_DUE", column, as_of) == tuple(
        ("" if day is None else as_of.toordinal() - day.toordinal(),) for day in due
    )


def test_serial_numbers_of_a_1904_book() -> None:
    due, as_of = (float((day - dt.date(1904, 1, 1)).days) for day in (ago(3), AS_OF))
    assert answer("DAYS_PAST_DUE", due, as_of, sheet=Sheet(epoch_1904=True)) == 3


def test_one_cell_of_a_column_that_is_no_date_leaves_the_others() -> None:
    assert answer("DAYS_PAST_DUE", ((ago(1), "soon"),), AS_OF) == (
        (1, 'due_date: "soon" is no date. Write it as 2024-03-05.'),
    )


@pytest.mark.parametrize(
    ("days", "name"),
    [
        *((-1, "current"), (0, "current"), (1, "collecting"), (90, "collecting"), (91, "doubtful"), (180, "doubtful")),
        *((181, "bad"), (365, "bad"), (366, "dead"), (5000, "dead")),
    ],
)
def test_the_edges_of_the_classes(days: int, name: str) -> None:
    assert classes(ago(days)) == name


@pytest.mark.parametrize("gone", [True, 1.0, "yes", "Sí", "是", AS_OF, ago(400), "2026-10-20", 46315.0])
def test_who_is_gone_pays_nothing_whatever_the_age(gone: object) -> None:
    assert classes(AS_OF + dt.timedelta(30), gone) == "dead"


@pytest.mark.parametrize("gone", [False, 0.0, "no", "", None, "-", ago(-1), "2026-10-21", 46316.0])
def test_who_is_not_gone_yet_is_judged_by_age(gone: object) -> None:
    assert classes(ago(5), gone) == "collecting"


def test_a_cell_about_who_is_gone_that_cannot_be_read_speaks_for_its_row_alone() -> None:
    bad = 'gone: "perhaps" is no date. Write it as 2024-03-05.'
    assert classes(((ago(1),), (ago(1),)), ((None,), ("perhaps",))) == (("collecting",), (bad,))
    assert classes(((ago(1),), (ago(1),)), "perhaps") == ((bad,), (bad,))


def test_a_column_about_who_is_gone_has_the_size_of_the_due_dates() -> None:
    text = classes(((ago(1),), (ago(1),), (ago(1),)), ((True,), (False,)))
    assert text == "gone: the range has 2 cells, due_date has 3. Give one cell, or a range of the same size."
