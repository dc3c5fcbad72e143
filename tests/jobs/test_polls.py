"""How long a wish to stop may wait, in steps of work rather than seconds: every button's job, thousands of documents.

A step is a call of a function, in Python or in C. Half a second is a million of them or more, so a book of 100,000
documents is polled in time if no more than a dozen a document ever lie between two polls. The seconds are measured by
`bench/macros.py`.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import pytest

from arxl.jobs.check import check
from arxl.jobs.draft import drafted
from arxl.jobs.export import drafts_folder
from arxl.jobs.month_end import close_month
from arxl.jobs.opened import OpenedBook, open_raw
from arxl.jobs.progress import Progress
from arxl.jobs.results import (
    aging_sheet,
    allocation_sheets,
    faults_sheet,
    register_sheet,
    statements_sheet,
    supply_sheet,
    unapplied_sheet,
)
from arxl.practices.statement import month_span
from arxl.tables.raw import RawBook
from arxl.workbook.read import read_raw

MONTH, TODAY = "2026-10", dt.date(2026, 11, 3)
DOCUMENTS, CUSTOMERS = 6_000, 60
STEPS = 12 * DOCUMENTS

Job = Callable[[OpenedBook, Progress], object]


def drafting(opened: OpenedBook, progress: Progress) -> object:
    return statements_sheet(drafted(opened, MONTH, drafts_folder(opened.path, MONTH), progress))


def closing(opened: OpenedBook, progress: Progress) -> object:
    return close_month(opened, MONTH, TODAY, progress).sheets()


JOBS: dict[str, Job] = {
    "check": lambda opened, progress: faults_sheet(check(opened)),
    "age": lambda opened, progress: aging_sheet(opened),
    "allocate": lambda opened, progress: (allocation_sheets(opened), unapplied_sheet(opened)),
    "statements": drafting,
    "supply": lambda opened, progress: supply_sheet(opened),
    "month_end": closing,
    "register": lambda opened, progress: register_sheet(opened),
}


class Steps:
    """The most steps between two polls, and where they ended."""

    def __init__(self) -> None:
        self.longest, self.where, self._since = 0, "", 0

    def polled(self) -> bool:
        """Somebody asks whether to stop; nobody wishes it."""
        if self._since > self.longest:
            frame = sys._getframe(1)
            while frame.f_back and frame.f_code.co_filename.endswith(("pulse.py", "progress.py")):
                frame = frame.f_back
            self.longest, self.where = self._since, f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}"
        self._since = 0
        return False

    @contextlib.contextmanager
    def counted(self) -> Iterator[None]:
        """Inside, steps are counted."""
        before = sys.getprofile()
        sys.setprofile(self._stepped)
        try:
            yield
        finally:
            sys.setprofile(before)
            self.polled()

    def _stepped(self, frame: FrameType, event: str, argument: object) -> None:
        self._since += event in ("call", "c_call")


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    """A folder of many deliveries, most of them paid, most of these by receipts that name them.

    Every other customer has long gone, and owes nothing: when the month closes, all its lines are frozen in one entry.
    """
    folder = tmp_path_factory.mktemp("polls") / "Book"
    folder.mkdir()
    days = [dt.date(2025, 1, 1) + dt.timedelta(nth % (500 if nth % 2 else 650)) for nth in range(DOCUMENTS)]
    deliveries = (f"INV-{nth},C-{nth % CUSTOMERS},{day},{100 + nth % 900}.00" for nth, day in enumerate(days))
    receipts = (
        f"R-{nth},C-{nth % CUSTOMERS},{day + dt.timedelta(20)},{100 + nth % 900}.00,{f'INV-{nth}' if nth % 3 else ''}"
        for nth, day in enumerate(days)
        if nth % 10
    )
    (folder / "Deliveries.csv").write_text("\n".join(("Document No,Customer ID,Date,Amount", *deliveries)))
    (folder / "Receipts.csv").write_text("\n".join(("Receipt No,Customer ID,Date,Amount,Applies To", *receipts)))
    opened(read_raw(folder), folder)  # what the first look at a book makes for all that follow is no part of a job
    return folder


def opened(raw: RawBook, path: Path) -> OpenedBook:
    return open_raw(raw, path, {"currency": "EUR", "company_id": "acme"}, month_span(MONTH)[1])


def longest_of(job: Job, path: Path, *, heard: bool = True) -> Steps:
    raw, steps = read_raw(path), Steps()
    progress = Progress(wish=steps.polled)
    with steps.counted(), progress.listening() if heard else contextlib.nullcontext():
        job(opened(raw, path), progress)
    return steps


@pytest.mark.long
@pytest.mark.parametrize("job", JOBS)
def test_every_job_asks_before_much_is_done(job: str, path: Path) -> None:
    path.with_name("acme.arxl").unlink(missing_ok=True)
    steps = longest_of(JOBS[job], path)
    assert steps.longest <= STEPS, steps.where


@pytest.mark.long
@pytest.mark.parametrize("job", ["check", "supply", "month_end", "register"])
def test_so_it_does_beside_a_register_with_a_closed_month(job: str, path: Path) -> None:
    closing(opened(read_raw(path), path), Progress())
    steps = longest_of(JOBS[job], path)
    assert steps.longest <= STEPS, steps.where


@pytest.mark.long
def test_a_job_that_nobody_hears_is_noticed(path: Path) -> None:
    assert longest_of(JOBS["check"], path, heard=False).longest > STEPS
