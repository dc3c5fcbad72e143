"""Periods of targets: a month or a week, as people write them (practice D2).

>>> period_of("2026-W43"), period_of("2026-2").last.isoformat()
(Period(kind='week', first=datetime.date(2026, 10, 19), last=datetime.date(2026, 10, 25)), '2026-02-28')
>>> period_of("autumn") is None, period_of("2026-W54") is None
(True, True)
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from typing import NamedTuple

_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")
_WEEK = re.compile(r"(\d{4})\s*-?\s*[wW]\s*(\d{1,2})")


class Period(NamedTuple):
    """A month, or a week of ISO 8601 (Monday to Sunday)."""

    kind: str
    first: dt.date
    last: dt.date


def period_of(text: str) -> Period | None:
    """What a text names; None where it is neither a month nor a week."""
    week, month = _WEEK.fullmatch(text.strip()), _MONTH.fullmatch(text.strip())
    try:
        if week:
            first = dt.date.fromisocalendar(int(week[1]), int(week[2]), 1)
            return Period("week", first, first + dt.timedelta(days=6))
        if month:
            first = dt.date(int(month[1]), int(month[2]), 1)
            return Period("month", first, first.replace(day=monthrange(first.year, first.month)[1]))
    except ValueError:
        return None
    return None
