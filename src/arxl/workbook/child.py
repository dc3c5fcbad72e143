"""A child process with a limit on memory and time, in which a stranger's workbook is parsed.

What the parser does to itself, it does to the child: a crash, an abort, memory without end or time without end
becomes one sentence here. The child limits its own memory where the system can (`parser.limit_itself`); its time is
watched from outside everywhere.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from math import ceil
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import arxl
from arxl.errors import Refused, refused, sentence
from arxl.workbook.frames import Frame, read_frame, write_frame
from arxl.workbook.guard import Limits

_PARSER = "arxl.workbook.parser"
_LARGE_PAGES = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}  # a tenth of the parse is getting memory page by page


class Child:
    """The parsing process: started at once, so that it loads its libraries while the guard still looks at the file.

    Args:
        name: of the file, for messages.
    """

    def __init__(self, name: str, limits: Limits, module: str = _PARSER) -> None:
        self._name = name
        self._limits = limits
        self._late = False
        self._process = subprocess.Popen(
            [_python(), "-P", "-m", module, str(limits.memory_bytes), str(ceil(limits.seconds))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**_LARGE_PAGES, **os.environ, "PYTHONPATH": os.pathsep.join(_trusted_folders())},
        )
        self._watch = threading.Timer(limits.seconds, self._stop_late)
        self._watch.daemon = True
        self._watch.start()

    def ask(
        self, message: dict[str, Any], buffers: Sequence[bytes] = (), meanwhile: Callable[[], None] | None = None
    ) -> Frame:
        """Send a request and wait for its answer; `meanwhile` runs on this side while the child works.

        Raises:
            Refused: the child broke down, took too long, or its parser cannot read the workbook.
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
            raise refused(
                self._name,
                sentence("the workbook cannot be read: {reason}.", reason=str(answer[0]["error"])[:200].rstrip(".")),
                sentence("Let Excel repair it (File, Open, Open and Repair), or save it again as .xlsx."),
            )
        return answer

    def _stop_late(self) -> None:
        self._late = True
        self._process.kill()

    def _broken_down(self) -> Refused:
        self._process.wait()
        if self._late:
            return refused(
                self._name,
                sentence("reading the workbook takes more than {seconds} seconds.", seconds=self._limits.seconds),
                sentence("Copy the tables into a new workbook, without the formats of whole columns, and save it."),
            )
        return refused(
            self._name,
            sentence(
                "reading the workbook takes more than {found} MB of memory, or breaks the reader.",
                found=self._limits.memory_bytes >> 20,
            ),
            sentence("Copy the tables into a new workbook, or save them as CSV."),
        )

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
    """The folders from which the child imports: those of this process, but never the one in which books may lie.

    Python puts the current folder in front where it is started as `python -m arxl`, and a PYTHONPATH may say "." or
    nothing: a file `fastexcel.py` beside a book must stay a file. arxl's own folder is named, wherever it is.
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
