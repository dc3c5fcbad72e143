"""Dates as cells hold them and as people write them.

Date cells; serial numbers of both epochs; `2024-03-05`, `2024.3.5`, `2024年3月5日`, `2024년 3월 5일`, `20240305`;
`25-Jan-2020`, `5 de marzo de 2024`, `Mar 5, 2024` with the months of six languages; `民國113年3月5日`;
`31/12/2012`. A time of day is dropped. Where three numbers leave the order open (`03/04/2013`), the whole column
decides it: one cell that only day-month-year allows speaks for all. Where no cell tells, nothing is read: one fault
names the remedy.

>>> dates_of(objects(["03/04/2013", "31/12/2012"])).values.tolist()
[datetime.date(2013, 4, 3), datetime.date(2012, 12, 31)]
>>> str(dates_of(objects(["03/04/2013"])).column_flaw.fact)
'"03/04/2013" can be read as 2013-04-03 or as 2013-03-04; cells like it: 1.'
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from arxl.errors import sentence
from arxl.kernels.arrays import AnyArray, Days, Float64s
from arxl.locale.folding import bare
from arxl.tables.cells import Flaw, Reading, error_flaw, objects, tidy
from arxl.tables.raw import CellError

__all__ = ["NAT", "date_of", "dates_of", "objects", "written_date"]

NAT = np.datetime64("NaT", "D")
ORDERS = ("dmy", "mdy", "ymd")

_EPOCH_1900, _EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)
_EARLIEST = dt.date(1990, 1, 1)
_NO_DAY_1900 = 60  # 29 February 1900, which spreadsheets count and no calendar has
_DASHES = frozenset("-–—")
_TRACES = 5  # with five of each, chance alone makes such a column once in a thousand

_MONTHS = {
    1: "january jan enero ene ianuarie ian 一月",
    2: "february feb febrero februarie 二月",
    3: "march mar marzo martie 三月",
    4: "april apr abril abr aprilie 四月",
    5: "may mayo mai 五月",
    6: "june jun junio iunie iun 六月",
    7: "july jul julio iulie iul 七月",
    8: "august aug agosto ago 八月",
    9: "september sep sept septiembre setiembre septembrie 九月",
    10: "october oct octubre octombrie 十月",
    11: "november nov noviembre noiembrie noi 十一月",
    12: "december dec diciembre dic decembrie 十二月",
}
_MONTH_OF = {name: month for month, names in _MONTHS.items() for name in names.split()}
_FILLERS = {"de", "del", "of", "the", "st", "nd", "rd", "th", "a", "din"}
_WEEKDAY_NAMES = """
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    lunes martes miercoles jueves viernes sabado domingo lun mie jue vie sab dom
    luni marti miercuri joi vineri sambata duminica
"""
_SKIPPED = {*_FILLERS, *_WEEKDAY_NAMES.split()}

_TIME = re.compile(
    r"(?:[t ,]|(?<=[일日])) ?(?:上午|下午|오전|오후|a\.? ?m\.?|p\.? ?m\.?)? ?"
    r"\d{1,2}(?::|시|時|时)[\d:.,시분초時时分秒 ]*"
    r"(?:z|utc|gmt|[+-]\d\d:?\d\d)?(?: ?(?:a\. ?m\.|p\. ?m\.|am|pm))?$"
)
_WEEKDAY = re.compile(r"\((?:.|周.|週.)\)|(?:星期|礼拜|禮拜|周|週)[一二三四五六日天]|[월화수목금토일]요일")
_YEAR_FIRST = re.compile(
    r"(\d{4})(?: ?[-./] ?| ?[年년] ?| )(\d{1,2})(?: ?[-./] ?| ?[月월] ?| )(\d{1,2}) ?(?:[日일号號]|\.)?"
)
_MINGUO = re.compile(r"(?:中華)?(?:民國|民国) ?(\d{1,3})(?: ?[-./年] ?)(\d{1,2})(?: ?[-./月] ?)(\d{1,2}) ?日?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_THREE = re.compile(r"(\d{1,2}) ?([-./ ]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})\.?")
_SERIAL = re.compile(r"[2-9]\d{4}(?:\.0+)?")


class Written(NamedTuple):
    """A text taken apart: the one date that it is, or the dates that it may be, by order."""

    date: dt.date | None
    by_order: Mapping[str, dt.date]


def dates_of(cells: AnyArray, order: str = "auto", *, epoch_1904: bool = False) -> Reading:
    """Read a column as (N,) datetime64[D], NaT where blank.

    Args:
        cells: (N,) cells as `RawColumn` holds them.
        order: dmy, mdy or ymd where the accountant said which; "auto" reads it off the column.
        epoch_1904: serial numbers count from 1904.
    """
    if cells.dtype.kind == "M":
        return Reading(cells.astype("datetime64[D]"))
    column = _Column(order, epoch_1904=epoch_1904)
    return column.read_numbers(cells) if cells.dtype.kind == "f" else column.read(cells.tolist())


def date_of(cell: object, *, epoch_1904: bool = False) -> dt.date | Flaw | None:
    """Read one cell that stands alone: what `dates_of` makes of a column of one, at a tenth of the time.

    A text whose order is open is a flaw: no column decides it.

    >>> date_of(46023.0), date_of("2026年1月1日"), date_of(None)
    (datetime.date(2026, 1, 1), datetime.date(2026, 1, 1), None)
    """
    epoch = _EPOCH_1904 if epoch_1904 else _EPOCH_1900
    if isinstance(cell, dt.date):
        return cell.date() if isinstance(cell, dt.datetime) else cell
    answer: object = None
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        answer = _of_number(cell, epoch)
    elif isinstance(cell, str):
        answer = _of_text(cell, epoch)
    elif cell is not None:
        answer = dates_of(objects([cell])).flaws[0]
    if isinstance(answer, Written):
        days = set(answer.by_order.values())
        if len(days) == 1:
            return days.pop()
        flaw = dates_of(objects([cell])).column_flaw
        assert flaw is not None
        return Flaw(flaw.fact, sentence("Write it as 2026-10-31."))
    assert answer is None or isinstance(answer, dt.date | Flaw)
    return answer


class _Column:
    """A column on its way: dates that stand, and texts whose order is open."""

    def __init__(self, order: str, *, epoch_1904: bool) -> None:
        self.order = order
        self.epoch = _EPOCH_1904 if epoch_1904 else _EPOCH_1900
        self.last_serial = (dt.date.max - self.epoch).days
        self.open: dict[int, Written] = {}
        self.texts: dict[int, str] = {}
        self.flaws: dict[int, Flaw] = {}

    def read(self, cells: list[object]) -> Reading:
        texts = {cell: _of_text(cell, self.epoch) for cell in dict.fromkeys(cells) if isinstance(cell, str)}
        days = [self._day(record, cell, texts) for record, cell in enumerate(cells)]
        reading = Reading(np.array(days, "datetime64[D]"), self.flaws)
        self._decide(reading.values, reading)
        self._suspect(cells, reading)
        return reading

    def read_numbers(self, cells: Float64s) -> Reading:
        """A column of numbers at once: as a rule they are serial numbers, and the others are read one by one."""
        earliest = (_EARLIEST - self.epoch).days  # from there on, serial numbers count days without a gap
        serial = (cells >= earliest) & (cells < self.last_serial + 1)
        with np.errstate(invalid="ignore"):
            days = np.datetime64(self.epoch, "D") + cells.astype(np.int64)
        days[~serial] = NAT
        for record in np.flatnonzero(~serial & ~np.isnan(cells)).tolist():
            day = self._day(record, float(cells[record]), {})
            days[record] = NAT if day is None else np.datetime64(day, "D")
        return Reading(days, self.flaws)

    def _day(self, record: int, cell: object, texts: Mapping[str, object]) -> dt.date | None:
        match cell:
            case None:
                return None
            case str():
                answer = texts[cell]
                if isinstance(answer, Written):
                    self.open[record], self.texts[record] = answer, cell
                    return None
            case bool():
                answer = _no_date(str(cell).upper())
            case dt.date():
                answer = cell.date() if isinstance(cell, dt.datetime) else cell
            case int() | float():
                answer = _of_number(cell, self.epoch)
            case CellError():
                answer = error_flaw(cell)
            case _:
                answer = _no_date(str(cell))
        if isinstance(answer, Flaw):
            self.flaws[record] = answer
            return None
        assert answer is None or isinstance(answer, dt.date)
        return answer

    def _decide(self, days: Days, reading: Reading) -> None:
        """Settle the order of the open texts."""
        if not self.open:
            return
        kinds = Counter(tuple(written.by_order) for written in self.open.values())
        votes = {order: sum(count for allowed, count in kinds.items() if order in allowed) for order in ORDERS}
        if self.order != "auto":
            possible = [self.order]
        else:
            possible = [order for order in ORDERS if votes[order] == len(self.open)] or self._majority(votes)
        undecided = []
        for record, written in self.open.items():
            dates = {written.by_order[order] for order in possible if order in written.by_order}
            if len(dates) == 1:
                days[record] = dates.pop()
            elif dates:
                undecided.append(record)
            else:
                self.flaws[record] = _other_order(self.texts[record], possible)
        if undecided:
            reading.unread = sorted(undecided)
            reading.column_flaw = self._undecided(undecided, possible)

    def _majority(self, votes: Mapping[str, int]) -> list[str]:
        """Cells contradict each other: the order that most of them allow makes the others odd."""
        most = max(votes.values())
        return [order for order in ORDERS if votes[order] == most]

    def _suspect(self, cells: list[object], reading: Reading) -> None:
        """Warn of the traces of a program that read 03/04 as March and left 25/04, which has no month 25, as text."""
        orders = {tuple(written.by_order) for written in self.open.values()}
        if len(self.open) < _TRACES or orders not in ({("dmy",)}, {("mdy",)}):
            return
        dates = [cell for cell in cells if isinstance(cell, dt.date)]
        if len(dates) >= _TRACES and all(date.day <= 12 for date in dates):
            reading.warnings.append(_turned_around(len(dates), len(self.open)))

    def _undecided(self, records: list[int], possible: list[str]) -> Flaw:
        record = min(records, key=lambda record: self.texts[record])
        dates = list(
            dict.fromkeys(
                self.open[record].by_order[order] for order in possible if order in self.open[record].by_order
            )
        )
        return Flaw(
            sentence(
                '"{text}" can be read as {first} or as {second}; cells like it: {count}.',
                text=tidy(self.texts[record]),
                first=dates[0].isoformat(),
                second=dates[1].isoformat(),
                count=len(records),
            ),
            sentence(
                "Say which order is meant: --set date_order=dmy (or mdy, ymd), or date_order on the Policy sheet."
            ),
        )


def _of_text(text: str, epoch: dt.date) -> dt.date | Written | Flaw | None:
    plain = tidy(text)
    if not plain or plain in _DASHES:
        return None
    if _SERIAL.fullmatch(plain):
        return _of_number(float(plain), epoch)
    written = written_date(plain)
    if written is None:
        return _no_date(plain)
    return written.date or written


def _of_number(number: float, epoch: dt.date) -> dt.date | Flaw | None:
    if number != number:  # NaN: an empty cell among numbers
        return None
    if 19_000_101 <= number <= 99_991_231 and float(number).is_integer():
        written = written_date(str(int(number)))
        return written.date if written and written.date else _no_date(str(int(number)))
    if not 1 <= number < (dt.date.max - epoch).days + 1 or (int(number) == _NO_DAY_1900 and epoch == _EPOCH_1900):
        return _no_date(f"{number:.15g}")
    day = epoch + dt.timedelta(int(number) + (number < _NO_DAY_1900 and epoch == _EPOCH_1900))
    if day < _EARLIEST:
        return Flaw(
            sentence(
                "the number {number} is no date; as a serial number it is {date}.",
                number=f"{number:.15g}",
                date=day,
            ),
            sentence("Type the date, and format the cell as a date."),
        )
    return day


@lru_cache(maxsize=65536)
def written_date(text: str) -> Written | None:
    """Take a text apart; None where it is no date.

    >>> written_date("5 de marzo de 2024").date, written_date("民國113年3月5日").date
    (datetime.date(2024, 3, 5), datetime.date(2024, 3, 5))
    """
    plain = _folded(text)
    if found := _YEAR_FIRST.fullmatch(plain) or _COMPACT.fullmatch(plain):
        return _one(_date(*map(int, found.groups())))
    if found := _MINGUO.fullmatch(plain):
        year, month, day = map(int, found.groups())
        return _one(_date(1911 + year, month, day))
    if found := _THREE.fullmatch(plain):
        return _by_order(int(found[1]), int(found[3]), found[4])
    return _one(_with_month_name(plain))


def _folded(text: str) -> str:
    plain = _WEEKDAY.sub(" ", " ".join(bare(text).split()))
    return " ".join(_TIME.sub("", " ".join(plain.split())).split())


def _one(date: dt.date | None) -> Written | None:
    return Written(date, _NO_ORDER) if date else None


_NO_ORDER: Mapping[str, dt.date] = MappingProxyType({})


def _by_order(first: int, second: int, last: str) -> Written | None:
    year = _full_year(last)
    found = {"dmy": _date(year, second, first), "mdy": _date(year, first, second)}
    if len(last) == 2:
        found["ymd"] = _date(_full_year(f"{first:02d}"), second, int(last))
    by_order = {order: date for order, date in found.items() if date}
    return Written(None, by_order) if by_order else None


def _with_month_name(plain: str) -> dt.date | None:
    """`25-jan-2020`, `5 de marzo de 2024`, `mar 5, 2024`; a year of two digits stands last."""
    parts = re.findall(r"\d+|[^\W\d_]+", plain)
    months = [(place, _MONTH_OF[part]) for place, part in enumerate(parts) if part in _MONTH_OF]
    numbers = [part for part in parts if part.isdecimal()]
    words = [part for part in parts if not part.isdecimal() and part not in _MONTH_OF]
    if len(months) != 1 or len(numbers) != 2 or not _SKIPPED.issuperset(words):
        return None
    first, last = numbers
    if len(first) == 4:
        return _date(int(first), months[0][1], int(last)) if len(last) <= 2 else None
    if len(first) > 2 or len(last) not in (2, 4):
        return None
    return _date(_full_year(last), months[0][1], int(first))


def _full_year(digits: str) -> int:
    """Two digits are a year from 1970 to 2069."""
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 70 else 1900)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if year >= 1900 else None
    except ValueError:
        return None


def _no_date(text: str) -> Flaw:
    return Flaw(sentence('"{text}" is no date.', text=text), sentence("Write it as 2024-03-05."))


def _turned_around(dates: int, texts: int) -> Flaw:
    return Flaw(
        sentence(
            "the day of all {dates} date cells is 12 or less, and of all {texts} texts more than 12: "
            "the program that opened the file may have turned day and month around.",
            dates=dates,
            texts=texts,
        ),
        sentence("Compare some dates with the papers; if they differ, import the file again."),
    )


def _other_order(text: str, possible: list[str]) -> Flaw:
    return Flaw(
        sentence('"{text}" is no date in the order {order}.', text=tidy(text), order=possible),
        sentence("Write it as 2024-03-05, or set date_order to the order of the column."),
    )
