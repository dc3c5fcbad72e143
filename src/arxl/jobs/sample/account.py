"""The papers of one sample customer before they are numbered: orders, deliveries, receipts, credit notes.

Amounts are whole minor units of the paper's currency. Papers point at each other as objects; `sheets` gives them their
numbers once all of them are there.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from types import MappingProxyType

from arxl.jobs.sample.cast import Trader

DECIMALS = MappingProxyType({"EUR": 2, "RON": 2, "CNY": 2, "KRW": 0})
PER_EURO = MappingProxyType({"EUR": 1, "RON": 5, "CNY": 8, "KRW": 1600})  # round figures, to size deliveries by


@dataclass(eq=False, slots=True)
class Order:
    """An order confirmed to the customer."""

    date: dt.date
    minor: int
    currency: str
    cancelled_on: dt.date | None = None


@dataclass(eq=False, slots=True)
class Delivery:
    """A document that the customer owes; below 0 a credit note for goods that came back.

    Attributes:
        due: when the customer thinks that it is due; the sheet shows it only where `due_on_paper`.
        credited_minor: what credit notes took off it before it was paid.
        withheld: the customer does not pay it.
    """

    date: dt.date
    minor: int
    currency: str
    due: dt.date
    kind: str = "invoice"
    terms: str = ""
    due_on_paper: bool = False
    salesperson: str = ""
    order: Order | None = None
    signed_on: dt.date | None = None
    disputed_on: dt.date | None = None
    dispute_settled_on: dt.date | None = None
    credited_minor: int = 0
    withheld: bool = False


@dataclass(eq=False, slots=True)
class Receipt:
    """Money in; below 0 money paid back.

    Attributes:
        names: what it is for; without names it settles the oldest delivery first.
        entered_on: the day on which it was keyed in, where that is not its date.
    """

    date: dt.date
    minor: int
    currency: str
    method: str
    names: tuple[Named, ...] = ()
    clears_on: dt.date | None = None
    bounced_on: dt.date | None = None
    entered_on: dt.date | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Named:
    """A paper that a receipt is for, and how much of it; None is as much as is open."""

    paper: Order | Delivery | Receipt
    minor: int | None = None


@dataclass(eq=False, slots=True)
class CreditNote:
    """A row of the Credits sheet."""

    date: dt.date
    minor: int
    currency: str
    reason: str
    names: tuple[Delivery, ...] = ()


@dataclass(eq=False, slots=True)
class StockReport:
    """What the customer says of a delivery's sale."""

    date: dt.date
    delivery: Delivery
    sold_percent: int


@dataclass(eq=False, slots=True)
class Account:
    """All papers of one customer."""

    trader: Trader
    orders: list[Order] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    credits: list[CreditNote] = field(default_factory=list)
    stock: list[StockReport] = field(default_factory=list)

    def delivery_from(self, day: dt.date) -> Delivery:
        """The first invoice on or after that day."""
        return min(
            (d for d in self.deliveries if d.date >= day and d.minor > 0 and d.kind == "invoice"), key=lambda d: d.date
        )
