"""A company's theme: what it says reaches every paper, and what it says wrongly is told before the first one."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from arxl.errors import Refused
from arxl.locale import LANGUAGES, wording
from arxl.papers.record import copy_in
from arxl.papers.statement import StatementPrinter
from arxl.papers.theme import FILE, read_theme, texts

RETURN = "Please return one copy, signed and stamped, by {day}."


def theme(folder: Path, text: str) -> Path:
    (folder / FILE).write_text(text, encoding="utf-8")
    return folder


def text_of(paper: bytes) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(paper))


def test_arxls_own_theme_has_no_mistake_and_changes_no_word():
    assert read_theme(None).wording == {}
    assert read_theme(None).words(wording("ko")) is wording("ko")


def test_a_theme_may_say_nothing_at_all(tmp_path, company, account, issue, printer):
    bare = StatementPrinter(company, theme(tmp_path, "")).paper(*issue(account("en", 3)))
    assert bare == printer.paper(*issue(account("en", 3)))


def test_a_companys_own_words_take_the_place_of_arxls_in_their_language_alone(tmp_path, company, account, issue):
    own = (
        f'#let wording = (en: ("{RETURN}": "Kindly sign and return until {{day}}!", "Stamp": "Seal here"),\n'
        '  ro: ("Statement of account": "Fișa clientului"))'
    )
    printer = StatementPrinter(company, theme(tmp_path, own))
    english, romanian = (text_of(printer.paper(*issue(account(language, 3)))) for language in ("en", "ro"))
    assert "Kindly sign and return until 2026-11-13!" in english
    assert english.count("Seal here") == 2
    assert "Please return" not in english
    assert "Fișa clientului" in romanian
    assert wording("ro").text("Statement of account") not in romanian
    assert wording("ro").text("Stamp") in romanian


def test_an_issued_paper_keeps_the_words_in_which_it_was_issued(tmp_path, company, account, issue):
    printer = StatementPrinter(company, theme(tmp_path, '#let wording = (es: ("Stamp": "Sello aquí"))'))
    for language, said in (("es", "Sello aquí"), ("ko", wording("ko").text("Stamp"))):
        copy = copy_in(printer.paper(*issue(account(language, 1))), "ST")
        assert copy.words.text("Stamp") == said


def test_every_sentence_of_a_statement_can_be_said_otherwise(tmp_path, company, account, issue):
    """Each text is replaced by a mark of its own; nothing of arxl's English is left but what is filled in."""
    marks = {text: f"«{number}»" for number, text in enumerate(texts())}
    listed = "\n".join(f"{quoted(text)}: {quoted(mark)}," for text, mark in marks.items())
    printer = StatementPrinter(company, theme(tmp_path, f"#let wording = (en: ({listed}))"))
    shown = text_of(printer.paper(*issue(account("en", 12))))
    letters = re.sub(r"«\d+»", " ", shown)
    for english in ("Statement", "Customer", "Balance", "due", "signed", "Invoice", "Cash", "Page", "days", "Draft"):
        assert english not in letters
    assert shown.count("«") > 60


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('#let acent = rgb("#112233")', r'the name "acent" means nothing\. Write "accent", if that is meant\.'),
        ('#let accent = "red"', r"accent takes a color; it is of the kind string\. Correct theme\.typ\."),
        ("#let logo = 12mm", r"logo takes a picture or none; it is of the kind length\."),
        ('#let wording = ("Stamp",)', r"wording takes a dictionary of languages; it is of the kind array\."),
        ('#let wording = (de: ("Stamp": "Stempel"))', r'wording has no language "de"\.'),
        ('#let wording = (en: "Stamp")', r'wording of "en" is no dictionary of sentences\.'),
        ('#let wording = (en: ("Stampp": "Seal"))', r'no paper says "Stampp"\. Write "Stamp", if that is meant\.'),
        ('#let wording = (en: ("Yours faithfully": "x"))', r'no paper says "Yours faithfully"\.'),
        ('#let wording = (en: ("Stamp": 3))', r'"Stamp" is given no text\. Write its text in quotation marks\.'),
        ('#let wording = (en: ("Stamp": "{day}"))', r'"Stamp" has no gap day\. Leave it out\.'),
        (f'#let wording = (en: ("{RETURN}": "by {{date}}"))', r"has no gap date\. Its gaps are: \{day\}\."),
        (f'#let wording = (en: ("{RETURN}": "by {{day"))', r"has no gap"),
        ('#let paper = "a44"', r"the paper is not printed: .+ Correct theme\.typ\."),
        ('#import "missing.typ": accent', r"the paper is not printed: .+ Correct theme\.typ\."),
    ],
)
def test_a_mistake_is_told_in_a_sentence(tmp_path, written, told, company, account, issue):
    with pytest.raises(Refused, match=rf"theme\.typ: .*{told}"):
        StatementPrinter(company, theme(tmp_path, written)).paper(*issue(account("en", 1)))


def test_a_name_of_the_companys_own_begins_with_an_underscore(tmp_path):
    read_theme(theme(tmp_path, '#let _brand = rgb("#123456")\n#let accent = _brand'))


def test_a_company_may_do_without_slips(tmp_path, company, account, issue, printer):
    bare = StatementPrinter(company, theme(tmp_path, "#let slips = false"))
    for movements in (2, 8, 30):
        drawn = account("en", movements)
        text = text_of(bare.paper(*issue(drawn)))
        assert "Payment coupon" not in text
        assert "Dispute slip" not in text
        assert text.count("Confirmation of the balance") == 1
    assert len(pypdfium2.PdfDocument(bare.paper(*issue(account("en", 5))))) == 1
    assert len(pypdfium2.PdfDocument(printer.paper(*issue(account("en", 5))))) == 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("size", "points"), [("a4", (595.28, 841.89)), ("us-letter", (612, 792))])
def test_a_statement_fits_both_papers(tmp_path, language, size, points, company, account, issue):
    printer = StatementPrinter(company, theme(tmp_path, f'#let paper = "{size}"'))
    for page in pypdfium2.PdfDocument(printer.paper(*issue(account(language, 30)))):
        assert page.get_size() == pytest.approx(points, abs=0.1)
        width, height = page.get_size()
        words = page.get_textpage()
        for place in range(words.count_chars()):
            left, bottom, right, top = words.get_charbox(place)
            assert left >= 0
            assert bottom >= 0
            assert right <= width
            assert top <= height
