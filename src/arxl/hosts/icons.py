"""The buttons' icons, drawn from shapes: the same bytes on every machine, in any size.

A shape lies on a square of 32 by 32, and later ones cover earlier ones. Every point of a finer grid is inside a shape
or not; a pixel is the mean of its points. The file is a PNG whose data is stored as it is, since compressors differ.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from arxl.kernels.arrays import AnyArray

_SQUARE = 32
_POINTS = 4
"""Points a pixel, each way."""

Colour = tuple[int, int, int]
_INK: Colour = (31, 78, 95)
_PAPER: Colour = (255, 255, 255)
_MARK: Colour = (217, 121, 33)
_GOOD: Colour = (58, 135, 80)
_HALT: Colour = (178, 52, 48)

Plane = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float
    colour: Colour = _INK

    def holds(self, x: Plane, y: Plane) -> AnyArray:
        """Which points are inside."""
        return (x >= self.left) & (x <= self.right) & (y >= self.top) & (y <= self.bottom)


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle, filled."""

    x: float
    y: float
    radius: float
    colour: Colour = _INK

    def holds(self, x: Plane, y: Plane) -> AnyArray:
        """Which points are inside."""
        inside: AnyArray = (x - self.x) ** 2 + (y - self.y) ** 2 <= self.radius**2
        return inside


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points, with round ends."""

    points: tuple[tuple[float, float], ...]
    width: float = 2.5
    colour: Colour = _INK

    def holds(self, x: Plane, y: Plane) -> AnyArray:
        """Which points are inside: those nearer to a part of it than half its width."""
        inside: AnyArray = np.zeros(x.shape, bool)
        for (x0, y0), (x1, y1) in zip(self.points, self.points[1:], strict=False):
            along = ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / ((x1 - x0) ** 2 + (y1 - y0) ** 2)
            along = np.clip(along, 0, 1)
            away = (x - x0 - along * (x1 - x0)) ** 2 + (y - y0 - along * (y1 - y0)) ** 2
            inside |= away <= (self.width / 2) ** 2
        return inside


Shape = Box | Disc | Line

_PAGE = (Box(6, 2, 26, 30), Box(8, 4, 24, 28, _PAPER))
_CALENDAR = (Box(3, 6, 29, 29), Box(5, 12, 27, 27, _PAPER), Line(((10, 3), (10, 8))), Line(((22, 3), (22, 8))))
_LINES = tuple(Line(((13, y), (21, y)), 2) for y in (10, 16, 22))
_TICK = Line(((11, 20), (15, 24), (22, 16)), 3, _GOOD)
_UP, _UP_HEAD = Line(((10, 6), (10, 27)), 4, _GOOD), Line(((5, 12), (10, 5), (15, 12)), 4, _GOOD)
_SLASH = Line(((25, 5), (7, 27)), 3, _MARK)
_AXES = (Line(((4, 4), (4, 28)), 2), Line(((4, 28), (29, 28)), 2))

_ICONS: Mapping[str, Sequence[Shape]] = {
    "check": (
        *_PAGE,
        Line(((11, 10), (21, 10)), 2),
        Line(((11, 15), (17, 15)), 2),
        Line(((12, 21), (17, 26), (28, 13)), 4, _GOOD),
    ),
    "age": (
        Disc(16, 16, 14),
        Disc(16, 16, 11.5, _PAPER),
        Line(((16, 9), (16, 16)), 3),
        Line(((16, 16), (22, 20)), 3, _MARK),
    ),
    "allocate": (
        Box(3, 4, 13, 11),
        Box(3, 20, 13, 28),
        Box(20, 12, 29, 20, _GOOD),
        Line(((13, 7.5), (17, 7.5), (17, 16), (20, 16)), 2, _MARK),
        Line(((13, 24), (17, 24), (17, 16)), 2, _MARK),
    ),
    "statements": (
        *_PAGE,
        Line(((11, 9), (21, 9)), 2),
        Line(((11, 13), (21, 13)), 2),
        Line(((11, 17), (21, 17)), 2),
        Line(((11, 25), (13, 22), (15, 25), (18, 21), (21, 24)), 2, _MARK),
    ),
    "supply": (
        Box(2, 10, 19, 23),
        Box(20, 14, 30, 23, _MARK),
        Box(23, 16, 28, 19, _PAPER),
        Disc(8, 24, 4),
        Disc(8, 24, 1.5, _PAPER),
        Disc(24, 24, 4),
        Disc(24, 24, 1.5, _PAPER),
    ),
    "month_end": (*_CALENDAR, Line(((10, 19), (14, 24), (22, 15)), 3.5, _GOOD)),
    "register": (
        Box(5, 3, 27, 29),
        Box(10, 5, 25, 27, _PAPER),
        Line(((13, 10), (22, 10)), 2),
        Line(((13, 15), (22, 15)), 2),
        Line(((13, 20), (19, 20)), 2, _MARK),
    ),
    "stop": (Disc(16, 16, 14, _HALT), Box(10, 10, 22, 22, _PAPER)),
    "help": (
        Disc(16, 16, 14),
        Line(
            ((11.5, 12), (12.5, 9.5), (16, 8), (19.5, 9.5), (20.5, 12.5), (19, 15), (16.5, 17), (16, 19.5)), 3, _PAPER
        ),
        Disc(16, 24, 2, _PAPER),
    ),
    # the credit desk: a sheet each, and on it what the report is about
    "work_list": (*_PAGE, *_LINES, Disc(8, 10, 2, _MARK), Disc(8, 16, 2, _MARK), Disc(8, 22, 2, _MARK)),
    "reminders": (Box(3, 8, 29, 25), Box(5, 10, 27, 23, _PAPER), Line(((5, 10), (16, 18), (27, 10)), 2, _MARK)),
    "promises": (*_CALENDAR, Disc(16, 19.5, 5, _GOOD)),
    "orders": (Box(4, 12, 28, 28), Box(6, 14, 26, 26, _PAPER), Line(((9, 12), (12, 4), (20, 4), (23, 12)), 2.5), _TICK),
    "changes": (_UP, _UP_HEAD, Line(((22, 5), (22, 26)), 4, _HALT), Line(((17, 20), (22, 27), (27, 20)), 4, _HALT)),
    "privileges": (
        Disc(16, 12, 10, _MARK),
        Disc(16, 12, 6, _PAPER),
        Line(((10, 20), (7, 30), (16, 25), (25, 30), (22, 20))),
    ),
    "warnings": (
        Line(((16, 4), (29, 28), (3, 28), (16, 4)), 3, _HALT),
        Line(((16, 12), (16, 20)), 3),
        Disc(16, 24, 1.8),
    ),
    "sell_through": (Box(4, 6, 12, 28), Box(14, 6, 22, 28, _GOOD), Box(24, 18, 30, 28, _MARK)),
    "credit_files": (
        Box(2, 7, 30, 28),
        Box(2, 4, 13, 9),
        Box(4, 12, 28, 26, _PAPER),
        Line(((8, 17), (22, 17)), 2, _MARK),
    ),
    "credit_scores": (*_PAGE, *_LINES, Line(((11, 24), (21, 24)), 4, _GOOD)),
    "reviews": (Disc(13, 13, 11), Disc(13, 13, 7.5, _PAPER), Line(((21, 21), (29, 29)), 4, _MARK)),
    "rebates": (Disc(9, 9, 5, _GOOD), Disc(9, 9, 2, _PAPER), Disc(23, 23, 5, _GOOD), Disc(23, 23, 2, _PAPER), _SLASH),
    "interest": (Disc(9, 9, 5), Disc(9, 9, 2, _PAPER), Disc(23, 23, 5), Disc(23, 23, 2, _PAPER), _SLASH),
    "debts": (Box(4, 4, 28, 9, _GOOD), Box(4, 10, 28, 15, _MARK), Box(4, 16, 28, 21, _HALT), Box(4, 22, 28, 28)),
    "recovery": (*_AXES, Line(((6, 7), (11, 16), (18, 21), (28, 23)), 3, _MARK)),
    "commission": (Disc(16, 9, 6), Box(5, 18, 27, 29), Disc(24, 25, 6, _GOOD)),
    "targets": (Disc(16, 16, 14, _HALT), Disc(16, 16, 10, _PAPER), Disc(16, 16, 6, _HALT), Disc(16, 16, 2, _PAPER)),
    "desk": (
        Box(2, 8, 30, 12),
        Box(4, 12, 8, 28),
        Box(18, 12, 28, 28),
        Box(20, 15, 26, 19, _PAPER),
        Disc(23, 4, 3, _MARK),
    ),
    "dashboard": (*_AXES, Box(8, 18, 13, 26, _GOOD), Box(15, 12, 20, 26, _MARK), Box(22, 7, 27, 26)),
}


def icon(macro: str, size: int) -> bytes:
    """The icon of a button, or of "stop", as PNG, with transparent ground.

    Raises:
        KeyError: there is no such button.
    """
    step = _SQUARE / (size * _POINTS)
    places = (np.arange(size * _POINTS) + 0.5) * step
    x, y = np.meshgrid(places, places)
    points = np.zeros((size * _POINTS, size * _POINTS, 4), np.int64)
    for shape in _ICONS[macro]:
        points[shape.holds(x, y)] = (*shape.colour, 255)
    points[..., :3] *= points[..., 3:] // 255
    sums = points.reshape(size, _POINTS, size, _POINTS, 4).sum(axis=(1, 3))
    seen = np.maximum(sums[..., 3:] // 255, 1)
    pixels = np.concatenate([sums[..., :3] // seen, sums[..., 3:] // _POINTS**2], axis=2).astype(np.uint8)
    return _png(pixels)


def _png(pixels: npt.NDArray[np.uint8]) -> bytes:
    height, width, _ = pixels.shape
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _part(b"IHDR", header) + _part(b"IDAT", _stored(rows)) + _part(b"IEND", b"")


def _part(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _stored(data: bytes) -> bytes:
    """A zlib stream that holds the data as it is."""
    blocks = [data[at : at + 0xFFFF] for at in range(0, len(data), 0xFFFF)]
    ends = [0] * (len(blocks) - 1) + [1]
    stored = (
        struct.pack("<BHH", end, len(block), len(block) ^ 0xFFFF) + block
        for end, block in zip(ends, blocks, strict=True)
    )
    return b"\x78\x01" + b"".join(stored) + struct.pack(">I", zlib.adler32(data))
