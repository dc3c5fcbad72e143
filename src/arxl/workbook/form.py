"""A form on a sheet: rows of set heights on A4, one page wide, cut where arxl says and not where a row happens to end.

The program that prints fits the columns to the page, since fonts differ and a column alone on a second page is no
form. How many rows a page then holds is reckoned from the widths, with a little room to spare.
"""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from arxl.errors import label
from arxl.kernels.money import decimal_of
from arxl.workbook import look as looks
from arxl.workbook.look import Look

TITLE_HEIGHT = 26.0
"""Height of the first row, in points; every page begins with it."""

_SIDE_MM, _TOP_MM, _BOTTOM_MM = 12, 15, 13
_WIDE_PIXELS = (210 - 2 * _SIDE_MM) / 25.4 * 96
_HIGH_POINTS = (297 - _TOP_MM - _BOTTOM_MM) / 25.4 * 72
_SPARE = 0.96
_HIGHEST_ROW = 409.0  # Excel's


class Form:
    """Draws on one sheet from top to bottom.

    Args:
        widths: of the columns, in characters.
        exponent: decimals of the form's currency.

    Attributes:
        line: height of a line of text, in points.
    """

    def __init__(self, sheet: Worksheet, look: Look, widths: Sequence[float], exponent: int) -> None:
        self.sheet, self.look = sheet, look
        self.line = look.line_points
        self._widths, self._exponent = tuple(widths), exponent
        pixels = sum(int(width * 7 + 5) for width in self._widths)
        self._page_height = _SPARE * _HIGH_POINTS * max(1.0, pixels / _WIDE_PIXELS)
        self._next, self._used = 0, 0.0
        self._breaks: list[int] = []
        for column, width in enumerate(self._widths):
            sheet.set_column(column, column, width)

    def row(self, height: float) -> int:
        """The next row, of so many points; where it does not fit, a page begins with it."""
        height = min(height, _HIGHEST_ROW)
        self.keep(height)
        self.sheet.set_row(self._next, height)
        self._used += height
        self._next += 1
        return self._next - 1

    def keep(self, height: float) -> bool:
        """Begin a page unless so many points still fit on this one; answers whether one was begun."""
        begun = self._used + height > self._page_height
        if begun:
            self._breaks.append(self._next)
            self._used = TITLE_HEIGHT
        return begun

    def lines(self, text: str, first: int, last: int) -> int:
        """How many lines a text takes over the columns first to last."""
        return looks.lines_of(text, sum(self._widths[first : last + 1]))

    def text(self, row: int, first: int, last: int, text: str, style: Format) -> None:
        """A text over one column or several."""
        self.span(row, first, last, style)
        self.sheet.write_string(row, first, looks.cell_text(text), style)

    def span(self, row: int, first: int, last: int, style: Format) -> None:
        """Columns that are one cell in this row."""
        if last > first:
            self.sheet.merge_range(row, first, row, last, "", style)

    def paragraph(self, text: str, style: Format) -> None:
        """A text over the whole width, in a row of its own."""
        last = len(self._widths) - 1
        self.text(self.row(self.line * self.lines(text, 0, last) + 2), 0, last, text, style)

    def blanks(self, row: int, columns: Sequence[int], style: Format) -> None:
        """Cells that show only their lines."""
        for column in columns:
            self.sheet.write_blank(row, column, None, style)

    def number(self, row: int, column: int, minor: int, style: Format) -> None:
        """Money that is given."""
        self.sheet.write_number(row, column, self._figure(minor), style)

    def formula(self, row: int, column: int, reckoned: str, minor: int, style: Format) -> None:
        """Money that is reckoned: a formula rounded to the currency's decimals, its value beside it."""
        self.sheet.write_formula(row, column, f"=ROUND({reckoned},{self._exponent})", style, self._figure(minor))

    def finish(self, head: tuple[str, str], foot: str) -> None:
        """Print set-up: A4 upright, the first row on every page, head and foot with page n of m."""
        sheet, look = self.sheet, self.look
        sheet.set_portrait()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.print_area(0, 0, self._next - 1, len(self._widths) - 1)
        sheet.set_h_pagebreaks(self._breaks)
        sheet.repeat_rows(0)
        sheet.center_horizontally()
        sheet.hide_gridlines(2)
        inches = {"left": _SIDE_MM / 25.4, "right": _SIDE_MM / 25.4, "top": _TOP_MM / 25.4, "bottom": _BOTTOM_MM / 25.4}
        sheet.set_margins(**inches)
        font = look.page_font()
        pages = looks.printed(look.wording.text(label("Page {page} of {pages}"))).format(page="&P", pages="&N")
        left, right = map(looks.printed, head)
        sheet.set_header(f"&L{font}{left}&R{font}{right}", {"margin": 0.25})
        sheet.set_footer(f"&L{font}{looks.printed(foot)}&R{font}{pages}", {"margin": 0.2})

    def _figure(self, minor: int) -> float:
        return float(decimal_of(minor, self._exponent))


def figure_width(minor: int, exponent: int) -> int:
    """Width of an amount in characters, as a column needs it."""
    return len(f"{decimal_of(minor, exponent):,f}") + 2
