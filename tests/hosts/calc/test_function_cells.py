"""Every example of the catalogue through a real cell: under the name of Calc, and under the one that Excel shares."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest

from arxl.functions.catalogue import CATALOGUE, Example, Function, Given, Shape
from arxl_in_calc import as_cells, formula, office_with_arxl, put, write_ranges
from office import Office

CALC, SHARED = "ARXL.", "ARXL_"


class Case(NamedTuple):
    """An example under one spelling."""

    spelling: str
    function: Function
    example: Example

    def __str__(self) -> str:
        return f"{self.spelling}{self.function.name}-{self.function.examples.index(self.example)}"


CASES = [Case(s, function, example) for s in (CALC, SHARED) for function in CATALOGUE for example in function.examples]


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    with office_with_arxl() as office:
        yield office


@pytest.fixture(scope="module")
def answers(office: Office, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[tuple[object, ...], ...]]:
    """What the cells of every case hold, all of them in one workbook; an error as its number."""
    path = tmp_path_factory.mktemp("examples") / "examples.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    given = [
        each for function in CATALOGUE for e in function.examples for each in e.arguments if isinstance(each, Given)
    ]
    write_ranges(book, list({each.name: each for each in given}.values()))
    blocks, row = {}, 1
    for case in CASES:
        wanted = as_cells(case.example.value)
        rows, columns = len(wanted), max(map(len, wanted))
        put(sheet, (row, 1), formula(*case), rows, columns)
        blocks[str(case)] = (0, row - 1, columns - 1, row + rows - 2)
        row += rows + 1
    book.save(path)
    document = office.open(path, macros="always")
    document.calculateAll()
    try:
        return {name: _read(document.Sheets[0].getCellRangeByPosition(*block)) for name, block in blocks.items()}
    finally:
        document.close(True)


def _read(cells: Any) -> tuple[tuple[object, ...], ...]:
    return tuple(
        tuple(cells.getCellByPosition(x, y).getError() if value is None else value for x, value in enumerate(row))
        for y, row in enumerate(cells.getDataArray())
    )


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_example_gives_its_value_in_a_cell(case: Case, answers: dict[str, Any]) -> None:
    found = answers[str(case)]
    if case.spelling == CALC and case.function.result.shape is Shape.CELL and isinstance(case.example.value, tuple):
        # LibreOffice takes no block where it may get one value: the name says so, and who answers.
        assert {cell for row in found for cell in row} == {
            f"{case.function.name}: this name answers one cell, and was given a range. "
            f"Write ARXL_{case.function.name} for a whole range."
        }
    else:
        assert found == as_cells(case.example.value)


def test_a_look_up_waits_for_the_answer_that_it_looks_through(office: Office, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    function = next(function for function in CATALOGUE if function.name == "AGING")
    example = function.examples[0]
    write_ranges(book, [each for each in example.arguments if isinstance(each, Given)])
    wanted = as_cells(example.value)
    name, end = wanted[-1][0], len(wanted)
    sheet["A1"] = f'=MATCH("{name}",$C$1:$C${end},0)'  # it comes first, and asks for the block beside it
    sheet["A2"] = f'=VLOOKUP("{name}",$C$1:$D${end},2,FALSE)'
    put(sheet, (1, 3), formula(SHARED, function, example), end, len(wanted[0]))
    book.save(tmp_path / "look-up.xlsx")
    document = office.open(tmp_path / "look-up.xlsx", macros="always")
    try:
        document.calculateAll()
        assert _read(document.Sheets[0].getCellRangeByName("A1:A2")) == ((float(end),), (wanted[-1][1],))
    finally:
        document.close(True)
