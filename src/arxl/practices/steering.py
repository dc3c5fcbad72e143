"""The figures that steer the business, as tables: ratios, trend, largest debtors, statements outstanding (practice D3).

The formulas are those of `practices.ratios`, which names their sources; here they stand side by side. Each currency
stands alone. Concentration is what the largest customer, and the ten largest, owe of all open items of a currency.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from arxl.errors import Amount, Sentence, label, sentence
from arxl.kernels.money import decimal_of, exponent_of, sums_by_code
from arxl.kernels.ratios import share
from arxl.practices import ratios
from arxl.practices.aging_trend import AgingTrend
from arxl.practices.cash_application import Position
from arxl.practices.countersign import Countersigned, Status
from arxl.practices.dashboard import TOP
from arxl.practices.ratios import Figure, Grounds
from arxl.tables.result import Cell, ResultColumn, ResultTable, Shows


class Concentration(NamedTuple):
    """What the largest customers owe of a currency's open items; a sentence where nothing is open."""

    largest: Figure
    top: Figure


def concentration_of(position: Position) -> dict[str, Concentration]:
    """Currency -> how much of its open items the largest customers owe."""
    accounts = position.ledger.accounts
    open_minor = sums_by_code(position.debit_account, position.open_minor, len(accounts))
    found = {}
    for currency in sorted(set(accounts.currency.tolist())):
        own = np.sort(open_minor[accounts.currency == currency])[::-1]
        whole = int(own.sum())
        found[currency] = Concentration(*(_share(int(own[:count].sum()), whole, position.as_of) for count in (1, TOP)))
    return found


def _share(part: int, whole: int, as_of: dt.date) -> Figure:
    found = share(part, whole)
    return sentence("Nothing is open on {date}.", date=as_of) if found is None else found


def steering_table(grounds: Grounds, position: Position) -> ResultTable:
    """One row a currency: the ratios of D3 and its concentration; `grounds` are those of currencies."""
    rows, concentration = grounds.rows, concentration_of(position)
    currencies = [str(grounds.holders.currency[row]) for row in rows]

    def of(key: str, heading: str, shows: Shows, cells: Sequence[Cell]) -> ResultColumn:
        return ResultColumn(key, heading, shows, cells)

    def figures(key: str, heading: str, shows: Shows, ratio: ratios.Ratio) -> ResultColumn:
        return of(key, heading, shows, [ratio(grounds, row) for row in rows])

    number, percent = Shows.NUMBER, Shows.PERCENT
    return ResultTable(
        label("Figures"),
        (
            of("currency", label("Currency"), Shows.TEXT, currencies),
            of(
                "receivable",
                label("Receivables"),
                Shows.AMOUNT,
                [grounds.amount(row, int(grounds.receivable_minor[row])) for row in rows],
            ),
            of(
                "sales",
                label("Sales of 90 days"),
                Shows.AMOUNT,
                [grounds.amount(row, int(grounds.sales_minor[row])) for row in rows],
            ),
            figures("dso", label("DSO"), number, ratios.dso),
            figures("dso_count_back", label("DSO by count-back"), number, ratios.dso_by_count_back),
            figures("best_dso", label("Best possible DSO"), number, ratios.best_dso),
            figures("cei", label("CEI"), percent, ratios.cei),
            figures("turnover", label("Receivables turnover"), number, ratios.receivables_turnover),
            figures("overdue_share", label("Overdue share"), percent, ratios.overdue_share),
            of("largest", label("Largest customer"), percent, [concentration[code].largest for code in currencies]),
            of("top", label("Ten largest"), percent, [concentration[code].top for code in currencies]),
        ),
    )


def trend_table(trend: AgingTrend) -> ResultTable:
    """One row a currency and month's end."""
    places = [(code, nth) for code in range(len(trend.currencies)) for nth in range(len(trend.days))]

    def amount(code: int, minor: int) -> Amount:
        return Amount(decimal_of(minor, int(trend.exponent[code])), str(trend.currencies[code]))

    buckets = [
        ResultColumn(
            f"bucket_{bucket}",
            heading,
            Shows.AMOUNT,
            [amount(code, int(trend.open_minor[nth, code, bucket])) for code, nth in places],
        )
        for bucket, heading in enumerate(trend.labels)
    ]
    return ResultTable(
        label("Aging trend"),
        (
            ResultColumn(
                "currency", label("Currency"), Shows.TEXT, [str(trend.currencies[code]) for code, _ in places]
            ),
            ResultColumn("date", label("Date"), Shows.DATE, [trend.days[nth] for _, nth in places]),
            *buckets,
            ResultColumn(
                "unapplied",
                label("Unapplied cash"),
                Shows.AMOUNT,
                [amount(code, int(trend.unapplied_minor[nth, code])) for code, nth in places],
            ),
            ResultColumn(
                "overdue_share",
                label("Overdue share"),
                Shows.PERCENT,
                [_overdue_share(trend, nth, code) for code, nth in places],
            ),
        ),
    )


def _overdue_share(trend: AgingTrend, nth: int, code: int) -> Decimal | Sentence:
    buckets = trend.open_minor[nth, code]
    return _share(int(buckets[1:].sum()), int(buckets.sum()), trend.days[nth])


_ANSWERED = frozenset({Status.AGREED, Status.UNPROVED, Status.CORRECTED})


def outstanding_table(stated: Sequence[Countersigned], as_of: dt.date) -> ResultTable:
    """One row a statement whose copy has not come back signed, the one that waits longest first."""
    waiting = [one for one in stated if one.status not in _ANSWERED and one.statement.closing_minor]
    waiting.sort(key=lambda one: (one.statement.return_by, one.statement.number))
    statements = [one.statement for one in waiting]
    return ResultTable(
        label("Statements outstanding"),
        (
            ResultColumn("number", label("Number"), Shows.TEXT, [one.number for one in statements]),
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [one.customer for one in statements]),
            ResultColumn("currency", label("Currency"), Shows.TEXT, [one.currency for one in statements]),
            ResultColumn("month", label("Month"), Shows.TEXT, [one.month for one in statements]),
            ResultColumn(
                "closing",
                label("Closing balance"),
                Shows.AMOUNT,
                [Amount(decimal_of(one.closing_minor, exponent_of(one.currency)), one.currency) for one in statements],
                totalled=True,
            ),
            ResultColumn("status", label("Status"), Shows.LABEL, [str(one.status) for one in waiting]),
            ResultColumn("return_by", label("Return by"), Shows.DATE, [one.return_by for one in statements]),
            ResultColumn(
                "days_late",
                label("Days late"),
                Shows.WHOLE,
                [max(0, (as_of - one.return_by).days) for one in statements],
            ),
        ),
    )
