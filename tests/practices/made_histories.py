"""Made histories: customers that buy and pay steadily with noise, and turn on a known day.

Orders are weekly, their amounts lognormal with σ 0.3; terms are NET 30, and each document is paid by a receipt of its
own that names it, 5 days late with σ 5. What a customer does from its turn on is told by a `Turn`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from arxl.practices.receivables import Receivables
from arxl.practices.warning import EarlySigns, EarlyWarning
from arxl.tables.book import book_of
from arxl.tables.desk_policy import WarningPolicy
from arxl.tables.history import NO_HISTORY
from arxl.tables.ranges import table_of_range
from arxl.tables.raw import RawBook

FIRST_DAY = dt.date(2023, 1, 2)

Rows = Sequence[Sequence[object]]


@dataclass(frozen=True)
class Turn:
    """What changes on a day: purchases times `purchases`, settlements on or after it `later` days later."""

    on: dt.date = dt.date.max
    purchases: float = 1.0
    later: int = 0


STEADY = Turn()


def book_with(tables: Mapping[str, Rows]) -> Receivables:
    """The book of these sheets, the first row of each being its headers."""
    company = [["Key", "Value"], ["ID", "made"], ["Currency", "EUR"]]
    sheets = [table_of_range(name, rows, name=name) for name, rows in {"Company": company, **tables}.items()]
    return Receivables(book_of(RawBook("Made", tuple(sheets)), {}, None))


def made_history(
    customers: int, days: int, turn: Turn = STEADY, every: int = 7, seed: int = 1, sigma: float = 0.3
) -> Receivables:
    """So many customers over so many days, all with the same turn."""
    dice = np.random.default_rng(seed)
    deliveries: list[list[object]] = [["Document No", "Customer ID", "Date", "Amount"]]
    receipts: list[list[object]] = [["Receipt No", "Customer ID", "Date", "Amount", "Applies To", "Method"]]
    for who in range(customers):
        for day in range(int(dice.integers(0, every)), days, every):
            date = FIRST_DAY + dt.timedelta(day)
            amount = round(1000 * float(np.exp(dice.normal(0, sigma))), 2)
            paid_on = date + dt.timedelta(30 + round(float(dice.normal(5, 5))))
            amount = round(amount * (turn.purchases if date >= turn.on else 1), 2)
            paid_on += dt.timedelta(turn.later if paid_on >= turn.on else 0)
            if amount:
                number, customer = f"INV-{len(deliveries)}", f"C-{who}"
                deliveries.append([number, customer, date, amount])
                receipts.append([f"R-{len(receipts)}", customer, paid_on, amount, number, "transfer"])
    return book_with({"Deliveries": deliveries, "Receipts": receipts})


def seen(known: Receivables, days: Iterable[dt.date]) -> Mapping[tuple[str, str, dt.date], dt.date]:
    """(Customer, signal, since) -> the first of the days on which the warning is told."""
    signs = EarlySigns(known.book, NO_HISTORY, WarningPolicy())
    found: dict[tuple[str, str, dt.date], dt.date] = {}
    for day in days:
        for one in signs.on(known.application.position_at(day)):
            found.setdefault((one.customer, one.signal, one.since), day)
    return found


def warnings_on(known: Receivables, day: dt.date, policy: WarningPolicy | None = None) -> tuple[EarlyWarning, ...]:
    """The warnings of a day."""
    return EarlySigns(known.book, NO_HISTORY, policy or WarningPolicy()).on(known.application.position_at(day))
