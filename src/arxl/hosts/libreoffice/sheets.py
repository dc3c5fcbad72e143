"""Sheets, their tables and names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from arxl.hosts.libreoffice import structs
from arxl.hosts.libreoffice.formulas import to_calc, to_excel
from arxl.hosts.libreoffice.ranges import Range
from arxl.tables.addresses import column_number

if TYPE_CHECKING:
    from arxl.hosts.libreoffice.books import Book

ROWS, COLUMNS = 1_048_576, 16_384
"""Excel's sheet; LibreOffice's is as large."""

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})?\$?(\d+)?(?::\$?([A-Za-z]{1,3})?\$?(\d+)?)?")


class Sheets(base_classes.Sheets):
    """The sheets of a workbook."""

    def __init__(self, book: Book) -> None:
        self._book = book

    @property
    def api(self) -> Any:
        return self._book.api.Sheets

    @property
    def active(self) -> Sheet:
        return Sheet(self._book, self._book.api.CurrentController.ActiveSheet)

    def __call__(self, name_or_index: str | int) -> Sheet:
        """By its name, whose case does not matter, or by its number, from 1."""
        if isinstance(name_or_index, int):
            return Sheet(self._book, self.api.getByIndex(name_or_index - 1))
        for name in self.api.ElementNames:
            if name.casefold() == name_or_index.casefold():
                return Sheet(self._book, self.api.getByName(name))
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return int(self.api.Count)

    def __iter__(self) -> Iterator[Sheet]:
        return (self(nth + 1) for nth in range(len(self)))

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        """A new sheet; it becomes the active one, as in Excel."""
        beside = before or after or self.active
        free = name or self._free_name()
        self.api.insertNewByName(free, beside.index - 1 + (after is not None and before is None))
        made = self(free)
        made.activate()
        return made

    def _free_name(self) -> str:
        names = {name.casefold() for name in self.api.ElementNames}
        return next(name for nth in range(1, len(names) + 2) if (name := f"Sheet{nth}").casefold() not in names)


class Sheet(base_classes.Sheet):
    """One sheet."""

    def __init__(self, book: Book, sheet: Any) -> None:
        self._book, self._sheet = book, sheet

    @property
    def api(self) -> Any:
        return self._sheet

    @property
    def name(self) -> str:
        return str(self._sheet.Name)

    @name.setter
    def name(self, value: str) -> None:
        self._sheet.Name = value

    @property
    def book(self) -> Book:
        return self._book

    @property
    def index(self) -> int:
        return int(self._sheet.RangeAddress.Sheet) + 1

    @property
    def visible(self) -> bool:
        return bool(self._sheet.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self._sheet.IsVisible = bool(value)

    @property
    def names(self) -> Names:
        return Names(self._book, self._sheet.NamedRanges, self)

    @property
    def tables(self) -> Tables:
        return Tables(self)

    @property
    def freeze_panes(self) -> FreezePanes:
        return FreezePanes(self)

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """By address, by (row, column), or by (row, column, rows, columns); two of them are corners."""
        first = self._range(arg1, arg2) if isinstance(arg1, int) else self._range(arg1)
        if arg2 is None or isinstance(arg1, int):
            return first
        last = self._range(arg2)
        top, left = min(first.row, last.row), min(first.column, last.column)
        bottom = max(each.row + each.shape[0] for each in (first, last))
        right = max(each.column + each.shape[1] for each in (first, last))
        return Range(self, top, left, bottom - top, right - left)

    def _range(self, said: Any, column: int | None = None) -> Range:
        match said:
            case Range():
                return said
            case int():
                return Range(self, said, column or 1, 1, 1)
            case (int(), int()) if 0 in said:
                raise IndexError("Attempted to access 0-based Range. xlwings/Excel Ranges are 1-based.")
            case (int() as row, int() as nth):
                return Range(self, row, nth, 1, 1)
            case (int() as row, int() as nth, int() as rows, int() as columns):
                return Range(self, row, nth, rows, columns)
            case str():
                return self._addressed(said)
        raise TypeError(said)

    def _addressed(self, address: str) -> Range:
        found = _ADDRESS.fullmatch(address)
        if found is None or not any(found.groups()):
            for names in (self.names, self._book.names):
                if names.contains(address):
                    return names(address).refers_to_range
            raise KeyError(address)
        left, top, right, bottom = found.groups()
        if ":" not in address:
            right, bottom = left, bottom or top
        first_row, first_column = int(top or 1), column_number(left) + 1 if left else 1
        last_row, last_column = int(bottom or ROWS), column_number(right) + 1 if right else COLUMNS
        return Range(self, first_row, first_column, last_row - first_row + 1, last_column - first_column + 1)

    @property
    def cells(self) -> Range:
        return Range(self, 1, 1, ROWS, COLUMNS)

    @property
    def used_range(self) -> Range:
        cursor = self._sheet.createCursor()
        cursor.gotoStartOfUsedArea(False)
        start = cursor.RangeAddress
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        top, left = start.StartRow, start.StartColumn
        return Range(self, top + 1, left + 1, end.EndRow - top + 1, end.EndColumn - left + 1)

    def activate(self) -> None:
        self._book.api.CurrentController.setActiveSheet(self._sheet)

    def select(self) -> None:
        self.activate()

    def clear_contents(self) -> None:
        self.cells.clear_contents()

    def clear_formats(self) -> None:
        self.cells.clear_formats()

    def clear(self) -> None:
        self.cells.clear()

    def autofit(self, axis: str | None = None) -> None:
        self.used_range.autofit(axis)

    def delete(self) -> None:
        self._book.api.Sheets.removeByName(self.name)


class FreezePanes(base_classes.FreezePanes):
    """The rows and columns that stay in sight."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def freeze_at(self, frozen_range: str) -> None:
        """Keep the rows and columns of a range in sight: `1:4` keeps four rows, `A1:B4` two columns as well."""
        frozen = self._sheet.range(frozen_range)
        rows, columns = frozen.row + frozen.shape[0] - 1, frozen.column + frozen.shape[1] - 1
        self._controller().freezeAtPosition(columns if columns < COLUMNS else 0, rows if rows < ROWS else 0)

    def unfreeze(self) -> None:
        self._controller().freezeAtPosition(0, 0)

    def _controller(self) -> Any:
        self._sheet.activate()
        return self._sheet.book.api.CurrentController


class Tables(base_classes.Tables):
    """The spreadsheet tables of a sheet: LibreOffice keeps those of an .xlsx as database ranges of the workbook."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    @property
    def api(self) -> Any:
        return self._sheet.book.api.DatabaseRanges

    def _all(self) -> list[Table]:
        here = self._sheet.index - 1
        ranges = (self.api.getByName(name) for name in self.api.ElementNames)
        return [Table(self._sheet, found) for found in ranges if found.DataArea.Sheet == here]

    def __call__(self, name_or_index: str | int) -> Table:
        if isinstance(name_or_index, int):
            return self._all()[name_or_index - 1]
        for table in self._all():
            if table.name.casefold() == name_or_index.casefold():
                return table
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Table]:
        return iter(self._all())

    def __contains__(self, name: str) -> bool:
        return any(table.name.casefold() == name.casefold() for table in self._all())

    def add(
        self,
        source_type: str | None = None,
        source: Any = None,
        link_source: bool | None = None,
        has_headers: bool = True,
        destination: Any = None,
        table_style_name: str | None = None,
        name: str | None = None,
    ) -> Table:
        """A table over a range; LibreOffice 7 draws no table styles."""
        free = name or next(f"Table{nth}" for nth in range(1, 10_000) if not self.api.hasByName(f"Table{nth}"))
        self.api.addNewByName(free, source.impl.api.RangeAddress)
        made = self.api.getByName(free)
        made.ContainsHeader, made.AutoFilter = has_headers, has_headers
        return Table(self._sheet, made)


class Table(base_classes.Table):
    """One table."""

    def __init__(self, sheet: Sheet, database_range: Any) -> None:
        self._sheet, self._range = sheet, database_range

    @property
    def api(self) -> Any:
        return self._range

    @property
    def parent(self) -> Sheet:
        return self._sheet

    @property
    def name(self) -> str:
        return str(self._range.Name)

    @name.setter
    def name(self, value: str) -> None:
        self._range.Name = value

    display_name = name

    @property
    def range(self) -> Range:
        area = self._range.DataArea
        rows, columns = area.EndRow - area.StartRow + 1, area.EndColumn - area.StartColumn + 1
        return Range(self._sheet, area.StartRow + 1, area.StartColumn + 1, rows, columns)

    @property
    def show_headers(self) -> bool:
        return bool(self._range.ContainsHeader)

    @show_headers.setter
    def show_headers(self, value: bool) -> None:
        self._range.ContainsHeader = value

    @property
    def show_autofilter(self) -> bool:
        """Whether each heading has a button to filter by; without them every row is shown."""
        return bool(self._range.AutoFilter)

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        if not value:
            cells = self._range.getReferredCells()
            cells.filter(cells.createFilterDescriptor(True))
        self._range.AutoFilter = value

    @property
    def show_totals(self) -> bool:
        return bool(self._range.TotalsRow)

    @show_totals.setter
    def show_totals(self, value: bool) -> None:
        self._range.TotalsRow = value

    @property
    def header_row_range(self) -> Range | None:
        return self._rows(0, 1) if self.show_headers else None

    @property
    def totals_row_range(self) -> Range | None:
        return self._rows(self.range.shape[0] - 1, 1) if self.show_totals else None

    @property
    def data_body_range(self) -> Range | None:
        rows = self.range.shape[0] - self.show_headers - self.show_totals
        return self._rows(int(self.show_headers), rows) if rows > 0 else None

    def _rows(self, first: int, count: int) -> Range:
        whole = self.range
        return Range(self._sheet, whole.row + first, whole.column, count, whole.shape[1])


class Names(base_classes.Names):
    """The names of a workbook, or of one sheet."""

    def __init__(self, book: Book, names: Any, sheet: Sheet | None = None) -> None:
        self._book, self._names, self._sheet = book, names, sheet

    @property
    def api(self) -> Any:
        return self._names

    def __call__(self, name_or_index: str | int) -> Name:
        names = self._names.ElementNames
        if isinstance(name_or_index, int):
            return Name(self, self._names.getByName(names[name_or_index - 1]))
        for name in names:
            if name.casefold() == self._own(name_or_index).casefold():
                return Name(self, self._names.getByName(name))
        raise KeyError(name_or_index)

    def contains(self, name_or_index: str | int) -> bool:
        if isinstance(name_or_index, int):
            return 0 < name_or_index <= len(self)
        return self._own(name_or_index).casefold() in map(str.casefold, self._names.ElementNames)

    def __len__(self) -> int:
        return int(self._names.Count)

    def add(self, name: str, refers_to: str) -> Name:
        if self.contains(name):
            self._names.removeByName(self(name).api.Name)
        origin = structs.struct("com.sun.star.table.CellAddress")
        self._names.addNewByName(self._own(name), to_calc(refers_to).removeprefix("="), origin, 0)
        return self(name)

    @property
    def book(self) -> Book:
        return self._book

    @property
    def sheet(self) -> Sheet | None:
        """The sheet that the names belong to; None for those of the workbook."""
        return self._sheet

    def _own(self, name: str) -> str:
        """A name without the sheet before it."""
        return name.rpartition("!")[2]


class Name(base_classes.Name):
    """One name; that of a sheet says its sheet, as in Excel."""

    def __init__(self, names: Names, name: Any) -> None:
        self._of, self._name = names, name

    @property
    def api(self) -> Any:
        return self._name

    @property
    def name(self) -> str:
        own = str(self._name.Name)
        return own if self._of.sheet is None else f"{quoted(self._of.sheet.name)}!{own}"

    @name.setter
    def name(self, value: str) -> None:
        self._name.Name = value.rpartition("!")[2]

    @property
    def refers_to(self) -> str:
        return to_excel(f"={self._name.Content}")

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self._name.Content = to_calc(value).removeprefix("=")

    @property
    def refers_to_range(self) -> Range:
        cells = self._name.ReferredCells
        if cells is None:
            raise LookupError(f"{self.name} refers to no cells")
        area = cells.RangeAddress
        sheet = self._of.book.sheets(area.Sheet + 1)
        rows, columns = area.EndRow - area.StartRow + 1, area.EndColumn - area.StartColumn + 1
        return Range(sheet, area.StartRow + 1, area.StartColumn + 1, rows, columns)

    def delete(self) -> None:
        self._of.api.removeByName(self._name.Name)


def quoted(sheet: str) -> str:
    """The name of a sheet as it stands before a cell, in quotation marks where it needs them.

    >>> quoted("Aging"), quoted("Open Items")
    ('Aging', "'Open Items'")
    """
    if re.fullmatch(r"[^\W\d]\w*", sheet):
        return sheet
    return "'" + sheet.replace("'", "''") + "'"
