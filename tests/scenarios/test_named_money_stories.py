"""Stories of money whose use someone wrote down (B2): names, deposits, and the mark that a delivery is settled."""

from __future__ import annotations

import pytest

from .story import Story, lines_of


def test_a_mark_and_a_receipt_for_the_same_delivery_pay_it_once(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00, Settled On: 2026-02-01
        2026-01-10 delivery INV-2 to C-1 of 500.00
        2026-02-01 receipt R-1 from C-1 of 1000.00, Applies To: INV-1
    """)
    day = story.on("2026-02-28")
    assert day.paid == ["R-1 INV-1 1000.00 named"]
    assert day.open == {"INV-2": "500.00"}
    assert day.unapplied == {}
    assert day.balances == {("C-1", "EUR"): "500.00"}
    assert [text for text in day.faults if "settled in" in text] == [
        "Receipts!E2: INV-1 is marked as settled in Deliveries!E2 too. "
        "Remove one of the two; until then the mark pays only what the receipts leave open."
    ]
    (_, february) = story.issues("2026-01", "2026-02-01") + story.issues("2026-02", "2026-03-01")
    assert lines_of(february) == ["2026-02-01 receipt R-1 -1000.00"]
    assert february.closing_minor == 50_000


def test_a_mark_pays_what_a_part_payment_and_a_credit_note_leave(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00, Settled On: 2026-01-20
        2026-01-06 delivery INV-2 to C-1 of 300.00
        2026-01-07 credit CN-1 to C-1 of 100.00, Applies To: INV-1
        2026-02-10 receipt R-1 from C-1 of 250.00, Applies To: INV-1
    """)
    assert story.on("2026-01-31").paid == ["CN-1 INV-1 100.00 named", "INV-1 settled INV-1 900.00 named"]
    later = story.on("2026-02-28")
    assert later.paid == [
        "CN-1 INV-1 100.00 named",
        "R-1 INV-1 250.00 named",
        "INV-1 settled INV-1 650.00 named",
    ]
    assert later.open == {"INV-2": "300.00"}
    assert later.unapplied == {}


def test_a_mark_in_time_leaves_no_discount_on_account(story: Story) -> None:
    story.tells("2026-01-05 delivery INV-1 to C-1 of 1000.00, Settled On: 2026-01-10, Terms: 2/10 NET 30")
    (january,) = story.issues("2026-01", "2026-02-01")
    assert story.on("2026-01-31").unapplied == {}
    assert lines_of(january) == [
        "2026-01-05 invoice INV-1 1000.00",
        "2026-01-10 receipt INV-1 settled -980.00",
        "2026-01-10 discount INV-1 settled -20.00",
    ]
    assert january.closing_minor == 0


def test_a_credit_note_after_the_last_day_earns_no_discount_in_hindsight(story: Story) -> None:
    story.tells("""
        2026-03-01 delivery INV-1 to C-1 of 1000.00, Terms: 2/10 NET 30
        2026-03-05 receipt R-1 from C-1 of 480.00
        2026-04-20 credit CN-1 to C-1 of 500.00
    """)
    assert story.on("2026-04-30").open == {"INV-1": "20.00"}


@pytest.mark.parametrize(
    ("names", "paid", "unapplied"),
    [
        ("O-1:60; INV-1", "40.00", "60.00"),
        ("INV-1; O-1:60", "100.00", None),
        ("O-1:600; INV-1", None, "100.00"),
    ],
)
def test_what_a_receipt_sets_aside_first_is_not_there_for_its_later_names(
    story: Story, names: str, paid: str | None, unapplied: str | None
) -> None:
    story.tells(f"""
        2026-01-05 delivery INV-1 to C-1 of 1000.00
        2026-02-01 order O-1 from C-1 of 550.00
        2026-02-02 receipt R-1 from C-1 of 100.00, Applies To: {names}
    """)
    day = story.on("2026-02-03")
    assert day.paid == ([f"R-1 INV-1 {paid} named"] if paid else [])
    assert day.unapplied == ({"R-1": unapplied} if unapplied else {})


def test_an_order_that_lacks_less_sets_less_aside(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00
        2026-02-01 order O-1 from C-1 of 30.00
        2026-02-02 receipt R-1 from C-1 of 100.00, Applies To: O-1:60; INV-1
    """)
    day = story.on("2026-02-03")
    assert day.paid == ["R-1 INV-1 70.00 named"]
    assert day.unapplied == {"R-1": "30.00"}


def test_money_waits_for_a_document_that_is_not_there_yet(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00
        2026-03-01 delivery INV-2 to C-1 of 300.00
        2026-02-01 receipt R-1 from C-1 of 500.00, Applies To: INV-2:300
        2026-02-02 receipt R-2 from C-1 of 80.00, Applies To: INV-2
        2026-02-03 credit CN-1 to C-1 of 7.00, Applies To: INV-2
    """)
    february, march = story.on("2026-02-28"), story.on("2026-03-01")
    assert february.paid == ["R-1 INV-1 200.00 oldest"]
    assert february.unapplied == {"CN-1": "7.00", "R-1": "300.00", "R-2": "80.00"}
    assert march.paid[0] == "R-1 INV-2 300.00 named"
    assert march.unapplied == {}


def test_a_deposit_waits_for_an_order_that_only_its_deliveries_tell_of(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00
        2026-03-05 delivery INV-2 to C-1 of 300.00, Order No: O-1
        2026-03-06 delivery INV-3 to C-1 of 300.00, Order No: O-1
        2026-02-01 receipt R-1 from C-1 of 500.00, Applies To: O-1
    """)
    assert story.on("2026-03-04").paid == []
    assert story.on("2026-03-04").unapplied == {"R-1": "500.00"}
    assert story.on("2026-03-05").paid == ["R-1 INV-2 300.00 named", "R-1 INV-1 200.00 oldest"]
    assert story.on("2026-03-06").open == {"INV-1": "1000.00", "INV-3": "100.00"}


def test_a_deposit_waits_for_an_order_confirmed_after_it_and_then_for_what_the_order_lacks(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 1000.00
        2026-02-01 receipt R-1 from C-1 of 500.00, Applies To: O-1
        2026-02-03 order O-1 from C-1 of 350.00, Cancelled On: 2026-04-01
    """)
    assert story.on("2026-02-02").unapplied == {"R-1": "500.00"}
    assert story.on("2026-02-03").unapplied == {"R-1": "350.00"}
    assert story.on("2026-04-01").unapplied == {}


def test_a_receipt_in_another_currency_than_the_document_it_names_says_so(story: Story) -> None:
    story.tells("""
        2026-01-01 rate USD of 0.9
        2026-01-05 delivery INV-1 to C-1 of 100.00 EUR
        2026-01-06 delivery INV-2 to C-1 of 100.00 USD
        2026-02-01 receipt R-1 from C-1 of 50.00 USD, Applies To: INV-1
    """)
    day = story.on("2026-02-28")
    assert day.faults == [
        "Receipts!F2: INV-1 is in EUR, the row in USD. Correct the number; until then it settles the oldest items."
    ]
    assert day.paid == ["R-1 INV-2 50.00 oldest"]


def test_an_amount_finer_than_its_currency_is_not_cut(story: Story) -> None:
    story.tells("""
        2026-01-05 delivery INV-1 to C-1 of 100.00
        2026-01-06 delivery INV-2 to C-1 of 100.00
        2026-02-01 receipt R-1 from C-1 of 50.00, Applies To: INV-2:5.0059
        2026-02-02 receipt R-2 from C-1 of 10.00, Applies To: INV-2:5.0100
    """)
    day = story.on("2026-02-28")
    assert day.faults == [
        "Receipts!E2: amount 5.0059 has 4 decimals; EUR allows 2. "
        "Write it as 1200.50; until then it settles the oldest items."
    ]
    assert day.paid == ["R-2 INV-2 5.01 named", "R-1 INV-1 50.00 oldest", "R-2 INV-1 4.99 oldest"]
