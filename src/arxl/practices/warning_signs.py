"""Signs of trouble that the figures show (practice B8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from arxl.errors import Sentence, label
from arxl.practices.cash_application import Position
from arxl.tables.desk_policy import WarningPolicy
from arxl.tables.schema import Book

PURCHASES_UP, PURCHASES_DOWN = label("purchases up"), label("purchases down")
SLOWER = label("slower payment")
PART_PAYMENT = label("first part payment")
EXTENSION = label("second request for extension")
BOUNCED = label("bounced receipt")
NEW_METHOD = label("new method of payment")
COMPUTED = (PURCHASES_UP, PURCHASES_DOWN, SLOWER, PART_PAYMENT, EXTENSION, BOUNCED, NEW_METHOD)


class Sign(NamedTuple):
    """One turn to the worse.

    Attributes:
        since: the first day of the unbroken run of days on which it shows.
        figures: makes the sentence that says them.
        evidence: number of the receipt, where one shows it.
    """

    customer: str
    signal: str
    since: dt.date
    figures: Callable[[], Sentence]
    evidence: str = ""


def told_signs(book: Book, policy: WarningPolicy) -> tuple[Sign, ...]:
    """Signs that rows tell by themselves, without any matching."""
    return ()


def position_signs(position: Position, policy: WarningPolicy) -> tuple[Sign, ...]:
    """Signs that purchases and settlements show on the position's day."""
    return ()
