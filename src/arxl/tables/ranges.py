"""A range of cells as a table: what a worksheet function gets as its argument, and what an open workbook hands over.

>>> table = table_of_range("Rates", [["Currency", "Date", "Rate"], ["USD", dt.date(2026, 1, 5), 0.91]])
>>> [(column.letters, column.header, column.cells.dtype.kind) for column in table.columns]
[('A', 'Currency', 'O'), ('B', 'Date', 'M'), ('C', 'Rate', 'f')]
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Sequence, Set
from decimal import Decimal
from itertools import zip_longest
from operator import attrgetter
from typing import Any

import numpy as np

from arxl.kernels.arrays import AnyArray
from arxl.tables.addresses import column_letters
from arxl.tables.cells import objects
from arxl.tables.raw import CellError, RawColumn, RawTable

_ERROR_TEXT = re.compile(r"#(?:N/A|[A-Z]+(?:[/0][A-Z0]*)*[!?])|Err:\d{3}")

# Excel hands an error over COM as the HRESULT of its number: 0x800A0000 + 2042 is #N/A.
_ERROR_NUMBERS = {
    number - 0x7FF60000: text
    for number, text in {
        2000: "#NULL!",
        2007: "#DIV/0!",
        2015: "#VALUE!",
        2023: "#REF!",
        2029: "#NAME?",
        2036: "#NUM!",
        2042: "#N/A",
        2045: "#SPILL!",
        2050: "#CALC!",
    }.items()
}
_LARGEST_EXACT = 2**53  # from it on, a whole number is not always its own float
_ERROR_STARTS = ("#", "Err:")
_NOTHING = type(None)
_TEXT: frozenset[type] = frozenset({str, _NOTHING})
_NO_DAY = 0  # the first day that Python counts is 1
_EPOCH = dt.date(1970, 1, 1).toordinal()
_BLOCK_ROWS = 512

ColumnOf = Callable[[str, str, list[Any]], RawColumn]
"""Header, letters and cells -> the column."""


def column_of(header: str, letters: str, cells: list[Any]) -> RawColumn:
    """The column whose cells a host hands over (`cell_of`)."""
    if (texts := _texts(cells)) is not None:
        return RawColumn(header, letters, texts, _TEXT)
    kinds: set[type] = set(map(type, cells))
    if dt.datetime in kinds:
        kinds |= _time_zones(cells)
    return RawColumn(header, letters, _cells(cells, kinds), frozenset(kinds))


def table_of_range(
    sheet: str,
    rows: Sequence[Sequence[object]],
    *,
    name: str = "",
    first_row: int = 1,
    first_column: int = 1,
    table: str = "",
    is_text: bool = False,
    epoch_1904: bool = False,
    column: ColumnOf = column_of,
) -> RawTable:
    """The table whose headers are the first row of a range.

    Args:
        sheet: what addresses begin with.
        rows: cells as hosts hand them over (`cell_of`); short rows end in blanks.
        name: of the spreadsheet table, "" for a plain range.
        first_row: sheet row of the headers; 0 where the sheet has none and `rows` brings them along.
        first_column: sheet column of the first cell, from 1.
        table: which table it is, where that is known.
        is_text: every cell is text, and numbers must be read by their looks.
        epoch_1904: serial numbers count from 1904.
        column: makes a column, for who knows some already.
    """
    headers = [cell_of(cell) for cell in rows[0]] if rows else []
    columns = tuple(
        column("" if header is None else str(header), column_letters(first_column - 1 + position), cells)
        for position, (header, cells) in enumerate(zip_longest(headers, _columns(rows[1:], len(headers))))
    )
    numbers = np.arange(first_row + 1, first_row + max(len(rows), 1))
    return RawTable(sheet, name, first_row, numbers, columns, is_text=is_text, epoch_1904=epoch_1904, table=table)


def cell_of(value: object) -> object:
    """One cell as a spreadsheet program hands it over, as a cell of `RawColumn`.

    Empty text is an empty cell; an error comes as its text, or over COM as a whole number; money comes as Decimal.

    >>> cell_of(""), cell_of("#DIV/0!"), cell_of(-2146826246), cell_of(Decimal("12.5"))
    (None, CellError(text='#DIV/0!'), CellError(text='#N/A'), 12.5)
    """
    match value:
        case "":
            return None
        case str():
            return CellError(value) if _ERROR_TEXT.fullmatch(value) else value
        case bool():
            return value
        case int():
            return CellError(_ERROR_NUMBERS[value]) if value in _ERROR_NUMBERS else value
        case float():
            return value if math.isfinite(value) else CellError("#NUM!")
        case dt.date():
            return dt.date(value.year, value.month, value.day)  # some hosts' datetimes have a time zone of their own
        case Decimal():
            return cell_of(float(value))
        case np.generic():
            return cell_of(value.item())
        case _:
            return value


def _columns(rows: Sequence[Sequence[object]], width: int) -> list[list[object]]:
    """The cells of at least so many columns, a block of rows at a time: what a block touches stays in the cache."""
    columns: list[list[object]] = [[] for _ in range(width)]
    for start in range(0, len(rows), _BLOCK_ROWS):
        block = rows[start : start + _BLOCK_ROWS]
        cells = list(zip_longest(*block))
        columns += [[None] * start for _ in cells[len(columns) :]]
        blank = (None,) * len(block)
        for at, column in enumerate(columns):
            column += cells[at] if at < len(cells) else blank
    return columns


def _texts(cells: list[Any]) -> AnyArray | None:
    """The cells where all are texts or empty: empty ones and errors are looked for in all of them at once."""
    has_blanks = not all(cells)
    try:
        together = "\0".join(filter(None, cells) if has_blanks else cells)
    except TypeError:  # not all are texts
        return None
    if has_blanks:
        if not all(cell is None or cell == "" for cell in cells if not cell):
            return None
        cells = [cell or None for cell in cells]
    if any(start in together for start in _ERROR_STARTS):
        cells = [cell_of(cell) for cell in cells]
    return objects(cells)


def _time_zones(cells: list[Any]) -> set[type]:
    """The types of the time zones of moments; that of None is no zone."""
    try:
        return set(map(type, set(map(attrgetter("tzinfo"), cells)))) - {_NOTHING}
    except AttributeError:  # not all are moments
        return {type(cell.tzinfo) for cell in cells if isinstance(cell, dt.datetime)} - {_NOTHING}


def _cells(cells: list[Any], kinds: Set[type]) -> AnyArray:
    """The narrowest of the three types of `RawColumn` that holds all cells."""
    if not kinds <= {float, dt.date, dt.datetime, _NOTHING}:
        cells = [cell_of(cell) for cell in cells]
        kinds = set(map(type, cells))
    filled = kinds - {_NOTHING}
    if filled and filled <= {dt.date, dt.datetime}:
        ordinals = map(_ordinal if _NOTHING in kinds else dt.date.toordinal, cells)
        days = np.fromiter(ordinals, np.int64, len(cells))
        return np.where(days == _NO_DAY, np.datetime64("NaT", "D"), (days - _EPOCH).view("datetime64[D]"))
    if filled and filled <= {int, float}:
        numbers = np.array(cells, np.float64)  # None is NaN
        exact = int not in filled or bool((np.abs(np.nan_to_num(numbers)) < _LARGEST_EXACT).all())
        blanks = cells.count(None) if _NOTHING in kinds else 0
        if exact and np.isfinite(numbers).sum() + blanks == len(cells):
            return numbers
    return objects([cell_of(cell) for cell in cells])


def _ordinal(cell: dt.date | None) -> int:
    return _NO_DAY if cell is None else cell.toordinal()
