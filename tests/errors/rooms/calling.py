"""What a worksheet function answers in its cell instead of a value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from arxl.errors import Fault
from arxl.functions.answers import Sheet
from arxl.functions.arguments import Arguments
from arxl.functions.catalogue import call_of
from arxl.functions.subjects import orders
from arxl.functions.whole_book import book_of_call
from errors.scene import scene

DELIVERIES = (("Document No", "Customer ID", "Date", "Amount"), ("INV-1", "C-1", "2026-09-05", 100.0))
RECEIPTS = (("Receipt No", "Customer ID", "Date", "Amount"),)
AS_OF = dt.date(2026, 10, 20)


def called(name: str, *given: object) -> Iterable[Fault]:
    """What a function raises before it is told in the cell."""
    function, call = call_of(name)
    call(Arguments(function, given, epoch_1904=False), Sheet())
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


@scene("A customer whom the book does not know")
def unknown_customer(folder: Path) -> Iterable[Fault]:
    return called("OPEN_ITEMS", DELIVERIES, RECEIPTS, AS_OF, None, None, "EUR", None, "C-9")


@scene("Weeks that are no number")
def no_weeks(folder: Path) -> Iterable[Fault]:
    return called("EXPECTED_CASH", DELIVERIES, RECEIPTS, AS_OF, None, None, "EUR", None, "a few")


@scene("A number where a month belongs")
def no_month(folder: Path) -> Iterable[Fault]:
    return called("STATEMENT", DELIVERIES, RECEIPTS, AS_OF, None, None, "EUR", None, "C-1", 202610.0)


@scene("An order of nobody")
def order_of_nobody(folder: Path) -> Iterable[Fault]:
    return called("CAN_SHIP", DELIVERIES, RECEIPTS, AS_OF, None, None, "EUR", None, None, 100.0)


@scene("A month that has not begun")
def month_to_come(folder: Path) -> Iterable[Fault]:
    return called("STATEMENT", DELIVERIES, RECEIPTS, AS_OF, None, None, "EUR", None, "C-1", "2026-12")


def asked_order(amount: object, deliveries: object = DELIVERIES, currency: str = "EUR") -> Iterable[Fault]:
    """What is wrong with an order that is asked about; the others of a column are answered all the same."""
    function, _ = call_of("CAN_SHIP")
    given = (deliveries, RECEIPTS, AS_OF, None, None, currency, None, "C-1", amount)
    arguments = Arguments(function, given, epoch_1904=False)
    _, known, _ = book_of_call(arguments)
    return orders.asked_orders(arguments, arguments.grid("customer"), known)[1].values()


@scene("An order without an amount")
def order_without_amount(folder: Path) -> Iterable[Fault]:
    return asked_order(None)


@scene("An order of nothing")
def order_of_nothing(folder: Path) -> Iterable[Fault]:
    return asked_order(0.0)


@scene("An order whose currency is open")
def order_without_currency(folder: Path) -> Iterable[Fault]:
    several = ((*DELIVERIES[0], "Currency"), (*DELIVERIES[1], "EUR"), ("INV-2", "C-1", "2026-09-06", 5.0, "USD"))
    return asked_order(100.0, several, "")


@scene("An amount that can be read in two ways")
def open_decimal_sign(folder: Path) -> Iterable[Fault]:
    # one cell that is wrong is told in its own cell, so the argument is asked directly
    function, _ = call_of("AMOUNT_IN_WORDS")
    arguments = Arguments(function, ("1.234", "EUR"), epoch_1904=False)
    _, faults = arguments.amounts("amount", arguments.grid("amount"), "EUR")
    return tuple(faults.values())


@scene("A rate of interest that no year bears")
def no_yearly_rate(folder: Path) -> Iterable[Fault]:
    return called("INTEREST_ON", 1000.0, AS_OF, AS_OF, 10.0, "EUR")


OVERDUE = (("Document No", "Customer ID", "Date", "Due Date", "Amount"), ("INV-1", "C-1", "2026-09-05", AS_OF, 100.0))
YEARLY = (("Date", "Interest Rate"), (dt.date(2027, 1, 1), 0.1))


def interest(*notices: tuple[object, ...]) -> Iterable[Fault]:
    """INTEREST of one document in November, with a rate from January on."""
    decisions = (("Date", "Customer ID", "Kind", "Reference"), *notices)
    day = dt.date(2026, 11, 30)
    return called("INTEREST", OVERDUE, RECEIPTS, day, None, None, "EUR", None, YEARLY, decisions)


@scene("Interest on days before the first rate")
def no_interest_rate(folder: Path) -> Iterable[Fault]:
    return interest((AS_OF, "C-1", "notice sent", None))


@scene("Notices of interest that name nothing known")
def vague_notices(folder: Path) -> Iterable[Fault]:
    return interest((AS_OF, "C-1", "notice sent", "INV-9"), (AS_OF, None, "notice sent", None))
