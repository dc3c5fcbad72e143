"""A column of amounts reads as a list of them, and its floats are those of its decimals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxl.errors import Amount
from arxl.kernels.money import decimal_of
from arxl.tables.result import Amounts

sums = st.lists(st.tuples(st.integers(-(2**63) + 1, 2**63 - 1) | st.integers(-(10**9), 10**9), st.integers(0, 3)))


def amounts(rows: list[tuple[int, int]]) -> Amounts:
    minor, exponent = (np.array([row[at] for row in rows], np.int64) for at in (0, 1))
    return Amounts(minor, exponent, ["EUR"] * len(rows))


@given(sums)
def test_a_column_of_amounts_reads_as_a_list_of_them(rows: list[tuple[int, int]]) -> None:
    column, expected = amounts(rows), [Amount(decimal_of(*row), "EUR") for row in rows]
    assert list(column) == expected
    assert [column[row] for row in range(len(column))] == expected
    assert list(column[1:3]) == expected[1:3]
    assert list(reversed(column)) == expected[::-1]


@given(sums)
def test_its_floats_are_those_of_the_decimals(rows: list[tuple[int, int]]) -> None:
    assert amounts(rows).floats() == [float(decimal_of(*row)) for row in rows]


def test_a_row_beyond_the_end_is_none() -> None:
    with pytest.raises(IndexError):
        amounts([(1, 2)])[1]
