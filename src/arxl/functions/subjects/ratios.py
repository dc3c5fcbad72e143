"""How well a book turns into money: DSO, BEST_DSO, CEI, TURNOVER, OVERDUE_SHARE (practice D3).

Each currency stands alone. A figure is one number for a cell of a dashboard: that of the book's only currency, or of
the company's where it is named; a row a currency where neither decides, and a row a holder and currency on request.
"""

from __future__ import annotations

from collections.abc import Callable

from arxl.errors import Sentence, label
from arxl.functions import kept
from arxl.functions.answers import Answer, Sheet
from arxl.functions.arguments import Arguments
from arxl.functions.record import Argument, Example, Function, Result, Shape, Takes
from arxl.functions.sample import CUSTOMERS, DELIVERIES, OCTOBER_20, RECEIPTS
from arxl.functions.whole_book import BOOK, ORDERS, POLICY, STOCK, WRITE_OFFS, book_of_call, spilled_answer
from arxl.locale import wording
from arxl.practices import ratios
from arxl.practices.aging import Per
from arxl.practices.company_currency import company_currency
from arxl.practices.ratios import Figure, Grounds, day_before_span, grounds_of, ratio_table
from arxl.tables.result import Shows

_PER = Argument(
    "per",
    Takes.CHOICE,
    label("what has a row a currency"),
    optional=True,
    default=label("one figure alone: that of the argument currency, or of the book's only one"),
    choices=("customer", "salesperson", "region", "group", "currency"),
)
_TABLES = (POLICY, ORDERS, STOCK, WRITE_OFFS)
_SPAN = label(
    "Sales are invoices and debit notes less credit notes of the last 90 days, without opening balances and interest."
)
_RECEIVABLES = label("Receivables are open items less unapplied cash.")
_ALONE = label("Each currency stands alone: with several, one figure is that of the argument currency.")
_UNSAID = label("Where there is nothing to divide by, a sentence says so.")
_CALL = (DELIVERIES, RECEIPTS, OCTOBER_20, None, None, "EUR")

DSO = Function(
    "DSO",
    label("Days sales outstanding: how many days of sales the receivables are."),
    "D3",
    (
        *BOOK,
        _PER,
        Argument(
            "method",
            Takes.CHOICE,
            label("over the last 90 days, or counted back month by month"),
            optional=True,
            default="90 days",
            choices=("90 days", "count-back"),
        ),
        *_TABLES,
    ),
    Result(Shape.EITHER, label("days; on request one row a holder and currency")),
    (
        Example(_CALL, 72.69, "90 × 1,050.00 receivable / 1,300.00 sold"),
        Example((*_CALL, None, None, "count-back"), 44.23, "20 days of October without sales, 30 × 1,050 / 1,300"),
        Example(
            (DELIVERIES, RECEIPTS, OCTOBER_20, None, CUSTOMERS, "EUR", True, "salesperson"),
            (("Salesperson", "Currency", "DSO"), ("Ana", "EUR", 198.0), ("Luis", "EUR", -5.63)),
            "Luis has cash of his customer on account",
        ),
        Example(
            (DELIVERIES, RECEIPTS, OCTOBER_20.replace(year=2027), None, None, "EUR"),
            "From 2027-07-23 to 2027-10-20, sales less credits are 0.00 EUR: no days of sales.",
        ),
    ),
    (
        _SPAN,
        _RECEIVABLES,
        label(
            "Count-back takes the sales of whole months off the receivables, latest first; of the month of as_of, the "
            "days so far count. Where the sales of the book end before, it answers: over so many days."
        ),
        _ALONE,
        _UNSAID,
    ),
    ("BEST_DSO", "CEI", "TURNOVER"),
)


def dso(arguments: Arguments, sheet: Sheet) -> Answer:
    """D3: DSO."""
    counts_back = arguments.choice("method") == "count-back"
    ratio = ratios.dso_by_count_back if counts_back else ratios.dso
    return _answer(arguments, sheet, label("DSO"), Shows.NUMBER, ratio)


BEST_DSO = Function(
    "BEST_DSO",
    label("Best possible DSO: the days sales outstanding if nothing were past due."),
    "D3",
    (*BOOK, _PER, *_TABLES),
    Result(Shape.EITHER, label("days; on request one row a holder and currency")),
    (
        Example(_CALL, 34.62, "90 × 500.00 not due / 1,300.00 sold"),
        Example(
            (DELIVERIES, RECEIPTS, OCTOBER_20, None, CUSTOMERS, "EUR", None, "region"),
            (("", "EUR", 34.62),),
            "no customer has a region",
        ),
    ),
    (_SPAN, label("What DSO is above it is what customers pay late."), _ALONE, _UNSAID),
    ("DSO", "OVERDUE_SHARE"),
)


def best_dso(arguments: Arguments, sheet: Sheet) -> Answer:
    """D3: BEST_DSO."""
    return _answer(arguments, sheet, label("Best possible DSO"), Shows.NUMBER, ratios.best_dso)


CEI = Function(
    "CEI",
    label("Collection effectiveness index: what was collected in the last 90 days of what could have been."),
    "D3",
    (*BOOK, _PER, *_TABLES),
    Result(Shape.EITHER, label("a share of 1: format the cell as a percentage; on request one row a holder")),
    (
        Example(_CALL, 0.6944, "(1,000 + 1,300 − 1,050) / (1,000 + 1,300 − 500)"),
        Example(
            (DELIVERIES, RECEIPTS, OCTOBER_20, None, None, "EUR", None, "customer"),
            (("C-1", "C-1", "EUR", 0.4), ("C-2", "C-2", "EUR", 1.0625)),
            "C-2 paid more than it owes",
        ),
    ),
    (
        label(
            "(Receivables 90 days ago + sales − receivables) / (receivables 90 days ago + sales − what is not due): "
            "100 % where nothing is past due."
        ),
        _SPAN,
        _RECEIVABLES,
        _ALONE,
        _UNSAID,
    ),
    ("DSO", "OVERDUE_SHARE"),
)


def cei(arguments: Arguments, sheet: Sheet) -> Answer:
    """D3: CEI."""
    return _answer(arguments, sheet, label("CEI"), Shows.PERCENT, ratios.cei)


TURNOVER = Function(
    "TURNOVER",
    label("How often a year the receivables are sold and collected."),
    "D3",
    (*BOOK, _PER, *_TABLES),
    Result(Shape.EITHER, label("times a year; on request one row a holder and currency")),
    (Example(_CALL, 5.14, "1,300.00 × 365 / 90, over the average of 1,000.00 and 1,050.00"),),
    (
        label(
            "Sales of the last 90 days, taken for a year (× 365 / 90), over the average of the receivables 90 days ago "
            "and now."
        ),
        _SPAN,
        _RECEIVABLES,
        _ALONE,
        _UNSAID,
    ),
    ("DSO",),
)


def turnover(arguments: Arguments, sheet: Sheet) -> Answer:
    """D3: TURNOVER."""
    return _answer(arguments, sheet, label("Receivables turnover"), Shows.NUMBER, ratios.receivables_turnover)


OVERDUE_SHARE = Function(
    "OVERDUE_SHARE",
    label("What share of the open items is past due."),
    "D3",
    (*BOOK, _PER, *_TABLES),
    Result(Shape.EITHER, label("a share of 1: format the cell as a percentage; on request one row a holder")),
    (
        Example(_CALL, 0.5455, "600.00 of 1,100.00"),
        Example(
            (DELIVERIES, RECEIPTS, OCTOBER_20.replace(year=2025), None, None, "EUR", None, "currency"),
            (("There is nothing to show on 2025-10-20.",),),
        ),
    ),
    (label("Unapplied cash is not taken off: the share is that of the buckets of AGING."), _ALONE, _UNSAID),
    ("AGING", "BEST_DSO"),
)


def overdue_share(arguments: Arguments, sheet: Sheet) -> Answer:
    """D3: OVERDUE_SHARE."""
    return _answer(arguments, sheet, label("Overdue share"), Shows.PERCENT, ratios.overdue_share)


def _answer(
    arguments: Arguments, sheet: Sheet, heading: str, shows: Shows, ratio: Callable[[Grounds, int], Figure]
) -> Answer:
    """One figure where it can stand alone and nothing else is asked for; else a table."""
    ranges, known, as_of = book_of_call(arguments)
    per = arguments.choice("per")
    before = kept.position(ranges, day_before_span(as_of))
    grounds = grounds_of(kept.position(ranges, as_of), before, known.book.customers, Per(per or Per.CURRENCY))
    alone = None if per or arguments.yes("headers") else _alone(grounds, company_currency(known.book))
    if alone is None:
        return spilled_answer(arguments, known, ratio_table(grounds, heading, shows, ratio), as_of, sheet)
    figure = ratio(grounds, alone)
    words = wording(sheet.language or known.book.company.language)
    return words.say(figure) if isinstance(figure, Sentence) else float(figure)


def _alone(grounds: Grounds, home: str) -> int | None:
    """The row of the one currency that a single figure is about."""
    rows = grounds.rows if len(grounds.rows) == 1 else list(range(len(grounds.holders)))
    if len(rows) == 1:
        return rows[0]
    return next((row for row in rows if grounds.holders.currency[row] == home), None)
