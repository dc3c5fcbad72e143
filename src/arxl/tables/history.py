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
        kind: invoice, debit note, opening, interest, credit note, receipt, bounced, refund, discount, tolerance,
            write-off, write-off reversed.
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
        corrects: number of the statement that this one corrects; "" where it corrects none.
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
    corrects: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """That a letter asked for a document, and at which level it counts for it (practice B6)."""

    document: str
    level: str


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A paper other than a statement that was issued, and is kept with its exact bytes.

    Attributes:
        kind: receipt slip, letter, …
        number: of the series of its kind, "RS2026-00001".
        currency: "" where it is about none.
        subject: what it is about: the number of a receipt, the level of a letter, the number of a document.
        file, digest: as those of a statement.
        claims: of a letter, the documents that it asks for; empty in entries that were made before they were recorded.
    """

    kind: str
    number: str
    customer: str
    currency: str
    subject: str
    issued_on: dt.date
    file: str
    digest: str
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Sending:
    """That a paper was about to go out: recorded before anything does.

    Attributes:
        number: of the statement or paper.
        to: the one address.
        way: smtp or draft.
    """

    message_id: str
    number: str
    customer: str
    to: str
    way: str
    sent_on: dt.date


@dataclass(frozen=True, slots=True)
class SendingOutcome:
    """What became of a sending; one without an outcome is in doubt.

    Attributes:
        outcome: sent, refused or drafted.
        detail: what the server answered.
    """

    message_id: str
    outcome: str
    detail: str
    known_on: dt.date


@dataclass(frozen=True, slots=True)
class FiledCopy:
    """A copy that came back, filed under its hash in the folder of copies beside the register.

    Attributes:
        digest: SHA-256 of the file, hexadecimal.
        file: its name in the folder.
        number: the statement that it is a copy of.
        pages: pages of the file that are pages of this statement, from 1.
        came_as: name under which it came.
    """

    digest: str
    file: str
    number: str
    pages: tuple[int, ...]
    came_as: str
    filed_on: dt.date


@dataclass(frozen=True, slots=True)
class Reply:
    """What a customer answered to a statement, as a person confirmed it.

    Attributes:
        answer: signed, differs or refused.
        date: that of the signature, typed by the person who confirms.
        signatory: name of a row of Signatories; "" where none of them signed.
        sealed: the registered seal is on the copy.
        figure_minor: the customer's own figure, of a copy that differs.
        by: who confirms.
        copy: digest of the filed copy; "" where there is none.
    """

    number: str
    answer: str
    date: dt.date
    signatory: str
    sealed: bool
    figure_minor: int | None
    by: str
    copy: str


@dataclass(frozen=True, slots=True)
class CodeKey:
    """The key by which the code on a page is known to be arxl's own.

    Attributes:
        key: 32 bytes, hexadecimal.
    """

    key: str


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
    papers: tuple[IssuedPaper, ...] = ()
    sendings: tuple[Sending, ...] = ()
    outcomes: tuple[SendingOutcome, ...] = ()
    copies: tuple[FiledCopy, ...] = ()
    replies: tuple[Reply, ...] = ()
    code_key: str = ""


NO_HISTORY = History()
