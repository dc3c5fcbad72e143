"""Drafts of a month's statements: unnumbered, recorded nowhere, printed where a folder says (practice B4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from arxl.errors import Refused, label, refused, sentence
from arxl.jobs.export import export, statements_folder
from arxl.jobs.opened import OpenedBook
from arxl.jobs.paper_names import names_of
from arxl.jobs.printable import refuse_unprintable
from arxl.jobs.progress import Progress, no_progress
from arxl.jobs.report import inputs
from arxl.jobs.sheets import issued_copies, write_sheets
from arxl.jobs.stated import StatedMonth, issued_in, stated, stated_draft
from arxl.locale import wording
from arxl.papers.statement import StatementPrinter
from arxl.papers.theme import read_theme
from arxl.practices.cash_application import Position
from arxl.practices.incentive import claims_until, rates_ppm, rebates
from arxl.practices.statement import Statement, month_drafts, month_span
from arxl.practices.statement_words import Copy, Issue
from arxl.register.store import Register, history_at
from arxl.tables.history import History
from arxl.workbook.save import make_folder

if TYPE_CHECKING:
    from arxl.papers.seal import Seal


def drafts(opened: OpenedBook, month: str) -> tuple[Statement, ...]:
    """The drafts of a month, with the rebates that customers earn; `opened.as_of` is its last day."""
    assert opened.as_of == month_span(month)[1]

    def position_at(day: dt.date) -> Position:
        return opened.position if day == opened.as_of else opened.application.position_at(day)

    pages = month_drafts(position_at, opened.as_of, opened.book, opened.history, month, opened.aging_policy)
    return with_rebates(opened, position_at(opened.as_of), pages)


def with_rebates(opened: OpenedBook, position: Position, pages: Sequence[Statement]) -> tuple[Statement, ...]:
    """The same drafts of the position's day, with what paying by the agreed day earns (A4)."""
    rates = rates_ppm(opened.book.customers)
    if not rates:
        return tuple(pages)
    claims = claims_until(opened.book.credits, position.as_of)
    earned = rebates(position, rates, claims, opened.statement_policy.rebate_late_days)
    return tuple(replace(page, rebates=earned.get((page.customer, page.currency), ())) for page in pages)


def unissued(opened: OpenedBook, month: str) -> list[Statement]:
    """The drafts of accounts that have no statement of the month yet; a closed month has none."""
    if month in opened.history.closed_months:
        return []
    return without_issued(drafts(opened, month), opened.history, month)


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
        refuse_unprintable(opened.book, theme_of(opened), pages)
        make_folder(folder)
        printer = printer_of(opened)
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
            *(stated_draft(page, file) for page, file in zip(pages, files, strict=True)),
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
    theme = read_theme(theme_of(opened))
    copies += [
        Copy(Issue(page), opened.book.company, theme.words(wording(page.language)).own)
        for page in unissued(opened, month)
    ]
    if not copies:
        raise refused(
            month,
            sentence("no account has a balance or a movement in this month: there is no statement."),
            sentence("Choose another month."),
        )
    return write_sheets(path, copies, inputs(opened.path), progress)


def _nothing_to_draft(opened: OpenedBook, month: str) -> Refused:
    folder = statements_folder(opened.path, month)
    return refused(
        month,
        sentence("the month is issued; there is nothing to draft."),
        sentence("Its papers are in {folder}; month-end writes again what is missing there.", folder=str(folder)),
    )


def without_issued(pages: Sequence[Statement], history: History, month: str) -> list[Statement]:
    """The drafts of accounts whose statement of the month is not issued yet."""
    done = {(statement.customer, statement.currency) for statement in issued_in(history, month)}
    return [page for page in pages if (page.customer, page.currency) not in done]


def printer_of(opened: OpenedBook, code_key: str = "", seal: Seal | None = None) -> StatementPrinter:
    """What prints the papers of a book, by the theme that its Policy names; drafts have neither code nor seal."""
    return StatementPrinter(opened.book.company, theme_of(opened), code_key, seal)


def theme_of(opened: OpenedBook) -> Path | None:
    """The folder of the company's own theme.typ; None where Policy names none."""
    named = opened.statement_policy.theme_path
    return opened.path.resolve().parent / named if named else None
