"""The sample company's workbook twice: as a file for the command line, and as the ranges of its sheets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from arxl.functions.catalogue import function_named
from arxl.functions.worksheet import answer
from arxl.hosts.cli import main
from arxl.jobs.sample import SAMPLE_COMPANY, SAMPLE_POLICY, sample_rows
from arxl.tables.schema import TABLES
from arxl.workbook.template import write_template

Rows = list[list[Any]]


@dataclass(frozen=True)
class SampleSheets:
    """A book on disk and its cells, as openpyxl, a reader that arxl does not read with, finds them."""

    path: Path
    sheets: Mapping[str, Rows]

    def answer(self, name: str, as_of: object, **given: object) -> Any:
        """A function over every range of the book that it takes, with headings."""
        function = function_named(name)
        known = {argument.name: self.sheets.get(argument.table) for argument in function.arguments if argument.table}
        known |= {"as_of": as_of, "headers": True, "currency": "EUR"} | given
        assert known.keys() <= {argument.name for argument in function.arguments}
        return answer(name, *(known.get(argument.name) for argument in function.arguments))

    def rows(self, name: str, as_of: object, **given: object) -> list[dict[str, Any]]:
        """Its rows by heading."""
        head, *body = self.answer(name, as_of, **given)
        return [dict(zip(head, row, strict=True)) for row in body]

    def command(self, *words: object) -> Any:
        """What the command line prints as JSON; faults are none of this test's business."""
        out = self.path.with_name("said.json")
        main([str(word) for word in (words[0], self.path, *words[1:], "--format", "json", "-o", out)])
        return json.loads(out.read_text("utf-8"))


def sample_sheets(folder: Path) -> SampleSheets:
    """The sample book in a folder, without a register."""
    path = folder / "Sample.xlsx"
    write_template(path, "en", sample_rows(), SAMPLE_POLICY, SAMPLE_COMPANY)
    return SampleSheets(path, _sheets(path))


def spoiled(sample: SampleSheets, cells: Mapping[str, object]) -> SampleSheets:
    """The same book with other cells: `Deliveries!F17` -> what it holds now."""
    path = sample.path.with_name("Spoiled.xlsx")
    book = openpyxl.load_workbook(sample.path)
    for place, value in cells.items():
        sheet, cell = place.split("!")
        book[sheet][cell] = value
    book.save(path)
    return SampleSheets(path, _sheets(path))


def _sheets(path: Path) -> dict[str, Rows]:
    book = openpyxl.load_workbook(path)
    sheets = {name: [list(row) for row in book[name].iter_rows(values_only=True)] for name in TABLES if name in book}
    sheets["Policy"] += sheets["Company"][1:]  # as one range
    return sheets
