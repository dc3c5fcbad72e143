"""What B2 and B3 of the practice say, carried out by hand: slowly, with lists and fractions, one movement at a time.

Written from PRACTICE and DECISIONS alone, without kernels or practices of arxl, to be compared with them.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction

from .books import Business, Delivery

ONE_DAY = dt.timedelta(days=1)
Account = tuple[str, str]


@dataclass
class Debit:
    """Something owed."""

    number: str
    date: dt.date
    due: dt.date
    minor: int
    open: int
    disputed: bool = False
    order: str = ""
    names: tuple[tuple[str, int | None], ...] = ()
    refund: bool = False
    discount: int = 0
    discount_until: dt.date | None = None
    towards_discount: int = 0


@dataclass
class Credit:
    """Something that lowers what is owed."""

    number: str
    date: dt.date
    left: int
    receipt: bool
    names: tuple[tuple[str, int | None], ...] = ()
    implied: bool = False
    kept: int = 0


@dataclass
class Outcome:
    """Where the accounts stand: by (customer, currency) and number."""

    open: dict[tuple[Account, str], int] = field(default_factory=dict)
    due: dict[tuple[Account, str], dt.date] = field(default_factory=dict)
    disputed: dict[tuple[Account, str], int] = field(default_factory=dict)
    unapplied: dict[tuple[Account, str], int] = field(default_factory=dict)
    in_hand: dict[Account, int] = field(default_factory=dict)
    paid: dict[tuple[Account, str, str, str], int] = field(default_factory=lambda: defaultdict(int))


def outcome(business: Business, day: dt.date) -> Outcome:
    """Match every account at the end of the day."""
    told = Outcome()
    accounts = {(row.customer, row.currency) for row in (*business.deliveries, *business.receipts, *business.credits)}
    for account in sorted(accounts):
        AccountMatch(business, account, day, told).settle()
    return told


class AccountMatch:
    """One customer in one currency."""

    def __init__(self, business: Business, account: Account, day: dt.date, told: Outcome) -> None:
        self.business, self.account, self.day, self.told = business, account, day, told
        policy = business.policy
        tolerance = Fraction(policy.get("tolerance", "0")) * (100 if account[1] == "EUR" else 1)
        self.tolerance = tolerance.numerator // tolerance.denominator
        self.passes_over = policy.get("pass_over_disputed", "yes") == "yes"
        self.books_bills_at_once = policy.get("bills_settle") == "receipt"
        by_due = policy.get("allocation_order") == "due"
        self.debits = sorted(
            self.found_debits(),
            key=lambda d: ((d.due, d.date) if by_due else (d.date, d.due), as_counted(d.number), d.refund),
        )
        self.credits = sorted(self.found_credits(), key=lambda c: (c.receipt, c.date, as_counted(c.number)))

    def own(self, rows):
        return [row for row in rows if (row.customer, row.currency) == self.account and row.date <= self.day]

    def found_debits(self):
        for row in self.own(self.business.deliveries):
            if row.minor > 0:
                percent, days = discount_of(row.terms)
                yield Debit(
                    number=row.number,
                    date=row.date,
                    due=due_date(row, self.business, self.day),
                    minor=row.minor,
                    open=row.minor,
                    disputed=is_disputed(row, self.day),
                    order=row.order,
                    discount=half_up(row.minor * percent / 100),
                    discount_until=row.date + days * ONE_DAY,
                )
        for row in self.own(self.business.receipts):
            if row.minor < 0:
                yield Debit(row.number, row.date, row.date, -row.minor, -row.minor, names=row.names, refund=True)
        for row in self.business.deliveries:  # a return that was paid out
            paid_out = row.minor < 0 and row.settled_on is not None and row.settled_on <= self.day
            if (row.customer, row.currency) == self.account and paid_out:
                on, names = row.settled_on, ((row.number, None),)
                yield Debit(f"{row.number} settled", on, on, -row.minor, -row.minor, names=names, refund=True)

    def found_credits(self):
        for row in self.own(self.business.deliveries):
            if row.minor < 0:
                yield Credit(row.number, row.date, -row.minor, receipt=False)
        for row in self.own(self.business.credits):
            yield Credit(row.number, row.date, row.minor, receipt=False, names=row.names)
        for row in self.business.deliveries:
            paid = row.minor > 0 and row.settled_on is not None and row.settled_on <= self.day
            if (row.customer, row.currency) == self.account and paid:
                names = ((row.number, None),)
                number = f"{row.number} settled"
                yield Credit(number, row.settled_on, row.minor, receipt=True, names=names, implied=True)
        for row in self.own(self.business.receipts):
            if row.minor < 0 or (row.bounced_on is not None and row.bounced_on <= self.day):
                continue
            counts_from = row.date if self.books_bills_at_once else max(row.date, row.clears_on or row.date)
            if counts_from <= self.day:
                yield Credit(row.number, counts_from, row.minor, receipt=True, names=row.names)
            else:
                self.told.in_hand[self.account] = self.told.in_hand.get(self.account, 0) + row.minor

    def settle(self) -> None:
        """First what is named, then credits, then receipts, oldest first."""
        for refund in sorted((d for d in self.debits if d.names), key=lambda d: (d.date, as_counted(d.number))):
            for number, limit in refund.names:
                for credit in self.credits:
                    if credit.number == number:
                        self.pay(credit, refund, "refund", limit)
        self.lacking = self.undelivered()
        for credit in sorted(self.credits, key=lambda c: (c.implied, c.date, as_counted(c.number))):
            for number, limit in credit.names:
                self.follow(credit, number, limit)
            credit.kept = credit.left if credit.implied else credit.kept
        for credit in self.credits:
            for debit in self.debits:
                if not (debit.disputed and self.passes_over):
                    self.pay(credit, debit, "refund" if debit.refund else "oldest", credit.left - credit.kept)
        self.tell()

    def follow(self, credit: Credit, number: str, limit: int | None) -> None:
        """What a credit names: a document, or an order for which a receipt is a deposit."""
        meant = credit.left - credit.kept if limit is None else min(limit, credit.left - credit.kept)
        documents = [d for d in self.debits if d.number == number and not d.refund]
        later = [row for row in self.business.deliveries if self.comes_later(row) and row.minor > 0]
        if documents:
            for document in documents:
                self.pay(credit, document, "named", meant)
        elif any(row.number == number for row in later):
            credit.kept += meant
        elif credit.receipt:
            borne = [d for d in self.debits if d.order == number]
            for delivery in borne:
                before = credit.left
                self.pay(credit, delivery, "named", meant)
                meant -= before - credit.left
            if number not in self.lacking and not borne and self.is_ordered_later(number, later):
                credit.kept += meant
            else:
                waits = min(meant, self.lacking.get(number, 0))
                credit.kept += waits
                self.lacking[number] = self.lacking.get(number, 0) - waits

    def comes_later(self, row) -> bool:
        return (row.customer, row.currency) == self.account and row.date > self.day

    def is_ordered_later(self, number: str, later) -> bool:
        """Whether an order is known by rows dated after the day."""
        orders = [row.number for row in self.business.orders if self.comes_later(row)]
        return number in orders or number in [row.order for row in later]

    def undelivered(self) -> dict[str, int]:
        """What each order of the day still lacks."""
        return {
            order.number: max(0, stands(order, self.day) - sum(d.minor for d in self.debits if d.order == order.number))
            for order in self.own(self.business.orders)
        }

    def pay(self, credit: Credit, debit: Debit, rule: str, limit: int | None) -> None:
        """As much as both sides have; then discount or tolerance may close the rest."""
        reach = min(credit.left, debit.open, credit.left if limit is None else limit)
        if reach <= 0:
            return
        earns = credit.receipt and debit.discount > 0 and credit.date <= debit.discount_until
        if earns:
            reach = min(reach, max(0, debit.minor - debit.discount - debit.towards_discount))
        credit.left -= reach
        debit.open -= reach
        if debit.discount_until is not None and credit.date <= debit.discount_until:
            debit.towards_discount += reach
        self.note(credit, debit, rule, reach)
        if earns and debit.towards_discount >= debit.minor - debit.discount:
            self.note(credit, debit, "discount", debit.open)
            debit.open = 0
        elif credit.receipt and not debit.refund and debit.open <= self.tolerance:
            self.note(credit, debit, "tolerance", debit.open)
            debit.open = 0

    def note(self, credit: Credit, debit: Debit, rule: str, minor: int) -> None:
        if minor:
            self.told.paid[self.account, credit.number, debit.number, rule] += minor

    def tell(self) -> None:
        for debit in self.debits:
            if debit.open:
                self.told.open[self.account, debit.number] = debit.open
                self.told.due[self.account, debit.number] = debit.due
                if debit.disputed:
                    self.told.disputed[self.account, debit.number] = debit.open
        for credit in self.credits:
            if credit.left and not credit.implied:
                self.told.unapplied[self.account, credit.number] = credit.left


def stands(order, day: dt.date) -> int:
    """What is ordered, unless it is cancelled."""
    return 0 if order.cancelled_on is not None and order.cancelled_on <= day else order.minor


def bucket(days_past_due: int) -> int:
    """B3: not due, 1–30, 31–60, 61–90, 91–180, over 180."""
    if days_past_due <= 0:
        return 0
    return next((place for place, last in enumerate((30, 60, 90, 180), 1) if days_past_due <= last), 5)


def as_counted(number: str) -> list[object]:
    """Runs of digits compare as numbers."""
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", number)]


def half_up(value: Fraction) -> int:
    """The nearest whole number; a half goes up."""
    return int(value + Fraction(1, 2))


def discount_of(terms: str) -> tuple[Fraction, int]:
    """Percent and days of the cash discount in front of the terms."""
    found = re.match(r"([\d.]+)/(\d+) \D", terms)
    return (Fraction(found[1]), int(found[2])) if found else (Fraction(0), 0)


def is_disputed(row: Delivery, day: dt.date) -> bool:
    """Disputed and not settled on the day; an undated dispute counts always."""
    if row.disputed_on is None:
        return False
    since = row.date if row.disputed_on == "yes" else row.disputed_on
    return since <= day and not (row.dispute_settled_on is not None and row.dispute_settled_on <= day)


def due_date(row: Delivery, business: Business, day: dt.date) -> dt.date:
    """A3, looked for day by day."""
    if row.due is not None:
        return row.due
    terms = re.sub(r"^[\d.]+/\d+ (?=\D)", "", row.terms)
    word, _, rest = terms.partition(" ")
    if word == "COD":
        return row.date
    if word == "NET":
        return row.date + int(rest) * ONE_DAY
    if word == "EOM":
        return last_of(row.date) + int(rest) * ONE_DAY
    if word == "MONTHLY":
        close, pay, _, later = re.fullmatch(r"(\d+)/(\d+)(\+(\d+))?", rest).groups()
        at = row.date
        while not falls_on(at, int(close)):
            at += ONE_DAY
        at += ONE_DAY
        while not falls_on(at, int(pay)):
            at += ONE_DAY
        for _ in range(int(later or 0)):
            at = last_of(at) + ONE_DAY
            while not falls_on(at, int(pay)):
                at += ONE_DAY
        return at
    batches, days = map(int, rest.split("/"))
    latest = row.date + days * ONE_DAY
    later_days = sorted(
        {other.date for other in business.deliveries if other.customer == row.customer and other.minor > 0}
    )
    leaving = [date for date in later_days if row.date < date <= day]
    return min(latest, leaving[batches - 1]) if len(leaving) >= batches else latest


def last_of(date: dt.date) -> dt.date:
    """The month's last day."""
    return date.replace(day=monthrange(date.year, date.month)[1])


def falls_on(date: dt.date, day: int) -> bool:
    """Whether a date is that day of the month, or the month's last day where it has fewer."""
    return date.day == min(day, last_of(date).day)
