"""Money as whole minor units: 12.50 EUR is 1250 (DESIGN "Numbers", practice B2).

A spreadsheet holds binary floats. A float becomes money if it is the float nearest to a whole number of minor units, or
at most 4 ulp away from it, which is the dust that additions leave (0.1 + 0.2). A number typed with a finer decimal is
never taken for dust: a spreadsheet keeps 15 digits, and one unit of the 15th digit is more than 4 ulp. From 10**15
minor units on a float no longer tells neighbouring amounts apart, so it is refused.

>>> minor_from_floats(np.array([12.5, 0.1 + 0.2, 1.005]), exponent_of("EUR"))
MinorReading(minor=array([1250,   30,    0]), flaw=array([0, 0, 1], dtype=uint8))
"""

from __future__ import annotations

from decimal import Context, Decimal
from enum import IntEnum
from typing import Final, NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from arxl.kernels.arrays import Float64s, Int64s

LIMIT_MINOR: Final = 10**15
"""Amounts are smaller than this, in minor units."""

WHOLE_PPM: Final = 1_000_000
"""The whole, in parts per million: 2 % is 20_000."""

_DUST_ULPS = 4

# Sizes are added in float64, whose rounding must not let a sum of 2**63 through.
_SUM_LIMIT = 2.0**63 * (1 - 2.0**-20)

# Decimal rounds to the caller's context by default; amounts must not depend on it.
_UNROUNDED = Context(prec=1_000, Emin=-999_999, Emax=999_999)

# The last line of two decimals was withdrawn since 2023; debts that are not yet time-barred are still written in it.
_CURRENCIES = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
    2: """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE
    CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR
    KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB
    PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY
    TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
    ANG BGN HRK SLL ZWL
    """,
    3: "BHD IQD JOD KWD LYD OMR TND",
}
_EXPONENTS = {code: exponent for exponent, codes in _CURRENCIES.items() for code in codes.split()}


class Flaw(IntEnum):
    """Why a float is not money."""

    EXACT = 0
    TOO_FINE = 1
    TOO_LARGE = 2
    NOT_FINITE = 3


class MinorReading(NamedTuple):
    """Floats read as money.

    Attributes:
        minor: (N,) minor units; 0 where there is a flaw.
        flaw: (N,) a `Flaw` each; EXACT where the amount is good.
    """

    minor: Int64s
    flaw: NDArray[np.uint8]


def is_currency(code: str) -> bool:
    """Whether ISO 4217 knows the code (three capital letters)."""
    return code in _EXPONENTS


def exponent_of(currency: str) -> int:
    """Decimals of a currency by ISO 4217: 0, 2 or 3.

    Raises:
        ValueError: ISO 4217 has no such currency.

    >>> [exponent_of(code) for code in ("KRW", "EUR", "KWD")]
    [0, 2, 3]
    """
    if currency not in _EXPONENTS:
        raise ValueError(f"ISO 4217 has no currency {currency!r}")
    return _EXPONENTS[currency]


def minor_from_floats(values: Float64s, exponent: int) -> MinorReading:
    """Read (N,) floats of major units as minor units; nothing is rounded.

    >>> minor_from_floats(np.array([-0.005, 1e13, np.nan]), 2).flaw
    array([1, 2, 3], dtype=uint8)
    """
    scale = 10.0**exponent
    with np.errstate(invalid="ignore", over="ignore"):
        scaled = values * scale
        nearest = np.rint(scaled)
        doubtful = (nearest / scale != values) | ~(np.abs(nearest) < LIMIT_MINOR)
    flaw = np.zeros(values.shape, np.uint8)
    rows = np.flatnonzero(doubtful)
    if len(rows):
        flaw[rows] = _flaws(values[rows], nearest[rows], scale)
        nearest[flaw != Flaw.EXACT] = 0
    return MinorReading(nearest.astype(np.int64), flaw)


def _flaws(values: Float64s, nearest: Float64s, scale: float) -> NDArray[np.uint8]:
    with np.errstate(invalid="ignore", over="ignore"):
        dust = np.abs(values - nearest / scale) <= _DUST_ULPS * np.spacing(np.abs(values))
    flaws = np.where(dust, Flaw.EXACT, Flaw.TOO_FINE).astype(np.uint8)
    flaws[np.abs(nearest) >= LIMIT_MINOR] = Flaw.TOO_LARGE
    flaws[~np.isfinite(values)] = Flaw.NOT_FINITE
    return flaws


def rounded_half_up(values: Float64s, exponent: int) -> Int64s:
    """Round (N,) floats to minor units, half away from zero, on the decimal that the float shows.

    The float nearest to 1.005 lies below it; what stands in the cell is 1.005, and that becomes 1.01.

    Raises:
        ValueError: a value is not finite, or reaches 10**15 minor units.

    >>> rounded_half_up(np.array([1.005, -0.005, 2.674999]), 2)
    array([101,  -1, 267])
    """
    with np.errstate(over="ignore"):
        size = np.abs(values) * 10.0**exponent
    if not np.all(size < LIMIT_MINOR):
        raise ValueError("an amount is not finite, or reaches 10**15 minor units")
    whole = np.floor(size)
    part = size - whole
    minor: Int64s = np.copysign(whole + (part > 0.5), values).astype(np.int64)
    # Near the half the product's own rounding decides; there the decimal digits are asked instead.
    for row in np.flatnonzero(np.abs(part - 0.5) <= _DUST_ULPS * np.spacing(size)):
        minor[row] = ratio_half_up(*_scaled_ratio(Decimal(repr(float(values[row]))), exponent))
    return minor


def minor_from_decimal(value: Decimal, exponent: int) -> int:
    """Minor units of a decimal amount.

    Raises:
        ValueError: the amount is finer than the currency, not finite, or reaches 10**15 minor units.

    >>> minor_from_decimal(Decimal("19.9500"), 2)
    1995
    """
    if not value.is_finite():
        raise ValueError(f"{value} is not an amount")
    if value and value.adjusted() + exponent >= 15:
        raise ValueError(f"{value} reaches 10**15 minor units")
    _, digits, power = value.as_tuple()
    assert isinstance(power, int)
    finer = -(power + exponent)
    if finer > 0 and any(digits[-finer:]):
        raise ValueError(f"{value} has more than {exponent} decimals")
    return int(value.scaleb(exponent, _UNROUNDED)) if value else 0


def decimal_of(minor: int, exponent: int) -> Decimal:
    """The amount in major units, with as many decimals as the currency has.

    >>> decimal_of(120000, 2)
    Decimal('1200.00')
    """
    return Decimal(int(minor)).scaleb(-exponent, _UNROUNDED)


def decimal_text(minor: int, exponent: int) -> str:
    """The amount for machines: no grouping, a point, all decimals of the currency.

    >>> decimal_text(-5, 2), decimal_text(1200, 0)
    ('-0.05', '1200')
    """
    return f"{decimal_of(minor, exponent):f}"


@overload
def share_half_up(minor: int, rate_ppm: int) -> int: ...
@overload
def share_half_up(minor: Int64s, rate_ppm: int | Int64s) -> Int64s: ...
@overload
def share_half_up(minor: int, rate_ppm: Int64s) -> Int64s: ...
def share_half_up(minor: int | Int64s, rate_ppm: int | Int64s) -> int | Int64s:
    """A share of each amount, half away from zero. 2 % is 20_000 parts per million, 0.25 % is 2_500.

    The rate multiplies quotient and remainder apart: minor × rate would pass int64 from 10**13 minor units on.

    Args:
        minor: an amount, or (N,) of them.
        rate_ppm: one rate, or (N,) of them, each from 0 to 1_000_000.

    Raises:
        ValueError: a rate is below 0 or above the whole.

    >>> share_half_up(1250, 20_000), share_half_up(-1250, 20_000), share_half_up(25, 20_000)
    (25, -25, 1)
    """
    if np.any(np.less(rate_ppm, 0)) or np.any(np.greater(rate_ppm, WHOLE_PPM)):
        raise ValueError("a rate is below 0 or above 1_000_000 parts per million")
    if isinstance(minor, int) and isinstance(rate_ppm, int):
        return ratio_half_up(minor * rate_ppm, WHOLE_PPM)
    wholes, rest = np.divmod(np.abs(minor), WHOLE_PPM)
    share = wholes * rate_ppm + (rest * rate_ppm + WHOLE_PPM // 2) // WHOLE_PPM
    return np.where(np.less(minor, 0), -share, share)


def convert(minor: int, from_exponent: int, rate: Decimal, to_exponent: int) -> int:
    """The amount in another currency, half away from zero; one major unit of it is `rate` major units of the other.

    Raises:
        ValueError: the rate is not a finite number above 0.

    >>> convert(10_000, 2, Decimal("1452.5"), 0)
    145250
    """
    if not rate.is_finite() or rate <= 0:
        raise ValueError(f"{rate} is not a rate of exchange")
    up, down = rate.as_integer_ratio()
    return ratio_half_up(int(minor) * up * 10**to_exponent, down * 10**from_exponent)


def _scaled_ratio(value: Decimal, exponent: int) -> tuple[int, int]:
    up, down = value.as_integer_ratio()
    return up * 10**exponent, down


def ratio_half_up(numerator: int, denominator: int) -> int:
    """A fraction rounded to a whole number, half away from zero; the denominator is above 0.

    >>> ratio_half_up(5, 2), ratio_half_up(-5, 2), ratio_half_up(7, 5)
    (3, -3, 1)
    """
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return -size if numerator < 0 else size


def sums_by_code(code: Int64s, minor: Int64s, length: int) -> Int64s:
    """Exact sum of the amounts of each code.

    `np.bincount` would add in float64, which is exact only below 2**53; `np.add.at` adds the integers themselves.

    Args:
        code: (N,) from 0 to `length` - 1.
        minor: (N,) amounts.
        length: how many codes there are.

    Returns:
        (length,) sums.

    Raises:
        ValueError: a sum might not fit into int64.

    >>> sums_by_code(np.array([1, 0, 1]), np.array([5, 7, -2]), 3)
    array([7, 3, 0])
    """
    check_sums(code, minor)
    sums = np.zeros(length, np.int64)
    np.add.at(sums, code, minor)
    return sums


def check_sums(code: Int64s, minor: Int64s) -> None:
    """Refuse amounts whose sizes, added up code by code, might not fit into int64.

    Raises:
        ValueError: the same, in words.
    """
    largest = max(int(minor.max(initial=0)), -int(minor.min(initial=0)))
    if largest * len(minor) < 2**63:
        return
    sizes = np.bincount(code, weights=np.abs(minor, dtype=np.float64))
    if sizes.max() >= _SUM_LIMIT:
        raise ValueError("the sum of the amounts of one code does not fit into 64 bits")
