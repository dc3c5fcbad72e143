"""Scans of statements that came back: which page of which statement each is, and what is in its boxes (C7).

A scan is a stranger's file. It is decoded in a confined child process (`scan_reader`), which proposes; nothing here
confirms anything. Whether a code is genuine, its statement known and its digest right is for the job to say.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from arxl.confined.child import Child, Told
from arxl.errors import Refused, refused, sentence
from arxl.papers.code import PageCode, parsed

LONG_SIDE = 1754
"""Dots of a page's longer side, where it is shown whole: A4 at 150 dpi."""

_QUALITY = 80
_ENDINGS = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff")
_BEGINNINGS = (b"%PDF", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*")


@dataclass(frozen=True, slots=True)
class ScanLimits:
    """How large a scan may be: far above what scanners and telephones make."""

    file_bytes: int = 128 << 20
    """Size of the file."""
    pages: int = 300
    """Pages of one file."""
    pixels: int = 130_000_000
    """Dots of one page: A4 at 1,000 dpi is 97 million, a telephone's largest photo 108 million."""
    memory_bytes: int = 4 << 30
    """Address space of the child process that decodes."""
    seconds: float = 600
    """Time that the child process may take for one file."""


LIMITS = ScanLimits()


@dataclass(frozen=True, slots=True)
class FoundCode:
    """A code on a page.

    Attributes:
        corners: in dots of the page's picture, from the upper left one as it was printed, clockwise.
    """

    code: PageCode
    corners: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """A signature box of a scanned page, with a proposal for a person to confirm.

    Attributes:
        side: "seller" or "customer".
        picture: PNG, upright.
        signed: a pen was here, it seems.
        stamped: a stamp was here, it seems.
        ink_share: share of the box's blank that is inked, 0 to 1.
    """

    side: str
    picture: bytes
    signed: bool
    stamped: bool
    ink_share: float


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page of a scan.

    Attributes:
        file: name of the scan.
        page: of the file, from 1.
        code: what the page's codes agree on; None where none is read, or they name different statements. A page of
            which only the code between the boxes is read has its page number from the issued paper, 0 without it.
        codes: all that were read, those of other statements too.
        rotation_degrees: how far the page lies turned, clockwise.
        thumbnail: PNG, turned upright.
        boxes: seller's and customer's; empty on a page without them, or without the issued paper to compare with.
    """

    file: str
    page: int
    code: PageCode | None
    codes: tuple[FoundCode, ...]
    rotation_degrees: float
    thumbnail: bytes
    boxes: tuple[SignatureBox, ...] = ()

    @property
    def has_boxes(self) -> bool:
        """Whether it shows the signature boxes."""
        return bool(self.boxes) or any(found.code.between_boxes for found in self.codes)


PaperOf = Callable[[PageCode], bytes | None]
"""The issued PDF of the statement that a code names; None where there is none, or the code is not genuine."""


def no_paper(code: PageCode) -> bytes | None:
    """No paper is known: pages are matched, and nothing is proposed."""
    return None


def is_scan(path: Path) -> bool:
    """Whether the name of a file says that it may be a scan."""
    return path.suffix.casefold() in _ENDINGS


def read_scans(path: Path, limits: ScanLimits = LIMITS, paper_of: PaperOf = no_paper) -> tuple[ScannedPage, ...]:
    """The pages of one file: PDF, JPEG, PNG, or TIFF of one or many pages, in any rotation.

    Raises:
        Refused: there is no such file, it is no scan, too large, damaged, or breaks the reader.
    """
    content = _content(path, limits)
    papers: dict[str, bytes | None] = {}
    with _DecodingChild(path.name, limits) as child:
        asked = {"ask": "open", "most_pages": limits.pages, "most_pixels": limits.pixels}
        count = int(child.told(asked, [content])[0]["pages"])
        return tuple(_page(child, path.name, at, papers, paper_of) for at in range(count))


def page_pictures(
    path: Path, pages: Sequence[int], long_side: int = LONG_SIDE, limits: ScanLimits = LIMITS
) -> tuple[bytes, ...]:
    """Pages of one file as pictures (JPEG), upright where a code says how.

    The child hands over bare dots, and the pictures are made of them here: not one byte of the file itself goes on.

    Args:
        pages: of the file, from 1.
        long_side: dots of a page's longer side, about.

    Raises:
        Refused: as `read_scans`; or the file has no such page.
    """
    content = _content(path, limits)
    with _DecodingChild(path.name, limits) as child:
        asked = {"ask": "open", "most_pages": limits.pages, "most_pixels": limits.pixels}
        count = int(child.told(asked, [content])[0]["pages"])
        if missing := [page for page in pages if not 1 <= page <= count]:
            raise refused(
                path.name,
                sentence("the file has no page {page}: it has {pages}.", page=missing[0], pages=count),
                sentence("Restore the file from a backup."),
            )
        return tuple(child.picture(page - 1, long_side) for page in pages)


def _content(path: Path, limits: ScanLimits) -> bytes:
    try:
        size, most = path.stat().st_size, limits.file_bytes >> 20
        if size > limits.file_bytes:
            raise refused(
                path.name,
                sentence("the scan has {found} MB; at most {allowed} are read.", found=size >> 20, allowed=most),
                sentence("Scan with 200 dpi, or a few papers a file."),
            )
        content = path.read_bytes()
    except OSError as error:
        raise refused(
            path.name,
            sentence("the scan cannot be opened: {reason}.", reason=error.strerror or str(error)),
            sentence("Check the name, and that no other program holds the file."),
        ) from None
    if not content.lstrip()[:8].startswith(_BEGINNINGS):
        raise refused(
            path.name,
            sentence("the file is no PDF, JPEG, PNG or TIFF."),
            sentence("Save the scan as one of these."),
        )
    return content


class _DecodingChild(Child):
    """The process that decodes one scan."""

    def __init__(self, name: str, limits: ScanLimits) -> None:
        super().__init__(name, "arxl.papers.scan_reader", limits.memory_bytes, limits.seconds)
        self._limits = limits

    def told(self, message: dict[str, Any], buffers: list[bytes] | None = None) -> tuple[dict[str, Any], list[bytes]]:
        """The answer.

        Raises:
            Refused: the scan is larger than it may be, or cannot be read.
        """
        answer = self.ask(message, buffers or [])
        if "too_much" in answer[0]:
            raise self._too_much(str(answer[0]["too_much"]), int(answer[0]["found"]))
        return answer

    def picture(self, page: int, long_side: int) -> bytes:
        """A page, from 0, as JPEG.

        Raises:
            Refused: as `told`.
        """
        from PIL import Image

        said, (dots,) = self.told({"ask": "picture", "page": page, "long_side": long_side})
        file = io.BytesIO()
        try:
            picture = Image.frombytes("RGB", (int(said["width"]), int(said["height"])), dots)
        except ValueError:  # another number of dots than it says: nothing that our own reader does
            raise refused(self._name, *self._broken(self._limits.memory_bytes >> 20)) from None
        picture.save(file, "JPEG", quality=_QUALITY)
        return file.getvalue()

    def _too_much(self, what: str, found: int) -> Refused:
        if what == "pages":
            return refused(
                self._name,
                sentence(
                    "the scan has {found} pages; at most {allowed} are read.", found=found, allowed=self._limits.pages
                ),
                sentence("Split it into several files."),
            )
        return refused(
            self._name,
            sentence(
                "a page has {found} million dots; at most {allowed} are read.",
                found=round(found / 1e6),
                allowed=round(self._limits.pixels / 1e6),
            ),
            sentence("Scan with 200 dpi."),
        )

    def _unreadable(self, reason: str) -> Told:
        return (
            sentence("the scan cannot be read: {reason}.", reason=reason),
            sentence("Open it, and save it again or print it to PDF; or scan the paper again."),
        )

    def _late(self, seconds: float) -> Told:
        return (
            sentence("reading the scan takes more than {seconds} seconds.", seconds=seconds),
            sentence("Split it into several files, or scan with 200 dpi."),
        )

    def _broken(self, megabytes: int) -> Told:
        return (
            sentence("reading the scan takes more than {found} MB of memory, or breaks the reader.", found=megabytes),
            sentence("Open it, and save it again or print it to PDF; or scan the paper again."),
        )


def _page(child: _DecodingChild, file: str, at: int, papers: dict[str, bytes | None], paper_of: PaperOf) -> ScannedPage:
    said, (thumbnail,) = child.told({"ask": "page", "page": at})
    codes = tuple(_found_codes(said))
    code = _agreed(codes)
    page = ScannedPage(file, at + 1, code, codes, float(said["rotation"]), thumbnail)
    if code is None:
        return page
    if code.number not in papers:
        papers[code.number] = paper_of(code)
    paper = papers[code.number]
    return page if paper is None else _with_boxes(child, page, code, paper)


def _found_codes(said: Mapping[str, Any]) -> list[FoundCode]:
    """What the child says it read; it is looked at again here, since a child can be taken over."""
    found = []
    for each in said["codes"]:
        code = parsed(str(each["text"]))
        if code is not None:
            found.append(FoundCode(code, tuple((float(x), float(y)) for x, y in each["corners"])))
    return found


def _agreed(codes: tuple[FoundCode, ...]) -> PageCode | None:
    """The code of the page, where all that were read are of one statement and one page of it."""
    own = {found.code for found in codes}
    if len({(code.number, code.check) for code in own}) != 1:
        return None
    at_top = [code for code in own if not code.between_boxes]
    if len(at_top) > 1:
        return None
    return at_top[0] if at_top else own.pop()


def _with_boxes(child: _DecodingChild, page: ScannedPage, code: PageCode, paper: bytes) -> ScannedPage:
    said, pictures = child.told({"ask": "boxes", "number": code.number}, [paper])
    if code.between_boxes:
        code = replace(code, page=int(said["page"]), pages=int(said["pages"]))
    if code.page != said["page"]:
        return replace(page, code=code)
    boxes = [
        SignatureBox(str(box["side"]), picture, bool(box["signed"]), bool(box["stamped"]), float(box["ink_share"]))
        for box, picture in zip(said["boxes"], pictures, strict=True)
    ]
    return replace(page, code=code, boxes=tuple(boxes))
