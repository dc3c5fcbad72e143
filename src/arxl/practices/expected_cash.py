"""Cash expected, week by week: when customers will pay what is open, going by what they did so far (practice D3).

An open item is expected on its due date, shifted by its customer's median lateness, and never before a week has
passed: max(due + lateness, as-of + 7). Lateness is the days from due date to settlement of each document of the
customer that receipts settled in full, in any currency; early ones count below 0. A customer without such a document
is expected to pay on the due date. Weeks begin on Mondays.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from arxl.errors import label
from arxl.kernels.arrays import Days, Int64s
from arxl.kernels.medians import medians_by_code
from arxl.kernels.money import sums_by_code
from arxl.kernels.settlement import Rule
from arxl.practices.cash_application import Position
from arxl.tables.result import ResultColumn, ResultTable, Shows

LEAST_DAYS = 7
WEEKS = 13
"""A quarter of a year, where nobody asks for more."""

MOST_WEEKS = 520

_MONDAY, _LAST_DAY = np.datetime64("1970-01-05", "D"), np.datetime64("9999-12-31", "D")


@dataclass(frozen=True)
class ExpectedCash:
    """Open items by account and week.

    Attributes:
        first_monday: of the first week in which anything can be expected.
        expected_minor: (A, W + 1) by account of the ledger and week; the last column is what comes later.
        disputed_minor: (A, W + 1) what of it is disputed.
    """

    position: Position
    first_monday: np.datetime64
    expected_minor: Int64s
    disputed_minor: Int64s

    def table(self) -> ResultTable:
        """One row a currency and week, and a last one for what comes later, where there is anything."""
        accounts = self.position.ledger.accounts
        weeks = self.expected_minor.shape[1] - 1
        rows = []
        for currency in sorted(set(accounts.currency.tolist())):
            own = np.flatnonzero(accounts.currency == currency)
            expected, disputed = (minor[own].sum(axis=0) for minor in (self.expected_minor, self.disputed_minor))
            if expected.any():
                rows += [(int(own[0]), week, expected[week], disputed[week]) for week in range(weeks)]
                rows += [(int(own[0]), weeks, expected[weeks], disputed[weeks])] if expected[weeks] else []
        mondays = [_day(self.first_monday + 7 * week) for _, week, _, _ in rows]
        sundays = [_day(self.first_monday + 7 * week + 6) if week < weeks else None for _, week, _, _ in rows]
        return ResultTable(
            label("Cash expected"),
            (
                ResultColumn("from", label("Week from"), Shows.DATE, mondays),
                ResultColumn("to", label("Week to"), Shows.DATE, sundays),
                ResultColumn(
                    "currency", label("Currency"), Shows.TEXT, [accounts.currency[account] for account, *_ in rows]
                ),
                self._amounts("expected", label("Expected"), [(row[0], row[2]) for row in rows]),
                self._amounts("disputed", label("Of which disputed"), [(row[0], row[3]) for row in rows]),
            ),
        )

    def _amounts(self, key: str, heading: str, rows: list[tuple[int, int]]) -> ResultColumn:
        cells = [self.position.amount(account, minor) for account, minor in rows]
        return ResultColumn(key, heading, Shows.AMOUNT, cells, totalled=True)


def expected_cash(position: Position, weeks: int = WEEKS) -> ExpectedCash:
    """When what is open on the position's day is expected, in so many weeks and later."""
    ledger, rows = position.ledger, position.open_rows
    account = position.debit_account[rows]
    expected = expected_on(position)
    first_monday = _monday(np.array([np.datetime64(position.as_of, "D") + LEAST_DAYS]))[0]
    week = np.minimum((_monday(expected) - first_monday).astype(np.int64) // 7, weeks)
    code, length = account * (weeks + 1) + week, len(ledger.accounts) * (weeks + 1)
    open_minor = position.open_minor[rows]
    disputed_minor = np.where(position.disputed[rows], open_minor, 0)
    return ExpectedCash(
        position,
        first_monday,
        sums_by_code(code, open_minor, length).reshape(-1, weeks + 1),
        sums_by_code(code, disputed_minor, length).reshape(-1, weeks + 1),
    )


def expected_on(position: Position) -> Days:
    """The day on which each of the position's open items is expected, in their order."""
    rows = position.open_rows
    soonest = np.datetime64(position.as_of, "D") + LEAST_DAYS
    late = lateness_of_accounts(position)[position.debit_account[rows]]
    expected: Days = np.maximum(position.due_date[rows] + late, soonest)
    return expected


def lateness_of_accounts(position: Position) -> Int64s:
    """(A,) median days from due date to settlement, of each account's customer; 0 where none is known."""
    ledger, settled = position.ledger, position.settled
    customer = np.unique(ledger.accounts.customer, return_inverse=True)[1]
    settled_on = np.full(len(position.debits), np.iinfo(np.int64).min)
    np.maximum.at(settled_on, settled.debit, position.allocation_date.astype("datetime64[D]").astype(np.int64))
    paid = np.zeros(len(position.debits), bool)
    paid[settled.debit[ledger.credits.is_receipt[position.credits[settled.credit]]]] = True
    paid[settled.debit[settled.rule == Rule.WRITE_OFF]] = False  # nobody knows when that would have been
    counted = np.flatnonzero(paid & (position.open_minor == 0) & ~ledger.debits.is_refund[position.debits])
    days = settled_on[counted] - position.due_date[counted].astype("datetime64[D]").astype(np.int64)
    medians = medians_by_code(customer[position.debit_account[counted]], days, len(ledger.accounts))
    return medians[customer]


def _day(day: np.datetime64) -> dt.date:
    """As a cell holds it, which names no later day than this."""
    found: dt.date = np.minimum(day, _LAST_DAY).item()
    return found


def _monday(days: Days) -> Days:
    """The Monday of each day's week."""
    monday: Days = days - (days - _MONDAY).astype(np.int64) % 7
    return monday
