"""Stories of what people decide: overrides, signatures, accepted grades, and decisions that change afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import pytest

from arxl.errors import Fault, Faulty, Severity
from arxl.jobs.check import check
from arxl.jobs.month_end import month_end

from .story import CommandLine, Story

LATE = """
    2026-03-01 delivery INV-1 to C-1 of 1000.00, Due Date: 2026-03-31
    2026-03-01 delivery INV-2 to C-2 of 90.00, Due Date: 2026-05-20
"""
OVERRIDES = (
    "2026-05-02 decision override for C-1 of 1, By: Sales manager, Reason: plan agreed, Until: 2026-06-30",
    "2026-05-02 decision override for C-1 of 2, By: Owner, Reason: second thoughts, Until: 2026-06-30",
)


@pytest.mark.parametrize("rows", [OVERRIDES, OVERRIDES[::-1]])
def test_of_two_overrides_of_one_day_the_higher_counts_whatever_their_order(story: Story, rows: tuple[str]) -> None:
    story.tells(LATE + "\n".join(rows))
    assert story.on("2026-05-10").level("C-1") == 2
    assert [fault for fault in story.on("2026-05-10").faults if "two overrides of 2026-05-02" in fault]


def test_an_override_that_lacks_a_name_does_not_switch_off_the_one_before(story: Story) -> None:
    story.tells(LATE + OVERRIDES[0])
    story.tells("2026-05-03 decision override for C-1 of 5, Reason: none, Until: 2026-06-30")
    assert story.on("2026-05-10").level("C-1") == 1
    assert [fault for fault in story.on("2026-05-10").faults if 'the override has no "By"' in fault]


def issued_with_an_override(story: Story) -> None:
    story.tells(LATE + OVERRIDES[0])
    story.issues("2026-04", "2026-05-04")


def test_a_recorded_override_holds_when_its_row_is_changed_and_the_change_stops_issuing(story: Story) -> None:
    issued_with_an_override(story)
    story.changes_decision("override", Value="0")
    assert story.on("2026-05-31").level("C-1") == 1
    with pytest.raises(Faulty, match="was recorded otherwise: value 1"):
        story.issues("2026-05", "2026-06-02")


def test_a_recorded_decision_that_is_deleted_or_dated_anew_is_missed(story: Story) -> None:
    issued_with_an_override(story)
    story.changes_decision("override", Date="2026-05-03")
    assert [f for f in story.on("2026-05-31").faults if "is recorded and no longer on the sheet" in f]


def test_a_new_years_book_need_not_hold_the_decisions_of_the_year_before(story: Story, tmp_path: Path) -> None:
    issued_with_an_override(story)
    anew = Story(tmp_path, "Next").tells("""
        2026-06-01 delivery INV-1 to C-1 of 1000.00, Kind: opening
        2026-06-10 delivery INV-9 to C-1 of 10.00
    """)
    assert not [fault for fault in anew.on("2026-06-30").faults if "decision" in fault]


def test_a_signature_counts_for_the_customers_own_statement_alone(story: Story) -> None:
    story.tells(LATE)
    first, second = story.issues("2026-03", "2026-04-02")
    assert (first.customer, second.customer) == ("C-1", "C-2")
    story.tells(f"2026-04-10 decision signed for C-2, Reference: {first.number}")
    story.tells("2026-04-10 decision signed for C-2, Reference: ST2026-99999")
    day = story.on("2026-04-30")
    assert "Unsigned past the return date: ST2026-00002." in map(str, day.supply("C-2").reasons)
    assert len([fault for fault in day.faults if "of customer" in fault and "is issued" in fault]) == 2
    story.tells(f"2026-04-12 decision signed for C-2, Reference: {second.number}")
    assert story.on("2026-04-30").level("C-2") == 0


def test_the_grade_accepted_last_counts_and_a_sheet_that_differs_is_warned_of(story: Story) -> None:
    story.tells(LATE + "customer C-1, Grade: A\ncustomer C-2, Grade: B")
    story.tells("2026-04-01 decision grade accepted for C-1, Value: E, By: Owner")
    day = story.on("2026-04-02")
    assert day.level("C-1") == 4
    assert [fault for fault in day.faults if "the grade of C-1 is A; E was accepted." in fault]
    story.tells("2026-04-03 decision grade accepted for C-1, Value: A, By: Owner")
    assert story.on("2026-04-04").level("C-1") == 1


def test_a_missing_rate_hides_nobody_and_stops_the_months_end_but_not_the_statements(story: Story) -> None:
    story.tells(LATE + "2026-03-01 delivery INV-3 to C-3 of 90000.00 USD, Due Date: 2026-03-31")
    day = story.on("2026-04-30")
    assert [fault for fault in day.faults if "there is no rate for USD on or before 2026-04-30" in fault]
    urgent = day.opened.levels.most_urgent(3)
    assert [row.customer for row in urgent] == ["C-3", "C-1"]
    with pytest.raises(Faulty, match="no rate for USD"):
        month_end(day.opened, "2026-04", dt.date(2026, 5, 2))
    assert not day.opened.register_file.exists()
    assert len(story.issues("2026-04", "2026-05-02")) == 3


def test_a_book_of_one_currency_needs_no_currency_of_the_company(story: Story) -> None:
    story.tells(LATE + "2026-03-02 delivery INV-4 to C-4 of 10.00 EUR, Due Date: 2026-03-10")
    story.changes_company("Currency", "")
    for number in ("INV-1", "INV-2"):
        story.changes(number, Currency="EUR")
    levels = story.on("2026-04-30").opened.levels
    assert (levels.company_currency, levels.faults) == ("EUR", ())


# --- one list of faults -----------------------------------------------------------------------------------------------

IDLE = {
    "override for C-1 of 3, By: , Reason: agreed": 'the override has no "By"',
    "warning closed for C-1, Reason: , Reference: slower payment, By: Ana": 'the closing of a warning has no "Reason"',
    "escalation approved for C-1, By: , Value: counsel": "the escalation names nobody who approved it.",
    "write-off for C-1, Reference: INV-9, By: Ana": "INV-9",
    "grade accepted for C-1, Value: Z, By: Ana": 'the grade accepted is "Z".',
    "limitation revived for C-1, Reference: INV-9, By: Ana": 'the decision revives "INV-9"',
    "set-off for C-1, Reference: INV-9, By: Ana": 'the set-off names "INV-9"',
    "promise accepted for C-1, By: , Reference: INV-1": "the acceptance of a promise names nobody who accepted it.",
}
"""What is written on the sheet -> what is wrong with it."""


def of_decisions(faults: Iterable[Fault]) -> set[str]:
    return {str(one) for one in faults if one.severity is Severity.FAULT and one.place.startswith("Decisions")}


@pytest.mark.parametrize("line", IDLE)
def test_what_check_says_of_decisions_every_report_says(story: Story, arxl: CommandLine, line: str) -> None:
    story.tells("customer C-1\n2026-01-05 delivery INV-1 to C-1 of 1000.00")
    story.tells(f"2026-02-01 decision {line}")
    opened = story.on("2026-02-28").opened
    assert [IDLE[line] in fault for fault in of_decisions(opened.faults)] == [True]
    assert of_decisions(opened.faults) == of_decisions(check(opened))
    told = [arxl(command, story.path, "--as-of", "2026-02-28") for command in ("check", "aging", "promises", "rebates")]
    assert [answer.status for answer in told] == [1, 1, 1, 1]
    assert len({answer.err for answer in told}) == 1, "each fault once, whatever is asked"


def test_so_they_do_of_all_together_and_of_what_was_recorded(story: Story) -> None:
    story.tells("customer C-1\n2026-01-05 delivery INV-1 to C-1 of 1000.00")
    story.tells("2026-01-20 decision override for C-1 of 2, By: Manager, Reason: agreed, Until: 2026-06-30")
    story.issues("2026-01", "2026-02-03")
    story.changes_decision("override", Value="4")
    for line in IDLE:
        story.tells(f"2026-02-01 decision {line}")
    opened = story.on("2026-02-28").opened
    found = of_decisions(opened.faults)
    assert found == of_decisions(check(opened))
    for fact in (*IDLE.values(), "was recorded otherwise"):
        assert [fault for fault in found if fact in fault], fact


def test_a_warning_about_a_decision_stops_nothing(story: Story, arxl: CommandLine) -> None:
    story.tells("customer C-1\n2026-01-05 delivery INV-1 to C-1 of 1000.00")
    story.tells("2026-02-01 decision set-off for C-1, Reference: INV-1, By: Ana")
    story.tells("2026-02-02 contact call to C-1\n2026-02-02 decision promise accepted for C-1, By: Ana")
    day = story.on("2026-02-28")
    for fact in ("no cash discount is earned on INV-1.", "C-1 has promised nothing by 2026-02-02"):
        assert [fault for fault in day.faults if fact in fault]
    assert day.opened.faults == ()
    answer = arxl("statements", story.path, "--month", "2026-02", "--issue")
    assert (answer.status, answer.err) == (0, "")
