"""A table while it is read: typed columns on one side, what is wrong with them on the other.

Readers of columns answer values and flaws by record; here flaws get their address and become faults. A record with a
fault is left out when the draft is finished; a warning leaves it in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from arxl.errors import Fault, Sentence, Severity, sentence
from arxl.kernels.arrays import AnyArray, Bools, Int64s
from arxl.tables.cells import Flaw, Reading, all_of
from arxl.tables.raw import RawTable
from arxl.tables.records import Records
from arxl.tables.schema import NO_AMOUNT, TABLES, Column, Kind, Origin, Rows, columns_of

NAT = np.datetime64("NaT", "D")

_BLANK: Mapping[Kind, tuple[object, Any]] = {
    Kind.DATE: (NAT, "datetime64[D]"),
    Kind.DATE_OR_YES: (NAT, "datetime64[D]"),
    Kind.AMOUNT: (NO_AMOUNT, np.int64),
    Kind.NUMBER: (np.nan, np.float64),
    Kind.WHOLE: (0, np.int64),
}


class Found(NamedTuple):
    """A fault and where it stands among the others: sheet row (0: the table as a whole), position of the column."""

    row: int
    position: int
    fault: Fault


@cache
def no_values(table: str) -> Mapping[str, AnyArray]:
    """The columns of a table without rows; most books have a few of the tables."""
    return blank_values(table, 0)


def blank_values(table: str, length: int) -> dict[str, AnyArray]:
    """The columns of a table, so many rows of them, all of them blank."""
    return {attribute: _blanks(column, length) for attribute, column in columns_of(TABLES[table]).items()}


class Draft:
    """One table of the book on its way from cells to columns.

    Attributes:
        table: a key of `schema.TABLES`.
        values: attribute -> (N,) typed values.
        faulty: (N,) True for records that have a fault.
        spoiled: attribute -> records whose cell has a fault of its own.
        percents: attribute -> records whose cell says % itself.
        found: faults and warnings so far.
    """

    def __init__(self, table: str, raw: RawTable | None, positions: Mapping[str, int], records: Records) -> None:
        self.table = table
        self.raw = raw
        self.positions = positions
        self.indices = records.indices
        self.values: dict[str, AnyArray] = {}
        self.faulty: Bools = np.zeros(len(records.indices), bool)
        self.spoiled: dict[str, list[int]] = defaultdict(list)
        self.percents: dict[str, frozenset[int]] = {}
        self.found: list[Found] = []

    def __len__(self) -> int:
        return len(self.indices)

    @property
    def columns(self) -> Mapping[str, Column]:
        """Attribute -> column of the schema."""
        return columns_of(TABLES[self.table])

    @property
    def sheet(self) -> str:
        """What addresses begin with."""
        return self.raw.sheet if self.raw else self.table

    @property
    def rows(self) -> Int64s:
        """(N,) sheet row of each record."""
        return self.raw.rows[self.indices] if self.raw else np.zeros(0, np.int64)

    def has(self, attribute: str) -> bool:
        """Whether the sheet has the column."""
        return attribute in self.positions

    def cells(self, attribute: str) -> AnyArray:
        """(N,) raw cells of a column that the sheet has."""
        assert self.raw is not None
        return self.raw.columns[self.positions[attribute]].cells[self.indices]

    def letters(self, attribute: str) -> str:
        """Letters of the attribute's column, "" where the sheet has none."""
        return self.raw.columns[self.positions[attribute]].letters if self.raw and self.has(attribute) else ""

    def header(self, attribute: str) -> str:
        """The header as found; the schema's where the sheet has no such column."""
        if self.raw and self.has(attribute):
            return " ".join(self.raw.columns[self.positions[attribute]].header.split())
        return self.columns[attribute].header

    def place(self, attribute: str, record: int) -> str:
        """`Deliveries!F17`."""
        return f"{self.sheet}!{self.letters(attribute)}{self.rows[record]}"

    def blanks(self, attribute: str) -> AnyArray:
        """(N,) blank values of the column's type."""
        return _blanks(self.columns[attribute], len(self))

    def fault(self, attribute: str, record: int, fact: Sentence, remedy: Sentence) -> None:
        """Say what is wrong with a cell; its record is left out."""
        self.faulty[record] = True
        self.spoiled[attribute].append(record)
        self._add(attribute, record, Fault(self.place(attribute, record), fact, remedy))

    def warn(self, attribute: str, record: int, fact: Sentence, remedy: Sentence) -> None:
        """Say what is odd about a cell; its record stays."""
        self._add(attribute, record, Fault(self.place(attribute, record), fact, remedy, Severity.WARNING))

    def fault_column(self, attribute: str, records: Iterable[int], flaw: Flaw) -> None:
        """Say once what is wrong with many cells of a column; their records are left out."""
        spoiled = list(records)
        self.faulty[spoiled] = True
        self.spoiled[attribute] += spoiled
        self._add_column(attribute, flaw, Severity.FAULT)

    def warn_column(self, attribute: str, flaw: Flaw) -> None:
        """Say what is odd about a column."""
        self._add_column(attribute, flaw, Severity.WARNING)

    def note(self, row: int, fault: Fault) -> None:
        """Say something of a sheet row that is no record; row 0 is the table as a whole."""
        self.found.append(Found(row, -1, fault))

    def take(self, attribute: str, reading: Reading, blank: Bools) -> None:
        """Keep a column as read, with its flaws; where it is required, a blank cell is one."""
        self.values[attribute] = reading.values
        for record, flaw in reading.flaws.items():
            self.fault(attribute, record, *flaw)
        if reading.column_flaw:
            self.fault_column(attribute, reading.unread, reading.column_flaw)
        for flaw in reading.warnings:
            self.warn_column(attribute, flaw)
        if self.columns[attribute].required and blank.any():
            self._missing(attribute, blank, reading)

    def finished(self) -> Rows:
        """The typed table of the records without a fault."""
        if self.raw is None:
            return _missing_table(self.table)
        keep = np.flatnonzero(~self.faulty) if self.faulty.any() else slice(None)
        letters = {attribute: self.letters(attribute) for attribute in self.positions}
        made = TABLES[self.table]
        columns = {
            field.name: self.values[field.name][keep]
            for field in fields(made)
            if field.name != "origin" and (field.default_factory is MISSING or field.name in self.values)
        }
        return made(origin=Origin(self.sheet, self.rows[keep], letters), **columns)

    def _missing(self, attribute: str, blank: Bools, reading: Reading) -> None:
        silent = {*reading.flaws, *reading.unread}
        fact = sentence('the cell is blank; every row needs "{column}".', column=self.header(attribute))
        remedy = sentence("Fill it in, or clear the whole row.")
        for record in np.flatnonzero(blank).tolist():
            if record not in silent:
                self.fault(attribute, record, fact, remedy)

    def _add(self, attribute: str, record: int, fault: Fault) -> None:
        self.found.append(Found(int(self.rows[record]), self.positions.get(attribute, -1), fault))

    def _add_column(self, attribute: str, flaw: Flaw, severity: Severity) -> None:
        place = f"{self.sheet}!{self.letters(attribute)}".rstrip("!")
        self.found.append(Found(0, self.positions.get(attribute, -1), Fault(place, *flaw, severity)))


def _blanks(column: Column, length: int) -> AnyArray:
    return np.full(length, *_BLANK[column.kind]) if column.kind in _BLANK else all_of("", length)


@cache
def _missing_table(table: str) -> Rows:
    """What a book has that lacks the table."""
    return TABLES[table](origin=Origin(table, np.zeros(0, np.int64), {}), **no_values(table))
