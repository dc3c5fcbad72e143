"""The argument that names a customer: an id of the book, or a sentence."""

from __future__ import annotations

from arxl.errors import Fault, WrongUsage, label, sentence
from arxl.functions.arguments import Arguments, Grid
from arxl.functions.record import Argument, Takes
from arxl.kernels.arrays import Texts
from arxl.practices.receivables import Receivables
from arxl.tables.cells import ids_of

CUSTOMER = Argument(
    "customer",
    Takes.ID,
    label("id of the customer that is asked about"),
    optional=True,
    default=label("all of them, in a table"),
)


def customer_of_call(arguments: Arguments, known: Receivables) -> str:
    """The customer, "" where none is named.

    Raises:
        WrongUsage: it is no id, or none of the book.
    """
    arguments.text("customer")  # one cell
    customers, faults = customers_of_grid(arguments.grid("customer"), known)
    if faults:
        raise WrongUsage(faults[0])
    return str(customers[0])


def customers_of_grid(grid: Grid, known: Receivables) -> tuple[Texts, dict[int, Fault]]:
    """(N,) customers, "" where a cell is blank; what is wrong with the cells."""
    reading = ids_of(grid.cells)
    faults = {cell: Fault("customer", *flaw) for cell, flaw in reading.flaws.items()}
    book = known.book
    listed = {*book.customers.customer.tolist(), *known.ledger.accounts.customer.tolist()}
    listed |= {"", *book.orders.customer.tolist()}
    for cell, customer in enumerate(reading.values.tolist()):
        if customer not in listed:
            faults[cell] = _unknown(customer)
    return reading.values, faults


def _unknown(customer: str) -> Fault:
    return Fault(
        "customer",
        sentence('no customer of the book has the id "{customer}".', customer=customer),
        sentence("Write the id as it stands in the ranges."),
    )
