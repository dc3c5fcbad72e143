"""How a ratio is measured: medians of interleaved runs in one process, peaks of memory, and the bound."""

from __future__ import annotations

import gc
import statistics
import time
import tracemalloc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Finding:
    """One measured figure and what it must be.

    Attributes:
        subject: what was measured against what.
        figure: the ratio, or whatever `unit` says.
        bound: what it is held against; None where it is only reported.
        at_least: True where more is better.
        detail: the figures behind it.
    """

    subject: str
    figure: float
    bound: float | None = None
    at_least: bool = False
    unit: str = "×"
    detail: str = ""

    @property
    def held(self) -> bool:
        """Whether the bound holds."""
        if self.bound is None:
            return True
        return self.figure >= self.bound if self.at_least else self.figure <= self.bound

    def __str__(self) -> str:
        verdict = "" if self.bound is None else f"{'≥' if self.at_least else '≤'} {self.bound:g} {self.unit}"
        mark = "" if self.bound is None else "ok" if self.held else "MISSED"
        return f"{self.subject:<62} {self.figure:>8.2f} {self.unit:<2} {verdict:<8} {mark:<6} {self.detail}".rstrip()


_NOTHING: Mapping[str, Callable[[], object]] = MappingProxyType({})


def medians(
    works: Mapping[str, Callable[[], object]], runs: int = 9, before: Mapping[str, Callable[[], object]] = _NOTHING
) -> dict[str, float]:
    """Median seconds of each work. The works take turns, so that a slow moment of the machine meets all of them.

    What is done `before` a work is not timed, nor is letting go of what the work made.
    """
    for work in works.values():
        work()
    seconds: dict[str, list[float]] = {name: [] for name in works}
    gc.collect()
    gc.disable()
    try:
        for _ in range(runs):
            for name, work in works.items():
                before.get(name, _nothing)()
                start = time.perf_counter()
                made = work()
                seconds[name].append(time.perf_counter() - start)
                del made
    finally:
        gc.enable()
    return {name: statistics.median(values) for name, values in seconds.items()}


def _nothing() -> None:
    """What is done before most works."""


def peak_bytes(work: Callable[[], object]) -> int:
    """Most memory that the work held at one time beyond what was there before, its result included."""
    gc.collect()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        result = work()
        peak = tracemalloc.get_traced_memory()[1] - before
        del result
        return peak
    finally:
        tracemalloc.stop()
