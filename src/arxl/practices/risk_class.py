"""Risk classes: what each grade comes with, by Policy and the sheet Supply Rules (practice A2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from arxl.errors import Sentence, sentence
from arxl.practices.credit_policy import terms_of_grades
from arxl.practices.decision import GRADES, WORST_GRADE
from arxl.practices.supply_arrears import OLDEST_DAYS
from arxl.practices.supply_level import REDUCED, STOP
from arxl.practices.supply_rules import rules_of
from arxl.tables.desk_policy import ScorePolicy
from arxl.tables.schema import Setting, SupplyRules
from arxl.tables.terms import Terms


@dataclass(frozen=True, slots=True)
class RiskClass:
    """What a grade comes with.

    Attributes:
        least: the score from which it is proposed.
        factor: of the proposed limit.
        rebate_percent: that may be offered.
        supply: when orders are cut and stopped.
    """

    grade: str
    least: int
    terms: Terms
    factor: Decimal
    rebate_percent: Decimal
    supply: Sentence


def risk_classes(policy: ScorePolicy, settings: Mapping[str, Setting], rules: SupplyRules) -> tuple[RiskClass, ...]:
    """The classes A to E by Policy.

    Raises:
        Faulty: `grade_terms` does not give each grade its terms.
    """
    terms = terms_of_grades(policy, settings)
    leasts = (*sorted(policy.grade_bounds, reverse=True), 0)
    return tuple(
        RiskClass(grade, least, terms[grade], factor, rebate, _supply(rules, grade))
        for grade, least, factor, rebate in zip(
            GRADES, leasts, policy.limit_factors, policy.grade_discounts, strict=True
        )
    )


def _supply(rules: SupplyRules, grade: str) -> Sentence:
    """From how many days past due orders are reduced and stopped, by the sheet Supply Rules."""
    if grade == WORST_GRADE:
        return sentence("Cash before delivery.")
    from_days = {
        rule.level: int(rule.thresholds[grade])
        for rule in rules_of(rules)[0]
        if rule.metric.name == OLDEST_DAYS and rule.level
    }
    reduced, stopped = (from_days.get(level) for level in (REDUCED, STOP))
    if reduced is None or stopped is None:
        return sentence("By the sheet Supply Rules.")
    return sentence(
        "Orders are reduced from {reduced} days past due, and stop from {stopped}.", reduced=reduced, stopped=stopped
    )
