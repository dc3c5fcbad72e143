"""The statement on paper is read back: what a customer sees, and what a machine finds in the file."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import threading
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pypdfium2
import pytest
from pypdf import PdfReader

from arxl.errors import Faulty, Refused
from arxl.locale import LANGUAGES, wording
from arxl.papers import fonts, statement
from arxl.papers.statement import StatementPrinter
from arxl.practices.statement_words import KINDS
from arxl.pulse import heard_by

MM = 72 / 25.4
ENGLISH_ONLY = (
    "Statement of account", "Opening balance", "Closing balance", "Movements", "Open Items", "Days past due",
    "Not due", "Unapplied", "Confirmation", "Signature", "Stamp", "Seller", "Currency", "Page", "earlier", "disputed",
    "Amount now due", "agrees", "differs", "Issued on", *KINDS.values(),
)  # fmt: skip


def text_of(paper: bytes) -> list[str]:
    """The text of each page, on one line."""
    document = pypdfium2.PdfDocument(paper)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def by_hand(minor: int, exponent: int, language: str) -> str:
    """An amount written the slow way: digit by digit from the right."""
    whole, decimals = divmod(abs(minor), 10**exponent)
    comma, point = {"es": ".,", "ro": ".,"}.get(language, ",.")
    digits = ""
    for place, digit in enumerate(reversed(str(whole))):
        digits = digit + (comma if place and place % 3 == 0 else "") + digits
    tail = f"{point}{decimals:0{exponent}d}" if exponent else ""
    return ("-" if minor < 0 else "") + digits + tail


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_of_the_account_stands_on_the_paper(language, printer, account, issue):
    drawn = account(language, 30)
    text = " ".join(text_of(printer.paper(*issue(drawn))))
    assert wording(language).text("Statement of account") in text
    figures = [drawn.opening_minor, drawn.closing_minor, drawn.due_now_minor, drawn.in_hand_minor, *drawn.aging_minor]
    figures += [item.open_minor for item in drawn.open_items] + [item.amount_minor for item in drawn.open_items]
    for minor in figures:
        assert by_hand(minor, drawn.exponent, language) in text
    at = 0
    for movement in drawn.movements:
        row = f"{by_hand(abs(movement.line.amount_minor), drawn.exponent, language)} " + by_hand(
            movement.balance_minor, drawn.exponent, language
        )
        at = text.index(movement.line.document, at)
        assert row in text[at : at + 140]


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_no_english_word_is_left_on_a_page_of_another_language(language, printer, account, issue):
    text = " ".join(text_of(printer.paper(*issue(account(language)))))
    assert [word for word in ENGLISH_ONLY if word in text.replace("Banca Exemplu", "")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_names_of_both_sides_survive_in_every_script(language, printer, account, issue):
    drawn = account(language, 2, customer_name="Țiglă Ștefan / 대성유통㈜ / 深圳鑫源 / 臺灣鴻運 / Ñandú")
    text = text_of(printer.paper(*issue(drawn)))[0]
    for name in ("Țiglă Ștefan", "대성유통㈜", "深圳鑫源", "臺灣鴻運", "Ñandú", "Distribuție Țiglă & Șuruburi S.R.L."):
        assert name.replace(" ", "") in text.replace(" ", "")


def test_won_and_taiwan_dollars_are_shown_without_decimals_and_by_their_own_sign(printer, account, issue):
    korean, taiwanese = account("ko"), account("zh_TW")
    assert f"₩{korean.due_now_minor:,}" in text_of(printer.paper(*issue(korean)))[0]
    assert f"NT${taiwanese.due_now_minor:,}" in text_of(printer.paper(*issue(taiwanese)))[0]


def test_a_balance_in_the_customers_favour_says_who_owes_whom(printer, account, issue):
    owed = account("en", 0, closing_minor=-12_345)
    text = text_of(printer.paper(*issue(owed)))[0]
    assert (
        "Distribuție Țiglă & Șuruburi S.R.L. owes Harbour Street Hotel & Restaurant Supplies Ltd. 123.45 EUR." in text
    )


def test_a_draft_is_marked_and_asks_for_nothing_back(printer, account, issue):
    draft = text_of(printer.paper(account("es", 3, number="")))[0]
    assert "BORRADOR" in draft
    assert "ST-2026" not in draft
    assert "a más tardar" not in draft
    assert "BORRADOR" not in text_of(printer.paper(*issue(account("es", 3))))[0]


def test_what_the_company_leaves_blank_is_printed_nowhere(account, issue, company):
    bare = replace(company, tax_id="", phone="", email="", bank="", address="")
    text = text_of(StatementPrinter(bare).paper(*issue(account("en", 1, customer_tax_id=""))))[0]
    assert "Tax ID" not in text
    assert "Bank:" not in text


def test_headings_repeat_and_pages_are_counted(printer, account, issue):
    pages = text_of(printer.paper(*issue(account("en", 300))))
    assert len(pages) > 4
    for number, text in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in text
        assert ("Debit (+) Credit (−) Balance" in text) or ("INV-2610" not in text)


@pytest.mark.parametrize("movements", [0, 1, 6, 9, 10, 11, 12, 20, 43, 44, 45])
def test_both_stamp_boxes_take_a_stamp_and_stand_on_one_page(movements, printer, account, issue):
    document = pypdfium2.PdfDocument(printer.paper(*issue(account("en", movements))))
    boxes_of_page = [stamp_boxes(page) for page in document]
    assert boxes_of_page[-1] == 2
    assert sum(boxes_of_page) == 2
    last = " ".join(document[len(document) - 1].get_textpage().get_text_range().split())
    assert "Confirmation of the balance" in last
    assert last.count("Full name") == 2


def stamp_boxes(page) -> int:
    """How many empty frames of the page hold a stamp of 42 mm."""
    sides = [(bounds[2] - bounds[0], bounds[3] - bounds[1]) for bounds in map(bounds_of, page.get_objects([2]))]
    return sum(1 for width, height in sides if 42 * MM <= width <= 60 * MM and 42 * MM <= height <= 60 * MM)


def bounds_of(shape):
    return shape.get_bounds()


@pytest.mark.parametrize("language", ["es", "ko"])
def test_nothing_is_printed_over_anything_else(language, printer, account, issue):
    """Very large amounts, many buckets and a very long name still leave each letter its own place."""
    times = 10**6 + 3
    drawn = account(language, 5, customer_name="Sociedad Anónima de Distribución y Comercialización " * 3)
    labels = drawn.aging_labels[:-1] + drawn.aging_labels[1:]
    drawn = replace(
        drawn,
        opening_minor=drawn.opening_minor * times,
        closing_minor=drawn.closing_minor * times,
        aging_labels=labels,
        aging_minor=tuple(minor * times for minor in (drawn.aging_minor[:-1] + drawn.aging_minor[1:])),
        open_items=tuple(
            replace(item, document=item.document + "-0123456789" * 4, open_minor=item.open_minor * times)
            for item in drawn.open_items
        ),
    )
    for page in pypdfium2.PdfDocument(printer.paper(*issue(drawn))):
        assert overprinted(page) == []


def overprinted(page) -> list[str]:
    """Letters whose middle lies within another letter (two letters of one ligature share a box)."""
    text = page.get_textpage()
    letters = text.get_text_range()
    shown = [place for place, letter in enumerate(letters) if not letter.isspace() and letter != "\u200b"]
    boxes = np.array([text.get_charbox(place) for place in shown])
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    within = (middle[:, None, :] > boxes[None, :, :2] + 0.2) & (middle[:, None, :] < boxes[None, :, 2:] - 0.2)
    hit = within.all(axis=2) & (boxes[:, None, :] != boxes[None, :, :]).any(axis=2)
    return [letters[max(0, shown[place] - 10) : shown[place] + 5] for place in np.flatnonzero(hit.any(axis=1))]


def test_the_record_in_the_paper_holds_the_same_figures(printer, account, issue):
    drawn = account("ro", 12)
    attachments = PdfReader(io.BytesIO(printer.paper(*issue(drawn)))).attachments
    assert list(attachments) == ["statement.json"]
    record = json.loads(attachments["statement.json"][0])
    cent = Decimal(1).scaleb(-drawn.exponent)
    assert record["number"] == drawn.number
    assert record["currency"] == "RON"
    assert record["issued_on"] == "2026-11-03"
    assert Decimal(record["opening"]) == drawn.opening_minor * cent
    running = Decimal(record["opening"])
    for movement, kept in zip(drawn.movements, record["movements"], strict=True):
        running += Decimal(kept["amount"])
        assert Decimal(kept["balance"]) == running
        assert (kept["document"], kept["date"]) == (movement.line.document, movement.line.date.isoformat())
        assert kept["earlier_period"] is movement.earlier_period
    assert running == Decimal(record["closing"])
    assert sum(Decimal(item["open"]) for item in record["open_items"]) - Decimal(record["unapplied"]) == running
    assert sum(Decimal(bucket["open"]) for bucket in record["aging"]) - Decimal(record["unapplied"]) == running
    assert [line["document"] for line in record["carried"]] == ["OB-1"]


def test_the_file_says_it_is_pdf_a_3b_and_embeds_its_fonts(printer, account, issue):
    for language in ("ro", "zh_CN"):
        reader = PdfReader(io.BytesIO(printer.paper(*issue(account(language)))))
        assert reader.xmp_metadata is not None
        marker = reader.xmp_metadata.stream.get_data().decode()
        assert "<pdfaid:part>3</pdfaid:part>" in marker
        assert "<pdfaid:conformance>B</pdfaid:conformance>" in marker
        used = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
        assert used
        for font in used:
            described = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(described)
        assert reader.metadata.creation_date.date().isoformat() == "2026-11-03"


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_nothing_wrong(printer, account, issue, tmp_path):
    for language in LANGUAGES:
        path = tmp_path / f"{language}.pdf"
        path.write_bytes(printer.paper(*issue(account(language, 60))))
        done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_same_statement_gives_the_same_bytes(printer, account, issue, company):
    drawn = account("zh_TW", 40)
    first = printer.paper(*issue(drawn))
    assert printer.paper(*issue(drawn)) == first
    assert StatementPrinter(company).paper(*issue(drawn)) == first
    assert printer.paper(*issue(replace(drawn, number="ST-2026-00005"))) != first


def test_locale_time_zone_and_hash_seed_change_no_byte(tmp_path):
    code = (
        "import sys, datetime as dt; from arxl.papers.statement import *; from arxl.tables.schema import Company;"
        "day = dt.date(2026, 10, 31);"
        "s = Statement('S-1', 'C', 'Șt', '', '', 'ro', 'RON', 2, '2026-10', dt.date(2026, 10, 1), day, 5, (), 5, (),"
        "(OpenItem('I', 'invoice', day, day, 5, 5, 0, False),), ('Not due', '1+'), (5, 0), 0, 0, 0, 5);"
        "sys.stdout.buffer.write(StatementPrinter(Company('X')).paper(s))"
    )
    papers = set()
    for zone, seed, locale in (("UTC", "1", "C.UTF-8"), ("Asia/Seoul", "2", "ko_KR.UTF-8")):
        environment = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": locale, "LANGUAGE": locale[:2]}
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, check=True, cwd=tmp_path
        )
        papers.add(done.stdout)
    assert len(papers) == 1
    assert papers.pop().startswith(b"%PDF-1.7")


def test_a_batch_by_all_cores_is_in_order_and_byte_for_byte_the_same(printer, account, issue):
    issues = [issue(account(LANGUAGES[n % 6], n, number=f"ST-{n}")) for n in range(12)]
    assert list(printer.papers(iter(issues), workers=3)) == [printer.paper(*each) for each in issues]


def test_a_batch_stops_at_the_first_paper_that_cannot_be_printed(printer, account, issue):
    issues = [
        issue(account(number="ST-1")),
        issue(account(number="ST-2", customer_name="Kebab \U0001f959")),
        issue(account()),
    ]
    papers = printer.papers(issues, workers=2)
    assert next(papers).startswith(b"%PDF")
    with pytest.raises(Faulty, match="ST-2"):
        next(papers)


def test_the_pulse_beats_while_a_long_paper_is_printed(printer, account, issue, monkeypatch):
    heard = threading.Event()
    monkeypatch.setattr(printer, "paper", lambda *_: b"heard" if heard.wait(timeout=30) else b"unheard")
    with heard_by(heard.set):
        assert list(printer.papers([issue(account())])) == [b"heard"]


@pytest.mark.parametrize(
    ("name", "code"), [("Kebab \U0001f959", "1F959"), ("ไทย", "0E44"), ("bell\x07", "0007"), ("half\ud83d", "D83D")]
)
def test_a_character_that_no_font_shows_is_a_fault_that_names_it(name, code, printer, account, issue):
    with pytest.raises(Faulty) as caught:
        printer.paper(*issue(account("ro", 2, customer_name=name)))
    fault = caught.value.faults[0]
    assert fault.place == "Statement ST-2026-00004 C-31"
    assert f"U+{code}" in str(fault.fact)
    assert name[:3] in str(fault.fact)
    assert str(fault).isprintable()


def test_without_the_fonts_a_chinese_paper_is_refused_with_the_remedy(monkeypatch, company, account, issue):
    latin_only(monkeypatch)
    with pytest.raises(Refused, match=r'No font of this computer shows Korean\. Run: pip install "arxl\[cjk\]"'):
        StatementPrinter(company).paper(*issue(account("ko")))


def test_without_the_fonts_a_korean_name_on_a_romanian_paper_is_refused_with_the_remedy(
    monkeypatch, company, account, issue
):
    latin_only(monkeypatch)
    with pytest.raises(Refused, match=r'pip install "arxl\[cjk\]"'):
        StatementPrinter(company).paper(*issue(account("ro")))
    assert StatementPrinter(company).paper(*issue(account("ro", customer_name="Ștefănescu")))


def latin_only(monkeypatch) -> None:
    import typst

    noto = fonts._package_folder("fontpkg_noto_sans")
    present = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(noto)])
    monkeypatch.setattr(fonts, "installed", lambda: present)


def test_a_company_brings_its_own_theme(tmp_path, company, account, issue):
    theme = (statement.Path(fonts.__file__).parent / "theme.typ").read_text(encoding="utf-8")
    square = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="red" d="M0 0h9v9H0z"/></svg>'
    (tmp_path / "logo.svg").write_text(square, encoding="utf-8")
    theme = theme.replace("#let logo = none", '#let logo = image("logo.svg", height: 12mm)')
    changed = theme.replace('#let paper = "a4" ', '#let paper = "us-letter" ').replace(
        "#let note = none", "#let note = [Închis duminica]"
    )
    (tmp_path / "theme.typ").write_text(changed, encoding="utf-8")
    paper = StatementPrinter(company, tmp_path).paper(*issue(account("ro", 3)))
    page = pypdfium2.PdfDocument(paper)[0]
    assert page.get_size() == (612, 792)
    assert (255, 0, 0) in {color for _, color in page.render().to_pil().convert("RGB").getcolors(10**6)}
    assert "Închis duminica" in text_of(paper)[-1]


def test_a_mistake_in_the_companys_theme_is_refused_with_a_sentence(tmp_path, company, account, issue):
    (tmp_path / "theme.typ").write_text("#let accent = rgb(", encoding="utf-8")
    with pytest.raises(Refused, match=r"theme\.typ: the paper is not printed: .+ Correct theme\.typ\."):
        StatementPrinter(company, tmp_path).paper(*issue(account()))
