"""What a macro works at: the open workbook, the day, the status bar, and the sheets that it leaves behind."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import xlwings as xw

from arxl.errors import Fault, Sentence, WrongUsage, label, sentence
from arxl.jobs.opened import OpenedBook, open_raw
from arxl.jobs.progress import Progress
from arxl.locale import Wording, wording
from arxl.tables.raw import RawBook
from arxl.tables.schema import Company
from arxl.workbook import natively
from arxl.workbook.live import raw_book
from arxl.workbook.live_results import Setting, owned_sheet, write_sheet
from arxl.workbook.results import Sheet

AS_OF = "AsOf"
"""Name of the cell that says the day of reports; without it, or where it is blank, it is today."""


class Desk:
    """One run on one workbook.

    Args:
        today: what the clock says.
        wish: whether somebody wishes to stop.
    """

    def __init__(self, book: xw.Book, today: dt.date, wish: Callable[[], bool]) -> None:
        self.book, self.today = book, today
        self.progress = Progress(self._show_step, wish)
        self._shown = ""
        self.company = Company("")
        self.as_of = today

    @property
    def wording(self) -> Wording:
        """The company's language, once it is read."""
        return wording(self.company.language)

    @property
    def path(self) -> Path | None:
        """Where the workbook is saved; None where it never was, or on no disk of this machine."""
        with contextlib.suppress(Exception):  # what is on a server has an address that leads nowhere here
            path = Path(self.book.fullname)
            return path.resolve() if path.is_file() else None
        return None

    @property
    def is_saved(self) -> bool:
        """Whether the file is what the screen shows."""
        return self.path is not None and natively.is_saved(self.book)

    def opened(self, as_of: dt.date | None = None) -> OpenedBook:
        """The workbook, read once, as of a day; None is that of the workbook's own cell, else today.

        Raises:
            Refused: no table is found, or the register is not to be trusted.
            Faulty: a policy has a value that it does not take.
            WrongUsage: the cell `AsOf` holds no day.
        """
        self.progress(label("Reading the workbook"), 0, 1)
        self.as_of = as_of or day_said(self._as_of_cell(), self.today)
        path = self.path or Path(self.book.name)
        opened = open_raw(self._raw, path, {}, self.as_of, history=self.path is not None)
        self.company = opened.book.company
        return opened

    @cached_property
    def _raw(self) -> RawBook:
        return raw_book(self.book)

    def show(self, sheets: Sequence[Sheet], *, front: int = 0) -> list[str]:
        """Write result sheets, and show one of them; answers their names."""
        setting = Setting(self.company, self.as_of, self.wording, self.progress.poll)
        written = []
        for nth, sheet in enumerate(sheets):
            self.progress(label("Writing sheets"), nth, len(sheets))
            written.append(write_sheet(self.book, sheet, setting))
        written[front].activate()
        return [sheet.name for sheet in written]

    def _show_step(self, step: str, done: int, total: int) -> None:
        """How far the run is, in the status bar."""
        text = self.wording.text(step) + (f" {done}/{total}" if total > 1 else "")
        if text != self._shown:
            self.book.app.status_bar = self._shown = text

    def has_sheet(self, title: str) -> bool:
        """Whether a result of this title stands in the workbook."""
        return owned_sheet(self.book, self.wording.text(title)) is not None

    def _as_of_cell(self) -> object:
        if AS_OF not in self.book.names:
            return None
        try:
            return self.book.names[AS_OF].refers_to_range.value
        except Exception:  # a name of a constant leads to no cell, and each program says so in its own way
            return AS_OF


def day_said(value: object, today: dt.date) -> dt.date:
    """The day that the cell `AsOf` says; today where it is blank.

    Raises:
        WrongUsage: it holds something else.

    >>> day_said(dt.datetime(2026, 10, 31), dt.date(2026, 11, 3)), day_said(None, dt.date(2026, 11, 3))
    (datetime.date(2026, 10, 31), datetime.date(2026, 11, 3))
    """
    match value:
        case None:
            return today
        case dt.datetime():
            return value.date()
        case dt.date():
            return value
    raise WrongUsage(
        Fault(
            AS_OF,
            sentence('the cell holds "{value}", not a date.', value=str(value)),
            sentence("Write the day of the report into the cell, or clear it for today."),
        )
    )


def with_note(sheet: Sheet, *notes: str | Sentence) -> Sheet:
    """A result with more to say above it."""
    return replace(sheet, notes=(*sheet.notes, *notes))


@contextlib.contextmanager
def quiet_screen(app: xw.App) -> Iterator[None]:
    """The screen stands still inside; afterwards the status bar is the program's own again."""
    before = app.screen_updating
    app.screen_updating = False
    try:
        yield
    finally:
        with contextlib.suppress(Exception):  # the workbook, or the program, may be gone
            app.screen_updating = before
            app.status_bar = False
