"""What customers have sold of what was delivered, beside what they have paid of it (practice B7).

The latest report of a delivery, by the as-of date, says how much of it is sold; one about a product counts for the
deliveries that hold it (`tables.stock`). Of a delivery that is sold to 80 % (Policy `sold_percent_due`) and open, now
is the best moment to collect; one of which little is sold (`sold_percent_low`) and that is overdue wants sales support.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, lru_cache

import numpy as np

from arxl.errors import label
from arxl.kernels.arrays import Float64s, Int64s
from arxl.kernels.money import sums_by_code
from arxl.locale.folding import bare
from arxl.practices.cash_application import Position
from arxl.practices.receivables import Receivables
from arxl.practices.sales_support import Support, Unsold, plainly, support_for
from arxl.tables.desk_policy import SellThroughPolicy
from arxl.tables.schema import NO_AMOUNT, Book, Stock
from arxl.tables.stock import stock_by_delivery

Document = tuple[str, str]  # customer, number
_HUNDRED = Decimal(100)
_NONE = (Decimal(0), 0)


class Turn(StrEnum):
    """What a delivery calls for."""

    COLLECT = label("collect now")
    SUPPORT = label("sales support")
    NOTHING = label("wait")


@dataclass(frozen=True, slots=True)
class Told:
    """A report of sales.

    Attributes:
        percent: sold.
        value_minor: of the stock that is left; `NO_AMOUNT` where it is not reported.
    """

    day: dt.date
    percent: Decimal
    value_minor: int = NO_AMOUNT


@dataclass(frozen=True)
class Reports:
    """What was reported by a day: (customer, document) -> its reports, in order of date, one a day."""

    of: Mapping[Document, tuple[Told, ...]]

    @classmethod
    def until(cls, stock: Stock, day: dt.date) -> Reports:
        """Of several reports of one day the one with the most sold counts.

        Args:
            stock: with a document in each row, as `stock_by_delivery` makes it.
        """
        told: dict[Document, dict[dt.date, Told]] = defaultdict(dict)
        for row in np.flatnonzero(stock.date <= np.datetime64(day, "D")).tolist():
            one = Told(stock.date[row].item(), _decimal(stock.sold_percent[row]), int(stock.value_minor[row]))
            own = told[str(stock.customer[row]), str(stock.document[row])]
            own[one.day] = max(one, own.get(one.day, one), key=lambda each: (each.percent, each.value_minor))
        return cls({document: tuple(own[day] for day in sorted(own)) for document, own in told.items()})

    def on(self, document: Document, day: dt.date) -> Told | None:
        """The latest report of a document by the end of a day."""
        return next((one for one in reversed(self.of.get(document, ())) if one.day <= day), None)

    def after(self, document: Document, day: dt.date) -> Told | None:
        """The first report of a document from a day on, else the latest before."""
        return next((one for one in self.of.get(document, ()) if one.day >= day), self.on(document, day))


def sold_on(position: Position, book: Book) -> Float64s:
    """(D,) percent sold of each of the position's debits by its day; NaN where nothing is reported."""
    reports = Reports.until(stock_by_delivery(book.stock, book.deliveries), position.as_of)
    percent = np.full(len(position.debits), np.nan)
    for document, place in _places(position, reports.of).items():
        percent[place] = float(reports.of[document][-1].percent)
    return percent


@dataclass(frozen=True, slots=True)
class DeliverySold:
    """A delivery that was reported on.

    Attributes:
        place: of its debit in the position.
        paid_minor: what receipts brought for it.
        support: what is proposed, where it calls for support.
    """

    customer: str
    document: str
    place: int
    told: Told
    paid_minor: int
    turn: Turn
    support: Support | None = None


@dataclass(frozen=True)
class SellThrough:
    """What a book says of sales, on the day of a position."""

    known: Receivables
    position: Position
    policy: SellThroughPolicy

    @cached_property
    def reports(self) -> Reports:
        """By the day."""
        return Reports.until(self.known.stock, self.position.as_of)

    @cached_property
    def deliveries(self) -> tuple[DeliverySold, ...]:
        """First what can be collected, then what wants support; most open first.

        They are open, or were reported under their own number and are not sold out.
        """
        position = self.position
        paid = paid_minor(position)
        stock = self.known.book.stock
        named = set(zip(stock.customer.tolist(), stock.document.tolist(), strict=True))
        found = []
        for document, place in self._places.items():
            told, open_minor = self.reports.of[document][-1], int(position.open_minor[place])
            if open_minor or (told.percent < _HUNDRED and document in named):
                found.append(self._delivery(document, place, told, int(paid[place])))
        order = {turn: nth for nth, turn in enumerate(Turn)}
        return tuple(
            sorted(found, key=lambda one: (order[one.turn], -self._open(one.place), one.customer, one.document))
        )

    def amount_minor(self, document: Document) -> int:
        """Of a delivery that was reported on; 0 where it is not there yet."""
        place = self._places.get(document)
        return 0 if place is None else int(self.position.ledger.debits.amount_minor[self.position.debits[place]])

    @cached_property
    def _places(self) -> Mapping[Document, int]:
        return _places(self.position, self.reports.of)

    def _open(self, place: int) -> Decimal:
        account = int(self.position.debit_account[place])
        return self.position.amount(account, int(self.position.open_minor[place])).value

    def _delivery(self, document: Document, place: int, told: Told, paid: int) -> DeliverySold:
        is_open = self.position.open_minor[place] > 0
        turn = Turn.NOTHING
        if is_open and told.percent >= self.policy.sold_percent_due:
            turn = Turn.COLLECT
        elif is_open and told.percent <= self.policy.sold_percent_low and self.position.days_past_due[place] > 0:
            turn = Turn.SUPPORT
        support = self._support(document, place) if turn is Turn.SUPPORT else None
        return DeliverySold(*document, place, told, paid, turn, support)

    def _support(self, document: Document, place: int) -> Support:
        delivered: dt.date = self.position.ledger.debits.date[self.position.debits[place]].item()
        told = self.reports.of[document]
        unsold = Unsold(
            customer=document[0],
            document=document[1],
            delivered=delivered,
            steps=tuple((one.day, one.percent) for one in told),
            elsewhere=self._elsewhere(document),
        )
        return support_for(unsold, self.known.book.measures, self.position.as_of)

    @cached_property
    def _goods(self) -> Mapping[Document, str]:
        deliveries = self.known.book.deliveries
        rows = (column.tolist() for column in (deliveries.customer, deliveries.document, deliveries.goods))
        return {
            (customer, number): what
            for customer, number, goods in zip(*rows, strict=True)
            if (customer, number) in self.reports.of and (what := _what(goods))
        }

    @cached_property
    def _sold_of(self) -> Mapping[tuple[str, str], tuple[Decimal, int]]:
        """(Goods, customer) -> percents sold of its deliveries of them together, and how many these are.

        Customer "" is all of them.
        """
        sold: dict[tuple[str, str], tuple[Decimal, int]] = {}
        for document, what in self._goods.items():
            for customer in ("", document[0]):
                percent, count = sold.get((what, customer), _NONE)
                sold[what, customer] = percent + self.reports.of[document][-1].percent, count + 1
        return sold

    def _elsewhere(self, document: Document) -> Decimal | None:
        """Mean percent that other customers sold of the same goods; None where nobody else reported them."""
        what = self._goods.get(document, "")
        (all_percent, all_count), (own_percent, own_count) = (
            self._sold_of.get((what, customer), _NONE) for customer in ("", document[0])
        )
        count = all_count - own_count
        return (all_percent - own_percent) / count if count else None


def paid_minor(position: Position) -> Int64s:
    """(D,) what receipts brought for each debit of a position."""
    settled = position.settled
    rows = np.flatnonzero(position.is_money)
    return sums_by_code(settled.debit[rows], settled.amount_minor[rows], len(position.debits))


def _places(position: Position, wanted: Collection[Document]) -> dict[Document, int]:
    """Where the debits of some documents stand in the position; refunds are none."""
    if not wanted:
        return {}
    debits = position.ledger.debits
    numbers = {number for _, number in wanted}
    known = [number in numbers for number in debits.number[position.debits].tolist()]
    places = np.flatnonzero(np.array(known, bool) & ~debits.is_refund[position.debits])
    customers = position.ledger.accounts.customer[position.debit_account[places]].tolist()
    found = zip(customers, debits.number[position.debits[places]].tolist(), places.tolist(), strict=True)
    return {(customer, number): place for customer, number, place in found if (customer, number) in wanted}


@lru_cache(maxsize=4096)
def _what(goods: str) -> str:
    """The words of a text about goods, without numbers and signs: what two deliveries have in common.

    >>> _what("12 × desk LAMPS, 6 bulbs") == _what("30 bulbs; 5 desk lamps")
    True
    """
    words = "".join(sign if sign.isalpha() else " " for sign in bare(goods)).split()
    return " ".join(sorted({word for word in words if len(word) > 1 or not word.isascii()}))


def _decimal(percent: float) -> Decimal:
    """A percentage as it was typed."""
    return plainly(Decimal(str(round(float(percent), 6))))
