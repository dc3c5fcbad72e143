"""How somebody who sits before a spreadsheet stops a macro: the key Esc in Excel, the command Stop in LibreOffice.

A macro asks at every beat of its work, thousands of times a second at times; the program is asked ten times a second.

>>> wish = Wish(None, clock=iter([0.0, 0.05, 0.2]).__next__)
>>> wish.wanted(), wish.stop(), wish.wanted()
(False, None, True)
"""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Callable
from typing import Any, Protocol

_ASKED_EVERY = 0.1  # seconds
_ESCAPE = 0x1B  # Windows' number of the key
_DOWN, _PRESSED_SINCE = 0x8000, 0x0001


class Token(Protocol):
    """Knows whether somebody wishes to stop. It may let the program do what waits, so that a click arrives."""

    def wanted(self) -> bool:
        """Whether somebody wishes to stop."""
        ...


class Wish:
    """The wish to stop one run: said by `stop`, or by the token of the program.

    Args:
        token: of the program; None where it has none.
        clock: seconds that never go back.
    """

    def __init__(self, token: Token | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._token, self._clock = token, clock
        self._stopped = False
        self._asked_at = clock()

    def stop(self) -> None:
        """Wish to stop; may come from another thread."""
        self._stopped = True

    def wanted(self) -> bool:
        """Whether the run is to stop."""
        now = self._clock()
        if self._token is not None and now - self._asked_at >= _ASKED_EVERY:
            self._asked_at = now
            self._stopped = self._token.wanted() or self._stopped
        return self._stopped


class EscapeKey:
    """Esc, pressed while Excel is in front.

    Args:
        window: Excel's window, by its handle.
        user32: Windows' own library of that name.
    """

    def __init__(self, window: int, user32: Any) -> None:
        self._window, self._user32 = window, user32
        self._pressed()  # what was pressed before the run counts for nothing

    def wanted(self) -> bool:
        """Whether Esc is down, or was pressed since the last time."""
        pressed = self._pressed()
        return pressed and self._user32.GetForegroundWindow() == self._window

    def _pressed(self) -> bool:
        return bool(self._user32.GetAsyncKeyState(_ESCAPE) & (_DOWN | _PRESSED_SINCE))


def token_of(app: Any) -> Token | None:
    """What stops a macro in this program without any further help; None where nothing does."""
    if sys.platform == "win32" and app.engine.name == "excel":
        return EscapeKey(app.hwnd, ctypes.windll.user32)
    return None
