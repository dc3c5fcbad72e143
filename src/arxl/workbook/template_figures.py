"""The sheet Figures: worksheet functions at work on the workbook's own tables, each a block of cells.

A block is an array formula over as many cells as its table may need, entered as with Ctrl+Shift+Enter: that works in
every Excel and in LibreOffice. A formula that spills would need the metadata of Excel 365, shows one cell in
LibreOffice, and pushes into what stands below it. What the answer does not fill is #N/A, an answer of one row or one
sentence fills the block: both are shown in white. Where the functions are not installed, the block is #NAME?, in grey.
The Dashboard looks its figures up here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from arxl.errors import label
from arxl.tables.result import Shows
from arxl.workbook import look as looks
from arxl.workbook.look import Look
from arxl.workbook.template_names import SheetNames, mark, quoted

Value = str | float | int | bool | dt.date | None

CURRENCIES, WEEKS, URGENT = 8, 8, 10
"""How many currencies, weeks of expected cash and urgent customers the blocks have room for."""

CURRENCY, BUCKETS, CURRENCY_ROW = "Shown_Currency", "Bucket_Count", "Currency_Row"
"""Names: the currency that the Dashboard shows; how many buckets AGING answers; the row of that currency in it."""

MISSING = label("The functions of arxl are not at work here. Run arxl addin install, and open the workbook again.")

AFTER_BUCKETS = 4  # columns of AGING: unapplied cash, balance, in hand, of which disputed
RATIOS = ("OVERDUE_SHARE", "DSO", "BEST_DSO", "CEI", "TURNOVER")

_MOST_BUCKETS = 11
_WIDTH = 15


@dataclass(frozen=True, slots=True)
class LiveBlock:
    """A call of a worksheet function, and what it answers.

    Attributes:
        title: what it shows, a label.
        formula: the call, as it stands behind the equals sign.
        cells: its answer, headings first; or one row of one sentence.
    """

    title: str
    formula: str
    cells: Sequence[Sequence[Value]]

    @property
    def is_table(self) -> bool:
        """Whether it answers a table with rows, and not headings alone or a sentence."""
        return len(self.cells) > 1


@dataclass(frozen=True, slots=True)
class LiveFigures:
    """What the sheets Figures and Dashboard show.

    Attributes:
        blocks: function -> its block; AGING and those of `RATIOS` a currency, EXPECTED_CASH, SUPPLY.
        as_of: the day in the cell AsOf; None is today, whenever the workbook is opened.
        day: what `blocks` were reckoned for.
        currency: the company's.
    """

    blocks: Mapping[str, LiveBlock]
    as_of: dt.date | None
    day: dt.date
    currency: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: its headings' first cell, and how large it is with them."""

    row: int
    col: int
    rows: int
    cols: int


PLACES: Mapping[str, Place] = {
    "AGING": Place(3, 0, 1 + CURRENCIES, 1 + _MOST_BUCKETS + AFTER_BUCKETS),
    **{ratio: Place(15, 3 * nth, 1 + CURRENCIES, 2) for nth, ratio in enumerate(RATIOS)},
    "EXPECTED_CASH": Place(27, 0, 1 + 4 * (WEEKS + 1), 5),
    "SUPPLY": Place(27, 6, 1 + URGENT, 7),
}
_SHOWS: Mapping[str, Mapping[int, Shows]] = {
    **{ratio: {1: Shows.PERCENT} for ratio in ("OVERDUE_SHARE", "CEI")},
    "EXPECTED_CASH": {0: Shows.DATE, 1: Shows.DATE},
    "SUPPLY": {3: Shows.WHOLE, 5: Shows.WHOLE},
}
_FORMATS = {Shows.PERCENT: "0.0%", Shows.WHOLE: "0"}
_HELP = (0, PLACES["AGING"].cols - 4)


class Cells:
    """References to the cells of the blocks, as formulas write them."""

    def __init__(self, names: SheetNames) -> None:
        self._sheet = quoted(names.figures)

    def cell(self, block: str, row: int, col: int) -> str:
        """A cell; row 0 holds the headings."""
        place = PLACES[block]
        return f"{self._sheet}!{xl_rowcol_to_cell(place.row + row, place.col + col, True, True)}"

    def column(self, block: str, col: int) -> str:
        """A column without its heading."""
        place = PLACES[block]
        at = place.col + col
        return f"{self._sheet}!{xl_range_abs(place.row + 1, at, place.row + place.rows - 1, at)}"

    def body(self, block: str) -> str:
        """All but the headings."""
        place = PLACES[block]
        corner = place.row + place.rows - 1, place.col + place.cols - 1
        return f"{self._sheet}!{xl_range_abs(place.row + 1, place.col, *corner)}"

    def headings(self, block: str) -> str:
        """The row of headings."""
        place = PLACES[block]
        return f"{self._sheet}!{xl_range_abs(place.row, place.col, place.row, place.col + place.cols - 1)}"

    def is_table(self, block: str) -> str:
        """Whether the block answers a table with rows: a sentence stands in all of its cells, headings alone in all of
        its rows."""
        first, right, below = self.cell(block, 0, 0), self.cell(block, 0, 1), self.cell(block, 1, 0)
        return f"IFERROR(AND({first}<>{right},{first}<>{below}),FALSE)"


def draw_figures(workbook: Workbook, sheet: Worksheet, look: Look, names: SheetNames, figures: LiveFigures) -> None:
    """Draw all blocks, and name what the Dashboard asks of them."""
    sheet.set_column(0, PLACES["AGING"].cols, _WIDTH)
    title = look.format(bold=True, font_size=12, font_color=looks.HEADING)
    says, missing = map(
        look.wording.text, (label("Each block is one function over the tables of this workbook."), MISSING)
    )
    formula = f'=IF(ISERROR({Cells(names).cell("AGING", 0, 0)}),"{missing}","{says}")'
    sheet.write_formula(0, 0, formula, look.format(font_color=looks.QUIET), says)
    for function, place in PLACES.items():
        block = figures.blocks[function]
        sheet.write_string(place.row - 1, place.col, look.wording.text(block.title), title)
        _draw_block(sheet, look, function, block)
    _draw_names(workbook, sheet, look, names, figures)
    mark(workbook, names.figures)


def currency_row(figures: LiveFigures, currency: str) -> int:
    """The row of a currency in AGING, from 1; 0 where it has none."""
    block = figures.blocks["AGING"]
    found = [str(row[0]) for row in block.cells[1:]] if block.is_table else []
    return found.index(currency) + 1 if currency in found[:CURRENCIES] else 0


def bucket_count(figures: LiveFigures) -> int:
    """How many buckets AGING answers."""
    block = figures.blocks["AGING"]
    return len(block.cells[0]) - 1 - AFTER_BUCKETS if block.is_table else 0


def shown_currency(figures: LiveFigures) -> str:
    """The currency that the Dashboard shows at first: the company's, else the first that there is."""
    block = figures.blocks["AGING"]
    return figures.currency or (str(block.cells[1][0]) if len(block.cells) > 1 else "")


def _draw_block(sheet: Worksheet, look: Look, function: str, block: LiveBlock) -> None:
    place, shows = PLACES[function], _SHOWS.get(function, {})
    last = place.row + place.rows - 1, place.col + place.cols - 1
    formula, first = f"{{={block.formula}}}", str(_value(block, 0, 0))
    sheet.write_array_formula(place.row, place.col, *last, formula, look.heading(), looks.cell_text(first))
    for row in range(place.rows):
        for col in range(place.cols):
            if row or col:
                style = _style(look, shows.get(col)) if row else look.heading()
                write_cached(sheet, (place.row + row, place.col + col), _value(block, row, col), style)
    sheet.set_row(place.row, 2 * look.line_points + 4)
    cell = xl_rowcol_to_cell(place.row, place.col)
    white = look.conditional(font_color="#FFFFFF", bg_color="#FFFFFF")
    pale = look.conditional(font_color=looks.LINE, bg_color="#FFFFFF")
    below = xl_rowcol_to_cell(place.row + 1, place.col)
    heading = xl_rowcol_to_cell(place.row, place.col, row_abs=True)
    for row, criteria, style in (
        (place.row + 1, f"=IFERROR({below}={heading},FALSE)", white),
        (place.row, f'=IFERROR({cell}="",ISNA({cell}))', white),
        (place.row, f"=ISERROR({cell})", pale),
    ):
        rule = {"type": "formula", "criteria": criteria, "format": style, "stop_if_true": True}
        sheet.conditional_format(row, place.col, *last, rule)


def _value(block: LiveBlock, row: int, col: int) -> Value:
    """What a cell of the block holds; None where the answer does not reach. One row or column alone fills all."""
    cells = block.cells
    row, col = row if len(cells) > 1 else 0, col if len(cells[0]) > 1 else 0
    return cells[row][col] if row < len(cells) and col < len(cells[row]) else None


def write_cached(sheet: Worksheet, at: tuple[int, int], value: Value, style: object) -> None:
    """The value of a cell whose formula stands in the first cell of its block."""
    match value:
        case None:
            sheet.write_blank(*at, None, style)
        case dt.date():
            sheet.write_number(*at, serial(value), style)
        case bool() | int() | float():
            sheet.write_number(*at, value, style)
        case _:
            sheet.write_string(*at, looks.cell_text(value), style)


def serial(day: dt.date) -> int:
    """A day as spreadsheets count it.

    >>> serial(dt.date(2026, 10, 31))
    46326
    """
    return (day - dt.date(1899, 12, 30)).days


def _style(look: Look, shows: Shows | None) -> object:
    if shows is Shows.DATE:
        return look.dates()
    return look.cell(num_format=_FORMATS.get(shows, "#,##0.00") if shows else "#,##0.00")


def _draw_names(workbook: Workbook, sheet: Worksheet, look: Look, names: SheetNames, figures: LiveFigures) -> None:
    """The few figures about the blocks that many formulas of the Dashboard need."""
    cells = Cells(names)
    of_currency = f"MATCH({CURRENCY},{cells.column('AGING', 0)},0)"
    counted = f"SUMPRODUCT(--ISTEXT({cells.headings('AGING')}))-{1 + AFTER_BUCKETS}"
    helps = (
        (BUCKETS, label("Buckets"), f"=IF({cells.is_table('AGING')},{counted},0)", bucket_count(figures)),
        (
            CURRENCY_ROW,
            label("Row of the currency shown"),
            f"=IF({cells.is_table('AGING')},IFERROR({of_currency},0),0)",
            currency_row(figures, shown_currency(figures)),
        ),
    )
    quiet = look.format(font_color=looks.QUIET)
    for row, (name, text, formula, value) in enumerate(helps, _HELP[0]):
        sheet.write_string(row, _HELP[1], look.wording.text(text), quiet)
        sheet.write_formula(row, _HELP[1] + 3, formula, quiet, value)
        at = xl_rowcol_to_cell(row, _HELP[1] + 3, row_abs=True, col_abs=True)
        workbook.define_name(name, f"={quoted(names.figures)}!{at}")
