"""The child process that decodes a scan: pictures, codes, and what is in the signature boxes (`scan` is the other end).

PDF by pdfium, pictures by Pillow, codes by ZXing: three parsers in C that read what strangers send, each of which may
crash here and harm nobody.
"""

from __future__ import annotations

import io
import math
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import numpy as np
import pypdfium2
import zxingcpp
from numpy.typing import NDArray
from PIL import Image, ImageFilter, ImageOps

from arxl.confined.frames import Frame
from arxl.confined.inside import limit_itself, serve
from arxl.kernels.arrays import Float64s as Floats
from arxl.papers.alignment import FAR, NEAR, Points, Rectangle, aligned, first_transform, part_of, warped
from arxl.papers.code import PageCode, parsed
from arxl.papers.ink import DOTS_A_MM, proposed
from arxl.papers.places import PLACES, SIDES, box_of

_LONG_SIDE = 2480  # dots of a page's longer side that is searched: A4 at 212 dpi
_LONGEST_SIDE = 3720  # where nothing was found
_THUMBNAIL = 900
_CUTS = (150, 100, 70)  # of 255, paper being 235: ink of a stamp in grey is 60 to 160, print below 50
_MARGIN_MM = 4.0  # around a box, so that what came over its edge is seen to have done so
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_PICTURES = ("JPEG", "PNG", "TIFF")
_TEMPLATE_DPI = DOTS_A_MM * 25.4

Grey = NDArray[np.uint8]


class TooMuch(Exception):
    """The scan is larger than it may be; the arguments tell the other end which limit it breaks."""


class ScanFile:
    """A scan of one or many pages."""

    def __init__(self, content: bytes, most_pages: int, most_pixels: int) -> None:
        self._most_pixels = most_pixels
        self._document: pypdfium2.PdfDocument | None = None
        self._image: Image.Image | None = None
        if content.lstrip()[:4] == b"%PDF":
            self._document = pypdfium2.PdfDocument(content)
            self.pages = len(self._document)
        else:
            Image.MAX_IMAGE_PIXELS = None  # the limit is told below, in the same way for every kind
            self._image = Image.open(io.BytesIO(content), formats=_PICTURES)
            self.pages = getattr(self._image, "n_frames", 1)
        if self.pages > most_pages:
            raise TooMuch("pages", self.pages)

    def show_forms(self) -> None:
        """Draw what stands in fields too, such as a signature's picture; before the first page."""
        if self._document is not None:
            self._document.init_forms()

    def picture(self, page: int, long_side: int) -> Image.Image:
        """A page, from 0, in colour; its longer side has about so many dots.

        Raises:
            TooMuch: it has more dots than it may.
        """
        if self._document is not None:
            return self._rendered(page, long_side)
        assert self._image is not None
        self._image.seek(page)
        wide, high = self._image.size
        if wide * high > self._most_pixels:
            raise TooMuch("pixels", wide * high)
        picture = _in_colour(ImageOps.exif_transpose(self._image))
        shrunk = max(picture.size) / long_side
        if shrunk <= 1.1:
            return picture
        size = round(picture.width / shrunk), round(picture.height / shrunk)
        return picture.resize(size, Image.Resampling.BOX if shrunk > 2 else Image.Resampling.BILINEAR, reducing_gap=2)

    def _rendered(self, page: int, long_side: int) -> Image.Image:
        assert self._document is not None
        sheet = self._document[page]
        scale = long_side / max(sheet.get_size())
        if min(sheet.get_size()) * scale < 1:
            raise TooMuch("pixels", round(max(sheet.get_size())))
        return _in_colour(sheet.render(scale=scale).to_pil())


def _in_colour(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):  # sixteen bits of grey
        picture = Image.fromarray((np.asarray(picture) >> 8).clip(0, 255).astype(np.uint8))
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        picture = Image.new("RGB", clear.size, "white")
        picture.paste(clear, mask=clear.getchannel("A"))
    return picture.convert("RGB")


def codes_of(picture: Image.Image, wanted: int = 1) -> dict[str, Points]:
    """Text of each code of ours on a picture -> its corners, from the upper left one as it was printed, clockwise.

    Looks at one view of the picture after the other, until the code at the top of the page is found.
    """
    found: dict[str, Points] = {}
    for nth, (view, scale) in enumerate(_views(picture)):
        for text, corners in _read(view):
            found.setdefault(text, [(x / scale, y / scale) for x, y in corners])
        if nth >= wanted and any(not code.between_boxes for code in map(_code, found)):
            break
    return found


def _code(text: str) -> PageCode:
    code = parsed(text)
    assert code is not None
    return code


def _views(picture: Image.Image) -> Iterator[tuple[Grey, float]]:
    """Ways to look at a page, and how much larger each is.

    Coloured ink is as light as paper in its own colour: in the lightest of red, green and blue, stamps vanish and the
    printer's black stays. Blur takes noise, enlarging gives coarse scans dots to count.
    """
    dots = np.asarray(picture)
    lightest = dots.max(axis=2)
    yield lightest, 1
    yield np.asarray(picture.convert("L")), 1
    light = Image.fromarray(lightest)
    yield np.asarray(light.filter(ImageFilter.GaussianBlur(0.9))), 1
    even = _evened(light)
    yield even, 1
    for darkest in _CUTS:
        yield _cut_off(even, darkest), 1
    for source in (even, *(_cut_off(even, darkest) for darkest in _CUTS), np.asarray(picture.convert("L"))):
        larger = Image.fromarray(source).resize((picture.width * 2, picture.height * 2), Image.Resampling.BICUBIC)
        yield np.asarray(larger.filter(ImageFilter.GaussianBlur(1.5))), 2


def _cut_off(grey: Grey, darkest: int) -> Grey:
    """All that is lighter is white: in a grey scan, ink over white squares is lighter than print."""
    stretched = grey.astype(np.float32) * (255 / darkest)
    return stretched.clip(0, 255).astype(np.uint8)


def _evened(grey: Image.Image) -> Grey:
    """Shadows divided out."""
    small = grey.resize((max(1, grey.width // 24), max(1, grey.height // 24)), Image.Resampling.BOX)
    paper = small.filter(ImageFilter.MaxFilter(3)).filter(ImageFilter.GaussianBlur(2))
    full = np.asarray(paper.resize(grey.size, Image.Resampling.BILINEAR), np.float32)
    return (np.asarray(grey, np.float32) * (235 / np.maximum(full, 30))).clip(0, 255).astype(np.uint8)


def _read(view: Grey) -> Iterator[tuple[str, Points]]:
    for code in zxingcpp.read_barcodes(np.ascontiguousarray(view), formats=_QR):
        if parsed(code.text) is not None:
            at = code.position
            yield code.text, [(p.x, p.y) for p in (at.top_left, at.top_right, at.bottom_right, at.bottom_left)]


def rotation_of(codes: dict[str, Points]) -> float:
    """How far the page lies turned clockwise, in degrees, by its largest code; 0 without one."""
    if not codes:
        return 0.0
    (x, y), (u, v) = max(codes.values(), key=lambda corners: math.dist(corners[0], corners[1]))[:2]
    return math.degrees(math.atan2(v - y, u - x))


class Desk:
    """Answers requests about the scan whose bytes came first."""

    def __init__(self) -> None:
        self._scan: ScanFile | None = None
        self._template: Template | None = None
        self._last: tuple[int, Image.Image, dict[str, Points]] | None = None

    def answered(self, message: dict[str, Any], buffers: list[bytes]) -> Frame:
        """The pages of a new scan, a page of it, or the boxes of the page that came last."""
        try:
            match message["ask"]:
                case "open":
                    self._scan = ScanFile(buffers[0], message["most_pages"], message["most_pixels"])
                    return {"pages": self._scan.pages}, []
                case "page":
                    return self._page(message["page"])
                case "picture":
                    return self._picture(message["page"], message["long_side"])
                case _:
                    return self._boxes(message["number"], buffers)
        except TooMuch as problem:
            return {"too_much": problem.args[0], "found": problem.args[1]}, []

    def _page(self, page: int) -> Frame:
        assert self._scan is not None
        picture = self._scan.picture(page, _LONG_SIDE)
        codes = codes_of(picture)
        if not codes:
            picture = self._scan.picture(page, _LONGEST_SIDE)
            codes = codes_of(picture)
        self._last = page, picture, codes
        rotation = rotation_of(codes)
        said = {
            "size": picture.size,
            "rotation": rotation,
            "codes": [{"text": text, "corners": list(corners)} for text, corners in codes.items()],
        }
        return said, [_png(_thumbnail(picture, rotation))]

    def _picture(self, page: int, long_side: int) -> Frame:
        """A whole page as bare dots: whoever asked needs no parser for them."""
        assert self._scan is not None
        self._scan.show_forms()
        picture = self._scan.picture(page, long_side)
        codes = codes_of(picture)
        upright = picture.rotate(90 * round(rotation_of(codes) / 90), expand=True)
        return {"width": upright.width, "height": upright.height}, [upright.tobytes()]

    def _boxes(self, number: str, buffers: list[bytes]) -> Frame:
        """The boxes of the page that came last, by the paper as it was issued."""
        assert self._last is not None
        if self._template is None or self._template.number != number:
            self._template = Template(number, buffers[0])
        _, picture, codes = self._last
        return self._template.boxes_on(picture, codes)


class Template:
    """The page of an issued statement that has the boxes."""

    def __init__(self, number: str, paper: bytes) -> None:
        self.number = number
        document = pypdfium2.PdfDocument(paper)
        self.page, self.pages = 0, len(document)
        self._printed: dict[str, Points] = {}
        for at in reversed(range(len(document))):
            drawn = document[at].render(scale=_TEMPLATE_DPI / 72).to_pil().convert("L")
            codes: dict[str, Points] = {
                text: [(x / DOTS_A_MM, y / DOTS_A_MM) for x, y in corners] for text, corners in _read(np.asarray(drawn))
            }
            between = [text for text in codes if _code(text).between_boxes]
            if between:
                self.page, self._printed = at + 1, codes
                self._darkness: Floats = 1 - np.asarray(drawn, np.float64) / 255
                self._corner = codes[between[0]][0]
                break
        document.close()

    def boxes_on(self, picture: Image.Image, codes: dict[str, Points]) -> Frame:
        """Each box, seller's first: what is in it, and its picture. No boxes where the page cannot be laid over it."""
        nothing: Frame = {"page": self.page, "pages": self.pages, "boxes": []}, []
        if not self.page or (transform := first_transform(self._printed, codes)) is None:
            return nothing
        picture, transform = _not_finer(picture, transform)
        between_boxes = any(_code(text).between_boxes for text in codes if text in self._printed)
        searches = NEAR if between_boxes else FAR
        fitted = aligned(picture.convert("L"), self._darkness, transform, self._block(), DOTS_A_MM, searches)
        if fitted is None and not between_boxes:
            return nothing
        boxes = [self._box_on(picture, transform if fitted is None else fitted, side) for side in SIDES]
        return {"page": self.page, "pages": self.pages, "boxes": [said for said, _ in boxes]}, [cut for _, cut in boxes]

    def _box_on(self, picture: Image.Image, transform: Floats, side: str) -> tuple[dict[str, Any], bytes]:
        left, top, width, height = self._placed(box_of(side))
        around = left - _MARGIN_MM, top - _MARGIN_MM, width + 2 * _MARGIN_MM, height + 2 * _MARGIN_MM
        cut = warped(picture, transform, around, DOTS_A_MM)
        printed = part_of(self._darkness, around, DOTS_A_MM)
        its_box = _MARGIN_MM, _MARGIN_MM, width, height
        proposal = proposed(cut, printed, its_box, code_on_right=side == SIDES[0])
        return {"side": side, **asdict(proposal)}, _png(cut)

    def _block(self) -> Rectangle:
        """Both boxes and what is printed around them, their names above included."""
        left, top, width, height = self._placed(box_of(SIDES[0]))
        return left - 2, top - 14, 2 * width + PLACES.box_code + 2 * PLACES.gap + 4, height + 16

    def _placed(self, box: Rectangle) -> Rectangle:
        return self._corner[0] + box[0], self._corner[1] + box[1], box[2], box[3]


def _not_finer(picture: Image.Image, transform: Floats) -> tuple[Image.Image, Floats]:
    """The picture, shrunk to about the dots of the printed page where it has many more."""
    shrunk = math.hypot(transform[0, 0], transform[1, 0]) / DOTS_A_MM
    if shrunk < 1.3:
        return picture, transform
    size = round(picture.width / shrunk), round(picture.height / shrunk)
    scale = np.diag([size[0] / picture.width, size[1] / picture.height, 1])
    return picture.resize(size, Image.Resampling.BOX), scale @ transform


def _thumbnail(picture: Image.Image, rotation: float) -> Image.Image:
    """Small, and upright to a quarter turn."""
    small = picture.copy()
    small.thumbnail((_THUMBNAIL, _THUMBNAIL), reducing_gap=2)
    return small.rotate(90 * round(rotation / 90), expand=True)


def _png(picture: Image.Image) -> bytes:
    """Few colours suffice for eyes, and a page of noise takes a fifth of the bytes."""
    file = io.BytesIO()
    picture.quantize(64, Image.Quantize.FASTOCTREE).save(file, "PNG")
    return file.getvalue()


if __name__ == "__main__":
    limit_itself(*map(int, sys.argv[1:3]))
    serve(Desk().answered)
