"""Expected loss of open items, by class of debt (practice C2).

The roll rate of a class is the money that reached the next class's first day ÷ the money that reached its own, of the
same documents: those due long enough for the next class to have begun on the as-of date. The loss of a class is the
product of the rates from it to dead, of which all is lost. Where the book has less than 12 months of history, or a
class fewer documents than Policy asks for, the class takes Policy's loss instead, and the classes before it build on
that. Rates are over all currencies, in the company's; what is written off has not been paid, and rolls on.

>>> [str(rate) for rate in losses((Fraction(1, 2), Fraction(1, 4), None, Fraction(1, 2)), RecoveryPolicy())]
['1/32', '1/16', '1/4', '1/2', '1']
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

import numpy as np

from arxl.errors import Amount, Fault, Sentence, sentence
from arxl.kernels.arrays import Int64s
from arxl.kernels.days import months_after
from arxl.kernels.money import WHOLE_PPM, exponent_of, share_half_up, sums_by_code
from arxl.kernels.recovery import still_open
from arxl.practices.cash_application import Position
from arxl.practices.debt_class import CLASSES, DEAD, ClassedItems
from arxl.practices.recovery import (
    CompanyRates,
    company_currency_of,
    in_company,
    money,
    rates_into_company,
    settlements_of,
)
from arxl.tables.desk_policy import RecoveryPolicy
from arxl.tables.policy import DebtClassPolicy
from arxl.tables.schema import Book

HISTORY_MONTHS = 12
_PLACES = Decimal("0.000001")


class ClassLoss(NamedTuple):
    """What is expected to be lost of a class, and from what that is known.

    Attributes:
        place: of the class in `CLASSES`.
        first_day: of the class, in days past due; None of what is not due.
        documents: that reached its first day, and had the time to reach the next class's.
        reached, rolled: their money on its first day, and on that of the next class.
        rate: rolled ÷ reached; None where nothing reached it.
        loss: expected, as a fraction of what is open.
        source: whose figure it is, and why.
    """

    place: int
    first_day: int | None
    documents: int
    reached: Amount
    rolled: Amount
    rate: Decimal | None
    loss: Decimal
    source: Sentence


class Loss(NamedTuple):
    """Of one account and class: what is open, and what is expected to be lost of it."""

    account: int
    place: int
    documents: int
    open_minor: int
    loss: Decimal
    loss_minor: int


def losses(rates: Sequence[Fraction | None], policy: RecoveryPolicy) -> tuple[Fraction, ...]:
    """The loss of each class as a fraction, from the roll rates of all but the last; None is Policy's loss."""
    loss = [Fraction(1)]
    for place in range(len(rates) - 1, -1, -1):
        rate = rates[place]
        loss.insert(0, Fraction(policy.loss_percent[place]) / 100 if rate is None else rate * loss[0])
    return tuple(loss)


class RollMoney(NamedTuple):
    """The money that had the time to roll on, of each account and class but dead: (A, 4).

    Attributes:
        documents: how many.
        reached_minor, rolled_minor: open on the class's first day, and on the next class's.
    """

    documents: Int64s
    reached_minor: Int64s
    rolled_minor: Int64s


def roll_money(position: Position, policy: DebtClassPolicy) -> RollMoney:
    """What reached each class's first day, and the next's; what is not due has reached its own as it was delivered."""
    debits, accounts = position.ledger.debits, len(position.ledger.accounts)
    settlements, amount_minor = settlements_of(position), debits.amount_minor[position.debits]
    owed = ~debits.is_refund[position.debits]
    known_by = (debits.date[position.debits] - position.due_date).astype(np.int64)
    open_minor, columns = amount_minor, []
    known = owed & (known_by <= 0)
    for first_day in first_days(policy):
        later_minor = still_open(amount_minor, settlements, first_day)
        rows = np.flatnonzero(known & (open_minor > 0) & (position.days_past_due >= first_day))
        account = position.debit_account[rows]
        columns.append(
            (
                np.bincount(account, minlength=accounts),
                sums_by_code(account, open_minor[rows], accounts),
                sums_by_code(account, later_minor[rows], accounts),
            )
        )
        open_minor, known = later_minor, owed & (known_by <= first_day)
    return RollMoney(*(np.stack(column, axis=1) for column in zip(*columns, strict=True)))


def first_days(policy: DebtClassPolicy) -> tuple[int, ...]:
    """Of the classes that are late."""
    return (1, *(edge + 1 for edge in policy.debt_classes))


@dataclass(frozen=True)
class ExpectedLoss:
    """What is expected to be lost of a position's open items."""

    position: Position
    book: Book
    items: ClassedItems
    classes: DebtClassPolicy
    policy: RecoveryPolicy

    @cached_property
    def rates(self) -> tuple[ClassLoss, ...]:
        """One a class, from current to dead."""
        currency, rates = self._rates
        rolls, currencies = roll_money(self.position, self.classes), self.position.ledger.accounts.currency
        decimals = exponent_of(currency) if currency else 0
        counted = np.flatnonzero([code in rates.rate for code in currencies])
        found: list[tuple[int, Decimal, Decimal]] = []
        for place in range(DEAD):
            reached, rolled = (
                in_company(minor[counted, place], currencies[counted], rates.rate, decimals)
                for minor in (rolls.reached_minor, rolls.rolled_minor)
            )
            found.append((int(rolls.documents[counted, place].sum()), reached, rolled))
        fractions = tuple(Fraction(rolled) / Fraction(reached) if reached else None for _, reached, rolled in found)
        why = tuple(self._why(count) for count, *_ in found)
        own = tuple(rate if reason is None else None for rate, reason in zip(fractions, why, strict=True))
        loss = losses(own, self.policy)
        days = (None, *first_days(self.classes))
        rows = [
            ClassLoss(
                place,
                days[place],
                count,
                money(reached, currency, decimals),
                money(rolled, currency, decimals),
                None if (rate := fractions[place]) is None else _decimal(rate),
                _decimal(loss[place]),
                why[place] or sentence("Own figures."),
            )
            for place, (count, reached, rolled) in enumerate(found)
        ]
        nothing = money(Decimal(0), currency, decimals)
        dead = sentence("All of it is lost.")
        return (*rows, ClassLoss(DEAD, days[DEAD], 0, nothing, nothing, None, _decimal(loss[DEAD]), dead))

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Rates of exchange that are missing for the roll rates."""
        return self._rates[1].faults

    @cached_property
    def rows(self) -> tuple[Loss, ...]:
        """One an account and class in which something is open, by customer and currency, then from current to dead."""
        accounts, rows = self.position.ledger.accounts, self.items.rows
        code = self.position.debit_account[rows] * len(CLASSES) + self.items.classes
        length = len(accounts) * len(CLASSES)
        documents = np.bincount(code, minlength=length)
        open_minor = sums_by_code(code, self.position.open_minor[rows], length)
        used = np.flatnonzero(documents)
        place = used % len(CLASSES)
        ppm = np.array([int(rate.loss * WHOLE_PPM) for rate in self.rates], np.int64)
        columns = (used // len(CLASSES), place, documents[used], open_minor[used])
        lost_minor = share_half_up(open_minor[used], ppm[place]).tolist()
        return tuple(
            Loss(account, of_class, count, minor, self.rates[of_class].loss, lost)
            for account, of_class, count, minor, lost in zip(
                *(column.tolist() for column in columns), lost_minor, strict=True
            )
        )

    @cached_property
    def _rates(self) -> tuple[str, CompanyRates]:
        currency = company_currency_of(self.position, self.book)
        return currency, rates_into_company(self.position, self.book)

    def _why(self, documents: int) -> Sentence | None:
        """Why a class takes Policy's loss; None where it takes its own."""
        first = self.position.ledger.first_day
        if months_after(self.position.as_of, -HISTORY_MONTHS) < first:
            return sentence("Policy: the book has less than {months} months of history.", months=HISTORY_MONTHS)
        if documents < max(self.policy.loss_least_documents, 1):
            least = self.policy.loss_least_documents
            return sentence("Policy: {count} documents, of which {least} are needed.", count=documents, least=least)
        return None


def _decimal(share: Fraction) -> Decimal:
    return (Decimal(share.numerator) / share.denominator).quantize(_PLACES, ROUND_HALF_UP)
