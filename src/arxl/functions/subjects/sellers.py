"""What the sellers bring in: COMMISSION (practice D1)."""

from __future__ import annotations

import datetime as dt

from arxl.errors import label
from arxl.functions import kept
from arxl.functions.answers import Answer, Sheet
from arxl.functions.arguments import Arguments
from arxl.functions.record import Example, Function, Given, Result, Shape
from arxl.functions.sample import CUSTOMERS, DELIVERIES, RECEIPTS
from arxl.functions.whole_book import (
    BOOK,
    ORDERS,
    POLICY,
    STOCK,
    WRITE_OFFS,
    book_of_call,
    spilled_answer,
    table_argument,
)
from arxl.practices.commission import commission_table, commissions
from arxl.tables.desk_policy import CommissionPolicy
from arxl.tables.policy import policy_of

_SEPTEMBER_30 = dt.date(2026, 9, 30)
_PEOPLE = Given("Salespeople", (("Salesperson", "Commission %"), ("Ana", 0.02), ("Luis", 0.015)))

COMMISSION = Function(
    "COMMISSION",
    label("The collection rate of each salesperson in the month of as_of, and whether commission counts."),
    "D1",
    (
        *BOOK,
        table_argument("salespeople", "Salespeople", label("salespeople with their commission")),
        POLICY,
        ORDERS,
        STOCK,
        WRITE_OFFS,
    ),
    Result(
        Shape.TABLE,
        label("one row a salesperson and currency: to be collected, collected, rate, gate, missing, sales, commission"),
    ),
    (
        Example(
            (DELIVERIES, RECEIPTS, _SEPTEMBER_30, None, CUSTOMERS, "EUR", None, _PEOPLE),
            (
                ("2026-09", "Ana", "EUR", 600.0, 0.0, 0.0, 0.8, 480.0, 500.0, 0.02, 0.0, 0.0),
                (
                    *("2026-09", "Luis", "EUR", 0.0, 0.0, "Nothing was to be collected in 2026-09."),
                    *(0.8, 0.0, 800.0, 0.015, 0.0, 12.0),
                ),
            ),
            "480.00 are missing until the commission of Ana counts",
        ),
    ),
    (
        label(
            "To be collected are the items due by the month's end that were open at its start or delivered in it, "
            "less credits and without disputed ones; collected is what receipts of the month settled of them."
        ),
    ),
    ("EXPECTED_CASH", "TURNOVER"),
)


def commission(arguments: Arguments, sheet: Sheet) -> Answer:
    """D1: COMMISSION."""
    ranges, known, as_of = book_of_call(arguments)
    gate = policy_of(CommissionPolicy, known.book.settings).commission_gate_percent
    month = as_of.isoformat()[:7]
    rows = [row for row in commissions(kept.position(ranges, as_of), known.book) if row.month == month]
    return spilled_answer(arguments, known, commission_table(rows, gate), as_of, sheet)
