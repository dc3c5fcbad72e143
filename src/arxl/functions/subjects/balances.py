"""What a customer owes, what it has on account, and what is open: BALANCE, UNAPPLIED, OPEN_ITEMS (practice B2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from arxl.errors import Amount, label
from arxl.functions import kept
from arxl.functions.answers import Answer, Sheet, filled
from arxl.functions.arguments import Arguments
from arxl.functions.customers import CUSTOMER, customer_of_call, customers_of_grid
from arxl.functions.record import Example, Function, Given, Result, Scalar, Shape
from arxl.functions.sample import DELIVERIES, OCTOBER_20, RECEIPTS
from arxl.functions.whole_book import BOOK, ORDERS, POLICY, STOCK, WRITE_OFFS, book_of_call, spilled_answer
from arxl.kernels.arrays import Int64s
from arxl.locale import Wording, wording
from arxl.practices.aging import Aging, aging_of
from arxl.practices.allocation_tables import open_items_table
from arxl.practices.balances import amounts_by_customer, amounts_table
from arxl.practices.company_currency import company_currency
from arxl.tables.policy import AgingPolicy

_CUSTOMERS = replace(CUSTOMER, fills=True)
_CALL = (DELIVERIES, RECEIPTS, OCTOBER_20, None, None, "EUR")
_TABLES = (POLICY, ORDERS, STOCK, WRITE_OFFS)
_COLUMN = Given("Column", (("C-2",), (None,), ("C-9",)))
_OTHER_CURRENCY = label(
    "Of one customer: a number in the company's currency; a text such as 1,100.00 EUR, 50.00 USD where it has others."
)

BALANCE = Function(
    "BALANCE",
    label("What a customer owes: open items less unapplied cash."),
    "B2",
    (*BOOK, _CUSTOMERS, *_TABLES),
    Result(
        Shape.EITHER,
        label("the balance of the customer, or of each of a range of customers; without one, a row a customer"),
    ),
    (
        Example((*_CALL, None, "C-1"), 1100.0),
        Example((*_CALL, None, "C-2"), -50.0, "50.00 of its receipt is left"),
        Example(
            _CALL,
            (("C-1", "C-1", "EUR", 1100.0), ("C-2", "C-2", "EUR", -50.0)),
            "everybody who owes something, or is owed",
        ),
        Example(
            (*_CALL, None, _COLUMN),
            (
                (-50.0,),
                ("",),
                ('customer: no customer of the book has the id "C-9". Write the id as it stands in the ranges.',),
            ),
            "a column in, a column out",
        ),
    ),
    (label("It is the balance of AGING."), _OTHER_CURRENCY),
    ("UNAPPLIED", "OPEN_ITEMS", "AGING"),
)


def balance(arguments: Arguments, sheet: Sheet) -> Answer:
    """B2: BALANCE."""
    return _figures(arguments, sheet, "balance", label("Balance"), lambda aging: aging.balance_minor)


UNAPPLIED = Function(
    "UNAPPLIED",
    label("What a customer has on account: receipts and credit notes with a balance left."),
    "B2",
    (*BOOK, _CUSTOMERS, *_TABLES),
    Result(
        Shape.EITHER,
        label("the unapplied cash of the customer, or of each of a range; without one, a row a customer"),
    ),
    (
        Example((*_CALL, None, "C-2"), 50.0),
        Example((*_CALL, None, "C-1"), 0.0),
        Example((*_CALL, True), (("Customer ID", "Name", "Currency", "Unapplied cash"), ("C-2", "C-2", "EUR", 50.0))),
    ),
    (label("ALLOCATE with unapplied shows receipt by receipt."), _OTHER_CURRENCY),
    ("BALANCE", "ALLOCATE"),
)


def unapplied(arguments: Arguments, sheet: Sheet) -> Answer:
    """B2: UNAPPLIED."""
    return _figures(arguments, sheet, "unapplied", label("Unapplied cash"), lambda aging: aging.unapplied_minor)


OPEN_ITEMS = Function(
    "OPEN_ITEMS",
    label("Every document with a balance left, oldest first."),
    "B2",
    (*BOOK, CUSTOMER, *_TABLES),
    Result(Shape.TABLE, label("one row a document: due date, days past due, amount, what is open of it")),
    (
        Example(
            (*_CALL, True, "C-1"),
            (
                (
                    *("Customer ID", "Currency", "Document No", "Kind", "Date", "Due Date", "Days past due"),
                    *("Amount", "Open", "Dispute"),
                ),
                (
                    *("C-1", "EUR", "INV-1", "invoice", dt.date(2026, 7, 10), dt.date(2026, 8, 9), 72),
                    *(1000.0, 600.0, ""),
                ),
                (
                    *("C-1", "EUR", "INV-2", "invoice", dt.date(2026, 9, 20), dt.date(2026, 10, 20), 0),
                    *(500.0, 500.0, ""),
                ),
            ),
        ),
        Example((*_CALL, None, "C-2"), (("There is nothing to show on 2026-10-20.",),), "all of it is paid"),
    ),
    (label("Days past due below 0 are days left."),),
    ("BALANCE", "ALLOCATE", "AGING"),
)


def open_items(arguments: Arguments, sheet: Sheet) -> Answer:
    """B2: OPEN_ITEMS."""
    ranges, known, as_of = book_of_call(arguments)
    customer = customer_of_call(arguments, known)
    table = open_items_table(kept.position(ranges, as_of))
    if customer:
        table = table.where("customer", customer)
    return spilled_answer(arguments, known, table, as_of, sheet)


def _figures(arguments: Arguments, sheet: Sheet, key: str, heading: str, column: Callable[[Aging], Int64s]) -> Answer:
    """A column of the aging: of customers in cells, of all in a table."""
    ranges, known, as_of = book_of_call(arguments)
    aging = aging_of(kept.position(ranges, as_of), known.book.customers, AgingPolicy())
    minor = column(aging)
    grid = arguments.grid("customer")
    customers, faults = customers_of_grid(grid, known)
    if not faults and not grid.width and not customers[0]:
        return spilled_answer(arguments, known, amounts_table(aging, minor, key, heading), as_of, sheet)
    words, home = wording(sheet.language or known.book.company.language), company_currency(known.book)
    amounts = amounts_by_customer(aging, minor)
    cells = [_cell(amounts.get(customer, []), home, words) if customer else None for customer in customers.tolist()]
    return filled(grid, cells, faults, words)


def _cell(amounts: Sequence[Amount], home: str, words: Wording) -> Scalar:
    """A number where nobody can mistake its currency."""
    if not amounts:
        return 0.0
    if [amount.currency for amount in amounts] == [home]:
        return float(amounts[0].value)
    return words.value(amounts)
