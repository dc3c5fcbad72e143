"""Stories of the reminder run: who gets a letter today, who does not, and why not."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from arxl.errors import Refused
from arxl.jobs.desk.promises import promises
from arxl.jobs.desk.reminders import reminders
from arxl.jobs.letters import letters
from arxl.jobs.opened import open_book
from arxl.jobs.paper_issue import Printed
from arxl.jobs.progress import Progress
from arxl.papers.record import attachment
from arxl.practices.dunning_level import DunningLevel
from arxl.tables.history import Claim

from .story import Story


@pytest.fixture
def story(tmp_path) -> Story:
    return Story(tmp_path).tells("2026-08-01 delivery INV-1 to C-1 of 1000.00, Due Date: 2026-09-01")


def run(story: Story, day: str) -> list[tuple[str, str, str]]:
    """(Customer and currency, letter, why not)."""
    reported = reminders(open_book(story.path, {}, dt.date.fromisoformat(day)))
    table = reported.sheets[0].table
    keys = [column.key for column in table.columns]
    told = (dict(zip(keys, row, strict=True)) for row in table.rows())
    return [(f"{row['customer']} {row['currency']}", row["letter"], " ".join(map(str, row["why"]))) for row in told]


@pytest.mark.parametrize(
    ("day", "letter", "why"),
    [
        ("2026-08-20", "", "Nothing falls due within 7 days."),
        ("2026-08-25", "Reminder before the due date", ""),
        ("2026-08-28", "", "A reminder goes out 1, 7 days before the due date."),
        ("2026-08-31", "Reminder before the due date", ""),
        ("2026-09-01", "Reminder on the due date", ""),
        ("2026-09-02", "Reminder", ""),
        ("2026-09-16", "Second reminder", ""),
    ],
)
def test_letters_go_out_on_their_days(story, day, letter, why):
    assert run(story, day) == [("C-1 EUR", letter, why)]


def test_a_level_has_one_letter_and_a_customer_one_a_day(story):
    day = dt.date(2026, 9, 2)
    (first,) = letters(open_book(story.path, {}, day), day, due_today=True, issue=True, progress=Progress())
    assert run(story, "2026-09-02") == [("C-1 EUR", "", f"Letter {first.number} of 2026-09-02 has asked for it.")]
    assert run(story, "2026-09-10")[0][1] == ""
    assert run(story, "2026-09-16")[0][1] == "Second reminder"
    story.tells("2026-08-01 delivery INV-2 to C-1 of 900.00 USD, Due Date: 2026-08-15")
    assert run(story, "2026-09-16") == [
        ("C-1 USD", "Second reminder", ""),
        ("C-1 EUR", "", "Another letter goes today, about USD."),
    ]


def due_today(story: Story, day: str, *who: Any, issue: bool = False, today: str = "") -> list[Printed]:
    opened = open_book(story.path, {}, dt.date.fromisoformat(day))
    written_on = dt.date.fromisoformat(today or day)
    return list(letters(opened, written_on, *who, due_today=True, issue=issue, progress=Progress()))


def test_a_new_invoice_is_reminded_of_while_an_older_one_stays_open(story):
    story.tells("2026-08-20 delivery INV-2 to C-1 of 400.00, Due Date: 2026-09-19")
    due_today(story, "2026-09-16", issue=True)
    assert run(story, "2026-09-18") == [("C-1 EUR", "Reminder before the due date", "")]
    assert run(story, "2026-09-19") == [("C-1 EUR", "Reminder on the due date", "")]
    assert run(story, "2026-09-20") == [("C-1 EUR", "Reminder", "")]
    (soft,) = due_today(story, "2026-09-20", issue=True)
    record = json.loads(attachment(soft.file.read_bytes(), "letter.json"))
    assert (soft.subject, record["total"]) == ("late-soft", "400.00")  # the second reminder about INV-1 stands
    assert run(story, "2026-09-20") == [("C-1 EUR", "", "Letter LT2026-00001 of 2026-09-16 has asked for it.")]
    assert run(story, "2026-10-04") == [("C-1 EUR", "Second reminder", "")]


def test_the_register_knows_what_a_letter_asked_for(story):
    story.tells("2026-08-20 delivery INV-2 to C-1 of 400.00, Due Date: 2026-09-15, Disputed On: 2026-09-15")
    story.tells("2026-08-20 delivery INV-3 to C-1 of 400.00, Due Date: 2026-09-15")
    due_today(story, "2026-09-16", issue=True)
    (paper,) = open_book(story.path, {}, dt.date(2026, 9, 17)).history.papers
    assert paper.claims == (Claim("INV-1", "late-firm"), Claim("INV-3", "late-soft"))


def test_the_run_prints_what_it_lists_and_a_rerun_issues_nothing_twice(story):
    story.tells(
        """
        2026-08-01 delivery INV-2 to C-2 of 900.00, Due Date: 2026-09-15
        2026-08-01 delivery INV-3 to C-2 of 80.00 USD, Due Date: 2026-09-15
        2026-08-01 delivery INV-4 to C-3 of 70.00, Due Date: 2026-10-30
        """
    )
    drafts = due_today(story, "2026-09-16")
    assert [(one.customer, one.currency, one.subject) for one in drafts] == [
        ("C-1", "EUR", "late-firm"),
        ("C-2", "EUR", "late-soft"),
    ]
    (alone,) = due_today(story, "2026-09-16", "C-2")
    assert (alone.customer, alone.currency) == ("C-2", "EUR")
    first = due_today(story, "2026-09-16", issue=True)
    first[0].file.unlink()
    again = due_today(story, "2026-09-16", issue=True)
    assert [(one.number, one.issued) for one in again] == [(one.number, False) for one in first]
    assert first[0].file.exists()
    with pytest.raises(Refused, match=r"the reminder run of .* has no such letter"):
        due_today(story, "2026-09-16")  # no draft of what has gone out
    assert [(one.currency, one.subject) for one in due_today(story, "2026-09-17", issue=True)] == [("USD", "late-soft")]
    # the figures of an earlier day issue nothing anew either
    with pytest.raises(Refused, match=r"the reminder run of .* has no such letter"):
        due_today(story, "2026-09-16", issue=True, today="2026-09-18")


def test_the_figures_of_an_earlier_day_remind_of_nothing_again_before_the_due_date(story):
    (notice,) = due_today(story, "2026-08-25", issue=True)
    assert notice.subject == "before-due"
    with pytest.raises(Refused, match="the reminder run of 2026-08-25 has no such letter"):
        due_today(story, "2026-08-25", issue=True, today="2026-08-26")
    assert [one.subject for one in due_today(story, "2026-08-31", issue=True)] == ["before-due"]
    assert [one.subject for one in due_today(story, "2026-09-02", issue=True)] == ["late-soft"]
    with pytest.raises(Refused, match="the reminder run of 2026-08-31 has no such letter"):
        due_today(story, "2026-08-31", issue=True, today="2026-09-03")


def test_a_level_of_the_run_that_waits_for_another_letter_is_not_said_to_be_missing(story):
    story.tells("2026-08-01 delivery INV-2 to C-1 of 900.00 USD, Due Date: 2026-08-10")
    (row,) = [row for row in run(story, "2026-09-02") if row[0] == "C-1 EUR"]
    assert row[2] == "Another letter goes today, about USD."
    with pytest.raises(Refused, match=r"the reminder run of 2026-09-02 has no such letter\. See who gets"):
        due_today(story, "2026-09-02", "", DunningLevel.LATE_SOFT)


def test_what_is_promised_is_left_alone_until_its_day_is_over(story):
    story.tells("2026-09-10 contact call for C-1 of 1000.00, Promised On: 2026-09-20")
    assert run(story, "2026-09-20") == [("C-1 EUR", "", "It is promised until 2026-09-20.")]
    assert run(story, "2026-09-21")[0][1] == "Second reminder"


def test_what_is_disputed_is_never_reminded_of(story):
    story.changes("INV-1", Disputed_On="2026-09-05")
    assert run(story, "2026-09-16") == [("C-1 EUR", "", "What is late is disputed.")]


def test_a_part_payment_asks_for_a_new_promise_the_same_day(story):
    story.tells(
        """
        2026-09-10 contact call for C-1 of 1000.00, Promised On: 2026-09-20, Reason: sin dinero
        2026-09-18 receipt R-1 from C-1 of 300.00
        """
    )
    sheets = promises(open_book(story.path, {}, dt.date(2026, 9, 21))).sheets
    (row,) = sheets[0].table.rows()
    assert [str(part) for part in row[-1]] == ["Ask today for a new promise of 700.00 EUR."]
    (contact,) = sheets[1].table.rows()
    assert contact[7] == "objective"
    assert "instalments" in contact[8]


def test_a_claim_that_has_lapsed_is_in_no_letter(tmp_path):
    story = Story(tmp_path).tells(
        """
        company Country, Value: CN
        customer C-1
        2021-01-05 delivery INV-1 to C-1 of 1000.00, Due Date: 2021-02-01
        """
    )
    assert run(story, "2024-01-31")[0][1] == "Last notice"
    assert run(story, "2026-09-16") == [("C-1 EUR", "", "The claim has lapsed: only a decision revives it.")]


def test_a_promise_that_names_a_document_and_one_that_names_none_both_hold(story):
    story.tells(
        """
        2026-08-20 delivery INV-2 to C-1 of 50.00, Due Date: 2026-09-19
        2026-09-10 contact call for C-1 of 50.00, Promised On: 2026-09-25, Documents: INV-2
        2026-09-10 contact call for C-1 of 1000.00, Promised On: 2026-09-24
        """
    )
    assert run(story, "2026-09-18") == [("C-1 EUR", "", "It is promised until 2026-09-24.")]
