"""The limitation clock against one that is looked at every day; and what must hold of any clock (B4)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxl.errors import Faulty, sentence
from arxl.practices.limitation import Restart, clock, limitation_of
from arxl.tables.countries import countries_of, years_by_country
from arxl.tables.history import NO_HISTORY
from arxl.tables.policy import LimitationPolicy

from .books import LATE_DAYS, Business, businesses
from .oracle import outcome

ONE = dt.timedelta(1)
DUE = dt.date(2020, 2, 29)
WHY = sentence("Something.")
DAYS = st.dates(dt.date(2019, 6, 1), dt.date(2027, 6, 1)) | st.sampled_from(
    [dt.date(2021, 2, 28), dt.date(2021, 3, 1), dt.date(2022, 2, 28), dt.date(2022, 3, 1), dt.date(2024, 2, 29)]
)
RESTARTS = st.lists(st.builds(Restart, DAYS, st.just(WHY), st.booleans()), max_size=6)
YEARS = st.integers(1, 3)


# --- a clock that somebody looks at every evening -------------------------------------------------------------------


def last_day(started: dt.date, years: int) -> dt.date:
    """Go on from day to day until the anniversary; where February lacks it, the last day before it."""
    goal = started.year + years, started.month, started.day
    day = started
    while (day.year, day.month, day.day) < goal:
        day += ONE
    return day if (day.year, day.month, day.day) == goal else day - ONE


def by_day(due: dt.date, years: int, restarts: list[Restart]) -> tuple[dt.date, dt.date | None]:
    """The last day of the claim, and the day on which the clock was started last after its due date."""
    happened = {day: [one.revives for one in restarts if one.day == day] for day in {one.day for one in restarts}}
    started, end, last = due, last_day(due, years), None
    day = min([due, *happened])
    while day <= max([due, *happened]):
        for revives in sorted(happened.get(day, ()), reverse=True):
            is_over = end < day
            if (revives and is_over) or (not revives and not is_over and day > started):
                started, end, last = day, last_day(day, years), day
        day += ONE
    return end, last


@given(DAYS, YEARS, RESTARTS)
def test_the_clock_is_that_of_single_days(due: dt.date, years: int, restarts: list[Restart]) -> None:
    found = clock(due, years, restarts)
    assert (found.lapses_on, found.restart and found.restart.day) == by_day(due, years, restarts)


# --- what must hold -------------------------------------------------------------------------------------------------


@given(DAYS, YEARS, RESTARTS, st.randoms())
def test_order_does_not_matter(due, years, restarts, random) -> None:
    shuffled = list(restarts)
    random.shuffle(shuffled)
    assert clock(due, years, shuffled).lapses_on == clock(due, years, restarts).lapses_on


@given(DAYS, YEARS, RESTARTS, DAYS)
def test_one_more_signature_never_shortens_a_claim(due, years, restarts, day) -> None:
    plain = [one for one in restarts if not one.revives]
    before, after = clock(due, years, plain), clock(due, years, [*plain, Restart(day, WHY)])
    assert after.lapses_on >= before.lapses_on


@given(DAYS, YEARS, RESTARTS)
def test_nothing_that_comes_after_the_last_day_starts_it_again_but_a_decision(due, years, restarts) -> None:
    plain = [one for one in restarts if not one.revives]
    end = clock(due, years, plain).lapses_on
    late = [Restart(end + ONE, WHY), Restart(end + 200 * ONE, WHY)]
    assert clock(due, years, [*plain, *late]).lapses_on == end
    revived = clock(due, years, [*plain, *late, Restart(end + ONE, WHY, revives=True)])
    assert revived.lapses_on > end


@given(DAYS, YEARS, RESTARTS)
def test_a_decision_does_nothing_to_a_clock_that_runs(due, years, restarts) -> None:
    plain = [one for one in restarts if not one.revives]
    end = clock(due, years, plain).lapses_on
    assert clock(due, years, [*plain, Restart(end, WHY, revives=True)]).lapses_on == end


@given(DAYS, YEARS, RESTARTS)
def test_what_is_signed_before_the_due_date_starts_nothing(due, years, restarts) -> None:
    early = [replace_day(one, min(one.day, due)) for one in restarts]
    assert clock(due, years, [one for one in early if not one.revives]).restart is None


def replace_day(one: Restart, day: dt.date) -> Restart:
    return one._replace(day=day)


@pytest.mark.parametrize(
    ("years", "end"), [(1, dt.date(2021, 2, 28)), (4, dt.date(2024, 2, 29)), (3, dt.date(2023, 2, 28))]
)
def test_a_day_that_the_year_lacks_is_the_last_of_its_month(years: int, end: dt.date) -> None:
    assert clock(DUE, years, ()).lapses_on == end


# --- part payments of random businesses -----------------------------------------------------------------------------


@given(businesses(), LATE_DAYS)
def test_part_payments_are_those_of_the_matching(business: Business, day: dt.date) -> None:
    """With years enough, the clock runs from the last receipt that paid a part, or from the due date if later."""
    position = business.at(day)
    policy = LimitationPolicy(limitation_years="RO 90", part_payment_restarts="RO")
    book = business.book()
    book = replace(book, company=replace(book.company, country="RO"))
    found = limitation_of(position, book, NO_HISTORY, (), {}, policy)
    stand = outcome(business, day)
    received = {row.number: row for row in business.receipts}
    counted = {number: max(row.date, row.clears_on or row.date) for number, row in received.items()}
    for debt in found.debts:
        account = debt.customer, debt.currency
        document = next(row for row in business.deliveries if row.number == debt.document)
        paid = [
            max(counted[credit], document.date)
            for (owner, credit, debit, rule) in stand.paid
            if (owner, debit) == (account, debt.document) and credit in received and rule in ("named", "oldest")
        ]
        assert debt.clock is not None
        started = max([debt.due_date, *paid])
        assert debt.clock.lapses_on == last_day_far(started, 90)
        assert (debt.clock.restart is not None) == (started > debt.due_date)
    quiet = limitation_of(position, book, NO_HISTORY, (), {}, replace(policy, part_payment_restarts="none"))
    assert all(debt.clock and debt.clock.restart is None for debt in quiet.debts)


def last_day_far(started: dt.date, years: int) -> dt.date:
    try:
        return started.replace(year=started.year + years)
    except ValueError:
        return dt.date(started.year + years, 2, 28)


# --- what Policy says -----------------------------------------------------------------------------------------------


def test_years_are_read_in_any_language_and_with_any_sign_between() -> None:
    assert years_by_country("CN 3，台灣 2； România 3;ES 5,") == {"CN": 3, "TW": 2, "RO": 3, "ES": 5}
    assert years_by_country(LimitationPolicy().limitation_years) == {"CN": 3, "TW": 2, "KR": 3, "RO": 3, "ES": 5}
    assert countries_of("none") == frozenset()
    assert countries_of(LimitationPolicy().part_payment_restarts) == {"CN", "TW", "KR", "RO", "ES"}


@pytest.mark.parametrize("text", ["CN", "CN three", "CN 0", "CN 101", "3", "Atlantis 3", "CN 3 years", "CN -1"])
def test_years_that_say_nothing_are_refused(text: str) -> None:
    with pytest.raises(Faulty):
        years_by_country(text)
