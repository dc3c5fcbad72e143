"""A customer's own account of us, typed (practice B5).

Every line has its place in the file. Amounts are debit less credit, or as their one column has them: which of the two
raises what the customer owes is for `practices.their_sign` to tell.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from arxl.errors import Fault


@dataclass(frozen=True, slots=True)
class Conventions:
    """What the reading of their file depends on beside its cells.

    Attributes:
        columns: column -> header in their file, where the accountant named it.
        currency: of their account, where the accountant named it.
        currencies: in which we have an account of the customer.
        begins: first day that their file covers, where the accountant says so.
        ends: last day that it covers.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    currency: str = ""
    currencies: tuple[str, ...] = ()
    date_order: str = "auto"
    decimal_sign: str = "auto"
    begins: dt.date | None = None
    ends: dt.date | None = None


@dataclass(frozen=True, slots=True)
class TheirLine:
    """One line of their account.

    Attributes:
        place: `Ledger!F17`: the cell of its amount.
        reference: the number of the document as they write it: ours, or their own where they have no other.
        voucher: their own number beside it, else "".
        amount_minor: debit less credit, or their one amount as it stands.
    """

    place: str
    date: dt.date
    reference: str
    voucher: str
    text: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class TheirAccount:
    """Their account of us in one currency; every amount has the sign of its lines.

    Attributes:
        in_two_columns: debits and credits stand apart.
        opening_minor: with what it begins; None where nothing says so, and it begins with nothing.
        gap_minor: what their own balances add to opening and lines; 0 where their file adds up.
        begins: first day that it covers.
        ends: last day that it covers.
        end_stated: False where nothing says the last day, and it is that of the last line.
    """

    currency: str
    in_two_columns: bool
    lines: tuple[TheirLine, ...]
    opening_minor: int | None
    gap_minor: int
    begins: dt.date
    ends: dt.date
    end_stated: bool


@dataclass(frozen=True, slots=True)
class TheirFile:
    """What their file holds.

    Attributes:
        accounts: by currency.
        faults: what cannot be read, and what is odd, each with its place.
    """

    accounts: tuple[TheirAccount, ...]
    faults: tuple[Fault, ...]


def flipped(account: TheirAccount) -> TheirAccount:
    """The same account with every sign the other way."""
    lines = tuple(replace(line, amount_minor=-line.amount_minor) for line in account.lines)
    opening = None if account.opening_minor is None else -account.opening_minor
    return replace(account, lines=lines, opening_minor=opening, gap_minor=-account.gap_minor)
