"""The catalogue of worksheet functions: the one definition of each.

A function's record and the function itself stand side by side in `subjects`; here is the list of them. Everything that
describes functions is built from it: docs/functions.md, and the wrappers and descriptions that spreadsheet programs
load. In a sheet a function is called `ARXL_` and its name.

>>> str(function_named("bucket"))
'ARXL_BUCKET(due_date, as_of, [buckets])'
"""

from __future__ import annotations

from collections.abc import Callable

from arxl.functions.answers import Answer, Sheet
from arxl.functions.arguments import Arguments
from arxl.functions.record import (
    PREFIX,
    Argument,
    Block,
    Example,
    Function,
    Given,
    Result,
    Scalar,
    Shape,
    Takes,
)
from arxl.functions.subjects import (
    aging,
    balances,
    check,
    credit,
    dates,
    debts,
    expected_cash,
    interest,
    orders,
    promises,
    ratios,
    rebates,
    sell_through,
    sellers,
    statement,
    supply,
    warnings,
    words,
    work_list,
)

__all__ = [
    "CATALOGUE",
    "PREFIX",
    "Argument",
    "Block",
    "Call",
    "Example",
    "Function",
    "Given",
    "Result",
    "Scalar",
    "Shape",
    "Takes",
    "call_of",
    "function_named",
]

Call = Callable[[Arguments, Sheet], Answer]

_LISTED: tuple[tuple[Function, Call], ...] = (
    (dates.DUE_DATE, dates.due_date),
    (dates.DAYS_PAST_DUE, dates.days_past_due),
    (dates.BUCKET, dates.bucket),
    (debts.DEBT_CLASS, debts.debt_class),
    (interest.INTEREST_ON, interest.interest_on),
    (words.AMOUNT_IN_WORDS, words.amounts_in_words),
    (aging.AGING, aging.aging),
    (aging.ALLOCATE, aging.allocate),
    (balances.BALANCE, balances.balance),
    (balances.UNAPPLIED, balances.unapplied),
    (balances.OPEN_ITEMS, balances.open_items),
    (statement.STATEMENT, statement.statement),
    (interest.INTEREST, interest.interest),
    (rebates.REBATES, rebates.rebates),
    (credit.SCORE, credit.score),
    (warnings.WARNINGS, warnings.warnings),
    (sell_through.SELL_THROUGH, sell_through.sell_through),
    (supply.SUPPLY, supply.supply),
    (orders.CAN_SHIP, orders.can_ship),
    (promises.PROMISES, promises.promises),
    (work_list.WORK_LIST, work_list.work_list),
    (ratios.DSO, ratios.dso),
    (ratios.BEST_DSO, ratios.best_dso),
    (ratios.CEI, ratios.cei),
    (ratios.TURNOVER, ratios.turnover),
    (ratios.OVERDUE_SHARE, ratios.overdue_share),
    (debts.EXPECTED_LOSS, debts.expected_loss),
    (debts.RECOVERY, debts.recovery),
    (expected_cash.EXPECTED_CASH, expected_cash.expected),
    (sellers.COMMISSION, sellers.commission),
    (check.CHECK, check.check),
)

CATALOGUE: tuple[Function, ...] = tuple(function for function, _ in _LISTED)

_BY_NAME: dict[str, tuple[Function, Call]] = {function.name: (function, call) for function, call in _LISTED}


def function_named(name: str) -> Function:
    """The function of a name, with or without its prefix.

    Raises:
        KeyError: there is none.
    """
    return call_of(name)[0]


def call_of(name: str) -> tuple[Function, Call]:
    """A function by its name, and what carries it out.

    Raises:
        KeyError: there is none.
    """
    return _BY_NAME[name.upper().removeprefix(PREFIX)]
