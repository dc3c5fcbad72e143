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
