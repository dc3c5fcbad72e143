"""Promises to pay, and whether they were kept (practice B10).

A promise is judged on the day after the promised one, by the receipts from the day of the contact to that day that
name its documents, or by any where it names none. Each receipt counts once, for the promise of the earliest day. At
least the amount less the tolerance is kept, more than nothing partly kept, nothing broken; a promise that another one
replaced before its day is none of these.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

import numpy as np

from arxl.errors import Amount, Sentence, label, sentence
from arxl.kernels.money import decimal_of, exponent_of
from arxl.practices.statement import OpenItem
from arxl.tables.names import parse_names
from arxl.tables.result import ResultColumn, ResultTable, Shows
from arxl.tables.schema import NO_AMOUNT, Book


class Verdict(StrEnum):
    """What became of a promise."""

    OPEN = label("not due yet")
    REPLACED = label("replaced")
    KEPT = label("kept")
    PARTLY = label("partly kept")
    BROKEN = label("broken")


@dataclass(frozen=True, slots=True)
class Promise:
    """A row of Contacts that promises something.

    Attributes:
        documents: numbers that it names; empty: any.
    """

    made_on: date
    customer: str
    currency: str
    minor: int
    promised_on: date
    documents: frozenset[str]


@dataclass(frozen=True, slots=True)
class Judged:
    """A promise, what came in for it, and what that makes of it."""

    promise: Promise
    paid_minor: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """What an account promised, and the day is not over.

    Attributes:
        documents: numbers that it names.
        past_due: it names none: whatever is past due on the day.
        until: the promised day, the last one of several.
    """

    documents: frozenset[str]
    past_due: bool
    until: date

    def covers(self, item: OpenItem) -> bool:
        """Whether a document is promised."""
        return item.document in self.documents or (self.past_due and item.days_past_due >= 0)


_ANY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Money:
    """A receipt of one account; `bounced_on` is None where it never did."""

    day: date
    minor: int
    names: frozenset[str]
    bounced_on: date | None

    def is_here(self, as_of: date) -> bool:
        """Whether it came in by the day and has not bounced."""
        return self.day <= as_of and (self.bounced_on is None or self.bounced_on > as_of)


def promises_of(book: Book, as_of: date) -> tuple[Promise, ...]:
    """Every promise with an amount and a day that was made by the day, by promised day, then by contact."""
    return PromiseBook(book).made_by(as_of)


def judged(book: Book, as_of: date, tolerance: Decimal) -> tuple[Judged, ...]:
    """Every promise as it stands on the day."""
    return PromiseBook(book).judged(as_of, tolerance)


@dataclass(frozen=True)
class PromiseBook:
    """The promises of a book and the money that may keep them, read once for all days."""

    book: Book

    @cached_property
    def promises(self) -> tuple[Promise, ...]:
        """All of them, by promised day, then by contact."""
        contacts = self.book.contacts
        rows = np.flatnonzero((contacts.promised_minor != NO_AMOUNT) & ~np.isnat(contacts.promised_on))
        promises = (
            Promise(
                made_on=contacts.date[row].item(),
                customer=str(contacts.customer[row]),
                currency=str(contacts.currency[row]),
                minor=int(contacts.promised_minor[row]),
                promised_on=contacts.promised_on[row].item(),
                documents=frozenset(name.number for name in parse_names(str(contacts.documents[row]))),
            )
            for row in rows.tolist()
        )
        return tuple(sorted(promises, key=_in_order))

    @cached_property
    def _money(self) -> Mapping[tuple[str, str], list[_Money]]:
        """(Customer, currency) -> what came in while a promise of the customer ran."""
        first: dict[str, date] = {}
        last: dict[str, date] = {}
        for one in self.promises:
            first[one.customer] = min(first.get(one.customer, one.made_on), one.made_on)
            last[one.customer] = max(last.get(one.customer, one.promised_on), one.promised_on)
        receipts = self.book.receipts
        theirs = np.fromiter((one in first for one in receipts.customer.tolist()), bool, len(receipts))
        rows = np.flatnonzero(theirs & (receipts.amount_minor > 0))
        found: dict[tuple[str, str], list[_Money]] = {}
        columns = receipts.customer, receipts.currency, receipts.date, receipts.amount_minor
        told = (*columns, receipts.applies_to, receipts.bounced_on)
        for customer, currency, came, minor, names, bounced in zip(*(one[rows].tolist() for one in told), strict=True):
            if first[customer] <= came <= last[customer]:
                named = frozenset(name.number for name in parse_names(names)) if names else _ANY
                found.setdefault((customer, currency), []).append(_Money(came, minor, named, bounced))
        return found

    @cached_property
    def _replaced_on(self) -> tuple[date, ...]:
        """The day on which each promise was replaced: the customer promised again, for the same documents, after it and
        before its day. That of a promise that never was lies beyond all days.
        """
        made: dict[tuple[str, str, frozenset[str]], list[date]] = {}
        for one in self.promises:
            made.setdefault((one.customer, one.currency, one.documents), []).append(one.made_on)
        return tuple(
            min(
                (day for day in made[one.customer, one.currency, one.documents] if one.made_on < day < one.promised_on),
                default=date.max,
            )
            for one in self.promises
        )

    def made_by(self, as_of: date) -> tuple[Promise, ...]:
        """Those made by the day."""
        return tuple(one for one in self.promises if one.made_on <= as_of)

    def judged(self, as_of: date, tolerance: Decimal, customers: Collection[str] | None = None) -> tuple[Judged, ...]:
        """Every promise as it stands on the day; those of some customers alone, where they are given."""
        left: dict[tuple[str, str], list[_Money]] = {}
        found = []
        for promise, replaced_on in zip(self.promises, self._replaced_on, strict=True):
            if promise.made_on > as_of or (customers is not None and promise.customer not in customers):
                continue
            if replaced_on <= as_of:
                found.append(Judged(promise, 0, Verdict.REPLACED))
                continue
            key = promise.customer, promise.currency
            if key not in left:
                left[key] = [one for one in self._money.get(key, ()) if one.is_here(as_of)]
            counted = [one for one in left[key] if _counts(one, promise)]
            left[key] = [one for one in left[key] if not _counts(one, promise)]
            paid = sum(one.minor for one in counted)
            allowed = int(tolerance.scaleb(exponent_of(promise.currency)))
            found.append(Judged(promise, paid, _verdict(promise, paid, allowed, as_of)))
        return tuple(found)


def _in_order(one: Promise) -> tuple[date, date, str, int, str, list[str]]:
    """By promised day; every part of a promise counts, so that the order of rows does not."""
    return one.promised_on, one.made_on, one.customer, one.minor, one.currency, sorted(one.documents)


def open_promises(rows: Iterable[Judged]) -> Mapping[tuple[str, str], OpenPromise]:
    """(Customer, currency) -> what is promised for a day that is not over; of several, all that they name."""
    found: dict[tuple[str, str], OpenPromise] = {}
    for one in rows:
        if one.verdict is Verdict.OPEN:
            promise, key = one.promise, (one.promise.customer, one.promise.currency)
            held = found.get(key, OpenPromise(frozenset(), False, promise.promised_on))
            found[key] = OpenPromise(
                held.documents | promise.documents,
                held.past_due or not promise.documents,
                max(held.until, promise.promised_on),
            )
    return found


def broken_within(rows: Iterable[Judged], as_of: date, days: int) -> Mapping[str, tuple[Judged, ...]]:
    """Customer -> its promises that were broken in the last `days` days, by promised day."""
    found: dict[str, list[Judged]] = {}
    for one in rows:
        if one.verdict is Verdict.BROKEN and (as_of - one.promise.promised_on).days <= days:
            found.setdefault(one.promise.customer, []).append(one)
    return {customer: tuple(ones) for customer, ones in found.items()}


def promises_table(rows: Iterable[Judged]) -> ResultTable:
    """One row a promise."""
    judgements = tuple(rows)

    def money(minor: int, currency: str) -> Amount:
        return Amount(decimal_of(minor, exponent_of(currency)), currency)

    promises = [one.promise for one in judgements]
    return ResultTable(
        label("Promises"),
        (
            ResultColumn("date", label("Date"), Shows.DATE, [one.made_on for one in promises]),
            ResultColumn(
                "documents", label("Documents"), Shows.TEXT, ["; ".join(sorted(one.documents)) for one in promises]
            ),
            ResultColumn("currency", label("Currency"), Shows.TEXT, [one.currency for one in promises]),
            ResultColumn(
                "promised", label("Promised Amount"), Shows.AMOUNT, [money(one.minor, one.currency) for one in promises]
            ),
            ResultColumn("promised_on", label("Promised On"), Shows.DATE, [one.promised_on for one in promises]),
            ResultColumn(
                "received",
                label("Received"),
                Shows.AMOUNT,
                [money(one.paid_minor, one.promise.currency) for one in judgements],
            ),
            ResultColumn("verdict", label("Verdict"), Shows.LABEL, [str(one.verdict) for one in judgements]),
        ),
    )


def promises_list(rows: Iterable[Judged], accepted: Mapping[Promise, Sequence[str]]) -> ResultTable:
    """One row a promise of any customer, the latest promised day first, and what is to be done now.

    Args:
        accepted: who accepted each promise for the seller.
    """
    judgements = sorted(rows, key=lambda one: (-one.promise.promised_on.toordinal(), one.promise.customer))
    names = ["; ".join(accepted.get(one.promise, ())) for one in judgements]
    table = promises_table(judgements)
    customers = [one.promise.customer for one in judgements]
    return ResultTable(
        table.title,
        (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, customers),
            *table.columns,
            ResultColumn("accepted", label("Accepted by"), Shows.TEXT, names),
            ResultColumn("next", label("Next step"), Shows.SENTENCES, [_next_step(one) for one in judgements]),
        ),
    )


def _next_step(one: Judged) -> tuple[Sentence, ...]:
    """What the verdict asks for: a part payment that differs from the promise asks for a new one the same day."""
    promise = one.promise
    rest = Amount(decimal_of(promise.minor - one.paid_minor, exponent_of(promise.currency)), promise.currency)
    match one.verdict:
        case Verdict.PARTLY:
            return (sentence("Ask today for a new promise of {rest}.", rest=rest),)
        case Verdict.OPEN if one.paid_minor and rest.value > 0:
            return (sentence("{rest} is still to come; ask today for a promise of the rest.", rest=rest),)
        case Verdict.BROKEN:
            return (sentence("Call today: nothing of it came in."),)
        case _:
            return ()


def _counts(money: _Money, promise: Promise) -> bool:
    in_time = promise.made_on <= money.day <= promise.promised_on
    return in_time and (not promise.documents or bool(promise.documents & money.names))


def _verdict(promise: Promise, paid: int, allowed: int, as_of: date) -> Verdict:
    if as_of <= promise.promised_on:
        return Verdict.OPEN
    if paid >= promise.minor - allowed:
        return Verdict.KEPT
    return Verdict.PARTLY if paid else Verdict.BROKEN
