"""Cash expected (D3) on random books, item by item; and by a story that one can check by hand."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from statistics import median

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from arxl.practices.expected_cash import expected_cash

from .books import LATE_DAYS, Business, Delivery, Receipt, businesses, major
from .oracle import due_date, outcome

ONE_DAY = dt.timedelta(days=1)


def lateness(business: Business, customer: str, day: dt.date) -> int:
    """Each document's last settlement, found by going through the days; only where a receipt took part."""
    days = []
    for row in business.deliveries:
        if row.customer == customer and row.minor > 0 and row.date <= day:
            account = (row.customer, row.currency)
            paid = {k[1] for k in outcome(business, day).paid if k[0] == account and k[2] == row.number}
            is_open = (account, row.number) in outcome(business, day).open
            receipts = {receipt.number for receipt in business.receipts} | {f"{row.number} settled"}
            if not is_open and paid & receipts:
                dates = {credit.number: counted_from(credit) for credit in (*business.receipts, *business.credits)}
                dates |= {other.number: other.date for other in business.deliveries if other.minor < 0}
                dates[f"{row.number} settled"] = row.settled_on
                settled_on = max(max(dates[number], row.date) for number in paid)
                days.append((settled_on - due_date(row, business, day)).days)
    return math.ceil(median(days)) if days else 0


def counted_from(credit: object) -> dt.date:
    """A cheque counts when it clears."""
    return max(credit.date, getattr(credit, "clears_on", None) or credit.date)


def by_week(business: Business, day: dt.date, weeks: int) -> dict[tuple[str, dt.date | None], list[int]]:
    """(Currency, Monday; None for later) -> expected and disputed minor units."""
    stand = outcome(business, day)
    sums: dict[tuple[str, dt.date | None], list[int]] = defaultdict(lambda: [0, 0])
    first = monday(day + 7 * ONE_DAY)
    for (account, number), minor in stand.open.items():
        on = stand.due[account, number] + lateness(business, account[0], day) * ONE_DAY
        week = monday(max(on, day + 7 * ONE_DAY))
        place = sums[account[1], week if week < first + weeks * 7 * ONE_DAY else None]
        place[0] += minor
        place[1] += stand.disputed.get((account, number), 0)
    return dict(sums)


def monday(day: dt.date) -> dt.date:
    while day.weekday():
        day -= ONE_DAY
    return day


@settings(max_examples=120, derandomize=True, deadline=None)
@given(businesses(), LATE_DAYS, st.sampled_from([1, 3, 13]))
def test_every_item_is_expected_when_its_customer_usually_pays(business: Business, day: dt.date, weeks: int) -> None:
    found = {}
    expected = by_week(business, day, weeks)
    for first, last, currency, amount, disputed in expected_cash(business.at(day), weeks).table().rows():
        assert first.weekday() == 0
        assert last is None or last == first + 6 * ONE_DAY
        if amount.value:
            found[currency, first if last else None] = [amount.value, disputed.value]
    assert found == {key: [major(minor, key[0]) for minor in both] for key, both in expected.items() if both[0]}


def test_every_week_has_a_row_though_nothing_is_expected_in_it() -> None:
    day = dt.date(2026, 10, 20)
    far = Delivery("INV-1", "C-1", "EUR", day, 500, due=day + 30 * ONE_DAY)
    rows = list(expected_cash(Business((far,)).at(day), 6).table().rows())
    assert [row[0] for row in rows] == [dt.date(2026, 10, 26) + 7 * week * ONE_DAY for week in range(6)]
    assert [int(row[3].value * 100) for row in rows] == [0, 0, 0, 500, 0, 0]
    (week, later) = expected_cash(Business((far,)).at(day), 1).table().rows()
    assert (week[1], later[0], later[1]) == (dt.date(2026, 11, 1), dt.date(2026, 11, 2), None)


def test_who_pays_ten_days_late_is_expected_ten_days_late() -> None:
    day = dt.date(2026, 10, 20)
    paid = Delivery("INV-1", "C-1", "EUR", dt.date(2026, 8, 1), 100, terms="NET 30")
    late = Receipt("R-1", "C-1", "EUR", dt.date(2026, 9, 10), 100)
    now = Delivery("INV-2", "C-1", "EUR", dt.date(2026, 10, 1), 700, terms="NET 30")
    rows = list(expected_cash(Business((paid, now), (late,)).at(day)).table().rows())
    assert np.array([row[0] for row in rows if row[3].value]).tolist() == [dt.date(2026, 11, 9)]
