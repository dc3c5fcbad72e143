"""Interest on what is past due: simple, day by day, after written notice (practice C5).

It runs from the later of due date and notice; with Policy `from_due` from the due date, notice or not. Days of grace
put the start off and bear none. What was paid when is read off the one matching at the as-of date: the principal may be
settled long since, its interest stays. A debit note for interest (kind *interest*) bears none; what it claims reaches
to its own date, and the account's next one runs from there. Rounded half-up, once a document.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

import numpy as np

from arxl.errors import Amount, Fault, Faulty, label, sentence
from arxl.kernels import interest as kernel
from arxl.kernels.arrays import Bools, Days, Int64s
from arxl.kernels.money import decimal_of
from arxl.practices.cash_application import Position
from arxl.practices.decision import NOTICE_SENT, decision_of, decisions_in_force
from arxl.tables.history import History
from arxl.tables.ledger import INTEREST, REFUND
from arxl.tables.policy import InterestPolicy
from arxl.tables.rates import yearly_rates
from arxl.tables.result import ResultColumn, ResultTable, Shows
from arxl.tables.schema import Book, Decisions

_NEVER = np.datetime64("NaT", "D")


@dataclass(frozen=True)
class Interest:
    """The interest of every document that bore some, up to the end of the position's day.

    Attributes:
        rows: (R,) positions in `position.debits`, in its order.
        start: (R,) the day out.
        minor: (R,) what it comes to.
        spans: the stretches behind it; `spans.item` are positions in `position.debits`.
        faults: notices that name no document, days without a rate; what they concern is not in `rows`.
    """

    position: Position
    rows: Int64s
    start: Days
    minor: Int64s
    spans: kernel.Spans
    faults: tuple[Fault, ...]

    def table(self) -> ResultTable:
        """One row a document."""
        position, debits = self.position, self.position.ledger.debits
        debit = position.debits[self.rows]
        until, days = self._until_and_days()
        return ResultTable(
            label("Interest"),
            (
                *self._documents(self.rows),
                ResultColumn("due_date", label("Due Date"), Shows.DATE, position.due_date[self.rows].tolist()),
                ResultColumn("from", label("From"), Shows.DATE, self.start.tolist()),
                ResultColumn("until", label("Until"), Shows.DATE, until.tolist()),
                ResultColumn("days", label("Days"), Shows.WHOLE, days.tolist()),
                ResultColumn(
                    "amount", label("Amount"), Shows.AMOUNT, self._amounts(self.rows, debits.amount_minor[debit])
                ),
                ResultColumn(
                    "open", label("Open"), Shows.AMOUNT, self._amounts(self.rows, position.open_minor[self.rows])
                ),
                ResultColumn(
                    "interest", label("Interest"), Shows.AMOUNT, self._amounts(self.rows, self.minor), totalled=True
                ),
            ),
        )

    def periods_table(self) -> ResultTable:
        """One row a stretch of days with one balance and one rate: what a note of interest is checked by."""
        spans = self.spans
        return ResultTable(
            label("Interest"),
            (
                *self._documents(spans.item),
                ResultColumn("from", label("From"), Shows.DATE, spans.first.tolist()),
                ResultColumn("until", label("Until"), Shows.DATE, spans.last.tolist()),
                ResultColumn("days", label("Days"), Shows.WHOLE, spans.days.tolist()),
                ResultColumn("balance", label("Balance"), Shows.AMOUNT, self._amounts(spans.item, spans.balance_minor)),
                ResultColumn(
                    "rate",
                    label("Interest Rate"),
                    Shows.PERCENT,
                    [decimal_of(ppm, 6).normalize() for ppm in spans.rate_ppm.tolist()],
                ),
            ),
        )

    def _documents(self, rows: Int64s) -> tuple[ResultColumn, ...]:
        position, ledger = self.position, self.position.ledger
        account = position.debit_account[rows]
        return (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, ledger.accounts.customer[account].tolist()),
            ResultColumn("currency", label("Currency"), Shows.TEXT, ledger.accounts.currency[account].tolist()),
            ResultColumn(
                "document", label("Document No"), Shows.TEXT, ledger.debits.number[position.debits[rows]].tolist()
            ),
        )

    def _amounts(self, rows: Int64s, minor: Int64s) -> list[Amount]:
        accounts = self.position.debit_account[rows].tolist()
        return [self.position.amount(account, value) for account, value in zip(accounts, minor.tolist(), strict=True)]

    def _until_and_days(self) -> tuple[Days, Int64s]:
        """(R,) the last day that bears interest, and the days that do."""
        ends = np.append(np.flatnonzero(np.diff(self.spans.item)), len(self.spans.item) - 1)
        through = np.cumsum(self.spans.days)[ends] if len(self.rows) else np.zeros(0, np.int64)
        return self.spans.last[ends[: len(self.rows)]], np.diff(through, prepend=0)


def interest_of(position: Position, book: Book, history: History, policy: InterestPolicy) -> Interest:
    """The interest of every document on the position's day."""
    ledger, day = position.ledger, np.datetime64(position.as_of, "D")
    start = _start(position, book, history, policy)
    paid = kernel.Paid(position.settled.debit, position.allocation_date, position.settled.amount_minor)
    amount_minor = ledger.debits.amount_minor[position.debits]
    currency_of_debit = ledger.accounts.currency[position.debit_account]
    basis = cast(kernel.Basis, policy.interest_basis)
    faults = [] if policy.from_due else _vague_notices(position, book.decisions)
    found = []
    for currency in sorted(set(currency_of_debit.tolist())):
        own = np.where(currency_of_debit == currency, start, _NEVER)
        spans = kernel.spans_of(own, amount_minor, paid, day, yearly_rates(book.interest_rates, currency), basis)
        without = spans.rate_ppm == kernel.NO_RATE
        if without.any():
            faults.append(_no_rate(book, currency, np.sort(spans.first[without])[0] + 1))
            spans = spans.only(~np.isin(spans.item, spans.item[without]))
        found.append(spans)
    spans = kernel.joined(found)
    rows = np.unique(spans.item)
    minor = kernel.interest_minor(spans, basis, len(position.debits))
    return Interest(position, rows, start[rows], minor[rows], spans, tuple(faults))


def rate_on(book: Book, currency: str, day: dt.date) -> Decimal:
    """The yearly rate of a currency on a day: 0.1 is 10 % a year.

    Raises:
        Faulty: the sheet Interest Rates has none on or before the day.
    """
    rates = yearly_rates(book.interest_rates, currency)
    known = np.flatnonzero(rates.since <= np.datetime64(day, "D"))
    if not len(known):
        raise Faulty(_no_rate(book, currency, np.datetime64(day, "D")))
    return decimal_of(int(rates.ppm[known[-1]]), 6).normalize()


def _start(position: Position, book: Book, history: History, policy: InterestPolicy) -> Days:
    """(D,) the day out of each debit; NaT where it bears no interest."""
    kind = position.ledger.debits.kind[position.debits]
    start = position.due_date
    if not policy.from_due:
        start = np.maximum(start, _notice(position, book, history))  # NaT where there is no notice
    start = start + np.timedelta64(policy.interest_grace_days, "D")
    charged = _charged(position, kind == INTEREST)
    start = np.fmax(start, np.where(np.isnat(start), start, charged))
    start[(kind == REFUND) | (kind == INTEREST)] = _NEVER
    return start


def _charged(position: Position, is_note: Bools) -> Days:
    """(D,) the day up to which its interest is claimed; NaT where none is. A note claims nothing of what was disputed
    on its day.
    """
    debits, rows = position.ledger.debits, position.debits
    charged = np.full(len(rows), _NEVER)
    notes = np.flatnonzero(is_note)
    for account, date in zip(position.debit_account[notes], debits.date[rows[notes]], strict=True):
        claimed = (position.debit_account == account) & ~debits.disputed_at(date, rows)
        charged[claimed] = np.fmax(charged[claimed], date)
    return charged


def _notice(position: Position, book: Book, history: History) -> Days:
    """(D,) the first written notice of each debit: about itself, or about all of its customer's documents."""
    ledger = position.ledger
    of_customer: dict[str, np.datetime64] = {}
    of_document: dict[str, np.datetime64] = {}
    for made in decisions_in_force(book.decisions, history, (NOTICE_SENT,)):  # in order of date
        if made.date <= position.as_of:
            named, name = (of_document, made.reference) if made.reference else (of_customer, made.customer)
            named.setdefault(name, np.datetime64(made.date, "D"))
    customers = ledger.accounts.customer.tolist()
    about_all = np.array([of_customer.get(customer, _NEVER) for customer in customers], "datetime64[D]")
    first: Days = about_all[position.debit_account]
    if of_document:
        documents = ledger.debits.number[position.debits].tolist()
        about_one = np.array([of_document.get(document, _NEVER) for document in documents], "datetime64[D]")
        first = np.fmin(first, about_one)
    return first


def _vague_notices(position: Position, decisions: Decisions) -> list[Fault]:
    """Notices that name a document which their customer does not have, or nothing at all."""
    notices = [(row, decision_of(decisions, row)) for row in np.flatnonzero(decisions.kind == NOTICE_SENT).tolist()]
    named = {made.reference for _, made in notices}
    debits, customers = position.ledger.debits, position.ledger.accounts.customer
    documents = enumerate(debits.number.tolist())
    owed = [row for row, number in documents if number in named and not debits.is_refund[row]]
    customer_of = {str(debits.number[row]): str(customers[debits.account[row]]) for row in owed}
    faults = []
    for row, made in notices:
        owner = customer_of.get(made.reference)
        if made.reference and (owner is None or made.customer not in ("", owner)):
            fact = sentence(
                'the notice names "{reference}", which is no document of its customer.', reference=made.reference
            )
            remedy = sentence("Write a document's number, or leave the cell blank where all of them are meant.")
            faults.append(Fault(decisions.origin.cell("reference", row), fact, remedy))
        elif not made.reference and not made.customer:
            fact = sentence("the notice names neither a customer nor a document.")
            faults.append(Fault(decisions.origin.cell("kind", row), fact, sentence("Write whom it was sent to.")))
    return faults


def _no_rate(book: Book, currency: str, day: np.datetime64) -> Fault:
    return Fault(
        book.interest_rates.origin.sheet,
        sentence("there is no interest rate for {currency} on or before {date}.", currency=currency, date=day.item()),
        sentence("Add a row with Date and Interest Rate."),
    )
