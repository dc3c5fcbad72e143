"""Columns as they arrive from the parsing child, made into the arrays of a `RawColumn`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from arxl.kernels.arrays import AnyArray
from arxl.tables.raw import CellError
from arxl.workbook.frames import NO_DAY, Cells


def arrived(columns: Sequence[Mapping[str, Any]], buffers: Sequence[bytes]) -> dict[int, AnyArray]:
    """Column number -> its cells: float64, datetime64[D] or object, as `tables.raw` describes them."""
    found: dict[int, AnyArray] = {}
    used = 0
    for column in columns:
        count = int(column["count"])
        found[int(column["at"])] = _cells(column, buffers[used : used + count])
        used += count
    return found


def _cells(column: Mapping[str, Any], buffers: Sequence[bytes]) -> AnyArray:
    kind = Cells(column["kind"])
    if kind is Cells.FLOATS:
        return np.frombuffer(buffers[0], "<f8").astype(np.float64)
    if kind is Cells.DATES:
        numbers = np.frombuffer(buffers[0], "<i4")
        days = numbers.astype("datetime64[D]")
        days[numbers == NO_DAY] = np.datetime64("NaT")
        return days
    if kind is Cells.TEXTS:
        return _texts(*buffers)
    return as_objects([_cell(said) for said in column["cells"]])


def _texts(codes: bytes, ends: bytes, utf8: bytes) -> AnyArray:
    stops = np.frombuffer(ends, "<i8").tolist()
    starts = [0, *stops][:-1]
    if utf8.isascii():
        text = utf8.decode("ascii")
        texts = [text[start:stop] for start, stop in zip(starts, stops, strict=True)]
    else:
        texts = [utf8[start:stop].decode("utf-8", "replace") for start, stop in zip(starts, stops, strict=True)]
    known = as_objects([text or None for text in texts] + [None])  # code -1, the empty cell, is the last
    cells: AnyArray = known[np.frombuffer(codes, "<i4")]
    return cells


def _cell(said: object) -> object:
    if isinstance(said, Mapping):
        return dt.date.fromisoformat(said["date"])
    return said


def as_objects(cells: Sequence[object]) -> AnyArray:
    """An array of Python values, whatever they are."""
    array = np.empty(len(cells), object)
    array[:] = cells
    return array


def with_odd_cells(cells: AnyArray, odd: Sequence[tuple[int, CellError | str]]) -> AnyArray:
    """The column with some cells replaced; it then holds Python values.

    Args:
        cells: (N,) of any of the three types.
        odd: position and what stands there; positions outside of the column are passed over.

    >>> with_odd_cells(np.array([1.5, np.nan, 2.0]), [(2, "12345678901234567890")])
    array([1.5, None, '12345678901234567890'], dtype=object)
    """
    within = [(at, cell) for at, cell in odd if 0 <= at < len(cells)]
    if not within:
        return cells
    changed = as_objects(cells.tolist())
    if cells.dtype.kind == "f":
        changed[np.isnan(cells)] = None
    for at, cell in within:
        changed[at] = cell
    return changed
