"""Where the tables of a workbook stand: spreadsheet tables, and the plain ranges of sheets below their titles.

From the outline of a workbook (`workbook.outline`) come the ranges that may be tables (`Claim`), with the headers as
an eye reads them: a header merged over several rows stands in each of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from arxl.errors import Fault, sentence, warning
from arxl.tables.addresses import corners
from arxl.tables.headers import (
    SETTINGS_TABLES,
    MappedTables,
    columns_of_headers,
    header_row,
    table_named,
    table_of,
)
from arxl.workbook.claims import Claim
from arxl.workbook.package import member_key

Merges = Mapping[str, Sequence[str]]  # part -> ranges, as written
Row = list[object]


@dataclass(frozen=True, slots=True)
class Range:
    """A range of a sheet, positions from 0, the ends included.

    Attributes:
        header: row of the headers, -1 where there is none.
        top: first row of cells.
        bottom: last row, None for the last of the sheet.
        left: first column; `headers` begin there.
    """

    sheet: str
    part: str
    name: str
    header: int
    top: int
    bottom: int | None
    left: int
    headers: tuple[str, ...]
    visible: bool


def claims_of(
    outline: Mapping[str, Any], merges: Merges, mapped: MappedTables
) -> tuple[list[Claim[Range]], list[Fault]]:
    """Every range that may be a table, in the order of the book; and notes about sheets that hold none."""
    claims: list[Claim[Range]] = []
    notes: list[Fault] = []
    for sheet in outline["sheets"]:
        if sheet.get("owned"):
            continue
        if sheet["kind"] != "worksheet":
            notes.append(_no_cells(sheet["name"], sheet["kind"]))
            continue
        rows = as_seen(sheet["rows"], merges.get(member_key(sheet["part"]), ()))
        if not any(any(_filled(cell) for cell in row) for row in rows) and not sheet["tables"]:
            continue
        named = [_table_claim(sheet, table, rows) for table in sheet["tables"]]
        if any(_is_a_table(claim, mapped) for claim in named):
            claims.extend(named)
        else:
            claims.append(_sheet_claim(sheet, rows, mapped))
    return claims, notes


def _is_a_table(claim: Claim[Range], mapped: MappedTables) -> bool:
    return table_of(claim.name, claim.sheet, claim.headers, mapped) is not None


def _table_claim(sheet: Mapping[str, Any], table: Mapping[str, Any], rows: Sequence[Row]) -> Claim[Range]:
    top, left, bottom, right = table["ref"]
    header = top if table["header"] else -1
    cells = rows[top][left : right + 1] if header >= 0 and top < len(rows) else []
    headers = [_text(cell) for cell in cells] if any(cells) else list(table["columns"])
    headers += [""] * (right + 1 - left - len(headers))
    visible = sheet["state"] == "visible"
    found = Range(
        sheet=sheet["name"],
        part=sheet["part"],
        name=table["name"],
        header=header,
        top=top + (header >= 0),
        bottom=bottom - table["totals"],
        left=left,
        headers=tuple(headers),
        visible=visible,
    )
    speaks = sheet["name"] if len(sheet["tables"]) == 1 else ""
    place = f"{sheet['name']} / {table['name']}" if speaks == "" else sheet["name"]
    return Claim(place, table["name"], speaks, found.headers, visible, found)


def _sheet_claim(sheet: Mapping[str, Any], rows: Sequence[Row], mapped: MappedTables) -> Claim[Range]:
    named = table_named(sheet["name"])
    if named in SETTINGS_TABLES:
        found = _list_of_settings(sheet, rows, named)
    else:
        at = header_row(rows, mapped)
        if at is None:
            at = _likely_header(rows, named, mapped)
        cells = rows[at]
        filled = [position for position, cell in enumerate(cells) if _filled(cell)]
        left, right = (filled[0], filled[-1]) if filled else (0, -1)
        found = Range(
            sheet=sheet["name"],
            part=sheet["part"],
            name="",
            header=at,
            top=at + 1,
            bottom=None,
            left=left,
            headers=tuple(_text(cell) for cell in cells[left : right + 1]),
            visible=sheet["state"] == "visible",
        )
    return Claim(sheet["name"], "", sheet["name"], found.headers, found.visible, found)


def _likely_header(rows: Sequence[Row], named: str | None, mapped: MappedTables) -> int:
    """The row that names most columns of the table that the sheet is named after; else the first with two texts."""
    if named:
        known = [len(columns_of_headers(named, [_text(cell) for cell in row], mapped.get(named, {}))) for row in rows]
        if max(known) > 0:
            return known.index(max(known))
    texts = (at for at, row in enumerate(rows) if sum(isinstance(cell, str) and bool(cell.strip()) for cell in row) > 1)
    return next(texts, next(at for at, row in enumerate(rows) if any(_filled(cell) for cell in row)))


def _list_of_settings(sheet: Mapping[str, Any], rows: Sequence[Row], table: str) -> Range:
    """Keys and values: the two columns named so, or else the first two that hold anything."""
    header, left = -1, 0
    headers: tuple[str, ...] = ("Key", "Value")
    for at, row in enumerate(rows):
        texts = [_text(cell) for cell in row]
        filled = [position for position, text in enumerate(texts) if text]
        if not filled:
            continue
        found = columns_of_headers(table, texts)
        if "key" in found and "value" in found:
            header, left, headers = at, 0, tuple(texts)
        else:
            left = filled[0]
        break
    return Range(
        sheet=sheet["name"],
        part=sheet["part"],
        name="",
        header=header,
        top=header + 1,
        bottom=None,
        left=left,
        headers=headers,
        visible=sheet["state"] == "visible",
    )


def as_seen(rows: Sequence[Row], merges: Sequence[str]) -> list[Row]:
    """Rows in which a text merged downwards over several rows stands in each."""
    seen = [list(row) for row in rows]
    for merge in merges:
        top, left, bottom, _ = corners(merge)
        if top >= len(seen) or left >= len(seen[top]) or not isinstance(seen[top][left], str):
            continue
        for row in seen[top + 1 : bottom + 1]:
            row.extend([None] * (left + 1 - len(row)))
            row[left] = seen[top][left]
    return seen


def _no_cells(sheet: str, kind: str) -> Fault:
    if kind == "chartsheet":
        fact = sentence("the sheet is a chart, and passed over.")
    elif "acro" in kind:
        fact = sentence("the sheet holds macros, and is passed over.")
    elif kind == "dialogsheet":
        fact = sentence("the sheet is a dialog, and passed over.")
    else:
        fact = sentence("the sheet has no cells in the file.")
    return warning(sheet, fact, sentence("Nothing needs to be done if it holds no table."))


def _filled(cell: object) -> bool:
    return cell is not None and not (isinstance(cell, str) and not cell.strip())


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
