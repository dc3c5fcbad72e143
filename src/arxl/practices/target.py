"""Targets of a week or a month for sales and collections, and the diary (practice D2).

Achieved is what was sold (deliveries less credits) and what came in (receipts less what bounced and what was paid
back) in the period so far, in the target's currency. Money belongs to the salesperson of the documents that it settled,
what is on account to the customer's. The streak counts the periods of one kind, one after the other up to the last,
whose every target was met; the running one counts as soon as it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from arxl.errors import Amount, Sentence, label, sentence
from arxl.kernels.arrays import Days, Int64s
from arxl.kernels.money import decimal_of, exponent_of
from arxl.kernels.ratios import share
from arxl.practices.aging import Per
from arxl.practices.cash_application import Position
from arxl.practices.collection_rate import is_money
from arxl.practices.holders import Holders, holders_of
from arxl.practices.ratios import sold_until
from arxl.tables.calendar import WorkingDays
from arxl.tables.periods import Period, period_of
from arxl.tables.result import ResultColumn, ResultTable, Shows
from arxl.tables.schema import NO_AMOUNT, Book

SALES, COLLECTIONS = label("sales"), label("collections")


@dataclass(frozen=True, slots=True)
class TargetStand:
    """One target and how far it is.

    Attributes:
        kind: sales or collections.
        target_minor, achieved_minor: in minor units of the currency.
        days_left: working days after the as-of date up to the period's end.
        streak: periods met, one after the other, up to this one.
    """

    salesperson: str
    period: Period
    said: str
    kind: str
    currency: str
    target_minor: int
    achieved_minor: int
    days_left: int
    streak: int

    @property
    def met(self) -> bool:
        """Whether the target is reached."""
        return self.achieved_minor >= self.target_minor

    @property
    def missing_minor(self) -> int:
        """What is still to be achieved."""
        return max(0, self.target_minor - self.achieved_minor)

    def amount(self, minor: int) -> Amount:
        """A sum of its currency."""
        return Amount(decimal_of(minor, exponent_of(self.currency)), self.currency)


class _Flow(NamedTuple):
    """Dated amounts of holders."""

    seat: Int64s
    minor: Int64s
    date: Days

    def in_period(self, seat: int, period: Period, as_of: dt.date) -> int:
        """What a holder's amounts of a period come to, up to the day."""
        last = min(period.last, as_of)
        within = (self.seat == seat) & (self.date >= np.datetime64(period.first)) & (self.date <= np.datetime64(last))
        return int(self.minor[within].sum())


def target_stands(position: Position, book: Book, worked: WorkingDays) -> tuple[TargetStand, ...]:
    """Every target of a period that has begun by the position's day, the latest first."""
    holders = holders_of(position.ledger, book.customers, Per.SALESPERSON)
    sold = sold_until(position, holders)
    flows = {SALES: _Flow(sold.holder, sold.amount_minor, sold.date), COLLECTIONS: _collected(position, holders)}
    seats = {key: seat for seat, key in enumerate(zip(holders.holder.tolist(), holders.currency.tolist(), strict=True))}
    targets, stands = book.targets, []
    for row in range(len(targets)):
        period = period_of(str(targets.period[row]))
        if period is None or period.first > position.as_of:
            continue
        salesperson, currency = str(targets.salesperson[row]), str(targets.currency[row])
        seat = seats.get((salesperson, currency), -1)
        for kind, minor in ((SALES, targets.sales_minor[row]), (COLLECTIONS, targets.collections_minor[row])):
            if minor != NO_AMOUNT:
                stands.append(
                    TargetStand(
                        salesperson=salesperson,
                        period=period,
                        said=str(targets.period[row]),
                        kind=kind,
                        currency=currency,
                        target_minor=int(minor),
                        achieved_minor=flows[kind].in_period(seat, period, position.as_of),
                        days_left=days_left(position.as_of, period.last, worked),
                        streak=0,
                    )
                )
    return _with_streaks(stands)


def days_left(as_of: dt.date, last: dt.date, worked: WorkingDays) -> int:
    """Working days after a day, up to a period's end."""
    first, after = np.datetime64(as_of, "D") + 1, np.datetime64(last, "D") + 1
    if after <= first:
        return 0
    return int(np.busday_count(first, after, weekmask=worked.weekmask, holidays=worked.holidays))


def _collected(position: Position, holders: Holders) -> _Flow:
    """What came in, by the day on which it counts; what is on account, and what was paid back."""
    settled, ledger = position.settled, position.ledger
    money = np.flatnonzero(is_money(position))
    credit = position.credits[settled.credit[money]]
    debit = position.debits[settled.debit[money]]
    is_refund = ledger.debits.is_refund[debit]
    seat = np.where(is_refund, holders.credit[credit], holders.debit[debit])
    left = np.flatnonzero(ledger.credits.is_receipt[position.credits] & (position.unapplied_minor > 0))
    on_account = position.credits[left]
    refunds = np.flatnonzero(ledger.debits.is_refund[position.debits])
    paid_back = position.debits[refunds]
    effective = position.effective_date
    return _Flow(
        np.concatenate([seat, holders.credit[on_account], holders.debit[paid_back]]),
        np.concatenate(
            [settled.amount_minor[money], position.unapplied_minor[left], -ledger.debits.amount_minor[paid_back]]
        ),
        np.concatenate([effective[credit], effective[on_account], ledger.debits.date[paid_back]]),
    )


def _with_streaks(stands: Sequence[TargetStand]) -> tuple[TargetStand, ...]:
    """The same, each with the periods met up to it; a period without a target ends the row."""
    met: dict[tuple[str, str, str, dt.date], bool] = {}
    for stand in stands:
        key = (stand.salesperson, stand.currency, stand.period.kind, stand.period.first)
        met[key] = met.get(key, True) and stand.met
    found = []
    for stand in stands:
        streak, first = 0, stand.period.first
        while met.get((stand.salesperson, stand.currency, stand.period.kind, first)):
            streak += 1
            first = _before(stand.period.kind, first)
        found.append(replace(stand, streak=streak))
    return tuple(
        sorted(
            found, key=lambda one: (-one.period.first.toordinal(), one.salesperson, one.said, one.currency, one.kind)
        )
    )


def _before(kind: str, first: dt.date) -> dt.date:
    """The first day of the period before."""
    if kind == "week":
        return first - dt.timedelta(days=7)
    return (first - dt.timedelta(days=1)).replace(day=1)


def targets_table(stands: Sequence[TargetStand]) -> ResultTable:
    """One row a target."""

    def amounts(key: str, heading: str, minor: Sequence[int]) -> ResultColumn:
        cells = [stand.amount(value) for stand, value in zip(stands, minor, strict=True)]
        return ResultColumn(key, heading, Shows.AMOUNT, cells)

    return ResultTable(
        label("Targets"),
        (
            ResultColumn("period", label("Period"), Shows.TEXT, [one.said for one in stands]),
            ResultColumn("salesperson", label("Salesperson"), Shows.TEXT, [one.salesperson for one in stands]),
            ResultColumn("currency", label("Currency"), Shows.TEXT, [one.currency for one in stands]),
            ResultColumn("of", label("Of"), Shows.LABEL, [one.kind for one in stands]),
            amounts("target", label("Target"), [one.target_minor for one in stands]),
            amounts("achieved", label("Achieved"), [one.achieved_minor for one in stands]),
            ResultColumn("share", label("Achieved %"), Shows.PERCENT, [_share(one) for one in stands]),
            amounts("missing", label("Missing"), [one.missing_minor for one in stands]),
            ResultColumn("days_left", label("Working days left"), Shows.WHOLE, [one.days_left for one in stands]),
            ResultColumn("per_day", label("Missing a day"), Shows.AMOUNT, [_per_day(one) for one in stands]),
            ResultColumn("streak", label("Periods met in a row"), Shows.WHOLE, [one.streak for one in stands]),
        ),
    )


def _share(stand: TargetStand) -> Decimal | Sentence:
    found = share(stand.achieved_minor, stand.target_minor)
    return sentence("The target is 0.") if found is None else found


def _per_day(stand: TargetStand) -> Amount | None:
    """What each working day left must bring, rounded up; nothing where none is left."""
    return stand.amount(-(-stand.missing_minor // stand.days_left)) if stand.days_left else None


def diary_table(book: Book, as_of: dt.date, worked: WorkingDays) -> ResultTable:
    """The diary of the as-of date's month, a line a working day; a day without one says so."""
    diary, first = book.diary, np.datetime64(as_of, "M").astype("datetime64[D]")
    days = np.arange(first, np.datetime64(as_of, "D") + 1)
    days = days[np.is_busday(days, weekmask=worked.weekmask, holidays=worked.holidays)]
    lines: dict[tuple[str, dt.date], list[str]] = {}
    for row in np.flatnonzero((diary.date >= first) & (diary.date <= np.datetime64(as_of, "D"))).tolist():
        lines.setdefault((str(diary.salesperson[row]), diary.date[row].item()), []).append(str(diary.entry[row]))
    people = sorted({*book.salespeople.salesperson.tolist(), *diary.salesperson.tolist()})
    rows: list[tuple[str, dt.date, str | Sentence]] = []
    for person in people:
        own = sorted({*days.tolist(), *(day for who, day in lines if who == person)})
        for day in own:
            entries = sorted(lines.get((person, day), ()))
            rows.append((person, day, "; ".join(entries) if entries else sentence("No line.")))
    return ResultTable(
        label("Diary"),
        (
            ResultColumn("salesperson", label("Salesperson"), Shows.TEXT, [person for person, _, _ in rows]),
            ResultColumn("date", label("Date"), Shows.DATE, [day for _, day, _ in rows]),
            ResultColumn("entry", label("Diary Entry"), Shows.TEXT, [entry for _, _, entry in rows]),
        ),
    )
