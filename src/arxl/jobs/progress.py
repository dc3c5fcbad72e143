"""How a job tells its host how far it is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with the step's name (an English message id), how much of it is done, and how much there is."""


def no_progress(step: str, done: int, total: int) -> None:
    """Shows nothing."""
