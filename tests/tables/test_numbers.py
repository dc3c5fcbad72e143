"""Numbers written in any style read back exactly, or not at all."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxl.tables.cells import objects
from arxl.tables.numbers import numbers_of, written_number
from arxl.tables.raw import CellError

POINT_STYLES = [(",", "."), ("'", "."), (" ", "."), ("\u00a0", "."), ("", ".")]
COMMA_STYLES = [(".", ","), ("'", ","), (" ", ","), ("\u202f", ","), ("", ",")]
STYLES = POINT_STYLES + COMMA_STYLES
WRAPPINGS = ["{}", " {} ", "€ {}", "{} EUR", "{} lei", "NT${}", "+{}"]
NEGATIVES = ["-{}", "({})", "{}-", "− {}", "△{}", "(€ {})", "-{} EUR"]
FULL_WIDTH = str.maketrans("0123456789.,-()", "０１２３４５６７８９．，－（）")

amounts = st.integers(0, 10**11).map(lambda cents: Decimal(cents).scaleb(-2))


def written(amount: Decimal, style: tuple[str, str]) -> str:
    """The amount as a person of that habit writes it: an independent way, by Python's own formatting."""
    group, decimal = style
    return f"{amount:,.2f}".replace(",", "G").replace(".", decimal).replace("G", group)


@given(amounts, st.sampled_from(STYLES), st.sampled_from(WRAPPINGS), st.booleans())
def test_two_decimals_read_back_exactly(amount: Decimal, style: tuple[str, str], wrapping: str, wide: bool) -> None:
    text = wrapping.format(written(amount, style))
    text = text.translate(FULL_WIDTH) if wide else text
    assert numbers_of(objects([text])).values.tolist() == [float(amount)]


@given(amounts, st.sampled_from(STYLES), st.sampled_from(NEGATIVES))
def test_every_way_to_write_a_minus(amount: Decimal, style: tuple[str, str], minus: str) -> None:
    assert numbers_of(objects([minus.format(written(amount, style))])).values.tolist() == [-float(amount)]


@given(st.lists(amounts, min_size=1, max_size=6), st.integers(1, 999), st.sampled_from(STYLES[:5] + STYLES[5:]))
def test_a_column_of_one_habit_is_read_by_it(column: list[Decimal], thousands: int, style: tuple[str, str]) -> None:
    group, decimal = style
    open_text = f"{thousands}{group or ''}{234}" if group in (".", ",") else f"{thousands}234"
    texts = [open_text, *(written(amount, style) for amount in column)]
    expected = [thousands * 1000 + 234, *map(float, column)]
    assert numbers_of(objects(texts)).values.tolist() == expected
    assert numbers_of(objects(texts), decimal).values.tolist() == expected


@given(st.lists(st.tuples(st.integers(1, 999), st.integers(0, 999)), min_size=1, max_size=5), st.sampled_from(",."))
def test_where_nothing_decides_nothing_is_read(parts: list[tuple[int, int]], sign: str) -> None:
    texts = [f"{before}{sign}{after:03d}" for before, after in parts]
    reading = numbers_of(objects([*texts, "7", 8.5]))
    assert np.isnan(reading.values[:-2]).all()
    assert reading.values[-2:].tolist() == [7, 8.5]
    assert list(reading.unread) == list(range(len(texts)))
    assert reading.column_flaw is not None
    assert not reading.flaws


@given(st.permutations(["1.234", "12,50", "99", "3.456", "oops", "0,5"]))
def test_the_order_of_cells_does_not_matter(texts: list[str]) -> None:
    values = dict(zip(texts, numbers_of(objects(texts)).values.tolist(), strict=True))
    assert {text: value for text, value in values.items() if text != "oops"} == {
        "1.234": 1234,
        "12,50": 12.5,
        "99": 99,
        "3.456": 3456,
        "0,5": 0.5,
    }


@pytest.mark.parametrize(
    "text",
    [
        "twelve",
        "12 pcs",
        "1,2,3",
        "1.",
        ".",
        "--5",
        "(-5)",
        "(5",
        "1e5",
        "12²",
        "½",
        "1,23,456",
        "1.234.56",
        "5 % %",
        "٣",
    ],
)
def test_what_is_no_number_is_a_flaw_with_its_text(text: str) -> None:
    reading = numbers_of(objects([text, "5"]))
    assert np.isnan(reading.values[0])
    assert text in str(reading.flaws[0].fact)


@pytest.mark.parametrize("blank", [None, "", "  ", "\u00a0", "\u200b", "-", "—"])
def test_what_shows_nothing_is_blank(blank: str | None) -> None:
    reading = numbers_of(objects([blank, 1.0]))
    assert np.isnan(reading.values[0])
    assert not reading.flaws


@pytest.mark.parametrize(
    "cell", [float("nan"), float("inf"), True, CellError("#REF!"), np.datetime64("2026-01-01").item()]
)
def test_cells_that_hold_no_number(cell: object) -> None:
    assert set(numbers_of(objects([cell, 1.0])).flaws) == {0}


def test_a_column_of_floats_is_taken_as_it_is() -> None:
    cells = np.array([1.5, np.nan, np.inf])
    reading = numbers_of(cells)
    assert reading.values is cells
    assert set(reading.flaws) == {2}


@pytest.mark.parametrize(
    ("text", "value"),
    [("￥1,200", 1200), ("₩1,200", 1200), ("NT$ 1,200", 1200), ("人民币1,200元", 1200), ("1.200,-", 1200)],
)
def test_signs_of_countries_that_group_with_commas(text: str, value: float) -> None:
    assert numbers_of(objects([text]), "auto" if "," in text[:-2] else ",").values.tolist() == [value]


def test_numbers_without_decimals_group_with_either_sign() -> None:
    assert numbers_of(objects(["1,200", "1.200", "(3,000)"]), whole=True).values.tolist() == [1200, 1200, -3000]


def test_the_mark_beside_a_number_is_kept() -> None:
    reading = numbers_of(objects(["US$ 5", "7 lei", "9", "80 %"]))
    assert reading.marks == {0: "US$", 1: "lei"}
    assert reading.percents == {3}


def test_a_decimal_sign_that_is_said_wins_over_the_looks() -> None:
    assert numbers_of(objects(["1.234"]), ".").values.tolist() == [1.234]
    assert numbers_of(objects(["1.234"]), ",").values.tolist() == [1234]
    assert set(numbers_of(objects(["12.50"]), ",").flaws) == {0}
    assert set(numbers_of(objects(["12,50"]), ".").flaws) == {0}


def test_written_number_of_a_text_that_allows_both() -> None:
    both = written_number("1.234")
    assert both is not None
    assert (both.by_point, both.by_comma, both.ambiguous) == (1.234, 1234, True)
