"""Reading 100,000 rows × 8 columns of a workbook into raw and into typed tables, against fastexcel alone.

Measured twice, for both sides alike. *Started* is a process of its own, as a command is one: what it imports counts
(pyarrow on the side of fastexcel; on the other arxl, which begins to read the book before it loads, as its command
line does, and its child). *Running* is an interpreter that has imported all
of it, such as a spreadsheet's: the second reading counts, and arxl starts its child process again, for no workbook
is parsed in a process that has parsed another.

Both sides end with columns that a program can use: numpy arrays, the texts in them `str`. fastexcel alone is
`load_sheet`, `to_arrow` and `to_numpy`, with none of what arxl does beside: it checks nothing before it parses, passes
over error cells and formulas without a value, and knows no limit.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Self

import xlsxwriter

from bench.measuring import Finding, medians

ROWS = 100_000
HEADERS = ("Document No", "Customer ID", "Date", "Due Date", "Amount", "Currency", "Salesperson", "Order No")

FASTEXCEL = """
import sys
import fastexcel
def read():
    sheet = fastexcel.read_excel(sys.argv[1]).load_sheet(0).to_arrow()
    return [column.to_numpy(zero_copy_only=False) for column in sheet.columns]
"""
RAW = """
import sys
from pathlib import Path
from arxl.workbook.opening import Reading
def read():
    reading = Reading(Path(sys.argv[1]), {})
    raw = reading.raw()
    assert len(raw.tables[0].rows) == int(sys.argv[2])
"""
TYPED = """
import sys
from pathlib import Path
from arxl.workbook.opening import Reading
def read():
    reading = Reading(Path(sys.argv[1]), {})
    from arxl.tables.book import book_of
    book = book_of(reading.raw(), {}, None)
    assert len(book.deliveries) == int(sys.argv[2]) and not book.faults
"""
PROGRAMS = {"fastexcel": FASTEXCEL, "raw": RAW, "typed": TYPED}


def findings() -> Iterator[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Deliveries.xlsx"
        write_deliveries(path)
        started = medians({name: starting(program, path) for name, program in PROGRAMS.items()}, runs=7)
        with contextlib.ExitStack() as stack:
            readings = {name: stack.enter_context(Running(program, path)) for name, program in PROGRAMS.items()}
            running = medians({name: reading.again for name, reading in readings.items()}, runs=7)
    size = f"{ROWS:,} rows × {len(HEADERS)} columns"
    yield _ratio(f"Guard, child and raw tables of {size} / fastexcel", started, "raw", 1.25)
    yield _ratio(f"Typed tables of {size} / fastexcel", started, "typed", 1.5)
    yield _ratio("The same in an interpreter that runs already", running, "typed", None)


def _ratio(subject: str, seconds: Mapping[str, float], what: str, bound: float | None) -> Finding:
    alone = seconds["fastexcel"]
    return Finding(subject, seconds[what] / alone, bound, detail=f"{seconds[what]:.2f} s / {alone:.2f} s")


def starting(program: str, path: Path) -> Callable[[], object]:
    """A process that reads once."""
    return lambda: subprocess.run([sys.executable, "-c", f"{program}read()", str(path), str(ROWS)], check=True)


class Running:
    """A process that reads again each time that it is asked to."""

    def __init__(self, program: str, path: Path) -> None:
        loop = f"{program}for _ in sys.stdin:\n    read()\n    print(flush=True)\n"
        self._process = subprocess.Popen(
            [sys.executable, "-c", loop, str(path), str(ROWS)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def again(self) -> None:
        """Returns when the sheet is read; the first time is the imports', too."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        if not self._process.stdout.readline():
            raise RuntimeError("the reading program has ended")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._process.communicate()


def write_deliveries(path: Path) -> None:
    """Two years of deliveries of 1,000 customers, with shared texts, as Excel saves them."""
    dice = random.Random(7)
    first = dt.date(2025, 1, 1)
    book = xlsxwriter.Workbook(path)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("Deliveries")
    sheet.write_row(0, 0, HEADERS)
    for row in range(1, ROWS + 1):
        date = first + dt.timedelta(days=dice.randrange(600))
        sheet.write_string(row, 0, f"INV-{row:06d}")
        sheet.write_string(row, 1, f"C-{dice.randrange(1000):04d}")
        sheet.write_datetime(row, 2, date, day)
        sheet.write_datetime(row, 3, date + dt.timedelta(days=30), day)
        sheet.write_number(row, 4, dice.randrange(1, 10**7) / 100)
        sheet.write_string(row, 5, "EUR")
        sheet.write_string(row, 6, f"S-{dice.randrange(5)}")
        sheet.write_string(row, 7, f"PO-{dice.randrange(10**6)}")
    book.close()
