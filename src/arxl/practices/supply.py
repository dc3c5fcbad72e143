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
import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from arxl.errors import Amount, Fault, Faulty, Sentence, label, sentence
from arxl.practices.cash_application import CashApplication, Position
from arxl.practices.decision import OVERRIDE, decision_of, decisions_in_force
from arxl.practices.promises import broken_within
from arxl.practices.supply_arrears import overdue_minor
from arxl.practices.supply_metric import Metric
from arxl.practices.supply_metrics import METRICS, metric_named
from arxl.practices.supply_standing import Records, Standing, Standings
from arxl.practices.warning import EarlyWarning
from arxl.pulse import beating
from arxl.tables.history import History, RecordedDecision
from arxl.tables.ledger import Ledger
from arxl.tables.policy import SupplyPolicy
from arxl.tables.result import ResultColumn, ResultTable, Shows
from arxl.tables.schema import Book, Decisions, SupplyRules

LEVELS = (
    label("normal"),
    label("remind"),
    label("reduced"),
    label("privileges off"),
    label("cash before delivery"),
    label("stop"),
    label("recover goods, hand to counsel"),
)
GRADES, BLANK_GRADE = "ABCD", "C"
_LAST_DIGITS = 1e-9
LEAST_OF_GRADE_E = LEVELS.index("cash before delivery")
OF_GRADE = sentence("The grade is E.")
"""A reason that is the house's own: what a customer is told says why in figures."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of Supply Rules: at or above the threshold of the grade, the level applies."""

    metric: Metric
    level: int
    thresholds: Mapping[str, Decimal]


class Cause(NamedTuple):
    """What a reason rests on, as one day is compared with another.

    Attributes:
        name: of a metric; or `OF_GRADE_E`, `HELD`, or `BY_DECISION`.
        level: that it calls for.
    """

    name: str
    level: int


OF_GRADE_E, HELD, BY_DECISION = "grade E", "held", "by decision"


@dataclass(frozen=True, slots=True)
class Supply:
    """A customer's supply level.

    Attributes:
        causes: what each of the reasons rests on.
        reasons: one a rule that triggers, the highest level first.
        release: what would release each of them.
        days_past_due: of the oldest item that is past due; 0 where none is.
        overdue: past due and open, in the company's currency; None where a rate is missing.
    """

    customer: str
    name: str
    grade: str
    level: int
    reasons: tuple[Sentence, ...]
    release: tuple[Sentence, ...]
    days_past_due: int
    overdue: Amount | None
    causes: tuple[Cause, ...] = ()

    @property
    def overdue_rank(self) -> Decimal:
        """The overdue amount for ranking; more than any where a rate is missing, so that nobody overlooks it."""
        return Decimal("Infinity") if self.overdue is None else self.overdue.value


@dataclass(frozen=True, slots=True)
class SupplyLevels:
    """All customers of the book, and all that have an account, by customer id."""

    as_of: dt.date
    company_currency: str
    rows: tuple[Supply, ...]
    orders_reduced_percent: int
    faults: tuple[Fault, ...] = ()

    def table(self) -> ResultTable:
        """The levels as rows and columns."""
        rows = self.rows
        return ResultTable(
            label("Supply"),
            (
                ResultColumn("customer", label("Customer ID"), Shows.TEXT, [row.customer for row in rows]),
                ResultColumn("name", label("Name"), Shows.TEXT, [row.name for row in rows]),
                ResultColumn("grade", label("Grade"), Shows.TEXT, [row.grade for row in rows]),
                ResultColumn("level", label("Level"), Shows.WHOLE, [row.level for row in rows]),
                ResultColumn("supply", label("Supply"), Shows.LABEL, [self.said(row) for row in rows]),
                ResultColumn("days_past_due", label("Days past due"), Shows.WHOLE, [row.days_past_due for row in rows]),
                ResultColumn("overdue", label("Overdue"), Shows.AMOUNT, [row.overdue for row in rows], totalled=True),
                ResultColumn("reasons", label("Reasons"), Shows.SENTENCES, [row.reasons for row in rows]),
                ResultColumn("release", label("Released by"), Shows.SENTENCES, [row.release for row in rows]),
            ),
        )

    def said(self, row: Supply) -> str | Sentence:
        """The level in words; level 2 says to what share orders are cut."""
        if row.level == LEVELS.index("reduced"):
            return sentence("reduced: orders cut to {percent} %", percent=self.orders_reduced_percent)
        return LEVELS[row.level]

    def most_urgent(self, count: int) -> tuple[Supply, ...]:
        """Highest level first, then the most money overdue, then by customer id."""
        flagged = [row for row in self.rows if row.level]

        def urgency(row: Supply) -> tuple[int, Decimal, str]:
            return -row.level, -row.overdue_rank, row.customer

        return tuple(sorted(flagged, key=urgency)[:count])


def default_rules() -> tuple[tuple[str, int, tuple[float, float, float, float]], ...]:
    """The rules of C1 over the metrics that exist: (metric, level, thresholds of A, B, C, D)."""
    return tuple((metric.name, level, thresholds) for metric in METRICS for level, thresholds in metric.defaults)


def rules_of(sheet: SupplyRules) -> tuple[tuple[Rule, ...], tuple[Fault, ...]]:
    """The rules of the sheet, the defaults where it has none; rows that cannot be a rule are faults."""
    if not len(sheet):
        return tuple(
            Rule(metric, level, {grade: Decimal(repr(t)) for grade, t in zip(GRADES, thresholds, strict=True)})
            for metric in METRICS
            for level, thresholds in metric.defaults
        ), ()
    rules, faults = [], []
    for row in range(len(sheet)):
        metric = metric_named(str(sheet.metric[row]))
        if metric is None:
            faults.append(_unknown_metric(sheet, row))
        else:
            rules.append(Rule(metric, int(sheet.level[row]), _thresholds(sheet, row)))
    return tuple(rules), tuple(faults)


def _thresholds(sheet: SupplyRules, row: int) -> dict[str, Decimal]:
    columns = (sheet.a, sheet.b, sheet.c, sheet.d)
    return {grade: Decimal(repr(float(column[row]))) for grade, column in zip(GRADES, columns, strict=True)}


def _unknown_metric(sheet: SupplyRules, row: int) -> Fault:
    return Fault(
        sheet.origin.cell("metric", row),
        sentence('there is no metric "{metric}".', metric=sheet.metric[row]),
        sentence("Write one of: {metrics}.", metrics=[metric.name for metric in METRICS]),
    )


class _Steps(NamedTuple):
    """The rules over one metric for one grade.

    Attributes:
        rules: (level, threshold), the highest level first.
        lowest: the threshold from which any of them triggers.
    """

    metric: Metric
    rules: tuple[tuple[int, Decimal], ...]
    lowest: Decimal


class Ladder:
    """Rules in the order in which they are asked: the highest level first, metrics by name."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = sorted((rule for rule in rules if rule.level), key=lambda rule: (-rule.level, rule.metric.name))
        self._steps: dict[str, tuple[_Steps, ...]] = {}

    def steps(self, grade: str) -> tuple[_Steps, ...]:
        """The rules for a grade, metric by metric; those of grade E are those of D."""
        grade = min(grade, "D")
        if grade not in self._steps:
            found: dict[Metric, list[tuple[int, Decimal]]] = {}
            for rule in self._rules:
                found.setdefault(rule.metric, []).append((rule.level, rule.thresholds[grade]))
            self._steps[grade] = tuple(
                _Steps(metric, tuple(rules), min(threshold for _, threshold in rules))
                for metric, rules in found.items()
            )
        return self._steps[grade]

    def may_trigger(self, standings: Standings) -> list[list[_Steps]]:
        """For each customer the rules of the metrics that may reach a threshold; of the others nothing is to be said.

        What is compared are floats: where they are equal but for their last digits, the metric is looked at.
        """
        grades = np.array([min(standings.grade(place) or BLANK_GRADE, "D") for place in range(len(standings))])
        most = {metric: metric.most(standings) for metric in {rule.metric for rule in self._rules}}
        found: list[list[_Steps]] = [[] for _ in grades]
        for grade in GRADES:
            for steps in self.steps(grade):
                reach = float(steps.lowest) * (1 - _LAST_DIGITS) if steps.lowest > 0 else -math.inf
                for place in np.flatnonzero((grades == grade) & (most[steps.metric] >= reach)).tolist():
                    found[place].append(steps)
        return found


def level_of(
    standing: Standing, ladder: Ladder, steps: Iterable[_Steps] | None = None
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
    if grade == "E":
        found.append((Cause(OF_GRADE_E, LEAST_OF_GRADE_E), OF_GRADE, sentence("A better grade.")))
        found.sort(key=lambda flag: -flag[0].level)
    supply = Supply(
        customer=standing.customer,
        name=standing.name,
        grade=grade,
        level=max((cause.level for cause, *_ in found), default=0),
        reasons=tuple(reason for _, reason, _ in found),
        release=tuple(release for *_, release in found),
        causes=tuple(cause for cause, *_ in found),
        days_past_due=standing.days_past_due,
        overdue=_overdue(standing)[0],
    )
    return supply, missing


def _triggered(
    standing: Standing, steps: Iterable[_Steps]
) -> tuple[list[tuple[_Steps, int, Decimal]], tuple[Fault, ...]]:
    """Of each metric the highest rule that triggers, with its level and value; and the rates that are missing."""
    found: list[tuple[_Steps, int, Decimal]] = []
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
            level = LEAST_OF_GRADE_E if standings.grade(place) == "E" else 0
            if steps:
                level = max(level, *(one for _, one, _ in _triggered(standings.of(place), steps)[0]), 0)
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
            level = given.get(customer, 0)
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
    levels = {customer: given.get(customer, 0) for customer in customers}
    held = _release_days(past.records, ledger, customers, day)
    for back in range(1, max(held.values(), default=0) + 1):
        looked_at = {customer for customer, days in held.items() if days >= back}
        before = past.on(day - dt.timedelta(days=back), looked_at)
        for customer in looked_at:
            levels[customer] = max(levels[customer], before.get(customer, 0))
    overrides = overrides_in_force(past.records.book.decisions, past.records.history)
    for customer in {made.customer for made in overrides} & levels.keys():
        decided = _override_of(customer, overrides, day)
        if decided is not None:
            levels[customer] = _level_said(decided) or 0
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
        if not steps and not foreign[place] and grade != "E":
            late = standings.in_company_currency(int(overdue[place]))
            levels[customer] = Supply(customer, standings.name(place), grade, 0, (), (), int(days[place]), late)
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


def overridden(supply: Supply, overrides: Sequence[RecordedDecision], as_of: dt.date) -> Supply:
    """The level after the latest override that is in force on the day; of equal dates the highest level counts."""
    made = _override_of(supply.customer, overrides, as_of)
    if made is None:
        return supply
    level = _level_said(made)
    assert level is not None
    assert made.until is not None
    reason = sentence(
        "Level {level} by decision of {by} until {until}: {reason}. The rules give {given}.",
        level=level,
        by=made.by,
        until=made.until,
        reason=made.reason.rstrip("."),
        given=supply.level,
    )
    causes = (Cause(BY_DECISION, level), *supply.causes)
    return replace(supply, level=level, reasons=(reason, *supply.reasons), causes=causes)


def _override_of(customer: str, overrides: Sequence[RecordedDecision], as_of: dt.date) -> RecordedDecision | None:
    """The latest override of a customer that is in force on the day."""
    in_force = [
        made
        for made in overrides
        if made.customer == customer and made.until is not None and made.date <= as_of <= made.until
    ]
    return max(in_force, key=lambda made: (made.date, _level_said(made) or 0), default=None)


def overrides_in_force(decisions: Decisions, history: History) -> tuple[RecordedDecision, ...]:
    """The overrides that have all that an override must have."""
    made = decisions_in_force(decisions, history)
    return tuple(one for one in made if one.kind == OVERRIDE and _lacking(one) is None)


def rule_faults(book: Book) -> tuple[Fault, ...]:
    """What is wrong with the sheet Supply Rules and with overrides; such rows are not carried out."""
    return (*rules_of(book.supply_rules)[1], *_override_faults(book.decisions))


def _override_faults(decisions: Decisions) -> tuple[Fault, ...]:
    faults = []
    level_of_day: dict[tuple[str, dt.date], int | None] = {}
    for row in np.flatnonzero(decisions.kind == OVERRIDE).tolist():
        made = decision_of(decisions, row)
        lacking = _lacking(made)
        if lacking is not None:
            faults.append(_incomplete(decisions, row, *lacking))
        elif level_of_day.setdefault((made.customer, made.date), _level_said(made)) != _level_said(made):
            faults.append(
                Fault(
                    decisions.origin.cell("value", row),
                    sentence(
                        "{customer} has two overrides of {date} with different levels.",
                        customer=made.customer,
                        date=made.date,
                    ),
                    sentence("Keep one of them; until then the higher level counts."),
                )
            )
    return tuple(faults)


def _level_said(made: RecordedDecision) -> int | None:
    value = made.value.strip().removesuffix(".0")
    return int(value) if value in {str(level) for level in range(len(LEVELS))} else None


def _lacking(made: RecordedDecision) -> tuple[str, str] | None:
    """Attribute and heading of the first thing that an override lacks."""
    if _level_said(made) is None:
        return "value", label("Value")
    if not made.by:
        return "by", label("By")
    if not made.reason:
        return "reason", label("Reason")
    return None if made.until is not None else ("until", label("Until"))


def _incomplete(decisions: Decisions, row: int, attribute: str, column: str) -> Fault:
    place = decisions.origin.cell(attribute, row)
    if attribute == "value":
        return Fault(
            place,
            sentence('the override has level "{value}".', value=decisions.value[row]),
            sentence("Write a level from 0 to 6."),
        )
    return Fault(
        place,
        sentence('the override has no "{column}".', column=column),
        sentence("An override needs a name, a reason and an end date."),
    )
