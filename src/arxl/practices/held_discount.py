"""Cash discounts that were earned and are held back against arrears (practice C6).

A discount earned is a movement of the ledger (B2), and no decision changes a balance. So a set-off that names a
delivery proposes a debit note over its discount, under a number of its own; and when the set-off is over, the credit
note that takes the debit note back. Nothing changes until somebody writes them.

>>> debit_note_number("INV-7")
'INV-7 discount'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from arxl.errors import Amount, Fault, Sentence, label, sentence, warning
from arxl.kernels.money import decimal_of, decimal_text, exponent_of
from arxl.kernels.settlement import Rule
from arxl.practices.cash_application import Position
from arxl.practices.decision import SET_OFF, decision_of
from arxl.practices.set_off import NO_ARREARS, Arrears, SetOff, arrears_of, is_quarter, reference_of, set_offs
from arxl.tables.history import History
from arxl.tables.result import ResultColumn, ResultTable, Shows
from arxl.tables.schema import Book

TO_CHARGE, HELD, TO_GRANT, GRANTED = (
    label("to be charged"),
    label("held back"),
    label("to be granted again"),
    label("granted again"),
)


@dataclass(frozen=True, slots=True)
class HeldDiscount:
    """A delivery's discount that somebody decided to hold back.

    Attributes:
        document: the delivery.
        minor: what is held back, or what the debit note says.
        decided: the set-off.
        arrears: what else is past due.
        status: to be charged, held back, to be granted again, granted again.
    """

    customer: str
    currency: str
    document: str
    minor: int
    decided: SetOff
    arrears: Arrears
    status: str

    def amount(self, minor: int) -> Amount:
        """A sum of its currency."""
        return Amount(decimal_of(minor, exponent_of(self.currency)), self.currency)

    def said(self) -> Sentence:
        """Why it stands so."""
        if self.status in (TO_CHARGE, HELD):
            return self.decided.said(self.amount(self.minor), self.amount(self.arrears.minor))
        if self.decided.made.until is not None:
            return sentence("Held back until {until}.", until=self.decided.made.until)
        return sentence("Nothing is past due any more.")


def debit_note_number(document: str) -> str:
    """The number of the debit note over a delivery's discount."""
    return f"{document} discount"


def held_discounts(position: Position, book: Book, history: History) -> tuple[HeldDiscount, ...]:
    """Every discount that a set-off holds back or held back, by customer and document."""
    decided = {
        key: made for key, made in set_offs(book.decisions, history, position.as_of).items() if not is_quarter(key[1])
    }
    earned = _earned(position, decided)
    late = arrears_of(position, {(customer, currency) for customer, _, currency in earned})
    charged = _charged(position)
    granted = _granted(book, position)
    found = []
    for (customer, document, currency), minor in sorted(earned.items()):
        made, number = decided[customer, document], debit_note_number(document)
        arrears = late.get((customer, currency), NO_ARREARS).without(number)
        note = charged.get((customer, number, currency))
        held, back = made.of(minor, currency), (customer, document, currency) in granted
        if made.holds(position.as_of, arrears):
            status = TO_CHARGE if note is None else HELD
        elif note is not None:
            status = GRANTED if back else TO_GRANT
        else:
            continue
        found.append(HeldDiscount(customer, currency, document, note or held, made, arrears, status))
    return tuple(found)


_Named = tuple[str, str, str]  # customer, document, currency


def _earned(position: Position, decided: Mapping[tuple[str, str], SetOff]) -> Mapping[_Named, int]:
    """The discounts earned on documents that set-offs name, in minor units."""
    if not decided:
        return {}
    ledger, settled = position.ledger, position.settled
    found: dict[_Named, int] = {}
    for nth in np.flatnonzero(settled.rule == Rule.DISCOUNT).tolist():
        row = int(position.debits[settled.debit[nth]])
        account = int(ledger.debits.account[row])
        key = str(ledger.accounts.customer[account]), str(ledger.debits.number[row])
        if key in decided:
            named = (*key, str(ledger.accounts.currency[account]))
            found[named] = found.get(named, 0) + int(settled.amount_minor[nth])
    return found


def _charged(position: Position) -> Mapping[_Named, int]:
    """The documents of the ledger whose number is that of such a debit note, with their amounts."""
    debits, accounts = position.ledger.debits, position.ledger.accounts
    suffix = debit_note_number("")
    return {
        (str(accounts.customer[account]), number, str(accounts.currency[account])): minor
        for account, number, minor in zip(
            debits.account[position.debits].tolist(),
            debits.number[position.debits].tolist(),
            debits.amount_minor[position.debits].tolist(),
            strict=True,
        )
        if number.endswith(suffix)
    }


def _granted(book: Book, position: Position) -> set[_Named]:
    """What a credit note has given back by the day: its reason is `discount` and the delivery."""
    credits = book.credits
    dated = credits.date <= np.datetime64(position.as_of, "D")
    rows = (column[dated].tolist() for column in (credits.customer, credits.reason, credits.currency))
    return {
        (customer, reason.removeprefix("discount ").strip(), currency)
        for customer, reason, currency in zip(*rows, strict=True)
        if reason.startswith("discount ")
    }


def idle_set_offs(position: Position, book: Book) -> tuple[Fault, ...]:
    """A warning for every set-off on the sheet that names a delivery on which no discount is earned."""
    decisions = book.decisions
    rows = np.flatnonzero((decisions.kind == SET_OFF) & (decisions.date <= np.datetime64(position.as_of, "D")))
    named = {row: made for row in rows.tolist() if not is_quarter(reference_of(made := decision_of(decisions, row)))}
    earned = _earned(position, {(made.customer, reference_of(made)): SetOff(made) for made in named.values()})
    discounted = {(customer, document) for customer, document, _ in earned}
    return tuple(
        warning(
            decisions.origin.cell("reference", row),
            sentence("no cash discount is earned on {document}.", document=made.reference),
            sentence("The set-off does nothing. Correct the reference, or delete the row if it is not recorded yet."),
        )
        for row, made in named.items()
        if (made.customer, reference_of(made)) not in discounted
    )


def debit_notes_table(found: Sequence[HeldDiscount]) -> ResultTable:
    """Debit notes to be written: rows as the sheet Deliveries takes them."""
    due = [one for one in found if one.status == TO_CHARGE]
    return ResultTable(
        label("Debit note proposals"),
        (
            ResultColumn(
                "document", label("Document No"), Shows.TEXT, [debit_note_number(one.document) for one in due]
            ),
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [one.customer for one in due]),
            ResultColumn("currency", label("Currency"), Shows.TEXT, [one.currency for one in due]),
            ResultColumn(
                "amount", label("Amount"), Shows.AMOUNT, [one.amount(one.minor) for one in due], totalled=True
            ),
            ResultColumn("kind", label("Kind"), Shows.LABEL, [label("debit note") for _ in due]),
            ResultColumn("why", label("Why"), Shows.SENTENCES, [(one.said(),) for one in due]),
        ),
    )


def held_table(found: Sequence[HeldDiscount]) -> ResultTable:
    """One row a discount that is or was held back."""
    return ResultTable(
        label("Discounts held back"),
        (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [one.customer for one in found]),
            ResultColumn("currency", label("Currency"), Shows.TEXT, [one.currency for one in found]),
            ResultColumn("document", label("Document No"), Shows.TEXT, [one.document for one in found]),
            ResultColumn("discount", label("Discount"), Shows.AMOUNT, [one.amount(one.minor) for one in found]),
            ResultColumn("status", label("Status"), Shows.LABEL, [one.status for one in found]),
            ResultColumn("why", label("Why"), Shows.SENTENCES, [(one.said(),) for one in found]),
        ),
    )


def applied_to(one: HeldDiscount) -> str:
    """`Applies To` of the credit note that takes a debit note back."""
    return f"{debit_note_number(one.document)}:{decimal_text(one.minor, exponent_of(one.currency))}"
