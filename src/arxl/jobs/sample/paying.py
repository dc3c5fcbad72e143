"""How a sample customer pays: what each delivery brings, on which day, and how that day's money comes in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from arxl.jobs.sample.account import DECIMALS, Account, Delivery, Named, Receipt
from arxl.jobs.sample.cast import Trader
from arxl.jobs.sample.dice import Dice
from arxl.jobs.sample.dues import discount_minor
from arxl.jobs.sample.workdays import (
    AS_OF,
    months_between,
    next_weekday,
    working_day_from,
    working_day_until,
)

_PAPER_DAYS = timedelta(days=14)  # a cheque or bill is in hand that long before it clears


@dataclass(frozen=True, slots=True)
class Instalment:
    """What the customer means to pay for one delivery on one day; `named` says so on the receipt."""

    day: date
    delivery: Delivery
    minor: int
    named: bool = False


def receipts_of(account: Account, seed: int) -> list[Receipt]:
    """The customer's receipts up to the as-of date: one a day, and one more for each document that it names."""
    trader = account.trader
    dice = Dice(seed, trader.id, "paying")
    by_day: dict[tuple[date, str], int] = defaultdict(int)
    receipts: list[Receipt] = []
    for instalment in _instalments(account, dice):
        delivery = instalment.delivery
        if instalment.named:
            receipts.append(_receipt(trader, instalment.day, instalment.minor, delivery.currency, Named(delivery)))
        else:
            by_day[instalment.day, delivery.currency] += instalment.minor
    carried: dict[str, int] = defaultdict(int)
    for (day, currency), minor in sorted(by_day.items()):
        owed = minor + carried[currency]
        paid = _rounded(owed, currency, trader.rounds)
        carried[currency] = 0 if trader.rounds == "off" else owed - paid
        if paid > 0:
            receipts.append(_receipt(trader, day, paid, currency))
    last = trader.pays_until or AS_OF
    return sorted((r for r in receipts if r.date <= last), key=lambda r: r.date)


def _instalments(account: Account, dice: Dice) -> Iterator[Instalment]:
    trader = account.trader
    last = date.min  # the older delivery is paid first
    for delivery in sorted(account.deliveries, key=lambda d: d.date):
        owed = delivery.minor - delivery.credited_minor
        if owed <= 0 or delivery.withheld:
            continue
        terms = delivery.terms or trader.terms
        if delivery.date.month in trader.discount_months and delivery.kind == "invoice":
            day = working_day_until(delivery.date + timedelta(days=10 - dice.whole(0, 4)))
            yield Instalment(day, delivery, owed - discount_minor(delivery.minor, terms), named=True)
            continue
        day = _pay_day(trader, delivery, dice)
        if delivery.dispute_settled_on:
            day = max(day, working_day_from(delivery.dispute_settled_on + timedelta(days=5)))
        else:
            day = last = max(day, last)
        if trader.halves:
            yield Instalment(day, delivery, owed // 2)
            owed, day = owed - owed // 2, working_day_from(day + timedelta(days=14))
        yield Instalment(day, delivery, owed)


def _pay_day(trader: Trader, delivery: Delivery, dice: Dice) -> date:
    late = trader.late
    slid = months_between(trader.slides_from, delivery.due) + 1 if trader.slides_from else 0
    if slid > 0:
        late += trader.slide * slid
    if late > 0:
        day = working_day_from(delivery.due + timedelta(days=dice.whole(late * 3 // 5, late * 7 // 5)))
    else:
        day = max(working_day_until(delivery.due + timedelta(days=dice.whole(late, 0))), delivery.date)
    return day if trader.weekday is None else working_day_from(next_weekday(day, trader.weekday))


def _receipt(trader: Trader, day: date, minor: int, currency: str, *names: Named) -> Receipt:
    """Money that the seller has on `day`; a cheque or bill was handed over before."""
    if trader.method in ("cheque", "bill"):
        return Receipt(working_day_until(day - _PAPER_DAYS), minor, currency, trader.method, names, clears_on=day)
    return Receipt(day, minor, currency, trader.method, names)


def _rounded(minor: int, currency: str, rounds: str) -> int:
    """To hundreds (won: ten thousands) as people do who pay a running account, or to whole units."""
    unit: int = 10 ** DECIMALS[currency]
    hundreds = 10_000 if currency == "KRW" else 100 * unit
    match rounds:
        case "up":
            return -(-minor // hundreds) * hundreds
        case "down":
            return minor // hundreds * hundreds
        case "off":
            return minor // unit * unit
    return minor
