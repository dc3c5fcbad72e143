"""Everything that is wrong with a book and its decisions, each with its place (`arxl check`, the function CHECK)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from arxl.errors import Fault, Severity, label
from arxl.practices.contact import contact_faults
from arxl.practices.credit_decision import credit_faults, differing_limits
from arxl.practices.decision import changed_decisions, differing_grades, doubtful_copies
from arxl.practices.escalation import escalation_faults
from arxl.practices.limitation import unknown_countries, vague_revivals
from arxl.practices.receivables import Receivables
from arxl.practices.replies import contradicting_replies, unreadable_figures
from arxl.practices.sending import doubtful_sendings
from arxl.practices.set_off import set_off_faults
from arxl.practices.supply import rule_faults
from arxl.practices.supply_level import SupplyLevels
from arxl.practices.supply_standing import company_currency
from arxl.practices.warning_closing import closing_faults
from arxl.tables.history import History
from arxl.tables.result import ResultColumn, ResultTable, Shows

_SEVERITIES = {Severity.FAULT: label("fault"), Severity.WARNING: label("warning")}


def wrong_in_book(
    known: Receivables, levels: SupplyLevels, history: History, as_of: dt.date, *further: Fault
) -> tuple[Fault, ...]:
    """Faults first, then warnings; each in the order of sheets and cells, and then `further` ones."""
    book = known.book
    return _listed(
        (
            *book.faults,
            *rule_faults(book),
            *closing_faults(book.decisions),
            *set_off_faults(book),
            *escalation_faults(book.decisions),
            *known.write_off_faults,
            *credit_faults(book, company_currency(book)),
            *vague_revivals(known.ledger, book.decisions),
            *unknown_countries(book),
            *contact_faults(book),
            *changed_decisions(book.decisions, history, known.ledger.first_day),
            *levels.faults,
            *contradicting_replies(book.decisions, history),
            *doubtful_copies(book.decisions, history, as_of),
            *doubtful_sendings(book.decisions, history),
            *unreadable_figures(book.decisions, history),
            *differing_grades(book.customers, book.decisions, history, as_of),
            *differing_limits(book, history, as_of, company_currency(book)),
            *further,
        )
    )


def _listed(found: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(dict.fromkeys(found), key=lambda fault: fault.severity is Severity.WARNING))


def faults_table(faults: tuple[Fault, ...]) -> ResultTable:
    """One row a fault or warning."""
    return ResultTable(
        label("Faults"),
        (
            ResultColumn("place", label("Place"), Shows.TEXT, [fault.place for fault in faults]),
            ResultColumn("severity", label("Severity"), Shows.LABEL, [_SEVERITIES[fault.severity] for fault in faults]),
            ResultColumn("fact", label("What is wrong"), Shows.SENTENCES, [(fault.fact,) for fault in faults]),
            ResultColumn("remedy", label("Remedy"), Shows.SENTENCES, [(fault.remedy,) for fault in faults]),
        ),
    )
