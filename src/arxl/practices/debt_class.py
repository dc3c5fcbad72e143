"""Class of debt: how much hope is left for an open item (practice C2).

Current, collecting (1 to 90 days past due), doubtful (91 to 180), bad (181 to 365), dead: later still, or the debtor
is gone (closed, bankrupt) or the debt has lapsed. The edges are Policy's.

>>> ages = np.array([0, 1, 90, 91, 180, 181, 365, 366])
>>> [CLASSES[place] for place in classes_of(ages, np.zeros(8, bool), DebtClassPolicy())]
['current', 'collecting', 'collecting', 'doubtful', 'doubtful', 'bad', 'bad', 'dead']
"""

from __future__ import annotations

import numpy as np

from arxl.errors import label
from arxl.kernels.ages import bucket_of
from arxl.kernels.arrays import Bools, Int64s
from arxl.tables.policy import DebtClassPolicy

CLASSES = (label("current"), label("collecting"), label("doubtful"), label("bad"), label("dead"))
"""From hope to none; a class is known by its place here."""

DEAD = len(CLASSES) - 1


def classes_of(days_past_due: Int64s, gone: Bools, policy: DebtClassPolicy) -> Int64s:
    """(N,) the class of each item, as a place in `CLASSES`.

    Args:
        days_past_due: (N,) 0 or less is not due.
        gone: (N,) True where nobody is left to pay, or the debt can no longer be claimed.
    """
    by_age = bucket_of(days_past_due, policy.debt_classes, by_document=False)
    return np.where(gone, DEAD, by_age)
