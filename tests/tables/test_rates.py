"""Rates of exchange: of two that contradict each other, neither counts."""

from __future__ import annotations

import numpy as np
import pytest

from arxl.errors import Severity
from arxl.tables.book import book_of
from arxl.tables.ranges import table_of_range
from arxl.tables.raw import RawBook
from arxl.tables.schema import Book


def rates(rows: list[list[object]]) -> Book:
    table = table_of_range("Rates", [["Currency", "Date", "Rate"], *rows], is_text=True)
    return book_of(RawBook("Book", (table,)), {"currency": "EUR"}, None)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
def test_two_rates_of_a_currency_and_day_that_differ_leave_none(order: tuple[int, ...]) -> None:
    rows = [["USD", "2026-04-01", "0.9"], ["USD", "2026-04-02", "0.8"], ["USD", "2026-04-01", "0.5"]]
    read = rates([rows[place] for place in order])
    assert read.rates.rate.tolist() == [0.8]
    (fault,) = read.faults
    assert fault.severity is Severity.FAULT
    assert fault.place == "Rates!C4"
    assert "Rates!C2" in str(fault)


def test_of_two_equal_rates_one_is_kept() -> None:
    read = rates([["USD", "2026-04-01", "0.9"], ["USD", "2026-04-01", "0.9"], ["KRW", "2026-04-01", "0.9"]])
    assert sorted(zip(read.rates.currency, read.rates.rate, strict=True)) == [("KRW", 0.9), ("USD", 0.9)]
    assert read.rates.date.tolist() == [np.datetime64("2026-04-01").item()] * 2
    assert [fault.place for fault in read.faults] == ["Rates!C3"]
