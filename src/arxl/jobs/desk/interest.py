"""Interest on what is past due (C5): by document, and the stretches behind it."""

from __future__ import annotations

from dataclasses import replace

from arxl.errors import label, sentence
from arxl.jobs.opened import OpenedBook
from arxl.jobs.reports import Reported
from arxl.practices.interest import interest_of
from arxl.tables.policy import InterestPolicy, policy_of
from arxl.workbook.results import Sheet


def interest(opened: OpenedBook) -> Reported:
    """C5: what interest comes to by the as-of date; it is claimed by a debit note, on request."""
    policy = policy_of(InterestPolicy, opened.book.settings)
    found = interest_of(opened.position, opened.book, opened.history, policy)
    rule = sentence(
        "Simple interest, day by day ({basis}), after notice; rounded once a document.", basis=policy.interest_basis
    )
    periods = replace(found.periods_table(), title=label("Interest by stretch"))
    return Reported(
        (Sheet(found.table(), (rule,)), Sheet(periods, (sentence("Stretches with one balance and one rate."),))),
        found.faults,
    )
