"""Names of sheets and ranges in the workbook that an accountant starts from.

Sheets are called as the language calls them, ranges the same everywhere, so that a formula reads alike in all six
languages. A range grows with its table: it ends at the last row that the sheet Lists finds filled. Structured
references (`Deliveries[#All]`) would do the same in Excel; LibreOffice binds none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xlsxwriter import Workbook

from arxl.errors import label
from arxl.locale import Wording
from arxl.tables.headers import SETTINGS_TABLES, table_text
from arxl.tables.schema import TABLES
from arxl.workbook.look import sheet_name
from arxl.workbook.outline import TEMPLATE_MARK

AS_OF = "AsOf"
SETTINGS = "Settings"
"""Keys and values of both sheets, Company and Policy: what a function's argument `policy` takes."""

CUSTOMER_IDS = "Customer_IDs"

LAST_ROW = 1_048_575
"""Of a sheet, from 0: what is said of a whole column reaches to it, for tables grow."""


@dataclass(frozen=True, slots=True)
class SheetNames:
    """What the sheets are called.

    Attributes:
        tables: key of `schema.TABLES` -> sheet.
    """

    start: str
    dashboard: str
    figures: str
    lists: str
    tables: Mapping[str, str]


def sheet_names(words: Wording) -> SheetNames:
    """The names of all sheets, no two alike."""
    taken: list[str] = []

    def own(text: str) -> str:
        taken.append(sheet_name(text, taken))
        return taken[-1]

    tables = {table: own(table_text(table, words.language)) for table in TABLES}
    start, dashboard = own(words.text(label("Start here"))), own(words.text(label("Dashboard")))
    return SheetNames(start, dashboard, own(words.text(label("Figures"))), own(words.text(label("Lists"))), tables)


def range_name(table: str) -> str:
    """The name of a table's range, headings and all.

    >>> range_name("Supply Rules"), range_name("Policy")
    ('All_Supply_Rules', 'Settings')
    """
    return SETTINGS if table in SETTINGS_TABLES else f"All_{table.replace(' ', '_')}"


def list_name(key: str) -> str:
    """The name of a drop-down's list.

    >>> list_name("Deliveries.kind")
    'List_Deliveries_kind'
    """
    return f"List_{key.replace('.', '_').replace(' ', '_')}"


def quoted(sheet: str) -> str:
    """A sheet's name as formulas write it.

    >>> quoted("Today's list")
    "'Today''s list'"
    """
    return "'" + sheet.replace("'", "''") + "'"


def mark(workbook: Workbook, sheet: str) -> None:
    """Say that arxl made a sheet, so that it reads no table from it."""
    workbook.define_name(f"{quoted(sheet)}!{TEMPLATE_MARK}", f"={quoted(sheet)}!$A$1")


def documents() -> Iterable[str]:
    """The tables whose rows are records: all but the two of settings."""
    return (table for table in TABLES if table not in SETTINGS_TABLES)
