"""A result as rows and columns: what every practice hands to whoever shows it.

A terminal, a CSV file, a result sheet and a spilled worksheet function all draw the same `ResultTable`. Labels are
English message ids until they are shown; amounts carry their currency.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import overload

import numpy as np

from arxl.errors import Amount, Sentence, label, sentence
from arxl.kernels.arrays import Int64s
from arxl.kernels.money import decimal_of


class Amounts(Sequence[Amount]):
    """A column of sums of money that are made when they are looked at: hosts that show numbers need none of them.

    Attributes:
        minor: (N,) in minor units.
        exponent: (N,) decimals of the currency.
        currency: (N,).
    """

    def __init__(self, minor: Int64s, exponent: Int64s, currency: Sequence[str]) -> None:
        self.minor, self.exponent, self.currency = minor, exponent, currency

    def __len__(self) -> int:
        return len(self.minor)

    @overload
    def __getitem__(self, row: int) -> Amount: ...
    @overload
    def __getitem__(self, row: slice) -> Amounts: ...
    def __getitem__(self, row: int | slice) -> Amount | Amounts:
        if isinstance(row, slice):
            return Amounts(self.minor[row], self.exponent[row], self.currency[row])
        return Amount(decimal_of(int(self.minor[row]), int(self.exponent[row])), self.currency[row])

    def __iter__(self) -> Iterator[Amount]:
        for minor, exponent, currency in zip(self.minor.tolist(), self.exponent.tolist(), self.currency, strict=True):
            yield Amount(decimal_of(minor, exponent), currency)

    def floats(self) -> list[float]:
        """The float nearest to each sum, as `float` makes it of the decimal."""
        # Both sides of the division are whole numbers that a float holds exactly, so it rounds once.
        if np.abs(self.minor).max(initial=0) < _EXACT_MINOR:
            quotient: list[float] = (self.minor / 10.0**self.exponent).tolist()
            return quotient
        return [float(amount.value) for amount in self]


_EXACT_MINOR = 2**53

Cell = str | int | Decimal | date | Amount | Sentence | tuple[Sentence, ...] | None


class Shows(Enum):
    """What the cells of a result column are."""

    TEXT = "text"  # str: names, ids
    LABEL = "label"  # str to be translated
    AMOUNT = "amount"  # Amount
    DATE = "date"  # datetime.date or None
    WHOLE = "whole"  # int
    NUMBER = "number"  # Decimal, or a Sentence where there is none
    PERCENT = "percent"  # Decimal: 0.25 is shown as 25 %; or a Sentence where there is none
    SENTENCES = "sentences"  # tuple of Sentence


@dataclass(frozen=True, slots=True)
class ResultColumn:
    """One column.

    Attributes:
        key: its name for machines.
        label: its heading, an English message id (or a `Sentence`, for headings with figures: "1–30 days").
        cells: one a row.
        totalled: True where a sum over the rows of one currency means something.
        foreign: True where its amounts may be in another currency than those before it.
    """

    key: str
    label: str | Sentence
    shows: Shows
    cells: Sequence[Cell]
    totalled: bool = False
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class ResultTable:
    """Columns of equal length under one title (an English message id: the sheet's name)."""

    title: str
    columns: tuple[ResultColumn, ...]

    def __len__(self) -> int:
        return len(self.columns[0].cells) if self.columns else 0

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """Row by row."""
        return zip(*(column.cells for column in self.columns), strict=True)

    def where(self, key: str, value: Cell) -> ResultTable:
        """The rows whose cell in a column is the value."""
        (column,) = (column for column in self.columns if column.key == key)
        rows = [row for row, cell in enumerate(column.cells) if cell == value]
        columns = (replace(column, cells=[column.cells[row] for row in rows]) for column in self.columns)
        return ResultTable(self.title, tuple(columns))

    def without(self, *keys: str) -> ResultTable:
        """The table less some columns: a terminal is not as wide as a sheet."""
        return ResultTable(self.title, tuple(column for column in self.columns if column.key not in keys))

    def totals(self) -> dict[str, dict[str, Decimal]]:
        """Currency -> key of a totalled column -> sum; currencies in alphabetical order."""
        sums: dict[str, dict[str, Decimal]] = {}
        for column in self.columns:
            if column.totalled:
                for cell in column.cells:
                    if isinstance(cell, Amount):
                        of_currency = sums.setdefault(cell.currency, {})
                        of_currency[column.key] = of_currency.get(column.key, Decimal(0)) + cell.value
        return dict(sorted(sums.items()))


def with_currencies(table: ResultTable, *, same_columns: bool = False) -> ResultTable:
    """The table with a column of its amounts' currency, where it has none that says it.

    An amount whose currency is not the row's gets a currency column of its own before it.

    Args:
        same_columns: programs read the table, and want the same columns whatever its rows hold.

    >>> limits = ResultColumn("limit", "Limit", Shows.AMOUNT, [Amount(Decimal(5), "RON")])
    >>> [(column.key, *column.cells) for column in with_currencies(ResultTable("Limits", (limits,))).columns]
    [('currency', 'RON'), ('limit', Amount(value=Decimal('5'), currency='RON'))]
    """
    said = next((column.cells for column in table.columns if column.key == "currency"), None)
    columns: list[ResultColumn] = []
    for column in table.columns:
        if column.shows is Shows.AMOUNT:
            currencies = [cell.currency if isinstance(cell, Amount) else "" for cell in column.cells]
            if said is None:
                said = [next((cell.currency for cell in row if isinstance(cell, Amount)), "") for row in table.rows()]
                columns.append(ResultColumn("currency", label("Currency"), Shows.TEXT, said))
            if (same_columns and column.foreign) or any(
                currency not in ("", of_row) for currency, of_row in zip(currencies, said, strict=True)
            ):
                named = column.label if isinstance(column.label, Sentence) else Sentence(column.label)
                heading = sentence("Currency of {column}", column=named)
                columns.append(ResultColumn(currency_key(column), heading, Shows.TEXT, currencies))
        columns.append(column)
    return ResultTable(table.title, tuple(columns))


def currency_key(column: ResultColumn) -> str:
    """Key of the column that says the currency of another's amounts, where that is not the row's."""
    return f"{column.key}_currency"
