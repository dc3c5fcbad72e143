"""The buttons: a report over tens of thousands of rows in an open LibreOffice, and how long a wish to stop may wait.

A job is polled wherever its pulse beats; the longest time between two polls is the longest that Esc or Stop is not
heard. It is measured on the clock and on processors, and the lesser counts: the moments of a busy machine are not the
job's, and cores that print side by side make no second longer.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

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
from bench.distributor import MONTH, TODAY, write_book
from bench.measuring import Finding

DOCUMENTS, CUSTOMERS = 100_000, 1_000
OPEN_DOCUMENTS = 30_000
LONGEST_SECONDS = 0.5


def findings() -> Iterator[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Book.xlsx"
        write_book(path, DOCUMENTS, CUSTOMERS)
        raw = read_raw(path)
        for name, job in JOBS.items():
            yield longest_silence(name, job, raw, path)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Book.xlsx"
        write_book(path, OPEN_DOCUMENTS, CUSTOMERS)
        yield from button_findings(path)


Job = Callable[[OpenedBook, Progress], object]

JOBS: Mapping[str, Job] = {
    "check": lambda opened, progress: faults_sheet(check(opened)),
    "age": lambda opened, progress: aging_sheet(opened),
    "allocate": lambda opened, progress: (allocation_sheets(opened), unapplied_sheet(opened)),
    "supply": lambda opened, progress: supply_sheet(opened),
    "statements": lambda opened, progress: statements_sheet(
        drafted(opened, MONTH, drafts_folder(opened.path, MONTH), progress)
    ),
    "month_end": lambda opened, progress: close_month(opened, MONTH, TODAY, progress).sheets(),
    "register": lambda opened, progress: register_sheet(opened),  # of the month that is closed now
    "check, closed": lambda opened, progress: faults_sheet(check(opened)),
}
"""What the buttons do between reading the workbook and writing into it, in the order in which a month sees them."""


class Polls:
    """Notes the longest time between two polls, and where it was."""

    def __init__(self) -> None:
        self.longest, self.where = 0.0, ""
        self._last = _moment()

    def wanted(self) -> bool:
        silence = min(now - last for now, last in zip(_moment(), self._last, strict=True))
        if silence > self.longest:
            frame = sys._getframe(1)
            while frame.f_back and frame.f_code.co_filename.endswith(("pulse.py", "progress.py", "stopping.py")):
                frame = frame.f_back
            self.longest, self.where = silence, f"before {Path(frame.f_code.co_filename).name}:{frame.f_lineno}"
        self._last = _moment()
        return False


def _moment() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def longest_silence(name: str, job: Job, raw: RawBook, path: Path) -> Finding:
    polls = Polls()
    progress = Progress(wish=polls.wanted)
    with progress.listening():
        job(open_raw(raw, path, {}, month_span(MONTH)[1]), progress)
    progress.poll()
    subject = f"{name}, {DOCUMENTS:,} documents: longest time between two polls"
    return Finding(subject, polls.longest, LONGEST_SECONDS, unit="s", detail=polls.where)


def button_findings(path: Path) -> Iterator[Finding]:
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from arxl.hosts.libreoffice import engine
    from arxl.hosts.open_book import macros
    from office import Office

    with Office() as office:
        book = engine.book_of(office.open(path), engine.connect(office.address))
        for name in ("check", "age", "allocate"):
            start = time.perf_counter()
            said = macros.run(name, book, today=dt.date(2026, 10, 31))
            subject = f"{name} over {OPEN_DOCUMENTS:,} deliveries in LibreOffice, over a pipe"
            yield Finding(subject, time.perf_counter() - start, unit="s", detail=said.split("\n")[0])
