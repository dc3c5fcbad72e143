"""Sums in several currencies, set side by side in the company's, where rates allow (practice B2).

Only an order is read off them: "largest first", "worst exposure first". What has no rate has no size, and the missing
rate is a fault.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from arxl.errors import Amount, Fault, Faulty
from arxl.kernels.money import exponent_of, minor_from_decimal
from arxl.practices.company_currency import NO_CURRENCY, company_currency
from arxl.tables.rates import Exchange
from arxl.tables.schema import Book


def sizes_of(amounts: Iterable[Amount], book: Book, on: dt.date) -> tuple[list[int | None], tuple[Fault, ...]]:
    """Each sum in minor units of the company's currency, None where no rate is known; and a fault a missing rate.

    Where the company has no currency, sums of one are compared as they are, and sums of several not at all.
    """
    amounts, own = tuple(amounts), company_currency(book)
    if not own and len({amount.currency for amount in amounts}) > 1:
        return [None] * len(amounts), (NO_CURRENCY,)
    exchange = Exchange(book.rates, own)
    faults: dict[str, Fault] = {}
    sizes: list[int | None] = []
    for amount in amounts:
        minor = minor_from_decimal(amount.value, exponent_of(amount.currency))
        try:
            sizes.append(exchange.convert(minor, amount.currency, own, on) if own else minor)
        except Faulty as error:
            sizes.append(None)
            faults.setdefault(amount.currency, error.faults[0])
    return sizes, tuple(faults.values())


def largest_first(size: int | None) -> tuple[bool, int]:
    """Key of an order: what has no size stands behind what has."""
    return size is None, -(size or 0)
