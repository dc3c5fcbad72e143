"""The reminder run: who gets which letter today, who does not, and why not (practice B6).

Which letter an account is due for is the business of `practices.letters`. Here is decided whether it goes out today:
before the due date on the days that Policy names, on the due date, and then once at each dunning level that an item
reaches: a letter has said it of the items that it was about, and a new one goes out for those that were late after it.
Never for disputed items, nor for what is promised until its day is over; at most one a customer a day, that of the
highest level.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from arxl.errors import Amount, Sentence, label, sentence
from arxl.kernels.money import decimal_of
from arxl.practices.letters import TITLES, Correspondence, DunningLevel
from arxl.practices.open_account import OpenAccount
from arxl.tables.history import History, IssuedPaper
from arxl.tables.result import ResultColumn, ResultTable, Shows

LETTER = "letter"
"""The kind under which the register keeps letters."""

_ORDER = tuple(DunningLevel)


@dataclass(frozen=True, slots=True)
class Reminder:
    """What the run says of one account.

    Attributes:
        level: of the letter that goes out, else of the one that the account is at; None where it calls for none.
        goes: whether the letter goes out today.
        why: why it does not; None where it does.
    """

    customer: str
    currency: str
    exponent: int
    level: DunningLevel | None
    goes: bool
    open_minor: int
    days_past_due: int
    language: str
    why: Sentence | None

    @property
    def open_amount(self) -> Amount:
        """What is open of the account."""
        return Amount(decimal_of(self.open_minor, self.exponent), self.currency)


def reminder_run(desk: Correspondence, accounts: Iterable[OpenAccount], history: History) -> tuple[Reminder, ...]:
    """One row an account with something open, by customer and currency."""
    language = desk.book.customers.by_id("language")
    sent = _sent(history, desk.as_of)
    found = [_judged(desk, account, sent, language) for account in accounts if account.items]
    return _one_a_customer(found, sent, desk.as_of)


def _judged(
    desk: Correspondence,
    account: OpenAccount,
    sent: Mapping[tuple[str, str], Sequence[IssuedPaper]],
    language: Mapping[str, str],
) -> Reminder:
    letters = sent.get((account.customer, account.currency), ())
    level = _level_today(desk, account, letters)
    why = None if level else _why_not(desk, account, letters)
    return Reminder(
        customer=account.customer,
        currency=account.currency,
        exponent=account.exponent,
        level=level or desk.level_of(account),
        goes=level is not None,
        open_minor=account.open_minor,
        days_past_due=max(0, *(item.days_past_due for item in account.items)) if account.items else 0,
        language=language.get(account.customer, ""),
        why=why,
    )


def _level_today(desk: Correspondence, account: OpenAccount, sent: Sequence[IssuedPaper]) -> DunningLevel | None:
    """The highest level at which something is to be said today; None where all is said."""
    calling = []
    for item, place in desk.claimed_places(account):
        level = desk.level_of_item(account, item)
        if level is DunningLevel.BEFORE_DUE:
            says = -item.days_past_due in desk.policy.remind_before_days
        else:
            says = level is not None and not any(_said(desk, letter, level, place) for letter in sent)
        if level and says:
            calling.append(level)
    return max(calling, key=_ORDER.index, default=None)


def _said(desk: Correspondence, letter: IssuedPaper, level: DunningLevel, place: int) -> bool:
    """Whether a letter said of a document what its level says, or more."""
    subject = DunningLevel(letter.subject)
    return _ORDER.index(subject) >= _ORDER.index(level) and desk.spoke_of(subject, letter.issued_on, place)


def _why_not(desk: Correspondence, account: OpenAccount, sent: Sequence[IssuedPaper]) -> Sentence:
    """Why no letter goes to an account today."""
    level = desk.level_of(account)
    if level is None:
        promised = desk.promised_days(account)
        if promised and any(item.days_past_due >= 0 for item in account.items):
            return sentence("It is promised until {date}.", date=max(promised.values()))
        if any(item.disputed and item.days_past_due >= 0 for item in account.items):
            return sentence("What is late is disputed.")
        if any(place in desk.lapsed for place in account.places):
            return sentence("The claim has lapsed: only a decision revives it.")
        return sentence("Nothing falls due within {days} days.", days=desk.policy.remind_before_days[-1])
    if level is DunningLevel.BEFORE_DUE:
        return sentence(
            "A reminder goes out {days} days before the due date.",
            days=[str(one) for one in desk.policy.remind_before_days],
        )
    _, place = max(desk.claimed_places(account), key=lambda one: one[0].days_past_due)
    last = [letter for letter in sent if _said(desk, letter, level, place)][-1]
    return sentence("Letter {number} of {date} is of this level.", number=last.number, date=last.issued_on)


def _sent(history: History, as_of: dt.date) -> Mapping[tuple[str, str], list[IssuedPaper]]:
    """Account -> its letters up to the day, in the order of the register."""
    found: dict[tuple[str, str], list[IssuedPaper]] = {}
    for paper in history.papers:
        if paper.kind == LETTER and paper.issued_on <= as_of:
            found.setdefault((paper.customer, paper.currency), []).append(paper)
    return found


def _one_a_customer(
    found: Sequence[Reminder], sent: Mapping[tuple[str, str], Sequence[IssuedPaper]], as_of: dt.date
) -> tuple[Reminder, ...]:
    """Of several letters to a customer the one of the highest level goes, then the largest sum; none after another."""
    today = {customer: paper for (customer, _), papers in sent.items() for paper in papers if paper.issued_on == as_of}
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


def _urgency(one: Reminder) -> tuple[int, int, str]:
    assert one.level is not None
    return _ORDER.index(one.level), one.open_minor, one.currency


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
