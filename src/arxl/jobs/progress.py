"""How a job tells its host how far it is, and hears from it whether to stop.

A host makes one `Progress` from what shows a step and from what knows whether somebody wishes to stop. The job calls
it at every step and polls it in between; work below the jobs is heard by its pulse. A wish is noted at once, and
carried out where the job can stop: issuing holds it back until its transaction is through, so that no statement is
half issued.

>>> told = []
>>> progress = Progress(lambda step, done, total: told.append((step, done, total)), wish=lambda: bool(told))
>>> with progress.held_back():
...     progress("Issuing statements", 64, 200)
>>> progress.poll()
Traceback (most recent call last):
arxl.errors.Cancelled: The work was stopped. Nothing is half done: start it again, and it goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from arxl.errors import Cancelled, Fault, sentence
from arxl.pulse import heard_by

Show = Callable[[str, int, int], None]
"""Called with the step's name (an English message id), how much of it is done, and how much there is."""


def _shows_nothing(step: str, done: int, total: int) -> None:
    """Nobody watches."""


def _never() -> bool:
    return False


class Progress:
    """What a job tells and asks.

    Args:
        show: shows a step.
        wish: whether somebody wishes to stop; asked at every step and poll, so it must be quick.
    """

    def __init__(self, show: Show = _shows_nothing, wish: Callable[[], bool] = _never) -> None:
        self._show, self._wish = show, wish
        self._wished = self._holding_back = False

    def __call__(self, step: str, done: int, total: int) -> None:
        """Tell how far a step is.

        Raises:
            Cancelled: somebody wishes to stop.
        """
        self._show(step, done, total)
        self.poll()

    def poll(self) -> None:
        """Ask whether somebody wishes to stop.

        Raises:
            Cancelled: so it is, and nothing holds it back.
        """
        self._wished = self._wished or self._wish()
        if self._wished and not self._holding_back:
            raise Cancelled(
                Fault(
                    "",
                    sentence("The work was stopped."),
                    sentence("Nothing is half done: start it again, and it goes on."),
                )
            )

    @contextmanager
    def held_back(self) -> Iterator[None]:
        """Inside, a wish is noted and not carried out; the next poll after it does."""
        outer, self._holding_back = self._holding_back, True
        try:
            yield
        finally:
            self._holding_back = outer

    def listening(self) -> AbstractContextManager[None]:
        """Inside, whatever beats below the jobs polls."""
        return heard_by(self.poll)


no_progress = Progress()
"""Shows nothing and never stops."""
