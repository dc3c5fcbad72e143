"""What is at stake by waiting, item by item: the sum of the formula before its factors (practice C4).

An item counts where it is overdue, sold or promised for the day. A promise that names documents is about those; one
that names none is about the oldest that it covers whole. A promise that came in early, or was replaced, counts no
more.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from arxl.errors import Amount, Fault, Faulty
from arxl.kernels.ages import bucket_of
from arxl.kernels.arrays import Bools, Days, Float64s, Int64s
from arxl.kernels.money import exponent_of, sums_by_code
from arxl.practices.cash_application import Position
from arxl.practices.promises import Judged, Promise, by_account, promised_days
from arxl.tables.rates import Exchange

_NEVER = np.datetime64("NaT", "D")


def losses_by_waiting(chances: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """What a unit of money in each bucket loses in hope until the next, "not due" first; never below 0.

    >>> [str(loss) for loss in losses_by_waiting((Decimal("0.98"), Decimal("0.95"), Decimal("0.96"), Decimal("0.15")))]
    ['0.03', '0', '0.81', '0.15']
    """
    after = (*chances[1:], Decimal(0))
    return tuple(max(Decimal(0), chance - later) for chance, later in zip(chances, after, strict=True))


class Listed(NamedTuple):
    """The items that count, by account, then in settling order.

    Attributes:
        rows: (N,) positions in `position.debits`.
        promised_on: (N,) the day for which each is promised; NaT where it is not.
        sold: (N,) True where it is sold.
        due_of: customer -> the promises that are due on the day; ahead_of: those that are due later.
    """

    rows: Int64s
    promised_on: Days
    sold: Bools
    due_of: Mapping[str, tuple[Promise, ...]]
    ahead_of: Mapping[str, tuple[Promise, ...]]


def listed_items(position: Position, promises: Iterable[Judged], sold_percent: Float64s, sold_due: int) -> Listed:
    """What is overdue, sold or promised for the position's day.

    Args:
        promises: as judged on the day.
        sold_percent: (D,) percent sold of each debit; NaN where nothing is reported.
        sold_due: percent from which a delivery counts as sold.
    """
    rows = position.open_rows[~position.ledger.debits.is_refund[position.debits[position.open_rows]]]
    outstanding = [one for one in promises if one.is_outstanding]
    promised_on = _promised_on(position, rows, by_account(outstanding))
    sold = sold_percent[rows] >= sold_due
    today = np.datetime64(position.as_of, "D")
    counts = np.flatnonzero((position.days_past_due[rows] > 0) | sold | (promised_on == today))
    due_of, ahead_of = defaultdict[str, list[Promise]](list), defaultdict[str, list[Promise]](list)
    for promise in (one.promise for one in outstanding):
        (due_of if promise.promised_on == position.as_of else ahead_of)[promise.customer].append(promise)
    return Listed(rows[counts], promised_on[counts], sold[counts], _tuples(due_of), _tuples(ahead_of))


def _promised_on(position: Position, rows: Int64s, promises: Mapping[tuple[str, str], Sequence[Judged]]) -> Days:
    """(N,) the earliest day for which each open item is promised."""
    found = np.full(len(rows), _NEVER)
    account, numbers = position.debit_account[rows], position.ledger.debits.number[position.debits[rows]]
    for key, theirs in promises.items():
        code = position.ledger.accounts.codes.get(key)
        if code is None:
            continue
        first, last = np.searchsorted(account, [code, code + 1]).tolist()
        documents = numbers[first:last].tolist()
        days = promised_days(theirs, zip(documents, position.open_minor[rows[first:last]].tolist(), strict=True))
        for place, document in enumerate(documents, first):
            if document in days:
                found[place] = np.datetime64(days[document], "D")
    return found


def _tuples(lists: Mapping[str, list[Promise]]) -> dict[str, tuple[Promise, ...]]:
    return {key: tuple(values) for key, values in lists.items()}


@dataclass(slots=True)
class Weighed:
    """A customer's items: from the first to before the last of `Listed.rows`; its money and what is at stake."""

    first: int
    last: int
    amount: Amount
    at_stake: Decimal


def weighed_items(
    position: Position, listed: Listed, losses: Sequence[Decimal], edges: Sequence[int], exchange: Exchange, home: str
) -> tuple[dict[str, Weighed], tuple[Fault, ...]]:
    """Customer -> items and money in the currency `home`; and the rates that are missing, whose customers are left out.

    Args:
        losses: of a unit of money in each bucket, as `losses_by_waiting` answers them.
        edges: last day of each bucket.
    """
    rows = listed.rows
    accounts, account = position.ledger.accounts, position.debit_account[rows]
    bucket = bucket_of(np.maximum(position.days_past_due[rows], 0), edges, by_document=False)
    sums = sums_by_code(account * len(losses) + bucket, position.open_minor[rows], len(accounts) * len(losses))
    rates, faults = dict[str, Decimal | None](), list[Fault]()
    exponent = exponent_of(home) if home else 0
    found: dict[str, Weighed] = {}
    missing: set[str] = set()
    bounds = [*np.flatnonzero(np.diff(account, prepend=-1)).tolist(), len(rows)]
    for first, last in pairwise(bounds):
        code = int(account[first])
        customer, currency = str(accounts.customer[code]), str(accounts.currency[code])
        if currency not in rates:
            rates[currency], missed = _rate(exchange, currency, position.as_of)
            faults += missed
        rate = rates[currency]
        if rate is None:
            missing.add(customer)
            continue
        unit = rate.scaleb(-int(accounts.exponent[code]))
        of_bucket = sums[code * len(losses) : (code + 1) * len(losses)].tolist()
        stake = sum((minor * loss for minor, loss in zip(of_bucket, losses, strict=True) if minor), Decimal(0)) * unit
        money = sum(of_bucket) * unit
        known = found.setdefault(customer, Weighed(first, last, Amount(Decimal(0), home), Decimal(0)))
        known.last, known.at_stake = last, known.at_stake + stake
        known.amount = Amount(known.amount.value + money, home)
    for one in found.values():
        one.amount = Amount(rounded(one.amount.value, exponent), home)
    return {customer: one for customer, one in found.items() if customer not in missing}, tuple(faults)


def _rate(exchange: Exchange, currency: str, on: dt.date) -> tuple[Decimal | None, tuple[Fault, ...]]:
    try:
        return exchange.rate(currency, on), ()
    except Faulty as error:
        return None, error.faults


def rounded(value: Decimal, exponent: int) -> Decimal:
    """Half-up to so many decimals."""
    return value.quantize(Decimal(1).scaleb(-exponent), ROUND_HALF_UP)
