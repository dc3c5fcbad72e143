"""Cells made into columns that travel from the parsing child to arxl (`confined.frames`).

The child loads neither numpy nor pyarrow: together they take longer to load than many a book to parse.
"""

from __future__ import annotations

import datetime as dt
import re
from array import array
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import accumulate
from typing import Any

from arxl.workbook.arrow import Array

_TICKS_A_DAY = {"tdD": 1, "tss:": 86_400, "tsm:": 86_400_000, "tsu:": 86_400_000_000, "tsn:": 86_400_000_000_000}
_EPOCH = dt.date(1970, 1, 1).toordinal()
_FIRST_DAY = dt.date(1900, 1, 1).toordinal() - _EPOCH  # what is earlier is a time of day, written as a serial below 1
_ESCAPED = re.compile(b"_x[0-9A-Fa-f]{4}_")  # the slow road knows what it stands for

Column = tuple[dict[str, Any], list[bytes]]


class Cells(StrEnum):
    """How a column travels. Numbers are in the byte order of the machine, on which both ends run.

    `valid` is a bit a cell, the first one lowest, 0 where the cell is empty; no bytes where no cell is.
    """

    FLOATS = "floats"  # two buffers: float64, and `valid`; NaN is empty, too
    DATES = "dates"  # two buffers: int64 since 1970-01-01, `a_day` of them a day, and `valid`
    TEXTS = "texts"  # two buffers: int32, where each text begins and the last one ends, and UTF-8; no letters: empty
    MIXED = "mixed"  # JSON: str, number, bool, null, or {"date": "2026-01-31"}


class MixedTypes(Exception):
    """A column does not have one type, or has one that only the slow road reads."""


def arrow_column(column: Array) -> Column:
    """A column of the fast road.

    Raises:
        MixedTypes: it needs the slow road.
    """
    if column.format == "n":
        return {"kind": Cells.FLOATS}, [bytes(8 * column.length), column.valid]
    if column.format == "g":
        return {"kind": Cells.FLOATS}, [column.values, column.valid]
    if column.format in _TICKS_A_DAY:
        return _ticks(column)
    if column.format == "u":
        if b"_x" in column.letters and _ESCAPED.search(column.letters):
            raise MixedTypes
        return {"kind": Cells.TEXTS}, [column.values, column.letters]
    if column.format == "b":
        known = _flags(column.valid, column.length) if column.valid else [True] * column.length
        flags = zip(_flags(column.values, column.length), known, strict=True)
        return {"kind": Cells.MIXED, "cells": [flag if told else None for flag, told in flags]}, []
    raise MixedTypes


def listed_column(cells: Sequence[object]) -> Column:
    """A column of the slow road, of one type where it has one."""
    cells = [_plain(cell) for cell in cells]
    types = {type(cell) for cell in cells if cell is not None}
    if types <= {float}:
        return _floats(cells)
    if types == {dt.date}:
        return _days(cells)
    if types == {str}:
        return _texts("" if cell is None else str(cell) for cell in cells)
    return {"kind": Cells.MIXED, "cells": [_spelt(cell) for cell in cells]}, []


def _ticks(column: Array) -> Column:
    """Days, or the moments of a finer clock, as int64."""
    a_day = _TICKS_A_DAY[column.format]
    ticks = memoryview(column.values).cast("i" if column.format == "tdD" else "q")
    if min(ticks, default=0) < _FIRST_DAY * a_day:
        raise MixedTypes
    values = column.values if column.format != "tdD" else array("q", ticks).tobytes()
    return {"kind": Cells.DATES, "a_day": a_day}, [values, column.valid]


def _floats(cells: Iterable[Any]) -> Column:
    return {"kind": Cells.FLOATS}, [
        array("d", [float("nan") if cell is None else cell for cell in cells]).tobytes(),
        b"",
    ]


def _days(cells: Sequence[Any]) -> Column:
    days = array("q", [0 if cell is None else cell.toordinal() - _EPOCH for cell in cells])
    return {"kind": Cells.DATES, "a_day": 1}, [days.tobytes(), _bits([cell is not None for cell in cells])]


def _texts(texts: Iterable[str]) -> Column:
    pieces = [text.encode("utf-8", "surrogatepass") for text in texts]
    starts = array("i", accumulate(map(len, pieces), initial=0))
    return {"kind": Cells.TEXTS}, [starts.tobytes(), b"".join(pieces)]


def _bits(flags: Sequence[bool]) -> bytes:
    """A bit a flag, the first one lowest.

    >>> _bits([True, False, True])
    b'\\x05'
    """
    digits = "".join("1" if flag else "0" for flag in reversed(flags))
    return int(digits or "0", 2).to_bytes((len(flags) + 7) // 8, "little")


def _flags(bits: bytes, count: int) -> list[bool]:
    """What `_bits` has packed.

    >>> _flags(b"\\x05", 3)
    [True, False, True]
    """
    return [bool(bits[at >> 3] >> (at & 7) & 1) for at in range(count)]


def _plain(cell: object) -> object:
    """A cell as the table keeps it: no empty text, days without a time, times and durations as text."""
    if cell == "":
        return None
    if isinstance(cell, dt.datetime):
        return cell.date() if cell.date() >= dt.date(1900, 1, 1) else cell.time().isoformat()
    if isinstance(cell, dt.time):
        return cell.isoformat()
    if isinstance(cell, dt.timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return float(cell) if type(cell) is int else cell


def _spelt(cell: object) -> object:
    return {"date": cell.isoformat()} if isinstance(cell, dt.date) else cell
