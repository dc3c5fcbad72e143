"""English: one thousand two hundred and one euros and fifty cents."""

from __future__ import annotations

from arxl.locale.amount_words import units
from arxl.locale.amount_words.sum_of_money import SumOfMoney

_UP_TO_NINETEEN = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
"""
_SMALL = _UP_TO_NINETEEN.split()
_TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))


def in_words(money: SumOfMoney) -> str:
    """A sum in words."""
    return units.in_words(money, "en", _counted, joined_by="and", minus="minus")


def _counted(number: int, noun: units.Noun) -> str:
    return f"{cardinal(number)} {noun.one if number == 1 else noun.many}"


def cardinal(number: int) -> str:
    """A number from 0 in words.

    >>> cardinal(1_000_021)
    'one million and twenty-one'
    """
    if number < 20:
        return _SMALL[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return f"{_TENS[tens]}-{_SMALL[ones]}" if ones else _TENS[tens]
    for scale, name in (*_SCALES, (100, "hundred")):
        if number >= scale:
            count, rest = divmod(number, scale)
            head = f"{cardinal(count)} {name}"
            if not rest:
                return head
            return f"{head} and {cardinal(rest)}" if rest < 100 else f"{head} {cardinal(rest)}"
    raise AssertionError(number)
