"""A sum of money taken apart, as the languages put it into words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SumOfMoney:
    """An amount without its sign, in whole units and what is beyond them.

    Attributes:
        exponent: decimals of the currency.
        major: whole units, from 0.
        minor: from 0 to 10**exponent - 1.
    """

    currency: str
    exponent: int
    negative: bool
    major: int
    minor: int

    @property
    def parts(self) -> int:
        """How many minor units make one major unit."""
        return int(10**self.exponent)
