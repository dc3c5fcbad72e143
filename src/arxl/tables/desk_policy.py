"""Rows of the Policy sheet for the credit desk: A1, A2, B7 to B10, C2 to C4 and D1, a frozen dataclass a practice."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from arxl.errors import label
from arxl.tables.policy_row import setting

_SEVERITIES = ("low", "medium", "high")


@dataclass(frozen=True, slots=True)
class ScorePolicy:
    """A2: score, grade and proposed limit."""

    score_late_weight: int = setting(25, label("Weight of the days late at settlement, by amount."), most=100)
    score_late_scale: tuple[Decimal, ...] = setting(
        (Decimal(60), Decimal(0)), label("Such days that give 0 points, and 100; linear between."), count=2
    )
    score_on_time_weight: int = setting(20, label("Weight of the share paid on time."), most=100)
    score_on_time_scale: tuple[Decimal, ...] = setting(
        (Decimal(40), Decimal(100)), label("Percent paid on time that give 0 points, and 100."), count=2
    )
    score_promises_weight: int = setting(10, label("Weight of broken promises."), most=100)
    score_promises_scale: tuple[Decimal, ...] = setting(
        (Decimal(3), Decimal(0)), label("Broken promises that give 0 points, and 100."), count=2
    )
    score_relation_weight: int = setting(10, label("Weight of the length of the relation."), most=100)
    score_relation_scale: tuple[Decimal, ...] = setting(
        (Decimal(0), Decimal(36)), label("Months since the first delivery that give 0 points, and 100."), count=2
    )
    score_volume_weight: int = setting(10, label("Weight of purchases beside the median customer's."), most=100)
    score_volume_scale: tuple[Decimal, ...] = setting(
        (Decimal(0), Decimal(2)), label("Times the median customer's purchases that give 0 points, and 100."), count=2
    )
    score_trend_weight: int = setting(5, label("Weight of the last 6 months beside the 6 before."), most=100)
    score_trend_scale: tuple[Decimal, ...] = setting(
        (Decimal("0.5"), Decimal("1.2")), label("Times the purchases before that give 0 points, and 100."), count=2
    )
    score_mark_weight: int = setting(5, label("Weight of each mark that people gave: finances, network …"), most=100)
    score_mark_scale: tuple[Decimal, ...] = setting(
        (Decimal(1), Decimal(5)), label("Marks that give 0 points, and 100."), count=2
    )
    score_days: int = setting(365, label("Days that the record of payments and promises covers."))
    score_least_documents: int = setting(3, label("Due documents below which nothing is proposed."), most=1000)
    grade_bounds: tuple[int, ...] = setting(
        (30, 50, 70, 85), label("Lowest scores of the grades D, C, B and A; what is lower is E."), count=4
    )
    limit_factors: tuple[Decimal, ...] = setting(
        (Decimal("1.5"), Decimal("1.25"), Decimal(1), Decimal("0.5"), Decimal(0)),
        label("Factors of the proposed limit for grades A, B, C, D and E."),
        count=5,
    )
    limit_cap: Decimal = setting(Decimal(0), label("No proposed limit is above this; 0 caps none."))
    grade_terms: str = setting(
        "A NET 60; B NET 45; C NET 30; D BATCH 1/30; E COD", label("Terms of each risk class, with ; between.")
    )
    grade_discounts: tuple[Decimal, ...] = setting(
        (Decimal(2), Decimal(1), Decimal(0), Decimal(0), Decimal(0)),
        label("Rebate in percent that grades A, B, C, D and E may be offered."),
        count=5,
    )


@dataclass(frozen=True, slots=True)
class FilePolicy:
    """A1: what a customer's file is to hold."""

    security_times: Decimal = setting(
        Decimal(3),
        label("Times the median limit above which a file wants a security or a guarantor; 0 asks nobody for one."),
    )


@dataclass(frozen=True, slots=True)
class ReviewPolicy:
    """B9: which reviews are due."""

    review_months: tuple[int, ...] = setting(
        (1, 3, 12), label("Months between the reviews of the figures, of the grade and of the whole file."), count=3
    )


@dataclass(frozen=True, slots=True)
class SellThroughPolicy:
    """B7: what customers have sold."""

    sold_percent_due: int = setting(
        80, label("Percent sold at which a delivery goes on the work list: the best moment to collect."), most=100
    )
    sold_percent_low: int = setting(
        30, label("Percent sold up to which an overdue delivery wants sales support."), most=100
    )


@dataclass(frozen=True, slots=True)
class WarningPolicy:
    """B8: early warning."""

    warn_purchases_high: Decimal = setting(
        Decimal(2), label("Purchases of 30 days above so many times the norm of the season are a warning.")
    )
    warn_purchases_low: Decimal = setting(
        Decimal("0.3"), label("Purchases of 30 days below so many times that norm are a warning.")
    )
    warn_days_slower: int = setting(
        10, label("Days by which a customer pays later than in its own last 12 months, above which it is a warning.")
    )
    warn_extension_days: int = setting(90, label("Days within which a second request for extension is a warning."))
    warn_expiry_days: tuple[int, ...] = setting(
        (30, 60, 90), label("Days after which a warning of low, medium and high severity expires."), count=3
    )
    warn_purchases_up: str = setting("low", label("How grave it is that purchases leap."), _SEVERITIES)
    warn_purchases_down: str = setting("low", label("How grave it is that purchases collapse."), _SEVERITIES)
    warn_slower_payment: str = setting("medium", label("How grave it is that a customer pays later."), _SEVERITIES)
    warn_part_payment: str = setting(
        "low", label("How grave a first part payment is, after a record of full ones."), _SEVERITIES
    )
    warn_extension: str = setting("medium", label("How grave a second request for extension is."), _SEVERITIES)
    warn_bounced: str = setting("high", label("How grave it is that a receipt bounces."), _SEVERITIES)
    warn_new_method: str = setting("low", label("How grave a new method of payment is."), _SEVERITIES)


@dataclass(frozen=True, slots=True)
class RecoveryPolicy:
    """C2, C3: what comes in of what is late."""

    loss_percent: tuple[Decimal, ...] = setting(
        (Decimal(1), Decimal(5), Decimal(25), Decimal(60), Decimal(100)),
        label("Expected loss of current, collecting, doubtful, bad and dead debts, where own figures do not suffice."),
        count=5,
    )
    loss_least_documents: int = setting(10, label("Documents below which a class takes that table."), most=10_000)
    recovery_chances: tuple[Decimal, ...] = setting(
        tuple(map(Decimal, ("0.98", "0.95", "0.85", "0.70", "0.45", "0.15"))),
        label("Chance to recover what is not due and what is in each bucket, where own figures do not suffice."),
    )


@dataclass(frozen=True, slots=True)
class WorkListPolicy:
    """C4: whom to contact today."""

    call_at: str = setting("15:30", label("When to call where the customer's file says nothing: hh:mm."))
    meal_times: str = setting("12:00-14:00, 18:00-20:00", label("When nobody is called: hours of meals."))
    lawful_hours: str = setting(
        "08:00-21:00", label("Nobody is called outside these hours, whatever the customer's file says.")
    )
    quiet_week_start: bool = setting(True, label("Nobody is called on the first working day of the week."))
    quiet_month_days: int = setting(2, label("First days of the month on which nobody is called."), most=31)
    factor_promise: Decimal = setting(Decimal("1.5"), label("Raises the priority where a promise is due today."))
    factor_sold: Decimal = setting(Decimal("1.5"), label("Raises it where a delivery is sold."))
    factor_settlement: Decimal = setting(Decimal("1.3"), label("Raises it where the settlement day is tomorrow."))
    factor_month_end: Decimal = setting(Decimal("1.1"), label("Raises it in the last 3 working days of the month."))
    approach_weights: tuple[Decimal, ...] = setting(
        (Decimal(30), Decimal(20), Decimal(15), Decimal(15), Decimal(10), Decimal(10)),
        label("Weights of age, amount, reputation, co-operation, means and distance in a soft or firm approach."),
        count=6,
    )
    approach_firm_from: int = setting(
        50, label("Points of 100 from which the approach is firm; 100 is as firm as can be."), most=100
    )


@dataclass(frozen=True, slots=True)
class CommissionPolicy:
    """D1: collection rate and commission."""

    commission_percent: Decimal = setting(Decimal(0), label("Commission of sales less credits, in percent."))
    commission_gate_percent: int = setting(
        80, label("Collection rate from which commission counts, in percent."), most=100
    )
    commission_below_gate: str = setting(
        "lost", label("Commission of a month below the gate is lost, or carried to the next."), ("lost", "carried")
    )


DESK_POLICIES: tuple[type[Any], ...] = (
    FilePolicy,
    ScorePolicy,
    ReviewPolicy,
    SellThroughPolicy,
    WarningPolicy,
    RecoveryPolicy,
    WorkListPolicy,
    CommissionPolicy,
)
