"""Supply levels by hand: what somebody with a name decided, for a reason, until a day (practice C1).

An override that lacks any of this is not carried out, and is a fault. The latest that is in force counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from arxl.errors import Fault, label, sentence
from arxl.practices.decision import OVERRIDE, decision_of, decisions_in_force
from arxl.practices.supply_level import BY_DECISION, LEVELS, Cause, Supply
from arxl.tables.history import History, RecordedDecision
from arxl.tables.schema import Decisions


def overridden(supply: Supply, overrides: Sequence[RecordedDecision], as_of: dt.date) -> Supply:
    """The level after the latest override that is in force on the day; of equal dates the highest level counts."""
    made = _override_of(supply.customer, overrides, as_of)
    if made is None:
        return supply
    level = _level_said(made)
    assert level is not None
    assert made.until is not None
    reason = sentence(
        "Level {level} by decision of {by} until {until}: {reason}. The rules give {given}.",
        level=level,
        by=made.by,
        until=made.until,
        reason=made.reason.rstrip("."),
        given=supply.level,
    )
    causes = (Cause(BY_DECISION, level), *supply.causes)
    return replace(supply, level=level, reasons=(reason, *supply.reasons), causes=causes)


def level_decided(customer: str, overrides: Sequence[RecordedDecision], as_of: dt.date) -> int | None:
    """The level that a customer has by decision on the day; None where none is in force."""
    made = _override_of(customer, overrides, as_of)
    return None if made is None else _level_said(made)


def _override_of(customer: str, overrides: Sequence[RecordedDecision], as_of: dt.date) -> RecordedDecision | None:
    """The latest override of a customer that is in force on the day."""
    in_force = [
        made
        for made in overrides
        if made.customer == customer and made.until is not None and made.date <= as_of <= made.until
    ]
    return max(in_force, key=lambda made: (made.date, _level_said(made) or 0), default=None)


def overrides_in_force(decisions: Decisions, history: History) -> tuple[RecordedDecision, ...]:
    """The overrides that have all that an override must have."""
    made = decisions_in_force(decisions, history)
    return tuple(one for one in made if one.kind == OVERRIDE and _lacking(one) is None)


def override_faults(decisions: Decisions) -> tuple[Fault, ...]:
    """What overrides lack, and where two of a day contradict each other."""
    faults = []
    level_of_day: dict[tuple[str, dt.date], int | None] = {}
    for row in np.flatnonzero(decisions.kind == OVERRIDE).tolist():
        made = decision_of(decisions, row)
        lacking = _lacking(made)
        if lacking is not None:
            faults.append(_incomplete(decisions, row, *lacking))
        elif level_of_day.setdefault((made.customer, made.date), _level_said(made)) != _level_said(made):
            faults.append(
                Fault(
                    decisions.origin.cell("value", row),
                    sentence(
                        "{customer} has two overrides of {date} with different levels.",
                        customer=made.customer,
                        date=made.date,
                    ),
                    sentence("Keep one of them; until then the higher level counts."),
                )
            )
    return tuple(faults)


def _level_said(made: RecordedDecision) -> int | None:
    value = made.value.strip().removesuffix(".0")
    return int(value) if value in {str(level) for level in range(len(LEVELS))} else None


def _lacking(made: RecordedDecision) -> tuple[str, str] | None:
    """Attribute and heading of the first thing that an override lacks."""
    if _level_said(made) is None:
        return "value", label("Value")
    if not made.by:
        return "by", label("By")
    if not made.reason:
        return "reason", label("Reason")
    return None if made.until is not None else ("until", label("Until"))


def _incomplete(decisions: Decisions, row: int, attribute: str, column: str) -> Fault:
    place = decisions.origin.cell(attribute, row)
    if attribute == "value":
        return Fault(
            place,
            sentence('the override has level "{value}".', value=decisions.value[row]),
            sentence("Write a level from 0 to 6."),
        )
    return Fault(
        place,
        sentence('the override has no "{column}".', column=column),
        sentence("An override needs a name, a reason and an end date."),
    )
