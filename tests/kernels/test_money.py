"""Money is exact: floats become minor units or are refused, shares and sums round nowhere but where they say so."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest
from babel.core import get_global
from babel.numbers import get_territory_currencies
from hypothesis import given
from hypothesis import strategies as st

from arxl.kernels.money import (
    LIMIT_MINOR,
    Flaw,
    convert,
    decimal_of,
    decimal_text,
    exponent_of,
    is_currency,
    minor_from_decimal,
    minor_from_floats,
    rounded_half_up,
    share_half_up,
    sums_by_code,
)

exponents = st.sampled_from([0, 2, 3])
amounts = st.integers(1 - LIMIT_MINOR, LIMIT_MINOR - 1)


def half_up(value: Fraction) -> int:
    size = int(abs(value) + Fraction(1, 2))
    return -size if value < 0 else size


def test_every_currency_that_a_country_uses_is_known() -> None:
    used = {
        code
        for territory in get_global("territory_currencies")
        for code in get_territory_currencies(territory, dt.date(2026, 1, 1), tender=True)
    }
    assert len(used) > 140
    assert [code for code in sorted(used) if not is_currency(code)] == []


@pytest.mark.parametrize(
    ("currency", "decimals"),
    [("EUR", 2), ("RON", 2), ("CNY", 2), ("TWD", 2), ("KRW", 0), ("JPY", 0), ("CLP", 0), ("KWD", 3), ("TND", 3)],
)
def test_exponents_are_those_of_iso_4217(currency: str, decimals: int) -> None:
    assert exponent_of(currency) == decimals


@pytest.mark.parametrize("code", ["", "eur", "EURO", "XXX", "RMB"])
def test_what_is_no_currency_is_refused(code: str) -> None:
    assert not is_currency(code)
    with pytest.raises(ValueError, match="no currency"):
        exponent_of(code)


@given(st.lists(amounts, max_size=50), exponents)
def test_the_nearest_float_of_every_amount_is_read_back(minor: list[int], exponent: int) -> None:
    floats = np.array([float(Decimal(k).scaleb(-exponent)) for k in minor])
    read = minor_from_floats(floats, exponent)
    assert read.minor.tolist() == minor
    assert not read.flaw.any()


@given(st.lists(st.integers(-(10**9), 10**9), min_size=2, max_size=3), exponents)
def test_the_dust_of_two_additions_is_wiped_off(minor: list[int], exponent: int) -> None:
    total = sum(minor)
    dusty = float(np.nextafter(np.nextafter(total / 10**exponent, np.inf), np.inf))
    assert minor_from_floats(np.array([dusty]), exponent) == (total, Flaw.EXACT)


@pytest.mark.parametrize("sign", [1, -1])
def test_dust_is_at_most_four_ulp(sign: int) -> None:
    ulp = np.spacing(1234.5)
    near, far = sign * (1234.5 + 4 * ulp), sign * (1234.5 + 5 * ulp)
    assert minor_from_floats(np.array([near, far]), 2).flaw.tolist() == [Flaw.EXACT, Flaw.TOO_FINE]


@given(st.integers(1, 10**14), exponents, st.integers(1, 9), st.integers(1, 4))
def test_a_finer_decimal_of_15_digits_is_never_taken_for_dust(
    whole: int, exponent: int, last: int, further: int
) -> None:
    digits = f"{whole}{'0' * (further - 1)}{last}"
    finer = Decimal(digits[-15:]).scaleb(-exponent - further)
    if finer:
        assert minor_from_floats(np.array([float(finer)]), exponent).flaw.tolist() == [Flaw.TOO_FINE]


def test_each_flaw_has_its_name_and_no_amount() -> None:
    read = minor_from_floats(np.array([1.005, 1e13, -1e300, np.inf, -np.inf, np.nan, 0.1 + 0.2, -0.0]), 2)
    fine, large, endless = Flaw.TOO_FINE, Flaw.TOO_LARGE, Flaw.NOT_FINITE
    assert read.flaw.tolist() == [fine, large, large, endless, endless, endless, Flaw.EXACT, Flaw.EXACT]
    assert read.minor.tolist() == [0, 0, 0, 0, 0, 0, 30, 0]


def test_no_floats_are_no_amounts() -> None:
    assert minor_from_floats(np.empty(0), 2).minor.tolist() == []
    assert rounded_half_up(np.empty(0), 2).tolist() == []


@given(
    st.floats(-9e11, 9e11) | st.integers(-(10**11), 10**11).map(lambda k: float(Decimal(k * 10 + 5).scaleb(-4))),
    exponents,
)
def test_rounding_follows_the_decimal_that_the_float_shows(value: float, exponent: int) -> None:
    expected = Decimal(repr(value)).scaleb(exponent).quantize(Decimal(1), ROUND_HALF_UP)
    assert rounded_half_up(np.array([value]), exponent).tolist() == [int(expected)]


def test_a_half_goes_away_from_zero() -> None:
    assert rounded_half_up(np.array([1.005, -1.005, 0.005, -0.005, 0.004, 0.125]), 2).tolist() == [
        101,
        -101,
        1,
        -1,
        0,
        13,
    ]


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e13])
def test_rounding_refuses_what_is_no_amount(value: float) -> None:
    with pytest.raises(ValueError, match="not finite, or reaches"):
        rounded_half_up(np.array([1.0, value]), 2)


@given(amounts, exponents)
def test_decimals_and_minor_units_are_the_same_money(minor: int, exponent: int) -> None:
    with localcontext() as context:
        context.prec = 3  # the caller's precision is no business of money
        assert minor_from_decimal(decimal_of(minor, exponent), exponent) == minor
        text = decimal_text(minor, exponent)
    assert Fraction(text) == Fraction(minor, 10**exponent)
    assert len(text.partition(".")[2]) == exponent


@pytest.mark.parametrize("text", ["0.001", "1.005", "1e-30", "NaN", "Infinity", "1e13", "1e400", "19.9500001"])
def test_a_decimal_that_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"decimals|not an amount|reaches"):
        minor_from_decimal(Decimal(text), 2)


@pytest.mark.parametrize(("text", "minor"), [("1e3", 100_000), ("-0.10", -10), ("0e-40", 0), ("5.000000", 500)])
def test_a_decimal_may_be_written_in_many_ways(text: str, minor: int) -> None:
    assert minor_from_decimal(Decimal(text), 2) == minor


@given(st.lists(amounts, max_size=20), st.integers(0, 1_000_000))
def test_a_share_is_the_exact_share_half_up(minor: list[int], rate_ppm: int) -> None:
    expected = [half_up(Fraction(k * rate_ppm, 1_000_000)) for k in minor]
    assert share_half_up(np.array(minor, np.int64), rate_ppm).tolist() == expected
    assert [share_half_up(k, rate_ppm) for k in minor] == expected
    if minor:
        rates = np.full(len(minor), rate_ppm)
        assert share_half_up(np.array(minor), rates).tolist() == expected


@pytest.mark.parametrize("rate_ppm", [-1, 1_000_001])
def test_a_share_is_between_nothing_and_the_whole(rate_ppm: int) -> None:
    with pytest.raises(ValueError, match="parts per million"):
        share_half_up(100, rate_ppm)


@given(amounts, exponents, st.decimals("0.000001", "100000", places=6), exponents)
def test_conversion_rounds_once(minor: int, own: int, rate: Decimal, other: int) -> None:
    assert convert(minor, own, rate, other) == half_up(Fraction(minor, 10**own) * Fraction(rate) * 10**other)


@pytest.mark.parametrize("rate", ["0", "-1", "NaN", "Infinity"])
def test_a_rate_of_exchange_is_above_zero(rate: str) -> None:
    with pytest.raises(ValueError, match="not a rate"):
        convert(100, 2, Decimal(rate), 2)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(-(2**59), 2**59)), max_size=8))
def test_sums_are_exact_far_beyond_what_a_float_can_hold(rows: list[tuple[int, int]]) -> None:
    code, minor = (np.array([row[i] for row in rows], np.int64) for i in (0, 1))
    expected = [sum(m for c, m in rows if c == k) for k in range(5)]
    assert sums_by_code(code, minor, 5).tolist() == expected


@pytest.mark.parametrize("minor", [[2**53, 1], [2**54 + 1, -(2**54), 1], [2**60, 1, 1, 1]])
def test_the_last_unit_counts_where_a_float_would_drop_it(minor: list[int]) -> None:
    assert sums_by_code(np.zeros(len(minor), np.int64), np.array(minor), 1).tolist() == [sum(minor)]


def test_many_large_amounts_add_up_exactly() -> None:
    minor = np.arange(20_000) * 9_007 + 999_000_000_000_001
    code = np.arange(20_000) % 3
    assert sums_by_code(code, minor, 3).tolist() == [sum(minor[code == k].tolist()) for k in range(3)]


def test_a_sum_beyond_64_bits_is_refused() -> None:
    with pytest.raises(ValueError, match="64 bits"):
        sums_by_code(np.zeros(3, np.int64), np.full(3, 2**62), 1)
