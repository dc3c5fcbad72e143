"""The few things that xlwings has no public call for: they are asked of the program's own object.

That object is COM's in Excel on Windows, appscript's on the Mac, UNO's in LibreOffice. What a program does not know is
left out or told as unknown; nothing here changes a value of the workbook.
"""

from __future__ import annotations

import contextlib
from typing import Any

_INDENT = 353  # hundredths of a millimetre, as much as a step of Excel's


def is_saved(book: Any) -> bool:
    """Whether the file of the workbook holds all that the workbook holds; False where that cannot be known."""
    native = book.api
    if hasattr(native, "isModified"):  # LibreOffice
        return bool(native.hasLocation()) and not native.isModified()
    return bool(_asked(native, "Saved", "saved"))


def counts_from_1904(book: Any) -> bool:
    """Whether serial numbers of dates count from 1904."""
    native = book.api
    if hasattr(native, "NullDate"):  # LibreOffice
        return bool(native.NullDate.Year == 1904)
    return bool(_asked(native, "Date1904", "date_1904"))


def freeze(sheet: Any, rows: int, columns: int) -> None:
    """Keep the first rows and columns of a sheet in sight; the sheet becomes the active one."""
    sheet.activate()
    try:
        sheet.freeze_panes.freeze_at(sheet.range((1, 1), (rows, columns)))
    except NotImplementedError:  # xlwings freezes in LibreOffice (by arxl's engine), not in Excel
        with contextlib.suppress(AttributeError, TypeError):
            window = sheet.book.api.Windows(1)
            window.FreezePanes = False
            window.ScrollRow = window.ScrollColumn = 1
            window.SplitRow, window.SplitColumn = rows, columns
            window.FreezePanes = True


def indent(cells: Any) -> None:
    """Set the texts of a range a little away from the left edge."""
    native = cells.api
    if hasattr(native, "ParaIndent"):  # LibreOffice
        native.ParaIndent = _INDENT
        return
    with contextlib.suppress(AttributeError, TypeError):
        native.IndentLevel = 1


def dissolve(table: Any) -> None:
    """Make a spreadsheet table plain cells again."""
    native = table.api
    if hasattr(native, "DataArea"):  # LibreOffice
        table.parent.book.api.DatabaseRanges.removeByName(native.Name)
        return
    for unlist in ("Unlist", "unlist"):  # on Windows, on the Mac
        with contextlib.suppress(AttributeError, TypeError):
            getattr(native, unlist)()
            return


def hide(name: Any) -> None:
    """Keep a name out of the list that people see, where the program can."""
    with contextlib.suppress(AttributeError, TypeError):
        if not hasattr(name.api, "ReferencePosition"):  # LibreOffice 7 shows every name
            name.api.Visible = False


def _asked(native: Any, windows: str, mac: str) -> object:
    """A property of Excel: an attribute on Windows, a reference to be got on the Mac."""
    try:
        return getattr(native, windows)
    except AttributeError:
        try:
            return getattr(native, mac).get()
        except Exception:  # appscript's errors have no common base class
            return False


def hide_gridlines(sheet: Any) -> None:
    """Show no lines but those that are drawn; in LibreOffice they belong to all sheets together, and stay."""
    with contextlib.suppress(NotImplementedError):
        sheet.show_gridlines = False


def fit_to_page(sheet: Any) -> None:
    """Print a sheet landscape and as wide as the paper, on as many pages as it takes."""
    native = sheet.api
    if hasattr(native, "PageStyle"):  # LibreOffice
        native.PageStyle = _page_style(sheet.book.api)
        return
    with contextlib.suppress(Exception):  # without a printer Excel knows no paper
        pages = native.PageSetup
        pages.Orientation = 2
        pages.Zoom = False
        pages.FitToPagesWide, pages.FitToPagesTall = 1, False


def _page_style(document: Any) -> str:
    name = "arxl"
    styles = document.StyleFamilies.getByName("PageStyles")
    if not styles.hasByName(name):
        styles.insertByName(name, document.createInstance("com.sun.star.style.PageStyle"))
        style = styles.getByName(name)
        style.IsLandscape = True
        style.Width, style.Height = max(style.Width, style.Height), min(style.Width, style.Height)
        style.ScaleToPagesX, style.ScaleToPagesY = 1, 0
    return name
