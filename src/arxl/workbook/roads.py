"""The cells of a range: by the fast road where it can be trusted, else by the slow one.

The fast road (fastexcel) reads whole columns and is silently wrong in four places: it shifts dates that count from
1904, takes `N/A`, `NULL` or `NaN` among numbers for empty cells, and loses the addresses of cells that have none of
their own; error cells and formulas without a value are empty on both roads. Here each of them is found, and the cells
are put right or read again.
"""

from __future__ import annotations

from typing import Any

from arxl.kernels.arrays import AnyArray
from arxl.workbook.columns import arrived, completed, with_blanks
from arxl.workbook.odd_cells import OddCell, has_texts, odd_cells
from arxl.workbook.package import Package
from arxl.workbook.parsing import ParsingChild

Arrays = dict[int, AnyArray]


class Roads:
    """The sheets of one workbook, read range by range.

    Args:
        child: has the workbook.
        package: the same workbook, past the guard.
        outline: of the same workbook.
    """

    def __init__(self, child: ParsingChild, package: Package, outline: dict[str, Any]) -> None:
        self._child = child
        self._package = package
        self._from_1904 = bool(outline["epoch_1904"])
        self._sheets = {sheet["name"]: sheet for sheet in outline["sheets"]}
        self._odd: dict[str, list[OddCell]] = {}

    def cells(
        self, sheet: str, top: int, bottom: int | None, columns: range, *, trust_the_fast: bool = True
    ) -> list[AnyArray]:
        """Each column's cells, all of one length: float64, datetime64[D] or object as `tables.raw` says.

        Args:
            sheet: its name.
            top: first row, from 0.
            bottom: last row, None for the last of the sheet.
            columns: numbers of the columns, from 0.
            trust_the_fast: False reads by the slow road alone.

        Raises:
            Refused: the child breaks down over the workbook.
        """
        part = self._sheets[sheet]["part"]
        fast = trust_the_fast and not self._from_1904 and self._sheets[sheet]["addressed"]
        arrays, fast = self._asked(sheet, top, bottom, columns, "fast" if fast else "slow")
        doubtful = with_blanks(arrays) if fast else []
        if doubtful and has_texts(self._package.part(part), doubtful, top, bottom):
            arrays, _ = self._asked(sheet, top, bottom, columns, "slow")
        return completed(arrays, self._odd[part], top, bottom, columns)

    def _asked(self, sheet: str, top: int, bottom: int | None, columns: range, road: str) -> tuple[Arrays, bool]:
        """The columns as the child answers them, and whether they came by the fast road."""
        message = {
            "ask": "columns",
            "sheet": sheet,
            "top": top,
            "bottom": bottom,
            "left": columns.start,
            "right": columns.stop - 1,
            "road": road,
        }
        part = self._sheets[sheet]["part"]
        answer, buffers = self._child.ask(message, meanwhile=lambda: self._search_odd_cells(part))
        return arrived(answer["columns"], buffers), answer["road"] == "fast"

    def _search_odd_cells(self, part: str) -> None:
        if part not in self._odd:
            self._odd[part] = odd_cells(self._package.part(part))
