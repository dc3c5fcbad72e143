"""Result sheets in the open workbook: every kind of cell as it must stand there, whatever it holds."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from arxl.errors import Amount, Cancelled, Fault, sentence, warning
from arxl.jobs.check import faults_table
from arxl.locale import wording
from arxl.tables.result import ResultColumn, ResultTable, Shows
from arxl.tables.schema import Company
from arxl.workbook import look as looks
from arxl.workbook.live_results import BLOCK_ROWS, Setting, owned_sheet, write_sheet
from arxl.workbook.results import Sheet

from .workbook_state import keep_only

DAY = dt.date(2026, 10, 31)
COMPANY = Company("acme", "Acme & Søn")
FIRST = 5  # row of the first record below title, day, a blank row and the headings


def setting(language: str = "en", poll: Any = lambda: None) -> Setting:
    return Setting(COMPANY, DAY, wording(language), poll)


def table(title: str = "Aging", **columns: Any) -> ResultTable:
    """Columns by key: how they show, and their cells."""
    return ResultTable(
        title, tuple(ResultColumn(key, key.title(), shows, cells) for key, (shows, cells) in columns.items())
    )


def written(book: Any, result: ResultTable, *, links: str = "", language: str = "en") -> Any:
    return write_sheet(book, Sheet(result, links=links), setting(language))


def test_texts_stay_texts_whatever_they_look_like(blank: Any) -> None:
    texts = ["0007", "=1+1", "1-30", "+5", "@x", "'quoted", "TRUE", "#N/A", "1e5", "2026-10-31", "<r>x</r>", "a\nb", ""]
    sheet = written(blank, table(name=(Shows.TEXT, texts)))
    cells = sheet.range((FIRST, 1), (FIRST + len(texts) - 1, 1)).options(ndim=2).value
    assert [row[0] for row in cells] == [*texts[:-3], "<r>x</r> ", "a\nb", None]
    assert {type(row[0]) for row in cells[:-1]} == {str}


def test_a_text_longer_than_excel_shows_in_a_cell_of_text_has_the_general_format(blank: Any) -> None:
    reasons = [(sentence("{text}.", text="why " * 80),), (sentence("1-30"),)]
    sheet = written(blank, table(reasons=(Shows.SENTENCES, reasons)))
    assert sheet.range((FIRST, 1)).number_format == "General"
    assert sheet.range((FIRST, 1), (FIRST + 1, 1)).value == ["why " * 80 + ".", "1-30"]


def test_amounts_have_the_decimals_of_their_currency_and_a_column_for_it(blank: Any) -> None:
    amounts = [Amount(Decimal("1234.50"), "EUR"), Amount(Decimal(1200), "KRW"), None, Amount(Decimal("0.005"), "KWD")]
    sheet = written(blank, table(customer=(Shows.TEXT, list("abcd")), owed=(Shows.AMOUNT, amounts)))
    rows = sheet.range((FIRST - 1, 1), (FIRST + 3, 3)).value
    assert rows == [
        ["Customer", "Currency", "Owed"],
        ["a", "EUR", 1234.5],
        ["b", "KRW", 1200.0],
        ["c", None, None],
        ["d", "KWD", 0.005],
    ]
    assert [sheet.range((FIRST + nth, 3)).number_format for nth in (0, 1, 3)] == [
        looks.amount_format(2),
        looks.amount_format(0),
        looks.amount_format(3),
    ]


def test_days_counts_and_shares(blank: Any) -> None:
    result = table(
        day=(Shows.DATE, [DAY, None]), count=(Shows.WHOLE, [3, None]), share=(Shows.PERCENT, [Decimal("0.25"), None])
    )
    sheet = written(blank, result, language="ro")
    assert sheet.range((FIRST, 1), (FIRST + 1, 3)).value == [[dt.datetime(2026, 10, 31), 3.0, 0.25], [None] * 3]
    assert sheet.range((FIRST, 1)).api.getCellByPosition(0, 0).String == "31.10.2026"
    assert sheet.range((FIRST, 3)).api.getCellByPosition(0, 0).String == "25.0%"


def test_supply_levels_are_filled(blank: Any) -> None:
    sheet = written(blank, table(level=(Shows.WHOLE, [6, 6, 0])))
    colours = ["#" + "".join(f"{part:02X}" for part in sheet.range((FIRST + nth, 1)).color) for nth in range(3)]
    assert colours == [looks.LEVELS[6], looks.LEVELS[6], looks.LEVELS[0]]


def test_files_are_links_from_the_folder_of_the_workbook_on(blank: Any, tmp_path: Any) -> None:
    blank.save(tmp_path / "Book.xlsx")
    sheet = written(blank, table(file=(Shows.TEXT, ["Papers 1/a b.pdf", "", "C#1.pdf"])), links="file")
    assert sheet.range((FIRST, 1), (FIRST + 2, 1)).value == ["a b.pdf", None, "C#1.pdf"]
    assert sheet.range((FIRST, 1)).hyperlink == (tmp_path / "Papers 1" / "a b.pdf").as_uri()


def test_a_fault_leads_to_its_cell_where_the_workbook_has_it(blank: Any) -> None:
    blank.sheets[0].name = 'Deliveries "2026"'
    fact, remedy = sentence("so it is."), sentence("Correct it.")
    faults = (
        Fault('Deliveries "2026"!F17', fact, remedy),
        Fault("Deliveries!F17", fact, remedy),
        warning("2026-10", fact, remedy),
        warning('Deliveries "2026"!A3:A9', fact, remedy),
    )
    sheet = written(blank, faults_table(faults))
    assert sheet.range((FIRST, 1), (FIRST + 3, 1)).value == [fault.place for fault in faults]
    formulas = [sheet.range((FIRST + nth, 1)).formula for nth in range(4)]
    assert formulas[0] == '=HYPERLINK("#\'Deliveries ""2026""\'!F17","Deliveries ""2026""!F17")'
    assert [formula.startswith("=HYPERLINK(") for formula in formulas] == [True, False, False, True]


def test_many_rows_are_written_in_blocks_and_a_wish_is_heard_between_them(blank: Any) -> None:
    polls = []
    rows = 3 * BLOCK_ROWS + 7
    result = table(name=(Shows.TEXT, [f"{nth:05}" for nth in range(rows)]), count=(Shows.WHOLE, list(range(rows))))
    sheet = write_sheet(blank, Sheet(result), setting(poll=lambda: polls.append(1)))
    assert len(polls) >= 4
    assert sheet.range((FIRST, 1), (FIRST + rows - 1, 2)).value == [[f"{nth:05}", float(nth)] for nth in range(rows)]


def test_a_sheet_that_is_stopped_says_so_and_keeps_no_half_result(blank: Any) -> None:
    result = table(count=(Shows.WHOLE, list(range(3 * BLOCK_ROWS))))
    written(blank, result)
    left = iter([False, False, True])

    def poll() -> None:
        if next(left):
            raise Cancelled

    with pytest.raises(Cancelled):
        write_sheet(blank, Sheet(result), setting(poll=poll))
    sheet = owned_sheet(blank, "Aging")
    assert sheet["A1"].value == "This sheet is not complete: the run ended early."
    assert sheet.used_range.address == "$A$1"


def test_a_shorter_result_leaves_nothing_of_a_longer_one(blank: Any) -> None:
    written(blank, table(level=(Shows.WHOLE, [6, 5, 4]), name=(Shows.TEXT, ["=a", "b", "c"])))
    sheet = written(blank, table(level=(Shows.WHOLE, [0])))
    assert sheet.used_range.address == f"$A$1:$A${FIRST}"
    assert sheet.range((FIRST + 1, 1)).color is None


def test_the_records_are_a_table_to_filter_and_sort_by(blank: Any) -> None:
    """Title and totals stay outside."""
    owed = [Amount(Decimal(number), "EUR") for number in (3, 4)]
    sheet = written(blank, table("Open Items", customer=(Shows.TEXT, ["a", "b"]), owed=(Shows.AMOUNT, owed)))
    (made,) = sheet.tables
    assert (made.name, made.range.address, made.show_autofilter) == ("ARXL_Open_Items", "$A$4:$C$6", True)
    assert made.header_row_range.value == ["Customer", "Currency", "Owed"]


def test_a_filter_is_gone_when_the_result_is_written_anew(blank: Any) -> None:
    sheet = written(blank, table(name=(Shows.TEXT, ["a", "b", "c"])))
    keep_only(sheet.tables[0], "b")
    rows = sheet.api.Rows
    assert [rows.getByIndex(row).IsVisible for row in (4, 5, 6)] == [False, True, False]
    sheet = written(blank, table(name=(Shows.TEXT, ["a", "b"])))
    assert [rows.getByIndex(row).IsVisible for row in (4, 5, 6)] == [True] * 3
    assert [each.range.address for each in sheet.tables] == ["$A$4:$A$6"]


def test_an_empty_result_is_no_table(blank: Any) -> None:
    written(blank, table(name=(Shows.TEXT, ["a"])))
    assert len(written(blank, table(name=(Shows.TEXT, []))).tables) == 0


def test_somebody_elses_table_keeps_its_name(blank: Any) -> None:
    other = blank.sheets[0]
    other["A1"].value = [["Name"], ["x"]]
    other.tables.add(other["A1:A2"], name="ARXL_Aging")
    sheet = written(blank, table(name=(Shows.TEXT, ["a"])))
    assert [each.name for each in other.tables] == ["ARXL_Aging"]
    assert len(sheet.tables) == 1


def test_two_titles_that_a_sheet_cannot_bear(blank: Any) -> None:
    names = [
        written(blank, table(f"Receipts/Credits: {end}", count=(Shows.WHOLE, [1]))).name for end in ("x" * 40, "y")
    ]
    assert names == ["Receipts Credits  xxxxxxxxxxxxx", "Receipts Credits  y"]


def test_a_mark_is_all_that_tells_a_sheet_of_arxls_own(blank: Any) -> None:
    mine = blank.sheets.add("Aging", after=blank.sheets[0])
    assert owned_sheet(blank, "Aging") is None
    sheet = written(blank, table(count=(Shows.WHOLE, [1])))
    assert (sheet.name, mine.used_range.address) == ("Aging (arxl)", "$A$1")
    mine.name = "Mine"
    assert written(blank, table(count=(Shows.WHOLE, [2]))).name == "Aging (arxl)"
