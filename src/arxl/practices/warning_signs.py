"""Signs of trouble that the figures show (practice B8).

- **Purchases** are invoices, by customer and currency, of the last 30 days; of 90 where the median gap between the
  customer's orders is above 15 days. The norm is the mean of the same days one and two years back; where the purchases
  reach back less than 13 months, the mean of the 3 to 12 windows before; else there is none, and no sign. Nor is there
  one where the norm is 0, or where all orders are of one day: they show no rhythm.
- **Slower payment**: the mean days late of the documents that receipts settled over the last 90 days, or over the
  last 30 where these alone have 3 of them, beside the 365 days before the 90. Early counts 0.
- **First part payment**: a receipt that leaves a document partly open at the end of its day, after at least 5 in a row
  that left none.
- **Second request for extension** within 90 days, **bounced receipt**, **new method of payment** (unseen in 365 days,
  after 5 receipts): as the rows say.

Purchases and lateness last: the days on which they show are judged one by one, and an unbroken run of days is one
sign, dated by its first. What happened on a day is judged by the one matching at the as-of date.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from arxl.errors import Sentence, label, sentence
from arxl.kernels import signals
from arxl.kernels.arrays import Bools, Days, Int64s
from arxl.kernels.settlement import Rule
from arxl.kernels.signals import Against, DailySums, Lateness
from arxl.practices.cash_application import Position, effective_date
from arxl.tables.coded import coded
from arxl.tables.desk_policy import WarningPolicy
from arxl.tables.ledger import INVOICE, REFUND
from arxl.tables.schema import Book

PURCHASES_UP, PURCHASES_DOWN = label("purchases up"), label("purchases down")
SLOWER = label("slower payment")
PART_PAYMENT = label("first part payment")
EXTENSION = label("second request for extension")
BOUNCED = label("bounced receipt")
NEW_METHOD = label("new method of payment")
COMPUTED = (PURCHASES_UP, PURCHASES_DOWN, SLOWER, PART_PAYMENT, EXTENSION, BOUNCED, NEW_METHOD)

FULL_RECEIPTS = 5
"""After so many receipts, what a customer does otherwise is news."""

SEEN_DAYS = 365
_GAP_DAYS, _WINDOW_DAYS, _LONG_WINDOW_DAYS = 15, 30, 90
_LOOK_BACK_DAYS = 2 * signals.YEAR_DAYS + 2 * _LONG_WINDOW_DAYS
_BLOCK_CELLS = 1 << 19  # days of accounts that are looked at together: they fit the processor's cache


class Sign(NamedTuple):
    """One turn to the worse.

    Attributes:
        since: the first day of the unbroken run of days on which it shows.
        figures: the norm, how it is now, since when.
        evidence: number of the receipt, where one shows it.
    """

    customer: str
    signal: str
    since: dt.date
    figures: Sentence
    evidence: str = ""


# --- what rows tell by themselves ----------------------------------------------------------------------------------


def told_signs(book: Book, policy: WarningPolicy) -> tuple[Sign, ...]:
    """Signs that rows tell by themselves, on any day: receipts that bounced, methods, requests for extension."""
    return (*_bounced(book), *_new_methods(book), *_extensions(book, policy.warn_extension_days))


def _bounced(book: Book) -> Iterator[Sign]:
    receipts = book.receipts
    for row in np.flatnonzero(~np.isnat(receipts.bounced_on) & (receipts.amount_minor > 0)).tolist():
        number, bounced_on = str(receipts.receipt[row]), receipts.bounced_on[row].item()
        said = sentence(
            "{receipt} of {received} bounced on {date}.",
            receipt=number,
            received=receipts.date[row].item(),
            date=bounced_on,
        )
        yield Sign(str(receipts.customer[row]), BOUNCED, bounced_on, said, number)


def _new_methods(book: Book) -> Iterator[Sign]:
    """The first receipt of a day by a method that the customer did not use for a year, after 5 earlier receipts."""
    receipts = book.receipts
    rows = np.flatnonzero((receipts.method != "") & (receipts.amount_minor > 0))
    customer, method = coded(receipts.customer[rows]), coded(receipts.method[rows])
    day = receipts.date[rows].astype("datetime64[D]").astype(np.int64)
    earlier = signals.earlier_by_code(customer.code, day)
    kind = customer.code * len(method.texts) + method.code
    unseen = signals.unseen_for(kind, day, SEEN_DAYS) & (earlier >= FULL_RECEIPTS)
    numbers: dict[tuple[int, int], list[str]] = defaultdict(list)
    for at in np.flatnonzero(unseen).tolist():
        numbers[int(kind[at]), int(day[at])].append(str(receipts.receipt[rows[at]]))
    told = {(int(kind[at]), int(day[at])): at for at in np.flatnonzero(unseen).tolist()}
    for key, at in told.items():
        row, number = rows[at], min(numbers[key])
        received = receipts.date[row].item()
        said = sentence(
            "{receipt} of {date} came by {method}, not seen in {days} days before; receipts before it: {count}.",
            receipt=number,
            date=received,
            method=Sentence(str(receipts.method[row])),
            days=SEEN_DAYS,
            count=int(earlier[at]),
        )
        yield Sign(str(receipts.customer[row]), NEW_METHOD, received, said, number)


def _extensions(book: Book, within_days: int) -> Iterator[Sign]:
    contacts = book.contacts
    asked: dict[str, set[dt.date]] = defaultdict(set)
    for row in np.flatnonzero(contacts.extension_asked == "yes").tolist():
        asked[str(contacts.customer[row])].add(contacts.date[row].item())
    for customer, days in asked.items():
        ordered = sorted(days)
        for before, day in pairwise(ordered):
            if (day - before).days <= within_days:
                said = sentence("An extension was asked for on {before} and again on {date}.", before=before, date=day)
                yield Sign(customer, EXTENSION, day, said)


# --- what purchases and settlements show ---------------------------------------------------------------------------


def position_signs(position: Position, policy: WarningPolicy) -> tuple[Sign, ...]:
    """Signs that purchases and settlements show up to the position's day, as far back as a warning may reach."""
    return (
        *_purchases(position, policy),
        *_slower_payment(position, policy),
        *_part_payments(position, policy),
    )


def _days_to_judge(position: Position, policy: WarningPolicy, first: np.datetime64) -> Days:
    """The days on which a warning in force may have turned up, and one before: what shows then began too long ago."""
    last = np.datetime64(position.as_of, "D")
    days: Days = np.arange(max(last - max(policy.warn_expiry_days) - 1, first - 1), last + 1)
    return days


def _purchases(position: Position, policy: WarningPolicy) -> Iterator[Sign]:
    debits = position.ledger.debits
    rows = position.debits[debits.kind[position.debits] == INVOICE]
    if not len(rows):
        return
    date, minor = debits.date[rows], debits.amount_minor[rows]
    account, code = np.unique(debits.account[rows], return_inverse=True)
    began = np.full(len(account), date.max())
    np.minimum.at(began, code, date)
    gaps = signals.order_gaps(code, date, len(account))
    began[gaps == 0] = date.max() + 1  # one order shows no rhythm, and has no norm
    length = np.where(gaps > _GAP_DAYS, _LONG_WINDOW_DAYS, _WINDOW_DAYS)
    days = _days_to_judge(position, policy, date.min())
    first = days[0] - _LOOK_BACK_DAYS
    up, down = Fraction(policy.warn_purchases_high), Fraction(policy.warn_purchases_low)
    for begin, end in _blocks(len(account), days[-1] - first):
        own = slice(*np.searchsorted(code, (begin, end)))
        sums = DailySums.of(code[own] - begin, date[own], minor[own], end - begin, first, days[-1])
        against = signals.against_norm(sums, began[begin:end], days, length[begin:end])
        for signal, shows in ((PURCHASES_UP, against.above(up)), (PURCHASES_DOWN, against.below(down))):
            for at, since, last in _runs(shows):
                said = _purchases_said(
                    position, account[begin + at], against, (at, last), length[begin + at], days, since
                )
                yield Sign(_customer(position, account[begin + at]), signal, days[since].item(), said)


def _purchases_said(
    position: Position,
    account: np.int64,
    against: Against,
    at: tuple[int, int],
    length: np.int64,
    days: Days,
    since: int,
) -> Sentence:
    now, usual, windows = (int(column[at]) for column in against)
    return sentence(
        "Purchases of the {days} days to {date} are {now}, {percent} % of the norm of {norm}; so since {since}.",
        days=int(length),
        date=days[at[1]].item(),
        now=position.amount(int(account), now),
        percent=_rounded(Decimal(now * windows * 100) / usual, "1"),
        norm=position.amount(int(account), int(_rounded(Decimal(usual) / windows, "1"))),
        since=days[since].item(),
    )


def _slower_payment(position: Position, policy: WarningPolicy) -> Iterator[Sign]:
    of_account = _customers(position)
    places, settled_on = _settled_by_receipts(position)
    if not len(places):
        return
    late = np.maximum((settled_on - position.due_date[places]).astype(np.int64), 0)
    customer, code = np.unique(of_account[position.debit_account[places]], return_inverse=True)
    order = np.argsort(code, kind="stable")
    code, late, settled_on = code[order], late[order], settled_on[order]
    days = _days_to_judge(position, policy, settled_on.min())
    first = days[0] - signals.LATE_WINDOWS[0] - signals.YEAR_DAYS
    for begin, end in _blocks(len(customer), days[-1] - first):
        own = slice(*np.searchsorted(code, (begin, end)))
        late_days, documents = (
            DailySums.of(code[own] - begin, settled_on[own], value, end - begin, first, days[-1])
            for value in (late[own], np.ones_like(late[own]))
        )
        lateness = signals.lateness_against_year(late_days, documents, days, policy.warn_days_slower)
        for at, since, last in _runs(np.logical_or(*lateness.slower)):
            said = _slower_said(lateness, (at, last), days, since)
            yield Sign(
                _customer(position, np.searchsorted(of_account, customer[begin + at])), SLOWER, days[since].item(), said
            )


def _settled_by_receipts(position: Position) -> tuple[Int64s, Days]:
    """Places of the documents that receipts settled in full, and the day on which each was."""
    settled, ledger = position.settled, position.ledger
    paid = np.zeros(len(position.debits), bool)
    paid[settled.debit[ledger.credits.is_receipt[position.credits[settled.credit]]]] = True
    last = np.full(len(position.debits), np.datetime64(dt.date.min, "D"))
    np.maximum.at(last, settled.debit, position.allocation_date)
    places = np.flatnonzero(paid & (position.open_minor == 0) & (ledger.debits.kind[position.debits] != REFUND))
    return places, last[places]


def _slower_said(lateness: Lateness, at: tuple[int, int], days: Days, since: int) -> Sentence:
    window = int(np.argmax(lateness.slower[:, *at]))
    documents, usual_documents = int(lateness.documents[window, *at]), int(lateness.usual_documents[at])
    return sentence(
        "The {count} documents settled in the {days} days to {date} were {now} days late on average; the {usual_count}"
        " of the 365 days before were {usual}. So since {since}.",
        count=documents,
        days=signals.LATE_WINDOWS[window],
        date=days[at[1]].item(),
        now=_rounded(Decimal(int(lateness.late_days[window, *at])) / documents, "0.1"),
        usual_count=usual_documents,
        usual=_rounded(Decimal(int(lateness.usual_days[at])) / usual_documents, "0.1"),
        since=days[since].item(),
    )


def _part_payments(position: Position, policy: WarningPolicy) -> Iterator[Sign]:
    ledger = position.ledger
    left = _left_open(position)
    places = np.flatnonzero(ledger.credits.is_receipt[position.credits])
    whose = _customers(position)[position.credit_account[places]]
    day = effective_date(ledger, position.bills_settle)[position.credits[places]]
    is_partial = left.minor[places] > 0
    places = places[order := np.lexsort((is_partial, day, whose))]
    full = signals.first_after_full(whose[order], is_partial[order], FULL_RECEIPTS)
    recent = day[order] >= np.datetime64(position.as_of, "D") - max(policy.warn_expiry_days)
    for at in np.flatnonzero((full > 0) & recent).tolist():
        account, document = int(position.credit_account[places[at]]), position.debits[left.debit[places[at]]]
        number, since = str(ledger.credits.number[position.credits[places[at]]]), day[order[at]].item()
        said = sentence(
            "{receipt} of {date} leaves {open} of {document} open; the {count} receipts before it left nothing open.",
            receipt=number,
            date=since,
            open=position.amount(account, int(left.minor[places[at]])),
            document=ledger.debits.number[document],
            count=int(full[at]),
        )
        yield Sign(_customer(position, account), PART_PAYMENT, since, said, number)


class _LeftOpen(NamedTuple):
    """What each credit of a position leaves open of a document that it settles in part.

    Attributes:
        minor: (C,) the rest at the end of its day; 0 where it leaves none.
        debit: (C,) place of that document.
    """

    minor: Int64s
    debit: Int64s


def _left_open(position: Position) -> _LeftOpen:
    """Documents count that were there when the money came: what waited for a later one was no part payment of it."""
    settled, date = position.settled, position.allocation_date
    order = np.lexsort((date, settled.debit))
    debit, day, credit = settled.debit[order], date[order], settled.credit[order]
    last_of_day = np.ones(len(order), bool)
    last_of_day[:-1] = (debit[1:] != debit[:-1]) | (day[1:] != day[:-1])
    rest = position.ledger.debits.amount_minor[position.debits[debit]] - _running(debit, settled.amount_minor[order])
    at_close = rest[np.flatnonzero(last_of_day)[np.cumsum(last_of_day) - last_of_day]]
    came = effective_date(position.ledger, position.bills_settle)[position.credits[credit]]
    by_money = (settled.rule[order] == Rule.NAMED) | (settled.rule[order] == Rule.OLDEST)
    refund = position.ledger.debits.is_refund[position.debits[debit]]
    partly = np.flatnonzero((at_close > 0) & (came == day) & by_money & ~refund)[::-1]
    left = _LeftOpen(np.zeros(len(position.credits), np.int64), np.zeros(len(position.credits), np.int64))
    left.minor[credit[partly]] = at_close[partly]  # of several documents, the first in the order of settling
    left.debit[credit[partly]] = debit[partly]
    return left


def _running(code: Int64s, minor: Int64s) -> Int64s:
    """(N,) sums so far within each stretch of equal codes."""
    if not len(code):
        return minor
    total = np.cumsum(minor)
    begins = np.flatnonzero(np.concatenate([[True], code[1:] != code[:-1]]))
    before = np.repeat(total[begins] - minor[begins], np.diff([*begins.tolist(), len(code)]))
    running: Int64s = total - before
    return running


# --- how it is walked and said -------------------------------------------------------------------------------------


def _blocks(codes: int, span: np.timedelta64) -> Iterator[tuple[int, int]]:
    """Stretches of codes whose days are looked at together."""
    size = max(1, _BLOCK_CELLS // (int(span.astype(np.int64)) + 1))
    for begin in range(0, codes, size):
        yield begin, min(begin + size, codes)


def _runs(shows: Bools) -> Iterator[tuple[int, int, int]]:
    """(code, first place, last place) of the runs whose first day is known."""
    found = signals.last_runs(shows)
    for code, start, end in zip(*(column.tolist() for column in found), strict=True):
        if start:
            yield code, start, end


def _customers(position: Position) -> Int64s:
    """(A,) code of each account's customer, rising: accounts are in the order of customers."""
    names = position.ledger.accounts.customer
    code = np.zeros(len(names), np.int64)
    code[1:] = np.cumsum(names[1:] != names[:-1])
    return code


def _customer(position: Position, account: int | np.int64) -> str:
    return str(position.ledger.accounts.customer[account])


def _rounded(value: Decimal, to: str) -> Decimal:
    return value.quantize(Decimal(to), ROUND_HALF_UP)
