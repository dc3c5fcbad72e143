"""Random books: what a distributor and its customers did, drawn small and full of coincidences.

Amounts are minor units and often equal, days are few, numbers straddle INV-9 and INV-10: ties are where matching goes
wrong. `Business.book()` types the rows as the reader would.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal

import numpy as np
from hypothesis import strategies as st

from arxl.practices.cash_application import Position
from arxl.practices.receivables import Receivables
from arxl.tables.book import book_of
from arxl.tables.raw import RawBook, RawColumn, RawTable
from arxl.tables.schema import Book

FIRST_DAY = dt.date(2026, 1, 1)
LAST = 150  # days of trade
DECIMALS = {"EUR": 2, "KRW": 0}
CUSTOMERS = ("C-1", "C-2")
DAY_TERMS = ("COD", "NET 30", "NET 7")
TERMS = (*DAY_TERMS, "EOM 10", "MONTHLY 25/5", "MONTHLY 30/31+1", "BATCH 1/45", "BATCH 2/20")
DISCOUNTS = ("2/10 NET 30", "3.5/5 EOM 0")


def major(minor: int, currency: str) -> Decimal:
    """Minor units as a decimal of the currency."""
    return Decimal(minor).scaleb(-DECIMALS[currency])


@dataclass(frozen=True)
class Delivery:
    """A row of Deliveries; below 0 a return. `disputed_on` may be "yes"."""

    number: str
    customer: str
    currency: str
    date: dt.date
    minor: int
    terms: str = "NET 30"
    due: dt.date | None = None
    order: str = ""
    disputed_on: dt.date | str | None = None
    dispute_settled_on: dt.date | None = None
    settled_on: dt.date | None = None


@dataclass(frozen=True)
class Receipt:
    """A row of Receipts; below 0 a refund. `names`: (number, minor units or None)."""

    number: str
    customer: str
    currency: str
    date: dt.date
    minor: int
    names: tuple[tuple[str, int | None], ...] = ()
    clears_on: dt.date | None = None
    bounced_on: dt.date | None = None


@dataclass(frozen=True)
class Credit:
    """A row of Credits."""

    number: str
    customer: str
    currency: str
    date: dt.date
    minor: int
    names: tuple[tuple[str, int | None], ...] = ()


@dataclass(frozen=True)
class Order:
    """A row of Orders."""

    number: str
    customer: str
    currency: str
    date: dt.date
    minor: int
    cancelled_on: dt.date | None = None


@dataclass(frozen=True)
class Customer:
    """A row of Customers; limits are euros."""

    customer: str
    limit: int | None = None
    grade: str = ""
    gone_on: dt.date | None = None


HEADERS = {
    "number": {"Deliveries": "Document No", "Receipts": "Receipt No", "Credits": "Credit No", "Orders": "Order No"},
    "customer": "Customer ID",
    "currency": "Currency",
    "date": "Date",
    "minor": "Amount",
    "terms": "Terms",
    "due": "Due Date",
    "order": "Order No",
    "disputed_on": "Disputed On",
    "dispute_settled_on": "Dispute Settled On",
    "settled_on": "Settled On",
    "names": "Applies To",
    "clears_on": "Clears On",
    "bounced_on": "Bounced On",
    "cancelled_on": "Cancelled On",
    "limit": "Credit Limit",
    "grade": "Grade",
    "gone_on": "Gone On",
}


@dataclass(frozen=True)
class Business:
    """All rows of a book."""

    deliveries: tuple[Delivery, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    credits: tuple[Credit, ...] = ()
    orders: tuple[Order, ...] = ()
    customers: tuple[Customer, ...] = tuple(Customer(customer) for customer in CUSTOMERS)
    policy: dict[str, str] = field(default_factory=dict)

    def book(self, *further: RawTable) -> Book:
        """The typed book, with further tables; random rows have no fault."""
        tables = tuple(
            raw_table(title, rows, type_)
            for title, rows, type_ in (
                ("Customers", self.customers, Customer),
                ("Deliveries", self.deliveries, Delivery),
                ("Receipts", self.receipts, Receipt),
                ("Credits", self.credits, Credit),
                ("Orders", self.orders, Order),
            )
        )
        settings = {"currency": "EUR", "company_id": "random", **self.policy}
        book = book_of(RawBook("random", (*tables, *further)), settings, None)
        faults = [str(fault) for fault in book.faults if fault.severity == "fault"]
        assert not faults, faults
        return book

    def receivables(self, *further: RawTable) -> Receivables:
        """The book with what follows from it."""
        return Receivables(self.book(*further))

    def at(self, day: dt.date) -> Position:
        """Where every account stands."""
        return self.receivables().application.position_at(day)

    def with_policy(self, **policy: str) -> Business:
        """The same rows under another policy."""
        return replace(self, policy={**self.policy, **policy})


def raw_table(title: str, rows: Sequence[object], type_: type) -> RawTable:
    """Rows as a sheet would hold them: amounts as floats, dates as dates, blanks as None."""
    columns = []
    for place, attribute in enumerate(fields(type_)):
        header = HEADERS[attribute.name]
        cells = np.empty(len(rows), object)
        cells[:] = [cell_of(row, attribute.name) for row in rows]
        columns.append(RawColumn(header if isinstance(header, str) else header[title], chr(65 + place), cells))
    return RawTable(title, title, 1, np.arange(2, 2 + len(rows)), tuple(columns), table=title)


def cell_of(row: object, attribute: str) -> object:
    """One cell."""
    value = getattr(row, attribute)
    if attribute == "limit":
        return None if value is None else float(major(value, "EUR"))
    if attribute == "minor":
        return float(major(value, row.currency))
    if attribute == "names":
        return "; ".join(name if limit is None else f"{name}:{major(limit, row.currency)}" for name, limit in value)
    return value if value != "" else None


DAYS = st.sampled_from([FIRST_DAY + dt.timedelta(days=days) for days in range(LAST)])
LATE_DAYS = st.sampled_from([FIRST_DAY + dt.timedelta(days=days) for days in range(30, LAST + 60)])
SOON = st.sampled_from([dt.timedelta(days=days) for days in (0, 5, 6, 10, 11, 40)])
ACCOUNTS = st.sampled_from([*[("C-1", "EUR")] * 4, ("C-2", "EUR"), ("C-1", "KRW")])
MINOR = st.integers(1, 12) | st.integers(1, 3000) | st.sampled_from([100, 200, 1000])
FEW, SOME = st.sampled_from([0, 1, 2]), st.sampled_from([0, 1, 2, 3, 4, 5, 6])
HALF = st.booleans()
LIMIT = st.none() | MINOR


@dataclass(frozen=True)
class Features:
    """What may happen in a random business; of `fates`, one a row."""

    names: bool = True
    deposits: bool = True
    terms: tuple[str, ...] = (*TERMS, *DISCOUNTS * 3)
    delivery_fates: tuple[str, ...] = (
        "",
        "",
        "",
        "returned",
        "paid out",
        "settled",
        "disputed",
        "dispute settled",
        "undated",
    )
    receipt_fates: tuple[str, ...] = ("", "", "", "deposit", "refund", "bounces", "clears", "clears and bounces")


EVERYTHING = Features()
WITHOUT_DISCOUNT = Features(terms=TERMS)
# A mark in Settled On pays whatever else leaves open, so it hides what a single receipt does to the balance.
WITHOUT_MARKS = Features(terms=TERMS, delivery_fates=("", "", "returned", "disputed", "dispute settled", "undated"))
PLAIN = Features(
    names=False, deposits=False, terms=TERMS, delivery_fates=("", "", "returned"), receipt_fates=("", "", "refund")
)


@st.composite
def businesses(draw: st.DrawFn, features: Features = EVERYTHING) -> Business:
    """A small business of at most two customers in two currencies."""
    orders = draw_orders(draw) if features.deposits else ()
    deliveries = draw_deliveries(draw, orders, features)
    credits = draw_credits(draw, deliveries, features)
    receipts = draw_receipts(draw, deliveries, orders, features)
    return Business(deliveries, receipts, credits, orders)


def draw_orders(draw: st.DrawFn) -> tuple[Order, ...]:
    return tuple(
        Order(f"O-{place}", *draw(ACCOUNTS), draw(DAYS), draw(MINOR), draw(LATE_DAYS) if place and draw(HALF) else None)
        for place in range(draw(FEW))
    )


def draw_deliveries(draw: st.DrawFn, orders: Sequence[Order], features: Features) -> tuple[Delivery, ...]:
    deliveries = []
    terms, fates = st.sampled_from(features.terms), st.sampled_from(features.delivery_fates)
    for place in range(draw(SOME)):
        order = draw(st.sampled_from([None, *orders])) if orders else None
        fate = draw(fates) if order is None else ""
        customer, currency = (order.customer, order.currency) if order else draw(ACCOUNTS)
        date = draw(DAYS)
        deliveries.append(
            Delivery(
                number=f"INV-{7 + place}",
                customer=customer,
                currency=currency,
                date=date,
                minor=-draw(MINOR) if fate in ("returned", "paid out") else draw(MINOR),
                # A discount beside a deposit may keep a coin more than the order lacks: the practice leaves it open.
                terms=draw(terms) if order is None else "NET 30",
                due=date + draw(SOON) if place % 4 == 3 else None,
                order=order.number if order else "",
                disputed_on=draw(LATE_DAYS) if "dispute" in fate else "yes" if fate == "undated" else None,
                dispute_settled_on=draw(LATE_DAYS) if fate == "dispute settled" else None,
                settled_on=date + draw(SOON) if fate in ("settled", "paid out") else None,
            )
        )
    return tuple(deliveries)


def draw_names(
    draw: st.DrawFn, customer: str, nameable: Sequence[Delivery | Order | Receipt]
) -> tuple[tuple[str, int | None], ...]:
    own = [row.number for row in nameable if row.customer == customer]
    if not own or draw(HALF):
        return ()
    return tuple((name, draw(LIMIT)) for name in draw(st.lists(st.sampled_from(own), max_size=3, unique=True)))


def draw_credits(draw: st.DrawFn, deliveries: Sequence[Delivery], features: Features) -> tuple[Credit, ...]:
    credits = []
    for place in range(draw(FEW)):
        customer, currency = draw(ACCOUNTS)
        names = draw_names(draw, customer, deliveries) if features.names else ()
        credits.append(Credit(f"CN-{9 + place}", customer, currency, draw(DAYS), draw(MINOR), names))
    return tuple(credits)


def draw_receipts(
    draw: st.DrawFn, deliveries: Sequence[Delivery], orders: Sequence[Order], features: Features
) -> tuple[Receipt, ...]:
    receipts: list[Receipt] = []
    sold = [delivery for delivery in deliveries if delivery.minor > 0]
    fates = st.sampled_from(features.receipt_fates)
    for place in range(draw(SOME)):
        fate = draw(fates)
        nameable = [*deliveries, *orders]
        if fate == "deposit" and orders:
            order = draw(st.sampled_from(orders))
            customer, currency, date, minor = order.customer, order.currency, draw(DAYS), draw(MINOR)
            nameable = [order]
        elif sold and fate != "refund" and draw(HALF):  # what was delivered is paid, soon, nearly or in full
            paid = draw(st.sampled_from(sold))
            customer, currency, date = paid.customer, paid.currency, paid.date + draw(SOON)
            nameable = [paid]
            minor = max(1, paid.minor - draw(st.sampled_from([0, 1, 2, percent_of(paid.minor, 2)])))
        else:
            (customer, currency), date, minor = draw(ACCOUNTS), draw(DAYS), draw(MINOR)
        nameable = (
            [receipt for receipt in receipts if receipt.minor > 0] if fate == "refund" else [*deliveries, *orders]
        )
        receipts.append(
            Receipt(
                number=f"R-{8 + place}",
                customer=customer,
                currency=currency,
                date=date,
                minor=-minor if fate == "refund" else minor,
                names=draw_names(draw, customer, nameable) if features.names else (),
                clears_on=draw(LATE_DAYS) if "clears" in fate else None,
                bounced_on=draw(LATE_DAYS) if "bounces" in fate else None,
            )
        )
    return tuple(receipts)


def percent_of(minor: int, percent: int) -> int:
    """A percentage, half-up."""
    return (minor * percent + 50) // 100
