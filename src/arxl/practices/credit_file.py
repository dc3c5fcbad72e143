"""What each customer's credit file lacks, worst exposure first (practices A1, A5).

A file lacks what its row of Customers leaves blank, a contract in force, a signatory in force, the registered seal, a
limit, and a security or a guarantor where the limit is large. What proves the balance (contract, delivery notes,
statements, signatories) is judged by `practices.evidence`; nothing of it is counted a second time here.

Exposure = open items less unapplied cash, and orders confirmed and not yet delivered, in the company's currency. Where
a rate is missing the exposure is unknown: that is a fault, and the file stands first, so that nobody overlooks it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from arxl.errors import Amount, Fault, Faulty, Sentence, label, sentence
from arxl.kernels.arrays import AnyArray, Bools
from arxl.kernels.medians import twice_median
from arxl.kernels.money import exponent_of, minor_from_decimal
from arxl.practices.cash_application import Position
from arxl.practices.company_currency import NO_CURRENCY
from arxl.practices.credit_decision import limits_in_force, money
from arxl.practices.credit_record import Roll, roll_of
from arxl.practices.evidence import Evidence
from arxl.practices.undelivered import undelivered_orders
from arxl.pulse import beating
from arxl.tables.desk_policy import FilePolicy
from arxl.tables.history import History
from arxl.tables.rates import Exchange
from arxl.tables.result import ResultColumn, ResultTable, Shows
from arxl.tables.schema import Book, Customers, columns_of

WANTED = (
    *("terms", "salesperson", "region", "type", "tax_id", "address", "email", "phone"),
    *("decides", "pays", "pays_phone", "pays_email", "hours"),
    *("usual_method", "invoice_type", "approval_steps"),
    *("distance_km", "finances", "network", "ability", "organisation", "reputation", "co_operation"),
)
"""Columns of Customers that a file is to fill. Blank settlement days mean any day, a blank country the company's."""

_STANDS_FOR = {"pays_phone": "phone", "pays_email": "email"}
"""A blank in the one is no gap where the other is filled."""


@dataclass(frozen=True, slots=True)
class CreditFile:
    """One customer's file.

    Attributes:
        exposure: in the company's currency; None where a rate is missing.
        limit: accepted last, else the file's; None where there is none.
        blank: how many of the wanted columns are blank.
        gaps: everything that is missing, in the order in which to ask for it.
    """

    customer: str
    name: str
    salesperson: str
    exposure: Amount | None
    limit: Amount | None
    blank: int
    gaps: tuple[Sentence, ...]


def credit_files(
    position: Position, book: Book, history: History, proved: Iterable[Evidence], policy: FilePolicy
) -> tuple[tuple[CreditFile, ...], tuple[Fault, ...]]:
    """The file of every customer of the book and of every account.

    Args:
        proved: `evidence_of` the same position.

    Returns:
        The files, and the rates that are missing for their order.
    """
    roll = roll_of(position, book)
    accounts = defaultdict[str, list[Evidence]](list)
    for one in proved:
        accounts[one.customer].append(one)
    exposures, faults = _exposures(position, book, roll, accounts)
    limits = limits_in_force(book, history, position.as_of, roll.home)
    large = _large_limits(book, roll, limits, position, policy.security_times)
    blanks, seller = _blank_columns(book.customers), book.customers.by_id("salesperson")
    files = []
    for nth, customer in enumerate(beating(roll.customer.tolist(), 64)):
        row = int(roll.file[nth])
        minor, limit = exposures[nth], limits.get(customer)
        blank = blanks[row] if row >= 0 else ()
        files.append(
            CreditFile(
                customer=customer,
                name=book.customers.name_of(customer),
                salesperson=seller.get(customer, ""),
                exposure=None if minor is None else money(minor, roll.home),
                limit=None if limit is None else money(limit, roll.currency[nth]),
                blank=len(blank),
                gaps=(
                    *_proof_gaps(accounts[customer]),
                    *_limit_gaps(book, row, limit, customer in large),
                    *_file_gaps(row >= 0 and bool(book.customers.origin.letters), blank),
                ),
            )
        )
    order = sorted(range(len(files)), key=lambda nth: _worst_first(exposures[nth], files[nth].customer))
    return tuple(files[nth] for nth in order), faults


def files_table(files: Sequence[CreditFile]) -> ResultTable:
    """One row a customer."""
    return ResultTable(
        label("Credit files"),
        (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [one.customer for one in files]),
            ResultColumn("name", label("Name"), Shows.TEXT, [one.name for one in files]),
            ResultColumn("salesperson", label("Salesperson"), Shows.TEXT, [one.salesperson for one in files]),
            ResultColumn("exposure", label("Exposure"), Shows.AMOUNT, [one.exposure for one in files], totalled=True),
            ResultColumn("limit", label("Credit Limit"), Shows.AMOUNT, [one.limit for one in files], foreign=True),
            ResultColumn("gaps", label("Gaps"), Shows.WHOLE, [len(one.gaps) for one in files]),
            ResultColumn("blank", label("Blank columns"), Shows.WHOLE, [one.blank for one in files]),
            ResultColumn("missing", label("Missing"), Shows.SENTENCES, [one.gaps for one in files]),
        ),
    )


def _worst_first(minor: int | None, customer: str) -> tuple[bool, int, str]:
    return minor is not None, -(minor or 0), customer


def _exposures(
    position: Position, book: Book, roll: Roll, accounts: Mapping[str, Sequence[Evidence]]
) -> tuple[list[int | None], tuple[Fault, ...]]:
    """Minor units of the company's currency, None where a rate is missing; and a fault a missing rate."""
    exchange, faults = Exchange(book.rates, roll.home), dict[str, Fault]()
    owed = defaultdict[str, dict[str, int]](lambda: defaultdict(int))
    for customer, entries in accounts.items():
        for one in entries:
            owed[customer][one.currency] += minor_from_decimal(one.balance.value, exponent_of(one.currency))
    for (customer, currency, _), minor in undelivered_orders(position, book.orders).items():
        owed[customer][currency] += minor
    exposures: list[int | None] = []
    for customer in roll.customer.tolist():
        total: int | None = 0
        for currency, minor in owed[customer].items():
            try:
                if not roll.home:
                    raise Faulty(NO_CURRENCY)
                converted = exchange.convert(minor, currency, roll.home, position.as_of)
                total = None if total is None else total + converted
            except Faulty as error:
                faults.setdefault(currency, error.faults[0])
                total = None
        exposures.append(total if roll.home else None)
    return exposures, tuple(faults.values())


def _large_limits(
    book: Book, roll: Roll, limits: Mapping[str, int], position: Position, times: Decimal
) -> frozenset[str]:
    """Customers whose limit is above so many times the median limit; limits that lack a rate are not compared."""
    exchange, sizes = Exchange(book.rates, roll.home), dict[str, int]()
    for customer, currency in zip(roll.customer.tolist(), roll.currency, strict=True):
        if limits.get(customer):
            try:
                sizes[customer] = exchange.convert(limits[customer], currency, roll.home, position.as_of)
            except Faulty:
                continue
    if not times or not sizes:
        return frozenset()
    middle = twice_median(sizes.values())
    return frozenset(customer for customer, size in sizes.items() if 2 * size > times * middle)


def _proof_gaps(accounts: Iterable[Evidence]) -> tuple[Sentence, ...]:
    """What the evidence of all accounts lacks, once each; and of seal and signatories what is missing beside it."""
    entries = list(accounts)
    if not entries:
        return ()
    # To ask whether two sentences are one takes longer than to make them; most customers have one account.
    gaps = list(entries[0].gaps if len(entries) == 1 else dict.fromkeys(gap for one in entries for gap in one.gaps))
    if entries[0].sealed and not entries[0].signatories:
        gaps.append(sentence("Nobody on the sheet Signatories may sign today."))
    elif entries[0].signatories and not entries[0].sealed:
        gaps.append(sentence("No registered seal is on file."))
    return tuple(gaps)


def _limit_gaps(book: Book, row: int, limit: int | None, large: bool) -> tuple[Sentence, ...]:
    if limit is None:
        return (sentence("No credit limit: the rules about it do not apply."),)
    customers = book.customers
    secured = row >= 0 and (customers.security_minor[row] > 0 or bool(customers.guarantor[row]))
    return (
        (sentence("The limit is large, and neither a security nor a guarantor is on file."),)
        if large and not secured
        else ()
    )


def _file_gaps(has_file: bool, blank: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    if not has_file:
        return (sentence("The customer is not on the sheet Customers."),)
    return (sentence("Blank on the sheet Customers: {columns}.", columns=blank),) if blank else ()


def _blank_columns(customers: Customers) -> list[tuple[Sentence, ...]]:
    """Headings of the wanted columns that each row leaves blank; rows that lack the same share one answer."""
    columns = columns_of(Customers)
    filled = {attribute: _filled(getattr(customers, attribute)) for attribute in WANTED}
    for attribute, instead in _STANDS_FOR.items():
        filled[attribute] = filled[attribute] | filled[instead]
    headings = [Sentence(columns[attribute].header) for attribute in WANTED]
    known: dict[bytes, tuple[Sentence, ...]] = {}
    rows = ~np.array([filled[attribute] for attribute in WANTED]).T
    answers = []
    for lacking in rows:
        key = lacking.tobytes()
        if key not in known:
            known[key] = tuple(heading for heading, blank in zip(headings, lacking.tolist(), strict=True) if blank)
        answers.append(known[key])
    return answers


def _filled(values: AnyArray) -> Bools:
    filled: Bools = ~np.isnan(values) if values.dtype.kind == "f" else values != ""
    return filled
