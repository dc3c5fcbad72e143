"""Dates written in any style read back exactly; an order is never guessed."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxl.tables.cells import objects
from arxl.tables.dates import date_of, dates_of, written_date
from arxl.tables.raw import CellError

days = st.dates(dt.date(1990, 1, 1), dt.date(2068, 12, 31))

ENGLISH = "January February March April May June July August September October November December"
SPANISH = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
ROMANIAN = "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie"
CHINESE = "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月"


def month(names: str, day: dt.date) -> str:
    return names.split()[day.month - 1]


STYLES = {
    "iso": lambda d: d.isoformat(),
    "iso with time": lambda d: f"{d.isoformat()}T23:59:59Z",
    "iso with space and time": lambda d: f"{d.isoformat()} 00:00:00",
    "points": lambda d: f"{d.year}.{d.month:02d}.{d.day:02d}",
    "slashes": lambda d: f"{d.year}/{d.month}/{d.day}",
    "compact": lambda d: f"{d:%Y%m%d}",
    "chinese": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "chinese, full width": lambda d: f"{d.year}年{d.month}月{d.day}日".translate(
        str.maketrans("0123456789", "０１２３４５６７８９")
    ),
    "chinese with weekday": lambda d: f"{d.year}年{d.month}月{d.day}日 星期{'一二三四五六日'[d.weekday()]}",
    "chinese with time": lambda d: f"{d.year}/{d.month}/{d.day} 下午 03:20:15",
    "korean": lambda d: f"{d.year}년 {d.month}월 {d.day}일",
    "korean, points": lambda d: f"{d.year}. {d.month}. {d.day}.",
    "korean with weekday": lambda d: f"{d.year}-{d.month:02d}-{d.day:02d} ({'월화수목금토일'[d.weekday()]})",
    "minguo": lambda d: f"民國{d.year - 1911}年{d.month}月{d.day}日",
    "minguo, slashes": lambda d: f"民國 {d.year - 1911}/{d.month}/{d.day}",
    "english": lambda d: f"{month(ENGLISH, d)} {d.day}, {d.year}",
    "english, short": lambda d: f"{d.day:02d}-{month(ENGLISH, d)[:3]}-{d.year}",
    "english, year of two digits": lambda d: f"{d.day}-{month(ENGLISH, d)[:3].upper()}-{d.year % 100:02d}",
    "spanish": lambda d: f"{d.day} de {month(SPANISH, d)} de {d.year}",
    "spanish, short": lambda d: f"{d.day} {month(SPANISH, d)[:3]}. {d.year}",
    "romanian": lambda d: f"{d.day} {month(ROMANIAN, d)} {d.year}",
    "chinese month": lambda d: f"{d.day}-{month(CHINESE, d)}-{d.year}",
}
ORDERS = {"dmy": "{d}/{m}/{y}", "mdy": "{m}/{d}/{y}"}


@given(days, st.sampled_from(sorted(STYLES)))
def test_styles_that_leave_nothing_open(day: dt.date, style: str) -> None:
    assert dates_of(objects([STYLES[style](day)])).values.tolist() == [day]


@given(st.lists(days, min_size=1, max_size=5), st.sampled_from(sorted(ORDERS)), st.sampled_from("/-."))
def test_one_telling_cell_decides_for_its_column(column: list[dt.date], order: str, sign: str) -> None:
    telling = dt.date(2024, 5, 31)
    texts = [ORDERS[order].format(d=day.day, m=day.month, y=day.year).replace("/", sign) for day in [*column, telling]]
    assert dates_of(objects(texts)).values.tolist() == [*column, telling]
    assert dates_of(objects(texts), order).values.tolist() == [*column, telling]


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)), min_size=1, max_size=6))
def test_where_nothing_decides_nothing_is_read(parts: list[tuple[int, int]]) -> None:
    reading = dates_of(objects([f"{first}/{second}/2024" for first, second in parts]))
    open_rows = [row for row, (first, second) in enumerate(parts) if first != second]
    assert list(reading.unread) == open_rows
    assert (reading.column_flaw is not None) == bool(open_rows)
    for row, (first, second) in enumerate(parts):
        if first == second:
            assert reading.values[row] == np.datetime64(dt.date(2024, first, second))


@given(st.permutations(["13/04/2026", "14/04/2026", "04/25/2026", "05/06/2026"]))
def test_cells_that_contradict_the_others_are_odd(texts: list[str]) -> None:
    reading = dates_of(objects(texts))
    assert {texts[row] for row in reading.flaws} == {"04/25/2026"}
    assert reading.values[texts.index("05/06/2026")] == np.datetime64("2026-06-05")


def test_a_year_of_two_digits_can_stand_first_or_last() -> None:
    assert dates_of(objects(["24.03.05"])).column_flaw is not None
    assert dates_of(objects(["24.03.05"]), "ymd").values.tolist() == [dt.date(2024, 3, 5)]
    assert dates_of(objects(["24.03.05"]), "dmy").values.tolist() == [dt.date(2005, 3, 24)]


@given(days)
def test_serial_numbers_of_both_epochs(day: dt.date) -> None:
    serial_1900 = (day - dt.date(1899, 12, 30)).days
    serial_1904 = (day - dt.date(1904, 1, 1)).days
    assert dates_of(np.array([serial_1900 + 0.75])).values.tolist() == [day]
    assert dates_of(np.array([float(serial_1904)]), epoch_1904=True).values.tolist() == [day]
    assert dates_of(objects([str(serial_1900)])).values.tolist() == [day]
    assert dates_of(np.array([float(f"{day:%Y%m%d}")])).values.tolist() == [day]


@given(
    st.lists(
        st.floats()
        | st.floats(-10, 80_000)
        | st.integers(-5, 3_000_000).map(float)
        | st.sampled_from([2_957_003.5, 2_957_004.0, 2_958_465.5, 2_958_466.0, 31_412.0, 32_874.0, 20261031.0])
    ),
    st.booleans(),
)
def test_a_column_of_numbers_is_read_as_its_cells_one_by_one(numbers: list[float], epoch_1904: bool) -> None:
    at_once = dates_of(np.array(numbers, np.float64), epoch_1904=epoch_1904)
    one_by_one = dates_of(objects(numbers), epoch_1904=epoch_1904)
    assert at_once.values.tolist() == one_by_one.values.tolist()
    assert at_once.flaws == one_by_one.flaws


@pytest.mark.parametrize("number", [0.0, -3.0, 60.0, 2024.0, 3e6, 20241332.0])
def test_numbers_that_are_no_dates(number: float) -> None:
    reading = dates_of(np.array([number, np.nan]))
    assert set(reading.flaws) == {0}
    assert np.isnat(reading.values).all()


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2024",
        "2024-13-01",
        "2024-02-30",
        "Mar 2024",
        "2024年3月",
        "113/03/05",
        "soon",
        "5/3",
        "12:30",
        "5 foo 2024",
    ],
)
def test_texts_that_are_no_dates(text: str) -> None:
    assert text in str(dates_of(objects([text])).flaws[0].fact)


@pytest.mark.parametrize("cell", [True, CellError("#VALUE!"), object()])
def test_cells_that_hold_no_date(cell: object) -> None:
    assert set(dates_of(objects([cell, dt.date(2026, 1, 1)])).flaws) == {0}


def test_date_cells_lose_their_time_and_blanks_stay_blank() -> None:
    cells = objects([dt.datetime(2026, 1, 5, 23, 59), dt.date(2026, 1, 6), None, " ", "-"])
    reading = dates_of(cells)
    assert reading.values.tolist() == [dt.date(2026, 1, 5), dt.date(2026, 1, 6), None, None, None]
    assert not reading.flaws


def test_a_column_of_dates_is_taken_as_it_is() -> None:
    cells = np.array(["2026-01-05", "NaT"], "datetime64[D]")
    assert dates_of(cells).values is not None
    assert np.array_equal(dates_of(cells).values, cells, equal_nan=True)


def test_written_date_answers_what_each_order_would_read() -> None:
    written = written_date("03/04/2013")
    assert written is not None
    assert written.date is None
    assert dict(written.by_order) == {"dmy": dt.date(2013, 4, 3), "mdy": dt.date(2013, 3, 4)}


def test_dates_that_a_program_turned_around_are_suspected() -> None:
    written = [dt.date(2026, month, day) for month in (1, 2, 3) for day in (4, 9, 11, 14, 21, 28)]
    opened = [day.replace(month=day.day, day=day.month) if day.day <= 12 else f"{day:%d/%m/%Y}" for day in written]
    assert len(dates_of(objects(opened)).warnings) == 1
    honest = [day if day.day <= 12 else f"{day:%d/%m/%Y}" for day in written]
    assert not dates_of(objects([*honest, dt.date(2026, 4, 30)])).warnings


@pytest.mark.parametrize("epoch_1904", [False, True])
@pytest.mark.parametrize(
    "cell",
    [
        *(None, True, 0, 1.0, 59.0, 60.0, 61.5, 46023, 46023.75, 20261020.0, 1e9, float("nan"), dt.date(2026, 1, 5)),
        *(dt.datetime(2026, 1, 5, 9), "2026-01-05", "31/12/2025", "12/31/2025", "5/5/2026", "46023", "-", "", "soon"),
        *("3 March 2026", CellError("#N/A")),
    ],
)
def test_a_cell_that_stands_alone_is_read_as_a_column_of_one(cell, epoch_1904):
    column = dates_of(objects([cell]), epoch_1904=epoch_1904)
    assert date_of(cell, epoch_1904=epoch_1904) == (column.flaws.get(0) or column.values[0].item())


def test_a_cell_that_stands_alone_does_not_guess_its_order():
    flaw = date_of("03/04/2026")
    assert "2026-04-03 or as 2026-03-04" in str(flaw.fact)
