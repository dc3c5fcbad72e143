"""Cash application: which receipt settles which delivery, oldest first (practice B2).

Matching is made afresh at the as-of date from what is dated on or before it. `position_at` answers where every account
stands on that day; aging, statements and supply levels are read off it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

import numpy as np

from arxl.errors import Amount, label
from arxl.kernels import settlement
from arxl.kernels.arrays import Bools, Days, Int64s
from arxl.kernels.money import decimal_of, share_half_up, sums_by_code
from arxl.kernels.settlement import Rule
from arxl.tables.due import DueDates, due_dates_at
from arxl.tables.ledger import INVOICE, REFUND, Ledger, ledger_of_customers
from arxl.tables.names import Named
from arxl.tables.policy import AllocationPolicy
from arxl.tables.result import ResultColumn, ResultTable, Shows
from arxl.tables.schema import Orders

RULES = {
    Rule.NAMED: label("named"),
    Rule.OLDEST: label("oldest"),
    Rule.DISCOUNT: label("discount"),
    Rule.TOLERANCE: label("tolerance"),
    Rule.REFUND: label("refund"),
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

    @property
    def debit_account(self) -> Int64s:
        """(D,) account of each debit."""
        return self.ledger.debits.account[self.debits]

    @property
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
    def allocation_date(self) -> Days:
        """(A,) the later of the credit's and the document's date."""
        document = self.ledger.debits.date[self.debits[self.settled.debit]]
        credit = effective_date(self.ledger, self.bills_settle)[self.credits[self.settled.credit]]
        later: Days = np.maximum(document, credit)
        return later

    @cached_property
    def credit_minor(self) -> Int64s:
        """(N,) what each credit of the ledger brings: its amount; of an implied receipt, what it settles on the day."""
        credits = self.ledger.credits
        used = np.flatnonzero((self.settled.rule != Rule.DISCOUNT) & (self.settled.rule != Rule.TOLERANCE))
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
    effective = effective_date(ledger, policy.bills_settle)
    good = ~(all_credits.bounced_on <= day)  # NaT compares as False: never bounced
    credits = np.flatnonzero((effective <= day) & good)
    credits = credits[
        np.lexsort(
            (
                all_credits.rank[credits],
                effective[credits],
                all_credits.is_receipt[credits],
                all_credits.account[credits],
            )
        )
    ]
    disputed = (all_debits.disputed_on <= day) & ~(all_debits.dispute_settled_on <= day)
    names, kept_minor = _names_and_deposits(ledger, orders, debits, credits, effective, day)
    debit_side = _debit_side(ledger, debits, disputed, policy.pass_over_disputed)
    credit_side = settlement.Credits(
        all_credits.account[credits],
        all_credits.amount_minor[credits],
        effective[credits],
        all_credits.is_receipt[credits],
        kept_minor,
    )
    settled = settlement.settle(debit_side, credit_side, names, _tolerance_minor(ledger, policy.tolerance)[debits])
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
    )


def _in_settling_order(ledger: Ledger, due_date: Days, rows: Int64s, order: str) -> Int64s:
    debits = ledger.debits
    first, second = debits.date[rows], due_date[rows]
    if order == "due":
        first, second = second, first
    return rows[np.lexsort((debits.kind[rows] == REFUND, debits.rank[rows], second, first, debits.account[rows]))]


def _debit_side(ledger: Ledger, rows: Int64s, disputed: Bools, pass_over_disputed: bool) -> settlement.Debits:
    debits = ledger.debits
    discount_minor = np.zeros(len(rows), np.int64)
    discount_until = np.full(len(rows), np.datetime64("NaT", "D"))
    invoices = debits.kind[rows] == INVOICE
    for code, terms in enumerate(ledger.terms):
        if terms.discount_ppm:
            bearing = invoices & (debits.terms_code[rows] == code)
            discount_minor[bearing] = share_half_up(debits.amount_minor[rows[bearing]], terms.discount_ppm)
            discount_until[bearing] = debits.date[rows[bearing]] + terms.discount_days
    open_to_all = ~disputed[rows] if pass_over_disputed else np.ones(len(rows), bool)
    return settlement.Debits(
        debits.account[rows],
        debits.amount_minor[rows],
        open_to_all,
        discount_minor,
        discount_until,
        np.asarray(debits.kind[rows] == REFUND, bool),
    )


def _tolerance_minor(ledger: Ledger, tolerance: Decimal) -> Int64s:
    """(N,) the tolerance in minor units of each debit's currency, rounded down."""
    by_account = [int(tolerance.scaleb(int(exponent))) for exponent in ledger.accounts.exponent]
    return np.array(by_account, np.int64)[ledger.debits.account]


class _Names:
    """What the credits name, in the order in which it is carried out, and what is left of both sides meanwhile.

    A cash discount or write-off that a name brings about is not foreseen here: what is kept of a deposit that names
    several documents may differ by no more than that.
    """

    def __init__(self, ledger: Ledger, debits: Int64s, credits: Int64s) -> None:
        self._rows: list[tuple[int, int, int]] = []
        self._open_minor: list[int] = ledger.debits.amount_minor[debits].tolist()
        self._left_minor: list[int] = ledger.credits.amount_minor[credits].tolist()
        self._kept_minor = [0] * len(credits)
        self._lacking: dict[tuple[int, str], int] = {}

    def add(self, credit: int, debit: int, limit_minor: int) -> int:
        """Name a debit; answers what of the credit goes there. What is kept of the credit does not."""
        if self._kept_minor[credit]:
            limit_minor = self._free(credit, limit_minor)
        self._rows.append((credit, debit, limit_minor))
        taken = min(self._free(credit, limit_minor), self._open_minor[debit])
        self._left_minor[credit] -= taken
        self._open_minor[debit] -= taken
        return taken

    def keep(self, credit: int, limit_minor: int) -> int:
        """Keep what is free of a credit; answers how much that is."""
        kept = self._free(credit, limit_minor)
        self._kept_minor[credit] += kept
        return kept

    def keep_for(self, credit: int, order: tuple[int, str], limit_minor: int, undelivered_minor: int) -> None:
        """Keep what is free of a credit as far as the order lacks it."""
        lacking = self._lacking.get(order, undelivered_minor)
        bound = lacking if limit_minor == settlement.UNLIMITED else min(limit_minor, lacking)
        self._lacking[order] = lacking - self.keep(credit, bound)

    def for_settlement(self) -> settlement.Names:
        """As the kernel takes them."""
        rows = np.array(self._rows, np.int64).reshape(-1, 3)
        return settlement.Names(rows[:, 0], rows[:, 1], rows[:, 2])

    def kept_minor(self) -> Int64s:
        """(C,) what unnamed use leaves of each credit."""
        return np.array(self._kept_minor, np.int64)

    def _free(self, credit: int, limit_minor: int) -> int:
        free = self._left_minor[credit] - self._kept_minor[credit]
        return free if limit_minor == settlement.UNLIMITED else min(free, limit_minor)


def _names_and_deposits(
    ledger: Ledger, orders: Orders, debits: Int64s, credits: Int64s, effective: Days, day: np.datetime64
) -> tuple[settlement.Names, Int64s]:
    """What the credits name, in the order in which it is carried out, and what is kept for later documents.

    `Settled On` comes last: it stands for the receipt of what nothing else in the book has paid.
    """
    book = _Directory(ledger, orders, debits, credits, day)
    names = _Names(ledger, debits, credits)
    for place in book.refunds_in_order():
        row = int(debits[place])
        for named in ledger.debits.names[row]:
            credit = book.credit_named(row, named)
            if credit is not None:
                names.add(credit, place, _limit_of(ledger, int(ledger.debits.account[row]), named))
    implied, rank = ledger.credits.implied, ledger.credits.rank
    naming = [place for place, row in enumerate(credits.tolist()) if ledger.credits.names[row]]
    naming.sort(
        key=lambda place: (implied[credits[place]], effective[credits[place]], rank[credits[place]], place),
    )
    for place in naming:
        _follow_names(place, int(credits[place]), names, book, ledger)
    kept_minor = np.where(implied[credits], ledger.credits.amount_minor[credits], names.kept_minor())
    return names.for_settlement(), kept_minor


def _follow_names(place: int, row: int, names: _Names, book: _Directory, ledger: Ledger) -> None:
    """Carry out what one credit names: documents, and deliveries of the orders for which it is a deposit.

    What is known and not there yet is kept for it.
    """
    account = int(ledger.credits.account[row])
    for named in ledger.credits.names[row]:
        limit = _limit_of(ledger, account, named)
        document = book.document_named(account, named.number)
        if document is not None:
            names.add(place, document, limit)
        elif book.comes_later(account, named.number):
            names.keep(place, limit)
        elif ledger.credits.is_receipt[row]:
            _deposit(place, (account, named.number), limit, names, book)


def _deposit(place: int, order: tuple[int, str], limit: int, names: _Names, book: _Directory) -> None:
    """A deposit settles what is delivered of its order, and waits for the rest."""
    for delivery in book.deliveries_of_order(*order):
        taken = names.add(place, delivery, limit)
        limit = limit if limit == settlement.UNLIMITED else limit - taken
    undelivered = book.undelivered(*order)
    if undelivered is None:
        names.keep(place, limit)
    else:
        names.keep_for(place, order, limit, undelivered)


_MOST_MINOR = 2**61


def _limit_of(ledger: Ledger, account: int, named: Named) -> int:
    """The amount beside a name in minor units, as far as any sum of a book reaches."""
    if named.amount is None:
        return settlement.UNLIMITED
    return min(int(named.amount.scaleb(int(ledger.accounts.exponent[account]))), _MOST_MINOR)


class _Directory:
    """Where the numbers that `Applies To` may name are found, among what exists on the day."""

    def __init__(self, ledger: Ledger, orders: Orders, debits: Int64s, credits: Int64s, day: np.datetime64) -> None:
        self._ledger = ledger
        self._debits = debits
        self._documents: dict[tuple[int, str], int] = {}
        self._of_order: dict[tuple[int, str], list[int]] = defaultdict(list)
        self._later_documents, self._later_orders = _not_there_yet(ledger, orders, day)
        for place, row in enumerate(debits.tolist()):
            account = int(ledger.debits.account[row])
            if ledger.debits.kind[row] != REFUND:
                self._documents[account, ledger.debits.number[row]] = place
            if ledger.debits.order[row]:
                self._of_order[account, ledger.debits.order[row]].append(place)
        self._credits = {
            (int(ledger.credits.account[row]), ledger.credits.number[row]): place
            for place, row in enumerate(credits.tolist())
        }
        self._confirmed = _confirmed_orders(ledger, orders, day)

    def refunds_in_order(self) -> Iterator[int]:
        """Places of the refunds that name a receipt, oldest first."""
        debits = self._ledger.debits
        places = [place for place, row in enumerate(self._debits.tolist()) if debits.names[row]]
        yield from sorted(places, key=lambda place: (debits.date[self._debits[place]], place))

    def credit_named(self, refund: int, named: Named) -> int | None:
        """Place of the credit that a refund pays back."""
        return self._credits.get((int(self._ledger.debits.account[refund]), named.number))

    def document_named(self, account: int, number: str) -> int | None:
        """Place of a document of the account."""
        return self._documents.get((account, number))

    def deliveries_of_order(self, account: int, order: str) -> list[int]:
        """Places of the deliveries that bear the order's number, oldest first."""
        return self._of_order.get((account, order), [])

    def comes_later(self, account: int, number: str) -> bool:
        """Whether the book has a document of this number that does not exist on the day."""
        return (account, number) in self._later_documents

    def undelivered(self, account: int, order: str) -> int | None:
        """What of an order is confirmed on the day and not delivered; None where all that is known of the order comes
        later."""
        deliveries = self.deliveries_of_order(account, order)
        if (account, order) not in self._confirmed and not deliveries and (account, order) in self._later_orders:
            return None
        delivered = sum(int(self._ledger.debits.amount_minor[self._debits[place]]) for place in deliveries)
        return max(0, self._confirmed.get((account, order), 0) - delivered)


def _not_there_yet(
    ledger: Ledger, orders: Orders, day: np.datetime64
) -> tuple[set[tuple[int, str]], set[tuple[int, str]]]:
    """(account, number) of the documents, and of the orders, that the book dates after the day."""
    debits = ledger.debits
    later = np.flatnonzero((debits.date > day) & (debits.kind != REFUND))
    accounts = debits.account[later].tolist()
    documents = set(zip(accounts, debits.number[later].tolist(), strict=True))
    ordered = {key for key in zip(accounts, debits.order[later].tolist(), strict=True) if key[1]}
    for row in np.flatnonzero(orders.date > day).tolist():
        account = ledger.accounts.codes.get((orders.customer[row], orders.currency[row]))
        if account is not None:
            ordered.add((account, str(orders.order[row])))
    return documents, ordered


def _confirmed_orders(ledger: Ledger, orders: Orders, day: np.datetime64) -> dict[tuple[int, str], int]:
    """(account, order number) -> amount, of the orders that exist on the day; 0 where they are cancelled."""
    confirmed: dict[tuple[int, str], int] = {}
    cancelled = orders.cancelled_on <= day
    for row in np.flatnonzero(orders.date <= day).tolist():
        account = ledger.accounts.codes.get((orders.customer[row], orders.currency[row]))
        if account is not None:
            key = (account, str(orders.order[row]))
            confirmed[key] = confirmed.get(key, 0) + (0 if cancelled[row] else int(orders.amount_minor[row]))
    return confirmed


# --- results -----------------------------------------------------------------------------------------------------


def allocations_table(position: Position) -> ResultTable:
    """Which credit paid which document: by customer and currency, then in the order of settlement."""
    ledger, settled = position.ledger, position.settled
    debit, credit = position.debits[settled.debit], position.credits[settled.credit]
    account = ledger.debits.account[debit].tolist()
    return ResultTable(
        label("Allocations"),
        (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, ledger.accounts.customer[account].tolist()),
            ResultColumn("currency", label("Currency"), Shows.TEXT, ledger.accounts.currency[account].tolist()),
            ResultColumn("credit", label("Credit"), Shows.TEXT, ledger.credits.number[credit].tolist()),
            ResultColumn("document", label("Document No"), Shows.TEXT, ledger.debits.number[debit].tolist()),
            ResultColumn("date", label("Date"), Shows.DATE, position.allocation_date.tolist()),
            ResultColumn(
                "amount",
                label("Amount"),
                Shows.AMOUNT,
                _amounts(position, account, settled.amount_minor),
                totalled=True,
            ),
            ResultColumn("rule", label("Rule"), Shows.LABEL, [RULES[Rule(rule)] for rule in settled.rule.tolist()]),
        ),
    )


def open_items_table(position: Position) -> ResultTable:
    """Every document with a balance left: by customer and currency, oldest first."""
    ledger, rows = position.ledger, position.open_rows
    debit = position.debits[rows]
    account = ledger.debits.account[debit].tolist()
    disputed = [label("disputed") if flag else "" for flag in position.disputed[rows].tolist()]
    return ResultTable(
        label("Open Items"),
        (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, ledger.accounts.customer[account].tolist()),
            ResultColumn("currency", label("Currency"), Shows.TEXT, ledger.accounts.currency[account].tolist()),
            ResultColumn("document", label("Document No"), Shows.TEXT, ledger.debits.number[debit].tolist()),
            ResultColumn("kind", label("Kind"), Shows.LABEL, ledger.debits.kind[debit].tolist()),
            ResultColumn("date", label("Date"), Shows.DATE, ledger.debits.date[debit].tolist()),
            ResultColumn("due_date", label("Due Date"), Shows.DATE, position.due_date[rows].tolist()),
            ResultColumn("days_past_due", label("Days past due"), Shows.WHOLE, position.days_past_due[rows].tolist()),
            ResultColumn(
                "amount", label("Amount"), Shows.AMOUNT, _amounts(position, account, ledger.debits.amount_minor[debit])
            ),
            ResultColumn(
                "open",
                label("Open"),
                Shows.AMOUNT,
                _amounts(position, account, position.open_minor[rows]),
                totalled=True,
            ),
            ResultColumn("dispute", label("Dispute"), Shows.LABEL, disputed),
        ),
    )


def unapplied_table(position: Position) -> ResultTable:
    """Every receipt and credit note with a balance left."""
    ledger, places = position.ledger, np.flatnonzero(position.unapplied_minor)
    credit = position.credits[places]
    account = ledger.credits.account[credit].tolist()
    return ResultTable(
        label("Unapplied cash"),
        (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, ledger.accounts.customer[account].tolist()),
            ResultColumn("currency", label("Currency"), Shows.TEXT, ledger.accounts.currency[account].tolist()),
            ResultColumn("credit", label("Credit"), Shows.TEXT, ledger.credits.number[credit].tolist()),
            ResultColumn(
                "amount",
                label("Amount"),
                Shows.AMOUNT,
                _amounts(position, account, position.unapplied_minor[places]),
                totalled=True,
            ),
        ),
    )


def _amounts(position: Position, account: list[int], minor: Int64s) -> list[Amount]:
    return [position.amount(code, value) for code, value in zip(account, minor.tolist(), strict=True)]
