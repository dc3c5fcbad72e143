"""The child process that parses a workbook: requests come on standard input, answers go to standard output.

A parser may crash, run out of memory or never come back; here it does so alone (`workbook.child` is the other end).

A sheet is read on one of two roads. The fast one (fastexcel) reads whole columns of one type and refuses a column
that mixes types; then the sheet goes the slow road (python-calamine), which keeps each cell's own type. Both answer
the same columns. What the fast road reads wrongly goes the slow one, too: error cells, texts with `_x000D_`, times of
day, and (the caller asks for it) whole books whose dates count from 1904.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import fastexcel
import numpy as np
import pyarrow
import python_calamine

from arxl.workbook.frames import NO_DAY, Cells, Frame, read_frame, write_frame
from arxl.workbook.outline import outline_of

_FIRST_DATE = np.datetime64("1900-01-01", "D")  # what is earlier is a time of day, written as a serial below 1

_ESCAPED = re.compile("_x[0-9A-Fa-f]{4}_")  # the slow road knows what it stands for

Column = tuple[dict[str, Any], list[bytes]]


class MixedTypes(Exception):
    """A column does not have one type, or has one that only the slow road reads."""


class Workbook:
    """One workbook, opened when it is asked for."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._fast: fastexcel.ExcelReader | None = None
        self._slow: python_calamine.CalamineWorkbook | None = None

    def outline(self) -> Frame:
        """What the workbook says about itself."""
        return outline_of(self._content), []

    def columns(self, sheet: str, top: int, bottom: int | None, left: int, right: int | None, road: str) -> Frame:
        """The cells of a range, from row `top` (from 0) to row `bottom`, the ends included; None is the last one."""
        try:
            found = {} if road == "slow" else self._fast_columns(sheet, top, bottom)
            road = "slow" if road == "slow" else "fast"
        except MixedTypes:
            found, road = {}, "slow"
        if road == "slow":
            found = self._slow_columns(sheet, top, bottom)
        wanted = [at for at in sorted(found) if at >= left and (right is None or at <= right)]
        messages, buffers = [], []
        for at in wanted:
            message, its_buffers = found[at]
            messages.append({"at": at, "count": len(its_buffers), **message})
            buffers.extend(its_buffers)
        return {"road": road, "columns": messages}, buffers

    def _fast_columns(self, sheet: str, top: int, bottom: int | None) -> dict[int, Column]:
        if self._fast is None:
            self._fast = fastexcel.read_excel(self._content)
        try:
            loaded = self._fast.load_sheet(
                sheet,
                header_row=None,
                skip_rows=top,
                n_rows=None if bottom is None else bottom + 1 - top,
                schema_sample_rows=None,
                dtype_coercion="strict",
            )
        except (fastexcel.UnsupportedColumnTypeCombinationError, fastexcel.CalamineCellError):
            raise MixedTypes from None
        arrays = loaded.to_arrow().columns
        return {
            info.absolute_index: _arrow_column(array)
            for info, array in zip(loaded.selected_columns, arrays, strict=True)
        }

    def _slow_columns(self, sheet: str, top: int, bottom: int | None) -> dict[int, Column]:
        if self._slow is None:
            self._slow = python_calamine.load_workbook(io.BytesIO(self._content))
        rows = self._slow.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        rows = rows[top : None if bottom is None else bottom + 1]
        return {
            at: _listed_column([_plain(cell) for cell in cells]) for at, cells in enumerate(zip(*rows, strict=True))
        }


def _arrow_column(array: pyarrow.Array) -> Column:
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
        texts = coded.dictionary.to_pylist()
        if any(_ESCAPED.search(text) for text in texts if "_x" in text):
            raise MixedTypes
        return _texts(coded.indices.fill_null(-1).to_numpy(zero_copy_only=False), texts)
    if pyarrow.types.is_boolean(kind):
        return {"kind": Cells.MIXED, "cells": array.to_pylist()}, []
    raise MixedTypes


def _listed_column(cells: Sequence[object]) -> Column:
    """A column of one type where it has one."""
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


def limit_itself(memory_bytes: int, seconds: int) -> None:
    """Ask the system to stop this process where it takes too much; not every system can."""
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, memory_bytes), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(what, (most, most))
        except (OSError, ValueError):  # the system knows the limit, and does not let it be set
            continue


def serve() -> None:
    """Answer requests until the pipe is closed. The first brings the workbook's bytes."""
    pipe, answers = sys.stdin.buffer, sys.stdout.buffer
    book = Workbook(b"")
    while (request := read_frame(pipe)) is not None:
        message, buffers = request
        if buffers:
            book = Workbook(buffers[0])
        try:
            answer = book.outline() if message.pop("ask") == "outline" else book.columns(**message)
        except Exception as error:
            answer = {"error": str(error).partition("\n")[0] or type(error).__name__}, []
        write_frame(answers, *answer)


if __name__ == "__main__":
    limit_itself(*map(int, sys.argv[1:3]))
    serve()
