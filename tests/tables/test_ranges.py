"""A range becomes columns: cells keep their places, and each column the narrowest type that holds them all."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxl.tables import ranges
from arxl.tables.ranges import cell_of, table_of_range
from arxl.tables.raw import CellError

DAY = dt.datetime(2026, 1, 5, 13, 30)

cells = st.one_of(
    st.none(),
    st.sampled_from(["", "a", "#", "#N/A", "Err:502", "Error: none", "x\0#N/A"]),
    st.floats(),
    st.booleans(),
    st.integers(-(2**60), 2**60),
    st.datetimes(min_value=dt.datetime(1, 1, 1)),
    st.dates(),
)
one_kind = st.sampled_from(
    [
        st.none() | st.sampled_from(["", "a", "#N/A", "Err:502", "b#"]),
        st.none() | st.floats(),
        st.none() | st.dates() | st.datetimes(),
        cells,
    ]
)


def columns_of(rows: list[list[Any]]) -> list[np.ndarray]:
    return [column.cells for column in table_of_range("Sheet", rows).columns]


@given(one_kind.flatmap(lambda kind: st.lists(kind, min_size=1, max_size=9)))
def test_a_column_holds_what_its_cells_say(column: list[Any]) -> None:
    (found,) = columns_of([["Header"], *([cell] for cell in column)])
    expected = [cell_of(cell) for cell in column]
    if found.dtype.kind == "f":
        assert [None if np.isnan(number) else number for number in found.tolist()] == expected
    else:
        assert found.tolist() == expected


@given(st.lists(st.lists(st.sampled_from(["a", "b", None]), max_size=4), max_size=12))
def test_rows_of_any_length_end_in_blanks(rows: list[list[Any]]) -> None:
    width = max([2, *map(len, rows)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ranges, "_BLOCK_ROWS", 3)
        found = columns_of([["One", "Two"], *rows])
    assert len(found) == width
    for at, column in enumerate(found):
        assert column.tolist() == [row[at] if at < len(row) else None for row in rows]


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ([1.0, None], "f"),
        ([1.0, 2**53 + 1], "O"),
        ([DAY, None, DAY.date()], "M"),
        ([DAY, 46027.0], "O"),
        (["a", None], "O"),
        ([None, None], "O"),
        ([True, 1.0], "O"),
    ],
)
def test_a_column_is_as_narrow_as_it_may_be(column: list[Any], kind: str) -> None:
    (found,) = columns_of([["Header"], *([cell] for cell in column)])
    assert found.dtype.kind == kind


def test_errors_among_texts_are_errors_and_texts_like_them_are_not() -> None:
    (found,) = columns_of([["Header"], ["INV-1"], ["#REF!"], ["# 7"], ["Err:511"], ["Err: no"], [""]])
    assert found.tolist() == ["INV-1", CellError("#REF!"), "# 7", CellError("Err:511"), "Err: no", None]
