"""Stories of sell-through (B7): what is sold, what is paid of it, and what helps the rest to sell."""

from __future__ import annotations

from typing import Any

import pytest

from .story import CommandLine, Story


@pytest.fixture
def shop(story: Story) -> Story:
    """Three deliveries to one shop, and one to another that sells the same lamps."""
    return story.tells("""
        2026-03-02 delivery INV-1 to C-1 of 1000.00, Goods: 20 lamps, Due Date: 2026-05-01
        2026-03-02 delivery INV-2 to C-1 of 500.00, Goods: 10 chairs, Due Date: 2026-04-01
        2026-03-02 delivery INV-3 to C-1 of 800.00, Goods: 16 lamps, Due Date: 2026-04-01
        2026-03-05 delivery INV-4 to C-2 of 600.00, Goods: 12 Lamps, Due Date: 2026-04-04
        2026-03-30 receipt R-1 from C-1 of 250.00, Applies To: INV-1
        2026-03-30 receipt R-4 from C-2 of 600.00
    """)


def reported(story: Story, arxl: CommandLine, day: str) -> Any:
    return arxl("sell-through", story.path, "--as-of", day, "--format", "json").json


def test_what_is_sold_stands_beside_what_is_paid(shop: Story, arxl: CommandLine) -> None:
    shop.tells("2026-04-10 report INV-1 from C-1 of 85, Stock Value: 150")
    (row,) = reported(shop, arxl, "2026-04-12")["sell_through"]
    assert (row["sold"], row["paid"], row["sold_unpaid"], row["stock_value"]) == ("0.85", "0.25", "600.00", "150.00")
    assert (row["turn"], row["why"]) == ("collect now", ["85 % are sold: the best moment to collect."])


def test_80_percent_is_the_moment_and_policy_says_so(shop: Story, arxl: CommandLine) -> None:
    shop.tells("2026-04-10 report INV-1 from C-1 of 79")
    assert [row["turn"] for row in reported(shop, arxl, "2026-04-12")["sell_through"]] == ["wait"]
    shop.tells("policy sold_percent_due, Value: 79")
    assert [row["turn"] for row in reported(shop, arxl, "2026-04-12")["sell_through"]] == ["collect now"]


def test_what_sells_elsewhere_wants_training_and_what_does_not_an_exchange(shop: Story, arxl: CommandLine) -> None:
    shop.tells("""
        2026-04-10 report INV-2 from C-1 of 0
        2026-04-10 report INV-3 from C-1 of 20
        2026-04-10 report INV-4 from C-2 of 90
    """)
    rows = {row["document"]: (row["turn"], row["why"]) for row in reported(shop, arxl, "2026-04-12")["sell_through"]}
    assert rows["INV-2"] == ("exchange", ["Nothing more was sold from 2026-03-02 to 2026-04-10."])
    assert rows["INV-3"] == ("training", ["Others sold 90 % of the same goods, this customer 20 %: they can be sold."])
    assert rows["INV-4"] == ("wait", [])  # it is paid


def test_what_is_not_overdue_waits(shop: Story, arxl: CommandLine) -> None:
    shop.tells("2026-03-31 report INV-2 from C-1 of 0")
    assert [row["turn"] for row in reported(shop, arxl, "2026-04-01")["sell_through"]] == ["wait"]
    assert [row["turn"] for row in reported(shop, arxl, "2026-04-02")["sell_through"]] == ["promotion"]


def test_a_measure_is_followed_from_before_to_after(shop: Story, arxl: CommandLine) -> None:
    shop.tells("""
        2026-04-10 report INV-3 from C-1 of 20
        2026-04-12 measure promotion to C-1, Document No: INV-3
    """)
    (row,) = reported(shop, arxl, "2026-04-15")["sell_through"]
    assert (row["turn"], row["why"]) == ("wait", ["promotion runs since 2026-04-12."])
    shop.tells("""
        2026-05-04 report INV-3 from C-1 of 25
        2026-04-12 measure training to C-1, Ended On: 2026-05-02, Result: little
    """)
    measures = reported(shop, arxl, "2026-05-05")["sales_support"]
    assert [(row["measure"], row["status"], row["before"], row["after"]) for row in measures] == [
        ("promotion", "running", "0.2", "0.25"),
        ("training", "done", "0.2", "0.25"),
    ]


def test_what_was_tried_gives_way_to_the_next(shop: Story, arxl: CommandLine) -> None:
    shop.tells("""
        2026-04-10 report INV-3 from C-1 of 20
        2026-04-12 measure promotion to C-1, Document No: INV-3, Ended On: 2026-04-30
        2026-05-04 report INV-3 from C-1 of 25
    """)
    (row,) = reported(shop, arxl, "2026-05-05")["sell_through"]
    assert (row["turn"], row["why"]) == ("exchange", ["25 % were sold in 63 days. Tried before: promotion."])


def test_a_report_of_a_product_is_about_the_deliveries_that_hold_it(shop: Story, arxl: CommandLine) -> None:
    (shop.path / "Stock.csv").write_text("Customer ID,Date,Product,Sold %,Stock Value\nC-1,2026-04-10,lamps,90%,180\n")
    told = reported(shop, arxl, "2026-04-12")
    assert {row["document"]: row["turn"] for row in told["sell_through"]} == {
        "INV-1": "collect now",
        "INV-3": "collect now",
    }
    (product,) = told["products_sold"]
    assert (product["product"], product["deliveries"], product["amount"]) == ("lamps", 2, "1800.00")
    assert (product["sold"], product["stock_value"]) == ("0.9", "180.00")


def test_terms_that_wait_for_the_sale_hear_of_products(story: Story) -> None:
    story.tells("""
        2026-03-02 delivery INV-1 to C-1 of 1000.00, Goods: 20 lamps, Terms: SOLD 80/60
        2026-03-02 delivery INV-2 to C-1 of 1000.00, Goods: 20 lamps and 3 chairs, Terms: SOLD 80/60
        2026-03-02 delivery INV-3 to C-1 of 1000.00, Goods: 3 chairs, Terms: SOLD 80/60
    """)
    (story.path / "Stock.csv").write_text(
        "Customer ID,Date,Product,Sold %\nC-1,2026-03-20,lamps,80%\n"
        "C-1,2026-03-18,chairs,10%\nC-1,2026-03-25,chairs,85%\n"
        "Customer ID,Date,Product,Sold %\n"
        "C-1,2026-03-20,lamps,80%\nC-1,2026-03-18,chairs,10%\nC-1,2026-03-25,chairs,85%\n"
    )
    assert story.on("2026-03-19").due == dict.fromkeys(("INV-1", "INV-2", "INV-3"), "2026-05-01")
    assert story.on("2026-03-21").due == {"INV-1": "2026-03-20", "INV-2": "2026-05-01", "INV-3": "2026-05-01"}
    assert story.on("2026-03-26").due == {"INV-1": "2026-03-20", "INV-2": "2026-03-25", "INV-3": "2026-03-25"}
