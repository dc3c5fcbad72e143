"""CAN_SHIP (C1): each level's answer, deposits, orders on the sheet and beside it, columns, and what is wrong."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from arxl.functions.catalogue import function_named
from arxl.functions.worksheet import Sheet, answer

AS_OF = dt.date(2026, 10, 20)
NAMES = [argument.name for argument in function_named("CAN_SHIP").arguments]
DELIVERIES = (("Document No", "Customer ID", "Date", "Amount"), ("INV-1", "C-1", dt.date(2026, 10, 1), 100.0))
RECEIPTS = (("Receipt No", "Customer ID", "Date", "Amount", "Applies To"),)
ORDERS = (("Order No", "Customer ID", "Date", "Amount"),)
CUSTOMERS = (("Customer ID", "Credit Limit", "Currency"), ("C-1", 1000.0, None), ("C-2", None, "USD"))


def ask(customer: Any = None, amount: Any = None, order_no: Any = None, **given: Any) -> Any:
    """CAN_SHIP on the day."""
    asked = {
        **{"deliveries": DELIVERIES, "receipts": RECEIPTS, "as_of": AS_OF, "currency": "EUR", "customers": CUSTOMERS},
        **{"customer": customer, "amount": amount, "order_no": order_no},
        **given,
    }
    return answer("CAN_SHIP", *(asked.get(name) for name in NAMES))


def always(level: int) -> Any:
    """Rules under which a customer with anything open has the level."""
    return (("Metric", "Level", "A"), ("overdue amount", float(level), 0.0))


def deposit(amount: float, order: str = "O-1") -> Any:
    return (*RECEIPTS, ("R-1", "C-1", dt.date(2026, 10, 2), amount, order))


# --- levels ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "begins"),
    [
        (0, "Yes."),
        (1, "Yes. Level 1, remind: 0.00 EUR is past due."),
        (2, "Reduced to 100.00 EUR, in fewer lines. Level 2, reduced: 0.00 EUR is past due."),
        (3, "Reduced to 100.00 EUR, without promotional goods, samples, rebates and site discount; new and best-"),
        (4, "Prepaid only: of 200.00 EUR, 0.00 EUR is deposited and 200.00 EUR missing. Level 4, cash before del"),
        (5, "No. Level 5, stop: 0.00 EUR is past due."),
        (6, "No. Level 6, recover goods, hand to counsel: 0.00 EUR is past due."),
    ],
)
def test_every_level_has_its_answer(level: int, begins: str) -> None:
    assert ask("C-1", 200.0, rules=always(level)).startswith(begins)


def test_the_share_of_an_order_is_policys_and_rounds_half_up() -> None:
    policy = (("Key", "Value"), ("orders_reduced_percent", "33"))
    assert ask("C-1", 100.5, rules=always(2), policy=policy).startswith("Reduced to 33.17 EUR")
    more = (("Key", "Value"), ("orders_reduced_percent", "150"))
    assert ask("C-1", 100.0, rules=always(2), policy=more).startswith("Reduced to 100.00 EUR")


def test_an_order_counts_in_the_exposure() -> None:
    assert ask("C-1", 600.0) == "Yes."
    assert ask("C-1", 700.0).startswith("Yes. Level 1, remind: The exposure of 800.00 EUR is 80 % of the limit")
    assert ask("C-1", 900.0).startswith("Reduced to 450.00 EUR, in fewer lines. Level 2, reduced: The exposure of 1,0")
    assert ask("C-1", 1100.0).startswith("Prepaid only")


def test_an_order_of_the_sheet_counts_once() -> None:
    orders = (*ORDERS, ("O-1", "C-1", dt.date(2026, 10, 5), 600.0))
    assert ask("C-1", 600.0, "O-1", orders=orders) == "Yes."
    assert ask("C-1", 700.0, "O-1", orders=orders).startswith("Yes. Level 1"), "what is more than ordered is new"
    assert ask("C-1", 600.0, "O-2", orders=orders).startswith("Prepaid only"), "another order comes on top"


def test_a_part_that_is_delivered_is_no_order_any_more() -> None:
    deliveries = ((*DELIVERIES[0], "Order No"), ("INV-1", "C-1", dt.date(2026, 10, 1), 400.0, "O-1"))
    orders = (*ORDERS, ("O-1", "C-1", dt.date(2026, 9, 5), 600.0))
    (row,) = ask(deliveries=deliveries, orders=orders)
    assert row[:6] == ("O-1", "C-1", "EUR", 200.0, "yes", 200.0)


# --- deposits -------------------------------------------------------------------------------------------------------


def test_what_is_prepaid_ships_below_stop() -> None:
    orders = (*ORDERS, ("O-1", "C-1", dt.date(2026, 10, 5), 200.0))
    given: dict[str, Any] = {"orders": orders, "receipts": deposit(200.0)}
    for level in (2, 4):
        assert ask("C-1", 200.0, "O-1", rules=always(level), **given).startswith("Yes, with its deposit of 200.00 EUR.")
    assert ask("C-1", 200.0, "O-1", rules=always(3), **given).startswith("Yes, with its deposit of 200.00 EUR, but wi")
    assert ask("C-1", 200.0, "O-1", rules=always(5), **given).startswith("No.")
    part = {**given, "receipts": deposit(150.0)}
    assert ask("C-1", 200.0, "O-1", rules=always(2), **part).startswith("Reduced to 150.00 EUR"), "more than half"
    assert ask("C-1", 200.0, "O-1", rules=always(4), **part).startswith(
        "Prepaid only: of 200.00 EUR, 150.00 EUR is deposited and 50.00 EUR missing."
    )


def test_a_deposit_is_for_its_own_order() -> None:
    orders = (*ORDERS, ("O-1", "C-1", dt.date(2026, 10, 5), 200.0))
    given: dict[str, Any] = {"orders": orders, "receipts": deposit(200.0), "rules": always(4)}
    for other in ("O-2", None):
        text = ask("C-1", 200.0, other, **given)
        assert text.startswith("Prepaid only: of 200.00 EUR, 0.00 EUR is deposited and 200.00 EUR missing.")


def test_a_receipt_that_names_an_order_unknown_to_the_book_is_no_deposit() -> None:
    text = ask("C-1", 200.0, "O-1", receipts=deposit(200.0), rules=always(4))
    assert text.startswith("Prepaid only: of 200.00 EUR, 0.00 EUR is deposited"), "it settles the oldest items"


def test_a_better_level_never_ships_less() -> None:
    for paid in (0.0, 50.0, 120.0, 200.0, 500.0):
        receipts = deposit(paid) if paid else RECEIPTS
        orders = (*ORDERS, ("O-1", "C-1", dt.date(2026, 10, 5), 200.0))
        ships = [ask(orders=orders, receipts=receipts, rules=always(level))[0][5] for level in range(7)]
        assert ships == sorted(ships, reverse=True)


# --- overrides, release days, rates ---------------------------------------------------------------------------------


def test_an_override_decides() -> None:
    decisions = (
        ("Date", "Customer ID", "Kind", "Value", "By", "Reason", "Until"),
        (dt.date(2026, 10, 15), "C-1", "override", "0", "Ana", "pays tomorrow", dt.date(2026, 10, 31)),
    )
    text = ask("C-1", 5000.0, decisions=decisions)
    assert text.startswith(
        "Yes. Level 0, normal: Level 0 by decision of Ana until 2026-10-31: pays tomorrow. The rules"
    )


def test_a_level_that_is_held_decides() -> None:
    bounced = ((*RECEIPTS[0], "Bounced On"), ("R-1", "C-1", dt.date(2026, 10, 2), 900.0, None, dt.date(2026, 10, 16)))
    deliveries = (*DELIVERIES, ("INV-2", "C-1", dt.date(2026, 8, 1), 900.0))
    receipts = (*bounced, ("R-2", "C-1", dt.date(2026, 10, 19), 900.0, None, None))
    text = ask("C-1", 100.0, deliveries=deliveries, receipts=receipts)
    assert "was triggered on" in text


def test_a_total_of_two_currencies_wants_a_rate() -> None:
    """The limit of C-2 is in dollars; one of its deliveries is in euros."""
    dollars = (("Customer ID", "Credit Limit", "Currency"), ("C-1", 1000.0, None), ("C-2", 1000.0, "USD"))
    deliveries = (
        (*DELIVERIES[0], "Currency"),
        (*DELIVERIES[1], None),
        ("INV-2", "C-2", dt.date(2026, 9, 1), 10.0, None),
        ("INV-3", "C-2", dt.date(2026, 10, 1), 10.0, "EUR"),
    )
    given: dict[str, Any] = {"customers": dollars, "deliveries": deliveries}
    assert ask("C-2", 900.0, **given).startswith("rates: there is no rate for USD on or before 2026-10-20.")
    assert ask((("C-2",),), 900.0, **given)[0][0].startswith("rates: there is no rate for USD")
    assert ask("C-1", 100.0, **given) == "Yes.", "the others need none"
    rates = (("Currency", "Date", "Rate"), ("USD", dt.date(2026, 1, 1), 0.5))
    assert ask("C-2", 980.0, rates=rates, **given).startswith("Reduced to 490.00 USD")
    leave_out = (("Key", "Value"), ("faulty_rows", "leave-out"))
    assert ask("C-2", 980.0, policy=leave_out, **given).startswith("Reduced to 490.00 USD"), "other rules still answer"


def test_an_account_in_one_currency_wants_no_rate() -> None:
    """Nothing is added up across currencies, however late the customer is."""
    dollars = (("Customer ID", "Credit Limit", "Currency"), ("C-2", 1000.0, "USD"))
    deliveries = (DELIVERIES[0], ("INV-2", "C-2", dt.date(2026, 9, 1), 10.0))
    given: dict[str, Any] = {"customers": dollars, "deliveries": deliveries}
    assert ask("C-2", 900.0, **given).startswith("Reduced to 450.00 USD")
    rules = (("Metric", "Level", "A"), ("overdue amount", 2.0, 5.0))
    assert ask("C-2", 900.0, rules=rules, **given).startswith("rates: there is no rate for USD"), "in euros"


def test_a_share_of_the_limit_that_is_not_reached_is_not_said() -> None:
    assert ask("C-1", 1099.0) == (
        "Reduced to 549.50 EUR, in fewer lines. Level 2, reduced: "
        "The exposure of 1,199.00 EUR is 119 % of the limit of 1,000.00 EUR."
    )


def test_an_order_without_its_customer_is_said() -> None:
    said = "customer: the argument is missing. Give the customer who orders, or leave out amount and order_no too."
    assert ask(None, 100.0) == ask(None, None, "O-1") == said


# --- columns, tables, wrong arguments -------------------------------------------------------------------------------


def test_a_column_of_orders() -> None:
    customers = (("C-1",), ("C-2",), (None,), ("C-9",), ("C-1",))
    amounts = ((600.0,), ("1.200,50 $",), (5.0,), (5.0,), ("abc",))
    found = ask(customers, amounts)
    assert [row[0] for row in found[:3]] == ["Yes.", "Yes.", ""]
    assert found[3][0].startswith('customer: no customer of the book has the id "C-9".')
    assert found[4][0].startswith('amount: "abc" is no number.')
    assert ask(customers, 600.0)[4] == ("Yes.",), "one amount for all"
    assert ask(customers, ((1.0,), (2.0,))).startswith("amount: the range has 2 cells, customer has 5.")


@pytest.mark.parametrize(
    ("amount", "begins"),
    [
        (None, "amount: the argument is missing. Give the amount of the order."),
        (-5.0, "amount: the order is of -5.00 EUR. Give one above 0."),
        (19.995, "amount: amount 19.995 has 3 decimals; EUR allows 2."),
        ("50 %", "amount: the amount is a percentage."),
        ("5 USD", "amount: the amount is in USD, the row in EUR."),
        ("#N/A", "amount: the cell holds the error #N/A."),
        (1e15, "amount: amount 1000000000000000 is larger than a spreadsheet keeps exactly."),
    ],
)
def test_a_wrong_amount_is_said(amount: object, begins: str) -> None:
    assert ask("C-1", amount).startswith(begins)


def test_without_a_customer_every_open_order_is_answered() -> None:
    orders = (
        *ORDERS,
        ("O-1", "C-1", dt.date(2026, 10, 5), 600.0),
        ("O-2", "C-2", dt.date(2026, 10, 5), 70.0),
        ("O-3", "C-1", dt.date(2026, 12, 5), 70.0),
    )
    rows = ask(orders=orders)
    assert [row[:6] for row in rows] == [
        ("O-1", "C-1", "EUR", 600.0, "yes", 600.0),
        ("O-2", "C-2", "USD", 70.0, "yes", 70.0),
    ]
    assert ask() == (("There is nothing to show on 2026-10-20.",),)


def test_wrong_rules_are_said() -> None:
    rules = (("Metric", "Level", "A"), ("phase of the moon", 2.0, 1.0))
    assert ask("C-1", 5.0, rules=rules).startswith('rules!A2: there is no metric "phase of the moon".')


def test_the_answer_is_in_the_language_of_the_sheet() -> None:
    given = (DELIVERIES, RECEIPTS, AS_OF, None, CUSTOMERS, "EUR", None, "C-1", 900.0)
    text = answer("CAN_SHIP", *given, sheet=Sheet(language="es"))
    assert "450,00 €" in str(text), "amounts are written as the language writes them"
