"""The results workbook: who owes what and how late, beside the accountant's book and never in it.

One sheet a result, each a real spreadsheet table with its title, its day and the rule it was made by above it, and a
dashboard in front. The same results give the same bytes: the date of creation is the as-of date.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from arxl.errors import Sentence, label, refused, sentence
from arxl.locale import Wording
from arxl.tables.result import ResultTable
from arxl.tables.schema import Company
from arxl.workbook import grid
from arxl.workbook import look as looks
from arxl.workbook.charts import Chart, draw_charts
from arxl.workbook.dashboard import Dashboard, draw_dashboard
from arxl.workbook.look import Look
from arxl.workbook.save import save_safely

MARK = "arxl"
"""Name of the custom document property by which arxl knows a workbook that it wrote."""

MOST_ROWS = 1_048_576 - 100  # Excel's rows, less title and totals


@dataclass(frozen=True, slots=True)
class Sheet:
    """One result on a sheet of its own.

    Attributes:
        table: its title names the sheet; a column `level` is filled by supply level.
        notes: what stands above it: what the sheet shows, and the rule of its edges.
        links: key of the column that holds files, as paths relative to the results workbook ("" for none).
        chart: drawn below the table in a results workbook.
    """

    table: ResultTable
    notes: tuple[str | Sentence, ...] = ()
    links: str = ""
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """What one run found.

    Attributes:
        dashboard: the front sheet, None where a workbook is about one customer and may be sent to it.
    """

    company: Company
    as_of: dt.date
    dashboard: Dashboard | None
    sheets: tuple[Sheet, ...]


def results_path(book: Path, as_of: dt.date) -> Path:
    """Where the results of a book stand: beside it, one file a month.

    >>> results_path(Path("Book.xlsx"), dt.date(2026, 10, 31)).name
    'Book – results 2026-10.xlsx'
    """
    name = book.name if book.is_dir() else book.stem
    return book.with_name(f"{name} – results {as_of:%Y-%m}.xlsx")


def edge_rule(edges: tuple[int, ...], by: str) -> Sentence:
    """The sentence that says which bucket an item on an edge is in.

    >>> print(edge_rule((30, 60), "due"))
    An item due on the as-of date is not due; an item 30 days past due is in 1–30 days.
    """
    if by == "document":
        return sentence(
            "Age is counted from the document's date; an item {edge} days old is in 0–{edge} days.", edge=edges[0]
        )
    return sentence(
        "An item due on the as-of date is not due; an item {edge} days past due is in 1–{edge} days.", edge=edges[0]
    )


def write_results(path: Path, results: Results, wording: Wording, inputs: Iterable[Path] = ()) -> bool:
    """Write the results workbook, safely.

    Args:
        path: where to; a workbook there that arxl did not write is never replaced.
        inputs: what the job reads and must not write.

    Returns:
        False if the file was there already, byte for byte.

    Raises:
        Refused: see `save_safely`; or another's workbook stands there, or a result has more rows than a sheet.
    """
    refuse_other_works(path)
    for sheet in results.sheets:
        if len(sheet.table) > MOST_ROWS:
            raise refused(
                wording.text(sheet.table.title),
                sentence("the result has {rows} rows; a sheet holds {most}.", rows=len(sheet.table), most=MOST_ROWS),
                sentence("Write it as CSV or JSON with --format."),
            )
    return save_safely(path, lambda file: _write(file, results, wording), inputs=inputs)


def is_arxls(path: Path) -> bool:
    """Whether arxl wrote this workbook, however often Excel or LibreOffice saved it since."""
    try:
        with zipfile.ZipFile(path) as archive:
            return f'name="{MARK}"'.encode() in archive.read("docProps/custom.xml")
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError):
        return False


def refuse_other_works(path: Path) -> None:
    """Leave alone what arxl did not write.

    Raises:
        Refused: a file that is not arxl's stands at `path`.
    """
    if path.is_file() and not is_arxls(path):
        raise refused(
            str(path),
            sentence("a file that arxl did not write has this name; it is not replaced."),
            sentence("Move it, or give the results another name with -o."),
        )


def _write(file: BinaryIO, results: Results, wording: Wording) -> None:
    workbook = Workbook(
        file,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    _describe(workbook, results, wording)
    look = Look(workbook, wording)
    names: list[str] = []
    if results.dashboard is not None:
        names.append(looks.sheet_name(wording.text(label("Dashboard"))))
        front = workbook.add_worksheet(names[0])
        front.set_tab_color(looks.HEADING)
        draw_dashboard(workbook, front, look, results.dashboard, results.company, results.as_of)
    for sheet in results.sheets:
        names.append(looks.sheet_name(wording.text(sheet.table.title), names))
        worksheet = workbook.add_worksheet(names[-1])
        placed = _draw_sheet(worksheet, look, sheet, results)
        if sheet.chart is not None and len(sheet.table):
            draw_charts(workbook, worksheet, look, sheet.table, placed, sheet.chart)
    workbook.close()


def _describe(workbook: Workbook, results: Results, wording: Wording) -> None:
    workbook.set_properties(
        {
            "title": looks.cell_text(wording.say(sentence("Receivables as of {day}", day=results.as_of))),
            "author": looks.cell_text(results.company.name or results.company.id),
            "company": looks.cell_text(results.company.name or results.company.id),
            "created": dt.datetime.combine(results.as_of, dt.time()),
        }
    )
    workbook.set_custom_property(MARK, "results")
    workbook.set_size(24_000, 14_000)


def _draw_sheet(worksheet: Worksheet, look: Look, sheet: Sheet, results: Results) -> grid.Placed:
    table = sheet.table
    header = 2 + len(sheet.notes) + 1
    placed = grid.draw(worksheet, look, table, (header, 0), links=sheet.links)
    for col, width in enumerate(placed.widths):
        worksheet.set_column(col, col, width)
    _draw_title(worksheet, look, sheet, results, placed.widths)
    if len(table):
        options = {
            "name": looks.table_name(table.title),
            "style": "Table Style Light 1",
            "columns": [
                {"header": heading, "header_format": look.heading(side)}
                for heading, side in zip(placed.headings, placed.sides, strict=True)
            ],
        }
        worksheet.add_table(placed.header, 0, placed.last, len(placed.headings) - 1, options)
    else:
        nothing = look.wording.say(sentence("There is nothing to show as of {day}.", day=results.as_of))
        worksheet.write_string(placed.first, 0, nothing, look.format(italic=True, font_color=looks.QUIET))
    worksheet.freeze_panes(placed.first, 1)
    worksheet.repeat_rows(placed.header)
    look.page(worksheet, results.company.name, look.wording.text(table.title), results.as_of)
    return placed


def _draw_title(worksheet: Worksheet, look: Look, sheet: Sheet, results: Results, widths: Sequence[int]) -> None:
    """The lines above a table; a note is as wide as the table and as high as its text."""
    wording, width, last_col = look.wording, sum(widths), len(widths) - 1
    worksheet.write_string(0, 0, wording.text(sheet.table.title), look.format(bold=True, font_size=16))
    worksheet.set_row(0, 24)
    day = wording.say(sentence("As of {day}", day=results.as_of))
    whose = " · ".join(part for part in (results.company.name, day) if part)
    worksheet.write_string(1, 0, looks.cell_text(whose), look.format(bold=True, font_color=looks.QUIET))
    style = look.format(font_color=looks.QUIET, text_wrap=True)
    for row, note in enumerate(sheet.notes, 2):
        text = looks.cell_text(wording.text(note))
        lines = looks.lines_of(text, width * 0.95)
        if lines > 1:
            if last_col:
                worksheet.merge_range(row, 0, row, last_col, "", style)
            worksheet.set_row(row, look.line_points * lines)
        worksheet.write_string(row, 0, text, style if lines > 1 else look.format(font_color=looks.QUIET))
