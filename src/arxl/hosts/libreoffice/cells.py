"""The values of a block of cells, between xlwings and LibreOffice.

LibreOffice hands a block over as floats and texts, None for an error: what is a date or a truth value is told by the
number formats, and which error it is by the cell. Into a block go floats and texts; then dates and truth values get
their formats, and a text that Excel would take for something else (a formula, a number, a date) is typed in, as Excel
does it. A cell whose format is text keeps every text as it is.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

from arxl.hosts.libreoffice.formulas import to_calc

Rows = list[list[Any]]

_DATE, _TIME, _LOGICAL, _TEXT = 2, 4, 1024, 256  # com.sun.star.util.NumberFormat
_LAST_SERIAL = 2_958_466  # a day behind 9999-12-31

ERRORS = {
    -2146826281: "#DIV/0!",
    -2146826246: "#N/A",
    -2146826259: "#NAME?",
    -2146826288: "#NULL!",
    -2146826252: "#NUM!",
    -2146826265: "#REF!",
    -2146826273: "#VALUE!",
}
"""Errors as Excel hands them over: xlwings' own table of them."""

_VALUE = -2146826273
_OF_CODE = {
    503: -2146826252,
    519: _VALUE,
    521: -2146826288,
    524: -2146826265,
    525: -2146826259,
    532: -2146826281,
    32767: -2146826246,
}
"""LibreOffice's number of an error -> Excel's; the others are `#VALUE!` in Excel."""

_TYPED = re.compile(r"[=+@'\"#-]|.*\d|(?:true|false)$", re.IGNORECASE)
"""Texts that a spreadsheet program may take for something else when they are typed in."""


def read(cells: Any, document: Any) -> Rows:
    """The values of a range: float, str, bool, datetime, the number of an error, None where blank."""
    rows = [[None if value == "" else value for value in row] for row in cells.getDataArray()]
    _read_errors(cells, rows)
    _read_formats(cells, document, rows)
    return rows


def _read_errors(cells: Any, rows: Rows) -> None:
    """An error comes as None, like a formula without a value; only formulas are asked which one it is."""
    errors = 4  # com.sun.star.sheet.FormulaResult.ERROR
    top, left = cells.RangeAddress.StartRow, cells.RangeAddress.StartColumn
    for area in cells.queryFormulaCells(errors).RangeAddresses:
        for row in range(area.StartRow - top, area.EndRow - top + 1):
            for column in range(area.StartColumn - left, area.EndColumn - left + 1):
                rows[row][column] = _OF_CODE.get(cells.getCellByPosition(column, row).getError(), _VALUE)


def _read_formats(cells: Any, document: Any, rows: Rows) -> None:
    """Floats that are shown as dates or truth values become such."""
    formats, address = document.NumberFormats, cells.RangeAddress
    null = document.NullDate
    begin = dt.datetime(null.Year, null.Month, null.Day)
    alike = cells.getUniqueCellFormatRanges()
    for nth in range(alike.Count):
        ranges = alike.getByIndex(nth)
        kind = formats.getByKey(ranges.getByIndex(0).NumberFormat).Type
        if not kind & (_DATE | _TIME | _LOGICAL):
            continue
        made: Callable[[float], object] = bool if kind & _LOGICAL else lambda serial: _moment(begin, serial)
        for area in ranges.RangeAddresses:
            columns = range(area.StartColumn - address.StartColumn, area.EndColumn - address.StartColumn + 1)
            for row in rows[area.StartRow - address.StartRow : area.EndRow - address.StartRow + 1]:
                for column in columns:
                    if isinstance(row[column], float):
                        row[column] = made(row[column])


def _moment(begin: dt.datetime, serial: float) -> object:
    """The moment of a serial number; a number beyond all dates stays one."""
    if not -1 < serial < _LAST_SERIAL:
        return serial
    return begin + dt.timedelta(milliseconds=round(serial * 86_400_000))


def write(cells: Any, document: Any, rows: Sequence[Sequence[Any]]) -> None:
    """Put values into a range of the same shape."""
    null = document.NullDate
    begin = dt.datetime(null.Year, null.Month, null.Day)
    typed = _typed_in(cells, document, rows)
    cells.setDataArray(
        tuple(
            tuple("" if (at, column) in typed else _plain(value, begin) for column, value in enumerate(row))
            for at, row in enumerate(rows)
        )
    )
    for row, column in typed:
        cells.getCellByPosition(column, row).setFormula(to_calc(rows[row][column]))
    for column in range(len(rows[0])):
        values = [row[column] for row in rows]
        for first, last, kind in _runs([_shown_as(value) for value in values]):
            if kind:
                _show_as(cells.getCellRangeByPosition(column, first, column, last), document, kind)


def _plain(value: Any, begin: dt.datetime) -> float | str:
    match value:
        case None:
            return ""
        case str():
            return value
        case dt.datetime():
            return (value.replace(tzinfo=None) - begin) / dt.timedelta(days=1)
        case dt.date():
            return float((dt.datetime(value.year, value.month, value.day) - begin).days)
        case _:
            return float(value)


def _shown_as(value: Any) -> int:
    """The kind of number format that a value asks for; 0 for none."""
    if isinstance(value, bool):
        return _LOGICAL
    if isinstance(value, dt.datetime):
        return _DATE | _TIME if value.time() != dt.time() else _DATE
    return _DATE if isinstance(value, dt.date) else 0


def _runs(kinds: Sequence[Any]) -> Iterator[tuple[int, int, Any]]:
    """First and last position of each run of equal values.

    >>> list(_runs([0, 0, 2]))
    [(0, 1, 0), (2, 2, 2)]
    """
    at = 0
    for kind, run in groupby(kinds):
        length = len(list(run))
        yield at, at + length - 1, kind
        at += length


def _show_as(cells: Any, document: Any, kind: int) -> None:
    """Give cells a number format of a kind, where theirs is of another, as Excel does when a date is written."""
    formats = document.NumberFormats
    of_kind = _DATE | _TIME if kind & _DATE else kind
    if not _is_uniform(cells) or not formats.getByKey(cells.NumberFormat).Type & of_kind:
        cells.NumberFormat = formats.getStandardFormat(kind, document.CharLocale)


def _typed_in(cells: Any, document: Any, rows: Sequence[Sequence[Any]]) -> set[tuple[int, int]]:
    """Row and column of each text that is typed in, from 0; LibreOffice's block would make their format text."""
    typed: set[tuple[int, int]] = set()
    for column in range(len(rows[0])):
        found = [at for at, row in enumerate(rows) if isinstance(row[column], str) and _TYPED.match(row[column])]
        if found and not _is_text(cells.getCellRangeByPosition(column, 0, column, len(rows) - 1), document):
            typed |= {(at, column) for at in found if not _is_text(cells.getCellByPosition(column, at), document)}
    return typed


def _is_text(cells: Any, document: Any) -> bool:
    """Whether all cells have the format of text."""
    return _is_uniform(cells) and bool(document.NumberFormats.getByKey(cells.NumberFormat).Type & _TEXT)


def _is_uniform(cells: Any) -> bool:
    return str(cells.getPropertyState("NumberFormat").value) != "AMBIGUOUS_VALUE"
