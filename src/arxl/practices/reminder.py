"""The reminder run: who gets which letter today, who does not, and why not (practice B6).

Which level an account is at is the business of `practices.letters`. Here is decided whether a letter goes out today:
before the due date on the days that Policy names, on the due date, and then once at each dunning level. Each document
is judged by itself: it calls for the letter of its level until one of that level or above has asked for it, whatever
else the account was written about. Never for disputed items, nor for what is promised until its day is over; at most
one a customer a day, that of the highest level.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from arxl.errors import Amount, Sentence, label, sentence
from arxl.kernels.money import decimal_of
from arxl.practices.dunning_level import RANKS, TITLES, DunningLevel, counts_at
from arxl.practices.letters import Correspondence
from arxl.practices.open_account import OpenAccount
from arxl.practices.statement import OpenItem
from arxl.tables.history import History, IssuedPaper
from arxl.tables.result import ResultColumn, ResultTable, Shows

LETTER = label("letter")
"""The kind under which the register keeps letters."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """What the run says of one account.

    Attributes:
        level: of the letter that the account calls for; None where it calls for none.
        left_out: documents that the letter does not ask for, because they have had one of a higher level.
        goes: whether the letter goes out today.
        waits_days: days past due of the oldest document that calls for the letter.
        why: why it does not; None where it does.
    """

    customer: str
    currency: str
    exponent: int
    level: DunningLevel | None
    left_out: frozenset[str]
    goes: bool
    open_minor: int
    days_past_due: int
    waits_days: int
    language: str
    why: Sentence | None

    @property
    def open_amount(self) -> Amount:
        """What is open of the account."""
        return Amount(decimal_of(self.open_minor, self.exponent), self.currency)


@dataclass(frozen=True, slots=True)
class _Told:
    """The highest level at which a letter has asked for a document, and the last such letter."""

    rank: int
    paper: IssuedPaper


def reminder_run(desk: Correspondence, accounts: Iterable[OpenAccount], history: History) -> tuple[Reminder, ...]:
    """One row an account with something open, by customer and currency."""
    language = desk.book.customers.by_id("language")
    sent = _sent(history, desk.written_on)
    found = [
        _judged(desk, account, sent.get((account.customer, account.currency), ()), language)
        for account in accounts
        if account.items
    ]
    return _one_a_customer(found, sent, desk.written_on)


def _judged(
    desk: Correspondence, account: OpenAccount, sent: Sequence[IssuedPaper], language: Mapping[str, str]
) -> Reminder:
    claimed = desk.claimed_places(account)
    items = [item for item, _ in claimed]
    told = _told(desk, claimed, sent)
    calls = [(level, item) for item in items if (level := _call(desk, account, item, told)) is not None]
    level = max((level for level, _ in calls), key=RANKS.__getitem__, default=None)
    return Reminder(
        customer=account.customer,
        currency=account.currency,
        exponent=account.exponent,
        level=level,
        left_out=frozenset(document for document, one in told.items() if level and one.rank > RANKS[level]),
        goes=level is not None,
        open_minor=account.open_minor,
        days_past_due=max(0, *(item.days_past_due for item in account.items)),
        waits_days=max((item.days_past_due for step, item in calls if step is level), default=0),
        language=language.get(account.customer, ""),
        why=None if level else _why_not(desk, account, items, told),
    )


def _call(desk: Correspondence, account: OpenAccount, item: OpenItem, told: Mapping[str, _Told]) -> DunningLevel | None:
    """The letter that a document calls for today; None where it calls for none, or has had it."""
    before = told.get(item.document)
    if item.days_past_due < 0:
        is_of_today = before is None and -item.days_past_due in desk.policy.remind_before_days
        return DunningLevel.BEFORE_DUE if is_of_today else None
    level = desk.level_of_item(account, item)
    return level if level and (before is None or before.rank < RANKS[level]) else None


def _told(
    desk: Correspondence, claimed: Iterable[tuple[OpenItem, int]], sent: Sequence[IssuedPaper]
) -> dict[str, _Told]:
    """Document -> what it was told; without those of which no letter has spoken since they fell due, or, of what is not
    due, since the day whose figures are stated: letters may be of a later day than that.
    """
    due = {item.document: (item.due_date, place) for item, place in claimed}
    told: dict[str, _Told] = {}
    for paper in sent:
        for document, rank in _ranks(desk, paper, due):
            if document not in due or paper.issued_on < min(due[document][0], desk.as_of):
                continue
            if document not in told or rank >= told[document].rank:
                told[document] = _Told(rank, paper)
    return told


def _ranks(
    desk: Correspondence, paper: IssuedPaper, due: Mapping[str, tuple[dt.date, int]]
) -> Iterator[tuple[str, int]]:
    """The documents that a letter asks for, and the rank of the level at which it counts for each.

    Where the register does not say, what it could be about on its day, at the level that each had reached by then.
    """
    if paper.claims:
        yield from ((claim.document, RANKS[DunningLevel(claim.level)]) for claim in paper.claims)
        return
    written = DunningLevel(paper.subject)
    for document, (day, place) in due.items():
        if not desk.spoke_of(written, paper.issued_on, place):
            continue
        reached = desk.level_at((paper.issued_on - day).days, (paper.customer, paper.currency))
        if written is DunningLevel.COUNSEL:
            yield document, RANKS[written]
        elif reached is not None:
            yield document, RANKS[counts_at(written, reached)]


def _why_not(
    desk: Correspondence, account: OpenAccount, items: Sequence[OpenItem], told: Mapping[str, _Told]
) -> Sentence:
    """Why no letter goes to an account of which nothing calls for one."""
    policy = desk.policy
    oldest = max(items, key=_days, default=None)
    if oldest is not None and oldest.document in told:
        last = told[oldest.document].paper
        return sentence("Letter {number} of {date} has asked for it.", number=last.number, date=last.issued_on)
    if oldest is not None and oldest.days_past_due > 0:
        return sentence("The first reminder goes out {days} days past due.", days=policy.dunning_days[0])
    if any(-policy.remind_before_days[-1] <= item.days_past_due < 0 for item in items):
        return sentence(
            "A reminder goes out {days} days before the due date.", days=[str(one) for one in policy.remind_before_days]
        )
    late = [item for item in account.items if item.days_past_due >= 0]
    promised = desk.promised_days(account)
    until = [promised[item.document] for item in late if item.document in promised]
    if until:
        return sentence("It is promised until {date}.", date=max(until))
    if any(item.disputed for item in late):
        return sentence("What is late is disputed.")
    if any(place in desk.lapsed for place in account.places):
        return sentence("The claim has lapsed: only a decision revives it.")
    return sentence("Nothing falls due within {days} days.", days=policy.remind_before_days[-1])


def _days(item: OpenItem) -> int:
    return item.days_past_due


def _sent(history: History, day: dt.date) -> Mapping[tuple[str, str], list[IssuedPaper]]:
    """Account -> its letters by the day, in the order of the register."""
    found: dict[tuple[str, str], list[IssuedPaper]] = {}
    for paper in history.papers:
        if paper.kind == LETTER and paper.issued_on <= day:
            found.setdefault((paper.customer, paper.currency), []).append(paper)
    return found


def _one_a_customer(
    found: Sequence[Reminder], sent: Mapping[tuple[str, str], Sequence[IssuedPaper]], day: dt.date
) -> tuple[Reminder, ...]:
    """Of several letters to a customer one goes: that of the highest level, then the one that waits longest, then the
    largest sum. None goes after another letter of the day.
    """
    today = {customer: paper for (customer, _), papers in sent.items() for paper in papers if paper.issued_on == day}
    best: dict[str, Reminder] = {}
    for one in found:
        held = best.get(one.customer)
        if one.goes and (held is None or _urgency(one) > _urgency(held)):
            best[one.customer] = one
    done = []
    for one in found:
        if one.goes and one.customer in today:
            number = today[one.customer].number
            done.append(_kept_back(one, sentence("Letter {number} is of today.", number=number)))
        elif one.goes and best[one.customer] is not one:
            other = best[one.customer].currency
            done.append(_kept_back(one, sentence("Another letter goes today, about {currency}.", currency=other)))
        else:
            done.append(one)
    return tuple(done)


def _urgency(one: Reminder) -> tuple[int, int, int, str]:
    assert one.level is not None
    return RANKS[one.level], one.waits_days, one.open_minor, one.currency


def _kept_back(one: Reminder, why: Sentence) -> Reminder:
    return replace(one, goes=False, why=why)


def reminders_table(rows: Iterable[Reminder]) -> ResultTable:
    """One row an account: those who get a letter first."""
    listed = sorted(rows, key=lambda one: (not one.goes, one.customer, one.currency))
    return ResultTable(
        label("Reminders"),
        (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [one.customer for one in listed]),
            ResultColumn("currency", label("Currency"), Shows.TEXT, [one.currency for one in listed]),
            ResultColumn("open", label("Open"), Shows.AMOUNT, [one.open_amount for one in listed], totalled=True),
            ResultColumn("days_past_due", label("Days past due"), Shows.WHOLE, [one.days_past_due for one in listed]),
            ResultColumn(
                "letter",
                label("Letter"),
                Shows.LABEL,
                [TITLES[one.level] if one.goes and one.level else "" for one in listed],
            ),
            ResultColumn("language", label("Language"), Shows.TEXT, [one.language for one in listed]),
            ResultColumn("why", label("Why not"), Shows.SENTENCES, [(one.why,) if one.why else () for one in listed]),
        ),
    )
