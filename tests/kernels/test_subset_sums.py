"""Sums of several amounts, against all combinations tried one by one."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from arxl.kernels.subset_sums import ENOUGH, subsets_of_sum


@given(st.lists(st.integers(1, 30), max_size=9), st.integers(1, 90), st.integers(2, 5))
def test_the_search_finds_what_all_combinations_have(amounts, total, most):
    every = {
        places
        for size in range(2, most + 1)
        for places in combinations(range(len(amounts)), size)
        if sum(amounts[place] for place in places) == total
    }
    found = subsets_of_sum(amounts, total, most)
    assert set(found) <= every
    assert len(set(found)) == len(found) == min(len(every), ENOUGH)
