"""A result table drawn into a sheet: headings, cells in their types, one total row a currency.

An amount is a number with the decimals of its currency; the currency stands in a column of its own, made where the
table has none. A total is `=ROUND(SUMIFS(amounts, currencies, currency), decimals)` with its value beside it, so that
it is right before and after a recalculation. References are of the kind `C7`: LibreOffice does not bind names of table
columns. Texts stay texts, whatever they begin with.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from arxl.errors import Amount, Sentence, label
from arxl.tables.result import Cell, ResultColumn, ResultTable, Shows, currency_key, with_currencies
from arxl.workbook import look as looks
from arxl.workbook.look import Habits, Look

MOST_LINKS = 65_530  # Excel opens no sheet with more
WORDS = (Shows.TEXT, Shows.LABEL, Shows.SENTENCES)
_RIGHT = (Shows.AMOUNT, Shows.WHOLE, Shows.NUMBER, Shows.PERCENT)
LEVEL = "level"  # key of the column whose cells are filled by supply level
NUMBER_STYLES: Mapping[Shows, Mapping[str, Any]] = {
    Shows.WHOLE: {"num_format": "0", "align": "right"},
    Shows.NUMBER: {"num_format": "0.00", "align": "right"},
    Shows.PERCENT: {"num_format": "0.0%", "align": "right"},
}
_FILTER_BUTTON = 3  # width that the button takes in a heading


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a table stands, rows and columns counted from 0.

    Attributes:
        header: row of the headings.
        first, last: rows of the first and last record; `last < first` where there is none.
        end: first row below the table and its totals.
        headings: as shown, in order.
        sides: left, right or center: where each heading stands.
        widths: what each column needs.
    """

    header: int
    first: int
    last: int
    end: int
    headings: tuple[str, ...]
    sides: tuple[str, ...]
    widths: tuple[int, ...]


def draw(
    sheet: Worksheet,
    look: Look,
    table: ResultTable,
    at: tuple[int, int],
    *,
    links: str = "",
    widths: Sequence[int] | None = None,
) -> Placed:
    """Draw a table with its top left heading at (row, column).

    Args:
        links: key of the column whose cells are paths of files, relative to the workbook; "" where there is none.
        widths: of the sheet's columns, where they are given; else each takes what it needs.
    """
    table = with_currencies(table)
    row, left = at
    headings = unique_headings([look.wording.text(column.label) for column in table.columns])
    texts = {column.key: texts_of(column, look) for column in table.columns if column.shows in WORDS}
    if links in texts:
        texts[links] = [file_name(path) for path in texts[links]]
    needed = [width_of(column, heading, texts) for column, heading in zip(table.columns, headings, strict=True)]
    button = 0 if widths else _FILTER_BUTTON  # a sheet with widths of its own has no filter
    widths = tuple(widths[left : left + len(needed)] if widths else needed)
    for col, (column, heading) in enumerate(zip(table.columns, headings, strict=True), left):
        sheet.write_string(row, col, heading, look.heading(side_of(column)))
        _draw_column(sheet, look, column, (row + 1, col), texts.get(column.key), link=column.key == links)
        if column.key == LEVEL and len(table):
            _fill_levels(sheet, look, (row + 1, row + len(table), col))
    lines = max(map(looks.lines_of, headings, (width - button for width in widths)), default=1)
    sheet.set_row(row, look.line_points * lines + 6)
    _set_heights(sheet, look, table, (row + 1, widths, texts))
    return Placed(
        header=row,
        first=row + 1,
        last=row + len(table),
        end=_draw_totals(sheet, look, table, (row + 1, row + len(table), left)),
        headings=headings,
        sides=tuple(map(side_of, table.columns)),
        widths=widths,
    )


def unique_headings(headings: Sequence[str]) -> tuple[str, ...]:
    """Headings made unique without regard to case, as a spreadsheet table wants them.

    >>> unique_headings(["Date", "date", ""])
    ('Date', 'date 2', '?')
    """
    taken: set[str] = set()
    unique = []
    for heading in headings:
        base = name = looks.cell_text(heading).strip()[:250] or "?"
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{base} {number}"
        taken.add(name.casefold())
        unique.append(name)
    return tuple(unique)


def shown(cell: Cell, shows: Shows, look: Habits) -> str:
    """A cell as text, as wide as it looks in the sheet."""
    match cell:
        case None:
            return ""
        case Amount():
            return f"{cell.value:,f}"
        case Decimal():
            return look.wording.percent(cell, 1)
        case date():
            return look.wording.date(cell)
        case Sentence():
            return look.wording.say(cell)
        case tuple():
            return "\n".join(look.wording.say(each) for each in cell)
        case str() if shows is Shows.LABEL:
            return look.wording.text(cell)
        case _:
            return str(cell)


def texts_of(column: ResultColumn, look: Habits) -> list[str]:
    """The cells of a column of words, as they are written. Ids and labels come again and again: each is said once."""
    said: dict[str, str] = {}
    for cell in column.cells:
        if isinstance(cell, str) and cell not in said:
            said[cell] = looks.cell_text(shown(cell, column.shows, look))
    return [
        said[cell] if isinstance(cell, str) else looks.cell_text(shown(cell, column.shows, look))
        for cell in column.cells
    ]


def width_of(column: ResultColumn, heading: str, texts: Mapping[str, Sequence[str]]) -> int:
    """Width at which every cell of the column can be read; headings and long texts are wrapped."""
    longest_word = max((looks.width_of(word) for word in heading.split()), default=0)
    least = max(min(longest_word, 14), min(looks.width_of(heading), 10)) + _FILTER_BUTTON
    if column.shows in WORDS:
        most = looks.WIDEST_SENTENCES if column.shows is Shows.SENTENCES else looks.WIDEST_TEXT
        return max(least, min(looks.widest(texts[column.key]) + 3, most))
    if column.shows is Shows.AMOUNT:
        total = sum((abs(cell.value) for cell in column.cells if isinstance(cell, Amount)), Decimal(0))
        return max(least, len(f"{total:,f}") + 4)
    return max(least, 12 if column.shows is Shows.DATE else 6)


def _set_heights(
    sheet: Worksheet,
    look: Look,
    table: ResultTable,
    measured: tuple[int, Sequence[int], Mapping[str, Sequence[str]]],
) -> None:
    """Rows as high as their wrapped texts: LibreOffice does not do it by itself when it opens a file."""
    first, widths, texts = measured
    lines = [1] * len(table)
    for column, width in zip(table.columns, widths, strict=True):
        for row, text in enumerate(texts.get(column.key, ())):
            # What is short fits, even in Chinese, and a hundred thousand ids need not be measured.
            if len(text) >= width or (not text.isascii() and len(text) * 2 >= width) or "\n" in text:
                lines[row] = max(lines[row], looks.lines_of(text, width - 1))
    for row, most in enumerate(lines, first):
        if most > 1:
            sheet.set_row(row, min(look.line_points * most + 2, 409))  # Excel's highest row


def side_of(column: ResultColumn) -> Literal["left", "center", "right"]:
    """Where the cells of a column stand: left, right or center."""
    if column.key == LEVEL:
        return "center"
    return "right" if column.shows in _RIGHT else "left"


def _draw_column(
    sheet: Worksheet,
    look: Look,
    column: ResultColumn,
    at: tuple[int, int],
    texts: Sequence[str] | None,
    *,
    link: bool,
) -> None:
    row, col = at
    if link:
        write, cells = _linker(sheet, look), column.cells
    elif texts is not None:
        write, cells = _text_writer(sheet, look), texts
    else:
        write, cells = _number_writer(sheet, look, column), column.cells
    for nth, cell in enumerate(cells, row):
        write(nth, col, cell)


def _text_writer(sheet: Worksheet, look: Look) -> Callable[[int, int, Any], object]:
    style, blank = look.words(), look.cell()
    string, empty = sheet.write_string, sheet.write_blank
    return lambda row, col, text: string(row, col, text, style) if text else empty(row, col, None, blank)


def _number_writer(sheet: Worksheet, look: Look, column: ResultColumn) -> Callable[[int, int, Any], object]:
    """What writes one cell of a column of amounts, dates, whole numbers or shares."""
    styles: dict[int, Any] = {}
    blank = look.cell()
    plain = look.cell(**NUMBER_STYLES.get(column.shows, {})) if column.shows is not Shows.DATE else look.dates()
    if column.key == LEVEL:
        plain = look.cell(align="center")

    def write(row: int, col: int, cell: Any) -> None:
        if cell is None:
            sheet.write_blank(row, col, None, blank)
        elif isinstance(cell, Amount):
            places = decimals(cell)
            if places not in styles:
                styles[places] = look.cell(num_format=looks.amount_format(places), align="right")
            sheet.write_number(row, col, float(cell.value), styles[places])
        else:
            write_any(sheet, look, (row, col), cell, plain)

    return write


def _linker(sheet: Worksheet, look: Look) -> Callable[[int, int, Any], object]:
    """Writes the name of a file as a link to it; the workbook and the files may move together."""
    linked = 0
    link, text = look.words(font_color=looks.LINK, underline=1), look.words()

    def write(row: int, col: int, cell: Cell) -> None:
        nonlocal linked
        path = str(cell or "")
        target = "external:" + path.replace("/", "\\") if path else ""
        if not path:
            sheet.write_blank(row, col, None, text)
        elif linked < MOST_LINKS and len(target) < 2000 and "#" not in path:
            sheet.write_url(row, col, target, link, looks.cell_text(file_name(path)))
            linked += 1
        else:
            sheet.write_string(row, col, looks.cell_text(path), text)

    return write


def file_name(path: str) -> str:
    """What is shown of a path."""
    return path.replace("\\", "/").rpartition("/")[2]


def write_any(sheet: Worksheet, look: Look, at: tuple[int, int], cell: Cell, style: Any) -> None:
    """Write one cell by what it is, where a column mixes kinds (key figures)."""
    row, col = at
    match cell:
        case None:
            sheet.write_blank(row, col, None, style)
        case Amount():
            sheet.write_number(row, col, float(cell.value), style)
        case int() | Decimal():
            sheet.write_number(row, col, float(cell), style)
        case date():
            sheet.write_datetime(row, col, cell, style)
        case _:
            sheet.write_string(row, col, looks.cell_text(shown(cell, Shows.LABEL, look)), style)


def decimals(amount: Amount) -> int:
    """Decimals of an amount's currency: those of its value."""
    exponent = amount.value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


@dataclass(frozen=True, slots=True)
class Total:
    """A cell of a total row: a text, or a sum as a formula with its value; neither is a blank cell."""

    text: str = ""
    formula: str = ""
    value: float = 0.0
    places: int = 0


def total_rows(table: ResultTable, look: Habits, place: tuple[int, int, int]) -> list[list[Total]]:
    """One row a currency, below the records; each has a cell for every column of the table.

    Args:
        table: with its currencies (`with_currencies`).
        place: rows of the first and last record, and the first column, from 0.
    """
    first, last, left = place
    currency_keys = {"currency", *map(currency_key, table.columns)}
    label_key = next((c.key for c in table.columns if not c.totalled and c.key not in currency_keys), "")
    position = {column.key: left + offset for offset, column in enumerate(table.columns)}
    rows = []
    for row, (currency, sums) in enumerate(table.totals().items(), last + 1):
        cells = []
        for column in table.columns:
            col = position[column.key]
            if column.key in currency_keys:
                cells.append(Total(text=currency))
            elif column.key == label_key:
                cells.append(Total(text=look.wording.text(label("Total"))))
            elif column.key in sums:
                by = position.get(currency_key(column), position["currency"])
                places = decimals(Amount(sums[column.key], currency))
                amounts, currencies = xl_range(first, col, last, col), xl_range(first, by, last, by)
                formula = f"=ROUND(SUMIFS({amounts},{currencies},{xl_rowcol_to_cell(row, by)}),{places})"
                cells.append(Total(formula=formula, value=float(sums[column.key]), places=places))
            else:
                cells.append(Total())
        rows.append(cells)
    return rows


def _draw_totals(sheet: Worksheet, look: Look, table: ResultTable, place: tuple[int, int, int]) -> int:
    """One row a currency below the records; the first row below them all."""
    _, last, left = place
    rows = total_rows(table, look, place)
    for row, cells in enumerate(rows, last + 1):
        for col, cell in enumerate(cells, left):
            if cell.formula:
                style = look.total(num_format=looks.amount_format(cell.places), align="right")
                sheet.write_formula(row, col, cell.formula, style, cell.value)
            elif cell.text:
                sheet.write_string(row, col, cell.text, look.total(align="left", indent=1))
            else:
                sheet.write_blank(row, col, None, look.total())
    return last + 1 + len(rows)


def _fill_levels(sheet: Worksheet, look: Look, place: tuple[int, int, int]) -> None:
    first, last, col = place
    for level, colour in enumerate(looks.LEVELS):
        rule = {"type": "cell", "criteria": "==", "value": level, "format": look.fill(colour)}
        sheet.conditional_format(first, col, last, col, rule)
