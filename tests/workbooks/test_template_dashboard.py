"""The Dashboard of a workbook to start from: live formulas, and beside them the values that they come to."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from arxl.functions.catalogue import CATALOGUE
from arxl.jobs.live_figures import live_figures
from arxl.jobs.opened import open_book
from arxl.jobs.report import aging, supply
from arxl.jobs.sample import SAMPLE_AS_OF
from arxl.jobs.start import new_book, write_sample
from arxl.locale import LANGUAGES, wording
from arxl.practices.aging import Per
from arxl.tables.schema import Company
from arxl.workbook.template import write_template
from arxl.workbook.template_figures import PLACES, LiveFigures
from arxl.workbook.template_names import sheet_names
from office import Office

DAY = dt.date(2026, 10, 31)
COMPANY = Company("made-up", "Made-Up Foods", "EUR")
ROWS: Mapping[str, list[dict[str, object]]] = {
    "Customers": [{"customer": "C-1", "name": "Hotel", "grade": "D"}, {"customer": "C-2", "currency": "RON"}],
    "Deliveries": [
        {"document": "A-1", "customer": "C-1", "date": dt.date(2026, 6, 1), "amount_minor": Decimal("1000.50")},
        {"document": "A-2", "customer": "C-1", "date": dt.date(2026, 10, 20), "amount_minor": Decimal("500")},
        {"document": "A-3", "customer": "C-2", "date": dt.date(2026, 9, 20), "amount_minor": Decimal("70")},
    ],
    "Receipts": [
        {"receipt": "R-1", "customer": "C-1", "date": dt.date(2026, 8, 1), "amount_minor": Decimal("200.25")},
        {"receipt": "R-2", "customer": "C-2", "date": dt.date(2026, 9, 1), "amount_minor": Decimal("5")},
    ],
    "Rates": [{"currency": "RON", "date": dt.date(2026, 1, 1), "rate": 0.2}],
}


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    with Office() as started:
        yield started


IN_EUROS = {
    table: [row if table == "Rates" else {"currency": "EUR", **row} for row in rows] for table, rows in ROWS.items()
}


def written(
    path: Path,
    language: str = "en",
    policy: Mapping[str, str] | None = None,
    rows: Mapping[str, list[dict[str, object]]] = ROWS,
    **changes: Any,
) -> Path:
    company = replace(COMPANY, language=language, **changes)
    figures = live_figures(rows, policy or {}, company, DAY, DAY)
    write_template(path, language, rows, policy or {}, company, figures)
    return path


def board_of(path: Path, language: str = "en") -> Worksheet:
    return openpyxl.load_workbook(path, data_only=True)[sheet_names(wording(language)).dashboard]


def figure(sheet: Worksheet, caption: str) -> object:
    """The cell right of a caption."""
    return next(row[1].value for row in sheet.iter_rows(max_col=2) if row[0].value == caption)


def answers_as_cells(source: Path, target: Path) -> Path:
    """A copy in which what the functions answered stands as plain cells, for a program that has none of them."""
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w") as copy:
        for name in archive.namelist():
            content = archive.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = re.sub(rb'<f t="array"[^>]*>[^<]*</f>', b"", content)
            copy.writestr(name, content)
    return target


# --- what stands in the file ----------------------------------------------------------------------------------------


def test_a_formula_gives_a_function_its_arguments_by_name(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(tmp_path / "book.xlsx"))
    functions = {f"ARXL_{function.name}": function for function in CATALOGUE}
    called = {}
    for row in book["Figures"].iter_rows():
        for cell in row:
            if hasattr(cell.value, "text") and cell.value.text.startswith("=ARXL_"):
                name, _, arguments = cell.value.text[1:].rstrip(")").partition("(")
                called[name] = dict(
                    zip((a.name for a in functions[name].arguments), arguments.split(","), strict=False)
                )
    assert len(called) == len(PLACES)
    for given in called.values():
        assert given["deliveries"] == "All_Deliveries"
        assert given["as_of"] == "AsOf"
        assert given["policy"] == "Settings"
        names = {each for each in given.values() if each and not re.fullmatch(r'TRUE|"\w+"|\d+', each)}
        assert names <= set(book.defined_names)


def test_the_day_is_today_until_somebody_writes_another(tmp_path: Path) -> None:
    new_book(tmp_path / "new.xlsx", "es")
    book = openpyxl.load_workbook(tmp_path / "new.xlsx")
    sheet, _, cell = book.defined_names["AsOf"].attr_text.partition("!")
    assert book[sheet.strip("'")][cell].value == "=TODAY()"
    sample = openpyxl.load_workbook(written(tmp_path / "book.xlsx"))
    assert sample["Dashboard"]["B2"].value.date() == DAY


def test_the_key_figures_are_those_of_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "sample.xlsx"
    write_sample(path)
    opened = open_book(path, {}, SAMPLE_AS_OF)
    assert opened.book.faults == ()
    (row,) = [row for row in aging(opened, per=Per.CURRENCY).table().rows() if row[0] == "EUR"]
    board = board_of(path)
    assert figure(board, "Balance") == pytest.approx(float(row[-3].value))
    assert figure(board, "Unapplied cash") == pytest.approx(float(row[-4].value))
    assert figure(board, "Not due") == pytest.approx(float(row[1].value))
    assert figure(board, "Total") == pytest.approx(float(sum(cell.value for cell in row[1:-4])))
    assert figure(board, "Overdue share") == pytest.approx(
        float(sum(c.value for c in row[2:-4])) / figure(board, "Total"), abs=1e-4
    )
    levels = {row[0]: row[3] for row in supply(opened).table().rows()}
    head = next(row for row in range(1, board.max_row) if board.cell(row, 1).value == "Name")
    shown = [(board.cell(row, 2).value, board.cell(row, 4).value) for row in range(head + 1, head + 11)]
    assert shown == sorted(shown, key=lambda pair: -int(pair[1]))
    assert all(levels[customer] >= level > 0 for customer, level in shown), "a range knows of no statements"


def test_two_charts_show_the_tables_beside_them(tmp_path: Path) -> None:
    path = written(tmp_path / "book.xlsx", "ko")
    sheet = openpyxl.load_workbook(path)[sheet_names(wording("ko")).dashboard]
    for chart in sheet._charts:
        (series,) = chart.series
        values = sheet[series.val.numRef.f.split("!")[1]]
        assert all(isinstance(row[0].value, str) and row[0].value.startswith("=IF") for row in values)
    assert len(sheet._charts) == 2


# --- what LibreOffice makes of it -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("policy", "currency"),
    [
        ({}, "EUR"),
        ({}, ""),
        ({"buckets": "30"}, "EUR"),
        ({"buckets": "7, 15, 30, 45, 60, 90, 120, 150"}, "RON"),
        ({"aging_by": "document"}, "USD"),
    ],
)
def test_libreoffice_comes_to_the_same_figures(
    office: Office, tmp_path: Path, policy: Mapping[str, str], currency: str
) -> None:
    rows = ROWS if currency else IN_EUROS
    path = written(tmp_path / "book.xlsx", "en", policy, rows, currency=currency)
    expected = {
        cell.coordinate: cell.value
        for row in board_of(path).iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }
    document = office.open(answers_as_cells(path, tmp_path / "plain.xlsx"))
    try:
        document.calculateAll()
        sheet = document.Sheets.getByName("Dashboard")
        for address, value in expected.items():
            cell = sheet.getCellRangeByName(address)
            found = cell.String if isinstance(value, str) else cell.Value
            if isinstance(value, dt.date):
                value = (value.date() - dt.date(1899, 12, 30)).days
            assert found == (value if isinstance(value, str) else pytest.approx(value)), address
        assert currency != "EUR" or figure(board_of(path), "Overdue") > 0
    finally:
        document.close(True)


def test_without_the_functions_the_dashboard_says_what_to_do(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    new_book(path, "en")
    document = office.open(path)
    try:
        sheet, figures = (document.Sheets.getByName(name) for name in ("Dashboard", "Figures"))
        place = PLACES["AGING"]
        assert figures.getCellByPosition(place.col, place.row).String == "#NAME?"
        assert sheet.getCellRangeByName("A4").String.startswith("The functions of arxl are not at work here.")
        document.calculateAll()
        used = sheet.getCellRangeByName("A1:G60")
        assert [cell for row in used.DataArray for cell in row if isinstance(cell, str) and cell.startswith("#")] == []
        sheet.getCellRangeByName("B2").String = ""
        assert sheet.getCellRangeByName("A4").String.startswith("Write the day that the figures are of")
    finally:
        document.close(True)


def test_ranges_grow_with_what_is_typed_below_the_tables(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    new_book(path, "ro")
    names = sheet_names(wording("ro"))
    document = office.open(path)
    try:
        cell = document.Sheets.getByName(names.lists).getCellRangeByName("AZ1")

        def rows_of(name: str) -> float:
            cell.Formula = f"=ROWS({name})"
            return cell.Value

        deliveries = document.Sheets.getByName(names.tables["Deliveries"])
        assert rows_of("All_Deliveries") == 2
        for address, rows in (("C500", 500), ("E900", 900), ("B30000", 30000)):
            deliveries.getCellRangeByName(address).Value = 1
            assert rows_of("All_Deliveries") == rows
        deliveries.getCellRangeByName("H40000").String = "a column that no row needs"
        assert rows_of("All_Deliveries") == 30000
        cell.Formula = '=VLOOKUP("buckets";Settings;2;0)'
        assert cell.String == "30, 60, 90, 180"
        policy = document.Sheets.getByName(names.tables["Policy"])
        policy.getCellRangeByName("A60").String = "map.Deliveries.Date"
        cell.Formula = '=COUNTIF(Settings;"map.*")'
        assert cell.Value == 1, "rows that are added to Policy are settings too"
    finally:
        document.close(True)


GOOD = ("X-1", "C-1", 46000, 46030, 12.5, "EUR", "invoice", "NET 30", "", "", "yes", "", "", "", 46001)
BAD = ("X-2", "C-9", "soon", -5, "ten", "QQQ", "barter", "", "", "", "perhaps", "", "", "", "maybe")
SUSPECT = "BCDEFGKO"


def test_libreoffice_checks_what_is_typed(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    new_book(path, "en")
    document = office.open(path)
    try:
        document.Sheets.getByName("Customers").getCellRangeByName("A3").String = "C-1"
        sheet = document.Sheets.getByName("Deliveries")
        for row, cells in ((2, GOOD), (3, BAD)):
            for col, value in enumerate(cells):
                cell = sheet.getCellByPosition(col, row)
                if isinstance(value, str):
                    cell.String = value
                else:
                    cell.Value = value
        assert invalid_cells(sheet) == {f"{letter}4" for letter in SUSPECT}
        sheet.getCellRangeByName("A4").String = "X-1"
        assert {"A3", "A4"} <= invalid_cells(sheet), "a number that stands twice"
        rules = document.Sheets.getByName("Supply Rules")
        rules.getCellRangeByName("B3").Value = 9
        assert invalid_cells(rules) == {"B3"}
        stock = document.Sheets.getByName("Stock")
        stock.getCellRangeByName("D3").Value = 101
        assert invalid_cells(stock) == {"D3"}
    finally:
        document.close(True)


def invalid_cells(sheet: Any) -> set[str]:
    """The cells that LibreOffice circles as invalid."""
    sheet.clearArrows()
    sheet.showInvalid()
    page = sheet.DrawPage
    shapes = [page.getByIndex(nth) for nth in range(page.Count)]
    circled = [shape for shape in shapes if shape.ShapeType.endswith("EllipseShape")]
    return {shape.Anchor.AbsoluteName.rpartition(".")[2].replace("$", "") for shape in circled}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_is_set_up_to_print(tmp_path: Path, language: str) -> None:
    path = tmp_path / "new.xlsx"
    new_book(path, language)
    book = openpyxl.load_workbook(path)
    names = sheet_names(wording(language))
    for sheet in book.worksheets:
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert "&P" in sheet.oddFooter.right.text or "Page" in sheet.oddFooter.right.text
    assert book[names.dashboard].page_setup.orientation == "portrait"
    assert len({name.casefold() for name in book.sheetnames}) == len(book.sheetnames)


def test_figures_of_nothing_are_no_figures(tmp_path: Path) -> None:
    figures: LiveFigures = live_figures({}, {}, COMPANY, None, DAY)
    assert {name for name, block in figures.blocks.items() if any(len(row) > 16 for row in block.cells)} == set()
    path = tmp_path / "new.xlsx"
    write_template(path, "en", {}, {}, COMPANY, figures)
    assert figure(board_of(path), "Balance") in (None, "")
    assert figure(board_of(path), "Total") == 0
