"""The command line: `arxl COMMAND BOOK`.

Only the arguments are known here. Everything heavy waits until a command runs, so that `--help` answers at once.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import os
import sys
from collections.abc import Sequence

from arxl.hosts.cli.arguments import overrides, parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        Exit status: 0 done, 1 the workbook has faults, 2 wrong usage, 3 refused.
    """
    _write_utf8()
    _collect_seldom()
    asked = parser().parse_args(arguments)
    with _reading(asked):
        from arxl.hosts.cli.run import run

        status = run(asked)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go_of_output()
    return status


def _reading(asked: argparse.Namespace) -> contextlib.AbstractContextManager[object]:
    """Begin to read the book of a command that reads one: what else the command needs loads meanwhile."""
    if "reading" not in asked:
        return contextlib.nullcontext()
    from arxl.workbook.opening import Reading

    asked.reading = reading = Reading(asked.book, overrides(asked))
    return reading


def _write_utf8() -> None:
    """What goes into a file or a pipe is UTF-8 everywhere; Windows would take a code page that lacks most names."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _collect_seldom() -> None:
    """A run makes many small objects and no rings of them: looking for rings as often as Python does takes a fifth of
    its time.
    """
    gc.set_threshold(100_000, 20, 20)


def _let_go_of_output() -> None:
    """The reader of the pipe went away: what is still to be written goes nowhere, and Python's end says nothing."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


if __name__ == "__main__":
    sys.exit(main())
