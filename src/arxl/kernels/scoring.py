"""Points on a straight line between two bounds, and their weighted mean (practice A2).

A figure is a fraction of whole numbers, so that a score of exactly 84.5 is 85 and not what floats make of it.

>>> late = Criterion([1_200, 0, 0], [100, 50, 0], weight=3, worst=Decimal(60), best=Decimal(0))
>>> marks = Criterion([3, 5, 0], [1, 1, 0], weight=1, worst=Decimal(1), best=Decimal(5))
>>> points_of(late)
array([ 80., 100.,  nan])
>>> scores_of([late, marks])
array([ 73, 100,  -1])
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from arxl.kernels.arrays import Float64s, Int64s

NO_SCORE = -1
_DOUBTFUL = 1e-6  # so near to a half the exact fractions are asked


class Criterion(NamedTuple):
    """One criterion of a scorecard.

    Attributes:
        numerator, denominator: (N,) the figure as a fraction; a denominator of 0 or less means that there are no data.
        weight: 0 leaves the criterion out.
        worst, best: figures that give 0 points and 100; whichever is larger. They differ.
    """

    numerator: Sequence[int]
    denominator: Sequence[int]
    weight: int
    worst: Decimal
    best: Decimal


def figures_of(criterion: Criterion) -> Float64s:
    """(N,) the figure; NaN without data."""
    below = np.array(criterion.denominator, np.float64)
    below[below <= 0] = np.nan
    figures: Float64s = np.array(criterion.numerator, np.float64) / below
    return figures


def points_of(criterion: Criterion) -> Float64s:
    """(N,) points from 0 to 100; NaN without data."""
    worst, best = float(criterion.worst), float(criterion.best)
    points: Float64s = np.clip((figures_of(criterion) - worst) / (best - worst), 0, 1) * 100
    return points


def scores_of(criteria: Sequence[Criterion]) -> Int64s:
    """(N,) Σ weight · points / Σ weight over the criteria that have data, half-up; `NO_SCORE` where none has.

    Raises:
        ValueError: the two bounds of a criterion are one number.
    """
    if any(criterion.worst == criterion.best for criterion in criteria):
        raise ValueError("the bounds of a criterion are one number")
    points = np.array([points_of(criterion) for criterion in criteria])
    weights = np.array([[criterion.weight] for criterion in criteria]) * ~np.isnan(points)
    known = np.flatnonzero(weights.sum(axis=0))
    scores = np.full(points.shape[1], NO_SCORE, np.int64)
    means = (np.nan_to_num(points) * weights).sum(axis=0)[known] / weights.sum(axis=0)[known]
    scores[known] = np.floor(means + 0.5).astype(np.int64)
    for row in known[np.abs(means % 1 - 0.5) < _DOUBTFUL].tolist():
        scores[row] = _exact_score(criteria, row)
    return scores


def _exact_score(criteria: Sequence[Criterion], row: int) -> int:
    total, weights = Fraction(0), 0
    for criterion in criteria:
        if criterion.denominator[row] > 0:
            worst, best = Fraction(criterion.worst), Fraction(criterion.best)
            figure = Fraction(int(criterion.numerator[row]), int(criterion.denominator[row]))
            total += criterion.weight * min(max((figure - worst) / (best - worst), Fraction(0)), Fraction(1))
            weights += criterion.weight
    return int(100 * total / weights + Fraction(1, 2))
