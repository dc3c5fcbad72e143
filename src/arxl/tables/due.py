"""When each debit is due, as known on a day (practice A3).

A row's own due date wins over any terms. Terms that look ahead (`BATCH`, `SOLD`) see only what is dated on or before
the day. A date that is not a working day moves as Policy `due_roll` says; the date of a next batch does not move.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from arxl.kernels import due as kernel
from arxl.kernels.arrays import AnyArray, Bools, Days
from arxl.kernels.days import Roll, roll
from arxl.tables.ledger import INVOICE, Ledger
from arxl.tables.schema import Stock
from arxl.tables.terms import Terms, TermsKind

_LAST_DAY = np.datetime64("9999-12-31", "D")


@dataclass(frozen=True)
class DueDates:
    """What due dates depend on besides the ledger.

    Attributes:
        due_roll: none, following or preceding.
        weekmask: (7,) True for a working day, Monday first.
        holidays: (H,) days that are not worked.
        stock: what customers report as sold.
    """

    due_roll: Roll
    weekmask: Bools
    holidays: Days
    stock: Stock


def due_dates_at(ledger: Ledger, dues: DueDates, as_of: dt.date) -> Days:
    """(N,) due date of every debit of the ledger, also of those dated after `as_of`."""
    debits = ledger.debits
    day = np.datetime64(as_of, "D")
    due = debits.own_due_date.copy()
    stays = ~np.isnat(due)
    for code, terms in enumerate(ledger.terms):
        rows = np.flatnonzero((debits.terms_code == code) & ~stays)
        if not len(rows):
            continue
        if terms.kind is TermsKind.BATCH:
            due[rows], stays[rows] = _batch(ledger, rows, terms, day)
        elif terms.kind is TermsKind.SOLD:
            due[rows] = kernel.sold(debits.date[rows], _sold_on(ledger, rows, terms, dues.stock, day), terms.days)
        else:
            due[rows] = latest_due(debits.date[rows], terms)
    due = np.minimum(due, _LAST_DAY)
    moving = ~stays
    due[moving] = roll(due[moving], dues.due_roll, dues.weekmask, dues.holidays)
    return due


def latest_due(date: Days, terms: Terms) -> Days:
    """(N,) due dates by the calendar alone: of terms that look ahead, the day on which it is due at the latest.

    What would be due after the last day that a cell can hold is due on that day.
    """
    return np.minimum(_by_calendar(date, terms), _LAST_DAY)


def _by_calendar(date: Days, terms: Terms) -> Days:
    if terms.kind is TermsKind.EOM:
        return kernel.end_of_month(date, terms.days)
    if terms.kind is TermsKind.MONTHLY:
        return kernel.monthly(date, terms.close_day, terms.pay_day, terms.later_months)
    return kernel.net(date, terms.days)  # COD waits 0 days


def _batch(ledger: Ledger, rows: AnyArray, terms: Terms, day: np.datetime64) -> kernel.BatchDue:
    """Deliveries count by customer, whatever their currency and terms; debit notes and openings are no deliveries."""
    debits = ledger.debits
    customer = np.unique(ledger.accounts.customer, return_inverse=True)[1][debits.account]
    delivered = (debits.kind == INVOICE) & (debits.date <= day)
    return kernel.batch(
        customer[rows], debits.date[rows], terms.batches, terms.days, customer[delivered], debits.date[delivered]
    )


def _sold_on(ledger: Ledger, rows: AnyArray, terms: Terms, stock: Stock, day: np.datetime64) -> Days:
    """The first day on which the customer reports the share of the terms as sold; NaT where there is none."""
    first: dict[tuple[str, str], np.datetime64] = {}
    reached = np.flatnonzero((stock.sold_percent >= terms.sold_percent) & (stock.date <= day))
    for report in reached[np.argsort(stock.date[reached], kind="stable")].tolist():
        first.setdefault((stock.customer[report], stock.document[report]), stock.date[report])
    debits = ledger.debits
    customer = ledger.accounts.customer[debits.account[rows]]
    days = [first.get(key, np.datetime64("NaT", "D")) for key in zip(customer, debits.number[rows], strict=True)]
    sold_on: Days = np.maximum(np.array(days, "datetime64[D]"), debits.date[rows])
    return sold_on
