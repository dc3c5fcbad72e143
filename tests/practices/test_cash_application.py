"""B2 and B3 on random books against an independent slow reading of the practice (`oracle`)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from arxl.kernels.settlement import Rule
from arxl.practices.aging import aging_of
from arxl.practices.cash_application import RULES, Position
from arxl.tables.policy import AgingPolicy

from .books import LATE_DAYS, Business, businesses
from .oracle import Outcome, bucket, outcome

POLICIES = st.fixed_dictionaries(
    {},
    optional={
        "tolerance": st.sampled_from(["0.03", "1", "2.5"]),
        "pass_over_disputed": st.just("no"),
        "bills_settle": st.just("receipt"),
        "allocation_order": st.just("due"),
    },
)


def told(position: Position) -> Outcome:
    """A position in the oracle's words."""
    ledger, settled = position.ledger, position.settled
    accounts = list(zip(ledger.accounts.customer.tolist(), ledger.accounts.currency.tolist(), strict=True))
    result = Outcome()
    for place in np.flatnonzero(position.open_minor).tolist():
        row = position.debits[place]
        key = accounts[ledger.debits.account[row]], ledger.debits.number[row]
        result.open[key] = int(position.open_minor[place])
        result.due[key] = position.due_date[place].item()
        if position.disputed[place]:
            result.disputed[key] = result.open[key]
    for place in np.flatnonzero(position.unapplied_minor).tolist():
        row = position.credits[place]
        key = accounts[ledger.credits.account[row]], ledger.credits.number[row]
        result.unapplied[key] = int(position.unapplied_minor[place])
    for row in position.in_hand.tolist():
        account = accounts[ledger.credits.account[row]]
        result.in_hand[account] = result.in_hand.get(account, 0) + int(ledger.credits.amount_minor[row])
    for debit, credit, minor, rule in zip(*(column.tolist() for column in settled), strict=True):
        debit_row, credit_row = position.debits[debit], position.credits[credit]
        account = accounts[ledger.debits.account[debit_row]]
        assert account == accounts[ledger.credits.account[credit_row]]
        key = account, ledger.credits.number[credit_row], ledger.debits.number[debit_row], RULES[Rule(rule)]
        result.paid[key] += minor
    return result


@settings(max_examples=250, derandomize=True, deadline=None)
@given(businesses(), POLICIES, LATE_DAYS)
def test_every_book_settles_as_the_practice_says(business: Business, policy: dict[str, str], day: dt.date) -> None:
    if business.orders:  # what is kept beside a write-off is left open by the practice, as beside a discount
        policy.pop("tolerance", None)
    business = business.with_policy(**policy)
    assert told(business.at(day)) == outcome(business, day)


@settings(max_examples=100, derandomize=True, deadline=None)
@given(businesses(), LATE_DAYS)
def test_every_book_ages_as_the_practice_says(business: Business, day: dt.date) -> None:
    receivables = business.receivables()
    aged = aging_of(receivables.application.position_at(day), receivables.book.customers, AgingPolicy())
    expected = outcome(business, day)
    buckets: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * 6)
    for (account, number), minor in expected.open.items():
        buckets[account][bucket((day - expected.due[account, number]).days)] += minor
    accounts = list(zip(aged.holder.tolist(), aged.currency.tolist(), strict=True))
    held = {account for account, _ in (*expected.open, *expected.unapplied)} | expected.in_hand.keys()
    assert accounts == sorted(held)
    for row, account in enumerate(accounts):
        unapplied = sum(minor for (of, _), minor in expected.unapplied.items() if of == account)
        assert aged.buckets_minor[row].tolist() == buckets[account]
        assert aged.unapplied_minor[row] == unapplied
        assert aged.balance_minor[row] == sum(buckets[account]) - unapplied
        assert aged.in_hand_minor[row] == expected.in_hand.get(account, 0)
        assert aged.disputed_minor[row] == sum(m for (of, _), m in expected.disputed.items() if of == account)
