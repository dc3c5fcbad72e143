"""The grade and the limit that a score proposes (practice A2).

Proposed limit = average monthly purchases (gross, less credits, over the full months since the first delivery, at most
the last 12) × max(1, terms in days / 30) × the grade's factor, half-up; not above Policy's cap, nor above the security
where one is given. A proposal changes nothing: a named person accepts it, or refuses it, on the sheet Decisions.

Terms in days are those of the customer, and how long goods are out under them on average: NET 30 is 30, EOM 10 is half
a month and 10, MONTHLY 25/5 half a month and what lies between close and pay day, BATCH and SOLD their last day.

>>> [days_of_terms(parse_terms(text)) for text in ("COD", "NET 45", "EOM 10", "MONTHLY 25/5", "BATCH 1/45")]
[0, 45, 25, 25, 45]
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

import numpy as np

from arxl.errors import Amount, Fault, Faulty, Sentence, label, sentence
from arxl.kernels.days import months_after
from arxl.kernels.money import exponent_of, ratio_half_up, rounded_half_up
from arxl.kernels.scoring import NO_SCORE, points_of
from arxl.practices.credit_decision import PROPOSAL_REFUSED, InForce, money
from arxl.practices.credit_score import Scorecard
from arxl.practices.decision import BLANK_GRADE
from arxl.practices.risk_class import RiskClass
from arxl.pulse import beating
from arxl.tables.desk_policy import ScorePolicy
from arxl.tables.history import RecordedDecision
from arxl.tables.rates import Exchange
from arxl.tables.schema import Book
from arxl.tables.terms import Terms, TermsKind, parse_terms

_A_MONTH, _HALF_A_MONTH = 30, 15
_NO_CAP = np.iinfo(np.int64).max
_MOST_LOST = 3  # criteria that a reason names
_NO_PROPOSAL, _TO_DECIDE, _AS_IT_IS = label("no proposal"), label("to decide"), label("as it is")
_ACCEPTED, _REFUSED = label("accepted"), label("refused")


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is in force for one customer, and what is proposed.

    Attributes:
        score: None where nothing is known.
        grade_now, limit_now, terms_now: what is in force: accepted last, else the file's.
        grade: "" where nothing is proposed; then `limit` is None, too.
    """

    score: int | None
    grade_now: str
    grade: str
    limit_now: Amount | None
    limit: Amount | None
    terms_now: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for one customer, and why.

    Attributes:
        terms, rebate_percent: of the proposed grade's class.
        state: whether it waits for somebody.
        reasons: what the score loses most by, how the limit is reckoned; or why nothing is proposed.
        decided: what was decided last, by whom.
    """

    customer: str
    name: str
    salesperson: str
    figures: Proposed
    terms: str
    rebate_percent: Decimal | None
    state: str
    reasons: tuple[Sentence, ...]
    decided: tuple[Sentence, ...]


def days_of_terms(terms: Terms) -> int:
    """How many days goods are out under terms, on average."""
    match terms.kind:
        case TermsKind.EOM:
            return _HALF_A_MONTH + terms.days
        case TermsKind.MONTHLY:
            wait = terms.pay_day - terms.close_day
            return _HALF_A_MONTH + (wait if wait > 0 else wait + _A_MONTH) + _A_MONTH * terms.later_months
        case _:
            return terms.days


class Proposals:
    """Proposals for everybody of a scorecard, by the decisions and files of one day."""

    def __init__(
        self,
        card: Scorecard,
        book: Book,
        decided: InForce,
        policy: ScorePolicy,
        classes: Iterable[RiskClass],
        default_terms: str,
        holds_months: int,
        as_of: dt.date,
    ) -> None:
        """Propose.

        Args:
            default_terms: those of a customer without any.
            holds_months: how long a decision answers the proposals that follow it: until the next review of the grade.
            as_of: the day.
        """
        self._card, self._book, self._policy, self._as_of = card, book, policy, as_of
        self._classes = {each.grade: each for each in classes}
        self._default_terms = default_terms
        roll = card.record.roll
        self._decided = decided
        self._answered_from = months_after(as_of, -holds_months)
        self._exchange = Exchange(book.rates, roll.home)
        self._names, self._files = roll.customer.tolist(), roll.file.tolist()
        self._scores, self._full_months = card.score.tolist(), card.record.full_months.tolist()
        self._class_terms = {grade: str(each.terms) for grade, each in self._classes.items()}
        self._missing: dict[str, Fault] = {}

    @cached_property
    def rows(self) -> tuple[Proposal, ...]:
        """One a customer of the roll."""
        return tuple(self.proposal(row) for row in beating(range(len(self._card.record.roll)), 64))

    @cached_property
    def _lost(self) -> list[tuple[Sentence, ...]]:
        return _most_lost(self._card)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Rates that are missing for a cap."""
        return tuple(self._missing.values())

    def figures(self, row: int) -> Proposed:
        """What is in force and what is proposed for one customer, without the reasons."""
        card, roll, customers = self._card, self._card.record.roll, self._book.customers
        customer, file = self._names[row], self._files[row]
        terms_now = (str(customers.terms[file]) if file >= 0 else "") or self._default_terms
        grade, score, currency = card.grades[row], self._scores[row], roll.currency[row]
        limit_now, limit = self._decided.limits.get(customer), self._limit(row, grade, terms_now)
        return Proposed(
            score=None if score == NO_SCORE else score,
            grade_now=self._decided.grades.get(customer) or (str(customers.grade[file]) if file >= 0 else BLANK_GRADE),
            grade=grade,
            limit_now=None if limit_now is None else money(limit_now, currency),
            limit=None if limit is None else money(limit, currency),
            terms_now=terms_now,
        )

    def proposal(self, row: int) -> Proposal:
        """That of one customer of the roll."""
        card, customers = self._card, self._book.customers
        customer, file = self._names[row], self._files[row]
        decided = self._decided.decided.get(customer, ())
        figures, unproposed = self.figures(row), card.unproposed[row]
        proposed = self._classes.get(figures.grade)
        return Proposal(
            customer=customer,
            name=customers.name_of(customer),
            salesperson=str(customers.salesperson[file]) if file >= 0 else "",
            figures=figures,
            terms=self._class_terms.get(figures.grade, ""),
            rebate_percent=proposed.rebate_percent if proposed else None,
            state=self._state(figures, decided),
            reasons=(unproposed,) if unproposed else (*self._lost[row], *self._limit_reasons(row, figures)),
            decided=tuple(map(_said, decided[-1:])),
        )

    def _limit(self, row: int, grade: str, terms: str) -> int | None:
        """The proposed limit in minor units of the customer's currency; None where none is proposed."""
        record = self._card.record
        months = self._full_months[row]
        if not grade or not months:
            return None
        up, down = self._classes[grade].factor.as_integer_ratio()
        days = max(_days_of(terms), _A_MONTH)
        limit = ratio_half_up(max(record.monthly_minor[row], 0) * days * up, months * _A_MONTH * down)
        caps = (self._cap(row), self._security(row))
        return min(limit, *(cap for cap in caps if cap is not None), _NO_CAP)

    def _limit_reasons(self, row: int, figures: Proposed) -> Iterator[Sentence]:
        """How the proposed limit is reckoned."""
        record = self._card.record
        months, currency = self._full_months[row], record.roll.currency[row]
        if figures.limit is None:
            yield sentence("No month since the first delivery is over: no limit is proposed.")
            return
        days = _days_of(figures.terms_now)
        yield sentence(
            "Limit: {average} a month over {months} months × {times} for terms of {days} days × factor {factor}.",
            average=money(ratio_half_up(max(record.monthly_minor[row], 0), months), currency),
            months=months,
            times=_times(days),
            days=days,
            factor=self._classes[figures.grade].factor,
        )
        limit = self._limit(row, figures.grade, figures.terms_now)
        if limit == self._cap(row):
            yield sentence("Capped by limit_cap on the sheet Policy.")
        elif limit == self._security(row):
            yield sentence("Capped by the security of {amount}.", amount=figures.limit)

    def _cap(self, row: int) -> int | None:
        roll = self._card.record.roll
        if not self._policy.limit_cap or not roll.home:
            return None
        home = int(self._policy.limit_cap.scaleb(exponent_of(roll.home)))
        try:
            return self._exchange.convert(home, roll.home, roll.currency[row], self._as_of)
        except Faulty as error:
            self._missing.setdefault(roll.currency[row], error.faults[0])
            return None

    def _security(self, row: int) -> int | None:
        file = int(self._card.record.roll.file[row])
        minor = int(self._book.customers.security_minor[file]) if file >= 0 else 0
        return minor if minor > 0 else None

    def _state(self, figures: Proposed, decided: tuple[RecordedDecision, ...]) -> str:
        if not figures.grade:
            return _NO_PROPOSAL
        if (figures.grade, figures.limit) == (figures.grade_now, figures.limit_now):
            return _AS_IT_IS
        last = decided[-1] if decided else None
        if last is not None and last.date > self._answered_from:
            if last.kind == PROPOSAL_REFUSED:
                return _REFUSED
            if figures.grade == figures.grade_now:
                return _ACCEPTED
        return _TO_DECIDE


@lru_cache(maxsize=1024)
def _days_of(terms: str) -> int:
    return days_of_terms(parse_terms(terms))


def _most_lost(card: Scorecard) -> list[tuple[Sentence, ...]]:
    """(C,) the criteria by which each score loses most, the worst first; of equals in the order of the scorecard."""
    if not card.lines:
        return [()] * len(card.record.roll)
    points = np.array([points_of(line.criterion) for line in card.lines])
    weights = np.array([[line.criterion.weight] for line in card.lines])
    lost = np.nan_to_num((100 - points) * weights, nan=0.0)
    order: list[list[int]] = np.argsort(-lost, axis=0, kind="stable")[:_MOST_LOST].T.tolist()
    rounded = rounded_half_up(np.nan_to_num(points).ravel(), 0).reshape(points.shape)
    shown: list[list[int]] = [of_customer.tolist() for of_customer in rounded.T]
    losing = (lost > 0).T.tolist()
    headings = [Sentence(line.heading) for line in card.lines]
    answers: list[tuple[Sentence, ...]] = []
    for row, worst in enumerate(order):
        named = [
            sentence("{criterion} ({points})", criterion=headings[line], points=shown[row][line])
            for line in worst
            if losing[row][line]
        ]
        answers.append((sentence("Points are lost by {lost}.", lost=named),) if named else ())
    return answers


def _times(days: int) -> Decimal:
    return Decimal(ratio_half_up(max(days, _A_MONTH) * 100, _A_MONTH)).scaleb(-2)


def _said(made: RecordedDecision) -> Sentence:
    return sentence(
        "{kind} {value} on {date} by {by}", kind=Sentence(made.kind), value=made.value, date=made.date, by=made.by
    )
