"""The sheet Lists: what the drop-downs offer, and how far each table is filled.

An accountant adds a currency or terms of their own below a list, and the drop-downs offer them. What the names of the
ranges need stands to the right: the last filled row of each table, and the settings of Company and Policy as one list
of keys and values, which is what a worksheet function takes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from arxl.errors import label
from arxl.locale import Wording
from arxl.practices.supply_metrics import METRICS
from arxl.tables.choices import choice_named
from arxl.tables.headers import header_text, table_text
from arxl.tables.schema import TABLES, Kind, columns_of
from arxl.workbook import look as looks
from arxl.workbook.look import Look
from arxl.workbook.template_names import (
    CUSTOMER_IDS,
    LAST_ROW,
    SETTINGS,
    SheetNames,
    documents,
    list_name,
    mark,
    quoted,
    range_name,
)

_TERMS = ("COD", "NET 30", "EOM 10", "MONTHLY 25/5", "BATCH 1/45", "SOLD 80/60", "2/10 NET 30")
_CURRENCIES = ("EUR", "USD", "RON", "KRW", "CNY", "TWD", "MXN", "GBP")
_LANGUAGES = {
    "en": "English",
    "es": "Español",
    "ro": "Română",
    "ko": "한국어",
    "zh_CN": "简体中文",
    "zh_TW": "繁體中文",
}
_FEW_ROWS = 20_000
_SPARE_SETTINGS = 40  # rows that an accountant adds to Policy


Pair = tuple[str, str | float]


@dataclass(frozen=True, slots=True)
class Filled:
    """How the workbook is filled while it is written.

    Attributes:
        last_rows: table -> its last row that holds anything, from 1.
        settings: Company and Policy -> keys and values, in the order of their rows.
    """

    last_rows: Mapping[str, int]
    settings: Mapping[str, Sequence[Pair]]


class Lists:
    """The lists of one workbook in one language."""

    def __init__(self, words: Wording, names: SheetNames) -> None:
        self._words = words
        self._names = names
        self._lists = self._offered()

    def source(self, key: str) -> dict[str, object]:
        """The drop-down of a list."""
        name = CUSTOMER_IDS if key == "customers" else list_name(key)
        return {"validate": "list", "source": f"={name}"}

    def draw(self, workbook: Workbook, sheet: Worksheet, look: Look, filled: Filled) -> None:
        """Draw the sheet, and name every range."""
        for col, (key, (heading, choices)) in enumerate(self._lists.items()):
            sheet.set_column(col, col, max(looks.width_of(heading) + 3, looks.widest(choices) + 3, 12))
            sheet.write_string(0, col, heading, look.heading())
            for row, choice in enumerate(choices, 1):
                sheet.write_string(row, col, choice, look.cell(num_format="@", align="left", indent=1))
            letters, own = f"${xl_col_to_name(col)}", quoted(self._names.lists)
            column = f"{own}!{letters}:{letters}"
            workbook.define_name(list_name(key), f"={own}!{letters}$2:INDEX({column},MAX(2,COUNTA({column})))")
        col = len(self._lists) + 1
        self._draw_last_rows(workbook, sheet, look, (col, filled.last_rows))
        self._draw_settings(workbook, sheet, look, (col + 3, filled.settings))
        mark(workbook, self._names.lists)
        sheet.freeze_panes(1, 0)
        sheet.set_row(0, 22)

    def _offered(self) -> dict[str, tuple[str, Sequence[str]]]:
        """Key of a list -> heading and what it offers."""
        language = self._words.language
        offered: dict[str, tuple[str, Sequence[str]]] = {
            "terms": (header_text("Customers", "terms", language), _TERMS),
            "currencies": (header_text("Customers", "currency", language), _CURRENCIES),
            "languages": (header_text("Customers", "language", language), tuple(_LANGUAGES.values())),
            "metrics": (
                header_text("Supply Rules", "metric", language),
                [self._words.text(metric.name) for metric in METRICS],
            ),
        }
        for table in documents():
            for attribute, column in columns_of(TABLES[table]).items():
                if column.kind is Kind.CHOICE:
                    heading = f"{table_text(table, language)}: {header_text(table, attribute, language)}"
                    choices = [choice_text(choice, column.choices, self._words) for choice in column.choices]
                    offered[f"{table}.{attribute}"] = heading, choices
        return offered

    def _draw_last_rows(
        self, workbook: Workbook, sheet: Worksheet, look: Look, at: tuple[int, Mapping[str, int]]
    ) -> None:
        """The last row of each table in which a required column holds anything, and the names that end there."""
        col, last_rows = at
        words, quiet = self._words, look.cell(font_color=looks.QUIET)
        headings = words.text(label("Table")), words.text(label("Last row"))
        _head(sheet, look, col, headings, (22, 12))
        for row, table in enumerate(documents(), 1):
            own = quoted(self._names.tables[table])
            columns = columns_of(TABLES[table])
            letters = [xl_col_to_name(at) for at, column in enumerate(columns.values()) if column.required]
            formula = _last_row(own, letters)
            last = xl_rowcol_to_cell(row, col + 1, row_abs=True, col_abs=True)
            sheet.write_string(row, col, self._names.tables[table], quiet)
            sheet.write_formula(row, col + 1, formula, quiet, last_rows[table])
            end = xl_col_to_name(len(columns) - 1)
            ends = f"{quoted(self._names.lists)}!{last}"
            workbook.define_name(range_name(table), f"={own}!$A$1:INDEX({own}!${end}:${end},{ends})")
            if table == "Customers":
                workbook.define_name(CUSTOMER_IDS, f"={own}!$A$2:INDEX({own}!$A:$A,MAX(2,{ends}))")

    def _draw_settings(
        self, workbook: Workbook, sheet: Worksheet, look: Look, at: tuple[int, Mapping[str, Sequence[Pair]]]
    ) -> None:
        """Company and Policy below each other, with rows to spare; a blank stays blank."""
        col, settings = at
        language = self._words.language
        headings = header_text("Policy", "key", language), header_text("Policy", "value", language)
        _head(sheet, look, col, headings, (28, 24))
        row = 1
        quiet = look.format(font_color=looks.QUIET, align="left", indent=1)
        for table, pairs in settings.items():
            own = quoted(self._names.tables[table])
            spare: list[Pair] = [("", "")] * (_SPARE_SETTINGS if table == "Policy" else 0)
            for nth, pair in enumerate([*pairs, *spare], 2):
                for side, value in enumerate(pair):
                    letter = "AB"[side]
                    found = f"INDEX({own}!${letter}:${letter},{nth})"
                    sheet.write_formula(row, col + side, f'=IF({found}="","",{found})', quiet, value)
                row += 1
        first, last = xl_col_to_name(col), xl_col_to_name(col + 1)
        workbook.define_name(SETTINGS, f"={quoted(self._names.lists)}!${first}$1:${last}${row}")


def _last_row(sheet: str, letters: Sequence[str]) -> str:
    """The formula of the last row in which one of these columns holds anything; a cell with an error does.

    Looking through whole columns costs LibreOffice half a second, and it does so whenever one of their cells changes:
    few tables are longer than the first rows, and only those pay for it.
    """
    last = LAST_ROW + 1

    def found(end: int) -> str:
        columns = [f"{sheet}!${letter}$1:${letter}${end}" for letter in letters]
        blank = "*".join(f"ISBLANK({column})" for column in columns)
        return f"SUMPRODUCT(MAX((1-{blank})*ROW({columns[0]})))"

    beyond = ",".join(f"{sheet}!${letter}${_FEW_ROWS + 1}:${letter}${last}" for letter in letters)
    return f"=IF(COUNTA({beyond})=0,{found(_FEW_ROWS)},{found(last)})"


def choice_text(choice: str, choices: tuple[str, ...], words: Wording) -> str:
    """What the reader takes for a choice in the workbook's language; English where it takes no other."""
    text = words.text(choice)
    return text if choice_named(text, choices) == choice else choice


def language_text(language: str) -> str:
    """A language by its own name, as its drop-down offers it."""
    return _LANGUAGES.get(language, language)


def _head(sheet: Worksheet, look: Look, col: int, headings: Sequence[str], widths: Sequence[int]) -> None:
    for at, (heading, width) in enumerate(zip(headings, widths, strict=True), col):
        sheet.write_string(0, at, heading, look.heading())
        sheet.set_column(at, at, width)
