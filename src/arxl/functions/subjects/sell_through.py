"""What customers have sold: SELL_THROUGH (practice B7)."""

from __future__ import annotations

import datetime as dt

from arxl.errors import label
from arxl.functions import kept
from arxl.functions.answers import Answer, Sheet
from arxl.functions.arguments import Arguments
from arxl.functions.record import Example, Function, Given, Result, Shape
from arxl.functions.sample import CUSTOMERS, DELIVERIES, OCTOBER_20, RECEIPTS
from arxl.functions.whole_book import BOOK, ORDERS, POLICY, STOCK, WRITE_OFFS, book_of_call, spilled_answer
from arxl.practices.sell_through import SellThrough
from arxl.practices.sell_through_tables import deliveries_table
from arxl.tables.desk_policy import SellThroughPolicy
from arxl.tables.policy import policy_of

_REPORTED = Given(
    "Reported",
    (
        ("Customer ID", "Date", "Document No", "Sold %"),
        ("C-1", dt.date(2026, 9, 1), "INV-1", 0.2),
        ("C-1", dt.date(2026, 10, 15), "INV-2", 0.85),
    ),
)

SELL_THROUGH = Function(
    "SELL_THROUGH",
    label("What customers have sold of their deliveries, what of it they have paid, and what to do next."),
    "B7",
    (*BOOK, STOCK, POLICY, ORDERS, WRITE_OFFS),
    Result(
        Shape.TABLE,
        label("one row a delivery that was reported on: amount, open, sold, paid, sold but not paid, next, why"),
    ),
    (
        Example(
            (DELIVERIES, RECEIPTS, OCTOBER_20, None, CUSTOMERS, "EUR", None, _REPORTED),
            (
                (
                    *("C-1", "Hotel Mar", "Ana", "INV-2", OCTOBER_20, 0, "EUR", 500.0, 500.0, dt.date(2026, 10, 15)),
                    *(0.85, 0.0, 425.0, "", "collect now", "85 % are sold: the best moment to collect."),
                ),
                (
                    *("C-1", "Hotel Mar", "Ana", "INV-1", dt.date(2026, 8, 9), 72, "EUR", 1000.0, 600.0),
                    *(dt.date(2026, 9, 1), 0.2, 0.4, 0.0, "", "promotion", "20 % were sold in 53 days."),
                ),
            ),
        ),
    ),
    (label("The latest report of a delivery counts; one of a product counts for all its deliveries."),),
    ("WORK_LIST", "DUE_DATE"),
)


def sell_through(arguments: Arguments, sheet: Sheet) -> Answer:
    """B7: SELL_THROUGH."""
    ranges, known, as_of = book_of_call(arguments)
    policy = policy_of(SellThroughPolicy, known.book.settings)
    table = deliveries_table(SellThrough(known, kept.position(ranges, as_of), policy))
    return spilled_answer(arguments, known, table, as_of, sheet)
