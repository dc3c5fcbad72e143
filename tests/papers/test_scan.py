"""Scans read back: which page of which statement, what is in the boxes, and what strangers' files do not do."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import segno
from PIL import Image
from pypdf import PdfReader, PdfWriter

from arxl.errors import Refused
from arxl.papers.scan import LIMITS, ScannedPage, is_scan, read_scans
from arxl.papers.scan_reader import Template
from arxl.papers.statement import StatementPrinter
from papers.counting import Count
from papers.drawn_scans import DrawnScan, Paper, drawn_scan, drawn_scans

KEY = "0f" * 32
SEED = "tests"


@pytest.fixture(scope="module")
def papers(company, account, issue) -> dict[str, Paper]:
    """Statements of one and of two pages, in all six languages."""
    printer = StatementPrinter(company, key=KEY)
    return {
        statement.number: Paper.of(statement.number, printer.paper(*issue(statement)))
        for statement in (
            account(language, movements, number=f"ST2026-0000{nth}")
            for nth, (language, movements) in enumerate(
                (("en", 3), ("es", 12), ("ro", 20), ("ko", 30), ("zh_CN", 12), ("zh_TW", 6)), 1
            )
        )
    }


@pytest.fixture
def read(tmp_path, papers):
    """The pages of a file with the given content, read with the issued papers at hand."""

    def read(content: bytes, name: str = "scan.jpg", **changes: object) -> tuple[ScannedPage, ...]:
        (tmp_path / name).write_bytes(content)
        known = {number: paper.content for number, paper in papers.items()}
        return read_scans(tmp_path / name, replace(LIMITS, **changes), lambda code: known.get(code.number))

    return read


def together(scans: list[DrawnScan], kind: str) -> bytes:
    """Several scans in one file, as a scanner with a feeder makes it."""
    file = io.BytesIO()
    first, *others = (scan.picture for scan in scans)
    options = {"PDF": {"resolution": 200.0, "quality": 40}, "TIFF": {"compression": "jpeg", "quality": 40}}[kind]
    first.save(file, kind, save_all=True, append_images=others, **options)
    return file.getvalue()


def size_of(png: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(png), formats=["PNG"]) as picture:
        return picture.size


def test_scans_of_all_kinds_are_matched_and_their_boxes_proposed(read, papers):
    """Twenty-four of them; what 250 give is counted by the benchmark and the long test."""
    scans = list(drawn_scans(list(papers.values()), 24, SEED))
    pages = [page for scan in scans[:8] for page in read(scan.jpeg())]
    pages += read(together(scans[8:16], "PDF"), "scans.pdf")
    pages += read(together(scans[16:], "TIFF"), "scans.tif")
    count = Count.of(zip(scans, pages, strict=True))
    assert (count.pages, count.matched, count.mismatched) == (24, 24, 0)
    assert count.marked.precision >= 0.9
    assert count.marked.recall >= 0.85
    assert [page.page for page in pages] == [1] * 8 + [*range(1, 9)] * 2


@pytest.mark.long
def test_two_hundred_and_fifty_scans_hold_what_the_benchmark_promises(read, papers):
    scans = list(drawn_scans(list(papers.values()), 250, "long"))
    count = Count.of((scan, *read(scan.jpeg())) for scan in scans)
    assert count.matched >= 0.99 * count.pages
    assert count.mismatched == 0
    assert count.marked.precision >= 0.95
    assert count.marked.recall >= 0.9


@pytest.mark.parametrize("ink", ["nothing", "signature", "stamp", "both"])
def test_each_box_says_what_is_in_it(ink, read, papers):
    inks = {"seller": "stamp", "customer": ink}
    clean = {"dpi": 200, "mode": "flat", "over_code": "nothing", "dirt": "clean", "grey": False}
    scan = drawn_scan(papers["ST2026-00003"], random.Random(5), inks=inks, **clean)
    (page,) = read(scan.png(), "scan.png")
    seller, customer = page.boxes
    assert (seller.side, customer.side) == ("seller", "customer")
    assert (seller.signed, seller.stamped) == (False, True)
    assert (customer.signed, customer.stamped) == (ink in ("signature", "both"), ink in ("stamp", "both"))
    assert (customer.ink_share > 0) == (ink != "nothing")
    assert size_of(customer.picture) == (84 * 6, 56 * 6)


def test_a_box_has_no_proposal_without_the_paper_that_was_issued(tmp_path, papers):
    (tmp_path / "scan.png").write_bytes(clean_scan(papers["ST2026-00003"]).png())
    (page,) = read_scans(tmp_path / "scan.png")
    assert page.code.number == "ST2026-00003"
    assert page.has_boxes
    assert page.boxes == ()


def clean_scan(paper: Paper, **changes: object) -> DrawnScan:
    clean = {"dpi": 150, "mode": "flat", "over_code": "nothing", "dirt": "clean", "grey": False}
    return drawn_scan(paper, random.Random(1), **(clean | changes))


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_page_may_lie_any_way_and_its_thumbnail_is_upright(turned, read, papers):
    paper = papers["ST2026-00003"]
    picture = paper.rendered(1, 150).rotate(-turned, expand=True)
    (page,) = read(png_of(picture), "scan.png")
    assert (page.code.page, page.code.pages) == (1, 2)
    assert abs((page.rotation_degrees - turned + 180) % 360 - 180) < 1
    with Image.open(io.BytesIO(page.thumbnail)) as small:
        assert small.height > small.width
        upright = np.asarray(small.convert("L"), np.float64)
    expected = np.asarray(paper.rendered(1, 150).convert("L").resize(upright.shape[::-1]), np.float64)
    assert np.corrcoef(upright.ravel(), expected.ravel())[0, 1] > 0.9


def png_of(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def test_the_camera_says_which_way_up_it_was_held(read, papers):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    file = io.BytesIO()
    papers["ST2026-00001"].rendered(1, 150).rotate(90, expand=True).save(file, "JPEG", exif=exif)
    (page,) = read(file.getvalue())
    assert abs(page.rotation_degrees) < 1


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "CMYK", "I;16"])
def test_pictures_of_every_depth_are_read(mode, read, papers):
    picture = papers["ST2026-00001"].rendered(1, 150)
    if mode == "I;16":
        picture = Image.fromarray(np.asarray(picture.convert("L")).astype(np.uint16) * 257)
    else:
        picture = picture.convert(mode)
    file = io.BytesIO()
    picture.save(file, "TIFF")
    (page,) = read(file.getvalue(), "scan.tif")
    assert page.code.number == "ST2026-00001"


def test_a_page_without_a_code_has_its_thumbnail(read):
    (page,) = read(png_of(Image.new("RGB", (1240, 1754), "white")), "scan.png")
    assert (page.code, page.codes, page.boxes) == (None, (), ())
    assert size_of(page.thumbnail) == (636, 900)


def test_two_statements_on_one_page_are_told_and_not_chosen_from(read, papers):
    both = Image.new("RGB", (2 * 1240, 1754), "white")
    both.paste(papers["ST2026-00001"].rendered(1, 150), (0, 0))
    both.paste(papers["ST2026-00006"].rendered(1, 150), (1240, 0))
    (page,) = read(png_of(both), "scan.png")
    assert page.code is None
    assert {found.code.number for found in page.codes} == {"ST2026-00001", "ST2026-00006"}


def test_a_page_of_which_only_the_code_between_the_boxes_is_read_gets_its_number_from_the_paper(read, papers):
    paper = papers["ST2026-00003"]
    picture = paper.rendered(2, 150)
    picture.paste("white", (0, 0, picture.width, 180))
    (page,) = read(png_of(picture), "scan.png")
    assert (page.code.page, page.code.pages) == (2, 2)
    assert [(box.signed, box.stamped) for box in page.boxes] == [(False, False)] * 2


def test_boxes_whose_own_code_is_hidden_are_found_by_the_one_at_the_top(read, papers):
    paper = papers["ST2026-00003"]
    inks = {"seller": "nothing", "customer": "signature"}
    picture = clean_scan(paper, inks=inks).picture
    _, left, top = paper.corner
    hidden = [round(at * 150 / 25.4) for at in (left - 6, top - 6, left + 28, top + 28)]
    picture.paste("white", tuple(hidden))
    (page,) = read(png_of(picture), "scan.png")
    assert [found.code.between_boxes for found in page.codes] == [False]
    assert [box.signed for box in page.boxes] == [False, True]


def test_a_code_of_somebody_else_is_no_code(read):
    file = io.BytesIO()
    segno.make("https://example.com/pay").save(file, kind="png", scale=12, border=8)
    (page,) = read(file.getvalue(), "scan.png")
    assert (page.code, page.codes) == (None, ())


def test_the_issued_page_lies_on_itself(papers):
    """The template of the boxes finds them empty on the very page that was printed."""
    paper = papers["ST2026-00004"]
    template = Template(paper.number, paper.content)
    assert (template.page, template.pages) == (paper.corner[0], paper.pages)


@pytest.mark.parametrize(
    ("content", "fact"),
    [
        (b"", "the file is no PDF, JPEG, PNG or TIFF."),
        (b"PK\3\4" + bytes(100), "the file is no PDF, JPEG, PNG or TIFF."),
        (b"%PDF-1.7\nno more", "the scan cannot be read"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "the scan cannot be read"),
        (b"II*\0\x08\0\0\0\xff\xff" + bytes(40), "the scan cannot be read"),
    ],
)
def test_a_broken_file_is_one_sentence(content, fact, read):
    with pytest.raises(Refused, match=fact) as refusal:
        read(content)
    assert str(refusal.value).startswith("scan.jpg: ")
    assert "\n" not in str(refusal.value)


def test_a_locked_pdf_is_one_sentence(tmp_path, papers, read):
    writer = PdfWriter(PdfReader(io.BytesIO(papers["ST2026-00001"].content)))
    writer.encrypt("secret")
    file = io.BytesIO()
    writer.write(file)
    with pytest.raises(Refused, match="the scan cannot be read"):
        read(file.getvalue(), "scan.pdf")


def test_a_page_as_large_as_a_field_is_read_small(read):
    document = pypdfium2.PdfDocument.new()
    document.new_page(14_400, 14_400)
    file = io.BytesIO()
    document.save(file)
    (page,) = read(file.getvalue(), "scan.pdf")
    assert size_of(page.thumbnail) == (900, 900)


def test_a_page_as_thin_as_a_thread_is_one_sentence(read):
    document = pypdfium2.PdfDocument.new()
    document.new_page(14_400, 0.5)
    file = io.BytesIO()
    document.save(file)
    with pytest.raises(Refused):
        read(file.getvalue(), "scan.pdf")


def test_which_files_of_a_folder_may_be_scans():
    names = ("a.PDF", "b.jpeg", "c.tif", "d.xlsx", "e", "Thumbs.db")
    assert [name for name in names if is_scan(Path(name))] == ["a.PDF", "b.jpeg", "c.tif"]
