"""The month's end of 100,000 documents and 1,000 customers, papers and sheets included, split by step; and `--help`.

The job runs as it is: the moments at which it tells its progress are where one step ends and the next begins. What a
step takes is told as seconds and as its share, since seconds are those of one machine.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from arxl.jobs.month_end import month_end
from arxl.jobs.opened import OpenedBook
from arxl.jobs.progress import Progress
from arxl.practices.statement import month_span
from arxl.tables.book import book_of
from arxl.tables.history import NO_HISTORY
from arxl.workbook.read import read_raw
from bench.distributor import MONTH, TODAY, write_book
from bench.measuring import Finding, medians

DOCUMENTS, CUSTOMERS = 100_000, 1_000
HELP_MS = 150
STEPS = {
    "Issuing statements": "print and record",
    "Exporting papers": "export papers",
    "Writing statement sheets": "write sheets",
    "Writing results": "supply, check, results",
}
"""What the job calls a step -> what it is called here."""


def findings() -> Iterator[Finding]:
    yield from month_end_findings()
    yield from help_findings()


class Clock:
    """Moments between steps, in order: on the wall and on all cores; the job's progress is one of its hands."""

    def __init__(self) -> None:
        self._moments = [("", time.perf_counter(), time.process_time())]

    def ends(self, step: str) -> None:
        self._moments.append((step, time.perf_counter(), time.process_time()))

    def progress(self, step: str, done: int, total: int) -> None:
        """The first word of a step ends what the job does before it; later ones move the step's own end."""
        name = STEPS[step]
        if done == 0 and step == "Issuing statements":
            self.ends("draft")
        elif done:
            self.ends(name)

    def seconds(self) -> dict[str, tuple[float, float]]:
        """What each step took: seconds, and seconds of processors (the child that reads is one of its own)."""
        taken: dict[str, tuple[float, float]] = {}
        for (_, start, started), (step, end, ended) in pairwise(self._moments):
            before = taken.get(step, (0.0, 0.0))
            taken[step] = before[0] + end - start, before[1] + ended - started
        return taken


def month_end_findings() -> Iterator[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Book.xlsx"
        write_book(path, DOCUMENTS, CUSTOMERS)
        clock = Clock()
        raw = read_raw(path)
        clock.ends("read")
        opened = OpenedBook(book_of(raw, {}, month_span(MONTH)[1]), path, NO_HISTORY, month_span(MONTH)[1])
        clock.ends("type")
        assert len(opened.position.debits) == DOCUMENTS
        clock.ends("match")
        done = month_end(opened, MONTH, TODAY, Progress(clock.progress))
        seconds = clock.seconds()
        assert done.statements.issued == CUSTOMERS
        assert len(list(done.statements.folder.glob("*.pdf"))) == CUSTOMERS
    whole, worked = (sum(taken) for taken in zip(*seconds.values(), strict=True))
    subject = f"month-end of {DOCUMENTS:,} documents, {CUSTOMERS:,} customers"
    yield Finding(subject, whole, unit="s", detail=f"100.0%, processors {worked:6.2f} s")
    for step, (taken, work) in seconds.items():
        yield Finding(f"  {step}", taken, unit="s", detail=f"{taken / whole:6.1%}, processors {work:6.2f} s")


def help_findings() -> Iterator[Finding]:
    command = [sys.executable, "-m", "arxl", "--help"]
    taken = medians({"help": lambda: subprocess.run(command, check=True, capture_output=True)})["help"]
    yield Finding("arxl --help", taken * 1e3, HELP_MS, unit="ms")
    loaded = (
        "import sys\nfrom arxl.hosts.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print(sum(name in sys.modules for name in ('numpy', 'xlsxwriter', 'typst', 'rich')), file=sys.stderr)"
    )
    heavy = subprocess.run([sys.executable, "-c", loaded], check=True, capture_output=True, text=True).stderr
    yield Finding("arxl --help: heavy libraries loaded", int(heavy), 0, unit="")
