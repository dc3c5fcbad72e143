"""The look of the workbooks that arxl writes: fonts, colours, number formats, widths, print set-up.

One `Look` belongs to one workbook and one language. Its formats are made once each; the same calls in the same order
give the same bytes.

>>> amount_format(2), amount_format(0, "KRW")
('#,##0.00;-#,##0.00;"–"', '#,##0 "KRW";-#,##0 "KRW";"–"')
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from arxl.errors import label, sentence
from arxl.locale import Wording

INK = "#1F2A37"
QUIET = "#6B7785"
LINE = "#D9DEE3"
HEADING = "#33566B"
TOTAL = "#EDF2F5"
TILE = "#F4F7F9"
LINK = "#1A5FB4"
BUCKETS = ("#8FBFA8", "#E3D9A1", "#EBBF7B", "#E09A62", "#C9705A", "#9C4A4F", "#6E3B4A")
"""Fill of each aging bucket in charts, from not due to oldest; what comes after the last one takes the last one."""
LEVELS = ("#DCEEE4", "#F3F0D2", "#FBE8C2", "#F9D8B0", "#F3BFA3", "#E8A39A", "#D58C97")
"""Fill of supply levels 0 to 6."""

TEXT_LIMIT = 32_767  # characters in a cell
WIDEST_TEXT = 38
WIDEST_SENTENCES = 70

_LATIN = "Calibri"
_FONTS = {"ko": "Malgun Gothic", "zh_CN": "Microsoft YaHei", "zh_TW": "Microsoft JhengHei"}
_DATES = {
    "en": "yyyy-mm-dd",
    "es": 'dd"/"mm"/"yyyy',
    "ro": 'dd"."mm"."yyyy',
    "ko": "yyyy-mm-dd",
    "zh_CN": "yyyy-mm-dd",
    "zh_TW": 'yyyy"/"mm"/"dd',
}
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")


def amount_format(decimals: int, code: str = "") -> str:
    """The number format of a currency with so many decimals; zero is a dash. A code stands behind the number."""
    digits = "#,##0" + ("." + "0" * decimals if decimals else "") + (f' "{code}"' if code else "")
    return f'{digits};-{digits};"–"'


def width_of(text: str) -> int:
    """Width of a text in columns of a spreadsheet: a Chinese or Korean sign takes two.

    >>> width_of("Aging"), width_of("账龄")
    (5, 4)
    """
    if text.isascii():
        return len(text)
    return sum(
        2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text if unicodedata.combining(sign) == 0
    )


def widest(texts: Iterable[str]) -> int:
    """Width of the widest line among texts; 0 where there is none."""
    return max((width_of(line) for text in set(texts) for line in text.split("\n")), default=0)


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes that is wrapped in a column of this width."""
    return sum(max(1, -(-width_of(line) // max(1, int(width)))) for line in text.split("\n"))


def cell_text(text: str) -> str:
    """A text that a cell can hold, unchanged in what a person sees.

    XlsxWriter takes `<r>…</r>` for its own mark-up and writes it raw; a space behind it keeps it a text. Half of a
    surrogate pair has no bytes in UTF-8, and a control character has no sign.

    >>> cell_text("<r>name</r>"), cell_text("bell\\x07")
    ('<r>name</r> ', 'bell')
    """
    text = _CONTROLS.sub("", text)
    if not text.isascii():
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "
    return text if len(text) < TEXT_LIMIT // 2 else _shortened(text)


def _shortened(text: str) -> str:
    units = text.encode("utf-16-le")  # Excel counts UTF-16 units
    if len(units) <= 2 * TEXT_LIMIT:
        return text
    return units[: 2 * TEXT_LIMIT - 4].decode("utf-16-le", "ignore") + "…"


def sheet_name(text: str, taken: Iterable[str] = ()) -> str:
    """A name that Excel takes for a sheet and that no other sheet has.

    >>> sheet_name("Receipts/Credits: all of them, in one long list"), sheet_name("Aging", ["AGING"])
    ('Receipts Credits  all of them,', 'Aging 2')
    """
    bare = _NOT_IN_A_SHEET_NAME.sub(" ", text).strip("' ")[:31].strip("' ") or "Sheet"
    names, name, number = {other.casefold() for other in taken}, bare, 1
    while name.casefold() in names:
        number += 1
        name = f"{bare[: 30 - len(str(number))]} {number}"
    return name


def table_name(title: str) -> str:
    """What the spreadsheet table of a result is called, in every language.

    >>> table_name("Open Items")
    'ARXL_Open_Items'
    """
    return "ARXL_" + "".join(letter if letter.isalnum() else "_" for letter in title)


class Habits:
    """How a language looks in a sheet, whoever draws it."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.font = _FONTS.get(wording.language, _LATIN)
        self.date_format = _DATES[wording.language]
        self.line_points = 16 if wording.language in _FONTS else 14  # Chinese and Korean fonts stand higher


class Look(Habits):
    """Formats and habits of one workbook in one language."""

    def __init__(self, workbook: Workbook, wording: Wording) -> None:
        super().__init__(wording)
        self._workbook = workbook
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def format(self, **properties: Any) -> Format:
        """A cell format; the same properties give the same object."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            base = {"font_name": self.font, "font_size": 10, "font_color": INK, "valign": "top"}
            self._formats[key] = self._workbook.add_format(base | properties)
        return self._formats[key]

    def cell(self, **properties: Any) -> Format:
        """A cell of a table: a thin line under each row, which LibreOffice shows too (it draws no table styles)."""
        return self.format(bottom=1, bottom_color=LINE, **properties)

    def dates(self) -> Format:
        """A date in a table, as the language writes it."""
        return self.cell(num_format=self.date_format, align="left", indent=1)

    def words(self, **properties: Any) -> Format:
        """A text in a table: wrapped, and a little away from the number before it."""
        return self.cell(text_wrap=True, align="left", indent=1, **properties)

    def heading(self, align: str = "left") -> Format:
        """A heading over a column: left over words, right over numbers."""
        indent = 1 if align == "left" else 0
        return self.format(
            bold=True,
            font_color="#FFFFFF",
            bg_color=HEADING,
            text_wrap=True,
            valign="vcenter",
            align=align,
            indent=indent,
        )

    def total(self, **properties: Any) -> Format:
        """A cell of a total row."""
        return self.format(bold=True, bg_color=TOTAL, top=1, top_color=HEADING, **properties)

    def fill(self, colour: str) -> Format:
        """The fill of a conditional format; everything else of the cell stays."""
        return self.conditional(bg_color=colour)

    def conditional(self, **properties: Any) -> Format:
        """What a conditional format changes; everything else of the cell stays."""
        key = ("conditional", True), *sorted(properties.items())
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(properties)
        return self._formats[key]

    def page_font(self) -> str:
        """What sets a page header in the font of the language."""
        return f'&"{self.font},Regular"'

    def page(self, sheet: Worksheet, company: str, title: str, as_of: dt.date | None) -> None:
        """Print set-up: A4 landscape, as wide as the page, company and page n of m on every page."""
        wording = self.wording
        day = wording.say(sentence("As of {day}", day=as_of)) if as_of else ""
        pages = wording.text(label("Page {page} of {pages}"))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        font = self.page_font()
        numbered = _escaped(pages).format(page="&P", pages="&N")
        sheet.set_header(f"&L{font}{printed(company)}&R{font}{printed(title)}")
        sheet.set_footer(f"&L{font}{printed(day)}&R{font}{numbered}")
        sheet.hide_gridlines(2)
        if self.font != _LATIN:
            sheet.set_default_row(self.line_points + 1)


def printed(text: str) -> str:
    """A text in a page header, which holds 255 characters in all."""
    return _escaped(text[:70])


def _escaped(text: str) -> str:
    return text.replace("&", "&&")
