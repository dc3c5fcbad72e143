"""A table as it was found: headers and cells as they stand, with the way back to each cell's address.

Every host makes these (a file, an open workbook, the arguments of a worksheet function), and one road
(`tables.book`) turns them into typed tables. A column keeps the type that the spreadsheet gave its cells:

- float64: every cell is a number or empty (NaN where empty)
- datetime64[D]: every cell is a date or empty (NaT where empty)
- object: anything else, one Python value a cell: str, float, bool, datetime.date, CellError, None
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from arxl.errors import Fault
from arxl.kernels.arrays import AnyArray, Int64s


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that holds an error (`#N/A`) or a formula that was never calculated (`no cached value`)."""

    text: str


@dataclass(frozen=True, slots=True)
class RawColumn:
    """One column: the header as found, the column's letters in the sheet, the cells below the header.

    `kinds` are the types of the cells, and of their time zones, as a host handed them over, where one did: they tell
    apart what Python takes for equal (1, 1.0 and True; noon here and eleven there).
    """

    header: str
    letters: str
    cells: AnyArray
    kinds: frozenset[type] = frozenset()


class FoundBy(Enum):
    """How a table was recognised: the strongest evidence first."""

    TABLE_NAME = 1
    SHEET_NAME = 2
    HEADERS = 3


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table of a book.

    Attributes:
        sheet: name of the sheet, or of the CSV file without its ending; what addresses begin with.
        name: name of the spreadsheet table ("" where the sheet is a plain range).
        header_row: sheet row (from 1) in which the headers stand.
        rows: (N,) sheet row number of each record, ascending.
        columns: in sheet order.
        visible: False for a hidden sheet.
        epoch_1904: True where serial numbers count from 1904.
        is_text: True for CSV, where every cell is text and numbers must be read by their looks.
        table: which table it is, a key of `schema.TABLES`, where the reader has told it (`headers.table_of`).
    """

    sheet: str
    name: str
    header_row: int
    rows: Int64s
    columns: tuple[RawColumn, ...]
    visible: bool = True
    epoch_1904: bool = False
    is_text: bool = False
    table: str = ""


@dataclass(frozen=True, slots=True)
class RawBook:
    """All tables of a workbook, of a folder of CSV files, or of one CSV file.

    Attributes:
        name: file name without its ending ("Book" of `Book.xlsx`); results are named after it.
        tables: in the order of the book.
        notes: what the reader saw and passed over, as sentences of warning (hidden sheet, macro sheet, …).
    """

    name: str
    tables: tuple[RawTable, ...]
    notes: tuple[Fault, ...] = ()
