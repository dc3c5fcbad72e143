"""Numbers that say % themselves: parts of 1 in a rule's threshold, percentages in what is sold."""

from __future__ import annotations

import pytest

from arxl.tables.book import book_of
from arxl.tables.ranges import table_of_range
from arxl.tables.raw import RawBook
from arxl.tables.schema import Book


def book(sheet: str, rows: list[list[object]]) -> Book:
    sold = [["Document No", "Customer ID", "Date", "Amount"]]
    sold += [[f"INV-{number}", "C-1", "2026-01-05", "100.00"] for number in (1, 2)]
    tables = [table_of_range("Deliveries", sold, is_text=True), table_of_range(sheet, rows, is_text=True)]
    return book_of(RawBook("Book", tuple(tables)), {"currency": "EUR"}, None)


def test_thresholds_in_percent_are_parts_of_one() -> None:
    read = book(
        "Supply Rules",
        [["Metric", "Level", "A", "B", "C", "D"], ["exposure/limit", 2, "80%", "0.8", "33.3 %", "120 %"]],
    )
    rules = read.supply_rules
    assert read.faults == ()
    assert [column.tolist() for column in (rules.a, rules.b, rules.c, rules.d)] == [[0.8], [0.8], [0.333], [1.2]]


@pytest.mark.parametrize(
    ("cells", "sold", "warned"),
    [
        (["80%", "80"], [80, 80], 0),
        (["1%", "0.5%"], [1, 0.5], 0),  # less than one in a hundred, and not half
        (["1", "100%"], [1, 100], 0),
        (["1", "0.5"], [100, 50], 1),
        (["1", "60"], [1, 60], 0),
        (["1", "1"], [1, 1], 2),
    ],
)
def test_shares_sold_are_percentages(cells: list[str], sold: list[float], warned: int) -> None:
    rows = [["C-1", "2026-02-02", f"INV-{number}", cell] for number, cell in enumerate(cells, 1)]
    read = book("Stock", [["Customer ID", "Date", "Document No", "Sold %"], *rows])
    assert read.stock.sold_percent.tolist() == sold
    assert len(read.faults) == warned
