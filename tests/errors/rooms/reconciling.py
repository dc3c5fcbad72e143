"""What a customer's own account of us is told: cells that cannot be read, sums that do not add up, signs unsaid."""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import openpyxl

from arxl.errors import Fault
from arxl.hosts.cli import arguments
from arxl.hosts.cli.reconcile import reconcile
from arxl.practices.their_sign import Owed
from arxl.workbook import their_file
from errors.scene import scene

NOVEMBER = dt.date(2026, 11, 3)
HEAD = ("Date", "Document", "Debit", "Credit", "Balance")
LINE = (dt.date(2026, 10, 2), "INV-1", None, 100.0, 100.0)


def reconciled(folder: Path, *rows: Sequence[Any], options: Sequence[str] = (), more: str = "") -> Iterable[Fault]:
    """What `arxl reconcile` meets in a workbook of one sheet."""
    return of_sheets(folder, {"Ledger": rows}, options=options, more=more)


def of_sheets(
    folder: Path,
    sheets: dict[str, Sequence[Sequence[Any]]],
    *,
    hidden: str = "",
    customer: str = "C-1",
    options: Sequence[str] = (),
    more: str = "",
) -> Iterable[Fault]:
    """What `arxl reconcile` meets in a workbook."""
    book = openpyxl.Workbook()
    book.remove(book["Sheet"])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if name == hidden else "visible"
    book.save(folder / "theirs.xlsx")
    return run(folder, customer, folder / "theirs.xlsx", options, more)


def run(folder: Path, customer: str, theirs: Path, options: Sequence[str] = (), more: str = "") -> Iterable[Fault]:
    """What the command meets."""
    path = folder / "Book"
    path.mkdir(exist_ok=True)
    text = f"Document No,Customer ID,Date,Amount,Currency\nINV-1,C-1,2026-10-01,100,EUR\n{more}"
    (path / "Deliveries.csv").write_text(text, "utf-8")
    words = ["reconcile", str(path), customer, str(theirs), "--set", "currency=EUR", "--format", "json", *options]
    asked: argparse.Namespace = arguments.parser().parse_args([*words, "-o", str(folder / "out.json")])
    with contextlib.redirect_stderr(io.StringIO()):  # the warnings come back as faults, too
        return tuple(reconcile(asked, NOVEMBER))


# --- the file ------------------------------------------------------------------------------------------------------


@scene("A customer's account whose columns nobody knows")
def unknown_columns(folder: Path) -> Iterable[Fault]:
    return reconciled(folder, ("When", "What", "Minus", "Plus"), LINE[:4])


@scene("A folder is given as a customer's account")
def folder_as_account(folder: Path) -> Iterable[Fault]:
    (folder / "theirs").mkdir()
    return run(folder, "C-1", folder / "theirs")


@scene("A customer's account of too many rows")
def too_many_rows(folder: Path) -> Iterable[Fault]:
    with patch.object(their_file, "MOST_ROWS", 1):
        return reconciled(folder, HEAD, LINE)


@scene("Sheets of a customer's account that are not read")
def sheets_not_read(folder: Path) -> Iterable[Fault]:
    return of_sheets(folder, {"Ledger": [HEAD, LINE], "Cover": [("Dear Sirs",)], "Old": [HEAD]}, hidden="Old")


@scene("A customer's account without a line")
def no_line(folder: Path) -> Iterable[Fault]:
    return reconciled(folder, HEAD, (None, "Total", 0.0, 0.0, None))


@scene("One sheet has debits and credits, another one amount")
def two_kinds_of_sheets(folder: Path) -> Iterable[Fault]:
    one = [("Date", "Document", "Amount"), (dt.date(2026, 10, 5), "INV-2", 5.0)]
    return of_sheets(folder, {"A": [HEAD, LINE], "B": one})


# --- lines ---------------------------------------------------------------------------------------------------------


@scene("A line of a customer's account without a date")
def no_date(folder: Path) -> Iterable[Fault]:
    return reconciled(folder, HEAD, LINE, (None, "INV-2", None, 50.0, 150.0))


@scene("A line of a customer's account without an amount")
def no_amount(folder: Path) -> Iterable[Fault]:
    return reconciled(folder, HEAD, LINE, (dt.date(2026, 10, 3), "INV-2", None, None, None))


@scene("A customer's account in a currency that nobody says")
def no_currency(folder: Path) -> Iterable[Fault]:
    return reconciled(folder, HEAD, LINE, more="INV-9,C-1,2026-10-01,7,USD\n")


@scene("Accounts in currencies that only one side has")
def one_sided_currencies(folder: Path) -> Iterable[Fault]:
    return reconciled(folder, HEAD, LINE, options=["--currency", "RON"], more="INV-9,C-1,2026-10-01,7,USD\n")


# --- balances ------------------------------------------------------------------------------------------------------


@scene("A customer's balance that does not follow from its rows")
def does_not_add_up(folder: Path) -> Iterable[Fault]:
    rows = [HEAD, LINE]
    rows += [(dt.date(2026, 10, day), f"INV-{day}", None, 10.0, 100.0 + 10 * (day - 2)) for day in range(3, 7)]
    return reconciled(
        folder, *rows, (dt.date(2026, 10, 9), "INV-9", None, 5.0, 150.0), (None, "Closing balance", None, None, 151.0)
    )


@scene("A sheet that does not go on where the one before ended")
def sheets_with_a_gap(folder: Path) -> Iterable[Fault]:
    november = [HEAD, (None, "Opening balance", None, 90.0, None), (NOVEMBER, "INV-3", None, 5.0, None)]
    return of_sheets(folder, {"October": [HEAD, LINE], "November": november})


@scene("An opening balance on no side")
def opening_on_no_side(folder: Path) -> Iterable[Fault]:
    return reconciled(folder, HEAD, (None, "Opening balance", None, None, 70.0), (*LINE[:4], None))


# --- signs ---------------------------------------------------------------------------------------------------------


@scene("One column of amounts that agrees with nothing")
def sign_untold(folder: Path) -> Iterable[Fault]:
    return reconciled(folder, ("Date", "Document", "Amount"), (dt.date(2026, 10, 2), "Z-1", 33.0))


@scene("A customer sends a copy of our view")
def our_own_view(folder: Path) -> Iterable[Fault]:
    return reconciled(folder, HEAD[:4], (dt.date(2026, 10, 2), "INV-1", 100.0, None))


@scene("A side is said that the columns do not have")
def side_that_does_not_fit(folder: Path) -> Iterable[Fault]:
    return reconciled(folder, HEAD, LINE, options=["--owed", Owed.PLUS.value])


@scene("A sign is said where there are no signs")
def sign_that_does_not_fit(folder: Path) -> Iterable[Fault]:
    one = ("Date", "Document", "Amount"), (dt.date(2026, 10, 2), "INV-1", 100.0)
    return reconciled(folder, *one, options=["--owed", Owed.CREDIT.value])


# --- usage ---------------------------------------------------------------------------------------------------------


@scene("A customer that the book does not know")
def unknown_customer(folder: Path) -> Iterable[Fault]:
    return of_sheets(folder, {"Ledger": [HEAD, LINE]}, customer="Nobody")


@scene("A customer whose id is nearly another's")
def nearly_known_customer(folder: Path) -> Iterable[Fault]:
    return of_sheets(folder, {"Ledger": [HEAD, LINE]}, customer="C-11")


@scene("A column is named that no account has")
def no_such_column(folder: Path) -> Iterable[Fault]:
    return reconciled(folder, HEAD, LINE, options=["--column", "due=Pay by"])
