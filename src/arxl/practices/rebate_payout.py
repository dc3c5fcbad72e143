"""Rebates of a quarter, and the credit notes to be written over them (practices A4, C1 and C6).

A rebate is final once nothing that falls due in its quarter can forfeit it any more, and then a credit note is proposed
over what no set-off holds back; where the seller would rather settle with it, it says which of the oldest arrears the
credit note may name. A rebate is a privilege: while the customer's supply level takes it, it is withheld, not lost, and
no credit note is proposed. Nothing changes until somebody writes the credit note.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from arxl.errors import Amount, Sentence, label, sentence
from arxl.kernels.money import decimal_of, decimal_text, exponent_of
from arxl.practices.cash_application import Position
from arxl.practices.held_discount import TO_GRANT, HeldDiscount, applied_to
from arxl.practices.incentive import Account, QuarterRebate
from arxl.practices.privileges import REBATE
from arxl.practices.set_off import NO_ARREARS, Arrears, SetOff, arrears_of, set_offs
from arxl.practices.supply_level import LEVELS
from arxl.tables.history import History
from arxl.tables.result import ResultColumn, ResultTable, Shows
from arxl.tables.schema import Book


@dataclass(frozen=True, slots=True)
class RebateStand:
    """One quarter's rebate of one account, and what is to be done with it.

    Attributes:
        held: the decision that holds it back; None where none does.
        over: whether nothing can forfeit it any more: only then it is paid out.
        level: the customer's supply level; 0 where it is not known.
    """

    customer: str
    currency: str
    rebate: QuarterRebate
    arrears: Arrears
    held: SetOff | None
    over: bool
    level: int

    @property
    def withheld(self) -> bool:
        """Whether the supply level takes what was earned, until it falls."""
        earned = self.rebate.rebate_minor > 0 and not self.rebate.claimed
        return earned and not REBATE.is_given(self.level)

    @property
    def held_minor(self) -> int:
        """What is held back of it."""
        return self.held.of(self.rebate.rebate_minor, self.currency) if self.held else 0

    @property
    def payable_minor(self) -> int:
        """What a credit note is proposed over; 0 where none is."""
        due = self.over and not self.rebate.claimed and not self.withheld
        return self.rebate.rebate_minor - self.held_minor if due else 0

    def amount(self, minor: int) -> Amount:
        """A sum of its currency."""
        return Amount(decimal_of(minor, exponent_of(self.currency)), self.currency)

    @property
    def status(self) -> str:
        """What became of it, in a word."""
        if self.rebate.claimed:
            return label("paid out")
        if self.rebate.forfeited:
            return label("forfeited")
        if not self.rebate.rebate_minor:
            return label("nothing earned")
        if self.held_minor == self.rebate.rebate_minor:
            return label("held back")
        if self.withheld:
            return label("withheld")
        if self.held_minor:
            return label("partly held back")
        return label("to be paid out") if self.over else label("running")

    def why(self) -> tuple[Sentence, ...]:
        """Why it stands so, where there is more to say."""
        if self.rebate.claimed:
            return ()
        if self.rebate.forfeited:
            late = {"document": self.rebate.late_document, "days": self.rebate.late_days}
            return (sentence("{document} is {days} days late.", **late),)
        return tuple(self._said_of_payout())

    def _said_of_payout(self) -> Iterator[Sentence]:
        """What keeps it from being paid out; else that arrears might."""
        if self.held is not None and self.held_minor:
            yield self.held.said(self.amount(self.held_minor), self.amount(self.arrears.minor))
        if self.withheld:
            yield sentence(
                "Level {level}, {name}: the rebate is withheld until the level is below {limit}.",
                level=self.level,
                name=Sentence(LEVELS[self.level]),
                limit=REBATE.withheld_from,
            )
        if self.payable_minor and self.arrears.minor and not self.held_minor:
            yield sentence(
                "{arrears} is past due: it may be held back, or applied to {documents}.",
                arrears=self.amount(self.arrears.minor),
                documents=self.applied(),
            )

    def applied(self) -> str:
        """What `Applies To` of a credit note over the rebate would say to settle the oldest arrears."""
        left, names = self.payable_minor, []
        for document, minor in self.arrears.documents:
            if not left:
                break
            part = min(left, minor)
            names.append(f"{document}:{decimal_text(part, exponent_of(self.currency))}")
            left -= part
        return "; ".join(names)


def final_on(quarter: str, late_days: int) -> dt.date:
    """The first day on which nothing that falls due in a quarter can forfeit its rebate any more.

    >>> final_on("2026-Q3", 5).isoformat()
    '2026-10-06'
    """
    year, nth = int(quarter[:4]), int(quarter[-1])
    next_quarter = dt.date(year + nth // 4, nth % 4 * 3 + 1, 1)
    return next_quarter + dt.timedelta(days=late_days)


def rebate_stands(
    position: Position,
    book: Book,
    history: History,
    earned: Mapping[Account, Sequence[QuarterRebate]],
    late_days: int,
    levels: Mapping[str, int],
) -> tuple[RebateStand, ...]:
    """Every quarter's rebate of every account, by customer, currency and quarter.

    Args:
        late_days: an item later than these forfeits its quarter.
        levels: customer -> supply level; of customers that are not in it nothing is withheld.
    """
    late = arrears_of(position, earned)
    decided = set_offs(book.decisions, history, position.as_of)
    found = []
    for (customer, currency), quarters in sorted(earned.items()):
        arrears = late.get((customer, currency), NO_ARREARS)
        for rebate in quarters:
            made = decided.get((customer, rebate.quarter))
            held = made if made is not None and made.holds(position.as_of, arrears) else None
            over = final_on(rebate.quarter, late_days) <= position.as_of
            found.append(RebateStand(customer, currency, rebate, arrears, held, over, levels.get(customer, 0)))
    return tuple(found)


def rebates_table(stands: Sequence[RebateStand]) -> ResultTable:
    """One row an account and quarter."""
    return ResultTable(
        label("Rebates"),
        (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [one.customer for one in stands]),
            ResultColumn("currency", label("Currency"), Shows.TEXT, [one.currency for one in stands]),
            ResultColumn("quarter", label("Quarter"), Shows.TEXT, [one.rebate.quarter for one in stands]),
            ResultColumn(
                "settled",
                label("Settled in time"),
                Shows.AMOUNT,
                [one.amount(one.rebate.settled_minor) for one in stands],
                totalled=True,
            ),
            ResultColumn(
                "rebate",
                label("Rebate"),
                Shows.AMOUNT,
                [one.amount(one.rebate.rebate_minor) for one in stands],
                totalled=True,
            ),
            ResultColumn("held", label("Held back"), Shows.AMOUNT, [one.amount(one.held_minor) for one in stands]),
            ResultColumn("status", label("Status"), Shows.LABEL, [one.status for one in stands]),
            ResultColumn(
                "past_due", label("Past due"), Shows.AMOUNT, [one.amount(one.arrears.minor) for one in stands]
            ),
            ResultColumn("why", label("Why"), Shows.SENTENCES, [one.why() for one in stands]),
        ),
    )


class CreditNote(NamedTuple):
    """A row that the sheet Credits would take."""

    customer: str
    amount: Amount
    applies_to: str
    reason: str
    why: tuple[Sentence, ...]


def credit_notes(stands: Sequence[RebateStand], discounts: Sequence[HeldDiscount]) -> tuple[CreditNote, ...]:
    """What is to be paid out of rebates, and discounts that are held back no longer."""
    rebates = (
        CreditNote(one.customer, one.amount(one.payable_minor), "", f"rebate {one.rebate.quarter}", one.why())
        for one in stands
        if one.payable_minor
    )
    granted = (
        CreditNote(one.customer, one.amount(one.minor), applied_to(one), f"discount {one.document}", (one.said(),))
        for one in discounts
        if one.status == TO_GRANT
    )
    return (*rebates, *granted)


def proposals_table(notes: Sequence[CreditNote]) -> ResultTable:
    """Credit notes to be written: rows as the sheet Credits takes them. Nothing changes until somebody writes them."""
    return ResultTable(
        label("Credit note proposals"),
        (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [one.customer for one in notes]),
            ResultColumn("currency", label("Currency"), Shows.TEXT, [one.amount.currency for one in notes]),
            ResultColumn("amount", label("Amount"), Shows.AMOUNT, [one.amount for one in notes], totalled=True),
            ResultColumn("applies_to", label("Applies To"), Shows.TEXT, [one.applies_to for one in notes]),
            ResultColumn("reason", label("Reason"), Shows.TEXT, [one.reason for one in notes]),
            ResultColumn("why", label("Why"), Shows.SENTENCES, [one.why for one in notes]),
        ),
    )
