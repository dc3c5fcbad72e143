"""What is known of a customer on a day when its supply level is judged (practice C1).

Open items in the order in which receipts settle them, cash on account, orders not yet delivered, the limit, statements
that did not come back signed, promises that were broken and warnings in force: the metrics of the ladder read nothing
else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from arxl.errors import Amount, Faulty
from arxl.kernels.money import decimal_of, exponent_of
from arxl.practices.company_currency import NO_CURRENCY
from arxl.practices.debt_class import DEAD
from arxl.practices.promises import Judged
from arxl.practices.warning import EarlyWarning
from arxl.tables.history import IssuedStatement
from arxl.tables.rates import Exchange


class Item(NamedTuple):
    """An open document; items stand in the order in which receipts settle them.

    `passed_over`: only receipts that name it settle it. `counted`: its age counts (a dispute's may not, by Policy).
    `debt_class`, `class_by_age`: places in `debt_class.CLASSES`, with the facts and without.
    """

    document: str
    currency: str
    date: dt.date
    days_past_due: int
    open_minor: int
    passed_over: bool
    counted: bool
    batches_allowed: int  # 0: no batch terms
    debt_class: int
    class_by_age: int


BROKEN_DAYS = 90
"""Days for which a broken promise is held against a customer."""


@dataclass(frozen=True)
class Standing:
    """What the metrics know of a customer on a day.

    Attributes:
        items: open documents, by currency, then oldest first.
        unapplied_minor: currency -> receipts and credits with a balance left.
        orders_minor: currency -> orders confirmed and not yet delivered.
        limit_minor: the limit accepted last, else that of the file, in minor units of `limit_currency`; None switches
            limit rules off.
        unsigned: statements past their return date, closing not 0, without an agreeing copy.
        broken: promises broken in the last 90 days, by promised day.
        warnings: those in force, the gravest first.
        gone_on: the day on which the debtor closed or went bankrupt, `gone_as`; None where it did not.
    """

    customer: str
    name: str
    grade: str
    as_of: dt.date
    items: tuple[Item, ...]
    unapplied_minor: Mapping[str, int]
    orders_minor: Mapping[str, int]
    limit_minor: int | None
    limit_currency: str
    unsigned: tuple[IssuedStatement, ...]
    broken: tuple[Judged, ...]
    warnings: tuple[EarlyWarning, ...]
    gone_on: dt.date | None
    gone_as: str
    exchange: Exchange
    company_currency: str

    @property
    def counted(self) -> tuple[Item, ...]:
        """The items whose age counts."""
        return tuple(item for item in self.items if item.counted)

    @property
    def days_past_due(self) -> int:
        """Of the item that is latest; 0 where none is past due."""
        return max((0, *(item.days_past_due for item in self.counted)))

    @property
    def worst_class(self) -> int:
        """Of the items that count, as a place in `debt_class.CLASSES`; who is gone owes a dead debt or none."""
        if self.gone_on is not None:
            return DEAD
        return max((0, *(item.debt_class for item in self.counted)))

    def total_minor(self, minor: Mapping[str, int], currency: str) -> int:
        """Sums of several currencies in one.

        Raises:
            Faulty: a rate is missing, or the currency of the company.
        """
        if not currency:
            raise Faulty(NO_CURRENCY)
        return sum(self.exchange.convert(value, source, currency, self.as_of) for source, value in minor.items())

    def in_company_currency(self, minor: int) -> Amount:
        """A sum of the company's currency."""
        return Amount(decimal_of(minor, exponent_of(self.company_currency)), self.company_currency)
