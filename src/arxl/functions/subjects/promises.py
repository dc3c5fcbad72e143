"""What became of promises to pay: PROMISES (practice B10)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from arxl.errors import label
from arxl.functions.answers import Answer, Sheet
from arxl.functions.arguments import Arguments
from arxl.functions.record import Example, Function, Given, Result, Shape
from arxl.functions.sample import DELIVERIES, OCTOBER_20, RECEIPTS
from arxl.functions.whole_book import (
    BOOK,
    CONTACTS,
    ORDERS,
    POLICY,
    STOCK,
    WRITE_OFFS,
    book_of_call,
    spilled_answer,
)
from arxl.practices.promise_accepted import accepted_by
from arxl.practices.promises import judged, promises_list
from arxl.tables.history import NO_HISTORY
from arxl.tables.policy import AllocationPolicy, policy_of

_PROMISED = Given(
    "Promised",
    (
        ("Date", "Customer ID", "Promised Amount", "Promised On"),
        (dt.date(2026, 8, 25), "C-1", 1000.0, dt.date(2026, 9, 5)),
        (dt.date(2026, 9, 25), "C-2", 800.0, dt.date(2026, 9, 30)),
        (dt.date(2026, 10, 19), "C-1", 600.0, dt.date(2026, 10, 26)),
    ),
)

PROMISES = Function(
    "PROMISES",
    label("What customers promised to pay, what came in for it, and what that makes of each promise."),
    "B10",
    (
        *BOOK,
        replace(CONTACTS, text=label("contacts with customers, and what they promised")),
        POLICY,
        ORDERS,
        STOCK,
        replace(WRITE_OFFS, text=label("what people decided: promises that were accepted, write-offs")),
    ),
    Result(
        Shape.TABLE,
        label("one row a promise: amount, day, what was received for it, verdict, who accepted it, next step"),
    ),
    (
        Example(
            (DELIVERIES, RECEIPTS, OCTOBER_20, None, None, "EUR", None, _PROMISED),
            (
                (
                    *("C-1", dt.date(2026, 10, 19), "", "EUR", 600.0, dt.date(2026, 10, 26), 0.0),
                    *("not due yet", "", ""),
                ),
                ("C-2", dt.date(2026, 9, 25), "", "EUR", 800.0, dt.date(2026, 9, 30), 850.0, "kept", "", ""),
                (
                    *("C-1", dt.date(2026, 8, 25), "", "EUR", 1000.0, dt.date(2026, 9, 5), 400.0),
                    *("partly kept", "", "Ask today for a new promise of 600.00 EUR."),
                ),
            ),
        ),
    ),
    (
        label(
            "A promise is judged the day after by the receipts from the contact to the promised day, each counted once."
        ),
    ),
    ("WORK_LIST", "EXPECTED_CASH"),
)


def promises(arguments: Arguments, sheet: Sheet) -> Answer:
    """B10: PROMISES."""
    _, known, as_of = book_of_call(arguments)
    book = known.book
    rows = judged(book, as_of, policy_of(AllocationPolicy, book.settings).tolerance)
    accepted = accepted_by([one.promise for one in rows], book.decisions, NO_HISTORY, as_of)
    return spilled_answer(arguments, known, promises_list(rows, accepted), as_of, sheet)
