"""The work list of the day: as sheets, as pages to print, as a calendar for every salesperson (practice C4)."""

from __future__ import annotations

from arxl.errors import sentence
from arxl.jobs.opened import OpenedBook
from arxl.jobs.proofs import lapsed_on
from arxl.jobs.reports import Reported
from arxl.practices.contact_time import calling_of
from arxl.practices.debt_class import worst_class
from arxl.practices.escalation import escalation_faults
from arxl.practices.promises import judged
from arxl.practices.sell_through import sold_on
from arxl.practices.work_list import Desk, WorkList
from arxl.practices.work_tables import documents_table, held_table, routes_table, work_table
from arxl.tables.desk_policy import RecoveryPolicy, SellThroughPolicy, WorkListPolicy
from arxl.tables.policy import AllocationPolicy, DebtClassPolicy, ReminderPolicy, policy_of
from arxl.workbook.results import Sheet

_ORDER = sentence(
    "In order of the money at stake by waiting: what is overdue, sold or promised for today, times the chance to "
    "recover it that is lost until the next bucket, raised where a promise is due, goods are sold, the settlement day "
    "is at hand or the month ends."
)
_HELD = sentence("Nobody here is contacted today: what is open is promised for a later day, or no time is fit.")


def work_list(opened: OpenedBook) -> Reported:
    """Whom to contact today, on which tour, about what; and who is held back.

    Raises:
        Faulty: Policy holds a value that its key does not take.
    """
    work, reminders = work_of(opened), policy_of(ReminderPolicy, opened.book.settings)
    return Reported(
        (
            Sheet(work_table(work, reminders), (_ORDER,)),
            Sheet(routes_table(work)),
            Sheet(documents_table(work)),
            Sheet(held_table(work), (_HELD,)),
        ),
        (*work.faults, *escalation_faults(opened.book.decisions)),
    )


def work_of(opened: OpenedBook) -> WorkList:
    """The tasks of the as-of date."""
    book, settings = opened.book, opened.book.settings
    policy = policy_of(WorkListPolicy, settings)
    return Desk(
        position=opened.position,
        book=book,
        history=opened.history,
        chances=opened.recovery.chances(policy_of(RecoveryPolicy, settings)),
        edges=opened.aging_policy.buckets,
        sold_percent=sold_on(opened.position, book),
        sold_due=policy_of(SellThroughPolicy, settings).sold_percent_due,
        promises=judged(book, opened.as_of, policy_of(AllocationPolicy, settings).tolerance),
        classes=worst_class(opened.position, book.customers, lapsed_on(opened), policy_of(DebtClassPolicy, settings)),
        levels={row.customer: row.level for row in opened.levels.rows},
        calling=calling_of(book, policy, opened.as_of),
        policy=policy,
        reminders=policy_of(ReminderPolicy, settings),
    ).work_list()
