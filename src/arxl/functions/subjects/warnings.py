"""Early signs of trouble: WARNINGS (practice B8)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from arxl.errors import label
from arxl.functions import kept
from arxl.functions.answers import Answer, Sheet
from arxl.functions.arguments import Arguments
from arxl.functions.record import Argument, Example, Function, Given, Result, Shape, Takes
from arxl.functions.sample import CUSTOMERS, DELIVERIES, OCTOBER_20, RECEIPTS
from arxl.functions.subjects.supply import SIGNALS
from arxl.functions.whole_book import BOOK, CONTACTS, ORDERS, POLICY, STOCK, WRITE_OFFS, book_of_call, spilled_answer
from arxl.practices.warning import warnings_of, warnings_table
from arxl.tables.desk_policy import WarningPolicy
from arxl.tables.history import NO_HISTORY
from arxl.tables.policy import policy_of

_BOUNCED = Given(
    "Bounced",
    (
        ("Receipt No", "Customer ID", "Date", "Amount", "Bounced On"),
        ("R-1", "C-1", dt.date(2026, 8, 31), 400.0, dt.date(2026, 10, 1)),
        ("R-2", "C-2", dt.date(2026, 9, 30), 850.0, None),
    ),
)
_NOTED = Given(
    "Noted",
    (
        ("Date", "Customer ID", "Signal", "Severity", "Evidence", "Noted By"),
        (dt.date(2026, 10, 5), "C-2", "moving", "medium", "Boxes in the shop", "Luis"),
    ),
)

WARNINGS = Function(
    "WARNINGS",
    label("Early signs of trouble that are in force: what the figures show, and what people noted."),
    "B8",
    (
        *BOOK,
        SIGNALS,
        replace(CONTACTS, text=label("contacts with customers: a second request for more time is a signal")),
        POLICY,
        ORDERS,
        STOCK,
        replace(WRITE_OFFS, text=label("what people decided: warnings that were closed")),
        Argument(
            "ended",
            Takes.YES_OR_NO,
            label("those that were closed or have expired, with the reason"),
            optional=True,
            default="FALSE",
        ),
    ),
    Result(
        Shape.TABLE,
        label("one row a warning: signal, severity, supply level, since, until, figures, evidence"),
    ),
    (
        Example(
            (DELIVERIES, _BOUNCED, OCTOBER_20, None, CUSTOMERS, "EUR", None, _NOTED),
            (
                (
                    *("C-1", "Hotel Mar", "Ana", "bounced receipt", "high", 4, dt.date(2026, 10, 1)),
                    *(dt.date(2026, 12, 30), "R-1 of 2026-08-31 bounced on 2026-10-01.", "R-1", ""),
                ),
                (
                    *("C-2", "Tienda Sol", "Luis", "moving", "medium", 2, dt.date(2026, 10, 5), dt.date(2026, 12, 4)),
                    *("Noted on 2026-10-05 by Luis: Boxes in the shop.", "Boxes in the shop", "Luis"),
                ),
            ),
        ),
        Example(
            (DELIVERIES, RECEIPTS, OCTOBER_20, None, CUSTOMERS, "EUR"),
            (("There is nothing to show on 2026-10-20.",),),
        ),
    ),
    (label("Low, medium and high lift the supply level to 1, 2 and 4, until they expire or are closed."),),
    ("SUPPLY", "SCORE"),
)


def warnings(arguments: Arguments, sheet: Sheet) -> Answer:
    """B8: WARNINGS."""
    ranges, known, as_of = book_of_call(arguments)
    policy = policy_of(WarningPolicy, known.book.settings)
    found = warnings_of(known, kept.position(ranges, as_of), NO_HISTORY, policy)
    table = warnings_table(found, known.book.customers, ended=arguments.yes("ended"))
    return spilled_answer(arguments, known, table, as_of, sheet)
