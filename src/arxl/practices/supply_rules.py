"""The rules of the supply ladder: those of the sheet Supply Rules, and those by which it is measured (practice C1).

A rule triggers where its metric reaches the threshold of the customer's grade. A blank grade counts as C; grade E, for
which the sheet has no column, is measured as D.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from arxl.errors import Fault, sentence
from arxl.practices.decision import BLANK_GRADE, GRADES
from arxl.practices.supply_metric import Metric
from arxl.practices.supply_metrics import METRICS, metric_named
from arxl.practices.supply_records import Standings
from arxl.tables.schema import SupplyRules

RULED_GRADES = GRADES[:-1]
"""Grades for which the sheet Supply Rules has a column: all but the worst."""

_LAST_DIGITS = 1e-9


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of Supply Rules: at or above the threshold of the grade, the level applies."""

    metric: Metric
    level: int
    thresholds: Mapping[str, Decimal]


def ruled_grade(grade: str) -> str:
    """The grade whose thresholds hold for a customer of a grade.

    >>> [ruled_grade(grade) for grade in ("A", "E", "")]
    ['A', 'D', 'C']
    """
    return min(grade or BLANK_GRADE, RULED_GRADES[-1])


def default_rules() -> tuple[tuple[str, int, tuple[float, float, float, float]], ...]:
    """The rules of C1 over the metrics that exist: (metric, level, thresholds of A, B, C, D)."""
    return tuple((metric.name, level, thresholds) for metric in METRICS for level, thresholds in metric.defaults)


def rules_of(sheet: SupplyRules) -> tuple[tuple[Rule, ...], tuple[Fault, ...]]:
    """The rules of the sheet, the defaults where it has none; rows that cannot be a rule are faults."""
    if not len(sheet):
        return tuple(
            Rule(metric, level, {grade: Decimal(repr(t)) for grade, t in zip(RULED_GRADES, thresholds, strict=True)})
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
    return {grade: Decimal(repr(float(column[row]))) for grade, column in zip(RULED_GRADES, columns, strict=True)}


def _unknown_metric(sheet: SupplyRules, row: int) -> Fault:
    return Fault(
        sheet.origin.cell("metric", row),
        sentence('there is no metric "{metric}".', metric=sheet.metric[row]),
        sentence("Write one of: {metrics}.", metrics=[metric.name for metric in METRICS]),
    )


class Steps(NamedTuple):
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
        self._steps: dict[str, tuple[Steps, ...]] = {}

    def steps(self, grade: str) -> tuple[Steps, ...]:
        """The rules for a grade, metric by metric; those of grade E are those of D."""
        grade = ruled_grade(grade)
        if grade not in self._steps:
            found: dict[Metric, list[tuple[int, Decimal]]] = {}
            for rule in self._rules:
                found.setdefault(rule.metric, []).append((rule.level, rule.thresholds[grade]))
            self._steps[grade] = tuple(
                Steps(metric, tuple(rules), min(threshold for _, threshold in rules)) for metric, rules in found.items()
            )
        return self._steps[grade]

    def may_trigger(self, standings: Standings) -> list[list[Steps]]:
        """For each customer the rules of the metrics that may reach a threshold; of the others nothing is to be said.

        What is compared are floats: where they are equal but for their last digits, the metric is looked at.
        """
        grades = np.array([ruled_grade(standings.grade(place)) for place in range(len(standings))])
        most = {metric: metric.most(standings) for metric in {rule.metric for rule in self._rules}}
        found: list[list[Steps]] = [[] for _ in grades]
        for grade in RULED_GRADES:
            for steps in self.steps(grade):
                reach = float(steps.lowest) * (1 - _LAST_DIGITS) if steps.lowest > 0 else -math.inf
                for place in np.flatnonzero((grades == grade) & (most[steps.metric] >= reach)).tolist():
                    found[place].append(steps)
        return found
