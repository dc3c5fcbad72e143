"""Class of debt: how much hope is left for an open item (practice C2).

Current, collecting (1 to 90 days past due), doubtful (91 to 180), bad (181 to 365), dead: later still, or the debtor
is gone (closed, bankrupt) or the debt has lapsed. The edges are Policy's. To the supply ladder a debtor that is gone is
dead though nothing is open: whatever it owed next would be.

>>> ages = np.array([0, 1, 90, 91, 180, 181, 365, 366])
>>> [CLASSES[place] for place in classes_of(ages, np.zeros(8, bool), DebtClassPolicy())]
['current', 'collecting', 'collecting', 'doubtful', 'doubtful', 'bad', 'bad', 'dead']
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

import numpy as np

from arxl.errors import label
from arxl.kernels.ages import bucket_of
from arxl.kernels.arrays import Bools, Int64s
from arxl.practices.cash_application import Position
from arxl.tables.policy import DebtClassPolicy
from arxl.tables.schema import Customers

CLASSES = (label("current"), label("collecting"), label("doubtful"), label("bad"), label("dead"))
"""From hope to none; a class is known by its place here."""

BAD, DEAD = CLASSES.index("bad"), CLASSES.index("dead")


def classes_of(days_past_due: Int64s, gone: Bools, policy: DebtClassPolicy) -> Int64s:
    """(N,) the class of each item, as a place in `CLASSES`.

    Args:
        days_past_due: (N,) 0 or less is not due.
        gone: (N,) True where nobody is left to pay, or the debt can no longer be claimed.
    """
    return np.where(gone, DEAD, _classes_by_age(days_past_due, policy))


def _classes_by_age(days_past_due: Int64s, policy: DebtClassPolicy) -> Int64s:
    return bucket_of(days_past_due, policy.debt_classes, by_document=False)


class ClassedItems(NamedTuple):
    """The open documents of a position, each with its class; money that is to be paid back is none of them.

    Attributes:
        rows: (N,) positions in `position.debits`, ascending.
        classes: (N,) places in `CLASSES`.
        gone: (N,) True where the debtor is closed or bankrupt.
        lapsed: (N,) True where the debt can no longer be claimed.
        by_age: (N,) what their classes would be without the facts.
    """

    rows: Int64s
    classes: Int64s
    gone: Bools
    lapsed: Bools
    by_age: Int64s


def class_of_items(
    position: Position, customers: Customers, lapsed: Collection[int], policy: DebtClassPolicy
) -> ClassedItems:
    """The class of every open document, by its age and by the facts, on the position's day.

    Args:
        lapsed: positions in `position.debits` of what can no longer be claimed; empty where nobody has looked.
    """
    debits = position.ledger.debits
    rows = position.open_rows[~debits.is_refund[position.debits[position.open_rows]]]
    gone = gone_accounts(position, customers)[position.debit_account[rows]]
    out = np.isin(rows, np.fromiter(lapsed, np.int64, len(lapsed)))
    days = position.days_past_due[rows]
    return ClassedItems(rows, classes_of(days, gone | out, policy), gone, out, _classes_by_age(days, policy))


def worst_class(
    position: Position, customers: Customers, lapsed: Collection[int], policy: DebtClassPolicy
) -> Mapping[str, int]:
    """Customer -> the worst class of what is open, in any currency, as a place in `CLASSES`; as `class_of_items`.

    A customer that owes nothing is not in it.
    """
    items = class_of_items(position, customers, lapsed, policy)
    worst = np.full(len(position.ledger.accounts), -1)
    np.maximum.at(worst, position.debit_account[items.rows], items.classes)
    found: dict[str, int] = {}
    for account in np.flatnonzero(worst >= 0).tolist():
        customer = str(position.ledger.accounts.customer[account])
        found[customer] = max(found.get(customer, 0), int(worst[account]))
    return found


def gone_accounts(position: Position, customers: Customers) -> Bools:
    """(A,) for each account, whether its customer is closed or bankrupt on the position's day."""
    rows = np.flatnonzero(customers.gone_on <= np.datetime64(position.as_of, "D"))
    gone = set(customers.customer[rows].tolist())
    return np.array([customer in gone for customer in position.ledger.accounts.customer], bool)
