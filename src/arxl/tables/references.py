"""Numbers of documents as two sides write them (practice B5).

Our INV-2610-007 comes back as `inv 2610/007`, `INV2610007`, `2610007`, `0002610007`, or inside a text. Case, accents,
width, punctuation and leading zeros say nothing; a prefix may be missing, or be another one. What is left are keys:
two numbers with a common key are one number.

>>> number_of("INV-2610-007").together == number_of("inv. 2610007").together
True
>>> number_of("INV-007").digits & number_of("Factura nr. 7").digits
frozenset({'7'})
>>> number_of("INV-7").apart in mentions_in("payment of INV-7 and INV-9").numbers
True
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from arxl.locale.folding import bare

_PIECES = re.compile(r"[a-z]+|\d+|[^\W\da-z_]+")  # letters of other scripts stand by themselves: 发票INV-7
_MOST_PIECES = 40  # of a text: a number stands near its beginning
_WIDEST = 5  # pieces of a number inside a text
_TELLING_DIGITS = 4
"""Digits by which a number without its prefix is known inside a text; fewer stand in dates and quantities, too."""


class Number(NamedTuple):
    """What a number is known by; nothing where it has no digit.

    Attributes:
        apart: its pieces without zeros in front, inv-2610-7: no two numbers of one book have the same.
        together: its pieces run together, inv2610007: INV-1-12 and INV-11-2 have the same.
        digits: both keys of its digits alone.
        prefix: its letters.
        length: how many digits it has, zeros in front not counted.
    """

    apart: str
    together: str
    digits: frozenset[str]
    prefix: str
    length: int


class Mentions(NamedTuple):
    """Keys of every number that a text may mention: of whole numbers, and of digits that stand alone."""

    numbers: frozenset[str]
    digits: frozenset[str]


@lru_cache(maxsize=65536)
def number_of(text: str) -> Number:
    """The keys of a number."""
    pieces = _PIECES.findall(bare(text))
    digits = [piece for piece in pieces if piece.isdecimal()]
    prefix = "".join(piece for piece in pieces if not piece.isdecimal())
    if not digits:
        return Number("", "", frozenset(), prefix, 0)
    return Number(_apart(pieces), _together(pieces), frozenset(_keys(digits)), prefix, _length(digits))


@lru_cache(maxsize=65536)
def mentions_in(text: str) -> Mentions:
    """The numbers inside a text: every run of a few pieces with a digit in it."""
    pieces = _PIECES.findall(bare(text))[:_MOST_PIECES]
    numbers: set[str] = set()
    digits: set[str] = set()
    for first in range(len(pieces)):
        for last in range(first + 1, min(first + _WIDEST, len(pieces)) + 1):
            run = pieces[first:last]
            decimal = [piece.isdecimal() for piece in run]
            if any(decimal):
                numbers.update(_keys(run))
            if all(decimal) and _length(run) >= _TELLING_DIGITS:
                digits.update(_keys(run))
    return Mentions(frozenset(numbers), frozenset(digits))


def _keys(pieces: Sequence[str]) -> tuple[str, str]:
    return _apart(pieces), _together(pieces)


def _apart(pieces: Sequence[str]) -> str:
    return "-".join(_plain(piece) for piece in pieces)


def _together(pieces: Sequence[str]) -> str:
    """Zeros go in front of the first digits only: those behind are part of the number."""
    first = next(place for place, piece in enumerate(pieces) if piece.isdecimal())
    return "".join((*pieces[:first], _plain(pieces[first]), *pieces[first + 1 :]))


def _plain(piece: str) -> str:
    return piece.lstrip("0") or "0" if piece.isdecimal() else piece


def _length(digits: Sequence[str]) -> int:
    return len("".join(digits).lstrip("0"))
