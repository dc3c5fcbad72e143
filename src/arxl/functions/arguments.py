"""The arguments of one call, read: a value of the right kind, or a sentence that names the argument and the remedy.

Hosts hand arguments over in order: None or an empty text for one that is left out, a single cell as itself or as a
range of one cell. Cells are read as those of a book are, by the readers of `tables`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from arxl.errors import Fault, WrongUsage, sentence
from arxl.functions.catalogue import Argument, Function
from arxl.functions.ranges import cells_of_range, is_range, table_of_cells
from arxl.kernels.arrays import AnyArray, Days
from arxl.tables.cells import error_flaw, objects, text_of_number
from arxl.tables.choices import choice_named, yes_or_no
from arxl.tables.dates import dates_of
from arxl.tables.policy import AgingPolicy, policy_of
from arxl.tables.ranges import cell_of
from arxl.tables.raw import CellError, RawTable
from arxl.tables.schema import Setting
from arxl.tables.settings import settings_of


class Grid(NamedTuple):
    """The cells of an argument that is answered cell by cell.

    Attributes:
        cells: (N,) row by row, as `RawColumn` holds them.
        width: cells a row; 0 for a single value.
    """

    cells: AnyArray
    width: int


class Arguments:
    """The arguments of a call by name.

    Every reader raises WrongUsage where the argument is not what the function takes, and where a required one is
    missing; a reader of an optional one answers None or its blank.
    """

    def __init__(self, function: Function, given: Sequence[object], *, epoch_1904: bool) -> None:
        if len(given) > len(function.arguments):
            raise WrongUsage(
                Fault(
                    "",
                    sentence(
                        "{function} takes {count} arguments.", function=function.name, count=len(function.arguments)
                    ),
                    sentence("It is called as {call}.", call=str(function)),
                )
            )
        self.epoch_1904 = epoch_1904
        self._argument = {argument.name: argument for argument in function.arguments}
        self._given = dict(zip(self._argument, given, strict=False))

    def tables(self) -> tuple[RawTable, ...]:
        """The ranges of the call that are tables of a book."""
        asked = [argument for argument in self._argument.values() if argument.table]
        return tuple(
            table_of_cells(argument.name, argument.table, self._given[argument.name], epoch_1904=self.epoch_1904)
            for argument in asked
            if self._is_given(argument)
        )

    def date(self, name: str) -> dt.date:
        """A day; required."""
        days, faults = self.dates(name, Grid(objects([self._cell(name)]), 0))
        if faults:
            raise WrongUsage(faults[0])
        if np.isnat(days[0]):  # a blank, or the dash that stands for one
            raise _missing(self._argument[name])
        day: dt.date = days[0].item()
        return day

    def dates(self, name: str, grid: Grid) -> tuple[Days, dict[int, Fault]]:
        """(N,) days of a grid, NaT where blank; what is wrong with its cells."""
        reading = dates_of(grid.cells, epoch_1904=self.epoch_1904)
        faults = {cell: Fault(name, *flaw) for cell, flaw in reading.flaws.items()}
        if reading.column_flaw is not None:
            undecided = Fault(name, reading.column_flaw.fact, sentence("Write it as 2026-10-31."))
            faults |= dict.fromkeys(reading.unread, undecided)
        return reading.values, faults

    def grid(self, name: str) -> Grid:
        """The cells of an argument that may be a range."""
        value = self._given.get(name)
        if not is_range(value):
            return Grid(objects([self._cell(name)]), 0)
        rows = cells_of_range(value, whole=True)
        if not rows:
            raise _missing(self._argument[name])
        return Grid(objects([cell_of(cell) for row in rows for cell in row]), max(map(len, rows), default=0))

    def text(self, name: str) -> str:
        """A text, "" where it is left out; a number is the text that a person would have typed."""
        cell = self._cell(name)
        if isinstance(cell, float | int) and not isinstance(cell, bool):
            return text_of_number(cell)
        return "" if cell is None else str(cell).strip()

    def choice(self, name: str) -> str:
        """One of the argument's words, "" where it is left out."""
        text, choices = self.text(name), self._argument[name].choices
        if not text:
            return ""
        choice = choice_named(text, choices)
        if choice is None:
            raise _none_of(name, text, choices)
        return choice

    def edges(self, name: str) -> tuple[int, ...]:
        """Last days of buckets, () where they are left out."""
        given = self._given.get(name)
        cells = [cell_of(cell) for row in cells_of_range(given) for cell in row]
        texts = [text_of_number(cell) if isinstance(cell, float) else str(cell) for cell in cells if cell is not None]
        text = ",".join(texts)
        return policy_of(AgingPolicy, {"buckets": Setting(text, "")}).buckets if text else ()

    def yes(self, name: str) -> bool:
        """TRUE or FALSE; FALSE where it is left out."""
        cell = self._cell(name)
        if cell is None:
            return False
        if isinstance(cell, bool) or cell in (0, 1):
            return bool(cell)
        answer = yes_or_no(str(cell))
        if answer is None:
            raise _none_of(name, self.text(name), ("TRUE", "FALSE"))
        return answer

    def code(self, name: str) -> str:
        """A currency or a country, as the Company sheet names it; "" where it is left out."""
        text = self.text(name)
        try:
            company = settings_of(None, None, {name: text}, "").company
        except WrongUsage as error:
            raise WrongUsage(*(replace(fault, place=name) for fault in error.faults)) from None
        return company.currency if name == "currency" else company.country

    def _is_given(self, argument: Argument) -> bool:
        if self._given.get(argument.name) not in (None, ""):
            return True
        if argument.optional:
            return False
        raise _missing(argument)

    def _cell(self, name: str) -> object:
        """The one cell of an argument, None where it is left out."""
        argument, value = self._argument[name], self._given.get(name)
        if is_range(value):
            rows = cells_of_range(value)
            if len(rows) > 1 or (rows and len(rows[0]) > 1):
                raise WrongUsage(
                    Fault(
                        name, sentence("the argument is a range; it takes one cell."), sentence("Give a single cell.")
                    )
                )
            value = rows[0][0] if rows and rows[0] else None
        cell = cell_of(value)
        if isinstance(cell, CellError):
            raise WrongUsage(Fault(name, *error_flaw(cell)))
        if cell is None and not argument.optional:
            raise _missing(argument)
        return cell


def _missing(argument: Argument) -> WrongUsage:
    return WrongUsage(
        Fault(
            argument.name,
            sentence("the argument is missing."),
            sentence("Give {what}.", what=sentence(argument.text)),
        )
    )


def _none_of(name: str, text: str, choices: tuple[str, ...]) -> WrongUsage:
    return WrongUsage(
        Fault(
            name,
            sentence('"{text}" is none of {choices}.', text=text, choices=choices),
            sentence("Write one of these words."),
        )
    )
