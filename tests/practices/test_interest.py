"""Interest of random businesses against a count of single days, from who paid what when."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from arxl.kernels.interest import Basis
from arxl.practices.cash_application import Position
from arxl.practices.interest import interest_of
from arxl.tables.history import NO_HISTORY
from arxl.tables.policy import InterestPolicy
from arxl.tables.ranges import table_of_range
from arxl.tables.raw import RawTable

from .books import CUSTOMERS, DAYS, LATE_DAYS, Business, businesses

ONE = dt.timedelta(1)
YEAR: dict[Basis, int] = {"ACT/365": 365, "ACT/360": 360, "30E/360": 360}
LONG_AGO = dt.date(2025, 1, 1)
RATES = st.dictionaries(DAYS, st.sampled_from([0, 25_000, 81_250, 100_000, 1_000_000]), max_size=3)
NOTICES = st.dictionaries(st.sampled_from(CUSTOMERS), DAYS)
POLICIES = st.builds(
    InterestPolicy,
    interest_basis=st.sampled_from(list(YEAR)),
    interest_grace_days=st.sampled_from([0, 0, 1, 10]),
    from_due=st.booleans(),
)


def rates_table(rates: dict[dt.date, int]) -> RawTable:
    rows = [[day, ppm / 10**6] for day, ppm in rates.items()]
    return table_of_range("Interest Rates", [["Date", "Interest Rate"], *rows])


def notices_table(notices: dict[str, dt.date]) -> RawTable:
    rows = [[day, customer, "notice sent"] for customer, day in notices.items()]
    return table_of_range("Decisions", [["Date", "Customer ID", "Kind"], *rows])


def counts(day: dt.date, basis: Basis) -> int:
    if basis != "30E/360":
        return 1
    before = day - ONE
    months = (day.year - before.year) * 12 + day.month - before.month
    return 30 * months + min(day.day, 30) - min(before.day, 30)


def by_hand(
    position: Position, rates: dict[dt.date, int], notices: dict[str, dt.date], policy: InterestPolicy
) -> dict[int, Fraction]:
    """Place of a debit -> its interest, one day after the other; nothing that bears none."""
    ledger, basis = position.ledger, policy.interest_basis
    found = {}
    for place, debit in enumerate(position.debits.tolist()):
        paid = [
            (on, int(minor))
            for row, on, minor in zip(
                position.settled.debit.tolist(),
                position.allocation_date.tolist(),
                position.settled.amount_minor.tolist(),
                strict=True,
            )
            if row == place
        ]
        notice = notices.get(ledger.accounts.customer[ledger.debits.account[debit]])
        if notice is not None and notice > position.as_of:
            notice = None
        if ledger.debits.kind[debit] == "refund" or (notice is None and not policy.from_due):
            continue
        day = position.due_date[place].item()
        if not policy.from_due:
            assert notice is not None
            day = max(day, notice)
        day += dt.timedelta(policy.interest_grace_days)
        total, bears = Fraction(0), False
        while (day := day + ONE) <= position.as_of:
            balance = int(ledger.debits.amount_minor[debit]) - sum(minor for on, minor in paid if on < day)
            rate = rates[max(since for since in rates if since <= day)]
            bears |= balance > 0 and counts(day, basis) > 0
            total += Fraction(balance * rate * counts(day, basis), 10**6 * YEAR[basis])
        if bears:
            found[place] = total
    return found


@settings(deadline=None)
@given(businesses(), LATE_DAYS, RATES, NOTICES, POLICIES)
def test_interest_is_that_of_single_days(
    business: Business, day: dt.date, rates: dict[dt.date, int], notices: dict[str, dt.date], policy: InterestPolicy
) -> None:
    rates = {LONG_AGO: 90_000, **rates}
    receivables = business.receivables(rates_table(rates), notices_table(notices))
    position = receivables.application.position_at(day)
    interest = interest_of(position, receivables.book, NO_HISTORY, policy)
    assert interest.faults == ()
    found = dict(zip(interest.rows.tolist(), interest.minor.tolist(), strict=True))
    assert found == {
        place: (2 * total.numerator + total.denominator) // (2 * total.denominator)
        for place, total in by_hand(position, rates, notices, policy).items()
    }


@settings(deadline=None)
@given(businesses(), LATE_DAYS, RATES, POLICIES)
def test_the_periods_are_what_the_documents_add_up_to(
    business: Business, day: dt.date, rates: dict[dt.date, int], policy: InterestPolicy
) -> None:
    receivables = business.receivables(rates_table({LONG_AGO: 90_000, **rates}))
    position = receivables.application.position_at(day)
    interest = interest_of(position, receivables.book, NO_HISTORY, policy)
    documents, periods = list(interest.table().rows()), list(interest.periods_table().rows())
    assert len(documents) == len(interest.rows)
    for customer, currency, document, _, start, until, days, *_, charged in documents:
        own = [period for period in periods if period[:3] == (customer, currency, document)]
        assert own[0][3] >= start  # days that the basis does not count may come first
        assert own[-1][4] == until
        assert sum(period[5] for period in own) == days
        exact = sum(
            Fraction(period[6].value) * Fraction(period[7]) * period[5] / YEAR[policy.interest_basis] for period in own
        )
        unit = Fraction(10) ** charged.value.as_tuple().exponent
        assert abs(Fraction(charged.value) - exact) <= unit / 2


@settings(deadline=None, max_examples=30)
@given(businesses(), LATE_DAYS)
def test_days_of_grace_never_bring_more_interest(business: Business, day: dt.date) -> None:
    receivables = business.receivables(rates_table({LONG_AGO: 90_000}))
    policy = InterestPolicy(from_due=True)
    position = receivables.application.position_at(day)
    with_grace = InterestPolicy(from_due=True, interest_grace_days=5)

    def charged(policy: InterestPolicy) -> np.ndarray:
        interest = interest_of(position, receivables.book, NO_HISTORY, policy)
        of_debit = np.zeros(len(position.debits), np.int64)
        of_debit[interest.rows] = interest.minor
        return of_debit

    assert (charged(with_grace) <= charged(policy)).all()
