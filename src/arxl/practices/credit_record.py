"""How customers paid and bought up to a day: what a score is reckoned from (practice A2).

Days late, shares paid on time and what is open come from the one matching at the as-of date, looked at as far as it
had gone by each customer's own day: receipts and documents dated later do not count. Receipts count with the days from
due date to settlement, early ones with 0; what is open and past due counts with its days to date. A write-off pays
nothing: what is written off stays overdue in the record, though no balance holds it any more. The record covers so many
days; what is still overdue counts however old it is. Purchases are invoices and debit notes less credit notes, without
openings and interest.

A customer's accounts in several currencies are added up in one currency where that is needed; a customer with one
account needs no rate.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from arxl.errors import Fault, Faulty
from arxl.kernels.arrays import AnyArray, Bools, Days, Int64s, Texts
from arxl.kernels.days import month_end
from arxl.kernels.money import sums_by_code
from arxl.kernels.settlement import Rule
from arxl.practices.cash_application import Position, effective_date
from arxl.practices.company_currency import NO_CURRENCY, company_currency
from arxl.pulse import beat
from arxl.tables.ledger import CREDIT_NOTE, DEBIT_NOTE, INVOICE, OPENING
from arxl.tables.rates import Exchange
from arxl.tables.schema import Book

MONTHS = 12
"""Full months that an average or a trend looks back on at most."""

_NEVER = np.datetime64("9999-12-31", "D")
_SHIFT = 1 << 23  # more days than a calendar has: keeps the days of one account apart from those of the next


@dataclass(frozen=True)
class Roll:
    """The customers of a book and of its accounts, in alphabetical order.

    Attributes:
        customer: (C,).
        of_account: (A,) place of each account's customer.
        file: (C,) row of Customers; -1 where there is none.
        currency: (C,) the customer's, else the company's.
        home: the company's currency.
    """

    customer: Texts
    of_account: Int64s
    file: Int64s
    currency: tuple[str, ...]
    home: str

    def __len__(self) -> int:
        return len(self.customer)


def roll_of(position: Position, book: Book) -> Roll:
    """Who is to be judged."""
    files = book.customers.row_of
    accounts, home = position.ledger.accounts, company_currency(book)
    names = sorted({*files, *accounts.customer.tolist()})
    place = {customer: nth for nth, customer in enumerate(names)}
    listed = np.empty(len(names), object)
    listed[:] = names
    file = np.array([files.get(customer, -1) for customer in names], np.int64)
    own = book.customers.currency.tolist()
    return Roll(
        customer=listed,
        of_account=np.array([place[customer] for customer in accounts.customer.tolist()], np.int64),
        file=file,
        currency=tuple((own[row] if row >= 0 else "") or home for row in file.tolist()),
        home=home,
    )


class Totals:
    """Sums by account, added up by customer in one currency each; remembers which rates are missing.

    Attributes:
        lacking: (C,) customers of whom a sum could not be said.
    """

    def __init__(self, position: Position, book: Book, roll: Roll, day: Days) -> None:
        self._exchange = Exchange(book.rates, roll.home)
        self._currency = position.ledger.accounts.currency.tolist()
        self._roll, self._day = roll, day
        self._missing: dict[str, Fault] = {}
        self.lacking: Bools = np.array([not currency for currency in roll.currency], bool)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """A fault a missing rate."""
        return tuple(self._missing.values())

    def of(self, by_account: Sequence[int], target: Sequence[str]) -> list[int]:
        """(C,) in minor units of the customer's `target`.

        Args:
            by_account: (A,) in minor units of the account's currency.
        """
        sums = [0] * len(self._roll)
        for account, customer in enumerate(self._roll.of_account.tolist()):
            minor = by_account[account]
            if not minor:
                continue
            source = self._currency[account]
            if source == target[customer]:
                sums[customer] += minor
                continue
            try:
                sums[customer] += self._converted(minor, source, target[customer], customer)
            except Faulty as error:
                self.lacking[customer] = True
                self._missing.setdefault(source, error.faults[0])
        return sums

    def _converted(self, minor: int, source: str, target: str, customer: int) -> int:
        if not target:
            raise Faulty(NO_CURRENCY)
        return self._exchange.convert(minor, source, target, self._day[customer].item())

    def own_currency(self) -> list[str]:
        """(C,) that of the customer's only account; the company's where it has several, or none."""
        found: list[str | None] = [None] * len(self._roll)
        for account, customer in enumerate(self._roll.of_account.tolist()):
            found[customer] = self._currency[account] if found[customer] is None else self._roll.home
        return [self._roll.home if currency is None else currency for currency in found]


@dataclass(frozen=True)
class CreditRecord:
    """What is known of each customer on its day; lists of exact whole numbers, one a customer of the roll.

    Attributes:
        day: (C,).
        weighted_days: Σ amount × days late, of what receipts settled in the record's days and of what is overdue or was
            written off.
        weight_minor: the amounts themselves, in the same currency.
        on_time_minor: what of them was settled by its due date.
        due_documents: (C,) documents that fell due in the record's days, and older ones that nobody has paid.
        first_delivery: (C,) `_NEVER` where there is none by the day.
        months: (C,) whole months from the first delivery to the day.
        full_months: (C,) calendar months since then that are over, at most 12.
        year_minor: purchases of the record's days, in the company's currency.
        last_minor, before_minor: purchases of the last 6 full months, and of the 6 before.
        monthly_minor: purchases of the full months, in the customer's currency.
        currency: of the customer's only account, else the company's: that of the sums which name no other.
        balance_minor, overdue_minor: open items less unapplied cash; what of the items is past due.
        lacking: (C,) customers of whom a sum lacks a rate.
    """

    roll: Roll
    day: Days
    weighted_days: list[int]
    weight_minor: list[int]
    on_time_minor: list[int]
    due_documents: Int64s
    first_delivery: Days
    months: Int64s
    full_months: Int64s
    year_minor: list[int]
    last_minor: list[int]
    before_minor: list[int]
    monthly_minor: list[int]
    currency: list[str]
    balance_minor: list[int]
    overdue_minor: list[int]
    lacking: Bools
    faults: tuple[Fault, ...]

    @property
    def delivered(self) -> Bools:
        """(C,) whether anything was delivered by the day."""
        known: Bools = self.first_delivery != _NEVER
        return known


def credit_record(
    position: Position, book: Book, roll: Roll, day: Days, days: int, count_disputed: bool
) -> CreditRecord:
    """The record of every customer on a day of its own, not after the position's.

    Args:
        day: (C,).
        days: how many days the record covers.
        count_disputed: whether a disputed item counts among the overdue ones.
    """
    payments = _Payments(position, roll, day, days, count_disputed)
    beat()
    purchases = _Purchases(position)
    totals = Totals(position, book, roll, day)
    own = totals.own_currency()
    first = _first_deliveries(position, roll, day)
    last_full, full = _full_months(first, day)
    on_account = roll.of_account
    accounts = np.arange(len(on_account))

    def bought(after: Days, until: Days) -> list[int]:
        minor: list[int] = purchases.between(accounts, after[on_account], until[on_account]).tolist()
        return minor

    half_ago, year_ago = _ends(last_full - 6), _ends(last_full - MONTHS)
    monthly = bought(_ends(last_full - full), _ends(last_full))
    beat()
    return CreditRecord(
        roll=roll,
        day=day,
        weighted_days=totals.of(payments.weighted_days, own),
        weight_minor=totals.of(payments.weight_minor.tolist(), own),
        on_time_minor=totals.of(payments.on_time_minor.tolist(), own),
        due_documents=payments.due_documents,
        first_delivery=first,
        months=_whole_months(first, day),
        full_months=full,
        year_minor=totals.of(bought(day - days, day), [roll.home] * len(roll)),
        last_minor=totals.of(bought(half_ago, _ends(last_full)), own),
        before_minor=totals.of(bought(year_ago, half_ago), own),
        monthly_minor=totals.of(monthly, roll.currency),
        currency=own,
        balance_minor=totals.of(payments.balance_minor.tolist(), own),
        overdue_minor=totals.of(payments.overdue_minor.tolist(), own),
        lacking=totals.lacking,
        faults=totals.faults,
    )


class _Payments:
    """Sums by account of what was paid, and when, as far as matching had gone by each customer's day."""

    def __init__(self, position: Position, roll: Roll, day: Days, days: int, count_disputed: bool) -> None:
        ledger, settled, dues = position.ledger, position.settled, position.due_date
        account, of_account = position.debit_account, roll.of_account
        count = len(of_account)
        by_account = day[of_account] if len(roll) else np.zeros(0, "datetime64[D]")
        refund = ledger.debits.is_refund[position.debits]

        made = account[settled.debit]
        by_then = position.allocation_date <= by_account[made]
        owed_minor = np.where(
            ledger.debits.date[position.debits] <= by_account[account], ledger.debits.amount_minor[position.debits], 0
        )

        def unsettled(settles: Bools) -> Int64s:
            left: Int64s = owed_minor - sums_by_code(
                settled.debit[settles], settled.amount_minor[settles], len(account)
            )
            return left

        open_minor, unpaid_minor = unsettled(by_then), unsettled(by_then & (settled.rule != Rule.WRITE_OFF))
        receipt = ledger.credits.is_receipt[position.credits[settled.credit]] & ~refund[settled.debit]
        paid = np.flatnonzero(by_then & receipt & (position.allocation_date > by_account[made] - days))
        late = _days(position.allocation_date[paid] - dues[settled.debit[paid]])

        past_due = (dues < by_account[account]) & ~refund
        unpaid = past_due & (unpaid_minor > 0)
        disputed = ledger.debits.disputed_at(by_account[account], position.debits)
        counted = unpaid if count_disputed else unpaid & ~disputed
        overdue = np.flatnonzero(counted)
        owed_late = _days(by_account[account[overdue]] - dues[overdue])

        whose = np.concatenate([made[paid], account[overdue]])
        amounts = np.concatenate([settled.amount_minor[paid], unpaid_minor[overdue]])
        self.weighted_days = _weighted(whose, amounts, np.maximum(np.concatenate([late, owed_late]), 0), count)
        self.weight_minor = sums_by_code(whose, amounts, count)
        in_time = paid[late <= 0]
        self.on_time_minor = sums_by_code(made[in_time], settled.amount_minor[in_time], count)
        in_record = (dues <= by_account[account]) & (dues > by_account[account] - days) & ~refund
        self.due_documents = np.bincount(of_account[account[in_record | unpaid]], minlength=len(roll))
        self.overdue_minor = sums_by_code(account[past_due], open_minor[past_due], count)
        self.balance_minor = sums_by_code(account, open_minor, count) - self._unapplied(position, by_account)

    def _unapplied(self, position: Position, by_account: Days) -> Int64s:
        """Credits that counted by the day, less what they had settled."""
        settled, account = position.settled, position.credit_account
        used = (position.allocation_date <= by_account[account[settled.credit]]) & (
            (settled.rule != Rule.DISCOUNT) & (settled.rule != Rule.TOLERANCE)
        )
        counts = effective_date(position.ledger, position.bills_settle)[position.credits] <= by_account[account]
        brought = np.where(counts, position.credit_minor[position.credits], 0)
        count = len(by_account)
        return sums_by_code(account, brought, count) - sums_by_code(
            account[settled.credit[used]], settled.amount_minor[used], count
        )


def _weighted(code: Int64s, minor: Int64s, days: Int64s, length: int) -> list[int]:
    """Exact sums of amount × days, which may be more than int64 holds."""
    sums = [0] * length
    rows = np.flatnonzero(days)
    for place, amount, late in zip(code[rows].tolist(), minor[rows].tolist(), days[rows].tolist(), strict=True):
        sums[place] += amount * late
    return sums


class _Purchases:
    """Purchases by account and day, ready to be asked for any span of days."""

    def __init__(self, position: Position) -> None:
        debits, credits, as_of = position.ledger.debits, position.ledger.credits, np.datetime64(position.as_of, "D")
        sold = ((debits.kind == INVOICE) | (debits.kind == DEBIT_NOTE)) & (debits.date <= as_of)
        returned = (credits.kind == CREDIT_NOTE) & (credits.date <= as_of)
        account = np.concatenate([debits.account[sold], credits.account[returned]])
        minor = np.concatenate([debits.amount_minor[sold], -credits.amount_minor[returned]])
        key = _key(account, np.concatenate([debits.date[sold], credits.date[returned]]))
        order = np.argsort(key, kind="stable")
        self._key = key[order]
        # Sums over all accounts may run over; the difference of two of them does not.
        self._sum = np.concatenate([[0], np.cumsum(minor[order])])

    def between(self, account: Int64s, after: Days, until: Days) -> Int64s:
        """Purchases of each account after one day, up to and with another."""
        first = np.searchsorted(self._key, _key(account, after), side="right")
        last = np.searchsorted(self._key, _key(account, until), side="right")
        bought: Int64s = self._sum[last] - self._sum[first]
        return bought


def _key(account: Int64s, day: Days) -> Int64s:
    key: Int64s = account * _SHIFT + day.astype("datetime64[D]").astype(np.int64) + _SHIFT // 2
    return key


def _first_deliveries(position: Position, roll: Roll, day: Days) -> Days:
    debits = position.ledger.debits
    rows = np.flatnonzero((debits.kind == INVOICE) | (debits.kind == OPENING))
    first = np.full(len(roll), _NEVER.astype(np.int64))
    np.minimum.at(
        first, roll.of_account[debits.account[rows]], debits.date[rows].astype("datetime64[D]").view(np.int64)
    )
    found: Days = first.view("datetime64[D]")
    found[found > day] = _NEVER
    return found


def _whole_months(first: Days, day: Days) -> Int64s:
    """Months from a day to another, the last one whole: 31 Jan to 28 Feb is one."""
    months = (day.astype("datetime64[M]") - first.astype("datetime64[M]")).astype(np.int64)
    short = (_of_month(day) < _of_month(first)) & (day != month_end(day))
    return np.where(first == _NEVER, 0, np.maximum(months - short, 0))


def _full_months(first: Days, day: Days) -> tuple[Days, Int64s]:
    """(C,) the last calendar month that is over, and how many are since the first delivery, at most 12."""
    last = day.astype("datetime64[M]") - (day != month_end(day)).astype(np.int64)
    begun = first.astype("datetime64[M]") + (_of_month(first) > 1).astype(np.int64)
    full = np.clip((last - begun).astype(np.int64) + 1, 0, MONTHS)
    return last, np.where(first == _NEVER, 0, full)


def _of_month(day: Days) -> Int64s:
    return _days(day - day.astype("datetime64[M]").astype("datetime64[D]")) + 1


def _ends(months: Days) -> Days:
    """Last days of months."""
    ends: Days = (months + 1).astype("datetime64[D]") - 1
    return ends


def _days(difference: AnyArray) -> Int64s:
    days: Int64s = difference.astype("timedelta64[D]").astype(np.int64)
    return days


def same_day(roll: Roll, day: dt.date) -> Days:
    """(C,) one day for everybody."""
    return np.full(len(roll), np.datetime64(day, "D"))
