"""The language between arxl and its parsing child: frames of JSON and buffers over a pipe.

A frame is the length of its JSON (four bytes), the JSON, and the buffers whose lengths stand under `buffers` in it.
Nothing is ever unpickled: a child that a hostile workbook has taken over can answer wrongly, and no more.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from enum import StrEnum
from typing import IO, Any

Frame = tuple[dict[str, Any], list[bytes]]


class Cells(StrEnum):
    """How a column travels. Numbers are in the byte order of the machine, on which both ends run.

    `valid` is a bit a cell, the first one lowest, 0 where the cell is empty; no bytes where no cell is.
    """

    FLOATS = "floats"  # two buffers: float64, and `valid`; NaN is empty, too
    DATES = "dates"  # two buffers: int64 since 1970-01-01, `a_day` of them a day, and `valid`
    TEXTS = "texts"  # two buffers: int32, where each text begins and the last one ends, and UTF-8; no letters: empty
    MIXED = "mixed"  # JSON: str, number, bool, null, or {"date": "2026-01-31"}


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
