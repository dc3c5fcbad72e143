"""Promises to pay, and whether they were kept (practice B10).

A promise is judged on the day after the promised one, by the receipts from the day of the contact to that day: those
that name its documents and those that name none, or any where it names none itself. Each receipt counts once, for the
promise of the earliest day; what it gives to a document that it names with an amount counts by itself. A date in
Settled On stands for a receipt. At least the amount less the tolerance is kept, more than nothing partly kept, nothing
broken; a promise that another one about the same replaced before its day is none of these, nor is one for a day before
its contact, which is a slip of the pen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

import numpy as np

from arxl.errors import Amount, Sentence, label, sentence
from arxl.kernels.money import decimal_of, exponent_of
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

    @property
    def is_outstanding(self) -> bool:
        """Whether its day is not over and something of it is still to come."""
        return self.verdict is Verdict.OPEN and self.paid_minor < self.promise.minor


_ANY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Money:
    """A receipt of one account, or what it gives to one document; `bounced_on` is None where it never did."""

    day: date
    minor: int
    names: frozenset[str]
    bounced_on: date | None

    def is_here(self, as_of: date) -> bool:
        """Whether it came in by the day and has not bounced."""
        return self.day <= as_of and (self.bounced_on is None or self.bounced_on > as_of)


_NEVER = date.max, date.min


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
        rows = np.flatnonzero((contacts.promised_minor != NO_AMOUNT) & (contacts.promised_on >= contacts.date))
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
        ran: dict[str, tuple[date, date]] = {}
        for one in self.promises:
            first, last = ran.get(one.customer, (one.made_on, one.promised_on))
            ran[one.customer] = min(first, one.made_on), max(last, one.promised_on)
        found: dict[tuple[str, str], list[_Money]] = {}
        for customer, currency, money in (*self._receipts(ran), *self._settled(ran)):
            found.setdefault((customer, currency), []).append(money)
        return found

    def _receipts(self, ran: Mapping[str, tuple[date, date]]) -> Iterator[tuple[str, str, _Money]]:
        """The receipts of some customers between two days, in the parts that they name."""
        receipts = self.book.receipts
        theirs = np.fromiter((one in ran for one in receipts.customer.tolist()), bool, len(receipts))
        rows = np.flatnonzero(theirs & (receipts.amount_minor > 0))
        columns = receipts.customer, receipts.currency, receipts.date, receipts.amount_minor
        told = (*columns, receipts.applies_to, receipts.bounced_on)
        for customer, currency, came, minor, names, bounced in zip(*(one[rows].tolist() for one in told), strict=True):
            first, last = ran[customer]
            if not first <= came <= last:
                continue
            for part, named in _parts(minor, names, currency):
                yield customer, currency, _Money(came, part, named, bounced)

    def _settled(self, ran: Mapping[str, tuple[date, date]]) -> Iterator[tuple[str, str, _Money]]:
        """The deliveries of some customers that a date in Settled On between two days says are received in full."""
        deliveries = self.book.deliveries
        for row in np.flatnonzero(~np.isnat(deliveries.settled_on) & (deliveries.amount_minor > 0)).tolist():
            customer, day = str(deliveries.customer[row]), deliveries.settled_on[row].item()
            first, last = ran.get(customer, _NEVER)
            if first <= day <= last:
                named, minor = frozenset((str(deliveries.document[row]),)), int(deliveries.amount_minor[row])
                yield customer, str(deliveries.currency[row]), _Money(day, minor, named, None)

    @cached_property
    def _replaced_on(self) -> tuple[date, ...]:
        """The day on which each promise was replaced: the customer promised again, about the same, after it and before
        its day. That of a promise that never was lies beyond all days.
        """
        theirs: dict[tuple[str, str], list[Promise]] = {}
        for one in self.promises:
            theirs.setdefault((one.customer, one.currency), []).append(one)
        return tuple(
            min(
                (again.made_on for again in theirs[one.customer, one.currency] if _replaces(again, one)),
                default=date.max,
            )
            for one in self.promises
        )

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


def by_account(rows: Iterable[Judged]) -> Mapping[tuple[str, str], tuple[Judged, ...]]:
    """(Customer, currency) -> its promises, in their order."""
    found: dict[tuple[str, str], list[Judged]] = {}
    for one in rows:
        found.setdefault((one.promise.customer, one.promise.currency), []).append(one)
    return {key: tuple(theirs) for key, theirs in found.items()}


def promised_days(outstanding: Iterable[Judged], items: Iterable[tuple[str, int]]) -> dict[str, date]:
    """Document -> the earliest day for which it is promised, of one account.

    A promise that names no document is about the oldest, as receipts would settle them, as far as what is still to come
    of it covers them whole: a small promise does not hide a large debt.

    Args:
        outstanding: promises of the account of which something is to come, by promised day.
        items: document and what is open of it, in the order in which receipts settle them.
    """
    listed = list(items)
    found: dict[str, date] = {}
    for one in outstanding:
        left = one.promise.minor - one.paid_minor
        for document, minor in listed:
            if one.promise.documents:
                covered = document in one.promise.documents
            else:
                covered = minor <= left and document not in found
                left -= 0 if document in found else minor
            if covered:
                found.setdefault(document, one.promise.promised_on)
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
    return in_time and (not promise.documents or not money.names or bool(promise.documents & money.names))


def _replaces(again: Promise, promise: Promise) -> bool:
    """Whether a promise made before the day of another is about one of its documents, or one of both names none."""
    if not promise.made_on < again.made_on < promise.promised_on:
        return False
    return not promise.documents or not again.documents or not promise.documents.isdisjoint(again.documents)


def _parts(minor: int, names: str, currency: str) -> Iterator[tuple[int, frozenset[str]]]:
    """A receipt in parts: what it gives to each document named with an amount, and the rest to all others named."""
    left, others = minor, set[str]()
    for name in parse_names(names) if names else ():
        if name.amount is None:
            others.add(name.number)
            continue
        part = min(left, int(name.amount.scaleb(exponent_of(currency))))
        left -= part
        if part:
            yield part, frozenset((name.number,))
    if left:
        yield left, frozenset(others) if others else _ANY


def _verdict(promise: Promise, paid: int, allowed: int, as_of: date) -> Verdict:
    if as_of <= promise.promised_on:
        return Verdict.OPEN
    if paid >= promise.minor - allowed:
        return Verdict.KEPT
    return Verdict.PARTLY if paid else Verdict.BROKEN
