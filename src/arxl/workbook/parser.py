"""The child process that parses a workbook.

A parser may crash, run out of memory or never come back; here it does so alone (`workbook.parsing` is the other end).

A sheet is read on one of two roads. The fast one (fastexcel) reads whole columns of one type and refuses a column
that mixes types; then the sheet goes the slow road (python-calamine), which keeps each cell's own type. Both answer
the same columns. What the fast road reads wrongly goes the slow one, too: error cells, texts with `_x000D_`, times of
day, and (the caller asks for it) whole books whose dates count from 1904.
"""

from __future__ import annotations

import contextlib
import io
import sys
from typing import TYPE_CHECKING, Any

import fastexcel

from arxl.confined.frames import Frame
from arxl.confined.inside import limit_itself, serve
from arxl.workbook.arrow import UnknownLayout, columns_of
from arxl.workbook.outline import outline_of
from arxl.workbook.packing import Column, MixedTypes, arrow_column, listed_column

if TYPE_CHECKING:
    import python_calamine


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
        found = None if road == "slow" else self._fast_columns(sheet, top, bottom)
        if found is None:
            found, road = self._slow_columns(sheet, top, bottom), "slow"
        wanted = [at for at in sorted(found) if at >= left and (right is None or at <= right)]
        messages, buffers = [], []
        for at in wanted:
            message, its_buffers = found[at]
            messages.append({"at": at, "count": len(its_buffers), **message})
            buffers.extend(its_buffers)
        return {"road": road, "columns": messages}, buffers

    def get_ready(self) -> None:
        """Open the workbook for the fast road before a range is asked for. What is wrong with it is said then."""
        with contextlib.suppress(Exception):
            self._opened()

    def _opened(self) -> fastexcel.ExcelReader:
        if self._fast is None:
            self._fast = fastexcel.read_excel(self._content)
        return self._fast

    def _fast_columns(self, sheet: str, top: int, bottom: int | None) -> dict[int, Column] | None:
        """None where a column needs the slow road."""
        reader = self._opened()
        try:
            loaded = reader.load_sheet(
                sheet,
                header_row=None,
                skip_rows=top,
                n_rows=None if bottom is None else bottom + 1 - top,
                schema_sample_rows=None,
                dtype_coercion="strict",
            )
        except (fastexcel.UnsupportedColumnTypeCombinationError, fastexcel.CalamineCellError):
            return None
        columns = zip(loaded.selected_columns, columns_of(loaded), strict=True)
        try:
            return {info.absolute_index: arrow_column(column) for info, column in columns}
        except (MixedTypes, UnknownLayout):
            return None

    def _slow_columns(self, sheet: str, top: int, bottom: int | None) -> dict[int, Column]:
        if self._slow is None:
            import python_calamine  # most books are never read by it

            self._slow = python_calamine.load_workbook(io.BytesIO(self._content))
        rows = self._slow.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        rows = rows[top : None if bottom is None else bottom + 1]
        return {at: listed_column(cells) for at, cells in enumerate(zip(*rows, strict=True))}


class _Desk:
    """Answers requests about the workbook whose bytes came last."""

    def __init__(self) -> None:
        self._book = Workbook(b"")

    def answered(self, message: dict[str, Any], buffers: list[bytes]) -> Frame:
        if buffers:
            self._book = Workbook(buffers[0])
        return self._book.outline() if message.pop("ask") == "outline" else self._book.columns(**message)

    def get_ready(self, buffers: list[bytes]) -> None:
        """Open a new workbook, while the other end finds its tables."""
        if buffers:
            self._book.get_ready()


if __name__ == "__main__":
    limit_itself(*map(int, sys.argv[1:3]))
    desk = _Desk()
    serve(desk.answered, desk.get_ready)
