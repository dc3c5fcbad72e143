"""Debts and recovery: what is open by class, what will be lost of it, and what still comes in (C2, C3)."""

from __future__ import annotations

from arxl.errors import Fault, label
from arxl.jobs.opened import OpenedBook
from arxl.jobs.proofs import lapsed_on
from arxl.jobs.reports import Reported
from arxl.practices.debt_class import class_of_items
from arxl.practices.debt_tables import items_table, losses_table, rates_table, recovery_table, written_off_table
from arxl.practices.decision import decisions_in_force
from arxl.practices.expected_loss import ExpectedLoss
from arxl.tables.desk_policy import RecoveryPolicy
from arxl.tables.policy import DebtClassPolicy, policy_of
from arxl.workbook.results import Sheet


def debts(opened: OpenedBook) -> Reported:
    """The class of every open item, the loss that is to be expected, and what is written off.

    Raises:
        Faulty: Policy holds a value that its key does not take.
        Refused: the register, or a statement in it, cannot be read.
    """
    book, position = opened.book, opened.position
    classes = policy_of(DebtClassPolicy, book.settings)
    items = class_of_items(position, book.customers, lapsed_on(opened), classes)
    expected = ExpectedLoss(position, book, items, classes, policy_of(RecoveryPolicy, book.settings))
    sheets = (
        Sheet(
            items_table(position, book.customers, items, classes),
            (label("Every open document with its class of debt: the worst first."),),
        ),
        Sheet(
            losses_table(expected, book.customers),
            (label("Expected loss is what is open × the loss of its class; nothing is changed by it."),),
        ),
        Sheet(
            rates_table(expected),
            (
                label("Roll rate = money that reached the next class ÷ money that reached this one, same documents."),
                label("Loss = the roll rates from the class to dead, multiplied."),
            ),
        ),
        Sheet(
            written_off_table(position, decisions_in_force(book.decisions, opened.history), book.customers),
            (label("What was written off by a decision, and what was paid of it all the same."),),
        ),
    )
    return Reported(sheets, _once(expected.faults))


def recovery(opened: OpenedBook) -> Reported:
    """Of the money that came to be so late, how much was still recovered, and how fast.

    Raises:
        Faulty: Policy holds a value that its key does not take.
    """
    notes = (
        label("Open then: at the close of so many days past due. Recovered: what receipts brought in the days since."),
        label(
            "The band holds the share in 95 of 100 draws of the customers and of two imagined ones, who pay all and "
            "nothing."
        ),
    )
    return Reported((Sheet(recovery_table(opened.recovery), notes),), opened.recovery.faults)


def _once(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    return tuple(dict.fromkeys(faults))
