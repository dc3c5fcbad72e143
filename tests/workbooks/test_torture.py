"""115 odd and broken spreadsheets of other projects: each ends in tables or in one sentence, and no cell is wrong."""

from __future__ import annotations

import datetime as dt
import math
import warnings
from pathlib import Path

import openpyxl
import pytest

from arxl.errors import Refused
from arxl.tables.raw import CellError
from arxl.workbook.guard import LIMITS, read_content
from arxl.workbook.package import inspected
from arxl.workbook.parsing import ParsingChild
from arxl.workbook.read import read_raw
from arxl.workbook.roads import Roads

TORTURE = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "torture"
FILES = sorted(path for path in TORTURE.glob("*") if path.suffix != ".tsv") if TORTURE.exists() else []

pytestmark = pytest.mark.skipif(
    not FILES, reason="the odd and broken files are others' and in no repository; ../shared/data/torture is not here"
)

# What openpyxl reads in another way, each for a known reason.
KNOWN = {
    ("calamine__has_x000D_.xlsx", 0, 0): "openpyxl leaves _x000D_ as it stands",
    ("sheetjs__crlf__crlf.xlsx", 1, 1): "openpyxl leaves _x000D_ as it stands",
    ("sheetjs__LONumbers.xlsx",): "openpyxl knows [h] for a duration, but not [H], [HH] or A/P",
    ("calamine__encoded_entities.xlsx", 1, 0): "a cell of one line break is blank",
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_ends_in_tables_or_one_sentence(path):
    try:
        raw = read_raw(path)
    except Refused as refused:
        (fault,) = refused.faults
        assert fault.place == path.name
        assert str(fault).endswith(".")
        assert "\n" not in str(fault)
        assert len(str(fault)) < 600
        return
    assert raw.tables
    for table in raw.tables:
        assert len({len(column.cells) for column in table.columns} | {len(table.rows)}) == 1


@pytest.mark.parametrize(
    ("names", "fact"),
    [
        ("*encrypt*|*pass_protected*|*protected_passtika*|*extenxls_pwd*|*poifs__protect*", "password protected"),
        ("*.xls", "old format|Excel 4|plain text"),
        ("*.ods", "OpenDocument"),
        ("*any_sheets.xlsb|*666_panic.xlsb|*51519.xlsb|*wtf_path*", "binary workbook"),
        ("*duplicate-filename*", "two parts named"),
        ("*xmlbomb*", "declares a document type"),
        ("*null_file*", "empty"),
        ("*XSSFFuzzer*|*XLSX2CSVFuzzer*", "damaged"),
    ],
)
def test_known_evils_are_named(names, fact):
    found = [path for pattern in names.split("|") for path in TORTURE.glob(pattern)]
    assert found
    for path in found:
        with pytest.raises(Refused, match=fact):
            read_raw(path)


def plain(cell: object) -> object:
    """A cell of openpyxl or of arxl, as both can say it; None for an empty one."""
    if cell is None or cell == "" or (isinstance(cell, float) and math.isnan(cell)):
        return None
    if isinstance(cell, CellError):
        return None if cell.text == "no cached value" else cell.text
    if isinstance(cell, dt.datetime):
        return cell.date() if cell.year >= 1900 else "before 1900"
    if isinstance(cell, dt.time | dt.timedelta):
        return "a time"
    return float(cell) if type(cell) is int else cell


@pytest.fixture(scope="module")
def child():
    with ParsingChild("torture", LIMITS) as running:
        yield running


def sheets_of(child: ParsingChild, path: Path) -> dict[str, dict[tuple[int, int], object]]:
    content = read_content(path, LIMITS)
    package = inspected(path.name, content, LIMITS)
    outline, _ = child.ask({"ask": "outline"}, [content])
    roads = Roads(child, package, outline)
    found = {}
    for sheet in outline["sheets"]:
        if sheet["kind"] == "worksheet":
            columns = roads.cells(sheet["name"], 0, None, range(300))
            cells = {(row, at): cell for at, column in enumerate(columns) for row, cell in enumerate(column.tolist())}
            found[sheet["name"]] = {at: cell for at, cell in cells.items() if plain(cell) is not None}
    return found


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix != ".xls"], ids=lambda path: path.name)
def test_every_cell_is_what_openpyxl_reads(child, path):
    try:
        found = sheets_of(child, path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, data_only=True)
    except Refused as refusal:
        pytest.skip(f"there is nothing to compare, since arxl refuses the file: {refusal.faults[0].fact}")
    except (TypeError, KeyError, IndexError) as error:
        pytest.skip(f"there is nothing to compare with, since openpyxl cannot read the file: {error}")
    if not book.worksheets:
        pytest.skip("there is nothing to compare with, since openpyxl sees no sheets in Strict workbooks")
    for name, cells in found.items():
        for at in set(cells) | {
            (cell.row - 1, cell.column - 1) for row in book[name].iter_rows() for cell in row if plain(cell.value)
        }:
            ours, theirs = plain(cells.get(at)), plain(book[name].cell(at[0] + 1, at[1] + 1).value)
            if {(path.name, *at), (path.name,)} & KNOWN.keys() or theirs in ("a time", "before 1900"):
                continue
            assert ours == theirs, (name, at)
