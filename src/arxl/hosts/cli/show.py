"""Results for eyes: aligned tables with totals; CSV and workbooks for those who ask; progress on a terminal."""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar

from arxl.errors import Amount, Fault, Sentence, Severity, WrongUsage, plain, sentence
from arxl.hosts.cli.drawing import draw, drawn_text
from arxl.hosts.cli.machine import URGENT
from arxl.jobs.month_end import MonthEnd
from arxl.jobs.opened import OpenedBook
from arxl.jobs.progress import Progress
from arxl.jobs.report import inputs, write_sheets, write_tables
from arxl.tables.result import Cell, ResultTable, with_currencies
from arxl.workbook.kinds import Kind
from arxl.workbook.results import Sheet
from arxl.workbook.save import save_safely

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet takes a text that begins so for a formula
_FOR_EXCEL = "utf-8-sig"  # without the mark in front, Excel takes a CSV file for the system's old code page


def say(*lines: str) -> None:
    """Lines of text on standard output."""
    print(*lines, sep="\n")


def write(asked: argparse.Namespace, text: str, encoding: str = "utf-8", also: Iterable[Path] = ()) -> None:
    """Text to the file that `-o` names, safely, or to standard output, its line ends as they are.

    Args:
        also: what the job reads besides the book.

    Raises:
        Refused: the file is one that the job reads, or is no text; or it cannot be written.
    """
    if asked.output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8"))
        return

    def put(file: BinaryIO) -> None:
        file.write(text.encode(encoding))

    save_safely(asked.output, put, check=lambda _: None, inputs=(*inputs(asked.book), *also), kind=Kind.TEXT)


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


def tables(
    asked: argparse.Namespace,
    opened: OpenedBook,
    shown: Sequence[ResultTable],
    also: Iterable[Path] = (),
    above: Sequence[str] = (),
) -> None:
    """Result tables in the format that is asked for.

    Args:
        also: what the job reads besides the book.
        above: lines above them, where they are text for eyes.

    Raises:
        WrongUsage: a workbook goes to a file, not to standard output.
    """
    if asked.format == "xlsx":
        file = workbook_file(asked)
        write_tables(opened, shown, file)
        say(f"Written: {file}")
        return
    if asked.format == "csv":
        told = (_csv(with_currencies(table, same_columns=True)) for table in shown)
        write(asked, "\r\n".join(told), _FOR_EXCEL, also)
        return
    shown = tuple(map(with_currencies, shown))
    if asked.output is not None:
        write(asked, "\n".join((*above, *(drawn_text(table) for table in shown))), also=also)
    else:
        if above:
            say(*above, "")
        for remark in draw(shown):
            print(remark, file=sys.stderr)
        _hint(opened)


def sheets(asked: argparse.Namespace, opened: OpenedBook, shown: Sequence[Sheet]) -> None:
    """Results with what stands above them, as a workbook.

    Raises:
        WrongUsage: a workbook goes to a file, not to standard output.
    """
    file = workbook_file(asked)
    write_sheets(opened, shown, file)
    say(f"Written: {file}")


def check(asked: argparse.Namespace, faults: Sequence[Fault], defaults: Sequence[Sentence]) -> None:
    """Warnings, the defaults in force, and a line that counts; faults go to standard error by themselves."""
    warnings = [fault for fault in faults if fault.severity is Severity.WARNING]
    serious = len(faults) - len(warnings)
    lines = [f"warning: {fault}" for fault in warnings]
    lines += [f"default: {default}" for default in defaults]
    lines.append(f"{_count(serious, 'fault')}, {_count(len(warnings), 'warning')}.")
    write(asked, "\n".join(lines) + "\n")


def month_end(done: MonthEnd) -> Iterator[str]:
    """What a month's end left behind, and whom to look at first."""
    stated = done.statements
    yield f"Month {stated.month}: {_count(len(stated.statements), 'statement')}, {stated.issued} issued now."
    yield f"Statements: {near(stated.folder)}"
    yield f"Results:    {near(done.results)}" + ("" if done.changed else " (unchanged)")
    urgent = done.supply.most_urgent(URGENT)
    if urgent:
        yield "Most urgent:"
    for row in urgent:
        overdue = f", {row.overdue} overdue" if row.overdue else ""
        yield f"  {row.customer} {row.name}: supply level {row.level}{overdue}. {row.reasons[0]}"
    warnings = sum(fault.severity is Severity.WARNING for fault in done.warnings)
    if warnings:
        yield f"{_count(warnings, 'warning')}: see the sheet Faults."


def near(path: Path | None) -> Path | None:
    """A path as it is shortest to read: from the current folder on where it lies in it."""
    here = Path.cwd()
    return path.relative_to(here) if path is not None and path.is_relative_to(here) else path


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

        yield Progress(tell)


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
