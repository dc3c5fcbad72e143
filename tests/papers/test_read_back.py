"""The issued PDF is read back as text: its figures are the statement's own, and its slips say what they must."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pypdfium2
import pytest

from arxl.errors import Amount
from arxl.kernels.money import decimal_of
from arxl.locale import LANGUAGES, wording
from arxl.locale.amount_words import amount_in_words
from arxl.papers.statement import StatementPrinter
from arxl.practices.incentive import QuarterRebate

MM = 72 / 25.4
LATE = QuarterRebate("2026-Q4", 90_000, 0, "INV-260601", 122)
EARNED = QuarterRebate("2026-Q3", 500_000, 12_345)


def pages_of(paper: bytes) -> list[str]:
    """The text of each page, on one line."""
    document = pypdfium2.PdfDocument(paper)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def bare(text: str) -> str:
    """A text without its spaces: where a line breaks is no matter of what it says."""
    return re.sub(r"\s|\u200b", "", text)


def amounts_in(text: str, exponent: int, language: str) -> list[int]:
    """Minor units of every amount of a text, by the signs of the language; days and numbers of documents are none."""
    group, point = (r"\.", ",") if language in ("es", "ro") else (",", r"\.")
    digits = rf"\d{{1,3}}(?:{group}\d{{3}})*{point}\d{{{exponent}}}" if exponent else rf"\d{{1,3}}(?:{group}\d{{3}})+"
    found = re.findall(rf"(?<![\d./-]){digits}(?![\d/-])", text)
    return [int(re.sub(r"\D", "", amount)) for amount in found]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("movements", [1, 30])
def test_the_movements_of_the_text_are_those_of_the_statement(language, movements, printer, account, issue):
    drawn, words = account(language, movements), wording(language)
    text = " ".join(pages_of(printer.paper(*issue(drawn))))
    section = text[text.index(words.text("Movements of the month")) : text.index(words.text("Open Items"))]
    debits = sum(max(movement.line.amount_minor, 0) for movement in drawn.movements)
    credits = sum(max(-movement.line.amount_minor, 0) for movement in drawn.movements)
    expected = [drawn.opening_minor]
    for movement in drawn.movements:
        expected += [abs(movement.line.amount_minor), movement.balance_minor]
    expected += [debits, credits, drawn.closing_minor]
    if drawn.exponent == 0:  # 0 without decimals looks like any digit
        expected = [minor for minor in expected if minor]
    assert amounts_in(section, drawn.exponent, language) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_balance_is_said_in_words(language, printer, account, issue):
    for closing in (1, -2_345_600, 98_765_400):
        drawn = account(language, 3, closing_minor=closing)
        said = amount_in_words(Amount(decimal_of(abs(closing), drawn.exponent), drawn.currency), language)
        assert bare(said) in bare(pages_of(printer.paper(*issue(drawn)))[-1])


def test_a_balance_of_nothing_needs_no_words(printer, account, issue):
    assert "In words" not in pages_of(printer.paper(*issue(account("en", 0, closing_minor=0))))[-1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("movements", [1, 30])
def test_the_coupon_says_who_how_much_where_and_what_to_write(language, movements, printer, account, issue, company):
    drawn, words = account(language, movements), wording(language)
    text = bare(" ".join(pages_of(printer.paper(*issue(drawn)))))
    coupon = text[text.rindex(bare(words.text("Payment coupon"))) :]
    due = words.amount(Amount(decimal_of(drawn.due_now_minor, drawn.exponent), drawn.currency))
    for said in (drawn.number, drawn.customer, drawn.customer_name, due, *company.bank.splitlines()):
        assert bare(said) in coupon
    assert f"{drawn.number}{drawn.customer}" in coupon


def test_who_owes_nothing_gets_no_coupon(printer, account, issue):
    owed = account("en", 0, closing_minor=-12_345, due_now_minor=0)
    text = " ".join(pages_of(printer.paper(*issue(owed))))
    assert "Payment coupon" not in text
    assert "Dispute slip" in text


@pytest.mark.parametrize("movements", [0, 1, 2, 8, 14, 20, 24, 30, 45, 60])
@pytest.mark.parametrize("size", ["a4", "us-letter"])
def test_slips_stand_whole_on_one_page_and_the_confirmation_on_the_last(
    movements, size, tmp_path, company, account, issue
):
    (tmp_path / "theme.typ").write_text(f'#let paper = "{size}"', encoding="utf-8")
    paper = StatementPrinter(company, tmp_path).paper(*issue(account("en", movements)))
    pages = pages_of(paper)
    assert [("Payment coupon" in page, "What is disputed" in page) for page in pages].count((True, True)) == 1
    assert sum("Payment coupon" in page or "What is disputed" in page for page in pages) == 1
    assert "Confirmation of the balance" in pages[-1]
    assert stamp_boxes(pypdfium2.PdfDocument(paper)[len(pages) - 1]) == 2
    assert any("Payment coupon" in page for page in pages[-2:])


def stamp_boxes(page) -> int:
    """How many frames of the page hold a stamp of 42 mm."""
    bounds = (shape.get_bounds() for shape in page.get_objects([2]))
    sides = ((right - left, top - bottom) for left, bottom, right, top in bounds)
    return sum(1 for width, height in sides if 42 * MM <= width <= 60 * MM and 42 * MM <= height <= 60 * MM)


@pytest.mark.parametrize("language", LANGUAGES)
def test_rebates_stand_among_the_notes(language, printer, account, issue):
    drawn, words = account(language, 2, rebates=(EARNED, LATE)), wording(language)
    text = bare(" ".join(pages_of(printer.paper(*issue(drawn)))))
    earned = words.amount(Amount(decimal_of(EARNED.rebate_minor, drawn.exponent), drawn.currency))
    assert "2026-Q3" in text
    assert bare(earned) in text
    assert "2026-Q4" in text
    assert LATE.late_document in text


def test_a_claimed_rebate_and_one_of_another_quarter_that_earned_nothing_are_not_said(printer, account, issue):
    rebates = (replace(EARNED, claimed=True), QuarterRebate("2026-Q2", 0, 0, "INV-1", 30), LATE)
    text = " ".join(pages_of(printer.paper(*issue(account("en", 2, rebates=rebates)))))
    assert text.count("Rebate of") == 1
    assert "Rebate of 2026-Q4 forfeited: INV-260601 is 122 days late." in text


def test_decimals_are_read_as_the_language_writes_them():
    assert amounts_in("1.234,50 am 01.10.2026 0,07", 2, "ro") == [123_450, 7]
    assert amounts_in("2026/10/01 INV-261000 12,345", 0, "zh_TW") == [12_345]
    assert Decimal(amounts_in("1,234.50", 2, "en")[0]) == 123_450
