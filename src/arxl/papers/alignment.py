"""Where the points of a printed page lie on a scan of it.

The corners of the codes give a first answer. It is exact near the codes and drifts away from them, so patches of the
printed page are then looked for near the places where they should be, and the answer is fitted to what was found.
Pens and stamps hide some patches; the others suffice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from PIL import Image

from arxl.kernels.arrays import Float64s as Floats

Points = Sequence[tuple[float, float]]
Rectangle = tuple[float, float, float, float]
"""Left, top, width, height."""

NEAR = (4.0, 1.5)
"""How far a patch may lie from where it should be, mm, search by search, where a code stands beside it."""
FAR = (14.0, 4.0, 1.5)
"""The same where the only code is at the other end of the page."""
_PATCH_MM = (26.0, 17.0)
_STEP_MM = (16.0, 11.0)
_MATCHES = 0.45  # correlation from which a patch is found: paper hidden by ink, or no print at all, stays below
_SQUARE_MM = 0.35  # corners of a code that a flat scan moves no further than this from a square
_SPREAD_MM = 5.0  # standard deviation of patches that do not lie in one line
_FITS_MM = 0.6  # a patch further than this from where the others say it is was found in the wrong place


def first_transform(printed: Mapping[str, Points], found: Mapping[str, Points]) -> Floats | None:
    """The 3×3 matrix that takes millimetres on the page to pixels of the scan; None where no code is on both.

    A flat scan moves, turns and scales, and a small code determines these far better than a perspective: the simpler
    transform is taken where it fits.

    Args:
        printed: text of a code -> its corners on the page, mm.
        found: text of a code -> its corners on the scan, pixels.
    """
    both = [text for text in printed if text in found]
    if not both:
        return None
    source = np.array([corner for text in both for corner in printed[text]], np.float64)
    aim = np.array([corner for text in both for corner in found[text]], np.float64)
    simple = _similarity(source, aim)
    pixels_a_mm = float(np.hypot(simple[0, 0], simple[1, 0]))
    off = np.abs(moved(simple, source) - aim).max() / pixels_a_mm
    return simple if off < _SQUARE_MM else _homography(source, aim)


def moved(transform: Floats, points: Floats) -> Floats:
    """Points (N, 2) through a 3×3 matrix."""
    raised = np.column_stack([points, np.ones(len(points))]) @ transform.T
    flat: Floats = raised[:, :2] / raised[:, 2:]
    return flat


def warped(scan: Image.Image, transform: Floats, area: Rectangle, dots_a_mm: float) -> Image.Image:
    """A rectangle of the page (mm), cut out of the scan and made upright."""
    left, top, width, height = area
    grid = np.array([[1 / dots_a_mm, 0, left], [0, 1 / dots_a_mm, top], [0, 0, 1]])
    whole = transform @ grid
    size = round(width * dots_a_mm), round(height * dots_a_mm)
    return scan.transform(
        size, Image.Transform.PERSPECTIVE, list((whole / whole[2, 2]).ravel()[:8]), Image.Resampling.BILINEAR
    )


def aligned(
    scan: Image.Image, page: Floats, transform: Floats, area: Rectangle, dots_a_mm: float, searches: Sequence[float]
) -> Floats | None:
    """The transform, fitted to the print in an area of the page; None where too little of it is found.

    Args:
        scan: grey.
        page: darkness (0 to 1) of the printed page, `dots_a_mm`.
        area: mm.
        searches: `NEAR` or `FAR`.
    """
    for reach in searches:
        left, top, width, height = area
        around = left - reach, top - reach, width + 2 * reach, height + 2 * reach
        seen = 1 - np.asarray(warped(scan, transform, around, dots_a_mm), np.float64) / 255
        places, shifts = _found_patches(page, seen, area, reach, dots_a_mm)
        correction = _agreed(places, places + shifts)
        if correction is None:
            return None
        transform = transform @ correction
    return transform


def _found_patches(
    page: Floats, seen: Floats, area: Rectangle, reach: float, dots_a_mm: float
) -> tuple[Floats, Floats]:
    """Middles of the patches that are found, and how far each lies from its place, mm."""
    left, top, width, height = area
    places, shifts = [], []
    for x in np.arange(left, left + width - _PATCH_MM[0] + 0.1, _STEP_MM[0]):
        for y in np.arange(top, top + height - _PATCH_MM[1] + 0.1, _STEP_MM[1]):
            patch = part_of(page, (x, y, *_PATCH_MM), dots_a_mm)
            wide, high = _PATCH_MM[0] + 2 * reach, _PATCH_MM[1] + 2 * reach
            shift = _shift(patch, part_of(seen, (x - left, y - top, wide, high), dots_a_mm))
            if shift is not None:
                places.append((x + _PATCH_MM[0] / 2, y + _PATCH_MM[1] / 2))
                shifts.append((shift[0] / dots_a_mm - reach, shift[1] / dots_a_mm - reach))
    return np.array(places).reshape(-1, 2), np.array(shifts).reshape(-1, 2)


def part_of(picture: Floats, area: Rectangle, dots_a_mm: float) -> Floats:
    """A rectangle (mm) of a picture; what lies beyond its edges is blank."""
    left, top, wide, high = (round(length * dots_a_mm) for length in area)
    found = np.zeros((high, wide))
    rows = slice(max(0, top), max(0, min(picture.shape[0], top + high)))
    columns = slice(max(0, left), max(0, min(picture.shape[1], left + wide)))
    part = picture[rows, columns]
    found[rows.start - top : rows.start - top + part.shape[0], columns.start - left :][:, : part.shape[1]] = part
    return found


def _shift(patch: Floats, around: Floats) -> tuple[float, float] | None:
    """Where the patch fits into its surroundings (columns, rows), by normalised correlation; None where it does not."""
    high, wide = patch.shape
    rows, columns = around.shape[0] - high + 1, around.shape[1] - wide + 1
    spread = patch.std() * np.sqrt(patch.size)
    if rows < 3 or columns < 3 or spread < 0.05 * np.sqrt(patch.size):
        return None
    spectrum = np.fft.rfft2(around) * np.conj(np.fft.rfft2(patch - patch.mean(), around.shape))
    product = np.fft.irfft2(spectrum, around.shape)[:rows, :columns]
    sums, squares = (_box_sums(values, high, wide) for values in (around, around**2))
    variance = np.maximum(squares - sums**2 / patch.size, 1e-9)
    match = product / (spread * np.sqrt(variance))
    row, column = np.unravel_index(int(match.argmax()), match.shape)
    if match[row, column] < _MATCHES or row in (0, rows - 1) or column in (0, columns - 1):
        return None
    return (
        column + _vertex(*match[row, column - 1 : column + 2]),
        row + _vertex(*match[row - 1 : row + 2, column]),
    )


def _vertex(before: float, middle: float, after: float) -> float:
    """Where a parabola through three neighbours has its top."""
    bend = before - 2 * middle + after
    return 0.0 if bend == 0 else float(np.clip(0.5 * (before - after) / bend, -0.5, 0.5))


def _box_sums(values: Floats, high: int, wide: int) -> Floats:
    total = np.pad(values.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    sums: Floats = total[high:, wide:] - total[:-high, wide:] - total[high:, :-wide] + total[:-high, :-wide]
    return sums


def _agreed(source: Floats, aim: Floats) -> Floats | None:
    """The transform on which most patches agree; those that lie elsewhere are left out, the worst first."""
    kept = np.arange(len(source))
    while len(kept) >= 4:
        fitted = _fitted(source[kept], aim[kept])
        off = np.abs(moved(fitted, source[kept]) - aim[kept]).max(axis=1)
        if off.max() < _FITS_MM:
            return fitted
        kept = np.delete(kept, off.argmax())
    return None


def _fitted(source: Floats, aim: Floats) -> Floats:
    """As free as so many points allow; points in one line allow little."""
    if len(source) < 6 or source.std(axis=0).min() < _SPREAD_MM:
        return _similarity(source, aim)
    return _homography(source, aim) if len(source) >= 10 else _affine(source, aim)


def _similarity(source: Floats, aim: Floats) -> Floats:
    """Least squares of a turn, a scale and a move: complex numbers do both in one product."""
    z, w = source @ np.array([1, 1j]), aim @ np.array([1, 1j])
    centred = z - z.mean()
    turn = (np.conj(centred) @ (w - w.mean())) / (np.conj(centred) @ centred)
    move = w.mean() - turn * z.mean()
    return np.array([[turn.real, -turn.imag, move.real], [turn.imag, turn.real, move.imag], [0, 0, 1]])


def _affine(source: Floats, aim: Floats) -> Floats:
    raised = np.column_stack([source, np.ones(len(source))])
    found = np.linalg.lstsq(raised, aim, rcond=None)[0].T
    whole: Floats = np.vstack([found, [0, 0, 1]])
    return whole


def _homography(source: Floats, aim: Floats) -> Floats:
    """Direct linear transform, with both sides centred and scaled first, so that rounding does not decide."""
    to_source, to_aim = _normaliser(source), _normaliser(aim)
    rows = []
    for (x, y), (u, v) in zip(moved(to_source, source), moved(to_aim, aim), strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y, -u], [0, 0, 0, x, y, 1, -v * x, -v * y, -v]]
    found = np.linalg.svd(np.array(rows))[2][-1].reshape(3, 3)
    whole: Floats = np.linalg.inv(to_aim) @ found @ to_source
    whole /= whole[2, 2]
    return whole


def _normaliser(points: Floats) -> Floats:
    middle = points.mean(axis=0)
    scale = np.sqrt(2) / max(float(np.sqrt(((points - middle) ** 2).sum(axis=1)).mean()), 1e-9)
    return np.array([[scale, 0, -scale * middle[0]], [0, scale, -scale * middle[1]], [0, 0, 1]])
