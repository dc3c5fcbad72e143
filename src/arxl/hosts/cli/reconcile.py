"""`arxl reconcile`: the customer's own account beside ours."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Iterable
from typing import Any

from arxl.errors import Fault, Severity, WrongUsage, sentence
from arxl.hosts.cli import machine, show
from arxl.hosts.cli.opening import opened_book
from arxl.jobs.reconcile import Asked, Reconciled, read_files, write_letters, write_workbook
from arxl.jobs.reconcile import reconcile as reconciled
from arxl.kernels.money import decimal_text, is_currency
from arxl.practices.reconciliation import Reconciliation
from arxl.practices.reconciliation_words import notes_of
from arxl.practices.their_sign import Owed
from arxl.tables.their_words import COLUMNS


def reconcile(asked: argparse.Namespace, today: dt.date) -> Iterable[Fault]:
    """`arxl reconcile BOOK CUSTOMER THEIR_FILE`."""
    said = _asked(asked)
    workbook = show.workbook_file(asked) if asked.format == "xlsx" else None
    done = reconciled(opened_book(asked, asked.as_of or today), asked.customer, asked.their_file, said)
    letters = write_letters(done, asked.letter) if asked.letter else ()
    if workbook:
        write_workbook(done, workbook)
        show.say(f"Written: {workbook}")
    elif asked.format == "json":
        show.write(asked, as_json(done), also=read_files(done))
    elif asked.format == "csv":
        show.tables(asked, done.opened, done.tables, also=read_files(done))
    else:
        _for_eyes(asked, done)
    for letter in letters:
        print(f"Written: {show.near(letter)}", file=sys.stderr if asked.format != "text" else sys.stdout)
    for fault in done.faults:
        if fault.severity is Severity.WARNING:
            print(f"warning: {fault}", file=sys.stderr)
    return (*done.opened.faults, *done.faults)


def _asked(asked: argparse.Namespace) -> Asked:
    """What is said about their file.

    Raises:
        WrongUsage: a column or a currency that does not exist.
    """
    for column, _ in asked.their_columns:
        if column not in COLUMNS:
            fact = sentence('their file has no column "{column}".', column=column)
            raise WrongUsage(Fault("--column", fact, sentence("The columns are: {columns}.", columns=list(COLUMNS))))
    currency = asked.currency.strip().upper()
    if currency and not is_currency(currency):
        fact = sentence('"{text}" is no currency.', text=asked.currency)
        raise WrongUsage(Fault("--currency", fact, sentence("Write its ISO 4217 code, such as EUR.")))
    return Asked(
        dict(asked.their_columns), currency, Owed(asked.owed) if asked.owed else None, asked.begins, asked.ends
    )


def _for_eyes(asked: argparse.Namespace, done: Reconciled) -> None:
    """What was compared and found, then the bridge, then every line."""
    notes = [str(note) for account in done.accounts for note in notes_of(account, done.file.name)]
    show.tables(asked, done.opened, done.tables, also=read_files(done), above=notes)


def as_json(done: Reconciled) -> str:
    """One account a currency: both balances, the bridge, every line."""
    found = {
        "as_of": done.opened.as_of.isoformat(),
        "customer": done.addressee.customer,
        "file": done.file.name,
        "accounts": [_account(account, done.file.name) for account in done.accounts],
        "bridge": machine.rows_of(done.tables[0]),
        "lines": machine.rows_of(done.tables[1]),
        "warnings": [str(fault) for fault in done.faults if fault.severity is Severity.WARNING],
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _account(result: Reconciliation, file: str) -> dict[str, Any]:
    return {
        "customer": result.customer,
        "currency": result.currency,
        "our_balance": decimal_text(result.ours.balance_minor, result.exponent),
        "their_balance": decimal_text(result.theirs.balance_minor, result.exponent),
        "difference": decimal_text(result.theirs.balance_minor - result.ours.balance_minor, result.exponent),
        "from": result.begins.isoformat(),
        "to": result.ends.isoformat(),
        "notes": [str(note) for note in notes_of(result, file)],
    }
