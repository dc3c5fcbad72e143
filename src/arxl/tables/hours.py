"""Working hours and settlement days as a customer's file says them (practices A1, C4).

Hours are stretches from one time of the day to another, `09:00-12:00, 13:30-18:00`; settlement days are days of the
month, `5; 20`, where 31 means the last one. What is blank says nothing: any time, any day.

>>> [f"{begin:%H:%M} to {end:%H:%M}" for begin, end in parse_hours("9-12; 13.30–18:00")]
['09:00 to 12:00', '13:30 to 18:00']
>>> parse_settlement_days("20; 5"), parse_settlement_days("每月5日、25日"), parse_settlement_days("")
((5, 20), (5, 25), ())
"""

from __future__ import annotations

import re
import unicodedata
from datetime import time
from itertools import pairwise

Stretch = tuple[time, time]

_BETWEEN = re.compile(r"[;,、\n]+")
_STRETCH = re.compile(r"(\S+?)\s*(?:-|–|—|~|∼|〜|至|to|a)\s*(\S+)", re.IGNORECASE)
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?h?", re.IGNORECASE)
_DAY = re.compile(r"(?:每月|매월)?\s*(\d{1,2})\s*(?:日|号|號|일|\.)?")


def parse_hours(text: str) -> tuple[Stretch, ...]:
    """Stretches of the day, in order; none of them touches another.

    Raises:
        ValueError: a part is no stretch, ends before it begins, or runs into another.
    """
    stretches = sorted(map(_stretch, _parts(text)))
    for (_, end), (begin, _) in pairwise(stretches):
        if begin < end:
            raise ValueError(text)
    return tuple(stretches)


def parse_settlement_days(text: str) -> tuple[int, ...]:
    """Days of the month, in order, each once.

    Raises:
        ValueError: a part is no day from 1 to 31.
    """
    return tuple(sorted(set(map(_day, _parts(text)))))


def parse_time(text: str) -> time:
    """One time of the day: 9, 09:00, 9.30 or 9h30.

    Raises:
        ValueError: it is none.
    """
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    return time(int(found[1]), int(found[2] or 0))


def _parts(text: str) -> list[str]:
    # NFKC: full-width digits, colons and commas are those of an East Asian keyboard
    return [part.strip() for part in _BETWEEN.split(unicodedata.normalize("NFKC", text)) if part.strip()]


def _stretch(part: str) -> Stretch:
    found = _STRETCH.fullmatch(part)
    if found is None:
        raise ValueError(part)
    begin, end = parse_time(found[1]), parse_time(found[2])
    if not begin < end:
        raise ValueError(part)
    return begin, end


def _day(part: str) -> int:
    found = _DAY.fullmatch(part)
    if found is None or not 1 <= int(found[1]) <= 31:
        raise ValueError(part)
    return int(found[1])
