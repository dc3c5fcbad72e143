"""What lies on the desk of whoever reviews returned copies, and what became of each (practice B4).

The page is drawn from it anew after every answer, so that it always shows what the register holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from arxl.errors import ArxlError, Fault, WrongUsage, sentence
from arxl.jobs.countersign import Confirmation, confirm, match_by_hand
from arxl.jobs.opened import OpenedBook
from arxl.jobs.returned import Returned, ReturnedCopy
from arxl.practices.decision import SIGNED
from arxl.practices.replies import replies, signed_numbers
from arxl.register.store import history_at
from arxl.tables.history import IssuedStatement, Reply

Form = Mapping[str, str]


class Desk:
    """The copies of one review.

    Attributes:
        opened: the book beside the register as it is now.
        by: who confirmed last, so that the name is typed once.
    """

    def __init__(self, opened: OpenedBook, returned: Returned, today: dt.date) -> None:
        self.opened = opened
        self.copies: tuple[ReturnedCopy, ...] = returned.copies
        self.unmatched = dict(enumerate(returned.unmatched))  # a form names its page for good
        self.faults: tuple[Fault, ...] = returned.faults
        self.by = ""
        self._today = today
        self._said: dict[str, tuple[Fault, ...]] = {}

    def reply(self, number: str) -> Reply | None:
        """What is recorded of a statement."""
        return replies(self.opened.book.decisions, self.opened.history, self._today).get(number)

    def objections(self, place: str) -> tuple[Fault, ...]:
        """What kept the last answer of a copy ("copy 3") or page ("page 2") from being recorded."""
        return self._said.get(place, ())

    @property
    def unanswered(self) -> tuple[IssuedStatement, ...]:
        """Statements that nobody corrected or signed: those that a page may belong to."""
        corrected = {statement.corrects for statement in self.opened.history.statements}
        settled = corrected | signed_numbers(self.opened.book.decisions, self.opened.history, self._today)
        return tuple(one for one in self.opened.history.statements if one.number not in settled)

    def answer(self, at: int, form: Form) -> None:
        """Record what the form of a copy says."""
        copy = self.copies[at]
        try:
            said = Confirmation(
                number=copy.statement.number,
                answer=form.get("answer", ""),
                date=_date(form.get("date", ""), copy.statement.number),
                signatory=form.get("signatory", ""),
                sealed=form.get("sealed") == "yes",
                figure=form.get("figure", ""),
                by=form.get("by", ""),
                copy=copy.digest if copy.is_acceptable else "",
            )
            if said.answer == SIGNED and copy.examined is not None and not copy.is_acceptable:
                raise WrongUsage(copy.examined.told(copy.path.name))
            confirm(self.opened, said, self._today)
            self._refresh()
        except ArxlError as error:
            self._said[f"copy {at}"] = error.faults
            return
        self._said.pop(f"copy {at}", None)
        self.by = said.by

    def match(self, at: int, form: Form) -> None:
        """File a page that no code matches as a copy of the statement that the form names."""
        page = self.unmatched[at]
        try:
            match_by_hand(self.opened, page.path, (page.page,), form.get("number", ""), self._today, page.digest)
            self._refresh()
        except ArxlError as error:
            self._said[f"page {at}"] = error.faults
            return
        number = form["number"]
        statement = next(one for one in self.opened.history.statements if one.number == number)
        made = ReturnedCopy(statement, page.path, page.digest, (page.page,), thumbnail=page.thumbnail)
        del self.unmatched[at]
        self.copies = (*self.copies, made)
        self._said.pop(f"page {at}", None)

    def _refresh(self) -> None:
        register: Path = self.opened.register_file
        self.opened = self.opened.with_history(history_at(register, self.opened.book.company.id))


def _date(text: str, number: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise WrongUsage(
            Fault(
                number,
                sentence('"{text}" is no date of a signature.', text=text),
                sentence("Type the day that the customer wrote beside the signature, as 2026-11-09."),
            )
        ) from None
