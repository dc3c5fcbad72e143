"""Where the account stands on a sheet of a customer's file: its header row and columns (practice B5).

The row that names most columns heads the account. A heading over two rows ("Amount" above "Debit" and "Credit") is
read as the lower one with what stands above its blanks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from arxl.kernels.arrays import AnyArray
from arxl.tables.addresses import column_letters
from arxl.tables.currencies import currency_named
from arxl.tables.headers import header_key, header_keys
from arxl.tables.their_words import column_keys

FIRST_ROWS = 60

MONEY = ("debit", "credit", "amount", "balance", "balance_debit", "balance_credit")
MOVING = ("debit", "credit", "amount")


@dataclass(frozen=True)
class TheirSheet:
    """One sheet of their file, every cell from A1 on.

    Attributes:
        name: what addresses begin with.
        columns: (rows,) cells each, as `raw.RawColumn` holds them.
        epoch_1904: serial numbers count from 1904.
    """

    name: str
    columns: tuple[AnyArray, ...]
    epoch_1904: bool = False

    @cached_property
    def rows(self) -> list[tuple[object, ...]]:
        """Row by row."""
        return list(zip(*(column.tolist() for column in self.columns), strict=True)) if self.columns else []

    def place(self, column: int, row: int) -> str:
        """`Ledger!F17`, columns and rows counted from 0."""
        return f"{self.name}!{column_letters(column)}{row + 1}"


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands where on a sheet.

    Attributes:
        header: row of the headers.
        at: column -> its position.
        texts: positions of all columns that describe a line.
        currency: that the headers of the amounts name, "" where they name none.
    """

    header: int
    at: Mapping[str, int]
    texts: tuple[int, ...]
    currency: str

    @property
    def in_two_columns(self) -> bool:
        """Whether debits and credits stand apart: in two columns, or told by a column of their sides."""
        return "amount" not in self.at or "side" in self.at


def layout_of(sheet: TheirSheet, said: Mapping[str, str]) -> Layout | None:
    """The layout of a sheet; None where no row heads an account.

    Args:
        said: column -> its header, where the accountant named it.
    """
    best: Layout | None = None
    above: Sequence[object] = ()
    for index, row in enumerate(sheet.rows[:FIRST_ROWS]):
        for cells in (row, _over_two_rows(above, row)):
            found = _layout(index, [cell if isinstance(cell, str) else "" for cell in cells], said)
            if found and (best is None or len(found.at) > len(best.at)):
                best = found
        above = row
    return best


def _over_two_rows(above: Sequence[object], row: Sequence[object]) -> list[object]:
    return [cell or over for cell, over in zip(row, above, strict=False)]


def _layout(index: int, headers: Sequence[str], said: Mapping[str, str]) -> Layout | None:
    at: dict[str, int] = {}
    texts: list[int] = []
    for column, header in said.items():
        for position, text in enumerate(headers):
            if text and header_key(text) == header_key(header) and position not in at.values():
                at[column] = position
                break
    for position, text in enumerate(headers):
        names = _names(text)
        if "text" in names and "text" not in said:
            texts.append(position)
        if position not in at.values() and (free := [name for name in names if name not in at]):
            at[free[0]] = position
    if "debit" in at or "credit" in at:
        at.pop("amount", None)
    if not ({"date", "posted"} & at.keys() and set(MOVING) & at.keys()):
        return None
    if "text" in said and "text" in at:
        texts.append(at["text"])
    units = {unit for name in MOVING if name in at and (unit := unit_of(headers[at[name]]))}
    return Layout(index, at, tuple(texts), units.pop() if len(units) == 1 else "")


def _names(header: str) -> tuple[str, ...]:
    keys = column_keys()
    return next((keys[key] for key in header_keys(header) if key in keys), ()) if header.strip() else ()


def unit_of(header: str) -> str:
    """The currency that a header names: `Debit (EUR)`, `Importe EUR`; "" for none.

    >>> unit_of("Debit (EUR)"), unit_of("Sold LEI"), unit_of("Debit")
    ('EUR', 'RON', '')
    """
    for separator in "([,/ ":
        _, found, unit = header.strip().rpartition(separator)
        code = currency_named(unit.strip(" )]")) if found and unit.strip(" )]") else None
        if code:
            return code
    return ""
