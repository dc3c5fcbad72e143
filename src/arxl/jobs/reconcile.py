"""Reconciliation from end to end: the book, the customer's own account, their differences, the letter (practice B5).

Nothing is recorded: neither side's books are changed by what is found.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from arxl.errors import Amount, Fault, Faulty, Severity, WrongUsage, sentence, warning
from arxl.jobs.export import export
from arxl.jobs.opened import OpenedBook
from arxl.jobs.paper_names import name_of
from arxl.jobs.report import inputs
from arxl.kernels.money import decimal_of, exponent_of
from arxl.locale import wording
from arxl.papers.reconciliation import ReconciliationPrinter
from arxl.practices.addressee import Addressee, addressee_of
from arxl.practices.reconciliation import Reconciliation, accounts_of, our_account, reconciled
from arxl.practices.reconciliation_tables import bridge_table, lines_table
from arxl.practices.reconciliation_words import LINES_NOTE, notes_of
from arxl.practices.their_sign import Owed
from arxl.tables.policy import ReadingPolicy, ReconciliationPolicy, policy_of
from arxl.tables.result import ResultTable
from arxl.tables.their_account import Conventions
from arxl.tables.their_reading import their_file
from arxl.workbook.results import Results, Sheet, write_results
from arxl.workbook.save import make_folder
from arxl.workbook.their_file import read_their_file


@dataclass(frozen=True, slots=True)
class Asked:
    """What the accountant says about their file, where it does not say enough itself.

    Attributes:
        columns: column -> its header.
        currency: of their account.
        owed: on which side they have what they owe.
        begins: first day that it covers.
        ends: last day that it covers.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    currency: str = ""
    owed: Owed | None = None
    begins: dt.date | None = None
    ends: dt.date | None = None


@dataclass(frozen=True)
class Reconciled:
    """What was found.

    Attributes:
        file: their file.
        accounts: one a currency.
        faults: of their file: what cannot be read, and what is odd.
    """

    opened: OpenedBook
    addressee: Addressee
    file: Path
    accounts: tuple[Reconciliation, ...]
    faults: tuple[Fault, ...]

    @cached_property
    def tables(self) -> tuple[ResultTable, ResultTable]:
        """The bridge, and every line."""
        return bridge_table(self.accounts), lines_table(self.accounts)


def reconcile(opened: OpenedBook, customer: str, file: Path, asked: Asked) -> Reconciled:
    """Read their file and compare it with the book, on the as-of date of the book.

    Raises:
        WrongUsage: the book does not know the customer.
        Refused: their file cannot be read, or holds no account.
        Faulty: what leaves their whole account undecided.
    """
    addressee = _addressee(opened, customer)
    sheets, notes = read_their_file(file)
    reading = policy_of(ReadingPolicy, opened.book.settings)
    conventions = Conventions(
        asked.columns,
        asked.currency,
        tuple(accounts_of(opened.position, customer)),
        reading.date_order,
        reading.decimal_sign,
        asked.begins,
        asked.ends,
    )
    theirs = their_file(file.name, sheets, conventions)
    faults = (*notes, *theirs.faults)
    if not theirs.accounts and any(fault.severity is Severity.FAULT for fault in faults):
        raise Faulty(*faults)
    days = policy_of(ReconciliationPolicy, opened.book.settings).reconcile_days
    accounts = tuple(
        reconciled(opened.position, customer, account, days, asked.owed, file.name) for account in theirs.accounts
    )
    doubts = tuple(doubt for account in accounts for doubt in account.doubts)
    return Reconciled(opened, addressee, file, accounts, (*faults, *doubts, *_without_fellow(opened, file, accounts)))


def _without_fellow(opened: OpenedBook, file: Path, accounts: tuple[Reconciliation, ...]) -> Iterator[Fault]:
    """Accounts that only one side has."""
    customer = accounts[0].customer if accounts else ""
    ours = accounts_of(opened.position, customer)
    for account in accounts:
        if account.currency not in ours:
            fact = sentence(
                "their file has an account in {currency}; ours are {currencies}.",
                currency=account.currency,
                currencies=list(ours) or ["–"],
            )
            yield warning(file.name, fact, sentence("If it is in another currency, name that with --currency."))
    for currency in ours:
        if all(currency != account.currency for account in accounts):
            balance = our_account(opened.position, customer, currency).balance_minor
            fact = sentence(
                "their file has no account in {currency}; our balance is {amount}.",
                currency=currency,
                amount=Amount(decimal_of(balance, exponent_of(currency)), currency),
            )
            yield warning(file.name, fact, sentence("Ask for it, too."))


def _addressee(opened: OpenedBook, customer: str) -> Addressee:
    try:
        return addressee_of(opened.book, customer)
    except WrongUsage:
        near = get_close_matches(customer, opened.book.customers.customer.tolist(), 1, 0.5)
        if not near:
            raise
        fact = sentence("the book has no customer of this id.")
        raise WrongUsage(Fault(customer, fact, sentence("The nearest id is {customer}.", customer=near[0]))) from None


def write_workbook(done: Reconciled, path: Path) -> bool:
    """The bridge and the lines as a workbook that shows nothing of other customers.

    Returns:
        False if the file was there already, byte for byte.

    Raises:
        Refused: see `write_results`.
    """
    company = done.opened.book.company
    bridge, lines = done.tables
    notes = tuple(note for account in done.accounts for note in notes_of(account, done.file.name))
    sheets = (
        Sheet(bridge, notes),
        Sheet(lines, (LINES_NOTE,)),
    )
    results = Results(company, done.opened.as_of, None, sheets)
    return write_results(path, results, wording(company.language), read_files(done))


def read_files(done: Reconciled) -> tuple[Path, ...]:
    """What the job reads and must not write."""
    return (*inputs(done.opened.path), done.file)


def write_letters(done: Reconciled, folder: Path) -> tuple[Path, ...]:
    """A letter a currency, in the customer's language.

    Raises:
        Faulty: the book or their file has faults: a letter must not speak of half an account.
        Refused: a letter cannot be printed or written.
    """
    done.opened.refuse_faults()
    if any(fault.severity is Severity.FAULT for fault in done.faults):
        raise Faulty(*done.faults)
    make_folder(folder)
    policy = done.opened.statement_policy
    theme = done.opened.path.resolve().parent / policy.theme_path if policy.theme_path else None
    printer = ReconciliationPrinter(done.opened.book.company, theme)
    written = []
    for account in done.accounts:
        paper = printer.paper(account, done.addressee, done.file.name)
        path = folder / f"reconciliation {name_of(account.customer)} {account.currency} {account.as_of}.pdf"
        export(path, paper, read_files(done))
        written.append(path)
    return tuple(written)
