"""Reminder letters: which one an account is due for, and what it says (practices B6, C5, C1, A5).

An account is a customer in one currency. Its level follows from the days past due of its oldest undisputed item and
Policy `dunning_days`; a notice of interest needs a rate of interest, a notice of suspension a supply level that cuts
something. A letter lists what its level is about: before the due date what falls due soon, on the day what is due,
then what is past due. Disputed items are never in it, nor is what is promised until its day is over. Who gets a letter
today is no business of this module.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

import numpy as np

from arxl.errors import Faulty, Refused, Sentence, refused, sentence
from arxl.practices.addressee import Addressee, addressee_of
from arxl.practices.cash_application import Position
from arxl.practices.dunning_level import LATE, RANKS, DunningLevel, counts_at, level_by_days
from arxl.practices.interest import Interest, rate_on
from arxl.practices.open_account import OpenAccount
from arxl.practices.promises import Judged, promised_days
from arxl.practices.statement import OpenItem
from arxl.practices.supply_level import OF_GRADE, REDUCED, Supply, SupplyLevels
from arxl.tables.history import Claim
from arxl.tables.ledger import INTEREST, REFUND
from arxl.tables.policy import InterestPolicy, ReminderPolicy
from arxl.tables.schema import Book

FIRST_CUT = REDUCED  # the supply level from which something is held back


@dataclass(frozen=True, slots=True)
class LetterItem:
    """A document of a letter.

    Attributes:
        interest_from: the day out of its interest; None where the letter is not about interest, or it bears none.
        interest_minor: what it has borne up to the letter's day.
    """

    item: OpenItem
    interest_from: dt.date | None = None
    interest_minor: int = 0


@dataclass(frozen=True, slots=True)
class InterestClaim:
    """What a letter says of interest.

    Attributes:
        rate: a year, on the letter's day; 0.1 is 10 %.
        accrued_minor: borne up to the letter's day by undisputed documents of the account, settled ones included.
    """

    rate: Decimal
    basis: str
    accrued_minor: int


@dataclass(frozen=True, slots=True)
class Suspension:
    """What a letter says of supply: the level, why, and what releases it."""

    level: int
    orders_percent: int
    reasons: tuple[Sentence, ...]
    release: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter about one account.

    Attributes:
        number: "" while it is a draft.
        as_of: the day whose figures it states.
        written_on: its own date.
        unapplied_minor: cash on account that is matched with nothing; it is not deducted.
        in_hand_minor: cheques and bills that have not cleared; not deducted.
        disputed_minor: open and disputed; only counsel is told.
        pay_by: the day by which the money is asked for.
        next_level: what follows where it is still open on `next_on`; None after the last.
    """

    number: str
    level: DunningLevel
    addressee: Addressee
    currency: str
    exponent: int
    as_of: dt.date
    written_on: dt.date
    items: tuple[LetterItem, ...]
    total_minor: int
    unapplied_minor: int
    in_hand_minor: int
    disputed_minor: int
    pay_by: dt.date
    next_level: DunningLevel | None
    next_on: dt.date
    interest: InterestClaim | None
    suspension: Suspension | None

    @property
    def oldest_days(self) -> int:
        """Days past due of the oldest item."""
        return max(line.item.days_past_due for line in self.items)


@dataclass(frozen=True)
class Correspondence:
    """What letters are drawn from, on one day.

    Attributes:
        interest: the interest of all documents; its position is that of the day.
        supply: the levels in force.
        grounds: answers the same of the position `without_disputed`, for no letter speaks of what is disputed.
        written_on: the date of the letters, from which what they ask and give notice of is counted.
        promised: account -> its promises whose day is not over: no letter speaks of what they are about.
        lapsed: positions in `position.debits` whose claim has lapsed: no letter speaks of them (B4).
    """

    book: Book
    interest: Interest
    supply: SupplyLevels
    grounds: Callable[[], SupplyLevels]
    policy: ReminderPolicy
    interest_policy: InterestPolicy
    written_on: dt.date
    promised: Mapping[tuple[str, str], tuple[Judged, ...]] = field(default_factory=dict)
    lapsed: Collection[int] = frozenset()
    _rates: dict[str, Decimal | None] = field(default_factory=dict, init=False, repr=False)
    """As they have come up: the items of a run ask again and again."""

    @property
    def as_of(self) -> dt.date:
        """The day whose figures the letters state."""
        return self.interest.position.as_of

    @cached_property
    def _level_of_supply(self) -> Mapping[str, int]:
        return {row.customer: row.level for row in self.supply.rows}

    def claimed(self, account: OpenAccount) -> tuple[OpenItem, ...]:
        """What letters may speak of: neither disputed, nor promised, nor lapsed."""
        return tuple(item for item, _ in self.claimed_places(account))

    def claimed_places(self, account: OpenAccount) -> tuple[tuple[OpenItem, int], ...]:
        """The same, each with its place in the position."""
        promised = self.promised_days(account)
        return tuple(
            (item, place)
            for item, place in zip(account.items, account.places, strict=True)
            if not item.disputed and place not in self.lapsed and item.document not in promised
        )

    def promised_days(self, account: OpenAccount) -> Mapping[str, dt.date]:
        """Document -> the day for which it is promised."""
        rows = self.promised.get((account.customer, account.currency), ())
        return promised_days(rows, ((item.document, item.open_minor) for item in account.items)) if rows else {}

    def level_of(self, account: OpenAccount) -> DunningLevel | None:
        """The level that an account is at; None where it calls for no letter."""
        oldest = max(self.claimed(account), key=_days, default=None)
        return self.level_of_item(account, oldest) if oldest else None

    def level_of_item(self, account: OpenAccount, item: OpenItem) -> DunningLevel | None:
        """The level that one document of an account is at; None where it calls for no letter."""
        return self.level_at(item.days_past_due, (account.customer, account.currency))

    def level_at(self, days_past_due: int, account: tuple[str, str]) -> DunningLevel | None:
        """The level of so many days past due, for which the account has a ground."""
        level = level_by_days(days_past_due, self.policy)
        return self._possible(level, account) if level else None

    def spoke_of(self, level: DunningLevel, day: dt.date, place: int) -> bool:
        """Whether a letter of a level that was issued on a day was about a document, by its place in the position."""
        position = self.interest.position
        due_date: dt.date = position.due_date[place].item()
        if position.ledger.debits.disputed_at(np.datetime64(day, "D"), position.debits[place : place + 1])[0]:
            return False
        match level:
            case DunningLevel.BEFORE_DUE:
                return day < due_date
            case DunningLevel.DUE:
                return day == due_date
            case _:
                return day > due_date

    def calls_for(self, account: OpenAccount, level: DunningLevel) -> bool:
        """Whether an account has something that a letter of the level is about."""
        return any(self._is_about(item, level) for item in self.claimed(account))

    def letter(self, account: OpenAccount, level: DunningLevel, but: Collection[str] = ()) -> Letter:
        """The letter of a level.

        Args:
            but: documents that it leaves out.

        Raises:
            Refused: the account has nothing that such a letter is about, or its supply is not cut.
            Faulty: a rate of interest is missing, or a notice of interest on the Decisions sheet says nothing.
        """
        addressee = addressee_of(self.book, account.customer)
        claimed = (item for item in self.claimed(account) if item.document not in but)
        items = tuple(item for item in claimed if self._is_about(item, level))
        if not items:
            raise nothing_to_say(account.customer, account.currency, level, self.as_of)
        about_interest = level in (DunningLevel.INTEREST, DunningLevel.COUNSEL)
        interest = self._claim(account, level) if about_interest else None
        suspension = self._suspension(account) if level is DunningLevel.SUSPENSION else None
        last = level is DunningLevel.LAST_NOTICE
        pay_by = self.written_on + dt.timedelta(self.policy.last_notice_days if last else self.policy.pay_within_days)
        next_level = self._next(level, account)
        return Letter(
            number="",
            level=level,
            addressee=addressee,
            currency=account.currency,
            exponent=account.exponent,
            as_of=self.as_of,
            written_on=self.written_on,
            items=tuple(
                self._line(item, place, level, interest)
                for item, place in zip(account.items, account.places, strict=True)
                if item in items
            ),
            total_minor=sum(item.open_minor for item in items),
            unapplied_minor=account.unapplied_minor,
            in_hand_minor=account.in_hand_minor,
            disputed_minor=sum(item.open_minor for item in account.items if item.disputed),
            pay_by=pay_by,
            next_level=next_level,
            next_on=self._reached(next_level, max(items, key=_days).due_date, pay_by),
            interest=interest,
            suspension=suspension,
        )

    def claims(self, letter: Letter) -> tuple[Claim, ...]:
        """What a letter asks for, each document at the level at which the letter counts for it.

        That is the document's own level (`counts_at`): a document one day late in the last notice about another has
        been reminded of once. A letter written by hand ahead of its day counts in full for what is furthest along,
        and an assignment to counsel for all that it lists.
        """
        account = letter.addressee.customer, letter.currency
        reached = [self.level_at(line.item.days_past_due, account) for line in letter.items]
        ranks = [-1 if level is None else RANKS[level] for level in reached]
        furthest = -1 if letter.level is DunningLevel.COUNSEL else max(ranks)
        claims = []
        for line, level, rank in zip(letter.items, reached, ranks, strict=True):
            if rank >= furthest:
                claims.append(Claim(line.item.document, str(letter.level)))
            elif level is not None:
                claims.append(Claim(line.item.document, str(counts_at(letter.level, level))))
        return tuple(claims)

    def _is_about(self, item: OpenItem, level: DunningLevel) -> bool:
        days = item.days_past_due
        if level is DunningLevel.BEFORE_DUE:
            return -self.policy.remind_before_days[-1] <= days < 0
        return days == 0 if level is DunningLevel.DUE else days > 0

    def _possible(self, level: DunningLevel, account: tuple[str, str]) -> DunningLevel:
        """The level, or the one below it where the account has no ground for it."""
        customer, currency = account
        if level is DunningLevel.SUSPENSION and self._level_of_supply[customer] < FIRST_CUT:
            level = DunningLevel.INTEREST
        if level is DunningLevel.INTEREST and self._rate(currency) is None:
            level = DunningLevel.LATE_FIRM
        return level

    def _next(self, level: DunningLevel, account: OpenAccount) -> DunningLevel | None:
        """What follows: the next level for which the account has a ground."""
        following = tuple(DunningLevel)[tuple(DunningLevel).index(level) + 1 :]
        if self._rate(account.currency) is None:
            following = tuple(step for step in following if step is not DunningLevel.INTEREST)
        return following[0] if following else None

    def _reached(self, level: DunningLevel | None, oldest_due: dt.date, pay_by: dt.date) -> dt.date:
        """The day on which an account reaches a level: by Policy, and never before the day asked for is over."""
        after = pay_by + dt.timedelta(1)
        if level not in LATE:
            return after
        return max(oldest_due + dt.timedelta(self.policy.dunning_days[LATE.index(level)]), after)

    def _rate(self, currency: str) -> Decimal | None:
        if currency not in self._rates:
            try:
                self._rates[currency] = rate_on(self.book, currency, self.as_of)
            except Faulty:
                self._rates[currency] = None
        return self._rates[currency]

    def _claim(self, account: OpenAccount, level: DunningLevel) -> InterestClaim | None:
        """Interest to date and its rate; to counsel only what has accrued, for an assignment is no notice."""
        position, rows = self.interest.position, self.interest.rows
        faults = [
            fault
            for fault in self.interest.faults
            if fault.fact.values.get("currency", account.currency) == account.currency
        ]
        if faults:
            raise Faulty(*faults)
        code = position.ledger.accounts.codes[account.customer, account.currency]
        own = (position.debit_account[rows] == code) & ~position.disputed[rows]
        if level is DunningLevel.COUNSEL and not self.interest.minor[own].any():
            return None
        return InterestClaim(
            rate=rate_on(self.book, account.currency, self.as_of),
            basis=self.interest_policy.interest_basis,
            accrued_minor=int(self.interest.minor[own].sum()),
        )

    def _line(self, item: OpenItem, place: int, level: DunningLevel, claim: InterestClaim | None) -> LetterItem:
        """A document, with its interest where the letter is about it: accrued, or from this very notice on."""
        if claim is None or item.kind in (INTEREST, REFUND):
            return LetterItem(item)
        row = np.flatnonzero(self.interest.rows == place)
        if len(row):
            return LetterItem(item, self.interest.start[row[0]].item(), int(self.interest.minor[row[0]]))
        if level is DunningLevel.COUNSEL:
            return LetterItem(item)
        start = item.due_date if self.interest_policy.from_due else max(item.due_date, self.written_on)
        return LetterItem(item, start + dt.timedelta(self.interest_policy.interest_grace_days))

    def _suspension(self, account: OpenAccount) -> Suspension:
        """What is held back and why. The house's own grounds (grade, decisions of its people) stay in the house, and
        what rests on a disputed item is left aside.

        Raises:
            Refused: nothing is held back.
        """
        supply = _of(self.supply, account.customer)
        if supply.level < FIRST_CUT:
            raise refused(
                account.customer,
                sentence("the supply level is {level}: nothing is suspended.", level=supply.level),
                sentence("Write another letter, or override the level on the Decisions sheet first."),
            )
        said = _of(self.grounds(), account.customer)
        by_rule = said.reasons[len(said.reasons) - len(said.release) :]  # an override has no release
        grounds = [(why, release) for why, release in zip(by_rule, said.release, strict=True) if why != OF_GRADE]
        return Suspension(
            supply.level,
            self.supply.orders_reduced_percent,
            tuple(why for why, _ in grounds),
            tuple(dict.fromkeys(release for _, release in grounds)),
        )


def without_disputed(position: Position) -> Position:
    """The same day as if nothing were left of disputed items: what a letter gives as its grounds."""
    return replace(position, open_minor=np.where(position.disputed, 0, position.open_minor))


def _of(levels: SupplyLevels, customer: str) -> Supply:
    return next(row for row in levels.rows if row.customer == customer)


def nothing_to_say(customer: str, currency: str, level: DunningLevel | None, day: dt.date) -> Refused:
    """The refusal of a letter that would be about nothing.

    Args:
        currency: "" for all accounts of the customer.
        level: None for any.
    """
    account = f"{customer} {currency}".rstrip()
    if level is None:
        return refused(
            account,
            sentence("nothing that is open and undisputed calls for a letter on {day}.", day=day),
            sentence("Name a level with --level, or another day with --as-of."),
        )
    return refused(
        account,
        sentence(
            "nothing that is open and undisputed calls for the letter {level} on {day}.", level=level.value, day=day
        ),
        sentence("Name another level with --level, or another day with --as-of."),
    )


def _days(item: OpenItem) -> int:
    return item.days_past_due
