"""Labels, sentences, amounts and dates in one of the six languages.

Texts come from the gettext catalogues beside this module, the signs of numbers and the names of months from Babel,
which is loaded when the first number or month is asked for and not before. Amounts keep the decimals of their value,
so KRW shows none. English is what `str()` of a sentence says: ISO dates and ISO currency codes are read alike
everywhere.

>>> wording("es").amount(Amount(Decimal("-1234567.80"), "EUR")), wording("ko").month("2026-10")
('-1.234.567,80 €', '2026년 10월')
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType

from arxl.errors import Amount, Sentence, plain
from arxl.locale.languages import language_of

DOMAIN = "arxl"
CATALOGUES = Path(__file__).parent

# A day takes the same width wherever it stands, so that a column of days lines up.
_DAY = {
    "en": "{0.year:04}-{0.month:02}-{0.day:02}",
    "es": "{0.day:02}/{0.month:02}/{0.year:04}",
    "ro": "{0.day:02}.{0.month:02}.{0.year:04}",
    "ko": "{0.year:04}-{0.month:02}-{0.day:02}",
    "zh_CN": "{0.year:04}-{0.month:02}-{0.day:02}",
    "zh_TW": "{0.year:04}/{0.month:02}/{0.day:02}",
}

# The same without its year, for a narrow place: "10/31" would be read as American in English.
_DAY_OF_YEAR = {
    "en": "{0.month:02}-{0.day:02}",
    "es": "{0.day:02}/{0.month:02}",
    "ro": "{0.day:02}.{0.month:02}",
    "ko": "{0.month:02}-{0.day:02}",
    "zh_CN": "{0.month:02}-{0.day:02}",
    "zh_TW": "{0.month:02}/{0.day:02}",
}

# Only the money at home is shown by its sign: ¥ and $ name several currencies.
_SIGNED = {
    ("es", "EUR"): "{minus}{digits} €",
    ("ko", "KRW"): "{minus}₩{digits}",
    ("zh_CN", "CNY"): "{minus}¥{digits}",
    ("zh_TW", "TWD"): "{minus}NT${digits}",
}
_CODED = "{minus}{digits} {currency}"

_LIST_COMMA = {"zh_CN": "、", "zh_TW": "、"}


@dataclass(frozen=True, slots=True)
class Wording:
    """What arxl says, in one language. Made by `wording`; equal languages are one object.

    Attributes:
        own: English text -> what a company says in its place, in this language.
    """

    language: str
    own: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False, hash=False)

    def text(self, label: str | Sentence) -> str:
        """A label or heading; what no catalogue has stays English."""
        if isinstance(label, Sentence):
            return self.say(label)
        if label in self.own:
            return self.own[label]
        return _catalogue(self.language).gettext(label) if label else ""  # gettext("") is the catalogue's header

    def with_own(self, own: Mapping[str, str]) -> Wording:
        """The same language with a company's own texts.

        >>> wording("en").with_own({"Stamp": "Company seal"}).text("Stamp")
        'Company seal'
        """
        return replace(self, own=MappingProxyType(dict(own))) if own else self

    def say(self, sentence: Sentence) -> str:
        """A sentence with its gaps filled: amounts, numbers and dates as the language writes them."""
        filled = {name: self.value(value) for name, value in sentence.values.items()}
        return self.text(sentence.text).format_map(filled)

    def value(self, value: object) -> str:
        """One value as it stands in a sentence; lists are joined with the language's comma."""
        match value:
            case Sentence():
                return self.say(value)
            case Amount() | Decimal():
                return self.amount(value)
            case date():
                return self.date(value)
            case Sequence() if not isinstance(value, str):
                return _LIST_COMMA.get(self.language, ", ").join(self.value(item) for item in value)
            case _:
                return plain(value)

    def amount(self, value: Amount | Decimal, *, with_currency: bool = True) -> str:
        """Money or a number, digits in groups of three, with as many decimals as the value has.

        >>> wording("ro").amount(Decimal("1234.50")), wording("zh-TW").amount(Amount(Decimal(1200), "TWD"))
        ('1.234,50', 'NT$1,200')
        """
        number = value.value if isinstance(value, Amount) else value
        english = f"{abs(number):,f}"
        digits = english.translate(_signs(self.language))
        minus = "-" if number < 0 else ""
        if not isinstance(value, Amount) or not with_currency or not value.currency:
            return minus + digits
        pattern = _SIGNED.get((self.language, value.currency), _CODED)
        return pattern.format(minus=minus, digits=digits, currency=value.currency)

    def percent(self, share: Decimal, decimals: int = 0) -> str:
        """A share as percent, half-up: 0.255 is 26 %.

        >>> wording("es").percent(Decimal("0.1255"), 1), wording("en").percent(Decimal("0.255"))
        ('12,6 %', '26%')
        """
        rounded = (share * 100).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        return _percent_pattern(self.language).replace("#", self.amount(rounded))

    def day_of_year(self, day: date) -> str:
        """A day without its year, in the order of the language.

        >>> [wording(language).day_of_year(date(2026, 1, 5)) for language in ("en", "es", "ro", "zh_TW")]
        ['01-05', '05/01', '05.01', '01/05']
        """
        return _DAY_OF_YEAR[self.language].format(day)

    def month_of_year(self, day: date) -> str:
        """The short name of a day's month, without its year.

        >>> [wording(language).month_of_year(date(2026, 10, 31)) for language in ("en", "ro", "ko", "zh_CN")]
        ['Oct', 'oct.', '10월', '10月']
        """
        return _month_of_year(self.language, day.month)

    def date(self, day: date) -> str:
        """A day in digits, in the order of the language.

        >>> [wording(language).date(date(2026, 1, 5)) for language in ("en", "es", "ro", "zh_TW")]
        ['2026-01-05', '05/01/2026', '05.01.2026', '2026/01/05']
        """
        return _DAY[self.language].format(day)

    def month(self, month: str) -> str:
        """A month such as "2026-10" by its name: "October 2026", "octubre de 2026", "2026年10月"."""
        return _month(self.language, month)


def wording(language: str) -> Wording:
    """The words of a language, however a cell names it (`languages.language_of`).

    >>> wording("zh-Hant").text("no catalogue has this"), wording("").language
    ('no catalogue has this', 'en')
    """
    return _of_language(language_of(language))


@cache
def _of_language(language: str) -> Wording:
    return Wording(language)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, CATALOGUES, [language])


@cache
def _signs(language: str) -> dict[int, str]:
    """The signs that stand for the comma and the point of an English number."""
    from babel import Locale

    symbols = Locale.parse(language).number_symbols["latn"]
    return {ord(","): symbols["group"], ord("."): symbols["decimal"]}


@cache
def _percent_pattern(language: str) -> str:
    from babel import Locale

    pattern = Locale.parse(language).percent_formats[None].pattern
    return str(pattern).replace("#,##0", "#").replace("\N{NO-BREAK SPACE}", " ")


@cache
def _month(language: str, month: str) -> str:
    from babel.dates import format_skeleton

    return format_skeleton("yMMMM", date.fromisoformat(f"{month}-01"), locale=language)


@cache
def _month_of_year(language: str, month: int) -> str:
    from babel.dates import format_skeleton

    return format_skeleton("MMM", date(2000, month, 1), locale=language)
