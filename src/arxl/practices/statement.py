"""The monthly statement of account (practice B4).

Opening balance, each movement, closing balance, open items, aging. Closing of one month = opening of the next, always:
a statement freezes its lines, and a later one shows what it adds to them. The sum of an account's lines up to a day is
its balance on that day.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice

import numpy as np

from arxl.errors import Sentence
from arxl.kernels.ages import bucket_of, days_past
from arxl.kernels.money import exponent_of, sums_by_code
from arxl.practices.cash_application import Position
from arxl.practices.incentive import QuarterRebate
from arxl.practices.stated_lines import (
    LineName,
    Past,
    carried_into,
    continued,
    lines_by_account,
    moved_lines,
    needs_opening_position,
    stated_before,
)
from arxl.pulse import beating
from arxl.tables.buckets import bucket_labels
from arxl.tables.history import History, IssuedStatement, StatedLine
from arxl.tables.policy import AgingPolicy
from arxl.tables.schema import Book


@dataclass(frozen=True, slots=True)
class Movement:
    """A line of the statement: what moved the balance, and the balance after it.

    `earlier_period` marks a line whose own date lies in a month that was already closed: it appeared or changed
    afterwards.
    """

    line: StatedLine
    balance_minor: int
    earlier_period: bool


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A document with a balance left at the month's end."""

    document: str
    kind: str
    date: dt.date
    due_date: dt.date
    amount_minor: int
    open_minor: int
    days_past_due: int
    disputed: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """One account (customer and currency) over one month.

    Attributes:
        number: "" while it is a draft.
        exponent: decimals of the currency.
        last_day: of the month; of a draft while it is under way, the day up to which it goes.
        carried: lines behind the opening balance that no statement has frozen yet (first statement only).
        aging_labels: one a bucket, beginning with "Not due".
        aging_minor: open balance by bucket; its sum less unapplied_minor is the closing balance.
        in_hand_minor: cheques and bills that have not cleared.
        due_now_minor: open and past due or due at the month's end, less unapplied cash, never below 0.
        corrects: number of the statement that this one corrects; its closing balance is the opening here.
        rebates: what paying by the agreed day earns (A4), by quarter; the job that knows of rebates adds them.
    """

    number: str
    customer: str
    customer_name: str
    customer_address: str
    customer_tax_id: str
    language: str
    currency: str
    exponent: int
    month: str
    first_day: dt.date
    last_day: dt.date
    opening_minor: int
    movements: tuple[Movement, ...]
    closing_minor: int
    carried: tuple[StatedLine, ...]
    open_items: tuple[OpenItem, ...]
    aging_labels: tuple[str | Sentence, ...]
    aging_minor: tuple[int, ...]
    unapplied_minor: int
    in_hand_minor: int
    disputed_minor: int
    due_now_minor: int
    corrects: str = ""
    rebates: tuple[QuarterRebate, ...] = ()


def statement_drafts(
    position: Position, before: Position | None, book: Book, history: History, month: str, policy: AgingPolicy
) -> tuple[Statement, ...]:
    """A draft for every account with a balance or a movement in the month, by customer, then currency.

    The opening balance is the closing balance of the account's last issued statement. What appears, changes or
    disappears behind it shows as a line of an earlier period, so that closing = next opening holds whatever is
    back-dated later. An account's first statement opens with what stood at the end of the month before.

    Args:
        position: that of the month's last day.
        before: that of the day before the month; None where the register has closed an earlier month.
        history: months that it closed later than this one do not count.
    """
    first_day = month_span(month)[0]
    pages = _Pages(position, book, policy)
    stated = stated_before(history, month)
    current = lines_by_account(position)
    opened = lines_by_account(before) if before is not None else {}
    book_begins = position.ledger.first_day
    drafts = []
    for key in beating(sorted(current.keys() | stated.keys() | opened.keys()), 1):
        past = stated.get(key) or carried_into(opened.get(key, {}))
        past = continued(past, current.get(key, {}), book_begins)
        draft = pages.page(key, month, past, _movements(current.get(key, {}), past, first_day))
        if draft.movements or draft.opening_minor or draft.open_items or draft.unapplied_minor:
            drafts.append(draft)
    return tuple(drafts)


def correction_draft(
    position: Position, issued: IssuedStatement, book: Book, history: History, policy: AgingPolicy
) -> Statement:
    """The statement that corrects one: its closing balance, what is new since, and the corrected closing balance.

    Args:
        position: that of the last day of its month.
        issued: the account's latest statement.
    """
    key = issued.customer, issued.currency
    current = lines_by_account(position).get(key, {})
    past = continued(stated_before(history, next_month(issued.month))[key], current, position.ledger.first_day)
    moved = _movements(current, past, month_span(issued.month)[0])
    return replace(_Pages(position, book, policy).page(key, issued.month, past, moved), corrects=issued.number)


def month_drafts(
    position_at: Callable[[dt.date], Position],
    as_of: dt.date,
    book: Book,
    history: History,
    month: str,
    policy: AgingPolicy,
) -> tuple[Statement, ...]:
    """The drafts of a month as far as it has gone on the as-of date."""
    first_day, last_day = month_span(month)
    before = position_at(first_day - dt.timedelta(days=1)) if needs_opening_position(history, month) else None
    return statement_drafts(position_at(min(as_of, last_day)), before, book, history, month, policy)


def month_span(month: str) -> tuple[dt.date, dt.date]:
    """First and last day of a month.

    >>> month_span("2026-02")
    (datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))
    """
    first = dt.date.fromisoformat(f"{month}-01")
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def next_month(month: str) -> str:
    """The month after.

    >>> next_month("2026-12")
    '2027-01'
    """
    return (month_span(month)[1] + dt.timedelta(days=1)).isoformat()[:7]


def ledger_lines(position: Position) -> dict[tuple[str, str], tuple[StatedLine, ...]]:
    """(customer, currency) -> everything that moved the account up to the position's day.

    The sum of an account's lines is its balance: open items less unapplied cash.
    """
    return {key: tuple(lines.values()) for key, lines in lines_by_account(position).items()}


def changed_behind(position: Position, history: History) -> dict[tuple[str, str], tuple[StatedLine, ...]]:
    """(customer, currency) -> what appeared, changed or disappeared behind the last closed month.

    `position` is that of the closed month's last day or a later one. The next statement shows these lines as an
    earlier period.
    """
    month = next_month(max(history.closed_months))
    stated = stated_before(history, month)
    current = lines_by_account(position)
    book_begins = position.ledger.first_day
    changes = {}
    for key in beating(sorted(current.keys() | stated.keys()), 1):
        past = continued(stated.get(key, Past(0, {})), current.get(key, {}), book_begins)
        moved = moved_lines(current.get(key, {}), past, month_span(month)[0])
        changes[key] = tuple(line for line in moved if line.earlier_period)
    return {key: lines for key, lines in changes.items() if lines}


def movements_of(issued: IssuedStatement) -> tuple[Movement, ...]:
    """The movements of an issued statement, with the balance after each."""
    return _with_balances(issued.opening_minor, issued.lines)


def _movements(current: Mapping[LineName, StatedLine], past: Past, first_day: dt.date) -> tuple[Movement, ...]:
    return _with_balances(past.opening_minor, moved_lines(current, past, first_day))


def _with_balances(opening_minor: int, lines: Sequence[StatedLine]) -> tuple[Movement, ...]:
    balances = accumulate((line.amount_minor for line in lines), initial=opening_minor)
    return tuple(
        Movement(line, balance, line.earlier_period)
        for line, balance in zip(lines, islice(balances, 1, None), strict=True)
    )


class _Pages:
    """Fills statements from a position."""

    def __init__(self, position: Position, book: Book, policy: AgingPolicy) -> None:
        self._position, self._book, self._policy = position, book, policy
        self._open: dict[int, list[int]] = defaultdict(list)
        places = position.open_rows
        for place, account in zip(places.tolist(), position.debit_account[places].tolist(), strict=True):
            self._open[account].append(place)
        count = len(position.ledger.accounts)
        self._unapplied = sums_by_code(position.credit_account, position.unapplied_minor, count)
        hand = position.in_hand
        self._in_hand = sums_by_code(
            position.ledger.credits.account[hand], position.ledger.credits.amount_minor[hand], count
        )

    def page(self, key: tuple[str, str], month: str, past: Past, movements: tuple[Movement, ...]) -> Statement:
        """The draft of one account."""
        customer, currency = key
        account = self._position.ledger.accounts.codes.get(key)
        places = self._open.get(account, []) if account is not None else []
        items = tuple(self._item(place) for place in places)
        unapplied = int(self._unapplied[account]) if account is not None else 0
        due_now = sum(item.open_minor for item in items if item.days_past_due >= 0)
        first_day, last_day = month_span(month)
        last_day = min(last_day, self._position.as_of)  # a month under way has gone so far
        return Statement(
            number="",
            customer=customer,
            customer_name=self._of_customer(customer, "legal_name") or self._of_customer(customer, "name") or customer,
            customer_address=self._of_customer(customer, "address"),
            customer_tax_id=self._of_customer(customer, "tax_id"),
            language=self._of_customer(customer, "language") or self._book.company.language,
            currency=currency,
            exponent=exponent_of(currency),
            month=month,
            first_day=first_day,
            last_day=last_day,
            opening_minor=past.opening_minor,
            movements=movements,
            closing_minor=movements[-1].balance_minor if movements else past.opening_minor,
            carried=past.carried,
            open_items=items,
            aging_labels=bucket_labels(self._policy.buckets, self._policy.aging_by),
            aging_minor=self._aging(items),
            unapplied_minor=unapplied,
            in_hand_minor=int(self._in_hand[account]) if account is not None else 0,
            disputed_minor=sum(item.open_minor for item in items if item.disputed),
            due_now_minor=max(0, due_now - unapplied),
        )

    def _of_customer(self, customer: str, attribute: str) -> str:
        row = self._book.customers.row_of.get(customer)
        return "" if row is None else str(getattr(self._book.customers, attribute)[row])

    def _item(self, place: int) -> OpenItem:
        position, debits = self._position, self._position.ledger.debits
        row = position.debits[place]
        return OpenItem(
            document=str(debits.number[row]),
            kind=str(debits.kind[row]),
            date=debits.date[row].item(),
            due_date=position.due_date[place].item(),
            amount_minor=int(debits.amount_minor[row]),
            open_minor=int(position.open_minor[place]),
            days_past_due=int(position.days_past_due[place]),
            disputed=bool(position.disputed[place]),
        )

    def _aging(self, items: tuple[OpenItem, ...]) -> tuple[int, ...]:
        by_document = self._policy.aging_by == "document"
        counted_from = np.array([item.date if by_document else item.due_date for item in items], "datetime64[D]")
        days = days_past(counted_from, np.datetime64(self._position.as_of, "D"))
        bucket = bucket_of(days, self._policy.buckets, by_document)
        open_minor = np.array([item.open_minor for item in items], np.int64)
        return tuple(sums_by_code(bucket, open_minor, len(self._policy.buckets) + 2).tolist())
