"""Results as sheets: each table with what stands above it, for the results workbook and for the open workbook alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from arxl.errors import Fault, label, sentence
from arxl.jobs.opened import OpenedBook
from arxl.jobs.register import issued_table
from arxl.jobs.report import aging, supply
from arxl.jobs.stated import StatedMonth, statements_table
from arxl.practices.allocation_tables import allocations_table, open_items_table, unapplied_table
from arxl.practices.book_check import faults_table
from arxl.workbook.results import Sheet, edge_rule


def aging_sheet(opened: OpenedBook) -> Sheet:
    """B3."""
    policy = opened.aging_policy
    return Sheet(aging(opened).table(), (edge_rule(policy.buckets, policy.aging_by),))


def allocation_sheets(opened: OpenedBook) -> tuple[Sheet, Sheet]:
    """B2: what is open, and what paid what."""
    return (
        Sheet(open_items_table(opened.position), (sentence("Every document with a balance left, oldest first."),)),
        Sheet(
            allocations_table(opened.position),
            (sentence("Which receipt or credit paid which document, and by what rule."),),
        ),
    )


def unapplied_sheet(opened: OpenedBook) -> Sheet:
    """B2: what is on account."""
    return Sheet(unapplied_table(opened.position), (sentence("Every receipt and credit note with a balance left."),))


def statements_sheet(stated: StatedMonth) -> Sheet:
    """B4: the statements of a month, with the way to their papers."""
    note = sentence("The statements issued for {month}.", month=stated.month)
    if any(not row.number for row in stated.statements):
        note = sentence("Drafts for {month}: a statement without a number is not issued.", month=stated.month)
    return Sheet(statements_table(stated), (note,), "file")


def supply_sheet(opened: OpenedBook) -> Sheet:
    """C1."""
    return Sheet(supply(opened).table(), (sentence("The supply level of each customer, why, and what releases it."),))


def register_sheet(opened: OpenedBook) -> Sheet:
    """B4: every statement that was ever issued."""
    table = replace(issued_table(opened), title=label("Register"))
    return Sheet(table, (sentence("Every statement that was issued, in the order of the register."),), "file")


def faults_sheet(faults: Sequence[Fault]) -> Sheet:
    """What is wrong in the book."""
    return Sheet(faults_table(tuple(faults)), (sentence("What is wrong in the book, each with its cell."),))
