"""Korean: 금 일백만원정. Every place names its digit, one too, so that nothing can be put before it; 정 closes.

Won and the unit are written in one word, as on receipts; foreign money stands apart, with its part where it has a
name, else with a fraction.
"""

from __future__ import annotations

from arxl.locale.amount_words.sum_of_money import SumOfMoney

_DIGITS = "영일이삼사오육칠팔구"
_PLACES = ("", "십", "백", "천")
_SCALES = ("", "만", "억", "조")
_OPENED, _CLOSED, _MINUS = "금", "정", "마이너스 "
_NAMES = {"KRW": "원", "JPY": "엔", "CNY": "위안"}
_PARTS = {
    **dict.fromkeys(("USD", "EUR", "AUD", "CAD", "HKD", "NZD", "SGD", "TWD"), "센트"),
    **{"GBP": "펜스", "CNY": "펀", "RON": "바니", "CHF": "상팀", "MXN": "센타보"},
}
_FRACTIONS = {2: "백분의", 3: "천분의"}


def in_words(money: SumOfMoney) -> str:
    """A sum in words."""
    name = _NAMES.get(money.currency) or _name(money.currency)
    gap = "" if money.currency == "KRW" else " "
    part = _PARTS.get(money.currency)
    said = []
    if money.major or not money.minor or not part:
        said.append(f"{cardinal(money.major)}{gap}{name}")
    if money.minor:
        minor = cardinal(money.minor)
        said.append(f"{minor} {part}" if part else f"{_FRACTIONS[money.exponent]} {minor}")
    return f"{_OPENED} {_MINUS * money.negative}{' '.join(said)}{_CLOSED}"


def cardinal(number: int) -> str:
    """A number from 0 in words.

    >>> cardinal(1_0010), cardinal(1000_0000)
    ('일만일십', '일천만')
    """
    text = f"{number:016}"
    groups = [text[start : start + 4] for start in range(0, 16, 4)]
    return "".join(map(_group, groups, reversed(_SCALES))) or _DIGITS[0]


def _group(digits: str, scale: str) -> str:
    places = zip(digits, reversed(_PLACES), strict=True)
    said = "".join(_DIGITS[int(digit)] + place for digit, place in places if digit != "0")
    return said + scale if said else ""


def _name(currency: str) -> str:
    from babel.numbers import get_currency_name

    return str(get_currency_name(currency, locale="ko"))
