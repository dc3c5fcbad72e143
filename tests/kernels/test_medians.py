"""Medians by code against the standard library's."""

from __future__ import annotations

import math
from statistics import median

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from arxl.kernels.medians import medians_by_code


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(-400, 400)), max_size=30))
def test_every_code_has_its_own_median(rows: list[tuple[int, int]]) -> None:
    code, value = (np.array([row[part] for row in rows], np.int64) for part in (0, 1))
    expected = []
    for each in range(5):
        own = [value for code, value in rows if code == each]
        expected.append(math.ceil(median(own)) if own else 0)
    assert medians_by_code(code, value, 5).tolist() == expected
