"""Native charts below a result table: one a currency, since currencies have no common scale (practice D3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from arxl.tables.result import ResultTable
from arxl.workbook import look as looks
from arxl.workbook.grid import Placed
from arxl.workbook.look import Look

_WIDTH, _HEIGHT, _ROWS = 760, 300, 16  # pixels, and the sheet's rows that a chart covers


@dataclass(frozen=True, slots=True)
class Chart:
    """Columns below a table, one chart a currency.

    Attributes:
        title: English, to be translated.
        category: key of the column whose cells stand below the bars.
        series: keys of the columns that are drawn.
        stacked: the series stand on each other, not beside.
    """

    title: str
    category: str
    series: tuple[str, ...]
    stacked: bool = False


def draw_charts(
    workbook: Workbook, sheet: Worksheet, look: Look, table: ResultTable, placed: Placed, chart: Chart
) -> None:
    """Draw the charts below the table's totals; rows of one currency stand together."""
    row = placed.end + 1
    for currency, first, last in _runs(table):
        drawn = _chart(workbook, sheet, look, table, chart, (placed.first + first, placed.first + last))
        title = f"{look.wording.text(chart.title)} · {currency}"
        font = {"name": look.font, "size": 12, "bold": True, "color": looks.INK}
        drawn.set_title({"name": title, "name_font": font, "overlay": False})
        sheet.insert_chart(row, 0, drawn, {"object_position": 2})
        row += _ROWS


def _runs(table: ResultTable) -> list[tuple[str, int, int]]:
    """Currency, first and last record of its rows."""
    (cells,) = (column.cells for column in table.columns if column.key == "currency")
    runs: list[tuple[str, int, int]] = []
    for nth, currency in enumerate(map(str, cells)):
        if runs and runs[-1][0] == currency:
            runs[-1] = (currency, runs[-1][1], nth)
        else:
            runs.append((currency, nth, nth))
    return runs


def _chart(
    workbook: Workbook, sheet: Worksheet, look: Look, table: ResultTable, chart: Chart, rows: tuple[int, int]
) -> Any:
    name, (first, last) = sheet.get_name(), rows
    col = {column.key: nth for nth, column in enumerate(table.columns)}
    drawn = workbook.add_chart({"type": "column", **({"subtype": "stacked"} if chart.stacked else {})})
    for nth, key in enumerate(chart.series):
        drawn.add_series(
            {
                "name": look.wording.text(table.columns[col[key]].label),
                "categories": [name, first, col[chart.category], last, col[chart.category]],
                "values": [name, first, col[key], last, col[key]],
                "fill": {"color": looks.BUCKETS[min(nth, len(looks.BUCKETS) - 1)] if chart.stacked else looks.HEADING},
                "gap": 60,
            }
        )
    font = {"name": look.font, "size": 9, "color": looks.INK}
    drawn.set_legend({"position": "bottom", "font": font} if chart.stacked else {"none": True})
    drawn.set_x_axis(
        {"num_font": font, "line": {"color": looks.LINE}, "num_format": look.date_format, "text_axis": True}
    )
    drawn.set_y_axis(
        {
            "num_font": font,
            "num_format": "#,##0",
            "line": {"none": True},
            "major_gridlines": {"visible": True, "line": {"color": looks.LINE, "width": 0.75}},
        }
    )
    drawn.set_size({"width": _WIDTH, "height": _HEIGHT})
    return drawn
