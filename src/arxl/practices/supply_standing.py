"""What is known of a customer on a day when its supply level is judged (practice C1).

Open items in the order in which receipts settle them, cash on account, orders not yet delivered, the limit, and the
statements that did not come back signed: the metrics of `practices.supply_metrics` read nothing else.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from arxl.errors import Amount, Fault, Faulty, sentence
from arxl.kernels.money import decimal_of, exponent_of
from arxl.practices.cash_application import Position
from arxl.practices.credit_decision import limits_in_force
from arxl.practices.decision import accepted_grades
from arxl.practices.replies import signed_numbers
from arxl.pulse import beating
from arxl.tables.history import History, IssuedStatement
from arxl.tables.ledger import INVOICE
from arxl.tables.rates import Exchange
from arxl.tables.schema import Book, Orders
from arxl.tables.terms import TermsKind


class Item(NamedTuple):
    """An open document; items stand in the order in which receipts settle them.

    `passed_over`: only receipts that name it settle it. `counted`: its age counts (a dispute's may not, by Policy).
    """

    document: str
    currency: str
    date: dt.date
    days_past_due: int
    open_minor: int
    passed_over: bool
    counted: bool
    batches_allowed: int  # 0: no batch terms


NO_CURRENCY = Fault(
    "Company",
    sentence("the book has several currencies, and the company has none to add them up in."),
    sentence(
        "Write the currency on the Company sheet; or use --set currency=EUR, in a function its argument currency."
    ),
)


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


def company_currency(book: Book) -> str:
    """The company's currency; where it has none, the only one of the book; "" where there are several."""
    if book.company.currency:
        return book.company.currency
    tables = (book.deliveries, book.receipts, book.credits, book.orders)
    found = {currency for table in tables for currency in table.currency.tolist()}
    return str(found.pop()) if len(found) == 1 else ""


def standings_of(position: Position, book: Book, history: History, count_disputed: bool) -> tuple[Standing, ...]:
    """The standing of every customer of the book, and of every account, by customer id."""
    customers, home = book.customers, company_currency(book)
    exchange = Exchange(book.rates, home)
    grades = accepted_grades(book.decisions, history, position.as_of)
    limits = limits_in_force(book, history, position.as_of, home)
    items = _items(position, count_disputed)
    unapplied = _unapplied(position)
    orders = _undelivered(position, book)
    unsigned = _unsigned(book, history, position.as_of)
    row_of = {customer: row for row, customer in enumerate(customers.customer.tolist())}
    found = {*row_of, *position.ledger.accounts.customer.tolist(), *orders, *unsigned}
    standings = []
    for customer in beating(sorted(found), 64):
        row = row_of.get(customer)
        standings.append(
            Standing(
                customer=customer,
                name="" if row is None else str(customers.name[row]),
                grade=grades.get(customer) or ("" if row is None else str(customers.grade[row])),
                as_of=position.as_of,
                items=tuple(items.get(customer, ())),
                unapplied_minor=unapplied.get(customer, {}),
                orders_minor=orders.get(customer, {}),
                limit_minor=limits.get(customer),
                limit_currency=("" if row is None else str(customers.currency[row])) or home,
                unsigned=tuple(unsigned.get(customer, ())),
                exchange=exchange,
                company_currency=home,
            )
        )
    return tuple(standings)


def _items(position: Position, count_disputed: bool) -> dict[str, list[Item]]:
    ledger, items = position.ledger, defaultdict[str, list[Item]](list)
    batches = [terms.batches if terms.kind is TermsKind.BATCH else 0 for terms in ledger.terms]
    for place in beating(position.open_rows.tolist()):
        row = int(position.debits[place])
        disputed = bool(position.disputed[place])
        account, code = int(ledger.debits.account[row]), int(ledger.debits.terms_code[row])
        items[ledger.accounts.customer[account]].append(
            Item(
                document=str(ledger.debits.number[row]),
                currency=str(ledger.accounts.currency[account]),
                date=ledger.debits.date[row].item(),
                days_past_due=int(position.days_past_due[place]),
                open_minor=int(position.open_minor[place]),
                passed_over=disputed and position.passes_over_disputed,
                counted=count_disputed or not disputed,
                batches_allowed=batches[code] if code >= 0 and ledger.debits.kind[row] == INVOICE else 0,
            )
        )
    return items


def _unapplied(position: Position) -> dict[str, dict[str, int]]:
    accounts, sums = position.ledger.accounts, defaultdict[str, dict[str, int]](lambda: defaultdict(int))
    places = np.flatnonzero(position.unapplied_minor)
    left = position.unapplied_minor[places].tolist()
    for account, minor in zip(position.credit_account[places].tolist(), left, strict=True):
        sums[accounts.customer[account]][accounts.currency[account]] += minor
    return sums


def undelivered_orders(position: Position, orders: Orders) -> dict[tuple[str, str, str], int]:
    """(customer, currency, order) -> what is confirmed on the day less what was delivered under its number."""
    ledger, day = position.ledger, np.datetime64(position.as_of, "D")
    delivered: dict[tuple[str, str, str], int] = defaultdict(int)
    for row in position.debits[ledger.debits.order[position.debits] != ""].tolist():
        account = int(ledger.debits.account[row])
        key = (ledger.accounts.customer[account], ledger.accounts.currency[account], ledger.debits.order[row])
        delivered[key] += int(ledger.debits.amount_minor[row])
    confirmed: dict[tuple[str, str, str], int] = defaultdict(int)
    for row in np.flatnonzero((orders.date <= day) & ~(orders.cancelled_on <= day)).tolist():
        confirmed[orders.customer[row], orders.currency[row], orders.order[row]] += int(orders.amount_minor[row])
    return {key: minor - delivered[key] for key, minor in confirmed.items() if minor > delivered[key]}


def _undelivered(position: Position, book: Book) -> dict[str, dict[str, int]]:
    """Customer -> currency -> orders confirmed on the day less what was delivered under their numbers."""
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (customer, currency, _), minor in undelivered_orders(position, book.orders).items():
        sums[customer][currency] += minor
    return sums


def _unsigned(book: Book, history: History, as_of: dt.date) -> dict[str, list[IssuedStatement]]:
    """Customer -> statements past their return date, closing not 0, that nobody signed or corrected by the day."""
    settled = signed_numbers(book.decisions, history, as_of)
    settled |= {statement.corrects for statement in history.statements if statement.issued_on <= as_of}
    unsigned: dict[str, list[IssuedStatement]] = defaultdict(list)
    for statement in history.statements:
        if statement.closing_minor and statement.return_by < as_of and statement.number not in settled:
            unsigned[statement.customer].append(statement)
    return unsigned
