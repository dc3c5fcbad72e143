"""Rebates and discounts earned that are held back against arrears, by decision, recorded (practice C6).

A row of Decisions of the kind "set-off" names what is held back as Reference, a quarter's rebate or the delivery whose
cash discount it is, and who decided. Value says how much of it; blank is all. It holds until its end date; without one
until nothing of the customer is past due.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from arxl.errors import Amount, Fault, Sentence, sentence
from arxl.practices.cash_application import Position
from arxl.practices.decision import SET_OFF, decision_of, decisions_in_force
from arxl.practices.incentive import Account
from arxl.practices.replies import figure_of
from arxl.tables.history import History, RecordedDecision
from arxl.tables.schema import Book, Decisions

_QUARTER = re.compile(r"\d{4}-Q[1-4]", re.IGNORECASE)


class Arrears(NamedTuple):
    """What of an account is past due: sum, and documents with what is open of each, oldest first."""

    minor: int
    documents: tuple[tuple[str, int], ...]

    def without(self, number: str) -> Arrears:
        """Those of all other documents."""
        return Arrears(
            sum(minor for document, minor in self.documents if document != number),
            tuple(one for one in self.documents if one[0] != number),
        )


NO_ARREARS = Arrears(0, ())


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


@dataclass(frozen=True, slots=True)
class SetOff:
    """A decision to hold something back."""

    made: RecordedDecision

    def holds(self, as_of: dt.date, arrears: Arrears) -> bool:
        """Whether it is not over: one without an end holds as long as something is past due."""
        return bool(arrears.minor) if self.made.until is None else as_of <= self.made.until

    def of(self, minor: int, currency: str) -> int:
        """How much of a sum it holds back, in minor units."""
        said = figure_of(self.made.value, currency) if self.made.value.strip() else minor
        return max(0, min(minor, said or 0))

    def said(self, held: Amount, arrears: Amount) -> Sentence:
        """Who holds how much back, against what is past due, and why."""
        return sentence(
            "{held} held back by {by} against {arrears} past due: {reason}",
            held=held,
            by=self.made.by,
            arrears=arrears,
            reason=self.made.reason or "–",
        )


def set_offs(decisions: Decisions, history: History, as_of: dt.date) -> Mapping[tuple[str, str], SetOff]:
    """(Customer, reference) -> the set-off that somebody with a name decided last, by the day."""
    return {
        (made.customer, reference_of(made)): SetOff(made)
        for made in decisions_in_force(decisions, history, (SET_OFF,))
        if made.by and made.date <= as_of
    }


def reference_of(made: RecordedDecision) -> str:
    """The quarter or the document that a set-off names."""
    named = made.reference.strip()
    return named.upper() if _QUARTER.fullmatch(named) else named


def is_quarter(reference: str) -> bool:
    """Whether a reference names a quarter's rebate; else it names a document.

    >>> is_quarter("2026-q3"), is_quarter("INV-7")
    (True, False)
    """
    return bool(_QUARTER.fullmatch(reference))


def set_off_faults(book: Book) -> tuple[Fault, ...]:
    """Set-offs that name nobody who decided, neither a quarter nor a document of the customer, or no amount."""
    decisions, faults = book.decisions, []
    documents = set(zip(book.deliveries.customer.tolist(), book.deliveries.document.tolist(), strict=True))
    for row in np.flatnonzero(decisions.kind == SET_OFF).tolist():
        made = decision_of(decisions, row)
        if not made.by:
            fact = sentence("the set-off names nobody who decided it.")
            faults.append(Fault(decisions.origin.cell("by", row), fact, sentence("Write who decided.")))
        named = reference_of(made)
        if not is_quarter(named) and (made.customer, named) not in documents:
            fact = sentence(
                'the set-off names "{reference}", which is neither a quarter nor a document of {customer}.',
                reference=made.reference,
                customer=made.customer or "–",
            )
            remedy = sentence(
                "Write the quarter of the rebate, such as 2026-Q3, or the number of the delivery whose discount it is."
            )
            faults.append(Fault(decisions.origin.cell("reference", row), fact, remedy))
        if made.value.strip() and not (figure_of(made.value, _FINEST) or 0) > 0:
            fact = sentence('the set-off is of "{value}", which is no amount.', value=made.value)
            remedy = sentence("Write an amount above 0, or leave the cell blank for all of it.")
            faults.append(Fault(decisions.origin.cell("value", row), fact, remedy))
    return tuple(faults)


_FINEST = "KWD"  # three decimals: what is no amount in it is none in any currency
