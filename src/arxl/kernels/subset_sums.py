"""Which of several amounts add up to another one, exactly (practice B5).

The search is bounded by its caller: few amounts, few parts. It stops at the second answer, since two answers are as
many as a thousand: nobody can tell which is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

ENOUGH: Final = 2
"""Answers after which the search stops."""


def subsets_of_sum(amounts_minor: Sequence[int], total_minor: int, most_parts: int) -> list[tuple[int, ...]]:
    """The first `ENOUGH` sets of at least two amounts that add up to a total, as rising places of the amounts.

    Args:
        amounts_minor: (N,) > 0.
        total_minor: > 0.
        most_parts: the most amounts that a set has.

    >>> subsets_of_sum([300, 500, 200, 700], 1000, 3)
    [(0, 1, 2), (0, 3)]
    >>> subsets_of_sum([300, 500], 500, 3)
    []
    """
    rest = [0] * (len(amounts_minor) + 1)
    for place in range(len(amounts_minor) - 1, -1, -1):
        rest[place] = rest[place + 1] + amounts_minor[place]
    found: list[tuple[int, ...]] = []

    def search(place: int, missing: int, chosen: tuple[int, ...]) -> None:
        if missing == 0:
            if len(chosen) > 1:
                found.append(chosen)
            return
        if place == len(amounts_minor) or len(chosen) == most_parts or rest[place] < missing:
            return
        if amounts_minor[place] <= missing:
            search(place + 1, missing - amounts_minor[place], (*chosen, place))
        if len(found) < ENOUGH:
            search(place + 1, missing, chosen)

    search(0, total_minor, ())
    return found[:ENOUGH]
