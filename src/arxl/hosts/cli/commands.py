"""One function a command: it opens the book, runs the job, shows the result, and answers the book's faults."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterable

from arxl.errors import Fault, Refused
from arxl.hosts.cli import machine, show
from arxl.hosts.cli.opening import opened_book
from arxl.jobs import check as checking
from arxl.jobs import draft, issue, report
from arxl.jobs import month_end as closing
from arxl.jobs import register as registers
from arxl.jobs import start as starting
from arxl.jobs.export import statements_folder
from arxl.jobs.stated import statements_table
from arxl.practices.aging import Per
from arxl.practices.allocation_tables import allocations_table, open_items_table, unapplied_table
from arxl.practices.statement import month_span
from arxl.tables.defaults import defaults_in_force

Faults = Iterable[Fault]


def check(asked: argparse.Namespace, today: dt.date) -> Faults:
    """`arxl check BOOK`."""
    opened = opened_book(asked, asked.as_of or today)
    faults = checking.check(opened)
    if asked.format == "json":
        show.write(asked, machine.faults(faults))
    else:
        show.check(asked, faults, defaults_in_force(opened.book))
    return faults


def aging(asked: argparse.Namespace, today: dt.date) -> Faults:
    """`arxl aging BOOK`."""
    opened = opened_book(asked, asked.as_of or today)
    aged = report.aging(opened, Per(asked.per))
    if asked.format == "json":
        show.write(asked, machine.aging(aged))
    else:
        show.tables(asked, opened, (aged.table(),))
    return opened.faults


def allocate(asked: argparse.Namespace, today: dt.date) -> Faults:
    """`arxl allocate BOOK`."""
    opened = opened_book(asked, asked.as_of or today)
    if asked.format == "json":
        show.write(asked, machine.allocations(opened.position))
    else:
        tables = allocations_table(opened.position), open_items_table(opened.position), unapplied_table(opened.position)
        show.tables(asked, opened, tables)
    return opened.faults


def supply(asked: argparse.Namespace, today: dt.date) -> Faults:
    """`arxl supply BOOK`."""
    opened = opened_book(asked, asked.as_of or today)
    levels = report.supply(opened)
    if asked.format == "json":
        show.write(asked, machine.supply(levels))
    else:
        show.tables(asked, opened, (levels.table(),))
    return (*opened.faults, *levels.faults)


def statements(asked: argparse.Namespace, today: dt.date) -> Faults:
    """`arxl statements BOOK`."""
    month = asked.month or _last_month(today)
    workbook = show.workbook_file(asked) if asked.format == "xlsx" else None
    opened = opened_book(asked, month_span(month)[1])
    with show.progress() as progress:
        if asked.issue:
            folder = statements_folder(opened.path, month)
            stated = issue.issue_month(opened, month, today, folder, progress)
        else:
            stated = draft.drafted(opened, month, asked.papers, progress)
        files = draft.drafted_sheets(opened, month, workbook, progress) if workbook else ()
    if files:
        show.say(*(f"Written: {file}" for file in files))
    elif asked.format == "json":
        show.write(asked, machine.statements(stated))
    else:
        show.tables(asked, opened, (statements_table(stated),))
    return opened.faults


def month_end(asked: argparse.Namespace, today: dt.date) -> Faults:
    """`arxl month-end BOOK`."""
    month = asked.month or _last_month(today)
    opened = opened_book(asked, month_span(month)[1])
    with show.progress() as progress:
        done = closing.month_end(opened, month, today, progress)
    if asked.format == "json":
        show.write(asked, machine.month_end(done))
    else:
        show.write(asked, "".join(f"{line}\n" for line in show.month_end(done)))
    return (*opened.faults, *done.supply.faults)


def new(asked: argparse.Namespace, today: dt.date) -> Faults:
    """`arxl new BOOK`."""
    starting.new_book(asked.book, asked.language, _with_macros)
    show.say(f"Written: {asked.book}", f"Fill in its sheets, then run: arxl check {asked.book}")
    return ()


def _with_macros(xlsx: bytes, language: str) -> bytes:
    from arxl.hosts.excel.build import macro_workbook  # loads xlwings' facts, which no other command needs

    return macro_workbook(xlsx, language)


def demo(asked: argparse.Namespace, today: dt.date) -> Faults:
    """`arxl demo`."""
    with show.progress() as progress:
        made = starting.demo(asked.folder, progress)
    show.say(f"The company is made up. Its workbook: {made.book}", *show.month_end(made.month_end))
    return ()


def register(asked: argparse.Namespace, today: dt.date) -> Faults:
    """`arxl register list|show|verify|export BOOK`."""
    day = getattr(asked, "as_of", None) or today
    opened = opened_book(asked, day, history=asked.action != "verify")
    match asked.action:
        case "list":
            table = registers.issued_table(opened)
            if asked.format == "json":
                show.write(asked, machine.rows(table))
            else:
                on_terminal = asked.format == "text" and asked.output is None
                show.tables(asked, opened, (table.without("file", "recorded_by") if on_terminal else table,))
        case "show":
            row = registers.one(opened, asked.number)
            history = registers.history_of(opened, asked.number)
            if asked.format == "json":
                show.write(asked, machine.statement(row, history))
            else:
                show.tables(asked, opened, (registers.movements_table(row), history))
        case "export":
            show.say(f"Written: {registers.exported(opened, asked.number, asked.output)}")
        case "verify":
            proof = registers.verified(opened)
            if proof.fault is not None:
                raise Refused(proof.fault)
            show.say(f"{opened.register_file.name}: {proof.entries} lines, whole. Last hash {proof.head}")
    return ()


def _last_month(today: dt.date) -> str:
    """The month that ended last."""
    return (today.replace(day=1) - dt.timedelta(days=1)).isoformat()[:7]
