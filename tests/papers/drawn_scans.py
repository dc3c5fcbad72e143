"""Scans of signed statements, drawn: what comes back from customers, with everything that spoils it.

Pens are random curves and stamps are rings of letters made up here, so that what was put on a page is known. A scan
has a truth, and a reader of scans can be counted against it. The same seed gives the same pictures.
"""

from __future__ import annotations

import io
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import fontpkg_noto_sans
import numpy as np
import pypdfium2
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from arxl.papers.places import PLACES, SIDES, box_of

INKS = ("nothing", "nothing", "nothing", "signature", "signature", "stamp", "stamp", "both", "initials", "faint stamp")
"""What may be in a box, as often as it stands here."""
OVER_CODES = ("nothing", "nothing", "stamp", "stamp at the edge", "pen")
MODES = ("flat", "flat", "upside down", "sideways", "photo", "photo")
DIRT = ("clean", "clean", "clean", "fold", "specks", "shadow", "stain")
RED, BLUE, VIOLET, BLACK = (200, 20, 30), (50, 60, 170), (110, 50, 150), (25, 25, 35)

_FINE = 300  # dpi


@dataclass(frozen=True)
class Truth:
    """What was drawn.

    Attributes:
        page: of the statement, from 1.
        inks: side -> what is in its box; empty on a page without boxes.
    """

    number: str
    page: int
    pages: int
    inks: dict[str, str]
    dpi: int
    mode: str
    over_code: str
    dirt: str
    grey: bool


@dataclass(frozen=True)
class DrawnScan:
    """A picture and what is on it."""

    picture: Image.Image
    truth: Truth

    def jpeg(self, quality: int = 40) -> bytes:
        """As a scanner sends it: JPEG, with its resolution."""
        return self._saved("JPEG", quality=quality)

    def png(self) -> bytes:
        """Without loss."""
        return self._saved("PNG")

    def _saved(self, kind: str, **options: int) -> bytes:
        file = io.BytesIO()
        self.picture.save(file, kind, dpi=(self.truth.dpi, self.truth.dpi), **options)
        return file.getvalue()


class Paper:
    """An issued statement, ready to be drawn on.

    Args:
        content: the PDF.
        corner: page (from 1) of the code between the boxes, and where its upper left corner is, left and top in mm.
    """

    def __init__(self, number: str, content: bytes, corner: tuple[int, float, float]) -> None:
        self.number, self.content, self.corner = number, content, corner
        self._document = pypdfium2.PdfDocument(content)
        self.pages = len(self._document)

    @classmethod
    def of(cls, number: str, content: bytes) -> Paper:
        """The paper, once the code between its boxes is found: on the last page that has one."""
        document = pypdfium2.PdfDocument(content)
        for page in reversed(range(len(document))):
            picture = document[page].render(scale=_FINE / 72).to_numpy()[..., 0]
            for code in zxingcpp.read_barcodes(np.ascontiguousarray(picture)):
                if code.text.endswith("*C"):
                    corner = code.position.top_left
                    return cls(number, content, (page + 1, corner.x * 25.4 / _FINE, corner.y * 25.4 / _FINE))
        raise ValueError(f"{number} has no code between its boxes")

    def rendered(self, page: int, dpi: int) -> Image.Image:
        """The page as it comes out of the printer."""
        return self._document[page - 1].render(scale=dpi / 72).to_pil().convert("RGB")


def drawn_scans(papers: Sequence[Paper], count: int, seed: int | str) -> Iterator[DrawnScan]:
    """So many scans; two of three are of the page with the boxes."""
    for nth in range(count):
        rng = random.Random(f"{seed}/{nth}")
        yield drawn_scan(rng.choice(papers), rng, with_boxes=nth % 3 != 0)


def drawn_scan(paper: Paper, rng: random.Random, *, with_boxes: bool = True, **fixed: object) -> DrawnScan:
    """One page, inked, dirtied, turned, lit and compressed as chance has it; `fixed` overrides chance."""
    page = paper.corner[0] if with_boxes else rng.randint(1, paper.pages)
    has_boxes = page == paper.corner[0]
    chosen: dict[str, object] = {
        "inks": {side: rng.choice(INKS) for side in SIDES} if has_boxes else {},
        "dpi": rng.choice((150, 200, 300)),
        "mode": rng.choice(MODES),
        "over_code": rng.choice(OVER_CODES),
        "dirt": rng.choice(DIRT),
        "grey": rng.random() < 0.2,
    }
    truth = Truth(paper.number, page, paper.pages, **(chosen | fixed))  # type: ignore[arg-type]
    sheet = _Sheet(paper.rendered(page, truth.dpi), truth.dpi, rng)
    left, top = paper.corner[1:]
    for side, ink in truth.inks.items():
        across, down, width, height = box_of(side)
        sheet.ink(ink, (left + across, top + down, width, height))
    wide = sheet.size_mm[0]
    sheet.cover(truth.over_code, (wide - 15 - PLACES.header_code / 2, 16), PLACES.header_code)
    if has_boxes:
        middle = PLACES.box_code / 2
        sheet.cover(truth.over_code, (left + middle, top + middle), PLACES.box_code)
    sheet.soil(truth.dirt, top if has_boxes else 150)
    return DrawnScan(_captured(sheet.picture(), truth, rng), truth)


class _Sheet:
    """Paper on which ink multiplies."""

    def __init__(self, picture: Image.Image, dpi: int, rng: random.Random) -> None:
        self._dots = np.array(picture)
        self._mm, self._rng = dpi / 25.4, rng
        self.size_mm = picture.width / self._mm, picture.height / self._mm

    def picture(self) -> Image.Image:
        return Image.fromarray(self._dots)

    def ink(self, what: str, box: tuple[float, float, float, float]) -> None:
        rng, (left, top, width, height) = self._rng, box
        if what in ("stamp", "both", "faint stamp"):
            middle = left + width * rng.uniform(0.4, 0.68), top + height * rng.uniform(0.42, 0.58)
            strength = rng.uniform(0.2, 0.35) if what == "faint stamp" else rng.uniform(0.6, 0.97)
            self._stamp(middle, rng.choice((20, 30, 38, 40, 42)), strength)
        if what in ("signature", "both", "initials"):
            start = left + rng.uniform(2, 0.45 * width), top + height * rng.uniform(0.35, 0.85)
            self._pen(start, 9 if what == "initials" else rng.uniform(18, 38), rng.uniform(5, 9))

    def cover(self, what: str, middle: tuple[float, float], side: float) -> None:
        rng = self._rng
        angle = rng.choice((0, math.pi)) + rng.uniform(0.3, 0.7) * math.pi  # above or below: its middle is in no box
        away = {"stamp": 4.0, "stamp at the edge": 20 + side * 0.1}.get(what)
        if away is not None:
            at = middle[0] + away * math.cos(angle), middle[1] + away * math.sin(angle)
            self._stamp(at, 40, rng.uniform(0.75, 0.97))
        if what == "pen":
            self._pen((middle[0] - 15, middle[1]), 30, 4)

    def soil(self, what: str, level: float) -> None:
        rng, (high, wide, _) = self._rng, self._dots.shape
        rows, columns = np.arange(high)[:, None], np.arange(wide)[None, :]
        if what == "fold":
            at = (level + rng.uniform(-10, 30)) * self._mm + (columns - wide / 2) * rng.uniform(-0.01, 0.01)
            self._darken(np.where(np.abs(rows - at) < 0.25 * self._mm, rng.uniform(0.7, 0.9), 1)[..., None])
        if what == "shadow":
            at = wide * rng.uniform(0.2, 0.8) + rows * rng.uniform(-0.2, 0.2)
            soft = np.clip((columns - at) / (rng.uniform(2, 12) * self._mm), 0, 1)
            self._darken((1 - soft * rng.uniform(0.15, 0.35))[..., None])
        if what == "stain":
            x, y, size = wide * rng.uniform(0.1, 0.9), (level + rng.uniform(-10, 30)) * self._mm, 14 * self._mm
            round_ = np.clip(1.2 - np.hypot(columns - x, rows - y) / size, 0, 1)
            self._darken(1 - round_[..., None] * np.array((0.05, 0.1, 0.18)))
        if what == "specks":
            picture = self.picture()
            pen = ImageDraw.Draw(picture)
            for _ in range(60):
                x, y = rng.uniform(0, wide), (level + rng.uniform(-30, 50)) * self._mm
                size = rng.uniform(0.1, 0.4) * self._mm
                pen.ellipse((x - size, y - size, x + size, y + size), fill=(60, 60, 60))
            self._dots = np.array(picture)

    def _darken(self, share: np.ndarray) -> None:
        self._dots = (self._dots * share.astype(np.float32)).astype(np.uint8)

    def _stamp(self, middle: tuple[float, float], width: float, strength: float) -> None:
        rng = self._rng
        shape = _stamp_shape(rng.randrange(6)).rotate(rng.uniform(-30, 30), Image.Resampling.BICUBIC)
        side = round(width * self._mm)
        cover = np.asarray(shape.resize((side, side), Image.Resampling.LANCZOS), np.float32) / 255
        grain = np.random.default_rng(rng.randrange(1 << 30)).normal(0.85, 0.2, cover.shape)
        cover = cover * np.clip(grain, 0.3, 1) * strength
        self._press(cover, middle, rng.choice((RED, RED, BLUE, VIOLET)))

    def _pen(self, start: tuple[float, float], length: float, height: float) -> None:
        rng = self._rng
        turns = max(8, round(length / 1.6))
        across = start[0] + np.linspace(0, length, turns) + [rng.uniform(-2.2, 2.2) for _ in range(turns)]
        down = start[1] + np.array([rng.uniform(-height / 2, height / 2) for _ in range(turns)])
        fine, smooth = np.linspace(0, turns - 1, turns * 12), np.ones(9) / 9
        points = [np.convolve(np.interp(fine, range(turns), line), smooth, "valid") for line in (across, down)]
        left, top = min(points[0]) - 1, min(points[1]) - 1
        size = [math.ceil((max(line) - min(line) + 2) * self._mm) for line in points]
        cover = Image.new("L", (size[0] * 2, size[1] * 2))
        dots = [((x - left) * self._mm * 2, (y - top) * self._mm * 2) for x, y in zip(*points, strict=True)]
        thick = max(2, round(rng.uniform(0.25, 0.6) * self._mm * 2))
        ImageDraw.Draw(cover).line(dots, fill=255, width=thick, joint="curve")
        ink = np.asarray(cover.resize(size, Image.Resampling.LANCZOS), np.float32) / 255 * rng.uniform(0.75, 1)
        middle = left + size[0] / 2 / self._mm, top + size[1] / 2 / self._mm
        self._press(ink, middle, rng.choice((BLACK, BLUE)))

    def _press(self, cover: np.ndarray, middle: tuple[float, float], colour: tuple[int, int, int]) -> None:
        high, wide = cover.shape
        left, top = round(middle[0] * self._mm - wide / 2), round(middle[1] * self._mm - high / 2)
        rows = slice(max(0, top), min(self._dots.shape[0], top + high))
        columns = slice(max(0, left), min(self._dots.shape[1], left + wide))
        part = cover[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left, None]
        left_over = 1 - part * (1 - np.array(colour, np.float32) / 255)
        self._dots[rows, columns] = (self._dots[rows, columns] * left_over).astype(np.uint8)


@cache
def _stamp_shape(kind: int) -> Image.Image:
    """A company's stamp, 40 mm at 300 dpi: a ring of letters around a star, a number or a line; kind 5 is square."""
    side, line = 472, 11
    shape = Image.new("L", (side, side))
    pen = ImageDraw.Draw(shape)
    font = ImageFont.truetype(_latin_font(), 52)
    if kind == 5:
        pen.rectangle((8, 8, side - 8, side - 8), outline=255, width=line)
        for row, text in enumerate(("HARBOUR", "STREET", "SUPPLY")):
            pen.text((46, 50 + 130 * row), text, fill=255, font=font.font_variant(size=84))
        return shape
    pen.ellipse((4, 4, side - 4, side - 4), outline=255, width=line)
    if kind % 2:
        pen.ellipse((130, 130, side - 130, side - 130), outline=255, width=6)
    text = ("HARBOUR STREET SUPPLIES · ", "DISTRIBUȚIE ȚIGLĂ S.R.L. · ", "FERRETERÍA NÚÑEZ · MADRID ")[kind % 3]
    for nth, letter in enumerate(text):
        angle = 360 * nth / len(text)
        tile = Image.new("L", (90, 90))
        ImageDraw.Draw(tile).text((45, 45), letter, fill=255, font=font, anchor="mm")
        tile = tile.rotate(-angle)
        radius = side / 2 - 58
        x, y = side / 2 + radius * math.sin(math.radians(angle)), side / 2 - radius * math.cos(math.radians(angle))
        shape.paste(255, (round(x - 45), round(y - 45)), tile)
    if kind < 3:
        points = [(28 if nth % 2 else 70, nth * math.pi / 5) for nth in range(10)]
        pen.polygon([(side / 2 + r * math.sin(a), side / 2 - r * math.cos(a)) for r, a in points], fill=255)
    else:
        pen.text((side / 2, side / 2), f"NR. {kind}", fill=255, font=font, anchor="mm")
    return shape


def _latin_font() -> str:
    folder = Path(next(iter(fontpkg_noto_sans.__path__)))
    return str(next(path for path in sorted(folder.rglob("*.ttf")) if "Italic" not in path.name))


def _captured(picture: Image.Image, truth: Truth, rng: random.Random) -> Image.Image:
    """The sheet as a scanner or a telephone sees it."""
    if truth.mode == "photo":
        picture = _photographed(picture, rng)
    else:
        angle = rng.uniform(-5, 5) + {"upside down": 180, "sideways": rng.choice((90, 270))}.get(truth.mode, 0)
        sideways = truth.mode == "sideways"
        picture = picture.rotate(angle, Image.Resampling.BILINEAR, expand=sideways, fillcolor=(255, 255, 255))
        picture = picture.filter(ImageFilter.GaussianBlur(rng.uniform(0.4, 0.9)))
    dots = np.asarray(picture).astype(np.int16)
    noise = np.random.default_rng(rng.randrange(1 << 30)).normal(0, rng.uniform(4, 14), (512, 512, 3)).astype(np.int16)
    tiles = math.ceil(dots.shape[0] / 512), math.ceil(dots.shape[1] / 512), 1
    dots = np.clip(dots + np.tile(noise, tiles)[: dots.shape[0], : dots.shape[1]], 0, 255)
    picture = Image.fromarray(dots.astype(np.uint8))
    return picture.convert("L").convert("RGB") if truth.grey else picture


def _photographed(picture: Image.Image, rng: random.Random) -> Image.Image:
    wide, high = picture.size
    away = [(rng.uniform(0, 0.09) * wide, rng.uniform(0, 0.09) * high) for _ in range(4)]
    signs = ((1, 1), (-1, 1), (-1, -1), (1, -1))
    sheet = ((0, 0), (wide, 0), (wide, high), (0, high))
    seen = [(x + sx * dx, y + sy * dy) for (x, y), (dx, dy), (sx, sy) in zip(sheet, away, signs, strict=True)]
    lens = _coefficients(seen, sheet)
    table = (90, 100, 110)
    picture = picture.transform(
        picture.size, Image.Transform.PERSPECTIVE, lens, Image.Resampling.BICUBIC, fillcolor=table
    )
    light = np.linspace(rng.uniform(0.55, 0.8), 1, wide)[None, :] * np.linspace(rng.uniform(0.7, 1), 1, high)[:, None]
    dots = np.asarray(picture) * light[..., None].astype(np.float32)
    return Image.fromarray(dots.astype(np.uint8)).filter(ImageFilter.GaussianBlur(rng.uniform(0.6, 1.4)))


def _coefficients(seen: Sequence[tuple[float, float]], sheet: Sequence[tuple[float, float]]) -> list[float]:
    """What takes a point of the photo to its point of the sheet."""
    rows, aims = [], []
    for (x, y), (u, v) in zip(seen, sheet, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        aims += [u, v]
    return [float(found) for found in np.linalg.solve(np.array(rows), np.array(aims))]
