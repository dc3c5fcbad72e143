"""Codes on pages: what they say, who can make them, and that a reader of codes finds them on the printed page."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from arxl import papers
from arxl.papers.code import PageCode, code_text, drawn, is_genuine, parsed
from arxl.papers.places import PLACES, SIDES, box_of
from arxl.papers.statement import StatementPrinter

TYPST = Path(papers.__file__).parent
KEY, OTHER_KEY = "0f" * 32, "f0" * 32
MM = 72 / 25.4


@pytest.fixture(scope="module")
def coded(company):
    return StatementPrinter(company, key=KEY)


def codes_on(paper: bytes, dpi: int = 200) -> list[dict[str, tuple[float, ...]]]:
    """Page by page: text of each code -> left, top and width in millimetres."""
    return [codes_in(page, dpi) for page in pypdfium2.PdfDocument(paper)]


def codes_in(page, dpi: int) -> dict[str, tuple[float, ...]]:
    picture = page.render(scale=dpi / 72).to_numpy()[..., 0]
    found = {}
    for code in zxingcpp.read_barcodes(np.ascontiguousarray(picture), formats=zxingcpp.BarcodeFormat.QRCode):
        left, right = code.position.top_left, code.position.bottom_right
        found[code.text] = tuple(at * 25.4 / dpi for at in (left.x, left.y, right.x - left.x))
    return found


def rendered(svg: str) -> np.ndarray:
    """The SVG drawn by hand, square by square."""
    side = int(re.search(r'viewBox="0 0 (\d+) ', svg)[1])
    squares = np.zeros((side, side), bool)
    for across, down, width in re.findall(r"M(\d+) (\d+)h(\d+)v", svg):
        assert not squares[int(down), int(across) : int(across) + int(width)].any()
        squares[int(down), int(across) : int(across) + int(width)] = True
    return squares


number = st.from_regex(r"ST20[0-9]{2}-[0-9]{5}", fullmatch=True)
check = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=10, max_size=10)


@given(number, check, st.integers(0, 99), st.integers(0, 99))
def test_what_is_drawn_is_read_back_and_stays_small(number, check, page, more):
    code = PageCode(number, check, page, min(page + more, 99) if page else 0)
    text = str(code)
    assert parsed(text) == code
    assert len(text) <= 35
    squares = rendered(drawn(text))
    assert squares.shape == (29, 29)
    picture = np.pad(np.kron(~squares, np.ones((4, 4), bool)), 16, constant_values=True).astype(np.uint8) * 255
    (read,) = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    assert (read.text, read.ec_level) == (text, "H")


def test_a_statement_of_hundreds_of_pages_has_smaller_squares():
    text = str(PageCode("ST2026-00004", "BOUU7H4DFM", 17, 240))
    assert parsed(text) == PageCode("ST2026-00004", "BOUU7H4DFM", 17, 240)
    assert rendered(drawn(text)).shape == (33, 33)


@given(st.text() | st.from_regex(r"ARXL1\*.{0,20}\*.{0,12}\*.{0,6}", fullmatch=True))
def test_what_is_no_code_of_ours_is_none(text):
    code = parsed(text)
    assert code is None or str(code) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ARXL1*ST2026-00004*BOUU7H4DFM*",
        "ARXL1*ST2026-00004*BOUU7H4DFM*3/2",
        "ARXL1*ST2026-00004*BOUU7H4DFM*0/2",
        "ARXL1*ST2026-00004*BOUU7H4DF1*1/2",
        "ARXL1*ST2026-00004*BOUU7H4DFM*1/2\n",
        "ARXL2*ST2026-00004*BOUU7H4DFM*1/2",
        "arxl1*st2026-00004*bouu7h4dfm*1/2",
    ],
)
def test_almost_a_code_is_none(text):
    assert parsed(text) is None


def test_a_code_is_genuine_for_its_own_statement_register_and_company_only(account):
    drawn_up = account("ro", 3, number="ST2026-00004")
    code = parsed(code_text(drawn_up, "BRASOV", KEY, 1, 2))
    assert is_genuine(code, drawn_up, "BRASOV", KEY)
    assert not is_genuine(code, drawn_up, "BRASOV", OTHER_KEY)
    assert not is_genuine(code, drawn_up, "BRASOV", "")
    assert not is_genuine(code, drawn_up, "CLUJ", KEY)
    changes = {"customer": "C-32", "currency": "EUR", "month": "2026-09", "number": "ST2026-00005"}
    for name, value in {**changes, "closing_minor": drawn_up.closing_minor + 1}.items():
        assert not is_genuine(code, replace(drawn_up, **{name: value}), "BRASOV", KEY), name


def test_what_the_parts_say_cannot_be_moved_between_them(account):
    one = account("en", 1, number="ST2026-00004", customer="C-7", currency="EUR")
    other = replace(one, customer="C-7E", currency="UR")
    assert code_text(one, "A", KEY) != code_text(other, "A", KEY)


@pytest.mark.parametrize("movements", [0, 12, 60, 300])
def test_every_page_says_which_it_is_and_the_last_has_the_code_between_the_boxes(movements, coded, account, issue):
    statement = account("en", movements, number="ST2026-00004")
    pages = codes_on(coded.paper(*issue(statement)))
    for at, found in enumerate(pages, 1):
        text = code_text(statement, "BRASOV", KEY, at, len(pages))
        left, top, width = found.pop(text)
        assert left + width == pytest.approx(210 - 15, abs=0.5)
        assert width == pytest.approx(PLACES.header_code, abs=0.5)
        assert top > 5  # no printer reaches the edge
    between = [found for found in pages if found]
    assert between == [pages[-1]]
    assert list(between[0]) == [code_text(statement, "BRASOV", KEY)]


def test_drafts_and_papers_without_a_key_have_no_code(coded, printer, account, issue):
    assert not any(codes_on(coded.paper(account("en", 12, number=""))))
    assert not any(codes_on(printer.paper(*issue(account("en", 12)))))


def test_the_bytes_do_not_depend_on_what_was_printed_before(company, account, issue):
    statement = account("en", 44)
    first = StatementPrinter(company, key=KEY).paper(*issue(statement))
    warm = StatementPrinter(company, key=KEY)
    for movements in (300, 0, 44):
        last = warm.paper(*issue(account("en", movements)))
    assert hashlib.sha256(last).digest() == hashlib.sha256(first).digest()


@pytest.mark.parametrize("language", ["en", "ko", "zh_CN", "ro"])
@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_the_boxes_stand_where_the_reader_of_scans_looks_for_them(language, paper, tmp_path, company, account, issue):
    """The edges of both boxes are measured on the printed page, from the corner of the code between them."""
    theme = (TYPST / "theme.typ").read_text(encoding="utf-8").replace('#let paper = "a4"', f'#let paper = "{paper}"')
    (tmp_path / "theme.typ").write_text(theme, encoding="utf-8")
    long_name = "Sociedad Anónima de Distribución y Comercialización " * 3
    statement = account(language, 6, customer_name=long_name)
    document = pypdfium2.PdfDocument(StatementPrinter(company, tmp_path, KEY).paper(*issue(statement)))
    page, dpi = document[len(document) - 1], 300
    assert page.get_size()[0] == pytest.approx({"a4": 210, "us-letter": 215.9}[paper] * MM, abs=0.1)
    left, top, _ = codes_in(page, dpi)[code_text(statement, "BRASOV", KEY)]
    dark = page.render(scale=dpi / 72).to_numpy().min(axis=2) < 200
    for side in SIDES:
        across, down, width, height = box_of(side)
        for at, line in ((left + across, 0), (left + across + width, 0), (top + down + height, 1)):
            assert abs(edge_near(dark, at, line, (left + across + 2, top + down + 2)) - at) < 0.5


def edge_near(dark: np.ndarray, at: float, axis: int, inside: tuple[float, float]) -> float:
    """Where, within 3 mm, a line runs along the side of a box: upright (axis 0) or level (axis 1)."""
    pixel = 300 / 25.4
    start, length = int(inside[1 - axis] * pixel), int(40 * pixel)
    near = range(int((at - 3) * pixel), int((at + 3) * pixel))
    lines = dark if axis == 0 else dark.T
    shares = [lines[start : start + length, place].mean() for place in near]
    assert max(shares) > 0.9
    return near[int(np.argmax(shares))] / pixel
