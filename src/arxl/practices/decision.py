"""What people decide, and what became of it (PRACTICE, "What people decide").

Jobs copy new rows of the Decisions sheet to the register; a row changed afterwards is a fault. A row is known by its
date, customer, kind and reference: last year's book may be gone, but the same decision never reads differently.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from arxl.errors import Fault, sentence
from arxl.tables.history import History, RecordedDecision
from arxl.tables.schema import Decisions

_Name = tuple[dt.date, str, str, str]


def new_decisions(decisions: Decisions, history: History) -> tuple[RecordedDecision, ...]:
    """The rows that the register does not know yet, in the order of the sheet."""
    recorded = {_name(decision) for decision in history.decisions}
    return tuple(decision for _, decision in _rows(decisions) if _name(decision) not in recorded)


def changed_decisions(decisions: Decisions, history: History) -> tuple[Fault, ...]:
    """A fault for every row that reads otherwise than when it was recorded."""
    recorded: dict[_Name, list[RecordedDecision]] = defaultdict(list)
    for decision in history.decisions:
        recorded[_name(decision)].append(decision)
    return tuple(
        Fault(
            decisions.origin.cell("kind", row),
            sentence(
                'the decision "{kind}" of {date} was recorded otherwise: {recorded}.',
                kind=decision.kind,
                date=decision.date,
                recorded=_difference(known[0], decision),
            ),
            sentence("Restore the row, and write a new one for a new decision."),
        )
        for row, decision in _rows(decisions)
        if (known := recorded.get(_name(decision))) and decision not in known
    )


def signed_numbers(decisions: Decisions, history: History, as_of: dt.date) -> frozenset[str]:
    """Numbers of the statements of which an agreeing copy was recorded by the day."""
    here = (decision for _, decision in _rows(decisions))
    return frozenset(
        made.reference for made in (*here, *history.decisions) if made.kind == "signed" and made.date <= as_of
    )


def _name(decision: RecordedDecision) -> _Name:
    return decision.date, decision.customer, decision.kind, decision.reference


def _rows(decisions: Decisions) -> Iterator[tuple[int, RecordedDecision]]:
    for row in range(len(decisions)):
        yield (
            row,
            RecordedDecision(
                date=decisions.date[row].item(),
                customer=str(decisions.customer[row]),
                kind=str(decisions.kind[row]),
                reference=str(decisions.reference[row]),
                value=str(decisions.value[row]),
                by=str(decisions.by[row]),
                reason=str(decisions.reason[row]),
                until=decisions.until[row].item(),
            ),
        )


def _difference(recorded: RecordedDecision, now: RecordedDecision) -> list[str]:
    parts = ("value", "by", "reason", "until")
    return [f"{part} {getattr(recorded, part)}" for part in parts if getattr(recorded, part) != getattr(now, part)]
