"""xlwings as it is on Windows, without Windows: its modules over stand-ins for pywin32, with an Excel made of cells.

Run as a program in a process of its own, since what it puts in the place of modules stays there:

    python windows.py wrappers arxl.xlam    the VBA that xlwings' own generator makes of `udfs`
    python windows.py calls                 answers, one JSON value a line, of the calls that come on standard input
    python windows.py press age             the press of a button; answers what reached the macro

A call is `{"name": …, "arguments": […], "epoch_1904": …, "company": […]}`. An argument is a value, `{"cells": rows}`
for a range, `{"busy": true}` for one that Excel does not hand over, `{"missing": true}` for one that is left out;
`{"day": "2026-01-31"}` and `{"error": number}` stand in rows too.
"""

from __future__ import annotations

import asyncio  # noqa: F401  what looks at the system when it is imported comes before xlwings
import ctypes
import datetime as dt
import io
import json
import sys
import types
from collections.abc import Iterator
from typing import Any

RANGE_CLASS = "{00020846-0000-0000-C000-000000000046}"
MISSING = -2147352572


class Known(types.ModuleType):
    """A module that has whatever is asked for; what is not set is a class of that name."""

    __file__ = __file__

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = type(name, (Exception,), {}) if name.endswith("error") else type(name, (), {})
        setattr(self, name, made)
        return made


class Anything:
    """An object on which every call does nothing."""

    def __getattr__(self, name: str) -> Any:
        return Anything()

    def __call__(self, *given: object, **named: object) -> Any:
        return 0


def become_windows() -> None:
    """Let xlwings believe that it is on Windows."""
    names = "pythoncom pywintypes win32api win32con win32event win32gui win32process win32timezone"
    names += " win32com win32com.client win32com.server win32com.server.dispatcher win32com.server.policy"
    names += " win32com.server.util"
    for name in names.split():
        sys.modules[name] = Known(name)
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], child, sys.modules[name])
    sys.modules["pywintypes"].IID = str  # type: ignore[attr-defined]
    sys.modules["pywintypes"].TimeType = type("TimeType", (), {})  # type: ignore[attr-defined]
    sys.modules["pywintypes"].Time = lambda day: day  # type: ignore[attr-defined]
    sys.modules["pythoncom"].TypeIIDs = {sys.modules["pythoncom"].IID_IDispatch: object()}  # type: ignore[attr-defined]
    sys.modules["pythoncom"].CoInitialize = lambda: None  # type: ignore[attr-defined]
    sys.modules["win32process"].GetWindowThreadProcessId = lambda window: (1, 1)  # type: ignore[attr-defined]
    sys.modules["win32com.client"].Dispatch = lambda given: given  # type: ignore[attr-defined]
    sys.modules["win32timezone"].TimeZoneInfo = types.SimpleNamespace(utc=lambda: dt.UTC)  # type: ignore[attr-defined]
    sys.modules["win32com.server.util"].wrap = lambda given, *others: given  # type: ignore[attr-defined]
    ctypes.windll = ctypes.oledll = Anything()  # type: ignore[attr-defined]
    ctypes.PyDLL = lambda file: Anything()  # type: ignore[assignment,misc]
    system, sys.platform = sys.platform, "win32"
    import xlwings

    sys.platform = system
    assert [engine.name for engine in xlwings.engines] == ["excel"]


# --- an Excel made of cells ----------------------------------------------------------------------------------------


class Area:
    """A range, as COM shows it."""

    def __init__(self, sheet: Tab, rows: list[list[object]]) -> None:
        self.Worksheet, self.rows = sheet, rows
        self.Row = self.Column = 1
        self.Rows, self.Columns = types.SimpleNamespace(Count=len(rows)), types.SimpleNamespace(Count=len(rows[0]))
        attributes = types.SimpleNamespace(iid=RANGE_CLASS)
        information = types.SimpleNamespace(GetTypeAttr=lambda: attributes)
        self._oleobj_ = types.SimpleNamespace(GetTypeInfo=lambda: information)

    @property
    def Value(self) -> object:  # noqa: N802
        if len(self.rows) == len(self.rows[0]) == 1:
            return self.rows[0][0]
        return tuple(map(tuple, self.rows))


class Busy(Area):
    """A range while a cell is edited."""

    @property
    def Value(self) -> object:  # noqa: N802
        raise RuntimeError("Call was rejected by callee.")


class Tab:
    """A sheet."""

    def __init__(self, book: Folder, name: str, rows: list[list[object]]) -> None:
        self.Parent, self.Name = book, name
        self.UsedRange = Area(self, rows)


class Folder:
    """A workbook."""

    def __init__(self, *, epoch_1904: bool, company: list[list[object]]) -> None:
        self.Date1904, self.Name = epoch_1904, "Book.xlsx"
        self.Application = types.SimpleNamespace(Hwnd=1)
        self.FullName = f"C:\\{epoch_1904}{company}\\Book.xlsx"
        tabs = [Tab(self, "Deliveries", [[None]]), *([Tab(self, "Company", company)] if company else [])]
        self.Worksheets = Tabs(tabs)


class Tabs:
    """The sheets of a workbook; they count from 1."""

    def __init__(self, tabs: list[Tab]) -> None:
        self.tabs, self.Count = tabs, len(tabs)

    def __call__(self, place: int) -> Tab:
        return self.tabs[place - 1]

    def __iter__(self) -> Iterator[Tab]:
        return iter(self.tabs)


def read(value: Any) -> object:
    """A value of the input as COM hands it over; a day has the time zone that pywin32 gives every one."""
    match value:
        case {"day": str(day)}:
            return dt.datetime.fromisoformat(day).replace(tzinfo=dt.UTC)
        case {"error": int(number)}:
            return number
        case _:
            return value


def argument(value: Any, book: Folder) -> object:
    match value:
        case {"missing": True}:
            return MISSING
        case {"busy": True}:
            return Busy(Tab(book, "Cells", [[None]]), [[None]])
        case {"cells": rows}:
            return Area(Tab(book, "Cells", [[None]]), [[read(cell) for cell in row] for row in rows])
        case _:
            return read(value)


def called(call: dict[str, Any]) -> object:
    """The answer of xlwings' server to `CallUDF`."""
    from xlwings.com_server import XLPython

    book = Folder(epoch_1904=call.get("epoch_1904", False), company=call.get("company", []))
    given = [argument(value, book) for value in call["arguments"]]
    caller = Area(Tab(book, "Cells", [[None]]), [[None]])
    return XLPython().CallUDF("arxl.hosts.excel.udfs", call["name"], given, book, caller)


def pressed(button: str) -> list[object]:
    """What reaches the macro of a button that is pressed while a book is active."""
    from xlwings.com_server import XLPython

    from arxl.hosts.open_book import macros

    reached: list[object] = []
    macros.run = lambda name, book: reached.extend([name, book.fullname])  # type: ignore[assignment]
    book = Folder(epoch_1904=False, company=[])
    reached.append(XLPython().CallUDF("arxl.hosts.excel.udfs", "press", [button], book, -2146826265))
    return reached


def wrappers(workbook: str) -> str:
    from xlwings.udfs import generate_vba_wrapper

    from arxl.hosts.excel import udfs

    written = io.StringIO()
    generate_vba_wrapper("arxl.hosts.excel.udfs", udfs, written, types.SimpleNamespace(Name=workbook))
    return written.getvalue()


def main() -> None:
    become_windows()
    match sys.argv[1:]:
        case ["wrappers", workbook]:
            print(wrappers(workbook))
        case ["press", button]:
            print(json.dumps(pressed(button)))
        case ["calls"]:
            for line in sys.stdin:
                print(json.dumps(called(json.loads(line)), default=str))


if __name__ == "__main__":
    main()
