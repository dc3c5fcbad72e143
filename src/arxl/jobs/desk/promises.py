"""Contacts, promises and reasons (B10)."""

from __future__ import annotations

from arxl.errors import sentence
from arxl.jobs.opened import OpenedBook
from arxl.jobs.reports import Reported
from arxl.practices.contact import contacts_table
from arxl.practices.promise_accepted import accepted_by
from arxl.practices.promises import promises_list
from arxl.practices.whose import salespeople_of, with_salesperson
from arxl.workbook.results import Sheet


def promises(opened: OpenedBook) -> Reported:
    """B10: every promise and what became of it, and the log of contacts with the recommended answers."""
    rule = sentence("A promise is judged the day after by the receipts that came in for it, each counted once.")
    book, promises = opened.book, [one.promise for one in opened.promises]
    accepted = accepted_by(promises, book.decisions, opened.history, opened.as_of)
    salespeople = salespeople_of(book.customers)
    listed = with_salesperson(promises_list(opened.promises, accepted), salespeople)
    contacts = with_salesperson(contacts_table(book, opened.as_of), salespeople)
    return Reported(
        (
            Sheet(listed, (rule,)),
            Sheet(contacts, (sentence("Every contact, the last first."),)),
        ),
    )
