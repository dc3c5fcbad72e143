"""Who gets no more goods: SUPPLY (practice C1)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from arxl.errors import Faulty, label
from arxl.functions import kept
from arxl.functions.answers import Answer, Sheet
from arxl.functions.arguments import Arguments
from arxl.functions.record import Argument, Example, Function, Result, Shape, Takes
from arxl.functions.sample import CUSTOMERS, DELIVERIES, OCTOBER_20, RECEIPTS
from arxl.functions.whole_book import (
    BOOK,
    CONTACTS,
    ORDERS,
    POLICY,
    STOCK,
    book_of_call,
    spilled_answer,
    table_argument,
)
from arxl.practices.supply import rule_faults, supply_levels
from arxl.tables.history import NO_HISTORY

RULES = table_argument("rules", "Supply Rules", label("metric, level, and the thresholds of grades A, B, C and D"))
RATES = table_argument("rates", "Rates", label("rates of exchange: currency, date, rate"))
DECISIONS = table_argument("decisions", "Decisions", label("what people decided: overrides, write-offs"))
SIGNALS = table_argument("signals", "Signals", label("warnings that people noted: they raise the level"))

_LEFT_OUT = (None,) * 7  # headers, rules, rates, policy, orders, stock, decisions

SUPPLY = Function(
    "SUPPLY",
    label("Who gets no more goods, why, and what releases it."),
    "C1",
    (
        *BOOK,
        RULES,
        RATES,
        POLICY,
        ORDERS,
        STOCK,
        DECISIONS,
        Argument(
            "urgent",
            Takes.YES_OR_NO,
            label("only customers whose level is above 0: the highest first, then the most money overdue"),
            optional=True,
            default="FALSE",
        ),
        CONTACTS,
        SIGNALS,
    ),
    Result(
        Shape.TABLE,
        label("one row a customer: level 0 to 6, days past due, overdue amount, reasons and what releases them"),
    ),
    (
        Example(
            (DELIVERIES, RECEIPTS, OCTOBER_20, None, CUSTOMERS, "EUR"),
            (
                (
                    *("C-1", "Hotel Mar", "B", 5, "stop", 72, 600.0),
                    "INV-1 is 72 days past due; 600.00 EUR of it is open.\n"
                    "The exposure of 1,100.00 EUR is 110 % of the limit of 1,000.00 EUR.",
                    "Receipt of 600.00 EUR.\nReceipt of 300.01 EUR.",
                ),
                ("C-2", "Tienda Sol", "A", 0, "normal", 0, 0.0, "", ""),
            ),
        ),
        Example(
            (DELIVERIES, RECEIPTS, dt.date(2026, 8, 10), None, CUSTOMERS, "EUR", *_LEFT_OUT, True),
            (
                (
                    *("C-1", "Hotel Mar", "B", 2, "reduced: orders cut to 50 %", 1, 1000.0),
                    "The exposure of 1,000.00 EUR is 100 % of the limit of 1,000.00 EUR.\n"
                    "INV-1 is 1 days past due; 1,000.00 EUR of it is open.",
                    "Receipt of 200.01 EUR.\nReceipt of 1,000.00 EUR.",
                ),
            ),
            "the urgent ones alone",
        ),
    ),
    (
        label("Without rules, those of the template count."),
        label("Unsigned statements stand in the register, not in a range: the command counts them."),
    ),
    ("AGING",),
)


def supply(arguments: Arguments, sheet: Sheet) -> Answer:
    """C1: SUPPLY."""
    ranges, known, as_of = book_of_call(arguments)
    levels = supply_levels(known.application, kept.position(ranges, as_of), known.book, NO_HISTORY, known.supply_policy)
    faults = (*rule_faults(known.book), *levels.faults)
    if faults and not known.leaves_out:
        raise Faulty(*faults)
    if arguments.yes("urgent"):
        levels = replace(levels, rows=levels.most_urgent(len(levels.rows)))
    return spilled_answer(arguments, known, levels.table(), as_of, sheet)
