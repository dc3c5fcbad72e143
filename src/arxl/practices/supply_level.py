"""Supply levels: what they are called, and the level of a customer with its reasons (practice C1)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from arxl.errors import Amount, Fault, Sentence, label, sentence
from arxl.tables.result import ResultColumn, ResultTable, Shows

LEVELS = (
    label("normal"),
    label("remind"),
    label("reduced"),
    label("privileges off"),
    label("cash before delivery"),
    label("stop"),
    label("recover goods, hand to counsel"),
)
NORMAL, REMIND, REDUCED, PRIVILEGES_OFF, PREPAID, STOP, RECOVER = range(len(LEVELS))
"""A level is its place in `LEVELS`."""

LEAST_OF_GRADE_E = PREPAID
OF_GRADE = sentence("The grade is E.")
"""A reason that is the house's own: what a customer is told says why in figures."""


class Cause(NamedTuple):
    """What a reason rests on, as one day is compared with another.

    Attributes:
        name: of a metric; or `OF_GRADE_E`, `HELD`, or `BY_DECISION`.
        level: that it calls for.
    """

    name: str
    level: int


OF_GRADE_E, HELD, BY_DECISION = "grade E", "held", "by decision"


@dataclass(frozen=True, slots=True)
class Supply:
    """A customer's supply level.

    Attributes:
        causes: what each of the reasons rests on.
        reasons: one a rule that triggers, the highest level first.
        release: what would release each of them.
        days_past_due: of the oldest item that is past due; 0 where none is.
        overdue: past due and open, in the company's currency; None where a rate is missing.
    """

    customer: str
    name: str
    grade: str
    level: int
    reasons: tuple[Sentence, ...]
    release: tuple[Sentence, ...]
    days_past_due: int
    overdue: Amount | None
    causes: tuple[Cause, ...] = ()

    @property
    def overdue_rank(self) -> Decimal:
        """The overdue amount for ranking; more than any where a rate is missing, so that nobody overlooks it."""
        return Decimal("Infinity") if self.overdue is None else self.overdue.value


@dataclass(frozen=True, slots=True)
class SupplyLevels:
    """All customers of the book, and all that have an account, by customer id."""

    as_of: dt.date
    company_currency: str
    rows: tuple[Supply, ...]
    orders_reduced_percent: int
    faults: tuple[Fault, ...] = ()

    def table(self) -> ResultTable:
        """The levels as rows and columns."""
        rows = self.rows
        return ResultTable(
            label("Supply"),
            (
                ResultColumn("customer", label("Customer ID"), Shows.TEXT, [row.customer for row in rows]),
                ResultColumn("name", label("Name"), Shows.TEXT, [row.name for row in rows]),
                ResultColumn("grade", label("Grade"), Shows.TEXT, [row.grade for row in rows]),
                ResultColumn("level", label("Level"), Shows.WHOLE, [row.level for row in rows]),
                ResultColumn("supply", label("Supply"), Shows.LABEL, [self.said(row) for row in rows]),
                ResultColumn("days_past_due", label("Days past due"), Shows.WHOLE, [row.days_past_due for row in rows]),
                ResultColumn("overdue", label("Overdue"), Shows.AMOUNT, [row.overdue for row in rows], totalled=True),
                ResultColumn("reasons", label("Reasons"), Shows.SENTENCES, [row.reasons for row in rows]),
                ResultColumn("release", label("Released by"), Shows.SENTENCES, [row.release for row in rows]),
            ),
        )

    def said(self, row: Supply) -> str | Sentence:
        """The level in words; level 2 says to what share orders are cut."""
        if row.level == REDUCED:
            return sentence("reduced: orders cut to {percent} %", percent=self.orders_reduced_percent)
        return LEVELS[row.level]

    def most_urgent(self, count: int) -> tuple[Supply, ...]:
        """Highest level first, then the most money overdue, then by customer id."""
        flagged = [row for row in self.rows if row.level]

        def urgency(row: Supply) -> tuple[int, Decimal, str]:
            return -row.level, -row.overdue_rank, row.customer

        return tuple(sorted(flagged, key=urgency)[:count])
