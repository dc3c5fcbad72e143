"""What INTEREST says of a debtor's story, and INTEREST_ON of one amount (practice C5)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from arxl.functions.worksheet import Sheet, answer

DELIVERIES = ("Document No", "Customer ID", "Date", "Due Date", "Amount", "Currency", "Kind")
RECEIPTS = ("Receipt No", "Customer ID", "Date", "Amount", "Applies To", "Bounced On", "Currency")
DECISIONS = ("Date", "Customer ID", "Kind", "Reference")
TEN_PERCENT = (("Date", "Interest Rate"), (dt.date(2026, 1, 1), "10%"))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2026-{text}")


def owed(number: str = "INV-1", amount: float = 1000.0, due: str = "10-01", **more: Any) -> tuple[object, ...]:
    row = {"date": day("09-01"), "currency": "EUR", "kind": "", "customer": "C-1"} | more
    return number, row["customer"], row["date"], day(due), amount, row["currency"], row["kind"]


def got(number: str, on: str, amount: float, **more: Any) -> tuple[object, ...]:
    row = {"applies_to": "", "bounced_on": None, "currency": "EUR"} | more
    return number, "C-1", day(on), amount, row["applies_to"], row["bounced_on"], row["currency"]


def notice(on: str, customer: str = "C-1", reference: str = "") -> tuple[object, ...]:
    return day(on), customer, "notice sent", reference


PAID = (got("R-1", "10-11", 400.0), got("R-2", "10-21", 600.0))
EARLY = (notice("09-15"),)


def charged(
    deliveries: Any,
    receipts: Any = (),
    notices: Any = EARLY,
    rates: Any = TEN_PERCENT,
    as_of: str = "12-31",
    **policy: str,
) -> Any:
    """Document -> interest; the sentence where there is one."""
    settings = (("Key", "Value"), *policy.items()) if policy else None
    rows = answer(
        "INTEREST",
        (DELIVERIES, *deliveries),
        (RECEIPTS, *receipts),
        day(as_of),
        *(None, None, "EUR", None),
        rates,
        (DECISIONS, *notices) if notices else None,
        *(None, None, None),
        settings,
    )
    if isinstance(rows, str) or len(rows[0]) == 1:
        return rows
    return {row[2]: row[-1] for row in rows}


def test_interest_is_reckoned_day_by_day_on_the_open_balance_and_survives_the_principal() -> None:
    assert charged([owed()], PAID, as_of="10-21") == {"INV-1": 4.38}
    assert charged([owed()], PAID) == {"INV-1": 4.38}


def test_without_notice_nothing_is_charged_unless_policy_says_from_due() -> None:
    assert charged([owed()], PAID, notices=()) == (("There is nothing to show on 2026-12-31.",),)
    assert charged([owed()], PAID, notices=(), from_due="yes") == {"INV-1": 4.38}


def test_interest_runs_from_the_later_of_due_date_and_notice() -> None:
    assert charged([owed()], PAID, [notice("10-11")]) == {"INV-1": 1.64}  # 600 over 10 days
    assert charged([owed()], PAID, [notice("10-11"), notice("09-02")]) == {"INV-1": 4.38}  # the first one counts
    assert charged([owed()], PAID, [notice("10-11")], from_due="yes") == {"INV-1": 4.38}


def test_a_notice_after_the_day_asked_about_does_not_count() -> None:
    assert charged([owed()], (), [notice("11-02")], as_of="11-01") == (("There is nothing to show on 2026-11-01.",),)


def test_a_notice_is_about_one_document_or_about_all_of_its_customer() -> None:
    both = [owed("INV-1"), owed("INV-2"), owed("INV-3", customer="C-2")]
    assert charged(both, (), [notice("09-15", reference="INV-2")]).keys() == {"INV-2"}
    assert charged(both, (), [notice("09-15", "", "INV-3")]).keys() == {"INV-3"}
    assert charged(both, (), [notice("09-15")]).keys() == {"INV-1", "INV-2"}


def test_grace_puts_the_start_off_and_bears_nothing() -> None:
    assert charged([owed()], PAID, interest_grace_days="5") == {"INV-1": 3.01}  # 1000 over 5 days, 600 over 10
    assert charged([owed()], PAID, interest_grace_days="20") == (("There is nothing to show on 2026-12-31.",),)


def test_a_rate_holds_from_its_own_day_on() -> None:
    rates = (("Date", "Interest Rate"), (day("01-01"), 0.1), (day("10-07"), 0.2))
    # 2 to 6 October at 10 %, 7 to 11 at 20 %, then 600 at 20 % through the 21st
    assert charged([owed()], PAID, rates=rates) == {"INV-1": round((1000 * (5 * 0.1 + 5 * 0.2) + 1200) / 365, 2)}


def test_a_currency_with_rates_of_its_own_takes_no_others() -> None:
    rates = (("Date", "Interest Rate", "Currency"), (day("01-01"), 0.1, None), (day("01-01"), 0.2, "KRW"))
    deliveries = [owed(), owed("INV-2", 365000.0, currency="KRW")]
    assert charged(deliveries, (), rates=rates, as_of="10-11") == {"INV-1": 2.74, "INV-2": 2000.0}


@pytest.mark.parametrize(
    ("basis", "interest"),
    [("ACT/365", 8.22), ("ACT/360", 8.33), ("30E/360", 8.06)],  # 30 actual days, 29 of months of 30
)
def test_days_are_counted_by_the_basis(basis: str, interest: float) -> None:
    assert charged([owed(due="10-02")], as_of="11-01", interest_basis=basis) == {"INV-1": interest}


def test_a_bounced_receipt_never_stopped_the_interest() -> None:
    bounced = [got("R-1", "10-11", 1000.0, bounced_on=day("10-31"))]
    assert charged([owed()], bounced, as_of="10-30") == {"INV-1": 2.74}
    assert charged([owed()], bounced, as_of="10-31") == {"INV-1": 8.22}


def test_a_debit_note_for_interest_bears_none_and_the_next_one_runs_from_there() -> None:
    note = owed("DN-1", 2.74, "10-11", date=day("10-11"), kind="interest")
    paid = (got("R-1", "10-11", 400.0, applies_to="INV-1"), got("R-2", "10-21", 600.0, applies_to="INV-1"))
    assert charged([owed(), note], paid) == {"INV-1": 1.64}
    assert charged([owed(), note], paid, as_of="10-11") == (("There is nothing to show on 2026-10-11.",),)


def test_what_is_not_due_or_paid_in_time_needs_no_rate() -> None:
    late_rates = (("Date", "Interest Rate"), (day("12-01"), 0.1))
    deliveries = [owed(due="10-01"), owed("INV-2", 500.0, "12-20")]
    in_time = [got("R-1", "09-20", 1000.0)]
    assert charged(deliveries, in_time, rates=late_rates) == {"INV-2": 1.51}


def test_a_day_without_a_rate_is_named() -> None:
    late_rates = (("Date", "Interest Rate"), (day("12-01"), 0.1))
    text = charged([owed()], (), rates=late_rates)
    assert text == (
        "interest_rates: there is no interest rate for EUR on or before 2026-10-02. "
        "Add a row with Date and Interest Rate."
    )
    left_out = charged([owed(), owed("INV-2", 500.0, "12-20")], (), rates=late_rates, faulty_rows="leave-out")
    assert left_out == {"INV-2": 1.51}


def test_a_rate_that_is_a_percentage_without_its_sign_is_refused() -> None:
    text = charged([owed()], (), rates=(("Date", "Interest Rate"), (day("01-01"), 10.0)))
    assert text == "interest_rates!B2: 10 is no yearly rate from 0 to 1. Write 10 % as 10% or 0.1."


def test_a_notice_that_names_nothing_known_is_refused() -> None:
    text = charged([owed()], (), [notice("09-15", reference="INV-9")])
    assert text == (
        'decisions!D2: the notice names "INV-9", which is no document of its customer. '
        "Write a document's number, or leave the cell blank where all of them are meant."
    )
    text = charged([owed()], (), [notice("09-15", "")])
    assert text == "decisions!C2: the notice names neither a customer nor a document. Write whom it was sent to."


def test_headers_and_rates_in_another_language() -> None:
    rates = (("生效日期", "利率"), (day("01-01"), "10%"))
    assert charged([owed()], PAID, rates=rates) == {"INV-1": 4.38}


# --- one amount ----------------------------------------------------------------------------------------------------


def on(*given: object, **host: Any) -> Any:
    return answer("INTEREST_ON", *given, sheet=Sheet(**host))


def test_one_amount_from_its_due_date_to_the_day_it_was_paid() -> None:
    assert on(1000.0, day("10-01"), day("10-11"), 0.1, "EUR") == 2.74
    assert on("1.000,00 €", "2026-10-01", "2026-10-11", "10%", "EUR") == 2.74
    assert on(-1000.0, day("10-01"), day("10-11"), 0.1, "EUR") == -2.74
    assert on(0.0, day("10-01"), day("10-11"), 0.1, "EUR") == 0.0
    assert on(1.0, day("10-01"), day("10-11"), 0, "EUR") == 0.0
    assert on(1000.0, day("10-11"), day("10-01"), 0.1, "EUR") == 0.0


def test_serial_numbers_of_a_1904_book() -> None:
    first, last = (float((each - dt.date(1904, 1, 1)).days) for each in (day("10-01"), day("10-11")))
    assert on(1000.0, first, last, 0.1, "EUR", epoch_1904=True) == 2.74


def test_columns_keep_their_blanks_and_their_faults() -> None:
    amounts, due = ((1000.0,), (None,), (1.005,), (5.0,)), ((day("10-01"),), (day("10-01"),), (day("10-01"),), ("x",))
    assert on(amounts, due, day("10-11"), 0.1, "EUR") == (
        (2.74,),
        ("",),
        ("amount: amount 1.005 has 3 decimals; EUR allows 2. Correct the cell.",),
        ('due_date: "x" is no date. Write it as 2024-03-05.',),
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ((1000.0, day("10-01"), day("10-11"), 10.0, "EUR"), "rate: 10 is no yearly rate from 0 to 1."),
        ((1000.0, day("10-01"), day("10-11"), "much", "EUR"), 'rate: "much" is no number.'),
        ((1000.0, day("10-01"), day("10-11"), None, "EUR"), "rate: the argument is missing."),
        ((1000.0, day("10-01"), day("10-11"), 0.1), "currency: the argument is missing."),
        ((1000.0, day("10-01"), None, 0.1, "EUR"), "until: the argument is missing."),
        ((1000.0, day("10-01"), day("10-11"), 0.1, "EUR", "ACT/ACT"), 'basis: "ACT/ACT" is none of ACT/365,'),
        (("12 USD", day("10-01"), day("10-11"), 0.1, "EUR"), "amount: the amount is in USD, the row in EUR."),
        (("12%", day("10-01"), day("10-11"), 0.1, "EUR"), "amount: the amount is a percentage."),
        (("1.234", day("10-01"), day("10-11"), 0.1, "EUR"), 'amount: "1.234" can be read as 1234 or as 1.234'),
        ((1e15, day("10-01"), day("10-11"), 0.1, "EUR"), "amount: amount 1000000000000000 is larger than"),
        (("#N/A", day("10-01"), day("10-11"), 0.1, "EUR"), "amount: the cell holds the error #N/A."),
    ],
)
def test_a_wrong_argument_is_named(given: tuple[object, ...], sentence: str) -> None:
    text = on(*given)
    assert isinstance(text, str)
    assert text.startswith(sentence)
    assert text.endswith(".")
