"""What a worksheet function answers in its cell instead of a value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from arxl.errors import Fault
from arxl.functions import worksheet
from arxl.functions.arguments import Arguments
from arxl.functions.catalogue import function_named
from errors.scene import scene

DELIVERIES = (("Document No", "Customer ID", "Date", "Amount"), ("INV-1", "C-1", "2026-09-05", 100.0))
RECEIPTS = (("Receipt No", "Customer ID", "Date", "Amount"),)
AS_OF = dt.date(2026, 10, 20)


def called(name: str, *given: object) -> Iterable[Fault]:
    """What a function raises before it is told in the cell."""
    function = function_named(name)
    worksheet._FUNCTIONS[function.name](Arguments(function, given, epoch_1904=False), worksheet.Sheet())
    return ()


@scene("A function without its argument")
def missing(folder: Path) -> Iterable[Fault]:
    return called("AGING", DELIVERIES, RECEIPTS)


@scene("A function with too many arguments")
def too_many(folder: Path) -> Iterable[Fault]:
    return called("BUCKET", AS_OF, AS_OF, "30", "60")


@scene("A word where a range belongs")
def no_range(folder: Path) -> Iterable[Fault]:
    return called("AGING", "Deliveries", RECEIPTS, AS_OF)


@scene("A range where a cell belongs")
def no_cell(folder: Path) -> Iterable[Fault]:
    return called("AGING", DELIVERIES, RECEIPTS, ((AS_OF, AS_OF),))


@scene("A word that an argument does not take")
def no_choice(folder: Path) -> Iterable[Fault]:
    return called("AGING", DELIVERIES, RECEIPTS, AS_OF, None, None, "EUR", None, None, "moon")


@scene("A day whose order is open")
def open_order(folder: Path) -> Iterable[Fault]:
    return called("AGING", DELIVERIES, RECEIPTS, "03/04/2026")


@scene("Two ranges of other sizes")
def other_sizes(folder: Path) -> Iterable[Fault]:
    return called("DUE_DATE", ((AS_OF,), (AS_OF,), (AS_OF,)), (("COD",), ("NET 30",)))


@scene("A range with several faults")
def several_faults(folder: Path) -> Iterable[Fault]:
    broken = (*DELIVERIES, ("INV-2", "C-1", "2026-09-06", "abc"), ("INV-3", None, "2026-09-07", 5.0))
    return called("AGING", broken, RECEIPTS, AS_OF, None, None, "EUR")
