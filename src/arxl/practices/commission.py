"""Commission: it counts only where the collection rate reaches the gate (practice D1).

A month's commission is the salesperson's percentage of what was sold in it, deliveries less credits. Below the gate it
is lost, or carried to the next month that reaches the gate, as Policy says. Where nothing was to be collected, nothing
is missing, and it counts. Each currency stands alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from arxl.errors import Amount, Sentence, label, sentence
from arxl.kernels.arrays import Int64s
from arxl.kernels.money import decimal_of, share_half_up, sums_by_code
from arxl.kernels.ratios import share
from arxl.practices.aging import Per
from arxl.practices.cash_application import Position
from arxl.practices.collection_rate import collected_by_month, first_month, missing_minor, months_until
from arxl.practices.holders import Holders, holders_of
from arxl.practices.ratios import sold_until
from arxl.tables.desk_policy import CommissionPolicy
from arxl.tables.policy import policy_of
from arxl.tables.result import ResultColumn, ResultTable, Shows
from arxl.tables.schema import Book

MONTHS = 12
"""Months that are shown, that of the as-of date among them."""

_PPM_OF_PERCENT = 10_000


@dataclass(frozen=True, slots=True)
class Commission:
    """One salesperson, currency and month.

    Attributes:
        due_minor: what was to be collected; `collected_minor` of it came in.
        missing_minor: what is still to come in until the gate is reached.
        sold_minor: deliveries less credits.
        percent: of what is sold.
        carried_minor: commission of months before, which this month sets free or carries on.
        commission_minor: commission of the month, what it sets free included; 0 below the gate.
    """

    salesperson: str
    currency: str
    exponent: int
    month: str
    due_minor: int
    collected_minor: int
    missing_minor: int
    sold_minor: int
    percent: Decimal
    carried_minor: int
    commission_minor: int

    @property
    def rate(self) -> Decimal | Sentence:
        """Collected ÷ to be collected."""
        found = share(self.collected_minor, self.due_minor)
        return sentence("Nothing was to be collected in {month}.", month=self.month) if found is None else found

    @property
    def reached(self) -> bool:
        """Whether the month reaches the gate."""
        return not self.missing_minor

    def amount(self, minor: int) -> Amount:
        """A sum of its currency."""
        return Amount(decimal_of(minor, self.exponent), self.currency)


def commissions(position: Position, book: Book) -> tuple[Commission, ...]:
    """Every salesperson, currency and month with anything to collect, sold or carried; latest month first.

    Raises:
        Faulty: Policy holds a value that its key does not take.
    """
    policy = policy_of(CommissionPolicy, book.settings)
    holders = holders_of(position.ledger, book.customers, Per.SALESPERSON)
    months = collected_by_month(position, holders, first_month(position))
    sold = _sold_by_month(position, holders, first_month(position))
    percents = _percents(book, policy)
    found = []
    for seat in range(len(holders)):
        percent = percents.get(str(holders.holder[seat]), policy.commission_percent)
        carried = 0
        for nth, month in enumerate(months):
            due, collected = int(month.due_minor[seat]), int(month.collected_minor[seat])
            missing = missing_minor(due, collected, policy.commission_gate_percent)
            own = share_half_up(int(sold[nth, seat]), int(percent * _PPM_OF_PERCENT))
            row = Commission(
                salesperson=str(holders.holder[seat]),
                currency=str(holders.currency[seat]),
                exponent=int(holders.exponent[seat]),
                month=month.month,
                due_minor=due,
                collected_minor=collected,
                missing_minor=missing,
                sold_minor=int(sold[nth, seat]),
                percent=percent,
                carried_minor=carried,
                commission_minor=0 if missing else own + carried,
            )
            if missing and policy.commission_below_gate == "carried":
                carried += own
            elif not missing:
                carried = 0
            if due or row.sold_minor or row.carried_minor:
                found.append(row)
    return tuple(sorted(found, key=lambda row: (-_ordinal(row.month), row.salesperson, row.currency)))


def _ordinal(month: str) -> int:
    return int(np.datetime64(month, "M").astype(int))


def _sold_by_month(position: Position, holders: Holders, first: dt.date) -> Int64s:
    """(M, H) deliveries less credits, month by month."""
    sold = sold_until(position, holders)
    starts = [start for start, _ in months_until(first, position.as_of)]
    nth = (sold.date.astype("datetime64[M]") - np.datetime64(first, "M")).astype(np.int64)
    within = nth >= 0  # a credit note may be older than every item
    code = nth[within] * len(holders) + sold.holder[within]
    return sums_by_code(code, sold.amount_minor[within], len(starts) * len(holders)).reshape(len(starts), -1)


def _percents(book: Book, policy: CommissionPolicy) -> dict[str, Decimal]:
    """Salesperson -> percentage of sales."""
    people = book.salespeople
    return {
        name: policy.commission_percent if np.isnan(percent) else Decimal(repr(percent))
        for name, percent in zip(people.salesperson.tolist(), people.commission_percent.tolist(), strict=True)
    }


def commission_table(rows: Sequence[Commission], gate_percent: int) -> ResultTable:
    """One row a salesperson and currency: the month, and what is missing to reach the gate."""

    def amounts(key: str, heading: str, minor: Sequence[int]) -> ResultColumn:
        cells = [row.amount(value) for row, value in zip(rows, minor, strict=True)]
        return ResultColumn(key, heading, Shows.AMOUNT, cells, totalled=True)

    return ResultTable(
        label("Commission"),
        (
            *_who(rows),
            amounts("due", label("To be collected"), [row.due_minor for row in rows]),
            amounts("collected", label("Collected"), [row.collected_minor for row in rows]),
            ResultColumn("rate", label("Collection rate"), Shows.PERCENT, [row.rate for row in rows]),
            ResultColumn("gate", label("Gate"), Shows.PERCENT, [decimal_of(gate_percent, 2) for _ in rows]),
            amounts("missing", label("Missing to the gate"), [row.missing_minor for row in rows]),
            amounts("sold", label("Sales less credits"), [row.sold_minor for row in rows]),
            ResultColumn("percent", label("Commission %"), Shows.PERCENT, [row.percent / 100 for row in rows]),
            amounts("carried", label("Carried from before"), [row.carried_minor for row in rows]),
            amounts("commission", label("Commission"), [row.commission_minor for row in rows]),
        ),
    )


def _who(rows: Sequence[Commission]) -> tuple[ResultColumn, ...]:
    return (
        ResultColumn("month", label("Month"), Shows.TEXT, [row.month for row in rows]),
        ResultColumn("salesperson", label("Salesperson"), Shows.TEXT, [row.salesperson for row in rows]),
        ResultColumn("currency", label("Currency"), Shows.TEXT, [row.currency for row in rows]),
    )
