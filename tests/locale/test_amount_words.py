"""Amounts in words: read back they are the amount, and they follow the grammar of their language."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal

import pytest

from arxl.errors import Amount
from arxl.kernels.money import _EXPONENTS as CURRENCIES
from arxl.kernels.money import decimal_of, exponent_of
from arxl.locale import LANGUAGES
from arxl.locale.amount_words import amount_in_words

from .words_read_back import READERS

EVERY_SIZE = [10**power for power in range(1, 15)]


def words(amount: str, currency: str, language: str) -> str:
    return amount_in_words(Amount(Decimal(amount), currency), language)


def amounts(count: int, seed: str) -> Iterator[int]:
    """Minor units of every size; many with runs of noughts, which is where numerals are hard."""
    dice = random.Random(seed)
    yield from (0, 1, 2, 21, 100, 101, 2100, 10**14, 10**15 - 1)
    for _ in range(count):
        minor = dice.randrange(dice.choice(EVERY_SIZE) * 10)
        if dice.random() < 0.5:
            minor = int("".join(digit if dice.random() < 0.5 else "0" for digit in str(minor)))
        yield minor if dice.random() < 0.9 else -minor


def read_back(language: str, currency: str, count: int) -> None:
    read, exponent = READERS[language, currency], exponent_of(currency)
    said = {}
    for minor in amounts(count, f"{language} {currency}"):
        text = amount_in_words(Amount(decimal_of(minor, exponent), currency), language)
        assert read(text) == minor, text
        assert said.setdefault(text, minor) == minor, "two amounts, one text"


@pytest.mark.parametrize(("language", "currency"), READERS)
def test_words_read_back_are_the_amount(language: str, currency: str) -> None:
    read_back(language, currency, 500)


@pytest.mark.long
@pytest.mark.parametrize(("language", "currency"), READERS)
def test_words_of_twenty_thousand_amounts_read_back_are_the_amounts(language: str, currency: str) -> None:
    read_back(language, currency, 20_000)


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        ("1.00", "EUR", "one euro"),
        ("0.01", "GBP", "one penny"),
        ("121.10", "USD", "one hundred and twenty-one US dollars and ten cents"),
        ("1000001.00", "EUR", "one million and one euros"),
        ("-0.50", "EUR", "minus fifty cents"),
        ("0.00", "EUR", "zero euros"),
        ("5", "JPY", "five Japanese yen"),
        ("2.050", "KWD", "two Kuwaiti dinars and fifty fils"),
    ],
)
def test_english(amount: str, currency: str, text: str) -> None:
    assert words(amount, currency, "en") == text


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        ("1.00", "EUR", "un euro"),
        ("21.01", "EUR", "veintiún euros con un céntimo"),
        ("31000.00", "EUR", "treinta y un mil euros"),
        ("100.00", "EUR", "cien euros"),
        ("101.00", "EUR", "ciento un euros"),
        ("1000000.00", "EUR", "un millón de euros"),
        ("2000000.00", "MXN", "dos millones de pesos mexicanos"),
        ("21000000.00", "EUR", "veintiún millones de euros"),
        ("1000100.00", "EUR", "un millón cien euros"),
        ("1000000000.00", "EUR", "mil millones de euros"),
        ("1.00", "GBP", "una libra esterlina"),
        ("221.00", "GBP", "doscientas veintiuna libras esterlinas"),
        ("500000.00", "GBP", "quinientas mil libras esterlinas"),
        ("200000000.00", "GBP", "doscientos millones de libras esterlinas"),
        ("516.00", "GBP", "quinientas dieciséis libras esterlinas"),
        ("0.00", "EUR", "cero euros"),
        ("-3.20", "EUR", "menos tres euros con veinte céntimos"),
    ],
)
def test_spanish_drops_the_o_agrees_in_gender_and_says_de_after_millions(amount: str, currency: str, text: str) -> None:
    assert words(amount, currency, "es") == text


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        ("1.01", "RON", "un leu și un ban"),
        ("2.02", "RON", "doi lei și doi bani"),
        ("12.00", "RON", "doisprezece lei"),
        ("19.19", "RON", "nouăsprezece lei și nouăsprezece bani"),
        ("20.20", "RON", "douăzeci de lei și douăzeci de bani"),
        ("21.00", "RON", "douăzeci și unu de lei"),
        ("100.00", "RON", "o sută de lei"),
        ("101.00", "RON", "o sută unu lei"),
        ("119.00", "RON", "o sută nouăsprezece lei"),
        ("120.00", "RON", "o sută douăzeci de lei"),
        ("1000.00", "RON", "o mie de lei"),
        ("1001.00", "RON", "o mie unu lei"),
        ("2000.00", "RON", "două mii de lei"),
        ("21000.00", "RON", "douăzeci și una de mii de lei"),
        ("101000.00", "RON", "o sută una mii de lei"),
        ("1000000.00", "RON", "un milion de lei"),
        ("22000000.00", "RON", "douăzeci și două de milioane de lei"),
        ("21000000.00", "RON", "douăzeci și unu de milioane de lei"),
        ("1000000000.00", "RON", "un miliard de lei"),
        ("1000000000000.00", "RON", "o mie de miliarde de lei"),
        ("1.00", "GBP", "o liră sterlină"),
        ("2.00", "GBP", "două lire sterline"),
        ("12.00", "GBP", "douăsprezece lire sterline"),
        ("41.00", "GBP", "patruzeci și una de lire sterline"),
        ("2.00", "EUR", "doi euro"),
        ("0.00", "RON", "zero lei"),
    ],
)
def test_romanian_agrees_in_gender_and_says_de_from_twenty_on(amount: str, currency: str, text: str) -> None:
    assert words(amount, currency, "ro") == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [  # the first five are the examples of the People's Bank's rules for settlement papers
        ("1409.50", "人民币壹仟肆佰零玖元伍角整"),
        ("6007.14", "人民币陆仟零柒元壹角肆分"),
        ("107000.53", "人民币壹拾万柒仟元伍角叁分"),
        ("16409.02", "人民币壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "人民币叁佰贰拾伍元零肆分"),
        ("1200.00", "人民币壹仟贰佰元整"),
        ("10.00", "人民币壹拾元整"),
        ("10001000.00", "人民币壹仟万壹仟元整"),  # a group that begins with its thousands needs none
        ("100000000.05", "人民币壹亿元零伍分"),
        ("100010000.00", "人民币壹亿零壹万元整"),
        ("1000000000000.00", "人民币壹万亿元整"),
        ("1200000000000.00", "人民币壹万贰仟亿元整"),
        ("1001000000000.00", "人民币壹万零壹拾亿元整"),
        ("0.30", "人民币叁角整"),
        ("0.03", "人民币叁分"),
        ("0.00", "人民币零元整"),
        ("-8.00", "人民币负捌元整"),
    ],
)
def test_chinese_puts_one_nought_for_many_and_closes_what_has_no_hundredths(amount: str, text: str) -> None:
    assert words(amount, "CNY", "zh_CN") == text


def test_chinese_counts_each_currency_in_its_own_unit() -> None:
    assert words("1030.00", "TWD", "zh_TW") == "新臺幣壹仟零參拾元整"
    assert words("1000000000000.00", "TWD", "zh_TW") == "新臺幣壹兆元整"
    assert words("500", "JPY", "zh_TW") == "日圓伍佰圓整"
    assert words("500", "JPY", "zh_CN") == "日元伍佰元整"
    assert words("2.50", "HKD", "zh_TW") == "港幣貳元伍角整"
    assert words("2.50", "GBP", "zh_CN") == "英镑贰又百分之伍拾"
    assert words("2.005", "KWD", "zh_CN") == "科威特第纳尔贰又千分之伍"
    assert words("2.00", "PEN", "zh_TW") == "秘魯太陽幣貳整"


def test_korean_names_every_one_and_closes() -> None:
    assert words("1000000", "KRW", "ko") == "금 일백만원정"
    assert words("11011", "KRW", "ko") == "금 일만일천일십일원정"
    assert words("100000000", "KRW", "ko") == "금 일억원정"
    assert words("-500", "KRW", "ko") == "금 마이너스 오백원정"
    assert words("1.05", "USD", "ko") == "금 일 미국 달러 오 센트정"
    assert words("3.07", "ZMW", "ko") == "금 삼 잠비아 콰차 백분의 칠정"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("currency", CURRENCIES)
def test_every_currency_has_words_and_every_amount_its_own(language: str, currency: str) -> None:
    exponent = exponent_of(currency)
    minors = [*range(-3, 130), *(10**power + more for power in range(3, 15) for more in (0, 1, 10, 500))]
    said = [amount_in_words(Amount(decimal_of(minor, exponent), currency), language) for minor in minors]
    assert len(set(said)) == len(minors)
    assert not any("  " in text or text != text.strip() for text in said)


def test_what_is_no_amount_of_its_currency_has_no_words() -> None:
    for amount, currency in (("0.001", "EUR"), ("0.5", "KRW"), ("10000000000000", "EUR"), ("1", "XXX")):
        with pytest.raises(ValueError, match=r"decimals|reaches|no currency"):
            words(amount, currency, "en")


def test_the_language_may_be_named_as_in_a_cell() -> None:
    assert words("1.00", "EUR", "Español") == "un euro"
    assert words("8.00", "CNY", "zh-Hant") == "人民幣捌元整"
