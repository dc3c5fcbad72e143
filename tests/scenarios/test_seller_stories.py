"""Stories of sellers: what they collect, when commission counts, what they are to reach, and what the diary lacks."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from arxl.jobs.desk.sellers import commission, targets
from arxl.jobs.opened import open_book

from .story import Story

TWO_SELLERS = """
    customer C-1, Salesperson: Ana, Terms: NET 30
    customer C-2, Salesperson: Ben, Terms: NET 30
    salesperson Ana of 2
    2026-08-10 delivery INV-1 to C-1 of 1000.00
    2026-09-05 delivery INV-2 to C-1 of 600.00
    2026-09-20 delivery INV-3 to C-2 of 500.00
    2026-09-08 receipt R-1 from C-1 of 700.00
"""


@pytest.fixture
def sellers(tmp_path) -> Story:
    return Story(tmp_path).tells(TWO_SELLERS)


def rows(story: Story, day: str, nth: int = 0, **policy: str) -> list[dict[str, Any]]:
    """A sheet of the report on commission."""
    opened = open_book(story.path, policy, dt.date.fromisoformat(day))
    table = commission(opened).sheets[nth].table
    return [dict(zip((c.key for c in table.columns), row, strict=True)) for row in table.rows()]


def test_what_is_missing_to_the_gate_is_said_and_its_commission_waits(sellers):
    (ana,) = [row for row in rows(sellers, "2026-09-30") if row["salesperson"] == "Ana"]
    assert (str(ana["due"]), str(ana["collected"])) == ("1,000.00 EUR", "700.00 EUR")
    assert (ana["rate"], ana["gate"]) == (Decimal("0.7000"), Decimal("0.80"))
    assert (str(ana["missing"]), str(ana["commission"])) == ("100.00 EUR", "0.00 EUR")
    sellers.tells("2026-09-29 receipt R-2 from C-1 of 100.00")
    (ana,) = [row for row in rows(sellers, "2026-09-30") if row["salesperson"] == "Ana"]
    assert (str(ana["missing"]), str(ana["commission"])) == ("0.00 EUR", "12.00 EUR")


def test_commission_below_the_gate_is_lost_or_carried_to_the_month_that_reaches_it(sellers):
    sellers.tells("2026-10-02 receipt R-2 from C-1 of 900.00")
    (lost,) = [row for row in rows(sellers, "2026-10-31") if row["salesperson"] == "Ana"]
    assert str(lost["commission"]) == "0.00 EUR"
    (carried,) = [
        row for row in rows(sellers, "2026-10-31", commission_below_gate="carried") if row["salesperson"] == "Ana"
    ]
    assert (str(carried["carried"]), str(carried["commission"])) == ("12.00 EUR", "12.00 EUR")


def test_a_disputed_item_a_credit_and_a_bounced_cheque(sellers):
    sellers.tells(
        """
        2026-08-20 delivery INV-4 to C-2 of 400.00, Disputed On: 2026-09-10
        2026-08-21 delivery INV-5 to C-2 of 300.00
        2026-09-15 credit CR-1 to C-2 of 100.00, Applies To: INV-5
        2026-09-16 receipt R-3 from C-2 of 200.00, Method: cheque, Bounced On: 2026-09-25
        """
    )
    (ben,) = [row for row in rows(sellers, "2026-09-30") if row["salesperson"] == "Ben"]
    assert (str(ben["due"]), str(ben["collected"]), ben["rate"]) == ("200.00 EUR", "0.00 EUR", Decimal(0))


def test_a_write_off_lifts_no_rate_and_is_no_longer_due_in_the_month_after(sellers):
    def of_ben(day: str) -> list[tuple[str, ...]]:
        asked = [row for row in rows(sellers, day) if row["salesperson"] == "Ben"]
        return [tuple(str(row[key]) for key in ("due", "collected", "rate")) for row in asked]

    sellers.tells("2026-10-05 delivery INV-6 to C-2 of 180.00, Due Date: 2026-10-20")
    sellers.tells("2026-10-25 receipt R-2 from C-2 of 180.00, Applies To: INV-6")
    october = of_ben("2026-10-31")
    assert october == [("680.00 EUR", "180.00 EUR", "0.2647")]
    sellers.tells("2026-10-28 decision write-off for C-2, Reference: INV-3, By: Owner, Reason: shop is gone")
    assert of_ben("2026-10-31") == october
    assert of_ben("2026-11-30") == []
    sellers.tells("2026-11-10 receipt R-3 from C-2 of 10.00, Applies To: INV-3")
    assert of_ben("2026-11-30") == [("10.00 EUR", "10.00 EUR", "1.0000")]


def test_nothing_to_collect_is_said_and_commission_counts(sellers):
    (ben,) = [row for row in rows(sellers, "2026-09-30", commission_percent="1") if row["salesperson"] == "Ben"]
    assert str(ben["rate"]) == "Nothing was to be collected in 2026-09."
    assert str(ben["commission"]) == "5.00 EUR"


def test_targets_of_months_and_weeks_their_streak_and_what_a_day_must_bring(sellers):
    sellers.tells(
        """
        target 2026-08 for Ana of 100.00, Sales Target: 1000.00
        target 2026-09 for Ana of 900.00, Sales Target: 500.00
        target 2026-W36 for Ana, Sales Target: 600.00
        """
    )
    table = targets(open_book(sellers.path, {}, dt.date(2026, 9, 28))).sheets[0].table
    found = {(row[0], row[3]): [str(cell) for cell in row[4:]] for row in table.rows()}
    assert found["2026-09", "sales"] == ["500.00 EUR", "600.00 EUR", "1.2000", "0.00 EUR", "2", "0.00 EUR", "0"]
    assert found["2026-09", "collections"] == [
        "900.00 EUR",
        "700.00 EUR",
        "0.7778",
        "200.00 EUR",
        "2",
        "100.00 EUR",
        "0",
    ]
    assert found["2026-W36", "sales"] == ["600.00 EUR", "600.00 EUR", "1.0000", "0.00 EUR", "0", "None", "1"]
    assert found["2026-08", "collections"][1] == "0.00 EUR"


def test_the_diary_shows_the_days_without_a_line(sellers):
    sellers.tells("2026-09-01 diary Ana, Diary Entry: two visits\n2026-09-03 diary Ana, Diary Entry: calls")
    table = targets(open_book(sellers.path, {}, dt.date(2026, 9, 3))).sheets[1].table
    assert [(str(row[1]), str(row[2])) for row in table.rows()] == [
        ("2026-09-01", "two visits"),
        ("2026-09-02", "No line."),
        ("2026-09-03", "calls"),
    ]
