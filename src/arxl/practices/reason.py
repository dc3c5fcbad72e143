"""Why a customer does not pay, and the recommended answer (practice B10).

A reason is objective where the customer could not pay if it would, subjective where it could. The answers are what a
salesperson says on the spot: polite, lawful, and always with a next step. They are told in the customer's language.

>>> REASONS["no cash"].objective, REASONS["habit"].objective
(True, False)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from arxl.errors import label


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of the sheet Contacts.

    Attributes:
        objective: the customer cannot pay; else it does not.
        answer: what to say and do.
    """

    name: str
    objective: bool
    answer: str

    @property
    def kind(self) -> str:
        """In a word."""
        return label("objective") if self.objective else label("subjective")


_ALL = (
    Reason(
        "no cash",
        True,
        label("Agree on a first part today and on dated instalments for the rest; deliver only what is prepaid."),
    ),
    Reason(
        "force majeure",
        True,
        label("Ask for evidence, agree on a new date in writing, and have the balance confirmed meanwhile."),
    ),
    Reason(
        "bank",
        True,
        label("Ask for a copy of the transfer order, and look again in two working days."),
    ),
    Reason(
        "dispute",
        False,
        label("Have the disputed part put in writing, settle it apart, and ask for the undisputed rest today."),
    ),
    Reason(
        "waits for rebate",
        False,
        label("Rebates are paid for what was settled in time: the receipt comes first, the credit note follows."),
    ),
    Reason(
        "signer absent",
        False,
        label("Ask when the signer is back and who signs meanwhile; make an appointment for that day."),
    ),
    Reason(
        "approval pending",
        False,
        label("Ask at which step the approval is and what it lacks; bring the missing paper and name a day."),
    ),
    Reason(
        "not sold yet",
        False,
        label("The terms run from delivery: take stock together, offer sales support, collect what is sold."),
    ),
    Reason(
        "habit",
        False,
        label("Name the due date and the supply level that follows; thank for each receipt that comes in time."),
    ),
    Reason(
        "bad faith",
        False,
        label("Promise nothing more: stop deliveries, have the balance confirmed, and prepare the file for counsel."),
    ),
)
REASONS: Mapping[str, Reason] = {reason.name: reason for reason in _ALL}
