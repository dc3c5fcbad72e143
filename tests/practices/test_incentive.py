"""A4 on random books against the rule carried out document by document; and the properties that a rebate must have."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from arxl.practices.incentive import QuarterRebate, claimed_quarter, claims_until, quarter_of, rebates
from arxl.practices.receivables import Receivables

from .books import DISCOUNTS, LATE_DAYS, Business, Credit, Delivery, Receipt, businesses
from .oracle import due_date, half_up, is_disputed, outcome

RATES = {"C-1": 25_000, "C-2": 15_000}
LATE = 5
DAY = dt.date(2026, 6, 30)


def told(business: Business, day: dt.date, rates=RATES, claims=(), late=LATE):
    """What arxl says, without the quarters' attributes in its own types."""
    return rebates(business.at(day), rates, claims, late)


# --- the rule, by hand ----------------------------------------------------------------------------------------------


def by_hand(business: Business, day: dt.date, rates, late: int):
    """Document by document: when it was settled, how late that is, and what its quarter comes to."""
    stand = outcome(business, day)
    counted = {row.number: counts_from(business, row) for row in (*business.credits, *business.receipts)}
    counted |= {row.number: row.date for row in business.deliveries if row.minor < 0}
    counted |= {f"{row.number} settled": row.settled_on for row in business.deliveries if row.settled_on}
    value: dict[tuple[tuple[str, str], str], int] = defaultdict(int)
    lateness: dict[tuple[tuple[str, str], str], int] = {}
    for row in business.deliveries:
        account = row.customer, row.currency
        if row.minor < 0 or row.date > day or is_disputed(row, day) or not rates.get(row.customer):
            continue
        due = due_date(row, business, day)
        key = account, f"{due.year}-Q{[1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4][due.month - 1]}"
        paid = {
            (credit, rule): minor
            for (owner, credit, debit, rule), minor in stand.paid.items()
            if owner == account and debit == row.number
        }
        if (account, row.number) in stand.open:
            days = (day - due).days
        else:
            days = (max(max(counted[credit], row.date) for credit, _ in paid) - due).days
            if days <= 0 and not any(rule == "discount" for _, rule in paid):
                value[key] += row.minor
        if days > late:
            lateness[key] = max(lateness.get(key, 0), days)
    return {
        key: (0 if key in lateness else half_up(Fraction(value[key] * rates[key[0][0]], 10**6)), lateness.get(key, 0))
        for key in value.keys() | lateness.keys()
    }


def counts_from(business: Business, row: Receipt | Credit) -> dt.date:
    """The day from which money counts."""
    return max(row.date, getattr(row, "clears_on", None) or row.date)


@given(businesses(), LATE_DAYS, st.sampled_from([0, 5, 40]))
def test_a_rebate_is_that_of_the_rule_carried_out_by_hand(business: Business, day: dt.date, late: int):
    found = {
        (account, rebate.quarter): (rebate.rebate_minor, rebate.late_days)
        for account, quarters in told(business, day, late=late).items()
        for rebate in quarters
    }
    assert found == by_hand(business, day, RATES, late)


# --- properties -----------------------------------------------------------------------------------------------------


@given(businesses(), LATE_DAYS)
def test_the_order_of_rows_does_not_matter(business: Business, day: dt.date):
    turned = replace(
        business,
        deliveries=business.deliveries[::-1],
        receipts=business.receipts[::-1],
        credits=business.credits[::-1],
    )
    assert told(turned, day) == told(business, day)


@given(businesses(), LATE_DAYS)
def test_a_forfeited_quarter_pays_nothing_and_names_an_item_of_it(business: Business, day: dt.date):
    dues = {row.number: due_date(row, business, day) for row in business.deliveries}
    for quarters in told(business, day).values():
        assert [rebate.quarter for rebate in quarters] == sorted({rebate.quarter for rebate in quarters})
        for rebate in quarters:
            if rebate.forfeited:
                assert rebate.rebate_minor == 0
                assert rebate.late_days > LATE
                assert quarter_of(dues[rebate.late_document]) == rebate.quarter


@given(businesses(), LATE_DAYS)
def test_more_patience_never_takes_a_rebate_away(business: Business, day: dt.date):
    def earned(late: int) -> dict[tuple[tuple[str, str], str], int]:
        found = told(business, day, late=late).items()
        return {(account, rebate.quarter): rebate.rebate_minor for account, quarters in found for rebate in quarters}

    strict, patient = earned(0), earned(30)
    assert all(patient.get(key, 0) >= minor for key, minor in strict.items())


@given(businesses(), LATE_DAYS)
def test_a_customer_without_a_rate_earns_nothing_and_changes_nobody_elses_rebate(business: Business, day: dt.date):
    only = told(business, day, {"C-1": RATES["C-1"], "C-2": 0})
    assert only == {account: quarters for account, quarters in told(business, day).items() if account[0] == "C-1"}


# --- stories --------------------------------------------------------------------------------------------------------


def paid(number: str, delivered: dt.date, paid_on: dt.date | None, minor: int = 100_000, **changes):
    """An invoice of 30 days, and its receipt."""
    delivery = Delivery(number, "C-1", "EUR", delivered, minor, **changes)
    receipts = (Receipt(f"R-{number}", "C-1", "EUR", paid_on, minor, ((number, None),)),) if paid_on else ()
    return delivery, receipts


def story(*items, credits=()) -> Business:
    return Business(
        tuple(delivery for delivery, _ in items), tuple(row for _, rows in items for row in rows), tuple(credits)
    )


def test_two_items_paid_by_their_day_earn_their_share():
    business = story(
        paid("INV-1", dt.date(2026, 3, 10), dt.date(2026, 4, 9)),  # due 9 April, and paid that day
        paid("INV-2", dt.date(2026, 5, 1), dt.date(2026, 5, 2), 33),  # due 31 May
    )
    assert told(business, DAY) == {("C-1", "EUR"): (QuarterRebate("2026-Q2", 100_033, 2_501),)}


def test_an_item_a_little_late_earns_nothing_and_forfeits_nothing():
    business = story(
        paid("INV-1", dt.date(2026, 3, 10), dt.date(2026, 4, 14)),  # five days late
        paid("INV-2", dt.date(2026, 5, 1), dt.date(2026, 5, 31)),
    )
    assert told(business, DAY)["C-1", "EUR"] == (QuarterRebate("2026-Q2", 100_000, 2_500),)


def test_one_item_six_days_late_forfeits_its_quarter_and_no_other():
    business = story(
        paid("INV-1", dt.date(2026, 2, 1), dt.date(2026, 2, 28)),  # due 3 March
        paid("INV-2", dt.date(2026, 3, 10), dt.date(2026, 4, 15)),  # due 9 April
        paid("INV-3", dt.date(2026, 5, 1), dt.date(2026, 5, 31)),
    )
    first, second = told(business, DAY)["C-1", "EUR"]
    assert first == QuarterRebate("2026-Q1", 100_000, 2_500)
    assert second == QuarterRebate("2026-Q2", 100_000, 0, "INV-2", 6)


def test_what_is_open_forfeits_from_the_day_on_which_it_is_too_late():
    business = story(
        paid("INV-1", dt.date(2026, 3, 10), None), paid("INV-2", dt.date(2026, 3, 10), dt.date(2026, 3, 11))
    )
    (before,) = told(business, dt.date(2026, 4, 14))["C-1", "EUR"]
    (after,) = told(business, dt.date(2026, 4, 15))["C-1", "EUR"]
    assert (before.rebate_minor, before.forfeited) == (2_500, False)
    assert (after.rebate_minor, after.late_document, after.late_days) == (0, "INV-1", 6)


def test_a_disputed_item_neither_earns_nor_forfeits():
    late = paid("INV-1", dt.date(2026, 3, 10), None, disputed_on=dt.date(2026, 3, 20))
    business = story(late, paid("INV-2", dt.date(2026, 3, 10), dt.date(2026, 3, 11)))
    assert told(business, DAY)["C-1", "EUR"] == (QuarterRebate("2026-Q2", 100_000, 2_500),)


def test_what_earned_cash_discount_earns_no_rebate():
    terms = DISCOUNTS[0]
    business = story(paid("INV-1", dt.date(2026, 3, 10), dt.date(2026, 3, 12), terms=terms))
    assert told(business, DAY) == {}


def test_interest_earns_none_and_forfeits_none():
    business = story(
        paid("INV-1", dt.date(2026, 3, 1), dt.date(2026, 3, 2), 20_000), paid("N-1", dt.date(2026, 3, 1), None, 5_000)
    )
    book = business.book()
    kinds = np.where(book.deliveries.document == "N-1", "interest", book.deliveries.kind)
    known = Receivables(replace(book, deliveries=replace(book.deliveries, kind=kinds)))
    found = rebates(known.application.position_at(DAY), RATES, (), LATE)
    assert found == {("C-1", "EUR"): (QuarterRebate("2026-Q1", 20_000, 500),)}


def test_a_credit_note_with_the_reason_claims_the_quarter():
    business = story(paid("INV-1", dt.date(2026, 3, 10), dt.date(2026, 4, 9)))
    claims = {("C-1", "EUR", "2026-Q2")}
    assert told(business, DAY, claims=claims)["C-1", "EUR"] == (QuarterRebate("2026-Q2", 100_000, 2_500, claimed=True),)


def test_a_claim_is_the_reason_of_a_credit_note():
    assert {claimed_quarter(reason) for reason in ("rebate 2026-Q3", "REBATE 2026-q3", " Rebate  2026-Q3.")} == {
        "2026-Q3"
    }
    assert {claimed_quarter(reason) for reason in ("", "rebate 2026", "rebate 2026-Q5", "prerebate 2026-Q1")} == {""}


def test_only_credit_notes_of_the_day_or_before_claim():
    notes = [Credit(f"CN-{day}", "C-1", "EUR", dt.date(2026, 7, day), 2_500) for day in (1, 2)]
    credits = story(paid("INV-1", dt.date(2026, 3, 10), None), credits=notes).book().credits
    credits = replace(credits, reason=np.array(["rebate 2026-Q1", "rebate 2026-Q2"], object))
    assert claims_until(credits, dt.date(2026, 7, 1)) == {("C-1", "EUR", "2026-Q1")}
    assert claims_until(credits, dt.date(2026, 7, 2)) == {("C-1", "EUR", "2026-Q1"), ("C-1", "EUR", "2026-Q2")}
