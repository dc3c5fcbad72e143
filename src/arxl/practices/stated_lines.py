"""The lines of an account: what moved it, what earlier statements froze of it, and what is new since (practice B4).

A line is named by kind, document and the document that it closes. What a statement shows is the difference between the
lines of the book and those that are frozen, so that closing = next opening holds whatever changes behind it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from arxl.errors import label
from arxl.kernels.settlement import Rule
from arxl.practices.cash_application import RULES, Position, effective_date
from arxl.practices.write_off import write_offs_on
from arxl.pulse import beating
from arxl.tables.history import History, StatedLine
from arxl.tables.ledger import OPENING, WRITE_OFF
from arxl.tables.names import natural_key

BOUNCED = label("bounced")
WRITE_OFF_REVERSED = label("write-off reversed")

LineName = tuple[str, str, str]  # kind, document, against: what names a line for ever


@dataclass(frozen=True)
class Past:
    """What earlier statements of an account froze: their last closing balance and every line, summed by name."""

    opening_minor: int
    lines: dict[LineName, StatedLine]
    carried: tuple[StatedLine, ...] = ()


def stated_before(history: History, month: str) -> dict[tuple[str, str], Past]:
    """(customer, currency) -> what the statements of earlier months froze."""
    past: dict[tuple[str, str], Past] = {}
    if not needs_opening_position(history, month):
        for key, lines in history.quiet_accounts.items():
            past[key] = Past(sum(line.amount_minor for line in lines), _summed({}, lines))
    for issued in beating(history.statements, 1):
        if issued.month < month:
            key = (issued.customer, issued.currency)
            known = past[key].lines if key in past else {}
            past[key] = Past(issued.closing_minor, _summed(known, (*issued.carried, *issued.lines)))
    return past


def carried_into(opened: Mapping[LineName, StatedLine]) -> Past:
    """An account's first statement freezes what stands behind its opening balance."""
    carried = tuple(opened.values())
    return Past(sum(line.amount_minor for line in carried), _summed({}, carried), carried)


def continued(past: Past, current: Mapping[LineName, StatedLine], book_begins: dt.date) -> Past:
    """The past as a new year's book continues it: openings in the place of the documents that it no longer holds.

    Lines older than the book are gone from it. Where they sum to 0, or openings stand for them, they are replaced
    without being shown; openings of another sum show the difference, as the last opening's line of an earlier period.
    """
    gone = [
        line
        for name, line in past.lines.items()
        if line.amount_minor and name not in current and line.date < book_begins
    ]
    openings = [line for name, line in current.items() if name[0] == OPENING and not _stated_minor(past, name)]
    gone_minor = sum(line.amount_minor for line in gone)
    if not gone or (gone_minor and not openings):
        return past
    replaced = [replace(line, amount_minor=-line.amount_minor, earlier_period=False) for line in gone]
    if openings:
        *whole, last = sorted(openings, key=_by_day_and_number)
        difference = sum(line.amount_minor for line in openings) - gone_minor
        replaced += [*whole, replace(last, amount_minor=last.amount_minor - difference)]
    return Past(past.opening_minor, _summed(past.lines, replaced), (*past.carried, *replaced))


def _stated_minor(past: Past, name: LineName) -> int:
    line = past.lines.get(name)
    return line.amount_minor if line else 0


def _summed(known: Mapping[LineName, StatedLine], lines: Iterable[StatedLine]) -> dict[LineName, StatedLine]:
    """Lines of one name as one: the amounts add up; the day is that of the last line that was not taken back."""
    total = dict(known)
    for line in beating(lines):
        name = (line.kind, line.document, line.against)
        before = total.get(name, replace(line, amount_minor=0))
        minor = before.amount_minor + line.amount_minor
        kept = line if minor * line.amount_minor >= 0 else before
        total[name] = replace(kept, amount_minor=minor, earlier_period=False)
    return total


def lines_by_account(position: Position) -> dict[tuple[str, str], dict[LineName, StatedLine]]:
    """(customer, currency) -> everything that moved the account up to the position's day, by name."""
    accounts = position.ledger.accounts
    by_account: dict[tuple[str, str], list[StatedLine]] = defaultdict(list)
    for account, line in beating(_lines(position)):
        by_account[accounts.customer[account], accounts.currency[account]].append(line)
    # A number may stand in two sheets (a return among the deliveries, and a credit note): such lines are one.
    return {key: _summed({}, sorted(lines, key=_by_day_and_number)) for key, lines in beating(by_account.items(), 1)}


def _by_day_and_number(line: StatedLine) -> tuple[dt.date, str, str, str]:
    """One order of lines, whatever the order of the book's rows: the register keeps them in it."""
    return line.date, natural_key(line.document), line.against, line.kind


def _lines(position: Position) -> Iterator[tuple[int, StatedLine]]:
    debits, credits = position.ledger.debits, position.ledger.credits
    rows = position.debits
    owed = (debits.account, debits.kind, debits.number, debits.date, debits.amount_minor)
    for account, kind, number, day, minor in zip(*(column[rows].tolist() for column in owed), strict=True):
        yield account, StatedLine(kind, number, "", day, minor)
    effective = effective_date(position.ledger, position.bills_settle)
    brought_minor = position.credit_minor
    by_then = (effective <= np.datetime64(position.as_of, "D")) & ~credits.is_write_off
    counted = np.flatnonzero(by_then & (brought_minor > 0))
    paid = (credits.account, credits.kind, credits.number, effective, credits.bounced_on, brought_minor)
    for account, kind, number, day, bounced, minor in zip(*(column[counted].tolist() for column in paid), strict=True):
        if bounced is None or bounced > position.as_of:
            yield account, StatedLine(kind, number, "", day, -minor)
        elif bounced >= day:
            yield account, StatedLine(kind, number, "", day, -minor)
            yield account, StatedLine(BOUNCED, number, "", bounced, minor)
    yield from _discounts_and_tolerated(position)
    yield from _written_off(position)


def _written_off(position: Position) -> Iterator[tuple[int, StatedLine]]:
    """A write-off is a movement of its day, and so is each receipt's reversal of it."""
    debits, credits = position.ledger.debits, position.ledger.credits
    for state in write_offs_on(position):
        row = position.debits[state.debit]
        account, document = int(debits.account[row]), str(debits.number[row])
        for place, minor in zip(state.credits, state.taken_minor, strict=True):
            credit = position.credits[place]
            if minor:
                number, day = str(credits.number[credit]), credits.date[credit].item()
                yield account, StatedLine(WRITE_OFF, number, document, day, -minor)
        for receipt in state.reversals:
            number = str(credits.number[position.credits[receipt.credit]])
            yield account, StatedLine(WRITE_OFF_REVERSED, number, document, receipt.date, receipt.amount_minor)


def _discounts_and_tolerated(position: Position) -> Iterator[tuple[int, StatedLine]]:
    """Cash discount earned and rests within tolerance are movements of the ledger, dated as their allocation."""
    settled, ledger = position.settled, position.ledger
    dates = position.allocation_date
    for row in np.flatnonzero((settled.rule == Rule.DISCOUNT) | (settled.rule == Rule.TOLERANCE)).tolist():
        debit = position.debits[settled.debit[row]]
        credit = position.credits[settled.credit[row]]
        yield (
            int(ledger.debits.account[debit]),
            StatedLine(
                RULES[Rule(int(settled.rule[row]))],
                ledger.credits.number[credit],
                ledger.debits.number[debit],
                dates[row].item(),
                -int(settled.amount_minor[row]),
            ),
        )


def moved_lines(current: Mapping[LineName, StatedLine], past: Past, first_day: dt.date) -> list[StatedLine]:
    """What the month adds to what is already stated, earlier periods first, then by date and number."""
    changes = [
        change
        for name in current.keys() | past.lines.keys()
        for change in _changes(current.get(name), past.lines.get(name), first_day)
    ]
    return sorted(changes, key=_as_shown)


def _changes(line: StatedLine | None, stated: StatedLine | None, first_day: dt.date) -> Iterator[StatedLine]:
    """What happened to one line since it was stated: it came, went, changed its amount, or moved to another day."""
    known_minor = stated.amount_minor if stated else 0
    if line is None or (stated and known_minor and line.date != stated.date and not line.against):
        if stated and known_minor:
            yield replace(stated, amount_minor=-known_minor, earlier_period=True)
        known_minor = 0
        taken_up = False
    else:
        taken_up = known_minor != 0
    if line is not None and line.amount_minor != known_minor:
        yield replace(
            line, amount_minor=line.amount_minor - known_minor, earlier_period=taken_up or line.date < first_day
        )


def _as_shown(line: StatedLine) -> tuple[bool, dt.date, bool, str, str, str]:
    """Earlier periods first; a receipt stands before the discount that it earns."""
    return (
        not line.earlier_period,
        line.date,
        line.amount_minor < 0,
        natural_key(line.document),
        line.against,
        line.kind,
    )


def needs_opening_position(history: History, month: str) -> bool:
    """Whether accounts open with what stood before the month, as no earlier month is in the register."""
    return not any(closed < month for closed in history.closed_months)
