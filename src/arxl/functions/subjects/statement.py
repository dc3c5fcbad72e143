"""The monthly statement of account as a draft: STATEMENT (practice B4)."""

from __future__ import annotations

import datetime as dt
import re

from arxl.errors import Fault, WrongUsage, label, sentence
from arxl.functions import kept
from arxl.functions.answers import Answer, Sheet
from arxl.functions.arguments import Arguments
from arxl.functions.customers import CUSTOMER, customer_of_call
from arxl.functions.record import Argument, Example, Function, Result, Shape, Takes
from arxl.functions.sample import DELIVERIES, OCTOBER_20, RECEIPTS
from arxl.functions.whole_book import BOOK, ORDERS, POLICY, STOCK, WRITE_OFFS, book_of_call, spilled_answer
from arxl.practices.cash_application import Position
from arxl.practices.receivables import Receivables
from arxl.practices.statement import Statement, month_drafts, month_span
from arxl.practices.statement_tables import statements_table
from arxl.tables.history import NO_HISTORY

STATEMENT = Function(
    "STATEMENT",
    label("A month's statement of account as a draft: opening balance, movements, closing balance."),
    "B4",
    (
        *BOOK,
        CUSTOMER,
        Argument(
            "month",
            Takes.MONTH,
            label("month of the statement"),
            optional=True,
            default=label("the month of as_of"),
        ),
        POLICY,
        ORDERS,
        STOCK,
        WRITE_OFFS,
    ),
    Result(
        Shape.TABLE,
        label("one row a movement, with the balance after it, between the opening and the closing balance"),
    ),
    (
        Example(
            (DELIVERIES, RECEIPTS, dt.date(2026, 9, 30), None, None, "EUR", True, "C-2"),
            (
                (
                    *("Number", "Customer ID", "Currency", "Date", "Document No", "Kind", "For", "Period"),
                    *("Amount", "Balance"),
                ),
                ("Draft", "C-2", "EUR", dt.date(2026, 9, 1), "", "Opening balance", "", "", "", 0.0),
                ("Draft", "C-2", "EUR", dt.date(2026, 9, 1), "INV-3", "Invoice", "", "", 800.0, 800.0),
                ("Draft", "C-2", "EUR", dt.date(2026, 9, 30), "R-2", "Receipt", "", "", -850.0, -50.0),
                ("Draft", "C-2", "EUR", dt.date(2026, 9, 30), "", "Closing balance", "", "", "", -50.0),
            ),
        ),
        Example(
            (DELIVERIES, RECEIPTS, OCTOBER_20, None, None, "EUR", None, "C-1", "2026-08"),
            (
                ("Draft", "C-1", "EUR", dt.date(2026, 8, 1), "", "Opening balance", "", "", "", 1000.0),
                ("Draft", "C-1", "EUR", dt.date(2026, 8, 31), "R-1", "Receipt", "", "", -400.0, 600.0),
                ("Draft", "C-1", "EUR", dt.date(2026, 8, 31), "", "Closing balance", "", "", "", 600.0),
            ),
            "an earlier month",
        ),
        Example(
            (DELIVERIES, RECEIPTS, OCTOBER_20, None, None, "EUR", None, "C-1", "2026-12"),
            "month: 2026-12 begins after as_of, 2026-10-20. Choose an earlier month, or a later day.",
        ),
    ),
    (
        label(
            "Numbers are given when statements are issued, by the command or the button; a function only drafts, and "
            "every row says so."
        ),
        label(
            "It reads the ranges alone: what an issued statement has frozen stands in the register, which shows later "
            "changes of a closed month as an earlier period."
        ),
        label("Without a customer, the statements of all stand one below the other."),
    ),
    ("OPEN_ITEMS", "BALANCE"),
)

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_NUMBER_OF_MONTH = re.compile(r"20\d{2}(0[1-9]|1[0-2])")


def statement(arguments: Arguments, sheet: Sheet) -> Answer:
    """B4: STATEMENT."""
    ranges, known, as_of = book_of_call(arguments)
    customer = customer_of_call(arguments, known)
    month = _month(arguments, as_of)
    drafts = _of_customer(known, customer, month, as_of) if customer else _of_all(ranges, known, month, as_of)
    return spilled_answer(arguments, known, statements_table(drafts), min(as_of, month_span(month)[1]), sheet)


def _of_customer(known: Receivables, customer: str, month: str, as_of: dt.date) -> tuple[Statement, ...]:
    """The statements of one customer: its accounts alone are matched."""
    own = known.application.only({customer})
    return month_drafts(own.position_at, as_of, known.book, NO_HISTORY, month, known.aging_policy)


def _of_all(ranges: kept.Ranges, known: Receivables, month: str, as_of: dt.date) -> tuple[Statement, ...]:
    def position_at(day: dt.date) -> Position:
        return kept.position(ranges, day)

    return month_drafts(position_at, as_of, known.book, NO_HISTORY, month, known.aging_policy)


def _month_of_day(arguments: Arguments, text: str) -> str:
    fact = sentence('"{text}" is no month.', text=text)
    wrong = WrongUsage(Fault("month", fact, sentence("Write it as 2026-10, or give any of its days.")))
    if _NUMBER_OF_MONTH.fullmatch(text):  # 202610 typed for 2026-10 would be a day of the year 2454
        raise wrong
    try:
        return arguments.date("month").isoformat()[:7]
    except WrongUsage:
        raise wrong from None


def _month(arguments: Arguments, as_of: dt.date) -> str:
    """The month, as "2026-10"."""
    text = arguments.text("month")
    if not text:
        return as_of.isoformat()[:7]
    month = text if _MONTH.fullmatch(text) else _month_of_day(arguments, text)
    if month > as_of.isoformat()[:7]:
        raise WrongUsage(
            Fault(
                "month",
                sentence("{month} begins after as_of, {as_of}.", month=month, as_of=as_of),
                sentence("Choose an earlier month, or a later day."),
            )
        )
    return month
