"""All of an open workbook that a macro must leave alone, as values that can be compared."""

from __future__ import annotations

from typing import Any

from arxl.workbook.live import is_owned
from office import import_uno

LOOKS = ("NumberFormat", "CellBackColor", "CharWeight", "CharColor", "CharHeight", "IsTextWrapped", "CellStyle")


def state_of(book: Any, *, owned: bool = False) -> dict[str, Any]:
    """What stands in the sheets that arxl does not own (or in those that it does), and in the book around them."""
    sheets = [sheet for sheet in book.sheets if is_owned(sheet) is owned]
    state: dict[str, Any] = {sheet.name: sheet_state(book, sheet) for sheet in sheets}
    if not owned:
        document = book.api
        state["names"] = {name.name: name.refers_to for name in book.names}
        state["tables"] = [(sheet.name, table.name, table.range.address) for sheet in sheets for table in sheet.tables]
        state["properties"] = sorted(
            (value.Name, str(value.Value))
            for value in document.DocumentProperties.UserDefinedProperties.getPropertyValues()
        )
        state["order"] = [sheet.name for sheet in sheets]
    return state


def sheet_state(book: Any, sheet: Any) -> dict[str, Any]:
    used = sheet.used_range
    cells = used.api
    return {
        "address": used.address,
        "formulas": cells.getFormulaArray(),
        "values": cells.getDataArray(),
        "looks": looks_of(book, cells),
        "widths": [sheet.range((1, nth)).column_width for nth in range(1, used.shape[1] + 2)],
        "heights": [sheet.range((nth, 1)).row_height for nth in range(1, min(used.shape[0], 30))],
        "visible": sheet.visible,
        "names": [(name.name, name.refers_to) for name in sheet.names],
        "links": links_of(sheet) if is_owned(sheet) else [],
        "drawings": sheet.api.DrawPage.Count,
        "notes": [note.String for note in notes_of(sheet)],
    }


def looks_of(book: Any, cells: Any) -> list[Any]:
    alike, found = cells.getUniqueCellFormatRanges(), []
    for nth in range(alike.Count):
        ranges = alike.getByIndex(nth)
        first = ranges.getByIndex(0)
        code = book.api.NumberFormats.getByKey(first.NumberFormat).FormatString
        found.append((ranges.RangeAddressesAsString, code, *(getattr(first, look) for look in LOOKS[1:])))
    return sorted(found)


def links_of(sheet: Any) -> list[str]:
    """Of the cells in the first rows; each has to be asked."""
    used = sheet.used_range
    cells = used.resize(min(used.shape[0], 12)).api.queryContentCells(4).Cells.createEnumeration()  # texts
    found = []
    while cells.hasMoreElements():
        fields = cells.nextElement().TextFields
        found += [fields.getByIndex(nth).URL for nth in range(fields.Count)]
    return found


def notes_of(sheet: Any) -> list[Any]:
    notes = sheet.api.Annotations
    return [notes.getByIndex(nth) for nth in range(notes.Count)]


def keep_only(table: Any, text: str) -> None:
    """Filter a spreadsheet table by its first column, as a person does."""
    uno = import_uno()
    cells = table.api.getReferredCells()
    descriptor = cells.createFilterDescriptor(True)
    field = uno.createUnoStruct("com.sun.star.sheet.TableFilterField")
    field.Operator = uno.Enum("com.sun.star.sheet.FilterOperator", "EQUAL")
    field.Field, field.StringValue = 0, text
    descriptor.setFilterFields((field,))
    descriptor.ContainsHeader = True
    cells.filter(descriptor)
