"""Statements of account as rows and columns, one statement below the other (practice B4).

Each begins with its opening balance and ends with its closing one; the balance after each movement stands beside it.
A statement without a number is a draft and says so in every row.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from arxl.errors import Amount, label
from arxl.kernels.money import decimal_of
from arxl.practices.statement import Statement
from arxl.practices.statement_words import KINDS
from arxl.tables.result import Cell, ResultColumn, ResultTable, Shows

DRAFT = label("Draft")
OPENING_BALANCE, CLOSING_BALANCE = label("Opening balance"), label("Closing balance")


def statements_table(statements: Sequence[Statement]) -> ResultTable:
    """Every movement of some statements, with opening and closing balances."""
    lines = list(chain.from_iterable(_lines(statement) for statement in statements))

    def column(key: str, heading: str, shows: Shows, place: int) -> ResultColumn:
        return ResultColumn(key, heading, shows, [line[place] for line in lines])

    return ResultTable(
        label("Statements"),
        (
            column("number", label("Number"), Shows.LABEL, 0),
            column("customer", label("Customer ID"), Shows.TEXT, 1),
            column("currency", label("Currency"), Shows.TEXT, 2),
            column("date", label("Date"), Shows.DATE, 3),
            column("document", label("Document No"), Shows.TEXT, 4),
            column("kind", label("Kind"), Shows.LABEL, 5),
            column("against", label("For"), Shows.TEXT, 6),
            column("period", label("Period"), Shows.LABEL, 7),
            column("amount", label("Amount"), Shows.AMOUNT, 8),
            column("balance", label("Balance"), Shows.AMOUNT, 9),
        ),
    )


class _Line(NamedTuple):
    number: str
    customer: str
    currency: str
    date: Cell
    document: str
    kind: str
    against: str
    period: str
    amount: Cell
    balance: Cell


def _lines(statement: Statement) -> Sequence[_Line]:
    def amount(minor: int) -> Amount:
        return Amount(decimal_of(minor, statement.exponent), statement.currency)

    head = statement.number or DRAFT, statement.customer, statement.currency
    return [
        _Line(*head, statement.first_day, "", OPENING_BALANCE, "", "", None, amount(statement.opening_minor)),
        *(
            _Line(
                *head,
                movement.line.date,
                movement.line.document,
                KINDS.get(movement.line.kind, movement.line.kind),
                movement.line.against,
                label("earlier period") if movement.earlier_period else "",
                amount(movement.line.amount_minor),
                amount(movement.balance_minor),
            )
            for movement in statement.movements
        ),
        _Line(*head, statement.last_day, "", CLOSING_BALANCE, "", "", None, amount(statement.closing_minor)),
    ]
