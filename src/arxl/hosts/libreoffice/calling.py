"""Which document calls a function, and what it says of its days and of its language.

Cells are recalculated by the thousand, and to ask a document costs more than most answers: what it says is kept for a
moment.
"""

from __future__ import annotations

import datetime as dt
import time
from functools import partial
from typing import Any

from arxl.errors import ArxlError, refused, sentence
from arxl.functions.answers import Sheet
from arxl.hosts.company import company_language

_MOMENT_SECONDS = 0.25  # nobody turns to another window and recalculates it within this

_EPOCHS = {1899: dt.date(1899, 12, 30), 1904: dt.date(1904, 1, 1)}
"""Year of a document's first day -> the day that is 0 in it."""

Rows = tuple[tuple[object, ...], ...]

_ERRORS = {503: "#NUM!", 519: "#VALUE!", 521: "#NULL!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!", 32767: "#N/A"}
"""Calc's number of an error -> what Excel calls it; the others are Calc's own."""


class Caller:
    """The document that called last. Refusals name what it cannot be used for."""

    def __init__(self) -> None:
        self._document: Any = None
        self._year, self._language, self._until = 1899, "", 0.0

    def is_known(self) -> bool:
        """Whether it was asked a moment ago."""
        return time.monotonic() < self._until

    def take(self, document: Any) -> None:
        """Make a document the one that calls; None is one that nobody knows."""
        if self.is_known() and document == self._document:
            return
        self._document = document
        self._year = 1899 if document is None else int(document.NullDate.Year)
        self._language = "" if document is None else _language(document)
        self._until = time.monotonic() + _MOMENT_SECONDS

    def sheet(self) -> Sheet:
        """What the functions need to know.

        Raises:
            Refused: the document counts its days as no spreadsheet does today.
        """
        if self._year not in _EPOCHS:
            raise refused(
                "",
                sentence("This document counts its days from a day of {year}.", year=self._year),
                sentence("Choose 12/30/1899 under Tools, Options, Calc, Calculate."),
            )
        return Sheet(epoch_1904=self._year == 1904, language=self._language)

    @property
    def language(self) -> str:
        """The company's, "" where it is not known."""
        return self._language

    def serial(self, day: dt.date) -> float:
        """The number of a day in the document."""
        return float((day - _EPOCHS[self._year]).days)


def document_of(cells: Any) -> Any:
    """The document of a range. A range knows its sheet, and no sheet but by its page of drawings knows its document."""
    return cells.getSpreadsheet().DrawPage.Forms.Parent


def open_document(context: Any) -> Any:
    """The document in front, else one that is open without a window; None where there is none."""
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    front = desktop.getCurrentComponent()
    if front is None:
        components = desktop.getComponents().createEnumeration()
        front = components.nextElement() if components.hasMoreElements() else None
    return front if hasattr(front, "NullDate") else None


def rows_of(cells: Any) -> Rows:
    """The values of a range down to the last row and column that are used, its errors as texts."""
    used = _used(cells)
    rows: Rows = used.getDataArray()
    if any(None in row for row in rows):  # an error, or a formula that has no value yet
        rows = tuple(
            tuple(_error(used, column, at) if value is None else value for column, value in enumerate(row))
            for at, row in enumerate(rows)
        )
    return rows


def _used(cells: Any) -> Any:
    """The part of a range that holds anything: who gives whole columns means what stands in them."""
    cursor = cells.getSpreadsheet().createCursor()
    cursor.gotoEndOfUsedArea(False)
    end, whole = cursor.RangeAddress, cells.RangeAddress
    rows = min(whole.EndRow, max(end.EndRow, whole.StartRow)) - whole.StartRow
    columns = min(whole.EndColumn, max(end.EndColumn, whole.StartColumn)) - whole.StartColumn
    return cells.getCellRangeByPosition(0, 0, columns, rows)


def _error(cells: Any, column: int, row: int) -> str:
    code = cells.getCellByPosition(column, row).getError()
    return _ERRORS.get(code, f"Err:{code}") if code else ""


def _language(document: Any) -> str:
    """The company's; "" where the workbook does not say, or what it says is no language."""
    sheets = (document.Sheets.getByName(name) for name in document.Sheets.getElementNames())
    try:
        return company_language({sheet.Name: partial(rows_of, sheet) for sheet in sheets})
    except ArxlError:
        return ""
