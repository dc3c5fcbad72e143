"""The aging of the last months: what was open at each month's end, by bucket, matched at its own day (practice D3).

A trend asks for a dozen positions, and most accounts hold nothing but documents and money that names none: settled
oldest first, what is open of such an account on a day is what its documents exceed its credits by, the youngest of
them. Sums that run along the account tell it without matching. Where cash discounts are all that an account has besides
(no credit note, nothing that bounced), the matching of the last day has that of each day before in it: what was settled
by then. Accounts with anything more (names, refunds, disputes, tolerance, receipts that dates stand for) are matched
as ever.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from arxl.errors import Sentence
from arxl.kernels.ages import aged_sums
from arxl.kernels.arrays import Bools, Int64s, Texts
from arxl.kernels.money import sums_by_code
from arxl.practices.cash_application import CashApplication, Position, effective_date
from arxl.pulse import beating
from arxl.tables.buckets import bucket_labels
from arxl.tables.due import due_dates_at
from arxl.tables.ledger import INVOICE, Ledger
from arxl.tables.policy import AgingPolicy
from arxl.tables.terms import TermsKind

MONTHS = 12


@dataclass(frozen=True)
class AgingTrend:
    """Open items by day, currency and bucket.

    Attributes:
        days: the ends of the months, the as-of date last.
        currencies: in alphabetical order.
        exponent: (C,) decimals of each.
        labels: one a bucket, beginning with "Not due".
        open_minor: (T, C, B) open items.
        unapplied_minor: (T, C) receipts and credits with a balance left.
    """

    days: tuple[dt.date, ...]
    currencies: Texts
    exponent: Int64s
    labels: tuple[str | Sentence, ...]
    open_minor: Int64s
    unapplied_minor: Int64s


def trend_days(as_of: dt.date, months: int = MONTHS) -> tuple[dt.date, ...]:
    """The ends of the months before, and the day itself.

    >>> [day.isoformat() for day in trend_days(dt.date(2026, 3, 31), 3)]
    ['2026-01-31', '2026-02-28', '2026-03-31']
    """
    this = np.datetime64(as_of, "M")
    ends = [((this - back).astype("datetime64[D]") - 1).item() for back in range(months - 2, -1, -1)]
    return (*ends, as_of)


def aging_trend(
    application: CashApplication, position: Position, days: Sequence[dt.date], policy: AgingPolicy
) -> AgingTrend:
    """The aging at the end of each of the days, none of them later than the position's."""
    ledger = application.ledger
    plain = _plain_accounts(application)
    replayed = _replayed_accounts(application, plain)
    others = application.only({str(customer) for customer in ledger.accounts.customer[~plain & ~replayed]})
    currencies, code = np.unique(ledger.accounts.currency.astype(str), return_inverse=True)
    names = np.array(currencies, object)
    running = _Running.of(application, position, plain, code)
    replay = _Replay.of(application, position, replayed, code)
    opens, unapplied = [], []
    for day in beating(days, 1):
        open_minor, left = running.at(day, policy, len(names))
        matched, matched_left = _of_position(others.position_at(day), names, policy)
        again, again_left = replay.at(day, policy, len(names))
        opens.append(open_minor + matched + again)
        unapplied.append(left + matched_left + again_left)
    first = np.array([int(np.flatnonzero(code == nth)[0]) for nth in range(len(names))], np.int64)
    return AgingTrend(
        days=tuple(days),
        currencies=names,
        exponent=ledger.accounts.exponent[first],
        labels=bucket_labels(policy.buckets, policy.aging_by),
        open_minor=np.array(opens, np.int64),
        unapplied_minor=np.array(unapplied, np.int64),
    )


def _plain_accounts(application: CashApplication) -> Bools:
    """(N,) accounts whose open items follow from their sums.

    Customers are plain or not as a whole, since others are matched by customer. By due date first, a later document may
    stand before an earlier one; a tolerance depends on each receipt: then none is plain.
    """
    ledger, policy = application.ledger, application.policy
    debits = ledger.debits
    if policy.allocation_order != "date" or policy.tolerance:
        return np.zeros(len(ledger.accounts), bool)
    discounting = np.array([bool(terms.discount_ppm) for terms in ledger.terms] + [False], bool)
    special = debits.is_refund | ~np.isnat(debits.disputed_on)
    special |= discounting[debits.terms_code] & (debits.kind == INVOICE)
    plain: Bools = ~_of_marked_customers(ledger, _special_accounts(ledger, special))
    return plain


@dataclass(frozen=True)
class _Running:
    """The documents of plain accounts, by account, then in the order in which they are settled.

    Attributes:
        rows: (N,) rows of `ledger.debits`.
        through_minor: (N,) sum of the account's documents up to and with each.
        credits: (K,) rows of `ledger.credits`.
        currency: (A,) place of each account's currency.
    """

    application: CashApplication
    rows: Int64s
    through_minor: Int64s
    credits: Int64s
    currency: Int64s

    @classmethod
    def of(cls, application: CashApplication, position: Position, plain: Bools, currency: Int64s) -> _Running:
        debits, credits = application.ledger.debits, application.ledger.credits
        rows = position.debits[plain[position.debit_account]]
        sums = np.cumsum(debits.amount_minor[rows])
        account = debits.account[rows]
        first = np.flatnonzero(np.diff(account, prepend=-1))
        before = np.repeat(sums[first] - debits.amount_minor[rows[first]], np.diff(np.append(first, len(rows))))
        return cls(application, rows, sums - before, np.flatnonzero(plain[credits.account]), currency)

    def at(self, day: dt.date, policy: AgingPolicy, currencies: int) -> tuple[Int64s, Int64s]:
        """(C, B) open items and (C,) unapplied cash at the end of a day."""
        ledger, when = self.application.ledger, np.datetime64(day, "D")
        accounts = len(ledger.accounts)
        credits = ledger.credits
        effective = effective_date(ledger, self.application.policy.bills_settle)[self.credits]
        good = (effective <= when) & ~(credits.bounced_on[self.credits] <= when)
        paid = sums_by_code(credits.account[self.credits[good]], credits.amount_minor[self.credits[good]], accounts)
        there = ledger.debits.date[self.rows] <= when
        rows = self.rows[there]
        account, amount = ledger.debits.account[rows], ledger.debits.amount_minor[rows]
        open_minor = np.clip(self.through_minor[there] - paid[account], 0, amount)
        owed = sums_by_code(account, amount, accounts)
        left = sums_by_code(self.currency, np.maximum(paid - owed, 0), currencies)
        still = np.flatnonzero(open_minor)
        by_document = policy.aging_by == "document"
        due = due_dates_at(ledger, self.application.dues, day)[rows[still]]
        counted = ledger.debits.date[rows[still]] if by_document else due
        seat = self.currency[account[still]]
        return aged_sums(seat, counted, when, open_minor[still], policy.buckets, by_document, currencies), left


def _replayed_accounts(application: CashApplication, plain: Bools) -> Bools:
    """(N,) accounts of which the matching of a later day begins with that of each day before.

    A credit note of a later day would be used first, and what bounced later settled something then.
    """
    ledger = application.ledger
    if application.policy.allocation_order != "date" or application.policy.tolerance:
        return np.zeros(len(ledger.accounts), bool)
    debits, credits = ledger.debits, ledger.credits
    marked = _special_accounts(ledger, debits.is_refund | ~np.isnat(debits.disputed_on))
    marked[credits.account[~credits.is_receipt | ~np.isnat(credits.bounced_on)]] = True
    replayed: Bools = ~_of_marked_customers(ledger, marked) & ~plain
    return replayed


def _special_accounts(ledger: Ledger, special: Bools) -> Bools:
    """(N,) accounts with such a debit, with names, with what stands for a receipt or a write-off; and with terms that
    look ahead, whose due dates, and with them the order of documents of one day, are others on other days."""
    debits, credits = ledger.debits, ledger.credits
    marked = np.zeros(len(ledger.accounts), bool)
    marked[debits.account[special]] = True
    marked[debits.account[debits.naming]] = True
    marked[credits.account[credits.naming]] = True
    marked[credits.account[credits.implied | credits.is_write_off]] = True
    looks_ahead = np.array([terms.kind in (TermsKind.BATCH, TermsKind.SOLD) for terms in ledger.terms] + [False], bool)
    marked[debits.account[looks_ahead[debits.terms_code]]] = True
    return marked


def _of_marked_customers(ledger: Ledger, marked: Bools) -> Bools:
    """(N,) accounts of a customer of whom one is marked: others are matched by customer."""
    of_customer = np.unique(ledger.accounts.customer.astype(str), return_inverse=True)[1]
    mixed = np.zeros(int(of_customer.max(initial=-1)) + 1, bool)
    mixed[of_customer[marked]] = True
    found: Bools = mixed[of_customer]
    return found


@dataclass(frozen=True)
class _Replay:
    """What a later position holds of some accounts.

    Attributes:
        places: (N,) positions in `position.debits`.
        allocations: (A,) places in `position.settled` that settle them.
        credits: (K,) positions in `position.credits`.
        currency: (A,) place of each account's currency.
    """

    application: CashApplication
    position: Position
    places: Int64s
    allocations: Int64s
    credits: Int64s
    currency: Int64s

    @classmethod
    def of(cls, application: CashApplication, position: Position, replayed: Bools, currency: Int64s) -> _Replay:
        of_debit = replayed[position.debit_account]
        return cls(
            application,
            position,
            np.flatnonzero(of_debit),
            np.flatnonzero(of_debit[position.settled.debit]),
            np.flatnonzero(replayed[position.credit_account]),
            currency,
        )

    def at(self, day: dt.date, policy: AgingPolicy, currencies: int) -> tuple[Int64s, Int64s]:
        """(C, B) open items and (C,) unapplied cash at the end of a day."""
        position, when = self.position, np.datetime64(day, "D")
        ledger, settled = position.ledger, position.settled
        done = self.allocations[position.allocation_date[self.allocations] <= when]
        paid = sums_by_code(settled.debit[done], settled.amount_minor[done], len(position.debits))
        there = self.places[ledger.debits.date[position.debits[self.places]] <= when]
        open_minor = ledger.debits.amount_minor[position.debits[there]] - paid[there]
        used = done[position.uses_credit[done]]
        of_credit = sums_by_code(settled.credit[used], settled.amount_minor[used], len(position.credits))
        came = self.credits[position.effective_date[position.credits[self.credits]] <= when]
        left = ledger.credits.amount_minor[position.credits[came]] - of_credit[came]
        unapplied = sums_by_code(self.currency[position.credit_account[came]], left, currencies)
        still = there[open_minor > 0]
        by_document = policy.aging_by == "document"
        due = due_dates_at(ledger, self.application.dues, day)[position.debits[still]]
        counted = ledger.debits.date[position.debits[still]] if by_document else due
        seat = self.currency[position.debit_account[still]]
        minor = open_minor[open_minor > 0]
        return aged_sums(seat, counted, when, minor, policy.buckets, by_document, currencies), unapplied


def _of_position(position: Position, currencies: Texts, policy: AgingPolicy) -> tuple[Int64s, Int64s]:
    """The same of a position."""
    rows, ledger = position.open_rows, position.ledger
    place = {currency: nth for nth, currency in enumerate(currencies.tolist())}
    seats = np.array([place[currency] for currency in ledger.accounts.currency.tolist()], np.int64)
    by_document = policy.aging_by == "document"
    counted = ledger.debits.date[position.debits[rows]] if by_document else position.due_date[rows]
    open_minor = aged_sums(
        seats[position.debit_account[rows]],
        counted,
        np.datetime64(position.as_of, "D"),
        position.open_minor[rows],
        policy.buckets,
        by_document,
        len(currencies),
    )
    return open_minor, sums_by_code(seats[position.credit_account], position.unapplied_minor, len(currencies))
