"""Cash application: which receipt settles which delivery, oldest first (practice B2).

Matching is made afresh at the as-of date from what is dated on or before it. `position_at` answers where every account
stands on that day; aging, statements and supply levels are read off it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

import numpy as np

from arxl.errors import Amount, label
from arxl.kernels import settlement
from arxl.kernels.allocation import fifo_order
from arxl.kernels.arrays import AnyArray, Bools, Days, Int64s, Texts
from arxl.kernels.money import decimal_of, share_half_up, sums_by_code
from arxl.kernels.settlement import Rule
from arxl.practices.named_credits import names_and_deposits
from arxl.pulse import beat
from arxl.tables.due import DueDates, due_dates_at
from arxl.tables.ledger import INVOICE, Ledger, ledger_of_customers
from arxl.tables.names import natural_ranks
from arxl.tables.policy import AllocationPolicy
from arxl.tables.schema import Orders

RULES = {
    Rule.NAMED: label("named"),
    Rule.OLDEST: label("oldest"),
    Rule.DISCOUNT: label("discount"),
    Rule.TOLERANCE: label("tolerance"),
    Rule.REFUND: label("refund"),
    Rule.WRITE_OFF: label("write-off"),
}


@dataclass(frozen=True)
class Position:
    """Where every account stands at the end of a day.

    Attributes:
        debits: (D,) rows of `ledger.debits` that exist on the day, by account, then oldest first.
        due_date: (D,) their due dates as known on the day.
        disputed: (D,) True where a dispute is open on the day.
        open_minor: (D,) what is left of them.
        credits: (C,) rows of `ledger.credits` that count on the day, by account, then in the order of use.
        unapplied_minor: (C,) what is left of them.
        settled: allocations; `settled.debit` and `settled.credit` point into `debits` and `credits`.
        in_hand: (H,) rows of `ledger.credits` that are received and have not cleared.
        deposits: (account, order number) -> what of unapplied cash waits for that order's deliveries.
    """

    ledger: Ledger
    as_of: dt.date
    bills_settle: str
    passes_over_disputed: bool
    debits: Int64s
    due_date: Days
    disputed: Bools
    open_minor: Int64s
    credits: Int64s
    unapplied_minor: Int64s
    settled: settlement.Settlement
    in_hand: Int64s
    deposits: Mapping[tuple[int, str], int]

    @cached_property
    def debit_account(self) -> Int64s:
        """(D,) account of each debit."""
        return self.ledger.debits.account[self.debits]

    @cached_property
    def credit_account(self) -> Int64s:
        """(C,) account of each credit."""
        return self.ledger.credits.account[self.credits]

    @cached_property
    def open_rows(self) -> Int64s:
        """Positions in `debits` of what is still open."""
        return np.flatnonzero(self.open_minor)

    @cached_property
    def days_past_due(self) -> Int64s:
        """(D,) days from due date to as-of date; 0 or less is not due."""
        return (np.datetime64(self.as_of, "D") - self.due_date).astype(np.int64)

    @cached_property
    def effective_date(self) -> Days:
        """(N,) the day from which each credit of the ledger counts."""
        return effective_date(self.ledger, self.bills_settle)

    @cached_property
    def allocation_date(self) -> Days:
        """(A,) the later of the credit's and the document's date."""
        document = self.ledger.debits.date[self.debits[self.settled.debit]]
        credit = self.effective_date[self.credits[self.settled.credit]]
        later: Days = np.maximum(document, credit)
        return later

    @cached_property
    def is_money(self) -> Bools:
        """(A,) whether an allocation is money for a document; discount, tolerance and credit notes are not."""
        receipts = self.ledger.credits.is_receipt[self.credits[self.settled.credit]]
        money: Bools = receipts & np.isin(self.settled.rule, (Rule.NAMED, Rule.OLDEST))
        return money

    @cached_property
    def uses_credit(self) -> Bools:
        """(A,) whether an allocation takes something of its credit: discount and tolerance take nothing."""
        return ~np.isin(self.settled.rule, (Rule.DISCOUNT, Rule.TOLERANCE))

    @cached_property
    def credit_minor(self) -> Int64s:
        """(N,) what each credit of the ledger brings: its amount; of an implied receipt, what it settles on the day."""
        credits = self.ledger.credits
        used = np.flatnonzero(self.uses_credit)
        settled_minor = sums_by_code(
            self.credits[self.settled.credit[used]], self.settled.amount_minor[used], len(credits)
        )
        return np.where(credits.implied, settled_minor, credits.amount_minor)

    def amount(self, account: int, minor: int) -> Amount:
        """A sum in the account's currency."""
        accounts = self.ledger.accounts
        return Amount(decimal_of(int(minor), int(accounts.exponent[account])), str(accounts.currency[account]))


@dataclass(frozen=True)
class CashApplication:
    """All that matching depends on but the day."""

    ledger: Ledger
    orders: Orders
    dues: DueDates
    policy: AllocationPolicy

    def position_at(self, as_of: dt.date) -> Position:
        """Match all accounts at the end of the day."""
        return position_at(self.ledger, self.orders, self.dues, self.policy, as_of)

    def only(self, customers: Collection[str]) -> CashApplication:
        """The same for some customers."""
        return replace(self, ledger=ledger_of_customers(self.ledger, customers))


def effective_date(ledger: Ledger, bills_settle: str) -> Days:
    """(N,) the day from which each credit counts: a cheque or bill counts when it clears, unless Policy books it at
    once."""
    credits = ledger.credits
    if bills_settle == "receipt":
        return credits.date
    cleared: Days = np.fmax(credits.date, credits.clears_on)  # fmax: NaT gives way to the receipt's own date
    return cleared


def position_at(ledger: Ledger, orders: Orders, dues: DueDates, policy: AllocationPolicy, as_of: dt.date) -> Position:
    """Match all accounts at the end of the day `as_of`."""
    day = np.datetime64(as_of, "D")
    all_debits, all_credits = ledger.debits, ledger.credits
    due_date = due_dates_at(ledger, dues, as_of)
    debits = _in_settling_order(ledger, due_date, np.flatnonzero(all_debits.date <= day), policy.allocation_order)
    beat()
    effective = effective_date(ledger, policy.bills_settle)
    good = ~(all_credits.bounced_on <= day)  # NaT compares as False: never bounced
    credits = np.flatnonzero((effective <= day) & good)
    credits = _in_order_of_use(ledger, effective, credits)
    disputed = all_debits.disputed_at(day)
    beat()
    named = names_and_deposits(ledger, orders, debits, credits, effective, day)
    debit_side = _debit_side(ledger, debits, disputed, policy.pass_over_disputed)
    credit_side = settlement.Credits(
        all_credits.account[credits],
        all_credits.amount_minor[credits],
        effective[credits],
        all_credits.is_receipt[credits],
        named.kept_minor,
    )
    beat()
    settled = settlement.settle(
        debit_side,
        credit_side,
        named.names,
        _tolerance_minor(ledger, policy.tolerance)[debits],
        _write_offs(ledger, debits, credits),
    )
    beat()
    unapplied_minor = settlement.unapplied_minor(credit_side, settled)
    return Position(
        ledger=ledger,
        as_of=as_of,
        bills_settle=policy.bills_settle,
        passes_over_disputed=policy.pass_over_disputed,
        debits=debits,
        due_date=due_date[debits],
        disputed=disputed[debits],
        open_minor=settlement.open_minor(debit_side, settled),
        credits=credits,
        unapplied_minor=np.where(all_credits.implied[credits], 0, unapplied_minor),
        settled=settled,
        in_hand=np.flatnonzero((all_credits.date <= day) & (effective > day) & good),
        deposits=named.deposits,
    )


def _in_settling_order(ledger: Ledger, due_date: Days, rows: Int64s, order: str) -> Int64s:
    """By account, then oldest first; of equal dates by number, refunds behind documents."""
    debits = ledger.debits
    first, second = debits.date[rows], due_date[rows]
    if order == "due":
        first, second = second, first
    ordered = fifo_order(debits.account[rows], first)
    rows = rows[ordered]
    tied = _tied(debits.account[rows], first[ordered])
    second, of_tied = second[ordered[tied.places]], rows[tied.places]
    rank = _ranks(debits.number, of_tied)
    rows[tied.places] = of_tied[np.lexsort((debits.is_refund[of_tied], rank, second, tied.group))]
    return rows


def _in_order_of_use(ledger: Ledger, effective: Days, rows: Int64s) -> Int64s:
    """By account, credit notes first, then by date and number."""
    credits = ledger.credits
    kind_and_account = credits.account * 2 + credits.is_receipt
    rows = rows[fifo_order(kind_and_account[rows], effective[rows])]
    tied = _tied(kind_and_account[rows], effective[rows])
    of_tied = rows[tied.places]
    rows[tied.places] = of_tied[np.lexsort((_ranks(credits.number, of_tied), tied.group))]
    return rows


class _Ties(NamedTuple):
    """Rows that sort equal.

    Attributes:
        places: (T,) where they stand, ascending.
        group: (T,) rising; rows that are equal have the same.
    """

    places: Int64s
    group: Int64s


def _tied(*keys: AnyArray) -> _Ties:
    """The ties of rows that are sorted by these keys."""
    as_before = np.zeros(len(keys[0]) + 1, bool)
    as_before[1:-1] = np.all([key[1:] == key[:-1] for key in keys], axis=0)
    places = np.flatnonzero(as_before[1:] | as_before[:-1])
    return _Ties(places, np.cumsum(~as_before[:-1])[places])


def _ranks(numbers: Texts, rows: Int64s) -> Int64s:
    """Natural ranks of some rows' numbers. They are asked in the order of the book, which is mostly that of numbers."""
    by_row = np.argsort(rows)
    rank = np.empty(len(rows), np.int64)
    rank[by_row] = natural_ranks(numbers[rows[by_row]])
    return rank


def _debit_side(ledger: Ledger, rows: Int64s, disputed: Bools, pass_over_disputed: bool) -> settlement.Debits:
    debits = ledger.debits
    discount_minor = np.zeros(len(rows), np.int64)
    discount_until = np.full(len(rows), np.datetime64("NaT", "D"))
    for code, terms in enumerate(ledger.terms):
        if terms.discount_ppm:
            bearing = (debits.terms_code[rows] == code) & (debits.kind[rows] == INVOICE)
            discount_minor[bearing] = share_half_up(debits.amount_minor[rows[bearing]], terms.discount_ppm)
            discount_until[bearing] = debits.date[rows[bearing]] + terms.discount_days
    open_to_all = ~disputed[rows] if pass_over_disputed else np.ones(len(rows), bool)
    return settlement.Debits(
        debits.account[rows],
        debits.amount_minor[rows],
        open_to_all,
        discount_minor,
        discount_until,
        debits.is_refund[rows],
    )


def _write_offs(ledger: Ledger, debits: Int64s, credits: Int64s) -> settlement.WriteOffs:
    """What is written off of the documents that exist on the day, in order of day and number."""
    places = np.flatnonzero(ledger.credits.is_write_off[credits])
    if not len(places):
        return settlement.NO_WRITE_OFFS
    owed = np.flatnonzero(
        np.isin(ledger.debits.account[debits], ledger.credits.account[credits[places]])
        & ~ledger.debits.is_refund[debits]
    )
    keys = zip(ledger.debits.account[debits[owed]].tolist(), ledger.debits.number[debits[owed]].tolist(), strict=True)
    of_document = dict(zip(keys, owed.tolist(), strict=True))
    found = [
        (place, of_document.get((int(ledger.credits.account[row]), ledger.credits.names[row][0].number), -1))
        for place, row in zip(places.tolist(), credits[places].tolist(), strict=True)
    ]
    table = np.array([pair for pair in found if pair[1] >= 0], np.int64).reshape(-1, 2)
    return settlement.WriteOffs(table[:, 0], table[:, 1])


def _tolerance_minor(ledger: Ledger, tolerance: Decimal) -> Int64s:
    """(N,) the tolerance in minor units of each debit's currency, rounded down."""
    exponents, place = np.unique(ledger.accounts.exponent, return_inverse=True)
    of_exponent = np.array([int(tolerance.scaleb(exponent)) for exponent in exponents.tolist()], np.int64)
    return of_exponent[place][ledger.debits.account]
