"""A result as rows and columns: what every practice hands to whoever shows it.

A terminal, a CSV file, a result sheet and a spilled worksheet function all draw the same `ResultTable`. Labels are
English message ids until they are shown; amounts carry their currency.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from arxl.errors import Amount, Sentence

Cell = str | int | Decimal | date | Amount | Sentence | tuple[Sentence, ...] | None


class Shows(Enum):
    """What the cells of a result column are."""

    TEXT = "text"  # str: names, ids
    LABEL = "label"  # str to be translated
    AMOUNT = "amount"  # Amount
    DATE = "date"  # datetime.date or None
    WHOLE = "whole"  # int
    PERCENT = "percent"  # Decimal: 0.25 is shown as 25 %
    SENTENCES = "sentences"  # tuple of Sentence


@dataclass(frozen=True, slots=True)
class ResultColumn:
    """One column.

    Attributes:
        key: its name for machines.
        label: its heading, an English message id (or a `Sentence`, for headings with figures: "1–30 days").
        cells: one a row.
        totalled: True where a sum over the rows of one currency means something.
    """

    key: str
    label: str | Sentence
    shows: Shows
    cells: Sequence[Cell]
    totalled: bool = False


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
