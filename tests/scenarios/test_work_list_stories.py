"""Stories of the work list (C4, C7): whom to contact, when, about what and how; on paper and in calendars."""

from __future__ import annotations

import datetime as dt
import json
import random
from pathlib import Path

import pypdfium2
import pytest
import vobject

from arxl.hosts.cli import machine
from arxl.jobs.desk.work_list import calendar_names, work_list, work_of, write_calendars, write_pages
from arxl.jobs.letters import letters
from arxl.jobs.progress import no_progress
from arxl.practices.reason import REASONS
from arxl.practices.work_list import Task, WorkList
from arxl.practices.work_words import next_step, to_say
from arxl.tables.policy import ReminderPolicy

from .story import CommandLine, Story

TUESDAY = "2026-10-13"
TRADE = """
    customer C-1, Name: First Shop, Salesperson: Ana, Pays: Owner of C-1, Phone Of Payer: 1, Route: N, Distance (km): 12
    customer C-2, Name: Second Hotel, Salesperson: Ana, Route: N, Distance (km): 4, Phone: 222
    customer C-3, Name: Third Shop, Salesperson: Ben
    2026-08-01 delivery INV-1 to C-1 of 1000.00, Due Date: 2026-08-31
    2026-09-01 delivery INV-2 to C-2 of 1000.00, Due Date: 2026-10-01
    2026-09-20 delivery INV-3 to C-3 of 400.00, Due Date: 2026-10-20
"""


@pytest.fixture
def trade(story: Story) -> Story:
    return story.tells(TRADE)


def on(story: Story, day: str = TUESDAY, **policy: str) -> WorkList:
    return work_of(story.on(day, **policy).opened)


def today(story: Story, day: str = TUESDAY, **policy: str) -> dict[str, str]:
    return {task.customer: f"{task.priority.value}" for task in on(story, day, **policy).today}


def task_of(story: Story, customer: str, day: str = TUESDAY) -> Task:
    (found,) = [task for task in on(story, day).tasks if task.customer == customer]
    return found


def steps(task: Task) -> list[str]:
    return [str(step) for step in next_step(task, ReminderPolicy())]


def test_most_money_at_stake_by_waiting_comes_first(trade: Story) -> None:
    # 43 days late: 1,000 x (0.85 - 0.70); 12 days late: 1,000 x (0.95 - 0.85); not due: nobody is contacted
    assert today(trade) == {"C-1": "150.00", "C-2": "100.00"}
    assert list(today(trade)) == ["C-1", "C-2"]


def test_equal_priorities_stand_by_customer_id(trade: Story) -> None:
    trade.tells("2026-09-01 delivery INV-4 to C-3 of 1000.00, Due Date: 2026-10-01")
    assert list(today(trade)) == ["C-1", "C-2", "C-3"]


def test_a_promise_due_today_raises_the_customer_and_brings_in_what_is_not_due(trade: Story) -> None:
    trade.tells("2026-10-06 contact call to C-3 of 400.00, Promised On: 2026-10-13, Documents: INV-3")
    # 400 x (0.98 - 0.95) x 1.5
    assert today(trade)["C-3"] == "18.00"
    task = task_of(trade, "C-3")
    assert [str(why) for why in task.raised] == ["A promise is due today."]
    assert "On 2026-10-06 you promised 400.00 EUR by 2026-10-13." in map(str, to_say(task))
    assert steps(task) == ["If what is promised for today does not come in, agree a new day and amount at once."]


def test_a_promise_that_came_in_early_calls_for_nothing(trade: Story) -> None:
    trade.tells(
        """
        2026-10-06 contact call to C-3 of 400.00, Promised On: 2026-10-13, Documents: INV-3
        2026-10-08 receipt R-1 from C-3 of 400.00, Applies To: INV-3
        """
    )
    assert "C-3" not in today(trade)


def test_who_promised_for_a_later_day_is_held_back_until_then(trade: Story) -> None:
    trade.tells("2026-10-06 contact call to C-1 of 1000.00, Promised On: 2026-10-16")
    assert "C-1" not in today(trade)
    (held,) = on(trade).held_back
    assert (held.customer, held.when.day) == ("C-1", dt.date(2026, 10, 16))
    assert [str(why) for why in held.held] == ["What is open is promised for 2026-10-16."]
    assert today(trade, "2026-10-16")["C-1"] == "225.00"
    assert today(trade, "2026-10-20")["C-1"] == "150.00", "it was broken"


def test_a_promise_of_one_document_leaves_the_others_on_the_list(trade: Story) -> None:
    trade.tells(
        """
        2026-09-01 delivery INV-4 to C-1 of 50.00, Due Date: 2026-10-01
        2026-10-06 contact call to C-1 of 1000.00, Promised On: 2026-10-16, Documents: INV-1
        """
    )
    assert today(trade)["C-1"] == "155.00"


def test_a_delivery_that_is_sold_to_80_percent_is_collected_before_it_is_due(trade: Story) -> None:
    trade.tells("2026-10-12 report INV-3 from C-3 of 79")
    assert "C-3" not in today(trade)
    trade.tells("2026-10-13 report INV-3 from C-3 of 80")
    assert today(trade)["C-3"] == "18.00"
    assert "By your report, 80 % of INV-3 is sold." in map(str, to_say(task_of(trade, "C-3")))


def test_a_settlement_day_tomorrow_raises_the_priority(trade: Story) -> None:
    trade.changes_customer("C-2", **{"Settlement_Days": "14; 28"})
    assert today(trade)["C-2"] == "130.00"
    assert "May we count on your settlement day, 2026-10-14?" in map(str, to_say(task_of(trade, "C-2")))
    assert today(trade, "2026-10-14")["C-2"] == "100.00", "today it is too late to prepare it"


def test_before_a_weekend_tomorrow_reaches_to_the_next_working_day(trade: Story) -> None:
    trade.changes_customer("C-2", **{"Settlement_Days": "19"})
    assert today(trade, "2026-10-16")["C-2"] == "130.00", "Friday before Monday 19"


def test_day_31_is_the_last_day_of_any_month(trade: Story) -> None:
    trade.changes_customer("C-2", **{"Settlement_Days": "31"})
    # 59 days late, in the last three working days of November: 1,000 x 0.15 x 1.3 x 1.1
    assert today(trade, "2026-11-29", weekend="Sat", quiet_week_start="no")["C-2"] == "214.50"


def test_the_last_three_working_days_of_a_month_raise_everybody(trade: Story) -> None:
    assert today(trade, "2026-10-27")["C-2"] == "100.00"
    assert today(trade, "2026-10-28")["C-2"] == "110.00"


def test_a_disputed_item_becomes_the_settling_of_its_dispute(trade: Story) -> None:
    trade.changes("INV-2", Disputed_On="2026-10-05")
    task = task_of(trade, "C-2")
    assert steps(task) == ["Settle the dispute about INV-2."]
    assert [str(say) for say in to_say(task)] == ["About INV-2 there is a dispute: what would settle it for you?"]
    rows = json_rows(trade, "work_list_documents")
    assert [row["state"] for row in rows if row["document"] == "INV-2"] == ["settle the dispute"]


def test_nobody_is_called_in_a_quiet_time_of_the_file(trade: Story) -> None:
    trade.changes_customer("C-1", **{"Quiet_Times": "afternoons"}).changes_customer("C-2", **{"Quiet_Times": "Tue"})
    assert task_of(trade, "C-1").when.at == "11:45"
    assert list(today(trade)) == ["C-1"]
    held = task_of(trade, "C-2")
    assert (held.when.day, held.when.at) == (dt.date(2026, 10, 14), "15:30")


def test_on_a_monday_everybody_waits_until_tuesday(trade: Story) -> None:
    assert today(trade, "2026-10-12") == {}
    assert {str(task.when.day) for task in on(trade, "2026-10-12").held_back} == {"2026-10-13"}


def test_public_holidays_of_the_country_are_kept(trade: Story) -> None:
    trade.tells("company Country, Value: ES")
    assert {str(task.when.day) for task in on(trade, "2026-10-12").held_back} == {"2026-10-14"}, "12 October: a holiday"


def test_the_next_letter_is_named_and_one_that_is_out_is_referred_to(trade: Story) -> None:
    assert steps(task_of(trade, "C-2")) == ['Get an amount and a day; without them the letter "Reminder" follows.']
    letters(trade.on("2026-10-05").opened, dt.date(2026, 10, 5), "C-2", issue=True)
    assert steps(task_of(trade, "C-2")) == ['Get an amount and a day; the letter "Reminder" of 2026-10-05 is out.']


def test_a_bad_debt_goes_to_counsel_when_nothing_is_missing_and_somebody_approved(trade: Story) -> None:
    trade.tells("2026-03-01 delivery INV-9 to C-3 of 900.00, Due Date: 2026-03-31")
    proposed = steps(task_of(trade, "C-3"))
    assert proposed[0].startswith("Prepare to hand the matter to counsel: The debt is bad.")
    assert proposed[1] == (
        "Missing for that: The last notice, in writing. A signed contract for the dossier. Signed delivery notes of 1 "
        'documents for the dossier. The approval: a row "escalation approved" on the Decisions sheet with the Value '
        "counsel."
    )
    trade.changes("INV-9", Note_Signed_On="2026-03-02").changes_customer("C-3", Contract_Signed_On="2026-01-01")
    trade.tells("2026-09-01 decision notice sent for C-3, By: Accountant")
    assert steps(task_of(trade, "C-3"))[1].startswith("Missing for that: The approval:")
    trade.tells("2026-10-12 decision escalation approved for C-3 of 1, By: Owner")
    trade.changes_decision("escalation approved", Value="counsel")
    assert steps(task_of(trade, "C-3")) == ["The matter is with counsel: ask there how far it is."]


def test_an_approval_that_names_no_stage_is_told(trade: Story) -> None:
    trade.tells("2026-10-12 decision escalation approved for C-3 of 1, By: Owner")
    assert trade.on(TUESDAY).faults == [
        'Decisions!D2: an escalation to "1" is none. Write counsel or agency as Value; internal takes the matter back.'
    ]


def test_an_approval_by_nobody_moves_nothing_and_is_told(trade: Story) -> None:
    trade.tells("2026-03-01 delivery INV-9 to C-3 of 900.00, Due Date: 2026-03-31")
    before = steps(task_of(trade, "C-3"))
    trade.tells("2026-10-12 decision escalation approved for C-3, By: , Value: counsel")
    assert steps(task_of(trade, "C-3")) == before
    assert trade.on(TUESDAY).faults == [
        "Decisions!D2: the escalation names nobody who approved it. "
        "Write who approved it; until then it does not count."
    ]
    trade.changes_decision("escalation approved", By="Owner")
    assert steps(task_of(trade, "C-3")) == ["The matter is with counsel: ask there how far it is."]


def test_the_recommended_answer_to_the_last_reason_comes_with_the_next_step(trade: Story) -> None:
    trade.tells("2026-10-02 contact call to C-2, Reason: approval pending")
    task = task_of(trade, "C-2")
    assert steps(task) == [
        REASONS["approval pending"].answer,
        'Get an amount and a day; without them the letter "Reminder" follows.',
    ]


def test_the_approach_says_why(trade: Story) -> None:
    marks = {"Reputation": "1", "Co-operation": "2", "Finances": "5"}
    trade.changes_customer("C-1", **marks)
    found = task_of(trade, "C-1").approach
    assert found.tone == "firm"
    assert [str(why) for why in found.why] == [
        "Age: the oldest item is 43 days late, 48 of 100.",
        "Amount: 1.0 times the median of the list, 33 of 100.",
        "Reputation: 1 of 5, 100 of 100.",
        "Co-operation: 2 of 5, 75 of 100.",
        "Means: 5 of 5, 100 of 100.",
        "Distance: 12 km, 4 of 100.",
    ]
    assert task_of(trade, "C-2").approach.tone == "soft"


def test_sheets_hold_the_list_its_routes_its_documents_and_who_is_held_back(trade: Story) -> None:
    trade.changes_customer("C-3", **{"Quiet_Times": "Tue"})
    trade.tells("2026-10-12 report INV-3 from C-3 of 90")
    assert [row["customer"] for row in json_rows(trade, "work_list")] == ["C-1", "C-2"]
    assert [row["customer"] for row in json_rows(trade, "routes")] == ["C-2", "C-1"], "the nearest first"
    assert [row["document"] for row in json_rows(trade, "work_list_documents")] == ["INV-1", "INV-2"]
    assert [row["customer"] for row in json_rows(trade, "not_today")] == ["C-3"]


def test_rows_of_the_book_in_any_order_give_the_same_report(trade: Story, arxl: CommandLine) -> None:
    trade.tells(
        """
        2026-10-06 contact call to C-1, Outcome: will call back, Reason: no cash
        2026-10-06 contact visit to C-1, Outcome: was away, Reason: habit
        2026-10-01 contact visit to C-2, Reason: bank
        2026-10-12 report INV-3 from C-3 of 90
        """
    )
    before = arxl("work-list", trade.path, "--as-of", TUESDAY, "--format", "json").json
    for file in trade.path.glob("*.csv"):
        header, *rows = file.read_text("utf-8").splitlines()
        random.Random(7).shuffle(rows)
        file.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    assert arxl("work-list", trade.path, "--as-of", TUESDAY, "--format", "json").json == before


# --- paper ---------------------------------------------------------------------------------------------------------


def pages(story: Story, path: Path) -> list[str]:
    (file,) = write_pages(story.on(TUESDAY).opened, path / "list.pdf", no_progress).files
    with pypdfium2.PdfDocument(file) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def test_each_salesperson_has_a_page_and_what_to_say_is_in_the_customers_language(trade: Story, tmp_path: Path) -> None:
    trade.tells("2026-09-01 delivery INV-4 to C-3 of 10.00, Due Date: 2026-10-01")
    trade.changes_customer("C-2", Language="es")
    ana, ben = pages(trade, tmp_path)
    for text in ("Ana", "First Shop", "1,000.00 EUR", "Owner of C-1", "15:30", "Result", "Second Hotel (4 km)"):
        assert text in ana
    assert "Ben" in ben
    assert "Third Shop" in ben
    assert "First Shop" not in ben


def test_the_same_book_prints_the_same_bytes(trade: Story, tmp_path: Path) -> None:
    opened = trade.on(TUESDAY).opened
    written = (write_pages(opened, tmp_path / f"{name}.pdf", no_progress) for name in "ab")
    first, second = (one.files[0].read_bytes() for one in written)
    assert first == second


def test_a_day_on_which_nobody_is_contacted_has_a_page_that_says_so(story: Story, tmp_path: Path) -> None:
    assert "Nobody is to be contacted on 2026-10-13." in pages(story, tmp_path)[0]


# --- calendars -----------------------------------------------------------------------------------------------------


def calendars(story: Story, folder: Path, day: str = TUESDAY) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in write_calendars(story.on(day).opened, folder, no_progress).files}


def test_a_calendar_a_salesperson_is_read_by_another_parser(trade: Story, tmp_path: Path) -> None:
    found = calendars(trade, tmp_path / "out")
    assert list(found) == ["Ana.ics"]
    calendar = vobject.readOne(found["Ana.ics"].decode())
    events = {str(event.summary.value): event for event in calendar.vevent_list}
    assert sorted(events) == ["Call First Shop: 1,000.00 EUR", "Call Second Hotel: 1,000.00 EUR"]
    event = events["Call First Shop: 1,000.00 EUR"]
    assert event.dtstart.value == dt.datetime(2026, 10, 13, 15, 30), "local, without a time zone"
    assert event.dtend.value == dt.datetime(2026, 10, 13, 15, 45)
    assert event.dtstamp.value == dt.datetime(2026, 10, 13, tzinfo=dt.UTC)
    assert event.location.value == "N"
    assert "Owner of C-1 · 1 · C-1" in event.description.value
    assert "INV-1 has been due since 2026-08-31, for 43 days." in event.description.value
    assert all(len(line) <= 75 for line in found["Ana.ics"].split(b"\r\n")), "lines are folded"


def test_calls_of_one_time_stand_one_after_the_other_and_only_where_they_are_fit(trade: Story, tmp_path: Path) -> None:
    trade.tells("2026-09-01 delivery INV-4 to C-3 of 600.00, Due Date: 2026-10-01")
    trade.changes_customer("C-3", Salesperson="Ana").changes_customer("C-2", **{"Quiet_Times": "15:00-15:30"})
    calendar = vobject.readOne(calendars(trade, tmp_path / "out")["Ana.ics"].decode())
    begins = [(str(event.dtstart.value.time()), event.summary.value.split(":")[0]) for event in calendar.vevent_list]
    assert begins == [
        ("15:15:00", "Call Third Shop"),  # the earlier of two that are as near
        ("15:30:00", "Call First Shop"),
        ("15:45:00", "Call Second Hotel"),  # 15:15 is quiet
    ]


def test_calendars_keep_their_entries_and_their_bytes(trade: Story, tmp_path: Path) -> None:
    first = calendars(trade, tmp_path / "a")
    assert calendars(trade, tmp_path / "b") == first
    trade.tells("2026-10-12 receipt R-1 from C-1 of 400.00")
    uids = [uid_of(found["Ana.ics"], "First Shop") for found in (first, calendars(trade, tmp_path / "c"))]
    assert uids[0] == uids[1], "the entry is changed, not added"


def test_who_is_held_back_is_entered_on_the_next_fit_day(trade: Story, tmp_path: Path) -> None:
    trade.tells("2026-10-06 contact call to C-1 of 1000.00, Promised On: 2026-10-16")
    calendar = vobject.readOne(calendars(trade, tmp_path / "out")["Ana.ics"].decode())
    days = {str(event.summary.value): str(event.dtstart.value.date()) for event in calendar.vevent_list}
    assert days == {"Call First Shop: 1,000.00 EUR": "2026-10-16", "Call Second Hotel: 1,000.00 EUR": "2026-10-13"}


def test_a_name_that_no_file_can_bear_still_gets_its_own(trade: Story, tmp_path: Path) -> None:
    trade.changes_customer("C-1", Salesperson='Ana/Ben: "team" <1>?')
    trade.changes_customer("C-2", Salesperson="")
    trade.tells("2026-09-01 delivery INV-4 to C-3 of 10.00, Due Date: 2026-10-01")
    trade.changes_customer("C-3", Salesperson="Without a salesperson")
    names = list(calendars(trade, tmp_path / "out"))
    assert len(set(map(str.casefold, names))) == 3
    assert not any(set(name) & set('\\/:*?"<>|') for name in names)
    assert names[-1] == "Without a salesperson –.ics"


def test_names_that_windows_takes_for_one_are_two_files() -> None:
    names = calendar_names(["ana", "Ana", ""], "ANA")
    assert len({name.casefold() for name in names.values()}) == 3


def uid_of(content: bytes, name: str) -> str:
    events = vobject.readOne(content.decode()).vevent_list
    return next(str(event.uid.value) for event in events if name in event.summary.value)


def json_rows(story: Story, table: str) -> list[dict[str, str]]:
    opened = story.on(TUESDAY).opened
    said = machine.report(opened.as_of, tuple(sheet.table for sheet in work_list(opened).sheets))
    rows: list[dict[str, str]] = json.loads(said)[table]
    return rows
