"""The settlement-day rebate: what a customer earns by paying when it agreed to (practice A4).

Items that are settled in full by their due date earn the customer's Rebate %, by quarter of due date; what bore cash
discount earns none, and a disputed item waits. One item more than `rebate_late_days` late forfeits its quarter. What
a quarter earned is claimed once a credit note has the reason "rebate 2026-Q3".

>>> quarter_of(date(2026, 9, 30)), claimed_quarter("Rebate 2026-Q3, as agreed"), claimed_quarter("returned goods")
('2026-Q3', '2026-Q3', '')
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from arxl.kernels.arrays import Bools, Int64s
from arxl.kernels.money import share_half_up
from arxl.kernels.settlement import Rule
from arxl.practices.cash_application import Position
from arxl.tables.ledger import INTEREST
from arxl.tables.schema import Credits, Customers

_CLAIM = re.compile(r"\brebate\s+(\d{4}-q[1-4])\b", re.IGNORECASE)

Account = tuple[str, str]  # customer, currency


@dataclass(frozen=True, slots=True)
class QuarterRebate:
    """What an account earns on the items that fall due in one quarter, as far as it has gone.

    Attributes:
        quarter: "2026-Q3".
        settled_minor: the items that count: settled by their due date, without discount or dispute.
        rebate_minor: the customer's share of them; 0 where the quarter is forfeited.
        late_document: the item that forfeits it, the latest of them; "" where none does.
        late_days: how late it was settled, or is on the day.
        claimed: a credit note has paid it out.
    """

    quarter: str
    settled_minor: int
    rebate_minor: int
    late_document: str = ""
    late_days: int = 0
    claimed: bool = False

    @property
    def forfeited(self) -> bool:
        """Whether a late item took the quarter's rebate away."""
        return self.late_document != ""


def quarter_of(day: date) -> str:
    """The quarter of a day."""
    return f"{day.year:04}-Q{(day.month + 2) // 3}"


def claimed_quarter(reason: str) -> str:
    """The quarter whose rebate a credit note pays out; "" where it is another credit note."""
    found = _CLAIM.search(reason)
    return found[1].upper() if found else ""


def claims_until(credits: Credits, day: date) -> set[tuple[str, str, str]]:
    """(customer, currency, quarter) of every rebate that a credit note has paid out by the end of the day."""
    dated = credits.date <= np.datetime64(day, "D")
    rows = (column[dated].tolist() for column in (credits.customer, credits.currency, credits.reason))
    return {
        (customer, currency, quarter)
        for customer, currency, reason in zip(*rows, strict=True)
        if (quarter := claimed_quarter(reason))
    }


def rates_ppm(customers: Customers) -> dict[str, int]:
    """Customer -> Rebate % in millionths, of those who have one."""
    known = customers.by_id("rebate_percent").items()
    return {customer: round(percent * 10_000) for customer, percent in known if percent > 0}  # blank is NaN


def rebates(
    position: Position,
    rate_ppm: Mapping[str, int],
    claims: Collection[tuple[str, str, str]],
    late_days: int,
) -> dict[Account, tuple[QuarterRebate, ...]]:
    """What the accounts of customers with a rebate earn, quarter after quarter, on the position's day.

    Args:
        rate_ppm: customer -> rebate in millionths; customers without one are not in it, or have 0.
        claims: (customer, currency, quarter) that are paid out.
        late_days: an item later than these forfeits its quarter.

    A quarter in which no item fell due, or none that counts or is too late, is not told.
    """
    items = _Items(position, rate_ppm)
    counted = items.bearing & items.settled & (items.days_late <= 0) & ~items.discounted
    too_late = items.bearing & (items.days_late > late_days)
    settled_minor: dict[tuple[int, int], int] = defaultdict(int)
    latest: dict[tuple[int, int], int] = {}
    for row in np.flatnonzero(counted | too_late).tolist():
        key = int(items.account[row]), int(items.quarter[row])
        settled_minor[key] += int(items.amount_minor[row]) if counted[row] else 0
        if too_late[row] and (key not in latest or items.days_late[row] > items.days_late[latest[key]]):
            latest[key] = row
    accounts = position.ledger.accounts
    told: dict[Account, tuple[QuarterRebate, ...]] = {}
    for account, nth in sorted(settled_minor):
        customer, currency = accounts.customer[account], accounts.currency[account]
        quarter = _named(nth)
        late = latest.get((account, nth))
        minor = settled_minor[account, nth]
        rebate = QuarterRebate(
            quarter=quarter,
            settled_minor=minor,
            rebate_minor=share_half_up(minor, rate_ppm[customer]) if late is None else 0,
            late_document="" if late is None else items.number(late),
            late_days=0 if late is None else int(items.days_late[late]),
            claimed=(customer, currency, quarter) in claims,
        )
        told[customer, currency] = (*told.get((customer, currency), ()), rebate)
    return told


class _Items:
    """The debits of a position as the rebate sees them; (D,) each.

    Attributes:
        bearing: documents of a customer with a rebate: neither refunds nor interest, and not disputed on the day.
        settled: nothing is left open.
        days_late: from due date to settlement, or to the day where something is open; 0 or less is in time.
        discounted: cash discount was earned, or something is written off.
        quarter: of the due date, in quarters since 1970.
    """

    def __init__(self, position: Position, rate_ppm: Mapping[str, int]) -> None:
        self._position = position
        debits, rows = position.ledger.debits, position.debits
        rates = [rate_ppm.get(customer, 0) for customer in position.ledger.accounts.customer.tolist()]
        self.account: Int64s = debits.account[rows]
        has_rate = np.array(rates, np.int64)[self.account] > 0
        documents = ~debits.is_refund[rows] & (debits.kind[rows] != INTEREST)
        self.bearing: Bools = has_rate & documents & ~position.disputed
        self.amount_minor: Int64s = debits.amount_minor[rows]
        self.settled: Bools = position.open_minor == 0
        self.days_late = self._days_late()
        self.discounted = np.zeros(len(rows), bool)
        forgiven = np.isin(position.settled.rule, (Rule.DISCOUNT, Rule.WRITE_OFF))
        self.discounted[position.settled.debit[forgiven]] = True
        self.quarter: Int64s = position.due_date.astype("datetime64[M]").astype(np.int64) // 3

    def _days_late(self) -> Int64s:
        """An item is settled with the last receipt or credit that it needed."""
        as_of = np.datetime64(self._position.as_of, "D")
        last = np.full(len(self.settled), np.iinfo(np.int64).min)
        np.maximum.at(last, self._position.settled.debit, self._position.allocation_date.astype(np.int64))
        until = np.where(self.settled, last, as_of.astype(np.int64))
        late: Int64s = until - self._position.due_date.astype(np.int64)
        return late

    def number(self, row: int) -> str:
        """The document's number."""
        return str(self._position.ledger.debits.number[self._position.debits[row]])


def _named(quarters: int) -> str:
    years, nth = divmod(quarters, 4)
    return f"{1970 + years:04}-Q{nth + 1}"
