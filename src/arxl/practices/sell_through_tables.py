"""Sell-through as tables: deliveries, products, and measures of sales support (practice B7)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from arxl.errors import Amount, Sentence, label, sentence
from arxl.kernels.money import decimal_of, exponent_of, share_half_up
from arxl.practices.sell_through import DeliverySold, Document, Reports, SellThrough, Told, Turn, paid_minor
from arxl.tables.result import Cell, ResultColumn, ResultTable, Shows
from arxl.tables.schema import NO_AMOUNT, Stock
from arxl.tables.stock import goods_hold

_PPM_OF_PERCENT = 10_000
_HUNDRED = Decimal(100)
RUNNING, DONE = label("running"), label("done")


def deliveries_table(sell_through: SellThrough) -> ResultTable:
    """One row a delivery that was reported on and is open, or that is reported by its number and not sold out."""
    position, told = sell_through.position, sell_through.deliveries
    debits = position.ledger.debits
    files = sell_through.known.book.customers
    salesperson = files.by_id("salesperson")
    accounts = [int(position.debit_account[one.place]) for one in told]
    rows = [int(position.debits[one.place]) for one in told]

    def money(minor: list[int]) -> list[Amount]:
        return [position.amount(account, amount) for account, amount in zip(accounts, minor, strict=True)]

    amounts = [int(debits.amount_minor[row]) for row in rows]
    seller = [
        str(debits.salesperson[row]) or salesperson.get(one.customer, "") for row, one in zip(rows, told, strict=True)
    ]
    values = [
        None if one.told.value_minor == NO_AMOUNT else position.amount(account, one.told.value_minor)
        for account, one in zip(accounts, told, strict=True)
    ]
    ahead = [
        max(0, share_half_up(amount, int(one.told.percent * _PPM_OF_PERCENT)) - one.paid_minor)
        for amount, one in zip(amounts, told, strict=True)
    ]
    return ResultTable(
        label("Sell-through"),
        (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [one.customer for one in told]),
            ResultColumn("name", label("Name"), Shows.TEXT, [files.name_of(one.customer) for one in told]),
            ResultColumn("salesperson", label("Salesperson"), Shows.TEXT, seller),
            ResultColumn("document", label("Document No"), Shows.TEXT, [one.document for one in told]),
            ResultColumn(
                "due_date", label("Due Date"), Shows.DATE, [_day(position.due_date[one.place]) for one in told]
            ),
            ResultColumn(
                "days_past_due",
                label("Days past due"),
                Shows.WHOLE,
                [max(0, int(position.days_past_due[one.place])) for one in told],
            ),
            ResultColumn(
                "currency", label("Currency"), Shows.TEXT, [position.ledger.accounts.currency[at] for at in accounts]
            ),
            ResultColumn("amount", label("Amount"), Shows.AMOUNT, money(amounts), totalled=True),
            ResultColumn(
                "open",
                label("Open"),
                Shows.AMOUNT,
                money([int(position.open_minor[one.place]) for one in told]),
                totalled=True,
            ),
            ResultColumn("reported", label("Reported On"), Shows.DATE, [one.told.day for one in told]),
            ResultColumn("sold", label("Sold"), Shows.PERCENT, [one.told.percent / _HUNDRED for one in told]),
            ResultColumn(
                "paid",
                label("Paid"),
                Shows.PERCENT,
                [_ratio(one.paid_minor, amount) for one, amount in zip(told, amounts, strict=True)],
            ),
            ResultColumn("sold_unpaid", label("Sold, not paid"), Shows.AMOUNT, money(ahead), totalled=True),
            ResultColumn("stock_value", label("Stock Value"), Shows.AMOUNT, values),
            ResultColumn("turn", label("Next"), Shows.LABEL, [_next(one) for one in told]),
            ResultColumn("why", label("Why"), Shows.SENTENCES, [_why(one) for one in told]),
        ),
    )


def _next(one: DeliverySold) -> str:
    """The measure that is proposed stands for sales support."""
    return one.support.measure or str(Turn.NOTHING) if one.support else str(one.turn)


def _why(one: DeliverySold) -> tuple[Sentence, ...]:
    if one.turn is Turn.COLLECT:
        return (sentence("{percent} % are sold: the best moment to collect.", percent=one.told.percent),)
    return (one.support.why,) if one.support else ()


class _Product(NamedTuple):
    """A product of a customer: its latest report, and the places of the deliveries that hold it."""

    customer: str
    product: str
    row: int
    places: list[int]


def products_table(sell_through: SellThrough) -> ResultTable:
    """One row a customer, product and currency: what is sold, and paid of the deliveries that hold it."""
    position, stock = sell_through.position, sell_through.known.book.stock
    files = sell_through.known.book.customers
    salesperson = files.by_id("salesperson")
    debits, paid = position.ledger.debits, paid_minor(position)
    rows = [
        (one, account, [place for place in one.places if position.debit_account[place] == account])
        for one in _products(sell_through)
        for account in sorted({int(position.debit_account[place]) for place in one.places})
    ]
    amounts = [int(debits.amount_minor[position.debits[places]].sum()) for _, _, places in rows]
    currencies = [str(position.ledger.accounts.currency[account]) for _, account, _ in rows]
    return ResultTable(
        label("Products sold"),
        (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [one.customer for one, *_ in rows]),
            ResultColumn("name", label("Name"), Shows.TEXT, [files.name_of(one.customer) for one, *_ in rows]),
            ResultColumn(
                "salesperson", label("Salesperson"), Shows.TEXT, [salesperson.get(one.customer, "") for one, *_ in rows]
            ),
            ResultColumn("product", label("Product"), Shows.TEXT, [one.product for one, *_ in rows]),
            ResultColumn("reported", label("Reported On"), Shows.DATE, [_day(stock.date[one.row]) for one, *_ in rows]),
            ResultColumn("deliveries", label("Deliveries"), Shows.WHOLE, [len(places) for *_, places in rows]),
            ResultColumn("currency", label("Currency"), Shows.TEXT, currencies),
            ResultColumn(
                "amount",
                label("Amount"),
                Shows.AMOUNT,
                [position.amount(account, amount) for (_, account, _), amount in zip(rows, amounts, strict=True)],
            ),
            ResultColumn(
                "sold",
                label("Sold"),
                Shows.PERCENT,
                [Decimal(str(float(stock.sold_percent[one.row]))) / _HUNDRED for one, *_ in rows],
            ),
            ResultColumn(
                "paid",
                label("Paid"),
                Shows.PERCENT,
                [_ratio(int(paid[places].sum()), amount) for (*_, places), amount in zip(rows, amounts, strict=True)],
            ),
            ResultColumn(
                "stock_value", label("Stock Value"), Shows.AMOUNT, [_value(stock, one.row) for one, *_ in rows]
            ),
        ),
    )


def _products(sell_through: SellThrough) -> list[_Product]:
    """By customer and product; of several reports of one day the one with the most sold counts."""
    stock, day = sell_through.known.book.stock, np.datetime64(sell_through.position.as_of, "D")
    latest: dict[tuple[str, str], int] = {}
    for row in np.flatnonzero((stock.product != "") & (stock.document == "") & (stock.date <= day)).tolist():
        key = str(stock.customer[row]), str(stock.product[row])
        latest[key] = max(
            row, latest.get(key, row), key=lambda at: (stock.date[at], stock.sold_percent[at], stock.value_minor[at])
        )
    held = _goods_of(sell_through, {customer for customer, _ in latest})
    return [
        _Product(
            customer, product, row, [place for place, goods in held.get(customer, ()) if goods_hold(goods, product)]
        )
        for (customer, product), row in sorted(latest.items())
    ]


def _goods_of(sell_through: SellThrough, customers: set[str]) -> Mapping[str, list[tuple[int, str]]]:
    """Customer -> (place in the position, goods) of its deliveries."""
    if not customers:
        return {}
    deliveries, position = sell_through.known.book.deliveries, sell_through.position
    goods = dict(zip(deliveries.document.tolist(), deliveries.goods.tolist(), strict=True))
    debits, held = position.ledger.debits, defaultdict(list)
    wanted = np.array([customer in customers for customer in position.ledger.accounts.customer.tolist()], bool)
    for place in np.flatnonzero(wanted[position.debit_account] & ~debits.is_refund[position.debits]).tolist():
        what = goods.get(debits.number[position.debits[place]], "")
        if what:
            held[str(position.ledger.accounts.customer[position.debit_account[place]])].append((place, what))
    return held


def _value(stock: Stock, row: int) -> Amount | None:
    minor, currency = int(stock.value_minor[row]), str(stock.currency[row])
    return None if minor == NO_AMOUNT else Amount(decimal_of(minor, exponent_of(currency)), currency)


def measures_table(sell_through: SellThrough) -> ResultTable:
    """One row a measure that began by the day, the running ones first: what was sold before it, and after."""
    measures, day = sell_through.known.book.measures, sell_through.position.as_of
    files = sell_through.known.book.customers
    salesperson = files.by_id("salesperson")
    begun = np.flatnonzero(measures.date <= np.datetime64(day, "D"))
    ends = {row: measures.ended_on[row].item() for row in begun.tolist()}
    is_done = {row: end is not None and end <= day for row, end in ends.items()}
    rows = sorted(
        begun.tolist(),
        key=lambda row: (
            is_done[row],
            -measures.date[row].astype(int),
            *_keys(row, measures.customer, measures.document, measures.measure, measures.by, measures.result),
        ),
    )
    own = {
        row: _reported(sell_through.reports, str(measures.customer[row]), str(measures.document[row])) for row in rows
    }

    def texts(
        key: str, heading: str, column: np.ndarray[tuple[int, ...], np.dtype[np.object_]], shows: Shows = Shows.TEXT
    ) -> ResultColumn:
        return ResultColumn(key, heading, shows, column[np.array(rows, np.int64)].tolist())

    began = {row: measures.date[row].item() for row in rows}
    before: list[Cell] = [
        _sold(sell_through, {at: sell_through.reports.on(at, began[row]) for at in own[row]}) for row in rows
    ]
    after: list[Cell] = [
        _sold(sell_through, {at: sell_through.reports.after(at, ends[row] if is_done[row] else day) for at in own[row]})
        for row in rows
    ]
    customers = [str(measures.customer[row]) for row in rows]
    return ResultTable(
        label("Sales support"),
        (
            texts("customer", label("Customer ID"), measures.customer),
            ResultColumn("name", label("Name"), Shows.TEXT, [files.name_of(customer) for customer in customers]),
            ResultColumn(
                "salesperson",
                label("Salesperson"),
                Shows.TEXT,
                [salesperson.get(customer, "") for customer in customers],
            ),
            texts("measure", label("Measure"), measures.measure, Shows.LABEL),
            texts("document", label("Document No"), measures.document),
            texts("by", label("Carried Out By"), measures.by),
            ResultColumn("date", label("Date"), Shows.DATE, [began[row] for row in rows]),
            ResultColumn("ended", label("Ended On"), Shows.DATE, [ends[row] for row in rows]),
            ResultColumn("status", label("Status"), Shows.LABEL, [DONE if is_done[row] else RUNNING for row in rows]),
            ResultColumn("before", label("Sold before"), Shows.PERCENT, before),
            ResultColumn("after", label("Sold after"), Shows.PERCENT, after),
            texts("result", label("Result"), measures.result),
        ),
    )


def _keys(row: int, *columns: np.ndarray[tuple[int, ...], np.dtype[np.object_]]) -> tuple[str, ...]:
    return tuple(str(column[row]) for column in columns)


def _reported(reports: Reports, customer: str, document: str) -> list[Document]:
    """The deliveries that a measure is about, of those that were reported on."""
    if document:
        return [(customer, document)]
    return [(holder, number) for holder, number in reports.of if holder == customer]


def _sold(sell_through: SellThrough, told: Mapping[Document, Told | None]) -> Decimal | Sentence:
    """Sold of these deliveries together, by their amounts, as far as they are reported."""
    amounts = {document: sell_through.amount_minor(document) for document in told}
    known = [(amounts[document], one.percent) for document, one in told.items() if one is not None]
    whole = sum(amount for amount, _ in known)
    if not whole:
        return sentence("not reported")
    return sum((amount * percent for amount, percent in known), Decimal(0)) / whole / _HUNDRED


def _ratio(part: int, whole: int) -> Decimal | Sentence:
    return Decimal(part) / whole if whole else sentence("not delivered yet")


def _day(day: np.datetime64) -> dt.date:
    found = day.item()
    assert isinstance(found, dt.date)
    return found
