"""What the entries add up to, and which entry may come next (practice B4).

Numbers run from 1 in every year, without gap. An account (customer and currency) has one statement a month, in order
of months, none in a closed month, and each opens with what the one before closed with. The register asks before it
appends; `verify` asks again of every line.

>>> standing = Standing()
>>> standing.next_number(2026)
'ST2026-00001'
>>> standing.take(ClosedMonth("2026-09"))
>>> str(standing.objection(ClosedMonth("2026-09")).fact)
'2026-09 is closed already.'
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from arxl.errors import Sentence, sentence
from arxl.register.entries import ClosedMonth, Record
from arxl.tables.history import IssuedStatement, RecordedDecision, StatedLine

_NUMBER = re.compile(r"ST([0-9]{4})-([0-9]{5,})")
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


class Objection(NamedTuple):
    """Why a record cannot come next, and what to do."""

    fact: Sentence
    remedy: Sentence


class Account(NamedTuple):
    """Whose balance a statement states."""

    customer: str
    currency: str


@dataclass(slots=True)
class Standing:
    """The state after the entries taken so far.

    Attributes:
        numbers: year -> last number issued.
        latest: each account's last statement.
        closed: the last month closed, "" before the first.
        reached: the last month that was closed or has a statement.
    """

    numbers: dict[int, int] = field(default_factory=dict)
    latest: dict[Account, IssuedStatement] = field(default_factory=dict)
    closed: str = ""
    reached: str = ""

    def next_number(self, year: int, taken: int = 0) -> str:
        """The number that follows the last one issued in `year` and `taken` more."""
        return f"ST{year:04d}-{self.numbers.get(year, 0) + taken + 1:05d}"

    def objection(self, record: Record) -> Objection | None:
        """Why `record` cannot be the next entry; None where it can."""
        match record:
            case IssuedStatement():
                return (
                    self._out_of_order(record.month)
                    or self._stated_before(record)
                    or self._misnumbered(record)
                    or self._unbalanced(record)
                )
            case ClosedMonth():
                return self._out_of_order(record.month) or _not_quiet(record)
            case RecordedDecision():
                return None

    def take(self, record: Record) -> None:
        """Count one more entry, to which there is no objection."""
        match record:
            case IssuedStatement():
                year, number = _series(record.number)
                self.numbers[year] = number
                self.latest[Account(record.customer, record.currency)] = record
                self.reached = record.month
            case ClosedMonth():
                self.closed = self.reached = record.month
            case RecordedDecision():
                pass

    def _out_of_order(self, month: str) -> Objection | None:
        if not _MONTH.fullmatch(month):
            return Objection(
                sentence('"{month}" is not a month.', month=month),
                sentence("Write it as 2026-10."),
            )
        if month == self.closed:
            return Objection(
                sentence("{month} is closed already.", month=month),
                sentence("What is dated in it shows in the next statement, as an earlier period."),
            )
        if month < self.reached:
            return Objection(
                sentence(
                    "{month} comes before {reached}, which is in the register.", month=month, reached=self.reached
                ),
                sentence("Issue months in their order; what is dated in an earlier one shows in the next statement."),
            )
        return None

    def _stated_before(self, statement: IssuedStatement) -> Objection | None:
        last = self.latest.get(Account(statement.customer, statement.currency))
        if last is None or last.month < statement.month:
            return None
        return Objection(
            sentence(
                "{customer} has a statement of {month} in {currency}: {number}.",
                customer=statement.customer,
                month=last.month,
                currency=statement.currency,
                number=last.number,
            ),
            sentence("What changed since then shows in the next statement."),
        )

    def _misnumbered(self, statement: IssuedStatement) -> Objection | None:
        year, _ = _series(statement.number)
        wanted = self.next_number(year)
        if statement.number == wanted:
            return None
        return Objection(
            sentence(
                'statement number "{number}" stands where {wanted} follows.', number=statement.number, wanted=wanted
            ),
            sentence("Issue statements in the order of their numbers."),
        )

    def _unbalanced(self, statement: IssuedStatement) -> Objection | None:
        last = self.latest.get(Account(statement.customer, statement.currency))
        opening = last.closing_minor if last else _sum_minor(statement.carried)
        closing = opening + _sum_minor(statement.lines)
        if (statement.opening_minor, statement.closing_minor) == (opening, closing):
            return None
        return Objection(
            sentence(
                "statement {number} goes from {stated_opening} to {stated_closing}; the entries before it and its own "
                "lines lead from {opening} to {closing} (in the smallest unit of {currency}).",
                number=statement.number,
                stated_opening=statement.opening_minor,
                stated_closing=statement.closing_minor,
                opening=opening,
                closing=closing,
                currency=statement.currency,
            ),
            sentence("Draft the statements again from the present state of the register."),
        )


def _not_quiet(closed: ClosedMonth) -> Objection | None:
    for account in closed.quiet:
        balance = _sum_minor(account.lines)
        if balance:
            return Objection(
                sentence(
                    "{customer} has a balance of {balance} (in the smallest unit of {currency}) and no statement.",
                    customer=account.customer,
                    balance=balance,
                    currency=account.currency,
                ),
                sentence("Issue its statement before the month is closed."),
            )
    return None


def _sum_minor(lines: Iterable[StatedLine]) -> int:
    return sum(line.amount_minor for line in lines)


def _series(number: str) -> tuple[int, int]:
    """Year and running number of a statement number; (0, 0) where it is none, which nothing follows."""
    found = _NUMBER.fullmatch(number)
    return (int(found[1]), int(found[2])) if found else (0, 0)
