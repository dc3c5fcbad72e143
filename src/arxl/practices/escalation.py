"""Who is in charge of a debt: the house, counsel, an agency (practice C7).

The stage is what a row of Decisions approved last (kind *escalation approved*, Value counsel or agency, By who approved
it); without one the house collects itself. The next stage is proposed by class, level and letters: counsel where a
debt is bad or dead, where the supply level is 6, or where the last notice is out and its time is over; an agency where
counsel is in charge and the debt is dead. What the next stage still lacks is said: written notice, a contract and
signed notes for the dossier, the approval. Nothing is handed over by itself.

>>> found = escalation_of(Matter(debt_class=3, unsigned_notes=2))
>>> found.stage, found.proposed
('internal', 'counsel')
>>> [str(missing) for missing in found.missing][:2]
['The last notice, in writing.', 'A signed contract for the dossier.']
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from arxl.errors import Fault, Sentence, label, sentence
from arxl.locale.named import named_in_any_language
from arxl.practices.debt_class import BAD, CLASSES, DEAD
from arxl.practices.decision import decisions_in_force
from arxl.practices.supply_level import NORMAL, RECOVER
from arxl.tables.history import History
from arxl.tables.schema import Decisions

STAGES = (label("internal"), label("counsel"), label("agency"))
INTERNAL, COUNSEL, AGENCY = range(len(STAGES))

APPROVED = "escalation approved"


@dataclass(frozen=True, slots=True)
class Matter:
    """What the stage of a customer's debt follows from.

    Attributes:
        debt_class: the worst of what is open, a place in `CLASSES`.
        level: the supply level.
        notice: whether a last notice, or a notice by Decisions, was sent.
        notice_over: whether the time that the last notice gave is over.
        contract: whether a signed contract is on file.
        unsigned_notes: documents past due whose delivery note is not signed.
        approved: the stage that was approved last, a place in `STAGES`.
    """

    debt_class: int = 0
    level: int = NORMAL
    notice: bool = False
    notice_over: bool = False
    contract: bool = False
    unsigned_notes: int = 0
    approved: int = INTERNAL


@dataclass(frozen=True, slots=True)
class Escalation:
    """Where a matter stands, where it belongs, why, and what is missing for that.

    Attributes:
        stage, proposed: of `STAGES`; equal where nothing is proposed.
    """

    stage: str
    proposed: str
    why: tuple[Sentence, ...] = ()
    missing: tuple[Sentence, ...] = ()


def escalation_of(matter: Matter) -> Escalation:
    """The stage of a matter and the next, one step at a time."""
    stage, why = matter.approved, tuple(_why(matter))
    proposed = min(stage + 1, AGENCY) if why else stage
    if proposed == stage:
        return Escalation(STAGES[stage], STAGES[stage])
    return Escalation(STAGES[stage], STAGES[proposed], why, tuple(_missing(matter, proposed)))


def approved_stages(decisions: Decisions, history: History, as_of: dt.date) -> Mapping[str, int]:
    """Customer -> the stage approved last by the day, while the approval lasts."""
    return {
        made.customer: stage
        for made in decisions_in_force(decisions, history)
        if made.kind == APPROVED and made.by and made.date <= as_of and (made.until is None or as_of <= made.until)
        if (stage := stage_named(made.value)) is not None
    }


def escalation_faults(decisions: Decisions) -> tuple[Fault, ...]:
    """A fault for every approval that names no stage, and for every one that nobody gave."""
    return tuple(_faults(decisions))


def _faults(decisions: Decisions) -> Iterator[Fault]:
    for row in (decisions.kind == APPROVED).nonzero()[0].tolist():
        if stage_named(str(decisions.value[row])) is None:
            yield Fault(
                decisions.origin.cell("value", row),
                sentence('an escalation to "{value}" is none.', value=str(decisions.value[row])),
                sentence("Write counsel or agency as Value; internal takes the matter back."),
            )
        if not decisions.by[row]:
            yield Fault(
                decisions.origin.cell("by", row),
                sentence("the escalation names nobody who approved it."),
                sentence("Write who approved it; until then it does not count."),
            )


@lru_cache(maxsize=64)
def stage_named(text: str) -> int | None:
    """The stage that a cell names, in any of the six languages; None where it names none.

    >>> stage_named(" Counsel "), stage_named("the police")
    (1, None)
    """
    return named_in_any_language(text, STAGES)


def _why(matter: Matter) -> Iterator[Sentence]:
    """What calls for the next stage; nothing where the matter stays where it is."""
    if matter.approved == AGENCY:
        return
    if matter.approved == COUNSEL:
        if matter.debt_class >= DEAD:
            yield sentence("The debt is {debt_class}.", debt_class=Sentence(CLASSES[matter.debt_class]))
        return
    if matter.debt_class >= BAD:
        yield sentence("The debt is {debt_class}.", debt_class=Sentence(CLASSES[matter.debt_class]))
    if matter.level >= RECOVER:
        yield sentence("The supply level is {level}.", level=matter.level)
    if matter.notice_over:
        yield sentence("The time that the last notice gave is over.")


def _missing(matter: Matter, proposed: int) -> Iterator[Sentence]:
    if not matter.notice:
        yield sentence("The last notice, in writing.")
    if proposed == COUNSEL and not matter.contract:
        yield sentence("A signed contract for the dossier.")
    if proposed == COUNSEL and matter.unsigned_notes:
        yield sentence("Signed delivery notes of {count} documents for the dossier.", count=matter.unsigned_notes)
    yield sentence(
        'The approval: a row "escalation approved" on the Decisions sheet with the Value {stage}.',
        stage=Sentence(STAGES[proposed]),
    )
