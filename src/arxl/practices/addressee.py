"""Whom a paper is addressed to: a customer's block as the Customers sheet says it (practice A1)."""

from __future__ import annotations

from dataclasses import dataclass

from arxl.errors import Fault, WrongUsage, sentence
from arxl.tables.schema import Book


@dataclass(frozen=True, slots=True)
class Addressee:
    """A customer as papers name it. A blank text is printed nowhere.

    Attributes:
        name: the legal name where there is one.
        language: the customer's, else the company's.
        row: its row of Customers; -1 where only documents name it.
    """

    customer: str
    name: str
    address: str
    tax_id: str
    language: str
    salesperson: str
    row: int


def addressee_of(book: Book, customer: str) -> Addressee:
    """The block of a customer.

    Raises:
        WrongUsage: neither the Customers sheet nor a document knows it.
    """
    customers = book.customers
    row = customers.row_of.get(customer)
    if row is None:
        tables = (book.deliveries, book.receipts, book.credits)
        if not any((table.customer == customer).any() for table in tables):
            raise _unknown(customer)
        return Addressee(customer, customer, "", "", book.company.language, "", -1)
    return Addressee(
        customer=customer,
        name=str(customers.legal_name[row]) or customers.name_of(customer),
        address=str(customers.address[row]),
        tax_id=str(customers.tax_id[row]),
        language=str(customers.language[row] or book.company.language),
        salesperson=str(customers.salesperson[row]),
        row=row,
    )


def _unknown(customer: str) -> WrongUsage:
    return WrongUsage(
        Fault(
            customer,
            sentence("the book has no customer of this id."),
            sentence("Write an id as it stands on the sheet Customers."),
        )
    )
