"""One call of a worksheet function by Calc: its arguments as arxl reads them, the answer as Calc takes it.

Calc hands over what it calculates with: days as serial numbers, TRUE as 1, nothing (or, from Basic, 0) for what is
skipped, 0 (or, from Basic, nothing) for a reference to an empty cell. A range that comes as such is read here
(`calling.rows_of`). Back go numbers and texts alone; a day is a serial number, and the cell's format shows it as a day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any, cast

from arxl.errors import ArxlError, Fault, sentence
from arxl.functions.catalogue import PREFIX, Argument, Function, Scalar, Shape, Takes, function_named
from arxl.functions.worksheet import answer, told
from arxl.hosts.libreoffice.calling import Caller, document_of, open_document, rows_of
from arxl.locale import wording

CalcCell = float | str
CalcAnswer = CalcCell | tuple[tuple[CalcCell, ...], ...]

_NUMBERS = (Takes.AMOUNT, Takes.RATE, Takes.WHOLE)
"""Arguments that may well be 0."""

_BLANK = ""

_PLAIN = (str, float, int, tuple, type(None))
"""What Calc hands over by value."""

_calling, _open = Caller(), Caller()
"""The document that a call names, and the one that is open when a call names none."""


def called(name: str, given: Sequence[object], document: Any) -> CalcAnswer:
    """A call of `ARXL.AGING`.

    Args:
        document: the one that calls.
    """
    function = function_named(name)
    found = _answered(function, given, lambda: _calling_in(document), _by_value)
    if function.result.shape is not Shape.CELL:
        return found if isinstance(found, tuple) else ((found,),)
    if isinstance(found, tuple):
        return told((answers_one_cell(function),), wording(_calling.language))
    return found


def forwarded(name: str, given: Sequence[object], context: Any) -> CalcAnswer:
    """A call of `ARXL_AGING`, that is by the Basic module: it gives 0 for an argument that is skipped.

    Args:
        context: UNO's, which tells what document is open: values alone do not tell whose they are.
    """
    return _answered(function_named(name), given, lambda: _forwarding(given, context), _by_basic)


def _calling_in(document: Any) -> Caller:
    _calling.take(document)
    return _calling


def _forwarding(given: Sequence[object], context: Any) -> Caller:
    first = next((value for value in given if not isinstance(value, _PLAIN)), None)
    if first is not None:
        return _calling_in(document_of(first))
    if not _open.is_known():
        _open.take(open_document(context))
    return _open


def _answered(
    function: Function,
    given: Sequence[object],
    who: Callable[[], Caller],
    read: Callable[[Argument, object], object],
) -> CalcAnswer:
    """What a call answers, or a sentence in the language of the company: a cell that shows #VALUE! tells nobody what
    to do.

    Args:
        who: the document that calls.
        read: how its values come.
    """
    language = ""
    try:
        caller = who()
        language = caller.language
        found = answer(function.name, *map(read, function.arguments, given), sheet=caller.sheet())
        return _block(found, caller) if isinstance(found, tuple) else _cell(found, caller)
    except ArxlError as error:
        return told(error.faults, wording(language))
    except Exception as error:
        return told((unreadable(error),), wording(language))


def _block(found: Sequence[Sequence[Scalar]], caller: Caller) -> CalcAnswer:
    if set(map(type, chain.from_iterable(found))) <= {str, float}:  # Calc takes them as they are
        return cast(CalcAnswer, found)
    return tuple(tuple(_cell(cell, caller) for cell in row) for row in found)


def _cell(cell: Scalar, caller: Caller) -> CalcCell:
    match cell:
        case str():
            return cell
        case None:
            return ""
        case dt.date():
            return caller.serial(cell)
        case _:
            return float(cell)


# --- arguments -----------------------------------------------------------------------------------------------------


def _by_value(argument: Argument, value: object) -> object:
    """An argument as Calc hands it over; 0 for an empty cell is no day, no word and no range, but a blank."""
    if value == 0.0 and argument.takes not in _NUMBERS:
        return _BLANK
    return value if isinstance(value, _PLAIN) else rows_of(value)


def _by_basic(argument: Argument, value: object) -> object:
    """An argument as Basic hands it over: 0 for one that is skipped, nothing for a blank cell or at the end."""
    if value is None and argument.fills and not argument.optional:
        return _BLANK
    if value == 0.0 and (argument.optional or argument.takes not in _NUMBERS):
        return None
    return value if isinstance(value, _PLAIN) else rows_of(value)


# --- what Calc cannot do -------------------------------------------------------------------------------------------


def answers_one_cell(function: Function) -> Fault:
    """What a cell says where the function would answer a block of cells: Calc takes none where it may get one value."""
    return Fault(
        function.name,
        sentence("this name answers one cell, and was given a range."),
        sentence("Write {name} for a whole range.", name=f"{PREFIX}{function.name}"),
    )


def unreadable(error: Exception) -> Fault:
    """What a cell says where LibreOffice does not answer."""
    return Fault(
        "",
        sentence("LibreOffice does not hand over the cells ({error}).", error=f"{type(error).__name__}: {error}"),
        sentence("Recalculate with Ctrl+Shift+F9."),
    )
