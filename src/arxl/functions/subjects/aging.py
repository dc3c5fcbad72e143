"""Who owes what, and which receipt paid it: AGING, ALLOCATE (practices B3 and B2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from arxl.errors import label
from arxl.functions import kept
from arxl.functions.answers import Answer, Sheet
from arxl.functions.arguments import Arguments
from arxl.functions.record import Argument, Example, Function, Given, Result, Shape, Takes
from arxl.functions.sample import CHINESE, CHINESE_RECEIPTS, CUSTOMERS, DELIVERIES, OCTOBER_20, RECEIPTS
from arxl.functions.subjects.dates import BUCKETS
from arxl.functions.whole_book import BOOK, ORDERS, POLICY, STOCK, WRITE_OFFS, book_of_call, spilled_answer
from arxl.practices.aging import Per, aging_of
from arxl.practices.allocation_tables import allocations_table, open_items_table, unapplied_table
from arxl.tables.policy import AgingPolicy

_WRITTEN_OFF = Given(
    "WrittenOff",
    (
        ("Date", "Customer ID", "Kind", "Reference", "By"),
        (dt.date(2026, 10, 15), "C-1", "write-off", "INV-1", "Ana"),
    ),
)

AGING = Function(
    "AGING",
    label("Who owes what and how late: the open balance by bucket of days past due."),
    "B3",
    (
        *BOOK,
        replace(BUCKETS, default=label("those of policy, else 30,60,90,180")),
        Argument(
            "by",
            Takes.CHOICE,
            label("whether age is counted from the due date or from the document's date"),
            optional=True,
            default=label("that of policy, else due"),
            choices=("due", "document"),
        ),
        Argument(
            "per",
            Takes.CHOICE,
            label("what has a row a currency"),
            optional=True,
            default="customer",
            choices=("customer", "salesperson", "region", "group", "currency"),
        ),
        POLICY,
        ORDERS,
        STOCK,
        WRITE_OFFS,
    ),
    Result(
        Shape.TABLE,
        label("one row a customer and currency: buckets, unapplied cash, balance, bills in hand, of which disputed"),
    ),
    (
        Example(
            (DELIVERIES, RECEIPTS, OCTOBER_20, None, None, "EUR"),
            (
                ("C-1", "C-1", "EUR", 500.0, 0.0, 0.0, 600.0, 0.0, 0.0, 0.0, 1100.0, 0.0, 0.0),
                ("C-2", "C-2", "EUR", 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 50.0, -50.0, 0.0, 0.0),
            ),
        ),
        Example(
            (DELIVERIES, RECEIPTS, OCTOBER_20, None, CUSTOMERS, "EUR", True, "60", None, "salesperson"),
            (
                (
                    *("Salesperson", "Currency", "Not due", "1–60 days", "over 60 days"),
                    *("Unapplied cash", "Balance", "In hand", "Of which disputed"),
                ),
                ("Ana", "EUR", 500.0, 0.0, 600.0, 0.0, 1100.0, 0.0, 0.0),
                ("Luis", "EUR", 0.0, 0.0, 0.0, 50.0, -50.0, 0.0, 0.0),
            ),
            "with headings, by salesperson",
        ),
        Example(
            (DELIVERIES, RECEIPTS, OCTOBER_20, None, None, "EUR", *(None,) * 7, _WRITTEN_OFF),
            (
                ("C-1", "C-1", "EUR", 500.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 500.0, 0.0, 0.0),
                ("C-2", "C-2", "EUR", 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 50.0, -50.0, 0.0, 0.0),
            ),
            "what is written off is not open",
        ),
        Example(
            (DELIVERIES, RECEIPTS, OCTOBER_20, None, None, "EUR", None, None, "moon"),
            'by: "moon" is none of due, document. Write one of these words.',
        ),
        Example(
            (DELIVERIES, RECEIPTS, None, None, None, "EUR"),
            "as_of: the argument is missing. Give the day that is asked about; what is dated later does not count.",
        ),
    ),
    (
        label("For every row: sum of the buckets - unapplied cash = balance."),
        label("An item due on the day is not due; an item 30 days past due is in 1–30."),
    ),
    ("ALLOCATE", "BUCKET"),
)


def aging(arguments: Arguments, sheet: Sheet) -> Answer:
    """B3: AGING."""
    ranges, known, as_of = book_of_call(arguments)
    said = known.aging_policy
    policy = AgingPolicy(arguments.edges("buckets") or said.buckets, arguments.choice("by") or said.aging_by)
    per = Per(arguments.choice("per") or Per.CUSTOMER)
    table = aging_of(kept.position(ranges, as_of), known.book.customers, policy, per).table()
    return spilled_answer(arguments, known, table, as_of, sheet)


ALLOCATE = Function(
    "ALLOCATE",
    label("Which receipt paid which delivery, oldest first; or what is left of both."),
    "B2",
    (
        *BOOK,
        Argument(
            "show",
            Takes.CHOICE,
            label("the allocations, the documents still open, or the receipts and credits with a balance left"),
            optional=True,
            default="allocations",
            choices=("allocations", "open", "unapplied"),
        ),
        POLICY,
        ORDERS,
        STOCK,
        WRITE_OFFS,
    ),
    Result(
        Shape.TABLE,
        label("one row an allocation: customer, currency, credit, document, date, amount, rule"),
    ),
    (
        Example(
            (DELIVERIES, RECEIPTS, OCTOBER_20, None, None, "EUR", True),
            (
                ("Customer ID", "Currency", "Credit", "Document No", "Date", "Amount", "Rule"),
                ("C-1", "EUR", "R-1", "INV-1", dt.date(2026, 8, 31), 400.0, "oldest"),
                ("C-2", "EUR", "R-2", "INV-3", dt.date(2026, 9, 30), 800.0, "oldest"),
            ),
        ),
        Example(
            (DELIVERIES, RECEIPTS, OCTOBER_20, None, None, "EUR", None, "unapplied"),
            (("C-2", "EUR", "R-2", 50.0),),
        ),
        Example(
            (CHINESE, CHINESE_RECEIPTS, OCTOBER_20, None, None, "CNY", None, "open"),
            (("K-1", "CNY", "S-2", "invoice", dt.date(2026, 10, 1), dt.date(2026, 10, 31), -11, 200.0, 150.0, ""),),
            "headers in any of the six languages",
        ),
    ),
    (label("An allocation's date is the later of its credit's and its document's."),),
    ("AGING",),
)


def allocate(arguments: Arguments, sheet: Sheet) -> Answer:
    """B2: ALLOCATE."""
    ranges, known, as_of = book_of_call(arguments)
    shown = _SHOWN[arguments.choice("show") or "allocations"]
    return spilled_answer(arguments, known, shown(kept.position(ranges, as_of)), as_of, sheet)


_SHOWN = {"allocations": allocations_table, "open": open_items_table, "unapplied": unapplied_table}
