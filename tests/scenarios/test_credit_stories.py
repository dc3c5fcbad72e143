"""Stories of credit files, scores, the limits that they propose, who accepts them, and reviews."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .story import CommandLine, Story

TRADE = """
    customer C-1, Name: One, Credit Limit: 1000.00, Grade: C, Terms: NET 30
    customer C-2, Name: Two, Grade: B, Terms: NET 60, Security: 500.00, Finances: 5, Sales Network: 1
    2026-01-01 delivery INV-1 to C-1 of 1200.00
    2026-02-02 delivery INV-2 to C-1 of 600.00
    2026-03-02 delivery INV-3 to C-1 of 600.00
    2026-04-20 delivery INV-4 to C-1 of 900.00
    2026-01-31 receipt R-1 from C-1 of 1200.00
    2026-03-16 receipt R-2 from C-1 of 600.00
    2026-01-01 delivery INV-5 to C-2 of 100.00
    2026-02-01 delivery INV-6 to C-2 of 700.00
    2026-02-10 delivery INV-7 to C-2 of 400.00
    2026-03-02 receipt R-3 from C-2 of 1200.00
"""
DAY = "2026-04-30"


def sheets(
    arxl: CommandLine, report: str, story: Story, day: str = DAY, *words: str
) -> dict[str, list[dict[str, Any]]]:
    """Name of a sheet -> rows."""
    return arxl(report, story.path, "--as-of", day, "--format", "json", *words).json


def proposal(arxl: CommandLine, story: Story, customer: str, day: str = DAY) -> dict[str, Any]:
    """What is proposed for a customer."""
    (found,) = [row for row in sheets(arxl, "credit-scores", story, day)["proposals"] if row["customer"] == customer]
    return found


def criteria(arxl: CommandLine, story: Story, customer: str, day: str = DAY) -> dict[str, tuple[str, str, int]]:
    """Criterion -> figure, points, weight."""
    return {
        row["criterion"]: (row["figure"] or row["remark"][0], row["points"], row["weight"])
        for row in sheets(arxl, "credit-scores", story, day)["criteria"]
        if row["customer"] == customer
    }


# --- scores --------------------------------------------------------------------------------------------------------


def test_each_criterion_shows_its_figure_and_points(story: Story, arxl: CommandLine) -> None:
    """C-1 paid 1,200 in time and 600 late; of 600 more, 29 days past due, nothing has come."""
    story.tells(TRADE)
    found = criteria(arxl, story, "C-1")
    # R-2 settles INV-2, due 4 Mar, 12 days late; INV-3, due 1 Apr, is open 29 days: (600·12 + 600·29) / 2400
    assert found["days late, by amount"] == ("10.3", "82.9", 25)
    assert found["percent paid on time, by amount"] == ("50.0", "16.7", 20)
    assert found["months of relation"] == ("3", "8.3", 10)
    # 3,300 over the median of 3,300 and 1,200
    assert found["purchases ÷ those of the median customer"] == ("1.47", "73.3", 10)
    assert found["broken promises"] == ("No promise was to be judged.", None, 10)
    # (25·82.92 + 20·16.67 + 10·8.33 + 10·73.33) / 65 = 49.6
    assert proposal(arxl, story, "C-1")["score"] == 50


def test_marks_and_promises_count_where_there_are_any(story: Story, arxl: CommandLine) -> None:
    story.tells(TRADE)
    story.tells("""
        2026-03-20 contact call to C-1 of 600.00, Promised On: 2026-03-25
        2026-04-01 contact call to C-1 of 600.00, Promised On: 2026-05-25
    """)
    assert criteria(arxl, story, "C-1")["broken promises"] == ("1", "66.7", 10)
    found = criteria(arxl, story, "C-2")
    assert (found["Finances"][1], found["Sales Network"][1], found["Sales Ability"][1]) == ("100.0", "0.0", None)


def test_a_receipt_counts_for_365_days(story: Story, arxl: CommandLine) -> None:
    story.tells("""
        2025-05-01 delivery INV-1 to C-1 of 100.00, Due Date: 2025-06-20
        2025-06-30 receipt R-1 from C-1 of 100.00
    """)
    late = "days late, by amount"
    assert criteria(arxl, story, "C-1", "2026-06-29")[late] == ("10.0", "83.3", 25)
    assert criteria(arxl, story, "C-1", "2026-06-30")[late] == ("Nothing was paid or overdue.", None, 25)


def test_a_write_off_mends_no_record_and_leaves_no_balance(story: Story, arxl: CommandLine) -> None:
    """INV-3, due 1 Apr, is written off on 10 Apr; of what comes in later, late is late."""
    story.tells(TRADE)
    before, score = criteria(arxl, story, "C-1"), proposal(arxl, story, "C-1")["score"]
    story.tells("2026-04-10 decision write-off for C-1, Reference: INV-3, By: Owner, Reason: shop is gone")
    assert criteria(arxl, story, "C-1") == before
    assert proposal(arxl, story, "C-1")["score"] == score
    story.tells("2026-04-21 receipt R-4 from C-1 of 300.00, Applies To: INV-3")
    found = criteria(arxl, story, "C-1")
    # (600·12 + 300·20 + 300·29) / 2400
    assert found["days late, by amount"][0] == "9.1"
    assert story.on(DAY).open == {"INV-4": "900.00"}


def test_the_trend_waits_for_twelve_full_months(story: Story, arxl: CommandLine) -> None:
    for month in range(1, 13):
        story.tells(f"2025-{month:02}-01 delivery INV-{month} to C-1 of {100 if month <= 6 else 85}.00")
    trend = "last 6 months ÷ the 6 before"
    assert criteria(arxl, story, "C-1", "2025-12-30")[trend][1] is None
    assert criteria(arxl, story, "C-1", "2025-12-31")[trend] == ("0.85", "50.0", 5)


def test_openings_are_no_purchases_and_begin_the_relation(story: Story, arxl: CommandLine) -> None:
    story.tells("""
        2025-12-31 delivery OLD-1 to C-1 of 5000.00, Kind: opening
        2026-02-01 delivery INV-1 to C-1 of 300.00
        2026-02-05 delivery INV-2 to C-1 of 300.00
        2026-02-10 credit CN-1 for C-1 of 90.00
        2026-02-10 receipt R-1 from C-1 of 5510.00
    """)
    row = proposal(arxl, story, "C-1", "2026-03-31")
    assert criteria(arxl, story, "C-1", "2026-03-31")["months of relation"][0] == "3"
    assert "Limit: 170.00 EUR a month over 3 months" in row["reasons"][-1]


def test_below_three_due_documents_nothing_is_proposed(story: Story, arxl: CommandLine) -> None:
    story.tells(TRADE)
    row = proposal(arxl, story, "C-1", "2026-03-20")
    assert (row["grade"], row["limit"], row["state"]) == ("", None, "no proposal")
    assert row["reasons"] == ["Documents that fell due: 2; below 3 nothing is proposed."]


@pytest.mark.parametrize(
    ("least", "grade"), [("30, 50, 70, 71", "A"), ("30, 50, 71, 72", "B"), ("72, 80, 90, 95", "E")]
)
def test_the_grade_follows_the_bounds_of_policy(story: Story, arxl: CommandLine, least: str, grade: str) -> None:
    story.tells(TRADE)
    said = arxl("credit-scores", story.path, "--as-of", DAY, "--format", "json", "--set", f"grade_bounds={least}")
    (row,) = [row for row in said.json["proposals"] if row["customer"] == "C-2"]
    assert (row["score"], row["grade"]) == (71, grade)


def test_rows_in_any_order_give_the_same_lists(story: Story, arxl: CommandLine, tmp_path: Path) -> None:
    more = "2026-03-20 contact call to C-1 of 600.00, Promised On: 2026-03-25\n" + "\n".join(
        f"2026-04-15 decision {kind} for C-{n} of {n}00, By: Owner"
        for n in (1, 2)
        for kind in ("limit accepted", "proposal refused")
    )
    lines = [line for line in (TRADE + more).splitlines() if line.strip()]
    turned = Story(tmp_path, "Turned").tells("\n".join(reversed(lines)))
    story.tells("\n".join(lines))
    for report in ("credit-files", "credit-scores", "reviews"):
        assert sheets(arxl, report, story) == sheets(arxl, report, turned)


# --- limits --------------------------------------------------------------------------------------------------------


def test_the_limit_is_the_average_month_by_terms_and_factor(story: Story, arxl: CommandLine) -> None:
    """C-2 bought 1,200 in 4 full months: 300 × 60/30 × 1.25 = 750, more than the security of 500."""
    story.tells(TRADE)
    row = proposal(arxl, story, "C-2")
    assert (row["limit_now"], row["limit"], row["terms"]) == (None, "500.00", "NET 45")
    assert row["reasons"][-1] == "Capped by the security of 500.00 EUR."
    story.changes_customer("C-2", Security="")
    assert proposal(arxl, story, "C-2")["limit"] == "750.00"
    said = arxl("credit-scores", story.path, "--as-of", DAY, "--format", "json", "--set", "limit_cap=600")
    assert [row["limit"] for row in said.json["proposals"]] == ["600.00", "600.00"]
    assert said.json["proposals"][1]["reasons"][-1] == "Capped by limit_cap on the sheet Policy."


def test_a_proposal_is_accepted_by_somebody_and_limit_and_supply_follow(story: Story, arxl: CommandLine) -> None:
    story.tells(TRADE)
    assert proposal(arxl, story, "C-1")["state"] == "to decide"
    assert any("1,000.00 EUR" in str(reason) for reason in story.on(DAY).supply("C-1").reasons)
    story.tells("2026-04-30 decision limit accepted for C-1 of 5000, By: Sales manager, Reason: long known")
    row = proposal(arxl, story, "C-1")
    assert (row["limit_now"], row["state"]) == ("5000.00", "accepted")
    assert row["decided"] == ["limit accepted 5000 on 2026-04-30 by Sales manager"]
    assert not any("limit" in str(reason) for reason in story.on(DAY).supply("C-1").reasons)
    assert any(
        "the limit of C-1 is 1,000.00 EUR; 5,000.00 EUR was accepted." in fault for fault in story.on(DAY).faults
    )
    assert any("1,000.00 EUR" in str(reason) for reason in story.on("2026-04-29").supply("C-1").reasons)


def test_the_limit_accepted_last_counts_and_one_of_0_is_exceeded_by_anything(story: Story) -> None:
    story.tells(TRADE)
    story.tells("""
        2026-04-01 decision limit accepted for C-1 of 5000, By: Sales manager
        2026-04-20 decision limit accepted for C-1 of 0, By: Owner
    """)
    assert story.on(DAY).level("C-1") >= 4
    assert story.on("2026-04-10").level("C-1") < 4


def test_old_grades_stay_on_record(story: Story, arxl: CommandLine) -> None:
    story.tells(TRADE)
    story.tells("2026-02-01 decision grade accepted for C-1 of 9, Value: B, By: Sales manager")
    story.issues("2026-02", "2026-03-02")
    story.tells("2026-04-15 decision grade accepted for C-1 of 9, Value: D, By: Owner, Reason: late again")
    history = [
        (row["date"], row["kind"], row["before"], row["value"], row["by"])
        for row in sheets(arxl, "credit-scores", story)["credit_decisions"]
    ]
    assert history == [
        ("2026-04-15", "grade accepted", "B", "D", "Owner"),
        ("2026-02-01", "grade accepted", "", "B", "Sales manager"),
    ]
    assert proposal(arxl, story, "C-1")["grade_now"] == "D"


def test_a_refusal_answers_until_the_next_review_of_the_grade(story: Story, arxl: CommandLine) -> None:
    story.tells(TRADE)
    story.tells("2026-04-30 decision proposal refused for C-1, By: Owner, Reason: promised to come down")
    assert proposal(arxl, story, "C-1")["state"] == "refused"
    assert proposal(arxl, story, "C-1", "2026-07-29")["state"] == "refused"
    assert proposal(arxl, story, "C-1", "2026-07-30")["state"] == "to decide"


def test_a_decision_without_a_name_or_with_an_impossible_value_does_not_count(story: Story, arxl: CommandLine) -> None:
    story.tells(TRADE)
    story.tells("""
        2026-04-01 decision limit accepted for C-1 of 5000
        2026-04-01 decision grade accepted for C-1, Value: F, By: Owner
        2026-04-02 decision limit accepted for C-1, Value: plenty, By: Owner
    """)
    said = arxl("credit-scores", story.path, "--as-of", DAY, "--format", "json")
    assert said.status == 1
    assert [line.split(": ")[0] for line in said.err.splitlines()] == ["Decisions!E2", "Decisions!D3", "Decisions!D4"]
    row = said.json["proposals"][0]
    assert (row["grade_now"], row["limit_now"]) == ("C", "1000.00")


def test_a_rate_that_is_missing_is_a_fault_and_nothing_is_proposed(story: Story, arxl: CommandLine) -> None:
    story.tells(TRADE)
    story.tells("2026-03-01 delivery INV-9 to C-1 of 70.00 USD")
    said = arxl("credit-scores", story.path, "--as-of", DAY, "--format", "json")
    assert said.status == 1
    assert "there is no rate for USD" in said.err
    assert said.json["proposals"][0]["reasons"] == ["A rate is missing: nothing is proposed."]
    assert said.json["proposals"][1]["grade"]
    story.tells("2026-01-01 rate USD of 0.9")
    assert arxl("credit-scores", story.path, "--as-of", DAY).status == 0


# --- files ---------------------------------------------------------------------------------------------------------


def test_files_stand_by_exposure_and_say_what_to_ask_for(story: Story, arxl: CommandLine) -> None:
    story.tells(TRADE)
    story.tells("""
        customer C-3, Credit Limit: 90000, Phone: 123, Contract No: K-3, Seal On File: yes
        2026-04-20 order O-1 from C-2 of 2000.00
    """)
    rows = sheets(arxl, "credit-files", story)["credit_files"]
    assert [(row["customer"], row["exposure"]) for row in rows] == [
        ("C-2", "2000.00"),
        ("C-1", "1500.00"),
        ("C-3", "0.00"),
    ]
    missing = {row["customer"]: row["missing"] for row in rows}
    assert "No credit limit: the rules about it do not apply." in missing["C-2"]
    assert "Open deliveries without a signed note: 2 of 2 (INV-3, INV-4)." in missing["C-1"]
    assert "Contract K-3 is not signed." in missing["C-3"]
    assert "Nobody on the sheet Signatories may sign today." in missing["C-3"]
    blank = missing["C-3"][-1]
    assert blank.startswith("Blank on the sheet Customers: Terms, Salesperson")
    assert "Phone" not in blank.replace("E-mail Of Payer", "").split(": ")[1].split(", ")


def test_a_large_limit_wants_a_security_or_a_guarantor(story: Story, arxl: CommandLine) -> None:
    story.tells(
        "customer C-9, Credit Limit: 90000\n" + "\n".join(f"customer C-{n}, Credit Limit: 1000" for n in (1, 2))
    )
    large = "The limit is large, and neither a security nor a guarantor is on file."

    def asked() -> list[str]:
        return [
            row["customer"] for row in sheets(arxl, "credit-files", story)["credit_files"] if large in row["missing"]
        ]

    assert asked() == ["C-9"]
    story.changes_customer("C-9", Guarantor="the owner")
    assert asked() == []


def test_of_an_even_number_of_limits_the_median_lies_between_the_two_in_the_middle(
    story: Story, arxl: CommandLine
) -> None:
    story.tells("customer C-1, Credit Limit: 10\ncustomer C-2, Credit Limit: 100")
    rows = sheets(arxl, "credit-files", story, DAY, "--set", "security_times=1.5")["credit_files"]
    large = "The limit is large, and neither a security nor a guarantor is on file."
    assert [row["customer"] for row in rows if large in row["missing"]] == ["C-2"], "100 is over 1.5 × 55"


def test_an_exposure_without_a_rate_is_a_fault_and_stands_first(story: Story, arxl: CommandLine) -> None:
    story.tells(TRADE)
    story.tells("customer C-7, Name: Seven\n2026-03-01 delivery INV-9 to C-7 of 70.00 USD")
    said = arxl("credit-files", story.path, "--as-of", DAY, "--format", "json")
    assert said.status == 1
    assert "there is no rate for USD" in said.err
    first = said.json["credit_files"][0]
    assert (first["customer"], first["exposure"]) == ("C-7", None)


def test_without_a_sheet_of_customers_every_file_is_missing(story: Story, arxl: CommandLine) -> None:
    story.tells("2026-03-01 delivery INV-9 to C-7 of 70.00")
    (row,) = sheets(arxl, "credit-files", story)["credit_files"]
    assert row["missing"][-1] == "The customer is not on the sheet Customers."


def test_the_columns_that_programs_read_are_the_same_whatever_the_currencies(story: Story, arxl: CommandLine) -> None:
    story.tells("""
        customer C-1, Currency: USD, Credit Limit: 500
        customer C-2, Credit Limit: 700
        2026-01-01 delivery INV-1 to C-1 of 70.00 USD
        2026-01-01 delivery INV-2 to C-2 of 70.00 EUR
        2026-01-01 rate USD, Rate: 0.5
    """)
    heads, rows = set(), {}
    for customer in ("C-1", "C-2"):
        asked = ("credit-files", story.path, "--as-of", DAY, "--customer", customer, "--format")
        heads.add(arxl(*asked, "csv").out.removeprefix("\ufeff").splitlines()[0])
        (rows[customer],) = arxl(*asked, "json").json["credit_files"]
    (head,) = heads
    assert head.startswith("customer,name,salesperson,currency,exposure,limit_currency,limit,")
    told = ("currency", "exposure", "limit_currency", "limit")
    assert [rows["C-1"][key] for key in told] == ["EUR", "35.00", "USD", "500.00"]
    assert [rows["C-2"][key] for key in told] == ["EUR", "70.00", "EUR", "700.00"]
    text = arxl("credit-files", story.path, "--as-of", DAY, "--customer", "C-2").out
    assert "Currency of Credit Limit" not in text, "people need no column that says the same twice"


def test_a_book_of_two_currencies_without_a_company_currency_is_told_so(story: Story, arxl: CommandLine) -> None:
    story.tells("""
        2026-01-01 delivery INV-1 to C-1 of 70.00 USD
        2026-01-01 delivery INV-2 to C-2 of 70.00 EUR
    """).changes_company("Currency", "")
    for report in ("credit-files", "credit-scores", "reviews"):
        said = arxl(report, story.path, "--as-of", DAY, "--format", "json")
        assert said.status == 1
        assert "the company has no currency, and the book has none or several" in said.err


# --- reviews -------------------------------------------------------------------------------------------------------


def test_reviews_fall_due_by_month_quarter_and_year(story: Story, arxl: CommandLine) -> None:
    story.tells(TRADE)
    rows = {row["customer"]: row for row in sheets(arxl, "reviews", story)["reviews"]}
    assert rows["C-1"]["due"] == ["figures since 2026-02-01", "grade since 2026-04-01"]
    story.tells("2026-04-02 decision reviewed for C-1, Reference: grade, By: Accountant")
    assert sheets(arxl, "reviews", story)["reviews"][-1]["customer"] == "C-2"
    (row,) = [row for row in sheets(arxl, "reviews", story, "2026-05-02")["reviews"] if row["customer"] == "C-1"]
    assert (row["due"], row["what"], row["by"]) == (["figures since 2026-05-02"], "grade", "Accountant")


def test_a_review_of_everybody_settles_everybodys(story: Story, arxl: CommandLine) -> None:
    story.tells(TRADE)
    story.tells("2026-04-15 decision reviewed, Reference: file, By: Owner")
    assert sheets(arxl, "reviews", story)["reviews"] == []
    assert [row["review"] for row in sheets(arxl, "reviews", story)["reviews_done"]] == ["file"]
    later = sheets(arxl, "reviews", story, "2027-04-15")["reviews"]
    assert [row["due"] for row in later if row["customer"] == "C-1"] == [
        ["figures since 2026-05-15", "grade since 2026-07-15", "file since 2027-04-15"]
    ]


def test_what_changed_is_told_by_the_figures_of_both_days(story: Story, arxl: CommandLine) -> None:
    story.tells(TRADE)
    story.tells("2026-03-10 decision reviewed for C-1, Reference: figures, By: Accountant")
    (row,) = [row for row in sheets(arxl, "reviews", story)["reviews"] if row["customer"] == "C-1"]
    assert (row["last"], row["balance_then"], row["balance"]) == ("2026-03-10", "1200.00", "1500.00")
    assert (row["overdue_then"], row["overdue"]) == ("600.00", "600.00")
    then = story.on("2026-03-10")
    assert then.balances["C-1", "EUR"] == "1200.00"
    # On 10 March 1,200 had come in time and 600 were 6 days past due: 3,600 / 1,800
    assert (row["days_late_then"], row["days_late"]) == ("2.0", "10.3")
    assert (row["grade_then"], row["limit_then"]) == ("", None)  # two documents were due then


def test_a_review_without_a_name_or_of_nothing_is_a_fault(story: Story, arxl: CommandLine) -> None:
    story.tells(TRADE)
    story.tells("""
        2026-04-15 decision reviewed, Reference: file
        2026-04-15 decision reviewed for C-1, Reference: weather, By: Owner
    """)
    said = arxl("reviews", story.path, "--as-of", DAY, "--format", "json")
    assert said.status == 1
    assert 'the decision "reviewed" has no name.' in said.err
    assert 'there is no review of "weather".' in said.err
    assert len(said.json["reviews"]) == 2
