"""What the supply ladder measures of a customer's money: how late, how much, against which limit (practice C1)."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable
from decimal import ROUND_FLOOR, Decimal

import numpy as np

from arxl.errors import Amount, Sentence, label, sentence
from arxl.kernels.arrays import Float64s
from arxl.kernels.money import decimal_of, exponent_of
from arxl.practices.credit_decision import money
from arxl.practices.supply_level import PREPAID, PRIVILEGES_OFF, RECOVER, REDUCED, REMIND, STOP
from arxl.practices.supply_metric import Metric
from arxl.practices.supply_records import Standings
from arxl.practices.supply_release import by_receipts, receipts_through
from arxl.practices.supply_standing import Item, Standing
from arxl.tables.schema import NO_AMOUNT

INFINITE = Decimal("Infinity")
OLDEST_DAYS, EXPOSURE_TO_LIMIT = label("oldest days past due"), label("exposure/limit")


# --- oldest days past due ------------------------------------------------------------------------------------------


def _oldest_days(standing: Standing) -> Decimal:
    return Decimal(standing.days_past_due)


def _most_days(standings: Standings) -> Float64s:
    return standings.days_past_due.astype(np.float64)


def _oldest_reason(standing: Standing, value: Decimal) -> Sentence:
    oldest = max(standing.counted, key=lambda item: item.days_past_due)
    return sentence(
        "{document} is {days} days past due; {open} of it is open.",
        document=oldest.document,
        days=oldest.days_past_due,
        open=money(oldest.open_minor, oldest.currency),
    )


def _oldest_release(standing: Standing, threshold: Decimal) -> Sentence:
    return receipts_through(standing, lambda item: item.counted and item.days_past_due >= threshold)


# --- overdue amount and share --------------------------------------------------------------------------------------


def overdue_minor(standing: Standing) -> int:
    """What is past due, in minor units of the company's currency.

    Raises:
        Faulty: a rate is missing.
    """
    late = (item for item in standing.counted if item.days_past_due > 0)
    return standing.total_minor(_open_minor(late), standing.company_currency)


def _open_minor(items: Iterable[Item]) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for item in items:
        sums[item.currency] += item.open_minor
    return sums


def _overdue_amount(standing: Standing) -> Decimal:
    return decimal_of(overdue_minor(standing), exponent_of(standing.company_currency))


def _most_overdue(standings: Standings) -> Float64s:
    minor = standings.overdue_minor / 10.0 ** exponent_of(standings.records.home or "EUR")
    return np.where(standings.is_foreign, np.inf, minor)


def _overdue_amount_reason(standing: Standing, value: Decimal) -> Sentence:
    return sentence("{amount} is past due.", amount=Amount(value, standing.company_currency))


def _overdue_share(standing: Standing) -> Decimal:
    open_minor = standing.total_minor(_open_minor(standing.counted), standing.company_currency)
    return Decimal(overdue_minor(standing)) / open_minor if open_minor else Decimal(0)


def _overdue_share_reason(standing: Standing, value: Decimal) -> Sentence:
    return sentence("{share} % of the open balance is past due.", share=_percent(value))


# --- exposure to limit ---------------------------------------------------------------------------------------------


def _exposure(standing: Standing) -> int:
    """Open items - unapplied cash + orders confirmed and not delivered, in minor units of the limit's currency."""
    currency = standing.limit_currency
    return max(
        0,
        standing.total_minor(_open_minor(standing.items), currency)
        - standing.total_minor(standing.unapplied_minor, currency)
        + standing.total_minor(standing.orders_minor, currency),
    )


def _exposure_to_limit(standing: Standing) -> Decimal | None:
    if standing.limit_minor is None:
        return None
    exposure = _exposure(standing)
    if not standing.limit_minor:
        return INFINITE if exposure else Decimal(0)
    return Decimal(exposure) / standing.limit_minor


def _most_exposure(standings: Standings) -> Float64s:
    limit, exposure = standings.limit_minor, standings.exposure_minor
    share = np.where(exposure > 0, np.inf, 0.0)
    np.divide(exposure, limit, out=share, where=limit > 0)
    share[standings.is_foreign] = np.inf
    share[limit == NO_AMOUNT] = -np.inf
    return share


def _exposure_guess(standing: Standing, threshold: Decimal) -> int:
    """Minor units that bring the exposure just below a threshold, where all is in one currency."""
    limit = standing.limit_minor or 0
    return _exposure(standing) - math.ceil(threshold * limit) + 1 if limit else _exposure(standing)


def _exposure_reason(standing: Standing, value: Decimal) -> Sentence:
    assert standing.limit_minor is not None
    exposure = money(_exposure(standing), standing.limit_currency)
    limit = money(standing.limit_minor, standing.limit_currency)
    if value == INFINITE:
        return sentence("The exposure is {exposure}; the limit is {limit}.", exposure=exposure, limit=limit)
    return sentence(
        "The exposure of {exposure} is {share} % of the limit of {limit}.",
        exposure=exposure,
        share=_percent(value),
        limit=limit,
    )


# --- open batches --------------------------------------------------------------------------------------------------


def _open_batches(standing: Standing) -> Decimal | None:
    """Delivery dates with something open, above what the terms allow; several invoices of one day are one delivery."""
    allowed = [item.batches_allowed for item in standing.items if item.batches_allowed]
    if not allowed:
        return None
    return Decimal(max(0, len(_batch_days(standing)) - min(allowed)))


def _most_batches(standings: Standings) -> Float64s:
    return np.where(standings.has_batches, np.inf, -np.inf)


def _batch_days(standing: Standing) -> list[dt.date]:
    return sorted({item.date for item in standing.items if item.batches_allowed})


def _open_batches_reason(standing: Standing, value: Decimal) -> Sentence:
    count = len(_batch_days(standing))
    return sentence("{count} deliveries are open; the terms allow {allowed}.", count=count, allowed=count - int(value))


def _open_batches_release(standing: Standing, threshold: Decimal) -> Sentence:
    days = _batch_days(standing)
    allowed = len(days) - int(_open_batches(standing) or 0)
    settled = set(days[: len(days) - (allowed + math.ceil(threshold) - 1)])
    return receipts_through(standing, lambda item: bool(item.batches_allowed) and item.date in settled)


def _percent(share: Decimal) -> str:
    """In whole percent, rounded down: a threshold that is not reached is not said to be."""
    return str((share * 100).to_integral_value(ROUND_FLOOR))


METRICS_OF_ARREARS: tuple[Metric, ...] = (
    Metric(
        OLDEST_DAYS,
        _oldest_days,
        _oldest_reason,
        _oldest_release,
        (
            (REMIND, (1, 1, 1, 1)),
            (REDUCED, (31, 15, 8, 4)),
            (PRIVILEGES_OFF, (46, 31, 15, 8)),
            (PREPAID, (61, 46, 31, 15)),
            (STOP, (91, 61, 46, 31)),
            (RECOVER, (181, 181, 181, 181)),
        ),
        most=_most_days,
    ),
    Metric(
        label("overdue amount"),
        _overdue_amount,
        _overdue_amount_reason,
        by_receipts(_overdue_amount, on_account=False),
        most=_most_overdue,
    ),
    Metric(
        label("overdue share"), _overdue_share, _overdue_share_reason, by_receipts(_overdue_share, on_account=False)
    ),
    Metric(
        EXPOSURE_TO_LIMIT,
        _exposure_to_limit,
        _exposure_reason,
        by_receipts(_exposure_to_limit, on_account=True, guess=_exposure_guess),
        ((REMIND, (0.8, 0.8, 0.8, 0.8)), (REDUCED, (1.0, 1.0, 1.0, 1.0)), (PREPAID, (1.2, 1.2, 1.2, 1.2))),
        most=_most_exposure,
    ),
    Metric(
        label("open batches"),
        _open_batches,
        _open_batches_reason,
        _open_batches_release,
        ((STOP, (1, 1, 1, 1)),),
        most=_most_batches,
    ),
)
