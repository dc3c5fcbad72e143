"""What a sample customer orders and is delivered: its rhythm, its season, its signed notes, its reports of stock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from types import MappingProxyType

from arxl.jobs.sample.account import DECIMALS, PER_EURO, Account, Delivery, Order, StockReport
from arxl.jobs.sample.cast import Trader
from arxl.jobs.sample.dice import Dice
from arxl.jobs.sample.dues import due_by
from arxl.jobs.sample.workdays import AS_OF, FIRST_DAY, months_between, working_day_from, working_day_until

# Purchases by month, January first, in percent of the middle.
_SEASONS = MappingProxyType(
    {
        "hotel": (55, 60, 75, 95, 115, 145, 170, 175, 135, 90, 60, 70),
        "restaurant": (80, 90, 95, 100, 105, 105, 100, 95, 100, 100, 105, 130),
        "shop": (80, 85, 95, 100, 100, 100, 95, 90, 100, 105, 110, 145),
        "dealer": (85, 90, 100, 105, 105, 110, 105, 90, 105, 110, 115, 100),
        "institution": (100, 100, 105, 100, 105, 90, 0, 0, 110, 105, 105, 80),
    }
)
_LUNAR = MappingProxyType({12: 100, 1: 145, 2: 65})  # where the year's feast is the lunar new year
_ORDERS_AHEAD = ("dealer", "hotel")


def trade_of(trader: Trader, seed: int) -> Account:
    """The account of a customer with all that it was delivered, and nothing paid yet."""
    account = Account(trader)
    if trader.id[-1] in "249":
        account.deliveries.append(_opening(trader, Dice(seed, trader.id, "opening")))
    days = list(_delivery_days(trader, Dice(seed, trader.id, "days")))
    amounts, notes = Dice(seed, trader.id, "amounts"), Dice(seed, trader.id, "notes")
    shelf = Dice(seed, trader.id, "shelf")
    for position, day in enumerate(days):
        minor = _amount_minor(trader, day, amounts)
        if not minor:
            continue
        delivery = Delivery(day, minor, trader.buys_in, day, signed_on=_signed_on(trader, day, notes))
        account.deliveries.append(delivery)
        if trader.terms.startswith("SOLD"):
            reports = list(_reports(delivery, shelf))
            account.stock += [report for report in reports if report.date <= AS_OF]
            delivery.due = due_by(trader.terms, days, position, reports[-1].date)
        else:
            delivery.due = due_by(trader.terms, days, position)
        if trader.type in _ORDERS_AHEAD and notes.chance(40):
            delivery.order = Order(working_day_until(day - timedelta(days=7)), minor, trader.buys_in)
            account.orders.append(delivery.order)
    return account


def _sized_minor(trader: Trader, euros: int, percent: int, dice: Dice) -> int:
    """An amount near that share of so many euros, in the customer's currency; won are given in tens."""
    unit: int = PER_EURO[trader.buys_in] * 10 ** DECIMALS[trader.buys_in]
    minor = euros * unit * percent * dice.whole(6000, 14000) // 1_000_000
    return minor // 10 * 10 if trader.buys_in == "KRW" else minor


def _opening(trader: Trader, dice: Dice) -> Delivery:
    """What the customer still owed from the time before the workbook began."""
    day = working_day_until(FIRST_DAY - timedelta(days=1))
    due = FIRST_DAY + timedelta(days=dice.whole(4, 20))
    minor = _sized_minor(trader, trader.eur, 150, dice)
    return Delivery(day, minor, trader.buys_in, due, kind="opening", due_on_paper=True)


def _delivery_days(trader: Trader, dice: Dice) -> Iterator[date]:
    gap = 30 // trader.a_month
    stray = 0 if gap <= 7 else gap // 5
    day = FIRST_DAY + timedelta(days=dice.whole(0, gap - 1))
    last = trader.buys_until or AS_OF
    while (worked := working_day_from(day)) <= last:
        yield worked
        day += timedelta(days=gap + dice.whole(-stray, stray))


def _amount_minor(trader: Trader, day: date, dice: Dice) -> int:
    season = _SEASONS[trader.type][day.month - 1]
    if trader.country.lunar_new_year and day.month in _LUNAR:
        season = _LUNAR[day.month]
    grown = 1200 + trader.growth_percent * months_between(FIRST_DAY, day)
    return _sized_minor(trader, trader.eur, season * grown // 1200, dice)


def _signed_on(trader: Trader, day: date, dice: Dice) -> date | None:
    signed = dice.chance(trader.signs_percent)
    later = working_day_from(day + timedelta(days=1)) if dice.chance(8) else day
    return later if signed and later <= AS_OF else None


def _reports(delivery: Delivery, dice: Dice) -> Iterator[StockReport]:
    """Every two weeks or so, until more than four fifths are sold."""
    day, sold = delivery.date, 0
    while sold < 80:
        day = working_day_from(day + timedelta(days=dice.whole(8, 13)))
        sold = min(100, sold + dice.whole(22, 45))
        yield StockReport(day, delivery, sold)
