"""The inner end of a confined child: it limits itself, then answers requests until the pipe is closed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from arxl.confined.frames import Frame, read_frame, write_frame


def limit_itself(memory_bytes: int, seconds: int) -> None:
    """Ask the system to stop this process where it takes too much; not every system can."""
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, memory_bytes), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(what, (most, most))
        except (OSError, ValueError):  # the system knows the limit, and does not let it be set
            continue


def serve(
    answered: Callable[[dict[str, Any], list[bytes]], Frame], afterwards: Callable[[list[bytes]], None] | None = None
) -> None:
    """Answer requests: they come on standard input, answers go to standard output.

    Args:
        answered: the answer to a request's message and buffers. What it raises is told to the other end in a line.
        afterwards: work that follows an answer, given the buffers of its request.
    """
    pipe, answers = sys.stdin.buffer, sys.stdout.buffer
    while (request := read_frame(pipe)) is not None:
        try:
            answer = answered(*request)
        except MemoryError:  # the limit strikes in Python or in the parser, by chance: the other end says one sentence
            raise SystemExit(1) from None
        except Exception as error:
            answer = {"error": str(error).partition("\n")[0] or type(error).__name__}, []
        write_frame(answers, *answer)
        if afterwards and "error" not in answer[0]:
            afterwards(request[1])
