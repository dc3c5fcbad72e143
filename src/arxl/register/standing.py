"""What the entries add up to, and which entry may come next (practice B4).

Numbers run from 1 in every year, without gap; papers other than statements have series of their own. An account
(customer and currency) has one statement a month, in order of months, none in a closed month, and each opens with what
the one before closed with; only the account's latest statement can be corrected, by one more of the same month. The
register asks before it appends; `verify` asks again of every line.

>>> standing = Standing()
>>> standing.next_number(2026)
'ST2026-00001'
>>> standing.take(ClosedMonth("2026-09"))
>>> str(standing.objection(ClosedMonth("2026-09")).fact)
'2026-09 is closed already.'
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from arxl.errors import Sentence, sentence
from arxl.register.entries import ClosedMonth, Record
from arxl.tables.history import (
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

STATEMENTS = "ST"
"""The series of statements."""

_NUMBER = re.compile(r"([A-Z]{2})([0-9]{4})-([0-9]{5,})")
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
        numbers: series and year -> last number issued.
        latest: each account's last statement.
        issued: number of each statement and paper.
        sendings: message id -> whether its outcome is known.
        attempts: number -> how often it was about to be sent.
        copies: digest of each filed copy, its statement, and the pages of the file.
        code_key: of the codes on pages; "" before it is made.
        closed: the last month closed, "" before the first.
        reached: the last month that was closed or has a statement.
    """

    numbers: dict[tuple[str, int], int] = field(default_factory=dict)
    latest: dict[Account, IssuedStatement] = field(default_factory=dict)
    issued: set[str] = field(default_factory=set)
    sendings: dict[str, bool] = field(default_factory=dict)
    attempts: Counter[str] = field(default_factory=Counter)
    copies: set[tuple[str, str, tuple[int, ...]]] = field(default_factory=set)
    code_key: str = ""
    closed: str = ""
    reached: str = ""

    def next_number(self, year: int, taken: int = 0, series: str = STATEMENTS) -> str:
        """The number that follows the last one of the series issued in `year` and `taken` more."""
        return f"{series}{year:04d}-{self.numbers.get((series, year), 0) + taken + 1:05d}"

    def objection(self, record: Record) -> Objection | None:
        """Why `record` cannot be the next entry; None where it can."""
        match record:
            case IssuedStatement():
                placed = self._corrects_another(record) if record.corrects else self._takes_no_place(record)
                return placed or self._misnumbered(record.number, STATEMENTS) or self._unbalanced(record)
            case ClosedMonth():
                return self._out_of_order(record.month) or _not_quiet(record)
            case IssuedPaper():
                return self._misnumbered(record.number, record.number[:2])
            case Sending():
                return self._sent_twice(record) or self._unknown(record.number)
            case SendingOutcome():
                return self._has_outcome(record)
            case FiledCopy():
                return self._filed_before(record) or self._unknown(record.number)
            case Reply():
                return self._unknown(record.number)
            case CodeKey():
                return self._second_key()
            case RecordedDecision():
                return None

    def take(self, record: Record) -> None:
        """Count one more entry, to which there is no objection."""
        match record:
            case IssuedStatement():
                self._count(record.number)
                self.latest[Account(record.customer, record.currency)] = record
                self.reached = max(self.reached, record.month)
            case ClosedMonth():
                self.closed = self.reached = record.month
            case IssuedPaper():
                self._count(record.number)
            case Sending():
                self.sendings[record.message_id] = False
                self.attempts[record.number] += 1
            case SendingOutcome():
                self.sendings[record.message_id] = True
            case FiledCopy():
                self.copies.add((record.digest, record.number, record.pages))
            case CodeKey():
                self.code_key = record.key
            case RecordedDecision() | Reply():
                pass

    def _count(self, number: str) -> None:
        series, year, running = _series(number)
        self.numbers[series, year] = running
        self.issued.add(number)

    def _takes_no_place(self, statement: IssuedStatement) -> Objection | None:
        return self._out_of_order(statement.month) or self._stated_before(statement)

    def _corrects_another(self, statement: IssuedStatement) -> Objection | None:
        last = self.latest.get(Account(statement.customer, statement.currency))
        if last is not None and (last.number, last.month) == (statement.corrects, statement.month):
            return None
        return Objection(
            sentence(
                "{number} is not the latest statement of {customer} in {currency}.",
                number=statement.corrects,
                customer=statement.customer,
                currency=statement.currency,
            ),
            sentence("Correct the latest one; what changed before it shows there."),
        )

    def _unknown(self, number: str) -> Objection | None:
        if number in self.issued:
            return None
        return Objection(
            sentence("nothing is issued under the number {number}.", number=number),
            sentence("List the numbers with arxl register list."),
        )

    def _sent_twice(self, sending: Sending) -> Objection | None:
        if sending.message_id not in self.sendings:
            return None
        return Objection(
            sentence("message {message} is recorded already.", message=sending.message_id),
            sentence("Send it under an id of its own."),
        )

    def _has_outcome(self, outcome: SendingOutcome) -> Objection | None:
        if self.sendings.get(outcome.message_id) is False:
            return None
        return Objection(
            sentence("no message {message} waits for its outcome.", message=outcome.message_id),
            sentence("Record the sending first, and its outcome once."),
        )

    def _filed_before(self, copy: FiledCopy) -> Objection | None:
        if (copy.digest, copy.number, copy.pages) not in self.copies:
            return None
        return Objection(
            sentence("this copy of statement {number} is filed already.", number=copy.number),
            sentence("Look at what is filed with arxl register show {number}.", number=copy.number),
        )

    def _second_key(self) -> Objection | None:
        if not self.code_key:
            return None
        return Objection(
            sentence("the register has a key for its codes already."),
            sentence("Print with the key that it has."),
        )

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

    def _misnumbered(self, number: str, series: str) -> Objection | None:
        wanted = self.next_number(_series(number)[1], series=series)
        if number == wanted:
            return None
        return Objection(
            sentence('number "{number}" stands where {wanted} follows.', number=number, wanted=wanted),
            sentence("Issue papers in the order of their numbers."),
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


def _series(number: str) -> tuple[str, int, int]:
    """Series, year and running number; ("", 0, 0) where it is no number, which nothing follows."""
    found = _NUMBER.fullmatch(number)
    return (found[1], int(found[2]), int(found[3])) if found else ("", 0, 0)
