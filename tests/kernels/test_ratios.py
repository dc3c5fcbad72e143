"""Ratios of receivables against a slow reading of their definitions."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from arxl.kernels.ratios import collection_effectiveness, count_back, days_of_sales, share, turnover

minor = st.integers(-(10**17), 10**17)
small = st.integers(-60, 60)


def near(found: Decimal | None, expected: float, decimals: int) -> bool:
    """Equal up to half of the last decimal, and the rounding of floats."""
    return found is not None and abs(float(found) - expected) <= 0.5 * 10**-decimals + 1e-9 * abs(expected)


@given(minor, minor)
def test_a_share_is_a_quotient(part: int, whole: int) -> None:
    found = share(part, whole)
    assert found is None if whole <= 0 else near(found, part / whole, 4)


@given(minor, minor, minor, minor)
def test_every_ratio_is_its_definition_or_nothing(opening: int, sales: int, closing: int, not_due: int) -> None:
    dso = days_of_sales(closing, sales, 90)
    assert dso is None if sales <= 0 else near(dso, 90 * closing / sales, 2)
    cei = collection_effectiveness(opening, sales, closing, not_due)
    available = opening + sales - not_due
    assert cei is None if available <= 0 else near(cei, (opening + sales - closing) / available, 4)
    turned = turnover(sales, 90, opening, closing)
    average = (opening + closing) / 2
    assert turned is None if opening + closing <= 0 else near(turned, sales / 90 * 365 / average, 2)


def test_halves_go_away_from_zero() -> None:
    assert share(1, 20_000) == Decimal("0.0001")
    assert share(-1, 20_000) == Decimal("-0.0001")
    assert days_of_sales(1, 200, 1) == Decimal("0.01")


def test_collected_in_full_is_one_and_collected_nothing_is_zero() -> None:
    assert collection_effectiveness(1000, 500, 300, 300) == 1
    assert collection_effectiveness(1000, 0, 1000, 0) == 0
    assert collection_effectiveness(0, 500, 500, 500) is None, "all that was sold is not due yet"


def test_count_back_as_the_practice_shows_it() -> None:
    assert count_back(150_000, [100_000, 80_000], [31, 30]) == (Decimal("49.75"), False)


def walked(open_minor: int, months: list[tuple[int, int]]) -> tuple[float, bool]:
    """Day by day, each month's sales spread evenly over its days."""
    left, days = float(open_minor), 0.0
    for sold, length in months:
        for _ in range(length):
            if left <= 1e-9:
                return days, False
            daily = sold / length
            if sold >= 0 and left <= daily + 1e-12:
                return days + left / daily, False
            left -= daily
            days += 1
    return days, left > 1e-9


@given(st.integers(0, 400), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 31)), max_size=8))
def test_count_back_walks_back_day_by_day(open_minor: int, months: list[tuple[int, int]]) -> None:
    found = count_back(open_minor, [sold for sold, _ in months], [length for _, length in months])
    days, exhausted = walked(open_minor, months)
    assert found.exhausted == exhausted
    assert near(found.days, days, 2)


@given(small, st.lists(st.tuples(small, st.integers(1, 31)), max_size=6))
def test_count_back_ends_where_the_sales_reach_what_is_open(open_minor: int, months: list[tuple[int, int]]) -> None:
    found = count_back(open_minor, [sold for sold, _ in months], [length for _, length in months])
    reached = [sum(sold for sold, _ in months[: place + 1]) for place in range(len(months))]
    spans = [sum(length for _, length in months[: place + 1]) for place in range(len(months))]
    at = next((place for place, sold in enumerate(reached) if sold >= open_minor), None)
    if open_minor <= 0:
        assert found == (0, False)
    elif at is None:
        assert found == (sum(spans[-1:]), True)
    else:
        assert not found.exhausted
        assert (spans[at - 1] if at else 0) <= found.days <= spans[at]
