"""Whom to contact today: WORK_LIST (practice C4)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from arxl.errors import Faulty, label
from arxl.functions import kept
from arxl.functions.answers import Answer, Sheet
from arxl.functions.arguments import Arguments
from arxl.functions.record import Argument, Example, Function, Given, Result, Shape, Takes
from arxl.functions.sample import CUSTOMERS, DELIVERIES, OCTOBER_20, RECEIPTS
from arxl.functions.subjects.supply import DECISIONS, RATES
from arxl.functions.whole_book import BOOK, CONTACTS, ORDERS, POLICY, STOCK, book_of_call, spilled_answer
from arxl.practices.promises import judged
from arxl.practices.recovery import recovery_of
from arxl.practices.supply import supply_levels
from arxl.practices.work_desk import desk_of
from arxl.practices.work_tables import held_table, work_table
from arxl.tables.history import NO_HISTORY
from arxl.tables.policy import AllocationPolicy, ReminderPolicy, policy_of

_OF_THE_SHEET = ("route", "distance", "raised", "last_contact", "reason", "promised", "say", "why", "stage")
"""Columns that the sheet has and the function leaves out: it stands beside other things."""

_LEFT_OUT = (None,) * 7  # headers, contacts, rates, policy, orders, stock, decisions

PROMISED = Given(
    "Contacts",
    (("Date", "Customer ID", "Promised Amount", "Promised On"), (dt.date(2026, 10, 6), "C-1", 600.0, OCTOBER_20)),
)

WORK_LIST = Function(
    "WORK_LIST",
    label("Whom to contact on a day, when, about what and how: the most money at stake by waiting first."),
    "C4",
    (
        *BOOK,
        replace(CONTACTS, text=label("contacts with customers: reasons for not paying, and what they promised")),
        RATES,
        POLICY,
        ORDERS,
        STOCK,
        DECISIONS,
        Argument(
            "held",
            Takes.YES_OR_NO,
            label("those who are not contacted on the day, until when, and why"),
            optional=True,
            default="FALSE",
        ),
    ),
    Result(
        Shape.TABLE,
        label(
            "one row a customer: money at stake, open amount, days late, time, person, documents, approach, next step"
        ),
    ),
    (
        Example(
            (DELIVERIES, RECEIPTS, OCTOBER_20, None, CUSTOMERS, "EUR"),
            (
                (
                    *("C-1", "Hotel Mar", "Ana", "EUR", 150.0, 600.0, 72, "15:30", "", ""),
                    "Open: INV-1, 600.00 EUR.",
                    "firm",
                    'Get an amount and a day; without them the letter "Last notice" follows.',
                ),
            ),
            "600.00 × (0.70 − 0.45)",
        ),
        Example(
            (DELIVERIES, RECEIPTS, OCTOBER_20, None, CUSTOMERS, "EUR", None, PROMISED),
            (
                (
                    *("C-1", "Hotel Mar", "Ana", "EUR", 225.0, 600.0, 72, "15:30", "", ""),
                    "Open: INV-1, 600.00 EUR.",
                    "firm",
                    "If what is promised for today does not come in, agree a new day and amount at once.",
                ),
            ),
            "raised by half: a promise is due",
        ),
        Example(
            (DELIVERIES, RECEIPTS, dt.date(2026, 10, 19), None, CUSTOMERS, "EUR", *_LEFT_OUT, True),
            (
                (
                    *("C-1", "Hotel Mar", "Ana", "EUR", 150.0, 600.0, OCTOBER_20),
                    "Nobody is called on the first working day of a week.",
                ),
            ),
            "who waits, and until when",
        ),
    ),
    (
        label(
            "At stake is what is overdue, sold or promised for the day, times the chance to recover it that is lost "
            "until the next bucket; a promise due, goods sold, a settlement day at hand and the month's end raise it."
        ),
        label("Letters that are out stand in the register, not in a range: the command knows them."),
    ),
    ("SUPPLY", "OPEN_ITEMS"),
)


def work_list(arguments: Arguments, sheet: Sheet) -> Answer:
    """C4: WORK_LIST."""
    ranges, known, as_of = book_of_call(arguments)
    position, settings = kept.position(ranges, as_of), known.book.settings
    levels = supply_levels(known.application, position, known.book, NO_HISTORY, known.supply_policy)
    work = desk_of(
        known,
        position,
        NO_HISTORY,
        recovery_of(position, known.book, known.aging_policy),
        judged(known.book, as_of, policy_of(AllocationPolicy, settings).tolerance),
        levels.rows,
        (),
    ).work_list()
    if work.faults and not known.leaves_out:
        raise Faulty(*work.faults)
    table = held_table(work) if arguments.yes("held") else work_table(work, policy_of(ReminderPolicy, settings))
    return spilled_answer(arguments, known, table.without(*_OF_THE_SHEET), as_of, sheet)
