"""The language of the company whose workbook is open, which a function that is given no Company sheet answers in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from arxl.functions.ranges import Cells, table_of_cells
from arxl.tables.headers import SETTINGS_TABLES, table_named
from arxl.tables.raw import RawTable
from arxl.tables.settings import settings_of


def company_language(sheets: Mapping[str, Callable[[], Cells]]) -> str:
    """One of the six languages; "" where the workbook has neither of the two sheets.

    Args:
        sheets: the name of each sheet, and what gives its cells; only those of Company and Policy are asked for.

    >>> company_language({"Empresa": lambda: [["Clave", "Valor"], ["language", "es"]], "Deliveries": list})
    'es'
    """
    tables: dict[str, RawTable] = {}
    for name, cells in sheets.items():
        table = table_named(name)
        if table in SETTINGS_TABLES and table not in tables:
            tables[table] = table_of_cells(name, table, cells())
    if not tables:
        return ""
    return settings_of(tables.get("Policy"), tables.get("Company"), {}, "").company.language
