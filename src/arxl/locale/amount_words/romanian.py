"""Romanian: douăzeci și una de mii de lei și cincizeci de bani.

One and two agree in gender, also in compounds; thousands are feminine, millions and milliards neuter (masculine for
one, feminine for two); from twenty on, and wherever the last two digits are such or 00, the noun follows "de". What
English calls a trillion is "o mie de miliarde", since "bilion" and "trilion" are both in use for it.
"""

from __future__ import annotations

from enum import Enum

from arxl.locale.amount_words import units
from arxl.locale.amount_words.sum_of_money import SumOfMoney

_UP_TO_NINETEEN = """
    zero unu doi trei patru cinci șase șapte opt nouă zece unsprezece doisprezece treisprezece paisprezece
    cincisprezece șaisprezece șaptesprezece optsprezece nouăsprezece
"""
_SMALL = _UP_TO_NINETEEN.split()
_TENS = ["-", "-", "douăzeci", "treizeci", "patruzeci", "cincizeci", "șaizeci", "șaptezeci", "optzeci", "nouăzeci"]


class Gender(Enum):
    """Of what is counted."""

    MASCULINE = "m"
    FEMININE = "f"
    NEUTER = "n"


_SCALES = (
    (10**9, "miliard", "miliarde", Gender.NEUTER),
    (10**6, "milion", "milioane", Gender.NEUTER),
    (10**3, "mie", "mii", Gender.FEMININE),
    (10**2, "sută", "sute", Gender.FEMININE),
)


def in_words(money: SumOfMoney) -> str:
    """A sum in words."""
    return units.in_words(money, "ro", _counted, joined_by="și", minus="minus")


def _counted(number: int, noun: units.Noun) -> str:
    return counted(number, noun.one, noun.many, Gender.FEMININE if noun.feminine else Gender.MASCULINE)


def counted(number: int, one: str, many: str, gender: Gender) -> str:
    """A number from 0 with the noun that it counts.

    >>> counted(101, "leu", "lei", Gender.MASCULINE), counted(22_000, "liră", "lire", Gender.FEMININE)
    ('o sută unu lei', 'douăzeci și două de mii de lire')
    """
    if number == 1:
        return f"{'o' if gender is Gender.FEMININE else 'un'} {one}"
    of = "de " if number and (number % 100 >= 20 or number % 100 == 0) else ""
    return f"{cardinal(number, gender)} {of}{many}"


def cardinal(number: int, gender: Gender) -> str:
    """A number from 0 in words, as part of a longer one: one is "unu" or "una"."""
    if number < 20:
        return _small(number, gender)
    if number < 100:
        tens, ones = divmod(number, 10)
        return f"{_TENS[tens]} și {_small(ones, gender)}" if ones else _TENS[tens]
    for scale, one, many, of_scale in _SCALES:
        if number >= scale:
            count, rest = divmod(number, scale)
            head = counted(count, one, many, of_scale)
            return f"{head} {cardinal(rest, gender)}" if rest else head
    raise AssertionError(number)


def _small(number: int, gender: Gender) -> str:
    if number == 1 and gender is Gender.FEMININE:
        return "una"
    if number == 2 and gender is not Gender.MASCULINE:
        return "două"
    if number == 12 and gender is not Gender.MASCULINE:
        return "douăsprezece"
    return _SMALL[number]
