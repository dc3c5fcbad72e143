"""Stories of statements (B4): what is issued stays, and closing = next opening whatever is back-dated later."""

from __future__ import annotations

from pathlib import Path

import pytest

from arxl.errors import Faulty, Refused
from arxl.jobs.draft import drafted
from arxl.register.chain import verify

from .story import Story, balances_of, lines_of


@pytest.fixture
def january(story: Story) -> Story:
    """C-1 and C-2 have their statements of January."""
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00
        2026-01-20 delivery INV-2 to C-1 of 500.00
        2026-01-08 delivery INV-3 to C-2 of 70.00
    """)
    story.issues("2026-01", "2026-02-02")
    return story


def test_a_month_has_opening_movements_and_closing(january: Story) -> None:
    january.tells("2026-02-10 receipt R-1 from C-1 of 600.00")
    first, second = january.issues("2026-02", "2026-03-02")
    assert (first.number, first.customer) == ("ST2026-00003", "C-1")
    assert balances_of(first) == ("1500.00", "900.00")
    assert lines_of(first) == ["2026-02-10 receipt R-1 -600.00"]
    assert balances_of(second) == ("70.00", "70.00")
    assert second.movements == ()
    assert str(second.return_by) == "2026-03-12"


def test_what_is_older_than_the_first_statement_is_its_opening_balance(story: Story) -> None:
    story.tells("""
        2025-11-05 delivery INV-1 to C-1 of 1000.00
        2025-12-20 receipt R-1 from C-1 of 300.00
        2026-01-20 delivery INV-2 to C-1 of 500.00
    """)
    (january,) = story.issues("2026-01", "2026-02-02")
    assert balances_of(january) == ("700.00", "1200.00")
    assert lines_of(january) == ["2026-01-20 invoice INV-2 500.00"]


def test_a_receipt_back_dated_behind_the_statement_shows_as_an_earlier_period(january: Story) -> None:
    january.tells("2026-01-25 receipt R-1 from C-1 of 400.00")
    february = january.on("2026-02-28")
    assert [fault for fault in february.faults if "changes the closed month 2026-01 by -400.00 EUR" in fault]
    first, _ = january.issues("2026-02", "2026-03-02")
    assert balances_of(first) == ("1500.00", "1100.00")
    assert lines_of(first) == ["earlier: 2026-01-25 receipt R-1 -400.00"]
    assert not [fault for fault in january.on("2026-02-28").faults if "closed month" in fault]


def test_an_amount_changed_behind_the_statement_shows_as_the_difference(january: Story) -> None:
    january.changes("INV-2", Amount="450.00")
    first, _ = january.issues("2026-02", "2026-03-02")
    assert balances_of(first) == ("1500.00", "1450.00")
    assert lines_of(first) == ["earlier: 2026-01-20 invoice INV-2 -50.00"]


def test_a_delivery_deleted_behind_the_statement_is_taken_back(january: Story) -> None:
    january.forgets("INV-2")
    first, _ = january.issues("2026-02", "2026-03-02")
    assert balances_of(first) == ("1500.00", "1000.00")
    assert lines_of(first) == ["earlier: 2026-01-20 invoice INV-2 -500.00"]


def test_an_account_that_is_deleted_altogether_closes_at_nothing(january: Story) -> None:
    january.forgets("INV-3")
    _, second = january.issues("2026-02", "2026-03-02")
    assert second.customer == "C-2"
    assert balances_of(second) == ("70.00", "0.00")


def test_a_delivery_moved_within_the_closed_month_is_taken_back_and_comes_anew(january: Story) -> None:
    january.changes("INV-2", Date="2026-01-12")
    first, _ = january.issues("2026-02", "2026-03-02")
    assert balances_of(first) == ("1500.00", "1500.00")
    assert lines_of(first) == [
        "earlier: 2026-01-12 invoice INV-2 500.00",
        "earlier: 2026-01-20 invoice INV-2 -500.00",
    ]
    assert not [fault for fault in january.on("2026-02-28").faults if "closed month" in fault]
    march, _ = january.issues("2026-03", "2026-04-02")
    assert march.movements == ()


def test_a_delivery_moved_out_of_the_closed_month_goes_and_comes_back(january: Story) -> None:
    january.changes("INV-2", Date="2026-03-05")
    february, _ = january.issues("2026-02", "2026-03-02")
    assert balances_of(february) == ("1500.00", "1000.00")
    assert lines_of(february) == ["earlier: 2026-01-20 invoice INV-2 -500.00"]
    march, _ = january.issues("2026-03", "2026-04-02")
    assert balances_of(march) == ("1000.00", "1500.00")
    assert lines_of(march) == ["2026-03-05 invoice INV-2 500.00"]


def test_a_receipt_that_bounces_after_the_statement_shows_in_the_month_in_which_it_bounced(january: Story) -> None:
    january.tells("2026-02-10 receipt CHQ-1 from C-1 of 1500.00")
    january.issues("2026-02", "2026-03-02")
    january.changes("CHQ-1", Bounced_On="2026-03-09")
    march, _ = january.issues("2026-03", "2026-04-02")
    assert balances_of(march) == ("0.00", "1500.00")
    assert lines_of(march) == ["2026-03-09 bounced CHQ-1 1500.00"]


def test_an_account_that_appears_only_later_opens_at_nothing(january: Story) -> None:
    january.tells("2025-12-30 delivery INV-9 to C-9 of 90.00\n2026-02-03 delivery INV-10 to C-9 of 10.00")
    *_, late = january.issues("2026-02", "2026-03-02")
    assert late.customer == "C-9"
    assert balances_of(late) == ("0.00", "100.00")
    assert lines_of(late) == ["earlier: 2025-12-30 invoice INV-9 90.00", "2026-02-03 invoice INV-10 10.00"]


def test_a_quiet_account_has_no_statement_until_something_happens(story: Story) -> None:
    story.tells("""
        2025-11-05 delivery INV-1 to C-1 of 100.00
        2025-11-25 receipt R-1 from C-1 of 100.00
        2026-01-05 delivery INV-2 to C-2 of 50.00
    """)
    (january,) = story.issues("2026-01", "2026-02-02")
    assert january.customer == "C-2"
    story.changes("INV-1", Amount="130.00")
    awake, _ = story.issues("2026-02", "2026-03-02")
    assert awake.customer == "C-1"
    assert balances_of(awake) == ("0.00", "30.00")
    assert lines_of(awake) == ["earlier: 2025-11-05 invoice INV-1 30.00"]


def test_a_return_and_a_credit_note_of_one_number_both_count(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00
        2026-01-10 delivery CN-1 to C-1 of -100.00
        2026-01-12 credit CN-1 to C-1 of 50.00
    """)
    (january,) = story.issues("2026-01", "2026-02-02")
    assert balances_of(january) == ("0.00", "850.00")
    assert story.on("2026-01-31").balances == {("C-1", "EUR"): "850.00"}


def test_two_currencies_are_two_statements(story: Story) -> None:
    story.tells("2026-01-05 delivery INV-1 to C-1 of 100.00 USD\n2026-01-06 delivery INV-2 to C-1 of 9000 KRW")
    korean, american = story.issues("2026-01", "2026-02-02")
    assert (korean.currency, balances_of(korean)) == ("KRW", ("0", "9000"))
    assert (american.currency, balances_of(american)) == ("USD", ("0.00", "100.00"))


def test_a_month_is_issued_once_in_order_and_when_it_is_over(january: Story) -> None:
    assert [statement.number for statement in january.issues("2026-01", "2026-02-20")] == [
        "ST2026-00001",
        "ST2026-00002",
    ]
    with pytest.raises(Refused, match="2026-02 are not issued yet"):
        january.issues("2026-03", "2026-04-02")
    with pytest.raises(Refused, match="ends on 2026-02-28; today is 2026-02-27"):
        january.issues("2026-02", "2026-02-27")
    with pytest.raises(Refused, match="the register begins with 2026-01"):
        january.issues("2025-12", "2026-02-27")


def test_a_faulty_book_issues_nothing_unless_policy_leaves_its_row_out(january: Story) -> None:
    january.tells("2026-02-10 receipt R-1 from C-1 of 600.00\n2026-02-11 delivery INV-9 to C-1 of 10.005")
    with pytest.raises(Faulty, match=r"Deliveries!\w+5"):
        january.issues("2026-02", "2026-03-02")
    assert verify(january.path.with_name("dealer-supplies.arxl")).fault is None
    first, _ = january.issues("2026-02", "2026-03-02", faulty_rows="leave-out")
    assert balances_of(first) == ("1500.00", "900.00")


def test_drafts_say_what_will_be_issued_and_take_no_number(january: Story) -> None:
    january.tells("2026-02-10 receipt R-1 from C-1 of 600.00")
    before = january.path.with_name("dealer-supplies.arxl").read_bytes()
    draft = drafted(january.on("2026-02-28").opened, "2026-02")
    assert [(page.number, balances_of(page)) for page in draft.statements] == [
        ("", ("1500.00", "900.00")),
        ("", ("70.00", "70.00")),
    ]
    assert january.path.with_name("dealer-supplies.arxl").read_bytes() == before
    issued = january.issues("2026-02", "2026-03-02")
    assert [balances_of(page) for page in issued] == [balances_of(page) for page in draft.statements]


def test_papers_that_were_lost_are_exported_again_byte_for_byte(january: Story) -> None:
    folder = january.path.with_name("Book – statements 2026-01")
    papers = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert len(papers) == 3, "two papers and the workbook of their sheets"
    lost = folder / "ST2026-00001 C-1.pdf"
    lost.unlink()
    january.tells("2026-01-25 receipt R-1 from C-1 of 400.00")  # the paper is the one that was issued all the same
    january.issues("2026-01", "2026-02-20")
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == papers


def test_a_receipt_moved_into_the_next_month_is_taken_back_and_shown_there(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00
        2026-01-20 receipt R-1 from C-1 of 400.00
    """)
    story.issues("2026-01", "2026-02-02")
    story.changes("R-1", Date="2026-02-20")
    (february,) = story.issues("2026-02", "2026-03-02")
    assert balances_of(february) == ("600.00", "600.00")
    assert lines_of(february) == ["earlier: 2026-01-20 receipt R-1 400.00", "2026-02-20 receipt R-1 -400.00"]


def test_the_next_years_book_goes_on_from_the_closing_balances(january: Story, tmp_path: Path) -> None:
    january.tells("2026-01-28 receipt R-3 from C-2 of 70.00")
    january.issues("2026-02", "2026-03-02")
    anew = Story(tmp_path, "Book of March").tells("""
        2026-03-01 delivery INV-1 to C-1 of 1000.00, Kind: opening, Due Date: 2026-02-04
        2026-03-01 delivery INV-2 to C-1 of 500.00, Kind: opening, Due Date: 2026-02-19
        2026-03-05 delivery INV-9 to C-1 of 100.00
    """)
    assert not [fault for fault in anew.on("2026-03-31").faults if "closed month" in fault]
    (march,) = anew.issues("2026-03", "2026-04-02")
    assert march.customer == "C-1"  # C-2 owes nothing and had no movement
    assert balances_of(march) == ("1500.00", "1600.00")
    assert lines_of(march) == ["2026-03-05 invoice INV-9 100.00"]
    (april,) = anew.issues("2026-04", "2026-05-02")
    assert balances_of(april) == ("1600.00", "1600.00")
    assert april.movements == ()


def test_an_opening_that_differs_from_the_closing_balance_shows_the_difference(january: Story, tmp_path: Path) -> None:
    anew = Story(tmp_path, "Book of February").tells("""
        2026-02-01 delivery INV-1 to C-1 of 1450.00, Kind: opening
        2026-02-01 delivery INV-3 to C-2 of 70.00, Kind: opening
    """)
    first, second = anew.issues("2026-02", "2026-03-02")
    assert balances_of(first) == ("1500.00", "1450.00")
    assert [movement.line.document for movement in first.movements] == ["INV-1"]
    assert balances_of(second) == ("70.00", "70.00")
    march = anew.issues("2026-03", "2026-04-02")
    assert all(stated.movements == () for stated in march)


def test_a_month_before_the_register_is_drafted_from_the_book_alone(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 100.00
        2026-02-10 receipt R-1 from C-1 of 100.00
        2026-03-10 delivery INV-2 to C-1 of 30.00
    """)
    story.issues("2026-03", "2026-04-02")
    (january,) = drafted(story.on("2026-01-31").opened, "2026-01").statements
    assert (balances_of(january), lines_of(january)) == (("0.00", "100.00"), ["2026-01-05 invoice INV-1 100.00"])


def test_drafts_of_following_months_meet_though_a_discount_is_undone_between_them(story: Story) -> None:
    story.tells("""
        2026-03-01 delivery INV-1 to C-1 of 1000.00, Terms: 2/10 NET 30
        2026-03-05 receipt R-1 from C-1 of 980.00, Bounced On: 2026-04-05
    """)
    (march,) = drafted(story.on("2026-03-31").opened, "2026-03").statements
    (april,) = drafted(story.on("2026-04-30").opened, "2026-04").statements
    assert balances_of(march) == ("0.00", "0.00")
    assert balances_of(april) == ("0.00", "1000.00")
    assert lines_of(april) == [
        "earlier: 2026-03-05 discount R-1 20.00",
        "2026-04-05 bounced R-1 980.00",
    ]


def test_a_draft_and_the_register_mark_the_same_lines_as_earlier(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00
        2026-01-20 receipt R-1 from C-1 of 100.00
    """)
    story.issues("2026-01", "2026-02-02")
    story.changes("R-1", Date="2026-02-20", Amount="150.00")
    (draft,) = drafted(story.on("2026-02-28").opened, "2026-02").statements
    (issued,) = story.issues("2026-02", "2026-03-02")
    assert lines_of(draft) == lines_of(issued)


def test_a_row_left_out_for_a_fault_takes_back_nothing_that_is_issued(january: Story) -> None:
    january.changes("INV-2", Date="#N/A")
    with pytest.raises(Refused, match="INV-2 is on an issued statement"):
        january.issues("2026-02", "2026-03-02", faulty_rows="leave-out")
