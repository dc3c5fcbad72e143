"""Due dates: the worked examples of the practice (A3), then each rule against a search day by day."""

from __future__ import annotations

import calendar
import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxl.kernels.arrays import Days
from arxl.kernels.due import batch, end_of_month, monthly, net, sold

dates = st.dates(dt.date(2019, 1, 1), dt.date(2032, 12, 31))
ONE_DAY = dt.timedelta(days=1)


def days(*values: dt.date | str | None) -> Days:
    return np.array(values, "datetime64[D]")


def dates_of(*values: str) -> list[dt.date]:
    return [dt.date.fromisoformat(value) for value in values]


def test_cash_on_delivery_and_net() -> None:
    assert net(days("2026-03-02"), 0).tolist() == dates_of("2026-03-02")
    assert net(days("2024-02-01", "2025-02-01"), np.array([30, 28])).tolist() == dates_of("2024-03-02", "2025-03-01")


def test_end_of_the_month_of_delivery_and_ten_days() -> None:
    assert end_of_month(days("2026-01-01", "2026-01-31", "2024-02-10"), 10).tolist() == dates_of(
        "2026-02-10", "2026-02-10", "2024-03-10"
    )


def test_the_account_closes_on_day_25_that_day_included() -> None:
    assert monthly(days("2026-10-25", "2026-10-26", "2026-10-31"), 25, 5).tolist() == dates_of(
        "2026-11-05", "2026-12-05", "2026-12-05"
    )


def test_a_day_past_the_end_of_the_month_is_its_last_day() -> None:
    assert monthly(days("2026-01-31", "2026-01-30"), 30, 31).tolist() == dates_of("2026-03-31", "2026-01-31")


def test_the_month_after_is_one_month_later() -> None:
    assert monthly(days("2026-10-25", "2026-10-26"), 25, 5, 1).tolist() == dates_of("2026-12-05", "2027-01-05")
    assert monthly(days("2026-12-20"), 25, 31, 2).tolist() == dates_of("2027-02-28")


def test_each_row_may_have_its_own_numbers() -> None:
    rows = monthly(days("2026-10-26", "2026-10-26"), np.array([25, 31]), np.array([5, 10]), np.array([0, 1]))
    assert rows.tolist() == dates_of("2026-12-05", "2026-12-10")


def is_day(date: dt.date, day: int) -> bool:
    return date.day == min(day, calendar.monthrange(date.year, date.month)[1])


@given(dates, st.integers(1, 31), st.integers(1, 31))
def test_monthly_terms_searched_day_by_day(date: dt.date, close_day: int, pay_day: int) -> None:
    close = date
    while not is_day(close, close_day):
        close += ONE_DAY
    pay = close + ONE_DAY
    while not is_day(pay, pay_day):
        pay += ONE_DAY
    assert monthly(days(date), close_day, pay_day).tolist() == [pay]


def test_a_batch_is_due_when_the_next_one_leaves() -> None:
    delivered = days("2026-03-02", "2026-03-09", "2026-03-20")
    account = np.zeros(3, np.int64)
    answer = batch(account, delivered, 1, 45, account, delivered)
    assert answer.due.tolist() == dates_of("2026-03-09", "2026-03-20", "2026-05-04")
    assert answer.by_next_batch.tolist() == [True, True, False]
    second = batch(account, delivered, 2, 45, account, delivered)
    assert second.due.tolist() == dates_of("2026-03-20", "2026-04-23", "2026-05-04")


def test_several_invoices_of_one_day_are_one_delivery() -> None:
    delivered = days("2026-03-02", "2026-03-02", "2026-03-09", "2026-03-09")
    account = np.zeros(4, np.int64)
    assert batch(account, delivered, 1, 45, account, delivered).due.tolist()[:2] == dates_of("2026-03-09", "2026-03-09")


def test_a_late_next_batch_does_not_put_off_the_due_date() -> None:
    answer = batch(np.array([0]), days("2026-01-01"), 1, 45, np.array([0, 0]), days("2026-01-01", "2026-02-16"))
    assert answer.due.tolist() == dates_of("2026-02-15")
    assert answer.by_next_batch.tolist() == [False]
    on_the_day = batch(np.array([0]), days("2026-01-01"), 1, 45, np.array([0]), days("2026-02-15"))
    assert on_the_day.by_next_batch.tolist() == [True]


def test_no_delivery_is_known() -> None:
    nobody = np.empty(0, np.int64)
    assert batch(np.array([3]), days("2026-01-01"), 1, 45, nobody, days()).due.tolist() == dates_of("2026-02-15")
    assert batch(nobody, days(), 1, 45, np.array([3]), days("2026-01-01")).due.tolist() == []


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 40)), max_size=12),
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 40)), max_size=12),
    st.integers(1, 3),
    st.integers(0, 30),
)
def test_batch_terms_searched_one_by_one(
    documents: list[tuple[int, int]], delivered: list[tuple[int, int]], batches: int, max_days: int
) -> None:
    origin = np.datetime64("2026-01-01")

    def columns(rows: list[tuple[int, int]]) -> tuple[np.ndarray, Days]:
        return np.array([c for c, _ in rows], np.int64), origin + np.array([d for _, d in rows], np.int64)

    answer = batch(*columns(documents), batches, max_days, *columns(delivered))
    for row, (customer, day) in enumerate(documents):
        later = sorted({d for c, d in delivered if c == customer and d > day})
        by_next = len(later) >= batches and later[batches - 1] <= day + max_days
        assert answer.by_next_batch[row] == by_next
        assert answer.due[row] == origin + (later[batches - 1] if by_next else day + max_days)


@pytest.mark.parametrize(
    ("reported", "due"),
    [("2026-03-20", "2026-03-20"), (None, "2026-05-01"), ("2026-05-01", "2026-05-01"), ("2026-06-30", "2026-05-01")],
)
def test_sold_goods_are_due_when_reported_or_after_the_days(reported: str | None, due: str) -> None:
    assert sold(days("2026-03-02"), days(reported), 60).tolist() == dates_of(due)
