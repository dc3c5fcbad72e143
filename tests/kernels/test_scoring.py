"""Points and scores against fractions reckoned one by one."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxl.kernels.scoring import NO_SCORE, Criterion, points_of, scores_of

BOUNDS = st.tuples(st.integers(-50, 100), st.integers(-50, 100)).filter(lambda pair: pair[0] != pair[1])
FIGURES = st.tuples(st.integers(-200, 10_000), st.integers(0, 60))


@st.composite
def scorecards(draw: st.DrawFn) -> list[Criterion]:
    rows = draw(st.integers(1, 4))
    return [
        Criterion(
            *map(list, zip(*draw(st.lists(FIGURES, min_size=rows, max_size=rows)), strict=True)),
            draw(st.integers(0, 30)),
            *map(Decimal, draw(BOUNDS)),
        )
        for _ in range(draw(st.integers(1, 5)))
    ]


def slow_score(criteria: list[Criterion], row: int) -> int:
    """By the sentence of PRACTICE, with fractions."""
    points, weights = Fraction(0), 0
    for numerator, denominator, weight, worst, best in criteria:
        if denominator[row] > 0:
            share = (Fraction(numerator[row], denominator[row]) - Fraction(worst)) / (Fraction(best) - Fraction(worst))
            points += weight * 100 * max(Fraction(0), min(Fraction(1), share))
            weights += weight
    if not weights:
        return NO_SCORE
    whole, rest = divmod(points / weights, 1)
    return int(whole) + (rest >= Fraction(1, 2))


@given(scorecards())
def test_scores_are_the_weighted_mean_of_points_half_up(criteria):
    scores = scores_of(criteria)
    assert scores.tolist() == [slow_score(criteria, row) for row in range(len(scores))]
    assert all(score == NO_SCORE or 0 <= score <= 100 for score in scores.tolist())


@given(scorecards(), st.data())
def test_a_better_figure_never_lowers_a_score(criteria, data):
    nth = data.draw(st.integers(0, len(criteria) - 1))
    old = criteria[nth]
    step = data.draw(st.integers(0, 500)) * (1 if old.best > old.worst else -1)
    better = old._replace(numerator=[numerator + step for numerator in old.numerator])
    after = scores_of([*criteria[:nth], better, *criteria[nth + 1 :]])
    assert (after >= scores_of(criteria)).all()


def test_a_score_of_exactly_a_half_is_rounded_up_whatever_floats_make_of_it():
    thirds = [Criterion([169], [200], weight, Decimal(0), Decimal(1)) for weight in (3, 7, 11)]
    assert scores_of(thirds).tolist() == [85]  # 84.5


def test_without_data_there_are_no_points_and_no_score():
    criterion = Criterion([5], [0], 10, Decimal(0), Decimal(1))
    assert np.isnan(points_of(criterion)).all()
    assert scores_of([criterion]).tolist() == [NO_SCORE]


def test_bounds_that_are_one_number_are_refused():
    with pytest.raises(ValueError, match="one number"):
        scores_of([Criterion([1], [1], 1, Decimal(3), Decimal(3))])
