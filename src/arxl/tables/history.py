"""What the register knows, as tables: statements issued, months closed, decisions recorded.

Jobs load it from the register and hand it to practices, which never touch the register. A worksheet function, or a
book that has no register yet, has `NO_HISTORY`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class StatedLine:
    """One movement of an account as a statement froze it.

    Attributes:
        kind: invoice, debit note, opening, interest, credit note, receipt, bounced, refund, discount, tolerance.
        document: number of the document, receipt or credit; with `against` it names the line for ever.
        against: number of the document that a discount or a write-off closes; else "".
        date: the movement's own date, whichever month it is stated in.
        amount_minor: > 0 raises what the customer owes.
        earlier_period: the statement showed it as coming from a month that was closed before.
    """

    kind: str
    document: str
    against: str
    date: dt.date
    amount_minor: int
    earlier_period: bool = False


@dataclass(frozen=True, slots=True)
class IssuedStatement:
    """A statement that has its number.

    Attributes:
        month: "2026-10".
        carried: lines that are frozen without being shown: those behind the opening balance of an account's first
            statement, and those that a new year's book replaces by openings.
        lines: the movements that this statement shows.
        file: name of the paper's file, without folder.
        digest: SHA-256 of the paper's bytes, hexadecimal.
    """

    number: str
    customer: str
    currency: str
    month: str
    issued_on: dt.date
    return_by: dt.date
    opening_minor: int
    closing_minor: int
    carried: tuple[StatedLine, ...]
    lines: tuple[StatedLine, ...]
    file: str
    digest: str


@dataclass(frozen=True, slots=True)
class RecordedDecision:
    """A row of the Decisions sheet as it was when a job first saw it."""

    date: dt.date
    customer: str
    kind: str
    reference: str
    value: str
    by: str
    reason: str
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class History:
    """All of it, in the order of the register.

    `quiet_accounts` holds the lines of accounts that had neither balance nor movement when the first month was closed:
    they have no statement, and what they were must stay known all the same.
    """

    statements: tuple[IssuedStatement, ...] = ()
    closed_months: tuple[str, ...] = ()
    decisions: tuple[RecordedDecision, ...] = ()
    quiet_accounts: Mapping[tuple[str, str], tuple[StatedLine, ...]] = field(default_factory=dict)


NO_HISTORY = History()
