"""Sendings as results show them: of each paper to whom, about what, how large, and what became of it (practice B4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from arxl.errors import Fault, Sentence, label, sentence
from arxl.practices.sending import SendingState, SendingStatus
from arxl.tables.history import IssuedPaper, IssuedStatement
from arxl.tables.result import ResultColumn, ResultTable, Shows


@dataclass(frozen=True, slots=True)
class SentPaper:
    """One paper of a run.

    Attributes:
        to, subject: "" where no mail was made of it.
        size: bytes of the mail; 0 where none was made.
        state: where it stands after the run.
        tried: this run sent or drafted it, or tried to.
        detail: why it stands so.
    """

    number: str
    customer: str
    currency: str
    to: str
    subject: str
    size: int
    state: SendingState
    message_id: str
    tried: bool
    detail: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class SentPapers:
    """A run.

    Attributes:
        way: smtp or draft.
        folder: where the drafts are; None where mails were sent.
        dry_run: nothing was sent, written or recorded.
        rows: in the order of the register.
        faults: what kept papers from being sent.
    """

    way: str
    folder: Path | None
    dry_run: bool
    rows: tuple[SentPaper, ...]
    faults: tuple[Fault, ...]

    def count(self, state: SendingState) -> int:
        """How many this run brought into a state."""
        return sum(row.state is state for row in self.rows if row.tried)


def as_it_stands(paper: IssuedStatement | IssuedPaper, status: SendingStatus, *detail: Sentence) -> SentPaper:
    """A paper that this run leaves as it is."""
    sending = status.sending
    return SentPaper(
        number=paper.number,
        customer=paper.customer,
        currency=paper.currency,
        to=sending.to if sending else "",
        subject="",
        size=0,
        state=status.state,
        message_id=sending.message_id if sending else "",
        tried=False,
        detail=detail,
    )


def said_before(status: SendingStatus) -> tuple[Sentence, ...]:
    """Why a paper that was sent or drafted is left alone."""
    if status.state is SendingState.SENT:
        return (sentence("Sent on {day}; it is not sent again.", day=status.on),)
    if status.state is SendingState.DRAFTED:
        return (
            sentence(
                'Drafted on {day}; write "sent" or "not sent" on the sheet Decisions when you know.', day=status.on
            ),
        )
    return ()


def said_of_correction(number: str) -> Sentence:
    """Why a corrected statement is left alone."""
    return sentence("Corrected by {number}, which is the one to send.", number=number)


def said_of_answer(answer: str) -> Sentence:
    """What the server said."""
    return sentence("The server answered: {answer}.", answer=answer)


def said_of_draft(file: str) -> Sentence:
    """Where the draft is."""
    return sentence("Draft: {file}.", file=file)


def sent_table(sent: SentPapers) -> ResultTable:
    """A row a paper."""
    rows = sent.rows
    return ResultTable(
        label("Sendings"),
        (
            ResultColumn("number", label("Number"), Shows.TEXT, [row.number for row in rows]),
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [row.customer for row in rows]),
            ResultColumn("currency", label("Currency"), Shows.TEXT, [row.currency for row in rows]),
            ResultColumn("to", label("To"), Shows.TEXT, [row.to for row in rows]),
            ResultColumn("subject", label("Subject"), Shows.TEXT, [row.subject for row in rows]),
            ResultColumn("bytes", label("Bytes"), Shows.WHOLE, [row.size or None for row in rows]),
            ResultColumn("state", label("State"), Shows.LABEL, [row.state.value for row in rows]),
            ResultColumn("detail", label("Remark"), Shows.SENTENCES, [row.detail for row in rows]),
        ),
    )


def in_doubt_table(statuses: Sequence[tuple[IssuedStatement | IssuedPaper, SendingStatus]]) -> ResultTable:
    """A row a sending of which nobody knows whether it went out."""
    sendings = [status.sending for _, status in statuses if status.sending is not None]
    return ResultTable(
        label("Sendings in doubt"),
        (
            ResultColumn("number", label("Number"), Shows.TEXT, [paper.number for paper, _ in statuses]),
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [paper.customer for paper, _ in statuses]),
            ResultColumn("currency", label("Currency"), Shows.TEXT, [paper.currency for paper, _ in statuses]),
            ResultColumn("to", label("To"), Shows.TEXT, [sending.to for sending in sendings]),
            ResultColumn("way", label("Way"), Shows.TEXT, [sending.way for sending in sendings]),
            ResultColumn("on", label("Date"), Shows.DATE, [status.on for _, status in statuses]),
            ResultColumn(
                "message_id",
                label("Message"),
                Shows.TEXT,
                [sending.message_id for sending in sendings],
            ),
        ),
    )
