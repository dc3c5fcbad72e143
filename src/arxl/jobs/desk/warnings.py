"""The report of early warnings (practice B8)."""

from __future__ import annotations

from arxl.errors import label, sentence
from arxl.jobs.opened import OpenedBook
from arxl.jobs.reports import Reported
from arxl.practices.warning import warnings_table
from arxl.tables.desk_policy import WarningPolicy
from arxl.tables.policy import policy_of
from arxl.workbook.results import Sheet


def warnings(opened: OpenedBook) -> Reported:
    """The warnings in force, and those that ended."""
    policy = policy_of(WarningPolicy, opened.book.settings)
    low, medium, high = policy.warn_expiry_days
    in_force = (
        label("What was noted about customers, and what their figures show: the gravest first, then the latest."),
        sentence(
            "A warning expires after {low}, {medium} or {high} days by its severity, or is closed with a reason.",
            low=low,
            medium=medium,
            high=high,
        ),
    )
    ended = (
        label(
            'Closed in the sheet Signals or by a row "warning closed" of Decisions, or expired. A signal that turns'
            " anew is a new warning."
        ),
    )
    customers = opened.book.customers
    return Reported(
        (
            Sheet(warnings_table(opened.warnings, customers), in_force),
            Sheet(warnings_table(opened.warnings, customers, ended=True), ended),
        )
    )
