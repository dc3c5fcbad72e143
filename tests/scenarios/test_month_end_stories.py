"""Stories of the month's end: one command, run twice, interrupted by lost files, in a folder and in a workbook."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from arxl.errors import Refused
from arxl.jobs.month_end import MonthEnd, month_end
from arxl.jobs.opened import open_book
from arxl.tables.schema import Company
from arxl.workbook.template import write_template

from .story import Story

TODAY = dt.date(2026, 2, 3)


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def closed(book: Path, today: dt.date = TODAY) -> MonthEnd:
    return month_end(open_book(book, {}, dt.date(2026, 1, 31)), "2026-01", today)


@pytest.fixture
def folder(story: Story) -> Path:
    """A book as a folder of CSV files."""
    story.tells("""
        customer C-1, Name: =2+3, Credit Limit: 500
        customer C-2, Name: Ferretería Ñandú
        2025-12-05 delivery INV-1 to C-1 of 1000.00
        2026-01-20 delivery INV-2 to C-2 of 500.00
        2026-01-25 receipt R-1 from C-1 of 250.50
    """)
    return story.path


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """The same as a workbook."""
    path = tmp_path / "Book.xlsx"
    day = dt.date(2026, 1, 20)
    write_template(
        path,
        "en",
        {
            "Customers": [{"customer": "C-1", "credit_limit_minor": Decimal("500.00")}, {"customer": "C-2"}],
            "Deliveries": [
                {"document": "INV-1", "customer": "C-1", "date": dt.date(2025, 12, 5), "amount_minor": Decimal(1000)},
                {"document": "INV-2", "customer": "C-2", "date": day, "amount_minor": Decimal("500.00")},
            ],
            "Receipts": [{"receipt": "R-1", "customer": "C-1", "date": day, "amount_minor": Decimal("250.50")}],
        },
        company=Company(id="dealer-supplies", name="Dealer Supplies", currency="EUR"),
    )
    return path


@pytest.fixture(params=["folder", "workbook"])
def book(request: pytest.FixtureRequest) -> Path:
    return request.getfixturevalue(request.param)


def test_a_second_run_adds_nothing_and_changes_no_byte(book: Path) -> None:
    given = files(book.parent)
    first = closed(book)
    assert (first.statements.issued, first.changed) == (2, True)
    after = files(book.parent)
    assert given.items() <= after.items()
    assert sorted(after.keys() - given.keys()) == [
        "Book – results 2026-01.xlsx",
        "Book – statements 2026-01/ST2026-00001 C-1.pdf",
        "Book – statements 2026-01/ST2026-00002 C-2.pdf",
        "Book – statements 2026-01/statements 2026-01.xlsx",
        "dealer-supplies backup 2026-02-03.arxl",
        "dealer-supplies.arxl",
    ]
    second = closed(book, TODAY + dt.timedelta(days=7))
    assert (second.statements.issued, second.statements.exported, second.changed) == (0, 0, False)
    assert files(book.parent) == after


def test_what_is_lost_comes_back_from_the_register_byte_for_byte(book: Path) -> None:
    closed(book)
    after = files(book.parent)
    for name in after:
        if name.endswith(".pdf") or "results" in name or "statements" in name:
            (book.parent / name).unlink()
    closed(book)
    assert files(book.parent) == after


def test_the_results_say_what_the_register_holds(book: Path) -> None:
    done = closed(book)
    sheets = openpyxl.load_workbook(done.results, data_only=True)
    cells = [[cell.value for cell in row] for row in sheets["Statements"].iter_rows()]
    shown = {row[0]: row[5] for row in cells if str(row[0]).startswith("ST2026")}
    assert shown == {"ST2026-00001": 749.5, "ST2026-00002": 500}
    assert {"Dashboard", "Aging", "Open Items", "Allocations", "Statements", "Supply", "Faults"} <= set(
        sheets.sheetnames
    )


def test_a_name_that_looks_like_a_formula_stays_a_name(folder: Path) -> None:
    sheets = openpyxl.load_workbook(closed(folder).results)
    names = [cell for row in sheets["Aging"].iter_rows() for cell in row if cell.value == "=2+3"]
    assert names
    assert all(cell.data_type == "s" for cell in names)


def test_a_paper_that_somebody_changed_is_not_what_was_issued(folder: Path) -> None:
    """The register keeps the bytes; the file beside the book is a copy."""
    done = closed(folder)
    paper = done.statements.folder / done.statements.statements[0].file
    issued = paper.read_bytes()
    paper.write_bytes(issued.replace(b"PDF", b"pdf", 1))
    paper.unlink()
    closed(folder)
    assert paper.read_bytes() == issued


def test_a_results_file_of_somebody_else_is_not_replaced(folder: Path) -> None:
    own = folder.with_name("Book – results 2026-01.xlsx")
    mine = openpyxl.Workbook()
    mine.active["A1"] = "notes"
    mine.save(own)
    before = own.read_bytes()
    with pytest.raises(Refused):
        closed(folder)
    assert own.read_bytes() == before
