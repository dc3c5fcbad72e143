"""AMOUNT_IN_WORDS: cells are read as money of the currency, and said in the language that is asked for."""

from __future__ import annotations

import pytest

from arxl.functions.worksheet import Sheet, answer


def test_amounts_are_read_as_in_a_file() -> None:
    for amount in (1200.5, "1,200.50", "1.200,50 €", "€1200.50", 1200.5000000000002):
        assert answer("AMOUNT_IN_WORDS", amount, "EUR") == "one thousand two hundred euros and fifty cents"
    assert answer("AMOUNT_IN_WORDS", 0.1 + 0.2, "EUR") == "thirty cents"
    assert answer("AMOUNT_IN_WORDS", "(3)", "원") == "minus three South Korean won"


def test_the_language_is_the_arguments_else_the_sheets_else_english() -> None:
    assert answer("AMOUNT_IN_WORDS", 2.0, "RON", "ro", sheet=Sheet(language="es")) == "doi lei"
    assert answer("AMOUNT_IN_WORDS", 2.0, "RON", sheet=Sheet(language="es")) == "dos lei rumanos"
    assert answer("AMOUNT_IN_WORDS", 2.0, "RON") == "two Romanian lei"


def test_a_range_keeps_its_shape() -> None:
    assert answer("AMOUNT_IN_WORDS", ((1.0, None), (0.0, "x")), "EUR", "es") == (
        ("un euro", ""),
        ("cero euros", 'amount: "x" is no number. Write it in digits, such as 1234.50.'),
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ((None, "EUR"), "amount: the argument is missing."),
        ((1.0,), "currency: the argument is missing."),
        ((1.0, "wampum"), 'currency: "wampum" is no currency.'),
        ((1.0, "\x85"), "currency: the argument is missing."),
        ((1.5, "KRW"), "amount: amount 1.5 has 1 decimals; KRW allows 0."),
        ((1.0, "EUR", "Klingon"), 'language: "Klingon" is none of the six languages.'),
        ((1e15, "EUR"), "amount: amount 1000000000000000 is larger than a spreadsheet keeps exactly."),
    ],
)
def test_a_wrong_argument_is_named(given: tuple[object, ...], sentence: str) -> None:
    text = answer("AMOUNT_IN_WORDS", *given)
    assert isinstance(text, str)
    assert text.startswith(sentence)
