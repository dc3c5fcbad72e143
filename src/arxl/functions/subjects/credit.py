"""Who deserves how much credit: SCORE (practice A2)."""

from __future__ import annotations

from dataclasses import replace

from arxl.errors import Faulty, label
from arxl.functions import kept
from arxl.functions.answers import Answer, Sheet
from arxl.functions.arguments import Arguments
from arxl.functions.record import Example, Function, Given, Result, Shape
from arxl.functions.sample import CUSTOMERS, DELIVERIES, OCTOBER_20, RECEIPTS
from arxl.functions.subjects.supply import DECISIONS, RATES, RULES
from arxl.functions.whole_book import BOOK, CONTACTS, ORDERS, POLICY, STOCK, book_of_call, spilled_answer
from arxl.practices.credit_decision import credit_faults
from arxl.practices.credit_desk import CreditDesk
from arxl.practices.credit_tables import scores_table
from arxl.practices.supply import rule_faults
from arxl.tables.history import NO_HISTORY

_TWO = Given("ScorePolicy", (("Key", "Value"), ("score_least_documents", 2.0)))

SCORE = Function(
    "SCORE",
    label("Each customer's score from 0 to 100, and the grade and limit that it proposes."),
    "A2",
    (
        *BOOK,
        RULES,
        RATES,
        POLICY,
        ORDERS,
        STOCK,
        replace(DECISIONS, text=label("what people decided: grades and limits that were accepted")),
        replace(CONTACTS, text=label("contacts, with the promises that were made in them")),
    ),
    Result(
        Shape.TABLE,
        label("one row a customer: score, grade now, proposed grade, limit now, proposed limit, reasons"),
    ),
    (
        Example(
            (DELIVERIES, RECEIPTS, OCTOBER_20, None, CUSTOMERS, "EUR", None, None, None, _TWO),
            (
                (
                    *("C-1", "Hotel Mar", "EUR", 16, "B", "E", 1000.0, 0.0),
                    "Points are lost by days late, by amount (13), percent paid on time, by amount (0), months of "
                    "relation (8).\n"
                    "Limit: 250.00 EUR a month over 2 months × 1.00 for terms of 30 days × factor 0.",
                ),
                (
                    *("C-2", "Tienda Sol", "EUR", 75, "A", "", "", ""),
                    "Documents that fell due: 1; below 2 nothing is proposed.",
                ),
            ),
            "a policy that is content with two due documents",
        ),
        Example(
            (DELIVERIES, RECEIPTS, OCTOBER_20, None, CUSTOMERS, "EUR"),
            (
                (
                    *("C-1", "Hotel Mar", "EUR", 16, "B", "", 1000.0, ""),
                    "Documents that fell due: 2; below 3 nothing is proposed.",
                ),
                (
                    *("C-2", "Tienda Sol", "EUR", 75, "A", "", "", ""),
                    "Documents that fell due: 1; below 3 nothing is proposed.",
                ),
            ),
        ),
    ),
    (
        label("Weights, bounds and factors are rows of policy."),
        label("Decisions that stand in the register alone are not in a range: the command counts them."),
    ),
    ("SUPPLY", "AGING"),
)


def score(arguments: Arguments, sheet: Sheet) -> Answer:
    """A2: SCORE."""
    ranges, known, as_of = book_of_call(arguments)
    desk = CreditDesk(known, kept.position(ranges, as_of), NO_HISTORY)
    judgement = desk.today
    table = scores_table(judgement.proposals.rows, desk.roll.currency)
    faults = (*rule_faults(known.book), *credit_faults(known.book, desk.roll.home), *judgement.faults)
    if faults and not known.leaves_out:
        raise Faulty(*faults)
    return spilled_answer(arguments, known, table, as_of, sheet)
