"""arxl's functions in LibreOffice: cell by cell, and one spilled table against the SUMIFS sheet that people build.

Each sheet is a workbook of its own, recalculated from first to last (`calculateAll`), with the time as Calc takes it.
Before each run a delivery changes, so that no answer is kept from the one before: arxl reads all cells, and matches
anew.

There are two such sheets. The one sums what was invoiced and knows of no receipts; then AGING has none to settle
either. The other answers what AGING is for, who still owes what: a column Open beside the deliveries takes from each
what receipts have not paid of the customer's deliveries up to it, and the buckets sum that. The formula is right where
no two deliveries of a customer fall due on one day, and all money is on account; so it is in these rows.

Calc reckons SUMIFS on all processors and waits for arxl on one; the seconds of processors stand beside.
"""

from __future__ import annotations

import datetime as dt
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl

from bench.measuring import Finding

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

from arxl_in_calc import office_with_arxl, put
from office import Office

ROWS, CUSTOMERS, RECEIPTS = 10_000, 1_000, 5_000
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
        taken = measured.taken(lambda book, name=f"{spelling}DAYS_PAST_DUE": _days_past_due(book, name))
        yield Finding(f"{ROWS:,} cells of {spelling}DAYS_PAST_DUE", taken.seconds, bound, unit="s", detail=str(taken))


def _spilled(measured: Measured) -> Iterator[Finding]:
    size = f"{ROWS:,} rows, {CUSTOMERS:,} customers"
    for receipts, said in ((0, ""), (RECEIPTS, f", {RECEIPTS:,} receipts")):
        sums = measured.taken(lambda book, receipts=receipts: _sumifs(book, receipts), runs=1)
        for spelling in ("ARXL.", "ARXL_"):
            name = f"{spelling}AGING"
            spilled = measured.taken(lambda book, receipts=receipts, name=name: _aging(book, name, receipts))
            assert spilled.totals == sums.totals, "the same figures"
            subject = f"SUMIFS sheet / one spilled {name}, {size}{said}"
            # The sheet that tells what AGING tells has settled its receipts; the one that knows of none is shown too.
            bound = 100.0 if receipts else None
            yield Finding(subject, sums.seconds / spilled.seconds, bound, at_least=True, detail=f"{sums} / {spilled}")


@dataclass(frozen=True)
class Taken:
    """What the recalculations of a workbook took: medians. `totals` are those by bucket that it shows, if it does."""

    seconds: float
    of_processors: float
    totals: list[float]

    def __str__(self) -> str:
        return f"{self.seconds:.3g} s ({self.of_processors:.3g} s CPU)"


class Measured:
    """Workbooks in one LibreOffice, and how long they take."""

    def __init__(self, office: Office, folder: Path) -> None:
        self._office, self._path = office, folder / "Book.xlsx"

    def taken(self, write: Write, runs: int = RUNS) -> Taken:
        """Recalculate a workbook."""
        book = openpyxl.Workbook()
        _write_deliveries(book.active)
        write(book)
        book.save(self._path)
        document = self._office.open(self._path, macros="always")
        try:
            document.enableAutomaticCalculation(False)
            self._recalculated(document, 0)  # the first one loads arxl
            each = [self._recalculated(document, run) for run in range(1, runs + 1)]
            self._recalculated(document, 0)  # the deliveries as they were, to compare the figures
            return Taken(*map(statistics.median, zip(*each, strict=True)), _totals(document))
        finally:
            document.close(True)

    def _recalculated(self, document: Any, run: int) -> tuple[float, float]:
        document.Sheets.getByName("Deliveries").getCellByPosition(4, 1).setValue(1000 + run)
        start, on_processors = time.perf_counter(), self._office.processor_seconds()
        document.calculateAll()
        return time.perf_counter() - start, self._office.processor_seconds() - on_processors


def _write_deliveries(sheet: Any) -> None:
    dice = random.Random(7)
    late = [dice.sample(range(-30, 200), ROWS // CUSTOMERS) for _ in range(CUSTOMERS)]
    sheet.title = "Deliveries"
    sheet.append(("Document No", "Customer ID", "Date", "Due Date", "Amount"))
    for row in range(ROWS):
        nth, customer = divmod(row, CUSTOMERS)
        due = AS_OF - dt.timedelta(days=late[customer][nth])
        amount = dice.randrange(1, 10**6) / 4
        sheet.append((f"INV-{row:05}", _id(customer), due - dt.timedelta(days=30), due, amount))


def _write_receipts(book: openpyxl.Workbook, count: int) -> None:
    """Receipts on account; they bring about half of what was delivered."""
    dice = random.Random(11)
    sheet = book.create_sheet("Receipts")
    sheet.append(("Receipt No", "Customer ID", "Date", "Amount"))
    for row in range(count):
        day = AS_OF - dt.timedelta(days=dice.randrange(60))
        sheet.append((f"R-{row:05}", _id(dice.randrange(CUSTOMERS)), day, dice.randrange(1, 10**6) / 4))


def _id(customer: int) -> str:
    return f"C-{customer:04}"


def _days_past_due(book: openpyxl.Workbook, name: str) -> None:
    sheet = book.active
    assert sheet is not None
    sheet["H1"] = AS_OF
    for row in range(2, ROWS + 2):
        sheet.cell(row, 7).value = f"={name}(D{row},$H$1)"


def _sumifs(book: openpyxl.Workbook, receipts: int) -> None:
    sheet = book.create_sheet("Aging")
    sheet["A1"] = AS_OF
    customers, due, amounts = (f"Deliveries!${letter}$2:${letter}${ROWS + 1}" for letter in "BDE")
    if receipts:
        _write_receipts(book, receipts)
        amounts = _write_open(book, customers, due, amounts, receipts)
    bounds = [
        f'{due},">="&$A$1',
        *(f'{due},"<"&$A$1-{low},{due},">="&$A$1-{high}' for low, high in pairwise(EDGES)),
        f'{due},"<"&$A$1-{EDGES[-1]}',
    ]
    for row in range(2, CUSTOMERS + 2):
        sheet.cell(row, 1).value = _id(row - 2)
        for column, bound in enumerate(bounds, start=4):
            sheet.cell(row, column).value = f"=SUMIFS({amounts},{customers},$A{row},{bound})"


def _write_open(book: openpyxl.Workbook, customers: str, due: str, amounts: str, receipts: int) -> str:
    """The column Open of the deliveries: what their customer's receipts, oldest delivery first, have not paid."""
    sheet = book["Deliveries"]
    sheet["F1"] = "Open"
    payers, paid = (f"Receipts!${letter}$2:${letter}${receipts + 1}" for letter in "BD")
    for row in range(2, ROWS + 2):
        so_far = f'SUMIFS({amounts},{customers},B{row},{due},"<="&D{row})'
        sheet.cell(row, 6).value = f"=MAX(0,MIN(E{row},{so_far}-SUMIFS({paid},{payers},B{row})))"
    return f"Deliveries!$F$2:$F${ROWS + 1}"


def _aging(book: openpyxl.Workbook, name: str, receipts: int) -> None:
    _write_receipts(book, receipts)
    sheet = book.create_sheet("Aging")
    sheet["A1"] = AS_OF
    edges = ",".join(map(str, EDGES[1:]))
    ranges = f"Deliveries!$A$1:$E${ROWS + 1},Receipts!$A$1:$D${receipts + 1}"
    put(sheet, (2, 1), f'={name}({ranges},$A$1,,,"EUR",,"{edges}")', CUSTOMERS, 3 + len(EDGES) + 1)


def _totals(document: Any) -> list[float]:
    """Sum of each bucket; where there is no sheet of them, none."""
    if not document.Sheets.hasByName("Aging"):
        return []
    cells = document.Sheets.getByName("Aging").getCellRangeByPosition(3, 1, 3 + len(EDGES), CUSTOMERS).getDataArray()
    return [round(sum(column), 2) for column in zip(*cells, strict=True)]
