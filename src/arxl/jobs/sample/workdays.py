"""The calendar of the sample company: eighteen months of trade, Monday to Friday.

>>> working_day_from(date(2026, 10, 31)), working_day_until(date(2026, 10, 31))
(datetime.date(2026, 11, 2), datetime.date(2026, 10, 30))
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

FIRST_DAY = date(2025, 5, 1)
AS_OF = date(2026, 10, 31)
_CLOSED = {(1, 1), (5, 1), (12, 25), (12, 26)}  # month, day: nobody delivers or pays
_DAY = timedelta(days=1)


def is_working_day(day: date) -> bool:
    """True from Monday to Friday, but for the few days on which all five countries rest here."""
    return day.weekday() < 5 and (day.month, day.day) not in _CLOSED


def working_day_from(day: date) -> date:
    """The day itself or the next one that is worked."""
    while not is_working_day(day):
        day += _DAY
    return day


def working_day_until(day: date) -> date:
    """The day itself or the last one before it that is worked."""
    while not is_working_day(day):
        day -= _DAY
    return day


def next_weekday(day: date, weekday: int) -> date:
    """The first such weekday (Monday is 0) on or after the day.

    >>> next_weekday(date(2026, 10, 30), 0)
    datetime.date(2026, 11, 2)
    """
    return day + (weekday - day.weekday()) % 7 * _DAY


def day_of_month(year: int, month: int, day: int) -> date:
    """That day, or the month's last; `month` may run past December.

    >>> day_of_month(2025, 14, 31)
    datetime.date(2026, 2, 28)
    """
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, min(day, monthrange(year, month)[1]))


def months_between(earlier: date, later: date) -> int:
    """Whole calendar months from one day's month to the other's; negative where `later` is the earlier one."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month
