"""Ids and texts: what a person reads as the same id is one id."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxl.tables.cells import blank_cells, distinct_readings, ids_of, objects, texts_of, tidy
from arxl.tables.raw import CellError

WIDE = str.maketrans({code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000})
ids = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=8)


@given(ids, st.sampled_from(["", " ", "\u00a0", "\t", "\u200b", "\ufeff", "\u3000"]), st.booleans())
def test_width_and_spaces_do_not_make_another_id(identity: str, around: str, wide: bool) -> None:
    written = around + (identity.translate(WIDE) if wide else identity) + around
    assert ids_of(objects([written, identity])).values.tolist() == [identity, identity]


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_a_number_and_its_digits_are_one_id(number: int) -> None:
    assert ids_of(objects([number, float(number), str(number)])).values.tolist() == [str(number)] * 3
    assert ids_of(np.array([float(number)])).values.tolist() == [str(number)]


def test_leading_zeros_case_and_long_digits_are_kept() -> None:
    written = ["0007", "7", "a1", "A1", "12345678901234567890"]
    assert ids_of(objects(written)).values.tolist() == written


def test_runs_of_spaces_inside_an_id_are_one_space() -> None:
    assert ids_of(objects(["C  77", "C\u00a077", "C 77"])).values.tolist() == ["C 77"] * 3


@pytest.mark.parametrize("cell", [1e15, -1e20, "1.23457E+19", "1,5E+20", True, dt.date(2026, 1, 1), CellError("#N/A")])
def test_what_is_no_id(cell: object) -> None:
    reading = ids_of(objects(["A", cell]))
    assert reading.values.tolist() == ["A", ""]
    assert set(reading.flaws) == {1}


def test_a_column_of_dates_is_no_column_of_ids() -> None:
    reading = ids_of(np.array(["2026-01-01", "NaT"], "datetime64[D]"))
    assert set(reading.flaws) == {0}


def test_texts_are_what_a_person_would_have_typed() -> None:
    cells = objects([" Hotel Mar\u00a0", 7.0, 7.5, True, dt.datetime(2026, 1, 5, 8), None, CellError("#REF!")])
    reading = texts_of(cells)
    assert reading.values.tolist() == ["Hotel Mar", "7", "7.5", "yes", "2026-01-05", "", ""]
    assert set(reading.flaws) == {6}


@pytest.mark.parametrize(
    ("cells", "blank"),
    [
        (np.array([1.0, np.nan]), [False, True]),
        (np.array(["2026-01-01", "NaT"], "datetime64[D]"), [False, True]),
        (objects(["x", None, " ", "\u200b", 0.0, False, CellError("#N/A")]), [False, True, True, True] + [False] * 3),
    ],
)
def test_blank_cells(cells: np.ndarray, blank: list[bool]) -> None:
    assert blank_cells(cells).tolist() == blank


def test_every_distinct_cell_is_read_once_and_types_stay_apart() -> None:
    asked: list[object] = []

    def read(cell: object) -> str:
        asked.append(cell)
        return repr(cell)

    values, flaws = distinct_readings(objects([True, 1.0, "a", "a", True]), read, "")
    assert values == ["True", "1.0", "'a'", "'a'", "True"]
    assert len(asked) == 3
    assert not flaws


@given(st.text())
def test_tidy_texts_stay_as_they_are(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
