"""arxl's functions in LibreOffice: cell by cell, and one spilled table against the SUMIFS sheet that people build.

Each sheet is a workbook of its own, recalculated from first to last (`calculateAll`), with the time as Calc takes it.
Before each run a delivery changes, so that nothing is kept from the one before: arxl reads, types and matches anew.
"""

from __future__ import annotations

import datetime as dt
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl

from bench.measuring import Finding

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

from arxl_in_calc import office_with_arxl, put
from office import Office

ROWS, CUSTOMERS = 10_000, 1_000
AS_OF = dt.date(2026, 10, 31)
EDGES = (0, 30, 60, 90)  # days past due: the last of each bucket but one
RUNS = 5

Write = Callable[[openpyxl.Workbook], None]


def findings() -> Iterator[Finding]:
    with office_with_arxl() as office, tempfile.TemporaryDirectory() as folder:
        measured = Measured(office, Path(folder))
        yield from _cell_by_cell(measured)
        yield from _spilled(measured)


def _cell_by_cell(measured: Measured) -> Iterator[Finding]:
    for spelling, bound in (("ARXL.", 1.0), ("ARXL_", None)):
        seconds, _ = measured.seconds(lambda book, name=f"{spelling}DAYS_PAST_DUE": _days_past_due(book, name))
        yield Finding(f"{ROWS:,} cells of {spelling}DAYS_PAST_DUE", seconds, bound, unit="s")


def _spilled(measured: Measured) -> Iterator[Finding]:
    sums, totals = measured.seconds(_sumifs, runs=1)
    for spelling in ("ARXL.", "ARXL_"):
        seconds, spilled = measured.seconds(lambda book, name=f"{spelling}AGING": _aging(book, name))
        assert spilled == totals, "the same figures"
        size = f"{ROWS:,} rows, {CUSTOMERS:,} customers"
        subject = f"SUMIFS sheet / one spilled {spelling}AGING, {size}"
        yield Finding(subject, sums / seconds, 100.0, at_least=True, detail=f"{sums:.1f} s / {seconds:.3f} s")


class Measured:
    """Workbooks in one LibreOffice, and how long they take."""

    def __init__(self, office: Office, folder: Path) -> None:
        self._office, self._path = office, folder / "Book.xlsx"

    def seconds(self, write: Write, runs: int = RUNS) -> tuple[float, list[float]]:
        """Median of the recalculations of a workbook, and the totals by bucket that it shows, if it does."""
        book = openpyxl.Workbook()
        _write_deliveries(book.active)
        write(book)
        book.save(self._path)
        document = self._office.open(self._path, macros="always")
        try:
            document.enableAutomaticCalculation(False)
            taken = [_recalculated(document, run) for run in range(runs + 1)]  # the first one loads arxl
            _recalculated(document, 0)  # the deliveries as they were, to compare the figures
            return statistics.median(taken[1:]), _totals(document)
        finally:
            document.close(True)


def _recalculated(document: Any, run: int) -> float:
    document.Sheets.getByName("Deliveries").getCellByPosition(4, 1).setValue(1000 + run)
    start = time.perf_counter()
    document.calculateAll()
    return time.perf_counter() - start


def _write_deliveries(sheet: Any) -> None:
    dice = random.Random(7)
    sheet.title = "Deliveries"
    sheet.append(("Document No", "Customer ID", "Date", "Due Date", "Amount"))
    for row in range(ROWS):
        due = AS_OF - dt.timedelta(days=dice.randrange(-30, 200))
        customer = f"C-{row % CUSTOMERS:04}"
        sheet.append((f"INV-{row:05}", customer, due - dt.timedelta(days=30), due, dice.randrange(1, 10**6) / 4))


def _days_past_due(book: openpyxl.Workbook, name: str) -> None:
    sheet = book.active
    assert sheet is not None
    sheet["H1"] = AS_OF
    for row in range(2, ROWS + 2):
        sheet.cell(row, 7).value = f"={name}(D{row},$H$1)"


def _sumifs(book: openpyxl.Workbook) -> None:
    sheet = book.create_sheet("Aging")
    sheet["A1"] = AS_OF
    first, last = f"Deliveries!$B$2:$B${ROWS + 1}", f"Deliveries!$D$2:$D${ROWS + 1}"
    amounts = f"Deliveries!$E$2:$E${ROWS + 1}"
    bounds = [
        f'{last},">="&$A$1',
        *(f'{last},"<"&$A$1-{low},{last},">="&$A$1-{high}' for low, high in pairwise(EDGES)),
        f'{last},"<"&$A$1-{EDGES[-1]}',
    ]
    for row in range(2, CUSTOMERS + 2):
        sheet.cell(row, 1).value = f"C-{row - 2:04}"
        for column, bound in enumerate(bounds, start=4):
            sheet.cell(row, column).value = f"=SUMIFS({amounts},{first},$A{row},{bound})"


def _aging(book: openpyxl.Workbook, name: str) -> None:
    receipts = book.create_sheet("Receipts")
    receipts.append(("Receipt No", "Customer ID", "Date", "Amount"))
    sheet = book.create_sheet("Aging")
    sheet["A1"] = AS_OF
    edges = ",".join(map(str, EDGES[1:]))
    call = f'={name}(Deliveries!$A$1:$E${ROWS + 1},Receipts!$A$1:$D$1,$A$1,,,"EUR",,"{edges}")'
    put(sheet, (2, 1), call, CUSTOMERS, 3 + len(EDGES) + 1)


def _totals(document: Any) -> list[float]:
    """Sum of each bucket; where there is no sheet of them, none."""
    if not document.Sheets.hasByName("Aging"):
        return []
    cells = document.Sheets.getByName("Aging").getCellRangeByPosition(3, 1, 3 + len(EDGES), CUSTOMERS).getDataArray()
    return [round(sum(column), 2) for column in zip(*cells, strict=True)]
