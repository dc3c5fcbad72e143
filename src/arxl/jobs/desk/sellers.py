"""What the sellers bring in: collection rate and commission (D1), targets and the diary (D2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from arxl.errors import label, sentence
from arxl.jobs.opened import OpenedBook
from arxl.jobs.reports import Reported
from arxl.practices.commission import MONTHS, commission_table, commissions
from arxl.practices.target import diary_table, target_stands, targets_table
from arxl.tables.calendar import WorkingDays, working_days
from arxl.tables.desk_policy import CommissionPolicy
from arxl.tables.policy import DuePolicy, policy_of
from arxl.workbook.results import Sheet


def commission(opened: OpenedBook) -> Reported:
    """D1: the month of the as-of date, and the months before it."""
    gate = policy_of(CommissionPolicy, opened.book.settings).commission_gate_percent
    rows = commissions(opened.position, opened.book)
    now = opened.as_of.isoformat()[:7]
    months = sorted({row.month for row in rows} - {now}, reverse=True)[: MONTHS - 1]
    this = commission_table([row for row in rows if row.month == now], gate)
    before = commission_table([row for row in rows if row.month in months], gate)
    rule = sentence(
        "Collected ÷ due by the month's end and open at its start or delivered in it; commission counts from {gate} %.",
        gate=gate,
    )
    return Reported((Sheet(this, (rule,)), Sheet(replace(before, title=label("Commission before")), (rule,))))


def targets(opened: OpenedBook) -> Reported:
    """D2: targets of the periods that have begun, and this month's diary."""
    worked = _worked(opened)
    stands = target_stands(opened.position, opened.book, worked)
    return Reported(
        (
            Sheet(targets_table(stands), (sentence("Sales less credits, and receipts, of each period so far."),)),
            Sheet(diary_table(opened.book, opened.as_of, worked), (sentence("A line a working day."),)),
        )
    )


def _worked(opened: OpenedBook) -> WorkingDays:
    """The working days around the as-of date; public holidays count, whether or not due dates move."""
    policy = policy_of(DuePolicy, opened.book.settings)
    year = dt.timedelta(days=366)
    return working_days(opened.book.company.country, opened.as_of - year, opened.as_of + year, policy)
