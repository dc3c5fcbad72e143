"""In which currency the lines of a customer's account are (practice B5).

Its own column says it, else what the accountant says, the headers, the title, the signs beside the amounts; else it is
the only one in which we have an account of the customer.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from arxl.errors import Fault, sentence
from arxl.tables.cells import tidy
from arxl.tables.currencies import currency_named
from arxl.tables.headers import header_keys
from arxl.tables.their_account import Conventions
from arxl.tables.their_layout import Layout, TheirSheet
from arxl.tables.their_money import marks_of
from arxl.tables.their_rows import Row
from arxl.tables.their_words import column_keys


def currencies_of(
    sheet: TheirSheet, layout: Layout, lines: Sequence[int], conventions: Conventions, prefix: str
) -> tuple[dict[int, str], list[Fault]]:
    """Row of a line -> its currency; "" where nothing tells, which is a fault.

    Args:
        prefix: stands in front of every place.
    """
    of_sheet = _of_sheet(sheet, layout, lines, conventions) if lines else ""
    found: dict[int, str] = {}
    faults: list[Fault] = []
    for row in lines:
        text = _said(sheet, layout, row)
        code = currency_named(text, conventions.currencies) if text else of_sheet
        if code is None:
            fact = sentence('"{text}" is no currency.', text=text)
            place = prefix + sheet.place(layout.at["currency"], row)
            faults.append(Fault(place, fact, sentence("Write its ISO 4217 code, such as EUR.")))
        found[row] = code or ""
    if any(not code and not _said(sheet, layout, row) for row, code in found.items()):
        fact = sentence(
            "nothing says the currency of their account; ours are {currencies}.",
            currencies=conventions.currencies or ["–"],
        )
        faults.append(Fault(prefix + sheet.name, fact, sentence("Name it with --currency EUR.")))
    return found, faults


def of_currency(sheet: TheirSheet, layout: Layout, told: Sequence[Row], currency: str) -> list[Row]:
    """The balances of one currency: all of them, where their row names none."""
    named = [(row, _said(sheet, layout, row.at)) for row in told]
    return [row for row, text in named if not text or currency_named(text, (currency,)) == currency]


def blank_if_nan(cell: object) -> object:
    """A cell of a column of numbers that is empty, as empty cells are elsewhere."""
    return None if isinstance(cell, float) and np.isnan(cell) else cell


def _said(sheet: TheirSheet, layout: Layout, row: int) -> str:
    """What the column of currencies says."""
    column = layout.at.get("currency")
    return "" if column is None else tidy(str(blank_if_nan(sheet.rows[row][column]) or ""))


def _of_sheet(sheet: TheirSheet, layout: Layout, lines: Sequence[int], conventions: Conventions) -> str:
    """The currency of lines that name none."""
    if conventions.currency or layout.currency:
        return conventions.currency or layout.currency
    if titled := _in_title(sheet, layout, conventions.currencies):
        return titled
    marks = marks_of(sheet, layout, lines, conventions.currencies)
    if len(marks) == 1:
        return marks.pop()
    return conventions.currencies[0] if len(conventions.currencies) == 1 and not marks else ""


def _in_title(sheet: TheirSheet, layout: Layout, otherwise: Sequence[str]) -> str:
    """`Currency: EUR` above the headers, in one cell or in two."""
    for row in sheet.rows[: layout.header]:
        texts = [tidy(cell) for cell in row if isinstance(cell, str) and tidy(cell)]
        for text, following in pairwise([*texts, ""]):
            caption, _, value = text.replace("：", ":").partition(":")
            names = (name for key in header_keys(caption) for name in column_keys().get(key, ()))
            if "currency" in names and (code := currency_named(value.strip() or following, otherwise)):
                return code
    return ""
