"""A folder of CSV files, or one CSV file, read as a workbook of as many sheets.

Every cell is text; what it means is read later, by the evidence of its whole column. Encoding and delimiter are told
by trying: those under which the headers are known are right (`workbook.encodings`). A record with more cells than the
headers has lost its columns, most often to an unquoted delimiter: it is a fault, and left out.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from arxl.errors import Fault, refused, sentence
from arxl.tables.addresses import column_letters
from arxl.tables.headers import SETTINGS_TABLES, MappedTables, columns_of_headers, header_row, mapped_in, table_named
from arxl.tables.raw import RawBook, RawColumn, RawTable
from arxl.workbook.claims import Claim, heard, nothing_found
from arxl.workbook.columns import as_objects
from arxl.workbook.encodings import decoded
from arxl.workbook.guard import Limits, check_count, check_text, read_content
from arxl.workbook.opening import is_csv

_DELIMITERS = ",;\t|"
_FIRST_RECORDS = 60

Records = list[list[str]]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One CSV file: its records, and the one that holds the headers (-1 where none does)."""

    name: str
    records: Records
    header: int
    headers: tuple[str, ...]


def read_csv(path: Path, settings: Mapping[str, str], limits: Limits) -> RawBook:
    """The tables of a CSV file, or of all CSV files of a folder, in the order of their names.

    Raises:
        Refused: there is no CSV file, one cannot be read, or no table is found.
    """
    files = sorted(file for file in path.iterdir() if is_csv(file) and file.is_file()) if path.is_dir() else [path]
    if not files:
        raise refused(
            path.name,
            sentence("the folder holds no CSV file."),
            sentence("Name a workbook, or a folder of files such as Deliveries.csv."),
        )
    check_count(path.name, len(files), limits)
    notes: list[Fault] = []
    sheets: list[tuple[str, Records]] = []
    for file in files:
        content = read_content(file, limits)
        check_text(file.name, content)
        text, note = decoded(file.name, content)
        notes.extend(note)
        sheets.append((file.stem, records_of(file.name, text, _known)))
    lists = {
        table: sheet
        for name, records in sheets
        if (table := table_named(name)) in SETTINGS_TABLES
        for sheet in [_table(table, _sheet(name, records, {}))[0]]
    }
    mapped = mapped_in(lists.get("Policy"), settings)
    claims = [_claim(_sheet(name, records, mapped)) for name, records in sheets if any(map(any, records))]
    kept, more = heard(claims, path.name, mapped)
    if not kept:
        raise nothing_found(path.name, claims)
    tables = []
    for table, claim in kept:
        found, ragged = _table(table, claim.range)
        tables.append(found)
        more.extend(ragged)
    return RawBook(path.stem if path.is_file() else path.name, tuple(tables), (*notes, *more))


def records_of(name: str, text: str, known: Callable[[Records], int]) -> Records:
    """The records of a file, under the delimiter that makes most sense of it.

    Args:
        known: how many columns a reader of these records would know.
    """
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == 5:  # Excel's own hint
        return [[], *_split(name, rest, first.strip()[-1])]
    lines = text[: 1 << 16]
    best = max(_DELIMITERS, key=lambda delimiter: _sense(name, lines, delimiter, known))
    return _split(name, text, best)


def _known(records: Records) -> int:
    at = header_row(records)
    return len(set(filter(None, records[at]))) if at is not None else 0


def _sense(name: str, text: str, delimiter: str, known: Callable[[Records], int]) -> tuple[int, int, int]:
    """How much sense a delimiter makes: columns known, records as wide as most, width."""
    records = _split(name, text, delimiter, strict=False)[:_FIRST_RECORDS]
    widths = [len(record) for record in records if len(record) > 1]
    usual = max(set(widths), key=lambda width: (widths.count(width), width)) if widths else 0
    return known(records), widths.count(usual) if usual else 0, usual


def _split(name: str, text: str, delimiter: str, *, strict: bool = True) -> Records:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        if not strict:
            return []
        raise refused(
            name,
            sentence("the CSV file cannot be read: {reason}.", reason=str(error)),
            sentence("Check it for a quotation mark without its fellow, or save it again as CSV UTF-8."),
        ) from None


def _sheet(name: str, records: Records, mapped: MappedTables) -> _Sheet:
    named = table_named(name)
    first = next((at for at, record in enumerate(records) if any(record)), -1)
    if first < 0:
        return _Sheet(name, records, -1, ())
    if named in SETTINGS_TABLES:
        columns = columns_of_headers(named, records[first])
        if "key" in columns and "value" in columns:
            return _Sheet(name, records, first, tuple(records[first]))
        return _Sheet(name, records, -1, ("Key", "Value"))
    at = header_row(records[:_FIRST_RECORDS], mapped)
    at = first if at is None else at
    return _Sheet(name, records, at, tuple(text.strip() for text in records[at]))


def _claim(sheet: _Sheet) -> Claim[_Sheet]:
    return Claim(sheet.name, "", sheet.name, sheet.headers, True, sheet)


def _table(table: str, sheet: _Sheet) -> tuple[RawTable, list[Fault]]:
    width = len(sheet.headers)
    settings = table in SETTINGS_TABLES
    rows, kept, faults = [], [], []
    for row, record in enumerate(sheet.records[sheet.header + 1 :], start=sheet.header + 2):
        if not settings and any(cell.strip() for cell in record[width:]):
            faults.append(_too_many_cells(sheet, row, record))
        elif record:
            rows.append(row)
            kept.append(record)
    columns = tuple(
        RawColumn(
            header,
            column_letters(at),
            as_objects([record[at] or None if at < len(record) else None for record in kept]),
        )
        for at, header in enumerate(sheet.headers)
    )
    numbers = np.array(rows, dtype=np.int64)
    found = RawTable(sheet.name, "", sheet.header + 1, numbers, columns, is_text=True, table=table)
    return found, faults


def _too_many_cells(sheet: _Sheet, row: int, record: Sequence[str]) -> Fault:
    return Fault(
        f"{sheet.name}!{row}",
        sentence("the row has {found} cells; the headers are {width}.", found=len(record), width=len(sheet.headers)),
        sentence("Put the cell that holds the delimiter between quotation marks."),
    )
