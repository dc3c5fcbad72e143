"""To whom a paper goes by mail: to the one address that the customer's row holds (practice B4).

A mail about a balance is for one reader. A cell with several addresses, or with something that only looks like one, is
a fault of that cell, and nothing is guessed: the paper stays until somebody has written the address.

>>> address_in("accounts@dealer.example"), address_in("buchhaltung@händler.example")
('accounts@dealer.example', 'buchhaltung@xn--hndler-bua.example')
"""

from __future__ import annotations

import re
from typing import NamedTuple

from arxl.errors import Fault, Faulty, Sentence, sentence
from arxl.tables.schema import Book

LONGEST_ADDRESS = 254
_LONGEST_LOCAL_PART = 64

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL_PART = re.compile(rf"{_ATOM}(\.{_ATOM})*")
_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"{_LABEL}(\.{_LABEL})+")
_BETWEEN_ADDRESSES = re.compile(r"[\s,;，；、/|]+")


class Recipient(NamedTuple):
    """A customer as a mail knows it.

    Attributes:
        cell: where its address stands.
    """

    customer: str
    name: str
    language: str
    address: str
    cell: str


def recipient_of(book: Book, customer: str) -> Recipient:
    """The one address of a customer.

    Raises:
        Faulty: the book has no such customer; the cell is blank, or holds anything but one address.
    """
    customers = book.customers
    row = customers.row_of.get(customer)
    if row is None:
        raise Faulty(
            Fault(
                customers.origin.sheet or book.name,
                sentence("customer {customer} is not in the book.", customer=customer),
                sentence("Add a row with its E-mail to the sheet Customers."),
            )
        )
    cell, text = customers.origin.cell("email", row), str(customers.email[row])
    address = address_in(text)
    if address is None:
        raise Faulty(Fault(cell, _wrong(text, customer), sentence("Write the one address that statements go to.")))
    return Recipient(
        customer=customer,
        name=customers.name_of(customer),
        language=str(customers.language[row]) or book.company.language,
        address=address,
        cell=cell,
    )


def address_in(text: str) -> str | None:
    """The address that a text is, as mail servers write it (RFC 5321, a domain in ASCII); None where it is none."""
    local, at, domain = text.strip().rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    if not at or not _LOCAL_PART.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        return None
    address = f"{local}@{domain}"
    return address if len(local) <= _LONGEST_LOCAL_PART and len(address) <= LONGEST_ADDRESS else None


def _wrong(text: str, customer: str) -> Sentence:
    if not text.strip():
        return sentence("customer {customer} has no e-mail address.", customer=customer)
    if sum("@" in part for part in _BETWEEN_ADDRESSES.split(text)) > 1:
        return sentence('"{text}" is more than one address of customer {customer}.', text=text, customer=customer)
    return sentence('"{text}" is no e-mail address of customer {customer}.', text=text, customer=customer)
