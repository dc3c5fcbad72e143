"""Can this order ship? (practice C1)

The order counts in the exposure as one on the sheet Orders does; the customer's supply level with it decides. Levels 0
and 1 ship; 2 ships the share of Policy `orders_reduced_percent`; 3 the same, without privileges, since every step of
the ladder includes those below it; 4 ships what is prepaid; 5 and 6 nothing. What the order's deposit covers is not
cut, for a worse level must not ship more than a better one. Deposits wait for orders of the sheet only (B2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from arxl.errors import Amount, Faulty, Sentence, label, sentence
from arxl.kernels.money import decimal_of, exponent_of, share_half_up
from arxl.practices.cash_application import Position
from arxl.practices.receivables import Receivables
from arxl.practices.supply import level_of, supply_levels
from arxl.practices.supply_level import LEVELS, PREPAID, PRIVILEGES_OFF, REDUCED, STOP, Supply, SupplyLevels
from arxl.practices.supply_override import overridden, overrides_in_force
from arxl.practices.supply_records import Records, Standings
from arxl.practices.supply_rules import Ladder, rules_of
from arxl.practices.supply_standing import Standing
from arxl.practices.undelivered import undelivered_orders
from arxl.practices.warning import EarlyWarning
from arxl.tables.history import NO_HISTORY, History, RecordedDecision
from arxl.tables.result import ResultColumn, ResultTable, Shows

_WHOLE_PERCENT = 100


class Verdict(StrEnum):
    """What becomes of an order."""

    YES = label("yes")
    REDUCED = label("reduced")
    PREPAID = label("prepaid only")
    NO = label("no")


@dataclass(frozen=True, slots=True)
class AskedOrder:
    """What is to ship: an order of the sheet, by its number, or one that is not there yet ("" has no number)."""

    customer: str
    currency: str
    amount_minor: int
    number: str = ""

    def amount(self, minor: int) -> Amount:
        """A sum in the order's currency."""
        return Amount(decimal_of(minor, exponent_of(self.currency)), self.currency)


@dataclass(frozen=True, slots=True)
class OrderAnswer:
    """Whether an order can ship, and why.

    Attributes:
        ships_minor: how much of it.
        deposit_minor: cash on account that waits for it.
        supply: the customer's supply level with the order.
    """

    order: AskedOrder
    verdict: Verdict
    ships_minor: int
    deposit_minor: int
    supply: Supply

    def said(self) -> tuple[Sentence, ...]:
        """The answer, and the reason where there is one."""
        return (self._answer(), *((self.reason,) if self.reason else ()))

    @property
    def reason(self) -> Sentence | None:
        """The level, and what triggers it; None where nothing does."""
        if not self.supply.level and not self.supply.reasons:
            return None
        level = {"level": self.supply.level, "name": Sentence(LEVELS[self.supply.level])}
        if not self.supply.reasons:
            return sentence("Level {level}, {name}.", **level)
        return sentence("Level {level}, {name}: {reason}", **level, reason=self.supply.reasons[0])

    def _answer(self) -> Sentence:
        order, level = self.order, self.supply.level
        amounts = {
            "amount": order.amount(order.amount_minor),
            "ships": order.amount(self.ships_minor),
            "deposit": order.amount(self.deposit_minor),
            "missing": order.amount(order.amount_minor - self.deposit_minor),
        }
        match self.verdict:
            case Verdict.NO:
                return sentence("No.")
            case Verdict.PREPAID:
                return sentence("Prepaid only: of {amount}, {deposit} is deposited and {missing} missing.", **amounts)
            case Verdict.REDUCED if level == PRIVILEGES_OFF:
                return sentence(
                    "Reduced to {ships}, without promotional goods, samples, rebates and site discount; new and "
                    "best-selling lines are withheld.",
                    **amounts,
                )
            case Verdict.REDUCED:
                return sentence("Reduced to {ships}, in fewer lines.", **amounts)
            case _ if level == PRIVILEGES_OFF:
                return sentence(
                    "Yes, with its deposit of {deposit}, but without promotional goods, samples, rebates and site "
                    "discount; new and best-selling lines are withheld.",
                    **amounts,
                )
            case _ if level >= REDUCED:
                return sentence("Yes, with its deposit of {deposit}.", **amounts)
            case _:
                return sentence("Yes.")


@dataclass(frozen=True)
class OrderDesk:
    """Judges orders on a day.

    Attributes:
        warnings, levels: those of the day, where they are known; None: they are worked out.
    """

    known: Receivables
    position: Position
    history: History = NO_HISTORY
    warnings: tuple[EarlyWarning, ...] | None = None
    levels: SupplyLevels | None = None

    def answer(self, order: AskedOrder) -> OrderAnswer:
        """Whether an order can ship. Its customer is one of the book.

        Raises:
            Faulty: a total that its customer's rules need lacks a rate.
        """
        supply = self._level(self._with_order(order))
        percent = min(self.known.supply_policy.orders_reduced_percent, _WHOLE_PERCENT)
        prepaid = min(order.amount_minor, self._deposit(order))
        verdict, ships = Verdict.YES, order.amount_minor
        if supply.level >= STOP:
            verdict, ships = Verdict.NO, 0
        elif supply.level >= REDUCED and prepaid < order.amount_minor:
            verdict, ships = Verdict.PREPAID, prepaid
            if supply.level < PREPAID:
                verdict = Verdict.REDUCED
                ships = max(prepaid, share_half_up(order.amount_minor, percent * 10_000))
        return OrderAnswer(order, verdict, ships, prepaid, supply)

    def open_orders(self) -> tuple[AskedOrder, ...]:
        """What is confirmed and not delivered, by customer, currency and order."""
        return tuple(
            AskedOrder(customer, currency, minor, number)
            for (customer, currency, number), minor in sorted(self._undelivered.items())
        )

    def _level(self, standing: Standing) -> Supply:
        """The level with the order: that of today's rules, of the release days or of an override."""
        found, missing = level_of(standing, self._ladder)
        if missing and not self.known.leaves_out:
            raise Faulty(*missing)
        found = overridden(found, self._overrides, self.position.as_of)
        before = self._levels.get(standing.customer, found)
        return found if found.level >= before.level else before

    def _with_order(self, order: AskedOrder) -> Standing:
        """The customer's standing with the order; of one on the sheet, what it asks beyond that is new."""
        key = (order.customer, order.currency, order.number)
        more = max(0, order.amount_minor - self._undelivered.get(key, 0))
        standing = self._standings.of_customer(order.customer)
        confirmed = dict(standing.orders_minor)
        confirmed[order.currency] = confirmed.get(order.currency, 0) + more
        return replace(standing, orders_minor=confirmed)

    def _deposit(self, order: AskedOrder) -> int:
        account = self.position.ledger.accounts.codes.get((order.customer, order.currency), -1)
        return self.position.deposits.get((account, order.number), 0)

    @cached_property
    def _undelivered(self) -> dict[tuple[str, str, str], int]:
        return undelivered_orders(self.position, self.known.book.orders)

    @cached_property
    def _known_warnings(self) -> tuple[EarlyWarning, ...]:
        return self._records.signs.on(self.position) if self.warnings is None else self.warnings

    @cached_property
    def _records(self) -> Records:
        return Records(self.known.book, self.history, self.known.supply_policy)

    @cached_property
    def _standings(self) -> Standings:
        return self._records.standings_on(self.position, self._known_warnings)

    @cached_property
    def _levels(self) -> dict[str, Supply]:
        known = self.known
        levels = self.levels or supply_levels(
            known.application, self.position, known.book, self.history, known.supply_policy, self._known_warnings
        )
        return {supply.customer: supply for supply in levels.rows}

    @cached_property
    def _ladder(self) -> Ladder:
        return Ladder(rules_of(self.known.book.supply_rules)[0])

    @cached_property
    def _overrides(self) -> tuple[RecordedDecision, ...]:
        return overrides_in_force(self.known.book.decisions, self.history)


def answers_table(answers: Sequence[OrderAnswer]) -> ResultTable:
    """One row an order."""
    orders = [answer.order for answer in answers]
    reasons = [(answer.reason,) if answer.reason else () for answer in answers]
    return ResultTable(
        label("Orders"),
        (
            ResultColumn("order", label("Order No"), Shows.TEXT, [order.number for order in orders]),
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [order.customer for order in orders]),
            ResultColumn("currency", label("Currency"), Shows.TEXT, [order.currency for order in orders]),
            _amounts("amount", label("Amount"), orders, [order.amount_minor for order in orders]),
            ResultColumn("answer", label("Can ship"), Shows.LABEL, [str(answer.verdict) for answer in answers]),
            _amounts("ships", label("Ships"), orders, [answer.ships_minor for answer in answers]),
            _amounts("deposit", label("Deposit"), orders, [answer.deposit_minor for answer in answers]),
            ResultColumn("level", label("Level"), Shows.WHOLE, [answer.supply.level for answer in answers]),
            ResultColumn("reason", label("Reason"), Shows.SENTENCES, reasons),
        ),
    )


def _amounts(key: str, heading: str, orders: Sequence[AskedOrder], minor: Sequence[int]) -> ResultColumn:
    cells = [order.amount(value) for order, value in zip(orders, minor, strict=True)]
    return ResultColumn(key, heading, Shows.AMOUNT, cells, totalled=True)
