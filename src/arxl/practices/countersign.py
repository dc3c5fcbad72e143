"""What became of every statement: sent, returned, agreed, or nothing heard of it (practice B4).

A copy that agrees is an acknowledgement of debt where a signatory of the customer's file signed it while he might, or
where it bears the registered seal that the file holds; any other is *signed, authority unproved*.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from arxl.errors import Amount, label
from arxl.kernels.arrays import Bools
from arxl.kernels.money import decimal_of, exponent_of
from arxl.practices.decision import DIFFERS, REMINDED, SENT, SIGNED, decisions_in_force
from arxl.practices.replies import all_replies, replies
from arxl.practices.sending import SendingState, sending_statuses
from arxl.tables.history import History, IssuedStatement, Reply
from arxl.tables.result import ResultColumn, ResultTable, Shows
from arxl.tables.schema import Book, Signatories


class Status(StrEnum):
    """Where a statement stands."""

    ISSUED = label("issued")
    SENT = label("sent")
    REMINDED = label("reminded")
    RETURNED = label("returned")
    AGREED = label("agreed")
    UNPROVED = label("signed, authority unproved")
    DIFFERS = label("differs")
    REFUSED = label("refused")
    NO_REPLY = label("no reply")
    CORRECTED = label("corrected")


class Event(NamedTuple):
    """A line of a statement's history.

    Attributes:
        what: an English message id.
        by: who did it, or where it went.
        figure_minor: the customer's own figure; None where there is none.
    """

    date: dt.date
    what: str
    by: str = ""
    figure_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Countersigned:
    """A statement and what became of it by a day.

    Attributes:
        reply: what the customer answered last; None while nothing is recorded.
        proved: the copy agrees, and whoever signed it might: an acknowledgement of debt.
        corrected_by: number of the statement that corrects it; "".
        events: its history, the first line its issue.
    """

    statement: IssuedStatement
    status: Status
    reply: Reply | None
    proved: bool
    corrected_by: str
    events: tuple[Event, ...]

    @property
    def since(self) -> dt.date:
        """The day from which it has its status."""
        if self.status is Status.NO_REPLY:
            return self.statement.return_by + dt.timedelta(days=1)
        if self.reply is not None and self.status is not Status.CORRECTED:
            return self.reply.date
        return max(event.date for event in self.events if event.what == self.status)


def countersigned(book: Book, history: History, as_of: dt.date) -> tuple[Countersigned, ...]:
    """Every statement issued by the day, in the order of the register."""
    if not history.statements:
        return ()
    answered = replies(book.decisions, history, as_of)
    events = _events(book, history, as_of)
    corrected = {one.corrects: one.number for one in history.statements if one.corrects and one.issued_on <= as_of}
    sendings = sending_statuses(book.decisions, history, as_of)
    found = []
    for statement in history.statements:
        if statement.issued_on > as_of:
            continue
        reply = answered.get(statement.number)
        proved = reply is not None and reply.answer == SIGNED and has_authority(book, statement.customer, reply)
        own = tuple(sorted(events[statement.number], key=lambda event: event.date))
        by = corrected.get(statement.number, "")
        done = {event.what for event in own} - {Status.SENT}
        if sendings[statement.number].state is SendingState.SENT:  # no decision took it back
            done.add(Status.SENT)
        status = _status(statement, reply, proved, bool(by), done, as_of)
        found.append(Countersigned(statement, status, reply, proved, by, own))
    return tuple(found)


def has_authority(book: Book, customer: str, reply: Reply) -> bool:
    """Whether who signed a copy might: a signatory on the day of the signature, or the registered seal."""
    if reply.sealed and _seal_on_file(book, customer):
        return True
    return bool(reply.signatory) and reply.signatory in signatories_on(book, customer, reply.date)


def signatories_on(book: Book, customer: str, day: dt.date) -> tuple[str, ...]:
    """Who may sign for a customer on a day, in the order of the sheet."""
    people = book.signatories
    return tuple(people.name[(people.customer == customer) & _may_sign(people, day)].tolist())


def all_signatories_on(book: Book, day: dt.date) -> Mapping[str, tuple[str, ...]]:
    """Customer -> who may sign for it on a day, in the order of the sheet; of all customers with one look."""
    people, found = book.signatories, defaultdict[str, tuple[str, ...]](tuple)
    rows = np.flatnonzero(_may_sign(people, day))
    for customer, name in zip(people.customer[rows].tolist(), people.name[rows].tolist(), strict=True):
        found[customer] += (name,)
    return found


def _may_sign(people: Signatories, day: dt.date) -> Bools:
    date = np.datetime64(day, "D")
    in_force: Bools = ~(people.valid_from > date) & ~(people.valid_until < date)  # NaT compares false: no bound
    return in_force


def _seal_on_file(book: Book, customer: str) -> bool:
    return bool(((book.customers.customer == customer) & (book.customers.seal_on_file == "yes")).any())


def _status(
    statement: IssuedStatement,
    reply: Reply | None,
    proved: bool,
    corrected: bool,
    done: Set[str],
    as_of: dt.date,
) -> Status:
    if corrected:
        return Status.CORRECTED
    if reply is not None:
        if reply.answer == SIGNED:
            return Status.AGREED if proved else Status.UNPROVED
        return Status.DIFFERS if reply.answer == DIFFERS else Status.REFUSED
    if Status.RETURNED in done:
        return Status.RETURNED
    if statement.return_by < as_of:
        return Status.NO_REPLY
    return next((status for status in (Status.REMINDED, Status.SENT) if status in done), Status.ISSUED)


def _events(book: Book, history: History, as_of: dt.date) -> Mapping[str, list[Event]]:
    found: dict[str, list[Event]] = defaultdict(list)
    for number, event in _all_events(book, history):
        if event.date <= as_of:
            found[number].append(event)
    return found


def _all_events(book: Book, history: History) -> Iterator[tuple[str, Event]]:
    for statement in history.statements:
        yield statement.number, Event(statement.issued_on, Status.ISSUED)
        if statement.corrects:
            yield statement.corrects, Event(statement.issued_on, Status.CORRECTED, statement.number)
    sendings = {sending.message_id: sending for sending in history.sendings}
    for outcome in history.outcomes:
        sending = sendings[outcome.message_id]
        what = Status.SENT if outcome.outcome == SENT else _OUTCOMES[outcome.outcome]
        yield sending.number, Event(outcome.known_on, what, sending.to)
    for made in decisions_in_force(book.decisions, history):
        if made.kind in (SENT, REMINDED):
            yield made.reference, Event(made.date, Status.SENT if made.kind == SENT else Status.REMINDED, made.by)
    for copy in history.copies:
        yield copy.number, Event(copy.filed_on, Status.RETURNED, copy.came_as)
    for reply in all_replies(book.decisions, history):
        yield reply.number, Event(reply.date, _ANSWERS[reply.answer], reply.signatory or reply.by, reply.figure_minor)


_ANSWERS = {SIGNED: label("signed"), DIFFERS: Status.DIFFERS, "refused": Status.REFUSED}
_OUTCOMES = {"drafted": label("drafted"), "refused": label("not accepted by the mail server")}


def history_table(one: Countersigned) -> ResultTable:
    """The history of a statement, line by line."""
    exponent, currency = exponent_of(one.statement.currency), one.statement.currency
    figures = [
        None if event.figure_minor is None else Amount(decimal_of(event.figure_minor, exponent), currency)
        for event in one.events
    ]
    return ResultTable(
        label("History"),
        (
            ResultColumn("date", label("Date"), Shows.DATE, [event.date for event in one.events]),
            ResultColumn("status", label("Status"), Shows.LABEL, [str(event.what) for event in one.events]),
            ResultColumn("by", label("Who"), Shows.TEXT, [event.by for event in one.events]),
            ResultColumn("figure", label("Their figure"), Shows.AMOUNT, figures),
        ),
    )
