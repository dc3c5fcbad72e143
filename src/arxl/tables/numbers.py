"""Numbers as people write them in cells.

`1,234.50` · `1.234,50` · `1 234,50` · `1'234.50` · `(120.00)` · `120-` · `△120` · `￥1,200` · `US$ 5` · `12.50 RON` ·
`1.200,-` · full-width digits. Two signs can stand before the decimals, and most texts allow only one of them: in
`12.50` it is the point, in `1.234.567` the comma. `1.234` allows both. It is read as the rest of its column is; where
the column does not tell, nothing is read: one fault names the remedy.

>>> numbers_of(objects(["1.234", "12,50", "(7)", 3.5])).values.tolist()
[1234.0, 12.5, -7.0, 3.5]
>>> str(numbers_of(objects(["1.234", "5.678"])).column_flaw.fact)
'"1.234" can be read as 1234 or as 1.234; cells like it: 2.'
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from arxl.errors import sentence
from arxl.kernels.arrays import AnyArray
from arxl.tables.cells import Flaw, Reading, error_flaw, objects, tidy
from arxl.tables.currencies import meanings
from arxl.tables.raw import CellError

__all__ = ["Numbers", "numbers_of", "objects"]


@dataclass
class Numbers(Reading):
    """Numbers as float64, NaN where blank.

    Attributes:
        marks: record -> the currency sign or name that stands in the cell itself.
        percents: records whose cells end in %.
    """

    marks: dict[int, str] = field(default_factory=dict)
    percents: set[int] = field(default_factory=set)


class Written(NamedTuple):
    """A text taken apart. A reading is None where the text does not allow that decimal sign."""

    by_point: float | None
    by_comma: float | None
    mark: str
    percent: bool

    @property
    def ambiguous(self) -> bool:
        """True where both signs can stand before the decimals and the number depends on it."""
        return None not in (self.by_point, self.by_comma) and self.by_point != self.by_comma


_DASHES = frozenset("-–—")
_POINT_WRITERS = {"CNY", "JPY", "KRW", "TWD", "HKD", None}
"""Currencies of countries where the comma only ever groups: `￥1,200` is twelve hundred."""
_PLAIN = re.compile(r"-?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]{1,2})?|[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+)")
"""Texts that only a decimal point makes a number: the short way for files in which all of them are such."""
_SIGNS = str.maketrans({"−": "-", "–": "-", "—": "-", "△": "-", "▲": "-", "’": "'", "ʼ": "'", "′": "'", "`": "'"})
_MARK = r"[^\W\d_][^\d,'()%+-]{0,11}?|[^\w\s.,'()%+-]"
_SHAPE = re.compile(
    rf"""(?P<open>\()? \s* (?P<sign>[-+])? \s* (?P<before>{_MARK})? \s* (?P<inner>[-+])? \s*
    (?P<core>(?:[0-9]|[.,](?=[0-9]))[0-9.,' ]*?) (?P<even>[.,]-{{1,2}})? \s* (?P<percent>%)? \s* (?P<after>{_MARK})? \s*
    (?P<trailing>-)? \s* (?P<close>\))?""",
    re.VERBOSE,
)
_BY_POINT = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}([,' ])[0-9]{3}(?:\1[0-9]{3})*)?(?:\.[0-9]+)?")
_BY_COMMA = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}([.' ])[0-9]{3}(?:\1[0-9]{3})*)?(?:,[0-9]+)?")


def numbers_of(cells: AnyArray, decimal_sign: str = "auto", *, whole: bool = False) -> Numbers:
    """Read a column.

    Args:
        cells: (N,) cells as `RawColumn` holds them.
        decimal_sign: "." or "," where the accountant said which; "auto" reads it off the column.
        whole: the numbers have no decimals (won, yen): what stands before three digits groups them.
    """
    if cells.dtype.kind == "f":
        numbers = Numbers(cells)
        for record in np.flatnonzero(np.isinf(cells)).tolist():
            numbers.flaws[record] = _no_number(str(cells[record]))
        return numbers
    return _Column(decimal_sign, whole=whole).read(cells.tolist())


class _Column:
    """A column on its way: what is decided, and what waits for the evidence of the others."""

    def __init__(self, decimal_sign: str, *, whole: bool) -> None:
        self.decimal_sign = decimal_sign
        self.whole = whole
        self.evidence = {sign for sign in (".", ",") if sign == decimal_sign}
        self.waiting: dict[int, Written] = {}
        self.texts: dict[int, str] = {}
        self.numbers = Numbers(np.empty(0))

    def read(self, cells: list[object]) -> Numbers:
        values = [self._value(record, cell) for record, cell in enumerate(cells)]
        self.numbers.values = np.array(values, np.float64)
        self._decide()
        return self.numbers

    def _value(self, record: int, cell: object) -> float:
        match cell:
            case None:
                return np.nan
            case str():
                return self._of_text(record, cell)
            case bool():
                self.numbers.flaws[record] = _no_number(str(cell).upper())
            case int() | float():
                if np.isfinite(cell):
                    return float(cell)
                self.numbers.flaws[record] = _no_number(str(cell))
            case dt.date():
                self.numbers.flaws[record] = _date_flaw(cell)
            case CellError():
                self.numbers.flaws[record] = error_flaw(cell)
            case _:
                self.numbers.flaws[record] = _no_number(str(cell))
        return np.nan

    def _of_text(self, record: int, text: str) -> float:
        if _PLAIN.fullmatch(text) and self.decimal_sign != ",":
            if "." in text:
                self.evidence.add(".")
            return float(text.replace(",", ""))
        text = tidy(text)
        if not text or text in _DASHES:
            return np.nan
        written = written_number(text)
        if written is None:
            self.numbers.flaws[record] = _no_number(text)
            return np.nan
        if written.mark:
            self.numbers.marks[record] = written.mark
        if written.percent:
            self.numbers.percents.add(record)
        return self._of_written(record, text, written)

    def _of_written(self, record: int, text: str, written: Written) -> float:
        if self.decimal_sign != "auto":
            value = written.by_point if self.decimal_sign == "." else written.by_comma
            if value is None:
                self.numbers.flaws[record] = _wrong_sign(text, self.decimal_sign)
                return np.nan
            return value
        if written.ambiguous and self.whole:
            return max(written.by_point or 0, written.by_comma or 0, key=abs)
        if written.ambiguous:
            self.waiting[record], self.texts[record] = written, text
            return np.nan
        if written.by_comma is None:
            self.evidence.add(".")
        if written.by_point is None:
            self.evidence.add(",")
        value = written.by_comma if written.by_point is None else written.by_point
        assert value is not None
        return value

    def _decide(self) -> None:
        if not self.waiting:
            return
        if len(self.evidence) == 1:
            by_point = "." in self.evidence
            for record, written in self.waiting.items():
                self.numbers.values[record] = written.by_point if by_point else written.by_comma
            return
        if self.evidence:
            self.numbers.flaws |= {record: _both_signs(self.texts[record]) for record in self.waiting}
            return
        record, written = min(self.waiting.items(), key=lambda item: self.texts[item[0]])
        self.numbers.unread = sorted(self.waiting)
        self.numbers.column_flaw = Flaw(
            sentence(
                '"{text}" can be read as {by_comma} or as {by_point}; cells like it: {count}.',
                text=self.texts[record],
                by_comma=f"{written.by_comma:.15g}",
                by_point=f"{written.by_point:.15g}",
                count=len(self.waiting),
            ),
            sentence(
                "Say which sign stands before the decimals: --set decimal_sign=, or decimal_sign on the Policy sheet."
            ),
        )


@lru_cache(maxsize=65536)
def written_number(text: str) -> Written | None:
    """Take a text apart; None where it is no number.

    >>> written_number("US$ 1.200,00-")
    Written(by_point=None, by_comma=-1200.0, mark='US$', percent=False)
    >>> written_number("12 pcs") is None
    True
    """
    plain = unicodedata.normalize("NFKC", text).translate(_SIGNS) if not text.isascii() else text
    shape = _SHAPE.fullmatch(plain)
    if shape is None or (plain is not text and any(unicodedata.category(sign) == "No" for sign in text)):
        return None
    minus = [shape["sign"] == "-", shape["inner"] == "-", shape["trailing"] == "-", shape["open"] is not None]
    if sum(minus) > 1 or (shape["open"] is None) != (shape["close"] is None):
        return None
    marks = [mark.strip() for mark in (shape["before"], shape["after"]) if mark]
    if any(not meanings(mark) for mark in marks) or (len(marks) == 2 and not _agree(*marks)):
        return None
    by_point, by_comma = _value(_BY_POINT, shape["core"], any(minus)), _value(_BY_COMMA, shape["core"], any(minus))
    if by_point is None and by_comma is None:
        return None
    if by_point is not None and "," in shape["core"] and any(set(meanings(mark)) <= _POINT_WRITERS for mark in marks):
        by_comma = None
    mark = min(marks, key=lambda mark: len(meanings(mark)), default="")
    return Written(by_point, by_comma, mark, bool(shape["percent"]))


def _agree(first: str, second: str) -> bool:
    """`人民币 1,200 元` names one currency twice."""
    return bool(set(meanings(first)) & set(meanings(second)) - {None})


def _value(grammar: re.Pattern[str], core: str, negative: bool) -> float | None:
    core = core.strip()
    if not core or not grammar.fullmatch(core):
        return None
    group, decimal = (",", ".") if grammar is _BY_POINT else (".", ",")
    digits = core.replace(group, "").replace("'", "").replace(" ", "").replace(decimal, ".")
    return -float(digits) if negative else float(digits)


def _no_number(text: str) -> Flaw:
    return Flaw(sentence('"{text}" is no number.', text=text), sentence("Write it in digits, such as 1234.50."))


def _date_flaw(cell: dt.date) -> Flaw:
    return Flaw(
        sentence("the cell holds the date {date}, not a number.", date=cell.isoformat()[:10]),
        sentence("Format the column as a number and type the number again."),
    )


def _both_signs(text: str) -> Flaw:
    return Flaw(
        sentence('"{text}" can be read in two ways, and its column writes decimals with both signs.', text=text),
        sentence("Write the cell without a sign between thousands."),
    )


def _wrong_sign(text: str, decimal_sign: str) -> Flaw:
    return Flaw(
        sentence('"{text}" is no number with {sign} before the decimals.', text=text, sign=decimal_sign),
        sentence("Correct the cell, or set decimal_sign to auto."),
    )
