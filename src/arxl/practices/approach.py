"""Soft or firm: in which tone a customer is asked for money (practice C4).

Six criteria, each with a say of 0 (soft) to 100 (firm) points, linear between two bounds: the age of the oldest item,
0 to 90 days late; the amount beside the median of the list, half of it to twice; the marks for reputation and for
co-operation, 5 to 1; means, the mark for finances, 1 to 5, since who cannot pay is helped and who can is pressed;
distance, 0 to 300 km, since whom nobody passes by needs terms that hold without a visit. The points are weighted as
Policy `approach_weights` says (by default 30, 20, 15, 15, 10, 10); what nobody knows has no say. From
`approach_firm_from` points, 50, the approach is firm.

>>> found = approach(Known(days_late=45, amount=Decimal(100), median=Decimal(100)), WorkListPolicy())
>>> found.tone, found.points
('soft', 43)
>>> [str(why) for why in found.why][0]
'Age: the oldest item is 45 days late, 50 of 100.'
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from arxl.errors import Sentence, label, sentence
from arxl.tables.cells import text_of_number
from arxl.tables.desk_policy import WorkListPolicy

SOFT, FIRM = label("soft"), label("firm")

_UNKNOWN = math.nan
_NONE, _ALL = Decimal(0), Decimal(100)
_SOON, _LATE = Decimal(0), Decimal(90)  # days
_HALF, _TWICE, _TENTH = Decimal("0.5"), Decimal(2), Decimal("0.1")
_WORST, _BEST = Decimal(1), Decimal(5)  # marks
_HERE, _FAR = Decimal(0), Decimal(300)  # km


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a customer.

    Attributes:
        days_late: of the oldest item; 0 where none is past due.
        amount: what it is asked for.
        median: the median of such amounts, in the same currency.
        reputation, co_operation, finances: marks from 1 to 5; NaN where nobody gave one.
        distance_km: NaN where nobody knows.
    """

    days_late: int
    amount: Decimal
    median: Decimal
    reputation: float = _UNKNOWN
    co_operation: float = _UNKNOWN
    finances: float = _UNKNOWN
    distance_km: float = _UNKNOWN


@dataclass(frozen=True, slots=True)
class Approach:
    """The tone, its points of 100 towards firm, and what each criterion says, in the order of Policy's weights."""

    tone: str
    points: int
    why: tuple[Sentence, ...]


def approach(known: Known, policy: WorkListPolicy) -> Approach:
    """The tone for a customer. Where no criterion has a weight, it is soft."""
    weighed = total = Decimal(0)
    why = []
    for weight, said in zip(policy.approach_weights, _said(known), strict=True):
        if said is not None and weight:
            points, sentence_of = said
            weighed += weight * points
            total += weight
            why.append(sentence_of)
    towards_firm = _rounded(weighed / total) if total else 0
    tone = FIRM if total and towards_firm >= policy.approach_firm_from else SOFT
    return Approach(tone, towards_firm, tuple(why))


def _said(known: Known) -> Iterator[tuple[Decimal, Sentence] | None]:
    """The points and the sentence of each criterion; None where nothing is known."""
    points = _linear(Decimal(known.days_late), _SOON, _LATE)
    yield (
        points,
        sentence(
            "Age: the oldest item is {days} days late, {points} of 100.",
            days=known.days_late,
            points=_rounded(points),
        ),
    )
    if known.median > 0:
        times = known.amount / known.median
        points = _linear(times, _HALF, _TWICE)
        yield (
            points,
            sentence(
                "Amount: {times} times the median of the list, {points} of 100.",
                times=times.quantize(_TENTH, ROUND_HALF_UP),
                points=_rounded(points),
            ),
        )
    else:
        yield None
    for mark, text, soft, firm in (
        (known.reputation, label("Reputation: {mark} of 5, {points} of 100."), _BEST, _WORST),
        (known.co_operation, label("Co-operation: {mark} of 5, {points} of 100."), _BEST, _WORST),
        (known.finances, label("Means: {mark} of 5, {points} of 100."), _WORST, _BEST),
    ):
        if math.isnan(mark):
            yield None
        else:
            points = _linear(Decimal(mark), soft, firm)
            yield points, Sentence(text, {"mark": text_of_number(mark), "points": _rounded(points)})
    if math.isnan(known.distance_km):
        yield None
    else:
        points = _linear(Decimal(repr(known.distance_km)), _HERE, _FAR)
        far = text_of_number(known.distance_km)
        yield points, sentence("Distance: {far} km, {points} of 100.", far=far, points=_rounded(points))


def _linear(value: Decimal, soft: Decimal, firm: Decimal) -> Decimal:
    """0 points at or beyond `soft`, 100 at or beyond `firm`."""
    return min(max((value - soft) * 100 / (firm - soft), _NONE), _ALL)


def _rounded(points: Decimal) -> int:
    return int(points.quantize(Decimal(1), ROUND_HALF_UP))
