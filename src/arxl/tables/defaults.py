"""What a book leaves out and what counts in its place (DESIGN: "everything else has a default that `check` states").

These are no faults: a book without terms is a good book. They are sentences beside the list of faults.
"""

from __future__ import annotations

from arxl.errors import Sentence, sentence
from arxl.tables.schema import Book, Rows, columns_of


def defaults_in_force(book: Book) -> tuple[Sentence, ...]:
    """One sentence for each column and id that the book does not have and whose default was used, in schema order.

    A table without records uses no defaults.
    """
    stated: list[Sentence] = []
    if len(book.customers) and "customer" not in book.customers.origin.letters:
        stated.append(sentence("the book lists no customers; they come from the documents."))
    else:
        stated += _of_table("Customers", book.customers)
    for name, table in (
        ("Deliveries", book.deliveries),
        ("Receipts", book.receipts),
        ("Credits", book.credits),
        ("Orders", book.orders),
        ("Supply Rules", book.supply_rules),
    ):
        stated += _of_table(name, table)
    if not book.names_company:
        stated.append(
            sentence(
                'the book says no company id; "{id}" is made from the name of the file. Issuing needs one.',
                id=book.company.id,
            )
        )
    return tuple(stated)


def _of_table(name: str, table: Rows) -> list[Sentence]:
    if not len(table):
        return []
    return [
        sentence(
            '{table} has no column "{column}"; what counts: {default}.',
            table=name,
            column=Sentence(column.header),
            default=Sentence(column.default),
        )
        for attribute, column in columns_of(type(table)).items()
        if column.default and attribute not in table.origin.letters
    ]
