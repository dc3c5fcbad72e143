"""What functions that look at a whole book share: the arguments they begin with, the book, the table that spills.

One habit serves all of them: deliveries, receipts, as_of, credits, customers, currency, headers. Tables that few books
have come last.
"""

from __future__ import annotations

import datetime as dt

from arxl.errors import label, sentence
from arxl.functions import kept
from arxl.functions.answers import Answer, Sheet
from arxl.functions.arguments import Arguments
from arxl.functions.record import Argument, Takes
from arxl.functions.spill import spilled
from arxl.locale import wording
from arxl.practices.receivables import Receivables
from arxl.tables.result import ResultTable

AS_OF = Argument("as_of", Takes.DATE, label("the day that is asked about; what is dated later does not count"))


def table_argument(name: str, table: str, text: str, *, optional: bool = True) -> Argument:
    """The argument for a table of the schema."""
    return Argument(name, Takes.TABLE, text, optional=optional, table=table)


BOOK = (
    table_argument(
        "deliveries",
        "Deliveries",
        label("invoices, debit notes and opening balances; a negative amount is a credit note"),
        optional=False,
    ),
    table_argument("receipts", "Receipts", label("money received; a negative amount is a refund"), optional=False),
    AS_OF,
    table_argument("credits", "Credits", label("credit notes")),
    table_argument(
        "customers", "Customers", label("customers with their terms, limits, currencies, salespeople and regions")
    ),
    Argument(
        "currency",
        Takes.CODE,
        label("the company's currency; amounts that name no other are in it"),
        optional=True,
        default=label("the one that policy names"),
    ),
    Argument(
        "headers", Takes.YES_OR_NO, label("whether a row of headings comes first"), optional=True, default="FALSE"
    ),
)

POLICY = table_argument("policy", "Policy", label("keys and values, as on the sheets Policy and Company"))
ORDERS = table_argument(
    "orders", "Orders", label("orders confirmed: deposits wait for them, and they count in the exposure")
)
STOCK = table_argument("stock", "Stock", label("what customers report as sold, for terms such as SOLD 80/60"))
CONTACTS = table_argument("contacts", "Contacts", label("contacts with customers: broken promises raise the level"))
WRITE_OFFS = table_argument("decisions", "Decisions", label("what people decided: write-offs"))


def book_of_call(arguments: Arguments) -> tuple[kept.Ranges, Receivables, dt.date]:
    """The book that the ranges of a call are, and the day that is asked about.

    Raises:
        Faulty: it has faults, and Policy does not leave them out.
    """
    ranges = kept.ranges_of(arguments.tables(), arguments.code("currency"))
    as_of = arguments.date("as_of")
    known = kept.receivables(ranges)
    known.refuse_faults()
    return ranges, known, as_of


def spilled_answer(
    arguments: Arguments, known: Receivables, table: ResultTable, as_of: dt.date, sheet: Sheet
) -> Answer:
    """A result table as the function answers it; a sentence where it has no row."""
    words = wording(sheet.language or known.book.company.language)
    rows = spilled(table, words, headers=arguments.yes("headers"))
    return rows or ((words.say(sentence("There is nothing to show on {date}.", date=as_of)),),)
