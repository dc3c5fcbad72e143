"""Rebates and discounts earned that are held back against arrears, by decision, recorded (practice C6).

A row of Decisions of the kind "set-off" names the quarter of the rebate as Reference, and who decided. It holds until
its end date; without one until nothing of the customer is past due. What is held back is not proposed for payout;
where the seller would rather settle with it, the credit note is proposed with the oldest arrears as what it applies to.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from arxl.errors import Amount, Fault, Sentence, label, sentence
from arxl.kernels.money import decimal_of, decimal_text, exponent_of
from arxl.practices.cash_application import Position
from arxl.practices.decision import SET_OFF, decision_of, decisions_in_force
from arxl.practices.incentive import Account, QuarterRebate
from arxl.tables.history import History, RecordedDecision
from arxl.tables.result import ResultColumn, ResultTable, Shows
from arxl.tables.schema import Book, Decisions

_QUARTER = re.compile(r"\d{4}-Q[1-4]")


class Arrears(NamedTuple):
    """What of an account is past due: sum, and documents with what is open of each, oldest first."""

    minor: int
    documents: tuple[tuple[str, int], ...]


NO_ARREARS = Arrears(0, ())


@dataclass(frozen=True, slots=True)
class RebateStand:
    """One quarter's rebate of one account, and what is to be done with it.

    Attributes:
        held: the decision that holds it back; None where none does.
        over: whether nothing can forfeit it any more: only then it is paid out.
    """

    customer: str
    currency: str
    rebate: QuarterRebate
    arrears: Arrears
    held: RecordedDecision | None
    over: bool

    @property
    def payable(self) -> bool:
        """Whether a credit note is proposed."""
        return self.over and self.rebate.rebate_minor > 0 and not self.rebate.claimed and self.held is None

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
        if self.held is not None:
            return label("held back")
        return label("to be paid out") if self.over else label("running")

    def said(self) -> Sentence | None:
        """Why it stands so, where there is more to say."""
        rebate = self.rebate
        if rebate.forfeited and not rebate.claimed:
            return sentence("{document} is {days} days late.", document=rebate.late_document, days=rebate.late_days)
        if self.held is not None:
            return sentence(
                "Held back by {by} against {arrears} past due: {reason}",
                by=self.held.by,
                arrears=self.amount(self.arrears.minor),
                reason=self.held.reason or "–",
            )
        if self.payable and self.arrears.minor:
            return sentence(
                "{arrears} is past due: it may be held back, or applied to {documents}.",
                arrears=self.amount(self.arrears.minor),
                documents=self.applied(),
            )
        return None

    def applied(self) -> str:
        """What `Applies To` of a credit note over the rebate would say to settle the oldest arrears."""
        left, names = self.rebate.rebate_minor, []
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


def arrears_of(position: Position, accounts: Collection[Account]) -> Mapping[Account, Arrears]:
    """What is past due and undisputed, of these accounts."""
    ledger = position.ledger
    codes = {ledger.accounts.codes[key]: key for key in accounts if key in ledger.accounts.codes}
    late = (position.open_minor > 0) & (position.days_past_due > 0) & ~position.disputed
    rows = np.flatnonzero(late & np.isin(position.debit_account, list(codes)))
    found: dict[Account, list[tuple[str, int]]] = {}
    for row in rows.tolist():
        key = codes[int(position.debit_account[row])]
        found.setdefault(key, []).append(
            (str(ledger.debits.number[position.debits[row]]), int(position.open_minor[row]))
        )
    return {key: Arrears(sum(minor for _, minor in items), tuple(items)) for key, items in found.items()}


def rebate_stands(
    position: Position,
    book: Book,
    history: History,
    earned: Mapping[Account, Sequence[QuarterRebate]],
    late_days: int,
) -> tuple[RebateStand, ...]:
    """Every quarter's rebate of every account, by customer, currency and quarter.

    Args:
        late_days: an item later than these forfeits its quarter.
    """
    arrears = arrears_of(position, earned)
    held = _held(book.decisions, history, position.as_of)
    return tuple(
        RebateStand(
            customer=customer,
            currency=currency,
            rebate=rebate,
            arrears=arrears.get((customer, currency), NO_ARREARS),
            held=_holding(held.get((customer, rebate.quarter)), arrears.get((customer, currency), NO_ARREARS)),
            over=final_on(rebate.quarter, late_days) <= position.as_of,
        )
        for (customer, currency), quarters in sorted(earned.items())
        for rebate in quarters
    )


def _held(decisions: Decisions, history: History, as_of: dt.date) -> Mapping[tuple[str, str], RecordedDecision]:
    """(Customer, quarter) -> the set-off decided last that is not over."""
    return {
        (made.customer, made.reference.strip().upper()): made
        for made in decisions_in_force(decisions, history)
        if made.kind == SET_OFF and made.by and made.date <= as_of and (made.until is None or as_of <= made.until)
    }


def _holding(made: RecordedDecision | None, arrears: Arrears) -> RecordedDecision | None:
    """A set-off without an end holds as long as something is past due."""
    return made if made is not None and (made.until is not None or arrears.minor) else None


def set_off_faults(book: Book) -> tuple[Fault, ...]:
    """Set-offs that name nobody who decided, or no quarter."""
    decisions, faults = book.decisions, []
    for row in np.flatnonzero(decisions.kind == SET_OFF).tolist():
        made = decision_of(decisions, row)
        if not made.by:
            fact = sentence("the set-off names nobody who decided it.")
            faults.append(Fault(decisions.origin.cell("by", row), fact, sentence("Write who decided.")))
        if not _QUARTER.fullmatch(made.reference.strip().upper()):
            fact = sentence('the set-off names "{reference}", which is no quarter.', reference=made.reference)
            remedy = sentence("Write the quarter of the rebate, such as 2026-Q3, as Reference.")
            faults.append(Fault(decisions.origin.cell("reference", row), fact, remedy))
    return tuple(faults)


def rebates_table(stands: Sequence[RebateStand]) -> ResultTable:
    """One row an account and quarter."""
    return ResultTable(
        label("Rebates"),
        (
            *_who(stands),
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
            ResultColumn("status", label("Status"), Shows.LABEL, [one.status for one in stands]),
            ResultColumn(
                "past_due", label("Past due"), Shows.AMOUNT, [one.amount(one.arrears.minor) for one in stands]
            ),
            ResultColumn("why", label("Why"), Shows.SENTENCES, [_why(one) for one in stands]),
        ),
    )


def proposals_table(stands: Sequence[RebateStand]) -> ResultTable:
    """Credit notes to be written: rows as the sheet Credits takes them. Nothing changes until somebody writes them."""
    payable = [one for one in stands if one.payable]
    return ResultTable(
        label("Credit note proposals"),
        (
            *_who(payable),
            ResultColumn(
                "amount",
                label("Amount"),
                Shows.AMOUNT,
                [one.amount(one.rebate.rebate_minor) for one in payable],
                totalled=True,
            ),
            ResultColumn("reason", label("Reason"), Shows.TEXT, [f"rebate {one.rebate.quarter}" for one in payable]),
            ResultColumn(
                "why", label("Why"), Shows.SENTENCES, [(said,) if (said := one.said()) else () for one in payable]
            ),
        ),
    )


def _why(stand: RebateStand) -> tuple[Sentence, ...]:
    said = stand.said()
    return (said,) if said else ()


def _who(stands: Sequence[RebateStand]) -> tuple[ResultColumn, ...]:
    return (
        ResultColumn("customer", label("Customer ID"), Shows.TEXT, [one.customer for one in stands]),
        ResultColumn("currency", label("Currency"), Shows.TEXT, [one.currency for one in stands]),
    )
