"""What the spreadsheet program checks while the accountant types: drop-downs, bounds, numbers that stand twice.

A check stops what arxl cannot read however it is typed: a word where a date belongs, a level of 9. It warns, and lets
through, where arxl may know better: a customer that is entered later, a currency that no list has, a word for cash in
a seventh language. Terms pass without a word: their list shows the grammar and is never complete.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import Field
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from arxl.errors import Sentence, label, sentence
from arxl.locale import Wording
from arxl.tables.policy_row import MOST_MONEY
from arxl.tables.schema import Column, Kind
from arxl.workbook.template_lists import Lists
from arxl.workbook.template_names import LAST_ROW

Rule = dict[str, Any]

TITLE_LIMIT, MESSAGE_LIMIT = 32, 255
"""Characters that a message of a check may have."""

_EARLIEST, _LATEST = dt.date(1990, 1, 1), dt.date(2099, 12, 31)
_MOST = float(MOST_MONEY)

_NUMBERS = {
    "Customers": "customer",
    "Deliveries": "document",
    "Receipts": "receipt",
    "Credits": "credit",
    "Orders": "order",
}
"""Table -> the column whose values stand once."""

_BOUNDS: Mapping[tuple[str, str], tuple[float, float, str]] = {
    ("Customers", "credit_limit_minor"): (0, _MOST, label("Write an amount from 0 on, in digits.")),
    ("Customers", "distance_km"): (0, 20_000, label("Write kilometres, a number from 0 on.")),
    **{
        ("Customers", mark): (1, 5, label("Write a mark from 1 to 5."))
        for mark in ("finances", "network", "ability", "organisation", "reputation", "co_operation")
    },
    ("Salespeople", "commission_percent"): (0, 100, label("Write the percentage, from 0 to 100.")),
    ("Stock", "sold_percent"): (0, 100, label("Write how much of the delivery is sold, in percent from 0 to 100.")),
    ("Rates", "rate"): (1e-9, 1e9, label("Write what one unit of the currency is worth, a number above 0.")),
    ("Interest Rates", "rate"): (0, 1, label("Write the rate of a year, such as 10% or 0.1.")),
    ("Supply Rules", "level"): (0, 6, label("Write a supply level, a whole number from 0 to 6.")),
    **{
        ("Supply Rules", grade): (0, _MOST, label("Write a number from 0 on; a share of 80 % is 0.8."))
        for grade in ("a", "b", "c", "d")
    },
}
_KINDS: Mapping[Kind, str] = {Kind.AMOUNT: "decimal", Kind.NUMBER: "decimal", Kind.WHOLE: "integer"}
_KIND_SAYS: Mapping[Kind, str] = {
    Kind.AMOUNT: label("Write the amount in digits; its currency has a column of its own."),
    Kind.NUMBER: label("Write a number in digits."),
    Kind.WHOLE: label("Write a whole number."),
}


class Checks:
    """The checks of one workbook in one language."""

    def __init__(self, words: Wording, lists: Lists) -> None:
        self._words = words
        self._lists = lists

    def of_column(self, sheet: Worksheet, table: str, col: int, attribute: str, column: Column) -> None:
        """Check a column of a table, down to the end of the sheet."""
        rule = self._rule(table, col, attribute, column)
        if rule:
            sheet.data_validation(1, col, LAST_ROW, col, rule)

    def of_setting(self, sheet: Worksheet, row: int, setting: Field[Any], choices: tuple[str, ...]) -> None:
        """Check the value of a row of Policy."""
        default, most = setting.default, setting.metadata["most"]
        rule: Rule | None = None
        if choices:
            says = sentence("{key} takes one of {choices}.", key=setting.name, choices=choices)
            rule = {"validate": "list", "source": list(choices)} | self._stop(says)
        elif setting.name == "default_terms":
            rule = self._lists.source("terms") | {"show_error": False}
        elif isinstance(default, int):
            says = sentence("{key} takes a whole number from 0 to {most}.", key=setting.name, most=most)
            rule = _between("integer", 0, most) | self._stop(says)
        elif isinstance(default, Decimal):
            rule = _between("decimal", 0, _MOST) | self._stop(label("Write an amount from 0 on, in digits."))
        if rule:
            sheet.data_validation(row, 1, row, 1, rule)

    def of_company(self, sheet: Worksheet, row: int, field: str) -> None:
        """Check a row of Company."""
        rules: Mapping[str, Callable[[], Rule]] = {
            "currency": self._currency,
            "language": self._language,
            "country": lambda: (
                {"validate": "length", "criteria": "==", "value": 2}
                | self._warn(label("Write the country as two letters, such as RO, ES, KR, CN or TW."))
            ),
        }
        if field in rules:
            sheet.data_validation(row, 1, row, 1, rules[field]())

    def _rule(self, table: str, col: int, attribute: str, column: Column) -> Rule | None:
        letter = xl_col_to_name(col)
        if (table, attribute) in _BOUNDS:
            least, most, says = _BOUNDS[table, attribute]
            return _between(_KINDS[column.kind], least, most) | self._stop(says)
        if attribute == _NUMBERS.get(table):
            return self._once(letter)
        if attribute == "customer":
            says = label("No customer on the sheet Customers has this id. Is it spelt so?")
            return self._lists.source("customers") | self._warn(says)
        if (table, attribute) == ("Customers", "language"):
            return self._language()
        if (table, attribute) == ("Supply Rules", "metric"):
            return self._lists.source("metrics") | self._stop(label("Choose one of the metrics of the list."))
        return self._by_kind(table, letter, attribute, column)

    def _by_kind(self, table: str, letter: str, attribute: str, column: Column) -> Rule | None:
        match column.kind:
            case Kind.DATE:
                says = sentence("Write a date from {first} to {last}.", first=_EARLIEST, last=_LATEST)
                return _between("date", _EARLIEST, _LATEST) | self._stop(says)
            case Kind.DATE_OR_YES:
                yes = self._words.text(label("yes"))
                says = sentence('Write a date, or "{yes}" where the day is not known.', yes=yes)
                formula = f'=OR(ISNUMBER({letter}2),{letter}2="{yes}",{letter}2="yes")'
                return {"validate": "custom", "value": formula} | self._warn(says)
            case Kind.AMOUNT | Kind.NUMBER | Kind.WHOLE:
                return _between(_KINDS[column.kind], -_MOST, _MOST) | self._stop(_KIND_SAYS[column.kind])
            case Kind.CURRENCY:
                return self._currency()
            case Kind.TERMS:
                return self._lists.source("terms") | {"show_error": False}
            case Kind.CHOICE:
                return self._choice(table, attribute, column)
            case _:
                return None

    def _choice(self, table: str, attribute: str, column: Column) -> Rule:
        source = self._lists.source(f"{table}.{attribute}")
        if all(len(choice) == 1 for choice in column.choices):  # letters have no synonyms
            says = sentence("Choose one of {choices}.", choices=column.choices)
            return source | self._stop(says)
        return source | self._warn(label("The list does not have this word, and arxl may not know it."))

    def _currency(self) -> Rule:
        says = label("The list does not have this currency. Is it an ISO 4217 code, such as EUR?")
        return self._lists.source("currencies") | self._warn(says)

    def _language(self) -> Rule:
        return self._lists.source("languages") | self._warn(label("arxl writes six languages: those of the list."))

    def _once(self, letter: str) -> Rule:
        """A number that may stand once in its column. COUNTIF takes 7 and 007 for one number: it only warns."""
        says = label("This number stands in the column already. Rows of one number and other contents do not count.")
        return {"validate": "custom", "value": f"=COUNTIF(${letter}:${letter},{letter}2)<=1"} | self._warn(says)

    def _stop(self, says: str | Sentence) -> Rule:
        return self._said("stop", label("arxl cannot read this"), says)

    def _warn(self, says: str | Sentence) -> Rule:
        return self._said("warning", label("Check this cell"), says)

    def _said(self, kind: str, title: str, says: str | Sentence) -> Rule:
        text = self._words.text
        return {"error_type": kind, "error_title": text(title), "error_message": text(says)}


def _between(kind: str, least: object, most: object) -> Rule:
    return {"validate": kind, "criteria": "between", "minimum": least, "maximum": most}
