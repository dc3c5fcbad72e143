"""Cells made into columns that travel from the parsing child to arxl (`workbook.frames`).

Loaded in the child while it already parses: numpy and pyarrow take a third of its time to start.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pyarrow

from arxl.workbook.frames import NO_DAY, Cells

_FIRST_DATE = np.datetime64("1900-01-01", "D")  # what is earlier is a time of day, written as a serial below 1
_ESCAPED = re.compile(b"_x[0-9A-Fa-f]{4}_")  # the slow road knows what it stands for

Column = tuple[dict[str, Any], list[bytes]]


class MixedTypes(Exception):
    """A column does not have one type, or has one that only the slow road reads."""


def arrow_column(array: pyarrow.Array) -> Column:
    """A column of the fast road.

    Raises:
        MixedTypes: it needs the slow road.
    """
    kind = array.type
    if pyarrow.types.is_floating(kind):
        return _floats(array.to_numpy(zero_copy_only=False))
    if pyarrow.types.is_null(kind):
        return _floats(np.full(len(array), np.nan))
    if pyarrow.types.is_timestamp(kind) or pyarrow.types.is_date(kind):
        days = array.to_numpy(zero_copy_only=False).astype("datetime64[D]")
        if (days < _FIRST_DATE).any():
            raise MixedTypes
        return _dates(days)
    if pyarrow.types.is_string(kind):
        coded = array.dictionary_encode()
        return _coded_texts(coded.indices.fill_null(-1).to_numpy(zero_copy_only=False), coded.dictionary)
    if pyarrow.types.is_boolean(kind):
        return {"kind": Cells.MIXED, "cells": array.to_pylist()}, []
    raise MixedTypes


def listed_column(cells: Sequence[object]) -> Column:
    """A column of the slow road, of one type where it has one."""
    cells = [_plain(cell) for cell in cells]
    types = {type(cell) for cell in cells if cell is not None}
    if types <= {float}:
        return _floats(np.array([np.nan if cell is None else cell for cell in cells], np.float64))
    if types == {dt.date}:
        return _dates(np.array(cells, "datetime64[D]"))
    if types == {str}:
        known: dict[object, int] = {}
        codes = [-1 if cell is None else known.setdefault(cell, len(known)) for cell in cells]
        return _texts(np.array(codes), list(known))
    return {"kind": Cells.MIXED, "cells": [_spelt(cell) for cell in cells]}, []


def _floats(values: np.ndarray[Any, Any]) -> Column:
    return {"kind": Cells.FLOATS}, [values.astype("<f8").tobytes()]


def _dates(days: np.ndarray[Any, Any]) -> Column:
    numbers = np.where(np.isnat(days), NO_DAY, days.astype(np.int64))
    return {"kind": Cells.DATES}, [numbers.astype("<i4").tobytes()]


def _coded_texts(codes: np.ndarray[Any, Any], texts: pyarrow.StringArray) -> Column:
    """Texts as Arrow keeps them: where each ends, and the letters of all in one piece."""
    _, starts, letters = texts.buffers()
    utf8 = letters.to_pybytes() if letters else b""
    if _ESCAPED.search(utf8):
        raise MixedTypes
    ends = np.frombuffer(starts, "<i4")[texts.offset + 1 : texts.offset + 1 + len(texts)]
    return {"kind": Cells.TEXTS}, [codes.astype("<i4").tobytes(), ends.astype("<i8").tobytes(), utf8]


def _texts(codes: np.ndarray[Any, Any], texts: Iterable[Any]) -> Column:
    pieces = [text.encode("utf-8", "surrogatepass") for text in texts]
    ends = np.cumsum([len(piece) for piece in pieces], dtype="<i8")
    return {"kind": Cells.TEXTS}, [codes.astype("<i4").tobytes(), ends.tobytes(), b"".join(pieces)]


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
