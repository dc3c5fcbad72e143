"""The built files in a real spreadsheet program: LibreOffice compiles the VBA and calls through it to Python."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from arxl.functions.catalogue import CATALOGUE, PREFIX, Example, Function, Given
from arxl.hosts.excel.build import addin, macro_workbook, vba_sources
from arxl.hosts.excel.described import SENTENCES
from arxl.jobs.start import new_book
from arxl.locale import LANGUAGES, wording
from arxl_in_calc import office_with_arxl
from office import Office

FORMULAS_WITH_ERRORS, SPARE = 4, 32767
PROJECT = "ARXL"
ADDIN_FILTER = "Calc MS Excel 2007 VBA XML"


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    with office_with_arxl() as running:
        yield running


@pytest.fixture(scope="module")
def office_without_service() -> Iterator[Office]:
    with Office() as running:
        yield running


class Sheet:
    """A sheet that is being written: ranges side by side below row 1000, formulas in rows from the top."""

    def __init__(self) -> None:
        self.stream = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.stream, {"in_memory": True})
        self.sheet = self.book.add_worksheet("Cells")
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd"})
        self.column, self.row = 0, 0
        self.places: dict[str, str] = {}

    def address(self, given: Given) -> str:
        """Where a range of the examples stands; it is written where it is not there yet."""
        if given.name not in self.places:
            for at, row in enumerate(given.rows):
                for across, value in enumerate(row):
                    self.sheet.write(
                        1000 + at, self.column + across, value, self.day if isinstance(value, dt.date) else None
                    )
            first, last = (xl_col_to_name(self.column + across) for across in (0, len(given.rows[0]) - 1))
            self.places[given.name] = f"{first}1001:{last}{1000 + len(given.rows)}"
            self.column += len(given.rows[0]) + 1
        return self.places[given.name]

    def call(self, function: Function, example: Example) -> int:
        """Write a call over as many cells as its value has; answers the row."""
        value = example.value if isinstance(example.value, tuple) else ((example.value,),)
        formula = f"={PREFIX}{function.name}({','.join(self.argument(each) for each in example.arguments)})"
        row, self.row = self.row, self.row + len(value)
        self.sheet.write_array_formula(row, 0, row + len(value) - 1, len(value[0]) - 1, f"{{{formula}}}")
        return row

    def argument(self, value: object) -> str:
        match value:
            case None:
                return ""
            case Given():
                return self.address(value)
            case bool():
                return str(value).upper()
            case dt.date():
                return f"DATE({value.year},{value.month},{value.day})"
            case str():
                return '"{}"'.format(value.replace('"', '""'))
            case _:
                return repr(value)

    def xlsx(self) -> bytes:
        self.book.close()
        return self.stream.getvalue()


def opened(office: Office, workbook: bytes, path: Path, **properties: object) -> Any:
    path.write_bytes(workbook)
    document = office.open(path, macros="always", **properties)
    assert document is not None
    return document


def shown(sheet: Any, row: int, column: int) -> object:
    cell = sheet.getCellByPosition(column, row)
    assert cell.getError() == 0, (cell.Formula, cell.String)
    return cell.Value if cell.FormulaResultType2 == 1 else cell.String


def as_cell(value: object) -> object:
    """A value as a cell of LibreOffice holds it: days as serial numbers, TRUE as 1, nothing as an empty text."""
    match value:
        case None:
            return ""
        case dt.date():
            return float(value.toordinal() - 693594)
        case bool() | int():
            return float(value)
        case _:
            return value


def test_every_example_of_the_catalogue_gives_its_value_through_the_vba_of_a_workbook(office: Office, tmp_path: Path):
    sheet = Sheet()
    calls = [(function, example) for function in CATALOGUE for example in function.examples]
    rows = [sheet.call(function, example) for function, example in calls]
    document = opened(office, macro_workbook(sheet.xlsx(), "en"), tmp_path / "examples.xlsm")
    document.calculateAll()
    cells = document.Sheets[0]
    for (function, example), row in zip(calls, rows, strict=True):
        value = example.value if isinstance(example.value, tuple) else ((example.value,),)
        found = [[shown(cells, row + down, across) for across in range(len(value[0]))] for down in range(len(value))]
        assert found == [[as_cell(cell) for cell in line] for line in value], function.name
    document.close(True)


def test_an_error_in_a_range_is_told_and_not_taken_for_a_blank(office: Office, tmp_path: Path):
    sheet = Sheet()
    sheet.sheet.write_row("H1", ["Customer ID", "Date", "Amount"])
    sheet.sheet.write_row("H2", ["C-1", 46000])
    sheet.sheet.write_formula("J2", "=1/0")
    sheet.sheet.write_row("L1", ["Customer ID", "Date", "Amount"])
    sheet.sheet.write_formula("A1", '=ARXL_AGING(H1:J2,L1:N1,46000,,,"EUR")')
    document = opened(office, macro_workbook(sheet.xlsx(), "en"), tmp_path / "error.xlsm")
    document.calculateAll()
    assert str(shown(document.Sheets[0], 0, 0)).startswith("deliveries!C2: ")
    document.close(True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_module_compiles_and_the_addin_calculates(office: Office, tmp_path: Path, language: str):
    document = opened(office, addin(language), tmp_path / f"{language}.xlam", FilterName=ADDIN_FILTER)
    words = wording(language)
    assert [module for module in modules(language) if not compiles(document, module)] == []
    said = {name: invoked(document, f"ArxlTexts.{name}") for name in SENTENCES}
    assert said == {name: words.text(text) for name, text in SENTENCES.items()}
    assert invoked(document, "ArxlFunctions.ARXL_DUE_DATE", "2026-01-31", "NET 30") == as_cell(dt.date(2026, 3, 2))
    document.close(True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cell_on_a_mac_says_where_functions_calculate_and_nothing_of_a_doctor(
    office: Office, tmp_path: Path, language: str
):
    document = opened(office, addin(language), tmp_path / f"{language}.xlam", FilterName=ADDIN_FILTER)
    library, words = document.BasicLibraries.getByName(PROJECT), wording(language)
    guarded = r"    #If ARXL_LO Then\n.*?    #End If\n"  # LibreOffice would run it; Excel does not
    library.replaceByName("ArxlPython", re.sub(guarded, "", library.getByName("ArxlPython"), flags=re.DOTALL))
    only_on_windows = words.text(SENTENCES["OnlyOnWindows"])
    assert invoked(document, "ArxlPython.Told", only_on_windows) == only_on_windows
    said = words.text(SENTENCES["NoAnswer"]).replace("{error}", "no server")
    assert invoked(document, "ArxlPython.Told", "no server\nand a traceback") == said
    document.close(True)


def test_a_module_that_does_not_compile_is_found(office: Office, tmp_path: Path):
    document = opened(office, addin("en"), tmp_path / "broken.xlam", FilterName=ADDIN_FILTER)
    for module in modules("en"):
        assert not compiles(document, module, "Public Sub Broken()\n    If Then Next\nEnd Sub\n"), module
    document.close(True)


def modules(language: str) -> list[str]:
    return ["ThisWorkbook", *vba_sources(wording(language), "ActiveWorkbook")]


def compiles(document: Any, module: str, more: str = "") -> bool:
    """Whether LibreOffice takes a module: a function put to its end runs only where the whole module compiles."""
    library = document.BasicLibraries.getByName(PROJECT)
    source = library.getByName(module)
    library.replaceByName(module, f"{source}\nPublic Function Compiled()\n    Compiled = 7\nEnd Function\n{more}")
    try:
        return invoked(document, f"{module}.Compiled") == 7
    except AssertionError:
        return False
    finally:
        library.replaceByName(module, source)


def invoked(document: Any, name: str, *given: object) -> object:
    """Call a VBA function of a document; a module that does not compile raises here."""
    address = f"vnd.sun.star.script:{PROJECT}.{name}?language=Basic&location=document"
    try:
        return document.getScriptProvider().getScript(address).invoke(given, (), ())[0]
    except Exception as error:  # pytest cannot show an exception of UNO
        said = str(error)
    raise AssertionError(said)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_workbook_to_start_from_calculates_with_its_own_macros(office: Office, tmp_path: Path, language: str):
    new_book(tmp_path / "book.xlsx", language)
    workbook = macro_workbook((tmp_path / "book.xlsx").read_bytes(), language)
    document = opened(office, workbook, tmp_path / "book.xlsm")
    document.calculateAll()
    assert [cell for sheet in document.Sheets for cell in cells_with_errors(sheet)] == []
    document.close(True)


def cells_with_errors(sheet: Any) -> Iterator[tuple[str, str]]:
    """Cells that show an error; #N/A fills what a block that is kept free for a result has to spare."""
    for area in sheet.queryFormulaCells(FORMULAS_WITH_ERRORS):
        for row in range(area.RangeAddress.EndRow - area.RangeAddress.StartRow + 1):
            for column in range(area.RangeAddress.EndColumn - area.RangeAddress.StartColumn + 1):
                cell = area.getCellByPosition(column, row)
                if cell.getError() != SPARE:
                    yield cell.AbsoluteName, cell.String


def test_without_the_extension_a_cell_says_what_to_install(office_without_service: Office, tmp_path: Path):
    sheet = Sheet()
    sheet.sheet.write_formula("A1", '=ARXL_DUE_DATE(46000,"NET 30")')
    document = opened(office_without_service, macro_workbook(sheet.xlsx(), "es"), tmp_path / "alone.xlsm")
    document.calculateAll()
    before, after = wording("es").text(SENTENCES["NoExtension"]).split("{error}")
    said = str(shown(document.Sheets[0], 0, 0))
    assert said.startswith(before)
    assert said.endswith(after)
    document.close(True)
