"""What the work list looks up about a customer: its file, the last contact, the letters that are out (practice C4)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from arxl.practices.dunning_level import DunningLevel
from arxl.practices.reminder import LETTER
from arxl.tables.history import History
from arxl.tables.schema import Book, Customers


@dataclass(frozen=True, slots=True)
class LastContact:
    """The latest row of Contacts, and the latest reason and promise that any row gave.

    Attributes:
        reason: why the customer does not pay; "" where it never said.
    """

    date: dt.date
    channel: str
    by: str
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class Person:
    """Whom to call, by a customer's file.

    Attributes:
        whom: who makes the payment, else who decides it.
        contract: whether a signed one is on file.
        marks: reputation, co-operation, finances; NaN where nobody gave one.
    """

    name: str
    language: str
    salesperson: str = ""
    route: str = ""
    distance_km: float = float("nan")
    whom: str = ""
    phone: str = ""
    hours: str = ""
    quiet: str = ""
    settlement_days: str = ""
    contract: bool = False
    marks: tuple[float, float, float] = (float("nan"),) * 3


def person_of(customers: Customers, row: int) -> Person:
    """What a row of Customers says."""
    return Person(
        name=customers.name_of(customers.customer[row]),
        language=str(customers.language[row]),
        salesperson=str(customers.salesperson[row]),
        route=str(customers.route[row]),
        distance_km=float(customers.distance_km[row]),
        whom=str(customers.pays[row] or customers.decides[row]),
        phone=str(customers.pays_phone[row] or customers.phone[row]),
        hours=str(customers.hours[row]),
        quiet=str(customers.quiet[row]),
        settlement_days=str(customers.settlement_days[row]),
        contract=not np.isnat(customers.contract_signed_on[row]),
        marks=(float(customers.reputation[row]), float(customers.co_operation[row]), float(customers.finances[row])),
    )


def last_contacts(book: Book, as_of: dt.date) -> dict[str, LastContact]:
    """Customer -> its latest contact by the day, whatever the order of rows; the reason is the latest one given."""
    contacts = book.contacts
    rows = np.flatnonzero(contacts.date <= np.datetime64(as_of, "D")).tolist()
    columns = (contacts.date, contacts.customer, contacts.channel, contacts.by, contacts.outcome, contacts.reason)
    found: dict[str, LastContact] = {}
    for day, customer, channel, by, outcome, reason in sorted(tuple(column[row] for column in columns) for row in rows):
        before = found.get(customer)
        given = str(reason) or (before.reason if before else "")
        found[str(customer)] = LastContact(day.item(), str(channel), str(by), str(outcome), given)
    return found


def letters_out(history: History, as_of: dt.date) -> dict[str, tuple[DunningLevel, dt.date]]:
    """Customer -> the furthest of its letters of the latest day."""
    levels = tuple(DunningLevel)
    found: dict[str, tuple[DunningLevel, dt.date]] = {}
    for paper in history.papers:
        if paper.kind == LETTER and paper.issued_on <= as_of and paper.subject in levels:
            letter = DunningLevel(paper.subject), paper.issued_on
            before = found.get(paper.customer)
            if before is None or (letter[1], levels.index(letter[0])) > (before[1], levels.index(before[0])):
                found[paper.customer] = letter
    return found


def unsigned_notes(book: Book, as_of: dt.date) -> frozenset[str]:
    """Numbers of the deliveries whose note did not come back signed by the day."""
    deliveries = book.deliveries
    signed = deliveries.note_signed_on <= np.datetime64(as_of, "D")  # NaT compares false: not signed
    return frozenset(deliveries.document[~signed].tolist())
