"""What a cell says where the program, and not the practice, is at fault: in the language of the company, too."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from arxl.hosts.libreoffice import function_calls
from arxl.hosts.libreoffice.calling import Caller
from arxl.hosts.libreoffice.function_calls import called, forwarded
from arxl.locale import LANGUAGES, wording


class Cells:
    """A range of Calc, on a sheet that holds nothing else."""

    def __init__(self, rows: tuple[tuple[object, ...], ...], document: Any = None, name: str = "") -> None:
        self.rows, self.document, self.Name = rows, document, name
        self.RangeAddress = SimpleNamespace(StartRow=0, StartColumn=0, EndRow=len(rows) - 1, EndColumn=len(rows[0]) - 1)
        self.DrawPage = SimpleNamespace(Forms=SimpleNamespace(Parent=document))

    def getSpreadsheet(self) -> Cells:  # noqa: N802
        return self

    def createCursor(self) -> Any:  # noqa: N802
        return SimpleNamespace(gotoEndOfUsedArea=lambda expand: None, RangeAddress=self.RangeAddress)

    def getCellRangeByPosition(self, *_: int) -> Cells:  # noqa: N802
        return self

    def getDataArray(self) -> tuple[tuple[object, ...], ...]:  # noqa: N802
        return self.rows


class Busy(Cells):
    """A range that LibreOffice does not hand over."""

    def getDataArray(self) -> tuple[tuple[object, ...], ...]:  # noqa: N802
        raise RuntimeError("bridge disposed")


class Document:
    """A document of a company."""

    def __init__(self, language: str, first_year: int = 1899) -> None:
        company = Cells((("Key", "Value"), ("language", language)), self, "Company")
        self.Sheets = SimpleNamespace(getElementNames=lambda: ["Company"], getByName=lambda name: company)
        self.NullDate = SimpleNamespace(Year=first_year)


@pytest.fixture(autouse=True)
def nobody_called_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another test's document counts for nothing."""
    monkeypatch.setattr(function_calls, "_calling", Caller())
    monkeypatch.setattr(function_calls, "_open", Caller())


def around(document: Any) -> Any:
    """UNO's context with a document in front."""
    desktop = SimpleNamespace(getCurrentComponent=lambda: document)
    return SimpleNamespace(ServiceManager=SimpleNamespace(createInstanceWithContext=lambda *_: desktop))


@pytest.mark.parametrize("language", LANGUAGES)
def test_cells_that_are_not_handed_over_are_told_in_the_language_of_the_company(language: str) -> None:
    document = Document(language)
    said = wording(language).say(function_calls.unreadable(RuntimeError("bridge disposed")).fact)
    busy = Busy((("C-1",),), document)
    ((called_says,),) = called("AGING", [busy, busy, 46000.0], document)  # type: ignore[misc]
    assert called_says.startswith(said)
    assert str(forwarded("AGING", [busy, busy, 46000.0], around(document))).startswith(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_calendar_that_no_spreadsheet_has_is_told_so_too(language: str) -> None:
    document = Document(language, first_year=1900)
    said = str(forwarded("DUE_DATE", [46000.0, "COD"], around(document)))
    assert "1900" in said
    assert "1899" in said
    assert said.startswith("This document") is (language == "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_range_where_one_value_may_stand_is_told_so_too(language: str) -> None:
    document = Document(language)
    days = Cells(((46000.0,), (46001.0,)), document)
    function = function_calls.function_named("DUE_DATE")
    fault = function_calls.answers_one_cell(function)
    said = called("DUE_DATE", [days, "COD"], document)
    assert said == f"DUE_DATE: {wording(language).say(fault.fact)} {wording(language).say(fault.remedy)}"


def test_where_the_document_itself_does_not_answer_the_cell_speaks_english() -> None:
    class Gone(Document):
        @property
        def NullDate(self) -> Any:  # noqa: N802
            raise RuntimeError("bridge disposed")

        @NullDate.setter
        def NullDate(self, _: object) -> None:  # noqa: N802
            pass

    said = called("DUE_DATE", [46000.0, "COD"], Gone("es"))
    assert str(said).startswith("LibreOffice does not hand over the cells (RuntimeError: bridge disposed).")
