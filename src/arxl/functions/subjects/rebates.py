"""What prompt payment earns: REBATES (practices A4 and C6)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from arxl.errors import label
from arxl.functions import kept
from arxl.functions.answers import Answer, Sheet
from arxl.functions.arguments import Arguments
from arxl.functions.record import Example, Function, Given, Result, Shape
from arxl.functions.sample import DELIVERIES, OCTOBER_20, RECEIPTS
from arxl.functions.whole_book import BOOK, ORDERS, POLICY, STOCK, WRITE_OFFS, book_of_call, spilled_answer
from arxl.practices.incentive import claims_until, rates_ppm
from arxl.practices.incentive import rebates as earned_rebates
from arxl.practices.rebate_payout import rebate_stands, rebates_table
from arxl.tables.history import NO_HISTORY
from arxl.tables.policy import StatementPolicy, policy_of

_AGREED = Given(
    "Agreed",
    (("Customer ID", "Name", "Rebate %"), ("C-1", "Hotel Mar", 0.01), ("C-2", "Tienda Sol", 0.02)),
)
_HELD = Given(
    "HeldBack",
    (
        ("Date", "Customer ID", "Kind", "Reference", "Value", "By", "Reason", "Until"),
        (
            *(dt.date(2027, 1, 5), "C-2", "set-off", "2026-Q4", "10", "Ana", "goods come back"),
            dt.date(2027, 1, 31),
        ),
    ),
)

REBATES = Function(
    "REBATES",
    label("The rebate that each customer earns by paying on time, quarter by quarter, and what becomes of it."),
    "A4",
    (
        *BOOK,
        POLICY,
        ORDERS,
        STOCK,
        replace(WRITE_OFFS, text=label("what people decided: rebates that are held back, write-offs")),
    ),
    Result(
        Shape.TABLE,
        label("one row an account and quarter: settled in time, rebate, held back, status, past due, why"),
    ),
    (
        Example(
            (DELIVERIES, RECEIPTS, OCTOBER_20, None, _AGREED, "EUR"),
            (
                ("C-1", "EUR", "2026-Q3", 0.0, 0.0, 0.0, "forfeited", 600.0, "INV-1 is 72 days late."),
                ("C-2", "EUR", "2026-Q4", 800.0, 16.0, 0.0, "running", 0.0, ""),
            ),
        ),
        Example(
            (DELIVERIES, RECEIPTS, dt.date(2027, 1, 15), None, _AGREED, "EUR", True, None, None, None, _HELD),
            (
                (
                    *("Customer ID", "Currency", "Quarter", "Settled in time", "Rebate", "Held back", "Status"),
                    *("Past due", "Why"),
                ),
                ("C-1", "EUR", "2026-Q3", 0.0, 0.0, 0.0, "forfeited", 1100.0, "INV-1 is 159 days late."),
                ("C-1", "EUR", "2026-Q4", 0.0, 0.0, 0.0, "forfeited", 1100.0, "INV-2 is 87 days late."),
                (
                    *("C-2", "EUR", "2026-Q4", 800.0, 16.0, 10.0, "partly held back", 0.0),
                    "10.00 EUR held back by Ana against 0.00 EUR past due: goods come back",
                ),
            ),
            "a part is held back, by decision",
        ),
    ),
    (
        label("One item too late forfeits the quarter of its due date; a disputed or discounted one earns nothing."),
        label("The function knows no supply levels: what level 3 and above withhold is told by the sheet Rebates."),
    ),
    ("BALANCE", "STATEMENT"),
)


def rebates(arguments: Arguments, sheet: Sheet) -> Answer:
    """A4 and C6: REBATES. It knows no supply levels, so that no rebate is withheld (C1)."""
    ranges, known, as_of = book_of_call(arguments)
    book, position = known.book, kept.position(ranges, as_of)
    late_days = policy_of(StatementPolicy, book.settings).rebate_late_days
    earned = earned_rebates(position, rates_ppm(book.customers), claims_until(book.credits, as_of), late_days)
    stands = rebate_stands(position, book, NO_HISTORY, earned, late_days, levels={})
    return spilled_answer(arguments, known, rebates_table(stands), as_of, sheet)
