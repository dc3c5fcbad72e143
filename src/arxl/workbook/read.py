"""From a file to its tables as they were found (B: "Reading"): the one road of every host that reads files.

A workbook passes the guard, is parsed in a child process, and gives the tables that its names and headers tell, in
six languages. A folder of CSV files, or one CSV file, gives the same. The file itself is never written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from arxl.errors import Fault, sentence, warning
from arxl.tables.addresses import column_letters, corners
from arxl.tables.headers import SETTINGS_TABLES
from arxl.tables.raw import RawBook, RawColumn, RawTable
from arxl.workbook.found import found_tables, merged_rows
from arxl.workbook.guard import LIMITS, Limits, check_count
from arxl.workbook.opening import Opening
from arxl.workbook.package import member_key
from arxl.workbook.ranges import Range
from arxl.workbook.roads import Roads

_NO_SETTINGS: Mapping[str, str] = {}


def read_raw(path: Path, settings: Mapping[str, str] = _NO_SETTINGS, limits: Limits = LIMITS) -> RawBook:
    """The tables of a workbook (.xlsx, .xlsm), of a folder of CSV files, or of one CSV file.

    Args:
        path: file or folder.
        settings: what the command line sets; `map.<Table>.<Column>` names a header, and wins over the Policy sheet.
        limits: how large a book may be.

    Raises:
        Refused: there is no such file, it is not a workbook, it is hostile or broken, or no table is found in it.
    """
    with Opening(path, limits) as opening:
        return tables_of(opening, settings)


def tables_of(opening: Opening, settings: Mapping[str, str]) -> RawBook:
    """The tables of a book that is being opened; as `read_raw`."""
    if opening.is_text:
        from arxl.workbook.csv_files import read_csv

        return read_csv(opening.path, settings, opening.limits)
    return _Reader(opening).book(settings)


class _Reader:
    """One workbook: what its outline says, and the child that reads its cells."""

    def __init__(self, opening: Opening) -> None:
        opened = opening.workbook()
        self._path = opening.path
        self._package = opened.package
        self._outline = opened.outline
        self._limits = opening.limits
        self._roads = Roads(opened.child, opened.package, opened.outline)

    def book(self, settings: Mapping[str, str]) -> RawBook:
        """The tables of the workbook."""
        check_count(self._path.name, len(self._outline["sheets"]), self._limits)
        found = found_tables(self._path.name, self._outline, self._package.merges, settings, self._table)
        ranges = [claim.range for _, claim in found.kept]
        return RawBook(self._path.stem, found.tables, (*found.notes, *self._remarks(ranges)))

    def _table(self, table: str, found: Range) -> RawTable:
        numbers = range(found.left, found.left + len(found.headers))
        settings = table in SETTINGS_TABLES  # their few cells are of all types
        cells = self._roads.cells(found.sheet, found.top, found.bottom, numbers, trust_the_fast=not settings)
        columns = tuple(
            RawColumn(header, column_letters(at), column)
            for header, at, column in zip(found.headers, numbers, cells, strict=True)
        )
        count = len(cells[0]) if cells else 0
        return RawTable(
            sheet=found.sheet,
            name=found.name,
            header_row=found.header + 1,
            rows=np.arange(found.top + 1, found.top + 1 + count, dtype=np.int64),
            columns=columns,
            visible=found.visible,
            epoch_1904=self._outline["epoch_1904"],
            table=table,
        )

    def _remarks(self, ranges: Sequence[Range]) -> list[Fault]:
        remarks = [note for found in ranges if (note := self._merged_rows(found))]
        if self._outline["links"]:
            remarks.append(
                warning(
                    self._path.name,
                    sentence("the workbook refers to other workbooks; the values that Excel last saved are read."),
                    sentence("Open it in Excel and update the links if they may be old."),
                )
            )
        return remarks

    def _merged_rows(self, found: Range) -> Fault | None:
        """A value merged over several rows belongs to all of them to the eye, and to the first one in the file."""
        for merge in self._package.merges.get(member_key(found.part), ()):
            top, _, bottom, _ = corners(merge)
            if top >= found.top and bottom > top and (found.bottom is None or top <= found.bottom):
                return merged_rows(found.sheet, merge)
        return None
