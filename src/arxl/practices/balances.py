"""What each customer owes or has on account, in one figure a currency (practice B2).

The figures are columns of the aging, so that they never differ from it.
"""

from __future__ import annotations

import numpy as np

from arxl.errors import Amount, label
from arxl.kernels.arrays import Int64s
from arxl.kernels.money import decimal_of
from arxl.practices.aging import Aging
from arxl.tables.result import ResultColumn, ResultTable, Shows


def amounts_by_customer(aging: Aging, minor: Int64s) -> dict[str, list[Amount]]:
    """Customer -> what a column of its aging holds, by currency; nothing where that is 0.

    Args:
        aging: one row a customer and currency.
        minor: (R,) a column of it.
    """
    amounts: dict[str, list[Amount]] = {}
    for row in np.flatnonzero(minor).tolist():
        amounts.setdefault(aging.holder[row], []).append(_amount(aging, minor, row))
    return amounts


def amounts_table(aging: Aging, minor: Int64s, key: str, heading: str) -> ResultTable:
    """One row a customer and currency in which the column holds something."""
    rows = np.flatnonzero(minor).tolist()
    return ResultTable(
        heading,
        (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [aging.holder[row] for row in rows]),
            ResultColumn("name", label("Name"), Shows.TEXT, [aging.name[row] for row in rows]),
            ResultColumn("currency", label("Currency"), Shows.TEXT, [aging.currency[row] for row in rows]),
            ResultColumn(key, heading, Shows.AMOUNT, [_amount(aging, minor, row) for row in rows], totalled=True),
        ),
    )


def _amount(aging: Aging, minor: Int64s, row: int) -> Amount:
    return Amount(decimal_of(int(minor[row]), int(aging.exponent[row])), str(aging.currency[row]))
