"""The reports of the credit desk, as every host offers them: one list for commands, buttons and macros.

A report is a job that answers sheets: a command draws them as text, JSON, CSV or a workbook, a macro has the program
write them. To add one is to add a line here, and its job in `jobs.desk`. Nothing heavy is loaded before it is asked
for: the list is part of what `--help` says.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from arxl.errors import Fault, label

if TYPE_CHECKING:
    from arxl.jobs.opened import OpenedBook
    from arxl.jobs.progress import Progress
    from arxl.practices.whose import Whose
    from arxl.workbook.results import Sheet


@dataclass(frozen=True, slots=True)
class Reported:
    """What a report answers.

    Attributes:
        sheets: its results, what matters most first.
        faults: what keeps a row out of them, besides the faults of the book.
    """

    sheets: tuple[Sheet, ...]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """What a report wrote as files of another kind.

    Attributes:
        files: none where there is nothing to write.
        faults: as those of `Reported`: what keeps a row out of the files.
    """

    files: tuple[Path, ...]
    faults: tuple[Fault, ...] = ()


Job = Callable[["OpenedBook"], Reported]
RankingJob = Callable[["OpenedBook", "Whose"], Reported]
"""A job with a list that ends after its first rows, and so must know beforehand whose they are to be."""
FilesJob = Callable[["OpenedBook", "Path | None", "Progress", "Whose"], Written]
"""Writes files of another kind: the book, where to (None: beside it), progress, whose rows."""


@dataclass(frozen=True, slots=True)
class Report:
    """One report.

    Attributes:
        name: of the command; the macro has _ for -.
        button: what stands on its button.
        does: what it does, in one sentence.
        job: module and function below `arxl.jobs.desk`: "credit.credit_files".
        narrow: keys of columns that a terminal leaves out, which is not as wide as a sheet.
        ranks: whether its job is a `RankingJob`.
        files: another format -> module and function that write it, such as "pdf" -> "work_list.write_pages".
    """

    name: str
    button: str
    does: str
    job: str
    narrow: tuple[str, ...] = ()
    ranks: bool = False
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def macro(self) -> str:
        """Name of its macro."""
        return self.name.replace("-", "_")

    def of(self, opened: OpenedBook, whose: Whose) -> Reported:
        """Run it. Its tables are of everybody but for rankings: whoever shows them narrows the rest (`Whose.rows_of`).

        Raises:
            Faulty: Policy holds a value that its key does not take.
        """
        job = _loaded(self.job)
        return cast(RankingJob, job)(opened, whose) if self.ranks else cast(Job, job)(opened)

    def written(self, kind: str, opened: OpenedBook, where: Path | None, progress: Progress, whose: Whose) -> Written:
        """Write its files of another kind, of those who are asked for."""
        return cast(FilesJob, _loaded(self.files[kind]))(opened, where, progress, whose)


def _loaded(address: str) -> object:
    module, function = address.split(".")
    return getattr(importlib.import_module(f"arxl.jobs.desk.{module}"), function)


REPORTS: tuple[Report, ...] = (
    Report(
        "work-list",
        label("Work list"),
        label("Whom to contact today, when, about what and how: the most money at stake first."),
        "work_list.work_list",
        narrow=("raised", "last_contact", "reason", "promised", "say", "why", "stage"),
        files={"pdf": "work_list.write_pages", "ics": "work_list.write_calendars"},
    ),
    Report(
        "reminders",
        label("Reminders"),
        label("Who gets which letter today, who does not, and why not."),
        "reminders.reminders",
        narrow=("salesperson",),
    ),
    Report(
        "promises",
        label("Promises"),
        label("Contacts, promises and what became of them, and what to answer to each reason for not paying."),
        "promises.promises",
        narrow=("salesperson",),
    ),
    Report(
        "orders",
        label("Orders"),
        label("Which orders can ship, how much of them, and why not the rest."),
        "supply.orders",
        narrow=("salesperson",),
    ),
    Report(
        "changes",
        label("Changes"),
        label("Whose supply level went up or down since the day before, and why."),
        "supply.changes",
        narrow=("salesperson", "release"),
    ),
    Report(
        "privileges",
        label("Privileges"),
        label("What each customer is entitled to at its supply level."),
        "supply.privileges",
        narrow=("salesperson", "reason"),
    ),
    Report(
        "warnings",
        label("Warnings"),
        label("Early signs of trouble: what was noted and what the figures show."),
        "warnings.warnings",
        narrow=("name", "salesperson", "level", "evidence", "by"),
    ),
    Report(
        "sell-through",
        label("Sell-through"),
        label("What customers have sold of their deliveries, and what of it they have paid."),
        "sell_through.sell_through",
        narrow=("name", "salesperson", "days_past_due", "amount", "reported", "by"),
    ),
    Report(
        "credit-files",
        label("Credit files"),
        label("What each customer's file lacks, worst exposure first."),
        "credit.credit_files",
    ),
    Report(
        "credit-scores",
        label("Credit scores"),
        label("Each customer's score, point by point, and the grade and limit that it proposes."),
        "credit.credit_scores",
        narrow=("salesperson", "terms_now"),
    ),
    Report(
        "reviews",
        label("Reviews"),
        label("Which reviews are due, and what changed since the last."),
        "credit.reviews",
        narrow=("salesperson", "grade_now"),
    ),
    Report(
        "rebates",
        label("Rebates"),
        label("Rebates and discounts: earned, forfeited, to be paid out, and what may be held back."),
        "prompt_payment.rebates",
    ),
    Report(
        "interest",
        label("Interest"),
        label("Interest on what is past due, document by document and stretch by stretch."),
        "interest.interest",
    ),
    Report(
        "debts",
        label("Debts"),
        label("The class of every open item, the loss that is to be expected, and what is written off."),
        "debts.debts",
    ),
    Report(
        "recovery",
        label("Recovery"),
        label("Of the money that came to be so late, how much was still recovered, and how fast."),
        "debts.recovery",
    ),
    Report(
        "commission",
        label("Commission"),
        label("What each salesperson collected, whether commission counts, and what is missing."),
        "sellers.commission",
    ),
    Report(
        "targets",
        label("Targets"),
        label("What each salesperson is to sell and collect, what is achieved, and the diary."),
        "sellers.targets",
    ),
    Report(
        "dashboard",
        label("Dashboard"),
        label("The figures that steer the business, and how they moved over a year."),
        "dashboard.dashboard",
        ranks=True,
        files={"pdf": "dashboard.write_page"},
    ),
    Report(
        "desk",
        label("Whole desk"),
        label("Everything of the credit desk in one run."),
        "whole.desk",
        ranks=True,
    ),
)


def report_named(name: str) -> Report:
    """The report of a command or macro.

    Raises:
        KeyError: there is none of this name.
    """
    return _BY_NAME[name.replace("_", "-")]


_BY_NAME = {report.name: report for report in REPORTS}


def by_macro() -> Mapping[str, Report]:
    """Name of a macro -> its report."""
    return {report.macro: report for report in REPORTS}
