"""What a workbook says about itself: its sheets, their spreadsheet tables, and the first rows of each.

Runs in the child process (`workbook.parser`) and stands on the standard library alone. Tags are known by their local
name, so that Strict and Transitional workbooks, and prefixed tags (`x:row`), read alike; rows and cells without an
address follow the one before.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import IO, Any
from xml.etree import ElementTree

from arxl.tables.addresses import column_number, corners

Outline = dict[str, Any]
"""JSON: `epoch_1904`, `links`, and `sheets`: a list of
`{name, kind, state, owned, part, rows, addressed, tables}`; `owned` says that arxl wrote the sheet; `rows` are the
first rows, each a list of str, number, bool or None, dense from A1; `addressed` says whether their cells have
addresses; `tables` is a list of `{name, ref: [top, left, bottom, right], header: bool, totals: int, columns: [name]}`,
positions from 0, ends included.
"""

FIRST_ROWS = 60

SHEET_MARK = "_arxl"
"""A name that belongs to one sheet alone: arxl wrote that sheet, and does not read it as anybody's table."""

TEMPLATE_MARK = "_arxl_template"
"""The same of a sheet that the accountant got with the workbook: no table is read from it, and no result takes it."""

_WIDEST = 512

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def outline_of(content: bytes) -> Outline:
    """Read the outline of a workbook from its bytes."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = _Parts(archive)
        path = parts.related("", "officeDocument") or "xl/workbook.xml"
        book = parts.tree(path)
        relations = parts.relations(path)
        texts = _SharedTexts(
            parts, next((target for kind, target in relations.values() if kind == "sharedStrings"), "")
        )
        owned = _owned(book)
        sheets = []
        for nth, sheet in enumerate(_within(book, "sheet")):
            kind, part = relations.get(_attribute(sheet, "id"), ("", ""))
            rows, addressed = _first_rows(parts, part, texts) if kind == "worksheet" else ([], True)
            sheets.append(
                {
                    "name": _attribute(sheet, "name"),
                    "kind": kind,
                    "state": _attribute(sheet, "state") or "visible",
                    "owned": str(nth) in owned,
                    "part": part,
                    "rows": rows,
                    "addressed": addressed,
                    "tables": _tables(parts, part) if kind == "worksheet" else [],
                }
            )
        settings = next(iter(_within(book, "workbookPr")), None)
        return {
            "sheets": sheets,
            "epoch_1904": settings is not None and _attribute(settings, "date1904") in ("1", "true"),
            "links": any(kind == "externalLink" for kind, _ in relations.values()),
        }


def _owned(book: ElementTree.Element) -> set[str]:
    """Numbers of the sheets that bear arxl's mark."""
    bear = (SHEET_MARK, TEMPLATE_MARK)
    marks = (name for name in _within(book, "definedName") if _attribute(name, "name") in bear)
    return {_attribute(mark, "localSheetId") for mark in marks}


class _Parts:
    """The parts of a package by name; readers of Excel files find them whatever the case and the slashes."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {name.replace("\\", "/").lstrip("/").casefold(): name for name in archive.namelist()}

    def stream(self, part: str) -> IO[bytes] | None:
        name = self._names.get(part.lstrip("/").casefold())
        return self._archive.open(name) if name else None

    def tree(self, part: str) -> ElementTree.Element:
        stream = self.stream(part)
        if stream is None:
            raise KeyError(part)
        with stream:
            return ElementTree.parse(stream).getroot()

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Relation id -> (kind, name of the part that it leads to)."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if self.stream(path) is None:
            return {}
        found = {}
        for relation in self.tree(path):
            target = _attribute(relation, "Target").replace("\\", "/")
            kind = _attribute(relation, "Type").rpartition("/")[2]
            full = target if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[_attribute(relation, "Id")] = (kind, full.lstrip("/"))
        return found

    def related(self, part: str, kind: str) -> str:
        return next((target for found, target in self.relations(part).values() if found == kind), "")


class _SharedTexts:
    """The texts that cells point to by number, read only as far as they are asked for."""

    def __init__(self, parts: _Parts, part: str) -> None:
        stream = parts.stream(part or "xl/sharedStrings.xml")
        self._items = _items(stream) if stream else iter(())
        self._texts: list[str] = []

    def __getitem__(self, number: int) -> str:
        while len(self._texts) <= number:
            text = next(self._items, None)
            if text is None:
                return ""
            self._texts.append(text)
        return self._texts[number]


def _items(stream: IO[bytes]) -> Iterator[str]:
    with stream:
        for _, element in ElementTree.iterparse(stream):
            if _local(element) == "si":
                yield _text_of(element)
                element.clear()


def _first_rows(parts: _Parts, part: str, texts: _SharedTexts) -> tuple[list[list[object]], bool]:
    """The first rows, and whether each of their cells says where it stands."""
    stream = parts.stream(part)
    if stream is None:
        return [], True
    rows: list[list[object]] = []
    addressed = True
    row_at, column_at = -1, -1
    with stream:
        for event, element in ElementTree.iterparse(stream, events=("start", "end")):
            tag = _local(element)
            if event == "start" and tag == "row":
                said = element.get("r", "")
                row_at, column_at = (int(said) - 1 if said.isdigit() else row_at + 1), -1
                if row_at >= FIRST_ROWS:
                    break
                rows.extend([] for _ in range(row_at + 1 - len(rows)))
            elif event == "end" and tag == "c":
                address = re.match("[A-Za-z]+", element.get("r", ""))
                column_at = column_number(address[0]) if address else column_at + 1
                addressed = addressed and address is not None
                if 0 <= row_at < len(rows) and column_at < _WIDEST:
                    row = rows[row_at]
                    row.extend([None] * (column_at + 1 - len(row)))
                    row[column_at] = _value(element, texts)
            elif event == "end" and tag == "row":
                element.clear()
    return rows, addressed


def _value(cell: ElementTree.Element, texts: _SharedTexts) -> object:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return next((_text_of(child) for child in cell if _local(child) == "is"), None)
    said = next((child.text or "" for child in cell if _local(child) == "v"), "")
    if not said:
        return None
    if kind == "s":
        return texts[int(said)] if said.isdigit() else None
    if kind == "b":
        return said == "1"
    if kind != "n":
        return unescaped(said)
    try:
        return float(said)
    except ValueError:
        return said


def _tables(parts: _Parts, part: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for kind, target in parts.relations(part).values():
        if kind != "table" or parts.stream(target) is None:
            continue
        table = parts.tree(target)
        try:
            reference = corners(table.get("ref", ""))
        except ValueError:
            continue
        found.append(
            {
                "name": table.get("displayName") or table.get("name", ""),
                "ref": list(reference),
                "header": table.get("headerRowCount", "1") != "0",
                "totals": int(table.get("totalsRowCount", "0") or 0),
                "columns": [unescaped(column.get("name", "")) for column in _within(table, "tableColumn")],
            }
        )
    return sorted(found, key=lambda table: table["ref"])  # type: ignore[arg-type, return-value]


def unescaped(text: str) -> str:
    r"""Text with `_x000D_` and the like as the signs that they stand for.

    >>> unescaped("a_x000D_b")
    'a\rb'
    """
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _text_of(element: ElementTree.Element) -> str:
    """All runs of a text; what the phonetic guide adds is not part of it."""
    pieces = []
    for child in element:
        if _local(child) == "t":
            pieces.append(child.text or "")
        elif _local(child) == "r":
            pieces.append(_text_of(child))
    return unescaped("".join(pieces))


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _attribute(element: ElementTree.Element, name: str) -> str:
    """An attribute by its local name: `r:id` has another namespace in Strict workbooks."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _within(element: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    return (child for child in element.iter() if _local(child) == name)
