"""Which of the papers that were chosen are to be sent, to whom, and why the others are not (practice B4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from arxl.errors import Fault, Faulty, WrongUsage, refused, sentence
from arxl.jobs.opened import OpenedBook
from arxl.jobs.sent import SentPaper, as_it_stands, said_before, said_of_correction
from arxl.jobs.stated import issued_in
from arxl.papers.smtp import Delivery, Fate
from arxl.practices.recipients import Recipient, recipient_of
from arxl.practices.sending import SendingState, SendingStatus, issued_papers
from arxl.tables.history import History, IssuedPaper, IssuedStatement

SMTP, DRAFT = "smtp", "draft"
"""The ways of a sending."""

Paper = IssuedStatement | IssuedPaper


@dataclass(frozen=True, slots=True)
class Errand:
    """A paper that is to be sent."""

    paper: Paper
    recipient: Recipient
    status: SendingStatus

    @property
    def resumes(self) -> bool:
        """A draft that was begun and perhaps not written: it is written again, under the same message id."""
        return self.status.state is SendingState.IN_DOUBT


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """A paper that is not to be sent, as results show it; the fault where somebody has to do something about it."""

    row: SentPaper
    fault: Fault | None = None


def papers_named(history: History, numbers: Iterable[str]) -> tuple[Paper, ...]:
    """The statements and papers of these numbers, each once, in the order of the register.

    Raises:
        WrongUsage: nothing is issued under one of them.
    """
    papers = issued_papers(history)
    wanted = dict.fromkeys(number.strip().upper() for number in numbers)
    unknown = [number for number in wanted if number not in papers]
    if unknown:
        raise WrongUsage(
            *(
                Fault(
                    number,
                    sentence("nothing is issued under this number."),
                    sentence("List the numbers with arxl register list."),
                )
                for number in unknown
            )
        )
    return tuple(paper for number, paper in papers.items() if number in wanted)


def papers_of_month(history: History, month: str | None) -> tuple[Paper, ...]:
    """The statements of a month, or of the last one that has any.

    Raises:
        Refused: none is issued.
    """
    asked = month or max((statement.month for statement in history.statements), default="")
    statements = issued_in(history, asked)
    if not statements:
        raise refused(
            asked,
            sentence("no statement of the month is issued.") if asked else sentence("No statement is issued yet."),
            sentence("Issue the month first with arxl month-end, or name another one."),
        )
    return statements


def judged(opened: OpenedBook, paper: Paper, status: SendingStatus, way: str, today: dt.date) -> Errand | LeftAlone:
    """Whether a paper is to be sent now."""
    if status.state in (SendingState.SENT, SendingState.DRAFTED):
        return LeftAlone(as_it_stands(paper, status, *said_before(status)))
    if status.state is SendingState.IN_DOUBT and not _can_be_resumed(status, way):
        return LeftAlone(as_it_stands(paper, status), in_doubt(status))
    corrected_by = _correction_of(opened.history.statements, paper.number)
    if corrected_by:
        return LeftAlone(as_it_stands(paper, status, said_of_correction(corrected_by)))
    early = next((made for made in status.unused if made.date >= today), None)
    if early is not None:
        return LeftAlone(as_it_stands(paper, status), _too_early(paper.number, early.date, today))
    try:
        recipient = recipient_of(opened.book, paper.customer)
    except Faulty as error:
        return LeftAlone(as_it_stands(paper, status), error.faults[0])
    return Errand(paper, recipient, status)


def in_doubt(status: SendingStatus) -> Fault:
    """What to do about a sending that has no outcome."""
    assert status.sending is not None
    return Fault(
        status.number,
        sentence(
            "it was about to be sent to {to} on {day}, and whether it was is not known; it is not sent again.",
            to=status.sending.to,
            day=status.sending.sent_on,
        ),
        sentence(
            "If another run is sending just now, let it end. Else ask the customer, or look into the mailbox, and write"
            ' a row "sent" or "not sent" with Reference {number} on the sheet Decisions.',
            number=status.number,
        ),
    )


def fault_of(errand: Errand, delivery: Delivery) -> Fault | None:
    """What somebody has to do about a mail that did not go out, or may not have."""
    told = {"to": errand.recipient.address, "answer": delivery.answer}
    again = sentence("Run the command again later: it sends what is left.")
    match delivery.fate:
        case Fate.TAKEN:
            return None
        case Fate.REFUSED:
            fact = sentence("the mail server refuses the mail to {to}: {answer}.", **told)
            remedy = sentence(
                "Correct {cell} if the address is wrong, and run the command again.", cell=errand.recipient.cell
            )
            return Fault(errand.paper.number, fact, remedy)
        case Fate.REFUSED_NOW:
            fact = sentence("the mail server does not take the mail to {to} now: {answer}.", **told)
            return Fault(errand.paper.number, fact, again)
        case Fate.NOT_HANDED_OVER:
            fact = sentence("the connection broke before the mail to {to} was handed over: {answer}.", **told)
            return Fault(errand.paper.number, fact, again)
        case Fate.IN_DOUBT:
            return Fault(
                errand.paper.number,
                sentence("the mail to {to} was handed over, and the server did not answer: {answer}.", **told),
                sentence(
                    'Ask the customer, or look into the mailbox; then write a row "sent" or "not sent" with Reference'
                    " {number} on the sheet Decisions. Until then it is not sent again.",
                    number=errand.paper.number,
                ),
            )


def _can_be_resumed(status: SendingStatus, way: str) -> bool:
    """A draft that was about to be written went nowhere by itself: it can be written again."""
    return way == DRAFT and status.sending is not None and status.sending.way == DRAFT


def _correction_of(statements: Sequence[IssuedStatement], number: str) -> str:
    return next((statement.number for statement in statements if statement.corrects == number), "")


def _too_early(number: str, written: dt.date, today: dt.date) -> Fault:
    """Sent today, it would be taken back by that row, and go out once more."""
    return Fault(
        number,
        sentence('a row "not sent" of {written} takes nothing back; the paper is still to be sent.', written=written),
        sentence("Delete the row if it is not recorded yet, or send the paper after {day}.", day=max(written, today)),
    )
