"""Amounts in words, in the six languages: what a receipt slip or a cheque says beside its figures (practice C8).

Every language has a module of its own: numbers follow the grammar of what they count, and East Asian amounts are
written in the forms that banks take. Names of currencies that `units` does not list are Unicode's (CLDR), and their
decimals stand as a fraction: no currency of ISO 4217 is without words.

>>> from decimal import Decimal
>>> for language in ("en", "es", "ro", "ko", "zh_CN", "zh_TW"):
...     print(amount_in_words(Amount(Decimal("21000.50"), "EUR"), language))
twenty-one thousand euros and fifty cents
veintiún mil euros con cincuenta céntimos
douăzeci și una de mii de euro și cincizeci de cenți
금 이만일천 유로 오십 센트정
欧元贰万壹仟元伍角整
歐元貳萬壹仟元伍角整
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from arxl.errors import Amount
from arxl.kernels.money import exponent_of, minor_from_decimal
from arxl.locale.amount_words import chinese, english, korean, romanian, spanish
from arxl.locale.amount_words.sum_of_money import SumOfMoney
from arxl.locale.languages import language_of

__all__ = ["amount_in_words"]

_LANGUAGES: Mapping[str, Callable[[SumOfMoney], str]] = {
    "en": english.in_words,
    "es": spanish.in_words,
    "ro": romanian.in_words,
    "ko": korean.in_words,
    "zh_CN": partial(chinese.in_words, chinese.SIMPLIFIED),
    "zh_TW": partial(chinese.in_words, chinese.TRADITIONAL),
}


def amount_in_words(amount: Amount, language: str) -> str:
    """An amount in words.

    Args:
        amount: in a currency of ISO 4217, no finer than it.
        language: one of the six, however a cell names it.

    Raises:
        ValueError: the amount is finer than its currency or reaches 10**15 minor units, or there is no such currency.

    >>> from decimal import Decimal
    >>> amount_in_words(Amount(Decimal(-1), "KWD"), "ro"), amount_in_words(Amount(Decimal(0), "KRW"), "ko")
    ('minus un dinar kuweitian', '금 영원정')
    """
    exponent = exponent_of(amount.currency)
    minor = minor_from_decimal(amount.value, exponent)
    major, rest = divmod(abs(minor), 10**exponent)
    return _LANGUAGES[language_of(language)](SumOfMoney(amount.currency, exponent, minor < 0, major, rest))
