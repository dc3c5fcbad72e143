"""AGING over 100,000 × 8 cells as a worksheet function: the first call, and the calls that follow.

Cells come as hosts hand them over, a tuple of rows: texts and numbers as they are; dates as moments (Excel, through
COM) or as serial numbers (LibreOffice, through UNO). The second call gets equal cells that are other objects, for a
host makes them anew at every call; so does the call for another day.

Typed arrays are taken to be the typed tables of the same ranges, `table_of_cells` and `book_of`: text, ids, dates and
money checked cell by cell. They take about twice as long as bare numpy arrays of the eight columns, which check
nothing; what the first call is against those is told beside, without a bound. What a first call leaves behind is kept,
so neither side pays for letting go of what it made.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator

import numpy as np

from arxl.functions import kept
from arxl.functions.ranges import table_of_cells
from arxl.functions.worksheet import answer
from arxl.kernels.arrays import AnyArray
from arxl.tables.book import book_of
from arxl.tables.raw import RawBook
from bench.measuring import Finding, medians

ROWS = 100_000
RECEIPTS = 40_000
CUSTOMERS = 1_000
HEADERS = ("Document No", "Customer ID", "Date", "Due Date", "Amount", "Currency", "Salesperson", "Order No")
FIRST_DAY = dt.datetime(2025, 1, 1)
AS_OF = dt.date(2026, 10, 31)
ANOTHER_DAY = dt.date(2026, 9, 30)

Cells = tuple[tuple[object, ...], ...]
Day = Callable[[dt.datetime], object]


def moment(day: dt.datetime) -> object:
    """A date as Excel hands it over; an object of its own in each cell."""
    return day.replace()


def serial(day: dt.datetime) -> object:
    """A date as LibreOffice hands it over."""
    return float((day - dt.datetime(1899, 12, 30)).days)


def findings() -> Iterator[Finding]:
    for host, day in (("moments", moment), ("serial numbers", serial)):
        yield from aging_findings(f"AGING, dates as {host}", day, receipts=10)
    yield from aging_findings(f"The same with {RECEIPTS:,} receipts", serial, receipts=RECEIPTS)


def aging_findings(subject: str, day: Day, receipts: int) -> Iterator[Finding]:
    """The first call against typed tables and numpy arrays; the second, and that for another day, against the first."""
    ranges = deliveries(day), receipts_of(day, receipts)
    again = deliveries(day), receipts_of(day, receipts)
    assert ranges == again
    assert ranges[0][1][0] is not again[0][1][0]
    expected = aging(ranges, AS_OF)
    assert isinstance(expected, tuple)
    assert len(expected) == CUSTOMERS
    assert aging(again, AS_OF) == expected
    seconds = medians(
        {
            "typed": lambda: typed(ranges),
            "numpy": lambda: [columns_by_numpy(cells) for cells in ranges],
            "first": lambda: aging(ranges, AS_OF),
            "second": lambda: aging(again, AS_OF),
            "another day": lambda: aging(again, ANOTHER_DAY),
        },
        runs=15,
        before={"first": kept.forget},
    )
    kept.forget()
    yield _ratio(f"{subject}: first call / typed tables", seconds, "first", "typed", 1.3)
    yield _ratio(f"{subject}: second call / first", seconds, "second", "first", 0.2)
    yield _ratio(f"{subject}: another day / first", seconds, "another day", "first", None)
    yield _ratio(f"{subject}: first call / numpy arrays", seconds, "first", "numpy", None)


def _ratio(subject: str, seconds: dict[str, float], one: str, other: str, bound: float | None) -> Finding:
    detail = f"{seconds[one] * 1e3:.0f} ms / {seconds[other] * 1e3:.0f} ms"
    return Finding(subject, seconds[one] / seconds[other], bound, detail=detail)


def aging(ranges: tuple[Cells, Cells], as_of: dt.date) -> object:
    return answer("AGING", *ranges, as_of, None, None, "EUR")


def typed(ranges: tuple[Cells, Cells]) -> object:
    """The tables of the ranges."""
    tables = table_of_cells("deliveries", "Deliveries", ranges[0]), table_of_cells("receipts", "Receipts", ranges[1])
    book = book_of(RawBook("", tables), {"currency": "EUR"}, None)
    assert len(book.deliveries) == ROWS
    assert not any(fault.severity == "fault" for fault in book.faults)
    return tables, book


def columns_by_numpy(cells: Cells) -> list[AnyArray]:
    """The columns as numpy takes them; moments by their ordinals, for numpy's own way takes 30 times as long."""
    epoch = dt.date(1970, 1, 1).toordinal()
    arrays = []
    for column in zip(*cells[1:], strict=True):
        if isinstance(column[0], dt.datetime):
            days = np.fromiter(map(dt.date.toordinal, column), np.int64, len(column))
            arrays.append((days - epoch).view("datetime64[D]"))
        else:
            arrays.append(np.array(column))
    return arrays


def deliveries(day: Day) -> Cells:
    """Twenty months of deliveries, in the order of their numbers."""
    dice = random.Random(7)
    rows: list[tuple[object, ...]] = [HEADERS]
    for row in range(1, ROWS + 1):
        date = FIRST_DAY + dt.timedelta(days=dice.randrange(600))
        rows.append(
            (
                f"INV-{row:06d}",
                f"C-{row if row < CUSTOMERS else dice.randrange(CUSTOMERS):04d}",
                day(date),
                day(date + dt.timedelta(days=30)),
                dice.randrange(1, 10**7) / 100,
                "".join(("E", "UR")),
                f"S-{dice.randrange(5)}",
                f"PO-{dice.randrange(10**6)}",
            )
        )
    return tuple(rows)


def receipts_of(day: Day, count: int) -> Cells:
    """Receipts of the same customers, all dated after their first delivery."""
    dice = random.Random(11)
    rows: list[tuple[object, ...]] = [("Receipt No", "Customer ID", "Date", "Amount")]
    for row in range(1, count + 1):
        date = FIRST_DAY + dt.timedelta(days=600 + dice.randrange(30))
        customer = f"C-{dice.randrange(CUSTOMERS):04d}"
        rows.append((f"R-{row:06d}", customer, day(date), dice.randrange(1, 10**7) / 100))
    return tuple(rows)
