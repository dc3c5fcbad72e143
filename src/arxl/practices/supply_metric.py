"""What a metric of the supply ladder is (practice C1).

A metric answers five things: its value for a customer's standing on a day, why it triggers, what releases it, the
default rules over it, and the most that its value can be for all customers at once, so that only those are looked at
who may reach a threshold.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from arxl.errors import Sentence
from arxl.kernels.arrays import Float64s
from arxl.practices.supply_records import Standings
from arxl.practices.supply_standing import Standing

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
