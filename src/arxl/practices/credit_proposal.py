"""The grade and the limit that a score proposes, and what people decided about it (practice A2).

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
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

import numpy as np

from arxl.errors import Amount, Fault, Faulty, Sentence, label, sentence
from arxl.kernels.days import months_after
from arxl.kernels.money import exponent_of, ratio_half_up, rounded_half_up
from arxl.kernels.scoring import NO_SCORE, points_of
from arxl.practices.credit_decision import LIMIT_ACCEPTED, PROPOSAL_REFUSED, limit_said, limits_in_force, money
from arxl.practices.credit_policy import terms_of_grades
from arxl.practices.credit_score import Scorecard
from arxl.practices.decision import GRADE_ACCEPTED, accepted_grades, decisions_in_force, grade_of
from arxl.practices.supply_arrears import OLDEST_DAYS
from arxl.practices.supply_level import LEVELS
from arxl.practices.supply_rules import rules_of
from arxl.pulse import beating
from arxl.tables.desk_policy import ScorePolicy
from arxl.tables.history import History, RecordedDecision
from arxl.tables.rates import Exchange
from arxl.tables.result import ResultColumn, ResultTable, Shows
from arxl.tables.schema import Book, Setting, SupplyRules
from arxl.tables.terms import Terms, TermsKind, parse_terms

GRADES = "ABCDE"
_A_MONTH, _HALF_A_MONTH = 30, 15
_NO_CAP = np.iinfo(np.int64).max
_MOST_LOST = 3  # criteria that a reason names
_NO_PROPOSAL, _TO_DECIDE, _AS_IT_IS = label("no proposal"), label("to decide"), label("as it is")
_ACCEPTED, _REFUSED = label("accepted"), label("refused")
_DECISIONS = (GRADE_ACCEPTED, LIMIT_ACCEPTED, PROPOSAL_REFUSED)


@dataclass(frozen=True, slots=True)
class RiskClass:
    """What a grade comes with.

    Attributes:
        least: the score from which it is proposed.
        factor: of the proposed limit.
        rebate_percent: that may be offered.
        supply: when orders are cut and stopped.
    """

    grade: str
    least: int
    terms: Terms
    factor: Decimal
    rebate_percent: Decimal
    supply: Sentence


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


def risk_classes(policy: ScorePolicy, settings: Mapping[str, Setting], rules: SupplyRules) -> tuple[RiskClass, ...]:
    """The classes A to E by Policy.

    Raises:
        Faulty: `grade_terms` does not give each grade its terms.
    """
    terms = terms_of_grades(policy, settings)
    leasts = (*sorted(policy.grade_bounds, reverse=True), 0)
    return tuple(
        RiskClass(grade, least, terms[grade], factor, rebate, _supply(rules, grade))
        for grade, least, factor, rebate in zip(
            GRADES, leasts, policy.limit_factors, policy.grade_discounts, strict=True
        )
    )


def _supply(rules: SupplyRules, grade: str) -> Sentence:
    """From how many days past due orders are reduced and stopped, by the sheet Supply Rules."""
    if grade == "E":
        return sentence("Cash before delivery.")
    from_days = {
        rule.level: int(rule.thresholds[grade])
        for rule in rules_of(rules)[0]
        if rule.metric.name == OLDEST_DAYS and rule.level
    }
    reduced, stopped = (from_days.get(LEVELS.index(name)) for name in ("reduced", "stop"))
    if reduced is None or stopped is None:
        return sentence("By the sheet Supply Rules.")
    return sentence(
        "Orders are reduced from {reduced} days past due, and stop from {stopped}.", reduced=reduced, stopped=stopped
    )


@dataclass(frozen=True, slots=True)
class InForce:
    """What was decided about credit by a day.

    Attributes:
        grades: customer -> the grade accepted last.
        limits: customer -> its limit in minor units of its currency: accepted last, else the file's.
        decided: customer -> everything that was decided, the oldest first.
    """

    grades: Mapping[str, str]
    limits: Mapping[str, int]
    decided: Mapping[str, tuple[RecordedDecision, ...]]


def in_force(book: Book, history: History, as_of: dt.date, home: str) -> InForce:
    """What is in force on a day; `home` is the company's currency."""
    return InForce(
        accepted_grades(book.decisions, history, as_of),
        limits_in_force(book, history, as_of, home),
        decisions_of_customers(book, history, as_of),
    )


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
            grade_now=self._decided.grades.get(customer) or (str(customers.grade[file]) if file >= 0 else "C"),
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


# --- what was decided ----------------------------------------------------------------------------------------------


def decisions_of_customers(book: Book, history: History, as_of: dt.date) -> Mapping[str, tuple[RecordedDecision, ...]]:
    """Customer -> what somebody with a name decided about its credit by the day, the oldest first."""
    found = defaultdict[str, list[RecordedDecision]](list)
    for made in decisions_in_force(book.decisions, history, _DECISIONS):
        if made.date <= as_of and made.by:
            found[made.customer].append(made)
    return {customer: tuple(rows) for customer, rows in found.items()}


def _said(made: RecordedDecision) -> Sentence:
    return sentence(
        "{kind} {value} on {date} by {by}", kind=Sentence(made.kind), value=made.value, date=made.date, by=made.by
    )


# --- tables --------------------------------------------------------------------------------------------------------


def proposals_table(rows: tuple[Proposal, ...]) -> ResultTable:
    """One row a customer."""
    figures = [row.figures for row in rows]
    return ResultTable(
        label("Proposals"),
        (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [row.customer for row in rows]),
            ResultColumn("name", label("Name"), Shows.TEXT, [row.name for row in rows]),
            ResultColumn("salesperson", label("Salesperson"), Shows.TEXT, [row.salesperson for row in rows]),
            ResultColumn("score", label("Score"), Shows.WHOLE, [one.score for one in figures]),
            ResultColumn("grade_now", label("Grade now"), Shows.TEXT, [one.grade_now for one in figures]),
            ResultColumn("grade", label("Proposed grade"), Shows.TEXT, [one.grade for one in figures]),
            ResultColumn("limit_now", label("Limit now"), Shows.AMOUNT, [one.limit_now for one in figures]),
            ResultColumn("limit", label("Proposed limit"), Shows.AMOUNT, [one.limit for one in figures]),
            ResultColumn("terms_now", label("Terms now"), Shows.TEXT, [one.terms_now for one in figures]),
            ResultColumn("terms", label("Terms of the class"), Shows.TEXT, [row.terms for row in rows]),
            ResultColumn("rebate", label("Rebate % of the class"), Shows.NUMBER, [row.rebate_percent for row in rows]),
            ResultColumn("state", label("State"), Shows.LABEL, [row.state for row in rows]),
            ResultColumn("reasons", label("Reasons"), Shows.SENTENCES, [row.reasons for row in rows]),
            ResultColumn("decided", label("Decided"), Shows.SENTENCES, [row.decided for row in rows]),
        ),
    )


def scores_table(rows: tuple[Proposal, ...], currency: Sequence[str]) -> ResultTable:
    """One row a customer, as narrow as a cell function spills it.

    Args:
        currency: that of each row's limit.
    """
    figures = [row.figures for row in rows]
    return ResultTable(
        label("Proposals"),
        (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [row.customer for row in rows]),
            ResultColumn("name", label("Name"), Shows.TEXT, [row.name for row in rows]),
            ResultColumn("currency", label("Currency"), Shows.TEXT, list(currency)),
            ResultColumn("score", label("Score"), Shows.WHOLE, [one.score for one in figures]),
            ResultColumn("grade_now", label("Grade now"), Shows.TEXT, [one.grade_now for one in figures]),
            ResultColumn("grade", label("Proposed grade"), Shows.TEXT, [one.grade for one in figures]),
            ResultColumn("limit_now", label("Limit now"), Shows.AMOUNT, [one.limit_now for one in figures]),
            ResultColumn("limit", label("Proposed limit"), Shows.AMOUNT, [one.limit for one in figures]),
            ResultColumn("reasons", label("Reasons"), Shows.SENTENCES, [row.reasons for row in rows]),
        ),
    )


def classes_table(classes: Iterable[RiskClass]) -> ResultTable:
    """One row a grade."""
    rows = tuple(classes)
    return ResultTable(
        label("Risk classes"),
        (
            ResultColumn("grade", label("Grade"), Shows.TEXT, [row.grade for row in rows]),
            ResultColumn("least", label("Score from"), Shows.WHOLE, [row.least for row in rows]),
            ResultColumn("terms", label("Terms"), Shows.TEXT, [str(row.terms) for row in rows]),
            ResultColumn("factor", label("Factor of the limit"), Shows.NUMBER, [row.factor for row in rows]),
            ResultColumn("rebate", label("Rebate %"), Shows.NUMBER, [row.rebate_percent for row in rows]),
            ResultColumn("supply", label("Supply"), Shows.SENTENCES, [(row.supply,) for row in rows]),
        ),
    )


def history_table(
    book: Book, made: Mapping[str, tuple[RecordedDecision, ...]], currency: Mapping[str, str]
) -> ResultTable:
    """One row a decision about a grade or a limit, with what it took the place of; the latest first.

    Args:
        made: `decisions_of_customers`.
        currency: customer -> the currency of its limit.
    """
    rows: list[tuple[RecordedDecision, str]] = []
    for customer, decisions in made.items():
        before = {GRADE_ACCEPTED: "", LIMIT_ACCEPTED: ""}
        for one in decisions:
            rows.append((one, before.get(one.kind, "")))
            if one.kind in before and _decides(one, currency.get(customer, "")):
                before[one.kind] = one.value
    rows.sort(key=lambda row: (-row[0].date.toordinal(), row[0].customer, row[0].kind, row[0].reference, row[0].value))
    decided = [one for one, _ in rows]
    names = [book.customers.name_of(one.customer) for one in decided]
    return ResultTable(
        label("Credit decisions"),
        (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [one.customer for one in decided]),
            ResultColumn("name", label("Name"), Shows.TEXT, names),
            ResultColumn("date", label("Date"), Shows.DATE, [one.date for one in decided]),
            ResultColumn("kind", label("Kind"), Shows.LABEL, [one.kind for one in decided]),
            ResultColumn("value", label("Value"), Shows.TEXT, [one.value for one in decided]),
            ResultColumn("before", label("Before"), Shows.TEXT, [before for _, before in rows]),
            ResultColumn("by", label("By"), Shows.TEXT, [one.by for one in decided]),
            ResultColumn("reason", label("Reason"), Shows.TEXT, [one.reason for one in decided]),
        ),
    )


def _decides(made: RecordedDecision, currency: str) -> bool:
    return bool(grade_of(made.value)) if made.kind == GRADE_ACCEPTED else limit_said(made.value, currency) is not None
