"""Results as JSON, for machines: amounts as decimal strings, dates ISO, every row with `customer` and `currency`."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from arxl.errors import Amount, Fault, Sentence
from arxl.jobs.correct import Correction
from arxl.jobs.month_end import MonthEnd
from arxl.jobs.returned import Returned
from arxl.jobs.sent import SentPapers
from arxl.jobs.stated import Stated, StatedMonth, stated
from arxl.kernels.arrays import Int64s
from arxl.kernels.money import decimal_text
from arxl.practices.aging import Aging, Per
from arxl.practices.allocation_tables import allocations_table, open_items_table, unapplied_table
from arxl.practices.cash_application import Position
from arxl.practices.supply_level import SupplyLevels
from arxl.tables.result import Cell, ResultTable, with_currencies

URGENT = 3
"""Customers that a month's end names."""


def aging(aged: Aging) -> str:
    """`aging`: one row a holder and currency, and totals a currency."""
    rows = [_aging_row(aged, row) for row in range(len(aged.holder))]
    totals = []
    for currency in sorted(set(aged.currency.tolist())):
        chosen = aged.currency == currency
        exponent = int(aged.exponent[chosen][0])
        totals.append(
            {"currency": currency}
            | _aging_amounts(
                exponent,
                aged.buckets_minor[chosen].sum(axis=0),
                *(
                    int(column[chosen].sum())
                    for column in (aged.unapplied_minor, aged.balance_minor, aged.in_hand_minor, aged.disputed_minor)
                ),
            )
        )
    return _text(
        {
            "as_of": aged.as_of.isoformat(),
            "by": aged.by,
            "buckets": [str(label) for label in aged.labels],
            "rows": rows,
            "totals": totals,
        }
    )


def _aging_row(aged: Aging, row: int) -> dict[str, Any]:
    holder = {} if aged.per is Per.CURRENCY else {aged.per.value: aged.holder[row]}
    return (
        holder
        | {"currency": aged.currency[row]}
        | _aging_amounts(
            int(aged.exponent[row]),
            aged.buckets_minor[row],
            int(aged.unapplied_minor[row]),
            int(aged.balance_minor[row]),
            int(aged.in_hand_minor[row]),
            int(aged.disputed_minor[row]),
        )
    )


def _aging_amounts(
    exponent: int, buckets: Int64s, unapplied: int, balance: int, in_hand: int, disputed: int
) -> dict[str, Any]:
    return {
        "buckets": [decimal_text(minor, exponent) for minor in buckets.tolist()],
        "unapplied": decimal_text(unapplied, exponent),
        "balance": decimal_text(balance, exponent),
        "in_hand": decimal_text(in_hand, exponent),
        "disputed": decimal_text(disputed, exponent),
    }


def allocations(position: Position) -> str:
    """`allocate`: allocations, open items and unapplied cash."""
    return _text(
        {
            "as_of": position.as_of.isoformat(),
            "allocations": rows_of(allocations_table(position)),
            "open": rows_of(open_items_table(position)),
            "unapplied": rows_of(unapplied_table(position)),
        }
    )


def supply(levels: SupplyLevels) -> str:
    """`supply`: the level of every customer, why, and what releases it."""
    return _text(
        {
            "as_of": levels.as_of.isoformat(),
            "company_currency": levels.company_currency,
            "rows": [
                {
                    "customer": row.customer,
                    "currency": levels.company_currency,
                    "level": row.level,
                    "reasons": [str(reason) for reason in row.reasons],
                    "release": [str(release) for release in row.release],
                }
                for row in levels.rows
            ],
        }
    )


def statements(stated: StatedMonth) -> str:
    """`statements`: issued ones with number and file, drafts without."""
    return _text({"month": stated.month, "statements": [_statement(row) for row in stated.statements]})


def month_end(done: MonthEnd) -> str:
    """`month-end`: what it left behind, and the three most urgent customers."""
    currency = done.supply.company_currency
    return _text(
        {
            "month": done.statements.month,
            "issued": done.statements.issued,
            "statements": str(done.statements.folder),
            "results": str(done.results),
            "urgent": [
                {
                    "customer": row.customer,
                    "currency": currency,
                    "level": row.level,
                    "overdue": _cell(row.overdue),
                    "reasons": [str(reason) for reason in row.reasons],
                }
                for row in done.supply.most_urgent(URGENT)
            ],
        }
    )


def statement(row: Stated, history: ResultTable) -> str:
    """`register show`: one statement, and what became of it."""
    return _text(_statement(row) | {"history": rows_of(history)})


def copies(found: Returned) -> str:
    """`countersign`: what came back, and what it looks like."""
    return _text(
        {
            "copies": [
                {
                    "file": str(copy.path),
                    "digest": copy.digest,
                    "number": copy.statement.number,
                    "customer": copy.statement.customer,
                    "pages": list(copy.pages),
                    "missing": list(copy.missing),
                    "proposal": copy.proposal,
                    "finding": copy.examined.finding if copy.examined else None,
                    "boxes": {
                        box.side: {"signed": box.signed, "stamped": box.stamped, "ink": round(box.ink_share, 4)}
                        for box in copy.boxes
                    },
                    "remarks": [str(fault) for fault in copy.faults],
                }
                for copy in found.copies
            ],
            "unmatched": [
                {"file": str(page.path), "page": page.page, "remark": str(page.fault)} for page in found.unmatched
            ],
        }
    )


def correction(done: Correction) -> str:
    """`correct`: the correction, and what it corrects."""
    return _text(_statement(stated(done.issued)) | {"corrects": done.corrected.number, "paper": str(done.paper)})


def _statement(row: Stated) -> dict[str, Any]:
    return {
        "number": row.number or None,
        "customer": row.customer,
        "currency": row.currency,
        "opening": decimal_text(row.opening_minor, row.exponent),
        "movements": [
            {
                "date": movement.line.date.isoformat(),
                "document": movement.line.document,
                "kind": movement.line.kind,
                "amount": decimal_text(movement.line.amount_minor, row.exponent),
                "balance": decimal_text(movement.balance_minor, row.exponent),
                "earlier_period": movement.earlier_period,
            }
            for movement in row.movements
        ],
        "closing": decimal_text(row.closing_minor, row.exponent),
        "issued_on": row.issued_on.isoformat() if row.issued_on else None,
        "return_by": row.return_by.isoformat() if row.return_by else None,
        "file": row.file or None,
    }


def limitation(as_of: dt.date, months: int, table: ResultTable) -> str:
    """`limitation`: debts that lapse within so many months, largest first."""
    return _text({"as_of": as_of.isoformat(), "within_months": months, "rows": rows_of(table)})


def evidence(as_of: dt.date, table: ResultTable) -> str:
    """`evidence`: one row an account, worst exposure first."""
    return _text({"as_of": as_of.isoformat(), "rows": rows_of(table)})


def faults(found: Iterable[Fault]) -> str:
    """`check`: one object a fault or warning."""
    return _text(
        {
            "faults": [
                {
                    "place": fault.place,
                    "severity": fault.severity.value,
                    "fact": str(fault.fact),
                    "remedy": str(fault.remedy),
                }
                for fault in found
            ]
        }
    )


def report(as_of: dt.date, tables: Iterable[ResultTable]) -> str:
    """A report of the credit desk: the day, and the rows of each table under its title."""
    return _text({"as_of": as_of.isoformat()} | {_key(table.title): rows_of(table) for table in tables})


def _key(title: str) -> str:
    """A title as a key: "Work List" is work_list."""
    return "_".join(re.findall(r"[a-z0-9]+", title.lower()))


def rows(table: ResultTable) -> str:
    """Any other table: its rows."""
    return _text({"rows": rows_of(table)})


def rows_of(table: ResultTable) -> list[dict[str, Any]]:
    """The rows of a table, column by column, as JSON holds them; each amount with its currency."""
    table = with_currencies(table, same_columns=True)
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, (_cell(cell) for cell in row), strict=True)) for row in table.rows()]


def _cell(cell: Cell) -> Any:
    if isinstance(cell, Amount):
        return f"{cell.value:f}"
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, tuple):
        return [str(part) for part in cell]
    return str(cell) if isinstance(cell, Sentence) else cell


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def sent(run: SentPapers) -> str:
    """`send`: one object a paper."""
    return _text(
        {
            "way": run.way,
            "dry_run": run.dry_run,
            "folder": str(run.folder) if run.folder else None,
            "sendings": [
                {
                    "number": row.number,
                    "customer": row.customer,
                    "currency": row.currency,
                    "to": row.to or None,
                    "subject": row.subject or None,
                    "bytes": row.size or None,
                    "state": row.state.value,
                    "tried": row.tried,
                    "message_id": row.message_id or None,
                    "detail": [str(part) for part in row.detail],
                }
                for row in run.rows
            ],
        }
    )
