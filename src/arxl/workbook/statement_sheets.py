"""Statements of account as sheets: the paper's copy to reckon with, one sheet a statement (practice B4).

Each sheet is in its customer's language. Balances, totals, ages and the amount due are formulas with their values
beside them: whoever doubts a figure clicks on it. What the two sides sign stays on one page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from arxl.errors import label
from arxl.locale import wording
from arxl.practices import statement_words as said
from arxl.practices.statement import OpenItem, Statement
from arxl.practices.statement_words import Confirmation, Copy
from arxl.pulse import beat
from arxl.tables.buckets import span_of
from arxl.workbook import look as looks
from arxl.workbook.form import TITLE_HEIGHT, Form, figure_width
from arxl.workbook.look import Look
from arxl.workbook.results import MARK, refuse_other_works
from arxl.workbook.save import save_safely

MOST_SHEETS = 200
"""Sheets of one workbook: among more names than these nobody finds one."""

DATE, DOCUMENT, KIND, DUE, DEBIT, CREDIT, BALANCE = range(7)
MARKED, DAYS, AMOUNT, OPEN = DUE, DEBIT, CREDIT, BALANCE  # movements and open items share their columns

_SLOTS = ((DATE, DOCUMENT), (KIND, KIND), (DUE, DEBIT), (CREDIT, BALANCE))  # of figures under captions
_FIELD = 39.0  # points: a line to write on; four are as high as a stamp is wide
_ALARM = "#B3261E"

Heads = tuple[tuple[int, int, str], ...]  # first and last column of a heading, and its label
_MOVEMENTS: Heads = (
    (DATE, DATE, label("Date")),
    (DOCUMENT, DOCUMENT, label("Document")),
    (KIND, MARKED, label("Kind")),
    (DEBIT, DEBIT, label("Debit (+)")),
    (CREDIT, CREDIT, label("Credit (−)")),
    (BALANCE, BALANCE, label("Balance")),
)
_OPEN_ITEMS: Heads = (
    (DATE, DATE, label("Date")),
    (DOCUMENT, DOCUMENT, label("Document")),
    (KIND, KIND, label("Kind")),
    (DUE, DUE, label("Due Date")),
    (DAYS, DAYS, label("Days past due")),
    (AMOUNT, AMOUNT, label("Amount")),
    (OPEN, OPEN, label("Open")),
)


def sheet_files(path: Path, count: int) -> tuple[Path, ...]:
    """The workbooks that so many statements take, each of at most `MOST_SHEETS`.

    >>> [file.name for file in sheet_files(Path("statements.xlsx"), 201)]
    ['statements (1 of 2).xlsx', 'statements (2 of 2).xlsx']
    >>> [file.name for file in sheet_files(Path("statements.xlsx"), 3)]
    ['statements.xlsx']
    """
    files = max(1, -(-count // MOST_SHEETS))
    if files == 1:
        return (path,)
    return tuple(path.with_name(f"{path.stem} ({nth} of {files}){path.suffix}") for nth in range(1, files + 1))


def write_statement_sheets(path: Path, copies: Sequence[Copy], inputs: Iterable[Path] = ()) -> bool:
    """Write statements as one workbook, safely: the same statements give the same bytes.

    Args:
        path: where to; a workbook there that arxl did not write is never replaced.
        copies: at least one, at most `MOST_SHEETS`, in the order of the sheets.
        inputs: what the job reads and must not write.

    Returns:
        False if the file was there already, byte for byte.

    Raises:
        Refused: see `save_safely`; or another's workbook stands there.
        ValueError: no statement, or too many.
    """
    if not 1 <= len(copies) <= MOST_SHEETS:
        raise ValueError(f"{len(copies)} statements for one workbook")
    refuse_other_works(path)
    return save_safely(path, lambda file: _write(file, copies), inputs=inputs)


class _Beating(Worksheet):  # type: ignore[misc]
    """A sheet that lets the pulse beat when the workbook is put together, which takes as long as drawing it."""

    def _assemble_xml_file(self) -> None:
        beat()
        super()._assemble_xml_file()


def _write(file: BinaryIO, copies: Sequence[Copy]) -> None:
    workbook = Workbook(
        file,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    _describe(workbook, copies)
    by_language: dict[str, Look] = {}
    names: list[str] = []
    for copy in copies:
        beat()
        words = wording(copy.issue.statement.language)
        if words.language not in by_language:
            by_language[words.language] = Look(workbook, words)
        names.append(looks.sheet_name(_name(copy.issue.statement), names))
        _Drawing(workbook.add_worksheet(names[-1], _Beating), by_language[words.language], copy).draw()
    workbook.close()


def _describe(workbook: Workbook, copies: Sequence[Copy]) -> None:
    company = copies[0].company
    seller = looks.cell_text(company.name or company.id)
    made_on = max(copy.issue.issued_on or copy.issue.statement.last_day for copy in copies)
    created = dt.datetime.combine(made_on, dt.time())
    workbook.set_properties({"title": said.TITLE, "author": seller, "company": seller, "created": created})
    workbook.set_custom_property(MARK, "statements")
    workbook.set_size(24_000, 14_000)


def _name(statement: Statement) -> str:
    return statement.number or f"{statement.customer} {statement.currency}"


def _widths(statement: Statement) -> tuple[int, ...]:
    """Widths of the columns: amounts are shown whole, long numbers of documents in two lines."""
    debits, credits = said.turnover(statement)
    largest = max(map(abs, (statement.opening_minor, statement.closing_minor, debits, credits)))
    largest = max([largest, *(item.amount_minor for item in statement.open_items)])
    amount = max(16, figure_width(-largest, statement.exponent))
    documents = [movement.line.document for movement in statement.movements]
    documents += [item.document for item in statement.open_items]
    return 14, min(max(15, looks.widest(documents) + 3), 22), 31, 15, amount, amount, amount


class _Drawing:
    """One statement, part by part. What a part's formulas need of another is the address of its cell."""

    def __init__(self, sheet: Worksheet, look: Look, copy: Copy) -> None:
        self._issue, self._company = copy.issue, copy.company
        self._statement = copy.issue.statement
        self._words, self._look = copy.words, look
        self._form = Form(sheet, look, _widths(self._statement), self._statement.exponent)
        self._money = looks.amount_format(self._statement.exponent)

    def draw(self) -> None:
        """Draw all parts, from top to bottom."""
        self._draw_title()
        self._draw_parties()
        summary = self._form.row(self._form.line + 1), self._form.row(self._form.line + 3)
        opening, closing = self._draw_movements()
        self._draw_summary(summary, opening, closing)
        items = self._draw_open_items()
        unapplied = self._draw_aging(items, closing)
        self._draw_due(items, unapplied)
        self._draw_confirmation()
        head = self._company.name or self._company.id, said.running_title(self._statement, self._words)
        self._form.finish(head, said.footer_of(self._statement, self._words))

    # --- who and what ---

    def _draw_title(self) -> None:
        form, statement = self._form, self._statement
        row = form.row(TITLE_HEIGHT)
        shared = {"bold": True, "font_size": 16, "valign": "vcenter"}
        title = self._look.format(font_color=looks.HEADING, **shared)
        form.text(row, DATE, KIND, self._words.text(said.TITLE), title)
        number = self._look.format(font_color=looks.HEADING if statement.number else _ALARM, align="right", **shared)
        form.text(row, DUE, BALANCE, statement.number or self._words.text(label("DRAFT")), number)

    def _draw_parties(self) -> None:
        """The seller on the left, the customer in the middle, what it is about on the right."""
        form, look = self._form, self._look
        seller = said.seller_of(self._company, self._words)
        customer = said.customer_of(self._statement, self._words)
        caption, plain = look.format(font_color=looks.QUIET), look.format(text_wrap=True)
        name = look.format(bold=True, font_size=11, text_wrap=True)
        facts = said.facts_of(self._issue, self._words)
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

    # --- figures under captions ---

    def _draw_summary(self, rows: tuple[int, int], opening: int, closing: int) -> None:
        statement = self._statement
        debits, credits = said.turnover(statement)
        figures = (
            (label("Opening balance"), _cell(opening, BALANCE), statement.opening_minor),
            (label("Total debits"), _cell(closing, DEBIT), debits),
            (label("Total credits"), _cell(closing, CREDIT), credits),
            (label("Closing balance"), _cell(closing, BALANCE), statement.closing_minor),
        )
        for slot, (caption, cell, minor) in zip(_SLOTS, figures, strict=True):
            self._draw_slot(rows, slot, self._words.text(caption), cell, minor)

    def _draw_slot(self, rows: tuple[int, int], slot: tuple[int, int], caption: str, reckoned: str, minor: int) -> None:
        """A figure under its caption: by its formula, or as it is given where that is ""."""
        form, boxed = self._form, {"border": 1, "border_color": looks.LINE, "align": "center", "valign": "vcenter"}
        over = self._look.format(font_color=looks.QUIET, bg_color=looks.TOTAL, **boxed)
        under = self._look.format(bold=True, num_format=self._money, **boxed)
        form.text(rows[0], *slot, caption, over)
        form.span(rows[1], *slot, under)
        if reckoned:
            form.formula(rows[1], slot[0], reckoned, minor, under)
        else:
            form.number(rows[1], slot[0], minor, under)

    # --- the two tables ---

    def _draw_section(self, title: str) -> None:
        self._form.keep(80)  # a title never stands alone at the foot of a page
        style = self._look.format(bold=True, font_size=11, font_color=looks.HEADING, valign="bottom")
        self._form.text(self._form.row(20), DATE, BALANCE, self._words.text(title), style)

    def _draw_heads(self, heads: Heads) -> None:
        form = self._form
        shown = [(first, last, self._words.text(head)) for first, last, head in heads]
        row = form.row(form.line * max(form.lines(text, first, last) for first, last, text in shown) + 4)
        for first, last, text in shown:
            form.text(row, first, last, text, self._look.heading("right" if first >= DEBIT else "left"))

    def _table_row(self, heads: Heads, words: Mapping[int, str], day: dt.date) -> int:
        """A row of a table with its day and words; where a page begins, the headings stand again."""
        form = self._form
        height = form.line * max(form.lines(text, column, column) for column, text in words.items()) + 1
        if form.keep(height):
            self._draw_heads(heads)
        row = form.row(height)
        form.sheet.write_datetime(row, DATE, day, self._look.dates())
        for column, text in words.items():
            form.text(row, column, column, text, self._look.words())
        return row

    def _draw_movements(self) -> tuple[int, int]:
        """Draw opening balance, movements and closing balance; the rows of the two balances."""
        form, statement, words = self._form, self._statement, self._words
        self._draw_section(label("Movements of the month"))
        self._draw_heads(_MOVEMENTS)
        opened = {DOCUMENT: "", KIND: words.text(label("Opening balance")), MARKED: ""}
        opening = row = self._table_row(_MOVEMENTS, opened, statement.first_day)
        form.blanks(opening, (DEBIT, CREDIT), self._amounts())
        form.number(opening, BALANCE, statement.opening_minor, self._amounts())
        for movement in statement.movements:
            line, mark = movement.line, said.movement_mark(movement, words)
            texts = {DOCUMENT: line.document, KIND: said.kind_said(line.kind, words), MARKED: mark}
            before, row = row, self._table_row(_MOVEMENTS, texts, line.date)
            column, other = (DEBIT, CREDIT) if line.amount_minor > 0 else (CREDIT, DEBIT)
            form.number(row, column, abs(line.amount_minor), self._amounts())
            form.blanks(row, (other,), self._amounts())
            form.formula(row, BALANCE, _balance(before, row), movement.balance_minor, self._amounts())
        closing = self._total_row(label("Closing balance"), (KIND, MARKED))
        form.sheet.write_datetime(
            closing, DATE, statement.last_day, self._total_style(num_format=self._look.date_format)
        )
        for column, minor in zip((DEBIT, CREDIT), said.turnover(statement), strict=True):
            form.formula(closing, column, f"SUM({xl_range(opening, column, row, column)})", minor, self._totals())
        form.formula(closing, BALANCE, _balance(opening, closing), statement.closing_minor, self._totals())
        return opening, closing

    def _draw_open_items(self) -> _Rows | None:
        """Draw the open items and their total; their rows, None where there is none."""
        form, statement = self._form, self._statement
        if not statement.open_items:
            return None
        self._draw_section(label("Open Items"))
        self._draw_heads(_OPEN_ITEMS)
        rows = [self._draw_open_item(item) for item in statement.open_items]
        total = self._total_row(label("Total open"), (KIND, KIND))
        form.blanks(total, (DATE, DUE, DAYS, AMOUNT), self._totals())
        items = _Rows(rows[0], rows[-1])
        open_minor = sum(item.open_minor for item in statement.open_items)
        form.formula(total, OPEN, f"SUM({items.of(OPEN)})", open_minor, self._totals())
        return items

    def _draw_open_item(self, item: OpenItem) -> int:
        mark = said.item_mark(item, self._words)
        kind = " · ".join(filter(None, (said.kind_said(item.kind, self._words), mark)))
        row = self._table_row(_OPEN_ITEMS, {DOCUMENT: item.document, KIND: kind}, item.date)
        form = self._form
        form.sheet.write_datetime(row, DUE, item.due_date, self._look.dates())
        days = self._look.cell(num_format="0;–;–", align="right")  # what is not late yet shows a dash
        form.sheet.write_number(row, DAYS, item.days_past_due, days)
        form.number(row, AMOUNT, item.amount_minor, self._amounts())
        form.number(row, OPEN, item.open_minor, self._amounts())
        return row

    def _total_row(self, caption: str, columns: tuple[int, int]) -> int:
        row = self._form.row(self._form.line + 3)
        self._form.blanks(row, range(DATE, OPEN + 1), self._totals())
        self._form.text(row, *columns, self._words.text(caption), self._total_style())
        return row

    def _amounts(self) -> Format:
        return self._look.cell(num_format=self._money, align="right")

    def _totals(self) -> Format:
        return self._look.total(num_format=self._money, align="right")

    def _total_style(self, **properties: str) -> Format:
        return self._look.total(align="left", indent=1, **properties)

    # --- age and amount due ---

    def _draw_aging(self, items: _Rows | None, closing: int) -> str:
        """Draw the balance by age; the cell of the unapplied cash, which is negative or 0."""
        statement, words, form = self._statement, self._words, self._form
        figures = [
            (words.text(bucket), self._aged(items, span_of(bucket), closing), minor)
            for bucket, minor in zip(statement.aging_labels, statement.aging_minor, strict=True)
        ]
        figures.append((words.text(label("Unapplied cash")), "", -statement.unapplied_minor))
        strips = -(-(len(figures) + 1) // len(_SLOTS))
        form.keep(24 + strips * (2 * form.line + 4) + form.line + 2)
        self._draw_section(label("Age of the balance"))
        cells: list[str] = []
        rows = 0, 0
        for nth, figure in enumerate(figures):
            if nth % len(_SLOTS) == 0:
                rows = form.row(form.line + 1), form.row(form.line + 3)
            slot = _SLOTS[nth % len(_SLOTS)]
            self._draw_slot(rows, slot, *figure)
            cells.append(_cell(rows[1], slot[0]))
        if len(figures) % len(_SLOTS) == 0:
            rows = form.row(form.line + 1), form.row(form.line + 3)
        caption = words.text(label("Closing balance"))
        self._draw_slot(rows, _SLOTS[len(figures) % len(_SLOTS)], caption, "+".join(cells), statement.closing_minor)
        form.paragraph(said.edge_said(statement, words), self._look.format(font_color=looks.QUIET))
        return cells[-1]

    def _aged(self, items: _Rows | None, span: tuple[int | None, int | None], closing: int) -> str:
        """The formula of a bucket: what is open whose date lies so many days before the day of the closing balance."""
        first, last = span
        by_document = said.by_document_date(self._statement)
        if items is None or (by_document and first is None):
            return ""  # by document date nothing is told apart as not due
        days, day = items.of(DATE if by_document else DUE), _cell(closing, DATE)
        conditions = [f'{days},"<="&{day}-{first}'] if first is not None else []
        conditions += [f'{days},">="&{day}-{last}'] if last is not None else []
        among = ",".join(conditions or [f'{days},">="&{day}'])
        return f"SUMIFS({items.of(OPEN)},{among})"

    def _draw_due(self, items: _Rows | None, unapplied: str) -> None:
        """What is due now, where to pay it, and what the figures do not say by themselves."""
        form, look, statement = self._form, self._look, self._statement
        lines = [*said.bank_lines(self._company, self._words), *said.notes_of(statement, self._words)]
        form.keep(form.line / 2 + 20 + sum(form.line * form.lines(line, DATE, BALANCE) + 2 for line in lines))
        form.row(form.line / 2)
        row = form.row(20)
        shown = {"bold": True, "font_size": 12, "font_color": "#FFFFFF", "bg_color": looks.HEADING, "valign": "vcenter"}
        caption = said.due_caption(statement, self._words)
        form.text(row, DATE, DEBIT, caption, look.format(align="left", indent=1, **shown))
        money = look.format(
            align="right", num_format=looks.amount_format(statement.exponent, statement.currency), **shown
        )
        form.span(row, CREDIT, BALANCE, money)
        if items is None:
            form.number(row, CREDIT, statement.due_now_minor, money)
        else:
            due = f'SUMIFS({items.of(OPEN)},{items.of(DAYS)},">=0")'
            form.formula(row, CREDIT, f"MAX(0,{due}+{unapplied})", statement.due_now_minor, money)
        for line in lines:
            form.paragraph(line, look.format(text_wrap=True))

    # --- what both sides sign ---

    def _draw_confirmation(self) -> None:
        """The confirmation, whole on one page."""
        form, look = self._form, self._look
        block = said.confirmation_of(self._issue, self._company, self._words)
        bold = look.format(bold=True, text_wrap=True)
        owed = form.line * form.lines(block.balance, DATE, BALANCE) + 4
        names = form.line * max(
            form.lines(block.seller.name, DATE, KIND), form.lines(block.customer.name, DUE, BALANCE)
        )
        form.keep(form.line + 24 + owed + 3 * form.line + 26 + names + 4 * _FIELD)
        form.row(form.line / 2)
        row = form.row(24)
        line = {"top": 2, "top_color": looks.HEADING, "valign": "vcenter"}
        title = look.format(bold=True, font_size=11, font_color=looks.HEADING, **line)
        form.text(row, DATE, DOCUMENT, block.title, title)
        form.text(row, KIND, BALANCE, block.return_by, look.format(align="right", **line))
        form.text(form.row(owed), DATE, BALANCE, block.balance, bold)
        form.text(form.row(form.line + 4), DATE, BALANCE, f"☐ {block.agrees}", look.format())
        self._draw_difference(block)
        form.row(6)
        self._draw_signatures(block, names)

    def _draw_difference(self, block: Confirmation) -> None:
        """The line for a customer whose books say otherwise: its figure, and why."""
        form, look = self._form, self._look
        row = form.row(form.line + 8)
        plain, blank = look.format(valign="bottom"), look.format(bottom=1, align="right", valign="bottom")
        form.text(row, DATE, KIND, f"☐ {block.differs}", plain)
        form.text(row, DUE, DUE, block.currency, blank)
        form.text(row, DAYS, DAYS, block.because, look.format(valign="bottom", align="right"))
        form.text(row, AMOUNT, BALANCE, "", blank)

    def _draw_signatures(self, block: Confirmation, names: float) -> None:
        """Two boxes side by side: who signs, four lines to write on, and room for a stamp."""
        form, look = self._form, self._look
        sides = ((block.seller, DATE, DOCUMENT, KIND), (block.customer, DUE, DEBIT, BALANCE))
        top, middle = form.row(form.line + 2), form.row(names + 4)
        for party, first, _, last in sides:
            box = {"left": 1, "right": 1}
            form.text(top, first, last, party.caption, look.format(font_color=looks.QUIET, top=1, **box))
            form.text(middle, first, last, party.name, look.format(bold=True, text_wrap=True, **box))
        rows = [form.row(_FIELD) for _ in block.fields]
        field = look.format(font_color=looks.QUIET, font_size=9, left=1, bottom=1)
        stamp = look.format(font_color=looks.QUIET, font_size=9, border=4)
        for _, first, last_of_fields, last in sides:
            for row, caption in zip(rows, block.fields, strict=True):
                form.text(row, first, last_of_fields, caption, field)
            form.sheet.merge_range(rows[0], last_of_fields + 1, rows[-1], last, "", stamp)
            form.sheet.write_string(rows[0], last_of_fields + 1, block.stamp, stamp)


class _Rows(NamedTuple):
    """Rows of a table, from the first to the last."""

    first: int
    last: int

    def of(self, column: int) -> str:
        """The range of a column."""
        return str(xl_range(self.first, column, self.last, column))


def _cell(row: int, column: int) -> str:
    return str(xl_rowcol_to_cell(row, column))


def _balance(before: int, row: int) -> str:
    """The balance of a row: that of the row before, and what the row adds."""
    return f"{_cell(before, BALANCE)}+{_cell(row, DEBIT)}-{_cell(row, CREDIT)}"
