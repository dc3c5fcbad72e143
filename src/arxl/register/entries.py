"""The entries of the register: a statement issued, a month closed, a decision recorded, a paper sent (practice B4).

An entry's body is canonical JSON: sorted keys, no spaces, UTF-8, whole numbers only, dates as ISO texts. The same
record always has the same body, so that its hash can be computed again by anyone.

>>> canonical(body_of(ClosedMonth("2026-10")))
'{"month":"2026-10","quiet":[]}'
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from arxl.pulse import beating
from arxl.tables.history import (
    Claim,
    CodeKey,
    FiledCopy,
    IssuedPaper,
    IssuedStatement,
    RecordedDecision,
    Reply,
    Sending,
    SendingOutcome,
    StatedLine,
)


class EntryKind(StrEnum):
    """What an entry records."""

    STATEMENT = "statement"
    CLOSED_MONTH = "closed month"
    DECISION = "decision"
    PAPER = "paper"
    SENDING = "sending"
    SENDING_OUTCOME = "sending outcome"
    FILED_COPY = "filed copy"
    REPLY = "reply"
    CODE_KEY = "code key"


@dataclass(frozen=True, slots=True)
class QuietAccount:
    """An account with neither balance nor movement when a month was closed, and the lines that it had by then."""

    customer: str
    currency: str
    lines: tuple[StatedLine, ...]


@dataclass(frozen=True, slots=True)
class ClosedMonth:
    """A month ("2026-10") behind which nothing moves any more."""

    month: str
    quiet: tuple[QuietAccount, ...] = ()


Record = (
    IssuedStatement
    | ClosedMonth
    | RecordedDecision
    | IssuedPaper
    | Sending
    | SendingOutcome
    | FiledCopy
    | Reply
    | CodeKey
)

_KINDS: Mapping[type, EntryKind] = {
    IssuedStatement: EntryKind.STATEMENT,
    ClosedMonth: EntryKind.CLOSED_MONTH,
    RecordedDecision: EntryKind.DECISION,
    IssuedPaper: EntryKind.PAPER,
    Sending: EntryKind.SENDING,
    SendingOutcome: EntryKind.SENDING_OUTCOME,
    FiledCopy: EntryKind.FILED_COPY,
    Reply: EntryKind.REPLY,
    CodeKey: EntryKind.CODE_KEY,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the register.

    Attributes:
        seq: number of the line, from 1 without gap.
        body: the canonical JSON, parsed.
        record: the same, typed.
        previous: hash of the line before; of the first line, the hash that stands for the company.
        hash: SHA-256 over seq, kind, recorded_on, previous and body, hexadecimal.
    """

    seq: int
    kind: EntryKind
    recorded_on: dt.date
    body: Mapping[str, Any]
    record: Record
    previous: str
    hash: str


def kind_of(record: Record) -> EntryKind:
    """The kind of entry that a record makes."""
    return _KINDS[type(record)]


def body_of(record: Record) -> dict[str, Any]:
    """A record as plain JSON values.

    Raises:
        TypeError: an attribute is not a text, a whole number, a date or a sequence of records (a float, say).
    """
    return {attribute.name: _plain(getattr(record, attribute.name)) for attribute in fields(record)}


def canonical(body: Mapping[str, Any]) -> str:
    """The one way to write a body."""
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def record_of(kind: EntryKind, body: Mapping[str, Any]) -> Record:
    """The record that a body was made from.

    Raises:
        KeyError, TypeError, ValueError: the body is not one of this kind.

    >>> record_of(EntryKind.CLOSED_MONTH, {"month": "2026-10", "quiet": []})
    ClosedMonth(month='2026-10', quiet=())
    """
    return _READERS[kind](body)


def frozen(body: dict[str, Any]) -> Mapping[str, Any]:
    """A body that nobody changes by mistake."""
    return MappingProxyType(body)


def _plain(value: object) -> object:
    if value is None or type(value) in (str, int, bool):
        return value
    if type(value) is dt.date:
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in beating(value)]
    if is_dataclass(value):
        return {attribute.name: _plain(getattr(value, attribute.name)) for attribute in fields(value)}
    raise TypeError(f"{type(value).__name__} {value!r} has no place in an entry of the register")


def _statement(body: Mapping[str, Any]) -> IssuedStatement:
    read = {
        **body,
        "issued_on": dt.date.fromisoformat(body["issued_on"]),
        "return_by": dt.date.fromisoformat(body["return_by"]),
        "carried": _stated_lines(body["carried"]),
        "lines": _stated_lines(body["lines"]),
    }
    return IssuedStatement(**read)


def _stated_lines(bodies: Sequence[Mapping[str, Any]]) -> tuple[StatedLine, ...]:
    return tuple(StatedLine(**{**body, "date": dt.date.fromisoformat(body["date"])}) for body in beating(bodies))


def _closed_month(body: Mapping[str, Any]) -> ClosedMonth:
    quiet = tuple(QuietAccount(**{**account, "lines": _stated_lines(account["lines"])}) for account in body["quiet"])
    return ClosedMonth(**{**body, "quiet": quiet})


def _decision(body: Mapping[str, Any]) -> RecordedDecision:
    until = body["until"]
    read = {
        **body,
        "date": dt.date.fromisoformat(body["date"]),
        "until": None if until is None else dt.date.fromisoformat(until),
    }
    return RecordedDecision(**read)


def _paper(body: Mapping[str, Any]) -> IssuedPaper:
    claims = tuple(Claim(**claim) for claim in body.get("claims", ()))  # older entries have none
    return IssuedPaper(**{**_dated(body, "issued_on"), "claims": claims})


def _sending(body: Mapping[str, Any]) -> Sending:
    return Sending(**_dated(body, "sent_on"))


def _sending_outcome(body: Mapping[str, Any]) -> SendingOutcome:
    return SendingOutcome(**_dated(body, "known_on"))


def _filed_copy(body: Mapping[str, Any]) -> FiledCopy:
    return FiledCopy(**{**_dated(body, "filed_on"), "pages": tuple(body["pages"])})


def _reply(body: Mapping[str, Any]) -> Reply:
    return Reply(**_dated(body, "date"))


def _code_key(body: Mapping[str, Any]) -> CodeKey:
    return CodeKey(**body)


def _dated(body: Mapping[str, Any], attribute: str) -> dict[str, Any]:
    return {**body, attribute: dt.date.fromisoformat(body[attribute])}


_READERS: Mapping[EntryKind, Callable[[Mapping[str, Any]], Record]] = {
    EntryKind.STATEMENT: _statement,
    EntryKind.CLOSED_MONTH: _closed_month,
    EntryKind.DECISION: _decision,
    EntryKind.PAPER: _paper,
    EntryKind.SENDING: _sending,
    EntryKind.SENDING_OUTCOME: _sending_outcome,
    EntryKind.FILED_COPY: _filed_copy,
    EntryKind.REPLY: _reply,
    EntryKind.CODE_KEY: _code_key,
}
