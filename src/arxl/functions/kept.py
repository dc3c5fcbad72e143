"""What a call's ranges hold, typed once and kept for the calls that follow.

A sheet recalculates the same ranges over and over, for other days and with other options. Each range is kept as the
host handed it over, and compared cell by cell with what comes later: Python does that in C, at a tenth of the time that
typing takes, and unlike a digest it never looks into the cells one by one. Where a cell has changed, the columns beside
it are found again in the same way. What follows from the ranges (the book, its ledger, the matching at a day) is kept
for the last few.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, partial
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from arxl.functions.ranges import Cells, cells_of_range, is_range, table_of_cells
from arxl.practices.cash_application import Position
from arxl.practices.receivables import Receivables
from arxl.tables.book import book_of
from arxl.tables.ranges import column_of
from arxl.tables.raw import RawBook, RawColumn, RawTable

_RANGES = 4  # of one argument: a workbook has one or two, and the user changes a cell now and then
_BOOKS = 4  # a workbook has one or two sets of ranges; each may hold 100,000 rows
_POSITIONS = 16  # a trend over 12 months asks for 12 days

Rows = tuple[tuple[object, ...], ...]

# What Python takes for equal is the same cell but for numbers (1, 1.0, True) and for moments of several time zones.
_ALIKE = {float, int, bool, Decimal}
_NOTHING = type(None)
_APART = {str, _NOTHING, dt.date, dt.datetime}


class _Known(NamedTuple):
    """A range that was typed.

    Attributes:
        rows: as the host handed them over.
        kinds: column that holds numbers -> what `_kinds` says of its cells.
        titles: types of the cells down to the headers.
    """

    rows: Rows
    kinds: Mapping[int, object]
    titles: list[type]
    table: RawTable


class _KnownColumn(NamedTuple):
    """A column that was typed: its cells, and what `_number_kinds` says of them."""

    cells: list[object]
    kinds: object
    column: RawColumn


Place = tuple[str, str, bool]
"""Argument, table, epoch: ranges of other places are never compared."""

_known: dict[Place, tuple[_Known, ...]] = {}
_known_columns: dict[tuple[Place, str], _KnownColumn] = {}
"""The last of each place and letters."""


def table(argument: str, key: str, value: object, *, epoch_1904: bool) -> RawTable:
    """The raw table of a range, as `table_of_cells` makes it: the same object for the same cells.

    Args:
        argument: name of the function's argument.
        key: which table it is, a key of `schema.TABLES`.
        value: the range as the host hands it over.
        epoch_1904: serial numbers count from 1904.

    Raises:
        WrongUsage: it is a text or a number, not a range.
    """
    if not is_range(value):
        return table_of_cells(argument, key, value, epoch_1904=epoch_1904)
    rows = _unchanging(cells_of_range(value))
    place = argument, key, epoch_1904
    held = _known.get(place, ())
    for known in held:
        if _same(known, rows):
            return known.table
    made = table_of_cells(argument, key, rows, epoch_1904=epoch_1904, column=partial(_column, place))
    if (known_now := _to_keep(rows, made)) is not None:
        _known[place] = (known_now, *held[: _RANGES - 1])
    return made


def _column(place: Place, header: str, letters: str, cells: list[object]) -> RawColumn:
    """A column as `column_of` makes it: the same object for the same cells."""
    known = _known_columns.get((place, letters))
    is_same = known and known.column.header == header and known.cells == cells
    if known and is_same and _number_kinds(cells, known.column.kinds) == known.kinds:
        return known.column
    made = column_of(header, letters, cells)
    if made.kinds <= _ALIKE | _APART:
        kinds = made.kinds if len(made.kinds & _ALIKE) == 1 else _number_kinds(cells, made.kinds)
        _known_columns[place, letters] = _KnownColumn(cells, kinds, made)
    return made


def _number_kinds(cells: list[object], kinds: Set[type]) -> object:
    """The types of a column's cells, as far as they tell apart what is equal (see `_kinds`)."""
    if kinds.isdisjoint(_ALIKE):
        return None
    return frozenset(map(type, cells)) if len(kinds & _ALIKE) == 1 else _types(cells)


def _unchanging(rows: Cells) -> Rows:
    """The rows as tuples: a host may hand over lists, and change them later."""
    if isinstance(rows, tuple) and set(map(type, rows)) <= {tuple}:
        return rows
    return tuple(map(tuple, rows))


def _same(known: _Known, rows: Rows) -> bool:
    """Whether all cells are the same: equal, and numbers of the same type."""
    if len(rows) != len(known.rows) or rows != known.rows:
        return False
    first = known.table.header_row
    records = rows[first:]
    return _types(chain(*rows[:first])) == known.titles and all(
        _kinds(records, at, known.table.columns[at].kinds) == kinds for at, kinds in known.kinds.items()
    )


def _to_keep(rows: Rows, made: RawTable) -> _Known | None:
    """None where `_same` could not tell the range from another."""
    first, kinds = made.header_row, {}
    titles = list(chain(*rows[:first]))
    known = _ALIKE | _APART
    if not known.issuperset(_types(titles)) or any(not column.kinds <= known for column in made.columns):
        return None
    if any(isinstance(cell, dt.datetime) and cell.tzinfo for cell in titles):
        return None
    for at, column in enumerate(made.columns):
        if numbers := len(column.kinds & _ALIKE):
            kinds[at] = column.kinds if numbers == 1 else _kinds(rows[first:], at, column.kinds)
    return _Known(rows, kinds, _types(titles), made)


def _kinds(rows: Rows, at: int, kinds: Set[type]) -> object:
    """The types of a column's cells: where only one of them is a number, which they are says enough."""
    try:
        types = _types(map(itemgetter(at), rows))
    except IndexError:  # rows of different lengths
        types = [type(row[at]) if at < len(row) else _NOTHING for row in rows]
    return frozenset(types) if len(kinds & _ALIKE) == 1 else types


def _types(cells: Iterable[object]) -> list[type]:
    return list(map(type, cells))


@dataclass(frozen=True, eq=False)
class Ranges:
    """The tables of a call and the currency that it names; equal where they are the same objects."""

    tables: tuple[RawTable, ...]
    currency: str

    @property
    def overrides(self) -> Mapping[str, str]:
        """The settings that the call itself names."""
        return {"currency": self.currency} if self.currency else {}

    def __hash__(self) -> int:
        return hash((self.currency, *map(id, self.tables)))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Ranges)
            and self.currency == other.currency
            and list(map(id, self.tables)) == list(map(id, other.tables))
        )


def ranges_of(tables: tuple[RawTable, ...], currency: str) -> Ranges:
    """The ranges of a call, ready to be looked up."""
    return Ranges(tables, currency)


@lru_cache(_BOOKS)
def receivables(ranges: Ranges) -> Receivables:
    """The book that the ranges are.

    Raises:
        Faulty: a setting among them has a value that it does not take.
    """
    return Receivables(book_of(RawBook("", ranges.tables), ranges.overrides, None))


@lru_cache(_BOOKS)
def checked(ranges: Ranges, as_of: dt.date) -> Receivables:
    """The book that the ranges are, with a warning for every date that lies far beyond a day.

    Raises:
        Faulty: a setting among them has a value that it does not take.
    """
    return Receivables(book_of(RawBook("", ranges.tables), ranges.overrides, as_of))


@lru_cache(_POSITIONS)
def position(ranges: Ranges, as_of: dt.date) -> Position:
    """Where every account stands at the end of a day."""
    return receivables(ranges).application.position_at(as_of)


def forget() -> None:
    """Keep nothing of earlier calls."""
    position.cache_clear()
    checked.cache_clear()
    receivables.cache_clear()
    _known.clear()
    _known_columns.clear()
