"""Filing what came back, and recording what a person says of it (practice B4).

A copy is filed under its hash when it is matched: from then on its statement is *returned*. What the customer answered
is recorded only by a person, who types the day of the signature and chooses the signatory from the customer's file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from arxl.errors import Fault, Refused, Sentence, WrongUsage, refused, sentence
from arxl.jobs.opened import OpenedBook
from arxl.jobs.returned import ReturnedCopy, content_of
from arxl.practices.countersign import signatories_on
from arxl.practices.decision import DIFFERS, SIGNED
from arxl.practices.replies import ANSWERS, contradicting_replies, figure_of, same_reply
from arxl.register.chain import digest_of
from arxl.register.copies import keep_copy
from arxl.register.store import Register
from arxl.tables.history import FiledCopy, IssuedStatement, Reply


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What a person says of a copy.

    Attributes:
        answer: signed, differs or refused.
        date: of the signature.
        figure: the customer's own balance as typed, of a copy that differs; "" where it states none.
        by: who confirms.
        copy: digest of the filed copy; "" where there is none.
    """

    number: str
    answer: str
    date: dt.date
    signatory: str
    sealed: bool
    figure: str
    by: str
    copy: str = ""


def file_copies(opened: OpenedBook, copies: Sequence[ReturnedCopy], today: dt.date) -> tuple[FiledCopy, ...]:
    """File the copies that can be accepted, and record each once; answers those that are new.

    Raises:
        Refused: the folder of copies or the register cannot be written.
    """
    new = []
    with Register.at(opened.register_file, opened.book.company.id, create=False) as register:
        filing = _Filing(opened, register, today)
        for copy in copies:
            if copy.is_acceptable:
                new.append(filing.filed(copy.path, copy.statement.number, copy.pages, copy.digest))
    return tuple(filter(None, new))


def match_by_hand(
    opened: OpenedBook, path: Path, pages: Sequence[int], number: str, today: dt.date, seen: str = ""
) -> FiledCopy | None:
    """File a scan that bears no readable code as a copy of the statement that a person names; None where it is filed.

    Args:
        seen: digest of the file as it was shown; "" where it was not.

    Raises:
        WrongUsage: there is no such statement.
        Refused: see `file_copies`.
    """
    _statement(opened, number)
    with Register.at(opened.register_file, opened.book.company.id, create=False) as register:
        return _Filing(opened, register, today).filed(path, number, tuple(pages), seen)


def confirm(opened: OpenedBook, said: Confirmation, today: dt.date) -> Reply:
    """Record what a person says of a copy; what is recorded already in the same words is not recorded again.

    Raises:
        WrongUsage: a field is missing or cannot be.
        Refused: it contradicts what is recorded of the statement, or the register cannot be written.
    """
    statement = _statement(opened, said.number)
    reply = _reply(opened, said, statement, today)
    at = Register.at(opened.register_file, opened.book.company.id, create=False)
    with at as register, register.transaction() as writing:
        if not same_reply(opened.book.decisions, register.history(), reply):
            writing.record(reply, today)
            if faults := contradicting_replies(opened.book.decisions, register.history()):
                raise Refused(*faults)
    return reply


class _Filing:
    """Files copies beside one register, which is read once."""

    def __init__(self, opened: OpenedBook, register: Register, today: dt.date) -> None:
        self._opened, self._register, self._today = opened, register, today
        self._known = {(copy.digest, copy.number, copy.pages) for copy in register.history().copies}

    def filed(self, path: Path, number: str, pages: tuple[int, ...], seen: str) -> FiledCopy | None:
        """The copy as it is filed now; None where it was filed before."""
        content = content_of(path)
        digest = digest_of(content)
        if seen not in ("", digest):
            raise refused(
                path.name,
                sentence("the file is another one than was looked at."),
                sentence("Run the command again, and look at the file as it is now."),
            )
        if (digest, number, pages) in self._known:
            return None
        name = keep_copy(self._opened.register_file, content, path.suffix)
        filed = FiledCopy(digest, name, number, pages, path.name, self._today)
        with self._register.transaction() as writing:
            writing.record(filed, self._today)
        self._known.add((digest, number, pages))
        return filed


def _statement(opened: OpenedBook, number: str) -> IssuedStatement:
    found = next((one for one in opened.history.statements if one.number == number), None)
    if found is None:
        raise WrongUsage(
            Fault(
                opened.register_file.name,
                sentence("there is no statement {number}.", number=number),
                sentence("List the numbers with arxl register list."),
            )
        )
    return found


def _reply(opened: OpenedBook, said: Confirmation, statement: IssuedStatement, today: dt.date) -> Reply:
    if said.answer not in ANSWERS:
        raise _wrong(
            said, sentence('"{answer}" is no answer.', answer=said.answer), sentence("Choose one of the three.")
        )
    if not said.by.strip():
        raise _wrong(said, sentence("nobody is named who confirms."), sentence("Write your name."))
    if not statement.issued_on <= said.date <= today:
        raise _wrong(
            said,
            sentence(
                "the signature of {date} is not between the issue of {issued_on} and today.",
                date=said.date,
                issued_on=statement.issued_on,
            ),
            sentence("Type the day that the customer wrote beside the signature."),
        )
    if said.signatory and said.signatory not in signatories_on(opened.book, statement.customer, said.date):
        raise _wrong(
            said,
            sentence(
                "{name} is no signatory of {customer} on {date}.",
                name=said.signatory,
                customer=statement.customer,
                date=said.date,
            ),
            sentence("Choose one of the sheet Signatories, or none: then the authority is unproved."),
        )
    figure = figure_of(said.figure, statement.currency) if said.figure.strip() else None
    if said.figure.strip() and figure is None:
        raise _wrong(
            said,
            sentence('"{figure}" is no amount in {currency}.', figure=said.figure, currency=statement.currency),
            sentence("Write the balance that the customer states, such as 1200.50."),
        )
    signed = said.answer == SIGNED
    return Reply(
        number=statement.number,
        answer=said.answer,
        date=said.date,
        signatory=said.signatory if signed else "",
        sealed=signed and said.sealed,
        figure_minor=figure if said.answer == DIFFERS else None,
        by=said.by.strip(),
        copy=said.copy,
    )


def _wrong(said: Confirmation, fact: Sentence, remedy: Sentence) -> WrongUsage:
    return WrongUsage(Fault(said.number, fact, remedy))
