"""The sheets of a customer's file, every cell as it stands (practice B5).

It is a stranger's file: it goes the road of every workbook, past the guard and into the parsing child, but its sheets
are taken whole, since no name or header says beforehand where the account begins.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from arxl.errors import Fault, refused, sentence, warning
from arxl.kernels.arrays import AnyArray
from arxl.tables.addresses import corners
from arxl.tables.cells import objects
from arxl.tables.their_layout import TheirSheet, layout_of
from arxl.workbook.columns import as_objects
from arxl.workbook.csv_files import Records, records_of
from arxl.workbook.encodings import decoded
from arxl.workbook.guard import LIMITS, Limits, check_count, check_text, read_content
from arxl.workbook.opening import Opened, Opening
from arxl.workbook.package import member_key
from arxl.workbook.roads import Roads

MOST_ROWS = 100_000
"""Rows of one sheet: no customer's account of one supplier has more."""


def read_their_file(path: Path, limits: Limits = LIMITS) -> tuple[tuple[TheirSheet, ...], tuple[Fault, ...]]:
    """The visible sheets of a workbook, or the one of a CSV file; and what is to be said of them.

    Raises:
        Refused: there is no such file, it is no workbook or CSV file, it is hostile, broken or too large.
    """
    if path.is_dir():
        raise refused(path.name, sentence("this is not a file."), sentence("Name a workbook or a CSV file."))
    with Opening(path, limits) as opening:
        if opening.is_text:
            return _text(path, limits)
        opened = opening.workbook()
        check_count(path.name, len(opened.outline["sheets"]), limits)
        sheets, notes = [], []
        roads = Roads(opened.child, opened.package, opened.outline)
        for sheet in opened.outline["sheets"]:
            if sheet["kind"] != "worksheet" or not any(sheet["rows"]):
                continue
            if sheet["state"] != "visible":
                notes.append(_hidden(path.name, sheet["name"]))
                continue
            sheets.append(_sheet(path.name, sheet, opened, roads))
        return tuple(sheets), tuple(notes)


def _sheet(file: str, sheet: dict[str, Any], opened: Opened, roads: Roads) -> TheirSheet:
    """A sheet, read on the road that keeps each cell's own type: columns hold titles, headers and totals too."""
    width = max(len(row) for row in sheet["rows"])
    columns = [as_objects(cells.tolist()) for cells in _cells(sheet["name"], width, roads)]
    _refuse_length(file, sheet["name"], len(columns[0]) if columns else 0)
    for merge in opened.package.merges.get(member_key(sheet["part"]), ()):
        _fill_down(columns, merge)
    return TheirSheet(sheet["name"], tuple(columns), opened.outline["epoch_1904"])


def _cells(name: str, width: int, roads: Roads) -> Sequence[AnyArray]:
    return roads.cells(name, 0, None, range(width), trust_the_fast=False)


def _fill_down(columns: Sequence[AnyArray], merge: str) -> None:
    """A text or date merged over several rows stands in each of them to the eye."""
    top, left, bottom, _ = corners(merge)
    if left < len(columns) and top < len(columns[left]) and isinstance(columns[left][top], str | dt.date):
        columns[left][top + 1 : bottom + 1] = columns[left][top]


def _text(path: Path, limits: Limits) -> tuple[tuple[TheirSheet, ...], tuple[Fault, ...]]:
    content = read_content(path, limits)
    check_text(path.name, content)
    text, notes = decoded(path.name, content)
    records = records_of(path.name, text, _known)
    _refuse_length(path.name, path.stem, len(records))
    return (_sheet_of_records(path.stem, records),), tuple(notes)


def _known(records: Records) -> int:
    """How many columns of an account these records have."""
    layout = layout_of(_sheet_of_records("", records), {})
    return len(layout.at) if layout else 0


def _sheet_of_records(name: str, records: Records) -> TheirSheet:
    columns = zip_longest(*records, fillvalue="")
    return TheirSheet(name, tuple(objects([cell if cell.strip() else None for cell in cells]) for cells in columns))


def _refuse_length(file: str, sheet: str, rows: int) -> None:
    if rows > MOST_ROWS:
        raise refused(
            f"[{file}]{sheet}",
            sentence("it has {rows} rows; of a customer's account at most {most} are read.", rows=rows, most=MOST_ROWS),
            sentence("Copy the rows that concern you into a file of their own."),
        )


def _hidden(file: str, sheet: str) -> Fault:
    return warning(
        f"[{file}]{sheet}", sentence("the sheet is hidden, and not read."), sentence("Unhide it to have it read.")
    )
