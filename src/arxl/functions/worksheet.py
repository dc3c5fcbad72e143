"""The worksheet functions: ranges in, a cell or a table out (DESIGN, "Worksheet functions").

`answer` is the one entry for every host. It never raises: a wrong argument, a fault in a range and an error of arxl
itself come back as a sentence for the cell. A range with faults is answered by the first of them, so that no total is
shown that lacks rows; Policy `faulty_rows=leave-out` leaves such rows out instead.

>>> answer("DUE_DATE", "2026-01-31", "NET 30")
datetime.date(2026, 3, 2)
>>> answer("DUE_DATE", "2026-01-31")
'terms: the argument is missing. Give terms of payment, such as NET 30 or 2/10 EOM 10.'
"""

from __future__ import annotations

from arxl.errors import ArxlError, Fault, sentence
from arxl.functions.answers import Answer, Sheet, in_arguments, told
from arxl.functions.arguments import Arguments
from arxl.functions.catalogue import call_of
from arxl.locale import wording

__all__ = ["Answer", "Sheet", "answer", "told"]

_USUAL = Sheet()


def answer(name: str, *given: object, sheet: Sheet = _USUAL) -> Answer:
    """The value of a function of the catalogue.

    Args:
        name: with or without prefix.
        given: arguments in the catalogue's order; None where one is left out, "" where its cell is blank.

    Returns:
        A cell, or rows of cells: text, number, TRUE or FALSE, a day.

    Raises:
        KeyError: the catalogue has no such function.
    """
    function, call = call_of(name)
    try:
        return call(Arguments(function, given, epoch_1904=sheet.epoch_1904), sheet)
    except ArxlError as error:
        return told(in_arguments(error.faults, function), wording(sheet.language))
    except Exception as error:  # a cell that shows #VALUE! tells nobody what to do
        stopped = Fault(
            function.name,
            sentence("arxl stopped at an error of its own ({error}).", error=f"{type(error).__name__}: {error}"),
            sentence("Report it with the ranges that it was called with."),
        )
        return told((stopped,), wording(sheet.language))
