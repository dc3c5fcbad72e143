"""The reports of the credit desk as commands: `arxl work-list BOOK`, and every other of `jobs.reports`."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace

from arxl.errors import Fault, Sentence, WrongUsage, label, sentence
from arxl.hosts.cli import machine, show
from arxl.hosts.cli.opening import opened_book
from arxl.jobs.opened import OpenedBook
from arxl.jobs.reports import Report, report_named
from arxl.practices.whose import CUSTOMER, SALESPERSON, Whose, names_nobody, salespeople_of
from arxl.workbook.results import Sheet

_HEADINGS = {CUSTOMER: label("Customer ID"), SALESPERSON: label("Salesperson")}


def report(asked: argparse.Namespace, today: dt.date) -> Iterable[Fault]:
    """`arxl REPORT BOOK`.

    Raises:
        WrongUsage: a customer or salesperson is asked for, and no table of the report says whose its rows are.
    """
    wanted, whose = report_named(asked.command), Whose(asked.customer, asked.salesperson)
    opened = opened_book(asked, asked.as_of or today)
    if asked.format in wanted.files:
        with show.progress() as progress:
            written = wanted.written(asked.format, opened, asked.output, progress, whose)
        show.say(*([f"Written: {show.near(file)}" for file in written.files] or ["Nothing to write."]))
        return (*opened.faults, *written.faults)
    reported = wanted.of(opened, whose)
    _refuse_idle(whose, wanted, reported.sheets)
    salespeople = salespeople_of(opened.book.customers)
    sheets = [replace(sheet, table=whose.rows_of(sheet.table, salespeople)) for sheet in reported.sheets]
    _show(asked, opened, wanted, sheets, _whole(whose, sheets))
    return (*opened.faults, *reported.faults)


def _refuse_idle(whose: Whose, wanted: Report, sheets: Sequence[Sheet]) -> None:
    """Stop where an option would do nothing at all."""
    idle = set.intersection(*(set(whose.cannot_narrow(sheet.table)) for sheet in sheets))
    faults = [
        Fault(
            f"--{key}",
            sentence('the report {report} has no column "{column}".', report=wanted.name, column=Sentence(heading)),
            sentence("Run it without {option}.", option=f"--{key}"),
        )
        for key, heading in _HEADINGS.items()
        if key in idle
    ]
    if faults:
        raise WrongUsage(*faults)


def _show(
    asked: argparse.Namespace, opened: OpenedBook, wanted: Report, sheets: Sequence[Sheet], whole: Sequence[str]
) -> None:
    """The sheets in the format that is asked for, and what is to be said of them where a person reads it."""
    tables = tuple(sheet.table for sheet in sheets)
    if asked.format == "text":
        on_terminal = asked.output is None
        narrow = tuple(table.without(*wanted.narrow) for table in tables) if on_terminal else tables
        show.tables(asked, opened, narrow, above=whole)
        return
    if asked.format == "xlsx":
        show.sheets(asked, opened, sheets)
    elif asked.format == "json":
        show.write(asked, machine.report(opened.as_of, tables))
    else:
        show.tables(asked, opened, tables)
    for line in whole:  # beside what a program reads, not in it
        print(line, file=sys.stderr)


def _whole(whose: Whose, sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """Says which tables are not narrowed to what was asked for."""
    kept = [sheet.table for sheet in sheets if whose.cannot_narrow(sheet.table)]
    of_nobody = ", ".join(str(table.title) for table in kept if names_nobody(table))
    of_salespeople = ", ".join(str(table.title) for table in kept if not names_nobody(table))
    said = []
    if of_nobody:
        said.append(f"Of the whole book, since they name nobody: {of_nobody}.")
    if of_salespeople:
        said.append(f"Not of one customer, since they name salespeople alone: {of_salespeople}.")
    return tuple(said)
