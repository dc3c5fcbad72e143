"""Results for eyes: aligned tables with totals; CSV and workbooks for those who ask; progress on a terminal."""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar
from rich.table import Table

from arxl.errors import Amount, Fault, Sentence, Severity, WrongUsage, plain, sentence
from arxl.jobs.month_end import MonthEnd
from arxl.jobs.opened import OpenedBook
from arxl.jobs.progress import Progress
from arxl.jobs.report import write_tables
from arxl.tables.result import Cell, ResultColumn, ResultTable, Shows
from arxl.workbook.save import save_safely

_RIGHT = {Shows.AMOUNT, Shows.WHOLE, Shows.PERCENT}
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet takes a text that begins so for a formula
_PIPED_WIDTH = 10_000  # what goes into a pipe is never cut or folded


def say(*lines: str) -> None:
    """Lines of text on standard output."""
    print(*lines, sep="\n")


def write(text: str, output: Path | None) -> None:
    """Text to a file, safely, or to standard output."""
    if output is None:
        sys.stdout.write(text)
        return

    def put(file: BinaryIO) -> None:
        file.write(text.encode("utf-8"))

    save_safely(output, put, check=lambda _: None)


def workbook_file(asked: argparse.Namespace) -> Path:
    """Where a workbook goes.

    Raises:
        WrongUsage: to standard output, which is no place for it.
    """
    if asked.output is None:
        raise WrongUsage(
            Fault("--format xlsx", sentence("a workbook needs a file."), sentence("Name it with -o FILE.xlsx."))
        )
    output: Path = asked.output
    return output


def tables(asked: argparse.Namespace, opened: OpenedBook, shown: Sequence[ResultTable]) -> None:
    """Result tables in the format that is asked for.

    Raises:
        WrongUsage: a workbook goes to a file, not to standard output.
    """
    if asked.format == "xlsx":
        file = workbook_file(asked)
        write_tables(opened, shown, file)
        say(f"Written: {file}")
    elif asked.format == "csv":
        write("\r\n".join(_csv(table) for table in shown), asked.output)
    elif asked.output is not None:
        write("\n".join(_plain(table) for table in shown), asked.output)
    else:
        console = _console()
        for table in shown:
            if len(shown) > 1:
                console.print(f"\n[bold]{escape(table.title)}[/bold]")
            console.print(_drawn(table))
        _hint(opened)


def check(faults: Sequence[Fault], defaults: Sequence[Sentence], output: Path | None) -> None:
    """Warnings, the defaults in force, and a line that counts; faults go to standard error by themselves."""
    warnings = [fault for fault in faults if fault.severity is Severity.WARNING]
    serious = len(faults) - len(warnings)
    lines = [f"warning: {fault}" for fault in warnings]
    lines += [f"default: {default}" for default in defaults]
    lines.append(f"{_count(serious, 'fault')}, {_count(len(warnings), 'warning')}.")
    write("\n".join(lines) + "\n", output)


def month_end(done: MonthEnd) -> None:
    """What a month's end left behind, and whom to look at first."""
    stated = done.statements
    say(
        f"Month {stated.month}: {_count(len(stated.statements), 'statement')}, {stated.issued} issued now.",
        f"Statements: {stated.folder}",
        f"Results:    {done.results}" + ("" if done.changed else " (unchanged)"),
    )
    urgent = done.supply.most_urgent(3)
    if urgent:
        say("Most urgent:")
    for row in urgent:
        overdue = f", {row.overdue} overdue" if row.overdue else ""
        say(f"  {row.customer} {row.name}: supply level {row.level}{overdue}. {row.reasons[0]}")
    warnings = sum(fault.severity is Severity.WARNING for fault in done.warnings)
    if warnings:
        say(f"{_count(warnings, 'warning')}: see the sheet Faults.")


@contextmanager
def progress() -> Iterator[Progress]:
    """A bar a step on a terminal; nothing where standard error is a file."""
    console = Console(stderr=True)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        tasks: dict[str, int] = {}

        def tell(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(step, total=total)
            bar.update(tasks[step], completed=done, total=total)  # type: ignore[arg-type]

        yield tell


def _console() -> Console:
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_PIPED_WIDTH)


def _plain(table: ResultTable) -> str:
    text = io.StringIO()
    Console(file=text, highlight=False, width=_PIPED_WIDTH).print(_drawn(table))
    return text.getvalue()


def _drawn(table: ResultTable) -> Table:
    drawn = Table(box=None, pad_edge=False, header_style="bold")
    for column in table.columns:
        wraps = column.shows in (Shows.SENTENCES, Shows.TEXT)
        justify = "right" if column.shows in _RIGHT else "left"
        drawn.add_column(escape(str(column.label)), justify=justify, no_wrap=not wraps, vertical="top")  # type: ignore[arg-type]
    for row in table.rows():
        drawn.add_row(*(escape(_text(cell)) for cell in row))
    totals = table.totals()
    if totals:
        drawn.add_section()
    for currency, sums in totals.items():
        drawn.add_row(*_total(table.columns, currency, sums), style="bold")
    if not len(table):
        drawn.add_row("(none)")
    return drawn


def _total(columns: Sequence[ResultColumn], currency: str, sums: dict[str, Decimal]) -> Iterator[str]:
    for place, column in enumerate(columns):
        if place == 0:
            yield "Total"
        elif column.key == "currency":
            yield currency
        else:
            yield f"{sums[column.key]:,f}" if column.key in sums else ""


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Amount):
        return f"{cell.value:,f}"
    if isinstance(cell, tuple):
        return "\n".join(plain(part) for part in cell)
    return plain(cell)


def _csv(table: ResultTable) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column.key for column in table.columns])
    for row in table.rows():
        writer.writerow([_csv_cell(cell) for cell in row])
    return text.getvalue()


def _csv_cell(cell: Cell) -> str:
    if isinstance(cell, Amount):
        return f"{cell.value:f}"
    if isinstance(cell, tuple):
        return _harmless(" ".join(plain(part) for part in cell))
    if isinstance(cell, str | Sentence):
        return _harmless(str(cell))
    return "" if cell is None else plain(cell)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def _hint(opened: OpenedBook) -> None:
    warnings = sum(fault.severity is Severity.WARNING for fault in opened.book.faults)
    if warnings:
        print(f"{_count(warnings, 'warning')}: arxl check {opened.path.name} lists them.", file=sys.stderr)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
