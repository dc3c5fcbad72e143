"""FIFO without a loop over accounts gives what two queues an account give."""

from __future__ import annotations

from collections import deque

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxl.kernels import allocation
from arxl.kernels.allocation import Allocation, allocate_fifo, allocate_ledger, fifo_order
from arxl.kernels.arrays import Int64s

Row = tuple[int, int]  # account, amount
sides = st.lists(st.tuples(st.integers(0, 4), st.integers(1, 12)), max_size=14).map(
    lambda rows: sorted(rows, key=lambda row: row[0])
)


def column(rows: list[tuple[int, ...]], index: int) -> Int64s:
    return np.array([row[index] for row in rows], np.int64)


def allocate(debits: list[Row], credits: list[Row]) -> list[tuple[int, int, int]]:
    return rows_of(allocate_fifo(column(debits, 0), column(debits, 1), column(credits, 0), column(credits, 1)))


def rows_of(settled: Allocation) -> list[tuple[int, int, int]]:
    return list(zip(*(values.tolist() for values in settled), strict=True))


def by_queues(debits: list[Row], credits: list[Row]) -> list[tuple[int, int, int]]:
    rows = []
    for account in sorted({account for account, _ in debits}):
        owed = deque([row, amount] for row, (owner, amount) in enumerate(debits) if owner == account)
        for credit, (owner, left) in enumerate(credits):
            while owner == account and left and owed:
                taken = min(left, owed[0][1])
                rows.append((owed[0][0], credit, taken))
                left -= taken
                owed[0][1] -= taken
                if not owed[0][1]:
                    owed.popleft()
    return rows


def test_oldest_first() -> None:
    assert allocate([(0, 700), (0, 500), (1, 100)], [(0, 900), (1, 40), (1, 80)]) == [
        (0, 0, 700),
        (1, 0, 200),
        (2, 1, 40),
        (2, 2, 60),
    ]


@given(sides, sides)
def test_two_queues_an_account_give_the_same(debits: list[Row], credits: list[Row]) -> None:
    assert allocate(debits, credits) == by_queues(debits, credits)


@given(sides, sides, st.integers(1, 8))
def test_blocks_of_accounts_change_nothing(debits: list[Row], credits: list[Row], block_rows: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(allocation, "_BLOCK_ROWS", block_rows)
        assert allocate(debits, credits) == by_queues(debits, credits)


@given(sides, sides)
def test_amounts_that_would_overflow_one_line_are_split(debits: list[Row], credits: list[Row]) -> None:
    # Up to 12 rows of 12 an account: below the 2**61 that one account may hold, far above it together.
    unit = 2**61 // (2 * 14 * 12) - 1
    debits, credits = ([(account, amount * unit) for account, amount in side] for side in (debits, credits))
    assert allocate(debits, credits) == by_queues(debits, credits)


def test_an_account_too_rich_for_64_bits_is_refused() -> None:
    with pytest.raises(ValueError, match="one account"):
        allocate([(0, 2**60), (1, 2**60), (1, 2**60)], [(0, 1), (1, 1)])


def test_a_million_rows_of_the_largest_amounts_do_not_overflow() -> None:
    account = np.repeat(np.arange(1000), 1000)
    largest = np.full(1_000_000, 10**15 - 1)
    settled = allocate_fifo(account, largest, account, largest)
    assert np.array_equal(settled.debit, np.arange(1_000_000))
    assert np.array_equal(settled.credit, settled.debit)
    assert np.array_equal(settled.amount_minor, largest)


@pytest.mark.parametrize(
    ("debits", "credits"),
    [([], []), ([(0, 5)], []), ([], [(0, 5)]), ([(0, 5)], [(1, 5)]), ([(7, 5)], [(2, 5)])],
)
def test_what_has_no_counterpart_is_not_allocated(debits: list[Row], credits: list[Row]) -> None:
    settled = allocate_fifo(column(debits, 0), column(debits, 1), column(credits, 0), column(credits, 1))
    assert rows_of(settled) == []
    assert {values.dtype for values in settled} == {np.dtype(np.int64)}


@pytest.mark.parametrize(
    ("debits", "credits", "words"),
    [
        ([(0, 0)], [(0, 5)], "debit is not positive"),
        ([(0, 5)], [(0, -5)], "credit is not positive"),
        ([(1, 5), (0, 5)], [(0, 5)], "debits are out of order"),
        ([(0, 5)], [(-1, 5)], "credits are out of order or negative"),
    ],
)
def test_a_side_out_of_order_is_refused(debits: list[Row], credits: list[Row], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        allocate(debits, credits)


accounts = st.integers(0, 3) | st.integers(0, 200_000)
some_days = st.integers(-3, 3) | st.integers(-1_000_000, 3_000_000) | st.integers(-(10**14), 10**14)


@given(st.lists(st.tuples(accounts, some_days), max_size=20), st.sampled_from([1, 100]))
def test_order_is_by_account_then_date_then_row(rows: list[tuple[int, int]], block_rows: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(allocation, "_BLOCK_ROWS", block_rows)
        order = fifo_order(column(rows, 0), column(rows, 1).astype("datetime64[D]"))
    assert order.tolist() == sorted(range(len(rows)), key=lambda row: rows[row])


def test_an_account_is_not_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        fifo_order(np.array([0, -1]), np.array(["2026-01-01", "2026-01-01"], "datetime64[D]"))


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 9), st.integers(-9, 9)), max_size=25))
def test_a_ledger_in_any_order_settles_oldest_first(rows: list[tuple[int, int, int]]) -> None:
    settled = allocate_ledger(column(rows, 0), column(rows, 1).astype("datetime64[D]"), column(rows, 2))
    order = sorted(range(len(rows)), key=lambda row: rows[row][:2])
    debits, credits = [row for row in order if rows[row][2] > 0], [row for row in order if rows[row][2] < 0]
    expected = by_queues(
        [(rows[row][0], rows[row][2]) for row in debits], [(rows[row][0], -rows[row][2]) for row in credits]
    )
    assert rows_of(settled) == [(debits[debit], credits[credit], amount) for debit, credit, amount in expected]


def test_a_large_ledger_is_matched_in_full_or_used_up() -> None:
    dice = np.random.default_rng(5)
    account, amount = dice.integers(0, 3_000, 300_000), dice.integers(-90_000, 100_000, 300_000)
    date = np.datetime64("2020-01-01") + dice.integers(0, 900, 300_000)
    settled = allocate_ledger(account, date, amount)
    assert settled.amount_minor.min() > 0
    assert np.array_equal(account[settled.debit], account[settled.credit])
    left = amount.copy()
    np.subtract.at(left, settled.debit, settled.amount_minor)
    np.add.at(left, settled.credit, settled.amount_minor)
    assert np.all((left == 0) | (np.sign(left) == np.sign(amount)))
    owed, unused = np.zeros(3_000, bool), np.zeros(3_000, bool)
    owed[account[left > 0]], unused[account[left < 0]] = True, True
    assert not np.any(owed & unused)
    order = fifo_order(account, date)
    debits = order[amount[order] > 0]
    same_account = account[debits[1:]] == account[debits[:-1]]
    touched = left[debits[1:]] < amount[debits[1:]]
    assert np.any(same_account & touched)
    assert not np.any(same_account & touched & (left[debits[:-1]] > 0))
