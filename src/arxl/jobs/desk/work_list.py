"""The work list of the day: as sheets, as pages to print, as a calendar for every salesperson (practice C4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from arxl.errors import label, sentence
from arxl.jobs.desk.beside import beside
from arxl.jobs.draft import theme_of
from arxl.jobs.export import export
from arxl.jobs.opened import OpenedBook
from arxl.jobs.paper_names import names_of
from arxl.jobs.progress import Progress
from arxl.jobs.proofs import lapsed_on
from arxl.jobs.report import inputs
from arxl.jobs.reports import Reported, Written
from arxl.locale import wording
from arxl.papers.calendar import calendar_of
from arxl.papers.work_list import NOBODY, WorkListPrinter
from arxl.practices.whose import EVERYBODY, Whose
from arxl.practices.work_desk import desk_of
from arxl.practices.work_list import WorkList
from arxl.practices.work_tables import documents_table, held_table, routes_table, work_table
from arxl.tables.policy import ReminderPolicy, policy_of
from arxl.workbook.kinds import Kind
from arxl.workbook.results import Sheet
from arxl.workbook.save import make_folder, save_safely

_NAME = "work list"
_ORDER = sentence(
    "In order of the money at stake by waiting: what is overdue, sold or promised for today, times the chance to "
    "recover it that is lost until the next bucket, raised where a promise is due, goods are sold, the settlement day "
    "is at hand or the month ends."
)
_HELD = sentence("Nobody here is contacted today: what is open is promised for a later day, or no time is fit.")


def work_list(opened: OpenedBook) -> Reported:
    """Whom to contact today, on which tour, about what; and who is held back.

    Raises:
        Faulty: Policy holds a value that its key does not take.
    """
    work, reminders = work_of(opened), policy_of(ReminderPolicy, opened.book.settings)
    return Reported(
        (
            Sheet(work_table(work, reminders), (_ORDER,)),
            Sheet(routes_table(work)),
            Sheet(documents_table(work)),
            Sheet(held_table(work), (_HELD,)),
        ),
        work.faults,
    )


def write_pages(opened: OpenedBook, where: Path | None, progress: Progress, whose: Whose = EVERYBODY) -> Written:
    """The list as one PDF, a group of pages a salesperson; beside the book where no path is given.

    Raises:
        Faulty: the book has faults, or a text holds a character that no font shows.
        Refused: the file.
    """
    work = _to_write(opened)
    printer = WorkListPrinter(opened.book.company, policy_of(ReminderPolicy, opened.book.settings), theme_of(opened))
    paper = printer.paper(_of(work, whose))
    path = where or beside(opened, _NAME, whose, ".pdf")
    export(path, paper, inputs(opened.path))
    progress(label("Printing the work list"), 1, 1)
    return Written((path,), work.faults)


def write_calendars(opened: OpenedBook, where: Path | None, progress: Progress, whose: Whose = EVERYBODY) -> Written:
    """A calendar file a salesperson, in a folder; beside the book where none is given.

    Raises:
        Faulty: the book has faults.
        Refused: a file.
    """
    work = _to_write(opened)
    company, policy = opened.book.company, policy_of(ReminderPolicy, opened.book.settings)
    # a person's file has the same name whoever else is asked for
    names = calendar_names(work.by_salesperson, wording(company.language).text(NOBODY))
    lists = _of(work, whose).by_salesperson
    folder = where or beside(opened, _NAME, whose, "")
    make_folder(folder)
    files = []
    for count, (person, tasks) in enumerate(lists.items(), 1):
        files.append(folder / f"{names[person]}.ics")
        _save(files[-1], calendar_of(tasks, opened.as_of, company, policy), inputs(opened.path))
        progress(label("Writing calendars"), count, len(lists))
    return Written(tuple(files), work.faults)


def _to_write(opened: OpenedBook) -> WorkList:
    """The list, for a file.

    Raises:
        Faulty: the book has faults; with what else keeps a customer off the list, as the sheets tell it.
    """
    work = work_of(opened)
    opened.refuse_faults(*work.faults)
    return work


def _of(work: WorkList, whose: Whose) -> WorkList:
    """The tasks that are asked for."""
    return replace(work, tasks=tuple(task for task in work.tasks if whose.keeps(task.customer, task.salesperson)))


def calendar_names(salespeople: Iterable[str], nobody: str) -> dict[str, str]:
    """Salesperson -> name of the file; customers that have none get a list of their own, whoever bears its name.

    >>> calendar_names(["", "Ana/Ben", "Nobody"], "Nobody")
    {'Ana/Ben': 'Ana_Ben~9078c8', 'Nobody': 'Nobody', '': 'Nobody –'}
    """
    people = list(salespeople)
    names = names_of(person for person in people if person)
    taken = {name.casefold() for name in names.values()}
    if "" in people:
        own = nobody
        while own.casefold() in taken:
            own += " –"
        names[""] = own
    return names


def _save(path: Path, content: bytes, book: Iterable[Path]) -> None:
    def put(file: BinaryIO) -> None:
        file.write(content)

    save_safely(path, put, check=lambda _: None, inputs=book, kind=Kind.TEXT, keep_previous=False)


def work_of(opened: OpenedBook) -> WorkList:
    """The tasks of the as-of date."""
    return desk_of(
        opened,
        opened.position,
        opened.history,
        opened.recovery,
        opened.promises,
        opened.levels.rows,
        lapsed_on(opened),
    ).work_list()
