"""Statements as results show them: drafts and issued ones alike (practice B4)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from arxl.errors import Amount, label
from arxl.kernels.money import decimal_of, exponent_of
from arxl.practices.statement import Movement, Statement, movements_of
from arxl.tables.history import History, IssuedStatement
from arxl.tables.result import Cell, ResultColumn, ResultTable, Shows


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement as results show it, draft or issued. `number` and `file` are "" for a draft."""

    number: str
    customer: str
    currency: str
    exponent: int
    opening_minor: int
    movements: tuple[Movement, ...]
    closing_minor: int
    issued_on: dt.date | None
    return_by: dt.date | None
    file: str


@dataclass(frozen=True, slots=True)
class StatedMonth:
    """The statements of one month: issued ones in the order of their numbers, drafts by customer, then currency.

    Attributes:
        folder: where the papers are; None where none was written.
        issued: how many were issued by this run.
        exported: how many files this run wrote.
    """

    month: str
    statements: tuple[Stated, ...]
    folder: Path | None = None
    issued: int = 0
    exported: int = 0


def issued_in(history: History, month: str) -> tuple[IssuedStatement, ...]:
    """The statements issued of a month, in the order of their numbers."""
    return tuple(statement for statement in history.statements if statement.month == month)


def stated(issued: IssuedStatement) -> Stated:
    """An issued statement as results show it."""
    return Stated(
        number=issued.number,
        customer=issued.customer,
        currency=issued.currency,
        exponent=exponent_of(issued.currency),
        opening_minor=issued.opening_minor,
        movements=movements_of(issued),
        closing_minor=issued.closing_minor,
        issued_on=issued.issued_on,
        return_by=issued.return_by,
        file=issued.file,
    )


def stated_draft(page: Statement, file: str) -> Stated:
    """A draft as results show it."""
    return Stated(
        number="",
        customer=page.customer,
        currency=page.currency,
        exponent=page.exponent,
        opening_minor=page.opening_minor,
        movements=page.movements,
        closing_minor=page.closing_minor,
        issued_on=None,
        return_by=None,
        file=file,
    )


def statements_table(stated: StatedMonth) -> ResultTable:
    """One row a statement, with the way to its paper."""
    rows = stated.statements

    def amounts(key: str, heading: str, minor: list[int]) -> ResultColumn:
        cells: list[Cell] = [
            Amount(decimal_of(value, row.exponent), row.currency) for value, row in zip(minor, rows, strict=True)
        ]
        return ResultColumn(key, heading, Shows.AMOUNT, cells, totalled=True)

    folder = f"{stated.folder.name}/" if stated.folder else ""
    return ResultTable(
        label("Statements"),
        (
            ResultColumn("number", label("Number"), Shows.TEXT, [row.number for row in rows]),
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [row.customer for row in rows]),
            ResultColumn("currency", label("Currency"), Shows.TEXT, [row.currency for row in rows]),
            amounts("opening", label("Opening balance"), [row.opening_minor for row in rows]),
            amounts("movements", label("Movements"), [row.closing_minor - row.opening_minor for row in rows]),
            amounts("closing", label("Closing balance"), [row.closing_minor for row in rows]),
            ResultColumn("issued_on", label("Issued on"), Shows.DATE, [row.issued_on for row in rows]),
            ResultColumn("return_by", label("Return by"), Shows.DATE, [row.return_by for row in rows]),
            ResultColumn(
                "file", label("File"), Shows.TEXT, [f"{folder}{row.file}" if row.file else "" for row in rows]
            ),
        ),
    )
