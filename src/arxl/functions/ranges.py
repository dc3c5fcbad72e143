"""A range that a worksheet function is given, as a raw table: the first step of the one road of `tables.book`.

A range may begin with title rows and headers in any of the six languages. Without headers its columns are those of
the schema, in order: what a spreadsheet table of the template hands over without its header row. Blank rows at the
end cost nothing, so that whole columns may be given. Addresses count from the first cell of the range.

>>> table = table_of_cells("deliveries", "Deliveries", (("客户编号", "日期", "金额"), ("C-1", 46023.0, 12.5)))
>>> table.header_row, [column.header for column in table.columns]
(1, ['客户编号', '日期', '金额'])
>>> table_of_cells("rates", "Rates", (("USD", 46023.0, 0.91),)).columns[2].header
'Rate'
"""

from __future__ import annotations

from collections.abc import Sequence

from arxl.errors import Fault, WrongUsage, sentence
from arxl.tables.cells import tidy
from arxl.tables.dates import written_date
from arxl.tables.headers import SETTINGS_TABLES, columns_of_headers, header_row
from arxl.tables.numbers import written_number
from arxl.tables.ranges import ColumnOf, cell_of, column_of, table_of_range
from arxl.tables.raw import RawTable
from arxl.tables.schema import TABLES, Kind, columns_of

Cells = Sequence[Sequence[object]]

_TITLE_ROWS = 20
"""Rows in which headers are looked for."""

_MEASURED = (Kind.DATE, Kind.AMOUNT, Kind.NUMBER, Kind.WHOLE)


def is_range(value: object) -> bool:
    """Whether a host handed over several cells: rows of cells, or one row."""
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def cells_of_range(value: object, *, whole: bool = False) -> Cells:
    """Rows of cells, whatever shape the host gives them; blank rows at the end are left out unless all are asked for.

    >>> cells_of_range(5.0), cells_of_range([1.0, 2.0]), cells_of_range(((1.0,), (None,), ("",)))
    (((5.0,),), ((1.0, 2.0),), ((1.0,),))
    """
    if not is_range(value):
        return ((value,),)
    assert isinstance(value, Sequence)
    rows: Cells = value if not value or is_range(value[0]) else (tuple(value),)
    last = len(rows)
    blank = rows[-1] if rows else ()
    if not whole and all(cell is None or cell == "" for cell in blank):
        while last and rows[last - 1] == blank:  # of whole columns, a million
            last -= 1
    while not whole and last and all(cell is None or cell == "" for cell in rows[last - 1]):
        last -= 1
    return rows[:last]


def table_of_cells(
    argument: str, table: str, value: object, *, epoch_1904: bool = False, column: ColumnOf = column_of
) -> RawTable:
    """The raw table of a range.

    Args:
        argument: name of the function's argument; addresses begin with it.
        table: a key of `schema.TABLES`.
        value: the range as the host hands it over.
        epoch_1904: serial numbers count from 1904.
        column: makes a column, for who knows some already.

    Raises:
        WrongUsage: it is a text or a number, not a range.
    """
    if not is_range(value) and value not in (None, ""):
        raise WrongUsage(
            Fault(
                argument,
                sentence('the argument is "{value}", not a range.', value=str(value)),
                sentence("Give the range of the table {table}, best with its headers.", table=table),
            )
        )
    rows = cells_of_range(value)
    at = _header_row(table, rows)
    if at is None:
        rows, at = [_own_headers(table), *rows], -1
    else:
        rows = rows[at:]
    return table_of_range(argument, rows, first_row=at + 1, table=table, epoch_1904=epoch_1904, column=column)


def _own_headers(table: str) -> list[str]:
    return [column.header for column in columns_of(TABLES[table]).values()]


def _header_row(table: str, rows: Cells) -> int | None:
    """Index of the row of headers; None where the range begins with a record."""
    top = [[cell_of(cell) for cell in row] for row in rows[:_TITLE_ROWS]]
    if table in SETTINGS_TABLES:
        named = (at for at, row in enumerate(top) if _names_settings(table, row))
        return next(named, None)
    at = header_row(top, table=table)
    if at is None and top and _has_measures(table) and not any(map(_is_measure, top[0])):
        at = 0  # headers that no language knows: the book says which column it misses
    return at


def _names_settings(table: str, row: Sequence[object]) -> bool:
    return len(columns_of_headers(table, [cell if isinstance(cell, str) else "" for cell in row])) == 2


def _has_measures(table: str) -> bool:
    """Whether every record of the table holds a date or a number, which a row of headers does not."""
    return any(column.required and column.kind in _MEASURED for column in columns_of(TABLES[table]).values())


def _is_measure(cell: object) -> bool:
    if isinstance(cell, str):
        text = tidy(cell)
        return written_date(text) is not None or written_number(text) is not None
    return cell is not None
