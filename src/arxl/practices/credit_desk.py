"""Everybody judged on a day: record, scorecard and proposals put together (practices A2, B9).

Jobs and worksheet functions ask here, so that a cell and a command answer the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from arxl.errors import Fault
from arxl.kernels.arrays import Days
from arxl.practices.cash_application import Position
from arxl.practices.credit_decision import InForce, in_force
from arxl.practices.credit_policy import refuse_level_scales
from arxl.practices.credit_proposal import Proposals
from arxl.practices.credit_record import Roll, credit_record, roll_of, same_day
from arxl.practices.credit_score import Scorecard, scorecard
from arxl.practices.promises import Judged, judged
from arxl.practices.receivables import Receivables
from arxl.practices.risk_class import RiskClass, risk_classes
from arxl.tables.desk_policy import ReviewPolicy, ScorePolicy
from arxl.tables.history import History
from arxl.tables.policy import AllocationPolicy, DuePolicy, policy_of


@dataclass(frozen=True)
class Judgement:
    """Everybody's scorecard, and what it proposes."""

    card: Scorecard
    proposals: Proposals

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Rates that are missing."""
        return tuple(dict.fromkeys((*self.card.record.faults, *self.proposals.faults)))


@dataclass(frozen=True)
class CreditDesk:
    """What judging customers needs; every attribute raises `Faulty` where Policy holds what its key does not take."""

    known: Receivables
    position: Position
    history: History

    @cached_property
    def policy(self) -> ScorePolicy:
        """Weights, bounds and factors."""
        policy = policy_of(ScorePolicy, self.known.book.settings)
        refuse_level_scales(policy, self.known.book.settings)
        return policy

    @cached_property
    def review_policy(self) -> ReviewPolicy:
        """Months between reviews."""
        return policy_of(ReviewPolicy, self.known.book.settings)

    @cached_property
    def roll(self) -> Roll:
        """Who is judged."""
        return roll_of(self.position, self.known.book)

    @cached_property
    def classes(self) -> tuple[RiskClass, ...]:
        """What each grade comes with."""
        book = self.known.book
        return risk_classes(self.policy, book.settings, book.supply_rules)

    @cached_property
    def promises(self) -> tuple[Judged, ...]:
        """Those of the book, judged on the position's day."""
        book = self.known.book
        if not len(book.contacts):
            return ()
        return judged(book, self.position.as_of, policy_of(AllocationPolicy, book.settings).tolerance)

    @cached_property
    def decided(self) -> InForce:
        """What people decided by the position's day."""
        return in_force(self.known.book, self.history, self.position.as_of, self.roll.home)

    @cached_property
    def today(self) -> Judgement:
        """Everybody on the position's day."""
        return self.judgement(same_day(self.roll, self.position.as_of))

    def judgement(self, day: Days) -> Judgement:
        """Everybody on a day of its own, (C,), not after the position's."""
        book, policy = self.known.book, self.policy
        counts = self.known.supply_policy.count_disputed
        record = credit_record(self.position, book, self.roll, day, policy.score_days, counts)
        card = scorecard(record, book, self.promises, policy)
        proposals = Proposals(
            *(card, book, self.decided, policy, self.classes),
            default_terms=policy_of(DuePolicy, book.settings).default_terms,
            holds_months=self.review_policy.review_months[1],
            as_of=self.position.as_of,
        )
        return Judgement(card, proposals)
