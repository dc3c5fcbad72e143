"""The worksheet functions: ranges in, a cell or a table out (DESIGN, "Worksheet functions").

`answer` is the one entry for every host. It never raises: a wrong argument, a fault in a range and an error of arxl
itself come back as a sentence for the cell. A range with faults is answered by the first of them, so that no total is
shown that lacks rows; Policy `faulty_rows=leave-out` leaves such rows out instead.

>>> answer("DUE_DATE", "2026-01-31", "NET 30")
datetime.date(2026, 3, 2)
>>> answer("DUE_DATE", "2026-01-31")
'terms: the argument is missing. Give terms of payment, such as NET 30 or 2/10 EOM 10.'
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np

from arxl.errors import ArxlError, Fault, Faulty, WrongUsage, sentence
from arxl.functions import kept
from arxl.functions.arguments import Arguments, Grid
from arxl.functions.catalogue import Block, Scalar, function_named
from arxl.functions.spill import spilled
from arxl.kernels.ages import bucket_of, days_past
from arxl.kernels.arrays import Days
from arxl.kernels.days import roll
from arxl.locale import Wording, wording
from arxl.practices.aging import Per, aging_of
from arxl.practices.allocation_tables import allocations_table, open_items_table, unapplied_table
from arxl.practices.receivables import Receivables
from arxl.practices.supply import rule_faults, supply_levels
from arxl.tables.buckets import bucket_labels
from arxl.tables.calendar import working_days
from arxl.tables.cells import texts_of
from arxl.tables.due import latest_due
from arxl.tables.history import NO_HISTORY
from arxl.tables.policy import AgingPolicy, DuePolicy
from arxl.tables.result import ResultTable
from arxl.tables.terms import NotTerms, parse_terms

Answer = Scalar | Block


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a host knows of the workbook that calls.

    Attributes:
        epoch_1904: its serial numbers count from 1904.
        language: of headings and sentences; "" is that of the policy argument, else English.
    """

    epoch_1904: bool = False
    language: str = ""


def answer(name: str, *given: object, sheet: Sheet = Sheet()) -> Answer:
    """The value of a function of the catalogue.

    Args:
        name: with or without prefix.
        given: arguments in the catalogue's order; None or "" where one is left out.

    Returns:
        A cell, or rows of cells: text, number, TRUE or FALSE, a day.

    Raises:
        KeyError: the catalogue has no such function.
    """
    function = function_named(name)
    try:
        return _FUNCTIONS[function.name](Arguments(function, given, epoch_1904=sheet.epoch_1904), sheet)
    except ArxlError as error:
        return told(error.faults, wording(sheet.language))
    except Exception as error:  # a cell that shows #VALUE! tells nobody what to do
        stopped = Fault(
            function.name,
            sentence("arxl stopped at an error of its own ({error}).", error=f"{type(error).__name__}: {error}"),
            sentence("Report it with the ranges that it was called with."),
        )
        return told((stopped,), wording(sheet.language))


def told(faults: tuple[Fault, ...], words: Wording) -> str:
    """The first fault as text for a cell, and how many there are besides."""
    first, *others = faults
    text = f"{words.say(first.fact)} {words.say(first.remedy)}"
    if first.place:
        text = f"{first.place}: {text}"
    if others:
        text = f"{text} {words.say(sentence('Faults besides this one: {count}.', count=len(others)))}"
    return text


# --- cell by cell --------------------------------------------------------------------------------------------------


def due_date(arguments: Arguments, sheet: Sheet) -> Answer:
    """A3: DUE_DATE."""
    dates, terms = arguments.grid("date"), arguments.grid("terms")
    if len(terms.cells) not in (1, len(dates.cells)):
        raise WrongUsage(
            Fault(
                "terms",
                sentence(
                    "the range has {found} cells, date has {wanted}.", found=len(terms.cells), wanted=len(dates.cells)
                ),
                sentence("Give one cell, or a range of the same size."),
            )
        )
    days, faults = arguments.dates("date", dates)
    texts = texts_of(terms.cells)
    faults |= {row: Fault("terms", *flaw) for row, flaw in texts.flaws.items()}
    due = np.full(len(days), np.datetime64("NaT", "D"))
    for text, rows in _rows_by_text(texts.values.tolist(), days).items():
        try:
            due[rows] = latest_due(days[rows], parse_terms(text))
        except NotTerms as error:
            faults |= {row: Fault("terms", error.fact, error.remedy) for row in rows}
    return _filled(dates, _rolled(due, arguments).tolist(), faults, wording(sheet.language))


def _rows_by_text(texts: list[str], days: Days) -> dict[str, list[int]]:
    """Text -> rows that have it; one text alone is that of every row. Rows without text or day are left out."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row in np.flatnonzero(~np.isnat(days)).tolist():
        text = texts[row if len(texts) > 1 else 0]
        if text:
            rows[text].append(row)
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
    return _filled(grid, values, faults, words)


def _filled(grid: Grid, values: list[Scalar], faults: Mapping[int, Fault], words: Wording) -> Answer:
    """Values in the shape of the grid; a sentence where a cell has a fault, an empty text where it is blank."""
    cells = [
        told((faults[row],), words) if row in faults else "" if value is None else value
        for row, value in enumerate(values)
    ]
    if not grid.width:
        return cells[0]
    return tuple(tuple(cells[start : start + grid.width]) for start in range(0, len(cells), grid.width))


# --- whole books ---------------------------------------------------------------------------------------------------


def aging(arguments: Arguments, sheet: Sheet) -> Answer:
    """B3: AGING."""
    ranges, known, as_of = _book(arguments)
    said = known.aging_policy
    policy = AgingPolicy(arguments.edges("buckets") or said.buckets, arguments.choice("by") or said.aging_by)
    per = Per(arguments.choice("per") or Per.CUSTOMER)
    table = aging_of(kept.position(ranges, as_of), known.book.customers, policy, per).table()
    return _spilled(arguments, known, table, as_of, sheet)


def allocate(arguments: Arguments, sheet: Sheet) -> Answer:
    """B2: ALLOCATE."""
    ranges, known, as_of = _book(arguments)
    shown = _SHOWN[arguments.choice("show") or "allocations"]
    return _spilled(arguments, known, shown(kept.position(ranges, as_of)), as_of, sheet)


def supply(arguments: Arguments, sheet: Sheet) -> Answer:
    """C1: SUPPLY."""
    ranges, known, as_of = _book(arguments)
    levels = supply_levels(known.application, kept.position(ranges, as_of), known.book, NO_HISTORY, known.supply_policy)
    faults = (*rule_faults(known.book), *levels.faults)
    if faults and not known.leaves_out:
        raise Faulty(*faults)
    return _spilled(arguments, known, levels.table(), as_of, sheet)


_SHOWN = {"allocations": allocations_table, "open": open_items_table, "unapplied": unapplied_table}


def _book(arguments: Arguments) -> tuple[kept.Ranges, Receivables, dt.date]:
    """The book that the ranges of a call are, and the day that is asked about.

    Raises:
        Faulty: it has faults, and Policy does not leave them out.
    """
    ranges = kept.ranges_of(arguments.tables(), arguments.code("currency"))
    as_of = arguments.date("as_of")
    known = kept.receivables(ranges)
    known.refuse_faults()
    return ranges, known, as_of


def _spilled(arguments: Arguments, known: Receivables, table: ResultTable, as_of: dt.date, sheet: Sheet) -> Answer:
    words = wording(sheet.language or known.book.company.language)
    rows = spilled(table, words, headers=arguments.yes("headers"))
    return rows or ((words.say(sentence("There is nothing to show on {date}.", date=as_of)),),)


_FUNCTIONS: Mapping[str, Callable[[Arguments, Sheet], Answer]] = {
    "DUE_DATE": due_date,
    "BUCKET": bucket,
    "AGING": aging,
    "ALLOCATE": allocate,
    "SUPPLY": supply,
}
