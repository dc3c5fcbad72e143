"""What a customer's file says of its own balance: with which it begins, and whether its rows lead to the last one.

A running balance says on which side it counts by how it moves with the rows, whichever way they are sorted. Where it
moves otherwise than its row, or ends in another balance than the rows lead to, their file does not add up: by how much
is kept, and each place is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

_MOSTLY = 0.5  # of the steps, a balance that runs moves with its rows; others do so by chance alone


class Stated(NamedTuple):
    """A balance in a row of its own.

    Attributes:
        moved_minor: in the columns of the amounts, debit less credit; None where they are blank.
        balance_minor: in the column of the balance.
    """

    moved_minor: int | None
    balance_minor: int | None


class Break(NamedTuple):
    """Where the running balance moves otherwise than its row: which line, and by how much more."""

    line: int
    minor: int


@dataclass(frozen=True, slots=True)
class Balances:
    """What a sheet's balances say.

    Attributes:
        opening_minor: with what it begins, debit less credit; None where nothing says so.
        breaks: where the rows do not lead from one balance to the next.
        closing_gap_minor: what the stated closing balance adds to opening, rows and breaks.
        undecided: the opening stands in the column of the balance, and nothing tells on which side.
        runs: the column of the balance moves with the rows.
    """

    opening_minor: int | None = None
    breaks: tuple[Break, ...] = ()
    closing_gap_minor: int = 0
    undecided: bool = False
    runs: bool = False


class _Run(NamedTuple):
    """How the running balance counts: its sign, and whether it runs from the last row up."""

    sign: int
    upwards: bool


def balances_of(
    moved: Sequence[int],
    balances: Sequence[int | None],
    opening: Stated | None,
    closing: Stated | None,
    *,
    sided: bool,
    newest_first: bool | None = None,
) -> Balances:
    """Read the balances of one sheet and currency.

    Args:
        moved: (N,) debit less credit of each line, in the order of the file.
        balances: (N,) running balance beside each.
        opening: the row that the account begins with.
        closing: the row that it ends with.
        sided: every balance says itself whether it is a debit.
        newest_first: by the dates of the lines; None where they do not tell.

    >>> balances_of([-100, 60], [100, 40], None, None, sided=False).opening_minor
    0
    """
    run = _run_of(moved, balances, sided, newest_first)
    begun = _opening(moved, balances, opening, closing, run, sided)
    breaks = tuple(_breaks(moved, balances, run)) if run else ()
    undecided = begun is None and opening is not None and bool(opening.balance_minor)
    reckoned = (begun or 0) + sum(moved) + sum(each.minor for each in breaks)
    ends_in = _closing(closing, run, sided, reckoned)
    gap = 0 if ends_in is None or undecided else ends_in - reckoned
    return Balances(begun, breaks, gap, undecided, run is not None)


def _run_of(
    moved: Sequence[int], balances: Sequence[int | None], sided: bool, newest_first: bool | None
) -> _Run | None:
    """How the balance runs, if it does: the way in which most steps agree."""
    best: tuple[int, _Run] | None = None
    steps = sum(a is not None and b is not None for a, b in pairwise(balances))
    for sign in (1,) if sided else (-1, 1):
        for upwards in (False, True) if newest_first is None else (newest_first,):
            run = _Run(sign, upwards)
            agreeing = steps - sum(1 for _ in _breaks(moved, balances, run))
            if agreeing and (best is None or agreeing > best[0]):
                best = agreeing, run
    return best[1] if best and best[0] >= _MOSTLY * steps else None


def _in_time(moved: Sequence[int], balances: Sequence[int | None], run: _Run) -> list[tuple[int, int, int | None]]:
    """Line, movement and balance with the sign of the movements, from the first line on."""
    lines = [
        (line, minor, None if balance is None else run.sign * balance)
        for line, (minor, balance) in enumerate(zip(moved, balances, strict=True))
    ]
    return lines[::-1] if run.upwards else lines


def _breaks(moved: Sequence[int], balances: Sequence[int | None], run: _Run) -> Iterator[Break]:
    lines = _in_time(moved, balances, run)
    for (_, _, before), (line, minor, after) in pairwise(lines):
        if before is not None and after is not None and after - before != minor:
            yield Break(line, after - before - minor)


def _opening(
    moved: Sequence[int],
    balances: Sequence[int | None],
    opening: Stated | None,
    closing: Stated | None,
    run: _Run | None,
    sided: bool,
) -> int | None:
    """The opening balance: as its row states it, else what stands before the first line's balance."""
    if opening is not None and opening.moved_minor is not None:
        return opening.moved_minor
    stated = opening.balance_minor if opening is not None else None
    if run is not None:
        first = _in_time(moved, balances, run)[0]
        if stated is not None:
            return run.sign * stated
        return first[2] - first[1] if first[2] is not None else None
    if stated is None:
        return _of_one_line(moved, balances, sided)
    return stated if stated == 0 or sided else _signed_by_its_end(moved, balances, stated, closing)


def _of_one_line(moved: Sequence[int], balances: Sequence[int | None], sided: bool) -> int | None:
    """What stands before a line that is alone: nothing, where its balance is its own amount."""
    if len(moved) != 1 or balances[0] is None:
        return None
    if sided:
        return balances[0] - moved[0]
    return 0 if abs(balances[0]) == abs(moved[0]) else None


def _signed_by_its_end(
    moved: Sequence[int], balances: Sequence[int | None], stated: int, closing: Stated | None
) -> int | None:
    """The opening with the sign under which the rows lead to a balance that is stated, if one sign does."""
    ends = [*([balances[0]] if len(moved) == 1 else []), *([closing.balance_minor] if closing else [])]
    fitting = [
        sign * stated
        for sign in (-1, 1)
        if any(end is not None and abs(end) == abs(sign * stated + sum(moved)) for end in ends)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _closing(closing: Stated | None, run: _Run | None, sided: bool, reckoned: int) -> int | None:
    """The stated closing balance; where nothing tells its side, the one that is nearer to what the rows lead to.

    In the columns of the amounts it often stands on the other side, where it balances them.
    """
    if closing is None:
        return None
    if closing.balance_minor is not None and (run is not None or sided):
        return (run.sign if run else 1) * closing.balance_minor
    size = closing.balance_minor if closing.balance_minor is not None else closing.moved_minor
    return None if size is None else min((size, -size), key=lambda end: abs(end - reckoned))
