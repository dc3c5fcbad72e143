"""Both roads of the parser read what openpyxl wrote: every cell, with its own type, at its own address."""

from __future__ import annotations

import datetime as dt
import io
import math

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arxl.errors import Refused
from arxl.tables.raw import CellError
from arxl.workbook.guard import LIMITS
from arxl.workbook.package import inspected
from arxl.workbook.parsing import ParsingChild
from arxl.workbook.roads import Roads
from workbooks.packages import package, packed, parts_of, sheet_xml

ROADS = ("fast", "slow")


@pytest.fixture(scope="module")
def child():
    with ParsingChild("book.xlsx", LIMITS) as running:
        yield running


def grid_of(child: ParsingChild, content: bytes, road: str) -> dict[tuple[int, int], object]:
    """Row and column from 0 -> the cell, of the first sheet; empty cells are left out."""
    package = inspected("book.xlsx", content, LIMITS)
    outline, _ = child.ask({"ask": "outline"}, [content])
    name = outline["sheets"][0]["name"]
    columns = Roads(child, package, outline).cells(name, 0, None, range(12), trust_the_fast=road == "fast")
    return {
        (row, at): cell
        for at, cells in enumerate(columns)
        for row, cell in enumerate(cells.tolist())
        if cell is not None and not (isinstance(cell, float) and math.isnan(cell))
    }


def written(rows: list[list[object]], top: int = 0, left: int = 0) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row, cells in enumerate(rows, start=top + 1):
        for column, cell in enumerate(cells, start=left + 1):
            sheet.cell(row, column).value = cell
            if isinstance(cell, str):
                sheet.cell(row, column).data_type = "e" if cell in ERRORS else "s"  # `=A1` is a text here
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


ERRORS = ("#N/A", "#DIV/0!", "#REF!")
_texts = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zs", "Zl", "Zp"]), min_size=1, max_size=12),
    st.sampled_from(
        [
            "0007",
            "=A1",
            "1.234",
            "#N/B",
            "TRUE",
            "2026-01-31",
            "C-77",
            "客户",
            "거래처",
            "a b",
            "N/A",
            "NULL",
            "None",
            "NaN",
            "nan",
            "n/a",
            "<&>'\"",
        ]
    ),
)
_numbers = st.one_of(
    st.integers(-(10**15), 10**15).map(float),
    st.floats(-1e12, 1e12, allow_nan=False).map(lambda number: round(number, 2) + 0.0),
)
_dates = st.dates(dt.date(1900, 3, 1), dt.date(2999, 12, 31))
_kinds = [_texts, _numbers, _dates, st.booleans(), st.sampled_from(ERRORS)]
_columns = st.one_of(
    *(st.lists(st.none() | kind, min_size=1, max_size=8) for kind in _kinds),
    st.lists(st.none() | st.one_of(_kinds), min_size=1, max_size=8),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_columns, min_size=1, max_size=5), st.integers(0, 3), st.integers(0, 3))
def test_a_grid_of_any_cells_reads_back_by_both_roads(child, columns, top, left):
    height = max(len(column) for column in columns)
    rows = [[column[row] if row < len(column) else None for column in columns] for row in range(height)]
    expected = {
        (row + top, at + left): CellError(cell) if cell in ERRORS else cell
        for row, cells in enumerate(rows)
        for at, cell in enumerate(cells)
        if cell is not None
    }
    content = written(rows, top, left)
    for road in ROADS:
        found = grid_of(child, content, road)
        assert found == expected
        assert {at: type(cell) for at, cell in found.items()} == {at: type(cell) for at, cell in expected.items()}


@pytest.mark.parametrize("road", ROADS)
def test_a_number_and_a_text_that_looks_like_it_stay_two_things(child, road):
    content = written([["Amount"], [1.234], ["1.234"], [7.0], ["0007"]])
    found = grid_of(child, content, road)
    assert [found[row, 0] for row in range(1, 5)] == [1.234, "1.234", 7.0, "0007"]


@pytest.mark.parametrize("road", ROADS)
@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="D2" t="e"><v>#N/A</v></c>', CellError("#N/A")),
        ('<c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', CellError("#DIV/0!")),
        ('<c t="e" r="D2"><v>#REF!</v></c>', CellError("#REF!")),
        ('<c r="D2"><f>A2*2</f></c>', CellError("no cached value")),
        ('<c r="D2"><f>A2*2</f><v></v></c>', CellError("no cached value")),
        ('<c r="D2"><f>A2*2</f><v/></c>', CellError("no cached value")),
        ('<c r="D2"><f t="shared" si="0"/></c>', CellError("no cached value")),
        ('<c r="D2"><f>A2*2</f><v>5</v></c>', 5.0),
        ('<c r="D2" t="str"><f>A2&amp;"x"</f><v>x</v></c>', "x"),
        ('<c r="D2" t="str"><f>""</f><v></v></c>', None),
        ('<c r="D2"><v>12345678901234567890</v></c>', "12345678901234567890"),
        ('<c r="D2"><v>1.2345678901234567E+19</v></c>', "12345678901234567000"),
        ('<c r="D2"><v>-12345678901234567890</v></c>', "-12345678901234567890"),
        ('<c r="D2"><v>1.2345678901234567e+19</v></c>', "12345678901234567000"),
        ('<c r="D2"><v>1234567890123456</v></c>', 1234567890123456.0),
        ('<c r="D2"><v>1E+20</v></c>', 1e20),
        ('<c r="D2"><v>0.30000000000000004</v></c>', 0.30000000000000004),
        ('<c r="D2" t="inlineStr"><is><t>12345678901234567890</t></is></c>', "12345678901234567890"),
        ('<c r="D2" t="inlineStr"><is><r><t xml:space="preserve">two </t></r><r><t>runs</t></r></is></c>', "two runs"),
        ('<c r="D2" t="str"><v>a_x000D_b</v></c>', "a\rb"),
        ('<c r="D2" t="b"><v>1</v></c>', True),
        ('<c r="D2" t="d"><v>2026-01-31T00:00:00</v></c>', dt.date(2026, 1, 31)),
    ],
)
def test_a_cell_as_programs_write_it(child, road, cell, expected):
    found = grid_of(child, package(f'<row r="2">{cell}</row>'), road)
    assert found.get((1, 3)) == expected
    assert type(found.get((1, 3))) is type(expected)
    assert found[0, 3] == "Amount"


@pytest.mark.parametrize("road", ROADS)
def test_rows_and_cells_without_addresses_follow_the_one_before(child, road):
    rows = "<row><c><v>1</v></c><c t='e'><v>#N/A</v></c></row><row r='5'><c r='C5'><v>2</v></c><c><v>3</v></c></row>"
    content = packed(parts_of({"S": sheet_xml(rows)}))
    assert grid_of(child, content, road) == {(0, 0): 1.0, (0, 1): CellError("#N/A"), (4, 2): 2.0, (4, 3): 3.0}


@pytest.mark.parametrize("road", ROADS)
def test_prefixed_tags_read_like_plain_ones(child, road):
    xml = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1">'
        '<x:c r="A1"><x:v>1</x:v></x:c><x:c r="B1" t="e"><x:v>#N/A</x:v></x:c><x:c r="C1"><x:f>A1</x:f></x:c>'
        "</x:row></x:sheetData></x:worksheet>"
    )
    assert grid_of(child, packed(parts_of({"S": xml})), road) == {
        (0, 0): 1.0,
        (0, 1): CellError("#N/A"),
        (0, 2): CellError("no cached value"),
    }


@pytest.mark.parametrize("road", ROADS)
@pytest.mark.parametrize("nothing", ["N/A", "NULL", "null", "None", "NaN", "nan", "NA", "n/a", "<NA>", "#N/A N/A"])
@pytest.mark.parametrize("other", [5.0, True, dt.date(2026, 1, 31), "x"])
def test_a_text_that_looks_like_nothing_is_a_text(child, road, nothing, other):
    found = grid_of(child, written([[nothing], [other], [None], [other]]), road)
    assert found == {(0, 0): nothing, (1, 0): other, (3, 0): other}


def test_times_and_durations_are_texts(child):
    content = written([["t", "d", "both"], [dt.time(13, 30), dt.timedelta(hours=49), dt.datetime(2026, 1, 31, 8, 15)]])
    for road in ROADS:
        found = grid_of(child, content, road)
        assert (found[1, 0], found[1, 1], found[1, 2]) == ("13:30:00", "49:00:00", dt.date(2026, 1, 31))


def test_an_ordinary_sheet_goes_the_fast_road_and_a_mixed_one_does_not(child):
    def road(content):
        child.ask({"ask": "outline"}, [content])
        asked = {"ask": "columns", "sheet": "Sheet", "top": 1, "bottom": None, "left": 0, "right": None, "road": "fast"}
        return child.ask(asked)[0]["road"]

    assert road(written([["id", "day", "amount"], ["C-1", dt.date(2026, 1, 31), 5.5], [None, None, 7.0]])) == "fast"
    assert road(written([["id"], ["C-1"], [7.0]])) == "slow"


def test_the_child_goes_on_after_a_request_that_it_cannot_answer(child):
    content = written([["id"], ["C-1"]])
    child.ask({"ask": "outline"}, [content])
    asked = {"ask": "columns", "sheet": "no such", "top": 1, "bottom": None, "left": 0, "right": None, "road": "slow"}
    with pytest.raises(Refused, match="the workbook cannot be read"):
        child.ask(asked)
    assert grid_of(child, content, "fast") == {(0, 0): "id", (1, 0): "C-1"}
