"""Interest on what is past due: INTEREST over a book, INTEREST_ON for one amount (practice C5)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import cast

import numpy as np

from arxl.errors import Faulty, label
from arxl.functions import kept
from arxl.functions.answers import Answer, Sheet, filled
from arxl.functions.arguments import Arguments
from arxl.functions.record import Argument, Example, Function, Given, Result, Shape, Takes
from arxl.functions.subjects.dates import DUE_ON
from arxl.functions.subjects.words import MONEY
from arxl.functions.whole_book import BOOK, ORDERS, POLICY, STOCK, book_of_call, spilled_answer, table_argument
from arxl.kernels import interest as kernel
from arxl.kernels.arrays import Days, Int64s
from arxl.kernels.money import decimal_of, exponent_of
from arxl.locale import wording
from arxl.practices.interest import interest_of
from arxl.tables.history import NO_HISTORY
from arxl.tables.policy import InterestPolicy, policy_of
from arxl.tables.schema import NO_AMOUNT

_BASIS = Argument(
    "basis",
    Takes.CHOICE,
    label("how days become parts of a year: actual days by 365 or 360, or months of 30 days by 360"),
    optional=True,
    default="ACT/365",
    choices=("ACT/365", "ACT/360", "30E/360"),
)
_FROM_DUE = Argument(
    "from_due",
    Takes.YES_OR_NO,
    label("whether interest runs from the due date, notice or not"),
    optional=True,
    default=label("that of policy, else FALSE: from the written notice, where that is later"),
)

_OWED = Given(
    "Owed",
    (
        ("Document No", "Customer ID", "Date", "Due Date", "Amount"),
        ("INV-5", "C-1", dt.date(2026, 9, 1), dt.date(2026, 10, 1), 1000.0),
        ("INV-6", "C-2", dt.date(2026, 9, 1), dt.date(2026, 10, 1), 1000.0),
    ),
)
_PAID = Given(
    "Paid",
    (
        ("Receipt No", "Customer ID", "Date", "Amount"),
        ("R-5", "C-1", dt.date(2026, 10, 11), 400.0),
        ("R-6", "C-1", dt.date(2026, 10, 21), 600.0),
    ),
)
_YEARLY = Given("InterestRates", (("Date", "Interest Rate"), (dt.date(2026, 1, 1), 0.1)))
_NOTICES = Given(
    "Notices",
    (
        ("Date", "Customer ID", "Kind"),
        (dt.date(2026, 9, 15), "C-1", "notice sent"),
        (dt.date(2026, 10, 21), "C-2", "notice sent"),
    ),
)
_OCTOBER_31 = dt.date(2026, 10, 31)
_STEPS = (dt.date(2026, 10, 1), dt.date(2026, 10, 11), dt.date(2026, 10, 21))

INTEREST = Function(
    "INTEREST",
    label("The interest of every document past due, day by day on what was open of it."),
    "C5",
    (
        *BOOK,
        table_argument(
            "interest_rates", "Interest Rates", label("the yearly rate of interest by date, such as 10% or 0.1")
        ),
        table_argument("decisions", "Decisions", label("what people decided: the notices that were sent")),
        _FROM_DUE,
        Argument(
            "show",
            Takes.CHOICE,
            label("one row a document, or one a stretch of days with one balance and one rate"),
            optional=True,
            default="documents",
            choices=("documents", "periods"),
        ),
        replace(_BASIS, default=label("that of policy, else ACT/365")),
        POLICY,
        ORDERS,
        STOCK,
    ),
    Result(
        Shape.TABLE,
        label("one row a document: due date, from, until, days, amount, what is open of it now, interest"),
    ),
    (
        Example(
            (_OWED, _PAID, _OCTOBER_31, None, None, "EUR", None, _YEARLY, _NOTICES),
            (
                ("C-1", "EUR", "INV-5", _STEPS[0], _STEPS[0], _STEPS[2], 20, 1000.0, 0.0, 4.38),
                ("C-2", "EUR", "INV-6", _STEPS[0], _STEPS[2], _OCTOBER_31, 10, 1000.0, 1000.0, 2.74),
            ),
            "the first is paid and its interest stays; of the second, notice came late",
        ),
        Example(
            (_OWED, _PAID, _OCTOBER_31, None, None, "EUR", True, _YEARLY, None, True, "periods"),
            (
                ("Customer ID", "Currency", "Document No", "From", "Until", "Days", "Balance", "Interest Rate"),
                ("C-1", "EUR", "INV-5", _STEPS[0], _STEPS[1], 10, 1000.0, 0.1),
                ("C-1", "EUR", "INV-5", _STEPS[1], _STEPS[2], 10, 600.0, 0.1),
                ("C-2", "EUR", "INV-6", _STEPS[0], _OCTOBER_31, 30, 1000.0, 0.1),
            ),
            "from the due date, with the days behind it",
        ),
        Example(
            (_OWED, _PAID, _OCTOBER_31, None, None, "EUR", None, None, None, True),
            "interest_rates: there is no interest rate for EUR on or before 2026-10-02. "
            "Add a row with Date and Interest Rate.",
        ),
    ),
    (
        label("The day on which something is due or paid counts once: it is the last day of what was open before."),
        label("Policy interest_grace_days puts the start off; the days of grace bear no interest."),
        label("A debit note of kind interest bears none, and the account's next interest runs from its date."),
        label("A notice without Reference is about all documents of its customer, later ones too."),
    ),
    ("INTEREST_ON", "DAYS_PAST_DUE"),
)


def interest(arguments: Arguments, sheet: Sheet) -> Answer:
    """C5: INTEREST."""
    ranges, known, as_of = book_of_call(arguments)
    said = policy_of(InterestPolicy, known.book.settings)
    policy = replace(
        said,
        interest_basis=arguments.choice("basis") or said.interest_basis,
        from_due=arguments.yes("from_due") if arguments.is_given("from_due") else said.from_due,
    )
    found = interest_of(kept.position(ranges, as_of), known.book, NO_HISTORY, policy)
    if found.faults and not known.leaves_out:
        raise Faulty(*found.faults)
    table = found.periods_table() if arguments.choice("show") == "periods" else found.table()
    return spilled_answer(arguments, known, table, as_of, sheet)


INTEREST_ON = Function(
    "INTEREST_ON",
    label("Simple interest on one amount at one rate, from its due date to the day it was paid."),
    "C5",
    (
        Argument("amount", Takes.AMOUNT, label("what was owed"), fills=True),
        DUE_ON,
        Argument("until", Takes.DATE, label("day on which it was paid, or up to which interest is asked"), fills=True),
        Argument("rate", Takes.RATE, label("rate of interest a year")),
        MONEY,
        _BASIS,
    ),
    Result(Shape.CELL, label("an amount, rounded half-up")),
    (
        Example((1000.0, _STEPS[0], _STEPS[1], 0.1, "EUR"), 2.74),
        Example((1000.0, dt.date(2026, 1, 31), dt.date(2026, 2, 28), "9%", "EUR", "30E/360"), 7.0, "28 days of 360"),
        Example((1000.0, _STEPS[1], _STEPS[0], 0.1, "EUR"), 0.0, "paid before it was due"),
        Example((365000.0, dt.date(2026, 1, 1), dt.date(2026, 1, 2), 0.0825, "KRW"), 83.0, "82.5 won, half-up"),
        Example(
            (
                Given("Balances", ((1000.0,), (600.0,))),
                Given("Since", ((_STEPS[0],), (_STEPS[1],))),
                Given("PaidOn", ((_STEPS[1],), (_STEPS[2],))),
                0.1,
                "EUR",
            ),
            ((2.74,), (1.64,)),
            "columns in, a column out",
        ),
        Example(
            (1000.0, _STEPS[0], _STEPS[1], 10.0, "EUR"),
            "rate: 10 is no yearly rate from 0 to 1. Write 10 % as 10% or 0.1.",
        ),
    ),
    (
        label(
            "Every amount is rounded by itself. INTEREST rounds once a document, so that parts of a document that are "
            "asked for here can come to a cent more or less."
        ),
    ),
    ("INTEREST",),
)


def interest_on(arguments: Arguments, sheet: Sheet) -> Answer:
    """C5: INTEREST_ON."""
    grid, currency = arguments.grid("amount"), arguments.code("currency")
    ppm, basis = arguments.rate_ppm("rate"), cast(kernel.Basis, arguments.choice("basis") or "ACT/365")
    minor, faults = arguments.amounts("amount", grid, currency)
    since, faults_of_due = arguments.dates("due_date", arguments.grid_beside("due_date", "amount"))
    until, faults_of_until = arguments.dates("until", arguments.grid_beside("until", "amount"))
    blank = (minor == NO_AMOUNT) | np.isnat(since) | np.isnat(until)
    owed = np.where(blank, 0, minor)
    charged = np.sign(owed) * _interest_minor(np.abs(owed), since, until, ppm, basis)
    exponent = exponent_of(currency)
    values = [
        None if empty else float(decimal_of(value, exponent))
        for value, empty in zip(charged.tolist(), blank.tolist(), strict=True)
    ]
    return filled(grid, values, faults_of_until | faults_of_due | faults, wording(sheet.language))


def _interest_minor(owed: Int64s, since: Days, until: Days, ppm: int, basis: kernel.Basis) -> Int64s:
    """(N,) interest of amounts that are paid in one piece, each on its day."""
    payable = np.flatnonzero(owed > 0)
    paid = kernel.Paid(payable, until[payable], owed[payable])
    last = np.sort(until[payable])[-1] if len(payable) else np.datetime64("1970-01-01", "D")
    always = kernel.Rates(np.array(["0001-01-02"], "datetime64[D]"), np.array([ppm]))
    spans = kernel.spans_of(np.where(owed > 0, since, np.datetime64("NaT", "D")), owed, paid, last, always, basis)
    return kernel.interest_minor(spans, basis, len(owed))
