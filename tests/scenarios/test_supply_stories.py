"""Stories of supply (C1): who gets no more goods, why, and what releases it."""

from __future__ import annotations

import datetime as dt

import pytest

from arxl.errors import plain
from arxl.jobs.reports import report_named
from arxl.practices.whose import EVERYBODY

from .story import Story


def said(sentences: tuple[object, ...]) -> list[str]:
    return [str(sentence) for sentence in sentences]


LADDER = ["2026-02-04", "2026-02-05", "2026-02-12", "2026-02-19", "2026-03-07", "2026-03-22", "2026-08-04"]


@pytest.mark.parametrize(("day", "level"), list(zip(LADDER, range(7), strict=True)))
def test_the_longer_a_delivery_is_late_the_higher_the_level(story: Story, day: str, level: int) -> None:
    story.tells("2026-01-05 delivery INV-1 to C-1 of 1000.00, Due Date: 2026-02-04")
    assert story.on(day).level("C-1") == level


def test_the_ladder_goes_down_as_the_reason_says(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00
        2026-01-10 delivery INV-2 to C-1 of 400.00
        2026-03-20 delivery INV-3 to C-1 of 70.00
    """)
    stopped = story.on("2026-03-25").supply("C-1")
    assert stopped.level == 5
    assert said(stopped.reasons) == ["INV-1 is 49 days past due; 1,000.00 EUR of it is open."]
    assert said(stopped.release) == ["Receipt of 1,400.00 EUR."]
    story.tells("2026-03-25 receipt R-1 from C-1 of 1000.00")
    assert story.on("2026-03-25").level("C-1") == 4  # INV-2 is 44 days past due
    story.tells("2026-03-25 receipt R-2 from C-1 of 400.00")
    assert story.on("2026-03-25").supply("C-1").reasons == ()


def test_an_older_item_that_is_not_late_stands_before_the_late_one(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00, Terms: NET 90
        2026-01-10 delivery INV-2 to C-1 of 400.00, Terms: NET 10
    """)
    assert said(story.on("2026-02-10").supply("C-1").release) == ["Receipt of 1,400.00 EUR."]


def test_a_disputed_item_is_released_by_a_receipt_that_names_it(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00, Disputed On: 2026-01-20
        2026-01-10 delivery INV-2 to C-1 of 400.00
    """)
    assert said(story.on("2026-03-25").supply("C-1").release) == ["Receipt of 1,400.00 EUR, naming INV-1:1000.00."]
    uncounted = story.on("2026-03-25", count_disputed="no").supply("C-1")
    assert (uncounted.level, said(uncounted.release)) == (4, ["Receipt of 400.00 EUR."])
    story.tells("2026-03-25 receipt R-1 from C-1 of 1400.00, Applies To: INV-1:1000.00")
    assert story.on("2026-03-25").level("C-1") == 0


def test_release_days_hold_the_level_and_a_bounce_holds_it_for_a_week(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00
        2026-02-10 receipt CHQ-1 from C-1 of 1000.00, Bounced On: 2026-02-20
        2026-02-20 decision warning closed for C-1, Reference: bounced receipt, By: Ana, Reason: the bank erred
        2026-02-25 receipt R-1 from C-1 of 1000.00
    """)
    assert story.on("2026-02-19").level("C-1") == 0
    assert story.on("2026-02-20").level("C-1") == story.on("2026-02-24").level("C-1") == 3
    held = story.on("2026-02-25").supply("C-1")
    assert held.level == 3
    assert said(held.reasons) == ["Level 3 was triggered on 2026-02-24; it is held for 7 days."]
    assert said(held.release) == ["No new cause until 2026-03-04."]
    assert story.on("2026-03-03").level("C-1") == 3
    assert story.on("2026-03-04").level("C-1") == 0
    assert story.on("2026-02-25", release_days_after_bounce="0").level("C-1") == 0
    assert story.on("2026-02-27", release_days_after_bounce="0", release_days="3").level("C-1") == 3
    assert story.on("2026-02-28", release_days_after_bounce="0", release_days="3").level("C-1") == 0


def test_an_override_needs_a_name_a_reason_and_an_end(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00
        2026-03-20 decision override for C-1 of 1, By: Ana, Reason: fair order, Until: 2026-03-31
    """)
    assert story.on("2026-03-19").level("C-1") == 4
    carried = story.on("2026-03-25").supply("C-1")
    assert carried.level == 1
    assert story.on("2026-03-25").balances == {("C-1", "EUR"): "1000.00"}  # goods flow; the money stays owed
    assert said(carried.reasons)[0] == ("Level 1 by decision of Ana until 2026-03-31: fair order. The rules give 5.")
    assert story.on("2026-04-01").level("C-1") == 5


@pytest.mark.parametrize(
    ("cells", "fact"),
    [
        ("Reason: fair order, Until: 2026-03-31", 'the override has no "By"'),
        ("By: Ana, Until: 2026-03-31", 'the override has no "Reason"'),
        ("By: Ana, Reason: fair order", 'the override has no "Until"'),
    ],
)
def test_an_override_that_lacks_something_is_a_fault_and_not_carried_out(story: Story, cells: str, fact: str) -> None:
    story.tells(f"""
        2026-01-05 delivery INV-1 to C-1 of 1000.00
        2026-03-20 decision override for C-1 of 1, {cells}
    """)
    day = story.on("2026-03-25")
    assert day.level("C-1") == 5
    assert [fault for fault in day.faults if fault.startswith("Decisions!") and fact in fault]


def test_unsigned_statements_count_from_their_return_date_until_a_decision_signs_them(story: Story) -> None:
    story.tells("2026-01-05 delivery INV-1 to C-1 of 1000.00, Due Date: 2026-12-31")
    (statement,) = story.issues("2026-01", "2026-02-01")
    assert story.on("2026-02-11").level("C-1") == 0
    unsigned = story.on("2026-02-12").supply("C-1")
    assert unsigned.level == 1
    assert said(unsigned.reasons) == ["Unsigned past the return date: ST2026-00001."]
    assert said(unsigned.release) == ["Statement 2026-01 (ST2026-00001) signed."]
    story.tells(f"2026-02-13 decision signed for C-1, Reference: {statement.number}, By: Ion Pop")
    assert story.on("2026-02-12").level("C-1") == 1
    assert story.on("2026-02-13").level("C-1") == 0


def test_three_unsigned_statements_reduce_orders(story: Story) -> None:
    story.tells("2026-01-05 delivery INV-1 to C-1 of 1000.00, Due Date: 2026-12-31")
    for month, today in (("2026-01", "2026-02-01"), ("2026-02", "2026-03-01"), ("2026-03", "2026-04-01")):
        story.issues(month, today)
    reduced = story.on("2026-04-30").supply("C-1")
    assert reduced.level == 2
    assert said(reduced.release) == [
        "Statement 2026-01 (ST2026-00001), 2026-02 (ST2026-00002), 2026-03 (ST2026-00003) signed."
    ]


def test_grade_e_is_at_least_4_and_a_blank_grade_is_c(story: Story) -> None:
    story.tells("""
        customer C-1, Grade: E
        customer C-2
        customer C-3, Grade: A
        2026-01-05 delivery INV-1 to C-1 of 10.00, Due Date: 2026-01-31
        2026-01-05 delivery INV-2 to C-2 of 10.00, Due Date: 2026-01-31
        2026-01-05 delivery INV-3 to C-3 of 10.00, Due Date: 2026-01-31
    """)
    early, late = story.on("2026-01-31"), story.on("2026-02-08")
    assert [early.level(customer) for customer in ("C-1", "C-2", "C-3")] == [4, 0, 0]
    assert said(early.supply("C-1").release) == ["A better grade."]
    assert [late.level(customer) for customer in ("C-1", "C-2", "C-3")] == [4, 2, 1]


def test_grade_e_stops_a_customer_that_never_bought(story: Story) -> None:
    story.tells("""
        customer C-1, Grade: E
        customer C-2
        2026-01-05 delivery INV-2 to C-2 of 10.00
    """)
    assert story.on("2026-01-31").level("C-1") == 4


def test_exposure_is_open_less_unapplied_plus_orders_against_the_limit(story: Story) -> None:
    story.tells("""
        customer C-1, Credit Limit: 1000
        2026-01-05 delivery INV-1 to C-1 of 700.00
        2026-01-06 order O-1 from C-1 of 200.00
        2026-01-10 delivery INV-2 to C-1 of 50.00, Order No: O-1
        2026-01-12 order O-2 from C-1 of 400.00
    """)
    assert story.on("2026-01-05").level("C-1") == 0
    full = story.on("2026-01-12").supply("C-1")  # 750 open, 150 + 400 not delivered
    assert full.level == 4
    assert said(full.reasons) == ["The exposure of 1,300.00 EUR is 130 % of the limit of 1,000.00 EUR."]
    assert said(full.release) == ["Receipt of 500.01 EUR."]
    story.tells("2026-01-12 receipt R-1 from C-1 of 500.01")
    assert story.on("2026-01-12").level("C-1") == 0


def test_a_blank_limit_switches_limit_rules_off_and_a_limit_of_0_allows_nothing(story: Story) -> None:
    story.tells("""
        customer C-1
        customer C-2, Credit Limit: 0
        2026-01-05 delivery INV-1 to C-1 of 99999.00
        2026-01-05 delivery INV-2 to C-2 of 0.01
        2026-01-05 order O-1 from C-2 of 5.00
    """)
    day = story.on("2026-01-06")
    assert day.level("C-1") == 0
    nothing = day.supply("C-2")
    assert nothing.level == 4
    assert said(nothing.reasons) == ["The exposure is 5.01 EUR; the limit is 0.00 EUR."]
    assert said(nothing.release) == ["Receipt of 5.01 EUR."]


def test_one_batch_may_be_open_when_the_next_leaves(story: Story) -> None:
    story.tells("""
        customer C-1, Terms: BATCH 1/45
        2026-03-02 delivery INV-1 to C-1 of 100.00
        2026-03-02 delivery INV-2 to C-1 of 50.00
    """)
    assert story.on("2026-03-02").level("C-1") == 0
    story.tells("2026-03-09 delivery INV-3 to C-1 of 70.00")
    excess = story.on("2026-03-09")
    assert excess.due == {"INV-1": "2026-03-09", "INV-2": "2026-03-09", "INV-3": "2026-04-23"}
    assert excess.level("C-1") == 5
    assert said(excess.supply("C-1").reasons) == ["2 deliveries are open; the terms allow 1."]
    assert said(excess.supply("C-1").release) == ["Receipt of 150.00 EUR."]


def test_rules_of_the_sheet_replace_the_defaults(story: Story) -> None:
    story.tells("""
        rule overdue amount, Level: 3, A: 100, B: 100, C: 100, D: 50
        rule overdue share, Level: 2, A: 0.5
        customer C-1
        2026-01-05 delivery INV-1 to C-1 of 60.00, Due Date: 2026-01-31
        2026-01-06 delivery INV-2 to C-1 of 60.00, Due Date: 2026-02-28
    """)
    share = story.on("2026-02-10").supply("C-1")
    assert (share.level, said(share.reasons)) == (2, ["50 % of the open balance is past due."])
    assert said(share.release) == ["Receipt of 0.01 EUR."]
    both = story.on("2026-03-10").supply("C-1")
    assert both.level == 3
    assert said(both.reasons) == ["120.00 EUR is past due.", "100 % of the open balance is past due."]
    assert said(both.release) == ["Receipt of 20.01 EUR.", "Receipt of 120.00 EUR."]


def test_a_rule_of_an_unknown_metric_is_a_fault_with_its_cell(story: Story) -> None:
    story.tells("""
        rule mood, Level: 3, A: 1
        2026-01-05 delivery INV-1 to C-1 of 60.00
    """)
    (fault,) = [fault for fault in story.on("2026-02-10").faults if "mood" in fault]
    assert fault.startswith("Supply Rules!A2: there is no metric")


def test_a_broken_promise_takes_privileges_two_stop_supply_and_time_heals(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00, Due Date: 2026-12-31
        2026-02-02 contact phone to C-1 of 400.00, Promised On: 2026-02-10
    """)
    assert story.on("2026-02-10").level("C-1") == 0
    broken = story.on("2026-02-11").supply("C-1")
    assert broken.level == 3
    assert said(broken.reasons) == ["Promised and not paid within the last 90 days: 400.00 EUR by 2026-02-10."]
    assert said(broken.release) == [
        "The promise for 2026-02-10 is over 90 days old on 2026-05-12, and no other is broken until then."
    ]
    story.tells("2026-03-01 contact phone to C-1 of 1000.00, Promised On: 2026-03-05")
    twice = story.on("2026-03-06").supply("C-1")
    assert twice.level == 5
    assert said(twice.release)[0].startswith("The promise for 2026-03-05 is over 90 days old on 2026-06-04")
    assert story.on("2026-05-11").level("C-1") == 5
    held = story.on("2026-05-12").supply("C-1")  # one is left, and the level of two is held for a week
    assert held.level == 5
    assert said(held.reasons)[0] == "Level 5 was triggered on 2026-05-11; it is held for 7 days."
    assert story.on("2026-05-18").level("C-1") == 5
    assert story.on("2026-05-19").level("C-1") == 3
    assert story.on("2026-05-12", release_days_after_bounce="0").level("C-1") == 3
    assert story.on("2026-06-03").level("C-1") == 3
    assert story.on("2026-06-04").level("C-1") == 0


def test_a_kept_promise_and_a_replaced_one_are_held_against_nobody(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00, Due Date: 2026-12-31
        2026-02-02 contact phone to C-1 of 400.00, Promised On: 2026-02-10
        2026-02-08 contact phone to C-1 of 400.00, Promised On: 2026-02-20
        2026-02-19 receipt R-1 from C-1 of 400.00
    """)
    assert [story.on(day).level("C-1") for day in ("2026-02-11", "2026-02-21")] == [0, 0]


@pytest.mark.parametrize(("severity", "level", "last_day"), [("low", 1, 30), ("medium", 2, 60), ("high", 4, 90)])
def test_a_noted_warning_counts_by_its_severity_until_it_expires(
    story: Story, severity: str, level: int, last_day: int
) -> None:
    story.tells(f"""
        2026-01-05 delivery INV-1 to C-1 of 1000.00, Due Date: 2026-12-31
        2026-02-01 signal moving for C-1, Severity: {severity}, Evidence: the shop is empty
    """)
    first = dt.date(2026, 2, 1)
    expires = first + dt.timedelta(last_day)
    assert story.on("2026-01-31").level("C-1") == 0
    warned = story.on("2026-02-01").supply("C-1")
    assert warned.level == level
    assert said(warned.reasons)[0].startswith(f"Warning since 2026-02-01, {severity}: moving. Noted on 2026-02-01")
    assert said(warned.release) == [f"Closed with a reason, or expired: moving (in force until {expires})."]
    assert story.on(str(expires)).level("C-1") == level
    assert story.on(str(expires + dt.timedelta(1))).level("C-1") == 0


def test_a_warning_that_is_closed_with_a_reason_lets_the_level_down(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00, Due Date: 2026-12-31
        2026-02-01 signal lawsuit for C-1, Evidence: court list, Closed On: 2026-02-20, Closed Because: withdrawn
    """)
    assert [story.on(day).level("C-1") for day in ("2026-02-19", "2026-02-20")] == [4, 0]


def test_a_bounced_receipt_is_a_grave_warning_that_a_decision_closes(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00, Due Date: 2026-12-31
        2026-02-10 receipt CHQ-1 from C-1 of 100.00, Bounced On: 2026-02-20
    """)
    warned = story.on("2026-02-20").supply("C-1")
    assert warned.level == 4
    assert said(warned.reasons) == [
        "Warning since 2026-02-20, high: bounced receipt. CHQ-1 of 2026-02-10 bounced on 2026-02-20."
    ]
    story.tells("2026-03-01 decision warning closed for C-1, Reference: bounced receipt, By: Ana, Reason: bank erred")
    assert story.on("2026-02-28").level("C-1") == 4
    assert story.on("2026-03-07").level("C-1") == 4  # held for a week after it was last triggered
    assert story.on("2026-03-08").level("C-1") == 0


def test_a_bad_debt_stops_supply_and_a_dead_one_is_for_counsel(story: Story) -> None:
    story.tells("""
        rule class of debt, Level: 5, A: 3
        rule class of debt, Level: 6, A: 4
        2025-01-05 delivery INV-1 to C-1 of 1000.00, Due Date: 2025-01-31
    """)
    assert story.on("2025-07-30").level("C-1") == 0
    bad = story.on("2025-07-31").supply("C-1")
    assert (bad.level, said(bad.reasons), said(bad.release)) == (
        5,
        ["INV-1 is a debt of class bad: 1,000.00 EUR is open 181 days past due."],
        ["Receipt of 1,000.00 EUR."],
    )
    assert story.on("2026-01-31").level("C-1") == 5
    assert story.on("2026-02-01").level("C-1") == 6
    story.tells("2026-02-02 receipt R-1 from C-1 of 1000.00")
    assert story.on("2026-02-02").level("C-1") == 0


def test_the_debt_of_a_debtor_who_is_gone_is_dead_from_that_day(story: Story) -> None:
    story.tells("""
        customer C-1, Gone On: 2026-02-10, Gone As: bankrupt
        2026-01-05 delivery INV-1 to C-1 of 1000.00, Due Date: 2026-12-31
    """)
    assert story.on("2026-02-09").level("C-1") == 0
    gone = story.on("2026-02-10").supply("C-1")
    assert gone.level == 6
    assert said(gone.reasons) == [
        "INV-1 is a debt of class dead: the debtor is bankrupt since 2026-02-10; 1,000.00 EUR is open."
    ]
    assert said(gone.release) == ["The customer is back: its Gone On on the sheet Customers is empty."]


def test_who_is_gone_and_owes_nothing_may_order_nothing(story: Story) -> None:
    story.tells("""
        customer C-1, Gone On: 2026-02-10, Gone As: closed
        customer C-2, Gone On: 2026-02-10
    """)
    assert story.on("2026-02-09").level("C-1") == 0
    closed, gone = story.on("2026-02-10").supply("C-1"), story.on("2026-02-10").supply("C-2")
    assert (closed.level, gone.level) == (6, 6)
    assert said(closed.reasons) == ["The class of debt is dead: the debtor is closed since 2026-02-10."]
    assert said(gone.reasons) == ["The class of debt is dead: the debtor is gone since 2026-02-10."]
    assert said(closed.release) == ["The customer is back: its Gone On on the sheet Customers is empty."]
    story.changes_customer("C-1", Gone_On="", Gone_As="")
    assert story.on("2026-02-10").level("C-1") == 0


def test_who_is_back_still_owes_what_is_old(story: Story) -> None:
    story.tells("""
        rule class of debt, Level: 6, A: 4
        customer C-1, Gone On: 2026-02-10
        2025-01-05 delivery INV-1 to C-1 of 1000.00, Due Date: 2025-01-31
        2026-02-05 delivery INV-2 to C-1 of 500.00, Due Date: 2026-03-31
    """)
    assert said(story.on("2026-02-10").supply("C-1").release) == [
        "Receipt of 1,000.00 EUR. The customer is back: its Gone On on the sheet Customers is empty."
    ]


def reported(story: Story, name: str, day: str, **policy: str) -> list[dict[str, str]]:
    """The rows of a report's first sheet as a reader sees them."""
    table = report_named(name).of(story.on(day, **policy).opened, EVERYBODY).sheets[0].table
    keys = [column.key for column in table.columns]
    return [
        {key: plain([*cell] if isinstance(cell, tuple) else cell) for key, cell in zip(keys, row, strict=True)}
        for row in table.rows()
    ]


def test_the_report_of_changes_says_who_went_up_or_down_and_why(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00, Due Date: 2026-01-30
        2026-01-05 delivery INV-2 to C-2 of 70.00, Due Date: 2026-01-30
        2026-01-05 delivery INV-3 to C-3 of 50.00, Due Date: 2026-12-31
        2026-02-07 receipt R-2 from C-2 of 70.00
    """)
    found = reported(story, "changes", "2026-02-07")
    assert [(row["customer"], row["way"], row["before"], row["level"]) for row in found] == [
        ("C-1", "up", "1", "2"),
        ("C-2", "down", "1", "0"),
    ]
    assert [(row["gained"], row["gone"]) for row in found] == [
        ("INV-1 is 8 days past due; 1,000.00 EUR of it is open.", ""),
        ("", "INV-2 is 7 days past due; 70.00 EUR of it is open."),
    ]
    assert reported(story, "changes", "2026-02-08") == []
    monday = reported(story, "changes", "2026-02-09", changes_since="working-day")  # beside Friday the 6th
    assert [row["customer"] for row in monday] == ["C-1", "C-2"]
    month = reported(story, "changes", "2026-02-28", changes_since="month-end")
    assert [(row["customer"], row["before"], row["level"]) for row in month] == [("C-1", "1", "3"), ("C-2", "1", "0")]


def test_the_report_of_privileges_says_what_a_level_leaves(story: Story) -> None:
    story.tells("""
        customer C-1, Rebate %: 2, Terms: NET 10
        customer C-2, Rebate %: 2, Grade: A
        customer C-3, Grade: E
        2026-01-05 delivery INV-1 to C-1 of 1000.00, Due Date: 2026-01-31
    """)
    level_3, level_0, prepaid = reported(story, "privileges", "2026-02-20")
    keys = ("level", "promotional", "samples", "rebate", "site_discount", "new_lines", "orders", "terms")
    assert [level_3[key] for key in keys] == ["3", *["no"] * 5, "up to 50 %, in fewer lines", "NET 10"]
    assert [level_0[key] for key in keys] == ["0", *["yes"] * 5, "in full", "NET 30"]
    assert [prepaid[key] for key in keys] == ["4", *["no"] * 5, "what is prepaid", "cash before delivery"]
    assert (level_0["rebate_most"], level_3["rebate_most"]) == ("2", "0")


def test_the_report_of_orders_answers_every_order_that_is_not_delivered(story: Story) -> None:
    story.tells("""
        customer C-1, Grade: A
        customer C-2, Grade: A
        customer C-3, Grade: E
        customer C-4, Grade: A
        2026-01-05 delivery INV-1 to C-1 of 10.00, Due Date: 2026-01-31
        2026-01-05 delivery INV-2 to C-2 of 10.00, Due Date: 2026-01-16
        2026-02-20 order O-0 from C-4 of 90.00
        2026-02-20 order O-1 from C-1 of 500.00
        2026-02-20 order O-2 from C-2 of 500.00
        2026-02-20 order O-3 from C-3 of 500.00
        2026-02-20 order O-4 from C-4 of 70.00, Cancelled On: 2026-02-21
        2026-02-20 order O-5 from C-4 of 60.00
        2026-02-21 delivery INV-5 to C-4 of 60.00, Order No: O-5
        2026-02-21 receipt R-3 from C-3 of 200.00, Applies To: O-3
    """)
    found = reported(story, "orders", "2026-03-04")
    assert [(row["order"], row["answer"], row["ships"], row["level"]) for row in found] == [
        ("O-1", "reduced", "250.00 EUR", "2"),
        ("O-2", "reduced", "250.00 EUR", "3"),
        ("O-3", "prepaid only", "200.00 EUR", "4"),
        ("O-0", "yes", "90.00 EUR", "0"),
    ]
    assert found[1]["reason"].startswith("Level 3, privileges off: INV-2 is 47 days past due")
    late = reported(story, "orders", "2026-06-30")
    assert [(row["order"], row["answer"], row["ships"]) for row in late[:2]] == [
        ("O-1", "no", "0.00 EUR"),
        ("O-2", "no", "0.00 EUR"),
    ]
