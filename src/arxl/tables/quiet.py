"""Quiet times as a customer's file says them (practice C4): when nobody is called besides meals.

Parts of the day (mornings end at noon, where afternoons begin), days of the week, hours, and a day with one of them:
`mornings`, `Mon, Tue`, `09:00-10:30`, `Fri afternoons`, in any of the six languages.

>>> [str(time) for time in parse_quiet("Mon; Fri afternoons; 9-10")]
['Mon 00:00-24:00', 'Fri 12:00-24:00', 'every day 09:00-10:00']
>>> [str(time) for time in parse_quiet("上午、周五下午")]
['every day 00:00-12:00', 'Fri 12:00-24:00']
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from arxl.locale.folding import bare
from arxl.tables.calendar import day_of_week
from arxl.tables.hours import parse_hours

NOON, MIDNIGHT = 12 * 60, 24 * 60

_MORNINGS = "morning mornings manana mananas dimineata dimineti diminetile 오전 아침 上午 早上 早晨"
_AFTERNOONS = (
    "afternoon afternoons tarde tardes dupa-amiaza dupa-amiezi dupa-amieze dupa-masa dupaamiaza 오후 下午 午后 午後"
)
_PARTS = {
    unicodedata.normalize("NFC", word): span
    for words, span in ((_MORNINGS, (0, NOON)), (_AFTERNOONS, (NOON, MIDNIGHT)))
    for word in words.split()
}
_LEFT_OUT = frozenset(["on", "in", "the", "every", "each", "por", "la", "las", "los", "el", "de", "todos", "todas"])
"""Words that stand between a day and its part: por las mañanas."""

_BETWEEN = re.compile(r"[;,、\n]+")
_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class QuietTime:
    """A stretch of a day of the week, or of every day.

    Attributes:
        weekday: 0 is Monday; None is every day.
        begin, end: minutes from midnight; the end is no part of it.
    """

    weekday: int | None
    begin: int
    end: int

    def __str__(self) -> str:
        day = "every day" if self.weekday is None else _NAMES[self.weekday]
        return f"{day} {said(self.begin)}-{said(self.end)}"

    def falls_on(self, day: dt.date) -> bool:
        """Whether it is a stretch of this day."""
        return self.weekday in (None, day.weekday())


def parse_quiet(text: str) -> tuple[QuietTime, ...]:
    """Quiet times, in the order in which they stand; nothing of a blank text.

    Raises:
        ValueError: a part names no time; it is the exception's argument.
    """
    # NFKC: full-width digits, colons and commas are those of an East Asian keyboard
    parts = _BETWEEN.split(unicodedata.normalize("NFKC", text))
    return tuple(_quiet_time(part.strip()) for part in parts if part.strip())


def minutes_of(time: dt.time) -> int:
    """Minutes from midnight."""
    return time.hour * 60 + time.minute


def said(minutes: int) -> str:
    """A time of the day: 930 is 15:30.

    >>> said(930), said(MIDNIGHT)
    ('15:30', '24:00')
    """
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _quiet_time(part: str) -> QuietTime:
    """A part of the day, hours, a day of the week; or a day before one of the others."""
    words = [word for word in bare(part).split() if word not in _LEFT_OUT]
    joined = unicodedata.normalize("NFC", " ".join(words))
    for span_of in (_span, _whole_day):
        if (span := span_of(joined)) is not None:
            return QuietTime(*span)
    for length in range(1, len(joined)):  # Chinese and Korean write 周五下午 in one word
        weekday = day_of_week(joined[:length].strip())
        span = _span(joined[length:].strip()) if weekday is not None else None
        if span is not None:
            return QuietTime(weekday, *span[1:])
    raise ValueError(part)


def _span(text: str) -> tuple[None, int, int] | None:
    """A part of any day, by its name or its hours."""
    if text in _PARTS:
        return None, *_PARTS[text]
    try:
        ((begin, end),) = parse_hours(text)
    except ValueError:
        return None
    return None, minutes_of(begin), minutes_of(end)


def _whole_day(text: str) -> tuple[int, int, int] | None:
    weekday = day_of_week(text)
    return None if weekday is None else (weekday, 0, MIDNIGHT)
