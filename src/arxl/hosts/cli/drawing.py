"""Result tables for eyes: aligned, with totals, as wide as the terminal where that loses nothing.

Numbers, days and ids are never cut or folded. Where a table is wider than the terminal, its headings fold, then names
and sentences; where that is not enough, columns without a figure are left out; and where that is not enough either,
the lines run over the edge. What is left out or runs over is said, with a way to the whole table.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from rich.cells import cell_len
from rich.console import Console, JustifyMethod
from rich.markup import escape
from rich.table import Table

from arxl.errors import Amount, plain
from arxl.tables.result import Cell, ResultColumn, ResultTable, Shows, currency_key

_RIGHT = {Shows.AMOUNT, Shows.WHOLE, Shows.NUMBER, Shows.PERCENT}
_FOLDED = {"name", "file"}  # keys of texts that may take several lines; other texts are ids
_NARROWEST_FOLD = 16
_GAP = 2  # blanks between columns
_TOTAL = "Total"
_NONE = "(none)"
_NO_LIMIT = 10_000  # what goes into a file or a pipe is never folded


class _Screen(Console):
    def on_broken_pipe(self) -> None:
        raise BrokenPipeError  # `run` answers it; rich would end the program


def draw(shown: Sequence[ResultTable]) -> list[str]:
    """Draw tables on standard output, each under its title where there are several; answers what was left out."""
    screen = _Screen(highlight=False)
    room = screen.width if screen.is_terminal else _NO_LIMIT
    remarks: list[str] = []
    for table in shown:
        if len(shown) > 1:
            screen.print(f"\n[bold]{escape(table.title)}[/bold]")
        remarks += _fit(screen, table, room)
    return list(dict.fromkeys(remarks))


def drawn_text(table: ResultTable) -> str:
    """The table as plain text, as wide as it is."""
    text = io.StringIO()
    _fit(_Screen(file=text, highlight=False), table, _NO_LIMIT)
    return text.getvalue()


def _fit(screen: Console, table: ResultTable, room: int) -> list[str]:
    """Draw one table in `room` signs a line, if that is enough; answers what was done to it."""
    remarks = []
    if _width(_narrow(table)) > room and (empty := _without_figures(table)):
        table = _less(table, empty)
        remarks.append(f"Left out, without a figure in any row: {', '.join(str(column.label) for column in empty)}.")
    widths = _widths(table, room)
    if _width(widths) > room:
        remarks.append(f"The table is {_width(widths)} signs wide, the window {room}: its lines run over the edge.")
    screen.width = max(_width(widths), room)
    screen.print(_drawn(table, widths), crop=False)
    if remarks:
        remarks.append("Widen the window, or write the whole table to a file with -o FILE.")
    return remarks


def _widths(table: ResultTable, room: int) -> list[int]:
    """As wide as headings and cells are; where that is too much, headings fold, then names and sentences."""
    wide, narrow = _wide(table), _narrow(table)
    if _width(wide) <= room:
        return wide
    widths = [
        most if _folds(column) else least for column, least, most in zip(table.columns, narrow, wide, strict=True)
    ]
    folding = [place for place, column in enumerate(table.columns) if _folds(column)]
    while folding and _width(widths) > room:
        widest = max(folding, key=lambda place: widths[place] - narrow[place])
        if widths[widest] <= narrow[widest]:
            break
        widths[widest] -= 1
    return widths


def _wide(table: ResultTable) -> list[int]:
    return [max(cell_len(str(column.label)), _widest(_said(table, column))) for column in table.columns]


def _narrow(table: ResultTable) -> list[int]:
    """The fewest signs of each column in which no number, day or id is cut."""
    least = []
    for column in table.columns:
        cells = _widest(_said(table, column))
        heading = _widest(str(column.label).split(" "))
        least.append(max(heading, min(cells, _NARROWEST_FOLD) if _folds(column) else cells))
    return least


def _width(widths: Sequence[int]) -> int:
    return sum(widths) + _GAP * (len(widths) - 1)


def _widest(texts: Iterable[str]) -> int:
    return max((cell_len(text) for text in texts), default=0)


def _folds(column: ResultColumn) -> bool:
    return column.shows in (Shows.SENTENCES, Shows.LABEL) or column.key in _FOLDED


def _less(table: ResultTable, empty: Sequence[ResultColumn]) -> ResultTable:
    """The table without columns of amounts, and without the currencies that were said of these alone."""
    gone = {column.key for column in empty} | {currency_key(column) for column in empty}
    if all(column.key in gone for column in table.columns if column.shows is Shows.AMOUNT):
        gone.add("currency")
    return table.without(*gone)


def _without_figures(table: ResultTable) -> list[ResultColumn]:
    return [
        column
        for column in table.columns
        if column.shows is Shows.AMOUNT and not any(isinstance(cell, Amount) and cell.value for cell in column.cells)
    ]


def _said(table: ResultTable, column: ResultColumn) -> Iterator[str]:
    """All lines of a column but its heading."""
    for cell in column.cells:
        yield from _text(cell, column).split("\n")
    if not len(table) and column is table.columns[0]:
        yield _NONE
    totals = table.totals()
    if totals and column is table.columns[0]:
        yield _TOTAL
    for sums in totals.values():
        if column.key in sums:
            yield f"{sums[column.key]:,f}"


def _drawn(table: ResultTable, widths: Sequence[int]) -> Table:
    drawn = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold")
    for column, width in zip(table.columns, widths, strict=True):
        justify: JustifyMethod = "right" if column.shows in _RIGHT else "left"
        drawn.add_column(escape(str(column.label)), justify=justify, width=width, vertical="top", overflow="fold")
    for row in table.rows():
        drawn.add_row(*(escape(_text(cell, column)) for cell, column in zip(row, table.columns, strict=True)))
    totals = table.totals()
    if totals:
        drawn.add_section()
    for currency, sums in totals.items():
        drawn.add_row(*_total(table.columns, currency, sums), style="bold")
    if not len(table):
        drawn.add_row(_NONE)
    return drawn


def _total(columns: Sequence[ResultColumn], currency: str, sums: dict[str, Decimal]) -> Iterator[str]:
    for place, column in enumerate(columns):
        if place == 0:
            yield _TOTAL
        elif column.key == "currency":
            yield currency
        else:
            yield f"{sums[column.key]:,f}" if column.key in sums else ""


def _text(cell: Cell, column: ResultColumn) -> str:
    if cell is None:
        return ""
    if column.shows is Shows.PERCENT and isinstance(cell, Decimal):
        return f"{cell:.1%}"
    if isinstance(cell, Amount):
        return f"{cell.value:,f}"
    if isinstance(cell, tuple):
        return "\n".join(plain(part) for part in cell)
    return plain(cell)
