"""The catalogue says what a function does, and every example gives its value."""

from __future__ import annotations

import datetime as dt

import pytest

from arxl.functions.catalogue import CATALOGUE, Example, Function, Given, Shape, Takes, function_named
from arxl.functions.worksheet import answer
from arxl.tables.schema import TABLES

EXAMPLES = [(function, example) for function in CATALOGUE for example in function.examples]


def cells(argument: object) -> object:
    return argument.rows if isinstance(argument, Given) else argument


def as_calc_hands_over(argument: object) -> object:
    """LibreOffice: serial numbers for days, numbers for whole numbers, an empty text for an empty cell."""
    if isinstance(argument, tuple):
        return tuple(as_calc_hands_over(cell) for cell in argument)
    if isinstance(argument, dt.date):
        return float((argument - dt.date(1899, 12, 30)).days)
    return "" if argument is None else argument


def as_excel_hands_over(argument: object) -> object:
    """Excel over COM: moments for days, lists of lists, None for an empty cell."""
    if isinstance(argument, tuple):
        return [as_excel_hands_over(cell) for cell in argument]
    if isinstance(argument, dt.date):
        return dt.datetime(argument.year, argument.month, argument.day, tzinfo=dt.UTC)
    return argument


@pytest.mark.parametrize(("function", "example"), EXAMPLES, ids=lambda value: getattr(value, "name", ""))
@pytest.mark.parametrize("host", [lambda argument: argument, as_calc_hands_over, as_excel_hands_over])
def test_every_example_gives_its_value_in_every_host(function: Function, example: Example, host: object) -> None:
    assert callable(host)
    assert answer(function.name, *(host(cells(argument)) for argument in example.arguments)) == example.value


def test_every_function_has_its_own_name_and_is_found_by_it() -> None:
    assert [function_named(function.name) for function in CATALOGUE] == list(CATALOGUE)


@pytest.mark.parametrize("function", CATALOGUE, ids=lambda function: function.name)
def test_an_entry_is_complete(function: Function) -> None:
    assert function.summary.endswith(".")
    assert function.examples
    assert len({argument.name for argument in function.arguments}) == len(function.arguments)
    required = [not argument.optional for argument in function.arguments]
    assert required == sorted(required, reverse=True), "arguments that may be left out come last"
    for argument in function.arguments:
        assert (argument.takes is Takes.TABLE) == bool(argument.table)
        assert not argument.table or argument.table in TABLES
        assert (argument.takes is Takes.CHOICE) == bool(argument.choices)
    for name in function.see_also:
        assert function_named(name) is not function


def test_a_function_over_a_book_begins_like_the_others() -> None:
    whole = [function for function in CATALOGUE if function.arguments[0].name == "deliveries"]
    heads = {tuple(argument.name for argument in function.arguments[:7]) for function in whole}
    assert heads == {("deliveries", "receipts", "as_of", "credits", "customers", "currency", "headers")}
    assert all(function.result.shape is not Shape.CELL for function in whole)


def test_a_function_that_is_dated_requires_its_day() -> None:
    for function in CATALOGUE:
        for argument in function.arguments:
            if argument.name == "as_of":
                assert not argument.optional


def test_the_prefix_is_optional_and_case_does_not_matter() -> None:
    assert function_named("arxl_aging") is function_named("AGING")
    with pytest.raises(KeyError):
        function_named("NOTHING")
