"""The live figures of a workbook to start from: which worksheet functions stand on it, and what they answer.

The formulas give the ranges of the whole workbook by their names; the values beside them are what the functions
answer over the same rows, so that a program which does not calculate shows them too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import fields

from arxl.errors import label
from arxl.functions.catalogue import PREFIX, Argument, Function, Scalar, function_named
from arxl.functions.worksheet import Sheet, answer
from arxl.tables.headers import SETTINGS_TABLES
from arxl.tables.schema import TABLES, Company, columns_of
from arxl.workbook.template_figures import RATIOS, WEEKS, LiveBlock, LiveFigures
from arxl.workbook.template_names import AS_OF, range_name
from arxl.workbook.template_tables import Rows

Given = str | bool | int

_BY_CURRENCY: Mapping[str, Given] = {"headers": True, "per": "currency"}
_CALLS: Mapping[str, tuple[str, Mapping[str, Given]]] = {
    "AGING": (label("Aging"), {**_BY_CURRENCY, "by": "due"}),
    "OVERDUE_SHARE": (label("Overdue share"), _BY_CURRENCY),
    "DSO": (label("DSO"), _BY_CURRENCY),
    "BEST_DSO": (label("Best possible DSO"), _BY_CURRENCY),
    "CEI": (label("CEI"), _BY_CURRENCY),
    "TURNOVER": (label("Receivables turnover"), _BY_CURRENCY),
    "EXPECTED_CASH": (label("Cash expected"), {"headers": True, "weeks": WEEKS}),
    "SUPPLY": (label("Customers to look at first"), {"headers": True, "urgent": True}),
}
assert set(RATIOS) <= set(_CALLS)


def live_figures(
    rows: Mapping[str, Rows],
    policy: Mapping[str, str],
    company: Company,
    as_of: dt.date | None,
    day: dt.date,
) -> LiveFigures:
    """The figures of a workbook with these rows.

    Args:
        rows: table -> rows, as `write_template` takes them.
        policy: settings that differ from their defaults.
        company: what the sheet Company says; its language is that of headings and sentences.
        as_of: the day that the workbook shows; None is today, whenever it is opened.
        day: what the values are reckoned for.
    """
    ranges = {table: _range_of(table, rows.get(table, ())) for table in TABLES if table not in SETTINGS_TABLES}
    settings = _settings_range(policy, company)
    blocks = {}
    for name, (title, given) in _CALLS.items():
        function = function_named(name)
        values = [_value(argument, given, ranges, settings, day) for argument in function.arguments]
        answered = answer(name, *values, sheet=Sheet(language=company.language))
        cells = answered if isinstance(answered, tuple) else ((answered,),)
        blocks[name] = LiveBlock(title, _formula(function, given), cells)
    return LiveFigures(blocks, as_of, day, company.currency)


def _formula(function: Function, given: Mapping[str, Given]) -> str:
    """The call; what is left out at its end is not written.

    >>> _formula(function_named("BUCKET"), {"due_date": "Today"})
    'ARXL_BUCKET("Today",AsOf)'
    """
    written = [_argument(argument, given) for argument in function.arguments]
    while written and not written[-1]:
        written.pop()
    return f"{PREFIX}{function.name}({','.join(written)})"


def _argument(argument: Argument, given: Mapping[str, Given]) -> str:
    if argument.table:
        return range_name(argument.table)
    if argument.name == "as_of":
        return AS_OF
    match given.get(argument.name):
        case None:
            return ""
        case bool() as answer:
            return str(answer).upper()
        case str() as text:
            return f'"{text}"'
        case number:
            return str(number)


def _value(
    argument: Argument, given: Mapping[str, Given], ranges: Mapping[str, object], settings: object, day: dt.date
) -> object:
    if argument.table:
        return settings if argument.table in SETTINGS_TABLES else ranges[argument.table]
    return day if argument.name == "as_of" else given.get(argument.name)


def _range_of(table: str, rows: Rows) -> Sequence[Sequence[object]]:
    """A table as a host hands it over, headings first."""
    columns = columns_of(TABLES[table])
    cells = [[row.get(name.removesuffix("_minor"), row.get(name)) for name in columns] for row in rows]
    return [[column.header for column in columns.values()], *cells]


def _settings_range(policy: Mapping[str, str], company: Company) -> Sequence[Sequence[Scalar]]:
    said = {
        "company_id" if field.name == "id" else field.name: getattr(company, field.name) for field in fields(Company)
    }
    return [["Key", "Value"], *([key, value] for key, value in {**said, **policy}.items())]
