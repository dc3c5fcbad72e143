"""The workbook that an accountant starts from: every table of the schema, empty or with the rows of a sample.

Sheets, headings, notes, drop-downs and checks are built from `schema.TABLES`, so that what arxl reads and what it
offers to fill in are one thing. Beside the tables stand the sheets that arxl makes for the eye: what to do first, the
Dashboard with its live figures, and the lists. The facts are the accountant's from then on: arxl never writes into a
workbook that exists.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from arxl.errors import label, refused, sentence
from arxl.locale import Wording, wording
from arxl.practices.supply_rules import default_rules
from arxl.tables.headers import SETTINGS_TABLES
from arxl.tables.schema import TABLES, Company
from arxl.workbook import look as looks
from arxl.workbook.look import Look
from arxl.workbook.save import save_safely
from arxl.workbook.template_checks import Checks
from arxl.workbook.template_dashboard import draw_dashboard
from arxl.workbook.template_examples import example_row
from arxl.workbook.template_figures import LiveFigures, draw_figures
from arxl.workbook.template_lists import Filled, Lists
from arxl.workbook.template_names import documents, sheet_names
from arxl.workbook.template_settings import SettingRow, company_rows, draw_settings, policy_rows
from arxl.workbook.template_tables import Row, Rows, draw_table

_CREATED = dt.datetime(2026, 1, 1)  # only hosts read the clock; the same template has the same bytes
_CALCULATED_BY = 191029  # Excel 2019 and later take the values as they stand and do not calculate on opening

_STEPS = (
    label("Fill in the sheet Company first: its currency, language and bank details."),
    label(
        "Write one row a delivery and one row a receipt, over the grey example. Customer, date and amount are enough."
    ),
    label("Dark headings are required. The note on a lighter heading says what a blank cell means."),
    label("What arxl does is set on the sheets Policy and Supply Rules: change a value there."),
    label(
        "Save, then run arxl check, arxl aging or arxl month-end. After arxl addin install, the ARXL menu does the same"
        " from here, and cells know functions such as ARXL_AGING. Your own sheets are only ever read."
    ),
)


def write_template(
    path: Path,
    language: str,
    rows: Mapping[str, Rows] = MappingProxyType({}),
    policy: Mapping[str, str] = MappingProxyType({}),
    company: Company | None = None,
    figures: LiveFigures | None = None,
    equip: Callable[[bytes], bytes] | None = None,
) -> None:
    """Write a workbook to start from.

    Args:
        path: where to; nothing may stand there.
        language: of sheets, headings and notes.
        rows: table (a key of `schema.TABLES`) -> rows of attribute -> str, date, float or, for amounts, Decimal in
            major units. Supply Rules without rows are the default ones; where no table has any, each shows an example.
        policy: settings that differ from their defaults.
        company: what the sheet Company says.
        figures: what the sheets Dashboard and Figures show; None writes neither.
        equip: what is put into the finished .xlsx before it is saved, such as macros.

    Raises:
        Refused: a file has this name, or it cannot be written.
    """
    if path.exists():
        raise refused(
            str(path),
            sentence("a file has this name; it is not replaced."),
            sentence("Choose another name, or move the file."),
        )
    template = _Template(wording(language), rows, policy, company or Company("", language=language), figures)

    def write(file: BinaryIO) -> None:
        if equip is None:
            template.write(file)
            return
        plain = io.BytesIO()
        template.write(plain)
        file.write(equip(plain.getvalue()))

    save_safely(path, write)


def default_supply_rules() -> list[Row]:
    """The default rules of C1 as rows of the sheet Supply Rules."""
    return [
        {"metric": metric, "level": level, **dict(zip("abcd", thresholds, strict=True))}
        for metric, level, thresholds in default_rules()
    ]


class _Template:
    """One workbook while it is written."""

    def __init__(
        self,
        words: Wording,
        rows: Mapping[str, Rows],
        policy: Mapping[str, str],
        company: Company,
        figures: LiveFigures | None,
    ) -> None:
        self.words = words
        self.rows = {"Supply Rules": default_supply_rules()} | dict(rows)
        self.examples = {} if rows else {table: example_row(table, words) for table in documents()}
        self.settings: Mapping[str, Sequence[SettingRow]] = {
            "Company": company_rows(company, words),
            "Policy": policy_rows(policy, words),
        }
        self.company = company
        self.figures = figures
        self.names = sheet_names(words)
        self.lists = Lists(words, self.names)
        self.title = company.name or words.text(label("Receivables"))
        self.look: Look

    def write(self, file: BinaryIO) -> None:
        workbook = Workbook(
            file,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        )
        workbook.set_properties({"title": looks.cell_text(self.title), "created": _CREATED})
        workbook.set_size(24_000, 14_000)
        workbook.set_calc_mode("auto", _CALCULATED_BY)
        workbook.calc_on_load = False
        self.look = Look(workbook, self.words)
        self._draw_start(self._add(workbook, self.names.start))
        if self.figures:
            sheet = self._add(workbook, self.names.dashboard)
            draw_dashboard(workbook, sheet, self.look, self.names, self.title, self.figures)
        self._draw_tables(workbook)
        if self.figures:
            draw_figures(workbook, self._add(workbook, self.names.figures), self.look, self.names, self.figures)
        self.lists.draw(workbook, self._add(workbook, self.names.lists), self.look, self._filled())
        workbook.close()

    def _add(self, workbook: Workbook, name: str) -> Worksheet:
        sheet = workbook.add_worksheet(name)
        self.look.page(sheet, self.company.name, name, None)
        return sheet

    def _draw_tables(self, workbook: Workbook) -> None:
        checks = Checks(self.words, self.lists)
        for table in ["Company", *(table for table in TABLES if table != "Company")]:
            sheet = self._add(workbook, self.names.tables[table])
            if table in SETTINGS_TABLES:
                draw_settings(sheet, self.look, table, self.settings[table], checks)
            else:
                rows, example = self.rows.get(table, ()), self.examples.get(table)
                draw_table(sheet, self.look, table, rows, example, self.company.currency, checks)

    def _filled(self) -> Filled:
        examples = dict.fromkeys(self.examples, 1)
        last_rows = {table: 1 + (len(self.rows.get(table, ())) or examples.get(table, 0)) for table in documents()}
        pairs = {table: [(row.key, row.cell) for row in rows] for table, rows in self.settings.items()}
        return Filled(last_rows, pairs)

    def _draw_start(self, sheet: Worksheet) -> None:
        """What to do, in a text box: a sheet without cells is nothing to read, so `check` has nothing to say of it."""
        font = {"name": self.look.font, "color": looks.INK}
        steps = [f"{number}.  {self.words.text(step)}" for number, step in enumerate(_STEPS, 1)]
        lines = sum(looks.lines_of(step, 105) for step in steps) + len(steps)
        plain = {"line": {"none": True}, "fill": {"none": True}, "object_position": 3}
        sheet.insert_textbox(
            0, 0, self.title, plain | {"width": 900, "height": 44, "font": font | {"size": 18, "bold": True}}
        )
        panel = {"fill": {"color": looks.TILE}, "font": font | {"size": 12}, "align": {"vertical": "middle"}}
        sheet.insert_textbox(3, 0, "\n\n".join(steps), plain | panel | {"width": 900, "height": 30 + 22 * lines})
        sheet.set_tab_color(looks.HEADING)
