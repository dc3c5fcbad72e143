"""The reminder run replayed day by day, against a tally by hand of which letter was about which document."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arxl.practices.letters import DunningLevel
from arxl.practices.open_account import open_accounts
from arxl.practices.reminder import LETTER, reminder_run
from arxl.tables.history import NO_HISTORY, History, IssuedPaper
from arxl.tables.policy import ReminderPolicy

from .books import DAY_TERMS, FIRST_DAY, Business, Customer, Delivery, Features, businesses
from .test_letters import RATE, desk

ORDER = tuple(DunningLevel)
BEFORE, DUE = DunningLevel.BEFORE_DUE, DunningLevel.DUE
POLICY = ReminderPolicy()
# Without what takes back a settlement, a document that was paid stays paid, and letters are easily tallied.
STEADY = Features(names=False, deposits=False, terms=DAY_TERMS, delivery_fates=("",), receipt_fates=("",))
IN_DISPUTE = replace(STEADY, delivery_fates=("", "disputed", "dispute settled"))


def sent_on(day: dt.date, customer: str, level: DunningLevel, history: History = NO_HISTORY) -> History:
    """The history with one letter more."""
    paper = IssuedPaper(LETTER, f"L{len(history.papers) + 1}", customer, "EUR", level, day, "letter.pdf", "0" * 64)
    return replace(history, papers=(*history.papers, paper))


def letter_to(business: Business, day: dt.date, history: History = NO_HISTORY) -> str:
    """The level of the letter that goes to the one customer; "" for none."""
    desk_of_day = desk(business, day, POLICY, day)
    (row,) = reminder_run(desk_of_day, open_accounts(desk_of_day.interest.position).values(), history)
    assert row.goes == (row.why is None)
    return str(row.level) if row.goes else ""


# --- a first delivery that nobody pays, and what comes after it ----------------------------------------------------

FIRST = Delivery("INV-1", "C-1", "EUR", FIRST_DAY, 1000, due=dt.date(2026, 2, 1))
SECOND = Delivery("INV-2", "C-1", "EUR", dt.date(2026, 1, 20), 500, due=dt.date(2026, 3, 10))
BOTH = Business((FIRST, SECOND), customers=(Customer("C-1"),))
LAST_NOTICE = sent_on(dt.date(2026, 4, 4), "C-1", DunningLevel.LAST_NOTICE)
SECOND_REMINDER = sent_on(dt.date(2026, 2, 16), "C-1", DunningLevel.LATE_FIRM)


@pytest.mark.parametrize(
    ("day", "goes"),
    [
        (dt.date(2026, 3, 2), ""),  # INV-1 is at the level of its letter, INV-2 is 8 days from its due date
        (dt.date(2026, 3, 3), "before-due"),
        (dt.date(2026, 3, 9), "before-due"),
        (dt.date(2026, 3, 10), "due"),
        (dt.date(2026, 3, 11), "late-soft"),
    ],
)
def test_a_new_delivery_is_reminded_of_while_an_older_one_stays_open(day, goes):
    said = sent_on(dt.date(2026, 3, 1), "C-1", DunningLevel.LATE_FIRM)
    firm = replace(POLICY, dunning_days=(1, 15, 100, 101, 102))
    desk_of_day = desk(BOTH, day, firm, day)
    (row,) = reminder_run(desk_of_day, open_accounts(desk_of_day.interest.position).values(), said)
    assert (str(row.level) if row.goes else "") == goes


def test_a_letter_has_said_it_of_all_that_was_late_on_its_day():
    late = dt.date(2026, 3, 12)
    said = sent_on(late, "C-1", DunningLevel.LATE_FIRM, SECOND_REMINDER)
    alone = replace(BOTH, deliveries=(SECOND,))
    assert letter_to(alone, late + dt.timedelta(1), said) == "", "the letter of the 12th listed INV-2"
    assert letter_to(alone, late + dt.timedelta(1), SECOND_REMINDER) == "late-soft", "that of February did not"


def test_after_the_last_notice_a_new_delivery_begins_with_the_first_reminder():
    third = Delivery("INV-3", "C-1", "EUR", dt.date(2026, 3, 1), 500, due=dt.date(2026, 4, 20))
    business = replace(BOTH, deliveries=(FIRST, third))
    assert letter_to(business, dt.date(2026, 4, 19), LAST_NOTICE) == "before-due"
    assert letter_to(business, dt.date(2026, 4, 21), LAST_NOTICE) == "late-soft"


def test_a_letter_says_nothing_of_what_was_disputed_on_its_day():
    disputed = replace(SECOND, disputed_on=dt.date(2026, 3, 1), dispute_settled_on=dt.date(2026, 3, 14))
    business = replace(BOTH, deliveries=(FIRST, disputed))
    said = sent_on(dt.date(2026, 3, 12), "C-1", DunningLevel.LAST_NOTICE)
    assert letter_to(business, dt.date(2026, 3, 13), said) == ""
    assert letter_to(business, dt.date(2026, 3, 14), said) == "late-soft"


# --- replayed ------------------------------------------------------------------------------------------------------


class Tally:
    """Which levels each document was told of, kept as the letters go out."""

    def __init__(self) -> None:
        self.told: dict[tuple[str, str, str], set[DunningLevel]] = defaultdict(set)

    def wants(self, account: tuple[str, str], owed: dict[str, int], cut: bool) -> DunningLevel | None:
        """The letter that an account should get.

        Args:
            owed: document -> days past due, of what is open and undisputed.
            cut: whether a supply level holds something back.
        """
        wanted = []
        for document, days in owed.items():
            told = [ORDER.index(level) for level in self.told[(*account, document)] if level is not BEFORE]
            level = level_by_hand(days, cut)
            if level is BEFORE:
                wanted += [level] * (-days in POLICY.remind_before_days)
            elif level is not None and ORDER.index(level) > max(told, default=-1):
                wanted.append(level)
        return max(wanted, key=ORDER.index, default=None)

    def goes(self, account: tuple[str, str], owed: dict[str, int], level: DunningLevel) -> None:
        """A letter goes out, about what its level is about."""
        for document, days in owed.items():
            if (-7 <= days < 0) if level is BEFORE else days == 0 if level is DUE else days > 0:
                self.told[(*account, document)].add(level)


def level_by_hand(days: int, cut: bool) -> DunningLevel | None:
    """PRACTICE B6 with the defaults of Policy; a rate of interest is there."""
    if days < 0:
        return BEFORE if days >= -7 else None
    if days == 0:
        return DUE
    name = next(name for first, name in LEVELS_BY_HAND if days >= first)
    return DunningLevel("interest" if name == "suspension" and not cut else name)


LEVELS_BY_HAND = ((61, "last-notice"), (46, "suspension"), (31, "interest"), (15, "late-firm"), (1, "late-soft"))


@settings(max_examples=20, deadline=None)
@given(businesses(STEADY) | businesses(IN_DISPUTE).map(lambda made: replace(made, receipts=(), credits=())), st.data())
def test_every_document_is_told_of_each_level_that_it_reaches_once(business, data):
    tally, history = Tally(), NO_HISTORY
    first = data.draw(st.integers(0, 60))
    for past in range(first, first + 30):
        day = FIRST_DAY + dt.timedelta(past)
        desk_of_day = desk(business, day, POLICY, day, RATE)
        accounts = open_accounts(desk_of_day.interest.position)
        cut = {row.customer: row.level >= 2 for row in desk_of_day.supply.rows}
        owed = {
            account: {item.document: item.days_past_due for item in standing.items if not item.disputed}
            for account, standing in accounts.items()
        }
        wanted = {account: tally.wants(account, owed[account], cut[account[0]]) for account in accounts}
        for customer in {customer for customer, _ in accounts}:
            best = max(
                (account for account, level in wanted.items() if account[0] == customer and level),
                key=lambda account: (ORDER.index(wanted[account]), accounts[account].open_minor, account[1]),
                default=None,
            )
            run = reminder_run(desk_of_day, accounts.values(), history)
            goes = [((row.customer, row.currency), row.level) for row in run if row.goes and row.customer == customer]
            assert goes == ([(best, wanted[best])] if best else [])
            for account, level in goes:
                tally.goes(account, owed[account], level)
                paper = IssuedPaper(LETTER, f"L{len(history.papers)}", *account, level, day, "letter.pdf", "0" * 64)
                history = replace(history, papers=(*history.papers, paper))
        again = reminder_run(desk_of_day, accounts.values(), history)
        assert not any(row.goes for row in again), "a second run of the day sends nothing"
