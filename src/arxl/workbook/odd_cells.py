"""Cells that the parser would pass over in silence or round: found in the sheet's XML, by their addresses.

- an error (`#N/A`): parsers answer an empty cell;
- a formula that was never calculated: an empty cell, too;
- a number of more than 15 digits that no float holds: a card number or a long document number, rounded.

The XML is searched as bytes, while the child process parses it; only a sheet that has such cells is walked through.

>>> found = odd_cells(b'<row r="3"><c r="B3" t="e"><v>#N/A</v></c><c><v>12345678901234567890</v></c></row>')
>>> [(row, column, str(cell)) for row, column, cell in found]
[(2, 1, "CellError(text='#N/A')"), (2, 2, '12345678901234567890')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from html import unescape

from arxl.tables.addresses import column_number
from arxl.tables.raw import CellError

OddCell = tuple[int, int, CellError | str]  # row and column from 0

_NOT_CALCULATED = re.compile(
    rb"(?:/(?:\w+:)?f>|<(?:\w+:)?f(?:\s[^<>]*)?/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_LONG_NUMBER = re.compile(rb"v>-?\d{16}")
_HUGE_NUMBER = re.compile(rb"\d[eE]\+?(?:1[5-9]|[2-9]\d|\d{3})<")
_ROW_OR_CELL = re.compile(
    rb"<(?:\w+:)?row\b(?P<row>[^>]*)>"
    rb"|<(?:\w+:)?c\b(?P<empty>[^>]*)/>"
    rb"|<(?:\w+:)?c\b(?P<cell>[^>]*)>(?P<inside>.*?)</(?:\w+:)?c>",
    re.DOTALL,
)
_ADDRESS = re.compile(rb"""(?:^|\s)r=["']([A-Za-z]*)(\d+)["']""")
_KIND = re.compile(rb"""(?:^|\s)t=["'](\w+)["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>(.*?)</(?:\w+:)?v>", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")


def odd_cells(xml: bytes) -> list[OddCell]:
    """Every odd cell of a sheet: an error, or the exact digits of a number.

    Args:
        xml: the sheet's part, inflated; UTF-8 or another superset of ASCII.
    """
    return list(_walk(xml)) if _may_be_odd(xml) else []


def _may_be_odd(xml: bytes) -> bool:
    """Whether the walk is worth its time. Plain substrings are searched first: they cost a tenth of a pattern."""
    return bool(
        (b't="e"' in xml or b"t='e'" in xml)
        or ((b"E+" in xml or b"e+" in xml) and _HUGE_NUMBER.search(xml))
        or _LONG_NUMBER.search(xml)
        or ((b"<f" in xml or b":f" in xml) and _NOT_CALCULATED.search(xml))
    )


def _walk(xml: bytes) -> Iterator[OddCell]:
    row, column = -1, -1
    for found in _ROW_OR_CELL.finditer(xml):
        if found["row"] is not None:
            address = _ADDRESS.search(found["row"])
            row, column = (int(address[2]) - 1 if address else row + 1), -1
            continue
        attributes = found["cell"] if found["empty"] is None else found["empty"]
        address = _ADDRESS.search(attributes)
        column = column_number(address[1].decode()) if address else column + 1
        if found["empty"] is None and (odd := _oddity(attributes, found["inside"])) is not None:
            yield row, column, odd


def _oddity(attributes: bytes, inside: bytes) -> CellError | str | None:
    said = _KIND.search(attributes)
    kind = said[1] if said else b"n"
    if kind in (b"s", b"inlineStr", b"b", b"d"):
        return None
    value = _VALUE.search(inside)
    text = unescape(value[1].decode("utf-8", "replace")).strip() if value else ""
    if kind == b"e":
        return CellError(text or "#N/A")
    if not text:
        calculated_to_nothing = kind == b"str" and value is not None
        return CellError("no cached value") if _FORMULA.search(inside) and not calculated_to_nothing else None
    return _exact_digits(text) if kind == b"n" and len(text) >= 16 else None


def _exact_digits(text: str) -> str | None:
    """The digits of a whole number that a float would change."""
    try:
        number = Decimal(text)
        if abs(number) < 10**15 or number != number.to_integral_value() or number.adjusted() > 400:
            return None
        return None if Decimal(float(text)) == number else f"{number:f}".partition(".")[0]
    except (InvalidOperation, OverflowError):
        return None
