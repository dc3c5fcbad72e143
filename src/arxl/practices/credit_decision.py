"""What people decide about credit: limits accepted, proposals refused, reviews done (practices A2, B9).

The limit accepted last beats the Customers sheet, as the grade accepted last does (`practices.decision`). Whoever
decides has a name; a grade or an amount that is none decides nothing, and is a fault.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from arxl.errors import Amount, Fault, Sentence, sentence, warning
from arxl.kernels.money import decimal_of, exponent_of
from arxl.practices.decision import GRADE_ACCEPTED, accepted_grades, decision_of, decisions_in_force, grade_of
from arxl.practices.replies import figure_of
from arxl.tables.choices import choice_named
from arxl.tables.history import History, RecordedDecision
from arxl.tables.schema import NO_AMOUNT, Book

LIMIT_ACCEPTED, PROPOSAL_REFUSED, REVIEWED = "limit accepted", "proposal refused", "reviewed"
REVIEWS = ("figures", "grade", "file")
"""What is reviewed, from the shortest interval to the longest; it stands as the Reference of the decision."""

_ANSWERS = (GRADE_ACCEPTED, LIMIT_ACCEPTED, PROPOSAL_REFUSED)
_KINDS = (*_ANSWERS, REVIEWED)


def currencies_of(book: Book, home: str) -> Mapping[str, str]:
    """Customer -> the currency of its limit: its own, else the company's."""
    return {customer: currency or home for customer, currency in book.customers.by_id("currency").items()}


def accepted_limits(book: Book, history: History, as_of: dt.date, home: str) -> Mapping[str, int]:
    """Customer -> the limit accepted last, by the day, in minor units of its currency.

    Args:
        home: the company's currency, for customers without one of their own.
    """
    made = [one for one in decisions_in_force(book.decisions, history, (LIMIT_ACCEPTED,)) if one.by]
    currencies = currencies_of(book, home) if made else {}
    said = {
        one.customer: limit_said(one.value, currencies.get(one.customer, home)) for one in made if one.date <= as_of
    }
    return {customer: minor for customer, minor in said.items() if minor is not None}


@lru_cache(maxsize=4096)
def limit_said(text: str, currency: str) -> int | None:
    """The limit that the Value of a decision says, in minor units; None where it is no amount from 0 on."""
    minor = figure_of(text, currency) if currency else None
    return None if minor is None or minor < 0 else minor


def limits_in_force(book: Book, history: History, as_of: dt.date, home: str) -> Mapping[str, int]:
    """Customer -> its limit: the one accepted last, else that of its row; customers without one are not in it."""
    on_file = book.customers.by_id("credit_limit_minor")
    own = {customer: minor for customer, minor in on_file.items() if minor != NO_AMOUNT}
    return {**own, **accepted_limits(book, history, as_of, home)}


@dataclass(frozen=True, slots=True)
class InForce:
    """What was decided about credit by a day.

    Attributes:
        grades: customer -> the grade accepted last.
        limits: customer -> its limit in minor units of its currency: accepted last, else the file's.
        decided: customer -> everything that was decided, the oldest first.
    """

    grades: Mapping[str, str]
    limits: Mapping[str, int]
    decided: Mapping[str, tuple[RecordedDecision, ...]]


def in_force(book: Book, history: History, as_of: dt.date, home: str) -> InForce:
    """What is in force on a day; `home` is the company's currency."""
    return InForce(
        accepted_grades(book.decisions, history, as_of),
        limits_in_force(book, history, as_of, home),
        _decisions_of_customers(book, history, as_of),
    )


def _decisions_of_customers(book: Book, history: History, as_of: dt.date) -> Mapping[str, tuple[RecordedDecision, ...]]:
    """Customer -> what somebody with a name decided about its credit by the day, the oldest first."""
    found = defaultdict[str, list[RecordedDecision]](list)
    for made in decisions_in_force(book.decisions, history, _ANSWERS):
        if made.date <= as_of and made.by:
            found[made.customer].append(made)
    return {customer: tuple(rows) for customer, rows in found.items()}


def differing_limits(book: Book, history: History, as_of: dt.date, home: str) -> tuple[Fault, ...]:
    """A warning for every customer whose row holds another limit than the one accepted last."""
    customers, accepted = book.customers, accepted_limits(book, history, as_of, home)
    if not accepted or "credit_limit_minor" not in customers.origin.letters:
        return ()
    faults = []
    for row, customer in enumerate(customers.customer.tolist()):
        minor = int(customers.credit_limit_minor[row])
        if customer in accepted and minor != accepted[customer]:
            currency = str(customers.currency[row]) or home
            faults.append(
                warning(
                    customers.origin.cell("credit_limit_minor", row),
                    sentence(
                        "the limit of {customer} is {limit}; {accepted} was accepted.",
                        customer=customer,
                        limit=sentence("blank") if minor == NO_AMOUNT else money(minor, currency),
                        accepted=money(accepted[customer], currency),
                    ),
                    sentence("The accepted limit counts. Correct the cell, or accept another on the Decisions sheet."),
                )
            )
    return tuple(faults)


def money(minor: int, currency: str) -> Amount:
    """A sum of a currency."""
    return Amount(decimal_of(minor, exponent_of(currency)), currency)


def review_named(reference: str) -> str | None:
    """What a decision says was reviewed, in any of the six languages; None where it is nothing of it."""
    return choice_named(reference, REVIEWS)


def credit_faults(book: Book, home: str) -> tuple[Fault, ...]:
    """Decisions about credit that decide nothing, each with its cell."""
    currencies = currencies_of(book, home)
    decisions = book.decisions
    return tuple(
        Fault(decisions.origin.cell(attribute, row), fact, remedy)
        for row, kind in enumerate(decisions.kind.tolist())
        if kind in _KINDS
        for attribute, fact, remedy in _flaws(decision_of(decisions, row), currencies, home)
    )


def _flaws(
    made: RecordedDecision, currencies: Mapping[str, str], home: str
) -> Iterator[tuple[str, Sentence, Sentence]]:
    """(Attribute, fact, remedy) of what is wrong with a decision."""
    if not made.by:
        yield (
            "by",
            sentence('the decision "{kind}" has no name.', kind=made.kind),
            sentence("Write in By who decides; until then it does not count."),
        )
    if made.kind == REVIEWED:
        if review_named(made.reference) is None:
            fact = sentence('there is no review of "{reference}".', reference=made.reference)
            yield "reference", fact, sentence("Write figures, grade or file as Reference.")
        return
    if not made.customer:
        fact = sentence('the decision "{kind}" names no customer.', kind=made.kind)
        yield "customer", fact, sentence("Write the customer's id.")
    if made.kind == GRADE_ACCEPTED and not grade_of(made.value):
        fact = sentence('the grade accepted is "{value}".', value=made.value)
        yield "value", fact, sentence("Write A, B, C, D or E.")
    currency = currencies.get(made.customer, home)
    if made.kind == LIMIT_ACCEPTED and limit_said(made.value, currency) is None:
        fact = sentence(
            'the limit accepted is "{value}": no amount of {currency} from 0 on.', value=made.value, currency=currency
        )
        yield "value", fact, sentence("Write the amount in digits.")
