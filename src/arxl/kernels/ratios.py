"""Ratios of receivables, exact: whole minor units in, rounded decimals out (practice D3).

Days sales outstanding, R / S × days, and best possible DSO, current receivables in the place of R, are the Credit
Research Foundation's; so is the collection effectiveness index, made with V. Srinivasan: what was collected of what
could have been. Receivables turnover is any textbook's (Kieso, Weygandt, Warfield, *Intermediate Accounting*): net
credit sales of a year over average receivables. Count-back takes the months' sales off the receivables, latest first.

What has no denominator has no value: None, never 0.

>>> days_of_sales(1500, 3000, 90), share(1, 3), count_back(1500, [1000, 800], [31, 30])
(Decimal('45.00'), Decimal('0.3333'), CountBack(days=Decimal('49.75'), exhausted=False))
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from arxl.kernels.money import decimal_of

DAYS_OF_YEAR = 365


def share(part_minor: int, whole_minor: int) -> Decimal | None:
    """The part as a share of the whole, to 4 decimals (hundredths of a percent); None unless the whole is above 0.

    >>> share(-50, 400), share(5, 0)
    (Decimal('-0.1250'), None)
    """
    return _rounded(Fraction(part_minor, whole_minor), 4) if whole_minor > 0 else None


def days_of_sales(open_minor: int, sales_minor: int, days: int) -> Decimal | None:
    """How many days it took to sell what is open, to 2 decimals; None unless sales are above 0.

    >>> days_of_sales(1200, 2700, 90)
    Decimal('40.00')
    """
    return _rounded(Fraction(days * open_minor, sales_minor), 2) if sales_minor > 0 else None


def collection_effectiveness(
    opening_minor: int, sales_minor: int, closing_minor: int, not_due_minor: int
) -> Decimal | None:
    """What was collected, as a share of what could have been: 1 where all that is open is not due yet.

    Args:
        opening_minor: receivables at the start of the span.
        sales_minor: sales within it.
        closing_minor: receivables at its end, and
        not_due_minor: what of them is not due.

    Returns:
        To 4 decimals; None where nothing was there to be collected.

    >>> collection_effectiveness(6200, 10890, 6340, 3590)
    Decimal('0.7963')
    """
    available_minor = opening_minor + sales_minor
    return share(available_minor - closing_minor, available_minor - not_due_minor)


def turnover(sales_minor: int, days: int, opening_minor: int, closing_minor: int) -> Decimal | None:
    """How often a year receivables are sold and collected, to 2 decimals; None unless their average is above 0.

    >>> turnover(900, 90, 400, 600)
    Decimal('7.30')
    """
    both_minor = opening_minor + closing_minor
    return _rounded(Fraction(2 * DAYS_OF_YEAR * sales_minor, days * both_minor), 2) if both_minor > 0 else None


class CountBack(NamedTuple):
    """Days of sales by count-back.

    Attributes:
        days: to 2 decimals.
        exhausted: the sales that are known end before the receivables do; `days` is all that they cover.
    """

    days: Decimal
    exhausted: bool


def count_back(open_minor: int, sales_minor: Sequence[int], days: Sequence[int]) -> CountBack:
    """Days back until the sales come to what is open: months in whole, the last one in proportion.

    A month whose credits exceed its sales is taken as it is: what is left grows by it.

    Args:
        sales_minor: of each month, latest first.
        days: of each month.

    >>> count_back(2000, [1000, 800], [31, 30])
    CountBack(days=Decimal('61.00'), exhausted=True)
    """
    left, passed = open_minor, 0
    for sold, length in zip(sales_minor, days, strict=True):
        if left <= 0:
            break
        if left <= sold:
            return CountBack(_rounded(passed + Fraction(length * left, sold), 2), exhausted=False)
        left -= sold
        passed += length
    return CountBack(_rounded(Fraction(passed), 2), exhausted=left > 0)


def _rounded(value: Fraction, decimals: int) -> Decimal:
    """Half away from zero."""
    size = int(abs(value) * 10**decimals + Fraction(1, 2))
    return decimal_of(-size if value < 0 else size, decimals)
