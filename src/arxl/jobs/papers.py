"""Papers one by one: slips, contract terms sheets, delivery notes, notes of interest (practices A5, B1, C5, C8).

A receipt has one slip, a delivery one note, an account one note of interest a day, and a terms sheet is issued anew
only where it says something else. Letters are in `jobs.letters`; how a paper is drafted or issued, in
`jobs.paper_issue`.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from arxl.errors import refused, sentence
from arxl.jobs.draft import theme_of
from arxl.jobs.opened import OpenedBook
from arxl.jobs.paper_issue import INTEREST_NOTE, NOTE, SLIP, TERMS, Printed, Wish, written
from arxl.jobs.progress import no_progress
from arxl.kernels.money import decimal_text
from arxl.papers.delivery_note import NotePrinter
from arxl.papers.interest_note import InterestNotePrinter
from arxl.papers.record import attachment
from arxl.papers.slip import SlipPrinter
from arxl.papers.terms import TermsPrinter
from arxl.practices.contract_terms import contract_terms
from arxl.practices.delivery_note import delivery_note, delivery_row
from arxl.practices.interest import interest_of
from arxl.practices.interest_note import InterestNote, interest_notes, refuse_claimed_twice
from arxl.practices.receipt_slip import receipt_slip
from arxl.register.chain import digest_of
from arxl.register.store import Register
from arxl.tables.history import History, IssuedPaper
from arxl.tables.policy import InterestPolicy, policy_of


def slip(
    opened: OpenedBook, today: dt.date, receipt: str, *, issue: bool = False, folder: Path | None = None
) -> tuple[Printed, ...]:
    """The slip of a receipt, as it is matched on the as-of date.

    Raises:
        WrongUsage: the book has no such receipt.
        Refused: it bounced, is of a later day, is money paid back, or is not what its slip says; register or file.
        Faulty: the book has faults, or a text cannot be printed.
    """
    opened.refuse_faults()
    found = receipt_slip(opened.position, opened.book, receipt)
    printer = SlipPrinter(opened.book.company, theme_of(opened))
    now = {
        "customer": found.addressee.customer,
        "currency": found.currency,
        "received_on": found.received_on.isoformat(),
        "amount": decimal_text(found.amount_minor, found.exponent),
    }

    def prints(number: str, date: dt.date) -> bytes:
        return printer.paper(replace(found, number=number, written_on=date))

    wish = Wish(SLIP, found.addressee.customer, found.currency, receipt, prints, _once(SLIP, receipt, now))
    return written(opened, [wish], today, issue, folder, no_progress)


def note(
    opened: OpenedBook, today: dt.date, document: str, *, issue: bool = False, folder: Path | None = None
) -> tuple[Printed, ...]:
    """The note of a delivery, on the as-of date or, where that is later, the delivery's own.

    Raises:
        WrongUsage: the book has no such delivery.
        Refused: it is no delivery of goods, or not what its note says; register or file.
        Faulty: the book has faults, or a text cannot be printed.
    """
    opened.refuse_faults()
    delivered_on = opened.book.deliveries.date[delivery_row(opened.book, document)].item()
    day = max(opened.as_of, delivered_on)
    position = opened.position if day == opened.as_of else opened.application.position_at(day)
    found = delivery_note(position, opened.book, document)
    printer = NotePrinter(opened.book.company, theme_of(opened))
    now = {
        "customer": found.addressee.customer,
        "currency": found.currency,
        "delivered_on": found.delivery.date.isoformat(),
        "amount": decimal_text(found.delivery.amount_minor, found.exponent),
    }

    def prints(number: str, date: dt.date) -> bytes:
        return printer.paper(replace(found, number=number, written_on=date))

    wish = Wish(NOTE, found.addressee.customer, found.currency, document, prints, _once(NOTE, document, now))
    return written(opened, [wish], today, issue, folder, no_progress)


def terms(
    opened: OpenedBook, today: dt.date, customer: str, *, issue: bool = False, folder: Path | None = None
) -> tuple[Printed, ...]:
    """The contract terms sheet of a customer.

    Raises:
        WrongUsage: the book has no such customer.
        Refused: register or file.
        Faulty: the book has faults, or a text cannot be printed.
    """
    opened.refuse_faults()
    agreed = contract_terms(opened.book, opened.history, customer, opened.as_of)
    printer = TermsPrinter(opened.book.company, theme_of(opened))

    def prints(number: str, date: dt.date) -> bytes:
        return printer.paper(replace(agreed, number=number, written_on=date))

    def before(history: History, register: Register) -> IssuedPaper | None:
        """The last one, where it says the same."""
        issued = [paper for paper in history.papers if (paper.kind, paper.subject) == (TERMS, customer)]
        same = issued and digest_of(prints(issued[-1].number, issued[-1].issued_on)) == issued[-1].digest
        return issued[-1] if same else None

    wish = Wish(TERMS, customer, agreed.currency, customer, prints, before)
    return written(opened, [wish], today, issue, folder, no_progress)


def interest_note(
    opened: OpenedBook, today: dt.date, customer: str, *, issue: bool = False, folder: Path | None = None
) -> tuple[Printed, ...]:
    """The debit notes for a customer's interest up to the as-of date, one an account.

    Raises:
        WrongUsage: the book has no such customer.
        Refused: no interest has run; register or file.
        Faulty: the book has faults, a notice names nothing, a rate is missing, or a text cannot be printed.
    """
    opened.refuse_faults()
    policy = policy_of(InterestPolicy, opened.book.settings)
    interest = interest_of(opened.position, opened.book, opened.history, policy)
    printer = InterestNotePrinter(opened.book.company, theme_of(opened))
    notes = interest_notes(interest, opened.book, customer, policy.interest_basis)
    for note in notes:
        refuse_claimed_twice(note, opened.book, opened.history)
    return written(opened, [_interest(note, printer) for note in notes], today, issue, folder, no_progress)


def _interest(note: InterestNote, printer: InterestNotePrinter) -> Wish:
    """A note; an account has one for what its interest came to by a day."""

    def prints(number: str, date: dt.date) -> bytes:
        return printer.paper(replace(note, number=number, written_on=date))

    until = note.as_of.isoformat()

    def before(history: History, register: Register) -> IssuedPaper | None:
        key = (INTEREST_NOTE, note.addressee.customer, note.currency, until)
        issued = (
            paper for paper in history.papers if (paper.kind, paper.customer, paper.currency, paper.subject) == key
        )
        return next(issued, None)

    return Wish(INTEREST_NOTE, note.addressee.customer, note.currency, until, prints, before)


def _once(kind: str, subject: str, now: Mapping[str, str]) -> Callable[[History, Register], IssuedPaper | None]:
    """The paper that was issued for a subject, which has one for ever.

    Args:
        now: what the book says of the subject; the paper's record must say the same.
    """

    def before(history: History, register: Register) -> IssuedPaper | None:
        for paper in history.papers:
            if (paper.kind, paper.subject) == (kind, subject):
                said = json.loads(attachment(register.paper(paper.digest), _RECORDS[kind]))
                _refuse_changed(paper, said, now)
                return paper
        return None

    return before


_RECORDS = {SLIP: "receipt-slip.json", NOTE: "delivery-note.json"}


def _refuse_changed(paper: IssuedPaper, said: Mapping[str, Any], now: Mapping[str, str]) -> None:
    for name, value in now.items():
        if said[name] != value:
            raise refused(
                paper.subject,
                sentence("{number} says {said}; the book says {now}.", number=paper.number, said=said[name], now=value),
                sentence("Restore the row; enter what changed as a row of its own."),
            )
