"""A range of cells as a table: what a worksheet function gets as its argument, and what an open workbook hands over.

>>> table = table_of_range("Rates", [["Currency", "Date", "Rate"], ["USD", dt.date(2026, 1, 5), 0.91]])
>>> [(column.letters, column.header, column.cells.dtype.kind) for column in table.columns]
[('A', 'Currency', 'O'), ('B', 'Date', 'M'), ('C', 'Rate', 'f')]
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np

from arxl.kernels.arrays import AnyArray
from arxl.tables.cells import objects
from arxl.tables.raw import RawColumn, RawTable


def table_of_range(
    sheet: str,
    rows: Sequence[Sequence[object]],
    *,
    name: str = "",
    first_row: int = 1,
    first_column: int = 1,
    table: str = "",
    is_text: bool = False,
) -> RawTable:
    """The table whose headers are the first row of a range.

    Args:
        sheet: what addresses begin with.
        rows: cells as Python values: str, float, int, bool, date, `CellError`, None; short rows end in blanks.
        name: of the spreadsheet table, "" for a plain range.
        first_row: sheet row of the headers.
        first_column: sheet column of the first cell, from 1.
        table: which table it is, where that is known.
        is_text: every cell is text, and numbers must be read by their looks.
    """
    headers = rows[0] if rows else ()
    width = max(map(len, rows), default=0)
    columns = tuple(
        RawColumn(
            "" if position >= len(headers) or headers[position] is None else str(headers[position]),
            column_letters(first_column + position),
            _cells([row[position] if position < len(row) else None for row in rows[1:]]),
        )
        for position in range(width)
    )
    numbers = np.arange(first_row + 1, first_row + max(len(rows), 1))
    return RawTable(sheet, name, first_row, numbers, columns, is_text=is_text, table=table)


def column_letters(column: int) -> str:
    """Letters of a sheet column, from 1.

    >>> column_letters(1), column_letters(28), column_letters(16384)
    ('A', 'AB', 'XFD')
    """
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def _cells(cells: list[object]) -> AnyArray:
    """The narrowest of the three types of `RawColumn` that holds all cells."""
    blank_free = [cell for cell in cells if cell is not None and cell != ""]
    kinds = {type(cell) for cell in blank_free}
    if kinds and kinds <= {int, float} and all(abs(cell) <= 2**53 for cell in blank_free):  # type: ignore[arg-type]
        return np.array([np.nan if cell is None or cell == "" else cell for cell in cells], np.float64)
    if kinds and kinds <= {dt.date, dt.datetime}:
        return np.array([None if cell == "" else cell for cell in cells], "datetime64[D]")
    return objects([None if cell == "" else cell for cell in cells])
