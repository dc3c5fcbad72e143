"""What cells hand over: blanks, errors, whole columns, other calendars; and what they show of it."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from arxl.functions.catalogue import CATALOGUE
from arxl.hosts.libreoffice import function_files
from arxl.locale import wording
from arxl_in_calc import Place, office_with_arxl, put
from office import Office

AS_OF = dt.date(2026, 10, 20)
DELIVERIES = (
    ("Document No", "Customer ID", "Date", "Amount"),
    ("INV-1", "C-1", dt.date(2026, 7, 10), 1000.0),
    ("INV-2", "C-2", dt.date(2026, 9, 20), 500.0),
)
RECEIPTS = (("Receipt No", "Customer ID", "Date", "Amount"), ("R-1", "C-1", dt.date(2026, 8, 31), 400.0))
AGED = (
    ("C-1", "C-1", "EUR", 0.0, 0.0, 0.0, 600.0, 0.0, 0.0, 0.0, 600.0, 0.0, 0.0),
    ("C-2", "C-2", "EUR", 500.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 500.0, 0.0, 0.0),
)
MOMENT = 0.3
"""Seconds after which a document is asked again for its calendar and language."""
SPELLINGS = ("ARXL.", "ARXL_")


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    with office_with_arxl() as office:
        yield office


class Workbook:
    """A workbook of the two tables, to be changed before Calc opens it."""

    def __init__(self, office: Office, path: Path) -> None:
        self._office, self._path = office, path
        self.book = openpyxl.Workbook()
        self.cells = self.book.worksheets[0]
        for name, rows in (("Deliveries", DELIVERIES), ("Receipts", RECEIPTS)):
            sheet = self.book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        self._document: Any = None

    def opened(self) -> Any:
        """The document, recalculated."""
        self.book.save(self._path)
        self._document = self._office.open(self._path, macros="always")
        self.recalculate()
        return self._document

    def recalculate(self) -> None:
        """All cells, a moment after whatever was calculated before."""
        time.sleep(MOMENT)
        self._document.calculateAll()

    def shown(self, rows: int, columns: int, at: Place = (1, 1)) -> tuple[tuple[object, ...], ...]:
        """What a block of cells of the first sheet holds."""
        document = self._document or self.opened()
        row, column = at
        block = document.Sheets[0].getCellRangeByPosition(column - 1, row - 1, column + columns - 2, row + rows - 2)
        return tuple(block.getDataArray())

    def close(self) -> None:
        if self._document is not None:
            self._document.close(True)


@pytest.fixture
def workbook(office: Office, tmp_path: Path) -> Iterator[Workbook]:
    book = Workbook(office, tmp_path / "book.xlsx")
    yield book
    book.close()


def aging(spelling: str, deliveries: str = "A1:D3", receipts: str = "A1:D2", rest: str = ',,,"EUR"') -> str:
    day = f"DATE({AS_OF.year},{AS_OF.month},{AS_OF.day})"
    return f"={spelling}AGING(Deliveries!{deliveries},Receipts!{receipts},{day}{rest})"


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_whole_columns_are_what_stands_in_them(workbook: Workbook, spelling: str) -> None:
    put(workbook.cells, (1, 1), aging(spelling, "A:D", "A:D"), 2, 13)
    assert workbook.shown(2, 13) == AGED


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_an_error_in_a_table_is_told_with_its_cell(workbook: Workbook, spelling: str) -> None:
    workbook.book["Deliveries"]["D3"] = "=1/0"
    put(workbook.cells, (1, 1), aging(spelling), 1, 1)
    ((told,),) = workbook.shown(1, 1)
    assert told == "deliveries!D3: the cell holds the error #DIV/0!. Correct its formula, or what it refers to."


def test_an_error_in_an_optional_table_is_told_too(workbook: Workbook) -> None:
    customers = workbook.book.create_sheet("Customers")
    customers.append(("Customer ID", "Name"))
    customers.append(("C-1", "=NA()"))
    customers.append(("C-2", "Tienda Sol"))
    put(workbook.cells, (1, 1), aging("ARXL_", rest=',,Customers!A1:B3,"EUR"'), 1, 1)
    ((told,),) = workbook.shown(1, 1)
    assert "customers!B2" in told
    assert "#N/A" in told


def test_a_skipped_argument_is_left_out(workbook: Workbook) -> None:
    """Basic says 0 for it, Calc nothing."""
    for row, rest in enumerate((',,,"EUR"', ',,,"EUR",,', ',"","","EUR",0'), start=1):
        for column, spelling in enumerate(SPELLINGS):
            put(workbook.cells, (3 * row, 1 + 15 * column), aging(spelling, rest=rest), 2, 13)
    workbook.opened()
    for row in (3, 6, 9):
        assert workbook.shown(2, 13, (row, 1)) == AGED
        assert workbook.shown(2, 13, (row, 16)) == AGED


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_blank_day_stays_blank(workbook: Workbook, spelling: str) -> None:
    calls = ("BUCKET(Z9,DATE(2026,10,20))", 'DUE_DATE(Z9,"COD")', "DUE_DATE(DATE(2026,10,20),Z9)")
    for row, call in enumerate((*calls, "DAYS_PAST_DUE(Z9,DATE(2026,10,20))"), start=1):
        put(workbook.cells, (row, 1), f"={spelling}{call}", 1, 1)
    put(workbook.cells, (1, 3), "=ARXL_BUCKET(Z8:Z9,DATE(2026,10,20))", 2, 1)
    assert workbook.shown(4, 1) == (("",),) * 4
    assert workbook.shown(2, 1, (1, 3)) == (("",),) * 2


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_an_argument_that_is_skipped_is_told(workbook: Workbook, spelling: str) -> None:
    put(workbook.cells, (1, 1), f"={spelling}BUCKET(,DATE(2026,10,20))", 1, 1)
    ((told,),) = workbook.shown(1, 1)
    assert told == "due_date: the argument is missing. Give day on which the item is due."


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_days_of_the_1904_system_are_read_and_answered_in_it(workbook: Workbook, spelling: str) -> None:
    workbook.book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    put(workbook.cells, (1, 1), f'={spelling}DUE_DATE(Deliveries!C2,"EOM 10")', 1, 1)
    put(workbook.cells, (1, 2), "=DATE(2026,8,10)", 1, 1)
    put(workbook.cells, (3, 1), aging(spelling), 2, 13)
    document = workbook.opened()
    assert document.NullDate.Year == 1904
    ((due, wanted),) = workbook.shown(1, 2)
    assert due == wanted
    assert workbook.shown(2, 13, (3, 1)) == AGED


def test_a_document_that_counts_from_1900_is_refused(workbook: Workbook) -> None:
    put(workbook.cells, (1, 1), '=ARXL.DUE_DATE(46000,"NET 30")', 1, 1)
    document = workbook.opened()
    first = document.NullDate
    first.Year, first.Month, first.Day = 1900, 1, 1
    document.NullDate = first
    workbook.recalculate()
    ((told,),) = workbook.shown(1, 1)
    assert told.startswith("This document counts its days from a day of 1900.")


def test_texts_that_were_spilled_equal_those_that_are_typed(workbook: Workbook) -> None:
    """LibreOffice 7.4 compares the texts of an add-in's block by their place in memory; Basic's are its own."""
    put(workbook.cells, (1, 1), aging("ARXL_"), 2, 13)
    put(workbook.cells, (5, 1), '=COUNTIF(A1:A2,"C-1")', 1, 1)
    put(workbook.cells, (5, 2), '=VLOOKUP("C-2",A1:K2,11,FALSE)', 1, 1)
    put(workbook.cells, (5, 3), '=IF(ARXL.BUCKET(DATE(2026,10,20),DATE(2026,10,20))="Not due",1,0)', 1, 1)
    assert workbook.shown(1, 3, (5, 1)) == ((1.0, 500.0, 1.0),)


def test_sentences_are_in_the_language_of_the_company(workbook: Workbook) -> None:
    company = workbook.book.create_sheet("Company")
    for row in (("Key", "Value"), ("language", "ro"), ("currency", "EUR")):
        company.append(row)
    for column, spelling in enumerate(SPELLINGS, start=1):
        put(workbook.cells, (1, column), f"={spelling}BUCKET(DATE(2026,10,20),DATE(2026,10,20))", 1, 1)
        headed = aging(spelling, rest=',,,"EUR",TRUE()').removeprefix("=")
        put(workbook.cells, (2, column), f"=INDEX({headed},1,1)", 1, 1)
    workbook.opened()
    words = wording("ro")
    assert workbook.shown(2, 2) == ((words.text("Not due"),) * 2, (words.text("Customer ID"),) * 2)


def test_too_few_arguments_and_no_range_are_answered_by_a_sentence(workbook: Workbook) -> None:
    put(workbook.cells, (1, 1), "=ARXL_AGING(Deliveries!A1:D3)", 1, 1)
    put(workbook.cells, (1, 2), '=ARXL_AGING("x",Receipts!A1:D2,DATE(2026,10,20))', 1, 1)
    put(workbook.cells, (1, 3), "=ARXL.DUE_DATE(DATE(2026,1,31))", 1, 1)
    ((few, no_range, calc),) = workbook.shown(1, 3)
    assert few.startswith("receipts: the argument is missing.")
    assert no_range.startswith('deliveries: the argument is "x", not a range.')
    assert calc.startswith("terms: the argument is missing.")


def test_the_wizard_knows_functions_and_arguments_in_order(office: Office) -> None:
    service = office.context.ServiceManager.createInstanceWithContext(
        "com.sun.star.sheet.FunctionDescriptions", office.context
    )
    for function in CATALOGUE:
        described = {each.Name: each.Value for each in service.getByName(f"ARXL.{function.name}")}
        assert described["Description"] == function.summary
        found = [(argument.Name, argument.Description) for argument in described["Arguments"]]
        wanted = [(each.name, function_files.argument_text(each, wording("en"))) for each in function.arguments]
        assert found == wanted


@pytest.mark.parametrize("language", ["es", "ro", "ko", "zh-CN", "zh-TW"])
def test_the_menu_speaks_the_language_of_the_program(office: Office, language: str) -> None:
    provider = office.context.ServiceManager.createInstanceWithContext(
        "com.sun.star.configuration.ConfigurationProvider", office.context
    )
    path = "/org.openoffice.Office.Addons/AddonUI/OfficeMenuBar/org.arxl.menu/Submenu/item01"
    settings = provider.createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationAccess",
        (office._property("nodepath", path), office._property("Locale", language)),
    )
    assert settings.getByName("Title") == wording(language).text("Check")


def test_where_arxl_is_not_found_a_cell_says_what_to_do(tmp_path: Path) -> None:
    with office_with_arxl((str(tmp_path / "nowhere"),)) as lost:
        document = lost.open("private:factory/scalc", macros="always")
        sheet = document.Sheets[0]
        told = []
        for row, name in enumerate(
            ("ARXL.BUCKET(1;2)", "ARXL.AGING(B1;B2;3)", "ARXL_BUCKET(1;2)", "ARXL_AGING(B1;B2;3)")
        ):
            sheet.getCellByPosition(0, row).setFormula(f"={name}")
            told.append(sheet.getCellByPosition(0, row).String)
        document.close(True)
    for text in told:
        assert "does not find arxl" in text
        assert "nowhere" in text
        assert "ARXL_SITE" in text
        assert "arxl doctor" in text
