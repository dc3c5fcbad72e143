"""Addresses of cells: letters, numbers and corners. Numbers count from 0, as they do in arrays."""

from __future__ import annotations

import re

_CORNER = re.compile(r"\$?([A-Za-z]{1,4})\$?([0-9]{1,8})")


def column_number(letters: str) -> int:
    """Number of a column by its letters.

    >>> column_number("A"), column_number("AB"), column_number("XFD")
    (0, 27, 16383)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number: int) -> str:
    """Letters of a column by its number.

    >>> column_letters(0), column_letters(27), column_letters(16383)
    ('A', 'AB', 'XFD')
    """
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def corners(reference: str) -> tuple[int, int, int, int]:
    """Top, left, bottom and right of a range, the ends included.

    Raises:
        ValueError: it is not a range of cells.

    >>> corners("B2:$D$9"), corners("C3")
    ((1, 1, 8, 3), (2, 2, 2, 2))
    """
    found = [_CORNER.fullmatch(corner) for corner in reference.split(":")]
    if not 1 <= len(found) <= 2 or found[0] is None or found[-1] is None:
        raise ValueError(reference)
    rows = sorted(int(corner[2]) - 1 for corner in (found[0], found[-1]))
    columns = sorted(column_number(corner[1]) for corner in (found[0], found[-1]))
    return rows[0], columns[0], rows[1], columns[1]
