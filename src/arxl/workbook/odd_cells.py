"""Cells that the parser would pass over in silence or round: found in the sheet's XML, by their addresses.

- an error (`#N/A`): parsers answer an empty cell;
- a formula that was never calculated: an empty cell, too;
- a number of more than 15 digits that no float holds: a card number or a long document number, rounded.

The XML is searched as bytes, while the child process parses it. Where a pattern strikes, the cell around it is looked
at; only a sheet whose cells have no addresses is walked through from its beginning.

>>> found = odd_cells(b'<row r="3"><c r="B3" t="e"><v>#N/A</v></c><c><v>12345678901234567890</v></c></row>')
>>> [(row, column, str(cell)) for row, column, cell in found]
[(2, 1, "CellError(text='#N/A')"), (2, 2, '12345678901234567890')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from html import unescape

from arxl.tables.addresses import column_letters, column_number
from arxl.tables.raw import CellError

OddCell = tuple[int, int, CellError | str]  # row and column from 0

# Patterns that begin with one plain letter are searched fastest: `re` jumps from letter to letter.
_SIGNS = (
    re.compile(rb"""t=["']e["']"""),  # an error
    re.compile(rb"v>[-\d]\d{15}"),  # a long number
    re.compile(rb"E(?<=\dE)\+?\d\d"),  # a number of 10 digits or more, by its power of ten
    re.compile(rb"e(?<=\de)\+?\d\d"),
    re.compile(
        rb"f(?:>|/>|\s[^<>]*/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
    ),  # no value
)
_CELL_TAG = re.compile(rb"<(?:\w+:)?c[\s>]")
_CELL = re.compile(rb"<(?:\w+:)?c\b(?P<cell>[^>]*)>(?P<inside>.*?)</(?:\w+:)?c>", re.DOTALL)
_ROW_OR_CELL = re.compile(
    rb"<(?:\w+:)?row\b(?P<row>[^>]*)>|<(?:\w+:)?c\b(?P<empty>[^>]*)/>|" + _CELL.pattern,
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
    starts = sorted({_cell_start(xml, sign.start()) for signs in _SIGNS for sign in signs.finditer(xml)})
    found = []
    for start in starts:
        cell = _CELL.match(xml, start)
        if cell is None or cell["cell"].endswith(b"/"):
            continue
        address = _ADDRESS.search(cell["cell"])
        if address is None or not address[1]:
            return list(_walk(xml))
        if (odd := _oddity(cell["cell"], cell["inside"])) is not None:
            found.append((int(address[2]) - 1, column_number(address[1].decode()), odd))
    return found


def has_texts(xml: bytes, columns: Sequence[int], top: int, bottom: int | None) -> bool:
    """Whether any of these columns (numbers from 0) has a text between two rows.

    The fast road answers an empty cell for `N/A`, `NULL`, `None`, `NaN` and the like among numbers, dates or booleans.
    """
    letters = b"|".join(column_letters(column).encode() for column in columns)
    address = rb"""r=["'](?:%b)(\d+)["']""" % letters
    kind = rb"""t=["'](?:s|str|inlineStr)["']"""
    texts = (re.compile(rb"%b[^<>]*\s%b" % order) for order in ((address, kind), (kind, address)))
    rows = (int(text[1]) - 1 for pattern in texts for text in pattern.finditer(xml))
    return any(row >= top and (bottom is None or row <= bottom) for row in rows)


def _cell_start(xml: bytes, position: int) -> int:
    """Where the cell begins that this position is in; a formula may be long, so that the look back widens."""
    for back in (256, 1 << 14, position):
        tags = [tag.start() for tag in _CELL_TAG.finditer(xml, max(0, position - back), position)]
        if tags:
            return tags[-1]
    return position


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
