"""A button that was pressed in LibreOffice: the macro of its name, on the document of the window."""

from __future__ import annotations

from typing import Any

from arxl.hosts.libreoffice import engine
from arxl.hosts.libreoffice.button_files import MACRO, STOP
from arxl.hosts.open_book import macros


def pressed(address: str, context: Any, frame: Any) -> None:
    """Carry out what a button's address says.

    Args:
        context: UNO's.
        frame: of the window.
    """
    if address == STOP:
        macros.stop()
        return
    app = engine.attach(context)
    macros.run(address.removeprefix(MACRO), engine.book_of(frame.Controller.Model, app), engine.EventsToken(app))
