"""The work list of a book, by all of its policies (practice C4): what a job and a worksheet function call alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from arxl.practices.cash_application import Position
from arxl.practices.contact_time import calling_of
from arxl.practices.debt_class import worst_class
from arxl.practices.promises import Judged
from arxl.practices.receivables import Receivables
from arxl.practices.recovery import Recovery
from arxl.practices.sell_through import sold_on
from arxl.practices.supply_level import Supply
from arxl.practices.work_list import Desk
from arxl.tables.desk_policy import RecoveryPolicy, SellThroughPolicy, WorkListPolicy
from arxl.tables.history import History
from arxl.tables.policy import DebtClassPolicy, ReminderPolicy, policy_of


def desk_of(
    known: Receivables,
    position: Position,
    history: History,
    recovery: Recovery,
    promises: tuple[Judged, ...],
    levels: Iterable[Supply],
    lapsed: Collection[int],
) -> Desk:
    """What the list of a position's day is drawn from.

    Args:
        recovery, promises, levels: of the day.
        lapsed: positions in `position.debits` of what can no longer be claimed.

    Raises:
        Faulty: Policy holds a value that its key does not take.
    """
    book, settings = known.book, known.book.settings
    policy = policy_of(WorkListPolicy, settings)
    return Desk(
        position=position,
        book=book,
        history=history,
        chances=recovery.chances(policy_of(RecoveryPolicy, settings)),
        edges=known.aging_policy.buckets,
        sold_percent=sold_on(position, book),
        sold_due=policy_of(SellThroughPolicy, settings).sold_percent_due,
        promises=promises,
        classes=worst_class(position, book.customers, lapsed, policy_of(DebtClassPolicy, settings)),
        levels={row.customer: row.level for row in levels},
        calling=calling_of(book, policy, position.as_of),
        policy=policy,
        reminders=policy_of(ReminderPolicy, settings),
    )
