"""Texts of the book that cannot be printed: each with its cell, before a number is taken (practice B4).

What stands on a statement (names, addresses, numbers of documents, the bank, the theme's own wording) is asked for in
one go, so that `check` and issuing say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from arxl.errors import Fault, Faulty, Refused
from arxl.papers.glyphs import fault_of, unprintable
from arxl.papers.theme import FILE, Theme, read_theme
from arxl.practices.statement import Statement
from arxl.tables.schema import Book, Rows

_COMPANY = ("id", "name", "address", "tax_id", "phone", "email", "bank")


class _Column(NamedTuple):
    """Texts, and where the nth of them stands."""

    texts: Sequence[str]
    place: Callable[[int], str]


def unprintable_texts(book: Book, theme_folder: Path | None) -> tuple[Fault, ...]:
    """Everything in the book that no font shows, and mistakes of its theme."""
    try:
        theme = read_theme(theme_folder)
    except Refused as error:
        return error.faults
    return _faults([*_of_company(book), *_of_theme(theme), *_of_customers(book), *_of_documents(book)])


def refuse_unprintable(book: Book, theme_folder: Path | None, pages: Iterable[Statement]) -> None:
    """Stop before the first number where one of these statements could not be printed.

    Raises:
        Faulty: with every cell and character.
        Refused: the theme has a mistake.
    """
    shown = {text for page in pages for text in _texts_on(page)}
    of_pages = [
        _Column([text if text in shown else "" for text in column.texts], column.place)
        for column in (*_of_customers(book), *_of_documents(book))
    ]
    if faults := _faults([*_of_company(book), *_of_theme(read_theme(theme_folder)), *of_pages]):
        raise Faulty(*faults)


def _faults(columns: Sequence[_Column]) -> tuple[Fault, ...]:
    missing = unprintable([text for column in columns for text in column.texts])
    return tuple(_told(columns, missing)) if missing else ()


def _told(columns: Sequence[_Column], missing: Collection[str]) -> Iterator[Fault]:
    for column in columns:
        for nth, text in enumerate(column.texts):
            fault = fault_of(column.place(nth), text, missing)
            if fault is not None:
                yield fault


def _of_company(book: Book) -> Iterator[_Column]:
    """What the seller's block says. What nobody wrote down was made from the file's name."""
    for name in _COMPANY:
        yield _Column([getattr(book.company, name)], _always(book.company_places.get(name, book.name)))


def _of_theme(theme: Theme) -> Iterator[_Column]:
    for own in theme.wording.values():
        yield _Column(list(own.values()), _always(FILE))


def _of_customers(book: Book) -> Iterator[_Column]:
    """Id, name as it is printed, address and tax id: the cell is the one in which the text was written."""
    customers = book.customers
    ids, names, legal_names = (column.tolist() for column in (customers.customer, customers.name, customers.legal_name))
    if customers.origin.letters:
        yield _column(customers, "customer")
    else:  # a book without a sheet of customers
        for table in (book.deliveries, book.receipts, book.credits):
            yield _column(table, "customer")
    short = [name if name == legal != id_ else "" for id_, name, legal in zip(ids, names, legal_names, strict=True)]
    yield _Column(short, partial(customers.origin.cell, "name"))
    long = [legal if legal != name else "" for name, legal in zip(names, legal_names, strict=True)]
    yield _Column(long, partial(customers.origin.cell, "legal_name"))
    for attribute in ("address", "tax_id"):
        yield _column(customers, attribute)


def _of_documents(book: Book) -> Iterator[_Column]:
    for table, attribute in ((book.deliveries, "document"), (book.receipts, "receipt"), (book.credits, "credit")):
        yield _column(table, attribute)


def _always(place: str) -> Callable[[int], str]:
    return lambda nth: place


def _column(table: Rows, attribute: str) -> _Column:
    return _Column(getattr(table, attribute).tolist(), partial(table.origin.cell, attribute))


def _texts_on(page: Statement) -> Iterator[str]:
    """What a statement says that somebody wrote into the book."""
    yield from (page.customer, page.customer_name, page.customer_address, page.customer_tax_id)
    for movement in page.movements:
        yield movement.line.document
        yield movement.line.against
    for item in page.open_items:
        yield item.document
    for rebate in page.rebates:
        yield rebate.late_document
