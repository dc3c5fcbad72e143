"""What the supply ladder measures of a customer's conduct: what it leaves unsigned or unpaid against its word, what
people and figures warn of, and what became of its debt (practice C1).
"""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal

import numpy as np

from arxl.errors import Sentence, label, sentence
from arxl.kernels.arrays import Float64s
from arxl.practices.credit_decision import money
from arxl.practices.debt_class import BAD, CLASSES, DEAD
from arxl.practices.supply_level import PRIVILEGES_OFF, RECOVER, REDUCED, REMIND, STOP
from arxl.practices.supply_metric import Metric
from arxl.practices.supply_records import Standings
from arxl.practices.supply_release import receipts_through
from arxl.practices.supply_standing import BROKEN_DAYS, Item, Standing
from arxl.practices.warning import LEVEL_OF_SEVERITY

# --- unsigned statements -------------------------------------------------------------------------------------------


def _unsigned_statements(standing: Standing) -> Decimal:
    return Decimal(len(standing.unsigned))


def _most_unsigned(standings: Standings) -> Float64s:
    return standings.numbers({customer: len(found) for customer, found in standings.unsigned.items()})


def _unsigned_reason(standing: Standing, value: Decimal) -> Sentence:
    return sentence(
        "Unsigned past the return date: {numbers}.",
        numbers=[statement.number for statement in standing.unsigned],
    )


def _unsigned_release(standing: Standing, threshold: Decimal) -> Sentence:
    needed = standing.unsigned[: len(standing.unsigned) - math.ceil(threshold) + 1]
    return sentence(
        "Statement {months} signed.", months=[f"{statement.month} ({statement.number})" for statement in needed]
    )


# --- broken promises -----------------------------------------------------------------------------------------------


def _broken_promises(standing: Standing) -> Decimal:
    return Decimal(len(standing.broken))


def _most_broken(standings: Standings) -> Float64s:
    return standings.numbers({customer: len(found) for customer, found in standings.broken.items()})


def _broken_reason(standing: Standing, value: Decimal) -> Sentence:
    promises = [one.promise for one in standing.broken]
    return sentence(
        "Promised and not paid within the last {days} days: {promises}.",
        days=BROKEN_DAYS,
        promises=[
            sentence("{amount} by {date}", amount=money(one.minor, one.currency), date=one.promised_on)
            for one in promises
        ],
    )


def _broken_release(standing: Standing, threshold: Decimal) -> Sentence:
    """Money that comes later mends no promise; time does."""
    old = standing.broken[len(standing.broken) - math.ceil(threshold)].promise.promised_on
    return sentence(
        "The promise for {promised} is over {days} days old on {date}, and no other is broken until then.",
        promised=old,
        days=BROKEN_DAYS,
        date=old + dt.timedelta(days=BROKEN_DAYS + 1),
    )


# --- early warnings ------------------------------------------------------------------------------------------------


def _worst_warning(standing: Standing) -> Decimal:
    return Decimal(max((one.level for one in standing.warnings), default=0))


def _most_warned(standings: Standings) -> Float64s:
    return standings.numbers(
        {customer: max(one.level for one in found) for customer, found in standings.warnings.items()}
    )


def _warnings_reason(standing: Standing, value: Decimal) -> Sentence:
    gravest = next(one for one in standing.warnings if one.level == value)
    said = {
        "signal": Sentence(gravest.signal),
        "severity": Sentence(gravest.severity),
        "date": gravest.since,
        "figures": gravest.figures,
    }
    others = len(standing.warnings) - 1
    if others:
        return sentence(
            "Warning since {date}, {severity}: {signal}. {figures} Other warnings in force: {others}.",
            **said,
            others=others,
        )
    return sentence("Warning since {date}, {severity}: {signal}. {figures}", **said)


def _warnings_release(standing: Standing, threshold: Decimal) -> Sentence:
    return sentence(
        "Closed with a reason, or expired: {warnings}.",
        warnings=[
            sentence("{signal} (in force until {date})", signal=Sentence(one.signal), date=one.until)
            for one in standing.warnings
            if one.level >= threshold
        ],
    )


# --- class of debt -------------------------------------------------------------------------------------------------


def _worst_class(standing: Standing) -> Decimal:
    return Decimal(standing.worst_class)


def _most_hopeless(standings: Standings) -> Float64s:
    return standings.worst_class.astype(np.float64)


def _class_reason(standing: Standing, value: Decimal) -> Sentence:
    worst = next((item for item in standing.counted if item.debt_class == value), None)
    if worst is None:
        return _gone_reason(standing)
    said = {
        "document": worst.document,
        "debt_class": Sentence(CLASSES[worst.debt_class]),
        "open": money(worst.open_minor, worst.currency),
    }
    if standing.gone_on is None:
        return sentence(
            "{document} is a debt of class {debt_class}: {open} is open {days} days past due.",
            **said,
            days=worst.days_past_due,
        )
    if not standing.gone_as:
        return sentence(
            "{document} is a debt of class {debt_class}: the debtor is gone since {date}; {open} is open.",
            **said,
            date=standing.gone_on,
        )
    return sentence(
        "{document} is a debt of class {debt_class}: the debtor is {gone} since {date}; {open} is open.",
        **said,
        gone=Sentence(standing.gone_as),
        date=standing.gone_on,
    )


def _gone_reason(standing: Standing) -> Sentence:
    """Where no document is a debt that counts."""
    dead = Sentence(CLASSES[standing.worst_class])
    if not standing.gone_as:
        return sentence(
            "The class of debt is {debt_class}: the debtor is gone since {date}.",
            debt_class=dead,
            date=standing.gone_on,
        )
    return sentence(
        "The class of debt is {debt_class}: the debtor is {gone} since {date}.",
        debt_class=dead,
        gone=Sentence(standing.gone_as),
        date=standing.gone_on,
    )


def _class_release(standing: Standing, threshold: Decimal) -> Sentence:
    """No receipt brings back who is gone; whoever is back still owes what is old."""

    def is_old(item: Item) -> bool:
        return item.counted and item.class_by_age >= threshold

    if standing.gone_on is None:
        return receipts_through(standing, is_old)
    if not any(map(is_old, standing.items)):
        return sentence("The customer is back: its Gone On on the sheet Customers is empty.")
    return sentence(
        "{receipt} The customer is back: its Gone On on the sheet Customers is empty.",
        receipt=receipts_through(standing, is_old),
    )


METRICS_OF_CONDUCT: tuple[Metric, ...] = (
    Metric(
        label("unsigned statements"),
        _unsigned_statements,
        _unsigned_reason,
        _unsigned_release,
        ((REMIND, (1, 1, 1, 1)), (REDUCED, (3, 3, 3, 3))),
        most=_most_unsigned,
    ),
    Metric(
        label("broken promises"),
        _broken_promises,
        _broken_reason,
        _broken_release,
        ((PRIVILEGES_OFF, (1, 1, 1, 1)), (STOP, (2, 2, 2, 2))),
        most=_most_broken,
    ),
    Metric(
        label("warnings"),
        _worst_warning,
        _warnings_reason,
        _warnings_release,
        tuple((level, (level, level, level, level)) for level in LEVEL_OF_SEVERITY.values()),
        most=_most_warned,
    ),
    Metric(
        label("class of debt"),
        _worst_class,
        _class_reason,
        _class_release,
        ((STOP, (BAD, BAD, BAD, BAD)), (RECOVER, (DEAD, DEAD, DEAD, DEAD))),
        most=_most_hopeless,
    ),
)
"""Of warnings the gravest counts, by the level of its severity; classes of debt are places in `CLASSES`."""
