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
from arxl.tables.headers import SETTINGS_TABLES, mapped_in
from arxl.tables.raw import RawBook, RawColumn, RawTable
from arxl.workbook.claims import Claim, heard, nothing_found
from arxl.workbook.guard import LIMITS, Limits, check_count, member_key
from arxl.workbook.opening import Opening
from arxl.workbook.ranges import Range, claims_of
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
        """Settings first: the Policy sheet may name the headers of the other tables."""
        check_count(self._path.name, len(self._outline["sheets"]), self._limits)
        claims, notes = claims_of(self._outline, self._package.merges, {})
        lists = {table: self._table(table, claim.range) for table, claim in self._heard_settings(claims)}
        mapped = mapped_in(lists.get("Policy"), settings)
        if mapped:
            claims, notes = claims_of(self._outline, self._package.merges, mapped)
        kept, more = heard(claims, self._path.name, mapped)
        if not kept:
            raise nothing_found(self._path.name, claims)
        tables = tuple(lists.get(table) or self._table(table, claim.range) for table, claim in kept)
        return RawBook(self._path.stem, tables, (*notes, *more, *self._remarks(kept)))

    def _heard_settings(self, claims: list[Claim[Range]]) -> list[tuple[str, Claim[Range]]]:
        kept, _ = heard(claims, self._path.name, {})
        return [(table, claim) for table, claim in kept if table in SETTINGS_TABLES]

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

    def _remarks(self, kept: Sequence[tuple[str, Claim[Range]]]) -> list[Fault]:
        remarks = [note for _, claim in kept if (note := self._merged_rows(claim.range))]
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
                return warning(
                    f"{found.sheet}!{merge}",
                    sentence("the cells are merged: their value counts in the first row, and the others are blank."),
                    sentence("Unmerge the cells below the headers, and fill the value down."),
                )
        return None
