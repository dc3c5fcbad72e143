"""Workbooks and the program that holds them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from xlwings import base_classes

from arxl.hosts.libreoffice import structs
from arxl.hosts.libreoffice.sheets import Names, Sheets

if TYPE_CHECKING:
    from arxl.hosts.libreoffice.engine import App

_SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"
_FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
    ".csv": "Text - txt - csv (StarCalc)",
}


class Books(base_classes.Books):
    """The workbooks that are open; other documents are passed over."""

    def __init__(self, app: App) -> None:
        self.app = app

    @property
    def api(self) -> Any:
        return self.app.desktop

    @property
    def active(self) -> Book:
        shown = self.app.desktop.CurrentComponent
        if shown is not None and shown.supportsService(_SPREADSHEET):
            return Book(self.app, shown)
        for book in self:
            return book
        raise LookupError("no workbook is open")

    def __iter__(self) -> Iterator[Book]:
        documents = self.app.desktop.Components.createEnumeration()
        while documents.hasMoreElements():
            document = documents.nextElement()
            if hasattr(document, "supportsService") and document.supportsService(_SPREADSHEET):
                yield Book(self.app, document)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __call__(self, name_or_index: str | int) -> Book:
        for nth, book in enumerate(self, 1):
            if name_or_index in (nth, book.name):
                return book
        raise KeyError(name_or_index)

    def add(self) -> Book:
        return self._loaded("private:factory/scalc")

    def open(self, fullname: str, *_: Any) -> Book:
        return self._loaded(Path(fullname).as_uri())

    def _loaded(self, url: str) -> Book:
        hidden = structs.properties(Hidden=not self.app.visible)
        return Book(self.app, structs.called(self.app.desktop.loadComponentFromURL, url, "_blank", 0, hidden))


class Book(base_classes.Book):
    """One workbook."""

    def __init__(self, app: App, document: Any) -> None:
        self._app, self._document = app, document

    @property
    def api(self) -> Any:
        return self._document

    @property
    def app(self) -> App:
        return self._app

    @property
    def name(self) -> str:
        return Path(self.fullname).name

    @property
    def fullname(self) -> str:
        """The path of the file; of a workbook that was never saved its title, as in Excel."""
        if not self._document.URL:
            return str(self._document.Title)
        parts = urlsplit(self._document.URL)
        if parts.scheme != "file":
            return unquote(self._document.URL)
        shared = f"//{parts.netloc}" if parts.netloc else ""
        return shared + url2pathname(parts.path)

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self, self._document.NamedRanges)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        if path is None and self._document.hasLocation():
            structs.called(self._document.store)
            return
        target = Path(path or f"{self.name}.xlsx").absolute()
        said = {"FilterName": _FILTERS[target.suffix.casefold()]} | ({"Password": password} if password else {})
        structs.called(self._document.storeAsURL, target.as_uri(), structs.properties(**said))

    def close(self) -> None:
        self._document.close(True)

    def activate(self) -> None:
        self._document.CurrentController.Frame.activate()

    def to_pdf(self, path: str, quality: str = "standard") -> None:
        url = Path(path).absolute().as_uri()
        structs.called(self._document.storeToURL, url, structs.properties(FilterName="calc_pdf_Export"))
