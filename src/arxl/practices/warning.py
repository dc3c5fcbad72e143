"""Early warning: what was noted about a customer, and what its figures show (practice B8).

A warning bears the day on which it turned up, and is in force until it expires 30, 60 or 90 days later by its
severity, or until somebody closes it with a reason: a noted one in its row of Signals, a computed one by a row
"warning closed" of Decisions that names the signal. Such a row closes what has turned up by its date; a signal that
turns anew later is a new warning. Without a reason nothing is closed. Low, medium and high stand for the supply
levels 1, 2 and 4.

>>> [LEVEL_OF_SEVERITY[severity] for severity in ("low", "medium", "high")]
[1, 2, 4]
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, cast

import numpy as np

from arxl.errors import Sentence, label, sentence
from arxl.practices.cash_application import Position
from arxl.practices.receivables import Receivables
from arxl.practices.supply_level import PREPAID, REDUCED, REMIND
from arxl.practices.warning_closing import closings
from arxl.practices.warning_signs import Sign, position_signs, told_signs
from arxl.tables.desk_policy import WarningPolicy
from arxl.tables.history import History, RecordedDecision
from arxl.tables.result import ResultColumn, ResultTable, Shows
from arxl.tables.schema import Book, Customers, Signals

Severity = Literal["low", "medium", "high"]
SEVERITIES: tuple[Severity, ...] = ("low", "medium", "high")
LEVEL_OF_SEVERITY: Mapping[str, int] = {"low": REMIND, "medium": REDUCED, "high": PREPAID}
EXPIRED = label("expired")

NOTED: Mapping[str, Severity] = {
    "dumping prices": "medium",
    "selling across regions": "low",
    "staff leaving": "low",
    "owner leaving": "high",
    "moving": "medium",
    "closing": "high",
    "transfer of the shop": "high",
    "new line of business": "low",
    "lawsuit": "high",
    "demolition": "high",
    "force majeure": "high",
    "other": "low",
}
"""Signal -> the severity of a row of Signals that says none: high is what can end the customer's business."""

COMPUTED_SEVERITIES: Mapping[str, str] = {
    "purchases up": "warn_purchases_up",
    "purchases down": "warn_purchases_down",
    "slower payment": "warn_slower_payment",
    "first part payment": "warn_part_payment",
    "second request for extension": "warn_extension",
    "bounced receipt": "warn_bounced",
    "new method of payment": "warn_new_method",
}
"""Computed signal -> the attribute of `WarningPolicy` that says how grave it is."""


@dataclass(frozen=True, slots=True)
class EarlyWarning:
    """One warning about a customer (not Python's `Warning`, which is an exception).

    Attributes:
        signal: one of the noted kinds of the sheet Signals, or of the computed ones (`warning_signs.COMPUTED`).
        since: the day it was noted, or the first day of the unbroken run of days on which the figures show it.
        until: the last day on which it is in force.
        figures: what it rests on: norm, now, since when; or who noted it.
        evidence: what was seen, or the number of the receipt that shows it; "" for a run of days.
        by: who noted it; "" for a computed one.
        closed: why it is no longer in force on the day; "" while it is.
    """

    customer: str
    signal: str
    severity: Severity
    since: dt.date
    until: dt.date
    figures: Sentence
    evidence: str = ""
    by: str = ""
    closed: str = ""

    @property
    def level(self) -> int:
        """The supply level that it calls for."""
        return LEVEL_OF_SEVERITY[self.severity]


@dataclass(frozen=True)
class EarlySigns:
    """The warnings of a book, on whichever day is asked for.

    What follows from the book alone is worked out once: whoever asks about many days makes one of these.
    """

    book: Book
    history: History
    policy: WarningPolicy

    def on(self, position: Position, customers: Collection[str] | None = None) -> tuple[EarlyWarning, ...]:
        """The warnings known at the end of the position's day: those in force first, the gravest of them first.

        Args:
            position: where the accounts stand on the day; it may hold those of some customers alone.
            customers: whom the answer is about; None for everybody.
        """
        day = position.as_of
        signs = (*self._told_by(day), *position_signs(position, self.policy))
        warnings = (*self._noted_by(day), *(self._of_sign(sign, day) for sign in signs if sign.since <= day))
        asked = (one for one in warnings if customers is None or one.customer in customers)
        return tuple(sorted(asked, key=_in_order))

    @cached_property
    def _told(self) -> tuple[Sign, ...]:
        return told_signs(self.book, self.policy)

    def _told_by(self, day: dt.date) -> Iterator[Sign]:
        """Signs that the book tells without any matching; an old one is no news."""
        days = dt.timedelta(days=max(self.policy.warn_expiry_days))
        return (sign for sign in self._told if sign.since <= day <= sign.since + days)

    @cached_property
    def _closings(self) -> Mapping[tuple[str, str], tuple[RecordedDecision, ...]]:
        return closings(self.book.decisions, self.history)

    def _of_sign(self, sign: Sign, day: dt.date) -> EarlyWarning:
        severity = cast(Severity, getattr(self.policy, COMPUTED_SEVERITIES[sign.signal]))
        until = sign.since + dt.timedelta(days=self._expiry(severity))
        closed = next(
            (
                made.reason
                for made in self._closings.get((sign.customer, sign.signal), ())
                if sign.since <= made.date <= day
            ),
            EXPIRED if day > until else "",
        )
        return EarlyWarning(
            sign.customer, sign.signal, severity, sign.since, until, sign.figures, sign.evidence, "", closed
        )

    def _noted_by(self, day: dt.date) -> Iterator[EarlyWarning]:
        signals = self.book.signals
        for row in np.flatnonzero(signals.date <= np.datetime64(day, "D")).tolist():
            yield self._noted(signals, row, day)

    def _noted(self, signals: Signals, row: int, day: dt.date) -> EarlyWarning:
        signal, by, evidence = (str(column[row]) for column in (signals.signal, signals.by, signals.evidence))
        severity = cast(Severity, str(signals.severity[row]) or NOTED[signal])
        since: dt.date = signals.date[row].item()
        until = signals.expires_on[row].item() or since + dt.timedelta(days=self._expiry(severity))
        closed_on = signals.closed_on[row].item()
        closed = EXPIRED if day > until else ""
        if closed_on is not None and closed_on <= day:
            closed = str(signals.closed_as[row]) or closed
        return EarlyWarning(
            str(signals.customer[row]),
            signal,
            severity,
            since,
            until,
            _noted_as(since, by, evidence),
            evidence,
            by,
            closed,
        )

    def _expiry(self, severity: Severity) -> int:
        return self.policy.warn_expiry_days[SEVERITIES.index(severity)]


def warnings_of(
    known: Receivables, position: Position, history: History, policy: WarningPolicy
) -> tuple[EarlyWarning, ...]:
    """The warnings known at the end of the position's day; those with `closed == ""` are in force, and come first.

    A computed one is told for as long as the longest expiry of Policy, a noted one for ever.
    """
    return EarlySigns(known.book, history, policy).on(position)


def warnings_table(warnings: Iterable[EarlyWarning], customers: Customers, *, ended: bool = False) -> ResultTable:
    """One row a warning in force; or, of those that ended, with the reason why."""
    told = [one for one in warnings if (one.closed != "") is ended]
    salesperson = customers.by_id("salesperson")
    columns = (
        ResultColumn("customer", label("Customer ID"), Shows.TEXT, [one.customer for one in told]),
        ResultColumn("name", label("Name"), Shows.TEXT, [customers.name_of(one.customer) for one in told]),
        ResultColumn(
            "salesperson", label("Salesperson"), Shows.TEXT, [salesperson.get(one.customer, "") for one in told]
        ),
        ResultColumn("signal", label("Signal"), Shows.LABEL, [one.signal for one in told]),
        ResultColumn("severity", label("Severity"), Shows.LABEL, [one.severity for one in told]),
        ResultColumn("level", label("Supply Level"), Shows.WHOLE, [one.level for one in told]),
        ResultColumn("since", label("Since"), Shows.DATE, [one.since for one in told]),
        ResultColumn("until", label("Expires On"), Shows.DATE, [one.until for one in told]),
        ResultColumn("figures", label("Figures"), Shows.SENTENCES, [(one.figures,) for one in told]),
        ResultColumn("evidence", label("Evidence"), Shows.TEXT, [one.evidence for one in told]),
        ResultColumn("by", label("Noted By"), Shows.TEXT, [one.by for one in told]),
    )
    if not ended:
        return ResultTable(label("Warnings"), columns)
    closed = ResultColumn("closed", label("Closed Because"), Shows.LABEL, [one.closed for one in told])
    return ResultTable(label("Warnings ended"), (*columns, closed))


def _noted_as(day: dt.date, by: str, evidence: str) -> Sentence:
    if by and evidence:
        return sentence("Noted on {date} by {by}: {evidence}.", date=day, by=by, evidence=evidence.rstrip("."))
    if evidence:
        return sentence("Noted on {date}: {evidence}.", date=day, evidence=evidence.rstrip("."))
    if by:
        return sentence("Noted on {date} by {by}, without evidence.", date=day, by=by)
    return sentence("Noted on {date}, without evidence.", date=day)


def _in_order(one: EarlyWarning) -> tuple[object, ...]:
    return (
        one.closed != "",
        -one.level,
        -one.since.toordinal(),
        one.customer,
        one.signal,
        one.evidence,
        one.by,
        one.until,
        one.closed,
        _Said(one.figures),
    )


class _Said:
    """A sentence that is put into words only where all else is equal."""

    __slots__ = ("_sentence",)

    def __init__(self, figures: Sentence) -> None:
        self._sentence = figures

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Said) and str(self._sentence) == str(other._sentence)

    def __lt__(self, other: _Said) -> bool:
        return str(self._sentence) < str(other._sentence)

    __hash__ = None  # type: ignore[assignment]
