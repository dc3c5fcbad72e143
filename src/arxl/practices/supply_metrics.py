"""What the supply ladder measures (practice C1): one entry of `METRICS` a metric.

A metric answers five things: its value for a customer's standing on a day, why it triggers, what releases it, the
default rules over it, and the most that its value can be for all customers at once, so that only those are looked at
who may reach a threshold. Adding a metric is adding an entry; nothing else knows them by name.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from arxl.errors import Amount, Sentence, label, sentence
from arxl.kernels.arrays import Float64s
from arxl.kernels.money import decimal_of, decimal_text, exponent_of
from arxl.locale import LANGUAGES, wording
from arxl.locale.folding import bare
from arxl.practices.debt_class import CLASSES
from arxl.practices.supply_standing import BROKEN_DAYS, Item, Standing, Standings
from arxl.tables.schema import NO_AMOUNT

Thresholds = tuple[float, float, float, float]  # of grades A, B, C, D


def _nobody_knows(standings: Standings) -> Float64s:
    return np.full(len(standings), np.inf)


@dataclass(frozen=True, slots=True)
class Metric:
    """One measure.

    Attributes:
        name: how the sheet Supply Rules calls it.
        measure: its value; None where it does not apply to the customer.
        reason: why it triggers, with figures.
        release: what brings it below a threshold.
        defaults: (level, thresholds) of the default rules.
        most: (K,) for each of the standings, a number that its value is not above: infinite where only a look tells,
            -infinite where the metric does not apply.
    """

    name: str
    measure: Callable[[Standing], Decimal | None]
    reason: Callable[[Standing, Decimal], Sentence]
    release: Callable[[Standing, Decimal], Sentence]
    defaults: tuple[tuple[int, Thresholds], ...] = ()
    most: Callable[[Standings], Float64s] = _nobody_knows


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
        open=_amount(oldest.open_minor, oldest.currency),
    )


def _oldest_release(standing: Standing, threshold: Decimal) -> Sentence:
    return _receipts_through(standing, lambda item: item.counted and item.days_past_due >= threshold)


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
    exposure = _amount(_exposure(standing), standing.limit_currency)
    limit = _amount(standing.limit_minor, standing.limit_currency)
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
    return _receipts_through(standing, lambda item: bool(item.batches_allowed) and item.date in settled)


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
            sentence("{amount} by {date}", amount=_amount(one.minor, one.currency), date=one.promised_on)
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
        "open": _amount(worst.open_minor, worst.currency),
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
        return _receipts_through(standing, is_old)
    if not any(map(is_old, standing.items)):
        return sentence("The customer is back: its Gone On on the sheet Customers is empty.")
    return sentence(
        "{receipt} The customer is back: its Gone On on the sheet Customers is empty.",
        receipt=_receipts_through(standing, is_old),
    )


# --- release by receipts -------------------------------------------------------------------------------------------


def _receipts_through(standing: Standing, settled: Callable[[Item], bool]) -> Sentence:
    """The receipts that settle these items: they reach through the last of them, and name those passed over."""
    needed: dict[str, int] = {}
    passed: dict[str, int] = defaultdict(int)
    named = [(item, item.open_minor) for item in standing.items if item.passed_over and settled(item)]
    for item in standing.items:
        if not item.passed_over:
            passed[item.currency] += item.open_minor
            if settled(item):
                needed[item.currency] = passed[item.currency]
    for item, minor in named:
        needed[item.currency] = needed.get(item.currency, 0) + minor
    return _receipts(needed, named)


def _by_receipts(
    measure: Callable[[Standing], Decimal | None],
    *,
    on_account: bool,
    guess: Callable[[Standing, Decimal], int] | None = None,
) -> Callable[[Standing, Decimal], Sentence]:
    """The least receipts that bring a measure below a threshold above 0.

    They settle the oldest first. What goes beyond that names items that are passed over or, where cash `on_account`
    lowers the measure as well, names nothing. A `guess` of the least saves the search where it is right.
    """

    def release(standing: Standing, threshold: Decimal) -> Sentence:
        def falls_below(minor: int) -> bool:
            value = measure(_paid(standing, minor, on_account).standing)
            return value is None or value < threshold

        least = guess(standing, threshold) if guess else -1
        if least < 1 or not falls_below(least) or falls_below(least - 1):
            least = _least(falls_below, sum(item.open_minor for item in standing.items))
        paid = _paid(standing, least, on_account)
        return _receipts(paid.receipts, paid.named)

    return release


def _least(falls_below: Callable[[int], bool], high: int) -> int:
    """The least number from which on it holds; `high` is a first idea of one for which it does."""
    low = 0
    while not falls_below(high):  # cash on account may have to cover orders as well
        high = 2 * high + 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if falls_below(middle) else (middle + 1, high)
    return low


class _Paid(NamedTuple):
    """A standing after receipts, the receipts by currency, and what of them names items that are passed over."""

    standing: Standing
    receipts: Mapping[str, int]
    named: list[tuple[Item, int]]


def _paid(standing: Standing, minor: int, on_account: bool) -> _Paid:
    """The standing after receipts of so many minor units, item by item in order."""
    left, receipts, paid_of = minor, defaultdict[str, int](int), [0] * len(standing.items)
    for place in sorted(range(len(standing.items)), key=lambda place: standing.items[place].passed_over):
        item = standing.items[place]
        if not (item.passed_over and on_account):
            paid_of[place] = min(left, item.open_minor)
            left -= paid_of[place]
            receipts[item.currency] += paid_of[place]
    unapplied = dict(standing.unapplied_minor)
    if on_account:
        currency = standing.limit_currency
        receipts[currency] += left
        unapplied[currency] = unapplied.get(currency, 0) + left
    pairs = list(zip(standing.items, paid_of, strict=True))
    items = tuple(item._replace(open_minor=item.open_minor - paid) for item, paid in pairs if paid < item.open_minor)
    return _Paid(
        replace(standing, items=items, unapplied_minor=unapplied),
        {currency: paid for currency, paid in receipts.items() if paid},
        [(item, paid) for item, paid in pairs if item.passed_over and paid],
    )


def _receipts(minor: Mapping[str, int], named: Iterable[tuple[Item, int]]) -> Sentence:
    """Amounts, and what `Applies To` of the receipts must say."""
    amounts = [_amount(value, currency) for currency, value in sorted(minor.items())]
    names = [f"{item.document}:{decimal_text(value, exponent_of(item.currency))}" for item, value in named]
    if names:
        return sentence("Receipt of {amounts}, naming {names}.", amounts=amounts, names="; ".join(names))
    return sentence("Receipt of {amounts}.", amounts=amounts)


def _amount(minor: int, currency: str) -> Amount:
    return Amount(decimal_of(minor, exponent_of(currency)), currency)


def _percent(share: Decimal) -> str:
    """In whole percent, rounded down: a threshold that is not reached is not said to be."""
    return str((share * 100).to_integral_value(ROUND_FLOOR))


METRICS: tuple[Metric, ...] = (
    Metric(
        OLDEST_DAYS,
        _oldest_days,
        _oldest_reason,
        _oldest_release,
        (
            (1, (1, 1, 1, 1)),
            (2, (31, 15, 8, 4)),
            (3, (46, 31, 15, 8)),
            (4, (61, 46, 31, 15)),
            (5, (91, 61, 46, 31)),
            (6, (181, 181, 181, 181)),
        ),
        most=_most_days,
    ),
    Metric(
        label("overdue amount"),
        _overdue_amount,
        _overdue_amount_reason,
        _by_receipts(_overdue_amount, on_account=False),
        most=_most_overdue,
    ),
    Metric(
        label("overdue share"), _overdue_share, _overdue_share_reason, _by_receipts(_overdue_share, on_account=False)
    ),
    Metric(
        EXPOSURE_TO_LIMIT,
        _exposure_to_limit,
        _exposure_reason,
        _by_receipts(_exposure_to_limit, on_account=True, guess=_exposure_guess),
        ((1, (0.8, 0.8, 0.8, 0.8)), (2, (1.0, 1.0, 1.0, 1.0)), (4, (1.2, 1.2, 1.2, 1.2))),
        most=_most_exposure,
    ),
    Metric(
        label("open batches"),
        _open_batches,
        _open_batches_reason,
        _open_batches_release,
        ((5, (1, 1, 1, 1)),),
        most=_most_batches,
    ),
    Metric(
        label("unsigned statements"),
        _unsigned_statements,
        _unsigned_reason,
        _unsigned_release,
        ((1, (1, 1, 1, 1)), (2, (3, 3, 3, 3))),
        most=_most_unsigned,
    ),
    Metric(
        label("broken promises"),
        _broken_promises,
        _broken_reason,
        _broken_release,
        ((3, (1, 1, 1, 1)), (5, (2, 2, 2, 2))),
        most=_most_broken,
    ),
    Metric(
        label("warnings"),
        _worst_warning,
        _warnings_reason,
        _warnings_release,
        ((1, (1, 1, 1, 1)), (2, (2, 2, 2, 2)), (4, (4, 4, 4, 4))),
        most=_most_warned,
    ),
    Metric(
        label("class of debt"),
        _worst_class,
        _class_reason,
        _class_release,
        ((5, (3, 3, 3, 3)), (6, (4, 4, 4, 4))),
        most=_most_hopeless,
    ),
)
"""Of warnings the gravest counts: low 1, medium 2, high 4. Classes of debt are places in `CLASSES`: bad 3, dead 4."""

_BY_NAME = {bare(metric.name): metric for metric in METRICS}


@lru_cache(maxsize=64)
def metric_named(text: str) -> Metric | None:
    """The metric that a cell names, in any of the six languages; None where it names none.

    >>> [metric and metric.name for metric in map(metric_named, (" Overdue  Share", "días"))]
    ['overdue share', None]
    """
    key = bare(" ".join(text.split()))
    if key in _BY_NAME:
        return _BY_NAME[key]
    translated = (
        metric for metric in METRICS for language in LANGUAGES if bare(wording(language).text(metric.name)) == key
    )
    return next(translated, None)
