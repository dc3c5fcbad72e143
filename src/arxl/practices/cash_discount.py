"""Cash discounts on offer, and what became of them: earned, missed, still open (practices A3, A4, B2).

`2/10 NET 30` offers 2 % of the gross amount, half-up, until the 10th day after the delivery's date. It is earned where
receipts matched by that day reach the amount less the discount; matching books it as a movement of that receipt's day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from arxl.errors import label
from arxl.kernels.arrays import Days, Int64s, Texts
from arxl.kernels.money import share_half_up
from arxl.kernels.settlement import Rule
from arxl.practices.cash_application import Position
from arxl.tables.ledger import INVOICE
from arxl.tables.result import Amounts, ResultColumn, ResultTable, Shows

EARNED, MISSED, OPEN = label("earned"), label("missed"), label("still open")


@dataclass(frozen=True)
class CashDiscounts:
    """Deliveries on which a discount was offered, by account, then oldest first.

    Attributes:
        rows: (R,) positions in `position.debits`.
        offered_minor: (R,) the discount.
        until: (R,) its last day.
        status: (R,) earned, missed or still open.
    """

    position: Position
    rows: Int64s
    offered_minor: Int64s
    until: Days
    status: Texts

    def summary(self) -> ResultTable:
        """One row an account and status."""
        ledger = self.position.ledger
        account = self.position.debit_account[self.rows]
        statuses: Sequence[str] = (EARNED, OPEN, MISSED)
        code = account * len(statuses) + np.array([statuses.index(one) for one in self.status.tolist()], np.int64)
        found, place = np.unique(code, return_inverse=True)
        minor = np.zeros(len(found), np.int64)
        np.add.at(minor, place, self.offered_minor)
        of = found // len(statuses)
        currency = ledger.accounts.currency[of].tolist()
        return ResultTable(
            label("Cash discounts"),
            (
                ResultColumn("customer", label("Customer ID"), Shows.TEXT, ledger.accounts.customer[of].tolist()),
                ResultColumn("currency", label("Currency"), Shows.TEXT, currency),
                ResultColumn(
                    "status", label("Status"), Shows.LABEL, [statuses[one] for one in (found % len(statuses)).tolist()]
                ),
                ResultColumn("documents", label("Documents"), Shows.WHOLE, np.bincount(place).tolist()),
                ResultColumn(
                    "discount",
                    label("Discount"),
                    Shows.AMOUNT,
                    Amounts(minor, ledger.accounts.exponent[of], currency),
                    totalled=True,
                ),
            ),
        )

    def on_offer(self) -> ResultTable:
        """One row a delivery whose discount can still be earned."""
        chosen = np.flatnonzero(self.status == OPEN)
        position, ledger = self.position, self.position.ledger
        rows, account = self.rows[chosen], self.position.debit_account[self.rows[chosen]]
        debits = position.debits[rows]
        currency = ledger.accounts.currency[account].tolist()
        exponent = ledger.accounts.exponent[account]
        return ResultTable(
            label("Discounts on offer"),
            (
                ResultColumn("customer", label("Customer ID"), Shows.TEXT, ledger.accounts.customer[account].tolist()),
                ResultColumn("currency", label("Currency"), Shows.TEXT, currency),
                ResultColumn("document", label("Document No"), Shows.TEXT, ledger.debits.number[debits].tolist()),
                ResultColumn(
                    "amount",
                    label("Amount"),
                    Shows.AMOUNT,
                    Amounts(ledger.debits.amount_minor[debits], exponent, currency),
                ),
                ResultColumn(
                    "discount",
                    label("Discount"),
                    Shows.AMOUNT,
                    Amounts(self.offered_minor[chosen], exponent, currency),
                    totalled=True,
                ),
                ResultColumn("until", label("Until"), Shows.DATE, self.until[chosen].tolist()),
            ),
        )


def cash_discounts(position: Position) -> CashDiscounts:
    """Every discount that was offered by the position's day."""
    debits, terms = position.ledger.debits, position.ledger.terms
    code = debits.terms_code[position.debits]
    ppm = np.array([one.discount_ppm for one in terms] + [0], np.int64)[code]
    days = np.array([one.discount_days for one in terms] + [0], np.int64)[code]
    offered = (ppm > 0) & (debits.kind[position.debits] == INVOICE)
    rows = np.flatnonzero(offered)
    earned = np.zeros(len(position.debits), bool)
    earned[position.settled.debit[position.settled.rule == Rule.DISCOUNT]] = True
    until = debits.date[position.debits[rows]] + days[rows].astype("timedelta64[D]")
    waiting = (position.open_minor[rows] > 0) & (until >= np.datetime64(position.as_of, "D"))
    status = np.where(earned[rows], EARNED, np.where(waiting, OPEN, MISSED)).astype(object)
    minor = share_half_up(debits.amount_minor[position.debits[rows]], ppm[rows])
    return CashDiscounts(position, rows, minor, until, status)
