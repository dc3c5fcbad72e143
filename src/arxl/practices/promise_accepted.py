"""Promises that somebody accepted for the seller, by decision (practice B10, "What people decide").

A row "promise accepted" of Decisions names the customer, who accepted and, as Until, the promised day; without a day it
accepts what the customer promised last. Accepting changes no judgement: it is the receipts that keep a promise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from arxl.errors import Fault, sentence, warning
from arxl.practices.decision import PROMISED, decision_of, decisions_in_force
from arxl.practices.promises import Promise
from arxl.tables.history import History, RecordedDecision
from arxl.tables.schema import Book, Decisions


def accepted_by(
    promises: Sequence[Promise], decisions: Decisions, history: History, as_of: date
) -> Mapping[Promise, Sequence[str]]:
    """Promise -> who accepted it by the day; those that nobody accepted are not in it."""
    names: dict[Promise, list[str]] = {}
    for made in decisions_in_force(decisions, history, (PROMISED,)):
        if made.by and made.date <= as_of:
            for promise in _accepted(made, promises):
                if made.by not in names.setdefault(promise, []):
                    names[promise].append(made.by)
    return names


def _accepted(made: RecordedDecision, promises: Sequence[Promise]) -> tuple[Promise, ...]:
    """The promises that a decision accepts: those of its day, else those of the customer's last contact."""
    theirs = [one for one in promises if one.customer == made.customer and one.made_on <= made.date]
    if made.until is not None:
        return tuple(one for one in theirs if one.promised_on == made.until)
    last = max((one.made_on for one in theirs), default=None)
    return tuple(one for one in theirs if one.made_on == last)


def acceptance_faults(book: Book, promises: Sequence[Promise], as_of: date) -> tuple[Fault, ...]:
    """Acceptances by the day that name nobody; a warning for those that fit none of the promises made by then."""
    decisions, faults = book.decisions, []
    for row in np.flatnonzero(decisions.kind == PROMISED).tolist():
        made = decision_of(decisions, row)
        if not made.by:
            fact = sentence("the acceptance of a promise names nobody who accepted it.")
            faults.append(Fault(decisions.origin.cell("by", row), fact, sentence("Write who accepted it.")))
        elif made.date <= as_of and not _accepted(made, promises):
            fact = sentence(
                "{customer} has promised nothing by {date} that this row accepts.",
                customer=made.customer or "–",
                date=made.date,
            )
            remedy = sentence("Write the promise on the sheet Contacts, and its day here as Until.")
            faults.append(warning(decisions.origin.cell("until", row), fact, remedy))
    return tuple(faults)
