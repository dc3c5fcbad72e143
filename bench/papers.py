"""A thousand statements of twenty lines: what numbering, wording and keeping cost beside bare typst; how memory grows.

What typst takes alone is measured on the very pages that the job prints: the same template, its data made ready
before. The job itself takes numbers, puts figures into words, prints, and stores bytes in the register. Each
measurement is a process of its own, since memory never shrinks back.
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from arxl.jobs.draft import drafts, printer_of
from arxl.jobs.issue import issue_month
from arxl.jobs.opened import OpenedBook
from arxl.jobs.printable import unprintable_texts
from arxl.jobs.progress import Progress
from arxl.papers.page import Press
from arxl.papers.statement import StatementPrinter
from arxl.practices.statement_words import Issue
from arxl.tables.book import book_of
from arxl.tables.history import NO_HISTORY
from arxl.tables.ranges import table_of_range
from arxl.tables.raw import RawBook
from bench.distributor import LANGUAGES, MONTH, TODAY
from bench.measuring import Finding

MANY, FEW, LINES = 1_000, 100, 20
LAST_DAY = dt.date(2026, 10, 31)
CHECKED = 10_000
"""Customers whose names and addresses are looked at."""

CPU_BOUND, MEMORY_BOUND = 1.5, 1.2


def findings() -> Iterator[Finding]:
    bare, many, few = measured("bare", MANY), measured("job", MANY), measured("job", FEW)
    detail = f"{many['cpu']:.1f} s against {bare['cpu']:.1f} s; on the wall {many['wall']:.1f} s"
    subject = f"{MANY:,} statements of {LINES} lines: processors, to bare typst"
    yield Finding(subject, many["cpu"] / bare["cpu"], CPU_BOUND, detail=detail)
    detail = f"{many['megabytes']:.0f} MB against {few['megabytes']:.0f} MB"
    yield Finding(
        f"  highest memory at {MANY:,} to {FEW}", many["megabytes"] / few["megabytes"], MEMORY_BOUND, detail=detail
    )
    checked = measured("check", CHECKED)
    yield Finding(f"unprintable characters of {CHECKED:,} customers: processors", checked["cpu"], unit="s")


def measured(what: str, count: int) -> Mapping[str, float]:
    """Seconds (wall and cpu) and highest memory (megabytes) of one measurement, in a process of its own."""
    command = [sys.executable, "-m", "bench.papers", what, str(count)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: Mapping[str, float] = json.loads(said)
    return found


def main(what: str, count: int) -> None:
    """The child: print what one measurement took as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        wall, cpu = _WORKS[what](count, Path(folder))
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"wall": wall, "cpu": cpu, "megabytes": megabytes}))


class _Issued(Exception):
    """The statements are issued; what the job does next is not measured here."""


def _job(count: int, folder: Path) -> tuple[float, float]:
    """The job from its first number to its last statement in the register."""
    moments: list[tuple[float, float]] = []

    def note(step: str, done: int, total: int) -> None:
        if done in (0, total):
            moments.append(_now())
        if done == total:
            raise _Issued

    try:
        issue_month(opened(count, folder), MONTH, TODAY, folder, Progress(note))
    except _Issued:
        (first, last) = moments
        return last[0] - first[0], last[1] - first[1]
    raise AssertionError("nothing was issued")


def _bare(count: int, folder: Path) -> tuple[float, float]:
    """typst alone: what the press hands over is made ready before, in memory."""
    book = opened(count, folder)
    printer = printer_of(book)
    handed = _Handed(printer)
    for nth, page in enumerate(drafts(book, MONTH), 1):
        printer.paper(*Issue(replace(page, number=f"ST2026-{nth:05}"), TODAY, TODAY))
    start = _now()
    for arguments in handed.calls:
        handed.compile(**arguments)
    end = _now()
    return end[0] - start[0], end[1] - start[1]


class _Handed:
    """Stands in for typst while the pages are made ready, and keeps what it is handed."""

    def __init__(self, printer: StatementPrinter) -> None:
        press: Press = printer._press
        compiler = press._compiler()
        self.compile: Callable[..., Any] = compiler.compile
        self.calls: list[dict[str, Any]] = []
        press._of_thread.compiler = self._keeper()

    def _keeper(self) -> Any:
        handed = self

        class Keeper:
            def compile(self, **arguments: Any) -> bytes:
                handed.calls.append(arguments)
                return b""

        return Keeper()


def _check(count: int, folder: Path) -> tuple[float, float]:
    """What `check` takes for characters that no font shows: names of every script, one of them with a fault."""
    rows = [
        (
            f"C-{nth:05}",
            f"{_SCRIPTS[nth % len(_SCRIPTS)]} {chr(0xAC00 + nth % 11172)}{chr(0x4E00 + nth % 20000)}",
            "EUR",
        )
        for nth in range(count)
    ]
    rows[count // 2] = ("C-0000X", "Zum \N{UNICORN FACE}", "EUR")
    tables = {"Customers": [("Customer ID", "Name", "Currency"), *rows], "Deliveries": _deliveries(["C-00001"])}
    book = book_of(_raw(tables), {"currency": "EUR", "company_id": "bench"}, LAST_DAY)
    start = _now()
    faults = unprintable_texts(book, None)
    end = _now()
    assert len(faults) == 1, faults[:3]
    return end[0] - start[0], end[1] - start[1]


_SCRIPTS = ("Distribuție Ștefănescu", "Ferretería Núñez", "주식회사 한빛", "深圳市鑫源", "臺灣鴻運", "Harbour Street")
_WORKS = {"job": _job, "bare": _bare, "check": _check}


def opened(count: int, folder: Path) -> OpenedBook:
    """A month of so many customers in six languages, twenty movements each; every third is a receipt."""
    customers = [f"C-{nth:05}" for nth in range(1, count + 1)]
    tables = {
        "Company": [
            ("Key", "Value"),
            *(("ID", "bench"), ("Name", "Made-Up Distribution"), ("Currency", "EUR")),
            ("Bank", "Example Bank\nIBAN RO49 AAAA 1B31 0075 9384 0000"),
        ],
        "Customers": [
            ("Customer ID", "Name", "Address", "Language", "Rebate %"),
            *(
                (customer, f"Made-Up Customer {nth}", f"{nth} Example Street", LANGUAGES[nth % len(LANGUAGES)], 2)
                for nth, customer in enumerate(customers)
            ),
        ],
        "Deliveries": _deliveries(customers),
        "Receipts": [
            ("Receipt No", "Customer ID", "Date", "Amount"),
            *(
                (f"R-{customer}-{nth}", customer, dt.date(2026, 10, 3 * nth + 4), 100.0 + nth)
                for customer in customers
                for nth in range(LINES // 3)
            ),
        ],
    }
    book = book_of(_raw(tables), {}, LAST_DAY)
    found = OpenedBook(book, folder / "Book.xlsx", NO_HISTORY, LAST_DAY)
    assert {len(page.movements) for page in drafts(found, MONTH)} == {LINES}
    return found


def _deliveries(customers: Sequence[str]) -> list[tuple[object, ...]]:
    count = LINES - LINES // 3
    return [
        ("Document No", "Customer ID", "Date", "Amount"),
        *(
            (f"INV-{customer}-{nth:02}", customer, dt.date(2026, 10, 2 * nth + 1), 150.25 + 3 * nth)
            for customer in customers
            for nth in range(count)
        ),
    ]


def _raw(tables: Mapping[str, Sequence[Sequence[object]]]) -> RawBook:
    return RawBook("bench", tuple(table_of_range(name, [list(row) for row in rows]) for name, rows in tables.items()))


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
