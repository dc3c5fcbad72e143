"""Whole pages of strangers' files as pictures: upright, of signed PDFs too, and never more than was asked for."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from arxl.errors import Refused
from arxl.papers.scan import LONG_SIDE, ScanLimits, page_pictures
from arxl.papers.statement import StatementPrinter
from papers import signing
from papers.conftest import COMPANY, ISSUED_ON, RETURN_BY, made_up_account
from papers.signing import CUSTOMER, person, signed

KEY = "5a" * 32


def drawn(picture: bytes) -> np.ndarray:
    """Grey, small enough that JPEG's noise does not count."""
    image = Image.open(io.BytesIO(picture)).convert("L")
    return np.asarray(image.resize((200, 283), Image.Resampling.BOX), float)


def rendered(pdf: bytes, page: int = 0) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    return document[page].render(scale=2).to_pil().convert("RGB")


def jpeg(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=60)
    return file.getvalue()


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_scan_with_a_code_is_shown_upright(tmp_path: Path, turned: int) -> None:
    paper = StatementPrinter(COMPANY, key=KEY).paper(made_up_account("en", 3), ISSUED_ON, RETURN_BY)
    upright = rendered(paper)
    (tmp_path / "scan.jpg").write_bytes(jpeg(upright.rotate(turned, expand=True)))
    (picture,) = page_pictures(tmp_path / "scan.jpg", (1,))
    assert np.abs(drawn(picture) - drawn(jpeg(upright))).mean() < 3


def test_a_signed_pdf_shows_what_stands_in_its_fields(tmp_path: Path) -> None:
    content = signed(signing.issued(), person(CUSTOMER))
    (tmp_path / "signed.pdf").write_bytes(content)
    pages = len(pypdfium2.PdfDocument(content))
    pictures = page_pictures(tmp_path / "signed.pdf", range(1, pages + 1))
    for page, picture in enumerate(pictures):
        assert max(Image.open(io.BytesIO(picture)).size) == pytest.approx(LONG_SIDE, abs=2)
        assert np.abs(drawn(picture) - drawn(jpeg(rendered(content, page)))).mean() < 3


def test_only_the_pages_that_are_asked_for_are_drawn(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (100, 140), colour) for colour in ("red", "lime", "blue")]
    frames[0].save(tmp_path / "scan.tiff", save_all=True, append_images=frames[1:])
    shown = [Image.open(io.BytesIO(one)).convert("RGB") for one in page_pictures(tmp_path / "scan.tiff", (3, 1))]
    assert [max(range(3), key=one.getpixel((50, 70)).__getitem__) for one in shown] == [2, 0]


@pytest.mark.parametrize("pages", [(0,), (2,), (-1,)])
def test_a_page_that_the_file_lacks_is_refused(tmp_path: Path, pages: tuple[int, ...]) -> None:
    (tmp_path / "scan.jpg").write_bytes(jpeg(Image.new("RGB", (100, 140), "white")))
    with pytest.raises(Refused, match="has no page"):
        page_pictures(tmp_path / "scan.jpg", pages)


def test_limits_hold_as_for_scans(tmp_path: Path) -> None:
    (tmp_path / "scan.png").write_bytes(jpeg(Image.new("RGB", (2000, 2000), "white")))
    with pytest.raises(Refused, match="million dots"):
        page_pictures(tmp_path / "scan.png", (1,), limits=ScanLimits(pixels=1_000_000))
