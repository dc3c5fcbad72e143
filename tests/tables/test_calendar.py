"""Working days: weekend, public holidays, and the days that Policy adds."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from arxl.errors import Faulty
from arxl.kernels.days import roll
from arxl.tables.calendar import further_holidays, weekmask_of, working_days
from arxl.tables.policy import DuePolicy

YEAR = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
MOVING = DuePolicy(due_roll="following")


@pytest.mark.parametrize(
    "weekend", ["Sat, Sun", "sábado domingo", "Sâmbătă; Duminică", "토, 일", "周六、周日", "星期六, 星期日"]
)
def test_weekends_in_six_languages(weekend: str) -> None:
    assert weekmask_of(weekend).tolist() == [True] * 5 + [False] * 2


def test_another_weekend_and_none() -> None:
    assert weekmask_of("Fri Sat").tolist() == [True, True, True, True, False, False, True]
    assert weekmask_of("").all()


@pytest.mark.parametrize("country", ["RO", "ES", "KR", "CN", "TW"])
def test_new_year_is_free_in_every_country_of_the_advice(country: str) -> None:
    days = working_days(country, *YEAR, MOVING)
    assert np.datetime64("2026-01-01") in days.holidays
    assert np.datetime64("2027-01-01") in days.holidays
    assert (np.diff(days.holidays).astype(int) > 0).all()


def test_a_due_date_moves_over_weekend_and_holiday() -> None:
    days = working_days("RO", *YEAR, DuePolicy(due_roll="following", holidays="2026-12-28"))
    christmas = np.array(["2026-12-25"], "datetime64[D]")  # a Friday; Saturday 26 is free too
    assert roll(christmas, "following", days.weekmask, days.holidays).tolist() == [dt.date(2026, 12, 29)]


def test_where_no_date_moves_no_country_is_asked() -> None:
    assert len(working_days("XX", *YEAR, DuePolicy(holidays="2026-12-24")).holidays) == 1


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: working_days("XX", *YEAR, MOVING), '"XX"'),
        (lambda: weekmask_of("Caturday"), '"Caturday"'),
        (lambda: weekmask_of("Mon Tue Wed Thu Fri Sat Sun"), "all seven days"),
        (lambda: further_holidays("2026-12-24, 24/12"), '"24/12"'),
    ],
)
def test_what_is_not_known_is_said(ask: object, said: str) -> None:
    with pytest.raises(Faulty, match=said):
        ask()  # type: ignore[operator]
