"""Which rows of a sheet are records.

A row is no record where none of the table's columns holds anything; where a report's page break repeats the headers;
where a row without a date says Total, Suma, 合计 … in one of its cells; and where the id of its customer is the word
for "example" in brackets, as in the workbook that an accountant starts from. Totals and examples left out are named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from arxl.kernels.arrays import AnyArray, Bools, Int64s
from arxl.tables.cells import blank_cells, tidy
from arxl.tables.choices import is_example, is_total
from arxl.tables.raw import RawTable


class LeftOut(NamedTuple):
    """A row that is left out: where it is in the raw table, the column's position and the word that says so."""

    at: int
    position: int
    word: str


class Records(NamedTuple):
    """What `records_of` answers.

    Attributes:
        indices: (M,) indices of the raw table's rows that are records, ascending.
        totals: the rows of totals among the others.
        examples: the rows that only show how to fill in the table.
    """

    indices: Int64s
    totals: tuple[LeftOut, ...] = ()
    examples: tuple[LeftOut, ...] = ()


def records_of(raw: RawTable, positions: Mapping[str, int]) -> Records:
    """The records of a table.

    Args:
        raw: the table as found.
        positions: attribute -> position of its column.
    """
    columns = [raw.columns[position].cells for position in positions.values()]
    keep = np.ones(len(raw.rows), bool)
    keep[_blank_rows(columns, len(raw.rows))] = False
    keep[_repeated_headers(raw, positions)] = False
    examples = _examples(raw, positions)
    keep[[example.at for example in examples]] = False
    totals = [
        LeftOut(index, position, tidy(str(raw.columns[position].cells[index])))
        for index in _undated(raw, positions, keep)
        if (position := _total_word(raw, index)) is not None
    ]
    keep[[total.at for total in totals]] = False
    return Records(np.flatnonzero(keep), tuple(totals), tuple(examples))


def _blank_rows(columns: Sequence[AnyArray], length: int) -> Int64s:
    """Rows in which all columns are blank; columns of numbers and dates are asked first, for they answer at once."""
    rows = np.arange(length)
    for cells in sorted(columns, key=lambda cells: cells.dtype.kind == "O"):
        rows = rows[blank_cells(cells[rows])]
    return rows


def _repeated_headers(raw: RawTable, positions: Mapping[str, int]) -> list[int]:
    """Rows in which at least two columns hold their own header, and no column of the table anything else."""
    found: list[int] = []
    texts = [raw.columns[position] for position in positions.values() if raw.columns[position].cells.dtype.kind == "O"]
    if len(texts) < 2:
        return found
    for index in _holding(texts[0].cells, texts[0].header):
        same = [column.cells[index] == column.header for column in texts]
        if sum(same) >= 2:
            found.append(index)
    return found


def _holding(cells: AnyArray, text: str) -> list[int]:
    listed = cells.tolist()
    return [index for index, cell in enumerate(listed) if cell == text] if text in listed else []


def _examples(raw: RawTable, positions: Mapping[str, int]) -> list[LeftOut]:
    """Rows marked as examples: by their customer, in a table without customers by its first column.

    That cell alone decides. Every record has its own value there, so whoever writes over the example takes the mark
    away, whatever else of the row is left.
    """
    position = positions.get("customer", next(iter(positions.values()), None))
    if position is None or raw.columns[position].cells.dtype.kind != "O":
        return []
    cells = raw.columns[position].cells.tolist()
    marks = {cell for cell in set(cells) if isinstance(cell, str) and is_example(cell)}
    return [LeftOut(at, position, tidy(cell)) for at, cell in enumerate(cells) if cell in marks] if marks else []


def _undated(raw: RawTable, positions: Mapping[str, int], keep: Bools) -> list[int]:
    """Rows that can be totals: their date is blank or says so itself; in a table without dates, their customer."""
    telling = positions.get("date", positions.get("customer"))
    if telling is None:
        return []
    cells = raw.columns[telling].cells
    if cells.dtype.kind != "O":
        return np.flatnonzero(blank_cells(cells) & keep).tolist()
    listed = cells.tolist()
    suspects = {cell for cell in set(listed) if cell is None or (isinstance(cell, str) and _blank_or_total(cell))}
    return [index for index in np.flatnonzero(keep).tolist() if listed[index] in suspects] if suspects else []


def _blank_or_total(text: str) -> bool:
    return not tidy(text) or is_total(text)


def _total_word(raw: RawTable, index: int) -> int | None:
    """Position of the cell that says that the row is a total."""
    for position, column in enumerate(raw.columns):
        if column.cells.dtype.kind == "O":
            cell = column.cells[index]
            if isinstance(cell, str) and is_total(cell):
                return position
    return None
