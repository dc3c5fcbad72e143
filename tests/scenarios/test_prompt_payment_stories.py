"""Stories of rebates, set-off and interest: what is earned, held back and claimed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from arxl.errors import Refused
from arxl.jobs.desk.interest import interest
from arxl.jobs.desk.prompt_payment import rebates
from arxl.jobs.opened import open_book
from arxl.jobs.papers import interest_note
from arxl.jobs.reports import Reported

from .story import Story

EARNED = """
    customer C-1, Rebate %: 2%
    2026-07-20 delivery INV-1 to C-1 of 1000.00, Due Date: 2026-08-20
    2026-08-18 receipt R-1 from C-1 of 1000.00
"""


def rows(reported: Reported, nth: int = 0) -> list[dict[str, Any]]:
    table = reported.sheets[nth].table
    return [dict(zip((column.key for column in table.columns), row, strict=True)) for row in table.rows()]


def told(story: Story, day: str, nth: int = 0) -> list[dict[str, Any]]:
    return rows(rebates(open_book(story.path, {}, dt.date.fromisoformat(day))), nth)


@pytest.fixture
def earned(tmp_path) -> Story:
    return Story(tmp_path).tells(EARNED)


def test_a_rebate_is_proposed_once_its_quarter_is_over_and_claimed_by_a_credit_note(earned):
    assert [row["status"] for row in told(earned, "2026-09-30")] == ["running"]
    (row,) = told(earned, "2026-10-06")
    assert (row["status"], str(row["rebate"])) == ("to be paid out", "20.00 EUR")
    (proposal,) = told(earned, "2026-10-06", 1)
    assert (str(proposal["amount"]), proposal["reason"]) == ("20.00 EUR", "rebate 2026-Q3")
    earned.tells("2026-10-02 credit CR-1 to C-1 of 20.00, Reason: rebate 2026-Q3")
    assert [row["status"] for row in told(earned, "2026-10-06")] == ["paid out"]
    assert told(earned, "2026-10-06", 1) == []


def test_one_item_too_late_forfeits_the_quarter(earned):
    earned.tells(
        "2026-07-25 delivery INV-2 to C-1 of 50.00, Due Date: 2026-08-25\n2026-08-31 receipt R-2 from C-1 of 50.00"
    )
    (row,) = told(earned, "2026-10-06")
    assert (row["status"], str(row["why"][0])) == ("forfeited", "INV-2 is 6 days late.")


def test_a_rebate_is_held_back_by_decision_until_nothing_is_past_due(earned):
    earned.tells("2026-09-01 delivery INV-3 to C-1 of 100.00, Due Date: 2026-10-01")
    row = told(earned, "2026-10-06")[0]
    assert (row["status"], str(row["why"][0])) == (
        "to be paid out",
        "100.00 EUR is past due: it may be held back, or applied to INV-3:20.00.",
    )
    earned.tells("2026-10-07 decision set-off for C-1, Reference: 2026-Q3, By: Manager, Reason: arrears first")
    row = told(earned, "2026-10-07")[0]
    assert row["status"] == "held back"
    assert told(earned, "2026-10-07", 1) == []
    earned.tells("2026-10-08 receipt R-3 from C-1 of 100.00")
    assert [row["status"] for row in told(earned, "2026-10-08") if row["quarter"] == "2026-Q3"] == ["to be paid out"]


def test_a_part_of_a_rebate_is_held_back_and_the_rest_is_proposed(earned):
    earned.tells(
        """
        2026-09-01 delivery INV-3 to C-1 of 100.00, Due Date: 2026-10-01
        2026-10-06 decision set-off for C-1, Reference: 2026-q3, Value: 12.50, By: Manager
        """
    )
    row = told(earned, "2026-10-07")[0]
    assert (row["status"], str(row["held"])) == ("partly held back", "12.50 EUR")
    (proposal,) = told(earned, "2026-10-07", 1)
    assert str(proposal["amount"]) == "7.50 EUR"


def test_a_supply_level_without_privileges_withholds_a_rebate_until_it_falls(earned):
    earned.tells("2026-09-01 delivery INV-3 to C-1 of 100.00, Due Date: 2026-10-01")
    assert told(earned, "2026-10-15")[0]["status"] == "to be paid out"  # 14 days past due: level 2
    row = told(earned, "2026-10-16")[0]
    assert (row["quarter"], row["status"], str(row["rebate"]), str(row["held"])) == (
        "2026-Q3",
        "withheld",
        "20.00 EUR",
        "0.00 EUR",
    )
    assert [str(one) for one in row["why"]] == [
        "Level 3, privileges off: the rebate is withheld until the level is below 3."
    ]
    assert told(earned, "2026-10-16", 1) == []
    earned.tells("2026-10-17 receipt R-2 from C-1 of 100.00")
    assert told(earned, "2026-10-17")[0]["status"] == "to be paid out"
    (proposal,) = told(earned, "2026-10-17", 1)
    assert str(proposal["amount"]) == "20.00 EUR"


def test_what_a_set_off_leaves_is_withheld_by_the_level_and_what_it_holds_stays_a_decision(earned):
    earned.tells("2026-09-01 delivery INV-3 to C-1 of 100.00, Due Date: 2026-10-01")
    earned.tells("2026-10-06 decision set-off for C-1, Reference: 2026-Q3, Value: 12.50, By: Manager")
    row = told(earned, "2026-10-16")[0]
    assert (row["status"], str(row["held"])) == ("withheld", "12.50 EUR")
    assert [str(one).split(": ")[0] for one in row["why"]] == [
        "12.50 EUR held back by Manager against 100.00 EUR past due",
        "Level 3, privileges off",
    ]
    assert told(earned, "2026-10-16", 1) == []
    earned.tells("2026-10-07 decision set-off for C-1, Reference: 2026-Q3, By: Manager")
    assert told(earned, "2026-10-16")[0]["status"] == "held back"


def test_a_level_by_decision_withholds_and_gives_back_what_is_paid_out_or_forfeited_it_leaves_alone(earned):
    earned.tells(
        """
        2026-09-01 delivery INV-3 to C-1 of 100.00, Due Date: 2026-10-01
        2026-10-16 decision override for C-1, Value: 2, By: Manager, Reason: fair, Until: 2026-10-20
        """
    )
    assert told(earned, "2026-10-16")[0]["status"] == "to be paid out"
    assert [row["status"] for row in told(earned, "2026-10-21")] == ["withheld", "forfeited"]
    earned.tells("2026-10-21 credit CR-1 to C-1 of 20.00, Reason: rebate 2026-Q3")
    row = told(earned, "2026-10-21")[0]
    assert (row["status"], row["why"]) == ("paid out", ())


def test_a_discount_is_held_back_by_a_debit_note_and_granted_again_by_a_credit_note(earned):
    earned.tells(
        """
        2026-09-01 delivery INV-4 to C-1 of 100.00, Terms: 2/10 NET 60
        2026-09-01 delivery INV-5 to C-1 of 50.00, Due Date: 2026-09-20
        2026-09-10 receipt R-4 from C-1 of 98.00, Applies To: INV-4
        2026-09-25 decision set-off for C-1, Reference: INV-4, By: Manager, Reason: INV-5 first
        """
    )
    balance = earned.on("2026-09-25").balances
    (note,) = told(earned, "2026-09-25", 2)
    assert (note["document"], str(note["amount"]), note["kind"]) == ("INV-4 discount", "2.00 EUR", "debit note")
    assert earned.on("2026-09-25").balances == balance, "a decision changes no balance"
    earned.tells("2026-09-25 delivery INV-4 discount to C-1 of 2.00, Kind: debit note, Due Date: 2026-09-26")
    assert told(earned, "2026-09-27", 2) == []
    (held,) = told(earned, "2026-09-27", 5)
    assert (held["document"], held["status"]) == ("INV-4", "held back")
    earned.tells("2026-10-01 receipt R-5 from C-1 of 50.00, Applies To: INV-5")
    (held,) = told(earned, "2026-10-01", 5)
    assert (held["status"], str(held["why"][0])) == ("to be granted again", "Nothing is past due any more.")
    credit = [row for row in told(earned, "2026-10-01", 1) if row["reason"] == "discount INV-4"]
    assert [(str(row["amount"]), row["applies_to"]) for row in credit] == [("2.00 EUR", "INV-4 discount:2.00")]
    earned.tells("2026-10-01 credit CR-2 to C-1 of 2.00, Applies To: INV-4 discount:2.00, Reason: discount INV-4")
    assert [row["status"] for row in told(earned, "2026-10-02", 5)] == ["granted again"]


def test_a_set_off_of_a_delivery_without_discount_is_told(earned):
    earned.tells(
        """
        2026-09-01 delivery INV-4 to C-1 of 100.00, Due Date: 2026-10-30
        2026-09-25 decision set-off for C-1, Reference: INV-4, By: Manager
        """
    )
    faults = earned.on("2026-09-25").faults
    assert ["no cash discount is earned on INV-4." in fault for fault in faults] == [True]


def test_a_discount_on_offer_is_earned_missed_or_still_open(earned):
    earned.tells(
        """
        2026-09-01 delivery INV-4 to C-1 of 100.00, Terms: 2/10 NET 60
        2026-09-05 delivery INV-5 to C-1 of 200.00, Terms: 2/10 NET 60
        2026-09-10 receipt R-4 from C-1 of 98.00
        """
    )
    (offer,) = told(earned, "2026-09-14", 3)
    assert (offer["document"], str(offer["discount"]), offer["until"]) == ("INV-5", "4.00 EUR", dt.date(2026, 9, 15))
    by_status = {row["status"]: str(row["discount"]) for row in told(earned, "2026-09-16", 4)}
    assert by_status == {"earned": "2.00 EUR", "missed": "4.00 EUR"}


def test_interest_is_claimed_on_request_survives_its_principal_and_goes_on_from_the_note(tmp_path):
    story = Story(tmp_path).tells(
        """
        2026-09-01 delivery INV-1 to C-1 of 1000.00, Due Date: 2026-10-01
        2026-10-11 receipt R-1 from C-1 of 400.00
        2026-10-21 receipt R-2 from C-1 of 600.00
        """
    )
    (story.path / "Interest Rates.csv").write_text("Date,Interest Rate\n2026-01-01,10%\n", encoding="utf-8")
    day = dt.date(2026, 10, 31)
    with pytest.raises(Refused, match="no interest has run up to 2026-10-31"):
        interest_note(open_book(story.path, {}, day), day, "C-1")
    story.tells("2026-09-15 decision notice sent for C-1, By: Accountant")
    (row,) = rows(interest(open_book(story.path, {}, day)))
    assert (str(row["open"]), str(row["interest"])) == ("0.00 EUR", "4.38 EUR")
    (issued,) = interest_note(open_book(story.path, {}, day), day, "C-1", issue=True)
    assert (issued.number, issued.issued) == ("IN2026-00001", True)
    (again,) = interest_note(open_book(story.path, {}, day), day, "C-1", issue=True)
    assert (again.number, again.issued) == ("IN2026-00001", False)
    assert story.on("2026-10-31").balances == {}
    later = dt.date(2026, 11, 1)
    with pytest.raises(Refused, match="debit note IN2026-00001 claims the interest up to 2026-10-31"):
        interest_note(open_book(story.path, {}, later), later, "C-1")
    story.tells("2026-10-31 delivery IN2026-00001 to C-1 of 4.38, Kind: interest")
    assert rows(interest(open_book(story.path, {}, dt.date(2026, 12, 31)))) == []


def test_a_note_claims_nothing_of_what_is_disputed_and_its_interest_is_claimed_later(tmp_path):
    story = Story(tmp_path).tells(
        """
        2026-09-01 delivery INV-1 to C-1 of 1000.00, Due Date: 2026-10-01
        2026-09-01 delivery INV-2 to C-1 of 365.00, Due Date: 2026-10-01, Disputed On: 2026-10-05
        2026-09-15 decision notice sent for C-1, By: Accountant
        """
    )
    (story.path / "Interest Rates.csv").write_text("Date,Interest Rate\n2026-01-01,10%\n", encoding="utf-8")
    story.tells("2026-10-31 delivery IN-1 to C-1 of 8.22, Kind: interest")
    story.changes("INV-2", Dispute_Settled_On="2026-11-10")
    found = {
        row["document"]: str(row["interest"])
        for row in rows(interest(open_book(story.path, {}, dt.date(2026, 11, 30))))
    }
    assert found == {"INV-1": "8.22 EUR", "INV-2": "6.00 EUR"}
