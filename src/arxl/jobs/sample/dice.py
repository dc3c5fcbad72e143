"""Chance for the sample company that falls the same on every machine.

Only `random.Random.random` promises the same numbers from one Python to the next, so every draw is made from it. Each
customer throws dice of its own: a story that one of them gains leaves the others as they were.
"""

from __future__ import annotations

import random


class Dice:
    """Draws whole numbers from a seed and the names that tell one thrower from another.

    >>> dice = Dice(7, "RO-01", "amounts")
    >>> [dice.whole(1, 6) for _ in range(8)]
    [1, 1, 2, 1, 5, 5, 5, 5]
    """

    def __init__(self, seed: int, *names: str) -> None:
        self._random = random.Random("/".join((str(seed), *names)))

    def whole(self, lowest: int, highest: int) -> int:
        """A whole number from `lowest` to `highest`, both possible."""
        return lowest + int(self._random.random() * (highest - lowest + 1))

    def chance(self, percent: int) -> bool:
        """True in `percent` of 100 throws."""
        return self.whole(1, 100) <= percent
