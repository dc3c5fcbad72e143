"""What the VBA of `wrappers` calls through xlwings: a function for each of the catalogue's, and the press of a button.

xlwings' server runs this module on Windows, in a process beside Excel. An argument comes as the range that it is, so
that the function knows whose workbook it reads; its cells are the raw values of Excel: dates as datetimes, money as
Decimal, errors as the numbers that COM gives them, blanks as None. `tables.ranges.cell_of` makes of them what a file
would hold.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from inspect import Parameter, Signature
from typing import Any

import xlwings as xw
from xlwings.conversion import Accessor, Pipeline

from arxl.errors import Fault, sentence
from arxl.functions.catalogue import CATALOGUE, PREFIX, Function
from arxl.functions.ranges import Cells
from arxl.functions.worksheet import Answer, Sheet, answer, told
from arxl.hosts.company import company_language
from arxl.hosts.excel.described import CATEGORY
from arxl.hosts.excel.wrappers import parameter
from arxl.hosts.open_book import macros
from arxl.locale import wording

_LAST_ROW = 1_048_576
_KEEP_SECONDS = 5.0
"""For how long a workbook's language and calendar are not asked for again: a recalculation calls thousands of times."""

_sheets: dict[str, tuple[float, Sheet]] = {}


class AsItIs(Accessor):
    """An argument untouched: the range, or the value that is none."""

    @classmethod
    def reader(cls, options: object) -> Any:
        """The steps in which xlwings reads an argument: one that keeps the range."""
        pipeline: Any = Pipeline()
        return pipeline.append_stage(cls.keep)

    @staticmethod
    def keep(context: Any) -> None:
        """Hand over the range where there is one."""
        if context.range is not None:
            context.value = context.range


def _udf(function: Function) -> Callable[..., Answer]:
    """The function that xlwings finds under the name of a VBA wrapper."""

    def called(*given: object) -> Answer:
        ranges = [value for value in given if isinstance(value, xw.Range)]
        sheet = Sheet()
        try:
            sheet = _sheet_of(ranges[0].sheet.book) if ranges else sheet
            values = [cells(value) if isinstance(value, xw.Range) else value for value in given]
        except Exception as error:
            return told((unreadable(error),), wording(sheet.language))
        return answer(function.name, *values, sheet=sheet)

    names = [parameter(argument) for argument in function.arguments]
    signature = [Parameter(name, Parameter.POSITIONAL_OR_KEYWORD, default=None) for name in names]
    called.__name__ = called.__qualname__ = f"{PREFIX}{function.name}"
    called.__doc__ = function.summary
    called.__annotations__ = {}  # xlwings would convert by them
    called.__signature__ = Signature(signature)  # type: ignore[attr-defined]
    for name in names:
        called = xw.arg(name, AsItIs)(called)
    return xw.func(category=CATEGORY)(called)


def cells(area: Any) -> Cells:
    """Rows of the raw values of a range; of whole columns, those rows that the sheet uses."""
    if area.shape[0] == _LAST_ROW:
        area = area.resize(area.sheet.used_range.last_cell.row)
    values: Cells | object = area.raw_value
    return values if isinstance(values, tuple | list) else ((values,),)


def unreadable(error: Exception) -> Fault:
    """What a cell says where Excel does not answer: while a cell is edited, a box is open, or it ends."""
    return Fault(
        "",
        sentence("Excel does not hand over the cells ({error}).", error=f"{type(error).__name__}: {error}"),
        sentence("Recalculate with Ctrl+Alt+F9."),
    )


def _sheet_of(book: Any) -> Sheet:
    """What a workbook says of its language and its calendar, asked for every few seconds at most."""
    name, now = book.fullname, time.monotonic()
    until, sheet = _sheets.get(name, (0.0, Sheet()))
    if now >= until:
        language = company_language({tab.name: partial(_used_cells, tab) for tab in book.sheets})
        sheet = Sheet(epoch_1904=bool(book.api.Date1904), language=language)
        _sheets[name] = now + _KEEP_SECONDS, sheet
    return sheet


def _used_cells(tab: Any) -> Cells:
    return cells(tab.used_range)


@xw.sub
def press(button: str) -> str:
    """Run a button's macro on the active workbook; answers what a box is to say, "" where the macro said it all."""
    macros.run(button, xw.Book.caller())
    return ""


for _function in CATALOGUE:
    globals()[f"{PREFIX}{_function.name}"] = _udf(_function)
