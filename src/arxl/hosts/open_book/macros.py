"""What the buttons do: the jobs of `jobs/`, run on the workbook that is open (DESIGN, "What is true where").

Written once against xlwings' public calls: Excel runs them as they stand, LibreOffice through `libreoffice.engine`. A
macro reads the tables of the workbook, runs the very job that the command line runs, and lets the program write the
result sheets. It never raises: what is wrong becomes a sentence, or a sheet of faults with links to the cells.
"""

from __future__ import annotations

import datetime as dt
import os
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import xlwings as xw

from arxl.errors import ArxlError, Cancelled, Fault, Faulty, Sentence, label, refused, sentence
from arxl.hosts.open_book import summaries
from arxl.hosts.open_book.desk import Desk, quiet_screen, with_note
from arxl.hosts.open_book.guide import write_guide
from arxl.hosts.open_book.stopping import Token, Wish, token_of
from arxl.jobs import check as checking
from arxl.jobs.draft import drafted
from arxl.jobs.export import drafts_folder
from arxl.jobs.month_end import close_month, write_month
from arxl.jobs.opened import OpenedBook
from arxl.jobs.reports import Report, by_macro
from arxl.jobs.results import (
    aging_sheet,
    allocation_sheets,
    faults_sheet,
    register_sheet,
    statements_sheet,
    supply_sheet,
    unapplied_sheet,
)
from arxl.locale import Wording, wording
from arxl.practices.statement import month_span, next_month
from arxl.practices.whose import EVERYBODY
from arxl.tables.defaults import defaults_in_force
from arxl.tables.history import History
from arxl.workbook.results import Sheet

TITLE = "arxl"


@dataclass(frozen=True, slots=True)
class Said:
    """What a macro says when it is done; `aloud`, where the sheets that it shows do not say it all."""

    sentences: tuple[Sentence, ...]
    aloud: bool = False


# --- running ---------------------------------------------------------------------------------------------------------

_running: list[Wish] = []


def stop() -> None:
    """Ask the macro that is running to stop; nothing happens where none is."""
    for wish in _running:
        wish.stop()


def run(name: str, book: xw.Book | None = None, token: Token | None = None, today: dt.date | None = None) -> str:
    """Run the macro of a button.

    Args:
        name: of the button (`hosts.buttons`).
        book: the workbook; None is the active one.
        token: what knows of a wish to stop besides `stop`; None is Esc, in Excel on Windows.
        today: the day; None asks the clock.

    Returns:
        What it said to the user, in the language of the company.
    """
    try:
        return _run(name, book, token, today)
    except Exception as error:  # of the program itself, before a job begins or while it shows what is wrong
        own_error = _own_error(error)
    return _told(book, wording("en"), (own_error,))


def _run(name: str, book: xw.Book | None, token: Token | None, today: dt.date | None) -> str:
    try:
        book = book or _active_book()
        _refuse_second_run()
    except ArxlError as error:
        return _told(book, wording("en"), error.faults)
    wish = Wish(token or token_of(book.app))
    desk = Desk(book, today or dt.date.today(), wish.wanted)
    _running.append(wish)
    try:
        with quiet_screen(book.app), desk.progress.listening():
            said = _carried_out(name, desk)
    except ArxlError as error:
        return _told(book, desk.wording, error.faults)
    finally:
        _running.remove(wish)
    text = "\n".join(desk.wording.say(each) for each in said.sentences)
    if said.aloud:
        _alert(book, text, "info")
    return text


def _carried_out(name: str, desk: Desk) -> Said:
    """Run a macro; faults that stop it go on a sheet."""
    try:
        return MACROS[name](desk)
    except Faulty as error:
        names = desk.show((faults_sheet(error.faults),))
        return Said((summaries.not_done(error.faults, names[0]),), aloud=True)
    except ArxlError:
        raise
    except Exception as error:
        own_error = _own_error(error)
    raise ArxlError(own_error)  # in LibreOffice the first one may be UNO's, which no context manager lets through


def _refuse_second_run() -> None:
    if _running:
        raise refused("", sentence("Another run is not over yet."), sentence("Wait for it, or stop it."))


def _active_book() -> xw.Book:
    try:
        return xw.books.active
    except Exception:  # each program says in its own way that nothing is open
        raise refused(
            "", sentence("No workbook is open."), sentence("Open the workbook that the job is about.")
        ) from None


def _told(book: xw.Book | None, language: Wording, faults: Iterable[Fault]) -> str:
    """Say what is wrong, on the screen where there is one."""
    text = "\n".join(
        f"{fault.place}: {language.say(fault.fact)} {language.say(fault.remedy)}".removeprefix(": ") for fault in faults
    )
    if book is not None:
        _alert(book, text, "critical")
    return text


def _alert(book: xw.Book, text: str, mode: str) -> None:
    """A message on the screen; without one nobody could close it."""
    try:
        if book.app.visible:
            book.app.alert(text, TITLE, mode=mode)
    except Exception:  # the program may be gone, and there is nobody left to tell
        return


def _own_error(error: Exception) -> Fault:
    if os.environ.get("ARXL_DEBUG"):
        traceback.print_exception(error)
    return Fault(
        "",
        sentence("arxl stopped at an error of its own ({error}).", error=f"{type(error).__name__}: {error}"),
        sentence("Report it with the button that was pressed."),
    )


# --- macros ----------------------------------------------------------------------------------------------------------


def _check(desk: Desk) -> Said:
    sheet, counted = _everything_wrong(desk.opened())
    return Said((_written(desk, desk.show((sheet,))), counted))


def _age(desk: Desk) -> Said:
    opened = desk.opened()
    return _reported(desk, opened, (aging_sheet(opened),))


def _allocate(desk: Desk) -> Said:
    opened = desk.opened()
    open_items, allocations = allocation_sheets(opened)
    return _reported(desk, opened, (allocations, open_items, unapplied_sheet(opened)))


def _supply(desk: Desk) -> Said:
    opened = desk.opened()
    return _reported(desk, opened, (supply_sheet(opened),), opened.levels.faults)


def _register(desk: Desk) -> Said:
    names = desk.show((register_sheet(desk.opened()),))
    return Said((_written(desk, names),))


def _statements(desk: Desk) -> Said:
    return _drafts(desk, None)


def _month_end(desk: Desk) -> Said:
    if not desk.is_saved:
        return _drafts(desk, summaries.nothing_issued(never_saved=desk.path is None))
    month, opened = _opened_at_month(desk)
    closed = close_month(opened, month, desk.today, desk.progress)
    stated = closed.statements
    issued = summaries.issued(month, len(stated.statements), stated.issued)
    assert stated.folder is not None
    papers = summaries.papers(stated.folder)
    sheets = list(closed.sheets())
    front = next(nth for nth, sheet in enumerate(sheets) if sheet.links)
    sheets[front] = with_note(sheets[front], issued, papers)
    desk.show(sheets, front=front)
    results, _ = write_month(closed, desk.progress)  # last: where somebody has the file open, all else is done
    return Said((issued, papers, summaries.results(results), summaries.to_be_saved()), aloud=True)


def _help(desk: Desk) -> Said:
    try:
        desk.opened()
    except Cancelled:
        raise
    except ArxlError:  # the guide helps most where the workbook cannot be read
        pass
    return Said((summaries.guide(write_guide(desk.wording)),))


def _reported(desk: Desk, opened: OpenedBook, sheets: Sequence[Sheet], more: Sequence[Fault] = ()) -> Said:
    """Show a report; what it lacks for faults stands above it, and the faults on a sheet of their own.

    Where such a sheet stands from an earlier run, it is written anew, so that it never says what is no longer so.
    """
    faults = (*opened.faults, *more)
    notes = (summaries.left_out(faults, desk.wording.text(label("Faults"))),) if faults else ()
    shown = [with_note(sheet, *notes) for sheet in sheets]
    if faults or desk.has_sheet(label("Faults")):
        shown.append(_everything_wrong(opened)[0])
    return Said((_written(desk, desk.show(shown)), *notes))


def _everything_wrong(opened: OpenedBook) -> tuple[Sheet, Sentence]:
    """The sheet of faults and warnings, and how many there are."""
    faults = checking.check(opened)
    counted = summaries.counted(faults)
    return with_note(faults_sheet(faults), counted, *defaults_in_force(opened.book)), counted


def _drafts(desk: Desk, reason: Sentence | None) -> Said:
    """Draft the month that is issued next; papers go beside the workbook where it has a place."""
    month, opened = _opened_at_month(desk)
    has_papers = desk.path is not None and month not in opened.history.closed_months
    stated = drafted(opened, month, drafts_folder(opened.path, month) if has_papers else None, desk.progress)
    notes = () if reason is None else (reason,)
    if stated.folder is not None:
        notes = (*notes, summaries.papers(stated.folder))
    names = desk.show((with_note(statements_sheet(stated), *notes),))
    return Said((_written(desk, names), *notes), aloud=reason is not None)


def _opened_at_month(desk: Desk) -> tuple[str, OpenedBook]:
    """The month that is issued next, and the workbook as of its last day."""
    month = month_in_hand(desk.opened(desk.today).history, desk.today)
    return month, desk.opened(month_span(month)[1])


def _written(desk: Desk, names: Sequence[str]) -> Sentence:
    return summaries.written(desk.as_of, names)


def month_in_hand(history: History, today: dt.date) -> str:
    """The month to issue: the one that waits longest after the last closed one, else the one that ended last.

    >>> from arxl.tables.history import NO_HISTORY
    >>> month_in_hand(NO_HISTORY, dt.date(2026, 11, 3))
    '2026-10'
    """
    ended = (today.replace(day=1) - dt.timedelta(days=1)).isoformat()[:7]
    if not history.closed_months:
        begun = min((statement.month for statement in history.statements), default=ended)
        return min(begun, ended)
    return min(next_month(max(history.closed_months)), ended)


def _reporting(report: Report) -> Callable[[Desk], Said]:
    """The macro of a report."""

    def macro(desk: Desk) -> Said:
        opened = desk.opened()
        reported = report.of(opened, EVERYBODY)
        return _reported(desk, opened, reported.sheets, reported.faults)

    return macro


MACROS: dict[str, Callable[[Desk], Said]] = {
    "check": _check,
    "age": _age,
    "allocate": _allocate,
    "statements": _statements,
    "supply": _supply,
    "month_end": _month_end,
    "register": _register,
    "help": _help,
    **{name: _reporting(report) for name, report in by_macro().items()},
}
"""Name of a button -> what it does."""
