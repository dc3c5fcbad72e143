"""The contract terms sheet: what both sides agree on, for both to sign (practices A3, A4, A5, C1, C5).

It says what the book applies: the customer's terms, limit, rebate, interest, and what the supply ladder does at which
delay for the customer's grade. The grade itself is the house's own and stands nowhere.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from arxl.errors import Faulty
from arxl.kernels.money import exponent_of
from arxl.practices.addressee import Addressee, addressee_of
from arxl.practices.company_currency import company_currency
from arxl.practices.credit_decision import limits_in_force
from arxl.practices.decision import BLANK_GRADE, WORST_GRADE, accepted_grades
from arxl.practices.interest import rate_on
from arxl.practices.supply_arrears import EXPOSURE_TO_LIMIT, OLDEST_DAYS
from arxl.practices.supply_level import LEAST_OF_GRADE_E
from arxl.practices.supply_rules import ruled_grade, rules_of
from arxl.tables.history import History
from arxl.tables.policy import DuePolicy, InterestPolicy, StatementPolicy, SupplyPolicy, policy_of
from arxl.tables.schema import Book
from arxl.tables.terms import Terms, parse_terms


@dataclass(frozen=True, slots=True)
class LadderStep:
    """A supply level, and from where it applies: days past due, or exposure as a share of the limit; else always."""

    level: int
    from_days: int | None = None
    from_share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Signatory:
    """Somebody who may sign for the customer; None: without a first or last day."""

    name: str
    role: str
    valid_from: dt.date | None
    valid_until: dt.date | None


@dataclass(frozen=True, slots=True)
class ContractTerms:
    """What the sheet says.

    Attributes:
        number: of the paper; "" while it is a draft.
        contract: number of the contract that it belongs to; "" where the book has none.
        limit_minor: in `currency`; None where none is agreed.
        rebate_percent: of what is settled by its due date; 0 for none.
        interest_rate: a year; None where the book has no rate.
        ladder: levels by days past due, then by exposure, each with the lowest threshold of its own.
    """

    number: str
    addressee: Addressee
    written_on: dt.date
    currency: str
    exponent: int
    contract: str
    signed_on: dt.date | None
    valid_until: dt.date | None
    terms: Terms
    limit_minor: int | None
    rebate_percent: Decimal
    rebate_late_days: int
    interest_rate: Decimal | None
    interest: InterestPolicy
    ladder: tuple[LadderStep, ...]
    orders_percent: int
    return_days: int
    signatories: tuple[Signatory, ...]
    seal_on_file: bool


def contract_terms(book: Book, history: History, customer: str, as_of: dt.date) -> ContractTerms:
    """The terms of a customer on a day.

    Raises:
        WrongUsage: the book has no such customer.
    """
    addressee = addressee_of(book, customer)
    customers, row = book.customers, addressee.row
    known = row >= 0
    currency = (str(customers.currency[row]) if known else "") or company_currency(book)
    settings = book.settings
    statement_policy, supply_policy = policy_of(StatementPolicy, settings), policy_of(SupplyPolicy, settings)
    limits = limits_in_force(book, history, as_of, company_currency(book))
    rebate = float(customers.rebate_percent[row]) if known else 0.0
    return ContractTerms(
        number="",
        addressee=addressee,
        written_on=as_of,
        currency=currency,
        exponent=exponent_of(currency) if currency else 0,
        contract=str(customers.contract[row]) if known else "",
        signed_on=customers.contract_signed_on[row].item() if known else None,
        valid_until=customers.contract_until[row].item() if known else None,
        terms=parse_terms((str(customers.terms[row]) if known else "") or policy_of(DuePolicy, settings).default_terms),
        limit_minor=limits.get(addressee.customer),
        rebate_percent=Decimal(0) if np.isnan(rebate) else Decimal(repr(rebate)),
        rebate_late_days=statement_policy.rebate_late_days,
        interest_rate=_rate(book, currency, as_of),
        interest=policy_of(InterestPolicy, settings),
        ladder=_ladder(book, _grade(book, history, addressee, as_of)),
        orders_percent=supply_policy.orders_reduced_percent,
        return_days=statement_policy.return_days,
        signatories=_signatories(book, customer, as_of),
        seal_on_file=known and str(customers.seal_on_file[row]) == "yes",
    )


def _rate(book: Book, currency: str, day: dt.date) -> Decimal | None:
    try:
        return rate_on(book, currency, day)
    except Faulty:
        return None


def _grade(book: Book, history: History, addressee: Addressee, as_of: dt.date) -> str:
    accepted = accepted_grades(book.decisions, history, as_of).get(addressee.customer, "")
    on_file = str(book.customers.grade[addressee.row]) if addressee.row >= 0 else ""
    return accepted or on_file or BLANK_GRADE


def _ladder(book: Book, grade: str) -> tuple[LadderStep, ...]:
    """The levels above normal, each from the lowest of its thresholds; grade E has one that always applies."""
    rules = rules_of(book.supply_rules)[0]
    steps = [LadderStep(LEAST_OF_GRADE_E)] if grade == WORST_GRADE else []
    for metric in (OLDEST_DAYS, EXPOSURE_TO_LIMIT):
        lowest: dict[int, Decimal] = {}
        for rule in rules:
            if rule.metric.name == metric and rule.level:
                threshold = rule.thresholds[ruled_grade(grade)]
                lowest[rule.level] = min(threshold, lowest.get(rule.level, threshold))
        for level, threshold in sorted(lowest.items()):
            by_days = metric == OLDEST_DAYS
            steps.append(
                LadderStep(level, from_days=int(threshold)) if by_days else LadderStep(level, from_share=threshold)
            )
    return tuple(steps)


def _signatories(book: Book, customer: str, as_of: dt.date) -> tuple[Signatory, ...]:
    """Who may sign on the day, or from a later day on."""
    rows = book.signatories
    day = np.datetime64(as_of, "D")
    own = np.flatnonzero((rows.customer == customer) & ~(rows.valid_until < day))
    return tuple(
        Signatory(str(rows.name[row]), str(rows.role[row]), rows.valid_from[row].item(), rows.valid_until[row].item())
        for row in own.tolist()
    )
