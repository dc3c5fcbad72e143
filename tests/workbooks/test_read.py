"""From a workbook to its tables: which ranges are read as what, and at which addresses their cells stand."""

from __future__ import annotations

import datetime as dt
import zipfile
from dataclasses import replace

import numpy as np
import openpyxl
import pytest
from openpyxl.worksheet.table import Table
from xlsxwriter import Workbook

from arxl.errors import Refused, Severity
from arxl.tables.raw import CellError, RawBook
from arxl.workbook.guard import LIMITS
from arxl.workbook.read import read_raw
from workbooks.packages import package, packed, parts_of, sheet_xml

HEADERS = ["Document No", "Customer ID", "Date", "Amount"]
ROWS = [["INV-1", "C-1", dt.date(2026, 1, 5), 100.0], ["INV-2", "C-2", dt.date(2026, 1, 6), 200.5]]
RECEIPTS = [["Receipt No", "Customer ID", "Date", "Amount"], ["R-1", "C-1", dt.date(2026, 2, 1), 50.0]]


@pytest.fixture
def book(tmp_path):
    """Writes sheets (name -> rows) with openpyxl; `then` changes the workbook before it is saved."""

    def write(sheets, then=lambda made: None, name="Book.xlsx"):
        made = openpyxl.Workbook()
        made.remove(made.active)
        for title, rows in sheets.items():
            sheet = made.create_sheet(title)
            for row in rows:
                sheet.append(row)
        then(made)
        made.save(tmp_path / name)
        return tmp_path / name

    return write


def cells(raw: RawBook, table: str) -> dict[str, list[object]]:
    (found,) = [each for each in raw.tables if each.table == table]
    return {column.header: column.cells.tolist() for column in found.columns}


def place(raw: RawBook, table: str, header: str, record: int) -> str:
    (found,) = [each for each in raw.tables if each.table == table]
    (column,) = [each for each in found.columns if each.header == header]
    return f"{found.sheet}!{column.letters}{found.rows[record]}"


def refusal(path, settings=None, limits=LIMITS) -> str:
    with pytest.raises(Refused) as caught:
        read_raw(path, settings or {}, limits)
    return str(caught.value)


def notes(raw: RawBook) -> list[str]:
    assert all(note.severity is Severity.WARNING for note in raw.notes)
    return [f"{note.place}: {note.fact}" for note in raw.notes]


def test_a_plain_book(book):
    raw = read_raw(book({"Deliveries": [HEADERS, *ROWS], "Receipts": RECEIPTS}))
    assert raw.name == "Book"
    assert [table.table for table in raw.tables] == ["Deliveries", "Receipts"]
    assert raw.notes == ()
    assert cells(raw, "Deliveries") == {
        "Document No": ["INV-1", "INV-2"],
        "Customer ID": ["C-1", "C-2"],
        "Date": [dt.date(2026, 1, 5), dt.date(2026, 1, 6)],
        "Amount": [100.0, 200.5],
    }
    assert [column.cells.dtype.kind for column in raw.tables[0].columns] == ["O", "O", "M", "f"]
    assert place(raw, "Deliveries", "Amount", 1) == "Deliveries!D3"


def test_headers_below_titles_and_to_the_right(book):
    rows = [
        ["ACME Ltd"],
        [],
        [None, "Open invoices", None, None, "as of", dt.date(2026, 1, 31)],
        [None, None, *HEADERS],
    ]
    raw = read_raw(book({"Deliveries": [*rows, *([None, None, *row] for row in ROWS)]}))
    assert raw.tables[0].header_row == 4
    assert cells(raw, "Deliveries")["Amount"] == [100.0, 200.5]
    assert place(raw, "Deliveries", "Amount", 0) == "Deliveries!F5"


def test_blank_rows_keep_addresses_right(book):
    raw = read_raw(book({"Deliveries": [HEADERS, ROWS[0], [], [], ROWS[1]]}))
    assert raw.tables[0].rows.tolist() == [2, 3, 4, 5]
    amounts = cells(raw, "Deliveries")["Amount"]
    assert (amounts[0], amounts[3]) == (100.0, 200.5)
    assert np.isnan(amounts[1])


def test_a_sheet_is_known_by_its_headers_in_another_language(book):
    raw = read_raw(
        book({"Sheet1": [["客户编号", "单据编号", "开票日期", "金额（元）"], *ROWS], "说明": [["请勿修改"]]})
    )
    assert [(table.table, table.sheet) for table in raw.tables] == [("Deliveries", "Sheet1")]
    assert notes(raw) == ["Book.xlsx: not read, because neither name nor headers are those of a table: 说明."]


def test_a_lone_sheet_of_customer_date_and_amount_is_deliveries(book):
    raw = read_raw(book({"Sheet1": [["Client", "Data", "Suma"], ["C-1", dt.date(2026, 1, 5), 100.0]]}))
    assert [table.table for table in raw.tables] == ["Deliveries"]


def test_beside_receipts_such_a_sheet_is_not_guessed(book):
    raw = read_raw(
        book({"Receipts": RECEIPTS, "Sheet1": [["Client", "Date", "Amount"], ["C-1", dt.date(2026, 1, 5), 1]]})
    )
    assert [table.table for table in raw.tables] == ["Receipts"]
    assert "Sheet1" in notes(raw)[0]


def test_spreadsheet_tables_are_exact(book):
    def add_tables(made):
        sheet = made["Data"]
        sheet.append([])
        for row in (["", "", *RECEIPTS[0]], ["", "", *RECEIPTS[1]], ["", "", "Total", None, None, "=SUM(F10)"]):
            sheet.append(row)
        sheet["A1"], sheet["H5"] = "Everything in one sheet", "a remark"
        deliveries = Table(displayName="tblDeliveries", ref="A2:D4")
        receipts = Table(displayName="Receipts", ref="C6:F8", totalsRowCount=1)
        sheet.add_table(deliveries)
        sheet.add_table(receipts)

    raw = read_raw(book({"Data": [[], HEADERS, *ROWS]}, add_tables))
    assert [(table.table, table.name) for table in raw.tables] == [
        ("Deliveries", "tblDeliveries"),
        ("Receipts", "Receipts"),
    ]
    assert cells(raw, "Deliveries")["Amount"] == [100.0, 200.5]
    assert cells(raw, "Receipts") == {
        "Receipt No": ["R-1"], "Customer ID": ["C-1"], "Date": [dt.date(2026, 2, 1)], "Amount": [50.0]
    }  # fmt: skip
    assert place(raw, "Receipts", "Amount", 0) == "Data!F7"


def test_one_nameless_table_goes_by_its_sheet(book):
    def add_table(made):
        made["Facturas"].add_table(Table(displayName="Tabla1", ref="A1:D3"))

    raw = read_raw(book({"Facturas": [HEADERS, *ROWS, [], ["typed below the table"]]}, add_table))
    assert [(table.table, table.name) for table in raw.tables] == [("Deliveries", "Tabla1")]
    assert raw.tables[0].rows.tolist() == [2, 3]


def test_the_stronger_claim_is_read_and_the_weaker_noted(book):
    raw = read_raw(book({"Old": [HEADERS, *ROWS], "Deliveries": [HEADERS, ROWS[0]]}))
    assert [table.sheet for table in raw.tables] == ["Deliveries"]
    assert notes(raw) == ['Old: it looks like the table Deliveries, and is not read: "Deliveries" is.']


def test_two_equal_claims_are_refused(book):
    said = refusal(book({"Deliveries 2025": [HEADERS, ROWS[0]], "Deliveries 2026": [HEADERS, ROWS[1]]}))
    assert said.startswith(
        'Book.xlsx: "Deliveries 2025" and "Deliveries 2026" both look like the table Deliveries. Put their rows'
    )


def test_a_named_table_goes_before_two_sheets_of_one_name(book):
    def add_table(made):
        made["Data"].add_table(Table(displayName="Deliveries", ref="A1:D3"))

    raw = read_raw(book({"Invoices 1": [HEADERS], "Invoices 2": [HEADERS], "Data": [HEADERS, *ROWS]}, add_table))
    assert [table.sheet for table in raw.tables] == ["Data"]


def test_a_hidden_sheet_counts_by_its_name_only(book):
    def hide(made):
        made["Receipts"].sheet_state = "hidden"
        made["Secret"].sheet_state = "veryHidden"

    sheets = {
        "Deliveries": [HEADERS, *ROWS],
        "Receipts": RECEIPTS,
        "Secret": [["Customer ID", "Terms"], ["C-1", "COD"]],
    }
    raw = read_raw(book(sheets, hide))
    assert [(table.table, table.visible) for table in raw.tables] == [("Deliveries", True), ("Receipts", False)]
    assert notes(raw) == [
        "Receipts: the sheet is hidden, and read as Receipts.",
        "Secret: the sheet is hidden, and not read, though its headers look like the table Customers.",
    ]


def test_charts_are_passed_over_and_sheets_line_up(tmp_path):
    made = Workbook(tmp_path / "Book.xlsx")
    made.add_worksheet("Notes").write(0, 0, "x")
    chart = made.add_chart({"type": "line"})
    chart.add_series({"values": "=Notes!$A$1:$A$2"})
    made.add_chartsheet("Chart").set_chart(chart)
    sheet = made.add_worksheet("Deliveries")
    for row, line in enumerate([HEADERS, ["INV-1", "C-1", 46000, 5.5]]):
        sheet.write_row(row, 0, line)
    made.close()
    raw = read_raw(tmp_path / "Book.xlsx")
    assert cells(raw, "Deliveries")["Amount"] == [5.5]
    assert notes(raw)[0] == "Chart: the sheet is a chart, and passed over."


def test_a_header_merged_over_two_rows_heads_its_column(book):
    def merge(made):
        made["Deliveries"].merge_cells("A1:A2")
        made["Deliveries"].merge_cells("B1:B2")

    rows = [["Document No", "Customer ID", "Invoice", None], [None, None, "Date", "Amount"], *ROWS]
    raw = read_raw(book({"Deliveries": rows}, merge))
    assert raw.tables[0].header_row == 2
    assert cells(raw, "Deliveries")["Customer ID"] == ["C-1", "C-2"]
    assert raw.notes == ()


def test_cells_merged_over_rows_are_noted(book):
    raw = read_raw(book({"Deliveries": [HEADERS, *ROWS]}, lambda made: made["Deliveries"].merge_cells("B2:B3")))
    assert notes(raw)[0].startswith("Deliveries!B2:B3: the cells are merged")


@pytest.mark.parametrize(
    ("rows", "header", "letters"),
    [
        ([["Key", "Value"], ["id", "ACME"], ["currency", "EUR"]], 1, ["A", "B"]),
        ([["id", "ACME"], ["currency", "EUR"]], 0, ["A", "B"]),
        ([[None, "id", "ACME"], [None, "currency", "EUR"]], 0, ["B", "C"]),
        ([["Clave", "Valor", "Qué hace"], ["id", "ACME", ""], ["currency", "EUR", ""]], 1, ["A", "B", "C"]),
    ],
)
def test_settings_are_keys_and_values_with_or_without_headers(book, rows, header, letters):
    raw = read_raw(book({"Company": rows, "Deliveries": [HEADERS, *ROWS]}))
    company = next(table for table in raw.tables if table.table == "Company")
    assert company.header_row == header
    assert [column.letters for column in company.columns] == letters
    assert [cell for cell in company.columns[1].cells.tolist() if cell] == ["ACME", "EUR"]


def test_the_policy_sheet_maps_headers(book):
    rows = [["Beleg", "Kunde", "Tag", "Betrag"], *ROWS]
    policy = [["Key", "Value"], ["map.Deliveries.Customer ID", "Kunde"], ["map.Deliveries.Date", "Tag"]]
    raw = read_raw(book({"Sheet1": rows, "Policy": [*policy, ["map.Deliveries.Amount", "Betrag"]]}))
    assert [table.table for table in raw.tables] == ["Deliveries", "Policy"]


def test_the_command_line_maps_headers(book):
    path = book({"Sheet1": [["Kunde", "Tag", "Betrag"], ["C-1", dt.date(2026, 1, 5), 100.0]]})
    assert "no table found" in refusal(path)
    mapped = {"map.Deliveries.Customer ID": "Kunde", "map.Deliveries.Date": "Tag", "map.Deliveries.Amount": "Betrag"}
    assert [table.table for table in read_raw(path, mapped).tables] == ["Deliveries"]


def test_a_named_sheet_without_its_columns_is_read_so_that_their_lack_can_be_said(book):
    raw = read_raw(book({"Deliveries": [["My list"], ["Doc", "Customer", "Amount"], ["INV-1", "C-1", 5.0]]}))
    assert raw.tables[0].header_row == 2
    assert [column.header for column in raw.tables[0].columns] == ["Doc", "Customer", "Amount"]


def test_errors_formulas_and_long_numbers_keep_their_addresses(tmp_path):
    rows = (
        '<row r="2"><c r="A2"><v>12345678901234567890</v></c><c r="D2" t="e"><v>#N/A</v></c></row>'
        '<row r="3"><c r="D3"><v>5</v></c></row><row r="4"><c r="D4"><f>1+1</f></c></row>'
    )
    (tmp_path / "Book.xlsx").write_bytes(package(rows))
    raw = read_raw(tmp_path / "Book.xlsx")
    assert cells(raw, "Deliveries")["Amount"] == [CellError("#N/A"), 5.0, CellError("no cached value")]
    assert cells(raw, "Deliveries")["Document No"] == ["12345678901234567890", None, None]
    assert raw.tables[0].rows.tolist() == [2, 3, 4]


def test_a_book_that_counts_from_1904(book):
    def count_from_1904(made):
        made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    raw = read_raw(book({"Deliveries": [HEADERS, *ROWS]}, count_from_1904))
    assert raw.tables[0].epoch_1904
    assert cells(raw, "Deliveries")["Date"] == [dt.date(2026, 1, 5), dt.date(2026, 1, 6)]


def test_a_strict_workbook_reads_like_any_other(book, tmp_path):
    path = book({"Deliveries": [HEADERS, *ROWS]})
    strict = tmp_path / "Strict.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(strict, "w") as target:
        for name in source.namelist():
            part = source.read(name).replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"
            ).replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )  # fmt: skip
            target.writestr(name, part)
    assert cells(read_raw(strict), "Deliveries") == cells(read_raw(path), "Deliveries")


def test_absolute_and_odd_part_paths(tmp_path):
    parts = parts_of({"Deliveries": sheet_xml('<row r="1"><c r="A1" t="inlineStr"><is><t>Customer</t></is></c></row>')})
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace("worksheets/", "/xl/worksheets/")
    (tmp_path / "Book.xlsx").write_bytes(packed(parts))
    assert [table.sheet for table in read_raw(tmp_path / "Book.xlsx").tables] == ["Deliveries"]


def test_a_book_without_tables_says_what_it_has(book):
    assert refusal(book({"Prices": [["Item", "Price"], ["Tea", 5]], "Empty": []})).startswith(
        "Book.xlsx: no table found. The sheets are: Prices (Item, Price). Name the sheet of invoices Deliveries"
    )
    assert "no table found: every sheet is empty." in refusal(book({"Empty": []}))


def test_too_many_sheets_are_refused(book):
    path = book({f"S{n}": [["x"]] for n in range(5)})
    assert "it has 5 sheets; at most 4 are read." in refusal(path, limits=replace(LIMITS, sheets=4))


def test_a_sheet_that_breaks_the_parser_is_one_sentence(tmp_path):
    """One cell at XFD1048576 makes the parser allocate the whole grid, and abort."""
    (tmp_path / "Book.xlsx").write_bytes(package('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
    unguarded = replace(LIMITS, grid_cells=1 << 40, memory_bytes=2 << 30)
    assert "takes more than 2048 MB of memory, or breaks the reader." in refusal(
        tmp_path / "Book.xlsx", limits=unguarded
    )


def test_a_parser_that_takes_too_long_is_one_sentence(book):
    path = book({"Deliveries": [HEADERS, *ROWS]})
    assert "reading the workbook takes more than 0.01 seconds." in refusal(path, limits=replace(LIMITS, seconds=0.01))


def test_the_file_is_not_touched(book):
    path = book({"Deliveries": [HEADERS, *ROWS]})
    before = path.read_bytes(), path.stat().st_mtime_ns
    read_raw(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
