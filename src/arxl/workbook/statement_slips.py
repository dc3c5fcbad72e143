"""What is filled in by hand on a statement's sheet: the confirmation, the payment coupon, the dispute slip (B4)."""

from __future__ import annotations

from arxl.practices import statement_words as said
from arxl.practices.statement_words import Confirmation, Coupon, DisputeSlip
from arxl.workbook import look as looks
from arxl.workbook.statement_page import AMOUNT, BALANCE, CREDIT, DATE, DAYS, DEBIT, DOCUMENT, DUE, FIELD, KIND, Page


def draw_confirmation(page: Page) -> None:
    """The confirmation, whole on one page."""
    form, look = page.form, page.look
    block = said.confirmation_of(page.issue, page.company, page.words)
    bold = look.format(bold=True, text_wrap=True)
    owed = form.line * form.lines(block.balance, DATE, BALANCE) + 4
    in_words = form.line * form.lines(block.in_words, DATE, BALANCE) + 2 if block.in_words else 0
    names = form.line * max(form.lines(block.seller.name, DATE, KIND), form.lines(block.customer.name, DUE, BALANCE))
    form.keep(form.line + 24 + owed + in_words + 3 * form.line + 26 + names + 4 * FIELD)
    form.row(form.line / 2)
    row = form.row(24)
    line = {"top": 2, "top_color": looks.HEADING, "valign": "vcenter"}
    title = look.format(bold=True, font_size=11, font_color=looks.HEADING, **line)
    form.text(row, DATE, DOCUMENT, block.title, title)
    form.text(row, KIND, BALANCE, block.return_by, look.format(align="right", **line))
    form.text(form.row(owed), DATE, BALANCE, block.balance, bold)
    if in_words:
        form.text(form.row(in_words), DATE, BALANCE, block.in_words, look.format(text_wrap=True))
    form.text(form.row(form.line + 4), DATE, BALANCE, f"☐ {block.agrees}", look.format())
    _draw_difference(page, block)
    form.row(6)
    _draw_signatures(page, block, names)


def _draw_difference(page: Page, block: Confirmation) -> None:
    """The line for a customer whose books say otherwise: its figure, and why."""
    form, look = page.form, page.look
    row = form.row(form.line + 8)
    plain, blank = look.format(valign="bottom"), look.format(bottom=1, align="right", valign="bottom")
    form.text(row, DATE, KIND, f"☐ {block.differs}", plain)
    form.text(row, DUE, DUE, block.currency, blank)
    form.text(row, DAYS, DAYS, block.because, look.format(valign="bottom", align="right"))
    form.text(row, AMOUNT, BALANCE, "", blank)


def _draw_signatures(page: Page, block: Confirmation, names: float) -> None:
    """Two boxes side by side: who signs, four lines to write on, and room for a stamp."""
    form, look = page.form, page.look
    sides = ((block.seller, DATE, DOCUMENT, KIND), (block.customer, DUE, DEBIT, BALANCE))
    top, middle = form.row(form.line + 2), form.row(names + 4)
    for party, first, _, last in sides:
        box = {"left": 1, "right": 1}
        form.text(top, first, last, party.caption, look.format(font_color=looks.QUIET, top=1, **box))
        form.text(middle, first, last, party.name, look.format(bold=True, text_wrap=True, **box))
    rows = [form.row(FIELD) for _ in block.fields]
    field = look.format(font_color=looks.QUIET, font_size=9, left=1, bottom=1)
    stamp = look.format(font_color=looks.QUIET, font_size=9, border=4)
    for _, first, last_of_fields, last in sides:
        for row, caption in zip(rows, block.fields, strict=True):
            form.text(row, first, last_of_fields, caption, field)
        form.sheet.merge_range(rows[0], last_of_fields + 1, rows[-1], last, "", stamp)
        form.sheet.write_string(rows[0], last_of_fields + 1, block.stamp, stamp)


def draw_slips(page: Page) -> None:
    """Two slips to tear off, side by side on one page: one goes with the money, the other comes back."""
    form, look, words = page.form, page.look, page.words
    coupon = said.coupon_of(page.statement, page.company, words)
    slip = said.dispute_slip_of(page.statement, words)
    name = form.line * max(form.lines(slip.facts[-1][1], KIND, KIND), form.lines(slip.facts[-1][1], DEBIT, BALANCE)) + 2
    line = form.line + 3
    bank = coupon.bank if coupon else []
    heights = [line + 6, line, name, line, 20.0, 20.0, 30.0, *[line] * (len(bank) - 2)]
    form.keep(form.line + sum(heights))
    form.row(form.line)
    rows = [form.row(height) for height in heights]
    title = look.format(bold=True, font_color=looks.HEADING, top=3, top_color=looks.QUIET, valign="bottom")
    form.text(rows[0], DATE, KIND, coupon.title if coupon else "", title)
    form.text(rows[0], DUE, BALANCE, slip.title, title)
    if coupon:
        _draw_coupon(page, rows[1:], coupon)
    _draw_dispute_slip(page, rows[1:], slip)


def _draw_coupon(page: Page, rows: list[int], coupon: Coupon) -> None:
    form, look = page.form, page.look
    captions = [caption for caption, _ in (*coupon.facts, coupon.amount, coupon.reference)]
    for row, caption in zip(rows, captions, strict=False):
        form.text(row, DATE, DOCUMENT, caption, look.format(font_color=looks.QUIET))
    count = len(coupon.facts)
    for row, (_, text) in zip(rows, coupon.facts, strict=False):
        form.text(row, KIND, KIND, text, look.format(text_wrap=True, align="left"))
    money = looks.amount_format(page.statement.exponent, page.statement.currency)
    bold = look.format(bold=True, align="left", num_format=money)
    form.number(rows[count], KIND, page.statement.due_now_minor, bold)
    form.text(rows[count + 1], KIND, KIND, coupon.reference[1], look.format(bold=True, align="left"))
    for row, text in zip(rows[count + 2 :], coupon.bank, strict=False):
        form.text(row, DATE, KIND, text, look.format())


def _draw_dispute_slip(page: Page, rows: list[int], slip: DisputeSlip) -> None:
    form, look = page.form, page.look
    for row, (caption, text) in zip(rows, slip.facts, strict=False):
        form.text(row, DUE, DUE, caption, look.format(font_color=looks.QUIET))
        form.text(row, DEBIT, BALANCE, text, look.format(text_wrap=True, align="left"))
    heads, *blanks = rows[len(slip.facts) : len(slip.facts) + 3]
    for column, caption in zip((DUE, DEBIT, CREDIT, BALANCE), slip.heads, strict=True):
        form.text(heads, column, column, caption, look.format(font_color=looks.QUIET, bg_color=looks.TOTAL, border=1))
        form.blanks(blanks[0], (column,), look.format(border=1))
        form.blanks(blanks[1], (column,), look.format(border=1))
    field = look.format(font_color=looks.QUIET, font_size=9, bottom=1, valign="top")
    for (first, last), caption in zip(((DUE, DUE), (DEBIT, BALANCE)), slip.fields, strict=True):
        form.text(rows[len(slip.facts) + 3], first, last, caption, field)
