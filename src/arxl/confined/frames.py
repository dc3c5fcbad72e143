"""The language between arxl and its confined child: frames of JSON and buffers over a pipe.

A frame is the length of its JSON (four bytes), the JSON, and the buffers whose lengths stand under `buffers` in it.
Nothing is ever unpickled: a child that a hostile file has taken over can answer wrongly, and no more.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from typing import IO, Any

Frame = tuple[dict[str, Any], list[bytes]]


def write_frame(pipe: IO[bytes], message: dict[str, Any], buffers: Sequence[bytes] = ()) -> None:
    """Send one frame."""
    text = json.dumps({**message, "buffers": [len(buffer) for buffer in buffers]}).encode()
    pipe.write(struct.pack("<I", len(text)))
    pipe.write(text)
    for buffer in buffers:
        pipe.write(buffer)
    pipe.flush()


def read_frame(pipe: IO[bytes]) -> Frame | None:
    """Receive one frame; None where the other end has closed the pipe.

    Raises:
        EOFError: the other end stopped in the middle of a frame.
    """
    head = pipe.read(4)
    if not head:
        return None
    message = json.loads(_exactly(pipe, struct.unpack("<I", head.ljust(4, b"\0"))[0]))
    return message, [_exactly(pipe, length) for length in message.pop("buffers")]


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    data = pipe.read(length)
    if len(data) != length:
        raise EOFError
    return data
