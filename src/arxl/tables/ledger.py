"""The ledger: every document that raises or lowers what a customer owes, by account (practice B2).

An account is one customer in one currency; nothing is ever matched across accounts. Debits are deliveries, debit
notes, openings and refunds; credits are credit notes and receipts. Amounts are positive on both sides. The ledger has
no as-of date: what is true on a day is the business of `practices.cash_application`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import TypeVar

import numpy as np

from arxl.errors import label
from arxl.kernels.arrays import AnyArray, Bools, Days, Int64s, Texts
from arxl.kernels.money import exponent_of
from arxl.tables.names import Named, natural_key, parse_names
from arxl.tables.schema import Book
from arxl.tables.terms import Terms, parse_terms

INVOICE, DEBIT_NOTE, OPENING, REFUND = label("invoice"), label("debit note"), label("opening"), label("refund")
CREDIT_NOTE, RECEIPT = label("credit note"), label("receipt")
SETTLED = " settled"  # ends the number of a receipt that a date in Settled On stands for
NAT = np.datetime64("NaT", "D")

Columns = Mapping[str, AnyArray]  # one source of one side of the ledger: column name -> (N,) values


@dataclass(frozen=True)
class Accounts:
    """Customer and currency, in alphabetical order; the position is the account's code."""

    customer: Texts
    currency: Texts
    exponent: Int64s

    def __len__(self) -> int:
        return len(self.customer)

    @cached_property
    def codes(self) -> Mapping[tuple[str, str], int]:
        """(customer, currency) -> code."""
        return {key: code for code, key in enumerate(zip(self.customer, self.currency, strict=True))}


@dataclass(frozen=True)
class Debits:
    """What raises the balance. `rank` orders equal dates by number; `terms_code` points into `Ledger.terms`."""

    account: Int64s
    number: Texts
    kind: Texts
    date: Days
    own_due_date: Days  # NaT: by the terms
    amount_minor: Int64s
    terms_code: Int64s
    order: Texts
    salesperson: Texts
    disputed_on: Days  # NaT: never disputed
    dispute_settled_on: Days  # NaT: not settled
    rank: Int64s
    names: AnyArray  # tuple of Named a row; of a refund: the receipt that is paid back

    def __len__(self) -> int:
        return len(self.account)


@dataclass(frozen=True)
class Credits:
    """What lowers the balance. `clears_on` and `bounced_on` are NaT where they do not apply.

    An `implied` receipt is one that `Settled On` stands for: its amount is the most that it can bring, which is what
    its document still lacks once everything that names it is carried out.
    """

    account: Int64s
    number: Texts
    kind: Texts
    date: Days
    clears_on: Days
    bounced_on: Days
    amount_minor: Int64s
    rank: Int64s
    names: AnyArray
    implied: Bools

    def __len__(self) -> int:
        return len(self.account)

    @property
    def is_receipt(self) -> Bools:
        """True for money, False for credit notes."""
        return np.asarray(self.kind == RECEIPT, bool)


S = TypeVar("S", Debits, Credits)


@dataclass(frozen=True)
class Ledger:
    """All accounts of a book."""

    accounts: Accounts
    debits: Debits
    credits: Credits
    terms: tuple[Terms, ...]

    @property
    def first_day(self) -> dt.date:
        """The day of the first document; openings stand for older ones and do not count."""
        debits, credits = self.debits, self.credits
        days = np.concatenate([debits.date[debits.kind != OPENING], credits.date[credits.kind != OPENING]])
        return days.min().item() if len(days) else dt.date.max


def ledger_of(book: Book, default_terms: str) -> Ledger:
    """The ledger of a book.

    A negative delivery is a credit note, a negative receipt a refund, a negative credit a debit note. `Settled On`
    stands for a receipt that day of all that is still open of its document.
    """
    accounts = _accounts(book)
    terms, debit_columns = _debit_columns(book, default_terms)
    debits = _side(Debits, accounts, debit_columns)
    credits = _side(Credits, accounts, _credit_columns(book))
    return Ledger(accounts, debits, credits, terms)


def _accounts(book: Book) -> Accounts:
    pairs: set[tuple[str, str]] = set()
    for table in (book.deliveries, book.receipts, book.credits):
        pairs.update(zip(table.customer.tolist(), table.currency.tolist(), strict=True))
    ordered = sorted(pairs)
    return Accounts(
        _objects([customer for customer, _ in ordered]),
        _objects([currency for _, currency in ordered]),
        np.array([exponent_of(currency) for _, currency in ordered], np.int64),
    )


def _debit_columns(book: Book, default_terms: str) -> tuple[tuple[Terms, ...], list[Columns]]:
    terms, deliveries = _deliveries(book, default_terms)
    receipts, credits = book.receipts, book.credits
    paid_back, turned = receipts.amount_minor < 0, credits.amount_minor < 0
    refunds = {
        "customer": receipts.customer[paid_back],
        "currency": receipts.currency[paid_back],
        "number": receipts.receipt[paid_back],
        "kind": _repeated(REFUND, paid_back),
        "date": receipts.date[paid_back],
        "own_due_date": receipts.date[paid_back],
        "amount_minor": -receipts.amount_minor[paid_back],
        "names": _names(receipts.applies_to[paid_back]),
    }
    debit_notes = {
        "customer": credits.customer[turned],
        "currency": credits.currency[turned],
        "number": credits.credit[turned],
        "kind": _repeated(DEBIT_NOTE, turned),
        "date": credits.date[turned],
        "own_due_date": credits.date[turned],
        "amount_minor": -credits.amount_minor[turned],
    }
    return terms, [deliveries, refunds, debit_notes, _settled_refunds(book)]


def _deliveries(book: Book, default_terms: str) -> tuple[tuple[Terms, ...], Columns]:
    """What was delivered, and the terms: a row's own, else its customer's, else Policy's."""
    deliveries = book.deliveries
    own = deliveries.amount_minor > 0
    of_customer = dict(zip(book.customers.customer, book.customers.terms, strict=True))
    rows = zip(deliveries.terms[own], deliveries.customer[own], strict=True)
    texts = [row or of_customer.get(customer, "") or default_terms for row, customer in rows]
    codes: dict[str, int] = {}
    terms_code = np.array([codes.setdefault(text, len(codes)) for text in texts], np.int64)
    # An undated dispute counts always.
    disputed_on = np.where(deliveries.disputed_undated, deliveries.date, deliveries.disputed_on)
    return tuple(parse_terms(text) for text in codes), {
        "customer": deliveries.customer[own],
        "currency": deliveries.currency[own],
        "number": deliveries.document[own],
        "kind": deliveries.kind[own],
        "date": deliveries.date[own],
        "own_due_date": deliveries.due_date[own],
        "amount_minor": deliveries.amount_minor[own],
        "terms_code": terms_code,
        "order": deliveries.order[own],
        "salesperson": deliveries.salesperson[own],
        "disputed_on": disputed_on[own],
        "dispute_settled_on": deliveries.dispute_settled_on[own],
    }


def _settled_refunds(book: Book) -> Columns:
    """A credit note among the deliveries that is marked as settled was paid out that day."""
    deliveries = book.deliveries
    rows = (deliveries.amount_minor < 0) & ~np.isnat(deliveries.settled_on)
    return {
        "customer": deliveries.customer[rows],
        "currency": deliveries.currency[rows],
        "number": _objects([settled_number(number) for number in deliveries.document[rows]]),
        "kind": _repeated(REFUND, rows),
        "date": deliveries.settled_on[rows],
        "own_due_date": deliveries.settled_on[rows],
        "amount_minor": -deliveries.amount_minor[rows],
        "names": _objects([(Named(number, None),) for number in deliveries.document[rows]]),
    }


def _credit_columns(book: Book) -> list[Columns]:
    deliveries, receipts, credits = book.deliveries, book.receipts, book.credits
    returned, given, received = deliveries.amount_minor < 0, credits.amount_minor > 0, receipts.amount_minor > 0
    settled = (deliveries.amount_minor > 0) & ~np.isnat(deliveries.settled_on)
    return [
        {
            "customer": deliveries.customer[returned],
            "currency": deliveries.currency[returned],
            "number": deliveries.document[returned],
            "kind": np.where(deliveries.kind[returned] == OPENING, OPENING, CREDIT_NOTE).astype(object),
            "date": deliveries.date[returned],
            "amount_minor": -deliveries.amount_minor[returned],
        },
        {
            "customer": credits.customer[given],
            "currency": credits.currency[given],
            "number": credits.credit[given],
            "kind": _repeated(CREDIT_NOTE, given),
            "date": credits.date[given],
            "amount_minor": credits.amount_minor[given],
            "names": _names(credits.applies_to[given]),
        },
        {
            "customer": receipts.customer[received],
            "currency": receipts.currency[received],
            "number": receipts.receipt[received],
            "kind": _repeated(RECEIPT, received),
            "date": receipts.date[received],
            "clears_on": receipts.clears_on[received],
            "bounced_on": receipts.bounced_on[received],
            "amount_minor": receipts.amount_minor[received],
            "names": _names(receipts.applies_to[received]),
        },
        {
            "customer": deliveries.customer[settled],
            "currency": deliveries.currency[settled],
            "number": _objects([settled_number(number) for number in deliveries.document[settled]]),
            "kind": _repeated(RECEIPT, settled),
            "date": deliveries.settled_on[settled],
            "amount_minor": deliveries.amount_minor[settled],
            "names": _objects([(Named(number, None),) for number in deliveries.document[settled]]),
            "implied": np.ones(int(settled.sum()), bool),
        },
    ]


def ledger_of_customers(ledger: Ledger, customers: Collection[str]) -> Ledger:
    """The accounts of some customers alone; account codes stay as they are."""
    wanted = np.array([customer in customers for customer in ledger.accounts.customer], bool)
    return replace(ledger, debits=_taken(ledger.debits, wanted), credits=_taken(ledger.credits, wanted))


def _taken(side: S, wanted: Bools) -> S:
    rows = wanted[side.account]
    return replace(side, **{column.name: getattr(side, column.name)[rows] for column in fields(side)})


def settled_number(document: str) -> str:
    """The number of the receipt that `Settled On` stands for.

    >>> settled_number("INV-7")
    'INV-7 settled'
    """
    return f"{document}{SETTLED}"


_DEFAULTS: Mapping[str, object] = {
    "terms_code": np.int64(-1),
    "order": "",
    "salesperson": "",
    "own_due_date": NAT,
    "disputed_on": NAT,
    "dispute_settled_on": NAT,
    "clears_on": NAT,
    "bounced_on": NAT,
    "names": (),
    "implied": np.False_,
}


def _joined(columns: list[Columns], name: str) -> AnyArray:
    """One column of all sources, one below the other; where a source lacks it, its default."""
    return np.concatenate([source[name] if name in source else _default(name, source) for source in columns])


def _default(name: str, source: Columns) -> AnyArray:
    length, blank = len(source["customer"]), _DEFAULTS[name]
    if isinstance(blank, str | tuple):
        return _objects([blank] * length)
    return np.full(length, blank)


def _side(side: type[S], accounts: Accounts, columns: list[Columns]) -> S:
    """One side of the ledger: its columns are named as those of the sources."""
    joined = {
        column.name: _joined(columns, column.name) for column in fields(side) if column.name not in ("account", "rank")
    }
    return side(account=_account_codes(accounts, columns), rank=_rank(joined["number"]), **joined)


def _account_codes(accounts: Accounts, columns: list[Columns]) -> Int64s:
    codes = accounts.codes
    pairs = zip(_joined(columns, "customer"), _joined(columns, "currency"), strict=True)
    return np.array([codes[pair] for pair in pairs], np.int64)


def _rank(numbers: Texts) -> Int64s:
    """Place of each number in natural order (runs of digits compare as numbers); equal numbers share a place."""
    keys = [natural_key(number) for number in numbers]
    places = {key: place for place, key in enumerate(sorted(set(keys)))}
    return np.array([places[key] for key in keys], np.int64)


def _names(texts: Texts) -> AnyArray:
    return _objects([parse_names(text) for text in texts])


def _objects(values: Sequence[object]) -> AnyArray:
    """An object array with one value a row, whatever the values are."""
    array = np.empty(len(values), object)
    for row, value in enumerate(values):
        array[row] = value
    return array


def _repeated(text: str, mask: Bools) -> Texts:
    return np.full(int(mask.sum()), text, object)
