"""Early warnings (B8) on made histories in which the turn is known, and on steady ones."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

import pytest

from arxl.tables.desk_policy import WarningPolicy

from .made_histories import FIRST_DAY, Turn, book_with, made_history, seen, warnings_on

YEAR, DAY = dt.timedelta(365), dt.timedelta(1)
CUSTOMERS = 25


def weeks(first: dt.date, last: dt.date) -> Sequence[dt.date]:
    return [first + dt.timedelta(days) for days in range(0, (last - first).days + 1, 7)]


@pytest.mark.parametrize("years", [0, 2])
def test_steady_customers_are_left_in_peace(years: int) -> None:
    """At most 1 false alarm a customer and year, whether years or windows make the norm."""
    known = made_history(CUSTOMERS, 365 * (years + 1) + 30, seed=11 + years)
    first = FIRST_DAY + years * YEAR
    alarms = [since for *_, since in seen(known, weeks(first, first + YEAR)) if since >= first]
    assert len(alarms) <= CUSTOMERS


@pytest.mark.parametrize("before", [250, 800])
@pytest.mark.parametrize(("signal", "times"), [("purchases down", 0.0), ("purchases down", 0.1), ("purchases up", 4.0)])
def test_purchases_that_turn_are_found_within_30_days(signal: str, times: float, before: int) -> None:
    on = FIRST_DAY + dt.timedelta(before)
    known = made_history(CUSTOMERS, before + 60, Turn(on, purchases=times), seed=3)
    found = {customer for customer, what, since in seen(known, [on + 30 * DAY]) if what == signal and since >= on}
    assert len(found) == CUSTOMERS


@pytest.mark.parametrize("later", [20, 40])
def test_slower_payment_is_found_within_30_days_of_the_first_late_settlement(later: int) -> None:
    on = FIRST_DAY + dt.timedelta(800)
    known = made_history(CUSTOMERS, 900, Turn(on, later=later), seed=3)
    asked = on + (later + 30) * DAY
    found = {customer for customer, what, since in seen(known, [asked]) if what == "slower payment" and since >= on}
    assert len(found) == CUSTOMERS


def test_the_first_day_of_a_run_stays_the_same_on_every_later_day() -> None:
    on = FIRST_DAY + dt.timedelta(800)
    known = made_history(3, 900, Turn(on, purchases=0.0), seed=5)
    told = [
        {one.customer: one.since for one in warnings_on(known, on + days * DAY) if one.signal == "purchases down"}
        for days in (32, 40, 50)
    ]
    assert len(told[0]) == 3
    assert told[0] == told[1] == told[2]


def test_the_same_rows_in_any_order_give_the_same_warnings() -> None:
    deliveries: list[list[object]] = [["Document No", "Customer ID", "Date", "Amount"]]
    receipts: list[list[object]] = [["Receipt No", "Customer ID", "Date", "Amount", "Method", "Bounced On"]]
    dice = random.Random(4)
    for nth in range(240):
        date, customer = FIRST_DAY + dt.timedelta(dice.randrange(700)), f"C-{nth % 4}"
        deliveries.append([f"INV-{nth}", customer, date, 100 * dice.randrange(1, 5)])
        paid_on = date + dt.timedelta(dice.randrange(20, 60))
        bounced_on = paid_on + 3 * DAY if dice.random() < 0.1 else None
        method = dice.choice(["transfer"] * 30 + ["cash", "bill"])
        receipts.append([f"R-{nth}", customer, paid_on, 100 * dice.randrange(1, 5), method, bounced_on])
    contacts: list[list[object]] = [["Date", "Customer ID", "Extension Asked"]]
    contacts += [[FIRST_DAY + dt.timedelta(600 + 40 * nth), "C-1", "yes"] for nth in range(3)]
    signals: list[list[object]] = [["Date", "Customer ID", "Signal", "Evidence", "Noted By"]]
    signals += [[FIRST_DAY + dt.timedelta(650 + nth), "C-2", "moving", f"photo {nth}", "Ana"] for nth in range(3)]
    tables = {"Deliveries": deliveries, "Receipts": receipts, "Contacts": contacts, "Signals": signals}
    day = FIRST_DAY + dt.timedelta(690)
    told = warnings_on(book_with(tables), day)
    assert {one.signal for one in told} > {"bounced receipt", "second request for extension", "moving"}
    for _ in range(3):
        shuffled = {name: [rows[0], *dice.sample(rows[1:], len(rows) - 1)] for name, rows in tables.items()}
        assert warnings_on(book_with(shuffled), day) == told


def test_policy_says_how_grave_a_sign_is_and_when_it_expires() -> None:
    on = FIRST_DAY + dt.timedelta(100)
    known = book_with(
        {
            "Deliveries": [["Document No", "Customer ID", "Date", "Amount"], ["I", "C", FIRST_DAY, 10]],
            "Receipts": [["Receipt No", "Customer ID", "Date", "Amount", "Bounced On"], ["R", "C", on, 10, on + DAY]],
        }
    )
    (high,) = warnings_on(known, on + DAY)
    assert (high.severity, high.level, high.until) == ("high", 4, on + 91 * DAY)
    (low,) = warnings_on(known, on + DAY, WarningPolicy(warn_bounced="low"))
    assert (low.severity, low.level, low.until) == ("low", 1, on + 31 * DAY)
    (last,), (expired,) = (warnings_on(known, on + days * DAY, WarningPolicy(warn_bounced="low")) for days in (31, 32))
    assert (last.closed, expired.closed) == ("", "expired")
    assert warnings_on(known, on) == ()
