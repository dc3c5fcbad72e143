"""Allocations, open items and unapplied cash as rows and columns (practice B2)."""

from __future__ import annotations

import numpy as np

from arxl.errors import label
from arxl.kernels.arrays import Int64s
from arxl.kernels.settlement import Rule
from arxl.practices.cash_application import RULES, Position
from arxl.pulse import beat
from arxl.tables.result import Amounts, ResultColumn, ResultTable, Shows


def allocations_table(position: Position) -> ResultTable:
    """Which credit paid which document: by customer and currency, then in the order of settlement."""
    ledger, settled = position.ledger, position.settled
    debit, credit = position.debits[settled.debit], position.credits[settled.credit]
    account = ledger.debits.account[debit].tolist()
    return ResultTable(
        label("Allocations"),
        (
            *_holder(position, account),
            ResultColumn("credit", label("Credit"), Shows.TEXT, ledger.credits.number[credit].tolist()),
            ResultColumn("document", label("Document No"), Shows.TEXT, ledger.debits.number[debit].tolist()),
            ResultColumn("date", label("Date"), Shows.DATE, position.allocation_date.tolist()),
            ResultColumn(
                "amount",
                label("Amount"),
                Shows.AMOUNT,
                _amounts(position, account, settled.amount_minor),
                totalled=True,
            ),
            ResultColumn("rule", label("Rule"), Shows.LABEL, [RULES[Rule(rule)] for rule in settled.rule.tolist()]),
        ),
    )


def open_items_table(position: Position) -> ResultTable:
    """Every document with a balance left: by customer and currency, oldest first."""
    ledger, rows = position.ledger, position.open_rows
    debit = position.debits[rows]
    account = ledger.debits.account[debit].tolist()
    disputed = [label("disputed") if flag else "" for flag in position.disputed[rows].tolist()]
    return ResultTable(
        label("Open Items"),
        (
            *_holder(position, account),
            ResultColumn("document", label("Document No"), Shows.TEXT, ledger.debits.number[debit].tolist()),
            ResultColumn("kind", label("Kind"), Shows.LABEL, ledger.debits.kind[debit].tolist()),
            ResultColumn("date", label("Date"), Shows.DATE, ledger.debits.date[debit].tolist()),
            ResultColumn("due_date", label("Due Date"), Shows.DATE, position.due_date[rows].tolist()),
            ResultColumn("days_past_due", label("Days past due"), Shows.WHOLE, position.days_past_due[rows].tolist()),
            ResultColumn(
                "amount", label("Amount"), Shows.AMOUNT, _amounts(position, account, ledger.debits.amount_minor[debit])
            ),
            ResultColumn(
                "open",
                label("Open"),
                Shows.AMOUNT,
                _amounts(position, account, position.open_minor[rows]),
                totalled=True,
            ),
            ResultColumn("dispute", label("Dispute"), Shows.LABEL, disputed),
        ),
    )


def unapplied_table(position: Position) -> ResultTable:
    """Every receipt and credit note with a balance left."""
    ledger, places = position.ledger, np.flatnonzero(position.unapplied_minor)
    credit = position.credits[places]
    account = ledger.credits.account[credit].tolist()
    return ResultTable(
        label("Unapplied cash"),
        (
            *_holder(position, account),
            ResultColumn("credit", label("Credit"), Shows.TEXT, ledger.credits.number[credit].tolist()),
            ResultColumn(
                "amount",
                label("Amount"),
                Shows.AMOUNT,
                _amounts(position, account, position.unapplied_minor[places]),
                totalled=True,
            ),
        ),
    )


def _holder(position: Position, account: list[int]) -> tuple[ResultColumn, ResultColumn]:
    """Whose account a row is about, and in which currency."""
    accounts = position.ledger.accounts
    return (
        ResultColumn("customer", label("Customer ID"), Shows.TEXT, accounts.customer[account].tolist()),
        ResultColumn("currency", label("Currency"), Shows.TEXT, accounts.currency[account].tolist()),
    )


def _amounts(position: Position, account: list[int], minor: Int64s) -> Amounts:
    beat()
    accounts = position.ledger.accounts
    return Amounts(minor, accounts.exponent[account], accounts.currency[account].tolist())
