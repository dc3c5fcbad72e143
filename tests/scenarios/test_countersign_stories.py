"""Stories of statements that come back, or do not: who may sign, what a correction shows, what contradicts itself."""

from __future__ import annotations

import pytest

from arxl.errors import Faulty, Refused, WrongUsage

from .story import CommandLine, Story, balances_of, lines_of

TRADE = """
    customer C-1, Seal On File: yes
    customer C-2
    signatory Owner of C-1 for C-1, Role: owner, Valid From: 2026-01-01, Valid Until: 2026-11-30
    2026-03-01 delivery INV-1 to C-1 of 1000.00, Due Date: 2026-03-31
    2026-03-10 delivery INV-2 to C-2 of 90.00, Due Date: 2026-05-20
"""
FIRST, SECOND = "ST2026-00001", "ST2026-00002"


@pytest.fixture
def issued(story: Story) -> Story:
    story.tells(TRADE)
    story.issues("2026-03", "2026-04-02")
    return story


def test_a_statement_waits_ten_days_and_then_has_no_reply(issued: Story) -> None:
    assert issued.on("2026-04-12").statuses == {FIRST: "issued", SECOND: "issued"}
    assert issued.on("2026-04-13").statuses == {FIRST: "no reply", SECOND: "no reply"}
    assert issued.on("2026-04-01").statuses == {}


@pytest.mark.parametrize(
    ("decision", "status"),
    [
        ("2026-04-08 decision signed for C-1, Value: Owner of C-1", "agreed"),
        ("2026-04-08 decision signed for C-1, Value: seal", "agreed"),
        ("2026-04-08 decision signed for C-1, Value: 公章", "agreed"),
        ("2026-12-01 decision signed for C-1, Value: Owner of C-1", "signed, authority unproved"),
        ("2026-04-08 decision signed for C-1, Value: somebody", "signed, authority unproved"),
        ("2026-04-08 decision signed for C-1", "signed, authority unproved"),
        ("2026-04-08 decision differs for C-1, Value: 900.00", "differs"),
        ("2026-04-08 decision refused for C-1", "refused"),
    ],
)
def test_who_signs_makes_it_an_acknowledgement(issued: Story, decision: str, status: str) -> None:
    issued.tells(f"{decision}, Reference: {FIRST}, By: Accountant")
    assert issued.on("2026-12-05").statuses[FIRST] == status


def test_a_seal_that_no_file_holds_proves_nothing(issued: Story) -> None:
    issued.tells(f"2026-04-08 decision signed for C-2, Value: seal, Reference: {SECOND}, By: Accountant")
    assert issued.on("2026-04-20").statuses[SECOND] == "signed, authority unproved"


def test_what_a_customer_states_who_differs_is_kept(issued: Story, arxl: CommandLine) -> None:
    issued.tells(f"2026-04-08 decision differs for C-1, Value: 1.900,50, Reference: {FIRST}, By: Accountant")
    issued.tells(f"2026-04-08 decision differs for C-2, Value: about ninety, Reference: {SECOND}, By: Accountant")
    said = arxl("register", "show", issued.path, FIRST, "--format", "json").json["history"]
    assert [(line["status"], line["figure"]) for line in said] == [("issued", None), ("differs", "1900.50")]
    assert [fault for fault in issued.on("2026-04-20").faults if 'figure "about ninety" is no amount in EUR' in fault]


def test_a_customer_who_differed_may_sign_later_and_nothing_takes_a_signature_back(issued: Story) -> None:
    issued.tells(f"2026-04-08 decision differs for C-1, Value: 900.00, Reference: {FIRST}, By: Accountant")
    issued.tells(f"2026-04-20 decision signed for C-1, Value: Owner of C-1, Reference: {FIRST}, By: Accountant")
    assert issued.on("2026-04-10").statuses[FIRST] == "differs"
    assert issued.on("2026-04-20").statuses[FIRST] == "agreed"
    assert not issued.on("2026-04-20").opened.faults
    issued.tells(f"2026-05-02 decision differs for C-1, Value: 800.00, Reference: {FIRST}, By: Accountant")
    assert issued.on("2026-05-10").statuses[FIRST] == "agreed"
    (fault,) = issued.on("2026-05-10").opened.faults
    assert "recorded as signed (Owner of C-1) of 2026-04-20 and as differs of 2026-05-02" in str(fault)


@pytest.mark.parametrize(
    "second",
    [
        "2026-04-09 decision signed for C-1, Value: Owner of C-1",
        "2026-04-08 decision signed for C-1, Value: somebody else",
        "2026-04-09 decision refused for C-1",
    ],
)
def test_a_second_record_that_contradicts_the_first_stops_issuing(issued: Story, second: str) -> None:
    issued.tells(f"2026-04-08 decision signed for C-1, Value: Owner of C-1, Reference: {FIRST}, By: Accountant")
    issued.tells(f"{second}, Reference: {FIRST}, By: Accountant")
    with pytest.raises(Faulty, match=f"statement {FIRST} is recorded as"):
        issued.issues("2026-04", "2026-05-02", faulty_rows="leave-out")


def test_a_correction_shows_what_is_new_and_the_next_month_opens_with_it(issued: Story) -> None:
    issued.tells("2026-03-20 credit CR-1 to C-1 of 100.00, Applies To: INV-1")
    issued.tells("2026-03-05 delivery INV-3 to C-1 of 30.00")
    issued.changes("INV-1", Amount="990.00")
    corrected = issued.corrects(FIRST, "2026-04-15")
    assert balances_of(corrected) == ("1000.00", "920.00")
    assert lines_of(corrected) == [
        "earlier: 2026-03-01 invoice INV-1 -10.00",
        "2026-03-05 invoice INV-3 30.00",
        "2026-03-20 credit note CR-1 -100.00",
    ]
    assert issued.on("2026-05-20").statuses == {
        FIRST: "corrected",
        SECOND: "no reply",
        "ST2026-00003": "no reply",
    }
    april = {one.customer: one for one in issued.issues("2026-04", "2026-05-02")}
    assert balances_of(april["C-1"]) == ("920.00", "920.00")
    assert lines_of(april["C-1"]) == []


def test_only_the_latest_statement_of_an_account_is_corrected_and_only_where_something_changed(issued: Story) -> None:
    with pytest.raises(Refused, match="nothing of 2026-03 has changed"):
        issued.corrects(FIRST, "2026-04-15")
    with pytest.raises(WrongUsage, match="there is no statement ST2026-00009"):
        issued.corrects("ST2026-00009", "2026-04-15")
    issued.issues("2026-04", "2026-05-02")
    with pytest.raises(Refused, match="ST2026-00003 of 2026-04 is the latest"):
        issued.corrects(FIRST, "2026-05-15")


def test_a_correction_can_be_corrected_and_its_own_numbers_leave_no_gap(issued: Story) -> None:
    issued.tells("2026-03-05 delivery INV-3 to C-1 of 30.00")
    third = issued.corrects(FIRST, "2026-04-15")
    issued.tells("2026-03-06 delivery INV-4 to C-1 of 5.00")
    fourth = issued.corrects(third.number, "2026-04-16")
    assert (third.number, fourth.number) == ("ST2026-00003", "ST2026-00004")
    assert balances_of(fourth) == ("1030.00", "1035.00")
    assert [one.number for one in issued.issues("2026-04", "2026-05-02")] == ["ST2026-00005", "ST2026-00006"]


def test_a_corrected_statement_is_no_longer_waited_for_by_the_supply_rules(issued: Story) -> None:
    rule = "rule unsigned statements, Level: 1, A: 1"
    issued.tells(rule)
    assert issued.on("2026-04-20").level("C-1") == 1
    issued.tells("2026-03-05 delivery INV-3 to C-1 of 30.00")
    issued.corrects(FIRST, "2026-04-15")
    assert issued.on("2026-04-20").level("C-1") == 0  # the correction's own return date is not over
    assert issued.on("2026-04-26").level("C-1") == 1


def test_the_paper_of_a_correction_names_what_it_corrects(issued: Story, arxl: CommandLine) -> None:
    issued.tells("2026-03-05 delivery INV-3 to C-1 of 30.00")
    said = arxl("correct", issued.path, FIRST, "--format", "json").json
    assert (said["corrects"], said["opening"], said["closing"]) == (FIRST, "1000.00", "1030.00")
    assert arxl("register", "verify", issued.path).status == 0
