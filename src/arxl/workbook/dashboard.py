"""The first sheet of the results: key figures, the aging as a chart, the customers to look at first (practice D3).

Amounts of several currencies have no common scale, so the chart shows one column a currency, filled to 100 % by its
buckets. One currency alone is shown by its amounts.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from arxl.errors import Amount, Sentence, label, sentence
from arxl.tables.result import Cell, ResultTable, Shows
from arxl.tables.schema import Company
from arxl.workbook import grid
from arxl.workbook import look as looks
from arxl.workbook.look import Look

_FIRST_WIDTH, _OTHER_WIDTH, _COLUMNS = 30, 15, 9
_TILES_A_ROW = 5  # the first stands in the first column, each other in two
_BESIDE = 4  # currencies that leave room for the chart beside them
_ROW_PIXELS, _COLUMN_PIXELS = 20, 110


@dataclass(frozen=True, slots=True)
class Dashboard:
    """What the first sheet shows.

    Attributes:
        tiles: large figures with their label, the most important first.
        figures: one row a figure: its label, then one column a currency (`Amount`, whole number or share).
        aging: one row a bucket: its label, then one column a currency (`Amount`). Headings are the currencies.
        top: the customers with most at stake and their supply level; the first column is the widest.
    """

    tiles: tuple[tuple[str | Sentence, Cell], ...]
    figures: ResultTable
    aging: ResultTable
    top: ResultTable


def draw_dashboard(
    workbook: Workbook, sheet: Worksheet, look: Look, dashboard: Dashboard, company: Company, as_of: dt.date
) -> None:
    """Draw tiles, key figures and aging on the left, the chart on the right, the customers below."""
    wording = look.wording
    widths = _set_widths(sheet, dashboard)
    title = company.name or wording.text(label("Receivables"))
    sheet.write_string(0, 0, looks.cell_text(title), look.format(bold=True, font_size=18))
    sheet.set_row(0, 28)
    day = wording.say(sentence("As of {day}", day=as_of))
    sheet.write_string(1, 0, day, look.format(bold=True, font_color=looks.QUIET))
    figures_row = _draw_tiles(sheet, look, dashboard.tiles, 3)
    aging_row = _draw_block(sheet, look, dashboard.figures, figures_row) + 1
    row = _draw_block(sheet, look, dashboard.aging, aging_row, totals=True) + 1
    if len(dashboard.aging) and len(dashboard.aging.columns) > 1:
        chart = _chart(workbook, sheet, look, dashboard.aging, aging_row + 1)
        row = _place_chart(sheet, chart, dashboard.aging, (figures_row, row))
    row = _draw_heading(sheet, look, dashboard.top, row)
    placed = grid.draw(sheet, look, dashboard.top, (row, 0), widths=widths)
    if not len(dashboard.top):
        _say_nothing(sheet, look, placed.first)
    look.page(sheet, company.name, wording.text(label("Dashboard")), as_of)
    sheet.fit_to_pages(1, 1)


def _set_widths(sheet: Worksheet, dashboard: Dashboard) -> list[int]:
    """Widths of the columns: one grid for all tables of the sheet."""
    columns = max(_COLUMNS, *(len(table.columns) for table in (dashboard.figures, dashboard.aging, dashboard.top)))
    widths = [_FIRST_WIDTH] + [_OTHER_WIDTH] * columns
    for col in range(1, columns):
        cells = [*_cells(dashboard.figures, col), *_cells(dashboard.aging, col)]
        longest = max((len(f"{cell.value:,f}") for cell in cells if isinstance(cell, Amount)), default=0)
        widths[col] = max(_OTHER_WIDTH, longest + 4)
    for col, width in enumerate(widths):
        sheet.set_column(col, col, width)
    return widths


def _cells(table: ResultTable, col: int) -> list[Cell]:
    return list(table.columns[col].cells) if col < len(table.columns) else []


def _draw_tiles(sheet: Worksheet, look: Look, tiles: tuple[tuple[str | Sentence, Cell], ...], row: int) -> int:
    """Large figures with their labels above; the first row below them."""
    edge = {"bg_color": looks.TILE, "right": 5, "right_color": "#FFFFFF", "align": "left", "indent": 1}
    small = look.format(font_color=looks.QUIET, **edge)
    large = look.format(bold=True, font_size=16, font_color=looks.HEADING, valign="vcenter", **edge)
    for start in range(0, len(tiles), _TILES_A_ROW):
        sheet.set_row(row, 18)
        sheet.set_row(row + 1, 30)
        for nth, (caption, cell) in enumerate(tiles[start : start + _TILES_A_ROW]):
            first = max(0, 2 * nth - 1)
            texts = look.wording.text(caption), _tile_text(cell, look)
            for line, (text, style) in enumerate(zip(texts, (small, large), strict=True)):
                if nth:
                    sheet.merge_range(row + line, first, row + line, first + 1, "", style)
                sheet.write_string(row + line, first, looks.cell_text(text), style)
        row += 3
    return row


def _tile_text(cell: Cell, look: Look) -> str:
    return look.wording.amount(cell) if isinstance(cell, Amount) else grid.shown(cell, Shows.LABEL, look)


def _draw_heading(sheet: Worksheet, look: Look, table: ResultTable, row: int) -> int:
    style = look.format(bold=True, font_size=12, font_color=looks.HEADING, valign="vcenter")
    sheet.set_row(row, 20)
    sheet.write_string(row, 0, looks.cell_text(look.wording.text(table.title)), style)
    return row + 1


def _draw_block(sheet: Worksheet, look: Look, table: ResultTable, row: int, *, totals: bool = False) -> int:
    """A table of one row a label and one column a currency; the first row below it."""
    row = _draw_heading(sheet, look, table, row)
    for col, column in enumerate(table.columns):
        sheet.write_string(row, col, look.wording.text(column.label), look.heading("right" if col else "left"))
    if not len(table):
        _say_nothing(sheet, look, row + 1)
        return row + 2
    first, last = row + 1, row + len(table)
    for nth, cells in enumerate(table.rows(), first):
        for col, cell in enumerate(cells):
            grid.write_any(sheet, look, (nth, col), cell, _style(look, cell))
    if not totals:
        return last + 1
    sheet.write_string(last + 1, 0, look.wording.text(label("Total")), look.total(align="left", indent=1))
    for col, column in enumerate(table.columns[1:], 1):
        amounts = [cell for cell in column.cells if isinstance(cell, Amount)]
        places = max(map(grid.decimals, amounts), default=0)
        total = float(sum((amount.value for amount in amounts), Decimal(0)))
        style = look.total(num_format=looks.amount_format(places), align="right")
        formula = f"=ROUND(SUM({xl_range(first, col, last, col)}),{places})"
        sheet.write_formula(last + 1, col, formula, style, total)
    return last + 2


def _style(look: Look, cell: Cell) -> Any:
    right: dict[str, Any] = {"align": "right"}
    match cell:
        case Amount():
            return look.cell(num_format=looks.amount_format(grid.decimals(cell)), **right)
        case Decimal():
            return look.cell(num_format="0.0%", **right)
        case dt.date():
            return look.cell(num_format=look.date_format, **right)
        case int():
            return look.cell(num_format="#,##0", **right)
        case _:
            return look.words()


def _say_nothing(sheet: Worksheet, look: Look, row: int) -> None:
    nothing = look.wording.text(label("There is nothing to show."))
    sheet.write_string(row, 0, nothing, look.format(italic=True, font_color=looks.QUIET))


def _chart(workbook: Workbook, sheet: Worksheet, look: Look, aging: ResultTable, header: int) -> Any:
    """The aging as columns: one a currency, filled to 100 %; or one a bucket where there is one currency."""
    first, last, last_col = header + 1, header + len(aging), len(aging.columns) - 1
    name = sheet.get_name()
    font = {"name": look.font, "size": 9, "color": looks.INK}
    alone = last_col == 1
    if alone:
        chart = workbook.add_chart({"type": "column"})
        chart.add_series(
            {
                "name": [name, header, 1],
                "categories": [name, first, 0, last, 0],
                "values": [name, first, 1, last, 1],
                "points": [{"fill": {"color": _bucket_colour(nth)}} for nth in range(len(aging))],
                "gap": 60,
            }
        )
        chart.set_legend({"none": True})
    else:
        chart = workbook.add_chart({"type": "column", "subtype": "percent_stacked"})
        for nth in range(len(aging)):
            chart.add_series(
                {
                    "name": [name, first + nth, 0],
                    "categories": [name, header, 1, header, last_col],
                    "values": [name, first + nth, 1, first + nth, last_col],
                    "fill": {"color": _bucket_colour(nth)},
                    "gap": 60,
                }
            )
        chart.set_legend({"position": "right", "font": font})
    title = look.wording.text(aging.title)
    heading = f"{title} · {look.wording.text(aging.columns[1].label)}" if alone else title
    chart.set_title({"name": heading, "name_font": font | {"size": 12, "bold": True}, "overlay": False})
    chart.set_x_axis({"num_font": font, "line": {"color": looks.LINE}})
    number_format = "#,##0" if alone else "0%"
    chart.set_y_axis(
        {
            "num_font": font,
            "num_format": number_format,
            "line": {"none": True},
            "major_gridlines": {"visible": True, "line": {"color": looks.LINE, "width": 0.75}},
        }
    )
    chart.set_chartarea({"border": {"color": looks.LINE}})
    return chart


def _place_chart(sheet: Worksheet, chart: Any, aging: ResultTable, rows: tuple[int, int]) -> int:
    """Beside the tables where there is room, else below them; the first free row."""
    top, bottom = rows
    if len(aging.columns) - 1 <= _BESIDE:
        height = max(260, (bottom - 1 - top) * _ROW_PIXELS)
        chart.set_size({"width": (_COLUMNS - _BESIDE) * _COLUMN_PIXELS - 20, "height": height})
        sheet.insert_chart(top, _BESIDE + 1, chart, {"x_offset": 20, "object_position": 2})
        return max(bottom, top + height // _ROW_PIXELS + 1)
    chart.set_size({"width": _COLUMNS * _COLUMN_PIXELS, "height": 16 * _ROW_PIXELS})
    sheet.insert_chart(bottom, 0, chart, {"object_position": 2})
    return bottom + 17


def _bucket_colour(nth: int) -> str:
    return looks.BUCKETS[min(nth, len(looks.BUCKETS) - 1)]
