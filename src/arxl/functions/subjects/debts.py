"""How much hope is left: DEBT_CLASS (practice C2)."""

from __future__ import annotations

import datetime as dt

import numpy as np

from arxl.errors import label
from arxl.functions.answers import Answer, Sheet, filled
from arxl.functions.arguments import Arguments
from arxl.functions.record import Argument, Example, Function, Given, Result, Shape, Takes
from arxl.functions.sample import OCTOBER_20
from arxl.functions.subjects.dates import DUE_ON
from arxl.functions.whole_book import AS_OF
from arxl.kernels.ages import days_past
from arxl.locale import wording
from arxl.practices.debt_class import CLASSES, classes_of
from arxl.tables.policy import DebtClassPolicy

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
    see_also=("DAYS_PAST_DUE", "BUCKET"),
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
