"""The monthly statement of account (practice B4)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from arxl.errors import Sentence
from arxl.tables.history import StatedLine


@dataclass(frozen=True, slots=True)
class Movement:
    """A line of the statement: what moved the balance, and the balance after it.

    `earlier_period` marks a line whose own date lies in a month that was already closed: it appeared or changed
    afterwards.
    """

    line: StatedLine
    balance_minor: int
    earlier_period: bool


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A document with a balance left at the month's end."""

    document: str
    kind: str
    date: dt.date
    due_date: dt.date
    amount_minor: int
    open_minor: int
    days_past_due: int
    disputed: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """One account (customer and currency) over one month.

    Attributes:
        number: "" while it is a draft.
        exponent: decimals of the currency.
        carried: lines behind the opening balance that no statement has frozen yet (first statement only).
        aging_labels: one a bucket, beginning with "Not due".
        aging_minor: open balance by bucket; its sum less unapplied_minor is the closing balance.
        in_hand_minor: cheques and bills that have not cleared.
        due_now_minor: open and past due or due at the month's end, less unapplied cash, never below 0.
    """

    number: str
    customer: str
    customer_name: str
    customer_address: str
    customer_tax_id: str
    language: str
    currency: str
    exponent: int
    month: str
    first_day: dt.date
    last_day: dt.date
    opening_minor: int
    movements: tuple[Movement, ...]
    closing_minor: int
    carried: tuple[StatedLine, ...]
    open_items: tuple[OpenItem, ...]
    aging_labels: tuple[str | Sentence, ...]
    aging_minor: tuple[int, ...]
    unapplied_minor: int
    in_hand_minor: int
    disputed_minor: int
    due_now_minor: int
