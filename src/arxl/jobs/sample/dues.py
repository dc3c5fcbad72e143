"""When a sample customer thinks that a delivery is due: its own reading of its terms (A3).

Written apart from `arxl.tables.terms` on purpose: the sample is an input, and an input that asks the program what to
say proves nothing.

>>> due_by("MONTHLY 25/5", [date(2026, 10, 26)], 0)
datetime.date(2026, 12, 5)
>>> due_by("BATCH 1/45", [date(2026, 9, 1), date(2026, 9, 1), date(2026, 9, 15)], 0)
datetime.date(2026, 9, 15)
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from arxl.jobs.sample.workdays import day_of_month


def due_by(terms: str, days: Sequence[date], position: int, sold_on: date | None = None) -> date:
    """The due date of the delivery at `position` among the delivery days of its customer.

    Args:
        terms: the grammar of A3; a cash discount in front does not move the due date.
        days: all delivery days of the customer, ascending.
        sold_on: the day on which the customer reported enough of it sold, for SOLD.
    """
    word, _, figures = terms.rpartition("/10 ")[2].partition(" ")
    day = days[position]
    match word:
        case "COD":
            return day
        case "NET":
            return day + timedelta(days=int(figures))
        case "EOM":
            return day_of_month(day.year, day.month, 31) + timedelta(days=int(figures))
        case "MONTHLY":
            return _monthly(day, figures)
        case "BATCH":
            batches, longest = map(int, figures.split("/"))
            later = sorted({d for d in days if d > day})[batches - 1 : batches]
            return min([*later, day + timedelta(days=longest)])
        case "SOLD":
            longest = int(figures.split("/")[1])
            return min(sold_on or date.max, day + timedelta(days=longest))
    raise ValueError(terms)


def discount_minor(minor: int, terms: str) -> int:
    """The cash discount that `2/10 NET 30` allows on an amount, half-up; 0 where the terms allow none.

    >>> discount_minor(10025, "2/10 NET 30")
    201
    """
    percent, slash, _ = terms.partition("/10 ")
    return (minor * int(percent) + 50) // 100 if slash else 0


def _monthly(day: date, figures: str) -> date:
    cycle, _, later = figures.partition("+")
    close_day, pay_day = map(int, cycle.split("/"))
    close = day_of_month(day.year, day.month + (day.day > close_day), close_day)
    paid = day_of_month(close.year, close.month + (close.day >= pay_day), pay_day)
    return day_of_month(paid.year, paid.month + int(later or 0), pay_day)
