"""The dashboard: key figures, aging by bucket, and the customers to look at first (practice D3).

Figures of one currency stand in that currency's column; nothing is added across currencies but the ranking of the top
ten, which takes each customer's overdue amount in the company's currency.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from arxl.errors import Amount, Sentence, label, sentence
from arxl.kernels.arrays import Int64s
from arxl.kernels.money import decimal_of
from arxl.practices.aging import Aging
from arxl.practices.supply_level import PREPAID, Supply, SupplyLevels
from arxl.tables.result import Cell, ResultColumn, ResultTable, Shows

TOP = 10
"""How many customers count as the largest."""


def figures_table(aging: Aging) -> ResultTable:
    """Balance, overdue and the rest, one row a figure and one column a currency.

    By document date nothing is known to be overdue, and both figures about it are left out.
    """
    by_due = aging.by == "due"
    overdue = aging.buckets_minor[:, 1:].sum(axis=1)
    rows: list[tuple[str, Int64s]] = [
        (label("Balance"), aging.balance_minor),
        (label("Open items"), aging.buckets_minor.sum(axis=1)),
        *([(label("Overdue"), overdue)] if by_due else []),
        (label("Unapplied cash"), aging.unapplied_minor),
        (label("In hand"), aging.in_hand_minor),
        (label("Disputed"), aging.disputed_minor),
    ]
    texts = [*(text for text, _ in rows), *([label("Overdue share")] if by_due else [])]
    columns = [ResultColumn("figure", label("Figure"), Shows.LABEL, texts)]
    for currency in _currencies(aging):
        cells: list[Cell] = [_amount(aging, currency, minor) for _, minor in rows]
        cells += [_share(aging, currency, overdue)] if by_due else []
        columns.append(ResultColumn(currency, currency, Shows.AMOUNT, cells))
    return ResultTable(label("Key figures"), tuple(columns))


def buckets_table(aging: Aging) -> ResultTable:
    """Open balance by bucket, one row a bucket and one column a currency."""
    columns = [ResultColumn("bucket", label("Bucket"), Shows.LABEL, list(aging.labels))]
    for currency in _currencies(aging):
        cells = [_amount(aging, currency, aging.buckets_minor[:, bucket]) for bucket in range(len(aging.labels))]
        columns.append(ResultColumn(currency, currency, Shows.AMOUNT, cells, totalled=True))
    return ResultTable(label("Aging"), tuple(columns))


def top_table(levels: SupplyLevels, is_asked_for: Callable[[Supply], bool] = lambda row: True) -> ResultTable:
    """The customers with the most overdue of those asked for, and their supply level; one whose rate is missing stands
    first.
    """
    late = [row for row in levels.rows if row.days_past_due and is_asked_for(row)]
    ranked = sorted(late, key=lambda row: (-row.overdue_rank, row.customer))[:TOP]
    return ResultTable(
        label("Top 10 overdue"),
        (
            ResultColumn("name", label("Name"), Shows.TEXT, [row.name for row in ranked]),
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [row.customer for row in ranked]),
            ResultColumn("overdue", label("Overdue"), Shows.AMOUNT, [row.overdue for row in ranked], totalled=True),
            ResultColumn("days_past_due", label("Days past due"), Shows.WHOLE, [row.days_past_due for row in ranked]),
            ResultColumn("level", label("Level"), Shows.WHOLE, [row.level for row in ranked]),
            ResultColumn("supply", label("Supply"), Shows.LABEL, [levels.said(row) for row in ranked]),
        ),
    )


def tiles(aging: Aging, levels: SupplyLevels) -> tuple[tuple[str | Sentence, Cell], ...]:
    """What one looks at first: what is overdue in the largest currency, and how many customers are held back."""
    flagged = [row for row in levels.rows if row.level]
    stopped = [row for row in flagged if row.level >= PREPAID]
    known = [row.overdue.value for row in levels.rows if row.overdue is not None]
    whole = len(known) == len(levels.rows)  # a missing rate leaves no total, not a smaller one
    return (
        (
            sentence("Overdue, all currencies in {currency}", currency=levels.company_currency),
            Amount(sum(known, Decimal(0)), levels.company_currency) if whole else None,
        ),
        (label("Customers with a balance"), len({str(holder) for holder in aging.holder})),
        (label("Customers with a supply level"), len(flagged)),
        (label("Prepaid only or stopped"), len(stopped)),
    )


def _currencies(aging: Aging) -> list[str]:
    return sorted(set(aging.currency.tolist()))


def _amount(aging: Aging, currency: str, minor: Int64s) -> Amount:
    rows = aging.currency == currency
    return Amount(decimal_of(int(minor[rows].sum()), int(aging.exponent[rows][0])), currency)


def _share(aging: Aging, currency: str, overdue: Int64s) -> Decimal | None:
    """Overdue / open items; nothing where nothing is open."""
    rows = aging.currency == currency
    open_minor = int(aging.buckets_minor[rows].sum())
    return (Decimal(int(overdue[rows].sum())) / open_minor).quantize(Decimal("0.0001")) if open_minor else None
