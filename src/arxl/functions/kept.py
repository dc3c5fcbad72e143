"""What a call's ranges hold, typed once and kept for the calls that follow.

A sheet recalculates the same ranges over and over, for other days and with other options. Their cells are compared by
digest; what follows from them (the book, its ledger, the matching at a day) is kept for the last few.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np

from arxl.practices.cash_application import Position
from arxl.practices.receivables import Receivables
from arxl.tables.book import book_of
from arxl.tables.raw import RawBook, RawColumn, RawTable

_BOOKS = 4  # a workbook has one or two sets of ranges; each may hold 100,000 rows
_POSITIONS = 16  # a trend over 12 months asks for 12 days


@dataclass(frozen=True, eq=False)
class Ranges:
    """The tables of a call and the currency that it names; equal where all their cells are.

    Attributes:
        digest: of everything that the tables hold.
    """

    tables: tuple[RawTable, ...]
    currency: str
    digest: bytes

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ranges) and self.digest == other.digest


def ranges_of(tables: tuple[RawTable, ...], currency: str) -> Ranges:
    """The ranges of a call, ready to be looked up."""
    digest = blake2b(digest_size=32)
    for part in _parts(tables, currency):
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return Ranges(tables, currency, digest.digest())


@lru_cache(_BOOKS)
def receivables(ranges: Ranges) -> Receivables:
    """The book that the ranges are.

    Raises:
        Faulty: a setting among them has a value that it does not take.
    """
    overrides = {"currency": ranges.currency} if ranges.currency else {}
    return Receivables(book_of(RawBook("", ranges.tables), overrides, None))


@lru_cache(_POSITIONS)
def position(ranges: Ranges, as_of: dt.date) -> Position:
    """Where every account stands at the end of a day."""
    return receivables(ranges).application.position_at(as_of)


def forget() -> None:
    """Keep nothing of earlier calls."""
    position.cache_clear()
    receivables.cache_clear()


def _parts(tables: tuple[RawTable, ...], currency: str) -> Iterator[bytes]:
    yield currency.encode()
    for table in tables:
        place = (table.table, table.sheet, table.header_row, len(table.rows), table.epoch_1904)
        yield repr((place, [(column.header, column.letters) for column in table.columns])).encode()
        for column in table.columns:
            yield _content(column)


def _content(column: RawColumn) -> bytes:
    """Other bytes for other cells: numbers and dates by their bits, texts joined, the rest as Python writes it."""
    cells = column.cells
    if cells.dtype.kind != "O":
        return cells.dtype.str.encode() + np.ascontiguousarray(cells).tobytes()
    listed = cells.tolist()
    if set(map(type, listed)) <= {str}:
        lengths = np.fromiter(map(len, listed), np.int64, len(listed))
        return lengths.tobytes() + "".join(listed).encode("utf-8", "surrogatepass")
    return repr(listed).encode("utf-8", "surrogatepass")
