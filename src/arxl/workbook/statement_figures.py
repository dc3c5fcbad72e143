"""The figures of a statement's sheet: what moved the balance, what is open, how old it is, what is due (practice B4).

Balances, totals, ages and the amount due are formulas with their values beside them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from xlsxwriter.utility import xl_range

from arxl.errors import label
from arxl.practices import statement_words as said
from arxl.practices.statement import OpenItem
from arxl.tables.buckets import span_of
from arxl.workbook import look as looks
from arxl.workbook.statement_page import (
    AMOUNT,
    BALANCE,
    CREDIT,
    DATE,
    DAYS,
    DEBIT,
    DOCUMENT,
    DUE,
    KIND,
    MARKED,
    OPEN,
    SLOTS,
    Page,
    Rows,
    cell,
)

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


def draw_figures(page: Page) -> None:
    """The figures, from top to bottom: sums, movements, open items, ages, what is due."""
    summary = page.form.row(page.form.line + 1), page.form.row(page.form.line + 3)
    opening, closing = _draw_movements(page)
    _draw_summary(page, summary, opening, closing)
    items = _draw_open_items(page)
    unapplied = _draw_aging(page, items, closing)
    _draw_due(page, items, unapplied)


def _draw_summary(page: Page, rows: tuple[int, int], opening: int, closing: int) -> None:
    statement = page.statement
    debits, credits = said.turnover(statement)
    figures = (
        (label("Opening balance"), cell(opening, BALANCE), statement.opening_minor),
        (label("Total debits"), cell(closing, DEBIT), debits),
        (label("Total credits"), cell(closing, CREDIT), credits),
        (label("Closing balance"), cell(closing, BALANCE), statement.closing_minor),
    )
    for slot, (caption, reckoned, minor) in zip(SLOTS, figures, strict=True):
        page.draw_slot(rows, slot, page.words.text(caption), reckoned, minor)


def _draw_heads(page: Page, heads: Heads) -> None:
    form = page.form
    shown = [(first, last, page.words.text(head)) for first, last, head in heads]
    row = form.row(form.line * max(form.lines(text, first, last) for first, last, text in shown) + 4)
    for first, last, text in shown:
        form.text(row, first, last, text, page.look.heading("right" if first >= DEBIT else "left"))


def _table_row(page: Page, heads: Heads, words: Mapping[int, str], day: dt.date) -> int:
    """A row of a table with its day and words; where a page begins, the headings stand again."""
    form = page.form
    height = form.line * max(form.lines(text, column, column) for column, text in words.items()) + 1
    if form.keep(height):
        _draw_heads(page, heads)
    row = form.row(height)
    form.sheet.write_datetime(row, DATE, day, page.look.dates())
    for column, text in words.items():
        form.text(row, column, column, text, page.look.words())
    return row


def _draw_movements(page: Page) -> tuple[int, int]:
    """Draw opening balance, movements and closing balance; the rows of the two balances."""
    form, statement, words = page.form, page.statement, page.words
    page.draw_section(label("Movements of the month"))
    _draw_heads(page, _MOVEMENTS)
    opened = {DOCUMENT: "", KIND: words.text(label("Opening balance")), MARKED: ""}
    opening = row = _table_row(page, _MOVEMENTS, opened, statement.first_day)
    form.blanks(opening, (DEBIT, CREDIT), page.amounts())
    form.number(opening, BALANCE, statement.opening_minor, page.amounts())
    for movement in statement.movements:
        line, mark = movement.line, said.movement_mark(movement, words)
        texts = {DOCUMENT: line.document, KIND: said.kind_said(line.kind, words), MARKED: mark}
        before, row = row, _table_row(page, _MOVEMENTS, texts, line.date)
        column, other = (DEBIT, CREDIT) if line.amount_minor > 0 else (CREDIT, DEBIT)
        form.number(row, column, abs(line.amount_minor), page.amounts())
        form.blanks(row, (other,), page.amounts())
        form.formula(row, BALANCE, _balance(before, row), movement.balance_minor, page.amounts())
    closing = _total_row(page, label("Closing balance"), (KIND, MARKED))
    form.sheet.write_datetime(closing, DATE, statement.last_day, page.total_style(num_format=page.look.date_format))
    for column, minor in zip((DEBIT, CREDIT), said.turnover(statement), strict=True):
        form.formula(closing, column, f"SUM({xl_range(opening, column, row, column)})", minor, page.totals())
    form.formula(closing, BALANCE, _balance(opening, closing), statement.closing_minor, page.totals())
    return opening, closing


def _draw_open_items(page: Page) -> Rows | None:
    """Draw the open items and their total; their rows, None where there is none."""
    form, statement = page.form, page.statement
    if not statement.open_items:
        return None
    page.draw_section(label("Open Items"))
    _draw_heads(page, _OPEN_ITEMS)
    rows = [_draw_open_item(page, item) for item in statement.open_items]
    total = _total_row(page, label("Total open"), (KIND, KIND))
    form.blanks(total, (DATE, DUE, DAYS, AMOUNT), page.totals())
    items = Rows(rows[0], rows[-1])
    open_minor = sum(item.open_minor for item in statement.open_items)
    form.formula(total, OPEN, f"SUM({items.of(OPEN)})", open_minor, page.totals())
    return items


def _draw_open_item(page: Page, item: OpenItem) -> int:
    mark = said.item_mark(item, page.words)
    kind = " · ".join(filter(None, (said.kind_said(item.kind, page.words), mark)))
    row = _table_row(page, _OPEN_ITEMS, {DOCUMENT: item.document, KIND: kind}, item.date)
    form = page.form
    form.sheet.write_datetime(row, DUE, item.due_date, page.look.dates())
    days = page.look.cell(num_format="0;–;–", align="right")  # what is not late yet shows a dash
    form.sheet.write_number(row, DAYS, item.days_past_due, days)
    form.number(row, AMOUNT, item.amount_minor, page.amounts())
    form.number(row, OPEN, item.open_minor, page.amounts())
    return row


def _total_row(page: Page, caption: str, columns: tuple[int, int]) -> int:
    row = page.form.row(page.form.line + 3)
    page.form.blanks(row, range(DATE, OPEN + 1), page.totals())
    page.form.text(row, *columns, page.words.text(caption), page.total_style())
    return row


def _draw_aging(page: Page, items: Rows | None, closing: int) -> str:
    """Draw the balance by age; the cell of the unapplied cash, which is negative or 0."""
    statement, words, form = page.statement, page.words, page.form
    figures = [
        (words.text(bucket), _aged(page, items, span_of(bucket), closing), minor)
        for bucket, minor in zip(statement.aging_labels, statement.aging_minor, strict=True)
    ]
    figures.append((words.text(label("Unapplied cash")), "", -statement.unapplied_minor))
    strips = -(-(len(figures) + 1) // len(SLOTS))
    form.keep(24 + strips * (2 * form.line + 4) + form.line + 2)
    page.draw_section(label("Age of the balance"))
    cells: list[str] = []
    rows = 0, 0
    for nth, figure in enumerate(figures):
        if nth % len(SLOTS) == 0:
            rows = form.row(form.line + 1), form.row(form.line + 3)
        slot = SLOTS[nth % len(SLOTS)]
        page.draw_slot(rows, slot, *figure)
        cells.append(cell(rows[1], slot[0]))
    if len(figures) % len(SLOTS) == 0:
        rows = form.row(form.line + 1), form.row(form.line + 3)
    caption = words.text(label("Closing balance"))
    page.draw_slot(rows, SLOTS[len(figures) % len(SLOTS)], caption, "+".join(cells), statement.closing_minor)
    form.paragraph(said.edge_said(statement, words), page.look.format(font_color=looks.QUIET))
    return cells[-1]


def _aged(page: Page, items: Rows | None, span: tuple[int | None, int | None], closing: int) -> str:
    """The formula of a bucket: what is open whose date lies so many days before the day of the closing balance."""
    first, last = span
    by_document = said.by_document_date(page.statement)
    if items is None or (by_document and first is None):
        return ""  # by document date nothing is told apart as not due
    days, day = items.of(DATE if by_document else DUE), cell(closing, DATE)
    conditions = [f'{days},"<="&{day}-{first}'] if first is not None else []
    conditions += [f'{days},">="&{day}-{last}'] if last is not None else []
    among = ",".join(conditions or [f'{days},">="&{day}'])
    return f"SUMIFS({items.of(OPEN)},{among})"


def _draw_due(page: Page, items: Rows | None, unapplied: str) -> None:
    """What is due now, where to pay it, and what the figures do not say by themselves."""
    form, look, statement = page.form, page.look, page.statement
    lines = [*said.bank_lines(page.company, page.words), *said.notes_of(statement, page.words)]
    form.keep(form.line / 2 + 20 + sum(form.line * form.lines(line, DATE, BALANCE) + 2 for line in lines))
    form.row(form.line / 2)
    row = form.row(20)
    shown = {"bold": True, "font_size": 12, "font_color": "#FFFFFF", "bg_color": looks.HEADING, "valign": "vcenter"}
    caption = said.due_caption(statement, page.words)
    form.text(row, DATE, DEBIT, caption, look.format(align="left", indent=1, **shown))
    money = look.format(align="right", num_format=looks.amount_format(statement.exponent, statement.currency), **shown)
    form.span(row, CREDIT, BALANCE, money)
    if items is None:
        form.number(row, CREDIT, statement.due_now_minor, money)
    else:
        due = f'SUMIFS({items.of(OPEN)},{items.of(DAYS)},">=0")'
        form.formula(row, CREDIT, f"MAX(0,{due}+{unapplied})", statement.due_now_minor, money)
    for line in lines:
        form.paragraph(line, look.format(text_wrap=True))


def _balance(before: int, row: int) -> str:
    """The balance of a row: that of the row before, and what the row adds."""
    return f"{cell(before, BALANCE)}+{cell(row, DEBIT)}-{cell(row, CREDIT)}"
