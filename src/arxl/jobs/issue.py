"""Statements of a month: drafts, and issuing (practice B4).

Issuing is one register transaction for a handful of statements: take the numbers, print the papers, store their
bytes. Files are exported from the register afterwards; a rerun issues what is left and exports what is missing. Files
may lag behind the register, never lead it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from arxl.errors import Refused, label, refused, sentence
from arxl.jobs.opened import OpenedBook
from arxl.jobs.paper_names import name_of, names_of
from arxl.jobs.progress import Progress, no_progress
from arxl.jobs.report import inputs
from arxl.jobs.sheets import export_sheets, issued_copies, write_sheets
from arxl.kernels.money import exponent_of
from arxl.papers.statement import StatementPrinter
from arxl.practices.decision import new_decisions
from arxl.practices.statement import (
    Movement,
    Statement,
    ledger_lines,
    month_span,
    movements_of,
    needs_opening_position,
    next_month,
    statement_drafts,
)
from arxl.practices.statement_words import Copy, Issue
from arxl.register.chain import digest_of
from arxl.register.store import Register, Writing, history_at
from arxl.tables.history import History, IssuedStatement, StatedLine
from arxl.tables.ledger import SETTLED
from arxl.workbook.kinds import Kind
from arxl.workbook.save import make_folder, save_safely

BATCH = 64  # statements in one transaction; a crash loses no more than these, and they are numbered again


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement as results show it, draft or issued. `number` and `file` are "" for a draft."""

    number: str
    customer: str
    currency: str
    exponent: int
    opening_minor: int
    movements: tuple[Movement, ...]
    closing_minor: int
    issued_on: dt.date | None
    return_by: dt.date | None
    file: str


@dataclass(frozen=True, slots=True)
class StatedMonth:
    """The statements of one month: issued ones in the order of their numbers, drafts by customer, then currency.

    Attributes:
        folder: where the papers are; None where none was written.
        issued: how many were issued by this run.
        exported: how many files this run wrote.
    """

    month: str
    statements: tuple[Stated, ...]
    folder: Path | None = None
    issued: int = 0
    exported: int = 0


def drafts(opened: OpenedBook, month: str) -> tuple[Statement, ...]:
    """The drafts of a month; `opened.as_of` is its last day."""
    assert opened.as_of == month_span(month)[1]
    before = None
    if needs_opening_position(opened.history, month):
        before = opened.application.position_at(month_span(month)[0] - dt.timedelta(days=1))
    return statement_drafts(opened.position, before, opened.book, opened.history, month, opened.aging_policy)


def unissued(opened: OpenedBook, month: str) -> list[Statement]:
    """The drafts of accounts that have no statement of the month yet; a closed month has none."""
    if month in opened.history.closed_months:
        return []
    return _without_issued(drafts(opened, month), opened.history, month)


def drafted(
    opened: OpenedBook, month: str, folder: Path | None = None, progress: Progress = no_progress
) -> StatedMonth:
    """The month without issuing anything: what was issued of it, and drafts of the rest, printed where a folder says.

    Raises:
        Faulty: the book has faults.
        Refused: a paper cannot be printed or written.
    """
    opened.refuse_faults()
    issued = issued_in(opened.history, month)
    if month in opened.history.closed_months:
        if folder is not None:
            raise _nothing_to_draft(opened, month)
        return StatedMonth(month, tuple(stated(statement) for statement in issued))
    pages = unissued(opened, month)
    files = [""] * len(pages)
    if folder is not None:
        make_folder(folder)
        printer = _printer(opened)
        names = names_of(page.customer for page in pages)
        files = [f"draft {names[page.customer]} {page.currency}.pdf" for page in pages]
        for count, (file, paper) in enumerate(
            zip(files, printer.papers(Issue(page) for page in pages), strict=True), 1
        ):
            export(folder / file, paper)
            progress(label("Printing drafts"), count, len(pages))
    return StatedMonth(
        month,
        (
            *(stated(statement) for statement in issued),
            *(_draft(page, file) for page, file in zip(pages, files, strict=True)),
        ),
        folder,
        exported=len(pages) if folder else 0,
    )


def drafted_sheets(opened: OpenedBook, month: str, path: Path, progress: Progress = no_progress) -> tuple[Path, ...]:
    """The month as a workbook, one sheet a statement: what was issued of it as it was issued, and drafts of the rest.

    Returns:
        The files: `path`, or several numbered ones beside it where one would have too many sheets.

    Raises:
        Faulty: the book has faults.
        Refused: the month has no statement; the register or a file.
    """
    opened.refuse_faults()
    opened = replace(opened, history=history_at(opened.register_file, opened.book.company.id))
    issued = issued_in(opened.history, month)
    copies = []
    if issued:
        with Register.at(opened.register_file, opened.book.company.id, create=False) as register:
            copies = issued_copies(register, issued)
    copies += [Copy(Issue(page), opened.book.company) for page in unissued(opened, month)]
    if not copies:
        raise refused(
            month,
            sentence("no account has a balance or a movement in this month: there is no statement."),
            sentence("Choose another month."),
        )
    return write_sheets(path, copies, inputs(opened.path), progress)


def issue_month(
    opened: OpenedBook, month: str, today: dt.date, folder: Path, progress: Progress = no_progress
) -> StatedMonth:
    """Number and freeze the statements of a month, once, and export their papers and sheets into `folder`.

    Months are issued in order. A month that is closed is not issued again: its missing files are exported. A run that
    was interrupted goes on where it stopped.

    Raises:
        Faulty: the book has faults; nothing is issued.
        Refused: the book says no company id; the month is not over, or not the next; the register or a file cannot be
            written.
    """
    opened.refuse_faults()
    _refuse_nameless(opened)
    _refuse_early(month, today)
    with Register.at(opened.register_file, opened.book.company.id, create=True) as register:
        history = register.history()
        _refuse_out_of_order(history, month)
        issued = 0
        if month not in history.closed_months:
            issued = _issue(opened.with_history(history), register, month, today, progress)
        statements = issued_in(register.history(), month)
        exported = _export_missing(register, statements, folder, progress)
        exported += export_sheets(register, statements, folder, month, progress)
    return StatedMonth(month, tuple(map(stated, statements)), folder, issued, exported)


def statements_folder(book: Path, month: str) -> Path:
    """Where the papers of a month stand: beside the book.

    >>> statements_folder(Path("Book.xlsx"), "2026-10").name
    'Book – statements 2026-10'
    """
    name = book.name if book.is_dir() else book.stem
    return book.with_name(f"{name} – statements {month}")


def _nothing_to_draft(opened: OpenedBook, month: str) -> Refused:
    folder = statements_folder(opened.path, month)
    return refused(
        month,
        sentence("the month is issued; there is nothing to draft."),
        sentence("Its papers are in {folder}; month-end writes again what is missing there.", folder=str(folder)),
    )


def _refuse_nameless(opened: OpenedBook) -> None:
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


def _refuse_taking_back(opened: OpenedBook, pages: Sequence[Statement]) -> None:
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
    _refuse_taking_back(opened, pages)
    left = _without_issued(pages, opened.history, month)
    printer = _printer(opened)
    return_by = today + dt.timedelta(days=opened.statement_policy.return_days)
    progress(label("Issuing statements"), 0, len(left))
    issued = 0
    for start in range(0, len(left), BATCH):
        with register.transaction() as writing:
            # Somebody else may be issuing the same month: what is in the register now is not issued again.
            batch = _without_issued(left[start : start + BATCH], register.history(), month)
            _issue_batch(writing, printer, batch, today, return_by)
        issued += len(batch)
        progress(label("Issuing statements"), min(start + BATCH, len(left)), len(left))
    quiet = _quiet_accounts(opened, pages)
    with register.transaction() as writing:
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
    writing: Writing, printer: StatementPrinter, pages: Sequence[Statement], today: dt.date, return_by: dt.date
) -> None:
    numbered = [replace(page, number=writing.next_number(page.last_day.year)) for page in pages]
    papers = printer.papers(Issue(page, today, return_by) for page in numbered)
    for page, paper in zip(numbered, papers, strict=True):
        writing.issue(
            IssuedStatement(
                number=page.number,
                customer=page.customer,
                currency=page.currency,
                month=page.month,
                issued_on=today,
                return_by=return_by,
                opening_minor=page.opening_minor,
                closing_minor=page.closing_minor,
                carried=page.carried,
                lines=tuple(movement.line for movement in page.movements),
                file=f"{page.number} {name_of(page.customer)}.pdf",
                digest=digest_of(paper),
            ),
            paper,
        )


def _export_missing(register: Register, statements: Sequence[IssuedStatement], folder: Path, progress: Progress) -> int:
    missing = [statement for statement in statements if not (folder / statement.file).exists()]
    make_folder(folder)
    for count, statement in enumerate(missing, 1):
        export(folder / statement.file, register.paper(statement.digest))
        progress(label("Exporting papers"), count, len(missing))
    return len(missing)


def export(path: Path, paper: bytes, inputs: Iterable[Path] = (), *, keep_previous: bool = False) -> None:
    """Write a paper so that it is never half there, and never over anything but a paper.

    Raises:
        Refused: see `save_safely`.
    """
    save_safely(
        path,
        lambda file: _put(file, paper),
        check=lambda _: None,
        inputs=inputs,
        kind=Kind.PDF,
        keep_previous=keep_previous,
    )


def _put(file: BinaryIO, paper: bytes) -> None:
    file.write(paper)


def _without_issued(pages: Sequence[Statement], history: History, month: str) -> list[Statement]:
    done = {(statement.customer, statement.currency) for statement in issued_in(history, month)}
    return [page for page in pages if (page.customer, page.currency) not in done]


def issued_in(history: History, month: str) -> tuple[IssuedStatement, ...]:
    """The statements issued of a month, in the order of their numbers."""
    return tuple(statement for statement in history.statements if statement.month == month)


def stated(issued: IssuedStatement) -> Stated:
    """An issued statement as results show it."""
    return Stated(
        number=issued.number,
        customer=issued.customer,
        currency=issued.currency,
        exponent=exponent_of(issued.currency),
        opening_minor=issued.opening_minor,
        movements=movements_of(issued),
        closing_minor=issued.closing_minor,
        issued_on=issued.issued_on,
        return_by=issued.return_by,
        file=issued.file,
    )


def _draft(page: Statement, file: str) -> Stated:
    return Stated(
        number="",
        customer=page.customer,
        currency=page.currency,
        exponent=page.exponent,
        opening_minor=page.opening_minor,
        movements=page.movements,
        closing_minor=page.closing_minor,
        issued_on=None,
        return_by=None,
        file=file,
    )


def _printer(opened: OpenedBook) -> StatementPrinter:
    named = opened.statement_policy.theme_path
    return StatementPrinter(opened.book.company, opened.path.resolve().parent / named if named else None)
