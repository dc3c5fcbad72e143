"""The sheet of a statement: its columns, its head, and what its parts have in common (practice B4)."""

from __future__ import annotations

from typing import NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from arxl.errors import label
from arxl.practices import statement_words as said
from arxl.practices.statement import Statement
from arxl.practices.statement_words import Copy
from arxl.workbook import look as looks
from arxl.workbook.form import TITLE_HEIGHT, Form, figure_width
from arxl.workbook.look import Look

DATE, DOCUMENT, KIND, DUE, DEBIT, CREDIT, BALANCE = range(7)
MARKED, DAYS, AMOUNT, OPEN = DUE, DEBIT, CREDIT, BALANCE  # movements and open items share their columns

SLOTS = ((DATE, DOCUMENT), (KIND, KIND), (DUE, DEBIT), (CREDIT, BALANCE))
"""First and last column of each of four figures under captions."""

FIELD = 39.0
"""Points of a line to write on; four are as high as a stamp is wide."""

_ALARM = "#B3261E"


class Page:
    """One statement on one sheet. What a part's formulas need of another is the address of its cell."""

    def __init__(self, sheet: Worksheet, look: Look, copy: Copy) -> None:
        self.issue, self.company = copy.issue, copy.company
        self.statement = copy.issue.statement
        self.words, self.look = copy.words, look
        self.form = Form(sheet, look, _widths(self.statement), self.statement.exponent)
        self.money = looks.amount_format(self.statement.exponent)

    def finish(self) -> None:
        """Set up printing when all parts are drawn."""
        head = self.company.name or self.company.id, said.running_title(self.statement, self.words)
        self.form.finish(head, said.footer_of(self.statement, self.words))

    def draw_title(self) -> None:
        """The title, and the number on its right."""
        form, statement = self.form, self.statement
        row = form.row(TITLE_HEIGHT)
        shared = {"bold": True, "font_size": 16, "valign": "vcenter"}
        title = self.look.format(font_color=looks.HEADING, **shared)
        form.text(row, DATE, KIND, self.words.text(said.TITLE), title)
        number = self.look.format(font_color=looks.HEADING if statement.number else _ALARM, align="right", **shared)
        form.text(row, DUE, BALANCE, statement.number or self.words.text(label("DRAFT")), number)

    def draw_parties(self) -> None:
        """The seller on the left, the customer in the middle, what it is about on the right."""
        form, look = self.form, self.look
        seller = said.seller_of(self.company, self.words)
        customer = said.customer_of(self.statement, self.words)
        caption, plain = look.format(font_color=looks.QUIET), look.format(text_wrap=True)
        name = look.format(bold=True, font_size=11, text_wrap=True)
        facts = said.facts_of(self.issue, self.words)
        blocks = [
            (span, [(party.caption, caption), (party.name, name), *((line, plain) for line in party.lines)])
            for span, party in (((DATE, DOCUMENT), seller), ((KIND, KIND), customer))
        ]
        form.row(form.line / 2)
        for nth in range(max(len(facts), *(len(lines) for _, lines in blocks))):
            shown = [(*span, *lines[nth]) for span, lines in blocks if nth < len(lines)]
            row = form.row(form.line * max((form.lines(text, *span) for *span, text, _ in shown), default=1) + 1)
            for first, last, text, style in shown:
                form.text(row, first, last, text, style)
            if nth < len(facts):
                quiet = look.format(font_color=looks.QUIET, align="right")
                form.text(row, DUE, DEBIT, facts[nth][0], quiet)
                form.text(row, CREDIT, BALANCE, facts[nth][1], look.format(bold=True, align="right"))
        form.row(form.line / 2)

    def draw_slot(self, rows: tuple[int, int], slot: tuple[int, int], caption: str, reckoned: str, minor: int) -> None:
        """A figure under its caption: by its formula, or as it is given where that is ""."""
        form, boxed = self.form, {"border": 1, "border_color": looks.LINE, "align": "center", "valign": "vcenter"}
        over = self.look.format(font_color=looks.QUIET, bg_color=looks.TOTAL, **boxed)
        under = self.look.format(bold=True, num_format=self.money, **boxed)
        form.text(rows[0], *slot, caption, over)
        form.span(rows[1], *slot, under)
        if reckoned:
            form.formula(rows[1], slot[0], reckoned, minor, under)
        else:
            form.number(rows[1], slot[0], minor, under)

    def draw_section(self, title: str) -> None:
        """The title of a part."""
        self.form.keep(80)  # a title never stands alone at the foot of a page
        style = self.look.format(bold=True, font_size=11, font_color=looks.HEADING, valign="bottom")
        self.form.text(self.form.row(20), DATE, BALANCE, self.words.text(title), style)

    def amounts(self) -> Format:
        """How money stands in a row."""
        return self.look.cell(num_format=self.money, align="right")

    def totals(self) -> Format:
        """How money stands in a row of totals."""
        return self.look.total(num_format=self.money, align="right")

    def total_style(self, **properties: str) -> Format:
        """How words stand in a row of totals."""
        return self.look.total(align="left", indent=1, **properties)


def _widths(statement: Statement) -> tuple[int, ...]:
    """Widths of the columns: amounts are shown whole, long numbers of documents in two lines."""
    debits, credits = said.turnover(statement)
    largest = max(map(abs, (statement.opening_minor, statement.closing_minor, debits, credits)))
    largest = max([largest, *(item.amount_minor for item in statement.open_items)])
    amount = max(16, figure_width(-largest, statement.exponent))
    documents = [movement.line.document for movement in statement.movements]
    documents += [item.document for item in statement.open_items]
    return 14, min(max(15, looks.widest(documents) + 3), 22), 31, 15, amount, amount, amount


class Rows(NamedTuple):
    """Rows of a table, from the first to the last."""

    first: int
    last: int

    def of(self, column: int) -> str:
        """The range of a column."""
        return str(xl_range(self.first, column, self.last, column))


def cell(row: int, column: int) -> str:
    """The address of a cell."""
    return str(xl_rowcol_to_cell(row, column))
