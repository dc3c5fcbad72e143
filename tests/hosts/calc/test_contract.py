"""The engine answers what its page of docs/ lists, each call on a real LibreOffice; the macros use no other.

One function a call, named by its object and name.
"""

from __future__ import annotations

import ast
import datetime as dt
import importlib.util
import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from .workbook_state import keep_only

CHECKOUT = Path(__file__).resolve().parents[3]
PAGE = CHECKOUT / "docs" / "xlwings-in-libreoffice.md"
USERS = [
    *(
        CHECKOUT / "src/arxl/hosts/open_book" / f"{name}.py"
        for name in ("macros", "desk", "stopping", "summaries", "guide")
    ),
    *(CHECKOUT / "src/arxl/workbook").glob("live*.py"),
    CHECKOUT / "src/arxl/workbook/natively.py",
]
HERE_ONLY = {"Sheet.freeze_panes", "FreezePanes.freeze_at", "FreezePanes.unfreeze"}
OF_OTHERS = {"count", "left", "notes", "path", "table", "text", "top", "type"}
"""Names that xlwings has too, and that the macros use of other objects."""
EXCEL_ONLY = {"hwnd", "show_gridlines"}
"""Calls that the macros do without where they are not answered."""

PUBLIC = {
    "App": xw.App,
    "Books": xw.main.Books,
    "Book": xw.Book,
    "Sheets": xw.main.Sheets,
    "Sheet": xw.Sheet,
    "Range": xw.Range,
    "Font": xw.main.Font,
    "Borders": xw.main.Borders,
    "Tables": xw.main.Tables,
    "Table": xw.main.Table,
    "Names": xw.main.Names,
    "Name": xw.main.Name,
    "FreezePanes": xw.main.FreezePanes,
}


def documented() -> list[str]:
    """`Range.value`, …: the calls that the page lists."""
    calls = []
    for row in PAGE.read_text("utf-8").split("\n"):
        if found := re.fullmatch(r"\| `(\w+)` \| (.*) \|", row):
            calls += [f"{found[1]}.{name}" for name in re.findall(r"`(\w+)`", found[2])]
    return calls


# --- the page, xlwings and the macros agree --------------------------------------------------------------------------


@pytest.mark.parametrize("call", documented())
def test_every_call_is_a_public_one_of_xlwings(call: str) -> None:
    holder, _, name = call.partition(".")
    assert hasattr(PUBLIC[holder], name)


def test_the_page_lists_each_object_in_the_order_of_the_alphabet() -> None:
    calls = documented()
    assert {call.partition(".")[0] for call in calls} == PUBLIC.keys()
    for holder in PUBLIC:
        names = [call for call in calls if call.startswith(f"{holder}.")]
        assert names == sorted(set(names))


def test_the_macros_use_no_other_calls() -> None:
    public = {name for made in PUBLIC.values() for name, _ in inspect.getmembers(made) if not name.startswith("_")}
    allowed = {call.partition(".")[2] for call in documented()} | OF_OTHERS | EXCEL_ONLY
    used = {
        (path.name, node.attr)
        for path in USERS
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in public - allowed
    }
    assert used == set(), f"list them in {PAGE.name}, and try them below"


def engine_for_windows() -> dict[str, set[str]]:
    """Class -> what it defines, of xlwings' engine for Windows, read as text: it cannot be imported here."""
    spec = importlib.util.find_spec("xlwings")
    assert spec is not None
    assert spec.origin is not None
    tree = ast.parse(Path(spec.origin).with_name("_xlwindows.py").read_text("utf-8"))
    return {
        made.name: {part.name for part in made.body if isinstance(part, ast.FunctionDef)}
        for made in tree.body
        if isinstance(made, ast.ClassDef)
    }


def base_of(holder: str) -> set[str]:
    """What every App answers by itself."""
    return {"api", "pid"} if holder == "App" else set()


MADE_OF_OTHERS = {
    "Book.sheet_names", "Range.value", "Range.options", "Range.size", "Range.last_cell", "Range.offset", "Range.resize",
    "Font.set",
}  # fmt: skip
"""Calls that xlwings makes out of other calls of the engine."""


@pytest.mark.parametrize("call", sorted({*documented()} - HERE_ONLY - MADE_OF_OTHERS))
def test_xlwings_engine_for_windows_has_the_call(call: str) -> None:
    holder, _, name = call.partition(".")
    own = {"rows": "shape", "columns": "shape"}.get(name, name)
    assert own in engine_for_windows()[holder] | base_of(holder)


# --- each call on a real LibreOffice --------------------------------------------------------------------------------

TRIED: dict[str, Callable[[Any], None]] = {}


def tries(*calls: str) -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
    """Says which calls a function tries."""

    def mark(function: Callable[[Any], None]) -> Callable[[Any], None]:
        TRIED.update(dict.fromkeys(calls, function))
        return function

    return mark


def sheet_of(book: Any) -> Any:
    return book.sheets[0]


@tries("Range.value", "Range.options", "Range.size", "Range.shape")
def values_come_back_as_they_went(book: Any) -> None:
    cells = sheet_of(book).range((2, 2), (3, 5))
    rows = [[1.5, "text", True, None], [dt.datetime(2026, 10, 31), dt.datetime(2026, 10, 31, 18, 30), False, -2.0]]
    cells.value = rows
    assert cells.value == rows
    assert (cells.shape, cells.size) == ((2, 4), 8)
    assert [[type(cell) for cell in row] for row in cells.value] == [[type(cell) for cell in row] for row in rows]
    assert sheet_of(book)["C2"].value == "text"
    assert sheet_of(book)["B2"].options(ndim=2).value == [[1.5]]
    sheet_of(book)["B2"].value = dt.date(2026, 1, 5)
    assert sheet_of(book)["B2"].value == dt.datetime(2026, 1, 5)
    sheet_of(book)["A9"].value = [[1, 2], [3, 4]]  # xlwings makes the range as large as the values
    assert sheet_of(book)["A9:B10"].value == [[1.0, 2.0], [3.0, 4.0]]


@tries("Range.formula", "Range.has_array")
def formulas_are_spelt_as_in_excel(book: Any) -> None:
    sheet, other = sheet_of(book), book.sheets.add("Open items")
    other["A1"].value = 7
    sheet["A1"].formula = "=ROUND(SUMIFS('Open items'!A1:A9,'Open items'!A1:A9,\">0\"),2)"
    assert sheet["A1"].value == 7.0
    assert sheet["A1"].formula == "=ROUND(SUMIFS('Open items'!A1:A9,'Open items'!A1:A9,\">0\"),2)"
    sheet["B1:C2"].formula = [["=1+1", "x"], ["=B1*2", 5]]
    assert sheet["B1:C2"].value == [[2.0, "x"], [4.0, 5.0]]
    assert sheet["B1:C2"].formula == (("=1+1", "x"), ("=B1*2", "5"))
    assert sheet["A1"].has_array is False
    errors = ["=1/0", "=NA()", "=nosuch()", '="a"+1']
    sheet["A5:D5"].formula = [errors]
    assert sheet["A5:D5"].value == [None] * 4
    assert sheet["A5:D5"].options(err_to_str=True).value == ["#DIV/0!", "#N/A", "#NAME?", "#VALUE!"]


@tries("Range.number_format")
def a_text_is_typed_in_unless_the_format_is_text(book: Any) -> None:
    sheet = sheet_of(book)
    typed = ["=1+1", "1-30", "0007", "TRUE", "plain"]
    sheet["A1:E1"].value = [typed]
    assert (sheet["A1"].formula, sheet["A1"].value) == ("=1+1", 2.0)
    assert isinstance(sheet["B1"].value, dt.datetime | str)
    assert sheet["C1:E1"].value == [7.0, True, "plain"]
    sheet["A2:E2"].number_format = "@"
    sheet["A2:E2"].value = [typed]
    assert sheet["A2:E2"].value == typed
    assert sheet["A2"].number_format == "@"
    sheet["A3"].number_format = '#,##0.00;-#,##0.00;"–"'
    assert sheet["A3"].number_format == '#,##0.00;-#,##0.00;"–"'
    assert sheet["A2:A3"].number_format is None
    sheet["A3"].value = "12.5"
    assert sheet["A3"].value == 12.5


@tries("Range.font", "Font.bold", "Font.italic", "Font.size", "Font.color", "Font.name", "Font.set")
def fonts(book: Any) -> None:
    font = sheet_of(book)["A1:B2"].font
    font.set(bold=True, italic=True, size=16, color="#33566B", name="DejaVu Sans")
    assert (font.bold, font.italic, font.size, font.color, font.name) == (True, True, 16, (51, 86, 107), "DejaVu Sans")
    font.bold = font.italic = False
    font.size, font.color, font.name = 9, (1, 2, 3), "Carlito"
    assert (font.bold, font.italic, font.size, font.color, font.name) == (False, False, 9, (1, 2, 3), "Carlito")


@tries("Range.color", "Range.wrap_text", "Range.horizontal_alignment", "Range.vertical_alignment")
def looks(book: Any) -> None:
    cells = sheet_of(book)["A1:B2"]
    assert cells.color is None
    cells.color = "#EDF2F5"
    assert cells.color == (0xED, 0xF2, 0xF5)
    cells.color = None
    assert cells.color is None
    cells.wrap_text = True
    assert cells.wrap_text is True
    for side in ("left", "center", "right", "general"):
        cells.horizontal_alignment = side
        assert cells.horizontal_alignment == side
    for height in ("top", "center", "bottom"):
        cells.vertical_alignment = height
        assert cells.vertical_alignment == height


@tries("Range.borders", "Borders.set", "Borders.clear")
def borders(book: Any) -> None:
    cells = sheet_of(book)["B2:C4"]
    cells.borders.set(["edge_bottom", "inside_horizontal"], line_style="continuous", weight="thin", color="#D9DEE3")
    assert cells.borders.impl.line_of("edge_bottom") == (True, (0xD9, 0xDE, 0xE3))
    assert cells.borders.impl.line_of("inside_horizontal")[0]
    assert not cells.borders.impl.line_of("edge_top")[0]
    cells.borders.clear("all")
    assert not cells.borders.impl.line_of("edge_bottom")[0]


@tries("Range.column_width", "Range.row_height", "Range.autofit", "Range.rows", "Range.columns", "Sheet.autofit")
def widths_and_heights(book: Any) -> None:
    sheet = sheet_of(book)
    sheet["A1"].column_width = 20
    assert sheet["A1"].column_width == pytest.approx(20, abs=0.1)
    sheet["A1"].row_height = 30
    assert sheet["A1"].row_height == pytest.approx(30, abs=0.1)
    sheet["A1"].value = "a long text that needs room " * 4
    sheet["A1"].columns.autofit()
    assert sheet["A1"].column_width > 40
    sheet["A1"].column_width, sheet["A1"].wrap_text = 20, True
    sheet["A1:B1"].rows.autofit()
    assert sheet["A1"].row_height > 40
    sheet["A1"].autofit()
    sheet.autofit()
    assert (len(sheet["A1:C2"].rows), len(sheet["A1:C2"].columns)) == (2, 3)


@tries("Range.merge", "Range.merge_area", "Range.merge_cells", "Range.unmerge")
def merged_cells(book: Any) -> None:
    sheet = sheet_of(book)
    sheet["B2:B4"].merge()
    assert sheet["B2:B4"].merge_cells is True
    assert sheet["A1:C9"].merge_cells is None
    assert sheet["D1:E9"].merge_cells is False
    assert sheet["B3"].merge_area.address == "$B$2:$B$4"
    sheet["B2:B4"].unmerge()
    assert sheet["A1:C9"].merge_cells is False


@tries("Range.add_hyperlink", "Range.hyperlink")
def links(book: Any) -> None:
    cell = sheet_of(book)["A1"]
    cell.add_hyperlink("https://example.com/", "there", "a tip")
    assert (cell.value, cell.hyperlink) == ("there", "https://example.com/")
    cell = sheet_of(book)["A2"]
    cell.formula = '=HYPERLINK("#\'Sheet1\'!B7","Sheet1!B7")'
    assert (cell.value, cell.hyperlink) == ("Sheet1!B7", "#'Sheet1'!B7")


@tries("Range.address", "Range.get_address", "Range.row", "Range.column", "Range.sheet", "Range.last_cell")
def addresses(book: Any) -> None:
    cells = sheet_of(book).range((2, 28), (5, 29))
    assert (cells.address, cells.get_address(False, False)) == ("$AB$2:$AC$5", "AB2:AC5")
    assert (cells.row, cells.column, cells.last_cell.address) == (2, 28, "$AC$5")
    assert cells.get_address(include_sheetname=True, external=True).endswith(f"{cells.sheet.name}'!$AB$2:$AC$5")
    assert cells.sheet == sheet_of(book)


@tries("Range.offset", "Range.resize", "Range.select", "Range.api", "Range.clear", "Range.clear_contents")
def other_ranges(book: Any) -> None:
    sheet = sheet_of(book)
    assert sheet["B2"].offset(1, 2).address == "$D$3"
    assert sheet["B2"].resize(2, 3).address == "$B$2:$D$3"
    assert (sheet["B2:D3"][1, 2].address, sheet["B2:D3"][:, 1].address) == ("$D$3", "$C$2:$C$3")
    sheet["B2:D3"].value = 5
    sheet["B2:D3"].color = "#EDF2F5"
    sheet["B2"].clear_contents()
    assert (sheet["B2"].value, sheet["B2"].color) == (None, (0xED, 0xF2, 0xF5))
    sheet["C2"].clear()
    assert (sheet["C2"].value, sheet["C2"].color) == (None, None)
    sheet["B2:D3"].select()
    assert book.app.selection.address == "$B$2:$D$3"
    assert sheet["B2:D3"].api.RangeAddress.EndColumn == 3


@tries("Range.clear_formats")
def only_formats(book: Any) -> None:
    cell = sheet_of(book)["A1"]
    cell.value, cell.number_format = 1.5, "0.00"
    cell.clear_formats()
    assert (cell.value, cell.number_format) == (1.5, "General")


@tries("Sheet.clear", "Sheet.clear_contents", "Sheet.clear_formats", "Sheet.cells", "Sheet.used_range", "Sheet.range")
def whole_sheets(book: Any) -> None:
    sheet = sheet_of(book)
    sheet["C3:D9"].value, sheet["C3"].color = 1, "#EDF2F5"
    assert sheet.used_range.address == "$C$3:$D$9"
    assert sheet.cells(3, 3).address == sheet.range("C3").address == sheet.range(3, 3).address
    assert sheet.range("C:D").shape[0] == sheet.range("3:4").shape[1] * 64 == 1_048_576
    sheet.clear_formats()
    assert (sheet["C3"].value, sheet["C3"].color) == (1.0, None)
    sheet["C3"].color = "#EDF2F5"
    sheet.clear_contents()
    assert (sheet["C3"].value, sheet["C3"].color) == (None, (0xED, 0xF2, 0xF5))
    sheet["C3:D4"].merge()
    sheet.clear()
    assert (sheet["C3"].color, sheet["C3:D4"].merge_cells) == (None, False)


@tries("Sheets.add", "Sheets.active", "Sheet.name", "Sheet.index", "Sheet.delete", "Sheet.activate", "Sheet.select")
def sheets_come_and_go(book: Any) -> None:
    first = sheet_of(book)
    last = book.sheets.add("Last", after=first)
    middle = book.sheets.add("Middle", before="Last")
    assert book.sheet_names == [first.name, "Middle", "Last"]
    assert book.sheets.active.name == "Middle"
    assert (last.index, middle.index, len(book.sheets)) == (3, 2, 3)
    last.activate()
    assert book.sheets.active == last
    middle.select()
    assert book.sheets.active == middle
    middle.name = "Renamed"
    assert book.sheets["renamed"].name == "Renamed"
    middle.delete()
    assert book.sheet_names == [first.name, "Last"]
    with pytest.raises(KeyError):
        book.sheets["Renamed"]


@tries("Sheet.visible", "Sheet.book", "Sheet.api")
def sheets_as_they_are_shown(book: Any) -> None:
    sheet = book.sheets.add("Other", after=sheet_of(book))
    assert sheet.visible is True
    sheet.visible = False
    assert sheet.visible is False
    sheet.visible = True
    assert sheet.book == book
    assert sheet.api.Name == "Other"


@tries("Sheet.freeze_panes", "FreezePanes.freeze_at", "FreezePanes.unfreeze")
def frozen_panes(book: Any) -> None:
    book = book.shown()  # a window that is not there freezes nothing
    sheet = sheet_of(book)
    sheet.freeze_panes.freeze_at("A1:B4")
    controller = book.api.CurrentController
    assert (controller.hasFrozenPanes(), controller.SplitRow, controller.SplitColumn) == (True, 4, 2)
    sheet.freeze_panes.unfreeze()
    assert controller.hasFrozenPanes() is False
    sheet.freeze_panes.freeze_at(sheet["1:3"])
    assert (controller.SplitRow, controller.SplitColumn) == (3, 0)


@tries(
    "Sheet.tables", "Tables.add", "Table.name", "Table.parent", "Table.range", "Table.header_row_range",
    "Table.data_body_range", "Table.show_autofilter", "Table.show_headers", "Table.show_totals",
    "Table.totals_row_range",
)  # fmt: skip
def tables(book: Any) -> None:
    sheet = sheet_of(book)
    sheet["B2"].value = [["Date", "Amount"], ["a", 1], ["b", 2], ["Total", 3]]
    table = sheet.tables.add(sheet["B2:C5"], name="tblThings")
    assert ("tblThings" in sheet.tables, len(sheet.tables), [each.name for each in sheet.tables]) == (
        True,
        1,
        ["tblThings"],
    )
    assert (table.name, table.parent, table.range.address) == ("tblThings", sheet, "$B$2:$C$5")
    assert table.header_row_range.value == ["Date", "Amount"]
    assert (table.show_headers, table.show_totals, table.totals_row_range) == (True, False, None)
    assert table.data_body_range.address == "$B$3:$C$5"
    assert table.show_autofilter
    keep_only(table, "a")
    assert not sheet.api.Rows.getByIndex(3).IsVisible
    table.show_autofilter = False
    assert not table.show_autofilter
    assert sheet.api.Rows.getByIndex(3).IsVisible
    assert sheet.tables["TBLTHINGS"].range == sheet.tables[0].range
    with pytest.raises(KeyError):
        sheet.tables["others"]
    assert len(book.sheets.add("Empty").tables) == 0


@tries("Book.names", "Sheet.names", "Names.add", "Names.contains", "Name.name", "Name.refers_to", "Name.delete")
def names(book: Any) -> None:
    sheet = book.sheets.add("Open Items", after=sheet_of(book))
    mark = sheet.names.add("_mark", '="here"')
    assert (mark.name, mark.refers_to) == ("'Open Items'!_mark", '="here"')
    assert ("_mark" in sheet.names, "_mark" in book.names, len(sheet_of(book).names)) == (True, False, 0)
    book.names.add("AsOf", "='Open Items'!$B$2")
    assert [name.name for name in book.names] == ["AsOf"]
    assert book.names["asof"].refers_to == "='Open Items'!$B$2"
    book.names["AsOf"].delete()
    assert "AsOf" not in book.names


@tries("Name.refers_to_range")
def names_of_cells(book: Any) -> None:
    sheet = sheet_of(book)
    sheet["B2"].value = 5
    book.names.add("AsOf", f"={sheet.name}!$B$2")
    assert book.names["AsOf"].refers_to_range.value == 5.0
    assert sheet.range("AsOf").address == "$B$2"


@tries("App.status_bar", "App.screen_updating", "App.display_alerts", "App.visible", "App.alert", "App.calculate")
def the_program(book: Any) -> None:
    app = book.app
    assert app.status_bar is False
    app.status_bar = "Aging 3/7"
    assert app.status_bar == "Aging 3/7"
    app.status_bar = False
    assert app.status_bar is False
    app.screen_updating = False
    assert app.screen_updating is False
    app.screen_updating = True
    assert app.screen_updating is True
    app.display_alerts = True
    assert (app.display_alerts, app.visible) == (True, False)
    assert app.alert("done", "arxl", mode="info") in ("ok", "cancel")
    app.calculate()


@tries("App.engine", "App.pid", "App.version", "App.api", "App.books", "App.selection", "Book.app", "Books.active")
def who_is_there(book: Any) -> None:
    app = book.app
    assert (app.engine.name, app.engine.type) == ("libreoffice", "desktop")
    assert app == xw.apps[app.pid]
    assert app.version.major >= 7
    assert app.api.getImplementationName().endswith("Desktop")
    assert book in list(app.books)
    assert app.books.active.name
    assert app.selection.address == "$A$1"


@tries("Books.add", "Books.open", "Book.name", "Book.fullname", "Book.save", "Book.close", "Book.activate")
def books_come_and_go(book: Any) -> None:
    path = Path(book.folder) / "Änderung 1.xlsx"
    made = book.app.books.add()
    assert not Path(made.fullname).is_absolute()
    made.sheets[0]["A1"].value = "kept"
    made.save(path)
    assert (made.name, Path(made.fullname)) == (path.name, path)
    made.sheets[0]["A2"].value = "kept too"
    made.save()
    made.activate()
    made.close()
    again = book.app.books.open(path)
    assert again.sheets[0]["A1:A2"].value == ["kept", "kept too"]
    again.close()
    with pytest.raises(OSError, match="store"):
        book.save(Path(__file__) / "Book.xlsx")


@tries("Book.sheets", "Book.sheet_names", "Book.api", "Book.to_pdf")
def what_a_book_holds(book: Any) -> None:
    sheet_of(book)["A1"].value = "printed"
    path = Path(book.folder) / "Book.pdf"
    book.to_pdf(path)
    assert path.read_bytes().startswith(b"%PDF")
    assert book.sheet_names == [sheet.name for sheet in book.sheets]
    assert book.api.supportsService("com.sun.star.sheet.SpreadsheetDocument")


def test_every_call_is_tried() -> None:
    assert {*documented()} == {*TRIED}


@pytest.mark.parametrize("tried", dict.fromkeys(TRIED.values()), ids=lambda tried: tried.__name__)
def test_the_engine_answers(tried: Callable[[Any], None], blank: Any, opened: Any, tmp_path: Path) -> None:
    blank.folder, blank.shown = str(tmp_path), lambda: opened("private:factory/scalc", hidden=False)
    tried(blank)


def test_a_call_that_is_not_listed_says_so(blank: Any) -> None:
    with pytest.raises(NotImplementedError):
        _ = blank.sheets[0].charts
    with pytest.raises(NotImplementedError):
        blank.sheets[0]["A1"].add_note("a note")
