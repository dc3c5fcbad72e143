"""Aging: the open balance by how late it is (practice B3).

An item due on the as-of date is not due; an item 30 days past due is in 1–30. By document date the age counts from
the document, the first bucket is 0–30, and "Not due" is empty. Unapplied cash and bills in hand stand in columns of
their own; disputed amounts are an "of which". For every account: sum of buckets - unapplied = balance.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count

import numpy as np

from arxl.errors import Sentence, label
from arxl.kernels.ages import aged_sums
from arxl.kernels.arrays import Int64s, Texts
from arxl.kernels.money import sums_by_code
from arxl.practices.cash_application import Position
from arxl.pulse import beat
from arxl.tables.buckets import bucket_labels
from arxl.tables.coded import coded
from arxl.tables.policy import AgingPolicy
from arxl.tables.result import Amounts, ResultColumn, ResultTable, Shows
from arxl.tables.schema import Customers


class Per(StrEnum):
    """What an aging has one row a currency for."""

    CUSTOMER = "customer"
    SALESPERSON = "salesperson"
    REGION = "region"
    GROUP = "group"
    CURRENCY = "currency"


HEADINGS = {
    Per.CUSTOMER: label("Customer ID"),
    Per.SALESPERSON: label("Salesperson"),
    Per.REGION: label("Region"),
    Per.GROUP: label("Group"),
    Per.CURRENCY: label("Currency"),
}


@dataclass(frozen=True)
class Aging:
    """Open balances by bucket, one row a holder and currency, in alphabetical order.

    Attributes:
        labels: one a bucket, beginning with "Not due".
        holder: (R,) customer, salesperson, region or group; the currency for `Per.CURRENCY`.
        buckets_minor: (R, B) open balance by bucket.
        unapplied_minor: (R,) receipts and credit notes with a balance left.
        in_hand_minor: (R,) cheques and bills received that have not cleared; not part of the balance.
        disputed_minor: (R,) what of the buckets is disputed.
    """

    as_of: dt.date
    by: str
    per: Per
    labels: tuple[str | Sentence, ...]
    holder: Texts
    name: Texts
    currency: Texts
    exponent: Int64s
    buckets_minor: Int64s
    unapplied_minor: Int64s
    in_hand_minor: Int64s
    disputed_minor: Int64s

    @property
    def balance_minor(self) -> Int64s:
        """(R,) what is owed, less what is on account."""
        balance: Int64s = self.buckets_minor.sum(axis=1) - self.unapplied_minor
        return balance

    def table(self) -> ResultTable:
        """The aging as rows and columns."""
        columns = [ResultColumn(self.per.value, HEADINGS[self.per], Shows.TEXT, self.holder.tolist())]
        if self.per is Per.CUSTOMER:
            columns.append(ResultColumn("name", label("Name"), Shows.TEXT, self.name.tolist()))
        if self.per is not Per.CURRENCY:
            columns.append(ResultColumn("currency", label("Currency"), Shows.TEXT, self.currency.tolist()))
        for bucket, heading in enumerate(self.labels):
            columns.append(self._amounts(f"bucket_{bucket}", heading, self.buckets_minor[:, bucket]))
        columns += [
            self._amounts("unapplied", label("Unapplied cash"), self.unapplied_minor),
            self._amounts("balance", label("Balance"), self.balance_minor),
            self._amounts("in_hand", label("In hand"), self.in_hand_minor),
            self._amounts("disputed", label("Of which disputed"), self.disputed_minor),
        ]
        return ResultTable(label("Aging"), tuple(columns))

    def _amounts(self, key: str, heading: str | Sentence, minor: Int64s) -> ResultColumn:
        beat()
        cells = Amounts(minor, self.exponent, self.currency.tolist())
        return ResultColumn(key, heading, Shows.AMOUNT, cells, totalled=True)


def aging_of(position: Position, customers: Customers, policy: AgingPolicy, per: Per = Per.CUSTOMER) -> Aging:
    """The aging at the position's day. Rows that hold nothing at all are left out."""
    ledger, rows = position.ledger, position.open_rows
    debit, credit = position.debits[rows], position.credits
    by_document = policy.aging_by == "document"
    counted_from = ledger.debits.date[debit] if by_document else position.due_date[rows]
    seats = _Seats(position, customers, per)
    debit_seat, credit_seat, hand_seat = (
        seats.of_debits(debit),
        seats.of_credits(credit),
        seats.of_credits(position.in_hand),
    )
    holders = seats.taken()
    count = len(holders)
    open_minor = position.open_minor[rows]
    as_of = np.datetime64(position.as_of, "D")
    buckets_minor = aged_sums(debit_seat, counted_from, as_of, open_minor, policy.buckets, by_document, count)
    aging = Aging(
        as_of=position.as_of,
        by=policy.aging_by,
        per=per,
        labels=bucket_labels(policy.buckets, policy.aging_by),
        holder=_texts([holder for holder, _ in holders]),
        name=_texts([customers.name_of(holder) if per is Per.CUSTOMER else "" for holder, _ in holders]),
        currency=_texts([currency for _, currency in holders]),
        exponent=np.array([seats.exponent[currency] for _, currency in holders], np.int64),
        buckets_minor=buckets_minor,
        unapplied_minor=sums_by_code(credit_seat, position.unapplied_minor, count),
        in_hand_minor=sums_by_code(hand_seat, ledger.credits.amount_minor[position.in_hand], count),
        disputed_minor=sums_by_code(debit_seat, np.where(position.disputed[rows], open_minor, 0), count),
    )
    return _in_order(aging)


class _Seats:
    """Which row of the aging an amount belongs to: its holder and currency, numbered as they are first met."""

    def __init__(self, position: Position, customers: Customers, per: Per) -> None:
        self._position, self._per = position, per
        self._codes: dict[tuple[str, str], int] = {}
        accounts = position.ledger.accounts
        self._currency = accounts.currency.tolist()
        self.exponent = dict(zip(self._currency, accounts.exponent.tolist(), strict=True))
        holders = self._currency if per is Per.CURRENCY else _holders(accounts.customer.tolist(), customers, per)
        self._of_account = self._numbered(zip(holders, self._currency, strict=True))

    def of_debits(self, rows: Int64s) -> Int64s:
        """Seats of rows of `ledger.debits`; the salesperson is the document's, else the customer's."""
        debits = self._position.ledger.debits
        account = debits.account[rows]
        if self._per is not Per.SALESPERSON:
            return self._of_account[account]
        own = coded(debits.salesperson[rows])
        pairs, place = np.unique(own.code * len(self._currency) + account, return_inverse=True)
        text, of_pair = pairs // max(len(self._currency), 1), pairs % max(len(self._currency), 1)
        seats = self._numbered(
            (own.texts[at], self._currency[code]) for at, code in zip(text.tolist(), of_pair.tolist(), strict=True)
        )
        named = np.array([own.texts[at] != "" for at in text.tolist()], bool)
        return np.where(named, seats, self._of_account[of_pair])[place]

    def of_credits(self, rows: Int64s) -> Int64s:
        """Seats of rows of `ledger.credits`."""
        return self._of_account[self._position.ledger.credits.account[rows]]

    def _numbered(self, holders: Iterable[tuple[str, str]]) -> Int64s:
        listed = list(holders)
        new = [holder for holder in dict.fromkeys(listed) if holder not in self._codes]
        self._codes.update(zip(new, count(len(self._codes))))
        return np.fromiter(map(self._codes.__getitem__, listed), np.int64, len(listed))

    def taken(self) -> list[tuple[str, str]]:
        """(holder, currency) by seat."""
        return list(self._codes)


def _holders(of_accounts: Sequence[str], customers: Customers, per: Per) -> list[str]:
    """Whose row each account's customer is in."""
    if per is Per.CUSTOMER:
        return list(of_accounts)
    known = customers.by_id(per.value)
    holders = [known.get(customer, "") for customer in of_accounts]
    if per is Per.GROUP:
        holders = [group or customer for group, customer in zip(holders, of_accounts, strict=True)]
    return holders


def _in_order(aging: Aging) -> Aging:
    """The rows that hold something, by holder, then currency."""
    held = aging.buckets_minor.any(axis=1) | (aging.unapplied_minor != 0) | (aging.in_hand_minor != 0)
    keys = list(zip(aging.holder.tolist(), aging.currency.tolist(), strict=True))
    order = np.array(sorted(np.flatnonzero(held).tolist(), key=keys.__getitem__), np.int64)
    return replace(
        aging,
        holder=aging.holder[order],
        name=aging.name[order],
        currency=aging.currency[order],
        exponent=aging.exponent[order],
        buckets_minor=aging.buckets_minor[order],
        unapplied_minor=aging.unapplied_minor[order],
        in_hand_minor=aging.in_hand_minor[order],
        disputed_minor=aging.disputed_minor[order],
    )


def _texts(values: Sequence[str]) -> Texts:
    array = np.empty(len(values), object)
    array[:] = values
    return array
