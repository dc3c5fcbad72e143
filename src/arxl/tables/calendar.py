"""Days that are not worked: the weekend and the holidays of the company's country (practice A3, "Due dates on
non-working days move by Policy").

>>> weekmask_of("Sat, Sun").tolist()
[True, True, True, True, True, False, False]
>>> policy = DuePolicy(due_roll="following", holidays="2026-12-24")
>>> days = working_days("RO", dt.date(2026, 1, 1), dt.date(2026, 12, 31), policy)
>>> np.datetime64("2026-12-24") in days.holidays and np.datetime64("2026-12-01") in days.holidays
True
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import NamedTuple

import numpy as np

from arxl.errors import Fault, Faulty, Sentence, sentence
from arxl.kernels.arrays import Bools, Days
from arxl.locale.folding import bare
from arxl.tables.dates import written_date
from arxl.tables.policy import DuePolicy

_DAY_NAMES = (
    "mon monday lun lunes luni 월 월요일 一 周一 週一 星期一 礼拜一 禮拜一",
    "tue tuesday mar martes marti 화 화요일 二 周二 週二 星期二 礼拜二 禮拜二",
    "wed wednesday mie miercoles miercuri 수 수요일 三 周三 週三 星期三 礼拜三 禮拜三",
    "thu thursday jue jueves joi 목 목요일 四 周四 週四 星期四 礼拜四 禮拜四",
    "fri friday vie viernes vin vineri 금 금요일 五 周五 週五 星期五 礼拜五 禮拜五",
    "sat saturday sab sabado sam sambata 토 토요일 六 周六 週六 星期六 礼拜六 禮拜六",
    "sun sunday dom domingo dum duminica 일 일요일 日 周日 週日 星期日 星期天 礼拜日 禮拜日",
)
_DAY_OF = {unicodedata.normalize("NFC", name): day for day, names in enumerate(_DAY_NAMES) for name in names.split()}
_FIRST_YEAR, _LAST_YEAR = 1990, 2099
"""A year that was typed wrongly asks for no holidays of a thousand years."""
_LIST = re.compile(r"[,;、，；\s]+")


class WorkingDays(NamedTuple):
    """What `kernels.days.roll` asks for.

    Attributes:
        weekmask: (7,) True for a working day, Monday first.
        holidays: (H,) days that are not worked, ascending.
    """

    weekmask: Bools
    holidays: Days


def working_days(country: str, first: dt.date, last: dt.date, policy: DuePolicy) -> WorkingDays:
    """The working days between two dates, with a year on both sides, so that a date near the edge finds its way.

    Args:
        country: ISO 3166 alpha-2; "" has no public holidays.
        policy: its `weekend` and `holidays`; where it moves no date, public holidays are not asked for.

    Raises:
        Faulty: the country, a day of the weekend or a further holiday is not known.
    """
    asked = country and policy.due_roll != "none"
    years = range(max(first.year - 1, _FIRST_YEAR), min(last.year + 1, _LAST_YEAR) + 1)
    public = public_holidays(country, years) if asked else []
    days = sorted({*public, *further_holidays(policy.holidays)})
    return WorkingDays(weekmask_of(policy.weekend), np.array(days, "datetime64[D]"))


def public_holidays(country: str, years: range) -> list[dt.date]:
    """The public holidays of a country.

    Raises:
        Faulty: nothing is known of the country.
    """
    from holidays import country_holidays  # 40 ms, and only due dates that roll need it

    try:
        return list(country_holidays(country.upper(), years=years))
    except NotImplementedError:
        raise _faulty(
            sentence('no public holidays are known of the country "{country}".', country=country),
            sentence("Write its two letters (RO, ES, KR, CN, TW) as country on the Company sheet, or leave it blank."),
        ) from None


def weekmask_of(weekend: str) -> Bools:
    """(7,) True for a working day, Monday first.

    Args:
        weekend: names of days in any of the six languages, separated by commas or spaces; "" for none.

    Raises:
        Faulty: a name is no day of the week, or no day is left to work.
    """
    mask = np.ones(7, bool)
    for name in filter(None, _LIST.split(weekend)):
        day = day_of_week(name)
        if day is None:
            raise _faulty(
                sentence('weekend names "{name}", which is no day of the week.', name=name),
                sentence("Write days as Sat, Sun."),
            )
        mask[day] = False
    if not mask.any():
        raise _faulty(
            sentence("weekend names all seven days; none is left to work."), sentence("Leave at least one day out.")
        )
    return mask


def day_of_week(name: str) -> int | None:
    """The day that a name stands for in any of the six languages, 0 for Monday; None where it names none.

    >>> day_of_week("Fri."), day_of_week("周一"), day_of_week("Ventoso")
    (4, 0, None)
    """
    return _DAY_OF.get(_folded(name))


def further_holidays(text: str) -> list[dt.date]:
    """Dates, separated by commas, semicolons or spaces: `2026-12-24, 2026-12-31`.

    Raises:
        Faulty: one of them is no date.
    """
    days = []
    for part in filter(None, _LIST.split(text)):
        written = written_date(part)
        if written is None or written.date is None:
            raise _faulty(
                sentence('holidays names "{text}", which is no date.', text=part), sentence("Write it as 2026-12-24.")
            )
        days.append(written.date)
    return days


def _faulty(fact: Sentence, remedy: Sentence) -> Faulty:
    return Faulty(Fault("Policy", fact, remedy))


def _folded(name: str) -> str:
    return bare(name).rstrip(".")
