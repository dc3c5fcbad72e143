"""Medians of whole numbers (practices A2, A1, D3)."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from arxl.kernels.arrays import Int64s


def medians_by_code(code: Int64s, value: Int64s, length: int) -> Int64s:
    """The middle value of each code; halfway between two, the next whole number up.

    Args:
        code: (N,) from 0 to `length` - 1.
        value: (N,) whole numbers.
        length: how many codes there are.

    Returns:
        (length,) medians; 0 where a code has no value.

    >>> medians_by_code(np.array([0, 2, 0, 0, 2]), np.array([9, -4, 1, 5, 1]), 3)
    array([ 5,  0, -1])
    """
    medians = np.zeros(length, np.int64)
    count = np.bincount(code, minlength=length)
    has = np.flatnonzero(count)
    ordered = value[np.lexsort((value, code))]
    first = (np.cumsum(count) - count)[has]
    lower, upper = ordered[first + (count[has] - 1) // 2], ordered[first + count[has] // 2]
    medians[has] = -((-(lower + upper)) // 2)
    return medians


def twice_median(values: Iterable[int]) -> int:
    """Twice the median, which is whole: the middle value doubled, or the sum of the two in the middle; 0 of none.

    >>> twice_median([10, 100]), twice_median([1, 5, 100]), twice_median([])
    (110, 10, 0)
    """
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] + ordered[-middle - 1] if ordered else 0
