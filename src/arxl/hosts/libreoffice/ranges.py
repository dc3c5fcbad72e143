"""Ranges of cells, their fonts and borders."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from xlwings import base_classes

from arxl.hosts.libreoffice import cells as values
from arxl.hosts.libreoffice import structs
from arxl.hosts.libreoffice.formulas import to_calc, to_excel
from arxl.tables.addresses import column_letters

if TYPE_CHECKING:
    from arxl.hosts.libreoffice.sheets import Sheet

Colour = tuple[int, int, int] | str | int | None

_NO_COLOUR = -1
_CONTENTS = 1 | 2 | 4 | 16 | 512  # com.sun.star.sheet.CellFlags: values, dates, texts, formulas, fields
_FORMATS = 32 | 64 | 256
_POINT = 2540 / 72  # hundredths of a millimetre
_PIXEL = 2540 / 96
_DIGIT, _PADDING = 7, 5  # pixels that a column takes for each digit of Excel's standard font, and beside them

_SIDES = {"left": "LEFT", "center": "CENTER", "right": "RIGHT", "general": "STANDARD", "justify": "BLOCK"}
_HEIGHTS = {"top": 1, "center": 2, "bottom": 3}  # com.sun.star.table.CellVertJustify2
_EDGES = {
    "edge_top": "Top",
    "edge_bottom": "Bottom",
    "edge_left": "Left",
    "edge_right": "Right",
    "inside_vertical": "Vertical",
    "inside_horizontal": "Horizontal",
}
_WEIGHTS = {"hairline": 2, "thin": 26, "medium": 53, "thick": 88}  # hundredths of a millimetre


class Range(base_classes.Range):
    """A rectangle of cells; rows and columns count from 1, as in Excel."""

    def __init__(self, sheet: Sheet, row: int, column: int, rows: int, columns: int) -> None:
        self._sheet = sheet
        self.coords = (sheet, row, column, rows, columns)
        self.options: Any = None

    coords: Any = None

    @cached_property
    def api(self) -> Any:
        """The cell range of UNO."""
        _, row, column, rows, columns = self.coords
        return self._sheet.api.getCellRangeByPosition(column - 1, row - 1, column + columns - 2, row + rows - 2)

    @property
    def _document(self) -> Any:
        return self._sheet.book.api

    @property
    def sheet(self) -> Sheet:
        return self._sheet

    @property
    def row(self) -> int:
        return int(self.coords[1])

    @property
    def column(self) -> int:
        return int(self.coords[2])

    @property
    def shape(self) -> tuple[int, int]:
        return self.coords[3], self.coords[4]

    def __len__(self) -> int:
        return int(self.coords[3] * self.coords[4])

    def __call__(self, row: int, column: int | None = None) -> Range:
        """One cell: by its row and column from the first one on, or by its number, row by row."""
        if column is None:
            row, column = (row - 1) // self.shape[1] + 1, (row - 1) % self.shape[1] + 1
        return Range(self._sheet, self.row + row - 1, self.column + column - 1, 1, 1)

    # --- values ------------------------------------------------------------------------------------------------

    @property
    def raw_value(self) -> values.Rows:
        return values.read(self.api, self._document)

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        values.write(self.api, self._document, self._rows_of(data))

    @property
    def formula(self) -> Any:
        """Formulas in Excel's spelling, constants as text; one cell's as it is, of several a tuple of rows."""
        rows = tuple(tuple(_constant(formula) for formula in row) for row in self.api.getFormulaArray())
        return rows[0][0] if self.shape == (1, 1) else rows

    @formula.setter
    def formula(self, value: Any) -> None:
        rows = self._rows_of(value)
        self.api.setFormulaArray(
            tuple(tuple(to_calc("" if cell is None else str(cell)) for cell in row) for row in rows)
        )

    def _rows_of(self, data: Any) -> Sequence[Sequence[Any]]:
        """Rows of the range's own shape; one value fills them."""
        rows, columns = self.shape
        if not isinstance(data, list | tuple):
            return [[data] * columns] * rows
        return data if isinstance(data[0], list | tuple) else [data]

    @property
    def has_array(self) -> bool:
        return bool(self.api.getArrayFormula())

    # --- looks -------------------------------------------------------------------------------------------------

    @property
    def number_format(self) -> str | None:
        """The format's code as Excel spells it; None where the cells differ."""
        cells = self.api
        if cells.getPropertyState("NumberFormat").value == "AMBIGUOUS_VALUE":
            return None
        found = self._document.NumberFormats.getByKey(cells.NumberFormat)
        return structs.english_format(self._document, found)

    @number_format.setter
    def number_format(self, code: str) -> None:
        self.api.NumberFormat = structs.number_format(self._document, code)

    @property
    def font(self) -> Font:
        return Font(self)

    @property
    def borders(self) -> Borders:
        return Borders(self)

    @property
    def color(self) -> tuple[int, int, int] | None:
        return _rgb(self.api.CellBackColor)

    @color.setter
    def color(self, colour: Colour) -> None:
        self.api.CellBackColor = _number(colour)

    @property
    def wrap_text(self) -> bool:
        return bool(self.api.IsTextWrapped)

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self.api.IsTextWrapped = value

    @property
    def horizontal_alignment(self) -> str | None:
        said = self.api.HoriJustify.value
        return next((name for name, value in _SIDES.items() if value == said), None)

    @horizontal_alignment.setter
    def horizontal_alignment(self, value: str) -> None:
        self.api.HoriJustify = structs.enum("com.sun.star.table.CellHoriJustify", _SIDES[value])

    @property
    def vertical_alignment(self) -> str | None:
        said = self.api.VertJustify
        return next((name for name, value in _HEIGHTS.items() if value == said), "bottom")

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        self.api.VertJustify = _HEIGHTS[value]

    @property
    def column_width(self) -> float:
        """In digits of Excel's standard font."""
        pixels = self.api.Columns.getByIndex(0).Width / _PIXEL
        return float(round(max(0.0, pixels - _PADDING) / _DIGIT, 2))

    @column_width.setter
    def column_width(self, digits: float) -> None:
        self.api.Columns.Width = round((digits * _DIGIT + _PADDING) * _PIXEL)

    @property
    def row_height(self) -> float:
        """In points."""
        return float(round(self.api.Rows.getByIndex(0).Height / _POINT, 2))

    @row_height.setter
    def row_height(self, points: float) -> None:
        self.api.Rows.Height = round(points * _POINT)

    def autofit(self, axis: str | None = None) -> None:
        if axis in (None, "c", "columns"):
            self.api.Columns.OptimalWidth = True
        if axis in (None, "r", "rows"):
            self.api.Rows.OptimalHeight = True

    # --- the rest ----------------------------------------------------------------------------------------------

    def clear_contents(self) -> None:
        self.api.clearContents(_CONTENTS)

    def clear_formats(self) -> None:
        self.api.clearContents(_FORMATS)

    def clear(self) -> None:
        self.api.merge(False)
        self.api.clearContents(_CONTENTS | _FORMATS)

    @property
    def merge_cells(self) -> bool | None:
        """Whether the cells are merged; None where some are."""
        cells = self.api
        if not cells.getIsMerged():
            area = self._merged_area()
            return (area[2], area[3]) != (1, 1)
        return True if self._merged_area() == (self.row, self.column, *self.shape) else None

    @property
    def merge_area(self) -> Range:
        return Range(self._sheet, *self._merged_area())

    def _merged_area(self) -> tuple[int, int, int, int]:
        """The merged cells that the first cell belongs to."""
        cursor = self._sheet.api.createCursorByRange(self(1, 1).api)
        cursor.collapseToMergedArea()
        area = cursor.RangeAddress
        rows, columns = area.EndRow - area.StartRow + 1, area.EndColumn - area.StartColumn + 1
        return area.StartRow + 1, area.StartColumn + 1, rows, columns

    def merge(self, across: bool) -> None:
        for row in range(self.shape[0]) if across else ():
            Range(self._sheet, self.row + row, self.column, 1, self.shape[1]).api.merge(True)
        if not across:
            self.api.merge(True)

    def unmerge(self) -> None:
        self.api.merge(False)

    @property
    def hyperlink(self) -> str:
        fields = self.api.getCellByPosition(0, 0).TextFields
        if not fields.Count:
            raise LookupError("The cell doesn't seem to contain a hyperlink!")
        return str(fields.getByIndex(0).URL)

    def add_hyperlink(self, address: str, text_to_display: str | None = None, screen_tip: str | None = None) -> None:
        """A link; a path is taken from the folder of the workbook on, as Excel does it."""
        link = self._document.createInstance("com.sun.star.text.TextField.URL")
        link.URL, link.Representation = self._url(address), text_to_display or address
        cell = self.api.getCellByPosition(0, 0)
        cell.setString("")
        cell.insertTextContent(cell.createTextCursor(), link, False)

    def _url(self, address: str) -> str:
        if address.startswith("#") or len(urlsplit(address).scheme) > 1:
            return address
        path = Path(address.replace("\\", "/"))
        folder = Path(self._sheet.book.fullname).parent
        return (folder / path).absolute().as_uri()

    def get_address(self, row_absolute: bool = True, column_absolute: bool = True, external: bool = False) -> str:
        """The address in Excel's spelling; `external` puts book and sheet before it."""
        row_sign, column_sign = "$" if row_absolute else "", "$" if column_absolute else ""
        corners = [(self.row, self.column)]
        if len(self) > 1:
            corners.append((self.row + self.shape[0] - 1, self.column + self.shape[1] - 1))
        address = ":".join(f"{column_sign}{column_letters(column - 1)}{row_sign}{row}" for row, column in corners)
        if not external:
            return address
        name = f"[{self._sheet.book.name}]{self._sheet.name}".replace("'", "''")
        return f"'{name}'!{address}"

    @property
    def address(self) -> str:
        return self.get_address()

    def select(self) -> None:
        self._sheet.activate()
        self._document.CurrentController.select(self.api)


def _constant(formula: str) -> str:
    """What Excel says of a cell: its formula, or its value as text, without the sign that keeps a text a text."""
    return to_excel(formula) if formula.startswith("=") else formula.removeprefix("'")


def _number(colour: Colour) -> int:
    """A colour as UNO counts it; Excel's integers have red last."""
    if colour is None:
        return _NO_COLOUR
    if isinstance(colour, int):
        return (colour & 255) << 16 | colour & 0xFF00 | colour >> 16
    if isinstance(colour, str):
        return int(colour.removeprefix("#"), 16)
    red, green, blue = colour
    return int(red << 16 | green << 8 | blue)


def _rgb(number: int) -> tuple[int, int, int] | None:
    return None if number == _NO_COLOUR else (number >> 16 & 255, number >> 8 & 255, number & 255)


class Font(base_classes.Font):
    """The font of a range; a property of a range that differs is that of its first cell."""

    def __init__(self, cells: Range) -> None:
        self._cells = cells

    @property
    def api(self) -> Any:
        return self._cells.api

    @property
    def bold(self) -> bool:
        return bool(self.api.CharWeight >= 150)

    @bold.setter
    def bold(self, value: bool) -> None:
        for script in ("", "Asian", "Complex"):
            setattr(self.api, f"CharWeight{script}", 150.0 if value else 100.0)

    @property
    def italic(self) -> bool:
        return bool(self.api.CharPosture.value == "ITALIC")

    @italic.setter
    def italic(self, value: bool) -> None:
        posture = structs.enum("com.sun.star.awt.FontSlant", "ITALIC" if value else "NONE")
        for script in ("", "Asian", "Complex"):
            setattr(self.api, f"CharPosture{script}", posture)

    @property
    def size(self) -> float:
        return float(self.api.CharHeight)

    @size.setter
    def size(self, value: float) -> None:
        for script in ("", "Asian", "Complex"):
            setattr(self.api, f"CharHeight{script}", float(value))

    @property
    def color(self) -> tuple[int, int, int] | None:
        return _rgb(self.api.CharColor)

    @color.setter
    def color(self, colour: Colour) -> None:
        self.api.CharColor = _number(colour)

    @property
    def name(self) -> str:
        return str(self.api.CharFontName)

    @name.setter
    def name(self, value: str) -> None:
        for script in ("", "Asian", "Complex"):
            setattr(self.api, f"CharFontName{script}", value)


class Borders(base_classes.Borders):
    """Lines around and between the cells of a range: set, or taken away."""

    def __init__(self, cells: Range) -> None:
        self._cells = cells

    def set(
        self,
        which: Any = "all",
        *,
        line_style: Any = base_classes._UNSET,
        weight: Any = base_classes._UNSET,
        color: Any = base_classes._UNSET,
    ) -> None:
        """Lines on the sides that xlwings has made out of `which`."""
        unset = base_classes._UNSET
        border = self._cells.api.TableBorder2
        for side in which:
            edge = _EDGES[side]
            line = getattr(border, f"{edge}Line")
            if line_style is None or line_style == "none":
                line.OuterLineWidth = line.LineWidth = 0
            else:
                line.OuterLineWidth = line.LineWidth = _WEIGHTS["thin" if weight is unset else weight]
            if color is not unset:
                line.Color = _number(color)
            setattr(border, f"{edge}Line", line)
            setattr(border, f"Is{edge}LineValid", True)
        self._cells.api.TableBorder2 = border

    def line_of(self, side: str) -> tuple[bool, tuple[int, int, int] | None]:
        """Whether a side has a line, and its colour."""
        line = getattr(self._cells.api.TableBorder2, f"{_EDGES[side]}Line")
        return line.OuterLineWidth > 0, _rgb(line.Color)
