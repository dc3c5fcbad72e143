"""What is open on each account on a day: its documents, cash on account, cheques in hand (practice B2).

An account is a customer in one currency. Papers about an account (letters, receipt slips) are drawn from here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from arxl.kernels.money import sums_by_code
from arxl.practices.cash_application import Position
from arxl.practices.statement import OpenItem


@dataclass(frozen=True, slots=True)
class OpenAccount:
    """One account at the end of a day.

    Attributes:
        exponent: decimals of the currency.
        items: documents with a balance left, in the order in which receipts settle them.
        places: position of each item in `position.debits`.
        unapplied_minor: receipts and credit notes with a balance left.
        in_hand_minor: cheques and bills that have not cleared.
    """

    customer: str
    currency: str
    exponent: int
    items: tuple[OpenItem, ...]
    places: tuple[int, ...]
    unapplied_minor: int
    in_hand_minor: int

    @property
    def open_minor(self) -> int:
        """Sum of the open items."""
        return sum(item.open_minor for item in self.items)


def open_accounts(position: Position) -> dict[tuple[str, str], OpenAccount]:
    """(customer, currency) -> account, by customer, then currency."""
    ledger = position.ledger
    accounts = ledger.accounts
    places_of: dict[int, list[int]] = defaultdict(list)
    open_rows = position.open_rows
    for place, account in zip(open_rows.tolist(), position.debit_account[open_rows].tolist(), strict=True):
        places_of[account].append(place)
    unapplied = sums_by_code(position.credit_account, position.unapplied_minor, len(accounts))
    hand = position.in_hand
    in_hand = sums_by_code(ledger.credits.account[hand], ledger.credits.amount_minor[hand], len(accounts))
    return {
        key: OpenAccount(
            customer=key[0],
            currency=key[1],
            exponent=int(accounts.exponent[code]),
            items=tuple(open_item(position, place) for place in places_of[code]),
            places=tuple(places_of[code]),
            unapplied_minor=int(unapplied[code]),
            in_hand_minor=int(in_hand[code]),
        )
        for key, code in accounts.codes.items()
    }


def open_item(position: Position, place: int) -> OpenItem:
    """A document of `position.debits` as papers list it."""
    debits, row = position.ledger.debits, position.debits[place]
    return OpenItem(
        document=str(debits.number[row]),
        kind=str(debits.kind[row]),
        date=debits.date[row].item(),
        due_date=position.due_date[place].item(),
        amount_minor=int(debits.amount_minor[row]),
        open_minor=int(position.open_minor[place]),
        days_past_due=int(position.days_past_due[place]),
        disputed=bool(position.disputed[place]),
    )


def place_of(position: Position, document: str) -> int | None:
    """Where a document stands in `position.debits`; None where it does not exist on the day."""
    debits = position.ledger.debits
    found = np.flatnonzero((debits.number[position.debits] == document) & ~debits.is_refund[position.debits])
    return int(found[0]) if len(found) else None
