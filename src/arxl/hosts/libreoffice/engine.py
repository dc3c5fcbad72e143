"""An engine for xlwings: macros that are written for Excel run in LibreOffice, over UNO.

It answers the calls that docs/xlwings-in-libreoffice.md lists, as xlwings answers them in Excel on Windows; others
raise `NotImplementedError`. In LibreOffice's own Python `attach` takes the context that it hands to components; from
outside, `connect` finds a program that listens (`soffice --accept=pipe,name=…;urp;`).
"""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Iterator
from typing import Any

import xlwings as xw
from xlwings import base_classes

from arxl.hosts.libreoffice import cells, structs
from arxl.hosts.libreoffice.books import Book, Books
from arxl.hosts.libreoffice.ranges import Range

NAME = "libreoffice"
_MESSAGE = {None: "MESSAGEBOX", "info": "INFOBOX", "critical": "ERRORBOX"}
_BUTTONS = {"ok": 1, "ok_cancel": 2, "yes_no": 3, "yes_no_cancel": 4}  # com.sun.star.awt.MessageBoxButtons
_ANSWERS = {0: "cancel", 1: "ok", 2: "yes", 3: "no"}


class Engine:
    """What xlwings asks an engine for."""

    name = NAME
    type = "desktop"

    def __init__(self) -> None:
        self.apps = Apps()

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        """A value as the engine writes it: no NaN, no numpy."""
        if type(value).__module__ == "numpy":
            value = value.item()
        return None if isinstance(value, float) and value != value else value

    @staticmethod
    def clean_value_data(data: Any, date: Any, empty: Any, number: Any, errors_as_text: bool) -> list[list[Any]]:
        """Values as a macro reads them; an error is None, or its text where that is asked for."""

        def clean(value: Any) -> Any:
            match value:
                case None:
                    return empty
                case bool():
                    return value
                case int():
                    return cells.ERRORS[value] if errors_as_text else None
                case float():
                    return value if number is None else number(value)
                case str():
                    return value
            return date(
                year=value.year,
                month=value.month,
                day=value.day,
                hour=value.hour,
                minute=value.minute,
                second=value.second,
                microsecond=value.microsecond,
                tzinfo=None,
            )

        return [[clean(value) for value in row] for row in data]


class Apps(base_classes.Apps):
    """The programs that this process has spoken to, the last one first."""

    def __init__(self) -> None:
        self._apps: list[App] = []

    def take(self, app: App) -> App:
        """Put a program first."""
        self._apps = [app, *(other for other in self._apps if other.pid != app.pid)]
        return app

    def keys(self) -> list[int]:
        return [app.pid for app in self._apps]

    def __iter__(self) -> Iterator[App]:
        return iter(self._apps)

    def __len__(self) -> int:
        return len(self._apps)

    def __getitem__(self, pid: int) -> App:
        for app in self._apps:
            if app.pid == pid:
                return app
        raise KeyError(pid)


class App(base_classes.App):
    """One LibreOffice.

    Args:
        context: what UNO hands to its components, or `connect` finds.
        pid: what tells it from others; not the number of a process where it was found by an address.
    """

    def __init__(self, context: Any, pid: int) -> None:
        self._context, self._pid = context, pid
        self.desktop = self._service("com.sun.star.frame.Desktop")
        self._status: Any = None
        self._status_text = ""
        self._display_alerts = True

    def _service(self, name: str) -> Any:
        return self._context.ServiceManager.createInstanceWithContext(name, self._context)

    @property
    def engine(self) -> Engine:
        return ENGINE

    @property
    def api(self) -> Any:
        return self.desktop

    @property
    def pid(self) -> int:
        return self._pid

    @property
    def version(self) -> str:
        settings = self._service("com.sun.star.configuration.ConfigurationProvider").createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationAccess",
            structs.properties(nodepath="/org.openoffice.Setup/Product"),
        )
        return str(settings.getByName("ooSetupVersion"))

    @property
    def books(self) -> Books:
        return Books(self)

    @property
    def selection(self) -> Range | None:
        book = self.books.active
        selected = book.api.CurrentSelection
        if selected is None or not hasattr(selected, "RangeAddress"):
            return None
        area = selected.RangeAddress
        rows, columns = area.EndRow - area.StartRow + 1, area.EndColumn - area.StartColumn + 1
        return Range(book.sheets(area.Sheet + 1), area.StartRow + 1, area.StartColumn + 1, rows, columns)

    @property
    def visible(self) -> bool:
        """Whether a window is on the screen."""
        frames = self.desktop.Frames
        return any(frames.getByIndex(nth).ContainerWindow.isVisible() for nth in range(frames.Count))

    @visible.setter
    def visible(self, value: bool) -> None:
        frames = self.desktop.Frames
        for nth in range(frames.Count):
            frames.getByIndex(nth).ContainerWindow.setVisible(bool(value))

    def activate(self, steal_focus: bool = False) -> None:
        """A window comes to the front with its workbook."""

    def quit(self) -> None:
        self.desktop.terminate()

    def calculate(self) -> None:
        for book in self.books:
            book.api.calculateAll()

    @property
    def screen_updating(self) -> bool:
        return not any(book.api.hasControllersLocked() for book in self.books)

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        for book in self.books:
            if book.api.hasControllersLocked() is bool(value):
                (book.api.unlockControllers if value else book.api.lockControllers)()

    @property
    def display_alerts(self) -> bool:
        return self._display_alerts

    @display_alerts.setter
    def display_alerts(self, value: bool) -> None:
        self._display_alerts = bool(value)

    @property
    def status_bar(self) -> str | bool:
        return self._status_text or False

    @status_bar.setter
    def status_bar(self, value: str | bool | None) -> None:
        """A text stays until another takes its place; False or None gives the bar back."""
        text = str(value) if value else ""
        if self._status is None and text:
            self._status = self.books.active.api.CurrentController.StatusIndicator
            self._status.start(text, 0)
        elif self._status is not None:
            if text:
                self._status.setText(text)
            else:
                self._status.end()
                self._status = None
        self._status_text = text

    def alert(self, prompt: str, title: str | None, buttons: str, mode: str | None, callback: Any) -> str:
        """A message on the screen; without a screen it is answered at once."""
        parent = self.books.active.api.CurrentController.Frame.ContainerWindow
        kind = structs.enum("com.sun.star.awt.MessageBoxType", _MESSAGE[mode])
        box = self._service("com.sun.star.awt.Toolkit").createMessageBox(
            parent, kind, _BUTTONS[buttons], title or "", prompt or ""
        )
        try:
            return _ANSWERS.get(box.execute(), "cancel")
        finally:
            box.dispose()

    def let_events_through(self) -> None:
        """Let the program do what waits: draw itself, and run what was clicked."""
        self._service("com.sun.star.awt.Toolkit").processEventsToIdle()


ENGINE = Engine()


def attach(context: Any) -> xw.App:
    """LibreOffice itself, seen from its own Python.

    Args:
        context: the component context that UNO hands over (`XSCRIPTCONTEXT.getComponentContext()`, or the first
            argument of a component).
    """
    return _app(context, os.getpid())


def connect(address: str) -> xw.App:
    """A LibreOffice that listens.

    Args:
        address: of a pipe or socket, such as `pipe,name=arxl` or `socket,host=localhost,port=2002`; or as UNO spells
            it in full, `uno:…;urp;StarOffice.ComponentContext`.

    Raises:
        ConnectionError: nobody listens there.
    """
    local = structs.bridge().getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    full = address if address.startswith("uno:") else f"uno:{address};urp;StarOffice.ComponentContext"
    try:
        context = resolver.resolve(full)
    except Exception as error:  # UNO's own kind of exception has no common base class
        raise ConnectionError(f"no LibreOffice listens at {address}") from error
    return _app(context, zlib.crc32(full.encode()))


def book_of(document: Any, app: xw.App | None = None) -> xw.Book:
    """The workbook of a document of UNO.

    Args:
        document: a spreadsheet document.
        app: the program that holds it; None is the one that was attached or connected last.

    Raises:
        LookupError: no program was attached or connected.
    """
    holder = app or xw.engines[NAME].apps.active
    if holder is None:
        raise LookupError("attach or connect a LibreOffice first")
    return xw.Book(impl=Book(holder.impl, document))


class EventsToken:
    """Lets LibreOffice hear a click on Stop while a macro runs; whether it was clicked is for `macros.stop` to say."""

    def __init__(self, app: xw.App) -> None:
        self._app = app.impl

    def wanted(self) -> bool:
        """Never of itself."""
        self._app.let_events_through()
        return False


def _app(context: Any, pid: int) -> xw.App:
    if NAME not in xw.engines.engines_by_name:
        xw.engines.add(xw.Engine(impl=ENGINE))
    if xw.engines.active is None or sys.platform == "linux":
        xw.engines[NAME].activate()
    if all(app.pid != pid for app in ENGINE.apps):
        ENGINE.apps.take(App(context, pid))
    return xw.App(impl=ENGINE.apps.take(ENGINE.apps[pid]))
