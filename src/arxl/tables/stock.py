"""Reports of sales by delivery (practice B7): what a report about a product says of the deliveries that hold it.

A report names a document, or a product as the deliveries name it under Goods: it is then about every delivery of the
customer that holds the product and was there on the day of the report, until one names the delivery itself. Where a
delivery holds several products that are reported, the one that is sold least counts: it is sold when all of them are.
Of two reports of one product on one day the higher counts: what is sold only grows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from arxl.kernels.arrays import Int64s, Texts
from arxl.locale import folding
from arxl.tables.cells import objects
from arxl.tables.schema import NO_AMOUNT, Deliveries, Stock

bare = lru_cache(maxsize=4096)(folding.bare)  # the same goods are delivered again and again
_NEVER = np.datetime64("9999-12-31", "D")


class _Sold(NamedTuple):
    """A report of a product, seen from a delivery that holds it."""

    row: int
    document: str
    percent: float


def stock_by_delivery(stock: Stock, deliveries: Deliveries) -> Stock:
    """The reports with a document in each: those about a product once for every delivery that they are about.

    The value of a product's stock is not that of one delivery: it is left blank there.
    """
    about_products = np.flatnonzero(stock.document == "")
    if not len(about_products):
        return stock
    sold = [
        one
        for document, rows in _told_of(stock, about_products, deliveries).items()
        for one in _steps(stock, document, rows)
    ]
    own = np.flatnonzero(stock.document != "")
    rows = np.array([*own.tolist(), *(one.row for one in sold)], np.int64)
    columns: dict[str, Any] = {
        column.name: getattr(stock, column.name)[rows] for column in fields(stock) if column.name != "origin"
    }
    columns["document"][len(own) :] = objects([one.document for one in sold])
    columns["sold_percent"][len(own) :] = [one.percent for one in sold]
    columns["value_minor"][len(own) :] = NO_AMOUNT
    return Stock(origin=replace(stock.origin, rows=stock.origin.rows[rows]), **columns)


def goods_hold(goods: str, product: str) -> bool:
    """Whether the goods of a delivery hold a product, whatever case and accents.

    >>> goods_hold("12 × Café crème, 6 × Tea", "cafe CREME"), goods_hold("", "Tea")
    (True, False)
    """
    return bare(product) in bare(goods)


def _told_of(stock: Stock, rows: Int64s, deliveries: Deliveries) -> Mapping[str, list[int]]:
    """Document -> the reports about products that it holds and that came when it was there."""
    products = defaultdict(list)
    for row in rows.tolist():
        products[stock.customer[row]].append((row, bare(stock.product[row])))
    own: dict[tuple[str, str], np.datetime64] = {}
    for row in np.flatnonzero(stock.document != "").tolist():
        key = stock.customer[row], stock.document[row]
        own[key] = min(stock.date[row], own.get(key, stock.date[row]))
    told: dict[str, list[int]] = defaultdict(list)
    for at in _of_customers(deliveries.customer, products):
        goods, document = bare(deliveries.goods[at]), deliveries.document[at]
        until = own.get((deliveries.customer[at], document), _NEVER)
        for row, product in products[deliveries.customer[at]]:
            if product in goods and deliveries.date[at] <= stock.date[row] < until:
                told[document].append(row)
    return told


def _of_customers(customers: Texts, wanted: Mapping[str, object]) -> Iterator[int]:
    return (at for at, customer in enumerate(customers.tolist()) if customer in wanted)


def _steps(stock: Stock, document: str, rows: list[int]) -> Iterator[_Sold]:
    """How much of a delivery is sold, day by day: of its products, the one that is sold least."""
    latest: dict[str, float] = {}
    of_day: dict[np.datetime64, list[int]] = defaultdict(list)
    for row in rows:
        of_day[stock.date[row]].append(row)
    for day in sorted(of_day):
        sold: dict[str, float] = {}
        for row in of_day[day]:
            product = bare(stock.product[row])
            sold[product] = max(sold.get(product, 0.0), float(stock.sold_percent[row]))
        latest |= sold
        yield _Sold(of_day[day][0], document, min(latest.values()))
