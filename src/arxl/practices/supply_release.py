"""What releases a supply level by money: the receipts that bring a metric below its threshold (practice C1).

Receipts settle the oldest first and pass over what only a receipt that names it settles; so a release says amounts, and
what `Applies To` of the receipts must say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from arxl.errors import Sentence, sentence
from arxl.kernels.money import decimal_text, exponent_of
from arxl.practices.credit_decision import money
from arxl.practices.supply_standing import Item, Standing


def receipts_through(standing: Standing, settled: Callable[[Item], bool]) -> Sentence:
    """The receipts that settle these items: they reach through the last of them, and name those passed over."""
    needed: dict[str, int] = {}
    passed: dict[str, int] = defaultdict(int)
    named = [(item, item.open_minor) for item in standing.items if item.passed_over and settled(item)]
    for item in standing.items:
        if not item.passed_over:
            passed[item.currency] += item.open_minor
            if settled(item):
                needed[item.currency] = passed[item.currency]
    for item, minor in named:
        needed[item.currency] = needed.get(item.currency, 0) + minor
    return _receipts(needed, named)


def by_receipts(
    measure: Callable[[Standing], Decimal | None],
    *,
    on_account: bool,
    guess: Callable[[Standing, Decimal], int] | None = None,
) -> Callable[[Standing, Decimal], Sentence]:
    """The least receipts that bring a measure below a threshold above 0.

    They settle the oldest first. What goes beyond that names items that are passed over or, where cash `on_account`
    lowers the measure as well, names nothing. A `guess` of the least saves the search where it is right.
    """

    def release(standing: Standing, threshold: Decimal) -> Sentence:
        def falls_below(minor: int) -> bool:
            value = measure(_paid(standing, minor, on_account).standing)
            return value is None or value < threshold

        least = guess(standing, threshold) if guess else -1
        if least < 1 or not falls_below(least) or falls_below(least - 1):
            least = _least(falls_below, sum(item.open_minor for item in standing.items))
        paid = _paid(standing, least, on_account)
        return _receipts(paid.receipts, paid.named)

    return release


def _least(falls_below: Callable[[int], bool], high: int) -> int:
    """The least number from which on it holds; `high` is a first idea of one for which it does."""
    low = 0
    while not falls_below(high):  # cash on account may have to cover orders as well
        high = 2 * high + 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if falls_below(middle) else (middle + 1, high)
    return low


class _Paid(NamedTuple):
    """A standing after receipts, the receipts by currency, and what of them names items that are passed over."""

    standing: Standing
    receipts: Mapping[str, int]
    named: list[tuple[Item, int]]


def _paid(standing: Standing, minor: int, on_account: bool) -> _Paid:
    """The standing after receipts of so many minor units, item by item in order."""
    left, receipts, paid_of = minor, defaultdict[str, int](int), [0] * len(standing.items)
    for place in sorted(range(len(standing.items)), key=lambda place: standing.items[place].passed_over):
        item = standing.items[place]
        if not (item.passed_over and on_account):
            paid_of[place] = min(left, item.open_minor)
            left -= paid_of[place]
            receipts[item.currency] += paid_of[place]
    unapplied = dict(standing.unapplied_minor)
    if on_account:
        currency = standing.limit_currency
        receipts[currency] += left
        unapplied[currency] = unapplied.get(currency, 0) + left
    pairs = list(zip(standing.items, paid_of, strict=True))
    items = tuple(item._replace(open_minor=item.open_minor - paid) for item, paid in pairs if paid < item.open_minor)
    return _Paid(
        replace(standing, items=items, unapplied_minor=unapplied),
        {currency: paid for currency, paid in receipts.items() if paid},
        [(item, paid) for item, paid in pairs if item.passed_over and paid],
    )


def _receipts(minor: Mapping[str, int], named: Iterable[tuple[Item, int]]) -> Sentence:
    """Amounts, and what `Applies To` of the receipts must say."""
    amounts = [money(value, currency) for currency, value in sorted(minor.items())]
    names = [f"{item.document}:{decimal_text(value, exponent_of(item.currency))}" for item, value in named]
    if names:
        return sentence("Receipt of {amounts}, naming {names}.", amounts=amounts, names="; ".join(names))
    return sentence("Receipt of {amounts}.", amounts=amounts)
