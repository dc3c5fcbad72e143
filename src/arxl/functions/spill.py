"""A result table as the cells that a spilled function fills.

Amounts and shares are numbers, days are days, labels and sentences are in the language of the sheet; what is blank is
an empty text, since a spreadsheet program would show a missing value as 0.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import cast

from arxl.errors import Amount, Sentence
from arxl.functions.record import Block, Scalar
from arxl.locale import Wording
from arxl.tables.result import Amounts, Cell, ResultColumn, ResultTable, Shows


def spilled(table: ResultTable, words: Wording, *, headers: bool) -> Block:
    """The rows of a table, with a row of headings first where they are asked for."""
    heading = (tuple(words.text(column.label) for column in table.columns),) if headers else ()
    columns = [_cells(column, words) for column in table.columns]
    return (*heading, *zip(*columns, strict=True))


def _cells(column: ResultColumn, words: Wording) -> Sequence[Scalar]:
    if isinstance(column.cells, Amounts):
        return column.cells.floats()
    if column.shows is Shows.TEXT:
        return cast("Sequence[str]", column.cells)  # they are shown as they are
    return [_cell(cell, column.shows, words) for cell in column.cells]


def _cell(cell: Cell, shows: Shows, words: Wording) -> Scalar:
    match cell:
        case None:
            return ""
        case Amount():
            return float(cell.value)
        case Decimal():
            return float(cell)
        case Sentence():
            return words.say(cell)
        case tuple():
            return "\n".join(words.say(part) for part in cell)
        case str() if shows is Shows.LABEL:
            return words.text(cell)
        case str() | int() | dt.date():
            return cell
