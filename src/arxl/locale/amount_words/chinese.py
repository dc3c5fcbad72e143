"""Chinese: 人民币壹仟贰佰元整, the characters that nobody can alter with a stroke.

零 stands once for any run of noughts between digits, and for the missing 角 before 分; what ends in 元 or 角 is closed
by 整, so that nothing can be added (rules of the People's Bank for settlement papers; Taiwan's are the same). Above
亿, Simplified counts 万亿 and Traditional 兆. Currencies that are no 元 or 圓 have no 角 and 分: their decimals stand
as a fraction.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from arxl.locale.amount_words.sum_of_money import SumOfMoney


@dataclass(frozen=True)
class Script:
    """The characters of Simplified or Traditional Chinese.

    Attributes:
        places: of ten, a hundred, a thousand.
        scales: of groups of four digits, from the ones.
        prefixes: what comes before the number, where CLDR's name of the currency is not what papers say.
        round_units: a currency whose name ends in this character is counted in the unit beside it.
    """

    locale: str
    digits: str
    places: tuple[str, ...]
    scales: tuple[str, ...]
    minus: str
    hundredth: str
    thousandth: str
    round_units: dict[str, str]
    prefixes: dict[str, str] = field(default_factory=dict)


SIMPLIFIED = Script(
    locale="zh_Hans_CN",
    digits="零壹贰叁肆伍陆柒捌玖",
    places=("", "拾", "佰", "仟"),
    scales=("", "万", "亿", "万亿"),
    minus="负",
    hundredth="又百分之",
    thousandth="又千分之",
    round_units={"元": "元", "币": "元"},
)
TRADITIONAL = Script(
    locale="zh_Hant_TW",
    digits="零壹貳參肆伍陸柒捌玖",
    places=("", "拾", "佰", "仟"),
    scales=("", "萬", "億", "兆"),
    minus="負",
    hundredth="又百分之",
    thousandth="又千分之",
    round_units={"元": "元", "幣": "元", "圓": "圓"},
    prefixes={"TWD": "新臺幣"},
)
_CLOSED = "整"
_NO_ROUND_UNIT = ("PEN", "VED")  # 太陽幣, 主权币: coins of their own name


def in_words(script: Script, money: SumOfMoney) -> str:
    """A sum in words."""
    name = script.prefixes.get(money.currency) or _name(money.currency, script)
    unit = "" if money.currency in _NO_ROUND_UNIT else script.round_units.get(name[-1], "")
    said = _in_units(script, money, unit) if unit else _as_fraction(script, money)
    return name + script.minus * money.negative + said


def _in_units(script: Script, money: SumOfMoney, unit: str) -> str:
    """元, 角 and 分; of a currency without decimals, 元 alone."""
    said = cardinal(money.major, script) + unit if money.major or not money.minor else ""
    if not money.minor:
        return said + _CLOSED
    tenths, hundredths = divmod(money.minor, 10)
    if tenths:
        said += script.digits[tenths] + "角"
    elif said:
        said += script.digits[0]
    return said + (script.digits[hundredths] + "分" if hundredths else _CLOSED)


def _as_fraction(script: Script, money: SumOfMoney) -> str:
    said = cardinal(money.major, script)
    if not money.minor:
        return said + _CLOSED
    part = script.thousandth if money.exponent == 3 else script.hundredth
    return said + part + cardinal(money.minor, script)


def cardinal(number: int, script: Script) -> str:
    """A number from 0 in words.

    >>> cardinal(100_2030, SIMPLIFIED), cardinal(1_0000_0000_0001, SIMPLIFIED), cardinal(10, TRADITIONAL)
    ('壹佰万贰仟零叁拾', '壹万亿零壹', '壹拾')
    """
    zero = script.digits[0]
    if not number:
        return zero
    text = f"{number:016}"
    groups = [int(text[start : start + 4]) for start in range(0, 16, 4)]
    filled = [place for place, group in enumerate(groups) if group]
    said = _group(groups[filled[0]], script) + _scale(filled[0], groups, script)
    for before, place in pairwise(filled):
        gap = place - before > 1 or groups[place] < 1000
        said += zero * gap + _group(groups[place], script) + _scale(place, groups, script)
    return said


def _scale(place: int, groups: list[int], script: Script) -> str:
    """万亿 and 亿 of one number share the 亿 at its end: 壹万贰仟亿."""
    scale = script.scales[3 - place]
    return scale[0] if scale == "万亿" and groups[place + 1] else scale


def _group(number: int, script: Script) -> str:
    """Four digits, 1 to 9999."""
    said = ""
    for place, digit in zip((3, 2, 1, 0), f"{number:04}", strict=True):
        if digit != "0":
            said += script.digits[int(digit)] + script.places[place]
        elif said and number % 10**place:
            said += script.digits[0] * (not said.endswith(script.digits[0]))
    return said


def _name(currency: str, script: Script) -> str:
    from babel.numbers import get_currency_name

    return str(get_currency_name(currency, locale=script.locale))
