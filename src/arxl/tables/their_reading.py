"""From a customer's file to its account of us: what it sent, messy as it is, as lines and balances (practice B5).

Each sheet is read below the row that names most columns of a ledger, in six languages (`their_layout`); its rows are
sorted (`their_rows`), its lines typed (`their_page`), and the sheets of one currency joined in order of time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from arxl.errors import Amount, Fault, Sentence, refused, sentence, warning
from arxl.kernels.money import decimal_of, exponent_of
from arxl.tables.their_account import Conventions, TheirAccount, TheirFile
from arxl.tables.their_layout import FIRST_ROWS, TheirSheet, layout_of
from arxl.tables.their_page import THEY_ADD_UP, Page, Part


def their_file(name: str, sheets: Sequence[TheirSheet], conventions: Conventions) -> TheirFile:
    """Read their file.

    Args:
        name: of the file, for messages.

    Raises:
        Refused: no sheet holds an account.
    """
    laid_out = [(sheet, layout_of(sheet, conventions.columns)) for sheet in sheets]
    pages = [Page(name, sheet, layout, conventions) for sheet, layout in laid_out if layout is not None]
    if not pages:
        raise refused(name, _no_account(sheets), _NAME_THE_HEADERS)
    found: dict[str, list[Part]] = defaultdict(list)
    faults: list[Fault] = []
    for page in pages:
        for part in page.parts():
            found[part.currency].append(part)
        faults += page.faults
    accounts = tuple(_joined(name, currency, parts, faults) for currency, parts in sorted(found.items()))
    unread = [sheet.name for sheet, layout in laid_out if layout is None and sheet.rows]
    if unread:
        fact = sentence("not read, because no row of it heads an account: {sheets}.", sheets=unread)
        faults.append(warning(name, fact, sentence("Nothing needs to be done if it holds none.")))
    return TheirFile(accounts, tuple(faults))


_NAME_THE_HEADERS = sentence(
    'Name their headers, as in --column "date=Booked" --column "debit=Minus" --column "credit=Plus".'
)


def _no_account(sheets: Sequence[TheirSheet]) -> Sentence:
    texts = [
        " ".join(cell.split())[:24]
        for sheet in sheets
        for row in sheet.rows[:FIRST_ROWS]
        if sum(isinstance(cell, str) for cell in row) > 1
        for cell in row
        if isinstance(cell, str) and cell.strip()
    ]
    return sentence(
        "no row heads an account: a date, and debit and credit, or an amount. Found: {found}.", found=texts[:8] or ["–"]
    )


def _joined(file: str, currency: str, parts: Sequence[Part], faults: list[Fault]) -> TheirAccount:
    """The sheets of one currency as one account, in order of time: each begins with what the one before ended in."""
    parts = sorted(parts, key=lambda part: (part.begins, part.sheet))
    opening = parts[0].balances.opening_minor
    gap, running = 0, opening or 0
    for nth, part in enumerate(parts):
        begun = part.balances.opening_minor
        if nth and begun is not None and begun != running:
            gap += begun - running
            missing = Amount(decimal_of(abs(begun - running), exponent_of(currency)), currency)
            fact = sentence(
                "its opening balance and what the sheet {before} ends in differ by {amount}.",
                amount=missing,
                before=parts[nth - 1].sheet,
            )
            faults.append(warning(f"[{file}]{part.sheet}", fact, THEY_ADD_UP))
            running = begun
        inside = part.balances.closing_gap_minor + sum(each.minor for each in part.balances.breaks)
        gap += inside
        running += inside + sum(line.amount_minor for line in part.lines)
    if len({part.in_two_columns for part in parts}) > 1:
        fact = sentence("some of its sheets have debits and credits, others one amount.")
        raise refused(file, fact, sentence("Give one file for each."))
    return TheirAccount(
        currency=currency,
        in_two_columns=parts[0].in_two_columns,
        lines=tuple(line for part in parts for line in part.lines),
        opening_minor=opening,
        gap_minor=gap,
        begins=min(part.begins for part in parts),
        ends=max(part.ends for part in parts),
        end_stated=max(parts, key=lambda part: part.ends).end_stated,
    )
