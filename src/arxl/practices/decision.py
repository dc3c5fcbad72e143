"""What people decide, and what became of it (PRACTICE, "What people decide").

Jobs copy new rows of the Decisions sheet to the register; a row changed or gone afterwards is a fault, and what was
recorded holds. A decision is known by its date, customer, kind and reference.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields

from arxl.errors import Fault, sentence, warning
from arxl.tables.history import History, RecordedDecision
from arxl.tables.schema import Customers, Decisions

SIGNED, DIFFERS, OVERRIDE, GRADE_ACCEPTED = "signed", "differs", "override", "grade accepted"
NOTICE_SENT, PROMISED = "notice sent", "promise accepted"
WRITTEN_OFF, SET_OFF = "write-off", "set-off"
REFUSED, REMINDED, REVIVED = "refused", "reminded", "limitation revived"
SENT, NOT_SENT = "sent", "not sent"
GRADES = "ABCDE"
"""Of customers, the best first."""

WORST_GRADE = GRADES[-1]
BLANK_GRADE = "C"
"""What a customer without a grade counts as."""

_Name = tuple[dt.date, str, str, str]


def decisions_in_force(
    decisions: Decisions, history: History, kinds: Collection[str] = ()
) -> tuple[RecordedDecision, ...]:
    """What was recorded, and the rows that the register does not know yet; in order of date, whatever that of rows.

    Args:
        kinds: those that are asked for; all where none is named.
    """
    recorded = [made for made in history.decisions if not kinds or made.kind in kinds]
    known = {_name(made) for made in recorded}
    rows = {made for _, made in _rows(decisions) if not kinds or made.kind in kinds}
    return tuple(sorted((*recorded, *(made for made in rows if _name(made) not in known)), key=_in_order))


def new_decisions(decisions: Decisions, history: History) -> tuple[RecordedDecision, ...]:
    """The rows that the register does not know yet, in order of date."""
    recorded = {_name(decision) for decision in history.decisions}
    new = {decision for _, decision in _rows(decisions) if _name(decision) not in recorded}
    return tuple(sorted(new, key=_in_order))


def changed_decisions(decisions: Decisions, history: History, book_begins: dt.date) -> tuple[Fault, ...]:
    """A fault for every decision that reads otherwise than when it was recorded, or is gone.

    A new year's book holds no decisions of the years before: what was decided before the book's first document is not
    looked for.
    """
    recorded: dict[_Name, list[RecordedDecision]] = defaultdict(list)
    for decision in history.decisions:
        recorded[_name(decision)].append(decision)
    faults = []
    seen = set()
    for row, decision in _rows(decisions):
        known = recorded.get(_name(decision))
        seen.add(_name(decision))
        if known and decision not in known:
            faults.append(_changed(decisions.origin.cell("kind", row), known[0], decision))
    gone = (made for made in history.decisions if made.date >= book_begins and _name(made) not in seen)
    return (*faults, *(_gone(decisions.origin.sheet, made) for made in gone))


def doubtful_copies(decisions: Decisions, history: History, as_of: dt.date) -> tuple[Fault, ...]:
    """A warning for every copy said to be signed, or to differ, of a statement that the customer was never sent."""
    customer_of = {statement.number: statement.customer for statement in history.statements}
    return tuple(
        warning(
            decisions.origin.cell("reference", row),
            sentence(
                'no statement "{number}" of customer "{customer}" is issued.',
                number=made.reference,
                customer=made.customer,
            ),
            sentence("Write the statement's number as Reference and its customer; until then the row does nothing."),
        )
        for row, made in _rows(decisions)
        if history.statements
        and made.kind in (SIGNED, DIFFERS, REFUSED)
        and made.date <= as_of
        and (made.reference not in customer_of or made.customer not in ("", customer_of[made.reference]))
    )


def accepted_grades(decisions: Decisions, history: History, as_of: dt.date) -> Mapping[str, str]:
    """Customer -> the grade accepted last by somebody with a name, by the day (A2); it beats the Customers sheet."""
    return {
        made.customer: grade_of(made.value)
        for made in decisions_in_force(decisions, history, (GRADE_ACCEPTED,))
        if made.date <= as_of and made.by and grade_of(made.value)
    }


def grade_of(text: str) -> str:
    """The grade that the Value of a decision says; "" where it is none.

    >>> grade_of(" b "), grade_of("AB")
    ('B', '')
    """
    grade = text.strip().upper()
    return grade if grade in tuple(GRADES) else ""


def differing_grades(customers: Customers, decisions: Decisions, history: History, as_of: dt.date) -> tuple[Fault, ...]:
    """A warning for every customer whose row holds another grade than the one accepted last."""
    accepted = accepted_grades(decisions, history, as_of)
    return tuple(
        warning(
            customers.origin.cell("grade", row),
            sentence(
                "the grade of {customer} is {grade}; {accepted} was accepted.",
                customer=customer,
                grade=customers.grade[row],
                accepted=accepted[customer],
            ),
            sentence("The accepted grade counts. Correct the cell, or accept another grade on the Decisions sheet."),
        )
        for row, customer in enumerate(customers.customer.tolist())
        if customer in accepted and customers.grade[row] != accepted[customer] and "grade" in customers.origin.letters
    )


def _name(decision: RecordedDecision) -> _Name:
    return decision.date, decision.customer, decision.kind, decision.reference


def _in_order(decision: RecordedDecision) -> tuple[_Name, str, str, str, dt.date]:
    return _name(decision), decision.value, decision.by, decision.reason, decision.until or dt.date.max


def _rows(decisions: Decisions) -> Iterator[tuple[int, RecordedDecision]]:
    columns = (getattr(decisions, part.name).tolist() for part in fields(RecordedDecision))
    return enumerate(RecordedDecision(*cells) for cells in zip(*columns, strict=True))


def decision_of(decisions: Decisions, row: int) -> RecordedDecision:
    """A row of the Decisions sheet as the register keeps it."""
    return RecordedDecision(
        date=decisions.date[row].item(),
        customer=str(decisions.customer[row]),
        kind=str(decisions.kind[row]),
        reference=str(decisions.reference[row]),
        value=str(decisions.value[row]),
        by=str(decisions.by[row]),
        reason=str(decisions.reason[row]),
        until=decisions.until[row].item(),
    )


def _changed(place: str, recorded: RecordedDecision, now: RecordedDecision) -> Fault:
    parts = ("value", "by", "reason", "until")
    return Fault(
        place,
        sentence(
            'the decision "{kind}" of {date} was recorded otherwise: {recorded}.',
            kind=now.kind,
            date=now.date,
            recorded=[
                f"{part} {getattr(recorded, part)}" for part in parts if getattr(recorded, part) != getattr(now, part)
            ],
        ),
        sentence("Restore the row, and write a new one for a new decision."),
    )


def _gone(sheet: str, recorded: RecordedDecision) -> Fault:
    return Fault(
        sheet,
        sentence(
            'the decision "{kind}" of {date} for {customer} is recorded and no longer on the sheet.',
            kind=recorded.kind,
            date=recorded.date,
            customer=recorded.customer or recorded.reference,
        ),
        sentence("Restore the row, and write a new one for a new decision."),
    )
