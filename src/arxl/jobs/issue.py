"""Issuing the statements of a month (practice B4).

Issuing is one register transaction for a handful of statements: take the numbers, print the papers, store their
bytes. Files are exported from the register afterwards; a rerun issues what is left and exports what is missing. Files
may lag behind the register, never lead it. Whoever wishes to stop is heard between two transactions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from arxl.errors import label, refused, sentence
from arxl.jobs.draft import drafts, printer_of, theme_of, without_issued
from arxl.jobs.export import export_missing
from arxl.jobs.opened import OpenedBook
from arxl.jobs.paper_names import name_of
from arxl.jobs.printable import refuse_unprintable
from arxl.jobs.progress import Progress, no_progress
from arxl.jobs.seal import seal_for
from arxl.jobs.sheets import export_sheets
from arxl.jobs.stated import StatedMonth, issued_in, stated
from arxl.papers.statement import StatementPrinter
from arxl.practices.decision import new_decisions
from arxl.practices.statement import Statement, ledger_lines, month_span, next_month
from arxl.practices.statement_words import Issue
from arxl.register.chain import digest_of
from arxl.register.store import Register, Writing
from arxl.tables.history import History, IssuedStatement, StatedLine
from arxl.tables.ledger import SETTLED

BATCH = 64  # statements in one transaction; a crash loses no more than these, and they are numbered again


def issue_month(
    opened: OpenedBook, month: str, today: dt.date, folder: Path, progress: Progress = no_progress
) -> StatedMonth:
    """Number and freeze the statements of a month, once, and export their papers and sheets into `folder`.

    Months are issued in order. A month that is closed is not issued again: its missing files are exported. A run that
    was interrupted goes on where it stopped.

    Raises:
        Faulty: the book has faults, or a text that no font shows; nothing is issued.
        Refused: the book says no company id; the month is not over, or not the next; the certificate that Policy names
            cannot seal; the register or a file cannot be written.
        Cancelled: somebody wished to stop. What is issued stays issued.
    """
    opened.refuse_faults()
    refuse_nameless(opened)
    _refuse_early(month, today)
    with Register.at(opened.register_file, opened.book.company.id, create=True) as register:
        history = register.history()
        _refuse_out_of_order(history, month)
        issued = 0
        if month not in history.closed_months:
            issued = _issue(opened.with_history(history), register, month, today, progress)
        statements = issued_in(register.history(), month)
        exported = export_missing(register, statements, folder, progress)
        exported += export_sheets(register, statements, folder, month, progress)
    return StatedMonth(month, tuple(map(stated, statements)), folder, issued, exported)


def refuse_nameless(opened: OpenedBook) -> None:
    """An id made from the file's name would give a renamed copy a register of its own, and the same numbers again."""
    if not opened.book.names_company:
        raise refused(
            opened.path.name,
            sentence("the book says no company id, under which its register is kept."),
            sentence(
                "Write an ID on the Company sheet, or use --set company_id={id}; keep it for good.",
                id=opened.book.company.id,
            ),
        )


def _refuse_early(month: str, today: dt.date) -> None:
    last_day = month_span(month)[1]
    if today < last_day:
        raise refused(
            month,
            sentence("the month ends on {last_day}; today is {today}.", last_day=last_day, today=today),
            sentence("Issue its statements from {last_day} on; without --issue they are drafts.", last_day=last_day),
        )


def _refuse_out_of_order(history: History, month: str) -> None:
    """After the first month each follows the one before; a month that was begun is finished first."""
    begun = {statement.month for statement in history.statements} - set(history.closed_months)
    waiting = min(begun, default="")
    if not waiting and history.closed_months:
        waiting = next_month(max(history.closed_months))
    if not waiting or month == waiting or month in history.closed_months:
        return
    if month > waiting:
        raise refused(
            month,
            sentence("the statements of {waiting} are not issued yet.", waiting=waiting),
            sentence("Issue {waiting} first: months are issued in order.", waiting=waiting),
        )
    raise refused(
        month,
        sentence("the register begins with {first}.", first=min(history.closed_months, default=waiting)),
        sentence("A month before it can be drafted, not issued."),
    )


def refuse_taking_back(opened: OpenedBook, pages: Sequence[Statement]) -> None:
    """A row that is left out for a fault must not take back what an issued statement shows."""
    if not opened.faults:
        return
    book = opened.book
    read = {*book.deliveries.document, *book.receipts.receipt, *book.credits.credit}
    gone = sorted(
        {
            movement.line.document
            for page in pages
            for movement in page.movements
            if movement.earlier_period and movement.line.document.removesuffix(SETTLED) not in read
        }
    )
    if gone:
        raise refused(
            opened.path.name,
            sentence(
                "{documents} is on an issued statement, and its row is left out for a fault or gone.", documents=gone
            ),
            sentence("Correct the faults that arxl check lists first."),
        )


def _issue(opened: OpenedBook, register: Register, month: str, today: dt.date, progress: Progress) -> int:
    pages = drafts(opened, month)
    refuse_taking_back(opened, pages)
    left = without_issued(pages, opened.history, month)
    refuse_unprintable(opened.book, theme_of(opened), left)
    seal = seal_for(opened, today)
    printer: StatementPrinter | None = None
    return_by = today + dt.timedelta(days=opened.statement_policy.return_days)
    progress(label("Issuing statements"), 0, len(left))
    issued = 0
    for start in range(0, len(left), BATCH):
        with progress.held_back(), register.transaction() as writing:
            # Somebody else may be issuing the same month: what is in the register now is not issued again.
            batch = without_issued(left[start : start + BATCH], register.history(), month)
            printer = printer or printer_of(opened, writing.code_key(today), seal)
            _issue_batch(writing, printer, batch, today, return_by, progress)
        issued += len(batch)
        progress(label("Issuing statements"), min(start + BATCH, len(left)), len(left))
    quiet = _quiet_accounts(opened, pages)
    with progress.held_back(), register.transaction() as writing:
        history = register.history()
        for decision in new_decisions(opened.book.decisions, history):
            writing.record(decision, today)
        if month not in history.closed_months:
            writing.close_month(month, today, quiet)
    return issued


def _quiet_accounts(opened: OpenedBook, pages: Sequence[Statement]) -> dict[tuple[str, str], tuple[StatedLine, ...]]:
    """The lines of accounts that no statement ever showed: when the month closes they are frozen too."""
    known = {(page.customer, page.currency) for page in pages}
    known |= {(statement.customer, statement.currency) for statement in opened.history.statements}
    known |= opened.history.quiet_accounts.keys()
    if known >= opened.position.ledger.accounts.codes.keys():
        return {}
    return {key: lines for key, lines in ledger_lines(opened.position).items() if key not in known}


def _issue_batch(
    writing: Writing,
    printer: StatementPrinter,
    pages: Sequence[Statement],
    today: dt.date,
    return_by: dt.date,
    progress: Progress,
) -> None:
    numbered = [replace(page, number=writing.next_number(page.last_day.year)) for page in pages]
    papers = printer.papers(Issue(page, today, return_by) for page in numbered)
    for page, paper in zip(numbered, papers, strict=True):
        writing.issue(issued_of(Issue(page, today, return_by), paper), paper)
        progress.poll()


def issued_of(issue: Issue, paper: bytes) -> IssuedStatement:
    """What the register keeps of a numbered statement and its paper."""
    page = issue.statement
    assert issue.issued_on is not None
    assert issue.return_by is not None
    return IssuedStatement(
        number=page.number,
        customer=page.customer,
        currency=page.currency,
        month=page.month,
        issued_on=issue.issued_on,
        return_by=issue.return_by,
        opening_minor=page.opening_minor,
        closing_minor=page.closing_minor,
        carried=page.carried,
        lines=tuple(movement.line for movement in page.movements),
        file=f"{page.number} {name_of(page.customer)}.pdf",
        digest=digest_of(paper),
        corrects=page.corrects,
    )
