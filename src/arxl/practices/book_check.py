"""Everything that is wrong with a book and its decisions, each with its place (`arxl check`, the function CHECK)."""

from __future__ import annotations

from collections.abc import Iterable

from arxl.errors import Fault, Severity, label
from arxl.practices.cash_application import Position
from arxl.practices.company_currency import company_currency
from arxl.practices.contact import contact_faults
from arxl.practices.credit_decision import differing_limits
from arxl.practices.decision import differing_grades, doubtful_copies
from arxl.practices.decision_check import decision_faults
from arxl.practices.limitation import unknown_countries
from arxl.practices.receivables import Receivables
from arxl.practices.replies import unreadable_figures
from arxl.practices.sending import doubtful_sendings
from arxl.practices.supply_level import SupplyLevels
from arxl.tables.result import ResultColumn, ResultTable, Shows

_SEVERITIES = {Severity.FAULT: label("fault"), Severity.WARNING: label("warning")}


def wrong_in_book(known: Receivables, position: Position, levels: SupplyLevels, *further: Fault) -> tuple[Fault, ...]:
    """Faults first, then warnings; each in the order of sheets and cells, and then `further` ones."""
    book, history, as_of = known.book, known.known_history, position.as_of
    return _listed(
        (
            *book.faults,
            *decision_faults(known, as_of, lambda: position),
            *unknown_countries(book),
            *contact_faults(book),
            *levels.faults,
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
