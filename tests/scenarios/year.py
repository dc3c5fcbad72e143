"""A year in the life of the sample company, day by day: what the desk said each day, summed up at each month's end."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from statistics import median

from arxl.jobs.opened import open_book
from arxl.kernels.money import decimal_of
from arxl.practices.commission import Commission, commissions
from arxl.practices.credit_desk import CreditDesk
from arxl.practices.interest import interest_of
from arxl.practices.level_changes import UP, LevelChange, level_changes
from arxl.practices.promises import Verdict, judged
from arxl.practices.receivables import Receivables
from arxl.practices.supply import supply_levels
from arxl.practices.supply_level import SupplyLevels
from arxl.tables.history import NO_HISTORY
from arxl.tables.policy import InterestPolicy, policy_of

FIRST, LAST = dt.date(2025, 11, 1), dt.date(2026, 10, 31)
HEADINGS = ("Month", "Levels 0 to 6", "Up", "Down", "Promises", "Interest", "Grades A to E, limits", "Commission")


@dataclass(frozen=True)
class Day:
    """What the desk says at the end of a day."""

    known: Receivables
    day: dt.date
    levels: SupplyLevels
    changes: tuple[LevelChange, ...]


@dataclass(frozen=True)
class Year:
    """The sample company's book, and its days."""

    path: Path

    @cached_property
    def known(self) -> Receivables:
        return open_book(self.path, {}, LAST, history=False)

    def days(self) -> Iterator[Day]:
        """Every day of the year, with what changed since the one before."""
        before = self._levels(FIRST - dt.timedelta(days=1))
        for nth in range((LAST - FIRST).days + 1):
            day = FIRST + dt.timedelta(days=nth)
            levels = self._levels(day)
            yield Day(self.known, day, levels, level_changes(before, levels))
            before = levels

    def _levels(self, day: dt.date) -> SupplyLevels:
        known = self.known
        position = known.application.position_at(day)
        return supply_levels(known.application, position, known.book, NO_HISTORY, known.supply_policy)


def months(days: Iterator[Day]) -> Iterator[tuple[str, ...]]:
    """A row a month, as the page of the guide has it."""
    moved: Counter[str] = Counter()
    for one in days:
        moved.update(change.way for change in one.changes)
        if (one.day + dt.timedelta(days=1)).day == 1:
            yield (
                f"{one.day:%Y-%m}",
                _levels(one.levels),
                str(moved[UP]),
                str(sum(moved.values()) - moved[UP]),
                _promises(one),
                _interest(one),
                _limits(one),
                _commission(one),
            )
            moved.clear()


def _levels(levels: SupplyLevels) -> str:
    count = Counter(row.level for row in levels.rows)
    return " ".join(str(count[level]) for level in range(7))


def _promises(day: Day) -> str:
    verdicts = Counter(one.verdict for one in judged(day.known.book, day.day, Decimal(1)))
    told = [f"{verdicts[verdict]} {verdict}" for verdict in Verdict if verdicts[verdict]]
    return ", ".join(told) or "–"


def _interest(day: Day) -> str:
    """Interest that has run by the day, by currency."""
    policy = policy_of(InterestPolicy, day.known.book.settings)
    position = day.known.application.position_at(day.day)
    found = interest_of(position, day.known.book, NO_HISTORY, policy)
    sums: Counter[tuple[str, int]] = Counter()
    for account, minor in zip(position.debit_account[found.rows].tolist(), found.minor.tolist(), strict=True):
        accounts = position.ledger.accounts
        sums[str(accounts.currency[account]), int(accounts.exponent[account])] += minor
    return ", ".join(f"{decimal_of(minor, places):,} {code}" for (code, places), minor in sorted(sums.items())) or "–"


def _limits(day: Day) -> str:
    """Grades that the scores propose, A to E, and the median of proposed limits as a share of those in force."""
    desk = CreditDesk(day.known, day.known.application.position_at(day.day), NO_HISTORY)
    figures = [proposal.figures for proposal in desk.today.proposals.rows]
    grades = Counter(one.grade for one in figures)
    shares = [one.limit.value / one.limit_now.value for one in figures if one.limit and one.limit_now]
    return f"{' '.join(str(grades[grade]) for grade in 'ABCDE')}, limits {median(shares):.0%}"


def _commission(day: Day) -> str:
    """Commission of the month, by currency, and how many salespeople reach the gate."""
    rows = [
        row
        for row in commissions(day.known.application.position_at(day.day), day.known.book)
        if row.month == f"{day.day:%Y-%m}"
    ]
    reached = [row for row in rows if row.reached]
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row.currency] += row.commission_minor
    told = ", ".join(f"{_major(rows, code, minor)} {code}" for code, minor in sorted(sums.items()) if minor)
    return f"{len(reached)} of {len(rows)}: {told or '0'}"


def _major(rows: list[Commission], currency: str, minor: int) -> str:
    (exponent,) = {row.exponent for row in rows if row.currency == currency}
    return f"{decimal_of(minor, exponent):,}"
