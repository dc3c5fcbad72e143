"""Reading 100,000 rows × 8 columns of a workbook into raw and into typed tables, against fastexcel alone.

Each run is a process of its own, as a command is one: imports count, on both sides.
"""

from __future__ import annotations

import datetime as dt
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import xlsxwriter

from bench.measuring import Finding, medians

ROWS = 100_000
HEADERS = ("Document No", "Customer ID", "Date", "Due Date", "Amount", "Currency", "Salesperson", "Order No")

FASTEXCEL = "import fastexcel, sys; fastexcel.read_excel(sys.argv[1]).load_sheet(0).to_arrow()"
RAW = """
import sys
from pathlib import Path
from arxl.workbook.read import read_raw
raw = read_raw(Path(sys.argv[1]))
assert len(raw.tables[0].rows) == int(sys.argv[2])
"""
TYPED = (
    RAW
    + """
from arxl.tables.book import book_of
book = book_of(raw, {}, None)
assert len(book.deliveries) == int(sys.argv[2]) and not book.faults
"""
)


def findings() -> Iterator[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Deliveries.xlsx"
        write_deliveries(path)
        seconds = medians(
            {
                "fastexcel": running(FASTEXCEL, path),
                "raw": running(RAW, path),
                "typed": running(TYPED, path),
            },
            runs=5,
        )
    alone = seconds["fastexcel"]
    size = f"{ROWS:,} rows × {len(HEADERS)} columns"
    yield Finding(
        f"Guard, child and raw tables of {size} / fastexcel",
        seconds["raw"] / alone,
        1.25,
        detail=f"{seconds['raw']:.2f} s / {alone:.2f} s",
    )
    yield Finding(
        f"Typed tables of {size} / fastexcel",
        seconds["typed"] / alone,
        1.5,
        detail=f"{seconds['typed']:.2f} s / {alone:.2f} s",
    )


def running(program: str, path: Path) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, "-c", program, str(path), str(ROWS)], check=True)


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
