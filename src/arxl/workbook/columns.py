"""Columns as they arrive from the parsing child, made into the arrays of a `RawColumn`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from arxl.kernels.arrays import AnyArray, Int64s
from arxl.tables.raw import CellError
from arxl.workbook.odd_cells import OddCell
from arxl.workbook.packing import Cells


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
        floats = np.frombuffer(buffers[0], np.float64).copy()
        floats[_empty(buffers[1], len(floats))] = np.nan
        return floats
    if kind is Cells.DATES:
        ticks = np.frombuffer(buffers[0], np.int64)
        days = (ticks // int(column["a_day"])).astype("datetime64[D]")
        days[_empty(buffers[1], len(days))] = np.datetime64("NaT")
        return days
    if kind is Cells.TEXTS:
        return _texts(*buffers)
    return as_objects([_cell(said) for said in column["cells"]])


def _empty(valid: bytes, count: int) -> Int64s:
    """Which cells are empty; `valid` as `packing.Cells` describes it."""
    if not valid:
        return np.zeros(0, np.int64)
    return np.flatnonzero(np.unpackbits(np.frombuffer(valid, np.uint8), count=count, bitorder="little") == 0)


def _texts(places: bytes, utf8: bytes) -> AnyArray:
    starts = np.frombuffer(places, np.int32).astype(np.int64)
    lengths = np.diff(starts)
    if lengths.max(initial=0) <= _SHORT and b"\0" not in utf8:
        return _short_texts(lengths, utf8)
    narrow = lengths.max(initial=0) <= _NARROW and utf8.isascii() and b"\0" not in utf8
    cells = _narrow_texts(lengths, utf8) if narrow else as_objects(_cut(starts.tolist(), utf8))
    cells[lengths == 0] = None
    return cells


_SHORT = 8  # bytes, as many as an integer has
_NARROW = 16  # ASCII letters, for each of which a cell of the column takes four bytes for a moment


def _short_texts(lengths: Int64s, utf8: bytes) -> AnyArray:
    """Codes and short ids repeat themselves: each is made once, told from the others by the integer of its bytes."""
    signs = np.zeros((len(lengths), _SHORT), np.uint8)
    signs[np.arange(_SHORT) < lengths[:, None]] = np.frombuffer(utf8, np.uint8)
    distinct, codes = np.unique(signs.view(np.uint64).ravel(), return_inverse=True)
    texts = distinct.view(f"S{_SHORT}").tolist()
    cells: AnyArray = as_objects([text.decode("utf-8", "replace") or None for text in texts])[codes]
    return cells


def _narrow_texts(lengths: Int64s, utf8: bytes) -> AnyArray:
    """Document numbers differ from row to row: all are made at once, half as long as one by one."""
    width = int(lengths.max())
    letters = np.zeros((len(lengths), width), np.uint32)
    letters[np.arange(width) < lengths[:, None]] = np.frombuffer(utf8, np.uint8)
    cells: AnyArray = letters.view(f"U{width}").ravel().astype(object)
    return cells


def _cut(places: list[int], utf8: bytes) -> list[str]:
    """The texts between the places."""
    if utf8.isascii():
        text = utf8.decode("ascii")
        return [text[start:end] for start, end in pairwise(places)]
    return [utf8[start:end].decode("utf-8", "replace") for start, end in pairwise(places)]


def _cell(said: object) -> object:
    if isinstance(said, Mapping):
        return dt.date.fromisoformat(said["date"])
    return said


def as_objects(cells: Sequence[object]) -> AnyArray:
    """An array of Python values, whatever they are."""
    array = np.empty(len(cells), object)
    array[:] = cells
    return array


def with_blanks(arrays: Mapping[int, AnyArray]) -> list[int]:
    """Numbers of the columns of numbers, dates or booleans in which a cell is empty.

    >>> with_blanks({0: np.array([1.0, np.nan]), 1: np.array([1.0, 2.0]), 2: as_objects(["a", None])})
    [0]
    """
    return [number for number, cells in arrays.items() if _has_blank(cells)]


def _has_blank(cells: AnyArray) -> bool:
    if cells.dtype.kind == "f":
        return bool(np.isnan(cells).any())
    if cells.dtype.kind == "M":
        return bool(np.isnat(cells).any())
    first = next((cell for cell in cells if cell is not None), None)
    return isinstance(first, bool) and None in cells


def completed(
    arrays: Mapping[int, AnyArray], odd_cells: Sequence[OddCell], top: int, bottom: int | None, columns: range
) -> list[AnyArray]:
    """The cells of each column, of one length, with the odd cells where they stand.

    A parser ends a sheet with the last cell that has a value; a formula without one may stand below it.

    Args:
        arrays: column number -> the cells that have arrived, from row `top` on.
        odd_cells: of the whole sheet.
        top: sheet row (from 0) of the first cells.
        bottom: last row, None for the last of the sheet.
        columns: numbers of the columns that are wanted; one that has not arrived is empty.

    >>> completed({0: np.array([1.5])}, [(2, 0, "12345678901234567890")], top=1, bottom=None, columns=range(1))
    [array([1.5, '12345678901234567890'], dtype=object)]
    """
    odd = [(row - top, at, cell) for row, at, cell in odd_cells if row >= top and (bottom is None or row <= bottom)]
    odd = [(row, at, cell) for row, at, cell in odd if at in columns]
    length = max([len(cells) for cells in arrays.values()] + [row + 1 for row, _, _ in odd], default=0)
    found = []
    for number in columns:
        cells = _lengthened(arrays.get(number, np.zeros(0)), length)
        its_odd = [(row, cell) for row, at, cell in odd if at == number]
        found.append(_changed(cells, its_odd) if its_odd else cells)
    return found


_NOTHING = {"f": np.nan, "M": np.datetime64("NaT"), "O": None}  # an empty cell, by kind of column


def _lengthened(cells: AnyArray, length: int) -> AnyArray:
    if len(cells) == length:
        return cells
    longer = np.full(length, _NOTHING[cells.dtype.kind], cells.dtype)
    longer[: len(cells)] = cells
    return longer


def _changed(cells: AnyArray, odd: Sequence[tuple[int, CellError | str]]) -> AnyArray:
    changed = as_objects(cells.tolist())
    if cells.dtype.kind == "f":
        changed[np.isnan(cells)] = None
    for at, cell in odd:
        changed[at] = cell
    return changed
