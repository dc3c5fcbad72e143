"""Stories of statements as sheets: what was issued is never shown differently."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from arxl.jobs import sheets
from arxl.jobs.export import statements_folder

from .story import CommandLine, Story

TRADE = """
    customer C-1, Name: Harbour Hotel, Address: 4 Harbour Street
    customer C-2, Name: Taberna Sol, Language: es
    2026-09-10 delivery INV-1 to C-1 of 1000.00, Due Date: 2026-09-30
    2026-09-12 receipt R-1 from C-1 of 400.00
    2026-09-20 delivery INV-2 to C-2 of 250.00
"""


@pytest.fixture
def issued(story: Story) -> Path:
    """September issued; the workbook of its sheets."""
    story.tells(TRADE)
    story.issues("2026-09", "2026-10-05")
    return statements_folder(story.path, "2026-09") / "statements 2026-09.xlsx"


def texts_of(path: Path) -> dict[str, set[object]]:
    """Sheet -> the values of its cells."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {sheet.title: {cell.value for row in sheet.iter_rows() for cell in row} for sheet in book.worksheets}


def test_issuing_leaves_a_workbook_with_one_sheet_a_statement(issued: Path) -> None:
    sheets_of = texts_of(issued)
    assert list(sheets_of) == ["ST2026-00001", "ST2026-00002"]
    assert {"Harbour Hotel", "INV-1", "R-1", 600} <= sheets_of["ST2026-00001"]
    assert {"Taberna Sol", "Saldo final", 250} <= sheets_of["ST2026-00002"]


def test_what_was_issued_is_shown_as_it_was_whatever_the_book_says_later(
    issued: Path, story: Story, arxl: CommandLine, tmp_path: Path
) -> None:
    before = issued.read_bytes()
    story.tells("2026-09-15 receipt R-2 from C-1 of 100.00\n company Name, Value: Renamed Ltd.")
    customers = story.path / "Customers.csv"
    customers.write_text(customers.read_text("utf-8").replace("4 Harbour Street", "9 New Road"), "utf-8")
    again = tmp_path / "again.xlsx"
    said = arxl("statements", story.path, "--month", "2026-09", "--format", "xlsx", "-o", again)
    assert (said.status, said.out) == (0, f"Written: {again}\n")
    assert again.read_bytes() == before


def test_a_lost_workbook_is_exported_again_byte_for_byte(issued: Path, story: Story) -> None:
    before = issued.read_bytes()
    issued.unlink()
    story.tells("2026-10-02 delivery INV-3 to C-1 of 70.00")
    story.issues("2026-09", "2026-10-20")
    assert issued.read_bytes() == before


def test_a_month_that_is_not_issued_is_drafted(issued: Path, story: Story, arxl: CommandLine, tmp_path: Path) -> None:
    story.tells("2026-10-02 delivery INV-3 to C-1 of 70.00")
    path = tmp_path / "drafts.xlsx"
    assert arxl("statements", story.path, "--month", "2026-10", "--format", "xlsx", "-o", path).status == 0
    drafts = texts_of(path)
    assert list(drafts) == ["C-1 EUR", "C-2 EUR"]
    assert {"DRAFT", 600, 670} <= drafts["C-1 EUR"]


def test_a_workbook_needs_a_file_and_a_statement(story: Story, arxl: CommandLine, tmp_path: Path) -> None:
    story.tells(TRADE)
    asked = ("statements", story.path, "--month", "2026-08", "--format", "xlsx")
    assert arxl(*asked).status == 2
    nothing = arxl(*asked, "-o", tmp_path / "none.xlsx")
    assert nothing.status == 3
    assert "no account has a balance or a movement in this month" in nothing.err
    assert not (tmp_path / "none.xlsx").exists()


def test_many_statements_stand_in_several_workbooks(
    story: Story, arxl: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("arxl.workbook.statement_sheets.MOST_SHEETS", 2)
    monkeypatch.setattr(sheets, "MOST_SHEETS", 2)
    for nth in range(1, 6):
        story.tells(f"2026-09-10 delivery INV-{nth} to C-{nth} of 10.00")
    asked = ("statements", story.path, "--month", "2026-09", "--format", "xlsx", "-o", tmp_path / "s.xlsx")
    assert arxl(*asked).out.count("Written: ") == 3
    names = [name for nth in (1, 2, 3) for name in texts_of(tmp_path / f"s ({nth} of 3).xlsx")]
    assert names == [f"C-{nth} EUR" for nth in range(1, 6)]
