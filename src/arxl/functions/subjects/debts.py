"""How much hope is left: DEBT_CLASS, EXPECTED_LOSS and RECOVERY (practices C2 and C3)."""

from __future__ import annotations

import datetime as dt

import numpy as np

from arxl.errors import Faulty, label
from arxl.functions import kept
from arxl.functions.answers import Answer, Sheet, filled
from arxl.functions.arguments import Arguments
from arxl.functions.record import Argument, Example, Function, Given, Result, Shape, Takes
from arxl.functions.sample import CUSTOMERS, DELIVERIES, OCTOBER_20, RECEIPTS
from arxl.functions.subjects.dates import DUE_ON
from arxl.functions.subjects.supply import RATES
from arxl.functions.whole_book import (
    AS_OF,
    BOOK,
    ORDERS,
    POLICY,
    STOCK,
    WRITE_OFFS,
    book_of_call,
    spilled_answer,
)
from arxl.kernels.ages import days_past
from arxl.locale import wording
from arxl.practices.debt_class import CLASSES, class_of_items, classes_of
from arxl.practices.debt_tables import losses_table, recovery_table
from arxl.practices.expected_loss import ExpectedLoss
from arxl.practices.recovery import recovery_of
from arxl.tables.desk_policy import RecoveryPolicy
from arxl.tables.policy import DebtClassPolicy, policy_of

DEBT_CLASS = Function(
    "DEBT_CLASS",
    label("The class of debt that an open item is in: current, collecting, doubtful, bad or dead."),
    "C2",
    (
        DUE_ON,
        AS_OF,
        Argument(
            "gone",
            Takes.DATE_OR_YES,
            label("since when the debtor is closed or bankrupt, or the debt has lapsed; TRUE where no day is known"),
            optional=True,
            default="FALSE",
            fills=True,
        ),
        Argument(
            "debt_classes",
            Takes.EDGES,
            label("last day past due of the classes collecting, doubtful and bad"),
            unit=label("days"),
            optional=True,
            default="90,180,365",
        ),
    ),
    Result(Shape.CELL, label("the class")),
    (
        Example((OCTOBER_20, OCTOBER_20), "current", "due on the day itself is not due"),
        Example((dt.date(2026, 7, 22), OCTOBER_20), "collecting", "90 days past due"),
        Example((dt.date(2026, 7, 21), OCTOBER_20), "doubtful"),
        Example((dt.date(2026, 4, 22), OCTOBER_20), "bad", "181 days past due"),
        Example((dt.date(2025, 10, 19), OCTOBER_20), "dead", "366 days past due"),
        Example((dt.date(2026, 10, 1), OCTOBER_20, True), "dead", "whatever the age"),
        Example((dt.date(2026, 10, 1), OCTOBER_20, dt.date(2026, 10, 21)), "collecting", "bankrupt from tomorrow on"),
        Example(
            (
                Given("DueOn", ((dt.date(2026, 10, 1),), (None,), (dt.date(2026, 10, 1),))),
                OCTOBER_20,
                Given("Gone", ((None,), (None,), (dt.date(2026, 10, 5),))),
            ),
            (("collecting",), ("",), ("dead",)),
            "columns in, a column out",
        ),
        Example((dt.date(2026, 7, 22), OCTOBER_20, None, "60,120,365"), "doubtful"),
        Example(
            (dt.date(2026, 7, 22), OCTOBER_20, None, "60,120"),
            'debt_classes is "60,120"; it takes 3 rising whole numbers from 1 to 36500, separated by commas. '
            "Correct the value.",
        ),
    ),
    see_also=("DAYS_PAST_DUE", "BUCKET", "EXPECTED_LOSS"),
)


def debt_class(arguments: Arguments, sheet: Sheet) -> Answer:
    """C2: DEBT_CLASS."""
    grid = arguments.grid("due_date")
    as_of = arguments.date("as_of")
    policy = DebtClassPolicy(arguments.edges("debt_classes", DebtClassPolicy) or DebtClassPolicy().debt_classes)
    days, faults = arguments.dates("due_date", grid)
    gone, faults_of_gone = arguments.by_day("gone", arguments.grid_beside("gone", "due_date"), as_of)
    blank = np.isnat(days)
    today = np.datetime64(as_of, "D")
    places = classes_of(days_past(np.where(blank, today, days), today), gone, policy)
    words = wording(sheet.language)
    names = [words.text(name) for name in CLASSES]
    values = [None if empty else names[place] for place, empty in zip(places.tolist(), blank.tolist(), strict=True)]
    return filled(grid, values, faults_of_gone | faults, words)


EXPECTED_LOSS = Function(
    "EXPECTED_LOSS",
    label("What is expected to be lost of open items, by customer and class of debt."),
    "C2",
    (*BOOK, RATES, POLICY, ORDERS, STOCK, WRITE_OFFS),
    Result(
        Shape.TABLE,
        label("one row a customer, currency and class: documents, open, the loss as a share, the expected loss"),
    ),
    (
        Example(
            (DELIVERIES, RECEIPTS, OCTOBER_20, None, CUSTOMERS, "EUR", True),
            (
                ("Customer ID", "Name", "Currency", "Class", "Documents", "Open", "Loss", "Expected loss"),
                ("C-1", "Hotel Mar", "EUR", "current", 1, 500.0, 0.01, 5.0),
                ("C-1", "Hotel Mar", "EUR", "collecting", 1, 600.0, 0.05, 30.0),
            ),
            "the book is younger than 12 months: the loss is Policy's",
        ),
    ),
    (
        label(
            "The loss of a class is the product of the roll rates from it to dead: the money that reached the next "
            "class's first day, divided by the money that reached its own. Where the book has less than 12 months of "
            "history or a class too few documents, Policy's loss counts."
        ),
        label("What has lapsed is known to the command, which sees the register: a range does not tell."),
    ),
    ("DEBT_CLASS", "RECOVERY"),
)

_BUCKETS = Given("RecoveryPolicy", (("buckets", "30"),))
_TOO_SOON = "No money was that late long enough ago."

RECOVERY = Function(
    "RECOVERY",
    label("Of the money that came to be so late, how much was still recovered within 30, 90 and 180 days."),
    "C3",
    (*BOOK, RATES, POLICY, ORDERS, STOCK, WRITE_OFFS),
    Result(
        Shape.TABLE,
        label(
            "one row a currency, first day of a bucket and time: documents, customers, open then, recovered, the share "
            "and its band of 95 %"
        ),
    ),
    (
        Example(
            (DELIVERIES, RECEIPTS, OCTOBER_20, None, None, "EUR", None, None, _BUCKETS),
            (
                ("EUR", "1–30 days", 1, 30, 1, 1, 1000.0, 400.0, 0.4, 0.0, 1.0, ""),
                ("EUR", "1–30 days", 1, 90, 0, 0, 0.0, 0.0, "", "", "", _TOO_SOON),
                ("EUR", "1–30 days", 1, 180, 0, 0, 0.0, 0.0, "", "", "", _TOO_SOON),
                ("EUR", "over 30 days", 31, 30, 1, 1, 600.0, 0.0, 0.0, 0.0, 1.0, ""),
                ("EUR", "over 30 days", 31, 90, 0, 0, 0.0, 0.0, "", "", "", _TOO_SOON),
                ("EUR", "over 30 days", 31, 180, 0, 0, 0.0, 0.0, "", "", "", _TOO_SOON),
            ),
            "INV-1 was open 1 day past due, and R-1 paid 400.00 of it within 30 days",
        ),
    ),
    (
        label(
            "A cohort is the money that was open at the close of so many days past due; a document is in it once the "
            "time in which it could be recovered is over. Credit notes, discount and write-offs are no recovery."
        ),
        label(
            "The band comes from drawing the customers, and two imagined ones who pay all and nothing, anew a thousand "
            "times: where they are few, it is wide."
        ),
    ),
    ("EXPECTED_LOSS", "AGING"),
)


def expected_loss(arguments: Arguments, sheet: Sheet) -> Answer:
    """C2: EXPECTED_LOSS."""
    ranges, known, as_of = book_of_call(arguments)
    position, book = kept.position(ranges, as_of), known.book
    classes = policy_of(DebtClassPolicy, book.settings)
    items = class_of_items(position, book.customers, (), classes)
    loss = ExpectedLoss(position, book, items, classes, policy_of(RecoveryPolicy, book.settings))
    if loss.faults and not known.leaves_out:
        raise Faulty(*loss.faults)
    return spilled_answer(arguments, known, losses_table(loss, book.customers), as_of, sheet)


def recovery(arguments: Arguments, sheet: Sheet) -> Answer:
    """C3: RECOVERY."""
    ranges, known, as_of = book_of_call(arguments)
    curve = recovery_of(kept.position(ranges, as_of), known.book, known.aging_policy)
    if curve.faults and not known.leaves_out:
        raise Faulty(*curve.faults)
    return spilled_answer(arguments, known, recovery_table(curve), as_of, sheet)
