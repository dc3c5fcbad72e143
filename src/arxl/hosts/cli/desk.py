"""The reports of the credit desk as commands: `arxl work-list BOOK`, and every other of `jobs.reports`."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from arxl.errors import Fault
from arxl.hosts.cli import machine, show
from arxl.hosts.cli.opening import opened_book
from arxl.jobs.reports import report_named
from arxl.tables.result import ResultTable

FILTERS = ("customer", "salesperson")
"""Options that keep the rows whose column of that key says so."""


def report(asked: argparse.Namespace, today: dt.date) -> Iterable[Fault]:
    """`arxl REPORT BOOK`."""
    wanted = report_named(asked.command)
    opened = opened_book(asked, asked.as_of or today)
    if asked.format in wanted.files:
        with show.progress() as progress:
            written = wanted.written(asked.format, opened, asked.output, progress)
        show.say(*(f"Written: {show.near(file)}" for file in written))
        return opened.faults
    reported = wanted.of(opened)
    tables = tuple(_kept(sheet.table, asked) for sheet in reported.sheets)
    if asked.format == "json":
        show.write(asked, machine.report(opened.as_of, tables))
    elif asked.format == "xlsx":
        sheets = tuple(replace(sheet, table=table) for sheet, table in zip(reported.sheets, tables, strict=True))
        show.sheets(asked, opened, sheets)
    else:
        on_terminal = asked.format == "text" and asked.output is None
        narrow = tuple(table.without(*wanted.narrow) for table in tables) if on_terminal else tables
        show.tables(asked, opened, narrow)
    return (*opened.faults, *reported.faults)


def _kept(table: ResultTable, asked: argparse.Namespace) -> ResultTable:
    """The rows of the customer and the salesperson that are asked for."""
    keys = {column.key for column in table.columns}
    for key in FILTERS:
        wanted = getattr(asked, key)
        if wanted is not None and key in keys:
            table = table.where(key, wanted)
    return table
