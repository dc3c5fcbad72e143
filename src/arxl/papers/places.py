"""Where the codes and the signature boxes stand on a page, in millimetres: drawn by statement.typ, found by `scan`.

The two boxes stand left and right of their code, at the same height, on A4 and on US Letter. So whoever has found the
four corners of that code has found both boxes.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Places:
    """Measures of the confirmation block and of the header."""

    header_code: float = 18
    """Side of the code at the top of every page: squares of 0.6 mm, four pixels of a scan at 150 dpi."""
    box_code: float = 22
    """Side of the code between the boxes, near pens and stamps."""
    gap: float = 3
    """Blank around a code, four of its squares."""
    box_width: float = 76
    """Width of a signature box."""
    box_height: float = 48
    """Height of a signature box without its name: a stamp is up to 42 mm, and nobody hits the middle."""


PLACES = Places()
SIDES = ("seller", "customer")
"""From the left."""


def box_of(side: str) -> tuple[float, float, float, float]:
    """Left, top, width and height of a signature box, from the upper left corner of the code between the boxes.

    >>> box_of("seller"), box_of("customer")
    ((-79, -13.0, 76, 48), (25, -13.0, 76, 48))
    """
    left = -PLACES.gap - PLACES.box_width if side == SIDES[0] else PLACES.box_code + PLACES.gap
    return left, (PLACES.box_code - PLACES.box_height) / 2, PLACES.box_width, PLACES.box_height


def for_print() -> dict[str, float]:
    """The measures as statement.typ takes them."""
    return asdict(PLACES)
