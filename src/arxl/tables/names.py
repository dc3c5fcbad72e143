"""What `Applies To` says: the documents, orders or receipts that a credit names (practice B2).

>>> parse_names("INV-7; INV-9:120.00")
(Named(number='INV-7', amount=None), Named(number='INV-9', amount=Decimal('120.00')))
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from itertools import islice
from operator import lt
from typing import NamedTuple

import numpy as np

from arxl.kernels.arrays import Int64s, Texts

_SEPARATOR = re.compile(r"[;；、\n]+")
_DIGITS = re.compile(r"\d+")


class Named(NamedTuple):
    """A number that a credit names, and how much of the credit is meant for it (None: as much as is open)."""

    number: str
    amount: Decimal | None

    def __str__(self) -> str:
        """As `parse_names` reads it: a number that holds a colon itself ends in one.

        >>> parse_names(str(Named("FV:123", None)))
        (Named(number='FV:123', amount=None),)
        """
        if self.amount is not None:
            return f"{self.number}:{self.amount}"
        return f"{self.number}:" if ":" in self.number else self.number


def parse_names(text: str) -> tuple[Named, ...]:
    """The names in the order in which they stand. An amount follows its number after a colon, with a decimal point."""
    names = (_named(part.strip()) for part in _SEPARATOR.split(text) if part.strip())
    return tuple(names)


def _named(part: str) -> Named:
    number, colon, amount = part.replace("：", ":").rpartition(":")
    if colon and number.strip() and not amount.strip():
        return Named(number.strip(), None)
    if colon and number.strip():
        try:
            value = Decimal(amount.strip().replace(",", ""))
        except InvalidOperation:
            return Named(part, None)
        if value.is_finite() and value > 0:
            return Named(number.strip(), value)
    return Named(part, None)


def natural_key(number: str) -> str:
    """A sort key under which runs of digits compare as numbers.

    >>> sorted(["INV-10", "INV-9", "INV-010"], key=natural_key)
    ['INV-9', 'INV-010', 'INV-10']
    """
    return _DIGITS.sub(_padded, number) + "\0" + number


def natural_ranks(numbers: Texts) -> Int64s:
    """(N,) place of each number in natural order (`natural_key`); equal numbers share a place.

    >>> natural_ranks(np.array(["INV-10", "INV-9", "INV-10"], object))
    array([1, 0, 1])
    """
    listed = numbers.tolist()
    keys = listed if _of_one_shape(listed) else list(map(natural_key, listed))
    if all(map(lt, keys, islice(keys, 1, None))):  # as programs number their documents
        return np.arange(len(keys))
    places = {key: place for place, key in enumerate(sorted(dict.fromkeys(keys)))}
    return np.fromiter(map(places.__getitem__, keys), np.int64, len(keys))


def _of_one_shape(numbers: list[str]) -> bool:
    """Whether all have their digits in the same places, as INV-0007 and INV-0010: then they sort as texts."""
    together = "".join(numbers)
    if len(set(map(len, numbers))) != 1 or not together.isascii():
        return False
    signs = np.frombuffer(together.encode(), np.uint8).reshape(len(numbers), -1)
    is_digit = signs - ord("0") < 10  # what is less than 0 wraps around
    return bool((is_digit == is_digit[0]).all())


def _padded(digits: re.Match[str]) -> str:
    stripped = digits[0].lstrip("0")
    return f"{len(stripped):04d}{stripped}"
