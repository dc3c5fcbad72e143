"""Letters: to one customer, to all at a level, or those of the day's reminder run (practice B6).

An account gets one letter a day. How a letter is drafted or issued is the business of `jobs.paper_issue`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from arxl.errors import Refused, refused, sentence
from arxl.jobs.draft import theme_of
from arxl.jobs.opened import OpenedBook
from arxl.jobs.paper_issue import Printed, Wish, written
from arxl.jobs.progress import Progress, no_progress
from arxl.jobs.proofs import lapsed_on
from arxl.papers.letter import LetterPrinter
from arxl.practices.addressee import addressee_of
from arxl.practices.dunning_level import DunningLevel
from arxl.practices.interest import interest_of
from arxl.practices.letters import Correspondence, Letter, nothing_to_say, without_disputed
from arxl.practices.open_account import OpenAccount, open_accounts
from arxl.practices.promises import by_account
from arxl.practices.reminder import LETTER, reminder_run
from arxl.practices.supply import supply_levels
from arxl.practices.supply_level import SupplyLevels
from arxl.register.store import Register
from arxl.tables.history import Claim, History, IssuedPaper
from arxl.tables.policy import InterestPolicy, ReminderPolicy, policy_of


def letters(
    opened: OpenedBook,
    today: dt.date,
    customer: str = "",
    level: DunningLevel | None = None,
    *,
    due_today: bool = False,
    issue: bool = False,
    folder: Path | None = None,
    progress: Progress = no_progress,
) -> tuple[Printed, ...]:
    """The letters to one customer, one an account; or to all whose account is at a level.

    Args:
        customer: "" for all of them, which needs a level or `due_today`.
        level: of a customer's letter, whatever the account is at; None takes the account's own.
        due_today: the letters of the day's reminder run alone, of one customer or at one level where these are named;
            issued again, those that the register has of today come back.

    Raises:
        WrongUsage: the book has no such customer.
        Refused: nothing calls for the letter; another letter to the account is of today; register or file.
        Faulty: the book has faults, a rate of interest is missing, a text cannot be printed.
    """
    opened.refuse_faults()
    desk = correspondence(opened, today if issue else opened.as_of)
    accounts = tuple(open_accounts(opened.position).values())
    if customer:
        addressee_of(opened.book, customer)
    if due_today:
        chosen = _of_run(desk, accounts, opened.history, customer, level)
    elif customer:
        chosen = _of_customer(desk, accounts, customer, level)
    else:
        assert level is not None, "all customers at a level"
        chosen = [desk.letter(account, level) for account in accounts if desk.level_of(account) is level]
    printer = LetterPrinter(opened.book.company, desk.policy.counsel, theme_of(opened))
    alone = bool(customer) and not due_today
    wishes = [_letter(one, desk.claims(one), printer, today, alone=alone) for one in chosen]
    if due_today and issue:
        wishes += _of_today(opened.history, today, customer, level)
    if not wishes:
        who = customer or opened.path.name
        raise _no_letter_of_run(who, opened.as_of) if due_today else nothing_to_say(who, "", level, opened.as_of)
    return written(opened, wishes, today, issue, folder, progress)


def correspondence(opened: OpenedBook, written_on: dt.date) -> Correspondence:
    """What letters of the as-of date are drawn from.

    Raises:
        Faulty: Policy holds a value that its key does not take.
    """
    settings = opened.book.settings
    interest_policy = policy_of(InterestPolicy, settings)

    @cache
    def grounds() -> SupplyLevels:
        undisputed = without_disputed(opened.position)
        return supply_levels(opened.application, undisputed, opened.book, opened.history, opened.supply_policy)

    return Correspondence(
        opened.book,
        interest_of(opened.position, opened.book, opened.history, interest_policy),
        opened.levels,
        grounds,
        policy_of(ReminderPolicy, settings),
        interest_policy,
        written_on,
        by_account(one for one in opened.promises if one.is_outstanding),
        lapsed_on(opened),
    )


def _of_customer(
    desk: Correspondence, accounts: Sequence[OpenAccount], customer: str, level: DunningLevel | None
) -> list[Letter]:
    """One letter an account; a level that is asked for and fits none of them is refused as it fits none."""
    own = [account for account in accounts if account.customer == customer]
    if level is None:
        at = [(account, desk.level_of(account)) for account in own]
        return [desk.letter(account, reached) for account, reached in at if reached is not None]
    return [desk.letter(account, level) for account in own if desk.calls_for(account, level)]


def _of_run(
    desk: Correspondence, accounts: Sequence[OpenAccount], history: History, customer: str, level: DunningLevel | None
) -> list[Letter]:
    """The letters of the reminder run, as it judges all accounts."""
    run = {(row.customer, row.currency): row for row in reminder_run(desk, accounts, history) if row.goes}
    going = [(account, run.get((account.customer, account.currency))) for account in accounts]
    return [
        desk.letter(account, row.level, row.left_out)
        for account, row in going
        if row is not None and row.level and customer in ("", account.customer) and level in (None, row.level)
    ]


def _no_letter_of_run(who: str, day: dt.date) -> Refused:
    return refused(
        who,
        sentence("the reminder run of {day} has no such letter.", day=day),
        sentence("See who gets a letter, and why others do not, with arxl reminders."),
    )


def _of_today(history: History, today: dt.date, customer: str, level: DunningLevel | None) -> list[Wish]:
    """The letters of today that were issued before: a run that was stopped left files missing."""
    return [
        _standing(paper)
        for paper in history.papers
        if (paper.kind, paper.issued_on) == (LETTER, today)
        and customer in ("", paper.customer)
        and level in (None, paper.subject)
    ]


def _standing(paper: IssuedPaper) -> Wish:
    """A paper that the register has: nothing is printed for it."""

    def prints(number: str, date: dt.date) -> bytes:
        raise AssertionError(f"{paper.number} is issued")

    return Wish(paper.kind, paper.customer, paper.currency, paper.subject, prints, lambda history, register: paper)


def _letter(found: Letter, claims: tuple[Claim, ...], printer: LetterPrinter, today: dt.date, *, alone: bool) -> Wish:
    """A letter; of many, one whose account has another letter of today gives way to it."""

    def prints(number: str, date: dt.date) -> bytes:
        return printer.paper(replace(found, number=number))

    def before(history: History, register: Register) -> IssuedPaper | None:
        """A letter to the account that is of today: there is at most one a day."""
        key = (LETTER, found.addressee.customer, found.currency, today)
        for paper in history.papers:
            if (paper.kind, paper.customer, paper.currency, paper.issued_on) == key:
                if alone and paper.subject != found.level:
                    raise _second_letter(paper)
                return paper
        return None

    return Wish(LETTER, found.addressee.customer, found.currency, str(found.level), prints, before, claims)


def _second_letter(paper: IssuedPaper) -> Refused:
    return refused(
        f"{paper.customer} {paper.currency}",
        sentence("letter {number} ({level}) is of today.", number=paper.number, level=paper.subject),
        sentence("An account gets one letter a day: write the next one tomorrow."),
    )
