"""When the money comes: EXPECTED_CASH (practice D3)."""

from __future__ import annotations

import datetime as dt

from arxl.errors import Fault, WrongUsage, label, sentence
from arxl.functions import kept
from arxl.functions.answers import Answer, Sheet
from arxl.functions.arguments import Arguments
from arxl.functions.record import Argument, Example, Function, Result, Shape, Takes
from arxl.functions.sample import DELIVERIES, OCTOBER_20, RECEIPTS
from arxl.functions.whole_book import BOOK, ORDERS, POLICY, STOCK, WRITE_OFFS, book_of_call, spilled_answer
from arxl.practices.expected_cash import MOST_WEEKS, WEEKS, expected_cash

EXPECTED_CASH = Function(
    "EXPECTED_CASH",
    label("The cash to be expected each week, going by how late each customer usually is."),
    "D3",
    (
        *BOOK,
        Argument(
            "weeks",
            Takes.WHOLE,
            label("how many weeks are told apart; what comes later stands in one more row"),
            optional=True,
            default=str(WEEKS),
        ),
        POLICY,
        ORDERS,
        STOCK,
        WRITE_OFFS,
    ),
    Result(Shape.TABLE, label("one row a currency and week, from Monday to Sunday: expected, of which disputed")),
    (
        Example(
            (DELIVERIES, RECEIPTS, OCTOBER_20, None, None, "EUR", True, 3),
            (
                ("Week from", "Week to", "Currency", "Expected", "Of which disputed"),
                (dt.date(2026, 10, 26), dt.date(2026, 11, 1), "EUR", 1100.0, 0.0),
                (dt.date(2026, 11, 2), dt.date(2026, 11, 8), "EUR", 0.0, 0.0),
                (dt.date(2026, 11, 9), dt.date(2026, 11, 15), "EUR", 0.0, 0.0),
            ),
        ),
        Example(
            (DELIVERIES, RECEIPTS, dt.date(2026, 9, 21), None, None, "EUR", None, 2),
            (
                (dt.date(2026, 9, 28), dt.date(2026, 10, 4), "EUR", 600.0, 0.0),
                (dt.date(2026, 10, 5), dt.date(2026, 10, 11), "EUR", 800.0, 0.0),
                (dt.date(2026, 10, 12), "", "EUR", 500.0, 0.0),
            ),
            "the last row is what comes later",
        ),
        Example(
            (DELIVERIES, RECEIPTS, OCTOBER_20, None, None, "EUR", None, "some"),
            'weeks: "some" is no whole number from 1 to 520. Write how many weeks are told apart.',
        ),
    ),
    (
        label(
            "An open item is expected on its due date, shifted by the median of the days by which its customer paid "
            "late so far, and not before 7 days have passed. Who has paid nothing in full yet is expected on the due "
            "date."
        ),
        label("Cheques and bills in hand are expected with the items that they will settle."),
    ),
    ("AGING", "OPEN_ITEMS"),
)


def expected(arguments: Arguments, sheet: Sheet) -> Answer:
    """D3: EXPECTED_CASH."""
    ranges, known, as_of = book_of_call(arguments)
    cash = expected_cash(kept.position(ranges, as_of), _weeks(arguments.text("weeks")))
    return spilled_answer(arguments, known, cash.table(), as_of, sheet)


def _weeks(text: str) -> int:
    if not text:
        return WEEKS
    if text.isdecimal() and len(text) <= len(str(MOST_WEEKS)) and 1 <= int(text) <= MOST_WEEKS:
        return int(text)
    raise WrongUsage(
        Fault(
            "weeks",
            sentence('"{text}" is no whole number from 1 to {most}.', text=text, most=MOST_WEEKS),
            sentence("Write how many weeks are told apart."),
        )
    )
