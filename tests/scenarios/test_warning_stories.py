"""Stories of early warning (B8): who noted what, what the figures show, and how a warning ends."""

from __future__ import annotations

import pytest

from arxl.practices.warning import EarlyWarning

from .story import CommandLine, Day, Story


def in_force(day: Day) -> list[str]:
    return [f"{one.customer} {one.signal} {one.severity}" for one in day.opened.warnings if not one.closed]


def the(day: Day, signal: str) -> EarlyWarning:
    (found,) = [one for one in day.opened.warnings if one.signal == signal]
    return found


@pytest.fixture
def trading(story: Story) -> Story:
    """A customer that paid six deliveries in full, by transfer."""
    story.tells("\n".join(
        f"2026-0{month}-05 delivery INV-{month} to C-1 of 1000.00\n"
        f"2026-0{month + 1}-04 receipt R-{month} from C-1 of 1000.00, Method: transfer"
        for month in range(1, 7)
    ))  # fmt: skip
    return story


def test_what_is_noted_is_in_force_until_it_expires(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00
        2026-02-02 signal owner leaving to C-1, Evidence: the flat is for sale, Noted By: Ana
        2026-02-03 signal staff leaving to C-1, Evidence: two buyers left, Noted By: Ana, Severity: medium
        2026-02-04 signal other to C-1, Evidence: rumours, Noted By: Ana, Expires On: 2026-02-10
    """)
    assert in_force(story.on("2026-02-01")) == []
    assert in_force(story.on("2026-02-04")) == ["C-1 owner leaving high", "C-1 staff leaving medium", "C-1 other low"]
    assert in_force(story.on("2026-02-11")) == ["C-1 owner leaving high", "C-1 staff leaving medium"]
    assert in_force(story.on("2026-04-05")) == ["C-1 owner leaving high"]
    assert in_force(story.on("2026-05-03")) == ["C-1 owner leaving high"]  # 90 days
    assert in_force(story.on("2026-05-04")) == []
    assert str(the(story.on("2026-02-04"), "owner leaving").figures) == (
        "Noted on 2026-02-02 by Ana: the flat is for sale."
    )


def test_a_noted_warning_is_closed_in_its_row(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00
        2026-02-02 signal lawsuit to C-1, Closed On: 2026-02-20, Closed Because: settled out of court
    """)
    assert in_force(story.on("2026-02-19")) == ["C-1 lawsuit high"]
    assert the(story.on("2026-02-20"), "lawsuit").closed == "settled out of court"


def test_a_noted_warning_that_is_closed_without_a_reason_stays_in_force(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00, Due Date: 2026-12-31
        2026-02-02 signal lawsuit to C-1, Closed On: 2026-02-20
    """)
    assert in_force(story.on("2026-02-20")) == ["C-1 lawsuit high"]
    assert story.on("2026-02-20").level("C-1") == 4
    assert the(story.on("2026-05-04"), "lawsuit").closed == "expired"


def test_a_first_part_payment_and_a_new_method_are_found_the_same_day(trading: Story) -> None:
    trading.tells("""
        2026-07-05 delivery INV-7 to C-1 of 1000.00
        2026-08-04 receipt R-7 from C-1 of 400.00, Method: cheque
    """)
    assert in_force(trading.on("2026-08-03")) == []
    day = trading.on("2026-08-04")
    assert in_force(day) == ["C-1 first part payment low", "C-1 new method of payment low"]
    assert str(the(day, "first part payment").figures) == (
        "R-7 of 2026-08-04 leaves 600.00 EUR of INV-7 open; the 6 receipts before it left nothing open."
    )
    assert str(the(day, "new method of payment").figures) == (
        "R-7 of 2026-08-04 came by cheque, not seen in 365 days before; receipts before it: 6."
    )


def test_two_receipts_of_one_day_that_settle_a_delivery_together_are_no_part_payment(trading: Story) -> None:
    trading.tells("""
        2026-07-05 delivery INV-7 to C-1 of 1000.00
        2026-08-04 receipt R-7 from C-1 of 400.00, Method: transfer
        2026-08-04 receipt R-8 from C-1 of 600.00, Method: transfer
    """)
    assert in_force(trading.on("2026-08-04")) == []


def test_money_that_waited_for_a_delivery_is_no_part_payment_of_it(trading: Story) -> None:
    trading.tells("""
        2026-07-20 receipt R-7 from C-1 of 400.00, Method: transfer
        2026-08-05 delivery INV-8 to C-1 of 1000.00
    """)
    assert in_force(trading.on("2026-08-06")) == []


def test_a_customer_who_always_pays_in_parts_gives_no_warning(story: Story) -> None:
    story.tells("2026-01-05 delivery INV-1 to C-1 of 5000.00")
    for month in range(2, 9):
        story.tells(f"2026-0{month}-05 receipt R-{month} from C-1 of 500.00")
    assert in_force(story.on("2026-08-06")) == []


def test_a_bounced_receipt_warns_from_the_day_on_which_it_bounced(trading: Story) -> None:
    trading.changes("R-6", Bounced_On="2026-07-09")
    assert in_force(trading.on("2026-07-08")) == []
    assert in_force(trading.on("2026-07-09")) == ["C-1 bounced receipt high"]
    assert the(trading.on("2026-07-09"), "bounced receipt").evidence == "R-6"


@pytest.mark.parametrize(("again", "warned"), [("2026-05-10", True), ("2026-05-11", False)])
def test_a_second_request_for_extension_counts_within_90_days(story: Story, again: str, warned: bool) -> None:
    story.tells(f"""
        2026-01-05 delivery INV-1 to C-1 of 1000.00
        2026-02-09 contact call to C-1, Extension Asked: yes
        {again} contact call to C-1, Extension Asked: yes
    """)
    assert in_force(story.on(again)) == (["C-1 second request for extension medium"] if warned else [])


def test_slower_payment_says_norm_now_and_since_when(story: Story) -> None:
    for month in range(1, 5):
        story.tells(f"""
            2026-0{month}-05 delivery A-{month} to C-1 of 1000.00, Due Date: 2026-0{month + 1}-05
            2026-0{month + 1}-07 receipt RA-{month} from C-1 of 1000.00
        """)
    for nth, paid_on in enumerate(("2026-08-20", "2026-08-21", "2026-08-24"), 1):
        story.tells(f"""
            2026-07-0{nth} delivery B-{nth} to C-1 of 1000.00, Due Date: 2026-08-01
            {paid_on} receipt RB-{nth} from C-1 of 1000.00
        """)
    assert in_force(story.on("2026-08-23")) == []  # two documents say nothing
    day = story.on("2026-08-25")
    assert in_force(day) == ["C-1 slower payment medium"]
    assert str(the(day, "slower payment").figures) == (
        "The 3 documents settled in the 90 days to 2026-08-25 were 20.7 days late on average; the 4 of the 365 days"
        " before were 2.0. So since 2026-08-24."
    )


def test_purchases_are_told_with_norm_now_and_since_when(story: Story) -> None:
    for nth, month in enumerate(("01", "02", "03", "04", "05")):
        story.tells(f"2026-{month}-01 delivery A-{nth} to C-1 of 500.00")
        story.tells(f"2026-{month}-15 delivery B-{nth} to C-1 of 500.00")
    story.tells("2026-06-10 delivery LAST to C-1 of 2500.00")
    assert in_force(story.on("2026-06-09")) == []
    day = story.on("2026-06-12")
    assert in_force(day) == ["C-1 purchases up low"]
    # 30 days to 12 June: B-4 and LAST; the four windows before, back to 14 January: 1,000 each
    assert str(the(day, "purchases up").figures) == (
        "Purchases of the 30 days to 2026-06-12 are 3,000.00 EUR, 300 % of the norm of 1,000.00 EUR;"
        " so since 2026-06-10."
    )


def test_one_order_shows_no_rhythm(story: Story) -> None:
    story.tells("2026-01-05 delivery INV-1 to C-1 of 1000.00")
    assert in_force(story.on("2026-08-05")) == []


def test_a_decision_closes_what_the_figures_show_until_it_turns_anew(trading: Story) -> None:
    trading.tells("""
        2026-07-05 delivery INV-7 to C-1 of 1000.00
        2026-08-04 receipt R-7 from C-1 of 1000.00, Method: cheque
        2026-08-05 decision warning closed for C-1, Reference: New method of payment, By: Ana, Reason: known
    """)
    assert in_force(trading.on("2026-08-04")) == ["C-1 new method of payment low"]
    assert in_force(trading.on("2026-08-05")) == []
    assert the(trading.on("2026-08-05"), "new method of payment").closed == "known"
    trading.tells("2026-08-07 receipt R-8 from C-1 of 10.00, Method: bill")
    assert in_force(trading.on("2026-08-07")) == ["C-1 new method of payment low"]


def test_a_closing_without_a_name_closes_nothing(trading: Story) -> None:
    trading.tells("""
        2026-08-04 receipt R-7 from C-1 of 1000.00, Method: cheque
        2026-08-05 decision warning closed for C-1, Reference: new method of payment, Reason: known
    """)
    assert in_force(trading.on("2026-08-05")) == ["C-1 new method of payment low"]
    assert any('the closing of a warning has no "By".' in fault for fault in trading.on("2026-08-05").faults)


def test_the_command_lists_what_is_in_force_and_what_ended(trading: Story, arxl: CommandLine) -> None:
    trading.tells("""
        2026-07-09 receipt R-7 from C-1 of 10.00, Bounced On: 2026-07-10
        2026-02-02 signal moving to C-1, Evidence: boxes, Noted By: Ana
    """)
    told = arxl("warnings", trading.path, "--as-of", "2026-07-15", "--format", "json").json
    assert [(row["signal"], row["level"], row["until"]) for row in told["warnings"]] == [
        ("bounced receipt", 4, "2026-10-08")
    ]
    assert [(row["signal"], row["closed"]) for row in told["warnings_ended"]] == [("moving", "expired")]
