"""Privileges: what a customer is entitled to at its supply level (practice C1).

Level 3 takes promotional goods, samples, rebates and the site discount, and withholds new and best-selling lines; every
step above includes it. Orders ship in full below level 2, up to a share of Policy at 2 and 3, once prepaid at 4, and
not at all from 5. Terms are the customer's own below level 4, and cash before delivery there. A rebate is a privilege
of those with whom one is agreed; what the grade may be offered at most stands beside it (A2).

>>> [privilege.is_given(level) for privilege in PRIVILEGES[:1] for level in (2, 3)]
[True, False]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from arxl.errors import Sentence, label, sentence
from arxl.practices.decision import GRADES
from arxl.practices.supply_level import LEVELS, PREPAID, PRIVILEGES_OFF, REDUCED, STOP, Supply, SupplyLevels
from arxl.tables.desk_policy import ScorePolicy
from arxl.tables.result import ResultColumn, ResultTable, Shows
from arxl.tables.schema import Customers


@dataclass(frozen=True, slots=True)
class Privilege:
    """One thing that not every customer gets.

    Attributes:
        key: of its column.
        heading: of its column.
        withheld_from: the supply level from which on nobody gets it.
    """

    key: str
    heading: str
    withheld_from: int = PRIVILEGES_OFF

    def is_given(self, level: int) -> bool:
        """Whether a customer at this level gets it."""
        return level < self.withheld_from


PRIVILEGES = (
    Privilege("promotional", label("Promotional Goods")),
    Privilege("samples", label("Samples")),
    Privilege("site_discount", label("Site Discount")),
    Privilege("new_lines", label("New Lines")),
    Privilege("best_selling", label("Best-selling Lines")),
)
REBATE = Privilege("rebate", label("Rebate"))
_YES_NO = {True: label("yes"), False: label("no")}


def orders_said(level: int, percent: int) -> str | Sentence:
    """How much of an order ships at a level.

    >>> str(orders_said(2, 50))
    'up to 50 %, in fewer lines'
    """
    if level < REDUCED:
        return label("in full")
    if level < PREPAID:
        return sentence("up to {percent} %, in fewer lines", percent=percent)
    return label("what is prepaid") if level < STOP else label("none")


def privileges_table(
    levels: SupplyLevels, customers: Customers, default_terms: str, policy: ScorePolicy
) -> ResultTable:
    """One row a customer, by customer id."""
    rows = levels.rows
    columns = (
        ResultColumn("customer", label("Customer ID"), Shows.TEXT, [row.customer for row in rows]),
        ResultColumn("name", label("Name"), Shows.TEXT, [row.name for row in rows]),
        ResultColumn("salesperson", label("Salesperson"), Shows.TEXT, _salespeople(rows, customers)),
        ResultColumn("grade", label("Grade"), Shows.TEXT, [row.grade for row in rows]),
        ResultColumn("level", label("Level"), Shows.WHOLE, [row.level for row in rows]),
        *(_given(privilege, rows) for privilege in PRIVILEGES),
        *_rebates(rows, customers, policy),
        ResultColumn(
            "orders",
            label("Orders"),
            Shows.LABEL,
            [orders_said(row.level, levels.orders_reduced_percent) for row in rows],
        ),
        ResultColumn("terms", label("Terms"), Shows.LABEL, _terms(rows, customers, default_terms)),
        ResultColumn("reason", label("Reason"), Shows.SENTENCES, [row.reasons[:1] for row in rows]),
    )
    return ResultTable(label("Privileges"), columns)


def _given(privilege: Privilege, rows: Sequence[Supply]) -> ResultColumn:
    cells = [_YES_NO[privilege.is_given(row.level)] for row in rows]
    return ResultColumn(privilege.key, privilege.heading, Shows.LABEL, cells)


def _rebates(rows: Sequence[Supply], customers: Customers, policy: ScorePolicy) -> tuple[ResultColumn, ...]:
    """Whether the agreed rebate is given, and what the grade may be offered at most, in percent."""
    agreed = customers.by_id("rebate_percent")
    given = [_YES_NO[REBATE.is_given(row.level) and agreed.get(row.customer, 0) > 0] for row in rows]
    offered = [policy.grade_discounts[GRADES.index(row.grade)] for row in rows]
    most = [value if REBATE.is_given(row.level) else Decimal(0) for row, value in zip(rows, offered, strict=True)]
    return (
        ResultColumn(REBATE.key, REBATE.heading, Shows.LABEL, given),
        ResultColumn("rebate_most", label("Rebate at most %"), Shows.NUMBER, most),
    )


def _terms(rows: Sequence[Supply], customers: Customers, default_terms: str) -> list[str]:
    own = customers.by_id("terms")
    return [
        own.get(row.customer) or default_terms
        if row.level < PREPAID
        else LEVELS[PREPAID]
        if row.level < STOP
        else label("no delivery")
        for row in rows
    ]


def _salespeople(rows: Sequence[Supply], customers: Customers) -> list[str]:
    of_customer = customers.by_id("salesperson")
    return [of_customer.get(row.customer, "") for row in rows]
