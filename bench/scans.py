"""Scans that come back, drawn: how many are matched, and how well their boxes are read.

Nothing was tuned on their seed. What codes cost the statements that carry them is measured beside it.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from arxl.papers.scan import LIMITS, read_scans
from arxl.papers.statement import StatementPrinter
from bench.measuring import Finding

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from papers.conftest import COMPANY, ISSUED_ON, RETURN_BY, made_up_account
from papers.counting import Count, Rate
from papers.drawn_scans import Paper, drawn_scans

SCANS, HELD_OUT = 250, "kept apart"
KEY = "0f" * 32
STATEMENTS = 60
ACCOUNTS = (("en", 3), ("es", 12), ("ro", 20), ("ko", 30), ("zh_CN", 12), ("zh_TW", 6))


def findings() -> Iterator[Finding]:
    yield cost_of_codes()
    yield from read_back()


def read_back() -> Iterator[Finding]:
    """All scans, one file each, as `countersign` reads them."""
    papers = {paper.number: paper for paper in _papers()}
    issued = {number: paper.content for number, paper in papers.items()}
    count, seconds = Count(), 0.0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "scan.jpg"
        for scan in drawn_scans(list(papers.values()), SCANS, HELD_OUT):
            file.write_bytes(scan.jpeg())
            start = time.perf_counter()
            (page,) = read_scans(file, LIMITS, lambda code: issued.get(code.number))
            seconds += time.perf_counter() - start
            count.add(scan, page)
    told = f"{count.matched} of {count.pages} pages"
    yield Finding("scans matched to page and statement", 100 * count.matched / count.pages, 99, True, "%", told)
    yield Finding("scans taken for another page", count.mismatched, 0, unit="")
    yield from _rates("box signed or stamped, or empty", count.marked, 0.95, 0.9)
    yield from _rates("box signed", count.signed)
    yield from _rates("box stamped", count.stamped)
    yield Finding("time of a scan, process and all", seconds / count.pages, unit="s")


def _rates(subject: str, rate: Rate, precision: float | None = None, recall: float | None = None) -> Iterator[Finding]:
    yield Finding(f"{subject}: precision", rate.precision, precision, True, "", f"{rate.wrong} proposed wrongly")
    yield Finding(
        f"{subject}: recall", rate.recall, recall, True, "", f"{rate.missed} of {rate.right + rate.missed} missed"
    )


def _papers() -> Iterator[Paper]:
    printer = StatementPrinter(COMPANY, key=KEY)
    for nth, (language, movements) in enumerate(ACCOUNTS, 1):
        number = f"ST2026-{nth:05d}"
        statement = made_up_account(language, movements, number=number)
        yield Paper.of(number, printer.paper(statement, ISSUED_ON, RETURN_BY))


def cost_of_codes() -> Finding:
    """A statement of twenty lines and two pages, with its three codes and without: CPU, each one printed once."""
    printers = {name: StatementPrinter(COMPANY, key=key) for name, key in (("coded", KEY), ("bare", ""))}
    taken: dict[str, list[float]] = {name: [] for name in printers}
    for nth in range(STATEMENTS):
        statement = made_up_account("en", 20, number=f"ST2026-{nth:05d}")
        for name, printer in printers.items():
            start = time.process_time()
            printer.paper(statement, ISSUED_ON, RETURN_BY)
            taken[name].append(time.process_time() - start)
    coded, bare = (statistics.median(seconds) for seconds in taken.values())
    told = f"{1000 * coded:.0f} against {1000 * bare:.0f} ms"
    return Finding("CPU of a statement with codes against one without", coded / bare, 1.3, detail=told)
