"""The supply ladder: who gets no more goods (practice C1).

A customer's level is the highest that any rule of the sheet Supply Rules triggers; a rule triggers where its metric
reaches the threshold of the customer's grade. Grade E is at least 4, a blank grade counts as C. Every flag says why,
with figures, and what releases it. The level on a day is the highest triggered on that day and the release days before
it, which are more after a bounced receipt or a broken promise: it goes up at once and comes down when released. An
override has a name, a reason and an end date.

The metrics are those of `practices.supply_metrics`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from arxl.errors import Amount, Fault, Faulty, Sentence, sentence
from arxl.practices.cash_application import CashApplication, Position
from arxl.practices.decision import BLANK_GRADE, WORST_GRADE
from arxl.practices.promises import broken_within
from arxl.practices.supply_arrears import overdue_minor
from arxl.practices.supply_level import (
    HELD,
    LEAST_OF_GRADE_E,
    NORMAL,
    OF_GRADE,
    OF_GRADE_E,
    Cause,
    Supply,
    SupplyLevels,
)
from arxl.practices.supply_metric import Metric
from arxl.practices.supply_override import level_decided, overridden, override_faults, overrides_in_force
from arxl.practices.supply_records import Records, Standings
from arxl.practices.supply_rules import Ladder, Steps, rules_of
from arxl.practices.supply_standing import Standing
from arxl.practices.warning import EarlyWarning
from arxl.pulse import beating
from arxl.tables.history import History
from arxl.tables.ledger import Ledger
from arxl.tables.policy import SupplyPolicy
from arxl.tables.schema import Book


def level_of(
    standing: Standing, ladder: Ladder, steps: Iterable[Steps] | None = None
) -> tuple[Supply, tuple[Fault, ...]]:
    """The level that the rules give a customer on the standing's day, before any override.

    Of each metric only the highest rule that triggers is a reason; what releases it brings the metric below all of its
    rules. A metric that wants a rate which is missing is a fault; the other rules still answer. No rule needs the
    overdue amount beside the level: without a rate it is None.

    Args:
        steps: the rules that may trigger; None for all.
    """
    grade = standing.grade or BLANK_GRADE
    triggered, missing = _triggered(standing, ladder.steps(grade) if steps is None else steps)
    found: list[tuple[Cause, Sentence, Sentence]] = [
        (
            Cause(steps.metric.name, level),
            steps.metric.reason(standing, value),
            _release(steps.metric, standing, steps.lowest),
        )
        for steps, level, value in triggered
    ]
    found.sort(key=lambda flag: (-flag[0].level, flag[0].name))
    if grade == WORST_GRADE:
        found.append((Cause(OF_GRADE_E, LEAST_OF_GRADE_E), OF_GRADE, sentence("A better grade.")))
        found.sort(key=lambda flag: -flag[0].level)
    supply = Supply(
        customer=standing.customer,
        name=standing.name,
        grade=grade,
        level=max((cause.level for cause, *_ in found), default=NORMAL),
        reasons=tuple(reason for _, reason, _ in found),
        release=tuple(release for *_, release in found),
        causes=tuple(cause for cause, *_ in found),
        days_past_due=standing.days_past_due,
        overdue=_overdue(standing)[0],
    )
    return supply, missing


def _triggered(
    standing: Standing, steps: Iterable[Steps]
) -> tuple[list[tuple[Steps, int, Decimal]], tuple[Fault, ...]]:
    """Of each metric the highest rule that triggers, with its level and value; and the rates that are missing."""
    found: list[tuple[Steps, int, Decimal]] = []
    missing: list[Fault] = []
    for one in steps:
        try:
            value = one.metric.measure(standing)
        except Faulty as error:
            missing += error.faults
            continue
        level = None if value is None else next((level for level, threshold in one.rules if value >= threshold), None)
        if level is not None and value is not None:
            found.append((one, level, value))
    return found, tuple(missing)


class PastLevels:
    """Levels that the rules gave customers on days before, without their reasons: each is worked out once, whichever
    day asks for it.
    """

    def __init__(self, application: CashApplication, records: Records, ladder: Ladder) -> None:
        self._application, self.records, self.ladder = application, records, ladder
        self._known: dict[dt.date, dict[str, int]] = {}

    def on(self, day: dt.date, customers: Collection[str]) -> Mapping[str, int]:
        """Customer -> level at the end of the day, of these at least."""
        known = self._known.setdefault(day, {})
        lacking = set(customers) - known.keys()
        if lacking:
            whole = lacking >= set(self._application.ledger.accounts.customer.tolist())
            application = self._application if whole else self._application.only(lacking)
            standings = self.records.standings_on(application.position_at(day), only=lacking)
            known.update(self._given(standings))
        return known

    def _given(self, standings: Standings) -> Iterator[tuple[str, int]]:
        for place, steps in enumerate(beating(self.ladder.may_trigger(standings), 64)):
            level = LEAST_OF_GRADE_E if standings.grade(place) == WORST_GRADE else NORMAL
            if steps:
                level = max(level, *(one for _, one, _ in _triggered(standings.of(place), steps)[0]), NORMAL)
            yield standings.customers[place], level


def _overdue(standing: Standing) -> tuple[Amount | None, tuple[Fault, ...]]:
    """What is past due in the company's currency; None where a rate is missing, and the fault."""
    try:
        return standing.in_company_currency(overdue_minor(standing)), ()
    except Faulty as error:
        return None, error.faults


def _release(metric: Metric, standing: Standing, threshold: Decimal) -> Sentence:
    if threshold <= 0:
        return sentence("Another rule: its threshold of {threshold} is always reached.", threshold=threshold)
    return metric.release(standing, threshold)


def supply_levels(
    application: CashApplication,
    position: Position,
    book: Book,
    history: History,
    policy: SupplyPolicy,
    warnings: Iterable[EarlyWarning] | None = None,
    past: PastLevels | None = None,
) -> SupplyLevels:
    """The level of every customer on the position's day, with the release days looked back upon and overrides.

    Args:
        warnings: the early warnings known on the day, where they are; None: they are looked for.
        past: levels of days before, of the same application, book, history and policy, where some are known.
    """
    past = past or levels_before(application, book, history, policy)
    records, ladder = past.records, past.ladder
    today = levels_on(records.standings_on(position, warnings), ladder)
    levels = dict(today.levels)
    held = _release_days(records, application.ledger, levels, position.as_of)
    for back in range(1, max(held.values(), default=0) + 1):
        customers = {customer for customer, days in held.items() if days >= back}
        day = position.as_of - dt.timedelta(days=back)
        given = past.on(day, customers)
        for customer in customers:
            level = given.get(customer, NORMAL)
            if level > levels[customer].level:
                levels[customer] = _held(levels[customer], level, day, held[customer])
    overrides = overrides_in_force(book.decisions, history)
    rows = tuple(overridden(levels[customer], overrides, position.as_of) for customer in sorted(levels))
    return SupplyLevels(
        position.as_of, records.home, rows, policy.orders_reduced_percent, (*rule_faults(book), *today.faults)
    )


def bare_levels(past: PastLevels, customers: Collection[str], ledger: Ledger, day: dt.date) -> dict[str, int]:
    """Customer -> level at the end of a day, as `supply_levels` gives it, without reasons: a comparison of two days
    asks for reasons only where the levels differ.
    """
    given = past.on(day, customers)
    levels = {customer: given.get(customer, NORMAL) for customer in customers}
    held = _release_days(past.records, ledger, customers, day)
    for back in range(1, max(held.values(), default=0) + 1):
        looked_at = {customer for customer, days in held.items() if days >= back}
        before = past.on(day - dt.timedelta(days=back), looked_at)
        for customer in looked_at:
            levels[customer] = max(levels[customer], before.get(customer, NORMAL))
    overrides = overrides_in_force(past.records.book.decisions, past.records.history)
    for customer in {made.customer for made in overrides} & levels.keys():
        decided = level_decided(customer, overrides, day)
        if decided is not None:
            levels[customer] = decided
    return levels


def levels_before(application: CashApplication, book: Book, history: History, policy: SupplyPolicy) -> PastLevels:
    """What `supply_levels` of several days share."""
    return PastLevels(application, Records(book, history, policy), Ladder(rules_of(book.supply_rules)[0]))


class LevelsOfDay(NamedTuple):
    """What the rules give on one day, before release days and overrides; and what they cannot say."""

    levels: dict[str, Supply]
    faults: tuple[Fault, ...]


def levels_on(standings: Standings, ladder: Ladder) -> LevelsOfDay:
    """The level of each of the standings."""
    levels: dict[str, Supply] = {}
    missing: list[Fault] = []
    totals: list[Fault] = []
    days, overdue, foreign = standings.days_past_due, standings.overdue_minor, standings.is_foreign
    for place, steps in enumerate(beating(ladder.may_trigger(standings), 64)):
        customer, grade = standings.customers[place], standings.grade(place) or BLANK_GRADE
        if not steps and not foreign[place] and grade != WORST_GRADE:
            late = standings.in_company_currency(int(overdue[place]))
            levels[customer] = Supply(customer, standings.name(place), grade, NORMAL, (), (), int(days[place]), late)
            continue
        standing = standings.of(place)
        levels[customer], faults = level_of(standing, ladder, steps)
        missing += faults
        if levels[customer].overdue is None:
            totals += _overdue(standing)[1]
    return LevelsOfDay(levels, tuple(dict.fromkeys((*missing, *totals))))


def _release_days(records: Records, ledger: Ledger, customers: Iterable[str], as_of: dt.date) -> dict[str, int]:
    """Customer -> days for which a level stays, where there are any."""
    policy, bounced_on = records.policy, ledger.credits.bounced_on
    day = np.datetime64(as_of, "D")
    recent = (bounced_on <= day) & (day - bounced_on <= np.timedelta64(policy.bounce_memory_days, "D"))
    let_down = set(ledger.accounts.customer[ledger.credits.account[recent]].tolist())
    let_down |= broken_within(records.promises_on(as_of), as_of, policy.bounce_memory_days).keys()
    days = {
        customer: max(policy.release_days, policy.release_days_after_bounce if customer in let_down else 0)
        for customer in customers
    }
    return {customer: count for customer, count in days.items() if count}


def _held(today: Supply, level: int, day: dt.date, release_days: int) -> Supply:
    """A level that was triggered before and is not released yet."""
    reason = sentence(
        "Level {level} was triggered on {date}; it is held for {days} days.", level=level, date=day, days=release_days
    )
    until = day + dt.timedelta(days=release_days + 1)
    return replace(
        today,
        level=level,
        reasons=(reason, *today.reasons),
        release=(sentence("No new cause until {date}.", date=until), *today.release),
        causes=(Cause(HELD, level), *today.causes),
    )


def rule_faults(book: Book) -> tuple[Fault, ...]:
    """What is wrong with the sheet Supply Rules and with overrides; such rows are not carried out."""
    return (*rules_of(book.supply_rules)[1], *override_faults(book.decisions))
