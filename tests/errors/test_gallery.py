"""The gallery of messages: one small book a message, and the exact sentences that it meets.

`gallery/*.toml` is data: `title`, the `[[sheet]]`s of a book with their cells, `set` as on the command line, and what
`check` lists as `faults` and `warnings`. A cell `{error = "#N/A"}` holds an error. `text = true` marks a CSV file.
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from arxl.errors import Severity, WrongUsage
from arxl.tables.book import book_of
from arxl.tables.ranges import table_of_range
from arxl.tables.raw import CellError, RawBook, RawTable

GALLERY = sorted((Path(__file__).parent / "gallery").glob("*.toml"))


def cell(value: Any) -> Any:
    return CellError(value["error"]) if isinstance(value, dict) else value


def sheet(picture: dict[str, Any]) -> RawTable:
    rows = [[cell(value) for value in row] for row in picture["rows"]]
    return table_of_range(picture["name"], rows, is_text=picture.get("text", False))


def book(picture: dict[str, Any]) -> RawBook:
    return RawBook("Book", tuple(sheet(each) for each in picture["sheet"]))


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
def test_a_book_meets_exactly_these_sentences(path: Path) -> None:
    picture = tomllib.loads(path.read_text("utf-8"))
    met = sentences_met(book(picture), picture.get("set", {}), picture.get("as_of"))
    assert met == {key: picture[key] for key in ("faults", "warnings", "wrong_usage") if key in picture}


def sentences_met(raw: RawBook, settings: dict[str, str], as_of: date | None) -> dict[str, list[str]]:
    try:
        faults = book_of(raw, settings, as_of).faults
    except WrongUsage as error:
        return {"wrong_usage": [str(fault) for fault in error.faults]}
    met = {
        "faults": [str(fault) for fault in faults if fault.severity is Severity.FAULT],
        "warnings": [str(fault) for fault in faults if fault.severity is Severity.WARNING],
    }
    return {key: sentences for key, sentences in met.items() if sentences}


def test_every_picture_shows_something() -> None:
    for path in GALLERY:
        picture = tomllib.loads(path.read_text("utf-8"))
        assert picture["title"]
        assert picture.keys() & {"faults", "warnings", "wrong_usage"}, path.name
