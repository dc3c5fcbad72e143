"""The record behind a score against sums added up one by one, on random books; and the limit by hand."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from arxl.kernels.days import months_after
from arxl.practices.credit_record import MONTHS, credit_record, roll_of, same_day
from arxl.tables.ledger import REFUND
from arxl.tables.ranges import table_of_range
from practices.books import EVERYTHING, FIRST_DAY, Business, businesses

AS_OF = FIRST_DAY + dt.timedelta(days=190)
EARLIER = st.integers(60, 190).map(lambda days: FIRST_DAY + dt.timedelta(days=days))
DAYS = 90  # of the record: short, so that something falls out of it


def rated(business: Business):
    """With a rate of one won a euro cent: sums of currencies are plain sums of minor units."""
    rates = table_of_range("Rates", [("Currency", "Date", "Rate"), ("KRW", dt.date(2020, 1, 1), 0.01)])
    return business.receivables(rates)


def record_on(business: Business, day: dt.date, count_disputed: bool = True):
    known = rated(business)
    position = known.application.position_at(AS_OF)
    roll = roll_of(position, known.book)
    return position, credit_record(position, known.book, roll, same_day(roll, day), DAYS, count_disputed)


def slow_payments(position, day: dt.date):
    """Customer -> [Σ minor × days, Σ minor, Σ minor on time, overdue, balance], row by row."""
    ledger, sums = position.ledger, defaultdict(lambda: [0, 0, 0, 0, 0])
    settled, by_date = position.settled, position.allocation_date.tolist()
    for nth, debit in enumerate(position.debits.tolist()):
        customer = ledger.accounts.customer[ledger.debits.account[debit]]
        if ledger.debits.date[debit].item() > day:
            continue
        due, refund = position.due_date[nth].item(), ledger.debits.kind[debit] == REFUND
        left = int(ledger.debits.amount_minor[debit])
        for place in np.flatnonzero(settled.debit == nth).tolist():
            if by_date[place] > day:
                continue
            amount, late = int(settled.amount_minor[place]), max(0, (by_date[place] - due).days)
            left -= amount
            receipt = bool(ledger.credits.is_receipt[position.credits[settled.credit[place]]])
            if receipt and not refund and by_date[place] > day - dt.timedelta(days=DAYS):
                sums[customer][0] += amount * late
                sums[customer][1] += amount
                sums[customer][2] += amount * (late == 0)
        if left and due < day and not refund:
            sums[customer][0] += left * (day - due).days
            sums[customer][1] += left
            sums[customer][3] += left
    return sums


@given(businesses(EVERYTHING), EARLIER)
def test_payments_are_those_of_the_one_matching_as_far_as_it_had_gone(business, day):
    position, record = record_on(business, day)
    slow = slow_payments(position, day)
    for nth, customer in enumerate(record.roll.customer.tolist()):
        fast = [record.weighted_days, record.weight_minor, record.on_time_minor, record.overdue_minor]
        assert [sums[nth] for sums in fast] == slow[customer][:4]


@given(businesses(EVERYTHING))
def test_balances_of_today_are_those_of_the_position(business):
    position, record = record_on(business, AS_OF)
    minor = defaultdict(int)
    for side, account, sign in (
        (position.open_minor, position.debit_account, 1),
        (position.unapplied_minor, position.credit_account, -1),
    ):
        for amount, code in zip(side.tolist(), account.tolist(), strict=True):
            minor[position.ledger.accounts.customer[code]] += sign * amount
    assert record.balance_minor == [minor[customer] for customer in record.roll.customer.tolist()]


def slow_bought(position, customer: str, after: dt.date, until: dt.date) -> int:
    ledger, total = position.ledger, 0
    for side, sign, kinds in ((ledger.debits, 1, ("invoice", "debit note")), (ledger.credits, -1, ("credit note",))):
        for row in range(len(side)):
            own = ledger.accounts.customer[side.account[row]] == customer and side.kind[row] in kinds
            if own and after < side.date[row].item() <= until:
                total += sign * int(side.amount_minor[row])
    return total


@given(businesses(EVERYTHING), EARLIER)
def test_purchases_are_added_up_over_whole_months(business, day):
    position, record = record_on(business, day)
    closed = day if (day + dt.timedelta(days=1)).day == 1 else day.replace(day=1) - dt.timedelta(days=1)
    for nth, customer in enumerate(record.roll.customer.tolist()):
        days = [
            position.ledger.debits.date[row].item()
            for row in range(len(position.ledger.debits))
            if position.ledger.debits.kind[row] == "invoice"
            and position.ledger.accounts.customer[position.ledger.debits.account[row]] == customer
            and position.ledger.debits.date[row].item() <= day
        ]
        assert record.year_minor[nth] == slow_bought(position, customer, day - dt.timedelta(days=DAYS), day)
        if not days:
            assert (record.months[nth], record.full_months[nth], record.delivered[nth]) == (0, 0, False)
            continue
        whole = max(n for n in range(40) if months_after(min(days), n) <= day)
        full, month = 0, closed
        while full < MONTHS and month.replace(day=1) >= min(days):
            full, month = full + 1, month.replace(day=1) - dt.timedelta(days=1)
        assert (record.months[nth], record.full_months[nth]) == (whole, full)
        assert record.monthly_minor[nth] == slow_bought(position, customer, month, closed)


@given(businesses(EVERYTHING), st.integers(0, 2**32))
def test_the_order_of_rows_changes_nothing(business, seed):
    dice = Random(seed)

    def shuffled(rows):
        return tuple(dice.sample(rows, len(rows)))

    other = replace(
        business,
        deliveries=shuffled(business.deliveries),
        receipts=shuffled(business.receipts),
        credits=shuffled(business.credits),
        customers=shuffled(business.customers),
    )
    one, two = record_on(business, AS_OF)[1], record_on(other, AS_OF)[1]
    for name in ("weighted_days", "weight_minor", "on_time_minor", "year_minor", "monthly_minor", "balance_minor"):
        assert getattr(one, name) == getattr(two, name)
    assert one.due_documents.tolist() == two.due_documents.tolist()
