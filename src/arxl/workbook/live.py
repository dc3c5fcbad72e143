"""The open workbook as tables, cell by cell as the program shows them: the same road as for files.

Where the tables stand is told by the names of spreadsheet tables and sheets and by headers, as `workbook.ranges`
tells it of a file; then each table is read in one call. Written against xlwings' public calls, so that Excel and
LibreOffice answer alike. Sheets that arxl wrote are passed over.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

import xlwings as xw

from arxl.pulse import beat
from arxl.tables.ranges import cell_of, table_of_range
from arxl.tables.raw import CellError, RawBook, RawTable
from arxl.workbook import natively
from arxl.workbook.found import found_tables, merged_rows
from arxl.workbook.outline import FIRST_ROWS, SHEET_MARK, TEMPLATE_MARK, Outline
from arxl.workbook.package import member_key
from arxl.workbook.ranges import Range

_FIRST_DAY = dt.date(1900, 1, 1)  # what is earlier is a time of day, written as a serial below 1
_HEADER_ROWS = 20  # rows in which merged headers are looked for
_MERGES_TOLD = 5  # of one table

Rows = list[list[Any]]
_NO_SETTINGS: Mapping[str, str] = {}


def raw_book(book: xw.Book, settings: Mapping[str, str] = _NO_SETTINGS) -> RawBook:
    """The tables of a workbook that is open.

    Args:
        book: stays as it is.
        settings: what wins over its Policy sheet.

    Raises:
        Refused: no table is found in it, or two are the same.
    """
    sheets = {sheet.name: sheet for sheet in book.sheets}
    from_1904 = natively.counts_from_1904(book)
    merges: dict[str, list[str]] = {}
    outline: Outline = {
        "sheets": [_outline_of(sheet, merges) for sheet in sheets.values()],
        "epoch_1904": from_1904,
        "links": False,
    }

    def read(table: str, found: Range) -> RawTable:
        return replace(_table(sheets[found.sheet], table, found), epoch_1904=from_1904)

    found = found_tables(book.name, outline, merges, settings, read)
    merged = [
        merged_rows(claim.range.sheet, address)
        for _, claim in found.kept
        for address in _merged_below(sheets[claim.range.sheet], claim.range)
    ]
    return RawBook(PurePath(book.name).stem, found.tables, (*found.notes, *merged))


def is_owned(sheet: xw.Sheet) -> bool:
    """Whether arxl wrote a sheet: it bears a name of its own that no person gives."""
    return _bears(sheet, SHEET_MARK)


def _bears(sheet: xw.Sheet, *marks: str) -> bool:
    return any(name.name.rpartition("!")[2] in marks for name in sheet.names)


def is_visible(sheet: xw.Sheet) -> bool:
    """Whether a sheet is shown: Excel answers -1 for shown, 0 for hidden, 2 for hidden from the menu as well."""
    return sheet.visible in (True, -1)


def values_of(cells: xw.Range) -> Rows:
    """The values of a range, row by row; an error is its text."""
    return list(cells.options(ndim=2, err_to_str=True).value)


def _outline_of(sheet: xw.Sheet, merges: dict[str, list[str]]) -> dict[str, Any]:
    beat()
    part, owned = f"sheet {sheet.index}", _bears(sheet, SHEET_MARK, TEMPLATE_MARK)
    rows = [] if owned else _first_rows(sheet)
    if rows:
        merges[member_key(part)] = list(_merged_headers(sheet, rows))
    return {
        "name": sheet.name,
        "kind": "worksheet",
        "state": "visible" if is_visible(sheet) else "hidden",
        "owned": owned,
        "part": part,
        "rows": rows,
        "tables": [] if owned else [_table_outline(table) for table in sheet.tables],
    }


def _first_rows(sheet: xw.Sheet) -> Rows:
    """The first rows from A1 on, as an outline has them."""
    used = sheet.used_range
    last = used.row + used.shape[0] - 1
    if used.row > FIRST_ROWS:
        return []
    cells = sheet.range((used.row, used.column), (min(last, FIRST_ROWS), used.column + used.shape[1] - 1))
    left = [None] * (used.column - 1)
    rows = [[*left, *map(_as_in_an_outline, row)] for row in values_of(cells)]
    return [[] for _ in range(used.row - 1)] + rows


def _as_in_an_outline(value: object) -> object:
    cell = cell_of(value)
    return cell.text if isinstance(cell, CellError) else cell


def _table_outline(table: Any) -> dict[str, Any]:
    whole, header = table.range, table.header_row_range
    top, left = whole.row - 1, whole.column - 1
    names = values_of(header)[0] if header is not None else _names_without_header(table)
    return {
        "name": table.name,
        "ref": [top, left, top + whole.shape[0] - 1, left + whole.shape[1] - 1],
        "header": header is not None,
        "totals": int(bool(table.show_totals)),
        "columns": ["" if name is None else str(name) for name in names],
    }


def _names_without_header(table: Any) -> Sequence[str | None]:
    """What the columns of a table are called whose header row is not shown; LibreOffice does not know it."""
    try:
        return [column.name for column in table.columns]
    except NotImplementedError:
        return [None] * int(table.range.shape[1])


def _table(sheet: xw.Sheet, table: str, found: Range) -> RawTable:
    """Read the cells of a table in one call."""
    beat()
    used = sheet.used_range
    last = used.row + used.shape[0] - 1
    bottom = last if found.bottom is None else min(found.bottom + 1, last)
    rows: Rows = []
    if bottom > found.top and found.headers:
        left, right = found.left + 1, found.left + len(found.headers)
        rows = _with_times_as_text(values_of(sheet.range((found.top + 1, left), (bottom, right))))
    beat()
    raw = table_of_range(
        found.sheet,
        [found.headers, *rows],
        name=found.name,
        first_row=found.header + 1,
        first_column=found.left + 1,
        table=table,
    )
    return replace(raw, visible=found.visible)


def _with_times_as_text(rows: Rows) -> Rows:
    """A time of day is no date: a program hands it over as one of the year 1899."""
    for row in rows:
        for at, value in enumerate(row):
            if isinstance(value, dt.datetime) and value.date() < _FIRST_DAY:
                row[at] = value.time().isoformat()
    return rows


def _merged_headers(sheet: xw.Sheet, rows: Rows) -> Iterator[str]:
    """Merged cells among the first rows that begin with a text: a header may span several."""
    width = max(map(len, rows), default=0)
    if not width or sheet.range((1, 1), (min(len(rows), _HEADER_ROWS), width)).merge_cells is False:
        return
    for at, row in enumerate(rows[:_HEADER_ROWS], 1):
        for column, value in enumerate(row, 1):
            if isinstance(value, str):
                area = sheet.range((at, column)).merge_area
                if area.shape != (1, 1):
                    yield area.get_address(False, False)


def _merged_below(sheet: xw.Sheet, found: Range) -> Sequence[str]:
    """Merged cells below the headers that span several rows, the first few of them."""
    used = sheet.used_range
    last = used.row + used.shape[0] - 1
    bottom = last if found.bottom is None else min(found.bottom + 1, last)
    if bottom <= found.top or not found.headers:
        return ()
    cells = sheet.range((found.top + 1, found.left + 1), (bottom, found.left + len(found.headers)))
    merged: dict[str, None] = {}
    for cell in _merged_cells(cells):
        area = cell.merge_area
        if area.shape[0] > 1:
            merged[area.get_address(False, False)] = None
        if len(merged) == _MERGES_TOLD:
            break
    return tuple(merged)


def _merged_cells(cells: xw.Range) -> Iterator[xw.Range]:
    """Single cells that are merged with others, found by halving what holds some."""
    merged = cells.merge_cells
    if merged is False:
        return
    rows, columns = cells.shape
    if merged is True or rows == columns == 1:
        yield cells[0, 0]
    elif rows > 1:
        yield from _merged_cells(cells[: rows // 2, :])
        yield from _merged_cells(cells[rows // 2 :, :])
    else:
        yield from _merged_cells(cells[:, : columns // 2])
        yield from _merged_cells(cells[:, columns // 2 :])
