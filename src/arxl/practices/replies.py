"""What customers answered to their statements (practice B4; PRACTICE, "What people decide").

A reply is recorded once: by the person who looked at the copy that came back, or as a row of the Decisions sheet
(`signed`, `differs`, `refused`; Reference is the statement's number, Date the day of the signature, Value who signed,
`seal` for the registered seal, or the figure of a customer who differs). Both make one record. A second that
contradicts the first is a fault; one that takes it further (differs, and signed later) is not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from arxl.errors import Fault, Sentence, sentence, warning
from arxl.kernels.money import Flaw, exponent_of, minor_from_floats
from arxl.practices.decision import DIFFERS, REFUSED, SIGNED, decision_of
from arxl.tables.choices import is_seal
from arxl.tables.history import History, IssuedStatement, RecordedDecision, Reply
from arxl.tables.numbers import numbers_of, objects
from arxl.tables.schema import Decisions

ANSWERS = (SIGNED, DIFFERS, REFUSED)
"""What a customer can answer."""

_SAID = {SIGNED: sentence("signed"), DIFFERS: sentence("differs"), REFUSED: sentence("refused")}

_FURTHER = {DIFFERS: 0, REFUSED: 0, SIGNED: 1}
"""A later answer of a higher rank takes an earlier one further; nothing takes a signature back."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A reply, and the cell that says it; "" where a person confirmed it elsewhere."""

    reply: Reply
    place: str = ""


def all_replies(decisions: Decisions, history: History) -> tuple[Reply, ...]:
    """Everything that customers answered, in order of date."""
    return tuple(said.reply for said in _in_order(decisions, history))


def replies(decisions: Decisions, history: History, as_of: dt.date) -> Mapping[str, Reply]:
    """Number of a statement -> what its customer answered last, by the day."""
    found: dict[str, Reply] = {}
    for said in _in_order(decisions, history):
        reply = said.reply
        known = found.get(reply.number)
        if reply.date > as_of or (known and _FURTHER[reply.answer] < _FURTHER[known.answer]):
            continue
        found[reply.number] = _together(known, reply) if known and _agree(known, reply) else reply
    return found


def signed_numbers(decisions: Decisions, history: History, as_of: dt.date) -> frozenset[str]:
    """Numbers of the statements of which an agreeing copy of the customer was recorded by the day."""
    found = replies(decisions, history, as_of)
    return frozenset(number for number, reply in found.items() if reply.answer == SIGNED)


def same_reply(decisions: Decisions, history: History, reply: Reply) -> bool:
    """Whether a reply is recorded already, in the same words; another copy of it is not looked at."""
    return any(
        (said.reply.number, said.reply.signatory, said.reply.sealed, said.reply.figure_minor)
        == (reply.number, reply.signatory, reply.sealed, reply.figure_minor)
        and _agree(said.reply, reply)
        for said in _in_order(decisions, history)
    )


def contradicting_replies(decisions: Decisions, history: History) -> tuple[Fault, ...]:
    """A fault for every reply that says otherwise than one of the same statement before it."""
    faults: list[Fault] = []
    first: dict[str, _Said] = {}
    for said in _in_order(decisions, history):
        known = first.setdefault(said.reply.number, said)
        if known is said:
            continue
        if _agree(known.reply, said.reply):
            first[said.reply.number] = replace(known, reply=_together(known.reply, said.reply))
            continue
        is_later = said.reply.date > known.reply.date
        if is_later and _FURTHER[said.reply.answer] > _FURTHER[known.reply.answer]:
            first[said.reply.number] = said
            continue
        faults.append(_contradiction(known, said, decisions.origin.sheet))
    return tuple(faults)


def unreadable_figures(decisions: Decisions, history: History) -> tuple[Fault, ...]:
    """A warning for every figure of a customer who differs that is no amount of the statement's currency."""
    currency_of = {statement.number: statement.currency for statement in history.statements}
    rows = ((row, decision_of(decisions, row)) for row in range(len(decisions)))
    return tuple(
        warning(
            decisions.origin.cell("value", row),
            sentence(
                'the customer\'s figure "{value}" is no amount in {currency}.', value=made.value, currency=currency
            ),
            sentence("Write the balance that the customer states, such as 1200.50."),
        )
        for row, made in rows
        if made.kind == DIFFERS
        and made.value.strip()
        and (currency := currency_of.get(made.reference))
        and figure_of(made.value, currency) is None
    )


def _in_order(decisions: Decisions, history: History) -> list[_Said]:
    """Every reply once, in order of its date; of one date what was recorded comes before rows that are new."""
    statements = {statement.number: statement for statement in history.statements}
    said = [_Said(reply) for reply in history.replies]
    said += [_Said(reply) for made in history.decisions if (reply := _reply_of(made, statements))]
    recorded = set(history.decisions)
    for row in range(len(decisions)):
        made = decision_of(decisions, row)
        reply = None if made in recorded else _reply_of(made, statements)
        if reply is not None:
            said.append(_Said(reply, decisions.origin.cell("value", row)))
    return sorted(said, key=lambda one: (one.reply.date, _FURTHER[one.reply.answer]))


def _reply_of(made: RecordedDecision, statements: Mapping[str, IssuedStatement]) -> Reply | None:
    """What a row of the Decisions sheet answers; None where it answers no statement that this customer was sent."""
    statement = statements.get(made.reference) if made.kind in _FURTHER else None
    if statement is None or made.customer not in ("", statement.customer):
        return None
    parts = [part.strip() for part in made.value.split(";") if part.strip()]
    signed = made.kind == SIGNED
    return Reply(
        number=made.reference,
        answer=made.kind,
        date=made.date,
        signatory="; ".join(part for part in parts if not is_seal(part)) if signed else "",
        sealed=signed and any(map(is_seal, parts)),
        figure_minor=figure_of(made.value, statement.currency) if made.kind == DIFFERS else None,
        by=made.by,
        copy="",
    )


def figure_of(text: str, currency: str) -> int | None:
    """An amount as people type it, in minor units; None where it is no amount of the currency.

    >>> figure_of("1.200,50", "EUR"), figure_of("about 90", "EUR")
    (120050, None)
    """
    read = numbers_of(objects([text]))
    if read.column_flaw or read.flaws or np.isnan(read.values[0]):
        return None
    minor = minor_from_floats(read.values, exponent_of(currency))
    return int(minor.minor[0]) if minor.flaw[0] == Flaw.EXACT else None


def _agree(one: Reply, other: Reply) -> bool:
    """Whether both can be one record: what neither leaves blank is the same."""
    return (
        (one.answer, one.date) == (other.answer, other.date)
        and (one.signatory == other.signatory or not one.signatory or not other.signatory)
        and (one.figure_minor == other.figure_minor or one.figure_minor is None or other.figure_minor is None)
    )


def _together(one: Reply, other: Reply) -> Reply:
    return replace(
        one,
        signatory=one.signatory or other.signatory,
        sealed=one.sealed or other.sealed,
        figure_minor=other.figure_minor if one.figure_minor is None else one.figure_minor,
        by=one.by or other.by,
        copy=one.copy or other.copy,
    )


def _contradiction(first: _Said, second: _Said, sheet: str) -> Fault:
    place = second.place or first.place or f"{sheet} {second.reply.number}"
    return Fault(
        place,
        sentence(
            "statement {number} is recorded as {first} of {first_date} and as {second} of {second_date}.",
            number=second.reply.number,
            first=_told(first.reply),
            first_date=first.reply.date,
            second=_told(second.reply),
            second_date=second.reply.date,
        ),
        sentence("Correct or delete the row that is wrong; to change what was agreed, correct the statement."),
    )


def _told(reply: Reply) -> Sentence:
    said = _SAID[reply.answer]
    return sentence("{answer} ({signatory})", answer=said, signatory=reply.signatory) if reply.signatory else said
