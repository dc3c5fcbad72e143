"""Stories of money (B2, B3): who paid what, and what is open after it."""

from __future__ import annotations

from .story import Story


def test_a_dealer_pays_late_and_the_oldest_delivery_first(story: Story) -> None:
    story.tells("""
        customer C-1, Terms: NET 30
        2026-01-05 delivery INV-1 to C-1 of 1000.00
        2026-01-20 delivery INV-2 to C-1 of 500.00
        2026-03-10 receipt R-1 from C-1 of 1200.00
    """)
    before, after = story.on("2026-03-09"), story.on("2026-03-10")
    assert before.late == {"INV-1": 33, "INV-2": 18}
    assert before.aged("bucket_2") == {("C-1", "EUR"): "1000.00"}
    assert after.paid == ["R-1 INV-1 1000.00 oldest", "R-1 INV-2 200.00 oldest"]
    assert after.open == {"INV-2": "300.00"}
    assert after.balances == {("C-1", "EUR"): "300.00"}


def test_numbers_break_ties_as_people_count(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-10 to C-1 of 100.00
        2026-01-05 delivery INV-9 to C-1 of 100.00
        2026-01-09 receipt R-1 from C-1 of 100.00
    """)
    assert story.on("2026-01-31").open == {"INV-10": "100.00"}


def test_policy_puts_the_due_date_first(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 100.00, Due Date: 2026-03-31
        2026-01-20 delivery INV-2 to C-1 of 100.00, Due Date: 2026-01-31
        2026-02-01 receipt R-1 from C-1 of 100.00
    """)
    assert story.on("2026-02-01").open == {"INV-2": "100.00"}
    assert story.on("2026-02-01", allocation_order="due").open == {"INV-1": "100.00"}


def test_a_cheque_bounces_and_the_deliveries_are_open_again_with_their_old_due_dates(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00
        2026-02-02 receipt CHQ-1 from C-1 of 1000.00, Method: cheque, Bounced On: 2026-02-12
    """)
    assert story.on("2026-02-11").open == {}
    bounced = story.on("2026-02-12")
    assert bounced.open == {"INV-1": "1000.00"}
    assert bounced.due == {"INV-1": "2026-02-04"}
    assert bounced.unapplied == {}
    (january, february) = story.issues("2026-01", "2026-02-01") + story.issues("2026-02", "2026-03-01")
    assert january.closing_minor == february.closing_minor == 100_000
    assert [movement.line.kind for movement in february.movements] == ["receipt", "bounced"]


def test_a_cheque_in_hand_settles_when_it_clears_unless_policy_books_it_at_once(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00
        2026-01-20 receipt CHQ-1 from C-1 of 1000.00, Method: cheque, Clears On: 2026-02-20
    """)
    waiting = story.on("2026-02-19")
    assert waiting.open == {"INV-1": "1000.00"}
    assert waiting.aged("in_hand") == {("C-1", "EUR"): "1000.00"}
    assert waiting.balances == {("C-1", "EUR"): "1000.00"}
    assert story.on("2026-02-20").open == {}
    assert story.on("2026-02-20").balances == {}
    booked = story.on("2026-01-20", bills_settle="receipt")
    assert booked.open == {}
    assert booked.balances == {}


def test_a_disputed_delivery_is_passed_over_until_the_dispute_is_settled(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00, Disputed On: 2026-01-10, Dispute Settled On: 2026-03-01
        2026-01-20 delivery INV-2 to C-1 of 400.00
        2026-02-01 receipt R-1 from C-1 of 1000.00
    """)
    disputed = story.on("2026-02-28")
    assert disputed.paid == ["R-1 INV-2 400.00 oldest"]
    assert disputed.aged("disputed") == {("C-1", "EUR"): "1000.00"}
    assert disputed.unapplied == {"R-1": "600.00"}
    assert story.on("2026-02-28", pass_over_disputed="no").open == {"INV-2": "400.00"}
    settled = story.on("2026-03-01")
    assert settled.paid == ["R-1 INV-1 1000.00 oldest"]
    assert settled.open == {"INV-2": "400.00"}


def test_a_receipt_that_names_the_disputed_delivery_settles_it(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00, Disputed On: yes
        2026-01-20 delivery INV-2 to C-1 of 400.00
        2026-02-01 receipt R-1 from C-1 of 1000.00, Applies To: INV-1
    """)
    day = story.on("2026-02-28")
    assert day.paid == ["R-1 INV-1 1000.00 named"]
    assert any("count from the date of the document" in fault for fault in day.faults)


def test_names_go_first_and_take_no_more_than_they_say(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00
        2026-01-20 delivery INV-2 to C-1 of 400.00
        2026-01-25 delivery INV-3 to C-1 of 400.00
        2026-02-01 receipt R-1 from C-1 of 900.00, Applies To: INV-3; INV-2:150.00
    """)
    assert story.on("2026-02-01").paid == [
        "R-1 INV-3 400.00 named",
        "R-1 INV-2 150.00 named",
        "R-1 INV-1 350.00 oldest",
    ]


def test_credit_notes_and_negative_deliveries_settle_before_receipts(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00
        2026-01-10 receipt R-1 from C-1 of 500.00
        2026-01-20 delivery RET-1 to C-1 of -300.00
        2026-01-25 credit CN-1 to C-1 of 100.00
    """)
    day = story.on("2026-01-31")
    assert day.paid == ["RET-1 INV-1 300.00 oldest", "CN-1 INV-1 100.00 oldest", "R-1 INV-1 500.00 oldest"]
    assert day.open == {"INV-1": "100.00"}


def test_an_overpayment_waits_as_unapplied_cash_for_a_later_delivery(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00
        2026-01-10 receipt R-1 from C-1 of 1300.00
        2026-02-05 delivery INV-2 to C-1 of 500.00
    """)
    assert story.on("2026-02-04").unapplied == {"R-1": "300.00"}
    assert story.on("2026-02-04").balances == {("C-1", "EUR"): "-300.00"}
    later = story.on("2026-02-05")
    assert later.paid == ["R-1 INV-1 1000.00 oldest", "R-1 INV-2 300.00 oldest"]
    assert later.open == {"INV-2": "200.00"}


def test_a_deposit_is_kept_for_its_order(story: Story) -> None:
    story.tells("""
        2026-01-02 delivery INV-1 to C-1 of 1000.00
        2026-01-05 order O-1 from C-1 of 800.00
        2026-01-06 receipt R-1 from C-1 of 500.00, Applies To: O-1
        2026-02-01 delivery INV-2 to C-1 of 300.00, Order No: O-1
        2026-02-09 delivery INV-3 to C-1 of 500.00, Order No: O-1
    """)
    assert story.on("2026-01-31").unapplied == {"R-1": "500.00"}
    partly = story.on("2026-02-01")
    assert partly.paid == ["R-1 INV-2 300.00 named"]
    assert partly.unapplied == {"R-1": "200.00"}
    assert story.on("2026-02-09").open == {"INV-1": "1000.00", "INV-3": "300.00"}


def test_two_deposits_for_one_order_reach_all_its_deliveries(story: Story) -> None:
    story.tells("""
        2026-01-02 delivery INV-1 to C-1 of 1000.00
        2026-01-05 order O-1 from C-1 of 300.00
        2026-01-06 receipt R-1 from C-1 of 100.00, Applies To: O-1
        2026-01-07 receipt R-2 from C-1 of 150.00, Applies To: O-1
        2026-02-01 delivery INV-2 to C-1 of 100.00, Order No: O-1
        2026-02-02 delivery INV-3 to C-1 of 100.00, Order No: O-1
    """)
    day = story.on("2026-02-02")
    assert day.paid == ["R-1 INV-2 100.00 named", "R-2 INV-3 100.00 named"]
    assert day.unapplied == {"R-2": "50.00"}


def test_what_an_order_no_longer_needs_is_free_for_the_oldest(story: Story) -> None:
    story.tells("""
        2026-01-02 delivery INV-1 to C-1 of 1000.00
        2026-01-05 order O-1 from C-1 of 800.00, Cancelled On: 2026-01-20
        2026-01-06 receipt R-1 from C-1 of 500.00, Applies To: O-1
    """)
    assert story.on("2026-01-19").unapplied == {"R-1": "500.00"}
    assert story.on("2026-01-20").paid == ["R-1 INV-1 500.00 oldest"]


def test_the_cash_discount_is_earned_by_the_last_day_and_missed_a_day_later(story: Story) -> None:
    story.tells("""
        customer C-1, Terms: 2/10 NET 30
        customer C-2, Terms: 2/10 NET 30
        2026-01-05 delivery INV-1 to C-1 of 1000.00
        2026-01-15 receipt R-1 from C-1 of 980.00
        2026-01-05 delivery INV-2 to C-2 of 1000.00
        2026-01-16 receipt R-2 from C-2 of 980.00
    """)
    day = story.on("2026-01-31")
    assert day.paid == [
        "R-1 INV-1 980.00 oldest",
        "R-1 INV-1 20.00 discount",
        "R-2 INV-2 980.00 oldest",
    ]
    assert day.open == {"INV-2": "20.00"}
    on_time, late = story.issues("2026-01", "2026-02-01")
    assert [(movement.line.kind, movement.line.amount_minor) for movement in on_time.movements] == [
        ("invoice", 100_000),
        ("receipt", -98_000),
        ("discount", -2_000),
    ]
    assert late.closing_minor == 2_000


def test_who_pays_in_full_and_in_time_has_the_discount_left_on_account(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 999.99, Terms: 2/10 NET 30
        2026-01-15 receipt R-1 from C-1 of 999.99
    """)
    day = story.on("2026-01-31")
    assert day.paid == ["R-1 INV-1 979.99 oldest", "R-1 INV-1 20.00 discount"]
    assert day.unapplied == {"R-1": "20.00"}


def test_a_rest_within_tolerance_is_written_off_with_the_receipt(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00
        2026-02-01 receipt R-1 from C-1 of 999.60
    """)
    assert story.on("2026-02-01").open == {"INV-1": "0.40"}
    forgiven = story.on("2026-02-01", tolerance="0.50")
    assert forgiven.paid == ["R-1 INV-1 999.60 oldest", "R-1 INV-1 0.40 tolerance"]
    assert forgiven.open == {}
    (january,) = story.issues("2026-01", "2026-03-01", tolerance="0.50")
    (february,) = story.issues("2026-02", "2026-03-01", tolerance="0.50")
    assert january.closing_minor == february.opening_minor == 100_000
    assert [movement.line.kind for movement in february.movements] == ["receipt", "tolerance"]
    assert february.closing_minor == 0


def test_a_refund_takes_from_the_receipt_it_names_else_from_what_is_on_account(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 100.00
        2026-01-10 receipt R-1 from C-1 of 150.00
        2026-01-11 receipt R-2 from C-1 of 70.00
        2026-01-20 receipt RF-1 from C-1 of -70.00, Applies To: R-2
        2026-01-25 receipt RF-2 from C-1 of -50.00
    """)
    named = story.on("2026-01-20")
    assert named.paid == ["R-2 RF-1 70.00 refund", "R-1 INV-1 100.00 oldest"]
    assert named.unapplied == {"R-1": "50.00"}
    both = story.on("2026-01-25")
    assert both.unapplied == {}
    assert both.open == {}
    assert "R-1 RF-2 50.00 refund" in both.paid


def test_a_refund_beyond_the_cash_on_account_is_owed(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 100.00
        2026-01-10 receipt R-1 from C-1 of 130.00
        2026-01-20 receipt RF-1 from C-1 of -50.00
    """)
    assert story.on("2026-01-31").open == {"RF-1": "20.00"}


def test_each_currency_stands_alone(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 100.00 USD
        2026-01-06 delivery INV-2 to C-1 of 9000 KRW
        2026-01-10 receipt R-1 from C-1 of 500.00 EUR
    """)
    day = story.on("2026-01-31")
    assert day.paid == []
    assert day.balances == {("C-1", "EUR"): "-500.00", ("C-1", "KRW"): "9000", ("C-1", "USD"): "100.00"}


def test_a_missing_rate_is_a_fault_only_where_a_total_needs_it(story: Story) -> None:
    story.tells("""
        customer C-1, Credit Limit: 1000, Currency: EUR
        customer C-2, Currency: EUR
        2026-01-05 delivery INV-1 to C-1 of 100.00 USD
        2026-01-05 delivery INV-2 to C-2 of 100.00 USD
    """)
    missing = story.on("2026-02-28")
    assert missing.balances == {("C-1", "USD"): "100.00", ("C-2", "USD"): "100.00"}
    assert missing.level("C-1") == missing.level("C-2") == 3  # the days past due of both still answer
    assert [fault for fault in missing.faults if "rate" in fault and "USD" in fault]
    story.tells("2026-01-01 rate USD of 0.9")
    assert not [fault for fault in story.on("2026-02-28").faults if "USD" in fault]


def test_settled_on_stands_for_a_receipt_in_full(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 100.00, Settled On: 2026-02-10
        2026-01-06 delivery INV-2 to C-1 of 50.00
        2026-01-07 delivery RET-1 to C-1 of -20.00, Settled On: 2026-02-11
    """)
    assert story.on("2026-02-09").open == {"INV-1": "80.00", "INV-2": "50.00"}
    paid = story.on("2026-02-11")
    assert "INV-1 settled INV-1 100.00 named" in paid.paid
    assert paid.open == {"INV-2": "50.00"}
    assert paid.balances == {("C-1", "EUR"): "50.00"}
