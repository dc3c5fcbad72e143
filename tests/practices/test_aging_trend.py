"""The trend without matching is the aging of each day matched by itself."""

from __future__ import annotations

import datetime as dt

import numpy as np
from hypothesis import given, settings

from arxl.practices.aging import Per, aging_of
from arxl.practices.aging_trend import aging_trend, trend_days

from .books import FIRST_DAY, Business, businesses

DAYS = tuple(FIRST_DAY + dt.timedelta(days=days) for days in (0, 20, 45, 60, 90, 120, 150, 200))


@settings(max_examples=600)
@given(business=businesses())
def test_each_day_is_as_it_is_matched_by_itself(business: Business) -> None:
    known = business.receivables()
    trend = aging_trend(known.application, known.application.position_at(DAYS[-1]), DAYS, known.aging_policy)
    for nth, day in enumerate(DAYS):
        aged = aging_of(known.application.position_at(day), known.book.customers, known.aging_policy, Per.CURRENCY)
        for place, currency in enumerate(trend.currencies.tolist()):
            rows = aged.currency == currency
            assert trend.open_minor[nth, place].tolist() == aged.buckets_minor[rows].sum(axis=0).tolist(), (
                day,
                currency,
            )
            assert trend.unapplied_minor[nth, place] == aged.unapplied_minor[rows].sum()


def test_the_days_are_ends_of_months_and_the_day_itself() -> None:
    days = trend_days(dt.date(2026, 10, 15))
    assert len(days) == 12
    assert (days[0], days[-2], days[-1]) == (dt.date(2025, 11, 30), dt.date(2026, 9, 30), dt.date(2026, 10, 15))
    assert all(np.datetime64(day) + 1 == np.datetime64(day + dt.timedelta(days=1), "M") for day in days[:-1])
