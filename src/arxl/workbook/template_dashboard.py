"""The sheet Dashboard of the workbook that an accountant starts from (practice D3): live figures of one currency.

Two cells ask: AsOf, the day, and the currency. Everything else looks its figures up on the sheet Figures, where the
worksheet functions stand; where those cannot answer, the Dashboard says what to do and shows nothing else. Amounts of
several currencies have no common scale, so one currency is shown at a time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from arxl.errors import label
from arxl.tables.policy import AgingPolicy
from arxl.workbook import look as looks
from arxl.workbook.look import Look
from arxl.workbook.template_figures import (
    BUCKETS,
    CURRENCY,
    CURRENCY_ROW,
    MISSING,
    RATIOS,
    URGENT,
    WEEKS,
    Cells,
    LiveFigures,
    Value,
    bucket_count,
    currency_row,
    serial,
    shown_currency,
)
from arxl.workbook.template_names import AS_OF, SheetNames, list_name, mark, quoted

_WIDTHS = (30, 17, 12, 12, 14, 16, 30)
_CHART_COLUMN, _CHART_WIDTH, _ROW_PIXELS = 3, 560, 20
_AS_OF, _CURRENCY, _MESSAGE, _KEYS, _AGING, _CASH, _URGENT = 1, 2, 3, 5, 16, 27, 40
_BARS = len(AgingPolicy().buckets) + 2  # not due, one a bucket, and what is older
_CURRENCY_ON_COMPANY = "$B$4"
_ALARM = "#9C4A4F"
_WHOLE = '#,##0;-#,##0;"–"'
_URGENT_COLUMNS = {
    1: label("Name"),
    0: label("Customer ID"),
    2: label("Grade"),
    3: label("Level"),
    5: label("Days past due"),
    6: label("Overdue"),
    4: label("Supply"),
}
"""Columns of SUPPLY in the order of the Dashboard."""

Formula = tuple[str, Value]


def draw_dashboard(
    workbook: Workbook, sheet: Worksheet, look: Look, names: SheetNames, company: str, figures: LiveFigures
) -> None:
    """Draw the questions on top, key figures, aging and expected cash with their charts, the urgent customers."""
    board = _Board(workbook, sheet, look, names, figures)
    for col, width in enumerate(_WIDTHS):
        sheet.set_column(col, col, width)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, looks.cell_text(company), look.format(bold=True, font_size=18))
    board.draw_questions()
    board.draw_key_figures()
    board.draw_aging()
    board.draw_expected_cash()
    board.draw_urgent()
    mark(workbook, names.dashboard)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 1)


class _Board:
    """The sheet while it is drawn: every cell is a formula and the value that it has on the day."""

    def __init__(
        self, workbook: Workbook, sheet: Worksheet, look: Look, names: SheetNames, figures: LiveFigures
    ) -> None:
        self._workbook = workbook
        self._sheet = sheet
        self._look = look
        self._names = names
        self._figures = figures
        self._cells = Cells(names)
        self._text = look.wording.text
        self._currency = shown_currency(figures)
        self._row = currency_row(figures, self._currency)
        self._buckets = bucket_count(figures)

    def draw_questions(self) -> None:
        """The day, the currency, and what to do where the functions do not answer."""
        look, own = self._look, quoted(self._names.dashboard)
        asked: dict[str, Any] = {"bg_color": looks.TILE, "border": 1, "border_color": looks.LINE, "align": "left"}
        caption = look.format(bold=True, font_color=looks.QUIET, indent=1)
        self._sheet.write_string(_AS_OF, 0, self._text(label("As of")), caption)
        self._sheet.write_string(_CURRENCY, 0, self._text(label("Currency")), caption)
        day = look.format(bold=True, num_format=look.date_format, **asked)
        if self._figures.as_of is None:
            self._sheet.write_formula(_AS_OF, 1, "=TODAY()", day, serial(self._figures.day))
        else:
            self._sheet.write_datetime(_AS_OF, 1, self._figures.as_of, day)
        company = f"{quoted(self._names.tables['Company'])}!{_CURRENCY_ON_COMPANY}"
        first = f'IF({BUCKETS}>0,{self._cells.cell("AGING", 1, 0)},"")'
        formula = f'=IF({company}="",{first},{company})'
        self._sheet.write_formula(_CURRENCY, 1, formula, look.format(bold=True, **asked), self._currency)
        self._workbook.define_name(AS_OF, f"={own}!{xl_rowcol_to_cell(_AS_OF, 1, True, True)}")
        self._workbook.define_name(CURRENCY, f"={own}!{xl_rowcol_to_cell(_CURRENCY, 1, True, True)}")
        self._check_questions()
        self._draw_message()

    def _check_questions(self) -> None:
        stop = {"error_type": "stop", "error_title": self._text(label("arxl cannot read this"))}
        date = {"validate": "date", "criteria": "between", "minimum": dt.date(1990, 1, 1)}
        says = self._text(label("Write the day that the figures are of; =TODAY() is always today."))
        rule = {**date, "maximum": dt.date(2099, 12, 31), **stop, "error_message": says}
        self._sheet.data_validation(_AS_OF, 1, _AS_OF, 1, rule)
        self._sheet.write_comment(_AS_OF, 1, says, {"author": "arxl", "font_name": self._look.font, "width": 220})
        source = {"validate": "list", "source": f"={list_name('currencies')}", "show_error": False}
        self._sheet.data_validation(_CURRENCY, 1, _CURRENCY, 1, source)

    def _draw_message(self) -> None:
        """Why there are no figures. It asks for AsOf first: a program that opens the book on another day looks anew."""
        undated = self._text(label("Write the day that the figures are of, or =TODAY()."))
        missing = self._text(MISSING)
        first, second = (self._cells.cell("AGING", 0, col) for col in (0, 1))
        block = self._figures.blocks["AGING"]
        told = "" if len(block.cells[0]) > 1 else str(block.cells[0][0])
        formula = f'=IF({AS_OF}="","{undated}",IF(ISERROR({first}),"{missing}",IF({first}={second},{first},"")))'
        self._sheet.write_formula(_MESSAGE, 0, formula, self._look.format(font_color=_ALARM, indent=1), told)

    def draw_key_figures(self) -> None:
        """One row a figure: a number, or a sentence that says why there is none."""
        self._head(_KEYS, self._text(label("Key figures")))
        look = self._look
        shares = look.cell(num_format="0.0%", align="left"), look.cell(num_format="0.0", align="left")
        amount = look.cell(num_format=_WHOLE, align="left")
        rows: list[tuple[str, Formula, Any]] = [
            (label("Balance"), self._of_aging(3), amount),
            (label("Unapplied cash"), self._of_aging(2), amount),
            (label("Overdue"), self._overdue(), amount),
            *(
                (self._figures.blocks[ratio].title, self._ratio(ratio), shares[ratio not in ("OVERDUE_SHARE", "CEI")])
                for ratio in RATIOS
            ),
        ]
        for at, (text, formula, style) in enumerate(rows, _KEYS + 1):
            self._sheet.write_string(at, 0, self._text(text), look.words())
            self._write((at, 1), formula, style)

    def draw_aging(self) -> None:
        """One row a bucket, with its share of what is open; the last row takes what further buckets Policy may have."""
        look, top = self._look, _AGING + 2
        self._head(_AGING, self._text(label("Aging")))
        self._headings(_AGING + 1, (label("Bucket"), label("Amount"), label("Share")))
        total, last = xl_rowcol_to_cell(top + _BARS, 1, True, True), top + _BARS - 1
        amounts = [self._bucket(nth)[1] for nth in range(1, _BARS + 1)]
        whole = sum(value for _, value in amounts if isinstance(value, float | int))
        for nth, at in enumerate(range(top, last + 1), 1):
            caption, amount = self._bucket(nth)
            self._write((at, 0), caption, look.words())
            self._write((at, 1), amount, look.cell(num_format=_WHOLE, align="right"))
            own = xl_rowcol_to_cell(at, 1)
            value = amount[1] / whole if whole and isinstance(amount[1], float | int) else ""
            formula = f'=IF(ISNUMBER({own}),IF({total}=0,"",{own}/{total}),"")'
            self._write((at, 2), (formula, value), look.cell(num_format="0%", align="right"))
        self._sheet.write_string(last + 1, 0, self._text(label("Total")), look.total(align="left", indent=1))
        summed = f"=SUM({xl_rowcol_to_cell(top, 1)}:{xl_rowcol_to_cell(last, 1)})"
        self._write((last + 1, 1), (summed, whole), look.total(num_format=_WHOLE, align="right"))
        self._sheet.write_blank(last + 1, 2, None, look.total())
        colours = [looks.BUCKETS[min(nth, len(looks.BUCKETS) - 1)] for nth in range(_BARS)]
        self._chart(label("Aging"), (_KEYS, last + 2), (top, last), {"points": _filled(colours)})

    def draw_expected_cash(self) -> None:
        """One row a week."""
        look, top = self._look, _CASH + 2
        self._head(_CASH, self._text(label("Cash expected")))
        self._headings(_CASH + 1, (label("Week from"), label("Expected")))
        for at in range(top, top + WEEKS):
            monday, amount = (self._week(at - top, col) for col in (0, 3))
            self._write((at, 0), monday, look.dates())
            self._write((at, 1), amount, look.cell(num_format=_WHOLE, align="right"))
        week = {"fill": {"color": looks.HEADING}}
        self._chart(label("Cash expected"), (_CASH, top + WEEKS), (top, top + WEEKS - 1), week, look.date_format)

    def draw_urgent(self) -> None:
        """The customers with a supply level, the most urgent first."""
        look, block = self._look, self._figures.blocks["SUPPLY"]
        self._head(_URGENT, self._text(label("Customers to look at first")))
        formats = {5: "0", 6: _WHOLE, 3: "0"}
        for at, (col, text) in enumerate(_URGENT_COLUMNS.items()):
            right = col in formats
            heading = look.heading("right" if right else "left")
            style = look.cell(num_format=formats[col], align="right") if right else look.cell(align="left", indent=1)
            self._sheet.write_string(_URGENT + 1, at, self._text(text), heading)
            for nth in range(1, URGENT + 1):
                shown = block.cells[nth][col] if block.is_table and nth < len(block.cells) else ""
                found = self._cells.cell("SUPPLY", nth, col)
                formula = f'=IFERROR(IF({self._cells.is_table("SUPPLY")},{found},""),"")'
                self._write((_URGENT + 1 + nth, at), (formula, shown), style)
        level = list(_URGENT_COLUMNS).index(3)
        for each, colour in enumerate(looks.LEVELS):
            rule = {"type": "cell", "criteria": "==", "value": each, "format": look.fill(colour)}
            if each:
                self._sheet.conditional_format(_URGENT + 2, level, _URGENT + 1 + URGENT, level, rule)

    # --- what the cells hold: a formula, and its value on the day --------------------------------------------------

    def _of_aging(self, after: int) -> Formula:
        """A column behind the buckets of AGING: 2 is unapplied cash, 3 the balance."""
        formula = f'=IF({CURRENCY_ROW}>0,INDEX({self._cells.body("AGING")},{CURRENCY_ROW},{BUCKETS}+{after}),"")'
        return formula, self._aging_cells()[self._buckets + after - 1] if self._row else ""

    def _overdue(self) -> Formula:
        body = self._cells.body("AGING")
        past = f"INDEX({body},{CURRENCY_ROW},3):INDEX({body},{CURRENCY_ROW},{BUCKETS}+1)"
        value = sum(map(_number, self._aging_cells()[2 : self._buckets + 1])) if self._row else ""
        return f'=IF({CURRENCY_ROW}>0,SUM({past}),"")', value

    def _ratio(self, ratio: str) -> Formula:
        cells = self._cells
        of_currency = f"MATCH({CURRENCY},{cells.column(ratio, 0)},0)"
        value = next((row[1] for row in self._figures.blocks[ratio].cells if row[0] == self._currency), "")
        return f'=IFERROR(INDEX({cells.column(ratio, 1)},{of_currency}),"")', value

    def _bucket(self, nth: int) -> tuple[Formula, Formula]:
        """Heading and amount of a bucket, from 1."""
        cells, found = self._cells, self._aging_cells()
        heading = cells.cell("AGING", 0, nth)
        amount = f"INDEX({cells.body('AGING')},{CURRENCY_ROW},{nth + 1})"
        known = self._buckets >= nth
        text, value = (self._figures.blocks["AGING"].cells[0][nth], found[nth]) if known and self._row else ("", "")
        if known and not self._row:
            text = self._figures.blocks["AGING"].cells[0][nth]
        if nth == _BARS:
            heading = f'{heading}&IF({BUCKETS}>{nth}," …","")'
            amount = f"SUM({amount}:INDEX({cells.body('AGING')},{CURRENCY_ROW},{BUCKETS}+1))"
            more = self._buckets > nth
            text, value = (f"{text} …" if more else text), sum(map(_number, found[nth : self._buckets + 1]))
            value = value if known and self._row else ""
        return (
            (f'=IF({BUCKETS}>={nth},{heading},"")', text),
            (f'=IF(AND({BUCKETS}>={nth},{CURRENCY_ROW}>0),{amount},"")', value),
        )

    def _week(self, nth: int, col: int) -> Formula:
        """Monday and amount of a week, from 0."""
        cells = self._cells
        currencies = cells.column("EXPECTED_CASH", 2)
        at = f"MATCH({CURRENCY},{currencies},0)+{nth}"
        found = f"INDEX({cells.column('EXPECTED_CASH', col)},{at})"
        rows = [row for row in self._figures.blocks["EXPECTED_CASH"].cells if row[-3:][0] == self._currency]
        value: Value = rows[nth][col] if nth < min(len(rows), WEEKS) else ""
        return f'=IFERROR(IF(INDEX({currencies},{at})={CURRENCY},{found},""),"")', value

    def _aging_cells(self) -> Sequence[Value]:
        return self._figures.blocks["AGING"].cells[self._row] if self._row else ()

    # --- drawing ---------------------------------------------------------------------------------------------------

    def _write(self, at: tuple[int, int], formula: Formula, style: Any) -> None:
        text, value = formula
        self._sheet.write_formula(*at, text, style, serial(value) if isinstance(value, dt.date) else value)

    def _head(self, row: int, text: str) -> None:
        style = self._look.format(bold=True, font_size=12, font_color=looks.HEADING, valign="vcenter")
        self._sheet.set_row(row, 20)
        self._sheet.write_string(row, 0, text, style)

    def _headings(self, row: int, texts: Sequence[str]) -> None:
        """Headings of a table; that of the amounts, its second column, names the currency."""
        for col, text in enumerate(map(self._text, texts)):
            style = self._look.heading("right" if col else "left")
            if col == 1:
                self._write((row, col), (f'="{text} "&{CURRENCY}', f"{text} {self._currency}"), style)
            else:
                self._sheet.write_string(row, col, text, style)

    def _chart(
        self, title: str, span: tuple[int, int], rows: tuple[int, int], series: dict[str, Any], captions: str = ""
    ) -> None:
        """Columns beside the table that they show.

        Args:
            span: rows of the sheet beside which it stands.
            rows: first and last row of the table.
            series: colours.
            captions: number format of what stands below the columns.
        """
        name, (first, last) = self._names.dashboard, rows
        font = {"name": self._look.font, "size": 9, "color": looks.INK}
        chart = self._workbook.add_chart({"type": "column"})
        chart.add_series(
            {
                "name": self._text(title),
                "categories": [name, first, 0, last, 0],
                "values": [name, first, 1, last, 1],
                "gap": 60,
                **series,
            }
        )
        chart.set_legend({"none": True})
        chart.set_title({"name": self._text(title), "name_font": font | {"size": 12, "bold": True}, "overlay": False})
        below = {"num_format": captions} if captions else {}
        chart.set_x_axis({"num_font": font, "line": {"color": looks.LINE}, "text_axis": True, **below})
        grid = {"visible": True, "line": {"color": looks.LINE, "width": 0.75}}
        chart.set_y_axis({"num_font": font, "num_format": "#,##0", "line": {"none": True}, "major_gridlines": grid})
        chart.set_chartarea({"border": {"color": looks.LINE}})
        chart.set_size({"width": _CHART_WIDTH, "height": (span[1] - span[0]) * _ROW_PIXELS})
        self._sheet.insert_chart(span[0], _CHART_COLUMN, chart, {"x_offset": 16, "object_position": 2})


def _filled(colours: Sequence[str]) -> list[dict[str, Any]]:
    return [{"fill": {"color": colour}} for colour in colours]


def _number(value: Value) -> float:
    return value if isinstance(value, int | float) else 0.0
