"""The amounts of a customer's account: whole minor units, debit less credit (practice B5).

All columns of money are read together, so that one cell with decimals tells how the others are meant. A `CR` behind
an amount, or a column of sides (D/C, 借/贷), says on which side it stands; beside two columns of amounts that column
speaks of the balance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from arxl.kernels.arrays import AnyArray
from arxl.tables.cells import Flaw, objects
from arxl.tables.columns import amounts_of
from arxl.tables.currencies import currency_named
from arxl.tables.numbers import numbers_of
from arxl.tables.schema import NO_AMOUNT
from arxl.tables.their_layout import MONEY, Layout, TheirSheet
from arxl.tables.their_words import side_of

_WITH_SIDE = re.compile(r"(?P<before>[^\W\d_]+\.?)?\s*(?P<number>[^\w]*\d.*?)\s*(?P<after>[^\W\d_]+\.?)?")

Cell = tuple[str, int]  # column of the layout, row of the sheet


@dataclass
class Money:
    """The amounts of some rows.

    Attributes:
        minor: (column, row) -> minor units; absent where the cell is blank or cannot be read.
        flaws: what is wrong with a cell.
        column_flaw: what leaves several cells undecided, said once, and the cells.
        sided: columns of the balance whose cells say their side.
    """

    minor: dict[Cell, int] = field(default_factory=dict)
    flaws: dict[Cell, Flaw] = field(default_factory=dict)
    column_flaw: Flaw | None = None
    undecided: tuple[Cell, ...] = ()
    sided: bool = False

    def moved(self, row: int) -> int | None:
        """Debit less credit of a row, None where all its amounts are blank."""
        return self._net(row, (("debit", 1), ("credit", -1), ("amount", 1)))

    def balance(self, row: int) -> int | None:
        """The balance beside a row."""
        return self._net(row, (("balance", 1), ("balance_debit", 1), ("balance_credit", -1)))

    def _net(self, row: int, columns: Sequence[tuple[str, int]]) -> int | None:
        found = [sign * self.minor[name, row] for name, sign in columns if (name, row) in self.minor]
        return sum(found) if found else None


def money_of(
    sheet: TheirSheet, layout: Layout, rows: Sequence[int], currency: str, decimal_sign: str = "auto"
) -> Money:
    """Read the amounts of rows of one currency."""
    money = Money(sided="balance_debit" in layout.at)
    places = list(_places(layout, rows))
    bare, sides = _without_sides(sheet, layout, places)
    reading = amounts_of(bare, currency, decimal_sign)
    money.flaws = {places[nth]: flaw for nth, flaw in reading.flaws.items()}
    money.column_flaw = reading.column_flaw
    money.undecided = tuple(places[nth] for nth in reading.unread)
    unread = {*reading.flaws, *reading.unread}
    for nth, place in enumerate(places):
        if reading.values[nth] != NO_AMOUNT and nth not in unread:
            money.minor[place] = int(reading.values[nth]) * (sides[nth] or 1)
            money.sided |= place[0] == "balance" and sides[nth] != 0
    return money


def marks_of(sheet: TheirSheet, layout: Layout, rows: Sequence[int], otherwise: Sequence[str]) -> set[str]:
    """The currencies whose signs stand beside amounts.

    Args:
        otherwise: currencies that a shared sign may stand for.
    """
    bare, _ = _without_sides(sheet, layout, list(_places(layout, rows)))
    marks = set(numbers_of(bare).marks.values())
    return {code for mark in marks if (code := currency_named(mark, otherwise))}


def _places(layout: Layout, rows: Sequence[int]) -> Iterator[Cell]:
    return ((name, row) for name in MONEY if name in layout.at for row in rows)


def _without_sides(sheet: TheirSheet, layout: Layout, places: Sequence[Cell]) -> tuple[AnyArray, list[int]]:
    """The cells without the side that they say, and the sides: 1 debit, -1 credit, 0 not said."""
    cells: list[object] = []
    sides: list[int] = []
    of_side = "amount" if "amount" in layout.at else "balance"
    for name, row in places:
        cell = sheet.rows[row][layout.at[name]]
        side = 0
        if isinstance(cell, str):
            cell, side = _apart(cell)
        if isinstance(cell, float) and np.isnan(cell):
            cell = None
        if not side and "side" in layout.at and name == of_side:
            side = side_of(str(sheet.rows[row][layout.at["side"]] or ""))
        cells.append(cell)
        sides.append(side)
    return objects(cells), sides


def _apart(text: str) -> tuple[str, int]:
    """A number and the side beside it.

    >>> _apart("1,200.00 CR"), _apart("12.00 EUR")
    (('1,200.00', -1), ('12.00 EUR', 0))
    """
    found = _WITH_SIDE.fullmatch(text.strip())
    for word in ("before", "after") if found else ():
        if found and found[word] and (side := side_of(found[word])):
            return found["number"], side
    return text, 0
