"""The sheets Company and Policy: keys, values and what they do.

Keys of Company are in the workbook's language. Those of Policy are the same everywhere: they are what `--set` takes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import Field, dataclass, fields
from decimal import Decimal
from typing import Any

from xlsxwriter.worksheet import Worksheet

from arxl.errors import label
from arxl.locale import Wording
from arxl.tables.choices import yes_or_no
from arxl.tables.headers import header_text
from arxl.tables.policy import POLICIES
from arxl.tables.schema import Company
from arxl.tables.settings import company_field
from arxl.workbook import look as looks
from arxl.workbook.look import Look
from arxl.workbook.template_checks import Checks
from arxl.workbook.template_lists import language_text
from arxl.workbook.template_tables import add_table, heading_style, write_cell

_COMPANY: Mapping[str, tuple[str, str]] = {
    "id": (
        label("Company ID"),
        label("Short name of the company; it names the register. Do not change it later."),
    ),
    "name": (label("Name"), label("Name on statements and results.")),
    "currency": (
        label("Currency"),
        label("Currency of rows that say none, and of totals over several currencies: EUR, RON, KRW …"),
    ),
    "country": (label("Country"), label("Two letters (RO, ES, KR, CN, TW …): its public holidays are not worked.")),
    "language": (label("Language"), label("Language of statements and results. A customer may have another.")),
    "address": (label("Address"), label("Printed on statements.")),
    "tax_id": (label("Tax ID"), label("Printed on statements.")),
    "phone": (label("Phone"), label("Printed on statements.")),
    "email": (label("E-mail"), label("Printed on statements.")),
    "bank": (label("Bank"), label("Bank and account for receipts, printed on statements.")),
}
_WIDTHS = (28, 46, 96)


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A row of one of the two sheets.

    Attributes:
        key: as it stands in the sheet.
        value: text, or a number.
        says: what it does, in English.
        field: of `Company`, "" on the sheet Policy.
        setting: of Policy; None for a row of Company, and for one that maps a header.
        choices: the values that it takes, where they are few.
    """

    key: str
    value: str | int | Decimal
    says: str
    field: str = ""
    setting: Field[Any] | None = None
    choices: tuple[str, ...] = ()

    @property
    def cell(self) -> str | float:
        """The value as a cell holds it."""
        return self.value if isinstance(self.value, str) else float(self.value)


def company_rows(company: Company, words: Wording) -> list[SettingRow]:
    """The rows of the sheet Company."""
    rows = []
    for field in fields(Company):
        key, says = _COMPANY[field.name]
        value = getattr(company, field.name)
        shown = language_text(value) if field.name == "language" else value
        rows.append(SettingRow(_key_text(key, field.name, words), shown, says, field.name))
    return rows


def policy_rows(policy: Mapping[str, str], words: Wording) -> list[SettingRow]:
    """Every setting of every practice, as it stands; then the headers that are mapped."""
    rows = []
    for each in POLICIES:
        for setting in fields(each):
            choices = setting.metadata["choices"]
            value = policy_value(policy.get(setting.name, setting.default), setting.default)
            if isinstance(setting.default, bool):
                choices = tuple(_yes_or_no_text(answer, words) for answer in (True, False))
                value = _yes_or_no_text(value == "yes", words)
            rows.append(SettingRow(setting.name, value, setting.metadata["text"], setting=setting, choices=choices))
    mapped = [key for key in policy if key.startswith("map.")]
    return rows + [SettingRow(key, policy[key], label("Header of this column in the book.")) for key in mapped]


def draw_settings(sheet: Worksheet, look: Look, table: str, rows: Sequence[SettingRow], checks: Checks) -> None:
    """Draw keys, values and what they do."""
    language = look.wording.language
    keys = header_text(table, "key", language), header_text(table, "value", language)
    headings = [*keys, look.wording.text(label("What it does"))]
    for at, row in enumerate(rows, 1):
        text = look.wording.text(row.says)
        sheet.write_string(at, 0, row.key, look.words(bold=True))
        style: dict[str, Any] = {"align": "left", "indent": 1}
        style |= {"num_format": "@", "text_wrap": True} if isinstance(row.value, str) else {}
        write_cell(sheet, at, 1, row.value, look.cell(**style))
        sheet.write_string(at, 2, looks.cell_text(text), look.words(font_color=looks.QUIET))
        lines = max(looks.lines_of(text, 100), looks.lines_of(str(row.value), 44))
        if lines > 1:
            sheet.set_row(at, look.line_points * lines + 2)
        if row.setting is not None:
            checks.of_setting(sheet, at, row.setting, row.choices)
        elif row.field:
            checks.of_company(sheet, at, row.field)
    for col, width in enumerate(_WIDTHS):
        sheet.set_column(col, col, width)
    add_table(sheet, table, len(rows), headings, [heading_style(look, required=True)] * 3)


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


def _key_text(key: str, field: str, words: Wording) -> str:
    """A key of Company in the workbook's language; the field's own name where the reader takes no other."""
    text = words.text(key)
    return text if company_field(text) == field else key if company_field(key) == field else field


def _yes_or_no_text(answer: bool, words: Wording) -> str:
    plain = label("yes") if answer else label("no")
    text = words.text(plain)
    return text if yes_or_no(text) is answer else plain
