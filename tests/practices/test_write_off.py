"""C2, write-offs: random books against a slow matching coin by coin, and what holds of every book."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from arxl.kernels.settlement import Rule
from arxl.practices.cash_application import Position
from arxl.practices.receivables import Receivables
from arxl.practices.statement import ledger_lines
from arxl.practices.write_off import write_offs_on
from arxl.tables.names import natural_key
from arxl.tables.raw import RawColumn, RawTable

from .books import LATE_DAYS, MINOR, PLAIN, Business, Delivery, Receipt, businesses, major
from .oracle import outcome
from .test_cash_application import told

SIMPLE = replace(
    PLAIN, names=True, terms=("NET 30", "COD"), delivery_fates=("", "", "", "disputed"), receipt_fates=("",)
)


@dataclass(frozen=True)
class WriteOff:
    """A row of Decisions."""

    document: str
    customer: str
    date: dt.date
    minor: int | None
    currency: str


@st.composite
def write_offs(draw: st.DrawFn, business: Business) -> tuple[WriteOff, ...]:
    sold = [row for row in business.deliveries if row.minor > 0]
    if not sold:
        return ()
    rows = []
    for _ in range(draw(st.integers(1, 3))):
        row = draw(st.sampled_from(sold))
        day = row.date + dt.timedelta(days=draw(st.sampled_from([0, 1, 10, 40, 80])))
        rows.append(WriteOff(row.number, row.customer, day, draw(st.none() | MINOR), row.currency))
    unique = {(row.date, row.customer, row.document): row for row in rows}
    return tuple(unique.values())


def decisions(rows: tuple[WriteOff, ...]) -> RawTable:
    cells = {
        "Date": [row.date for row in rows],
        "Customer ID": [row.customer for row in rows],
        "Kind": ["write-off" for _ in rows],
        "Reference": [row.document for row in rows],
        "Value": [None if row.minor is None else str(major(row.minor, row.currency)) for row in rows],
        "By": ["Owner" for _ in rows],
    }
    columns = []
    for place, (header, values) in enumerate(cells.items()):
        column = np.empty(len(values), object)
        column[:] = values
        columns.append(RawColumn(header, chr(65 + place), column))
    return RawTable("Decisions", "Decisions", 1, np.arange(2, 2 + len(rows)), tuple(columns), table="Decisions")


def known(business: Business, rows: tuple[WriteOff, ...]) -> Receivables:
    receivables = business.receivables(decisions(rows))
    assert not receivables.faults
    return receivables


BOOKS = businesses().flatmap(lambda business: st.tuples(st.just(business), write_offs(business)))
SIMPLE_BOOKS = businesses(SIMPLE).flatmap(lambda business: st.tuples(st.just(business), write_offs(business)))


class CoinByCoin:
    """A book without discount, returns and orders, matched by hand: one coin, one day."""

    def __init__(self, business: Business, rows: tuple[WriteOff, ...], day: dt.date) -> None:
        self.day = day
        self.debts = sorted(
            (row for row in business.deliveries if row.date <= day),
            key=lambda row: (row.date, due(row), natural_key(row.number)),
        )
        self.own = {row.number: row for row in self.debts}
        self.left = {row.number: row.minor for row in self.debts}
        self.paid: dict[str, list[dt.date]] = defaultdict(list)  # one entry a coin: the day of its credit
        self.writes = sorted((row for row in rows if row.date <= day), key=lambda row: row.date)
        self.later = {row.number for row in business.deliveries if row.date > day}
        credits = [(row, False) for row in business.credits if row.date <= day]
        credits += [(row, True) for row in business.receipts if row.date <= day]
        self.credits = sorted(credits, key=lambda pair: (pair[1], pair[0].date, natural_key(pair[0].number)))
        self.free = {row.number: row.minor for row, _ in credits}

    def taken(self, number: str) -> list[tuple[dt.date, int]]:
        """Day of each write-off of a document, and what it took."""
        found: list[tuple[dt.date, int]] = []
        for row in self.writes:
            if row.document == number:
                by_then = sum(when <= row.date for when in self.paid[number])
                rest = self.own[number].minor - by_then - sum(minor for _, minor in found)
                found.append((row.date, max(0, rest if row.minor is None else min(rest, row.minor))))
        return found

    def pay(self, row: Receipt, number: str, most: int) -> None:
        coins = max(0, min(most, self.free[row.number], self.left[number]))
        self.left[number] -= coins
        self.free[row.number] -= coins
        self.paid[number] += [row.date] * coins

    def names(self) -> None:
        """What credits name, by date; what is named before it is there is kept, and used no more."""
        kept: dict[str, int] = defaultdict(int)
        for row, _ in sorted(self.credits, key=lambda pair: (pair[0].date, natural_key(pair[0].number))):
            for number, limit in row.names:
                rest = self.free[row.number] - kept[row.number]
                rest = rest if limit is None else min(rest, limit)
                if number in self.later:
                    kept[row.number] += rest
                elif number in self.own:
                    self.pay(row, number, rest)
        for number, minor in kept.items():
            self.free[number] -= minor

    def unnamed(self, *, come_back: bool) -> None:
        """Oldest first; what was written off before only from what is left of receipts in the end."""
        for row, is_receipt in self.credits:
            for debt in self.debts:
                mine = (debt.customer, debt.currency) == (row.customer, row.currency)
                if mine and not disputed(debt, self.day) and (is_receipt or not come_back):
                    before = sum(minor for when, minor in self.taken(debt.number) if when < row.date)
                    self.pay(row, debt.number, self.left[debt.number] - (0 if come_back else before))

    def answer(self) -> dict[str, tuple[int, int]]:
        """Document -> what is open, and what is still written off."""
        self.names()
        self.unnamed(come_back=False)
        self.unnamed(come_back=True)
        still = {number: sum(minor for _, minor in self.taken(number)) for number in self.left}
        return {n: (rest - min(rest, still[n]), min(rest, still[n])) for n, rest in self.left.items()}


def due(row: Delivery) -> dt.date:
    return row.due or (row.date if row.terms == "COD" else row.date + dt.timedelta(days=30))


def disputed(row: Delivery, day: dt.date) -> bool:
    return row.disputed_on is not None and row.disputed_on != "yes" and row.disputed_on <= day


def same_accounts_only(business: Business) -> Business:
    """The same book; what a credit names is of its own account."""
    account = {row.number: (row.customer, row.currency) for row in business.deliveries}
    tables = {
        table: tuple(
            replace(row, names=tuple(one for one in row.names if account.get(one[0]) == (row.customer, row.currency)))
            for row in getattr(business, table)
        )
        for table in ("receipts", "credits")
    }
    return replace(business, orders=(), **tables)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(SIMPLE_BOOKS, LATE_DAYS)
def test_every_write_off_is_matched_as_coin_by_coin(drawn: tuple[Business, tuple[WriteOff, ...]], day: dt.date) -> None:
    business = same_accounts_only(drawn[0])
    position = known(business, drawn[1]).application.position_at(day)
    expected = CoinByCoin(business, drawn[1], day).answer()
    written: dict[str, int] = defaultdict(int)
    for debit, _, minor, rule in zip(*(column.tolist() for column in position.settled), strict=True):
        if rule == Rule.WRITE_OFF:
            written[str(position.ledger.debits.number[position.debits[debit]])] += minor
    numbers = position.ledger.debits.number[position.debits].tolist()
    found = {
        number: (minor, written[number]) for number, minor in zip(numbers, position.open_minor.tolist(), strict=True)
    }
    assert found == expected


@settings(max_examples=300, derandomize=True, deadline=None)
@given(BOOKS, LATE_DAYS)
def test_what_is_delivered_less_credits_receipts_and_write_offs_and_what_came_back_is_the_balance(
    drawn: tuple[Business, tuple[WriteOff, ...]], day: dt.date
) -> None:
    position = known(*drawn).application.position_at(day)
    plain = drawn[0].at(day)
    states = write_offs_on(position)
    for state in states:
        assert all(minor >= 0 for minor in (*state.taken_minor, state.left_minor))
        assert sum(state.taken_minor) - sum(one.amount_minor for one in state.reversals) == state.left_minor
        assert all(one.amount_minor > 0 and one.date <= day for one in state.reversals)
    assert (position.open_minor >= 0).all()
    assert (position.unapplied_minor >= 0).all()
    if not discounts(position) and not discounts(plain) and not marks(drawn[0]):
        lowered = sum(sum(state.taken_minor) for state in states)
        came_back = sum(one.amount_minor for state in states for one in state.reversals)
        assert balance(position) == balance(plain) - lowered + came_back
    for lines in ledger_lines(position).values():
        assert all(line.date <= day for line in lines)
    stated = sum(line.amount_minor for lines in ledger_lines(position).values() for line in lines)
    assert stated == balance(position)


def balance(position: Position) -> int:
    return int(position.open_minor.sum() - position.unapplied_minor.sum())


def discounts(position: Position) -> bool:
    return bool(np.isin(position.settled.rule, (Rule.DISCOUNT, Rule.TOLERANCE)).any())


def marks(business: Business) -> bool:
    return any(row.settled_on for row in business.deliveries)


@settings(max_examples=100, derandomize=True, deadline=None)
@given(BOOKS, LATE_DAYS, st.integers(0, 99))
def test_the_same_rows_in_any_order_are_written_off_alike(
    drawn: tuple[Business, tuple[WriteOff, ...]], day: dt.date, seed: int
) -> None:
    business, rows = drawn
    dice = random.Random(seed)
    shuffled = replace(
        business,
        **{
            table: tuple(dice.sample(getattr(business, table), len(getattr(business, table))))
            for table in ("deliveries", "receipts", "credits", "orders")
        },
    )
    one, other = known(business, rows), known(shuffled, tuple(dice.sample(rows, len(rows))))
    assert told(one.application.position_at(day)) == told(other.application.position_at(day))
    assert ledger_lines(one.application.position_at(day)) == ledger_lines(other.application.position_at(day))


@settings(max_examples=100, derandomize=True, deadline=None)
@given(BOOKS, LATE_DAYS)
def test_before_its_day_a_write_off_changes_nothing(drawn: tuple[Business, tuple[WriteOff, ...]], day: dt.date) -> None:
    business, rows = drawn
    later = tuple(row for row in rows if row.date > day)
    assert told(known(business, later).application.position_at(day)) == told(business.at(day))
    if not business.orders:
        assert told(business.at(day)) == outcome(business, day)
