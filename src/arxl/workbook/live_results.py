"""Result sheets in the open workbook, written by the spreadsheet program itself.

The same results, headings, notes, formats and totals as in the results workbook (`workbook.results`). arxl owns the
sheets that bear its mark, a name of the sheet's own that survives saving in both programs; a sheet of the same name
without it belongs to somebody, and the result goes to `Aging (arxl)`. Nothing else of the workbook is touched.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import xlwings as xw

from arxl.errors import Amount, Sentence, sentence
from arxl.locale import Wording
from arxl.tables.result import Cell, ResultColumn, ResultTable, Shows, with_currencies
from arxl.tables.schema import Company
from arxl.workbook import grid, natively
from arxl.workbook import look as looks
from arxl.workbook.live import is_owned
from arxl.workbook.look import Habits
from arxl.workbook.outline import SHEET_MARK
from arxl.workbook.results import Sheet

BLOCK_ROWS = 1000  # written at once; between two blocks a wish to stop is heard
_SHOWN_IN_FULL = 255  # signs; Excel shows a longer text of a cell of format text as #####
_CELL = re.compile(r"(?P<sheet>.+)!(?P<cell>[A-Z]{1,3}\d{1,7})(?::[A-Z]{1,3}\d{1,7})?")
_INDENT = 2  # digits of width that the distance from the edge takes
_TEXT, _ANY = "@", "General"

Poll = Callable[[], None]
At = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Setting:
    """What all result sheets of a run have in common."""

    company: Company
    as_of: dt.date
    wording: Wording
    poll: Poll


def write_sheet(book: xw.Book, result: Sheet, setting: Setting) -> xw.Sheet:
    """Write a result into its sheet, a new one behind all others where there is none.

    A wish to stop that comes while the sheet is written leaves a sheet that says so.

    Raises:
        Cancelled: somebody wished to stop.
    """
    name = looks.sheet_name(setting.wording.text(result.table.title))
    sheet = _own_sheet(book, name)
    try:
        _Drawing(sheet, result, setting).draw()
    except BaseException:
        with contextlib.suppress(Exception):  # the workbook may be gone
            sheet.clear()
            _put_text(sheet, (1, 1), setting.wording.say(sentence("This sheet is not complete: the run ended early.")))
        raise
    return sheet


def owned_sheet(book: xw.Book, title: str) -> xw.Sheet | None:
    """The sheet that arxl wrote for a result of this title, as shown; None where there is none."""
    wanted = [name.casefold() for name in _names(looks.sheet_name(title))]
    return next((sheet for sheet in book.sheets if sheet.name.casefold() in wanted and is_owned(sheet)), None)


def _own_sheet(book: xw.Book, name: str) -> xw.Sheet:
    owned = owned_sheet(book, name)
    if owned is not None:
        return owned
    taken = {sheet.name.casefold() for sheet in book.sheets}
    free = next((each for each in _names(name) if each.casefold() not in taken), looks.sheet_name(name, taken))
    sheet = book.sheets.add(free, after=book.sheets[len(book.sheets) - 1])
    natively.hide(sheet.names.add(SHEET_MARK, '="arxl"'))
    return sheet


def _names(name: str) -> tuple[str, str]:
    """What the sheet of a result is called, and what where somebody else's sheet has that name.

    >>> _names("Aging")
    ('Aging', 'Aging (arxl)')
    """
    return name, f"{name[:24]} (arxl)"


class _Drawing:
    """One result on its way into a sheet. Rows and columns count from 1."""

    def __init__(self, sheet: xw.Sheet, result: Sheet, setting: Setting) -> None:
        self._sheet, self._result, self._setting = sheet, result, setting
        self._look = Habits(setting.wording)
        self._table = with_currencies(result.table)
        self._texts = {}
        for column in self._table.columns:
            setting.poll()
            if column.shows in grid.WORDS:
                self._texts[column.key] = grid.texts_of(column, self._look)
        self._places = _cells_of_places(sheet.book, self._table)
        self._header = 2 + len(result.notes) + 2
        self._first = self._header + 1
        self._last = self._header + len(self._table)
        self._width = len(self._table.columns)

    def draw(self) -> None:
        self._forget_tables()
        self._sheet.clear()
        self._draw_title()
        self._draw_headings()
        self._draw_frame()
        for nth, column in enumerate(self._table.columns, 1):
            self._setting.poll()
            self._format_column(nth, column)
        self._put_values()
        for nth, column in enumerate(self._table.columns, 1):
            self._setting.poll()
            self._finish_column(nth, column)
        self._draw_totals()
        self._make_table()
        self._sheet.range((1, 1), (self._last + len(self._table.totals()) + 1, 1)).rows.autofit()
        natively.freeze(self._sheet, self._header, 1)
        natively.hide_gridlines(self._sheet)
        natively.fit_to_page(self._sheet)

    # --- above and around --------------------------------------------------------------------------------------

    def _draw_title(self) -> None:
        wording, company = self._setting.wording, self._setting.company
        day = wording.say(sentence("As of {day}", day=self._setting.as_of))
        lines: list[str | Sentence] = [
            wording.text(self._result.table.title),
            " · ".join(part for part in (company.name, day) if part),
            *(wording.text(note) for note in self._result.notes),
        ]
        for row, line in enumerate(lines, 1):
            cell = _put_text(self._sheet, (row, 1), str(line))
            cell.font.set(name=self._look.font, size=10, color=looks.INK if row == 1 else looks.QUIET)
        self._sheet.range((1, 1)).font.set(bold=True, size=16)
        self._sheet.range((2, 1)).font.bold = True

    def _draw_headings(self) -> None:
        columns = self._table.columns
        headings = grid.unique_headings([self._setting.wording.text(column.label) for column in columns])
        cells = self._row(self._header)
        cells.number_format = _TEXT
        cells.value = [list(headings)]
        cells.font.set(name=self._look.font, size=10, bold=True, color="#FFFFFF")
        cells.color = looks.HEADING
        cells.wrap_text = True
        cells.vertical_alignment = "center"
        for nth, (column, heading) in enumerate(zip(columns, headings, strict=True), 1):
            cell = self._sheet.range((self._header, nth))
            cell.column_width = grid.width_of(column, heading, self._texts) + _INDENT
            _align(cell, column)

    def _draw_frame(self) -> None:
        """Font and lines of all records at once."""
        if not len(self._table):
            nothing = sentence("There is nothing to show as of {day}.", day=self._setting.as_of)
            cell = _put_text(self._sheet, (self._first, 1), self._setting.wording.say(nothing))
            cell.font.set(name=self._look.font, size=10, italic=True, color=looks.QUIET)
            return
        cells = self._sheet.range((self._first, 1), (self._last, self._width))
        cells.font.set(name=self._look.font, size=10, color=looks.INK)
        cells.vertical_alignment = "top"
        sides = ["edge_bottom", "inside_horizontal"] if len(self._table) > 1 else ["edge_bottom"]
        cells.borders.set(sides, line_style="continuous", weight="thin", color=looks.LINE)

    # --- columns -----------------------------------------------------------------------------------------------

    def _format_column(self, nth: int, column: ResultColumn) -> None:
        """Number formats come before the values: a text that looks like a number or a date stays a text."""
        if not len(self._table):
            return
        cells = self._column(nth)
        _align(cells, column)
        if column.shows in grid.WORDS:
            cells.number_format = _TEXT
            cells.wrap_text = True
        elif column.shows is Shows.AMOUNT:
            for first, last, places in _runs([_decimals(cell) for cell in column.cells]):
                self._column(nth, first, last).number_format = looks.amount_format(places)
        elif column.shows is Shows.DATE:
            cells.number_format = self._look.date_format
        else:
            cells.number_format = grid.NUMBER_STYLES[column.shows]["num_format"]

    def _put_values(self) -> None:
        columns: list[Sequence[object]] = [
            self._texts.get(column.key) or [_number(cell) for cell in column.cells] for column in self._table.columns
        ]
        links = self._result.links
        for nth, column in enumerate(self._table.columns):
            if column.key == links:
                columns[nth] = [None] * len(self._table)
        for start in range(0, len(self._table), BLOCK_ROWS):
            self._setting.poll()
            rows = [list(row) for row in zip(*(column[start : start + BLOCK_ROWS] for column in columns), strict=True)]
            first = self._first + start
            self._sheet.range((first, 1), (first + len(rows) - 1, self._width)).value = rows

    def _finish_column(self, nth: int, column: ResultColumn) -> None:
        """What cannot be written together with the values: links, fills, long texts."""
        if column.key == self._result.links:
            self._link_files(nth, column.cells)
        elif column.key == _PLACE:
            self._link_places(nth)
        elif column.key == grid.LEVEL and len(self._table):
            for first, last, level in _runs(column.cells):
                if isinstance(level, int):
                    self._column(nth, first, last).color = looks.LEVELS[level]
        if max(map(len, self._texts.get(column.key, ())), default=0) > _SHOWN_IN_FULL:
            self._column(nth).number_format = _ANY

    def _link_files(self, nth: int, paths: Sequence[Cell]) -> None:
        """The names of files as links to them, from the folder of the workbook on."""
        for row, path in enumerate(map(str, paths), self._first):
            self._setting.poll()
            cell = self._sheet.range((row, nth))
            if not path:
                continue
            if row - self._first >= grid.MOST_LINKS or "#" in path:
                cell.value = path
                continue
            name = grid.file_name(path)
            cell.add_hyperlink(path.replace("/", "\\"), name, name)
            cell.font.set(name=self._look.font, size=10, color=looks.LINK)

    def _link_places(self, nth: int) -> None:
        """Each address of a cell as a link to it; a formula does it, which is written many at once."""
        for first, last, linked in _runs([bool(formula) for formula in self._places]):
            for start in range(first, last + 1, BLOCK_ROWS) if linked else ():
                self._setting.poll()
                end = min(start + BLOCK_ROWS - 1, last)
                cells = self._column(nth, start, end)
                cells.number_format = _ANY
                cells.formula = [[formula] for formula in self._places[start : end + 1]]
                cells.font.color = looks.LINK

    def _draw_totals(self) -> None:
        place = self._first - 1, self._last - 1, 0
        for row, totals in enumerate(grid.total_rows(self._table, self._look, place), self._last + 1):
            cells = self._row(row)
            cells.font.set(name=self._look.font, size=10, bold=True, color=looks.INK)
            cells.color = looks.TOTAL
            cells.borders.set(["edge_top"], line_style="continuous", weight="thin", color=looks.HEADING)
            for nth, total in enumerate(totals, 1):
                cell = self._sheet.range((row, nth))
                if total.formula:
                    cell.number_format = looks.amount_format(total.places)
                    cell.formula = total.formula
                    cell.horizontal_alignment = "right"
                elif total.text:
                    _align(_put_text(self._sheet, (row, nth), total.text), self._table.columns[nth - 1])

    # --- the table -----------------------------------------------------------------------------------------------

    def _make_table(self) -> None:
        """Make the records a spreadsheet table, by whose headings people filter and sort."""
        if not len(self._table):
            return
        name = looks.table_name(self._result.table.title)
        is_taken = any(name in sheet.tables for sheet in self._sheet.book.sheets)
        cells = self._sheet.range((self._header, 1), (self._last, self._width))
        with contextlib.suppress(Exception):  # a workbook that is shared in the old way takes no tables
            self._sheet.tables.add(cells, name=None if is_taken else name, table_style_name="TableStyleLight1")

    def _forget_tables(self) -> None:
        """Make those of an earlier run plain cells, all of their rows in sight."""
        for table in list(self._sheet.tables):
            table.show_autofilter = False
            natively.dissolve(table)

    # --- ranges ------------------------------------------------------------------------------------------------

    def _row(self, row: int) -> xw.Range:
        return self._sheet.range((row, 1), (row, self._width))

    def _column(self, nth: int, first: int = 0, last: int | None = None) -> xw.Range:
        """The records of a column, or some of them, counted from 0, the last one included."""
        last = len(self._table) - 1 if last is None else last
        return self._sheet.range((self._first + first, nth), (self._first + last, nth))


_PLACE = "place"  # key of the column whose cells are addresses


def _cells_of_places(book: xw.Book, table: ResultTable) -> list[str]:
    """One formula a record: the link to its cell, "" where its place is no cell of the workbook."""
    column = next((column for column in table.columns if column.key == _PLACE), None)
    if column is None:
        return []
    sheets = {sheet.name for sheet in book.sheets}
    return [_link_to(str(place), sheets) for place in column.cells]


def _link_to(place: str, sheets: set[str]) -> str:
    r"""The formula that shows an address and leads to its cell.

    >>> _link_to("Deliveries!F17", {"Deliveries"}), _link_to("Book.xlsx", {"Deliveries"})
    ('=HYPERLINK("#\'Deliveries\'!F17","Deliveries!F17")', '')
    """
    found = _CELL.fullmatch(place)
    if found is None or found["sheet"] not in sheets or len(place) > _SHOWN_IN_FULL // 2:
        return ""
    sheet = found["sheet"].replace("'", "''").replace('"', '""')
    shown = place.replace('"', '""')
    return f'=HYPERLINK("#\'{sheet}\'!{found["cell"]}","{shown}")'


def _align(cells: xw.Range, column: ResultColumn) -> None:
    side = grid.side_of(column)
    cells.horizontal_alignment = side
    if side == "left":
        natively.indent(cells)  # away from the number before it


def _put_text(sheet: xw.Sheet, at: At, text: str) -> xw.Range:
    """Write a text that stays a text."""
    cell = sheet.range(at)
    cell.number_format = _TEXT
    cell.value = looks.cell_text(text)
    if len(text) > _SHOWN_IN_FULL:
        cell.number_format = _ANY
    return cell


def _number(cell: Cell) -> object:
    """A cell as the program takes it: numbers as floats, days as they are, None where blank."""
    match cell:
        case Amount():
            return float(cell.value)
        case None | dt.date():
            return cell
        case _:
            return float(cell)  # type: ignore[arg-type]


def _decimals(cell: Cell) -> int:
    return grid.decimals(cell) if isinstance(cell, Amount) else 2


def _runs(values: Sequence[Any]) -> Iterator[tuple[int, int, Any]]:
    """First and last position of each run of equal values.

    >>> list(_runs([2, 2, 0]))
    [(0, 1, 2), (2, 2, 0)]
    """
    start = 0
    for value, run in groupby(values):
        count = sum(1 for _ in run)
        yield start, start + count - 1, value
        start += count
