"""Is a signature box signed, or stamped? A proposal from the ink in it, for a person to confirm (C7).

The scan of the box is laid over the same box as it was printed. Print is masked out, the paper's own shade is divided
out, and what is left dark is ink, speck, fold or noise. Ink hangs together over millimetres in both directions; specks
are small, folds are thin, shadows are soft. A faint stamp is lighter than noise in every dot, but not in the mean of
a square millimetre.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from arxl.kernels.arrays import Bools
from arxl.kernels.arrays import Float64s as Floats
from arxl.papers.alignment import Rectangle

DOTS_A_MM = 6
"""Dots of a box's picture: 152 dpi, what the coarsest scans have."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What counts as ink. Chosen on drawn scans of other seeds than those of the benchmark."""

    ink: float = 0.28
    """Darkness of a dot that is ink; the print's own grey and JPEG's ripples around it stay below."""
    ink_dots: int = 3
    """Dots of ink in a square millimetre that is inked: more than a speck of dust leaves."""
    faint: float = 0.05
    """Mean darkness of a square millimetre that is inked; noise of 14 steps in 255 has a mean below 0.02."""
    faint_noise: float = 5.0
    """The same in standard deviations of the box's own noise."""
    printed_mm: float = 0.5
    """How far around print nothing is judged: what alignment may be off."""
    mark_mm: float = 5.0
    """Longer side of the smallest mark: initials are 9 mm, a personal seal 10."""
    mark_thin_mm: float = 2.4
    """Its shorter side, across its length: a fold or the edge of a shadow is thinner."""
    mark_squares: int = 8
    """Its inked square millimetres."""
    stamp_mm: float = 14.0
    """Both sides of the smallest company stamp, with room for what print hides of it."""
    stamp_sectors: int = 6
    """Eighths of the circle around its middle in which it has ink: a signature lies in a line."""
    pen_mm: float = 6.0
    """Longer side of what a pen leaves beside or across a stamp."""
    pen_squares: int = 14
    """Its inked square millimetres: more than the rests of a stamp that is read in two colours."""
    coloured: float = 0.25
    """Difference between the most and the least taken colour, as a share of the most, from which ink has a colour."""
    red: float = 0.2
    """How much more blue than red is taken, as a share of the most, from which ink is red; violet takes less."""
    overrun: float = 0.5
    """Share of a mark inside the box from which it is the box's own; what less of lies in it came over its edge."""
    overrun_mm: float = 11.0
    """How far into a box a stamp reaches that was pressed on the code beside it."""


THRESHOLDS = Thresholds()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the ink looks like.

    Attributes:
        ink_share: of the box's blank, 0 to 1.
    """

    signed: bool
    stamped: bool
    ink_share: float


def proposed(
    scan: Image.Image, page: Floats, box: Rectangle, *, code_on_right: bool, limits: Thresholds = THRESHOLDS
) -> Proposal:
    """What is in a box.

    Args:
        scan: the box and its surroundings, upright, `DOTS_A_MM`.
        page: darkness (0 to 1) of the same rectangle as it was printed.
        box: in mm, from the upper left corner of the picture.
        code_on_right: the code between the boxes stands right of this one.
    """
    colours = _paper_divided_out(np.asarray(scan.convert("RGB"), np.float64))
    blank = ~_widened(page > 0.12, round(limits.printed_mm * DOTS_A_MM))
    squares = _without_overrun(_squares(colours, blank, limits), box, code_on_right, limits)
    marks = [mark for mark in _marks(squares.inked) if _is_mark(mark, limits.mark_mm, box, limits)]
    if not marks:
        return Proposal(signed=False, stamped=False, ink_share=0.0)
    stamps = _stamps(squares, box, limits)
    signed = not stamps or _is_signed_beside(squares, stamps, box, limits)
    inside = _inside(squares.inked.shape, box)
    share = (squares.inked & inside).sum() / max(1, (squares.judged & inside).sum())
    return Proposal(signed, bool(stamps), round(float(share), 4))


@dataclass(frozen=True, slots=True)
class _Squares:
    """The picture in square millimetres.

    Attributes:
        judged: enough of the square is blank paper.
        inked: it holds ink.
        dark: it holds ink as dark as a pen's.
        colour: 0 black or grey, 1 red, 2 blue or violet: what its ink lets through.
    """

    judged: Bools
    inked: Bools
    dark: Bools
    colour: NDArray[np.int64]


def _paper_divided_out(dots: Floats) -> Floats:
    """Each colour as a share of the paper's, so that shadows and yellow light are gone.

    The paper is what is left where all that is dark and narrower than 6 mm is filled up with what is around it: strokes
    and letters are narrower, shadows and stains are wider, and their edges stay where they are.
    """
    high, wide, _ = dots.shape
    squares = dots[: high // DOTS_A_MM * DOTS_A_MM, : wide // DOTS_A_MM * DOTS_A_MM]
    squares = squares.reshape(high // DOTS_A_MM, DOTS_A_MM, wide // DOTS_A_MM, DOTS_A_MM, 3)
    light = np.percentile(squares, 75, axis=(1, 3)).astype(np.float32)
    paper = np.stack([_filled_up(light[..., colour], (wide, high)) for colour in range(3)], axis=2)
    shares: Floats = np.clip(dots / np.maximum(paper, 25), 0, 1.2)
    return shares


def _filled_up(light: NDArray[np.float32], size: tuple[int, int]) -> NDArray[np.float32]:
    picture = Image.fromarray(np.pad(light, 6, mode="edge").clip(0, 255).astype(np.uint8))
    closed = picture.filter(ImageFilter.MaxFilter(7)).filter(ImageFilter.MinFilter(7))
    smooth = closed.filter(ImageFilter.GaussianBlur(0.7)).crop((6, 6, picture.width - 6, picture.height - 6))
    return np.asarray(smooth.resize(size, Image.Resampling.BILINEAR), np.float32)


def _widened(mask: Bools, dots: int) -> Bools:
    wide = mask.copy()
    for axis in (0, 1):
        line = wide.copy()
        for step in range(1, dots + 1):
            line |= np.roll(wide, step, axis) | np.roll(wide, -step, axis)
        wide = line
    return wide


def _squares(colours: Floats, blank: Bools, limits: Thresholds) -> _Squares:
    darkness = 1 - colours.min(axis=2)
    seen = _means(blank.astype(np.float64))
    judged = seen > 0.4
    share = np.maximum(seen, 1e-9)
    mean = _means(np.where(blank, darkness, 0)) / share
    tints = np.stack([_means(np.where(blank, colours[..., c], 0)) / share for c in range(3)], axis=2)
    usual = np.median(mean[judged]) if judged.any() else 0.0
    noise = 1.48 * np.median(np.abs(mean[judged] - usual)) if judged.any() else 0.0
    dots_of_ink = _means((blank & (darkness - usual > limits.ink)).astype(np.float64)) * DOTS_A_MM**2
    strong = judged & (dots_of_ink >= limits.ink_dots)
    faint = judged & (mean - usual > max(limits.faint, limits.faint_noise * noise))
    return _Squares(judged, strong | faint, strong, _colours(tints, judged, limits))


def _colours(tints: Floats, judged: Bools, limits: Thresholds) -> NDArray[np.int64]:
    taken = (np.median(tints[judged], axis=0) if judged.any() else 1.0) - tints
    most, least = taken.max(axis=2), taken.min(axis=2)
    coloured = most - least > limits.coloured * np.maximum(most, 0.05)
    red = taken[..., 2] - taken[..., 0] > limits.red * most
    return np.where(~coloured, 0, np.where(red, 1, 2))


def _means(dots: Floats) -> Floats:
    """Mean of each square millimetre."""
    high, wide = (length // DOTS_A_MM * DOTS_A_MM for length in dots.shape)
    parts = dots[:high, :wide].reshape(high // DOTS_A_MM, DOTS_A_MM, wide // DOTS_A_MM, DOTS_A_MM)
    means: Floats = parts.mean(axis=(1, 3))
    return means


Mark = NDArray[np.int64]  # (N, 2): row and column of its square millimetres


def _marks(inked: Bools) -> list[Mark]:
    """Inked squares that hang together; a gap of two squares, as wide as a printed line's, does not part them."""
    waiting = {(int(row), int(column)) for row, column in zip(*np.nonzero(inked), strict=True)}
    steps = [(down, across) for down in range(-3, 4) for across in range(-3, 4)]
    marks = []
    while waiting:
        mark, edge = [], [waiting.pop()]
        while edge:
            row, column = edge.pop()
            mark.append((row, column))
            near = {(row + down, column + across) for down, across in steps} & waiting
            waiting -= near
            edge += near
        marks.append(np.array(mark))
    return marks


def _extent(mark: Mark) -> tuple[float, float]:
    """Height and width in mm, without the outermost hundredths: a speck beside a mark does not lengthen it."""
    low, high = np.percentile(mark, [3, 97], axis=0)
    return float(high[0] - low[0] + 1), float(high[1] - low[1] + 1)


def _without_overrun(squares: _Squares, box: Rectangle, code_on_right: bool, limits: Thresholds) -> _Squares:
    """Without what a stamp on the code between the boxes left in this one: a strip along the edge that it came over."""
    reach, width = int(box[0] + limits.overrun_mm), squares.inked.shape[1]
    strip, edge = (slice(width - reach, width), width - 2) if code_on_right else (slice(0, reach), 1)
    beside = squares.inked.copy()
    beside[:, strip] = False
    here = squares.inked & ~beside
    if not any(len(m) >= limits.mark_squares and np.abs(m[:, 1] - edge).min() <= 1 for m in _marks(here)):
        return squares
    if any(_is_mark(mark, limits.mark_mm, box, limits) for mark in _marks(beside)):
        kept = beside.copy()
        for mark in _marks(squares.inked):  # what reaches out of the strip may be the box's own
            kept[mark[:, 0], mark[:, 1]] |= beside[mark[:, 0], mark[:, 1]].any()
    else:
        kept = beside
    return replace(squares, inked=kept, dark=squares.dark & kept)


def _is_mark(mark: Mark, longer_mm: float, box: Rectangle, limits: Thresholds) -> bool:
    if len(mark) < limits.mark_squares:
        return False
    longer, shorter = _axes(mark)
    if longer < longer_mm or shorter < limits.mark_thin_mm:
        return False
    left, top, width, height = box
    rows, columns = mark[:, 0] + 0.5, mark[:, 1] + 0.5
    inside = (rows > top) & (rows < top + height) & (columns > left) & (columns < left + width)
    return bool(inside.mean() > limits.overrun)


def _axes(mark: Mark) -> tuple[float, float]:
    """Length and thickness in mm, along the mark's own axes: a slanted line is thin."""
    off = mark - mark.mean(axis=0)
    axes = np.linalg.eigh(off.T @ off)[1]
    low, high = np.percentile(off @ axes, (3, 97), axis=0)
    return float(high[1] - low[1] + 1), float(high[0] - low[0] + 1)


@dataclass(frozen=True, slots=True)
class _Stamp:
    """Rows and columns, first and last, that a stamp takes, and its colour; None where it was seen without one."""

    rows: tuple[float, float]
    columns: tuple[float, float]
    colour: int | None


def _stamps(squares: _Squares, box: Rectangle, limits: Thresholds) -> list[_Stamp]:
    """Marks as large and round as a stamp: of one colour, or where none is (a faint one, a grey scan) of any."""
    by_colour = [(colour, squares.inked & (squares.colour == colour)) for colour in (1, 2, 0)]
    for colour, inked in (*by_colour, (None, squares.inked)):
        found = [
            _Stamp((*np.percentile(mark[:, 0], (2, 98)),), (*np.percentile(mark[:, 1], (2, 98)),), colour)
            for mark in _marks(inked)
            if _is_mark(mark, limits.mark_mm, box, limits) and _is_stamp(mark, limits)
        ]
        if found:
            return found
    return []


def _is_stamp(mark: Mark, limits: Thresholds) -> bool:
    if min(_extent(mark)) < limits.stamp_mm:
        return False
    off = mark - (mark.max(axis=0) + mark.min(axis=0)) / 2
    outer = np.hypot(off[:, 0], off[:, 1]) > limits.stamp_mm / 4
    eighths = np.floor(np.arctan2(off[outer, 0], off[outer, 1]) / (np.pi / 4)).astype(np.int64) % 8
    return int((np.bincount(eighths, minlength=8) > 1).sum()) >= limits.stamp_sectors


def _is_signed_beside(squares: _Squares, stamps: list[_Stamp], box: Rectangle, limits: Thresholds) -> bool:
    """Whether dark ink is left that is no stamp's: beside it, or across it in another colour."""
    left = squares.dark.copy()
    for stamp in stamps:
        rows = slice(max(0, int(stamp.rows[0]) - 2), int(stamp.rows[1]) + 3)
        columns = slice(max(0, int(stamp.columns[0]) - 2), int(stamp.columns[1]) + 3)
        same = True if stamp.colour is None else squares.colour[rows, columns] == stamp.colour
        left[rows, columns] &= ~np.asarray(same)
    rests = [mark for mark in _marks(left) if len(mark) >= limits.pen_squares]
    return any(_is_mark(mark, limits.pen_mm, box, limits) for mark in rests)


def _inside(shape: tuple[int, ...], box: Rectangle) -> Any:
    left, top, width, height = box
    rows, columns = np.arange(shape[0])[:, None] + 0.5, np.arange(shape[1])[None, :] + 0.5
    return (rows > top) & (rows < top + height) & (columns > left) & (columns < left + width)
