"""Correcting a statement that differs from what is true (practice B4, formulas).

A statement is never changed. Its correction has a number of its own and names the old one: it opens with the old
closing balance, shows what is new since, and closes with the corrected balance, which the next statement opens with.
Only an account's latest statement is corrected.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from arxl.errors import Fault, WrongUsage, refused, sentence
from arxl.jobs.draft import printer_of, theme_of, with_rebates
from arxl.jobs.export import export_missing
from arxl.jobs.issue import issued_of, refuse_nameless, refuse_taking_back
from arxl.jobs.opened import OpenedBook
from arxl.jobs.printable import refuse_unprintable
from arxl.jobs.progress import Progress, no_progress
from arxl.jobs.seal import seal_for
from arxl.jobs.sheets import issued_copies, write_sheets
from arxl.practices.statement import Statement, correction_draft, month_span
from arxl.practices.statement_words import Issue
from arxl.register.store import Register
from arxl.tables.history import History, IssuedStatement


@dataclass(frozen=True, slots=True)
class Correction:
    """A statement that was corrected, the correction, and where its paper is."""

    corrected: IssuedStatement
    issued: IssuedStatement
    paper: Path


def correct(
    opened: OpenedBook, number: str, today: dt.date, folder: Path, progress: Progress = no_progress
) -> Correction:
    """Issue the correction of a statement and export its paper into the folder of its month.

    Args:
        opened: the book at any day; the correction is of the statement's month.

    Raises:
        Faulty: the book has faults, or a text that no font shows; nothing is issued.
        WrongUsage: there is no such statement.
        Refused: it is not the account's latest; nothing is new since it was issued; the register or a file.
    """
    opened.refuse_faults()
    refuse_nameless(opened)
    seal = seal_for(opened, today)
    with Register.at(opened.register_file, opened.book.company.id, create=False) as register:
        old = _latest(register.history(), number, opened)
        with progress.held_back(), register.transaction() as writing:
            page = _page(opened.with_history(register.history()), old)
            numbered = replace(page, number=writing.next_number(page.last_day.year))
            return_by = today + dt.timedelta(days=opened.statement_policy.return_days)
            issue = Issue(numbered, today, return_by)
            (paper,) = printer_of(opened, writing.code_key(today), seal).papers([issue])
            issued = issued_of(issue, paper)
            writing.issue(issued, paper)
        export_missing(register, [issued], folder, progress)
        path = folder / issued.file
        if not path.with_suffix(".xlsx").exists():
            write_sheets(path.with_suffix(".xlsx"), issued_copies(register, [issued]), (), progress)
    return Correction(old, issued, path)


def _latest(history: History, number: str, opened: OpenedBook) -> IssuedStatement:
    wanted = number.strip().casefold()
    found = next((one for one in history.statements if one.number.casefold() == wanted), None)
    if found is None:
        raise WrongUsage(
            Fault(
                opened.register_file.name,
                sentence("there is no statement {number}.", number=number),
                sentence("List the numbers with arxl register list."),
            )
        )
    account = found.customer, found.currency
    last = [one for one in history.statements if (one.customer, one.currency) == account][-1]
    if last.number != found.number:
        raise refused(
            found.number,
            sentence("{last} of {month} is the latest statement of this account.", last=last.number, month=last.month),
            sentence("Correct {last}: what changed before it shows there as an earlier period.", last=last.number),
        )
    return found


def _page(opened: OpenedBook, old: IssuedStatement) -> Statement:
    last_day = month_span(old.month)[1]
    position = opened.position if opened.as_of == last_day else opened.application.position_at(last_day)
    page = correction_draft(position, old, opened.book, opened.history, opened.aging_policy)
    if not page.movements:
        raise refused(
            old.number,
            sentence("nothing of {month} has changed since it was issued.", month=old.month),
            sentence("Enter what was missing or wrong, dated in {month}, and run the command again.", month=old.month),
        )
    refuse_taking_back(opened, [page])
    refuse_unprintable(opened.book, theme_of(opened), [page])
    return with_rebates(opened, position, [page])[0]
