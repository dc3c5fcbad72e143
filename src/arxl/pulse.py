"""The pulse of a long piece of work: it beats at least twice a second, and who waits for it may speak up between beats.

What takes its time calls `beat()` on its way: reading column by column, matching step by step, judging customer by
customer. It knows nothing of who listens. A job lets a listener hear the beats (`heard_by`), who may raise to stop
the work there; without one a beat costs next to nothing.

>>> beats = []
>>> with heard_by(lambda: beats.append("beat")):
...     beat()
>>> beat(); beats
['beat']
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

Listener = Callable[[], None]
T = TypeVar("T")


def _nobody() -> None:
    """Hears nothing."""


_listener: ContextVar[Listener] = ContextVar("listener", default=_nobody)


def beat() -> None:
    """Let the listener hear that the work goes on; it raises where the work is to stop."""
    _listener.get()()


def beating(items: Iterable[T], every: int = 1024) -> Iterator[T]:
    """The same items, with a beat before the first of so many.

    >>> with heard_by(lambda: print("beat")):
    ...     list(beating("abc", every=2))
    beat
    beat
    ['a', 'b', 'c']
    """
    for nth, item in enumerate(items):
        if nth % every == 0:
            beat()
        yield item


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Whatever beats inside is heard by the listener."""
    before = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(before)
