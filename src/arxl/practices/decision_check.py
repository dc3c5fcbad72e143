"""What keeps a decision from being carried out: all that is wrong with the sheet Decisions, as one list.

`arxl check` lists it, and every job tells its faults and stops at them (PRACTICE, "What people decide"). What the
register says of decisions that do their work stands in `book_check`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import numpy as np

from arxl.errors import Fault, Severity
from arxl.practices.cash_application import Position
from arxl.practices.company_currency import company_currency
from arxl.practices.credit_decision import credit_faults
from arxl.practices.decision import PROMISED, SET_OFF
from arxl.practices.escalation import escalation_faults
from arxl.practices.held_discount import idle_set_offs
from arxl.practices.limitation import vague_revivals
from arxl.practices.promise_accepted import acceptance_faults
from arxl.practices.promises import PromiseBook
from arxl.practices.receivables import Receivables
from arxl.practices.set_off import set_off_faults
from arxl.practices.supply import rule_faults
from arxl.practices.warning_closing import closing_faults
from arxl.tables.schema import Book


def decision_faults(known: Receivables, as_of: dt.date, position: Callable[[], Position]) -> Iterator[Fault]:
    """Faults and warnings of the sheet Decisions, and of Supply Rules, beside which overrides stand.

    Args:
        position: answers that of the as-of date; not asked where no decision depends on it.
    """
    book, decisions = known.book, known.book.decisions
    yield from rule_faults(book)
    yield from closing_faults(decisions)
    yield from escalation_faults(decisions)
    yield from known.write_off_faults
    yield from credit_faults(book, company_currency(book))
    yield from vague_revivals(known.ledger, decisions)
    if np.any(decisions.kind == SET_OFF):
        faulty = set_off_faults(book)
        told = {fault.place for fault in faulty}
        yield from faulty
        yield from (fault for fault in idle_set_offs(position(), book) if fault.place not in told)
    if np.any(decisions.kind == PROMISED):
        yield from _of_acceptances(book, as_of)
    yield from known.changed_decisions


def _of_acceptances(book: Book, as_of: dt.date) -> Iterator[Fault]:
    """Nobody can say that nothing was promised where there is no table of contacts, as in ranges of a function."""
    has_contacts = bool(book.contacts.origin.letters)
    for fault in acceptance_faults(book, PromiseBook(book).promises, as_of):
        if has_contacts or fault.severity is Severity.FAULT:
            yield fault
