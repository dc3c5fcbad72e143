"""The reminder run (B6): who gets which letter today."""

from __future__ import annotations

from arxl.errors import sentence
from arxl.jobs.letters import correspondence
from arxl.jobs.opened import OpenedBook
from arxl.jobs.reports import Reported
from arxl.practices.open_account import open_accounts
from arxl.practices.reminder import reminder_run, reminders_table
from arxl.practices.whose import salespeople_of, with_salesperson
from arxl.workbook.results import Sheet


def reminders(opened: OpenedBook) -> Reported:
    """B6: one row an account with something open."""
    desk = correspondence(opened, opened.as_of)
    rows = reminder_run(desk, open_accounts(opened.position).values(), opened.history)
    count = sum(row.goes for row in rows)
    rule = sentence("Letters that go out today: {count}; at most one a customer.", count=count)
    table = with_salesperson(reminders_table(rows), salespeople_of(opened.book.customers))
    return Reported((Sheet(table, (rule,)),), opened.levels.faults)
