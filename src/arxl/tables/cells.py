"""Cells of one column, cleaned: ids and texts (DESIGN "What is true where": nothing is guessed silently).

A cell becomes a value or a `Flaw`, never a guess. Readers of a column know nothing of addresses: flaws are keyed by
record, and `draft` says where that is. Ids that a person reads as the same are the same: 7, 7.0 and "7"; full-width
forms; spaces around them, no-break spaces, runs of spaces. "0007" is another id than "7", and "a1" than "A1".

>>> ids_of(objects(["０07 ", 7.0, None, "7"])).values.tolist()
['007', '7', '', '7']
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from arxl.errors import Sentence, sentence
from arxl.kernels.arrays import AnyArray, Bools
from arxl.tables.raw import CellError

_ID_LIMIT = 10**15
"""From 16 digits on, a spreadsheet has lost the last digits of a number."""

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F])
_LOST_DIGITS = re.compile(r"\d[.,]\d+E\+\d+", re.IGNORECASE)


class Flaw(NamedTuple):
    """What is wrong with a cell, and what to do about it."""

    fact: Sentence
    remedy: Sentence


@dataclass
class Reading:
    """A column as read.

    Attributes:
        values: (N,) values; a blank value of the type where the cell is blank or has a flaw.
        flaws: record -> what is wrong with its cell.
        column_flaw: what leaves `unread` undecided, said once for the whole column.
        unread: records that the column's flaw keeps from being read.
        warnings: what the user should know of the column as a whole, though all of it is read.
    """

    values: AnyArray
    flaws: dict[int, Flaw] = field(default_factory=dict)
    column_flaw: Flaw | None = None
    unread: Sequence[int] = ()
    warnings: list[Flaw] = field(default_factory=list)


def objects(values: Sequence[Any]) -> AnyArray:
    """An object array with one value a row, whatever the values are."""
    return np.fromiter(values, object, len(values))


def all_of(value: object, length: int) -> AnyArray:
    """An object array in which every cell is the value; `np.full` takes four times as long."""
    array = np.empty(length, object)
    array.fill(value)
    return array


def blank_cells(cells: AnyArray) -> Bools:
    """(N,) True where a cell is empty, or holds nothing that shows."""
    if cells.dtype.kind == "f":
        return np.isnan(cells)
    if cells.dtype.kind == "M":
        return np.isnat(cells)
    return np.array([cell is None or (isinstance(cell, str) and not tidy(cell)) for cell in cells.tolist()], bool)


def tidy(text: str) -> str:
    """The text without what does not show around it.

    >>> tidy("\\u00a0 Hotel Mar\\u200b ")
    'Hotel Mar'
    """
    text = text.strip()
    return text if text.isascii() else text.translate(_INVISIBLE).strip()


def tidy_id(text: str) -> str:
    """The one way in which an id is kept."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_INVISIBLE).translate(_FULL_WIDTH))
    return " ".join(text.split())


def text_of_number(number: float) -> str:
    """A number as a person would have typed it.

    >>> text_of_number(7.0), text_of_number(7.5)
    ('7', '7.5')
    """
    return str(int(number)) if float(number).is_integer() else repr(float(number))


def error_flaw(error: CellError) -> Flaw:
    """What to say of an error cell, or of a formula that was never calculated."""
    if error.text == "no cached value":
        return Flaw(
            sentence("the formula was never calculated."),
            sentence("Open the book in the spreadsheet program, recalculate and save it."),
        )
    return Flaw(
        sentence("the cell holds the error {error}.", error=error.text),
        sentence("Correct its formula, or what it refers to."),
    )


def distinct_readings(cells: AnyArray, read: Callable[[Any], Any], blank: Any) -> tuple[list[Any], dict[int, Flaw]]:
    """Read every distinct cell once. Answers one value a cell, and the flaws by record (their value is `blank`)."""
    listed = cells.tolist()
    distinct: Mapping[Hashable, Any] = {cell: cell for cell in dict.fromkeys(listed)}
    keys: list[Any] = listed
    if (0 in distinct or 1 in distinct) and bool in set(
        map(type, listed)
    ):  # True == 1 == 1.0: told apart by their type
        keys = [(type(cell), cell) for cell in listed]
        distinct = dict(zip(keys, listed, strict=True))
    answers = {key: read(cell) for key, cell in distinct.items()}
    if keys is listed and all(answer is cell for cell, answer in answers.items()):
        return listed, {}
    if not any(isinstance(answer, Flaw) for answer in answers.values()):
        return list(map(answers.__getitem__, keys)), {}
    flaws = {record: answers[key] for record, key in enumerate(keys) if isinstance(answers[key], Flaw)}
    return [blank if record in flaws else answers[key] for record, key in enumerate(keys)], flaws


def ids_of(cells: AnyArray) -> Reading:
    """(N,) ids as str, "" where blank."""
    if cells.dtype.kind == "O":
        listed = cells.tolist()
        if _are_tidy_ids(listed):
            return Reading(cells.copy())
        filled = ["" if cell is None else cell for cell in listed]
        if _are_tidy_ids(filled):
            return Reading(objects(filled))
    values, flaws = distinct_readings(_as_objects(cells), _id, "")
    return Reading(objects(values), flaws)


_TWO_SPACES = ("  ", "\0 ", " \0")
_POWERS = ("E+", "e+")  # of ten: in a number whose last digits are lost


def _are_tidy_ids(cells: Sequence[Any]) -> bool:
    """Whether all cells are texts that `_id` would leave as they are; all at once, for that is fast."""
    try:
        together = "\0".join(("", *cells, ""))
    except TypeError:  # one of them is no text
        return False
    if not together.isascii():
        return False
    signs = np.frombuffer(together.encode(), np.uint8)
    is_control = (signs < ord(" ")) & (signs != 0)  # tabs and line breaks are spaces too
    odd = (*_TWO_SPACES * (" " in together), *_POWERS * ("+" in together))
    return not is_control.any() and not any(sign in together for sign in odd)


def texts_of(cells: AnyArray) -> Reading:
    """(N,) texts, "" where blank. A number or date is the text that a person would have typed."""
    values, flaws = distinct_readings(_as_objects(cells), _text, "")
    return Reading(objects(values), flaws)


def _as_objects(cells: AnyArray) -> AnyArray:
    """The same cells as Python values, None where blank."""
    if cells.dtype.kind == "O":
        return cells
    listed = objects(cells.tolist())
    listed[blank_cells(cells)] = None
    return listed


def _id(cell: object) -> str | Flaw:
    match cell:
        case None:
            return ""
        case str():
            text = tidy_id(cell)
            return _lost_digits(text) if _LOST_DIGITS.fullmatch(text) else text
        case bool():
            return _no_id(str(cell).upper())
        case int() | float():
            if not abs(cell) < _ID_LIMIT:
                return _lost_digits(f"{cell:.15G}")
            return text_of_number(cell)
        case dt.date():
            return Flaw(
                sentence("the cell holds the date {date}, not an id.", date=_day(cell)),
                sentence("Format the column as text and type the id again."),
            )
        case CellError():
            return error_flaw(cell)
        case _:
            return _no_id(str(cell))


def _text(cell: object) -> str | Flaw:
    match cell:
        case None:
            return ""
        case str():
            return tidy(cell)
        case bool():
            return "yes" if cell else "no"
        case int() | float():
            return text_of_number(cell) if np.isfinite(cell) else ""
        case dt.date():
            return _day(cell).isoformat()
        case CellError():
            return error_flaw(cell)
        case _:
            return str(cell)


def _day(cell: dt.date) -> dt.date:
    return cell.date() if isinstance(cell, dt.datetime) else cell


def _lost_digits(text: str) -> Flaw:
    return Flaw(
        sentence("the id {number} is a number of more than 15 digits; its last digits are lost.", number=text),
        sentence("Format the column as text and type the id again."),
    )


def _no_id(text: str) -> Flaw:
    return Flaw(sentence("the cell holds {value}, not an id.", value=text), sentence("Type the id as text."))
