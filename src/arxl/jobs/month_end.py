"""The month's end in one command: statements issued, papers exported, the results written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from arxl.errors import Fault, Faulty, label
from arxl.jobs.check import check
from arxl.jobs.export import statements_folder
from arxl.jobs.issue import issue_month
from arxl.jobs.opened import OpenedBook
from arxl.jobs.progress import Progress, no_progress
from arxl.jobs.report import aging, dashboard, inputs
from arxl.jobs.results import aging_sheet, allocation_sheets, faults_sheet, statements_sheet, supply_sheet
from arxl.jobs.stated import StatedMonth
from arxl.locale import wording
from arxl.practices.supply_level import SupplyLevels
from arxl.register.backup import back_up
from arxl.register.store import history_at
from arxl.workbook.results import Results, Sheet, results_path, write_results


@dataclass(frozen=True, slots=True)
class ClosedMonth:
    """A month that is issued.

    Attributes:
        opened: the book beside the register as it is now; its as-of date is the month's last day.
        warnings: what `check` says of it.
    """

    opened: OpenedBook
    statements: StatedMonth
    warnings: tuple[Fault, ...]

    def sheets(self) -> tuple[Sheet, ...]:
        """What is shown of the month, in the order in which it is read."""
        return (
            aging_sheet(self.opened),
            *allocation_sheets(self.opened),
            statements_sheet(self.statements),
            supply_sheet(self.opened),
            faults_sheet(self.warnings),
        )


@dataclass(frozen=True, slots=True)
class MonthEnd:
    """What a month's end left behind. `changed` is False where the results were there already, byte for byte."""

    statements: StatedMonth
    supply: SupplyLevels
    results: Path
    changed: bool
    warnings: tuple[Fault, ...]


def close_month(opened: OpenedBook, month: str, today: dt.date, progress: Progress = no_progress) -> ClosedMonth:
    """Issue the statements of the month, export their papers and back up the register; `opened.as_of` is its last day.

    Raises:
        Faulty: the book has faults, or a total lacks a rate; nothing is issued or written.
        Refused: see `issue_month`.
    """
    opened.refuse_faults()
    if opened.levels.faults and not opened.leaves_out:
        raise Faulty(*opened.levels.faults)
    stated = issue_month(opened, month, today, statements_folder(opened.path, month), progress)
    back_up(opened.register_file, today)
    opened = opened.with_history(history_at(opened.register_file, opened.book.company.id))
    return ClosedMonth(opened, stated, check(opened))


def write_month(closed: ClosedMonth, progress: Progress = no_progress) -> tuple[Path, bool]:
    """Write the results of a closed month beside the book.

    Returns:
        The file, and False if it was there already, byte for byte.

    Raises:
        Refused: see `save_safely`.
    """
    opened = closed.opened
    progress(label("Writing results"), 0, 1)
    results = Results(
        company=opened.book.company,
        as_of=opened.as_of,
        dashboard=dashboard(aging(opened), opened.levels),
        sheets=closed.sheets(),
    )
    path = results_path(opened.path, opened.as_of)
    changed = write_results(path, results, wording(opened.book.company.language), inputs(opened.path))
    progress(label("Writing results"), 1, 1)
    return path, changed


def month_end(opened: OpenedBook, month: str, today: dt.date, progress: Progress = no_progress) -> MonthEnd:
    """Close the month and write the results beside the book.

    Raises:
        Faulty: see `close_month`.
        Refused: see `close_month` and `write_month`.
    """
    closed = close_month(opened, month, today, progress)
    path, changed = write_month(closed, progress)
    return MonthEnd(closed.statements, closed.opened.levels, path, changed, closed.warnings)
