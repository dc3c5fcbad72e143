"""The contact log: when, who, how, with what outcome, and what to answer to the reason given (practice B10)."""

from __future__ import annotations

import datetime as dt

import numpy as np

from arxl.errors import label
from arxl.locale import wording
from arxl.practices.reason import REASONS
from arxl.tables.result import ResultColumn, ResultTable, Shows
from arxl.tables.schema import Book


def contacts_table(book: Book, as_of: dt.date) -> ResultTable:
    """One row a contact by the day, the last first; the recommended answer is in the customer's language."""
    contacts = book.contacts
    rows = np.flatnonzero(contacts.date <= np.datetime64(as_of, "D"))
    columns = (contacts.date, contacts.customer, contacts.by, contacts.channel, contacts.outcome, contacts.reason)
    told = zip(*(column[rows].tolist() for column in columns), rows.tolist(), strict=True)
    places = [row for *_, row in sorted(told, key=lambda one: (-one[0].toordinal(), one[1:-1]))]
    language = dict(zip(book.customers.customer.tolist(), book.customers.language.tolist(), strict=True))
    reasons = [REASONS.get(str(contacts.reason[row])) for row in places]
    answers = [
        "" if reason is None else wording(language.get(str(contacts.customer[row]), "en")).text(reason.answer)
        for row, reason in zip(places, reasons, strict=True)
    ]
    return ResultTable(
        label("Contacts"),
        (
            ResultColumn("date", label("Date"), Shows.DATE, contacts.date[places].tolist()),
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, contacts.customer[places].tolist()),
            ResultColumn("by", label("Contacted By"), Shows.TEXT, contacts.by[places].tolist()),
            ResultColumn("channel", label("Channel"), Shows.LABEL, contacts.channel[places].tolist()),
            ResultColumn("outcome", label("Outcome"), Shows.TEXT, contacts.outcome[places].tolist()),
            ResultColumn("reason", label("Reason"), Shows.LABEL, contacts.reason[places].tolist()),
            ResultColumn("kind", label("Kind"), Shows.LABEL, [reason.kind if reason else "" for reason in reasons]),
            ResultColumn("answer", label("Recommended answer"), Shows.TEXT, answers),
        ),
    )
