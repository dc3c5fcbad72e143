"""The scorecard of a customer, and the grade that it comes to (practice A2).

Each criterion has a figure, and points from 0 to 100 on a straight line between the two bounds that Policy gives it.
The score is Σ weight · points / Σ weight over the criteria that have data, half-up; Policy's bounds make a grade of it.
Where the bounds are 60 days and 0, a customer that pays 12 days late on average has 80 points.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from arxl.errors import Sentence, label, sentence
from arxl.kernels.arrays import Float64s, Int64s
from arxl.kernels.medians import twice_median
from arxl.kernels.money import decimal_of, rounded_half_up
from arxl.kernels.scoring import NO_SCORE, Criterion, figures_of, points_of, scores_of
from arxl.practices.credit_record import MONTHS, CreditRecord
from arxl.practices.promises import Judged, Verdict
from arxl.tables.desk_policy import ScorePolicy
from arxl.tables.result import Cell, ResultColumn, ResultTable, Shows
from arxl.tables.schema import Book

MARKS: Mapping[str, str] = {
    "finances": label("Finances"),
    "network": label("Sales Network"),
    "ability": label("Sales Ability"),
    "organisation": label("Organisation"),
}
"""Marks of the file that count in the score: attribute -> heading."""

_LARGEST_SHOWN = 1e9
_JUDGED = (Verdict.KEPT, Verdict.PARTLY, Verdict.BROKEN)


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion of the scorecard.

    Attributes:
        heading: what its figure is.
        decimals: with which it is shown.
        nothing: what stands where there are no data.
    """

    heading: str
    criterion: Criterion
    decimals: int
    nothing: Sentence


@dataclass(frozen=True)
class Scorecard:
    """Everybody's figures, points and score.

    Attributes:
        lines: the criteria that have a weight.
        score: (C,) from 0 to 100; `NO_SCORE` where no criterion has data.
    """

    record: CreditRecord
    lines: tuple[Line, ...]
    score: Int64s
    bounds: tuple[int, ...]
    least_documents: int

    @cached_property
    def grades(self) -> list[str]:
        """(C,) the grade that each score comes to; "" where nothing is proposed (`unproposed` says why)."""
        return [
            grade_of_score(score, self.bounds) if why is None else ""
            for score, why in zip(self.score.tolist(), self.unproposed, strict=True)
        ]

    @cached_property
    def unproposed(self) -> list[Sentence | None]:
        """(C,) why nothing is proposed; None where something is."""
        record = self.record
        facts = zip(record.lacking.tolist(), record.due_documents.tolist(), self.score.tolist(), strict=True)
        return [self._unproposed(*each) for each in facts]

    def _unproposed(self, lacking: bool, due: int, score: int) -> Sentence | None:
        if lacking:
            return sentence("A rate is missing: nothing is proposed.")
        if due < self.least_documents:
            return sentence(
                "Documents that fell due: {count}; below {least} nothing is proposed.",
                count=due,
                least=self.least_documents,
            )
        return sentence("No criterion has data: nothing is proposed.") if score == NO_SCORE else None


def grade_of_score(score: int, bounds: Iterable[int]) -> str:
    """A at or above the highest bound, and so on down to E.

    >>> [grade_of_score(score, (30, 50, 70, 85)) for score in (85, 84, 50, 29)]
    ['A', 'B', 'C', 'E']
    """
    return "EDCBA"[sum(score >= bound for bound in bounds)]


def scorecard(record: CreditRecord, book: Book, promises: Iterable[Judged], policy: ScorePolicy) -> Scorecard:
    """Judge everybody of a record.

    Args:
        promises: all of the book, judged on the position's day or later.
    """
    lines = tuple(line for line in _lines(record, book, promises, policy) if line.criterion.weight)
    score = scores_of([line.criterion for line in lines]) if lines else np.full(len(record.roll), NO_SCORE)
    return Scorecard(record, lines, score, policy.grade_bounds, policy.score_least_documents)


def _lines(record: CreditRecord, book: Book, promises: Iterable[Judged], policy: ScorePolicy) -> tuple[Line, ...]:
    sure = [not lacking for lacking in record.lacking.tolist()]
    paid = [minor if known else 0 for minor, known in zip(record.weight_minor, sure, strict=True)]
    delivered = record.delivered.tolist()
    broken, made = _promises(record, promises, policy.score_days)
    trend = [
        minor if known and full == MONTHS else 0
        for minor, known, full in zip(record.before_minor, sure, record.full_months.tolist(), strict=True)
    ]
    nothing_due = sentence("Nothing was paid or overdue.")
    return (
        Line(
            label("days late, by amount"),
            Criterion(record.weighted_days, paid, policy.score_late_weight, *policy.score_late_scale),
            1,
            nothing_due,
        ),
        Line(
            label("percent paid on time, by amount"),
            Criterion(
                [100 * minor for minor in record.on_time_minor],
                paid,
                policy.score_on_time_weight,
                *policy.score_on_time_scale,
            ),
            1,
            nothing_due,
        ),
        Line(
            label("broken promises"),
            Criterion(
                broken, [int(count > 0) for count in made], policy.score_promises_weight, *policy.score_promises_scale
            ),
            0,
            sentence("No promise was to be judged."),
        ),
        Line(
            label("months of relation"),
            Criterion(
                record.months.tolist(),
                [int(known) for known in delivered],
                policy.score_relation_weight,
                *policy.score_relation_scale,
            ),
            0,
            sentence("Nothing was delivered yet."),
        ),
        _volume(record, sure, policy),
        Line(
            label("last 6 months ÷ the 6 before"),
            Criterion(
                [max(minor, 0) for minor in record.last_minor],
                trend,
                policy.score_trend_weight,
                *policy.score_trend_scale,
            ),
            2,
            sentence("Purchases do not reach back 12 full months."),
        ),
        *_marks(record, book, policy),
    )


def _volume(record: CreditRecord, sure: list[bool], policy: ScorePolicy) -> Line:
    """Purchases over those of the median customer, which is the middle of those who bought anything."""
    middle = twice_median(minor for minor, known in zip(record.year_minor, sure, strict=True) if known and minor > 0)
    known = [
        middle if known and delivered else 0 for known, delivered in zip(sure, record.delivered.tolist(), strict=True)
    ]
    return Line(
        label("purchases ÷ those of the median customer"),
        Criterion(
            [2 * max(minor, 0) for minor in record.year_minor],
            known,
            policy.score_volume_weight,
            *policy.score_volume_scale,
        ),
        2,
        sentence("There are no purchases to compare."),
    )


def _promises(record: CreditRecord, promises: Iterable[Judged], days: int) -> tuple[list[int], list[int]]:
    """Broken promises of the record's days, and all that were to be judged in them; a promise is on the day after."""
    place = {customer: nth for nth, customer in enumerate(record.roll.customer.tolist())}
    day = record.day.tolist()
    broken, made = [0] * len(place), [0] * len(place)
    for one in promises:
        nth = place.get(one.promise.customer)
        if nth is not None and one.verdict in _JUDGED and 0 < (day[nth] - one.promise.promised_on).days <= days:
            made[nth] += 1
            broken[nth] += one.verdict is Verdict.BROKEN
    return broken, made


def _marks(record: CreditRecord, book: Book, policy: ScorePolicy) -> tuple[Line, ...]:
    file = record.roll.file
    lines = []
    for attribute, heading in MARKS.items():
        given = np.append(getattr(book.customers, attribute), np.nan)[file]  # row -1: no file, no mark
        known = ~np.isnan(given)
        criterion = Criterion(
            np.where(known, given, 0).astype(np.int64).tolist(),
            known.astype(np.int64).tolist(),
            policy.score_mark_weight,
            *policy.score_mark_scale,
        )
        lines.append(Line(heading, criterion, 0, sentence("No mark is given.")))
    return tuple(lines)


def criteria_table(card: Scorecard, names: list[str], salespeople: list[str]) -> ResultTable:
    """One row a customer and criterion."""
    count = len(card.lines)
    by_line = [_shown(figures_of(line.criterion), line.decimals) for line in card.lines]
    points_by_line = [_shown(points_of(line.criterion), 1) for line in card.lines]
    places = range(len(card.record.roll))
    customers = card.record.roll.customer.tolist()
    return ResultTable(
        label("Criteria"),
        (
            ResultColumn(
                "customer", label("Customer ID"), Shows.TEXT, [one for one in customers for _ in range(count)]
            ),
            ResultColumn("name", label("Name"), Shows.TEXT, [names[place] for place in places for _ in range(count)]),
            ResultColumn(
                "salesperson",
                label("Salesperson"),
                Shows.TEXT,
                [salespeople[place] for place in places for _ in range(count)],
            ),
            ResultColumn(
                "criterion", label("Criterion"), Shows.LABEL, [line.heading for line in card.lines] * len(places)
            ),
            ResultColumn("figure", label("Figure"), Shows.NUMBER, _woven(by_line)),
            ResultColumn("points", label("Points"), Shows.NUMBER, _woven(points_by_line)),
            ResultColumn(
                "weight", label("Weight"), Shows.WHOLE, [line.criterion.weight for line in card.lines] * len(places)
            ),
            ResultColumn("remark", label("Remark"), Shows.SENTENCES, _woven([_remarks(line) for line in card.lines])),
        ),
    )


def _shown(figures: Float64s, decimals: int) -> list[Cell]:
    known = ~np.isnan(figures)
    minor = rounded_half_up(np.where(known, np.minimum(figures, _LARGEST_SHOWN), 0), decimals)
    digits = {value: decimal_of(value, decimals) for value in set(minor.tolist())}
    return [digits[value] if said else None for value, said in zip(minor.tolist(), known.tolist(), strict=True)]


def _remarks(line: Line) -> list[Cell]:
    why = (line.nothing,)
    return [() if known else why for known in (np.array(line.criterion.denominator) > 0).tolist()]


def _woven(by_line: list[list[Cell]]) -> list[Cell]:
    return [cell for row in zip(*by_line, strict=True) for cell in row]
