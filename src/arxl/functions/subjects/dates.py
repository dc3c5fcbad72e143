"""Dates and how late they are: DUE_DATE, DAYS_PAST_DUE, BUCKET (practices A3 and B3)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from typing import Any, cast

import numpy as np

from arxl.errors import Fault, Faulty, WrongUsage, label
from arxl.functions.answers import Answer, Sheet, filled
from arxl.functions.arguments import Arguments
from arxl.functions.record import Argument, Example, Function, Given, Result, Shape, Takes
from arxl.functions.sample import OCTOBER_20
from arxl.functions.whole_book import AS_OF
from arxl.kernels.ages import bucket_of, days_past
from arxl.kernels.arrays import Days
from arxl.kernels.days import roll
from arxl.locale import wording
from arxl.tables.buckets import bucket_labels
from arxl.tables.calendar import working_days
from arxl.tables.cells import texts_of
from arxl.tables.due import latest_due
from arxl.tables.policy import AgingPolicy, DuePolicy
from arxl.tables.terms import NotTerms, parse_terms

DUE_DATE = Function(
    "DUE_DATE",
    label("The day on which a delivery is due."),
    "A3",
    (
        Argument("date", Takes.DATE, label("day of the delivery"), fills=True),
        Argument("terms", Takes.TERMS, label("terms of payment, such as NET 30 or 2/10 EOM 10"), fills=True),
        Argument(
            "country",
            Takes.CODE,
            label("country whose public holidays are not worked, two letters"),
            optional=True,
            default=label("none: weekends alone"),
        ),
        Argument(
            "due_roll",
            Takes.CHOICE,
            label("where a due date that is not a working day moves to"),
            optional=True,
            default=label("following where a country is given, else none"),
            choices=("none", "following", "preceding"),
        ),
    ),
    Result(Shape.CELL, label("a date")),
    (
        Example((dt.date(2026, 1, 31), "NET 30"), dt.date(2026, 3, 2)),
        Example((dt.date(2026, 10, 26), "MONTHLY 25/5"), dt.date(2026, 12, 5), "the account closed on the 25th"),
        Example((dt.date(2026, 11, 25), "EOM 1", "RO"), dt.date(2026, 12, 2), "1 December is Romania's national day"),
        Example((dt.date(2026, 3, 2), "BATCH 1/45"), dt.date(2026, 4, 16), "no later delivery is known"),
        Example(
            (Given("Dates", ((dt.date(2026, 1, 5),), (None,), (dt.date(2026, 2, 28),))), "2/10 NET 30"),
            ((dt.date(2026, 2, 4),), ("",), (dt.date(2026, 3, 30),)),
            "a column in, a column out; a blank stays blank",
        ),
        Example(
            (dt.date(2026, 1, 31), "30 EOM"),
            'terms: "30 EOM" is no terms of payment. Write COD, NET 30, EOM 10, MONTHLY 25/5, BATCH 1/45 or '
            "SOLD 80/60, with a cash discount in front where there is one: 2/10 NET 30.",
        ),
    ),
    (
        label(
            "BATCH and SOLD give the last possible day: the next delivery, or what the customer sells, can make it "
            "earlier. AGING knows both."
        ),
    ),
    ("DAYS_PAST_DUE", "BUCKET", "AGING"),
)


def due_date(arguments: Arguments, sheet: Sheet) -> Answer:
    """A3: DUE_DATE."""
    dates, terms = arguments.grid("date"), arguments.grid_beside("terms", "date")
    days, faults = arguments.dates("date", dates)
    texts = texts_of(terms.cells)
    faults |= {row: Fault("terms", *flaw) for row, flaw in texts.flaws.items()}
    due = np.full(len(days), np.datetime64("NaT", "D"))
    for text, rows in _rows_by_text(texts.values.tolist(), days).items():
        try:
            due[rows] = latest_due(days[rows], parse_terms(text))
        except NotTerms as error:
            faults |= {row: Fault("terms", error.fact, error.remedy) for row in rows}
    return filled(dates, _rolled(due, arguments).tolist(), faults, wording(sheet.language))


def _rows_by_text(texts: list[str], days: Days) -> dict[str, list[int]]:
    """Text -> rows that have it. Rows without text or day are left out."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row in np.flatnonzero(~np.isnat(days)).tolist():
        if texts[row]:
            rows[texts[row]].append(row)
    return rows


def _rolled(due: Days, arguments: Arguments) -> Days:
    """Due dates moved off days that are not worked."""
    country = arguments.code("country")
    policy = DuePolicy(due_roll=cast(Any, arguments.choice("due_roll") or ("following" if country else "none")))
    known = due[~np.isnat(due)]
    if policy.due_roll == "none" or not len(known):
        return due
    try:
        worked = working_days(country, known.min().item(), known.max().item(), policy)
    except Faulty as error:
        raise WrongUsage(*(replace(fault, place="country") for fault in error.faults)) from None
    return roll(due, policy.due_roll, worked.weekmask, worked.holidays)


DUE_ON = Argument("due_date", Takes.DATE, label("day on which the item is due"), fills=True)

DAYS_PAST_DUE = Function(
    "DAYS_PAST_DUE",
    label("How many days an item is past due."),
    "B3",
    (DUE_ON, AS_OF),
    Result(Shape.CELL, label("whole days; 0 or less is not due")),
    (
        Example((dt.date(2026, 9, 20), OCTOBER_20), 30),
        Example((OCTOBER_20, OCTOBER_20), 0, "due on the day itself is not due"),
        Example((dt.date(2026, 11, 1), OCTOBER_20), -12, "due in 12 days"),
        Example(
            (Given("DueDates", ((dt.date(2026, 10, 19),), (None,), (dt.date(2026, 7, 22),))), OCTOBER_20),
            ((1,), ("",), (90,)),
            "a column in, a column out; a blank stays blank",
        ),
        Example(("soon", OCTOBER_20), 'due_date: "soon" is no date. Write it as 2024-03-05.'),
    ),
    see_also=("DUE_DATE", "BUCKET", "DEBT_CLASS"),
)


def days_past_due(arguments: Arguments, sheet: Sheet) -> Answer:
    """B3: DAYS_PAST_DUE. A sheet has it in thousands of cells, so one cell takes a road of its own."""
    as_of = arguments.date("as_of")
    if not arguments.is_range("due_date"):
        due = arguments.day("due_date")
        return "" if due is None else (as_of - due).days
    grid = arguments.grid("due_date")
    due_dates, faults = arguments.dates("due_date", grid)
    blank = np.isnat(due_dates)
    late = days_past(due_dates, np.datetime64(as_of, "D"))
    values = [None if empty else days for days, empty in zip(late.tolist(), blank.tolist(), strict=True)]
    return filled(grid, values, faults, wording(sheet.language))


BUCKETS = Argument(
    "buckets",
    Takes.EDGES,
    label("last day of each bucket; what is later falls into one more"),
    unit=label("days"),
    optional=True,
    default="30,60,90,180",
)


BUCKET = Function(
    "BUCKET",
    label("The aging bucket that an item falls into."),
    "B3",
    (DUE_ON, AS_OF, BUCKETS),
    Result(Shape.CELL, label("the bucket's heading")),
    (
        Example((OCTOBER_20, OCTOBER_20), "Not due", "due on the day itself is not due"),
        Example((dt.date(2026, 9, 20), OCTOBER_20), "1–30 days", "30 days past due"),
        Example((dt.date(2026, 9, 19), OCTOBER_20), "31–60 days"),
        Example((dt.date(2026, 9, 19), OCTOBER_20, "7,15,30"), "over 30 days"),
        Example(
            (dt.date(2026, 9, 19), OCTOBER_20, "30,20"),
            'buckets is "30,20"; it takes at most 30 rising whole numbers from 1 to 36500, separated by commas. '
            "Correct the value.",
        ),
    ),
    see_also=("DAYS_PAST_DUE", "DEBT_CLASS", "AGING"),
)


def bucket(arguments: Arguments, sheet: Sheet) -> Answer:
    """B3: BUCKET."""
    grid = arguments.grid("due_date")
    edges = arguments.edges("buckets") or AgingPolicy().buckets
    as_of = np.datetime64(arguments.date("as_of"), "D")
    days, faults = arguments.dates("due_date", grid)
    words = wording(sheet.language)
    labels = [words.text(heading) for heading in bucket_labels(edges, "due")]
    blank = np.isnat(days)
    places = bucket_of(days_past(np.where(blank, as_of, days), as_of), edges, by_document=False)
    values = [None if empty else labels[place] for place, empty in zip(places.tolist(), blank.tolist(), strict=True)]
    return filled(grid, values, faults, words)
