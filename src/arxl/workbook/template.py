"""The workbook that an accountant starts from: every table of the schema, empty or with the rows of a sample.

Sheets, headings, notes and drop-downs are built from `schema.TABLES`, so that what arxl reads and what it offers to
fill in are one thing. The facts are the accountant's from then on: arxl never writes into a workbook that exists.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from arxl.errors import Sentence, label, refused, sentence
from arxl.kernels.money import exponent_of
from arxl.locale import LANGUAGES, Wording, wording
from arxl.practices.supply import default_rules
from arxl.practices.supply_metrics import METRICS
from arxl.tables.choices import choice_named
from arxl.tables.headers import SETTINGS_TABLES, header_text, table_text
from arxl.tables.policy import POLICIES
from arxl.tables.schema import TABLES, Column, Company, Kind, columns_of
from arxl.workbook import look as looks
from arxl.workbook.look import Look
from arxl.workbook.save import save_safely

Row = Mapping[str, object]
Rows = Sequence[Row]

_BLANK_ROWS = 200  # LibreOffice does not enlarge a table that is typed below
_TERMS = ("COD", "NET 30", "EOM 10", "MONTHLY 25/5", "BATCH 1/45", "SOLD 80/60", "2/10 NET 30")
_CURRENCIES = ("EUR", "USD", "RON", "KRW", "CNY", "TWD", "MXN", "GBP")
_AS_TEXT = (Kind.ID, Kind.NAMES, Kind.TERMS, Kind.TEXT)
_NUMBERS = (Kind.AMOUNT, Kind.NUMBER, Kind.WHOLE)
_CREATED = dt.datetime(2026, 1, 1)  # only hosts read the clock; the same template has the same bytes
_OPTIONAL = "#6F8FA1"
_LIST_LIMIT = 255  # characters of a drop-down's list

_COMPANY_SAYS: Mapping[str, str] = {
    "id": label("Short name of the company; it names the register. Do not change it later."),
    "name": label("Name on statements and results."),
    "currency": label("Currency of rows that say none, and of totals over several currencies: EUR, RON, KRW …"),
    "country": label("Two letters (RO, ES, KR, CN, TW …): its public holidays are not worked."),
    "language": label("Language of results: en, es, ro, ko, zh_CN or zh_TW. A customer may have another."),
    "address": label("Printed on statements."),
    "tax_id": label("Printed on statements."),
    "phone": label("Printed on statements."),
    "email": label("Printed on statements."),
    "bank": label("Bank and account for receipts, printed on statements."),
}
_STEPS = (
    label("Fill in the sheet Company first: its currency, language and bank details."),
    label("Write one row a delivery and one row a receipt. Customer, date and amount are enough to begin with."),
    label("Dark headings are required. The note on a lighter heading says what a blank cell means."),
    label("What arxl does is set on the sheets Policy and Supply Rules: change a value there."),
    label("Save, then run: arxl check, arxl aging, arxl month-end. arxl reads this workbook and never writes into it."),
)


def write_template(
    path: Path,
    language: str,
    rows: Mapping[str, Rows] = MappingProxyType({}),
    policy: Mapping[str, str] = MappingProxyType({}),
    company: Company | None = None,
) -> None:
    """Write a workbook to start from.

    Args:
        path: where to; nothing may stand there.
        language: of sheets, headings and notes.
        rows: table (a key of `schema.TABLES`) -> rows of attribute -> str, date, float or, for amounts, Decimal in
            major units. Supply Rules without rows are the default ones.
        policy: settings that differ from their defaults.
        company: what the sheet Company says.

    Raises:
        Refused: a file has this name, or it cannot be written.
    """
    if path.exists():
        raise refused(
            str(path),
            sentence("a file has this name; it is not replaced."),
            sentence("Choose another name, or move the file."),
        )
    template = _Template(wording(language), rows, policy, company or Company("", language=language))
    save_safely(path, template.write)


def default_supply_rules() -> list[Row]:
    """The default rules of C1 as rows of the sheet Supply Rules."""
    return [
        {"metric": metric, "level": level, **dict(zip("abcd", thresholds, strict=True))}
        for metric, level, thresholds in default_rules()
    ]


class _Template:
    """One workbook while it is written."""

    def __init__(self, words: Wording, rows: Mapping[str, Rows], policy: Mapping[str, str], company: Company) -> None:
        self.words = words
        self.rows = {"Supply Rules": default_supply_rules()} | dict(rows)
        self.policy = policy
        self.company = company
        self.look: Look
        self.validated = max(len(each) for each in (*self.rows.values(), range(_BLANK_ROWS))) + _BLANK_ROWS

    def write(self, file: BinaryIO) -> None:
        workbook = Workbook(
            file,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        )
        title = self.company.name or self.words.text(label("Receivables"))
        workbook.set_properties({"title": looks.cell_text(title), "created": _CREATED})
        workbook.set_size(24_000, 14_000)
        self.look = Look(workbook, self.words)
        names = [looks.sheet_name(self.words.text(label("Start here")))]
        self._draw_start(workbook.add_worksheet(names[0]), title)
        for table in ["Company", *(table for table in TABLES if table != "Company")]:
            names.append(looks.sheet_name(table_text(table, self.words.language), names))
            sheet = workbook.add_worksheet(names[-1])
            if table in SETTINGS_TABLES:
                self._draw_settings(sheet, table)
            else:
                self._draw_table(sheet, table)
            self.look.page(sheet, self.company.name, names[-1], None)
        workbook.close()

    def _draw_start(self, sheet: Worksheet, title: str) -> None:
        """What to do, in a text box: a sheet without cells is nothing to read, so `check` has nothing to say of it."""
        font = {"name": self.look.font, "color": looks.INK}
        steps = [f"{number}.  {self.words.text(step)}" for number, step in enumerate(_STEPS, 1)]
        lines = sum(looks.lines_of(step, 105) for step in steps) + len(steps)
        plain = {"line": {"none": True}, "fill": {"none": True}, "object_position": 3}
        sheet.insert_textbox(
            0, 0, title, plain | {"width": 900, "height": 44, "font": font | {"size": 18, "bold": True}}
        )
        panel = {"fill": {"color": looks.TILE}, "font": font | {"size": 12}, "align": {"vertical": "middle"}}
        sheet.insert_textbox(3, 0, "\n\n".join(steps), plain | panel | {"width": 900, "height": 30 + 22 * lines})
        sheet.set_tab_color(looks.HEADING)
        self.look.page(sheet, self.company.name, self.words.text(label("Start here")), None)

    def _draw_table(self, sheet: Worksheet, table: str) -> None:
        columns = columns_of(TABLES[table])
        rows = self.rows.get(table, ())
        headings = [header_text(table, attribute, self.words.language) for attribute in columns]
        for col, ((attribute, column), heading) in enumerate(zip(columns.items(), headings, strict=True)):
            cells = [row.get(attribute.removesuffix("_minor"), row.get(attribute)) for row in rows]
            texts = [_as_text(cell) for cell in cells]
            width = max(looks.width_of(heading) + 4, looks.widest(texts) + 2, 12 if column.kind is Kind.DATE else 10)
            sheet.set_column(col, col, min(width, looks.WIDEST_TEXT), self._style(column, None))
            self._write_note(sheet, col, column)
            self._offer(sheet, table, col, attribute, column)
            for row, (record, cell) in enumerate(zip(rows, cells, strict=True), 1):
                _write(sheet, row, col, self._said(cell, column), self._style(column, record))
        styles = [_heading(self.look, column.required, column.kind) for column in columns.values()]
        _add_table(sheet, table, max(len(rows), 1 if rows else _BLANK_ROWS), headings, styles)

    def _draw_settings(self, sheet: Worksheet, table: str) -> None:
        """Key, value, and what it does."""
        look = self.look
        keys = header_text(table, "key", self.words.language), header_text(table, "value", self.words.language)
        headings = [*keys, self.words.text(label("What it does"))]
        settings = self._company_settings() if table == "Company" else self._policy_settings()
        for row, (key, value, says, choices) in enumerate(settings, 1):
            text = self.words.text(says)
            sheet.write_string(row, 0, key, look.words(bold=True))
            style = {"align": "left", "indent": 1} | (
                {"num_format": "@", "text_wrap": True} if isinstance(value, str) else {}
            )
            _write(sheet, row, 1, value, look.cell(**style))
            sheet.write_string(row, 2, looks.cell_text(text), look.words(font_color=looks.QUIET))
            lines = max(looks.lines_of(text, 100), looks.lines_of(str(value), 44))
            if lines > 1:
                sheet.set_row(row, look.line_points * lines + 2)
            _offer_list(sheet, (row, 1, row, 1), choices, strict=table == "Policy")
        for col, width in enumerate((28, 46, 96)):
            sheet.set_column(col, col, width)
        _add_table(sheet, table, len(settings), headings, [_heading(look, required=True)] * 3)

    def _company_settings(self) -> list[tuple[str, object, str | Sentence, Sequence[str]]]:
        choices = {"currency": _CURRENCIES, "language": LANGUAGES}
        return [
            (
                "company_id" if field.name == "id" else field.name,
                getattr(self.company, field.name),
                _COMPANY_SAYS[field.name],
                choices.get(field.name, ()),
            )
            for field in fields(Company)
        ]

    def _policy_settings(self) -> list[tuple[str, object, str | Sentence, Sequence[str]]]:
        """Every setting of every practice, as it stands."""
        rows: list[tuple[str, object, str | Sentence, Sequence[str]]] = []
        for policy in POLICIES:
            for setting in fields(policy):
                choices = setting.metadata["choices"] or (("yes", "no") if isinstance(setting.default, bool) else ())
                value = policy_value(self.policy.get(setting.name, setting.default), setting.default)
                rows.append((setting.name, value, setting.metadata["text"], choices))
        mapped = [key for key in self.policy if key.startswith("map.")]
        rows += [(key, self.policy[key], label("Header of this column in the book."), ()) for key in mapped]
        return rows

    def _style(self, column: Column, record: Row | None) -> Any:
        """The format of a column, or of one of its cells: an amount has the decimals of its row's currency."""
        make = self.look.cell if record is not None else self.look.format
        if column.kind in (Kind.DATE, Kind.DATE_OR_YES):
            return make(num_format=self.look.date_format, align="left", indent=1)
        if column.kind is Kind.AMOUNT:
            currency = str((record or {}).get("currency") or self.company.currency)
            places = exponent_of(currency) if currency else 2
            return make(num_format="#,##0" + ("." + "0" * places if places else ""))
        if column.kind in _NUMBERS:
            return make()
        return make(num_format="@" if column.kind in _AS_TEXT else "General", align="left", indent=1)

    def _said(self, cell: object, column: Column) -> object:
        """A choice in the workbook's language."""
        if column.kind is Kind.CHOICE and isinstance(cell, str) and cell:
            return self._choice(cell, column.choices)
        return cell

    def _choice(self, choice: str, choices: tuple[str, ...]) -> str:
        """What the reader takes for this choice in the workbook's language; English where it takes no other."""
        text = self.words.text(choice)
        return text if choice_named(text, choices) == choice else choice

    def _offer(self, sheet: Worksheet, table: str, col: int, attribute: str, column: Column) -> None:
        """The drop-down of a column. Other words are let through where the reader may know them."""
        offers: dict[Kind, Sequence[str]] = {
            Kind.CHOICE: [self._choice(choice, column.choices) for choice in column.choices],
            Kind.TERMS: _TERMS,
            Kind.CURRENCY: _CURRENCIES,
        }
        choices = offers.get(column.kind, ())
        if (table, attribute) == ("Supply Rules", "metric"):
            choices = [metric.name for metric in METRICS]
        if (table, attribute) == ("Customers", "language"):
            choices = LANGUAGES
        _offer_list(sheet, (1, col, self.validated, col), choices, strict=False)

    def _write_note(self, sheet: Worksheet, col: int, column: Column) -> None:
        words = self.words
        lines = [words.text(column.note)] if column.note else []
        if column.required:
            lines.insert(0, words.text(label("Required.")))
        elif column.default:
            meaning = self._choice(column.default, column.choices) if column.choices else words.text(column.default)
            lines.insert(0, words.say(sentence("Blank means: {meaning}.", meaning=meaning)))
        if lines:
            text = "\n".join(lines)
            size = {"width": 220, "height": 22 + 18 * looks.lines_of(text, 28)}
            sheet.write_comment(0, col, text, {"author": "arxl", "font_name": self.look.font, **size})


def policy_value(value: object, default: object) -> str | int | Decimal:
    """A setting as the accountant writes it: a number where the setting takes one, else a text.

    >>> policy_value(True, True), policy_value((30, 60), ()), policy_value("7", 10), policy_value("NET 7", "NET 30")
    ('yes', '30, 60', 7, 'NET 7')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(default, int) and not isinstance(default, bool):
        return int(str(value))
    return Decimal(str(value)) if isinstance(default, Decimal) else str(value)


def _heading(look: Look, required: bool, kind: Kind = Kind.TEXT) -> Any:
    """A heading over cells to fill in: dark where they are required."""
    fill = looks.HEADING if required else _OPTIONAL
    side = {"align": "right"} if kind in _NUMBERS else {"align": "left", "indent": 1}
    return look.format(bold=True, font_color="#FFFFFF", bg_color=fill, valign="vcenter", **side)


def _add_table(sheet: Worksheet, table: str, count: int, headings: Sequence[str], styles: Sequence[Any]) -> None:
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


def _offer_list(sheet: Worksheet, area: tuple[int, int, int, int], choices: Sequence[str], *, strict: bool) -> None:
    if not choices or len(",".join(choices)) > _LIST_LIMIT:
        return
    sheet.data_validation(*area, {"validate": "list", "source": list(choices), "show_error": strict})


def _write(sheet: Worksheet, row: int, col: int, cell: object, style: Any) -> None:
    match cell:
        case None | "":
            sheet.write_blank(row, col, None, style)
        case dt.date():
            sheet.write_datetime(row, col, cell, style)
        case int() | float() | Decimal():
            sheet.write_number(row, col, float(cell), style)
        case _:
            sheet.write_string(row, col, looks.cell_text(str(cell)), style)


def _as_text(cell: object) -> str:
    return "" if cell is None else f"{cell:,f}" if isinstance(cell, Decimal) else str(cell)
