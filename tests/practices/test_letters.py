"""Letters and receipt slips of random businesses, against what B2 says when it is carried out by hand."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arxl.errors import Faulty, Refused
from arxl.practices.contract_terms import contract_terms
from arxl.practices.dunning_level import LATE, DunningLevel
from arxl.practices.interest import interest_of
from arxl.practices.letters import Correspondence, Letter
from arxl.practices.open_account import open_accounts
from arxl.practices.receipt_slip import receipt_slip
from arxl.practices.supply import supply_levels
from arxl.practices.terms_words import terms_said
from arxl.tables.history import NO_HISTORY
from arxl.tables.policy import InterestPolicy, ReminderPolicy, SupplyPolicy
from arxl.tables.ranges import table_of_range
from arxl.tables.raw import RawTable
from arxl.tables.terms import parse_terms

from . import oracle
from .books import CUSTOMERS, LATE_DAYS, Business, Customer, Delivery, businesses

POLICIES = st.builds(
    ReminderPolicy,
    remind_before_days=st.sampled_from([(1, 7), (3,), (30,)]),
    dunning_days=st.sampled_from([(1, 15, 31, 46, 61), (3, 5, 8, 13, 21)]),
    pay_within_days=st.integers(0, 10),
    last_notice_days=st.integers(0, 30),
)
WRITTEN_LATER = st.integers(0, 3).map(dt.timedelta)
NO_RATE = table_of_range("Interest Rates", [["Date", "Interest Rate"]])
RATE = table_of_range("Interest Rates", [["Date", "Interest Rate"], [dt.date(2026, 1, 1), 0.1]])


def desk(
    business: Business, day: dt.date, policy: ReminderPolicy, written_on: dt.date, *further: RawTable
) -> Correspondence:
    """What the letters of a day are drawn from."""
    books = business.receivables(*further)
    position = books.application.position_at(day)
    levels = supply_levels(books.application, position, books.book, NO_HISTORY, SupplyPolicy())
    interest = interest_of(position, books.book, NO_HISTORY, InterestPolicy())
    return Correspondence(books.book, interest, levels, lambda: levels, policy, InterestPolicy(), written_on)


def by_hand(outcome: oracle.Outcome, account: tuple[str, str], day: dt.date) -> dict[str, tuple[int, int]]:
    """Number -> (open, days past due) of what is open and undisputed."""
    return {
        number: (minor, (day - outcome.due[owner, number]).days)
        for (owner, number), minor in outcome.open.items()
        if owner == account and minor and not outcome.disputed.get((owner, number))
    }


def is_about(level: DunningLevel, days: int, policy: ReminderPolicy) -> bool:
    if level == "before-due":
        return days < 0 and -days <= max(policy.remind_before_days)
    return days == 0 if level == "due" else days > 0


@settings(max_examples=150, deadline=None)
@given(businesses(), LATE_DAYS, POLICIES, WRITTEN_LATER)
def test_a_letter_lists_what_its_level_is_about_and_nothing_disputed_or_paid(business, day, policy, later):
    letters = desk(business, day, policy, day + later, RATE)
    outcome = oracle.outcome(business, day)
    for account, standing in open_accounts(letters.interest.position).items():
        owed = by_hand(outcome, account, day)
        for level in DunningLevel:
            wanted = {number: minor for number, (minor, days) in owed.items() if is_about(level, days, policy)}
            letter = written(letters, standing, level)
            if letter is None:
                cut = next(row.level for row in letters.supply.rows if row.customer == account[0]) >= 2
                assert not wanted or (level == "suspension" and not cut)
                continue
            assert {line.item.document: line.item.open_minor for line in letter.items} == wanted
            assert letter.total_minor == sum(wanted.values())
            assert letter.pay_by == day + later + dt.timedelta(
                policy.last_notice_days if level == "last-notice" else policy.pay_within_days
            )
            assert letter.next_on > letter.pay_by


def written(letters: Correspondence, account, level: DunningLevel) -> Letter | None:
    try:
        return letters.letter(account, level)
    except Refused:
        return None


@settings(max_examples=150, deadline=None)
@given(businesses(), LATE_DAYS, POLICIES, st.booleans())
def test_the_level_of_an_account_follows_from_its_oldest_undisputed_item(business, day, policy, with_rate):
    letters = desk(business, day, policy, day, RATE if with_rate else NO_RATE)
    outcome = oracle.outcome(business, day)
    for account, standing in open_accounts(letters.interest.position).items():
        days = [days for _, days in by_hand(outcome, account, day).values()]
        oldest = max((one for one in days if one >= -max(policy.remind_before_days)), default=None)
        supply = next(row.level for row in letters.supply.rows if row.customer == account[0])
        assert letters.level_of(standing) == level_by_hand(oldest, policy, with_rate, supply)


def level_by_hand(oldest: int | None, policy: ReminderPolicy, with_rate: bool, supply: int) -> str | None:
    if oldest is None:
        return None
    if oldest <= 0:
        return "due" if oldest == 0 else "before-due"
    reached = [str(level) for level, first in zip(LATE, policy.dunning_days, strict=True) if oldest >= first]
    if not reached:
        return None
    if reached[-1] == "suspension" and supply < 2:
        reached.pop()
    if reached[-1] == "interest" and not with_rate:
        reached.pop()
    return reached[-1]


@settings(max_examples=150, deadline=None)
@given(businesses(), LATE_DAYS)
def test_what_a_receipt_brought_is_what_it_settled_and_what_is_left_of_it(business, day):
    books = business.receivables()
    position = books.application.position_at(day)
    outcome = oracle.outcome(business, day)
    settled: Counter[tuple[tuple[str, str], str]] = Counter()
    for receipt in business.receipts:
        bounced = receipt.bounced_on is not None and receipt.bounced_on <= day
        if receipt.minor < 0 or receipt.date > day or bounced:
            with pytest.raises(Refused):
                receipt_slip(position, books.book, receipt.number)
            continue
        slip = receipt_slip(position, books.book, receipt.number)
        account = (receipt.customer, receipt.currency)
        if slip.clears_on:
            assert slip.clears_on == receipt.clears_on > day
            assert (slip.lines, slip.left_minor) == ((), 0)
            continue
        assert slip.amount_minor == receipt.minor
        assert slip.amount_minor == sum(line.settled_minor for line in slip.lines) + slip.left_minor
        assert slip.account.open_minor == sum(minor for (owner, _), minor in outcome.open.items() if owner == account)
        for line in slip.lines:
            key = (account, line.document.document)
            assert line.document.open_minor == outcome.open.get(key, 0)
            settled[key] += line.settled_minor + line.deducted_minor
            assert settled[key] <= line.document.amount_minor - line.document.open_minor


def test_interest_needs_a_rate_and_runs_from_the_date_of_the_letter():
    late = Business(deliveries=(delivery("INV-1", dt.date(2026, 1, 1)),))
    day, policy = dt.date(2026, 3, 15), ReminderPolicy()
    without = desk(late, day, policy, day)
    account = open_accounts(without.interest.position)["C-1", "EUR"]
    with pytest.raises(Faulty, match="no interest rate for EUR"):
        without.letter(account, DunningLevel.INTEREST)
    notice = desk(late, day, policy, day, RATE).letter(account, DunningLevel.INTEREST)
    assert [(line.interest_from, line.interest_minor) for line in notice.items] == [(day, 0)]
    sent = table_of_range("Decisions", [["Date", "Customer ID", "Kind"], [dt.date(2026, 2, 5), "C-1", "notice sent"]])
    later = desk(late, day, policy, day, RATE, sent).letter(account, DunningLevel.COUNSEL)
    assert later.items[0].interest_from == dt.date(2026, 2, 5)
    assert later.items[0].interest_minor == round(1000_00 * 0.1 * 38 / 365)
    assert later.interest.accrued_minor == later.items[0].interest_minor
    assert desk(late, day, policy, day, RATE).letter(account, DunningLevel.COUNSEL).interest is None


def delivery(number: str, date: dt.date) -> Delivery:
    return Delivery(number, CUSTOMERS[0], "EUR", date, 1000_00)


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ("COD", ["A delivery is settled on delivery."]),
        ("NET 30", ["A delivery is settled within 30 days of its date."]),
        ("EOM 10", ["A delivery is settled within 10 days of the end of its month."]),
        ("EOM 0", ["A delivery is settled by the last day of its month."]),
        (
            "2.5/10 NET 30",
            ["A delivery is settled within 30 days of its date.", "Within 10 days 2.5 % may be deducted."],
        ),
        ("BATCH 1/45", ["A delivery is settled when the next one leaves, after 45 days at the latest."]),
        ("SOLD 80/60", ["A delivery is settled when 80 % of it are sold, after 60 days at the latest."]),
    ],
)
def test_terms_in_words(terms, said):
    assert list(map(str, terms_said(parse_terms(terms)))) == said


@pytest.mark.parametrize("terms", ["MONTHLY 25/5", "MONTHLY 30/31+1", "BATCH 2/45"])
def test_every_number_of_the_terms_stands_in_the_words(terms):
    parsed = parse_terms(terms)
    said = " ".join(map(str, terms_said(parsed)))
    for number in (parsed.close_day, parsed.pay_day, parsed.later_months, parsed.batches, parsed.days):
        assert not number or f" {number} " in said.replace(",", " ")


def test_the_ladder_on_the_terms_sheet_is_that_of_the_grade_and_never_names_it():
    for grade, days in (("A", [1, 31, 46, 61, 91, 181]), ("", [1, 8, 15, 31, 46, 181]), ("E", [1, 4, 8, 15, 31, 181])):
        book = Business(customers=(Customer("C-1", grade=grade),), deliveries=()).book()
        agreed = contract_terms(book, NO_HISTORY, "C-1", dt.date(2026, 3, 1))
        by_days = [(step.level, step.from_days) for step in agreed.ladder if step.from_days is not None]
        assert by_days == list(enumerate(days, 1))
        always = [step.level for step in agreed.ladder if step.from_days is None and step.from_share is None]
        assert always == ([4] if grade == "E" else [])
