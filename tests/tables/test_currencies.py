"""Signs and names of currencies, and who decides a shared sign."""

from __future__ import annotations

import pytest

from arxl.kernels.money import is_currency
from arxl.tables.currencies import _CODES, _SHARED, currency_named, meanings

WRITTEN = {
    **{"€": "EUR", "eur": "EUR", "Lei": "RON", "RON": "RON", "₩": "KRW", "￦": "KRW", "원": "KRW", "NT$": "TWD"},
    **{"新台幣": "TWD", "US$": "USD", "RMB": "CNY", "人民币": "CNY", "£": "GBP", "$": "USD", " us $ ": "USD"},
}


@pytest.mark.parametrize("text", WRITTEN)
def test_what_people_write(text: str) -> None:
    assert currency_named(text) == WRITTEN[text]


@pytest.mark.parametrize("text", ["", "dozen", "EURO DOLLAR", "¥", "元", "pesos"])
def test_what_names_no_currency_or_several(text: str) -> None:
    assert currency_named(text) is None


def test_the_row_decides_a_shared_sign_before_the_country() -> None:
    assert currency_named("$", ("MXN", "USD")) == "MXN"
    assert currency_named("$", ("EUR",), "TW") == "TWD"
    assert currency_named("¥", ("EUR",), "JP") == "JPY"
    assert currency_named("￥", ("CNY",), "JP") == "CNY"
    assert currency_named("元", (), "TW") == "TWD"


def test_a_clear_name_is_never_bent() -> None:
    assert currency_named("US$", ("TWD",), "TW") == "USD"


def test_every_known_word_names_a_currency_of_the_kernels() -> None:
    assert all(is_currency(code) for code in _CODES.values())
    assert all(code is None or is_currency(code) for codes in _SHARED.values() for code in codes)
    assert meanings("$")[0] == "USD"
