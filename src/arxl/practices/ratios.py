"""DSO, CEI, turnover and overdue share: how well a book turns into money (practice D3).

S is what was sold in the last 90 days: invoices and debit notes less credit notes, without openings and interest. R is
what is open less unapplied cash, R₀ the same 90 days ago, each matched at its own day. DSO = 90·R/S; best possible DSO
= 90·not due/S; CEI = (R₀ + S − R)/(R₀ + S − not due); turnover = what S comes to in a year over the average of R₀ and
R; overdue share = past due/open items. Count-back takes whole calendar months off R, beginning with that of the as-of
date, of which the days passed so far count.

Each currency stands alone. What cannot be divided by is said in a sentence. The arithmetic is `kernels.ratios`.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from arxl.errors import Amount, Sentence, label, sentence
from arxl.kernels.arrays import Days, Int64s, Texts
from arxl.kernels.money import decimal_of, sums_by_code
from arxl.kernels.ratios import collection_effectiveness, count_back, days_of_sales, share, turnover
from arxl.practices.aging import HEADINGS, Per
from arxl.practices.cash_application import Position
from arxl.practices.holders import Holders, holders_of
from arxl.tables.ledger import CREDIT_NOTE, DEBIT_NOTE, INVOICE
from arxl.tables.result import ResultColumn, ResultTable, Shows
from arxl.tables.schema import Customers

SPAN_DAYS = 90

Figure = Decimal | Sentence


@dataclass(frozen=True)
class Grounds:
    """What the ratios are reckoned from, one row a holder and currency.

    Attributes:
        sales_minor: (H,) S of the span that ends on the as-of date.
        opening_minor: (H,) R₀, what was receivable the day before the span begins.
        receivable_minor: (H,) R.
        open_minor: (H,) open items; R is these less unapplied cash.
        not_due_minor: (H,) what of the open items is not past due.
        month_minor: (H, M) sales of each calendar month, that of the as-of date first, back to the book's first.
        month_days: (M,) days of each month; of the first, those up to the as-of date.
    """

    as_of: dt.date
    holders: Holders
    sales_minor: Int64s
    opening_minor: Int64s
    receivable_minor: Int64s
    open_minor: Int64s
    not_due_minor: Int64s
    month_minor: Int64s
    month_days: tuple[int, ...]

    @property
    def first_day(self) -> dt.date:
        """The span's first day."""
        return day_before_span(self.as_of) + dt.timedelta(days=1)

    @property
    def rows(self) -> list[int]:
        """Holders of which anything is known."""
        known = (self.sales_minor, self.opening_minor, self.receivable_minor, self.open_minor)
        return np.flatnonzero(np.any(known, axis=0) | self.month_minor.any(axis=1)).tolist()

    def amount(self, row: int, minor: int) -> Amount:
        """A sum in the holder's currency."""
        holders = self.holders
        return Amount(decimal_of(minor, int(holders.exponent[row])), str(holders.currency[row]))


def day_before_span(as_of: dt.date) -> dt.date:
    """The day whose receivables are R₀."""
    return as_of - dt.timedelta(days=SPAN_DAYS)


def grounds_of(position: Position, before: Position, customers: Customers, per: Per = Per.CURRENCY) -> Grounds:
    """What the ratios of a day are reckoned from.

    Args:
        position: that of the day.
        before: that of `day_before_span`, of the same ledger.
        per: whose ratios they are.
    """
    holders = holders_of(position.ledger, customers, per)
    open_minor, unapplied_minor = _open(position, holders), _unapplied(position, holders)
    places = position.open_rows
    not_due = places[position.days_past_due[places] <= 0]
    sold = sold_until(position, holders)
    in_span = sold.date > np.datetime64(before.as_of, "D")
    month_minor, month_days = _sales_by_month(sold, position.as_of, len(holders))
    return Grounds(
        as_of=position.as_of,
        holders=holders,
        sales_minor=sums_by_code(sold.holder[in_span], sold.amount_minor[in_span], len(holders)),
        opening_minor=_open(before, holders) - _unapplied(before, holders),
        receivable_minor=open_minor - unapplied_minor,
        open_minor=open_minor,
        not_due_minor=sums_by_code(holders.debit[position.debits[not_due]], position.open_minor[not_due], len(holders)),
        month_minor=month_minor,
        month_days=month_days,
    )


# --- the ratios: one row of the grounds in, a figure or a sentence out ----------------------------------------------


def dso(grounds: Grounds, row: int) -> Figure:
    """Days sales outstanding."""
    days = days_of_sales(int(grounds.receivable_minor[row]), int(grounds.sales_minor[row]), SPAN_DAYS)
    return _no_sales(grounds, row) if days is None else days


OVER = label("over {days} days")
"""What count-back answers where the sales of the book end first: a figure; other sentences say why there is none."""


def dso_by_count_back(grounds: Grounds, row: int) -> Figure:
    """Days sales outstanding, counted back month by month; beyond the first month with sales, "over N"."""
    sold = grounds.month_minor[row]
    months = int(np.flatnonzero(sold)[-1]) + 1 if sold.any() else 0
    if not months:
        return sentence("The book holds no sales up to {date}.", date=grounds.as_of)
    days, exhausted = count_back(
        int(grounds.receivable_minor[row]), sold[:months].tolist(), grounds.month_days[:months]
    )
    return Sentence(OVER, {"days": int(days)}) if exhausted else days


def best_dso(grounds: Grounds, row: int) -> Figure:
    """Days sales outstanding if nothing were past due."""
    days = days_of_sales(int(grounds.not_due_minor[row]), int(grounds.sales_minor[row]), SPAN_DAYS)
    return _no_sales(grounds, row) if days is None else days


def cei(grounds: Grounds, row: int) -> Figure:
    """Collection effectiveness index, as a share."""
    found = collection_effectiveness(
        *(int(minor[row]) for minor in (grounds.opening_minor, grounds.sales_minor)),
        *(int(minor[row]) for minor in (grounds.receivable_minor, grounds.not_due_minor)),
    )
    if found is not None:
        return found
    return sentence("From {first} to {last} nothing was to be collected.", first=grounds.first_day, last=grounds.as_of)


def receivables_turnover(grounds: Grounds, row: int) -> Figure:
    """How often a year receivables turn over."""
    opening, closing = int(grounds.opening_minor[row]), int(grounds.receivable_minor[row])
    found = turnover(int(grounds.sales_minor[row]), SPAN_DAYS, opening, closing)
    if found is not None:
        return found
    return sentence(
        "Receivables were {opening} before {first} and are {closing} on {last}: nothing turned over.",
        opening=grounds.amount(row, opening),
        first=grounds.first_day,
        closing=grounds.amount(row, closing),
        last=grounds.as_of,
    )


def overdue_share(grounds: Grounds, row: int) -> Figure:
    """What of the open items is past due, as a share."""
    open_minor = int(grounds.open_minor[row])
    found = share(open_minor - int(grounds.not_due_minor[row]), open_minor)
    return sentence("Nothing is open on {date}.", date=grounds.as_of) if found is None else found


Ratio = Callable[[Grounds, int], Figure]


def ratio_table(grounds: Grounds, heading: str, shows: Shows, ratio: Ratio) -> ResultTable:
    """A ratio, one row a holder and currency."""
    holders, rows = grounds.holders, grounds.rows
    columns = [_texts(holders.per.value, HEADINGS[holders.per], holders.holder, rows)]
    if holders.per is Per.CUSTOMER:
        columns.append(_texts("name", label("Name"), holders.name, rows))
    if holders.per is not Per.CURRENCY:
        columns.append(_texts("currency", label("Currency"), holders.currency, rows))
    columns.append(ResultColumn("figure", heading, shows, [ratio(grounds, row) for row in rows]))
    return ResultTable(heading, tuple(columns))


def _texts(key: str, heading: str, texts: Texts, rows: list[int]) -> ResultColumn:
    return ResultColumn(key, heading, Shows.TEXT, [str(texts[row]) for row in rows])


def _no_sales(grounds: Grounds, row: int) -> Sentence:
    return sentence(
        "From {first} to {last}, sales less credits are {amount}: no days of sales.",
        first=grounds.first_day,
        last=grounds.as_of,
        amount=grounds.amount(row, int(grounds.sales_minor[row])),
    )


# --- sums -----------------------------------------------------------------------------------------------------------


def _open(position: Position, holders: Holders) -> Int64s:
    return sums_by_code(holders.debit[position.debits], position.open_minor, len(holders))


def _unapplied(position: Position, holders: Holders) -> Int64s:
    return sums_by_code(holders.credit[position.credits], position.unapplied_minor, len(holders))


def _sales_by_month(sold: Sold, as_of: dt.date, holders: int) -> tuple[Int64s, tuple[int, ...]]:
    """(H, M) sold by calendar month, latest first, and the days of each."""
    last = np.datetime64(as_of, "M")
    back = (last - sold.date.astype("datetime64[M]")).astype(np.int64)
    months = int(back.max(initial=-1)) + 1
    sums = sums_by_code(sold.holder * months + back, sold.amount_minor, holders * months).reshape(holders, months)
    firsts = [(last - month).item() for month in range(months)]
    days = [monthrange(first.year, first.month)[1] for first in firsts]
    return sums, tuple([as_of.day, *days[1:]][:months])


class Sold(NamedTuple):
    """Invoices and debit notes, and credit notes below 0."""

    holder: Int64s
    amount_minor: Int64s
    date: Days


def sold_until(position: Position, holders: Holders) -> Sold:
    """What was sold up to the position's day."""
    debits, credits, as_of = position.ledger.debits, position.ledger.credits, np.datetime64(position.as_of, "D")
    sold = ((debits.kind == INVOICE) | (debits.kind == DEBIT_NOTE)) & (debits.date <= as_of)
    returned = (credits.kind == CREDIT_NOTE) & (credits.date <= as_of)
    return Sold(
        np.concatenate([holders.debit[sold], holders.credit[returned]]),
        np.concatenate([debits.amount_minor[sold], -credits.amount_minor[returned]]),
        np.concatenate([debits.date[sold], credits.date[returned]]),
    )
