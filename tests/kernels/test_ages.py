"""Buckets: every age in exactly one, the edges where the practice says (B3), the sums exact."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxl.kernels import ages
from arxl.kernels.ages import aged_sums, bucket_of, days_past

DEFAULT = (30, 60, 90, 180)
edges = st.sets(st.integers(1, 400), min_size=1, max_size=6).map(lambda values: tuple(sorted(values)))


@pytest.mark.parametrize(
    ("days", "bucket"),
    [(-40, 0), (0, 0), (1, 1), (30, 1), (31, 2), (60, 2), (61, 3), (90, 3), (91, 4), (180, 4), (181, 5), (5000, 5)],
)
def test_an_edge_belongs_to_the_earlier_bucket(days: int, bucket: int) -> None:
    assert bucket_of(np.array([days]), DEFAULT, by_document=False).tolist() == [bucket]


@pytest.mark.parametrize(("days", "bucket"), [(0, 1), (30, 1), (31, 2), (181, 5)])
def test_by_document_the_first_bucket_stays_empty(days: int, bucket: int) -> None:
    assert bucket_of(np.array([days]), DEFAULT, by_document=True).tolist() == [bucket]


@given(st.lists(st.integers(-500, 1000), max_size=30), edges, st.booleans())
def test_buckets_by_comparison_with_each_edge(ages: list[int], bounds: tuple[int, ...], by_document: bool) -> None:
    expected = [0 if not by_document and age <= 0 else 1 + sum(age > edge for edge in bounds) for age in ages]
    assert bucket_of(np.array(ages, np.int64), bounds, by_document).tolist() == expected


@pytest.mark.parametrize("bounds", [(), (0, 30), (30, 30), (60, 30), (-1,)])
def test_edges_that_do_not_rise_are_refused(bounds: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="do not rise"):
        bucket_of(np.array([1]), bounds, by_document=False)


def test_an_item_due_today_is_no_day_past_due() -> None:
    due = np.array(["2026-09-30", "2026-10-01", "2026-10-02"], "datetime64[D]")
    assert days_past(due, np.datetime64("2026-10-01")).tolist() == [1, 0, -1]


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(-20, 120), st.integers(-(10**15), 10**15)), max_size=30),
    edges,
    st.booleans(),
    st.integers(1, 12),
)
def test_the_whole_aging_is_its_three_steps(
    rows: list[tuple[int, int, int]], bounds: tuple[int, ...], by_document: bool, block_rows: int
) -> None:
    account, age, minor = (np.array([row[i] for row in rows], np.int64) for i in range(3))
    as_of = np.datetime64("2026-10-01")
    bucket = bucket_of(age, bounds, by_document)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ages, "_BLOCK_ROWS", block_rows)
        sums = aged_sums(account, as_of - age, as_of, minor, bounds, by_document, 4)
    assert sums.tolist() == [
        [
            sum(m for a, b, m in zip(account, bucket.tolist(), minor.tolist(), strict=True) if (a, b) == (one, of))
            for of in range(len(bounds) + 2)
        ]
        for one in range(4)
    ]


def test_an_aging_beyond_64_bits_is_refused() -> None:
    today = np.full(3, np.datetime64("2026-10-01"))
    with pytest.raises(ValueError, match="64 bits"):
        aged_sums(np.zeros(3, np.int64), today, today[0], np.full(3, 2**62), (30,), False, 1)
