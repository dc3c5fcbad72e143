"""The contact log: when, who, how, with what outcome, and what to answer to the reason given (practice B10)."""

from __future__ import annotations

import datetime as dt

import numpy as np

from arxl.errors import Fault, Sentence, label, sentence, warning
from arxl.locale import wording
from arxl.practices.reason import REASONS
from arxl.tables.names import parse_names
from arxl.tables.result import ResultColumn, ResultTable, Shows
from arxl.tables.schema import NO_AMOUNT, Book


def contacts_table(book: Book, as_of: dt.date) -> ResultTable:
    """One row a contact by the day, the last first; the recommended answer is in the customer's language."""
    contacts = book.contacts
    rows = np.flatnonzero(contacts.date <= np.datetime64(as_of, "D"))
    columns = (contacts.date, contacts.customer, contacts.by, contacts.channel, contacts.outcome, contacts.reason)
    told = zip(*(column[rows].tolist() for column in columns), rows.tolist(), strict=True)
    places = [row for *_, row in sorted(told, key=lambda one: (-one[0].toordinal(), one[1:-1]))]
    language = book.customers.by_id("language")
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


def contact_faults(book: Book) -> tuple[Fault, ...]:
    """Warnings: a promise without amount, without day or for a day before the contact, and documents of nobody."""
    contacts = book.contacts
    documents = set(zip(book.deliveries.customer.tolist(), book.deliveries.document.tolist(), strict=True))
    has_amount, has_day = contacts.promised_minor != NO_AMOUNT, ~np.isnat(contacts.promised_on)

    def at(attribute: str, row: int, fact: Sentence, remedy: Sentence) -> Fault:
        return warning(contacts.origin.cell(attribute, row), fact, remedy)

    return (
        *(
            at(
                "promised_on",
                row,
                sentence("an amount is promised, and no day."),
                sentence("Write the day by which it is promised; until then the promise is not judged."),
            )
            for row in np.flatnonzero(has_amount & ~has_day).tolist()
        ),
        *(
            at(
                "promised_minor",
                row,
                sentence("a day is promised, and no amount."),
                sentence("Write the amount; until then the promise is not judged."),
            )
            for row in np.flatnonzero(has_day & ~has_amount).tolist()
        ),
        *(
            at(
                "promised_on",
                row,
                sentence("the promised day lies before the contact of {date}.", date=contacts.date[row].item()),
                sentence("Correct the day; until then the promise is not judged."),
            )
            for row in np.flatnonzero(has_day & (contacts.promised_on < contacts.date)).tolist()
        ),
        *(
            at(
                "documents",
                row,
                sentence('"{document}" is no document of {customer}.', document=name.number, customer=customer),
                sentence("Write numbers as they stand in Document No, separated by semicolons."),
            )
            for row, (customer, named) in enumerate(
                zip(contacts.customer.tolist(), contacts.documents.tolist(), strict=True)
            )
            for name in parse_names(named)
            if (customer, name.number) not in documents
        ),
    )
