"""Words, amounts and dates in six languages."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from decimal import Decimal

import pytest
from babel.numbers import format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from arxl.errors import Amount, label, sentence
from arxl.locale import LANGUAGES, Wording, is_language, language_of, wording
from arxl.tables.choices import choice_named
from arxl.tables.header_words import COLUMN_WORDS, TABLE_WORDS
from arxl.tables.schema import TABLES, columns_of

languages = st.sampled_from(LANGUAGES)
exponents = st.integers(0, 3)


def money(minor: int, exponent: int) -> Decimal:
    return Decimal(minor).scaleb(-exponent)


@given(languages, st.integers(-(10**15), 10**15), exponents)
def test_numbers_are_written_as_babel_writes_them(language: str, minor: int, exponent: int):
    value = money(minor, exponent)
    pattern = "#,##0" + ("." + "0" * exponent if exponent else "")
    assert wording(language).amount(value) == format_decimal(value, pattern, locale=language)


@given(languages, st.integers(-(10**15), 10**15), exponents, st.sampled_from(["EUR", "KRW", "TWD", "CNY", "RON", ""]))
def test_the_digits_of_an_amount_can_be_read_back(language: str, minor: int, exponent: int, currency: str):
    shown = wording(language).amount(Amount(money(minor, exponent), currency))
    digits = "".join(sign for sign in shown if sign.isdigit())
    assert int(digits) == abs(minor)
    assert (minor < 0) is ("-" in shown)


@given(languages, st.integers(-300, 300))
def test_percents_are_written_as_babel_writes_them(language: str, whole: int):
    share = Decimal(whole) / 100
    assert wording(language).percent(share) == format_percent(share, locale=language).replace("\xa0", " ")


def test_a_half_percent_is_rounded_up():
    assert wording("en").percent(Decimal("0.125")) == "13%"
    assert wording("ro").percent(Decimal("0.99949"), 2) == "99,95 %"


@pytest.mark.parametrize(
    ("language", "currency", "shown"),
    [
        ("en", "EUR", "-1,200.50 EUR"),
        ("es", "EUR", "-1.200,50 €"),
        ("ro", "RON", "-1.200,50 RON"),
        ("ko", "KRW", "-₩1,200.50"),
        ("ko", "CNY", "-1,200.50 CNY"),
        ("zh_CN", "CNY", "-¥1,200.50"),
        ("zh_TW", "TWD", "-NT$1,200.50"),
        ("zh_TW", "USD", "-1,200.50 USD"),
    ],
)
def test_only_the_currency_at_home_is_shown_by_a_sign(language: str, currency: str, shown: str):
    assert wording(language).amount(Amount(Decimal("-1200.50"), currency)) == shown


def test_a_column_shows_amounts_without_their_currency():
    assert wording("ko").amount(Amount(Decimal("-1200"), "KRW"), with_currency=False) == "-1,200"


values = st.one_of(
    st.text(),
    st.integers(),
    st.dates(),
    st.builds(Amount, st.builds(money, st.integers(), exponents), st.sampled_from(["EUR", "JPY"])),
    st.lists(st.dates(), max_size=3).map(tuple),
)


@given(values)
def test_english_is_what_str_says(value: object):
    said = sentence("the value {value} stands here.", value=value)
    assert wording("en").say(said) == str(said)


def test_a_sentence_in_another_language_keeps_every_value():
    said = sentence(
        "On {day}, {customer} owes {seller} {amount}.",
        day=dt.date(2026, 10, 31),
        customer="대성유통㈜",
        seller="{Braces} S.R.L.",
        amount=Amount(Decimal("1234.50"), "EUR"),
    )
    assert wording("ro").say(said) == "La 31.10.2026, 대성유통㈜ datorează către {Braces} S.R.L. suma de 1.234,50 EUR."
    assert wording("zh_CN").say(said) == "截至2026-10-31，대성유통㈜应付{Braces} S.R.L.款项余额为1,234.50 EUR。"


def test_a_sentence_inside_a_sentence_is_said_in_the_same_language():
    said = sentence("No font of this computer shows {what}.", what=sentence("Korean"))
    assert wording("es").say(said) == "Ninguna fuente de este equipo muestra coreano."


def test_lists_and_headings_with_figures():
    days = (dt.date(2026, 1, 5), dt.date(2026, 1, 6))
    assert wording("ro").value(days) == "05.01.2026, 06.01.2026"
    assert wording("zh_CN").value(days) == "2026-01-05、2026-01-06"
    assert wording("ko").text(sentence("{first}–{last} days", first=1, last=30)) == "1–30일"


def test_what_no_catalogue_has_stays_english_and_blank_stays_blank():
    for language in LANGUAGES:
        assert wording(language).text("no catalogue has this") == "no catalogue has this"
        assert wording(language).text("") == ""


def test_months_are_named():
    months = [wording(language).month("2026-10") for language in LANGUAGES]
    assert months == ["October 2026", "octubre de 2026", "octombrie 2026", "2026년 10월", "2026年10月", "2026年10月"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("zh-TW", "zh_TW"), ("zh_Hant_HK", "zh_TW"), ("繁體中文", "zh_TW"), ("Chinese (Traditional)", "zh_TW"),
        ("zh", "zh_CN"), ("zh-Hans-SG", "zh_CN"), ("简体中文", "zh_CN"), ("中文（简体）", "zh_CN"),
        ("ZH_CN.UTF-8", "zh_CN"),
        ("Română", "ro"), ("romana", "ro"), (" RO ", "ro"), ("ro-MD", "ro"), ("rumano", "ro"),
        ("ES", "es"), ("Español", "es"), ("es-419", "es"), ("Spanish", "es"), ("西班牙语", "es"),
        ("한국어", "ko"), ("ko_KR", "ko"), ("coreano", "ko"), ("English", "en"), ("en-GB", "en"), ("영어", "en"),
    ],
)  # fmt: skip
def test_a_language_is_known_by_many_names(text: str, language: str):
    assert is_language(text)
    assert wording(text) is wording(language)
    assert wording(text) == Wording(language)


@given(st.text())
def test_any_text_gives_a_language_and_only_a_known_name_counts(text: str):
    assert language_of(text) in LANGUAGES
    assert is_language(text) or language_of(text) == "en"


@pytest.mark.parametrize("text", ["", "  ", "Klingon", "_", "-", "e", "deutsch", "zz_ZH"])
def test_other_names_are_no_language(text: str):
    assert not is_language(text)


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_a_heading_that_arxl_writes_is_a_header_that_arxl_reads(language: str):
    for words in (TABLE_WORDS, COLUMN_WORDS):
        for heading, names in words.items():
            assert wording(language).text(label(heading)) == names[language].split(" | ")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_choice_that_arxl_writes_is_a_choice_that_arxl_reads(language: str):
    for table in TABLES.values():
        for column in columns_of(table).values():
            for choice in column.choices:
                assert choice_named(wording(language).text(choice), column.choices) == choice


def test_babel_waits_until_a_number_is_wanted():
    code = (
        "import sys; from arxl.locale import wording; text = wording('ko').text('Balance');"
        "assert text != 'Balance'; assert not [name for name in sys.modules if name.startswith('babel')]"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
