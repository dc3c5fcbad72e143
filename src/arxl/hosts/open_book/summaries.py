"""What a macro says when it is done, and what stands above its sheets; none of it is a fault."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

from arxl.errors import Fault, Sentence, Severity, sentence


def written(day: dt.date, sheets: Sequence[str]) -> Sentence:
    """The sheets that show the result."""
    return sentence("Written as of {day}: {sheets}.", day=day, sheets=list(sheets))


def counted(faults: Iterable[Fault]) -> Sentence:
    """How much is wrong."""
    listed = list(faults)
    serious = count_of(listed)
    return sentence("Faults: {faults}. Warnings: {warnings}.", faults=serious, warnings=len(listed) - serious)


def count_of(faults: Iterable[Fault]) -> int:
    """How many faults are no mere warnings."""
    return sum(fault.severity is Severity.FAULT for fault in faults)


def left_out(faults: Iterable[Fault], sheet: str) -> Sentence:
    """What a report lacks."""
    return sentence(
        "Faults: {count}. Their rows are left out; the sheet {sheet} lists them.", count=count_of(faults), sheet=sheet
    )


def not_done(faults: Iterable[Fault], sheet: str) -> Sentence:
    """Why a job did nothing."""
    return sentence(
        "Nothing was done: the workbook has faults ({count}). The sheet {sheet} lists them.",
        count=count_of(faults),
        sheet=sheet,
    )


def issued(month: str, count: int, now: int) -> Sentence:
    """What a month's end issued."""
    return sentence("{month}: {count} statements, {now} of them issued now.", month=month, count=count, now=now)


def papers(folder: Path) -> Sentence:
    """Where papers are."""
    return sentence("Their papers are in {folder}.", folder=str(folder))


def results(file: Path) -> Sentence:
    """Where the results workbook is."""
    return sentence("All results, with the dashboard, are in {file}.", file=str(file))


def to_be_saved() -> Sentence:
    """The result sheets are part of the workbook, which nobody but its user saves."""
    return sentence("Save the workbook to keep these sheets.")


def nothing_issued(*, never_saved: bool) -> Sentence:
    """Why drafts took the place of statements."""
    if never_saved:
        return sentence(
            "Nothing was issued, for the workbook was never saved: these are drafts. Save it, and run Month end again."
        )
    return sentence(
        "Nothing was issued, for the workbook has changes that are not saved: these are drafts. Save it, and run Month"
        " end again."
    )


def guide(file: Path) -> Sentence:
    """Where the guide is."""
    return sentence("The guide is {file}.", file=str(file))
