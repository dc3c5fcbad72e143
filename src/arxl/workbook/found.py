"""Which tables a workbook holds, a file and an open workbook alike.

The settings come first, for the Policy sheet may name the headers of the other tables.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from arxl.errors import Fault, sentence, warning
from arxl.tables.headers import SETTINGS_TABLES, mapped_in
from arxl.tables.raw import RawTable
from arxl.workbook.claims import Claim, heard, nothing_found
from arxl.workbook.outline import Outline
from arxl.workbook.ranges import Merges, Range, claims_of


@dataclass(frozen=True, slots=True)
class Found:
    """The tables of a workbook in its order, where each stands, and what was passed over."""

    tables: tuple[RawTable, ...]
    kept: tuple[tuple[str, Claim[Range]], ...]
    notes: tuple[Fault, ...]


def found_tables(
    name: str,
    outline: Outline,
    merges: Merges,
    settings: Mapping[str, str],
    read: Callable[[str, Range], RawTable],
) -> Found:
    """Find the tables and read them.

    Args:
        name: of the file, for messages.
        outline: of the workbook (`workbook.outline`).
        merges: part -> merged cells.
        settings: what wins over the Policy sheet.
        read: reads the range of a table.

    Raises:
        Refused: two ranges are the same table by equal evidence, or none is any.
    """
    claims, notes = claims_of(outline, merges, {})
    first, _ = heard(claims, name, {})
    lists = {table: read(table, claim.range) for table, claim in first if table in SETTINGS_TABLES}
    mapped = mapped_in(lists.get("Policy"), settings)
    if mapped:
        claims, notes = claims_of(outline, merges, mapped)
    kept, more = heard(claims, name, mapped)
    if not kept:
        raise nothing_found(name, claims)
    tables = tuple(lists.get(table) or read(table, claim.range) for table, claim in kept)
    return Found(tables, tuple(kept), (*notes, *more))


def merged_rows(sheet: str, merge: str) -> Fault:
    """A value merged over several rows belongs to all of them to the eye, and to the first one in the file."""
    return warning(
        f"{sheet}!{merge}",
        sentence("the cells are merged: their value counts in the first row, and the others are blank."),
        sentence("Unmerge the cells below the headers, and fill the value down."),
    )
