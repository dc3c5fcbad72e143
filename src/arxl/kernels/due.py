"""When a delivery is due, by kind of terms (practice A3).

Every function takes columns of deliveries and answers their due dates, before working days are looked at
(`arxl.kernels.days.roll`). Numbers of the terms are given once for all rows, or one a row.

>>> october = np.array(["2026-10-25", "2026-10-26", "2026-10-31"], "datetime64[D]")
>>> monthly(october, close_day=25, pay_day=5)
array(['2026-11-05', '2026-12-05', '2026-12-05'], dtype='datetime64[D]')
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from arxl.kernels.arrays import Bools, Days, Int64s
from arxl.kernels.days import day_in_month, month_end, months_of


class BatchDue(NamedTuple):
    """Due dates under batch terms.

    Attributes:
        due: (N,) dates.
        by_next_batch: (N,) True where a later delivery made it due; such a date never moves off a free day.
    """

    due: Days
    by_next_batch: Bools


def net(date: Days, days: int | Int64s) -> Days:
    """`NET 30`: so many days after the delivery; `COD` is 0 days.

    >>> net(np.array(["2026-01-31"], "datetime64[D]"), 30)
    array(['2026-03-02'], dtype='datetime64[D]')
    """
    due: Days = date + np.asarray(days)
    return due


def end_of_month(date: Days, days: int | Int64s) -> Days:
    """`EOM 10`: so many days after the end of the delivery's month.

    >>> end_of_month(np.array(["2026-02-03"], "datetime64[D]"), 10)
    array(['2026-03-10'], dtype='datetime64[D]')
    """
    return net(month_end(date), days)


def monthly(date: Days, close_day: int | Int64s, pay_day: int | Int64s, later_months: int | Int64s = 0) -> Days:
    """`MONTHLY 25/5`: the account closes on day 25, that day included, and is paid on the first day 5 after that.

    `MONTHLY 25/5+1` is paid one month later. A day past the month's end means its last day.

    >>> monthly(np.array(["2026-01-31"], "datetime64[D]"), close_day=30, pay_day=31)
    array(['2026-03-31'], dtype='datetime64[D]')
    """
    month = months_of(date)
    closing_month = month + (day_in_month(month, close_day) < date).astype(np.int64)
    close = day_in_month(closing_month, close_day)
    paying_month = closing_month + (day_in_month(closing_month, pay_day) <= close).astype(np.int64)
    return day_in_month(paying_month + np.asarray(later_months), pay_day)


def batch(
    customer: Int64s,
    date: Days,
    batches: int | Int64s,
    max_days: int | Int64s,
    delivered_customer: Int64s,
    delivered_date: Days,
) -> BatchDue:
    """`BATCH 2/45`: due on the date of the customer's 2nd later delivery date, or after 45 days, whichever comes first.

    Several invoices of one day are one delivery.

    Args:
        customer: (N,) codes of the customers of the documents.
        date: (N,) their dates.
        batches: how many deliveries may be open, 1 or more.
        max_days: when it is due at the latest.
        delivered_customer: (D,) codes of the customers of all deliveries known so far, under whatever terms.
        delivered_date: (D,) their dates, in any order.

    >>> dates = np.array(["2026-03-02", "2026-03-02", "2026-03-09"], "datetime64[D]")
    >>> batch(np.zeros(3, int), dates, 1, 45, np.zeros(3, int), dates).due
    array(['2026-03-09', '2026-03-09', '2026-04-23'], dtype='datetime64[D]')
    """
    latest = net(date, max_days)
    if not len(date) or not len(delivered_date):
        return BatchDue(latest, np.zeros(len(date), np.bool_))
    first = min(date.min(), delivered_date.min())
    span = int((max(date.max(), delivered_date.max()) - first).astype(np.int64)) + 1
    known = np.unique(delivered_customer * span + (delivered_date - first).astype(np.int64))
    later = np.searchsorted(known, customer * span + (date - first).astype(np.int64), side="right") + batches - 1
    found = known[np.minimum(later, len(known) - 1)]
    next_date = first + found % span
    by_next_batch = (later < len(known)) & (found // span == customer) & (next_date <= latest)
    return BatchDue(np.where(by_next_batch, next_date, latest), by_next_batch)


def sold(date: Days, sold_on: Days, days: int | Int64s) -> Days:
    """`SOLD 80/60`: due when the customer reports 80 % of the delivery sold, or after 60 days, whichever comes first.

    Args:
        date: (N,) dates of the deliveries.
        sold_on: (N,) day of the report that reached the share; NaT where none has.
        days: when it is due at the latest.

    >>> sold(np.array(["2026-03-02"] * 2, "datetime64[D]"), np.array(["2026-03-20", "NaT"], "datetime64[D]"), 60)
    array(['2026-03-20', '2026-05-01'], dtype='datetime64[D]')
    """
    return np.fmin(net(date, days), sold_on)
