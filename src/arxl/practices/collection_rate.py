"""How much of what was to be collected came in: the collection rate of each salesperson, month by month (practice D1).

To be collected in a month are the items due by its end that were open at its start or delivered in it: what was open
of them at the start, less the credits of the month; disputed ones are left out. A write-off is no credit: what is
written off is still to be collected in that month, and open no longer at the start of the next. Collected is what
receipts of the month settled of them. All of it is read off the one matching at the as-of date, in which a receipt that
bounced by then settles nothing: it lowers the rate of the month in which it came in; and what is written off is what
has not come in since. The salesperson is the document's, else the customer's. A month that is not over counts as far as
it has gone, with all that falls due by its end.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np

from arxl.kernels.arrays import Bools, Days, Int64s
from arxl.kernels.money import sums_by_code
from arxl.kernels.settlement import Rule
from arxl.practices.cash_application import Position
from arxl.practices.holders import Holders


@dataclass(frozen=True)
class MonthCollected:
    """One month of all holders.

    Attributes:
        month: "2026-10".
        due_minor: (H,) what was to be collected.
        collected_minor: (H,) what of it came in.
    """

    month: str
    due_minor: Int64s
    collected_minor: Int64s


def collected_by_month(position: Position, holders: Holders, first: dt.date) -> tuple[MonthCollected, ...]:
    """Every month from that of `first` to that of the position's day, one after the other."""
    debits = position.ledger.debits
    is_item = ~debits.is_refund[position.debits]
    order = np.argsort(position.allocation_date, kind="stable")
    dated, item = position.allocation_date[order], position.settled.debit[order]
    minor = position.settled.amount_minor[order]
    receipt, credit = is_money(position)[order], _is_credit(position)[order]
    open_minor, date = debits.amount_minor[position.debits].copy(), debits.date[position.debits]
    seat, count, done = holders.debit[position.debits], len(holders), 0
    found = []
    for start, end in months_until(first, position.as_of):
        before, within = (int(place) for place in np.searchsorted(dated, (start, end)))
        np.subtract.at(open_minor, item[done:before], minor[done:before])
        done = before
        counted = (
            is_item & (position.due_date < end) & (date < end) & ~_disputed(position, end - np.timedelta64(1, "D"))
        )
        of_month = slice(before, within)
        money = sums_by_code(item[of_month], np.where(receipt[of_month], minor[of_month], 0), len(open_minor))
        credited = sums_by_code(item[of_month], np.where(credit[of_month], minor[of_month], 0), len(open_minor))
        due = np.where(counted, open_minor - credited, 0)
        found.append(
            MonthCollected(
                str(start.astype("datetime64[M]")),
                sums_by_code(seat, due, count),
                sums_by_code(seat, np.where(counted, money, 0), count),
            )
        )
    return tuple(found)


def missing_minor(due_minor: int, collected_minor: int, gate_percent: int) -> int:
    """What is still to come in until the gate is reached, rounded up.

    >>> missing_minor(1001, 700, 80)
    101
    """
    return max(0, ceil(Fraction(due_minor * gate_percent, 100) - collected_minor))


def months_until(first: dt.date, last: dt.date) -> Iterator[tuple[np.datetime64, np.datetime64]]:
    """The first day of each month and that of the next.

    >>> [str(start) for start, _ in months_until(dt.date(2026, 9, 30), dt.date(2026, 10, 1))]
    ['2026-09-01', '2026-10-01']
    """
    for month in range(int(np.datetime64(first, "M").astype(int)), int(np.datetime64(last, "M").astype(int)) + 1):
        start = np.datetime64(month, "M")
        yield start.astype("datetime64[D]"), (start + 1).astype("datetime64[D]")


def is_money(position: Position) -> Bools:
    """(A,) whether an allocation of the position is money: discount and tolerance count as credits."""
    rule = position.settled.rule
    receipts = position.ledger.credits.is_receipt[position.credits[position.settled.credit]]
    money: Bools = receipts & (rule != Rule.DISCOUNT) & (rule != Rule.TOLERANCE)
    return money


def _is_credit(position: Position) -> Bools:
    """(A,) whether an allocation lowers what is to be collected: neither money does nor giving up."""
    credit: Bools = ~is_money(position) & (position.settled.rule != Rule.WRITE_OFF)
    return credit


def _disputed(position: Position, day: np.datetime64) -> Bools:
    """(D,) disputed at the end of the day, or of the position's where that is earlier."""
    day = min(day, np.datetime64(position.as_of, "D"))
    return position.ledger.debits.disputed_at(day, position.debits)


def first_month(position: Position) -> dt.date:
    """The day of the book's first item, on the position's day at the latest."""
    dates: Days = position.ledger.debits.date[position.debits]
    earliest: dt.date = dates.min().item() if len(dates) else position.as_of
    return earliest
