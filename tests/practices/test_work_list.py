"""The priorities of the work list (C4) on random books, item by item and in fractions; and in any order of rows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arxl.practices.contact_time import Calling
from arxl.practices.promises import judged
from arxl.practices.receivables import Receivables
from arxl.practices.sell_through import sold_on
from arxl.practices.work_list import Desk, WorkList
from arxl.practices.work_priority import losses_by_waiting
from arxl.tables.desk_policy import WorkListPolicy
from arxl.tables.history import NO_HISTORY
from arxl.tables.policy import ReminderPolicy
from arxl.tables.ranges import table_of_range

from .books import DECIMALS, LATE_DAYS, Business, businesses, major
from .oracle import Outcome, outcome

EDGES = (30, 60, 90, 180)
POLICY = WorkListPolicy()
WORKED = np.array([True] * 5 + [False] * 2)
NO_HOLIDAYS = np.zeros(0, "datetime64[D]")
KRW_RATE = Fraction(7, 10_000)
ACCOUNTS = st.sampled_from([("C-1", "EUR"), ("C-2", "EUR"), ("C-1", "KRW")])


@dataclass(frozen=True)
class Said:
    """What customers report and promise beside a random business."""

    stock: tuple[tuple[str, str, int], ...]  # customer, document, percent
    promises: tuple[tuple[str, str, int, int, tuple[str, ...]], ...]  # customer, currency, minor, days ahead, documents


@st.composite
def saids(draw: st.DrawFn, business: Business) -> Said:
    documents = [(row.customer, row.number) for row in business.deliveries if row.minor > 0]
    stock = draw(st.lists(st.sampled_from(documents), max_size=3, unique=True)) if documents else []
    promises = []
    for _ in range(draw(st.integers(0, 2))):
        customer, currency = draw(ACCOUNTS)
        own = [number for who, number in documents if who == customer]
        named = draw(st.lists(st.sampled_from(own), max_size=2, unique=True)) if own else []
        promises.append(
            (customer, currency, draw(st.integers(1, 4000)), draw(st.sampled_from([0, 0, 3])), tuple(named))
        )
    return Said(tuple((*one, draw(st.sampled_from([79, 80, 100]))) for one in stock), tuple(promises))


CHANCES = st.lists(st.integers(0, 100), min_size=6, max_size=6).map(
    lambda shares: tuple(Decimal(share) / 100 for share in shares)
)


def known(business: Business, said: Said, day: dt.date) -> Receivables:
    """The book, with what was said the day before."""
    before = day - dt.timedelta(1)
    stock = [("Customer ID", "Date", "Document No", "Sold %"), *((c, before, d, p) for c, d, p in said.stock)]
    contacts = [
        ("Customer ID", "Date", "Promised Amount", "Promised On", "Documents", "Currency"),
        *(
            (c, before, float(major(minor, cur)), day + dt.timedelta(ahead), "; ".join(names), cur)
            for c, cur, minor, ahead, names in said.promises
        ),
    ]
    rates = [("Currency", "Date", "Rate"), ("KRW", dt.date(2025, 1, 1), float(KRW_RATE))]
    tables = (("Stock", stock), ("Contacts", contacts), ("Rates", rates))
    return business.receivables(*(table_of_range(name, rows) for name, rows in tables))


def listed(business: Business, said: Said, day: dt.date, chances: tuple[Decimal, ...]) -> WorkList:
    """What the practice answers."""
    receivables = known(business, said, day)
    position = receivables.application.position_at(day)
    return Desk(
        position=position,
        book=receivables.book,
        history=NO_HISTORY,
        chances=chances,
        edges=EDGES,
        sold_percent=sold_on(position, receivables.book),
        sold_due=80,
        promises=judged(receivables.book, day, Decimal(0)),
        classes={},
        levels={},
        calling=Calling(POLICY, WORKED, NO_HOLIDAYS),
        policy=POLICY,
        reminders=ReminderPolicy(),
    ).work_list()


# --- the formula, slowly -------------------------------------------------------------------------------------------


def loss(days: int, chances: tuple[Decimal, ...]) -> Fraction:
    """Of one unit of an item; one that is not due goes on to 1–30."""
    bucket = 0 if days <= 0 else 1 + sum(days > edge for edge in EDGES)
    later = chances[bucket + 1] if bucket + 1 < len(chances) else Decimal(0)
    return max(Fraction(0), Fraction(chances[bucket]) - Fraction(later))


def money_of(business: Business, first: dt.date, day: dt.date) -> list[tuple[tuple[str, str], int, set[str]]]:
    """(Account, minor units, documents named) of what came in: a receipt falls into the amounts that it names."""
    parts = []
    for row in business.receipts:
        if row.minor <= 0 or not first <= row.date <= day or (row.bounced_on and row.bounced_on <= day):
            continue
        account, rest = (row.customer, row.currency), row.minor
        for name, limit in row.names:
            part = min(rest, limit or 0)
            parts.append((account, part, {name}))
            rest -= part
        parts.append((account, rest, {name for name, limit in row.names if limit is None}))
    for row in business.deliveries:
        if row.settled_on and first <= row.settled_on <= day and row.minor > 0:
            parts.append(((row.customer, row.currency), row.minor, {row.number}))
    return [part for part in parts if part[1]]


def still_promised(
    said: Said, business: Business, day: dt.date
) -> list[tuple[str, str, int, dt.date, tuple[str, ...]]]:
    """What of promises the receipts of the day before and since have not fulfilled yet; each receipt counts once."""
    money = money_of(business, day - dt.timedelta(1), day)
    left = []
    promises = sorted(
        ((c, cur, m, day + dt.timedelta(a), n) for c, cur, m, a, n in said.promises), key=lambda p: (p[3], p[0], p[2])
    )
    for customer, currency, minor, on, names in promises:
        counted = [
            part
            for part in money
            if part[0] == (customer, currency) and (not names or not part[2] or set(names) & part[2])
        ]
        for part in counted:
            money.remove(part)
        rest = minor - sum(part[1] for part in counted)
        if rest > 0:
            left.append((customer, currency, rest, on, names))
    return left


def promised_days(stand: Outcome, business: Business, promises: list) -> dict[tuple[tuple[str, str], str], dt.date]:
    """(Account, document) -> the earliest day it is promised for."""
    dates = {row.number: row.date for row in business.deliveries}
    found: dict[tuple[tuple[str, str], str], dt.date] = {}
    for customer, currency, minor, on, names in promises:
        account, left = (customer, currency), minor
        own = [key for key in stand.open if key[0] == account and key[1] in dates]
        for key in sorted(own, key=lambda key: (dates[key[1]], stand.due[key], int(key[1].split("-")[1]))):
            if names:
                covered = key[1] in names
            else:  # the oldest that no earlier promise is about, as far as it covers them whole
                covered = key not in found and stand.open[key] <= left
                left -= 0 if key in found else stand.open[key]
            if covered:
                found.setdefault(key, on)
    return found


def slowly(business: Business, said: Said, day: dt.date, chances: tuple[Decimal, ...]) -> dict[str, Decimal]:
    """Customer -> priority."""
    stand = outcome(business, day)
    promises = still_promised(said, business, day)
    promised = promised_days(stand, business, promises)
    sold = {(c, d) for c, d, percent in said.stock if percent >= 80}
    deliveries = {row.number for row in business.deliveries if row.minor > 0}
    stake: dict[str, Fraction] = defaultdict(Fraction)
    raised: dict[str, set[str]] = defaultdict(set)
    for (account, number), minor in stand.open.items():
        customer, currency = account
        days = (day - stand.due[account, number]).days
        is_sold = (customer, number) in sold
        if number not in deliveries or not (days > 0 or is_sold or promised.get((account, number)) == day):
            continue
        rate = Fraction(1) if currency == "EUR" else KRW_RATE
        stake[customer] += Fraction(minor, 10 ** DECIMALS[currency]) * rate * loss(days, chances)
        raised[customer] |= {"sold"} if is_sold else set()
    for customer, *_, on, _ in promises:
        raised[customer] |= {"promise"} if on == day else set()
    last = day.replace(day=1) + dt.timedelta(32)
    month_days = [last.replace(day=1) - dt.timedelta(back) for back in range(1, 32)]
    end = [other for other in month_days if other.month == day.month and other.weekday() < 5][2]
    found = {}
    for customer, sum_ in stake.items():
        factor = Fraction(3, 2) ** len(raised[customer]) * (Fraction(11, 10) if day >= end else 1)
        cents = int(sum_ * factor * 100 + Fraction(1, 2))
        found[customer] = Decimal(cents).scaleb(-2)
    return found


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_priorities_are_those_of_the_formula_item_by_item(data):
    business = data.draw(businesses())
    said, day, chances = data.draw(saids(business)), data.draw(LATE_DAYS), data.draw(CHANCES)
    work = listed(business, said, day, chances)
    assert {task.customer: task.priority.value for task in work.tasks} == slowly(business, said, day, chances)
    assert [(-task.priority.value, task.customer) for task in work.tasks] == sorted(
        (-task.priority.value, task.customer) for task in work.tasks
    )


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_any_order_of_rows_gives_the_same_list(data):
    business = data.draw(businesses())
    said, day = data.draw(saids(business)), data.draw(LATE_DAYS)
    chances = tuple(map(Decimal, ("0.98", "0.95", "0.85", "0.70", "0.45", "0.15")))
    shuffled = replace(
        business,
        **{
            name: tuple(data.draw(st.permutations(getattr(business, name))))
            for name in ("deliveries", "receipts", "credits")
        },
    )
    turned = Said(said.stock[::-1], said.promises[::-1])
    # as texts: a distance that nobody knows is NaN, which equals nothing
    assert repr(listed(business, said, day, chances).tasks) == repr(listed(shuffled, turned, day, chances).tasks)


def test_what_is_lost_by_waiting():
    chances = tuple(map(Decimal, ("0.98", "0.95", "0.85", "0.70", "0.45", "0.15")))
    assert list(map(str, losses_by_waiting(chances))) == ["0.03", "0.10", "0.15", "0.25", "0.30", "0.15"]


def test_a_chance_that_rises_with_age_stakes_nothing():
    assert losses_by_waiting((Decimal("0.5"), Decimal("0.6"))) == (Decimal(0), Decimal("0.6"))


@pytest.mark.parametrize("as_of", ["2026-03-10", "2026-03-31"])
def test_a_missing_rate_is_told_once_and_leaves_its_customers_out(as_of):
    from .books import Delivery

    rows = tuple(
        Delivery(number, customer, currency, dt.date(2026, 1, 5), 1000, "COD")
        for number, customer, currency in (("INV-7", "C-1", "KRW"), ("INV-8", "C-1", "EUR"), ("INV-9", "C-2", "EUR"))
    )
    receivables = Business(rows).receivables()
    position = receivables.application.position_at(dt.date.fromisoformat(as_of))
    desk = Desk(
        position,
        receivables.book,
        NO_HISTORY,
        (Decimal(1),) * 5 + (Decimal(0),),
        EDGES,
        np.full(3, np.nan),
        80,
        (),
        {},
        {},
        Calling(POLICY, WORKED, NO_HOLIDAYS),
        POLICY,
        ReminderPolicy(),
    )
    work = desk.work_list()
    assert [task.customer for task in work.tasks] == ["C-2"]
    assert [str(fault) for fault in work.faults] == [
        f"Rates: there is no rate for KRW on or before {as_of}. Add a row with Currency, Date and Rate."
    ]
