"""A LibreOffice with arxl in it, and workbooks whose cells call its functions."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import site
import tempfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

import arxl
from arxl.functions.record import Block, Example, Function, Given, Scalar
from office import Office, import_uno

SITE = (str(Path(arxl.__file__).parents[1]), *site.getsitepackages())
"""Where LibreOffice's Python finds arxl as the tests do."""

Place = tuple[int, int]
"""Row and column, from 1."""


@contextlib.contextmanager
def office_with_arxl(sites: tuple[str, ...] = SITE) -> Iterator[Office]:
    """A LibreOffice with a profile of its own, into which the extension and the Basic modules were installed."""
    import_uno()
    from arxl.hosts.libreoffice import build, installation

    with tempfile.TemporaryDirectory(prefix="calc") as folder:
        extension, profile = Path(folder, build.FILE), Path(folder, "profile")
        extension.write_bytes(build.extension())
        with Office(profile) as office:
            installation.install(office.context, extension)
        with Office(profile, {"ARXL_SITE": os.pathsep.join(sites)}) as office:
            yield office


def formula(spelling: str, function: Function, example: Example) -> str:
    """An example as it stands in a cell, its ranges on sheets of their names.

    >>> from arxl.functions.catalogue import CATALOGUE
    >>> formula("ARXL.", CATALOGUE[0], CATALOGUE[0].examples[0])
    '=ARXL.DUE_DATE(DATE(2026,1,31),"NET 30")'
    """
    return f"={spelling}{function.name}({','.join(map(_argument, example.arguments))})"


def write_ranges(book: openpyxl.Workbook, ranges: list[Given]) -> None:
    """Each range on a sheet of its name, from A1 on."""
    for given in ranges:
        sheet = book.create_sheet(given.name)
        for row in given.rows:
            sheet.append(row)


def put(sheet: Worksheet, at: Place, said: str, rows: int, columns: int) -> None:
    """A formula into one cell, or an array formula into a block of cells."""
    row, column = at
    cell = sheet.cell(row, column)
    if (rows, columns) == (1, 1):
        cell.value = said
        return
    end = sheet.cell(row + rows - 1, column + columns - 1).coordinate
    cell.value = ArrayFormula(f"{cell.coordinate}:{end}", said)


def as_cells(value: Scalar | Block) -> tuple[tuple[float | str, ...], ...]:
    """A value as the cells of a sheet hold it: days as serial numbers, nothing but numbers and texts."""
    rows = value if isinstance(value, tuple) else ((value,),)
    return tuple(tuple(map(_cell, row)) for row in rows)


def _cell(value: Scalar) -> float | str:
    match value:
        case str():
            return value
        case None:
            return ""
        case dt.date():
            return float((value - dt.date(1899, 12, 30)).days)
        case _:
            return float(value)


def _argument(value: Scalar | Given) -> str:
    match value:
        case Given():
            last = openpyxl.utils.get_column_letter(max(map(len, value.rows)))
            return f"'{value.name}'!$A$1:${last}${len(value.rows)}"
        case None:
            return ""
        case bool():
            return f"{value}()".upper()
        case str():
            return '"' + value.replace('"', '""') + '"'
        case dt.date():
            return f"DATE({value.year},{value.month},{value.day})"
        case _:
            return repr(value)
