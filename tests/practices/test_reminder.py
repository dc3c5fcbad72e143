"""The reminder run, told as stories and replayed day by day against B6 as a clerk carries it out by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from arxl.practices.dunning_level import DunningLevel
from arxl.practices.interest import interest_of
from arxl.practices.letters import Correspondence, Letter
from arxl.practices.open_account import open_accounts
from arxl.practices.promises import by_account, judged
from arxl.practices.reminder import Reminder, reminder_run
from arxl.practices.supply import supply_levels
from arxl.tables.history import NO_HISTORY, History, IssuedPaper
from arxl.tables.policy import InterestPolicy, ReminderPolicy, SupplyPolicy
from arxl.tables.ranges import table_of_range

from . import oracle
from .books import Business, Delivery, Receipt
from .test_letters import NO_RATE, RATE, is_about, level_by_hand

FIRST = dt.date(2026, 3, 1)
LEVELS = tuple(DunningLevel)
RANK = {level: rank for rank, level in enumerate(LEVELS)}


def day_of(number: int) -> dt.date:
    return FIRST + dt.timedelta(days=number)


@dataclass(frozen=True)
class Promised:
    """A row of Contacts: all of a document, and more, by a day."""

    made_on: dt.date
    customer: str
    currency: str
    document: str
    until: dt.date


class House:
    """A business that writes its reminders, and the register of what it wrote."""

    def __init__(
        self,
        business: Business,
        policy: ReminderPolicy | None = None,
        promises: Iterable[Promised] = (),
        *,
        with_rate: bool = True,
        recorded: bool = True,
    ) -> None:
        header = ["Date", "Customer ID", "Currency", "Promised Amount", "Promised On", "Documents"]
        rows = [[one.made_on, one.customer, one.currency, 9_000_000, one.until, one.document] for one in promises]
        contacts = table_of_range("Contacts", [header, *rows])
        self.books = business.receivables(contacts, RATE if with_rate else NO_RATE)
        self.policy = policy or ReminderPolicy()
        self.recorded = recorded
        self.papers: list[IssuedPaper] = []

    def desk(self, day: dt.date) -> Correspondence:
        books, terms = self.books, InterestPolicy()
        position = books.application.position_at(day)
        levels = supply_levels(books.application, position, books.book, NO_HISTORY, SupplyPolicy())
        interest = interest_of(position, books.book, NO_HISTORY, terms)
        promised = by_account(one for one in judged(books.book, day, Decimal(0)) if one.is_outstanding)
        return Correspondence(books.book, interest, levels, lambda: levels, self.policy, terms, day, promised)

    def run(self, desk: Correspondence) -> tuple[Reminder, ...]:
        accounts = open_accounts(desk.interest.position).values()
        return reminder_run(desk, accounts, History(papers=tuple(self.papers)))

    def writes(self, day: dt.date) -> list[Letter]:
        """The letters of the day, which go into the register."""
        desk = self.desk(day)
        accounts = open_accounts(desk.interest.position)
        rows = [row for row in self.run(desk) if row.goes]
        letters = [desk.letter(accounts[row.customer, row.currency], row.level, row.left_out) for row in rows]
        for letter in letters:
            self.keeps(desk, letter)
        return letters

    def by_hand(self, day: dt.date, account: tuple[str, str], level: DunningLevel) -> Letter:
        """A letter that somebody asks for."""
        desk = self.desk(day)
        letter = desk.letter(open_accounts(desk.interest.position)[account], level)
        self.keeps(desk, letter)
        return letter

    def keeps(self, desk: Correspondence, letter: Letter) -> None:
        customer, currency = letter.addressee.customer, letter.currency
        number = f"LT2026-{len(self.papers) + 1:05}"
        claims = desk.claims(letter) if self.recorded else ()
        self.papers.append(
            IssuedPaper("letter", number, customer, currency, str(letter.level), desk.written_on, "", "", claims)
        )

    def told(self, *days: int) -> list[str]:
        """`15 late-firm INV-1 INV-2`: the letters of these days; the run is held on each of them."""
        return [
            f"{day} {letter.level} {' '.join(documents(letter))}" for day in days for letter in self.writes(day_of(day))
        ]

    def why(self, day: int) -> str:
        """Why the one account gets no letter; "" where it does."""
        (row,) = self.run(self.desk(day_of(day)))
        assert row.goes is (row.why is None)
        return str(row.why or "")


def documents(letter: Letter) -> list[str]:
    return [line.item.document for line in letter.items]


def delivery(number: str, due: int, minor: int = 1000_00, **cells: object) -> Delivery:
    return Delivery(number, "C-1", "EUR", day_of(due - 30), minor, due=day_of(due), **cells)


OLD, NEW = delivery("INV-1", 0), delivery("INV-2", 20)


# --- stories -------------------------------------------------------------------------------------------------------


def test_a_new_invoice_is_reminded_of_while_an_older_one_stays_open():
    house = House(Business((OLD, NEW)))
    told = house.told(*range(100))
    assert [line for line in told if line.endswith("INV-2")] == [
        "13 before-due INV-2",
        "19 before-due INV-2",
        "20 due INV-2",
        "21 late-soft INV-2",
        "31 interest INV-1 INV-2",
        "35 late-firm INV-2",
        "46 suspension INV-1 INV-2",
        "51 interest INV-2",
        "61 last-notice INV-1 INV-2",
        "66 suspension INV-2",
        "81 last-notice INV-1 INV-2",
    ]
    assert [line for line in told if line.endswith("INV-1")] == [
        "0 due INV-1",
        "1 late-soft INV-1",
        "15 late-firm INV-1",
    ]


def test_what_comes_to_a_level_together_is_in_one_letter():
    house = House(Business((OLD, delivery("INV-2", 0), delivery("INV-3", 1))))
    assert house.told(1, 2, 3, 15, 16, 17) == [
        "1 late-soft INV-1 INV-2",
        "2 late-soft INV-1 INV-2 INV-3",
        "15 late-firm INV-1 INV-2 INV-3",
        "16 late-firm INV-1 INV-2 INV-3",
    ]


def test_a_letter_says_truly_what_follows_and_when():
    house = House(Business((OLD, NEW)))
    house.told(15)
    (soft,) = house.writes(day_of(21))
    assert (soft.level, soft.next_level, soft.next_on) == ("late-soft", "late-firm", day_of(35))
    assert soft.total_minor == NEW.minor


def test_a_day_without_a_run_is_made_good():
    house = House(Business((OLD, NEW)))
    assert house.told(2, 40, 41) == ["2 late-soft INV-1", "40 interest INV-1 INV-2"]
    assert house.why(41) == "Letter LT2026-00002 of 2026-04-10 has asked for it."


def test_after_its_letters_a_day_has_none_left():
    house = House(Business((OLD, NEW)))
    assert house.told(21) == ["21 late-firm INV-1 INV-2"]
    assert house.told(21) == []
    assert house.why(21) == "Letter LT2026-00001 of 2026-03-22 has asked for it."


def test_what_is_promised_is_left_out_and_made_good_when_its_day_is_over():
    promised = Promised(day_of(10), "C-1", "EUR", "INV-2", day_of(24))
    house = House(Business((OLD, delivery("INV-2", 8))), promises=[promised])
    assert house.told(15, 23, 24, 25, 26) == ["15 late-firm INV-1", "25 late-firm INV-1 INV-2"]


def test_what_was_disputed_when_a_letter_went_is_made_good_when_the_dispute_is_settled():
    disputed = delivery("INV-2", 0, disputed_on=day_of(-2), dispute_settled_on=day_of(20))
    house = House(Business((OLD, disputed)))
    assert house.told(15, 19, 20, 21) == ["15 late-firm INV-1", "20 late-firm INV-1 INV-2"]
    alone = House(Business((disputed,)))
    assert alone.why(15) == "What is late is disputed."


def test_a_small_amount_is_reminded_of_as_a_large_one_is():
    house = House(Business((OLD, delivery("INV-2", 20, minor=1))))
    house.told(15)
    assert house.told(21) == ["21 late-soft INV-2"]


def test_what_is_paid_silences_nothing_else():
    business = Business((OLD, NEW), (Receipt("R-1", "C-1", "EUR", day_of(30), OLD.minor, (("INV-1", None),)),))
    assert House(business).told(15, 21, 34, 35) == ["15 late-firm INV-1", "21 late-soft INV-2", "35 late-firm INV-2"]


def test_a_due_date_that_is_put_off_begins_anew():
    house = House(Business((OLD,)))
    house.told(1, 15)
    later = House(Business((delivery("INV-1", 30),)))
    later.papers = house.papers
    assert later.told(29, 31, 45) == ["29 before-due INV-1", "31 late-soft INV-1", "45 late-firm INV-1"]


def test_a_letter_by_hand_ahead_of_its_day_counts_for_what_is_furthest_along():
    house = House(Business((OLD, NEW)))
    house.by_hand(day_of(10), ("C-1", "EUR"), DunningLevel.LAST_NOTICE)
    assert house.told(15, 31, 46, 61) == ["31 late-soft INV-2", "46 late-firm INV-2", "61 interest INV-2"]


def test_what_is_assigned_to_counsel_gets_no_further_reminder():
    house = House(Business((OLD, NEW)))
    house.by_hand(day_of(25), ("C-1", "EUR"), DunningLevel.COUNSEL)
    assert house.told(*range(26, 90)) == []


def test_of_two_accounts_the_one_that_waits_longer_goes_first_and_the_other_the_next_day():
    won = Delivery("INV-2", "C-1", "KRW", day_of(-30), 10**9, due=day_of(0))
    house = House(Business((delivery("INV-1", -3), won)))
    assert house.told(5, 6, 7) == ["5 late-soft INV-1", "6 late-soft INV-2"]


def test_one_letter_a_day_holds_whatever_the_order_of_the_register():
    won = Delivery("INV-2", "C-1", "KRW", day_of(-30), 10**6, due=day_of(0))
    house = House(Business((OLD, won)))
    assert house.told(1) == ["1 late-soft INV-2"]
    house.papers.append(
        replace(house.papers[0], number="LT2026-00002", issued_on=day_of(0))
    )  # a clock that was set back
    assert house.told(1) == []


def test_where_the_first_letter_waits_it_is_said():
    house = House(Business((OLD,)), ReminderPolicy(dunning_days=(5, 15, 31, 46, 61)))
    assert house.why(3) == "The first reminder goes out 5 days past due."
    assert house.why(5) == ""
    house = House(Business((OLD, delivery("INV-2", 6))), ReminderPolicy(dunning_days=(5, 15, 31, 46, 61)))
    assert house.why(3) == "The first reminder goes out 5 days past due."
    assert house.told(5) == ["5 late-soft INV-1"]


def test_why_no_letter_goes_is_said_of_what_waits_for_one():
    policy = ReminderPolicy(dunning_days=(5, 15, 31, 46, 61))
    disputed = delivery("INV-2", -1, disputed_on=day_of(-2))
    assert House(Business((OLD, disputed)), policy).why(3) == "The first reminder goes out 5 days past due."
    promised = Promised(day_of(2), "C-1", "EUR", "INV-2", day_of(40))
    assert House(Business((OLD, NEW)), policy, [promised]).why(3) == "The first reminder goes out 5 days past due."
    in_dispute = delivery("INV-1", 0, disputed_on=day_of(-2))
    assert House(Business((in_dispute, NEW)), policy, [promised]).why(3) == "What is late is disputed."
    house = House(Business((OLD,)), policy)
    house.by_hand(day_of(3), ("C-1", "EUR"), DunningLevel.LATE_SOFT)
    assert house.why(4) == "Letter LT2026-00001 of 2026-03-04 has asked for it."


def test_a_letter_of_another_level_gives_no_notice_of_interest():
    house = House(Business((OLD, delivery("INV-2", 33))))
    assert house.told(31, 66, 67, 68) == ["31 interest INV-1", "66 last-notice INV-1 INV-2", "67 interest INV-2"]
    old = House(Business((OLD, delivery("INV-2", 33))), recorded=False)
    assert old.told(31, 66, 67, 68) == ["31 interest INV-1", "66 last-notice INV-1 INV-2", "67 interest INV-2"]


def test_a_register_that_does_not_say_what_its_letters_asked_for_is_read_by_due_dates():
    house = House(Business((OLD, NEW)), recorded=False)
    assert house.told(*range(1, 40)) == House(Business((OLD, NEW))).told(*range(1, 40))
    house.by_hand(day_of(45), ("C-1", "EUR"), DunningLevel.COUNSEL)
    assert house.told(*range(46, 90)) == []


def test_it_is_read_by_disputes_too():
    disputed = delivery("INV-2", 0, disputed_on=day_of(-2), dispute_settled_on=day_of(20))
    house = House(Business((OLD, disputed)), recorded=False)
    assert house.told(15, 19, 20, 21) == ["15 late-firm INV-1", "20 late-firm INV-1 INV-2"]


# --- the replay ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Noted:
    """A letter as the clerk notes it: what it asked for, and the level that each of it was at."""

    day: dt.date
    account: tuple[str, str]
    level: DunningLevel
    reached: Mapping[str, str | None]
    by_hand: bool


@dataclass
class Clerk:
    """B6 by hand: every document, every level, every letter that was ever written, one by one."""

    business: Business
    policy: ReminderPolicy
    promises: tuple[Promised, ...]
    with_rate: bool
    notes: list[Noted] = field(default_factory=list)

    def claimable(self, day: dt.date) -> dict[tuple[str, str], dict[str, dt.date]]:
        """Account -> document -> due date, of what a letter may speak of."""
        outcome = oracle.outcome(self.business, day)
        found: dict[tuple[str, str], dict[str, dt.date]] = {}
        for (account, number), minor in outcome.open.items():
            promised = any(one.document == number and one.made_on <= day <= one.until for one in self.promises)
            if minor and not outcome.disputed.get((account, number)) and not promised:
                found.setdefault(account, {})[number] = outcome.due[account, number]
        return found

    def is_covered(self, account: tuple[str, str], number: str, due: dt.date, level: DunningLevel) -> bool:
        """Whether a letter of the level or above asked for it since it fell due, when it was at that level itself."""
        return any(
            self._counts(note, number, level)
            for note in self.notes
            if note.account == account and number in note.reached and note.day >= due
        )

    def _counts(self, note: Noted, number: str, level: DunningLevel) -> bool:
        if note.level == "counsel":
            return True
        if RANK[level] > RANK[note.level]:
            return False
        at, furthest = self.rank(note.reached[number]), max(map(self.rank, note.reached.values()))
        if at == furthest or at >= RANK[note.level]:
            return True
        if level == "interest" and at == RANK[level]:
            return False  # only a notice of interest gives notice of it
        return at >= RANK[level]

    @staticmethod
    def rank(level: str | None) -> int:
        return -1 if level is None else RANK[DunningLevel(level)]

    def calls(self, day: dt.date, supply: Mapping[str, int]) -> dict[tuple[str, str], dict[str, DunningLevel]]:
        """Account -> document -> the letter that it calls for."""
        found: dict[tuple[str, str], dict[str, DunningLevel]] = {}
        for account, due in self.claimable(day).items():
            for number, due_date in due.items():
                days = (day - due_date).days
                if days < 0:
                    level = "before-due" if -days in self.policy.remind_before_days else None
                else:
                    level = level_by_hand(days, self.policy, self.with_rate, supply[account[0]])
                if level and (days < 0 or not self.is_covered(account, number, due_date, DunningLevel(level))):
                    found.setdefault(account, {})[number] = DunningLevel(level)
        return found

    def letters(self, day: dt.date, supply: Mapping[str, int]) -> list[tuple[tuple[str, str], str, set[str]]]:
        """(Account, level, documents) of each letter that goes out."""
        outcome, claimable = oracle.outcome(self.business, day), self.claimable(day)
        best: dict[str, tuple[int, int, int, str]] = {}
        for account, calls in self.calls(day, supply).items():
            rank = max(map(RANK.__getitem__, calls.values()))
            waits = max((day - claimable[account][one]).days for one, level in calls.items() if RANK[level] == rank)
            owed = sum(minor for (owner, _), minor in outcome.open.items() if owner == account)
            best[account[0]] = max(best.get(account[0], (-1, 0, 0, "")), (rank, waits, owed, account[1]))
        found = []
        for customer, (rank, _, _, currency) in best.items():
            if any(note.day == day and note.account[0] == customer for note in self.notes):
                continue
            account, level = (customer, currency), LEVELS[rank]
            wanted = {
                number
                for number, due in claimable[account].items()
                if is_about(level, (day - due).days, self.policy)
                and not any(self.is_covered(account, number, due, above) for above in LEVELS[rank + 1 :])
            }
            found.append((account, str(level), wanted))
        return found

    def notes_down(self, day: dt.date, letter: Letter, supply: Mapping[str, int], *, by_hand: bool) -> None:
        account = letter.addressee.customer, letter.currency
        reached = {
            line.item.document: level_by_hand(line.item.days_past_due, self.policy, self.with_rate, supply[account[0]])
            for line in letter.items
        }
        self.notes.append(Noted(day, account, letter.level, reached, by_hand))


SPAN = 45
DAYS = st.integers(0, SPAN).map(day_of)
REPLAYED = st.sampled_from([(1, 4, 8, 12, 17), (3, 5, 8, 13, 21), (1, 15, 31, 46, 61)])
OWNERS = st.sampled_from([*[("C-1", "EUR")] * 5, ("C-1", "KRW"), ("C-2", "EUR")])


@st.composite
def histories(draw: st.DrawFn) -> tuple[Business, tuple[Promised, ...]]:
    """Customers who are late with one thing after another, dispute some of it, promise some, and pay some."""
    deliveries, promises, receipts = [], [], []
    for place in range(draw(st.integers(2, 7))):
        (customer, currency), due = draw(OWNERS), draw(DAYS)
        minor = draw(st.integers(1, 20)) * 100
        fate = draw(st.sampled_from(["open", "open", "open", "settled", "disputed", "promised"]))
        number, after = f"INV-{place + 1}", due + dt.timedelta(days=draw(st.integers(-3, 20)))
        later = after + dt.timedelta(days=draw(st.integers(1, 12)))
        cells: dict[str, dt.date] = {"settled_on": after} if fate == "settled" else {}
        if fate == "disputed":
            cells = {"disputed_on": after, "dispute_settled_on": later}
        if fate == "promised":
            promises.append(Promised(after, customer, currency, number, later))
        deliveries.append(Delivery(number, customer, currency, due - dt.timedelta(10), minor, due=due, **cells))
    for place in range(draw(st.integers(0, 2))):
        (customer, currency), day = draw(OWNERS), draw(DAYS)
        receipts.append(Receipt(f"R-{place + 1}", customer, currency, day, draw(st.integers(1, 30)) * 100))
    return Business(tuple(deliveries), tuple(receipts)), tuple(promises)


POLICIES = st.builds(ReminderPolicy, remind_before_days=st.sampled_from([(1, 7), (3,)]), dunning_days=REPLAYED)
BY_HAND = st.dictionaries(st.integers(0, SPAN + 20), st.sampled_from(LEVELS), max_size=2)
MISSED = st.sets(st.integers(0, SPAN + 20), max_size=12)


@settings(max_examples=15, deadline=None)
@given(histories(), POLICIES, st.booleans(), BY_HAND, MISSED)
def test_every_letter_is_the_one_that_a_clerk_writes_by_hand(history, policy, with_rate, by_hand, missed):
    business, promises = history
    house = House(business, policy, promises, with_rate=with_rate)
    clerk = Clerk(business, policy, promises, with_rate)
    for number in range(SPAN + 20):
        day = day_of(number)
        desk = house.desk(day)
        supply = {row.customer: row.level for row in desk.supply.rows}
        if number in by_hand:
            for letter in somebody_writes(house, desk, by_hand[number], with_rate=with_rate):
                clerk.notes_down(day, letter, supply, by_hand=True)
        if number in missed:
            continue
        expected = clerk.letters(day, supply)
        letters = house.writes(day)
        told = [((one.addressee.customer, one.currency), str(one.level), set(documents(one))) for one in letters]
        assert sorted(told, key=str) == sorted(expected, key=str)
        for letter in letters:
            assert asks_for_something_new(clerk, letter)
            clerk.notes_down(day, letter, supply, by_hand=False)
        assert not [row for row in house.run(desk) if row.goes], "the day has had its letters"
        assert_nothing_waits(clerk, day, supply)


def somebody_writes(house: House, desk: Correspondence, level: DunningLevel, *, with_rate: bool) -> list[Letter]:
    """A letter to the first account that has something for it, and a ground where the level needs one."""
    cut = {row.customer for row in desk.supply.rows if row.level >= 2}
    for key, account in open_accounts(desk.interest.position).items():
        has_ground = {"suspension": key[0] in cut, "interest": with_rate and key[1] == "EUR"}.get(level, True)
        if desk.calls_for(account, level) and has_ground:
            return [house.by_hand(desk.as_of, key, level)]
    return []


def asks_for_something_new(clerk: Clerk, letter: Letter) -> bool:
    """No level is written twice about the same: something of it had no letter of this level."""
    account = (letter.addressee.customer, letter.currency)
    return letter.level == "before-due" or any(
        not clerk.is_covered(account, line.item.document, line.item.due_date, letter.level) for line in letter.items
    )


def assert_nothing_waits(clerk: Clerk, day: dt.date, supply: Mapping[str, int]) -> None:
    """After a run everything late has had the letter of its level, unless the customer's one letter of the day was
    about another account, and of that level at least, or was written by hand.
    """
    for account, calls in clerk.calls(day, supply).items():
        for number, level in calls.items():
            if level == "before-due":
                continue
            todays = [note for note in clerk.notes if note.day == day and note.account[0] == account[0]]
            assert todays, f"{number} waits on {day} for {level}"
            last = todays[-1]
            # what is due today is in no letter about what is late, and only a notice of interest gives notice of it
            another = last.account != account or level in ("due", "interest")
            assert last.by_hand or (another and RANK[last.level] >= RANK[level])
