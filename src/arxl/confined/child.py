"""A child process with a limit on memory and time, in which a stranger's file is parsed.

What the parser does to itself, it does to the child: a crash, an abort, memory without end or time without end
becomes one sentence here. The child limits its own memory where the system can (`confined.inside`); its time is
watched from outside everywhere. What the file is, and what is said of it, is known to the subclass alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from math import ceil
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import arxl
from arxl.confined.frames import Frame, read_frame, write_frame
from arxl.errors import Refused, Sentence, refused

_LARGE_PAGES = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}  # a tenth of a parse is getting memory page by page

Told = tuple[Sentence, Sentence]
"""Fact and remedy."""


class Child(ABC):
    """A parsing process, started at once.

    Args:
        name: of the file, for messages.
        module: what the process runs; it calls `confined.inside.serve`.
        memory_bytes: address space of the process.
        seconds: time that it may take, from now on.
    """

    def __init__(self, name: str, module: str, memory_bytes: int, seconds: float) -> None:
        self._name = name
        self._memory_bytes = memory_bytes
        self._seconds = seconds
        self._was_stopped = False
        self._process = subprocess.Popen(
            [_python(), "-P", "-m", module, str(memory_bytes), str(ceil(seconds))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**_LARGE_PAGES, **os.environ, "PYTHONPATH": os.pathsep.join(_trusted_folders())},
        )
        self._watch = threading.Timer(seconds, self._stop)
        self._watch.daemon = True
        self._watch.start()

    @abstractmethod
    def _unreadable(self, reason: str) -> Told:
        """The parser cannot read the file."""

    @abstractmethod
    def _late(self, seconds: float) -> Told:
        """The parser takes too long."""

    @abstractmethod
    def _broken(self, megabytes: int) -> Told:
        """The parser takes too much memory, or breaks down."""

    def ask(
        self, message: dict[str, Any], buffers: Sequence[bytes] = (), meanwhile: Callable[[], None] | None = None
    ) -> Frame:
        """Send a request and wait for its answer; `meanwhile` runs on this side while the child works.

        Raises:
            Refused: the child broke down, took too long, or its parser cannot read the file.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            write_frame(self._process.stdin, message, buffers)
            if meanwhile:
                meanwhile()
            answer = read_frame(self._process.stdout)
        except (OSError, EOFError, ValueError):
            answer = None
        if answer is None:
            raise self._broken_down()
        if "error" in answer[0]:
            raise refused(self._name, *self._unreadable(str(answer[0]["error"])[:200].rstrip(".")))
        return answer

    def _stop(self) -> None:
        self._was_stopped = True
        self._process.kill()

    def _broken_down(self) -> Refused:
        self._process.wait()
        if self._was_stopped:
            return refused(self._name, *self._late(self._seconds))
        return refused(self._name, *self._broken(self._memory_bytes >> 20))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process, whatever it does."""
        self._watch.cancel()
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what was not yet written has nobody to read it
                    continue
        self._process.wait()


def _trusted_folders() -> list[str]:
    """The folders from which the child imports: those of this process, never the one where strangers' files may lie.

    Python puts the current folder in front where it is started as `python -m arxl`, and a PYTHONPATH may say "." or
    nothing: a file `fastexcel.py` beside them must stay a file. arxl's own folder is named, wherever it is.
    """
    here = os.getcwd()
    found = [path for path in sys.path if os.path.isabs(path) and not _is_same_folder(path, here)]
    return [*found, str(Path(arxl.__file__).resolve().parents[1])]


def _is_same_folder(path: str, here: str) -> bool:
    try:
        return os.path.samefile(path, here)
    except OSError:  # a folder that is not there, or a zip on a drive that is gone
        return False


def _python() -> str:
    """The interpreter. Inside a spreadsheet program `sys.executable` is that program, and must not be started again."""
    if "python" in Path(sys.executable).name.lower():
        return sys.executable
    places = [Path(sys.exec_prefix), Path(sys.exec_prefix) / "bin", Path(sys.exec_prefix) / "Scripts"]
    names = ("python.exe", f"python{sys.version_info[0]}.{sys.version_info[1]}", "python3", "python")
    found = next((place / name for place in places for name in names if (place / name).is_file()), None)
    return str(found or sys.executable)
