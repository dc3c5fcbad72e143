"""The whole desk in one run: every report of `jobs.reports`, on one reading and one matching of the book."""

from __future__ import annotations

from arxl.jobs.opened import OpenedBook
from arxl.jobs.reports import REPORTS, Reported
from arxl.practices.whose import Whose
from arxl.pulse import beating


def desk(opened: OpenedBook, whose: Whose) -> Reported:
    """All sheets of all reports, in their order; a fault that two of them meet is told once."""
    others = [report for report in REPORTS if report.name != "desk"]
    reported = [report.of(opened, whose) for report in beating(others, 1)]
    return Reported(
        tuple(sheet for one in reported for sheet in one.sheets),
        tuple(dict.fromkeys(fault for one in reported for fault in one.faults)),
    )
