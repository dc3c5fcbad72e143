"""Settlement (B2): worked examples, a simulation that moves one unit at a time, and the invariants of money."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxl.kernels.settlement import (
    UNLIMITED,
    Credits,
    Debits,
    Names,
    Rule,
    Settlement,
    open_minor,
    settle,
    unapplied_minor,
)

NEVER = -(10**6)
"""Last day of a discount that does not exist."""


class Debit(NamedTuple):
    amount: int
    account: int = 0
    open_to_all: bool = True
    discount: int = 0
    until: int = NEVER
    refund: bool = False
    tolerance: int = 0


class Credit(NamedTuple):
    amount: int
    account: int = 0
    day: int = 0
    receipt: bool = True
    kept: int = 0


class Name(NamedTuple):
    credit: int
    debit: int
    limit: int = UNLIMITED


class Row(NamedTuple):
    debit: int
    credit: int
    amount: int
    rule: Rule


class Case(NamedTuple):
    debits: list[Debit]
    credits: list[Credit]
    names: list[Name]


def arrays_of(case: Case) -> tuple[Debits, Credits, Names, np.ndarray]:
    def column(rows: list, name: str, kind: type = np.int64) -> np.ndarray:
        return np.array([getattr(row, name) for row in rows], kind)

    until = column(case.debits, "until")
    debits = Debits(
        column(case.debits, "account"),
        column(case.debits, "amount"),
        column(case.debits, "open_to_all", bool),
        column(case.debits, "discount"),
        np.where(until == NEVER, np.datetime64("NaT", "D"), until.astype("datetime64[D]")),
        column(case.debits, "refund", bool),
    )
    credits = Credits(
        column(case.credits, "account"),
        column(case.credits, "amount"),
        column(case.credits, "day").astype("datetime64[D]"),
        column(case.credits, "receipt", bool),
        column(case.credits, "kept"),
    )
    names = Names(*(column(case.names, name) for name in ("credit", "debit", "limit")))
    return debits, credits, names, column(case.debits, "tolerance")


def rows_of(settlement: Settlement) -> list[Row]:
    columns = (column.tolist() for column in settlement)
    return [Row(debit, credit, amount, Rule(rule)) for debit, credit, amount, rule in zip(*columns, strict=True)]


def settled(case: Case) -> list[Row]:
    return rows_of(settle(*arrays_of(case)))


def settle_one(debits: list[Debit], credits: list[Credit], *names: Name) -> list[Row]:
    return settled(Case(debits, credits, list(names)))


NAMED, OLDEST, DISCOUNT, TOLERANCE, REFUND, WRITE_OFF = Rule


# --- worked examples -------------------------------------------------------------------------------------------------


def test_a_named_document_comes_before_the_oldest() -> None:
    assert settle_one([Debit(700), Debit(500)], [Credit(600)], Name(0, 1)) == [
        Row(1, 0, 500, NAMED),
        Row(0, 0, 100, OLDEST),
    ]


def test_a_name_takes_no_more_than_the_amount_beside_it() -> None:
    assert settle_one([Debit(700), Debit(500)], [Credit(600)], Name(0, 1, 120)) == [
        Row(1, 0, 120, NAMED),
        Row(0, 0, 480, OLDEST),
    ]


def test_a_disputed_item_is_passed_over_unless_it_is_named() -> None:
    disputed = Debit(700, open_to_all=False)
    assert settle_one([disputed, Debit(500)], [Credit(600)]) == [Row(1, 0, 500, OLDEST)]
    assert settle_one([disputed, Debit(500)], [Credit(600)], Name(0, 0)) == [Row(0, 0, 600, NAMED)]


def test_paid_in_time_takes_the_discount_and_leaves_the_rest_with_the_receipt() -> None:
    case = Case([Debit(1000, discount=20, until=10)], [Credit(1000, day=10)], [])
    assert settled(case) == [Row(0, 0, 980, OLDEST), Row(0, 0, 20, DISCOUNT)]
    debits, credits, names, tolerance = arrays_of(case)
    settlement = settle(debits, credits, names, tolerance)
    assert open_minor(debits, settlement).tolist() == [0]
    assert unapplied_minor(credits, settlement).tolist() == [20]


def test_late_money_never_earns_the_discount() -> None:
    invoice = Debit(1000, discount=20, until=10)
    assert settle_one([invoice], [Credit(980, day=11)]) == [Row(0, 0, 980, OLDEST)]
    assert settle_one([invoice], [Credit(979, day=10), Credit(21, day=11)]) == [
        Row(0, 0, 979, OLDEST),
        Row(0, 1, 21, OLDEST),
    ]


def test_two_receipts_in_time_earn_it_together_and_the_second_bears_it() -> None:
    assert settle_one([Debit(1000, discount=20, until=10)], [Credit(500, day=2), Credit(480, day=9)]) == [
        Row(0, 0, 500, OLDEST),
        Row(0, 1, 480, OLDEST),
        Row(0, 1, 20, DISCOUNT),
    ]


def test_a_credit_note_in_time_counts_towards_the_discount_but_never_bears_it() -> None:
    invoice, note = Debit(1000, discount=20, until=10), Credit(300, day=10, receipt=False)
    assert settle_one([invoice], [note, Credit(680, day=10)]) == [
        Row(0, 0, 300, OLDEST),
        Row(0, 1, 680, OLDEST),
        Row(0, 1, 20, DISCOUNT),
    ]
    whole = Credit(980, receipt=False)
    assert settle_one([invoice], [whole]) == [Row(0, 0, 980, OLDEST)]
    assert settle_one([invoice], [whole, Credit(5, day=10)]) == [Row(0, 0, 980, OLDEST), Row(0, 1, 20, DISCOUNT)]
    assert settle_one([invoice], [whole, Credit(5, day=11)]) == [Row(0, 0, 980, OLDEST), Row(0, 1, 5, OLDEST)]


def test_a_credit_note_after_the_last_day_earns_no_discount() -> None:
    invoice, note = Debit(1000, discount=20, until=10), Credit(500, day=11, receipt=False)
    assert settle_one([invoice], [note, Credit(480, day=5)]) == [Row(0, 0, 500, OLDEST), Row(0, 1, 480, OLDEST)]


def test_a_rest_within_tolerance_is_written_off_by_the_receipt_that_leaves_it() -> None:
    assert settle_one([Debit(1000, tolerance=5)], [Credit(995)]) == [Row(0, 0, 995, OLDEST), Row(0, 0, 5, TOLERANCE)]
    assert settle_one([Debit(1000, tolerance=5)], [Credit(994)]) == [Row(0, 0, 994, OLDEST)]
    assert settle_one([Debit(1000, tolerance=1)], [Credit(999)]) == [Row(0, 0, 999, OLDEST), Row(0, 0, 1, TOLERANCE)]


def test_a_credit_note_writes_nothing_off() -> None:
    assert settle_one([Debit(1000, tolerance=5)], [Credit(998, receipt=False)]) == [Row(0, 0, 998, OLDEST)]


def test_a_refund_takes_from_the_receipt_it_names_without_discount_or_tolerance() -> None:
    debits = [Debit(100), Debit(300, refund=True, tolerance=5, discount=3, until=10)]
    assert settle_one(debits, [Credit(150), Credit(299)], Name(1, 1)) == [
        Row(1, 1, 299, REFUND),
        Row(0, 0, 100, OLDEST),
        Row(1, 0, 1, REFUND),
    ]


def test_an_unnamed_refund_takes_unapplied_cash() -> None:
    case = Case([Debit(100), Debit(50, refund=True)], [Credit(170)], [])
    assert settled(case) == [Row(0, 0, 100, OLDEST), Row(1, 0, 50, REFUND)]


def test_a_deposit_is_kept_for_its_order() -> None:
    assert settle_one([Debit(500), Debit(400)], [Credit(600, kept=250)], Name(0, 1, 100)) == [
        Row(1, 0, 100, NAMED),
        Row(0, 0, 250, OLDEST),
    ]
    assert settle_one([Debit(500)], [Credit(600, kept=600)]) == []


def test_credit_and_receipt_of_nobody() -> None:
    assert settle_one([], []) == []
    assert settle_one([Debit(5)], []) == []
    assert settle_one([], [Credit(5)]) == []
    debits, credits, _, _ = arrays_of(Case([], [], []))
    nothing = settle(*arrays_of(Case([], [], [])))
    assert open_minor(debits, nothing).tolist() == unapplied_minor(credits, nothing).tolist() == []
    assert nothing.rule.dtype == np.int8


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (Case([Debit(0)], [], []), "debit is not positive"),
        (Case([], [Credit(-1)], []), "credit is not positive"),
        (Case([Debit(1, account=1), Debit(1)], [], []), "out of order"),
        (Case([Debit(1, discount=2, until=3)], [], []), "discount"),
        (Case([Debit(1, tolerance=-1)], [], []), "tolerance"),
        (Case([Debit(1)], [Credit(1, kept=-1)], []), "kept"),
        (Case([Debit(1)], [Credit(1)], [Name(0, 0, -2)]), "limit"),
        (Case([Debit(1)], [Credit(1, account=1)], [Name(0, 0)]), "crosses accounts"),
    ],
)
def test_what_breaks_the_contract_is_refused(case: Case, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        settled(case)


# --- one unit at a time ----------------------------------------------------------------------------------------------


class ByTheUnit:
    """The rules of B2 on single coins: every figure is counted afresh from the coins that have moved."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.coins: list[tuple[int, int]] = []  # (debit, credit), one unit each
        self.rows: list[Row] = []

    def run(self) -> list[Row]:
        for name in self.case.names:
            self.offer(name.credit, name.debit, 10**9 if name.limit == UNLIMITED else name.limit, NAMED)
        for account in sorted({credit.account for credit in self.case.credits}):
            for credit, money in enumerate(self.case.credits):
                for debit, owed in enumerate(self.case.debits):
                    if money.account == owed.account == account and owed.open_to_all:
                        self.offer(credit, debit, self.left(credit) - money.kept, OLDEST)
        return sorted(self.rows, key=lambda row: self.case.debits[row.debit].account)

    def left(self, credit: int) -> int:
        return self.case.credits[credit].amount - sum(1 for _, used in self.coins if used == credit)

    def open(self, debit: int) -> int:
        forgiven = sum(row.amount for row in self.rows if row.debit == debit and row.rule in (DISCOUNT, TOLERANCE))
        return self.case.debits[debit].amount - sum(1 for settled, _ in self.coins if settled == debit) - forgiven

    def earned(self, credit: int, debit: int) -> bool:
        owed, money = self.case.debits[debit], self.case.credits[credit]
        if owed.refund or not owed.discount or not money.receipt or money.day > owed.until:
            return False
        payers = [self.case.credits[used] for settled, used in self.coins if settled == debit]
        good = sum(1 for payer in payers if payer.day <= owed.until)
        return good >= owed.amount - owed.discount

    def offer(self, credit: int, debit: int, most: int, rule: Rule) -> None:
        owed, money = self.case.debits[debit], self.case.credits[credit]
        if most <= 0 or not self.left(credit) or not self.open(debit):
            return
        moved = 0
        while moved < most and self.left(credit) and self.open(debit) and not self.earned(credit, debit):
            self.coins.append((debit, credit))
            moved += 1
        if moved:
            self.rows.append(Row(debit, credit, moved, REFUND if owed.refund else rule))
        rest = self.open(debit)
        if rest and self.earned(credit, debit):
            self.rows.append(Row(debit, credit, rest, DISCOUNT))
        elif money.receipt and not owed.refund and 0 < rest <= owed.tolerance:
            self.rows.append(Row(debit, credit, rest, TOLERANCE))


amounts = st.integers(1, 12)
accounts = st.integers(0, 2)
plain_debits = st.tuples(amounts, accounts).map(lambda values: Debit(*values))
plain_credits = st.tuples(amounts, accounts, st.integers(0, 5), st.booleans()).map(lambda values: Credit(*values))


@st.composite
def odd_debits(draw: st.DrawFn) -> Debit:
    amount = draw(amounts)
    return Debit(
        amount,
        account=draw(accounts),
        open_to_all=draw(st.integers(0, 3)) > 0,
        discount=draw(st.just(0) | st.integers(0, amount)),
        until=draw(st.sampled_from([NEVER, 0, 2, 4])),
        refund=draw(st.integers(0, 4)) == 0,
        tolerance=draw(st.sampled_from([0, 0, 1, 3])),
    )


@st.composite
def odd_credits(draw: st.DrawFn) -> Credit:
    return draw(plain_credits)._replace(kept=draw(st.just(0) | st.integers(0, 14)))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    case = draw(cases_without_names(odd_debits(), odd_credits()))
    pairs = [
        (credit, debit)
        for credit, money in enumerate(case.credits)
        for debit, owed in enumerate(case.debits)
        if money.account == owed.account
    ]
    limits = st.just(UNLIMITED) | st.integers(0, 12)
    named = draw(st.lists(st.tuples(st.sampled_from(pairs), limits), max_size=4)) if pairs else []
    return case._replace(names=[Name(*pair, limit) for pair, limit in named])


def cases_without_names(debit: st.SearchStrategy[Debit], credit: st.SearchStrategy[Credit]) -> st.SearchStrategy[Case]:
    debits = st.lists(debit, max_size=7).map(lambda rows: sorted(rows, key=lambda row: row.account))
    credits = st.lists(credit, max_size=7).map(
        lambda rows: sorted(rows, key=lambda row: (row.account, row.receipt, row.day))
    )
    return st.tuples(debits, credits).map(lambda sides: Case(*sides, []))


plain_cases = cases_without_names(plain_debits, plain_credits)


@given(cases())
def test_coin_by_coin_gives_the_same_rows(case: Case) -> None:
    assert settled(case) == ByTheUnit(case).run()


@given(plain_cases)
def test_both_roads_give_the_same_rows(case: Case) -> None:
    # A name without money sends its account down the other road and changes nothing.
    walked = [
        Name(c, d, 0)
        for c, money in enumerate(case.credits)
        for d, owed in enumerate(case.debits)
        if money.account == owed.account
    ]
    assert settled(case) == settled(case._replace(names=walked)) == ByTheUnit(case).run()


# --- invariants ------------------------------------------------------------------------------------------------------


@given(cases())
def test_no_unit_is_lost_or_used_twice(case: Case) -> None:
    debits, credits, names, tolerance = arrays_of(case)
    settlement = settle(debits, credits, names, tolerance)
    rows = rows_of(settlement)
    still_open, unapplied = open_minor(debits, settlement), unapplied_minor(credits, settlement)
    used = sum(row.amount for row in rows if row.rule not in (DISCOUNT, TOLERANCE))
    assert credits.amount_minor.sum() == used + unapplied.sum()
    assert debits.amount_minor.sum() == sum(row.amount for row in rows) + still_open.sum()
    assert np.all(still_open >= 0)
    assert np.all(unapplied >= 0)
    assert all(row.amount > 0 for row in rows)


@given(cases())
def test_nothing_crosses_accounts(case: Case) -> None:
    assert all(case.debits[row.debit].account == case.credits[row.credit].account for row in settled(case))


@given(cases())
def test_a_later_item_is_settled_only_when_the_earlier_ones_are(case: Case) -> None:
    debits, credits, names, tolerance = arrays_of(case)
    settlement = settle(debits, credits, names, tolerance)
    still_open = open_minor(debits, settlement)
    for row in rows_of(settlement):
        if row.rule is OLDEST:
            account = case.debits[row.debit].account
            earlier = [d for d in range(row.debit) if case.debits[d].account == account and case.debits[d].open_to_all]
            assert not still_open[earlier].any()


@given(plain_cases)
def test_a_receipt_of_the_whole_balance_closes_everything(case: Case) -> None:
    owed = [sum(d.amount for d in case.debits if d.account == account) for account in range(3)]
    whole = Case(case.debits, [Credit(amount, account) for account, amount in enumerate(owed) if amount], [])
    debits, credits, names, tolerance = arrays_of(whole)
    settlement = settle(debits, credits, names, tolerance)
    assert not open_minor(debits, settlement).any()
    assert not unapplied_minor(credits, settlement).any()


@given(cases(), st.integers(2, 10**9))
def test_amounts_times_k_give_allocations_times_k(case: Case, k: int) -> None:
    larger = Case(
        [d._replace(amount=d.amount * k, discount=d.discount * k, tolerance=d.tolerance * k) for d in case.debits],
        [c._replace(amount=c.amount * k, kept=c.kept * k) for c in case.credits],
        [name if name.limit == UNLIMITED else name._replace(limit=name.limit * k) for name in case.names],
    )
    assert settled(larger) == [row._replace(amount=row.amount * k) for row in settled(case)]


@given(cases())
def test_an_account_alone_gives_what_it_gives_among_all(case: Case) -> None:
    together = settled(case)
    alone = []
    for account in range(3):
        debit_rows = [row for row, debit in enumerate(case.debits) if debit.account == account]
        credit_rows = [row for row, credit in enumerate(case.credits) if credit.account == account]
        names = [
            Name(credit_rows.index(name.credit), debit_rows.index(name.debit), name.limit)
            for name in case.names
            if name.debit in debit_rows
        ]
        own = Case([case.debits[row] for row in debit_rows], [case.credits[row] for row in credit_rows], names)
        alone += [row._replace(debit=debit_rows[row.debit], credit=credit_rows[row.credit]) for row in settled(own)]
    assert together == alone
