"""The tables of an accountant's workbook: headings with their notes, cells in their formats, one grey example."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from arxl.errors import label, sentence
from arxl.kernels.money import exponent_of
from arxl.tables.headers import header_text
from arxl.tables.schema import TABLES, Column, Kind, columns_of
from arxl.workbook import look as looks
from arxl.workbook.look import Look
from arxl.workbook.template_checks import Checks
from arxl.workbook.template_examples import mark_column
from arxl.workbook.template_lists import choice_text
from arxl.workbook.template_names import LAST_ROW

Row = Mapping[str, object]
Rows = Sequence[Row]

_BLANK_ROWS = 200  # LibreOffice does not enlarge a table that is typed below
_AS_TEXT = (Kind.ID, Kind.NAMES, Kind.TERMS, Kind.TEXT)
_NUMBERS = (Kind.AMOUNT, Kind.NUMBER, Kind.WHOLE)
_OPTIONAL = "#6F8FA1"
_NOTE_WIDTH = 28  # columns of a note's text
_LEAST_WIDTHS = {Kind.DATE: 13, Kind.DATE_OR_YES: 13, Kind.TEXT: 16, Kind.NAMES: 16, Kind.AMOUNT: 14, Kind.ID: 14}


def draw_table(
    sheet: Worksheet,
    look: Look,
    table: str,
    rows: Rows,
    example: Row | None,
    currency: str,
    checks: Checks,
) -> None:
    """Draw a table of the schema.

    Args:
        rows: its records, attribute -> value.
        example: what shows how to fill it in where it has no rows.
        currency: of amounts whose row says none.
    """
    columns = columns_of(TABLES[table])
    shown = rows or ([example] if example else ())
    headings = [header_text(table, attribute, look.wording.language) for attribute in columns]
    for col, ((attribute, column), heading) in enumerate(zip(columns.items(), headings, strict=True)):
        cells = [row.get(attribute.removesuffix("_minor"), row.get(attribute)) for row in shown]
        said = [_said(cell, table, attribute, column, look) for cell in cells]
        least = _LEAST_WIDTHS.get(column.kind, 10)
        width = max(looks.width_of(heading) + 5, looks.widest(map(_as_text, said)) + 3, least)
        sheet.set_column(col, col, min(width, looks.WIDEST_TEXT), _style(look, table, column, currency, None))
        _write_note(sheet, look, table, col, column)
        checks.of_column(sheet, table, col, attribute, column)
        for row, (record, cell) in enumerate(zip(shown, said, strict=True), 1):
            write_cell(sheet, row, col, cell, _style(look, table, column, currency, record))
    if example and not rows:
        _grey(sheet, look, table, example)
    styles = [heading_style(look, column.required, column.kind) for column in columns.values()]
    add_table(sheet, table, len(rows) if rows else _BLANK_ROWS, headings, styles)


def heading_style(look: Look, required: bool, kind: Kind = Kind.TEXT) -> Any:
    """A heading over cells to fill in: dark where they are required."""
    fill = looks.HEADING if required else _OPTIONAL
    side = {"align": "right"} if kind in _NUMBERS else {"align": "left", "indent": 1}
    return look.format(bold=True, font_color="#FFFFFF", bg_color=fill, valign="vcenter", **side)


def add_table(sheet: Worksheet, table: str, count: int, headings: Sequence[str], styles: Sequence[Any]) -> None:
    """Make a range a spreadsheet table that prints its headings on every page."""
    named = [{"header": text, "header_format": style} for text, style in zip(headings, styles, strict=True)]
    sheet.add_table(
        0,
        0,
        count,
        len(headings) - 1,
        {"name": table.replace(" ", "_"), "style": "Table Style Light 1", "columns": named},
    )
    sheet.set_row(0, 22)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)


def write_cell(sheet: Worksheet, row: int, col: int, cell: object, style: Any) -> None:
    """A value in its own type; a blank keeps its format."""
    match cell:
        case None | "":
            sheet.write_blank(row, col, None, style)
        case dt.date():
            sheet.write_datetime(row, col, cell, style)
        case int() | float() | Decimal():
            sheet.write_number(row, col, float(cell), style)
        case _:
            sheet.write_string(row, col, looks.cell_text(str(cell)), style)


def _grey(sheet: Worksheet, look: Look, table: str, example: Row) -> None:
    """Whatever row holds the mark is grey: the colour goes with the row when it is sorted, and with the mark."""
    columns = list(columns_of(TABLES[table]))
    marked = mark_column(table)
    mark = f'${xl_col_to_name(columns.index(marked))}2="{example[marked]}"'
    style = look.conditional(font_color=looks.QUIET, italic=True, bg_color=looks.TILE)
    rule = {"type": "formula", "criteria": f"={mark}", "format": style}
    sheet.conditional_format(1, 0, LAST_ROW, len(columns) - 1, rule)


def _style(look: Look, table: str, column: Column, currency: str, record: Row | None) -> Any:
    """The format of a column, or of one of its cells: an amount has the decimals of its row's currency."""
    make = look.cell if record is not None else look.format
    if column.kind in (Kind.DATE, Kind.DATE_OR_YES):
        return make(num_format=look.date_format, align="left", indent=1)
    if column.kind is Kind.AMOUNT:
        code = str((record or {}).get("currency") or currency)
        places = exponent_of(code) if code else 2
        return make(num_format="#,##0" + ("." + "0" * places if places else ""))
    if column.kind in _NUMBERS:
        return make(num_format="0.00%") if table == "Interest Rates" else make()
    wrapped = {"text_wrap": True} if column.kind is Kind.TEXT else {}
    return make(num_format="@" if column.kind in _AS_TEXT else "General", align="left", indent=1, **wrapped)


def _said(cell: object, table: str, attribute: str, column: Column, look: Look) -> object:
    """A choice, and the metric of a rule, in the workbook's language."""
    if not isinstance(cell, str) or not cell:
        return cell
    if column.kind is Kind.CHOICE:
        return choice_text(cell, column.choices, look.wording)
    return look.wording.text(cell) if (table, attribute) == ("Supply Rules", "metric") else cell


def _write_note(sheet: Worksheet, look: Look, table: str, col: int, column: Column) -> None:
    """Above a column: whether it is required, what a blank means, and what else there is to know."""
    words = look.wording
    lines = [words.text(column.note)] if column.note else []
    if column.required:
        lines.insert(0, words.text(label("Required.")))
    elif column.default:
        meaning = choice_text(column.default, column.choices, words) if column.choices else words.text(column.default)
        lines.insert(0, words.say(sentence("Blank means: {meaning}.", meaning=meaning)))
    if says := _KIND_NOTES.get(column.kind):
        lines.append(words.text(says))
    if lines:
        text = "\n".join(lines)
        size = {"width": 230, "height": 24 + 18 * looks.lines_of(text, _NOTE_WIDTH)}
        sheet.write_comment(0, col, text, {"author": "arxl", "font_name": look.font, **size})


_KIND_NOTES: Mapping[Kind, str] = {
    Kind.TERMS: label(
        "COD; NET 30; EOM 10: days after the month's end; MONTHLY 25/5: account closes on the 25th, paid on the 5th;"
        " BATCH 1/45: with the next delivery, or after 45 days; SOLD 80/60: when 80 % is sold, or after 60 days;"
        " 2/10 in front: 2 % discount within 10 days."
    ),
    Kind.NAMES: label("Numbers of documents, as in INV-7; INV-9:120.00"),
    Kind.DATE_OR_YES: label("A date, or yes where the day is not known."),
}


def _as_text(cell: object) -> str:
    return "" if cell is None else f"{cell:,f}" if isinstance(cell, Decimal) else str(cell)
