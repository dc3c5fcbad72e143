"""The arguments of one call, read: a value of the right kind, or a sentence that names the argument and the remedy.

Hosts hand arguments over in order: None for one that is left out, a single cell as itself or as a range of one cell, an
empty text for a cell that is blank. In an argument that is answered cell by cell a blank stays blank; in any other it
is one that is left out. Cells are read as those of a book are, by the readers of `tables`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from arxl.errors import Fault, WrongUsage, sentence
from arxl.functions import kept
from arxl.functions.ranges import cells_of_range, is_range
from arxl.functions.record import Argument, Function
from arxl.kernels.arrays import AnyArray, Bools, Days, Int64s
from arxl.kernels.money import WHOLE_PPM
from arxl.tables.cells import Flaw, error_flaw, objects, text_of_number
from arxl.tables.choices import choice_named, yes_or_no
from arxl.tables.columns import amounts_of, hundredth
from arxl.tables.dates import date_of, dates_of
from arxl.tables.numbers import numbers_of
from arxl.tables.plausible import flaw_of_yearly_rate
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
        self._argument = function.argument_named
        self._given = dict(zip(self._argument, given, strict=False))

    def tables(self) -> tuple[RawTable, ...]:
        """The ranges of the call that are tables of a book."""
        asked = [argument for argument in self._argument.values() if argument.table]
        return tuple(
            kept.table(argument.name, argument.table, self._given[argument.name], epoch_1904=self.epoch_1904)
            for argument in asked
            if self._is_given(argument)
        )

    def date(self, name: str) -> dt.date:
        """A day; required."""
        day = self.day(name)
        if day is None:  # a blank, or the dash that stands for one
            raise _missing(self._argument[name])
        return day

    def day(self, name: str) -> dt.date | None:
        """A day, None where the cell is blank."""
        day = date_of(self._cell(name), epoch_1904=self.epoch_1904)
        if isinstance(day, Flaw):
            raise WrongUsage(Fault(name, *day))
        return day

    def is_range(self, name: str) -> bool:
        """Whether the argument is several cells, or one as a range of one."""
        return is_range(self._given.get(name))

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

    def grid_beside(self, name: str, first: str) -> Grid:
        """The cells of an argument that goes with another: as many as that one has, even where one is for all."""
        grid, wanted = self.grid(name), len(self.grid(first).cells)
        if len(grid.cells) not in (1, wanted):
            raise WrongUsage(
                Fault(
                    name,
                    sentence(
                        "the range has {found} cells, {first} has {wanted}.",
                        found=len(grid.cells),
                        first=first,
                        wanted=wanted,
                    ),
                    sentence("Give one cell, or a range of the same size."),
                )
            )
        return Grid(np.repeat(grid.cells, wanted), grid.width) if len(grid.cells) < wanted else grid

    def amounts(self, name: str, grid: Grid, currency: str) -> tuple[Int64s, dict[int, Fault]]:
        """(N,) minor units of a currency, `NO_AMOUNT` where blank; what is wrong with the cells."""
        reading = amounts_of(grid.cells, currency)
        faults = {cell: Fault(name, *flaw) for cell, flaw in reading.flaws.items()}
        if reading.column_flaw is not None:
            undecided = Fault(name, reading.column_flaw.fact, sentence("Write it as 1234.50."))
            faults |= dict.fromkeys(reading.unread, undecided)
        return reading.values, faults

    def rate_ppm(self, name: str) -> int:
        """A yearly rate, in parts per million; required."""
        numbers = numbers_of(objects([self._cell(name)]))
        rate = float(numbers.values[0])
        if 0 in numbers.percents:
            rate = hundredth(rate)
        flaw = numbers.flaws.get(0) or numbers.column_flaw or flaw_of_yearly_rate(rate)
        if flaw is not None:
            raise WrongUsage(Fault(name, *flaw))
        return round(rate * WHOLE_PPM)

    def by_day(self, name: str, grid: Grid, day: dt.date) -> tuple[Bools, dict[int, Fault]]:
        """(N,) whether each cell says yes, or names a day up to this one; what is wrong with the cells."""
        answers, faults = np.zeros(len(grid.cells), bool), {}
        for place, cell in enumerate(grid.cells.tolist()):
            answer = _yes(cell)
            if answer is None:
                since = date_of(cell, epoch_1904=self.epoch_1904)
                if isinstance(since, Flaw):
                    faults[place] = Fault(name, *since)
                    continue
                answer = since is not None and since <= day
            answers[place] = answer
        return answers, faults

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

    def edges(self, name: str, policy: type[Any] = AgingPolicy) -> tuple[int, ...]:
        """The whole numbers that a policy has under the argument's name, () where they are left out."""
        given = self._given.get(name)
        cells = [cell_of(cell) for row in cells_of_range(given) for cell in row]
        texts = [text_of_number(cell) if isinstance(cell, float) else str(cell) for cell in cells if cell is not None]
        text = ",".join(texts)
        edges: tuple[int, ...] = getattr(policy_of(policy, {name: Setting(text, "")}), name) if text else ()
        return edges

    def yes(self, name: str) -> bool:
        """TRUE or FALSE; FALSE where it is left out."""
        cell = self._cell(name)
        if cell is None:
            return False
        answer = _yes(cell)
        if answer is None:
            raise _none_of(name, self.text(name), ("TRUE", "FALSE"))
        return answer

    def code(self, name: str) -> str:
        """A currency, a country or a language, as the Company sheet names it; "" where it may be left out and is."""
        text = self.text(name)
        if not text:
            if not self._argument[name].optional:  # a cell of nothing but white space
                raise _missing(self._argument[name])
            return ""
        try:
            company = settings_of(None, None, {name: text}, "").company
        except WrongUsage as error:
            raise WrongUsage(*(replace(fault, place=name) for fault in error.faults)) from None
        code: str = getattr(company, name)
        return code

    def is_given(self, name: str) -> bool:
        """Whether the argument is there at all."""
        return self._given.get(name) not in (None, "")

    def _is_given(self, argument: Argument) -> bool:
        if self._given.get(argument.name) not in (None, ""):
            return True
        if argument.optional:
            return False
        raise _missing(argument)

    def _cell(self, name: str) -> object:
        """The one cell of an argument, None where it is left out.

        A blank cell of an argument that is answered cell by cell is one blank among others that may follow, and None.
        """
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
        is_blank_of_many = argument.fills and value is not None
        if cell is None and not argument.optional and not is_blank_of_many:
            raise _missing(argument)
        return cell


def _yes(cell: object) -> bool | None:
    """What a cell says: TRUE or FALSE, which some hosts hand over as 1 and 0, or such a word; None where neither."""
    if isinstance(cell, bool) or cell in (0, 1):
        return bool(cell)
    return yes_or_no(cell) if isinstance(cell, str) else None


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
