"""What the rows below the headers of a customer's account are: lines, balances brought forward, closings, totals.

A row is told by its words first, then by what it lacks: a row of amounts without a date and without a word is a total.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from arxl.tables.cells import tidy
from arxl.tables.choices import folded, is_total
from arxl.tables.dates import written_date
from arxl.tables.their_layout import MONEY, Layout, TheirSheet
from arxl.tables.their_words import BALANCE_WORDS, CLOSING_WORDS, OPENING_WORDS, TOTAL_WORDS

_DAY_WORDS = "at as of on the la data de din del al a el ano periodo period year month 年 月 日 년 월 일"
_FILLERS = frozenset(_DAY_WORDS.split())


class Says(Enum):
    """What a text says that its row is."""

    OPENING = 1
    CLOSING = 2
    BALANCE = 3  # opening or closing, by where it stands
    TOTAL = 4


class Row(NamedTuple):
    """A row that is no line: where it is, what it says, and the column whose cell says it."""

    at: int
    says: Says
    column: int


class Rows(NamedTuple):
    """The rows of a sheet below its headers; `lines` are rows of the sheet, from 0."""

    lines: tuple[int, ...]
    openings: tuple[Row, ...]
    closings: tuple[Row, ...]
    totals: tuple[Row, ...]


def rows_of(sheet: TheirSheet, layout: Layout) -> Rows:
    """Sort the rows of a sheet.

    A balance before the first line is the opening one, after the last line the closing one; between two lines it is
    what pages begin and end with, and left out as the totals are.
    """
    lines: list[int] = []
    told: list[Row] = []
    for at in range(layout.header + 1, len(sheet.rows)):
        row = _told(sheet, layout, at)
        if row is not None:
            told.append(row)
        elif _holds_anything(sheet, layout, at) and not _repeats_headers(sheet, layout, at):
            lines.append(at)
    first, last = (lines[0], lines[-1]) if lines else (len(sheet.rows), -1)
    kept: dict[Says, list[Row]] = {says: [] for says in Says}
    for row in told:
        says = row.says
        if says is Says.BALANCE:
            says = Says.OPENING if row.at < first else Says.CLOSING
        if says is not Says.TOTAL and first < row.at < last:
            says = Says.TOTAL
        kept[says].append(row)
    return Rows(tuple(lines), tuple(kept[Says.OPENING]), tuple(kept[Says.CLOSING]), tuple(kept[Says.TOTAL]))


def _told(sheet: TheirSheet, layout: Layout, at: int) -> Row | None:
    dated = any(name in layout.at and _filled(sheet.rows[at][layout.at[name]]) for name in ("date", "posted"))
    for column, cell in enumerate(sheet.rows[at]):
        if isinstance(cell, str) and (says := said_by(cell, dated=dated)):
            return Row(at, says, column)
    own = {layout.at[name] for name in MONEY if name in layout.at} | {layout.at.get("side"), layout.at.get("currency")}
    filled = [column for column, cell in enumerate(sheet.rows[at]) if _filled(cell)]
    if not dated and filled and set(filled) <= own and len(filled) > 1:
        return Row(at, Says.TOTAL, filled[0])
    return None


def said_by(text: str, *, dated: bool = False) -> Says | None:
    """What a cell says of its row.

    Args:
        dated: the row has a date: then it is a line, unless the words stand alone.

    >>> said_by("Saldo inicial a 01/10/2026"), said_by("Opening order"), said_by("本月合计", dated=True)
    (<Says.OPENING: 1>, None, <Says.TOTAL: 4>)
    """
    key = folded(text)
    if key in TOTAL_WORDS or (is_total(text) and (not dated or " " not in key)):
        return Says.TOTAL
    for words, says in ((OPENING_WORDS, Says.OPENING), (CLOSING_WORDS, Says.CLOSING), (BALANCE_WORDS, Says.BALANCE)):
        if any(key.startswith(word) and _says_no_more(key[len(word) :]) for word in words):
            return says
    return None


def _says_no_more(rest: str) -> bool:
    """Whether behind the words stands nothing but a day."""
    if rest[:1].isalnum() and rest[:1].isascii():
        return False  # "closings"
    letters = re.findall(r"[^\W\d_]+", rest)
    return set(letters) <= _FILLERS or written_date(rest.strip(" :.-")) is not None


def _holds_anything(sheet: TheirSheet, layout: Layout, at: int) -> bool:
    """Whether a row holds a date or an amount; words alone go on with the line above."""
    asked = ("date", "posted", *MONEY)
    return any(_filled(sheet.rows[at][layout.at[name]]) for name in asked if name in layout.at)


def _repeats_headers(sheet: TheirSheet, layout: Layout, at: int) -> bool:
    """Whether at least two columns hold their header again, as every page of a report does."""
    headers: Sequence[object] = sheet.rows[layout.header]
    same = [position for position in layout.at.values() if sheet.rows[at][position] == headers[position]]
    return sum(isinstance(headers[position], str) for position in same) >= 2


def _filled(cell: object) -> bool:
    return cell is not None and cell == cell and not (isinstance(cell, str) and not tidy(cell))
