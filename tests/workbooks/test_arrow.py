"""Columns out of the memory of an Arrow library: pyarrow, which the program itself does without, is the witness."""

from __future__ import annotations

import datetime as dt

import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxl.workbook.arrow import UnknownLayout, columns_of
from arxl.workbook.columns import arrived
from arxl.workbook.packing import MixedTypes, arrow_column, listed_column

_TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="_"), min_size=1, max_size=12)
_CELLS = (
    (st.floats(allow_nan=False), pyarrow.float64()),
    (_TEXTS, pyarrow.string()),
    (st.booleans(), pyarrow.bool_()),
    (st.dates(dt.date(1900, 1, 1)), pyarrow.date32()),
    (st.dates(dt.date(1900, 1, 1)), pyarrow.timestamp("ms")),
)


@given(data=st.data())
def test_a_column_arrives_as_it_was(data: st.DataObject) -> None:
    for cells, kind in _CELLS:
        listed = data.draw(st.lists(st.none() | cells, max_size=40))
        days = kind == pyarrow.timestamp("ms")
        array = pyarrow.array(listed, pyarrow.date32()).cast(kind) if days else pyarrow.array(listed, kind)
        batch = pyarrow.record_batch([array], ["column"])
        assert _arrived(*columns_of(batch)) == listed


@given(listed=st.sampled_from(_CELLS).flatmap(lambda kind: st.lists(st.none() | kind[0], max_size=40)))
def test_the_slow_road_sends_the_same(listed: list[object]) -> None:
    message, buffers = listed_column(listed)
    array = arrived([{"at": 0, "count": len(buffers), **message}], buffers)[0]
    assert [None if cell != cell else cell for cell in array.tolist()] == listed


def test_a_column_of_nothing_arrives_empty() -> None:
    assert _arrived(*columns_of(pyarrow.record_batch([pyarrow.nulls(9)], ["column"]))) == [None] * 9


@pytest.mark.parametrize(
    "array",
    [
        pyarrow.array(["a"], pyarrow.large_string()),
        pyarrow.array([dt.timedelta(1)], pyarrow.duration("ms")),
        pyarrow.array([1.0, 2.0]).slice(1),
    ],
    ids=["long texts", "durations", "a part"],
)
def test_what_is_not_read_here_is_said(array: pyarrow.Array) -> None:
    with pytest.raises(UnknownLayout):
        list(columns_of(pyarrow.record_batch([array], ["column"])))


@pytest.mark.parametrize(
    "array",
    [pyarrow.array([dt.date(1899, 12, 31)]), pyarrow.array(["a_x000D_"])],
    ids=["a time of day", "an escaped sign"],
)
def test_what_the_fast_road_reads_wrongly_is_left_to_the_slow_one(array: pyarrow.Array) -> None:
    (column,) = columns_of(pyarrow.record_batch([array], ["column"]))
    with pytest.raises(MixedTypes):
        arrow_column(column)


def _arrived(column: object) -> list[object]:
    message, buffers = arrow_column(column)
    array = arrived([{"at": 0, "count": len(buffers), **message}], buffers)[0]
    return [None if cell != cell else cell for cell in array.tolist()]
