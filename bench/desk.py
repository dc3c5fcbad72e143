"""The credit desk: every report on 100,000 documents of 5,000 customers in one run, against `aging` on the same book.

Both begin at the file and end at the rows of their sheets; neither writes them.
"""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from arxl.jobs.opened import OpenedBook, open_book
from arxl.jobs.report import aging
from arxl.jobs.reports import REPORTS, report_named
from arxl.practices.whose import EVERYBODY
from bench.distributor import write_desk_book
from bench.measuring import Finding, medians

DOCUMENTS, CUSTOMERS = 100_000, 5_000
AS_OF = dt.date(2026, 10, 30)
MOST_TIMES = 5.0
RUNS = 3


def findings() -> Iterator[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Book.xlsx"
        write_desk_book(path, DOCUMENTS, CUSTOMERS)
        seconds = medians({"aging": lambda: aging(_opened(path)).table(), "desk": lambda: _desk(path)}, RUNS)
        subject = f"the whole desk / aging, {DOCUMENTS:,} documents, {CUSTOMERS:,} customers"
        detail = f"{seconds['desk']:.2f} s / {seconds['aging']:.2f} s"
        yield Finding(subject, seconds["desk"] / seconds["aging"], MOST_TIMES, detail=detail)
        opened = _opened(path)
        _ = opened.position
        for report in REPORTS:
            start = time.perf_counter()
            rows = sum(len(sheet.table) for sheet in report.of(opened, EVERYBODY).sheets)
            yield Finding(f"  {report.name}", time.perf_counter() - start, unit="s", detail=f"{rows:,} rows")


def _opened(path: Path) -> OpenedBook:
    return open_book(path, {}, AS_OF)


def _desk(path: Path) -> int:
    return sum(len(sheet.table) for sheet in report_named("desk").of(_opened(path), EVERYBODY).sheets)
