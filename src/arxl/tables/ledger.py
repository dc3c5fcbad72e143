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
from typing import NamedTuple, TypeVar

import numpy as np

from arxl.errors import label
from arxl.kernels.arrays import AnyArray, Bools, Days, Int64s, Texts
from arxl.kernels.money import exponent_of
from arxl.pulse import beat
from arxl.tables.cells import all_of, objects
from arxl.tables.coded import Coded, coded
from arxl.tables.names import Named, natural_ranks, parse_names
from arxl.tables.schema import Book
from arxl.tables.terms import Terms, parse_terms

INVOICE, DEBIT_NOTE, OPENING, REFUND = label("invoice"), label("debit note"), label("opening"), label("refund")
INTEREST = label("interest")
"""A debit note for interest: it bears none itself, and is no sale."""
CREDIT_NOTE, RECEIPT = label("credit note"), label("receipt")
WRITE_OFF = label("write-off")
"""What a decision writes off of the one document that it names: implied, for at most its amount."""
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
    """What raises the balance. `terms_code` points into `Ledger.terms`."""

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
    names: AnyArray  # tuple of Named a row; of a refund: the receipt that is paid back
    is_refund: Bools  # money paid back

    def __len__(self) -> int:
        return len(self.account)

    @cached_property
    def naming(self) -> Int64s:
        """Rows that name something."""
        return np.flatnonzero(self.names)

    def disputed_at(self, day: Days | np.datetime64, rows: Int64s | slice = slice(None)) -> Bools:
        """(R,) whether each of `rows` is disputed at the end of the day, one for all or one each (practice B2).

        On the day that settles a dispute the item is claimed again.
        """
        disputed: Bools = (self.disputed_on[rows] <= day) & ~(self.dispute_settled_on[rows] <= day)  # NaT: False
        return disputed


@dataclass(frozen=True)
class Credits:
    """What lowers the balance. `clears_on` and `bounced_on` are NaT where they do not apply.

    An `implied` receipt is one that `Settled On` stands for: its amount is the most that it can bring, which is what
    its document still lacks once everything that names it is carried out. A write-off is implied, too.
    """

    account: Int64s
    number: Texts
    kind: Texts
    date: Days
    clears_on: Days
    bounced_on: Days
    amount_minor: Int64s
    names: AnyArray
    implied: Bools

    def __len__(self) -> int:
        return len(self.account)

    @cached_property
    def rank(self) -> Int64s:
        """Place of each number in natural order; equal numbers share a place."""
        return natural_ranks(self.number)

    @cached_property
    def naming(self) -> Int64s:
        """Rows that name something and are carried out before all else; a write-off comes last."""
        return np.flatnonzero(self.names.astype(bool) & ~self.is_write_off)

    @cached_property
    def is_write_off(self) -> Bools:
        """True for what a decision writes off."""
        return np.asarray(self.kind == WRITE_OFF, bool)

    @cached_property
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
        documents = (credits.kind != OPENING) & ~credits.is_write_off
        days = np.concatenate([debits.date[debits.kind != OPENING], credits.date[documents]])
        return days.min().item() if len(days) else dt.date.max


def ledger_of(book: Book, default_terms: str) -> Ledger:
    """The ledger of a book.

    A negative delivery is a credit note (of an opening or of interest it keeps the kind, for those are no sales), a
    negative receipt a refund, a negative credit a debit note. `Settled On` stands for a receipt that day of all that
    is still open of its document.
    """
    accounts, of_tables = _accounts(book)
    beat()
    terms, debit_columns = _debit_columns(book, accounts, of_tables, default_terms)
    beat()
    debits = _side(Debits, debit_columns)
    beat()
    credits = _side(Credits, _credit_columns(book, of_tables))
    beat()
    return Ledger(accounts, debits, credits, terms)


class _OfTables(NamedTuple):
    """(N,) account of each row of the book's tables."""

    deliveries: Int64s
    receipts: Int64s
    credits: Int64s


def _accounts(book: Book) -> tuple[Accounts, _OfTables]:
    """Every pair of customer and currency that a row names, in order."""
    tables = (book.deliveries, book.receipts, book.credits)
    # A row whose customer the book does not know is in no table.
    customers, customer = _alphabetical(
        coded(np.concatenate([table.customer for table in tables]), book.customers.customer)
    )
    currencies, currency = _alphabetical(coded(np.concatenate([table.currency for table in tables])))
    pair = customer * len(currencies) + currency
    pairs = np.flatnonzero(np.bincount(pair, minlength=1))
    account = np.zeros(len(customers) * len(currencies), np.int64)
    account[pairs] = np.arange(len(pairs))
    ends = np.cumsum([len(table) for table in tables])
    currency_of_account = pairs % max(len(currencies), 1)
    accounts = Accounts(
        customers[pairs // max(len(currencies), 1)],
        currencies[currency_of_account],
        np.array([exponent_of(code) for code in currencies], np.int64)[currency_of_account],
    )
    return accounts, _OfTables(*np.split(account[pair], ends[:-1]))


def _alphabetical(column: Coded) -> tuple[Texts, Int64s]:
    """The distinct texts in order, and (N,) the place of each row's text among them."""
    order = np.array(sorted(range(len(column.texts)), key=column.texts.__getitem__), np.int64)
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    return objects(column.texts)[order], place[column.code]


def _debit_columns(
    book: Book, accounts: Accounts, of_tables: _OfTables, default_terms: str
) -> tuple[tuple[Terms, ...], list[Columns]]:
    terms, deliveries = _deliveries(book, accounts, of_tables.deliveries, default_terms)
    receipts, credits = book.receipts, book.credits
    paid_back, turned = np.flatnonzero(receipts.amount_minor < 0), np.flatnonzero(credits.amount_minor < 0)
    refunds = {
        "account": of_tables.receipts[paid_back],
        "number": receipts.receipt[paid_back],
        "kind": all_of(REFUND, len(paid_back)),
        "date": receipts.date[paid_back],
        "own_due_date": receipts.date[paid_back],
        "amount_minor": -receipts.amount_minor[paid_back],
        "names": _names(receipts.applies_to[paid_back]),
        "is_refund": np.ones(len(paid_back), bool),
    }
    debit_notes = {
        "account": of_tables.credits[turned],
        "number": credits.credit[turned],
        "kind": all_of(DEBIT_NOTE, len(turned)),
        "date": credits.date[turned],
        "own_due_date": credits.date[turned],
        "amount_minor": -credits.amount_minor[turned],
    }
    return terms, [deliveries, refunds, debit_notes, _settled_refunds(book, of_tables.deliveries)]


def _deliveries(
    book: Book, accounts: Accounts, account: Int64s, default_terms: str
) -> tuple[tuple[Terms, ...], Columns]:
    """What was delivered, and the terms."""
    deliveries = book.deliveries
    mask = deliveries.amount_minor > 0
    own = slice(None) if mask.all() else np.flatnonzero(mask)
    terms, terms_code = _terms(book, accounts, account[own], deliveries.terms[own], default_terms)
    # An undated dispute counts always.
    disputed_on = np.where(deliveries.disputed_undated, deliveries.date, deliveries.disputed_on)
    return terms, {
        "account": account[own],
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


def _terms(
    book: Book, accounts: Accounts, account: Int64s, own: Texts, default_terms: str
) -> tuple[tuple[Terms, ...], Int64s]:
    """Terms, and (N,) which of them each delivery has: its own, else its customer's, else Policy's."""
    of_customer = book.customers.by_id("terms")
    of_account = [of_customer.get(customer, "") or default_terms for customer in accounts.customer.tolist()]
    said = coded(own)
    known = coded(objects([*of_account, *said.texts]))
    code = known.code[: len(accounts)][account]
    if said.texts != [""]:
        of_text = known.code[len(accounts) :]
        code = np.where(objects(said.texts)[said.code] == "", code, of_text[said.code])
    used = np.flatnonzero(np.bincount(code))
    place = np.zeros(len(known.texts), np.int64)
    place[used] = np.arange(len(used))
    return tuple(parse_terms(known.texts[text]) for text in used.tolist()), place[code]


def _settled_refunds(book: Book, account: Int64s) -> Columns:
    """A credit note among the deliveries that is marked as settled was paid out that day."""
    deliveries = book.deliveries
    rows = np.flatnonzero((deliveries.amount_minor < 0) & ~np.isnat(deliveries.settled_on))
    documents = deliveries.document[rows].tolist()
    return {
        "account": account[rows],
        "number": objects([settled_number(number) for number in documents]),
        "kind": all_of(REFUND, len(rows)),
        "date": deliveries.settled_on[rows],
        "own_due_date": deliveries.settled_on[rows],
        "amount_minor": -deliveries.amount_minor[rows],
        "names": _named_alone(documents),
        "is_refund": np.ones(len(rows), bool),
    }


def _credit_columns(book: Book, of_tables: _OfTables) -> list[Columns]:
    deliveries, receipts, credits = book.deliveries, book.receipts, book.credits
    returned = np.flatnonzero(deliveries.amount_minor < 0)
    given, received = np.flatnonzero(credits.amount_minor > 0), np.flatnonzero(receipts.amount_minor > 0)
    settled = np.flatnonzero((deliveries.amount_minor > 0) & ~np.isnat(deliveries.settled_on))
    settled_documents = deliveries.document[settled].tolist()
    return [
        {
            "account": of_tables.deliveries[returned],
            "number": deliveries.document[returned],
            "kind": np.where(
                np.isin(deliveries.kind[returned], (OPENING, INTEREST)), deliveries.kind[returned], CREDIT_NOTE
            ).astype(object),
            "date": deliveries.date[returned],
            "amount_minor": -deliveries.amount_minor[returned],
        },
        {
            "account": of_tables.credits[given],
            "number": credits.credit[given],
            "kind": all_of(CREDIT_NOTE, len(given)),
            "date": credits.date[given],
            "amount_minor": credits.amount_minor[given],
            "names": _names(credits.applies_to[given]),
        },
        {
            "account": of_tables.receipts[received],
            "number": receipts.receipt[received],
            "kind": all_of(RECEIPT, len(received)),
            "date": receipts.date[received],
            "clears_on": receipts.clears_on[received],
            "bounced_on": receipts.bounced_on[received],
            "amount_minor": receipts.amount_minor[received],
            "names": _names(receipts.applies_to[received]),
        },
        {
            "account": of_tables.deliveries[settled],
            "number": objects([settled_number(number) for number in settled_documents]),
            "kind": all_of(RECEIPT, len(settled)),
            "date": deliveries.settled_on[settled],
            "amount_minor": deliveries.amount_minor[settled],
            "names": _named_alone(settled_documents),
            "implied": np.ones(len(settled), bool),
        },
    ]


class WrittenOff(NamedTuple):
    """A document that a decision writes off.

    Attributes:
        number: of the write-off.
        debit: row of the document in `Ledger.debits`.
        amount_minor: the most that is written off.
    """

    number: str
    debit: int
    date: dt.date
    amount_minor: int


def with_write_offs(ledger: Ledger, written_off: Sequence[WrittenOff]) -> Ledger:
    """The ledger with what was written off on its credit side."""
    if not written_off:
        return ledger
    debit = np.array([one.debit for one in written_off], np.int64)
    columns: Columns = {
        "account": ledger.debits.account[debit],
        "number": objects([one.number for one in written_off]),
        "kind": all_of(WRITE_OFF, len(written_off)),
        "date": np.array([one.date for one in written_off], "datetime64[D]"),
        "amount_minor": np.array([one.amount_minor for one in written_off], np.int64),
        "names": _named_alone(ledger.debits.number[debit].tolist()),
        "implied": np.ones(len(written_off), bool),
    }
    own = {column.name: getattr(ledger.credits, column.name) for column in fields(Credits)}
    return replace(ledger, credits=_side(Credits, [own, columns]))


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
    "is_refund": np.False_,
}


def _joined(columns: list[Columns], name: str) -> AnyArray:
    """One column of all sources, one below the other; where a source lacks it, its default."""
    parts = [source[name] if name in source else _default(name, source) for source in columns]
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _default(name: str, source: Columns) -> AnyArray:
    length, blank = len(source["account"]), _DEFAULTS[name]
    return all_of(blank, length) if isinstance(blank, str | tuple) else np.full(length, blank)


def _side(side: type[S], columns: list[Columns]) -> S:
    """One side of the ledger: its columns are named as those of the sources."""
    filled = [source for source in columns if len(source["account"])] or columns[:1]
    return side(**{column.name: _joined(filled, column.name) for column in fields(side)})


def _names(texts: Texts) -> AnyArray:
    names = all_of((), len(texts))
    for row in np.flatnonzero(texts != "").tolist():
        names[row] = parse_names(texts[row])
    return names


def _named_alone(documents: list[str]) -> AnyArray:
    names = all_of((), len(documents))
    for row, number in enumerate(documents):
        names[row] = (Named(number, None),)
    return names
