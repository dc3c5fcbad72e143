"""Write-offs: what somebody decided no longer to expect, and what is paid of it all the same (practice C2).

A row of Decisions of the kind "write-off" names a document (Reference) and who decided (By); its Value is an amount,
blank for all that is open. On its day what is open of the document falls by it. The written-off part takes only
receipts that name the document, or of which all else leaves something: each reverses the write-off by what it pays,
on its own day. Credits of earlier days settle the document as ever, oldest first.

A recorded write-off counts although its row is gone. Of an opening only the book's own write-offs count: those of an
earlier book are in its amount already.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from arxl.errors import Fault, Sentence, sentence
from arxl.kernels.arrays import Days
from arxl.kernels.settlement import Rule, written_off_minor
from arxl.practices.cash_application import Position, effective_date
from arxl.practices.decision import WRITTEN_OFF, decision_of, decisions_in_force
from arxl.practices.replies import figure_of
from arxl.tables.history import History, RecordedDecision
from arxl.tables.ledger import OPENING, Ledger, WrittenOff, with_write_offs
from arxl.tables.names import natural_key
from arxl.tables.schema import Decisions


@dataclass(frozen=True)
class DecidedLedger:
    """A ledger with what was written off, and a fault for every write-off on the sheet that cannot be carried out."""

    ledger: Ledger
    faults: tuple[Fault, ...]


def decided_ledger(ledger: Ledger, decisions: Decisions, history: History) -> DecidedLedger:
    """The ledger with the write-offs that are recorded or stand on the sheet."""
    made = decisions_in_force(decisions, history, (WRITTEN_OFF,))
    if not made:
        return DecidedLedger(ledger, ())
    owners = _owners(ledger, {one.reference for one in made})
    on_sheet = {decision_of(decisions, row): row for row in np.flatnonzero(decisions.kind == WRITTEN_OFF).tolist()}
    written_off: list[WrittenOff] = []
    count: Counter[int] = Counter()
    for one in made:
        found = _document(one, ledger, owners)
        if isinstance(found, int) and (one in on_sheet or not _of_an_earlier_book(one, ledger, found)):
            count[found] += 1
            written_off.append(_written_off(one, ledger, found, count[found]))
    faults = (
        Fault(decisions.origin.cell(wrong.attribute, row), wrong.fact, wrong.remedy)
        for one, row in on_sheet.items()
        if isinstance(wrong := _document(one, ledger, owners), _Wrong)
    )
    return DecidedLedger(with_write_offs(ledger, written_off), tuple(faults))


class _Wrong(NamedTuple):
    """Why a write-off cannot be carried out, and the cell that says so."""

    attribute: str
    fact: Sentence
    remedy: Sentence


def _owners(ledger: Ledger, numbers: set[str]) -> Mapping[str, list[int]]:
    """Number -> rows of the documents that bear it: two customers may use one."""
    owners: dict[str, list[int]] = defaultdict(list)
    debits = ledger.debits
    for row, number in enumerate(debits.number.tolist()):
        if number in numbers and not debits.is_refund[row]:
            owners[number].append(row)
    return owners


def _document(made: RecordedDecision, ledger: Ledger, owners: Mapping[str, list[int]]) -> int | _Wrong:
    """Row of the document that a decision writes off."""
    accounts, account = ledger.accounts, ledger.debits.account
    rows = [
        row for row in owners.get(made.reference, ()) if made.customer in ("", accounts.customer[int(account[row])])
    ]
    if not made.by.strip():
        return _Wrong(
            "by",
            sentence('the write-off of "{reference}" has no "By".', reference=made.reference),
            sentence("Write who approves it; until then nothing is written off."),
        )
    if len(rows) != 1:
        what = sentence('"{reference}" is no document of its customer.', reference=made.reference)
        if rows:
            what = sentence('"{reference}" is a document of several accounts.', reference=made.reference)
        return _Wrong("reference", what, sentence("Write the number of the document, and its customer."))
    (row,) = rows
    currency = str(accounts.currency[int(account[row])])
    minor = figure_of(made.value, currency) if made.value.strip() else 1
    if minor is None or minor <= 0:
        return _Wrong(
            "value",
            sentence(
                'the write-off is of "{value}", which is no amount in {currency}.', value=made.value, currency=currency
            ),
            sentence("Write an amount above 0, or leave the cell blank for all that is open."),
        )
    written_on = ledger.debits.date[row].item()
    if made.date < written_on:
        return _Wrong(
            "date",
            sentence(
                "the write-off of {document} is of {day}, before the document of {date}.",
                document=made.reference,
                day=made.date,
                date=written_on,
            ),
            sentence("Correct the date."),
        )
    return row


def _of_an_earlier_book(made: RecordedDecision, ledger: Ledger, row: int) -> bool:
    return bool(ledger.debits.kind[row] == OPENING) and made.date < ledger.first_day


def _written_off(made: RecordedDecision, ledger: Ledger, row: int, nth: int) -> WrittenOff:
    currency = str(ledger.accounts.currency[int(ledger.debits.account[row])])
    amount_minor = int(ledger.debits.amount_minor[row])
    if made.value.strip():
        amount_minor = min(amount_minor, figure_of(made.value, currency) or 0)
    return WrittenOff(write_off_number(made.reference, nth), row, made.date, amount_minor)


def write_off_number(document: str, nth: int) -> str:
    """The number of a document's nth write-off.

    >>> write_off_number("INV-7", 1), write_off_number("INV-7", 2)
    ('INV-7 write-off', 'INV-7 write-off 2')
    """
    return f"{document} write-off" if nth == 1 else f"{document} write-off {nth}"


class Reversal(NamedTuple):
    """Money that came in for what was written off.

    Attributes:
        credit: position in `position.credits` of the receipt.
    """

    credit: int
    date: dt.date
    amount_minor: int


class WriteOffState(NamedTuple):
    """A document's write-offs and what came back of them, by a position's day.

    Attributes:
        debit: position in `position.debits` of the document.
        credits: positions in `position.credits` of the write-offs, in order of day.
        taken_minor: what each took on its day.
        left_minor: what of them all has not been paid.
        reversals: in order of day.
    """

    debit: int
    credits: tuple[int, ...]
    taken_minor: tuple[int, ...]
    left_minor: int
    reversals: tuple[Reversal, ...]


def write_offs_on(position: Position) -> tuple[WriteOffState, ...]:
    """Every document of which something is or was written off, in the position's order."""
    ledger, settled = position.ledger, position.settled
    places = np.flatnonzero(ledger.credits.is_write_off[position.credits])
    if not len(places):
        return ()
    near = np.flatnonzero(np.isin(position.debit_account, position.credit_account[places]))
    near = near[~ledger.debits.is_refund[position.debits[near]]]
    row = position.debits[near]
    keys = zip(ledger.debits.account[row].tolist(), ledger.debits.number[row].tolist(), strict=True)
    documents = dict(zip(keys, near.tolist(), strict=True))
    grouped: dict[int, list[int]] = defaultdict(list)
    for place in places.tolist():
        credit = int(position.credits[place])
        key = int(ledger.credits.account[credit]), str(ledger.credits.names[credit][0].number)
        if key in documents:
            grouped[documents[key]].append(place)
    of_debit: dict[int, list[int]] = defaultdict(list)
    for nth in np.flatnonzero(np.isin(settled.debit, list(grouped))).tolist():
        of_debit[int(settled.debit[nth])].append(nth)
    day_of = effective_date(ledger, position.bills_settle)[position.credits]
    return tuple(_state(position, day_of, debit, grouped[debit], of_debit[debit]) for debit in sorted(grouped))


def _state(position: Position, day_of: Days, debit: int, credits: list[int], rows: list[int]) -> WriteOffState:
    """Of one document.

    Args:
        day_of: (C,) the day from which each credit of the position counts.
        credits: positions in `position.credits` of its write-offs.
        rows: of the settlement.
    """
    ledger, settled = position.ledger, position.settled
    paid = [row for row in rows if settled.rule[row] != Rule.WRITE_OFF]
    left_minor = sum(int(settled.amount_minor[row]) for row in rows if settled.rule[row] == Rule.WRITE_OFF)
    taken = written_off_minor(
        int(ledger.debits.amount_minor[position.debits[debit]]),
        [(_number(day_of[credit]), int(ledger.credits.amount_minor[position.credits[credit]])) for credit in credits],
        [(_number(day_of[settled.credit[row]]), int(settled.amount_minor[row])) for row in paid],
    )
    reversals = _reversals(position, sum(taken) - left_minor, paid)
    return WriteOffState(debit, tuple(credits), tuple(taken), left_minor, reversals)


def _reversals(position: Position, reversed_minor: int, paid: list[int]) -> tuple[Reversal, ...]:
    """The last payments reverse a write-off: those before them paid what was not written off."""
    settled, credits = position.settled, position.ledger.credits
    found: dict[int, Reversal] = {}

    def last_first(row: int) -> tuple[dt.date, str]:
        return position.allocation_date[row].item(), natural_key(credits.number[position.credits[settled.credit[row]]])

    for row in sorted(paid, key=last_first, reverse=True):
        minor = min(reversed_minor, int(settled.amount_minor[row]))
        if minor:
            credit, day = int(settled.credit[row]), position.allocation_date[row].item()
            known = found.get(credit, Reversal(credit, day, 0))
            found[credit] = known._replace(amount_minor=known.amount_minor + minor)
        reversed_minor -= minor
    return tuple(reversed(found.values()))


def _number(day: np.datetime64) -> int:
    return int(day.astype("datetime64[D]").astype(np.int64))
