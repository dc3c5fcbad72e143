"""An open workbook and its file are read alike: the same tables, headers, cells, addresses and notes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

from arxl.errors import Refused
from arxl.tables.raw import CellError, RawBook
from arxl.workbook.live import raw_book
from arxl.workbook.read import read_raw

HEADERS = ("Document No", "Customer ID", "Date", "Amount")
ROWS = (("0007", "C-1", dt.date(2026, 10, 1), 100.0), ("INV-2", "C-2", dt.date(2026, 10, 2), 12.5))


def as_told(raw: RawBook) -> Any:
    """All that a raw book says, in values that can be compared."""
    return (
        raw.name,
        [
            (
                (table.table, table.sheet, table.name, table.header_row, table.visible, table.epoch_1904),
                table.rows.tolist(),
                [(column.header, column.letters, list(map(plain, column.cells.tolist()))) for column in table.columns],
            )
            for table in raw.tables
        ],
        [str(note) for note in raw.notes],
    )


def plain(cell: Any) -> Any:
    return None if cell != cell else cell


def saved(folder: Path, fill: Callable[[Any], None]) -> Path:
    """A workbook that `fill` has filled."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    fill(book)
    path = folder / "Book.xlsx"
    book.save(path)
    return path


def sheet_with(book: Any, name: str, rows: Any, at: tuple[int, int] = (1, 1)) -> Any:
    sheet = book.create_sheet(name)
    for down, row in enumerate(rows):
        for right, value in enumerate(row):
            sheet.cell(at[0] + down, at[1] + right, value)
    return sheet


# --- workbooks, each of its own kind -------------------------------------------------------------------------------


def by_sheet_name(book: Any) -> None:
    sheet_with(book, "Deliveries", (HEADERS, *ROWS))
    sheet_with(book, "Notes", (("nothing", "here"),))


def by_table_name(book: Any) -> None:
    sheet = sheet_with(book, "Sheet1", (HEADERS, *ROWS), at=(5, 3))
    sheet.add_table(Table(displayName="tblDeliveries", ref="C5:F7"))
    sheet["A1"] = "a title"


def by_headers(book: Any) -> None:
    headers = ("发票号", "客户编号", "日期", "金额", "到期日")
    sheet_with(
        book, "十月", (("应收", None), (None,), headers, *((*row, dt.date(2026, 11, 1)) for row in ROWS)), at=(2, 2)
    )


def odd_cells(book: Any) -> None:
    rows = [
        ("INV-1", "C-1", dt.date(2026, 10, 1), "1,200.00"),
        ("INV-2", 17, "2026-10-02", True),
        (None, None, None, None),
        ("INV-4", "C-1", dt.datetime(2026, 10, 4, 15, 30), -3),
        ("INV-5", "C-1", dt.time(8, 30), None),
        ("  spaced  ", "C-ü 中", dt.date(1999, 12, 31), 0.1 + 0.2),
        ("1-30", "=text", dt.date(2026, 10, 6), 1e15),
    ]
    sheet = sheet_with(book, "Deliveries", (HEADERS, *rows))
    sheet["B8"].data_type = "s"  # a text, whatever it begins with
    sheet["A10"] = "Total"


def hidden_sheets(book: Any) -> None:
    sheet_with(book, "Deliveries", (HEADERS, *ROWS)).sheet_state = "hidden"
    sheet_with(book, "Old", (("Receipt No", "Customer ID", "Date", "Amount"), ROWS[0])).sheet_state = "veryHidden"
    sheet_with(book, "Shown", ((1,),))


def merged_cells(book: Any) -> None:
    sheet = sheet_with(
        book, "Deliveries", (("Document No", "Customer ID", "When", None), (None, None, "Date", "Amount"), *ROWS)
    )
    for merge in ("A1:A2", "B1:B2", "C1:D1", "B3:B4"):
        sheet.merge_cells(merge)


def settings(book: Any) -> None:
    sheet_with(book, "Company", (("ID", "acme"), ("Currency", "EUR")))
    sheet_with(book, "Policy", (("Key", "Value"), ("map.Deliveries.Amount", "Owed")))
    sheet_with(book, "Deliveries", ((*HEADERS[:3], "Owed"), *ROWS))


def from_1904(book: Any) -> None:
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet_with(book, "Deliveries", (HEADERS, *ROWS))


def marked_sheets(book: Any) -> None:
    sheet_with(book, "Deliveries", (HEADERS, *ROWS))
    sheet = sheet_with(book, "Receipts", (("Receipt No", "Customer ID", "Date", "Amount"), ROWS[0]))
    sheet.defined_names["_arxl"] = DefinedName("_arxl", attr_text='"arxl"')


KINDS = [
    by_sheet_name, by_table_name, by_headers, odd_cells, hidden_sheets, merged_cells, settings, from_1904,
    marked_sheets,
]  # fmt: skip


@pytest.mark.parametrize("fill", KINDS, ids=lambda fill: fill.__name__)
def test_an_open_workbook_is_read_as_its_file_is(fill: Callable[[Any], None], tmp_path: Path, opened: Any) -> None:
    path = saved(tmp_path, fill)
    assert as_told(raw_book(opened(path))) == as_told(read_raw(path))


def test_a_sheet_of_arxls_own_is_nobodys_table(tmp_path: Path, opened: Any) -> None:
    path = saved(tmp_path, marked_sheets)
    assert [table.table for table in read_raw(path).tables] == ["Deliveries"]
    assert [table.table for table in raw_book(opened(path)).tables] == ["Deliveries"]


def test_the_whole_sample_is_read_as_its_file_is(sample: Path, opened: Any) -> None:
    assert as_told(raw_book(opened(sample))) == as_told(read_raw(sample))


def test_error_cells_keep_their_names(blank: Any) -> None:
    sheet = blank.sheets[0]
    sheet.name = "Deliveries"
    sheet["A1:D1"].value = [list(HEADERS)]
    sheet["A2:D5"].formula = [
        ["INV-1", "=NA()", "=1/0", "=nosuch()"],
        ["INV-2", "C-1", "=DATE(2026,10,1)", '="a"*2'],
        ["INV-3", "C-1", "=NA()", "=SQRT(-1)"],
        ["INV-4", '=""', "=A99", "=1+1"],
    ]
    table = raw_book(blank).tables[0]
    cells = {column.header: column.cells.tolist() for column in table.columns}
    assert cells["Customer ID"] == [CellError("#N/A"), "C-1", "C-1", None]
    assert cells["Date"][0] == CellError("#DIV/0!")
    assert cells["Date"][2] == CellError("#N/A")
    assert cells["Amount"] == [CellError("#NAME?"), CellError("#VALUE!"), CellError("#VALUE!"), 2.0]


def test_a_policy_given_from_outside_wins(tmp_path: Path, opened: Any) -> None:
    path = saved(tmp_path, settings)
    given = {"map.Deliveries.Amount": "Document No"}
    assert as_told(raw_book(opened(path), given)) == as_told(read_raw(path, given))


def test_a_workbook_without_tables_is_refused_in_the_same_words(tmp_path: Path, opened: Any) -> None:
    path = saved(tmp_path, lambda book: sheet_with(book, "Notes", (("nothing", "here"),)))
    with pytest.raises(Refused) as from_file:
        read_raw(path)
    with pytest.raises(Refused) as live:
        raw_book(opened(path))
    assert str(live.value) == str(from_file.value)
