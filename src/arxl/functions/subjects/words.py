"""Amounts in words: AMOUNT_IN_WORDS (practice C8)."""

from __future__ import annotations

from arxl.errors import Amount, label
from arxl.functions.answers import Answer, Sheet, filled
from arxl.functions.arguments import Arguments
from arxl.functions.record import Argument, Example, Function, Given, Result, Shape, Takes
from arxl.kernels.money import decimal_of, exponent_of
from arxl.locale import wording
from arxl.locale.amount_words import amount_in_words
from arxl.tables.schema import NO_AMOUNT

MONEY = Argument(
    "currency", Takes.CODE, label("currency of the amount: a code of ISO 4217, a sign or a name, such as EUR")
)

AMOUNT_IN_WORDS = Function(
    "AMOUNT_IN_WORDS",
    label("An amount in words, as receipt slips and cheques show it."),
    "C8",
    (
        Argument("amount", Takes.AMOUNT, label("the amount, no finer than its currency"), fills=True),
        MONEY,
        Argument(
            "language",
            Takes.CODE,
            label("language of the words: en, es, ro, ko, zh_CN or zh_TW"),
            optional=True,
            default=label("that of the sheet, else en"),
        ),
    ),
    Result(Shape.CELL, label("text")),
    (
        Example((1200.5, "EUR", "en"), "one thousand two hundred euros and fifty cents"),
        Example((21000.0, "EUR", "es"), "veintiún mil euros"),
        Example((21.01, "RON", "ro"), "douăzeci și unu de lei și un ban"),
        Example((1000000.0, "KRW", "ko"), "금 일백만원정"),
        Example((1200.0, "CNY", "zh_CN"), "人民币壹仟贰佰元整"),
        Example((1030.0, "TWD", "zh_TW"), "新臺幣壹仟零參拾元整"),
        Example((-3.0, "KWD"), "minus three Kuwaiti dinars"),
        Example((3.07, "ZMW"), "three Zambian kwachas and 07/100", "parts without a name of their own"),
        Example(
            (Given("Amounts", ((1.0,), (None,), (0.99,))), "USD"),
            (("one US dollar",), ("",), ("ninety-nine cents",)),
            "a column in, a column out; a blank stays blank",
        ),
        Example((19.995, "EUR"), "amount: amount 19.995 has 3 decimals; EUR allows 2. Correct the cell."),
        Example(
            (19.0, "EUR", "Klingon"),
            'language: "Klingon" is none of the six languages. Write en, es, ro, ko, zh_CN or zh_TW.',
        ),
    ),
    (label("Every currency of ISO 4217 has words; where its parts have no name, they stand as a fraction."),),
)


def amounts_in_words(arguments: Arguments, sheet: Sheet) -> Answer:
    """C8: AMOUNT_IN_WORDS."""
    grid, currency = arguments.grid("amount"), arguments.code("currency")
    language, exponent = arguments.code("language") or sheet.language, exponent_of(currency)
    minor, faults = arguments.amounts("amount", grid, currency)
    values = [
        None if value == NO_AMOUNT else amount_in_words(Amount(decimal_of(value, exponent), currency), language)
        for value in minor.tolist()
    ]
    return filled(grid, values, faults, wording(sheet.language))
