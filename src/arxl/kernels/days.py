"""Whole days: month ends, days of the month, working days (practice A3).

Dates are `datetime64[D]`; NaT stays NaT. A day past the month's end means its last day.

>>> day_in_month(np.array(["2025-02"], "datetime64[M]"), 31)
array(['2025-02-28'], dtype='datetime64[D]')
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from arxl.kernels.arrays import Bools, Days, Int64s

Roll = Literal["none", "following", "preceding"]
Months = NDArray[np.datetime64]  # datetime64[M]


def months_of(dates: Days) -> Months:
    """The month of each date, as datetime64[M]."""
    return dates.astype("datetime64[M]")


def month_start(dates: Days) -> Days:
    """First day of each date's month.

    >>> month_start(np.array(["2024-02-29"], "datetime64[D]"))
    array(['2024-02-01'], dtype='datetime64[D]')
    """
    return months_of(dates).astype("datetime64[D]")


def month_end(dates: Days) -> Days:
    """Last day of each date's month.

    >>> month_end(np.array(["2024-02-05"], "datetime64[D]"))
    array(['2024-02-29'], dtype='datetime64[D]')
    """
    return day_in_month(months_of(dates), 31)


def day_in_month(months: Months, day: int | Int64s) -> Days:
    """The day `day` (1 to 31) of each month, or the month's last day where it has fewer.

    >>> day_in_month(np.array(["2025-02", "2025-03"], "datetime64[M]"), 30)
    array(['2025-02-28', '2025-03-30'], dtype='datetime64[D]')
    """
    first = months.astype("datetime64[D]")
    last = (months + 1).astype("datetime64[D]") - 1
    dates: Days = np.minimum(first + (np.asarray(day) - 1), last)
    return dates


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or that month's last day where it has fewer.

    >>> months_after(dt.date(2024, 2, 29), 36), months_after(dt.date(2026, 12, 31), 2)
    (datetime.date(2027, 2, 28), datetime.date(2027, 2, 28))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def roll(
    dates: Days, how: Roll, weekmask: str | Sequence[bool] | Bools = "1111100", holidays: Days | None = None
) -> Days:
    """Move each date that is not worked to the next working day (following) or to the one before (preceding).

    Args:
        dates: (N,) dates.
        how: "none" leaves every date where it is.
        weekmask: Monday to Sunday, worked or not, as `numpy.busdaycalendar` takes it; "1111100" by default.
        holidays: (H,) further days that are not worked, in any order.

    Raises:
        ValueError: the weekmask has no working day, or numpy knows no such roll.

    >>> saturday = np.array(["2026-05-02"], "datetime64[D]")
    >>> roll(saturday, "preceding", holidays=np.array(["2026-05-01"], "datetime64[D]"))
    array(['2026-04-30'], dtype='datetime64[D]')
    """
    if how == "none":
        return dates
    free = np.empty(0, "datetime64[D]") if holidays is None else holidays
    rolled = dates.copy()
    known = ~np.isnat(dates)
    calendar = np.busdaycalendar(weekmask=weekmask, holidays=free[~np.isnat(free)])
    rolled[known] = np.busday_offset(dates[known], 0, roll=how, busdaycal=calendar)
    return rolled
