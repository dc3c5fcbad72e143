"""C2 and C3 on random books against sums made document by document, and worked examples of curve, band and loss."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arxl.kernels.recovery import RESAMPLES, bands, resample_counts
from arxl.practices.cash_application import Position
from arxl.practices.debt_class import CLASSES, class_of_items, worst_class
from arxl.practices.expected_loss import ExpectedLoss
from arxl.practices.recovery import HORIZONS, Recovery, recovery_of
from arxl.tables.desk_policy import RecoveryPolicy
from arxl.tables.policy import AgingPolicy, DebtClassPolicy
from arxl.tables.raw import RawColumn, RawTable

from .books import DAYS, FIRST_DAY, LAST, Business, Delivery, Receipt, businesses

LATER = st.sampled_from([FIRST_DAY + dt.timedelta(days=days) for days in (60, 150, 200, 300, 420, 600)])
SHORT = AgingPolicy(buckets=(5, 10, 40))
CLOSE = DebtClassPolicy(debt_classes=(5, 20, 60))


@dataclass(frozen=True)
class Item:
    """A document with what was paid of it: days from its due date, amount, whether it was money."""

    customer: str
    currency: str
    minor: int
    due: dt.date
    known: int
    paid: tuple[tuple[int, int, bool], ...]

    def open_at(self, days: int) -> int:
        return self.minor - sum(minor for lag, minor, _ in self.paid if lag <= days)

    def received(self, days: int, within: int) -> int:
        return sum(minor for lag, minor, money in self.paid if money and days < lag <= days + within)


def items_of(position: Position) -> Iterator[Item]:
    """Read off the allocations, one after the other."""
    ledger, settled = position.ledger, position.settled
    for place, row in enumerate(position.debits.tolist()):
        if ledger.debits.kind[row] == "refund":
            continue
        due, written = position.due_date[place].item(), ledger.debits.date[row].item()
        paid = []
        for nth in range(len(settled.debit)):
            if settled.debit[nth] == place:
                credit = position.credits[settled.credit[nth]]
                counts = max(written, ledger.credits.date[credit].item())
                if ledger.credits.clears_on[credit].item() is not None:
                    counts = max(counts, ledger.credits.clears_on[credit].item())
                money = ledger.credits.kind[credit] == "receipt" and settled.rule[nth] in (0, 1)
                paid.append(((counts - due).days, int(settled.amount_minor[nth]), money))
        account = ledger.debits.account[row]
        yield Item(
            ledger.accounts.customer[account],
            ledger.accounts.currency[account],
            int(ledger.debits.amount_minor[row]),
            due,
            (written - due).days,
            tuple(paid),
        )


def rates(day: dt.date = FIRST_DAY) -> RawTable:
    """One won is a tenth of a cent."""
    cells = {"Currency": ["KRW"], "Date": [day], "Rate": [0.001]}
    columns = tuple(
        RawColumn(name, chr(65 + at), np.array(cell, object)) for at, (name, cell) in enumerate(cells.items())
    )
    return RawTable("Rates", "Rates", 1, np.arange(2, 3), columns, table="Rates")


def recovery_on(business: Business, day: dt.date, *tables: RawTable) -> Recovery:
    known = business.receivables(*tables)
    return recovery_of(known.application.position_at(day), known.book, SHORT)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(businesses(), LATER)
def test_every_cohort_is_the_sum_of_its_documents(business: Business, day: dt.date) -> None:
    recovery = recovery_on(business, day, rates())
    items = list(items_of(recovery.position))
    for cohort in recovery.curve:
        mine = [
            item
            for item in items
            if item.currency == cohort.currency
            and item.known <= cohort.first_day
            and item.open_at(cohort.first_day) > 0
            and item.due + dt.timedelta(days=cohort.first_day + cohort.within) <= day
        ]
        exponent = 2 if cohort.currency == "EUR" else 0
        whole = sum(item.open_at(cohort.first_day) for item in mine)
        back = sum(item.received(cohort.first_day, cohort.within) for item in mine)
        assert (cohort.documents, cohort.customers) == (len(mine), len({item.customer for item in mine}))
        assert cohort.open.value == Decimal(whole).scaleb(-exponent)
        assert cohort.recovered.value == Decimal(back).scaleb(-exponent)
        assert back <= whole
        if whole:
            assert abs(cohort.share - Decimal(back) / whole) <= Decimal("0.00005")
            assert 0 <= cohort.low <= cohort.high <= 1
        else:
            assert cohort.share is cohort.low is cohort.high is None


@settings(max_examples=60, derandomize=True, deadline=None)
@given(businesses(), LATER, st.integers(0, 99))
def test_the_same_rows_in_any_order_give_the_same_curve_and_band(business: Business, day: dt.date, seed: int) -> None:
    dice = random.Random(seed)
    tables = ("deliveries", "receipts", "credits", "orders", "customers")
    other = replace(
        business, **{name: tuple(dice.sample(getattr(business, name), len(getattr(business, name)))) for name in tables}
    )
    one, another = (recovery_on(book, day, rates()) for book in (business, other))
    assert one.curve == another.curve
    assert one.overall == another.overall
    assert one.chances(RecoveryPolicy()) == another.chances(RecoveryPolicy())


@settings(max_examples=150, derandomize=True, deadline=None)
@given(businesses(), LATER)
def test_every_roll_rate_is_the_money_of_the_same_documents(business: Business, day: dt.date) -> None:
    known = business.receivables(rates())
    position = known.application.position_at(day)
    classed = class_of_items(position, known.book.customers, (), CLOSE)
    policy = RecoveryPolicy(loss_least_documents=2)
    expected = ExpectedLoss(position, known.book, classed, CLOSE, policy)
    units = {"EUR": Fraction(1), "KRW": Fraction(1, 10)}
    if {item.currency for item in items_of(position)} == {"KRW"}:
        units = {"KRW": Fraction(1)}
    edges = (None, 1, 6, 21, 61)
    loss = Fraction(1)
    for place in (3, 2, 1, 0):
        first, following = edges[place], edges[place + 1]
        mine = [
            item
            for item in items_of(position)
            if item.known <= (first or 0)
            and (item.minor if first is None else item.open_at(first)) > 0
            and (day - item.due).days >= following
        ]
        reached = sum(units[item.currency] * (item.minor if first is None else item.open_at(first)) for item in mine)
        rolled = sum(units[item.currency] * item.open_at(following) for item in mine)
        found = expected.rates[place]
        assert found.documents == len(mine)
        suffices = len(mine) >= 2 and (day - FIRST_DAY).days > 365 + LAST
        if (day - FIRST_DAY).days > 365 + LAST and len(position.debits):
            assert ("Own" in str(found.source)) == (len(mine) >= 2)
        if suffices:
            loss = loss * rolled / reached
            assert abs(found.loss - Decimal(loss.numerator) / loss.denominator) <= Decimal("0.02")
            loss = Fraction(found.loss)
        elif "Policy" in str(found.source):
            loss = Fraction(policy.loss_percent[place]) / 100
            assert found.loss == policy.loss_percent[place] / 100
        assert 0 <= found.loss <= 1
    assert expected.rates[4].loss == 1
    opened = sum(row.open_minor for row in expected.rows)
    assert opened == int(position.open_minor[classed.rows].sum())
    for row in expected.rows:
        assert row.loss_minor == int((Decimal(row.open_minor) * row.loss).quantize(Decimal(1), "ROUND_HALF_UP"))


@settings(max_examples=60, derandomize=True, deadline=None)
@given(businesses(), DAYS)
def test_the_worst_class_is_that_of_the_worst_item(business: Business, day: dt.date) -> None:
    known = business.receivables()
    position = known.application.position_at(day)
    worst: dict[str, int] = {}
    for place in range(len(position.debits)):
        row = position.debits[place]
        if position.open_minor[place] and position.ledger.debits.kind[row] != "refund":
            late = (day - position.due_date[place].item()).days
            found = 0 if late <= 0 else 1 + sum(late > edge for edge in (5, 20, 60))
            customer = position.ledger.accounts.customer[position.ledger.debits.account[row]]
            worst[customer] = max(worst.get(customer, 0), found)
    assert worst_class(position, known.book.customers, (), CLOSE) == worst


# --- worked examples -------------------------------------------------------------------------------------------------


def shop(paid_after: list[int | None], minor: int = 1000) -> Business:
    """A document a customer, due on the first day, paid so many days later, or never."""
    customers = [f"C-{nth}" for nth in range(len(paid_after))]
    return Business(
        tuple(
            Delivery(f"INV-{nth}", customer, "EUR", FIRST_DAY, minor, due=FIRST_DAY)
            for nth, customer in enumerate(customers)
        ),
        tuple(
            Receipt(f"R-{nth}", customer, "EUR", FIRST_DAY + dt.timedelta(days=days), minor)
            for nth, (customer, days) in enumerate(zip(customers, paid_after, strict=True))
            if days is not None
        ),
        customers=(),
    )


def test_the_curve_of_ten_shops() -> None:
    known = shop([0, 1, 10, 31, 32, 80, 100, 200, None, None]).receivables()
    recovery = recovery_of(known.application.position_at(FIRST_DAY + dt.timedelta(days=400)), known.book, AgingPolicy())
    shares = {(cohort.first_day, cohort.within): (cohort.documents, str(cohort.share)) for cohort in recovery.curve}
    # paid at the close of due + 1 is paid: 8 are open then; those of days 10 and 31 came within 30 days
    assert shares[1, 30] == (8, "0.2500")
    assert shares[1, 90] == (8, "0.5000")
    assert shares[1, 180] == (8, "0.6250")
    assert shares[31, 30] == (6, "0.1667")
    assert shares[91, 30] == (4, "0.2500")
    assert shares[181, 180] == (3, "0.3333")
    chances = recovery.chances(RecoveryPolicy(loss_least_documents=4))
    assert list(map(str, chances)) == ["0.98", "0.6250", "0.6667", "0.6000", "0.5000", "0.15"]


def test_money_that_is_not_late_long_enough_is_in_no_cohort() -> None:
    known = shop([None] * 3).receivables()
    for days, documents in ((30, 0), (31, 3)):
        position = known.application.position_at(FIRST_DAY + dt.timedelta(days=days))
        assert recovery_of(position, known.book, AgingPolicy()).curve[0].documents == documents


def test_a_rate_that_is_missing_is_a_fault_of_the_sum_alone() -> None:
    business = Business(
        (Delivery("INV-1", "C-1", "EUR", FIRST_DAY, 1000), Delivery("INV-2", "C-1", "KRW", FIRST_DAY, 1000))
    )
    day = FIRST_DAY + dt.timedelta(days=300)
    recovery = recovery_on(business, day)
    assert {cohort.currency: cohort.open.value for cohort in recovery.curve} == {"EUR": 10, "KRW": 1000}
    assert {str(cohort.open) for cohort in recovery.overall} == {"10.00 EUR"}
    assert ["no rate for KRW" in str(fault) for fault in recovery.faults] == [True]
    assert {str(cohort.open) for cohort in recovery_on(business, day, rates()).overall} == {"11.00 EUR"}


def test_the_band_holds_the_share_of_a_million_draws() -> None:
    """Twelve customers of one size, of whom five paid, and two imagined: what is drawn is binomial."""
    paid = np.array([[1.0]] * 5 + [[0.0]] * 7)
    low, high = bands(np.ones((12, 1)), paid)[0]
    dice = np.random.default_rng(7)
    known = np.quantile(dice.binomial(14, 6 / 14, 1_000_000) / 14, [0.025, 0.975], method="nearest")
    assert (low, high) == pytest.approx(tuple(known), abs=1 / 14 + 1e-9)
    assert low < 5 / 12 < high


@pytest.mark.parametrize("customers", [1, 2, 3, 12, 40])
@pytest.mark.parametrize("share", [0.0, 0.333, 1.0])
def test_customers_who_did_alike_leave_a_doubt_that_shrinks_with_their_number(customers: int, share: float) -> None:
    whole = np.full((customers, 1), 100_000.0)
    low, high = bands(whole, whole * share)[0]
    assert low <= share <= high
    assert high - low >= 1 / (customers + 2)
    more = np.full((4 * customers, 1), 100_000.0)
    narrower = bands(more, more * share)[0]
    assert narrower[1] - narrower[0] < high - low


def test_a_cent_does_not_change_the_band() -> None:
    whole = np.full((20, 1), 100_000.0)
    back = np.zeros_like(whole)
    back[7] = 1
    assert np.abs(bands(whole, back) - bands(whole, back * 0)).max() < 1e-4


def test_every_draw_has_as_many_customers_as_there_are() -> None:
    counts = resample_counts(37)
    assert counts.shape == (RESAMPLES, 37)
    assert (counts.sum(axis=1) == 37).all()
    assert (counts == resample_counts(37)).all()
    assert len(CLASSES) == 5
    assert HORIZONS == (30, 90, 180)
