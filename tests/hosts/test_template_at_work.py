"""The workbook to start from at work in LibreOffice: its functions answer, buttons and macros spare its sheets.

An .xlsx calls through the Basic modules of the user's library, an .xlsm through its own VBA.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from arxl.functions.worksheet import Sheet, answer
from arxl.hosts.excel.build import macro_workbook
from arxl.hosts.libreoffice.button_files import MACRO
from arxl.hosts.open_book import macros
from arxl.jobs.start import write_sample
from arxl.locale import LANGUAGES, wording
from arxl.workbook.template_figures import PLACES
from arxl.workbook.template_names import AS_OF, SETTINGS, SheetNames, range_name, sheet_names
from arxl_in_calc import as_cells, office_with_arxl
from office import Office

TODAY = dt.date(2026, 11, 3)
TEMPLATES = Path(__file__).parents[2] / "workbook_templates"
NUMBER = 1  # com.sun.star.sheet.FormulaResult.VALUE
SPARE = 32767  # LibreOffice's number of #N/A


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    with office_with_arxl() as running:
        yield running


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "Sample.xlsx"
    write_sample(path)
    return path


def with_macros(path: Path, language: str) -> Path:
    made = path.with_suffix(".xlsm")
    made.write_bytes(macro_workbook(path.read_bytes(), language))
    return made


def shown(document: Any, sheet: str) -> list[tuple[str, ...]]:
    """The texts of the Dashboard as a person sees them, blank cells left out."""
    area = document.Sheets.getByName(sheet).getCellRangeByName("A1:G55")
    rows = [
        tuple(area.getCellByPosition(col, row).String for col in range(area.Columns.Count))
        for row in range(area.Rows.Count)
    ]
    return [tuple(filter(None, row)) for row in rows if any(row)]


def formulas(sheet: Any) -> list[list[str]]:
    """What stands in the cells; LibreOffice writes a function that it does not know in small letters."""
    return [[cell.casefold() for cell in row] for row in sheet.getCellRangeByName("A1:P60").FormulaArray]


def test_the_functions_come_to_what_the_file_says(office: Office, sample: Path) -> None:
    document = office.open(with_macros(sample, "en"), macros="always")
    try:
        document.calculateAll()
        dashboard = document.Sheets.getByName("Dashboard")
        assert dashboard.getCellRangeByName("A4").String == ""
        compared = 0
        for row in openpyxl.load_workbook(sample, data_only=True)["Dashboard"].iter_rows():
            for cell in row:
                found = dashboard.getCellRangeByName(cell.coordinate)
                if isinstance(cell.value, str):
                    assert found.String == cell.value, cell.coordinate
                elif isinstance(cell.value, int | float):
                    assert found.Value == pytest.approx(cell.value), cell.coordinate
                    compared += 1
        assert compared > 50
    finally:
        document.close(True)


@pytest.mark.parametrize(
    ("language", "macros_are"), [("en", "never"), *((language, "always") for language in LANGUAGES)]
)
def test_live_figures_are_what_the_functions_say_of_the_same_cells(
    office: Office, tmp_path: Path, language: str, macros_are: str
) -> None:
    names = sheet_names(wording(language))
    path = Path(shutil.copy(TEMPLATES / f"receivables.{language}.xlsx", tmp_path))
    document = office.open(path, macros=macros_are)
    try:
        write_over_the_examples(document, names)
        document.calculateAll()
        for block in PLACES:
            expected = answer_of(document, names, block, language)
            assert len(expected) > 1, "a table, and no sentence"
            assert block_shown(document, names, block) == expected, block
        assert_dashboard_counts(document, language)
    finally:
        document.close(True)


@pytest.mark.parametrize("language", ["en", "zh_TW"])
def test_a_row_written_over_the_example_counts_at_once(office: Office, tmp_path: Path, language: str) -> None:
    names = sheet_names(wording(language))
    path = Path(shutil.copy(TEMPLATES / f"receivables.{language}.xlsm", tmp_path))
    document = office.open(path, macros="always")
    try:
        document.calculateAll()
        before = shown(document, names.dashboard)
        assert not any("1,200" in text for row in before for text in row), "the example counts nowhere"
        write_over_the_examples(document, names)
        document.calculateAll()
        assert_dashboard_counts(document, language)
    finally:
        document.close(True)


def write_over_the_examples(document: Any, names: SheetNames) -> None:
    """A delivery where the example stands, and a receipt far below its table."""
    document.Sheets.getByName(names.tables["Company"]).getCellRangeByName("B4").String = "EUR"
    deliveries = document.Sheets.getByName(names.tables["Deliveries"])
    deliveries.getCellRangeByName("B2:F2").setDataArray((("C-1", 46000, 46001, 7100, "EUR"),))
    receipts = document.Sheets.getByName(names.tables["Receipts"])
    receipts.getCellRangeByName("B300:D300").setDataArray((("C-1", 46010, 100),))


def assert_dashboard_counts(document: Any, language: str) -> None:
    """That what `write_over_the_examples` wrote is on the Dashboard."""
    after = shown(document, sheet_names(wording(language)).dashboard)
    assert (wording(language).text("Balance"), "7,000") in after
    assert any("C-1" in row and "7,000" in row for row in after), "the customer to look at first"


def block_shown(document: Any, names: SheetNames, block: str) -> tuple[tuple[object, ...], ...]:
    """The answer that a block of the sheet Figures shows, without the #N/A of what it leaves."""
    place, sheet = PLACES[block], document.Sheets.getByName(names.figures)
    rows = []
    for row in range(place.row, place.row + place.rows):
        cells = [sheet.getCellByPosition(col, row) for col in range(place.col, place.col + place.cols)]
        assert {cell.getError() for cell in cells} <= {0, SPARE}
        rows.append(tuple(_value(cell) for cell in cells if not cell.getError()))
    return tuple(filter(None, rows))


def _value(cell: Any) -> object:
    return cell.Value if cell.FormulaResultType2 == NUMBER else cell.String


def answer_of(document: Any, names: SheetNames, block: str, language: str) -> tuple[tuple[object, ...], ...]:
    """What the function of a block answers to what the block's formula names, as far as the block is wide."""
    place = PLACES[block]
    cell = document.Sheets.getByName(names.figures).getCellByPosition(place.col, place.row)
    function, _, arguments = cell.getArrayFormula().removeprefix("{=").removesuffix(")}").partition("(")
    given = [given_by(document, names, argument) for argument in arguments.split(",")]
    said = as_cells(answer(function, *given, sheet=Sheet(language=language)))
    return tuple(row[: place.cols] for row in said)


def given_by(document: Any, names: SheetNames, argument: str) -> object:
    """What an argument of a formula stands for: nothing, TRUE, a text, a number, a cell, or the cells of a table."""
    match argument:
        case "":
            return None
        case "TRUE()":
            return True
        case str() if argument.startswith('"'):
            return argument.strip('"')
        case str() if argument.isdecimal():
            return int(argument)
        case str() if argument == AS_OF:
            return document.NamedRanges.getByName(AS_OF).getReferredCells().getCellByPosition(0, 0).Value
        case str() if argument == SETTINGS:
            return document.NamedRanges.getByName(SETTINGS).getReferredCells().getDataArray()
    (sheet,) = (sheet for table, sheet in names.tables.items() if range_name(table) == argument)
    cursor = document.Sheets.getByName(sheet).createCursor()
    cursor.gotoEndOfUsedArea(True)
    return cursor.getDataArray()


def test_results_take_no_sheet_of_the_template(office: Office, sample: Path, tmp_path: Path) -> None:
    from arxl.hosts.libreoffice import engine  # it loads `uno`, which only a LibreOffice brings

    path = tmp_path / "Sample.xlsx"
    path.write_bytes(sample.read_bytes())
    document = office.open(path)
    try:
        sheets = document.Sheets
        kept = {name: formulas(sheets.getByName(name)) for name in sheets.ElementNames}
        book = engine.book_of(document, engine.attach(office.context))
        said = macros.run("month_end", book, today=TODAY)
        assert len(sheets.ElementNames) > len(kept), said
        for name, before in kept.items():
            assert formulas(sheets.getByName(name)) == before, (name, said)
        assert macros.run("check", book, today=TODAY)
        if "Faults" in sheets.ElementNames:
            places = sheets.getByName("Faults").getCellRangeByName("A1:A60").DataArray
            own = sheet_names(wording("en"))
            assert not {own.dashboard, own.figures, own.lists} & {str(place).partition("!")[0] for (place,) in places}
    finally:
        document.close(True)


@pytest.mark.parametrize("kind", ["xlsx", "xlsm"])
def test_check_lists_what_is_wrong_whichever_way_it_is_pressed(office: Office, tmp_path: Path, kind: str) -> None:
    path = Path(shutil.copy(TEMPLATES / f"receivables.en.{kind}", tmp_path))
    document = office.open(path, macros="always")
    try:
        names = sheet_names(wording("en"))
        write_over_the_examples(document, names)
        document.Sheets.getByName(names.tables["Deliveries"]).getCellRangeByName("E2").String = "plenty"
        PRESSES[kind](office, document)
        faults = document.Sheets.getByName("Faults").getCellRangeByName("A1:D60").DataArray
        assert any(row[0] == "Deliveries!E2" and "plenty" in "".join(map(str, row)) for row in faults), faults
    finally:
        document.close(True)


def press_in_menu(office: Office, document: Any) -> None:
    """What a menu or the toolbar of the extension does."""
    manager = office.context.ServiceManager
    helper = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", office.context)
    helper.executeDispatch(document.CurrentController.Frame, f"{MACRO}check", "", 0, ())


def press_in_vba(office: Office, document: Any) -> None:
    """What a shape with the macro of a button does; that button is pressed in the window in front."""
    document.CurrentController.Frame.activate()
    address = "vnd.sun.star.script:ARXL.ArxlButtons.ArxlCheck?language=Basic&location=document"
    document.getScriptProvider().getScript(address).invoke((), (), ())


PRESSES = {"xlsx": press_in_menu, "xlsm": press_in_vba}
