"""Who went up or down the supply ladder between two days, and why (practice C1).

Both days are matched at their own day, with their own warnings, promises and release days: what was known at the end of
each. A reason is gained where its metric calls for a higher level than before, and gone where it calls for a lower one
or for none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from arxl.errors import Sentence, label
from arxl.practices.supply_level import NORMAL, Supply, SupplyLevels
from arxl.tables.result import ResultColumn, ResultTable, Shows
from arxl.tables.schema import Customers

UP, DOWN = label("up"), label("down")


@dataclass(frozen=True, slots=True)
class LevelChange:
    """A customer whose level is another than before.

    Attributes:
        before: its level on the earlier day; 0 where it was not known then.
        gained: reasons of today that were not there, or called for less.
        gone: reasons of the earlier day that are not there any more, or call for less.
    """

    now: Supply
    before: int
    gained: tuple[Sentence, ...]
    gone: tuple[Sentence, ...]

    @property
    def way(self) -> str:
        """Up or down."""
        return UP if self.now.level > self.before else DOWN


def level_changes(before: SupplyLevels, now: SupplyLevels) -> tuple[LevelChange, ...]:
    """Whose level changed: up first, the highest level first, then the most money overdue, then by customer id."""
    earlier = {row.customer: row for row in before.rows}
    found = []
    for row in now.rows:
        was = earlier.get(row.customer)
        if row.level != (was.level if was else NORMAL):
            gained, gone = _beyond(row, was), _beyond(was, row) if was else ()
            found.append(LevelChange(row, was.level if was else NORMAL, tuple(gained), tuple(gone)))
    return tuple(
        sorted(
            found,
            key=lambda one: (one.way != UP, -one.now.level, -one.now.overdue_rank, one.now.customer),
        )
    )


def _beyond(one: Supply, other: Supply | None) -> Iterator[Sentence]:
    """The reasons of one that the other has not, or for a lower level."""
    level = {cause.name: cause.level for cause in other.causes} if other else {}
    for cause, reason in zip(one.causes, one.reasons, strict=True):
        if cause.level > level.get(cause.name, -1):
            yield reason


def changes_table(changes: Sequence[LevelChange], customers: Customers) -> ResultTable:
    """One row a change."""
    salesperson = customers.by_id("salesperson")
    rows = [change.now for change in changes]
    return ResultTable(
        label("Level changes"),
        (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [row.customer for row in rows]),
            ResultColumn("name", label("Name"), Shows.TEXT, [row.name for row in rows]),
            ResultColumn(
                "salesperson", label("Salesperson"), Shows.TEXT, [salesperson.get(row.customer, "") for row in rows]
            ),
            ResultColumn("way", label("Up or Down"), Shows.LABEL, [change.way for change in changes]),
            ResultColumn("before", label("Level Before"), Shows.WHOLE, [change.before for change in changes]),
            ResultColumn("level", label("Level"), Shows.WHOLE, [row.level for row in rows]),
            ResultColumn("overdue", label("Overdue"), Shows.AMOUNT, [row.overdue for row in rows], totalled=True),
            ResultColumn("gained", label("Reasons gained"), Shows.SENTENCES, [change.gained for change in changes]),
            ResultColumn("gone", label("Reasons gone"), Shows.SENTENCES, [change.gone for change in changes]),
            ResultColumn("release", label("Released by"), Shows.SENTENCES, [row.release for row in rows]),
        ),
    )


def month_end_before(day: dt.date) -> dt.date:
    """The last day of the month before.

    >>> month_end_before(dt.date(2026, 3, 31))
    datetime.date(2026, 2, 28)
    """
    return day.replace(day=1) - dt.timedelta(days=1)
