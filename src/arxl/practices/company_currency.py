"""In which currency sums of a whole book stand: the company's (practice B2).

Where the company says none, a book of one currency is in that; a book of several has none to add them up in.
"""

from __future__ import annotations

from arxl.errors import Fault, sentence
from arxl.tables.schema import Book

NO_CURRENCY = Fault(
    "Company",
    sentence("the company has no currency, and the book has none or several: nothing says in which to add up."),
    sentence(
        "Write the currency on the Company sheet; or use --set currency=EUR, in a function its argument currency."
    ),
)


def company_currency(book: Book) -> str:
    """The company's currency; where it has none, the only one of the book; "" where there are several."""
    if book.company.currency:
        return book.company.currency
    tables = (book.deliveries, book.receipts, book.credits, book.orders)
    found = {currency for table in tables for currency in table.currency.tolist()}
    return str(found.pop()) if len(found) == 1 else ""
