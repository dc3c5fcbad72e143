"""Computed warnings that people close, by decision (practice B8).

A row "warning closed" of Decisions names the customer and, as Reference, the signal in any of the six languages; it
needs a name and a reason. It closes what has turned up by its date.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from arxl.errors import Fault, label, sentence
from arxl.practices.decision import decision_of, decisions_in_force
from arxl.practices.warning_signs import COMPUTED
from arxl.tables.choices import choice_named
from arxl.tables.history import History, RecordedDecision
from arxl.tables.schema import Decisions

WARNING_CLOSED = "warning closed"
_HEADINGS = {"customer": label("Customer ID"), "by": label("By"), "reason": label("Reason")}


def closings(decisions: Decisions, history: History) -> Mapping[tuple[str, str], tuple[RecordedDecision, ...]]:
    """(Customer, signal) -> the decisions that close it, in order of date."""
    found: dict[tuple[str, str], tuple[RecordedDecision, ...]] = {}
    for made in decisions_in_force(decisions, history):
        if made.kind == WARNING_CLOSED and _lacking(made) is None:
            key = made.customer, choice_named(made.reference, COMPUTED) or ""
            found[key] = (*found.get(key, ()), made)
    return found


def closing_faults(decisions: Decisions) -> tuple[Fault, ...]:
    """What is wrong with rows that close a warning; they are not carried out."""
    return tuple(_faults(decisions))


def _faults(decisions: Decisions) -> Iterator[Fault]:
    for row in np.flatnonzero(decisions.kind == WARNING_CLOSED).tolist():
        made = decision_of(decisions, row)
        lacking = _lacking(made)
        if lacking == "reference":
            yield Fault(
                decisions.origin.cell("reference", row),
                sentence('"{signal}" is no warning that a decision closes.', signal=made.reference),
                sentence("Write one of: {signals}. A noted one is closed in its row of Signals.", signals=COMPUTED),
            )
        elif lacking is not None:
            yield Fault(
                decisions.origin.cell(lacking, row),
                sentence('the closing of a warning has no "{column}".', column=_HEADINGS[lacking]),
                sentence("A warning is closed for a customer, by a name and for a reason."),
            )


def _lacking(made: RecordedDecision) -> str | None:
    """The first attribute that the closing of a warning lacks."""
    if choice_named(made.reference, COMPUTED) is None:
        return "reference"
    return next((name for name in _HEADINGS if not getattr(made, name)), None)
