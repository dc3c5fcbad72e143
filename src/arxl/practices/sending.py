"""What became of every paper that is to be sent: to send, drafted, sent, refused, or in doubt (practice B4).

A sending is recorded before anything goes out, its outcome afterwards. One without an outcome is *in doubt*: the run
ended in between, or the server took the message and its answer never came. It is not sent again before a person has
looked and written a row on the Decisions sheet, with the paper's number as Reference:

- `sent` settles it, whatever was attempted; also a draft that a person sent, or a paper that was handed over.
- `not sent` takes back one attempt, dated on its day or before; the paper can then be sent under a new message id.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from arxl.errors import Fault, label, sentence, warning
from arxl.practices.decision import NOT_SENT, SENT, decision_of, decisions_in_force
from arxl.tables.history import History, IssuedPaper, IssuedStatement, RecordedDecision, Sending, SendingOutcome
from arxl.tables.schema import Decisions


class SendingState(StrEnum):
    """Where the sending of a paper stands."""

    TO_SEND = label("to send")
    DRAFTED = label("drafted")
    SENT = label("sent")
    REFUSED = label("refused")
    IN_DOUBT = label("in doubt")


@dataclass(frozen=True, slots=True)
class SendingStatus:
    """A paper, and what became of its sending.

    Attributes:
        on: the day since which it stands so; None where nothing was attempted.
        sending: the attempt that counts; None where there was none, or a person settled it without one.
        detail: what the server answered, or who decided.
        attempts: how often it was about to be sent.
        unused: rows "not sent" that take nothing back, in order of date.
    """

    number: str
    state: SendingState
    on: dt.date | None = None
    sending: Sending | None = None
    detail: str = ""
    attempts: int = 0
    unused: tuple[RecordedDecision, ...] = ()


def issued_papers(history: History) -> dict[str, IssuedStatement | IssuedPaper]:
    """Number -> statement or other paper, in the order of the register, statements first."""
    papers: dict[str, IssuedStatement | IssuedPaper] = {paper.number: paper for paper in history.statements}
    return papers | {paper.number: paper for paper in history.papers}


def sending_statuses(
    decisions: Decisions, history: History, as_of: dt.date = dt.date.max
) -> Mapping[str, SendingStatus]:
    """Number -> status, of every statement and paper that was issued."""
    papers = issued_papers(history)
    attempts: dict[str, list[Sending]] = defaultdict(list)
    for sending in history.sendings:
        if sending.sent_on <= as_of:
            attempts[sending.number].append(sending)
    outcomes = {outcome.message_id: outcome for outcome in history.outcomes if outcome.known_on <= as_of}
    rows: dict[str, list[RecordedDecision]] = defaultdict(list)
    for made in decisions_in_force(decisions, history):
        if made.date <= as_of and _is_about_sending(made, papers):
            rows[made.reference].append(made)
    return {number: _status(number, attempts[number], outcomes, rows[number]) for number in papers}


def doubtful_sendings(decisions: Decisions, history: History) -> tuple[Fault, ...]:
    """A warning for every row "sent" or "not sent" whose Reference is no number of its customer."""
    papers = issued_papers(history)
    made = ((row, decision_of(decisions, row)) for row in range(len(decisions)))
    return tuple(
        warning(
            decisions.origin.cell("reference", row),
            sentence(
                'the row "{kind}" names "{number}", under which nothing is issued to the customer.',
                kind=decision.kind,
                number=decision.reference,
            ),
            sentence("Write the number of the statement or paper as Reference; until then the row does nothing."),
        )
        for row, decision in made
        if papers and decision.kind in (SENT, NOT_SENT) and not _is_about_sending(decision, papers)
    )


def _is_about_sending(made: RecordedDecision, papers: Mapping[str, IssuedStatement | IssuedPaper]) -> bool:
    paper = papers.get(made.reference)
    return made.kind in (SENT, NOT_SENT) and paper is not None and made.customer in ("", paper.customer)


def _status(
    number: str,
    attempts: list[Sending],
    outcomes: Mapping[str, SendingOutcome],
    rows: Iterable[RecordedDecision],
) -> SendingStatus:
    """On a day with both rows "sent" has the last word: nothing is sent twice."""
    said = sorted(rows, key=lambda made: (made.date, made.kind == SENT))
    if said and said[-1].kind == SENT:
        last = attempts[-1] if attempts else None
        return SendingStatus(number, SendingState.SENT, said[-1].date, last, said[-1].by, len(attempts))
    unused = [made for made in said if made.kind == NOT_SENT]
    state, counts = SendingState.TO_SEND, None
    for attempt in attempts:
        outcome = outcomes.get(attempt.message_id)
        state, counts = _of_outcome(outcome), attempt
        if state is SendingState.REFUSED:
            continue
        taken_back = next((made for made in unused if made.date >= attempt.sent_on), None)
        if taken_back is None:
            break
        unused.remove(taken_back)
        state, counts = SendingState.TO_SEND, None
    known = outcomes.get(counts.message_id) if counts else None
    on = known.known_on if known else counts.sent_on if counts else None
    detail = known.detail if known else ""
    return SendingStatus(number, state, on, counts, detail, len(attempts), tuple(unused))


def _of_outcome(outcome: SendingOutcome | None) -> SendingState:
    return SendingState.IN_DOUBT if outcome is None else SendingState(outcome.outcome)
