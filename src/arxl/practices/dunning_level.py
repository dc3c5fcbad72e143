"""How far a reminder goes: the dunning levels, in their order (practice B6).

>>> [str(level_by_days(days, ReminderPolicy())) for days in (-7, 0, 14, 15, 61)]
['before-due', 'due', 'late-soft', 'late-firm', 'last-notice']
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from enum import StrEnum

from arxl.errors import label
from arxl.tables.policy import ReminderPolicy


class DunningLevel(StrEnum):
    """How far a reminder goes; the value names it on the command line and in the register."""

    BEFORE_DUE = "before-due"
    DUE = "due"
    LATE_SOFT = "late-soft"
    LATE_FIRM = "late-firm"
    INTEREST = "interest"
    SUSPENSION = "suspension"
    LAST_NOTICE = "last-notice"
    COUNSEL = "counsel"


TITLES: Mapping[DunningLevel, str] = {
    DunningLevel.BEFORE_DUE: label("Reminder before the due date"),
    DunningLevel.DUE: label("Reminder on the due date"),
    DunningLevel.LATE_SOFT: label("Reminder"),
    DunningLevel.LATE_FIRM: label("Second reminder"),
    DunningLevel.INTEREST: label("Notice of interest"),
    DunningLevel.SUSPENSION: label("Notice of supply suspension"),
    DunningLevel.LAST_NOTICE: label("Last notice"),
    DunningLevel.COUNSEL: label("Assignment to counsel"),
}
LATE = tuple(DunningLevel)[2:7]  # what `dunning_days` counts
FORMAL = tuple(DunningLevel)[4:]  # written notices: signed and stamped
RANKS: Mapping[DunningLevel, int] = {level: rank for rank, level in enumerate(DunningLevel)}


def level_by_days(days_past_due: int, policy: ReminderPolicy) -> DunningLevel | None:
    """The level that an oldest item of so many days past due calls for; None where it calls for no letter."""
    if days_past_due < 0:
        return DunningLevel.BEFORE_DUE if -days_past_due <= policy.remind_before_days[-1] else None
    if days_past_due == 0:
        return DunningLevel.DUE
    reached = bisect_right(policy.dunning_days, days_past_due)
    return LATE[reached - 1] if reached else None


def counts_at(written: DunningLevel, reached: DunningLevel) -> DunningLevel:
    """The level at which a letter counts for a document that had reached a level by then: never more than its own.

    Only a notice of interest gives notice of it (C5): in a letter of a higher level, what had reached that level has
    had its second reminder.
    """
    if RANKS[reached] >= RANKS[written]:
        return written
    return DunningLevel.LATE_FIRM if reached is DunningLevel.INTEREST else reached
