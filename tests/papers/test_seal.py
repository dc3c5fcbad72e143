"""The sealed statement: what a reader of PDF finds in it, and that nothing else of the paper changed."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pypdf
import pypdfium2
import pytest

from arxl.locale import LANGUAGES
from arxl.papers.record import copy_in
from arxl.papers.seal import CUSTOMER_FIELD, SELLER_FIELD, places_in, sealed
from arxl.papers.statement import StatementPrinter
from papers import signing
from papers.conftest import COMPANY, ISSUED_ON, RETURN_BY, made_up_account

MM = 72 / 25.4


def printed(movements: int = 8, **changes: object) -> bytes:
    drawn = replace(made_up_account("en", movements), **changes)
    return StatementPrinter(COMPANY, seal=signing.seller()).paper(drawn, ISSUED_ON, RETURN_BY)


def fields(pdf: bytes) -> dict[str, tuple[int, list[float], bool]]:
    """Name -> page, rectangle, whether it is signed; as a library of another maker reads them."""
    found = {}
    for number, page in enumerate(pypdf.PdfReader(io.BytesIO(pdf)).pages):
        for held in page.get("/Annots", ()):
            widget = held.get_object()
            found[widget["/T"]] = number, [float(edge) for edge in widget["/Rect"]], "/V" in widget
    return found


def test_the_customers_field_is_empty_and_the_sellers_is_signed():
    found = fields(signing.issued())
    assert {name: is_signed for name, (_, _, is_signed) in found.items()} == {CUSTOMER_FIELD: False, SELLER_FIELD: True}


@pytest.mark.parametrize("movements", [0, 9, 11, 44, 120])
def test_the_fields_lie_on_the_boxes_that_are_drawn(movements):
    pdf = printed(movements)
    found = fields(pdf)
    number, _, _ = found[CUSTOMER_FIELD]
    document = pypdfium2.PdfDocument(pdf)
    assert number == len(document) - 1
    drawn = [shape.get_bounds() for shape in document[number].get_objects([2])]
    squares = sorted(
        box for box in drawn if all(43 * MM < side < 46 * MM for side in (box[2] - box[0], box[3] - box[1]))
    )
    assert len(squares) == 2
    for square, name in zip(squares, (SELLER_FIELD, CUSTOMER_FIELD), strict=True):
        assert found[name][1] == pytest.approx(square, abs=0.6), "within the width of the line"


def test_the_seal_covers_the_whole_file_and_permits_signing_alone():
    reader = pypdf.PdfReader(io.BytesIO(signing.issued()))
    seal = reader.trailer["/Root"]["/Perms"]["/DocMDP"]
    first, length, second, rest = seal["/ByteRange"]
    assert (first, second + rest) == (0, len(signing.issued()))
    gap = signing.issued()[length:second]
    assert re.fullmatch(rb"<[0-9a-fA-F]+>", gap), "all but its own digits"
    assert seal["/Reference"][0]["/TransformParams"]["/P"] == 2
    assert seal["/SubFilter"] == "/ETSI.CAdES.detached"
    assert seal["/M"] == "D:20261103120000Z"
    assert seal["/Reason"] == "test certificate, made by arxl, proves nothing to a third party"


def test_the_paper_itself_is_kept_byte_for_byte_and_stays_pdf_a():
    bare = signing.plain()
    over = sealed(bare, signing.seller(), ISSUED_ON)
    assert over.startswith(bare)
    read, was = (pypdf.PdfReader(io.BytesIO(pdf)) for pdf in (over, bare))
    for part in ("/Metadata", "/OutputIntents"):
        assert read.trailer["/Root"].raw_get(part).idnum == was.trailer["/Root"].raw_get(part).idnum
    assert b"pdfaid" in read.trailer["/Root"]["/Metadata"].get_data()
    assert dict(read.metadata) == dict(was.metadata)
    for page in read.pages:
        for widget in (held.get_object() for held in page.get("/Annots", ())):
            assert widget["/F"] & 4, "PDF/A: a widget is printed"
            assert not widget["/F"] & (1 | 2 | 32), "and neither invisible, hidden nor without view"
            assert widget["/AP"]["/N"]["/Subtype"] == "/Form"
    assert not read.trailer["/Root"]["/AcroForm"].get("/NeedAppearances", False)


def test_the_same_statement_and_seal_give_the_same_bytes_whoever_prints():
    statement = made_up_account("en", 30)
    printer = StatementPrinter(COMPANY, seal=signing.seller())
    first = printer.paper(statement, ISSUED_ON, RETURN_BY)
    assert StatementPrinter(COMPANY, seal=signing.seller()).paper(statement, ISSUED_ON, RETURN_BY) == first
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: printer.paper(statement, ISSUED_ON, RETURN_BY), range(8))) == {first}
    assert printer.paper(statement, ISSUED_ON + dt.timedelta(1), RETURN_BY) != first


def test_a_draft_is_never_sealed():
    printer = StatementPrinter(COMPANY, seal=signing.seller())
    draft = made_up_account("en", 3, number="")
    assert printer.paper(draft) == StatementPrinter(COMPANY).paper(draft)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_by_whom_and_when_it_is_sealed_and_that_the_certificate_is_a_test(language):
    pdf = StatementPrinter(COMPANY, seal=signing.seller()).paper(made_up_account(language, 3), ISSUED_ON, RETURN_BY)
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    tight = "".join(text.split())
    assert tight.count("".join(COMPANY.name.split())) > 2
    assert "arxl" in text
    assert copy_in(pdf, "ST-2026-00004").issue.statement.language == language


def test_a_paper_without_boxes_is_sealed_without_fields_to_see():
    document = pypdfium2.PdfDocument.new()
    document.new_page(300, 300)
    out = io.BytesIO()
    document.save(out)
    letter = pypdf.PdfWriter(clone_from=io.BytesIO(out.getvalue()))
    letter.generate_file_identifiers()
    blank = io.BytesIO()
    letter.write(blank)
    assert places_in(blank.getvalue()) == {}
    over = sealed(blank.getvalue(), signing.seller(), ISSUED_ON)
    assert [(name, rectangle) for name, (_, rectangle, _) in fields(over).items()] == [(SELLER_FIELD, [0, 0, 0, 0])]


@pytest.mark.parametrize("key", ["P-256", "RSA"])
def test_other_programs_find_the_seal_valid_and_the_file_sound(key, tmp_path):
    seal = signing.seller() if key == "P-256" else signing.Seal(signing.rsa_person("Comerț S.R.L."))
    file = tmp_path / "sealed.pdf"
    file.write_bytes(sealed(signing.plain(), seal, ISSUED_ON))
    checked = subprocess.run([signing.program("qpdf"), "--check", file], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
    said = subprocess.run([signing.program("pdfsig"), file], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid." in said
    assert "Total document signed" in said
    assert "The signature form field is not signed." in said
