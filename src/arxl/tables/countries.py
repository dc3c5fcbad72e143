"""Countries: how a cell names one, and what Policy says country by country.

>>> country_named("Rumanía"), country_named("kr"), country_named("Atlantis")
('RO', 'KR', None)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from arxl.errors import Fault, Faulty, Sentence, sentence
from arxl.tables.headers import header_key

NONE = "none"
"""What a list of countries says that names none: a blank cell of Policy means its default."""

MOST_YEARS = 100

_NAMES = {
    **{"RO": "romania românia rumanía 루마니아 罗马尼亚 羅馬尼亞", "ES": "spain españa spania 스페인 西班牙"},
    **{
        "KR": "korea southkorea coreadelsur corea coreea 한국 대한민국 韩国 韓國 南韓",
        "TW": "taiwan 대만 台湾 台灣 臺灣",
    },
    **{"CN": "china 중국 中国 中國", "MX": "mexico méxico", "AR": "argentina", "CO": "colombia", "CL": "chile"},
    **{"PE": "peru perú", "US": "usa unitedstates estadosunidos 미국 美国 美國", "MD": "moldova"},
}
_CODES = {header_key(name): code for code, names in _NAMES.items() for name in names.split()}
_CODE = re.compile(r"[A-Z]{2}")


def country_named(text: str) -> str | None:
    """The ISO 3166 code that a text names or is; None where it names none."""
    code = _CODES.get(header_key(text), text.strip().upper())
    return code if _CODE.fullmatch(code) else None


def years_by_country(text: str) -> Mapping[str, int]:
    """Country -> years, as Policy writes them.

    Raises:
        Faulty: a part of it is no country with years; the fault has no place yet.

    >>> years_by_country("CN 3; taiwan 2")
    {'CN': 3, 'TW': 2}
    """
    years: dict[str, int] = {}
    for part in _parts(text):
        name, _, number = part.rpartition(" ")
        country = country_named(name)
        if country is None or not number.isdecimal() or not 1 <= int(number) <= MOST_YEARS:
            raise _faulty(sentence('"{part}" is no country with its years.', part=part))
        if country in years:
            raise _faulty(sentence("{country} is there twice.", country=country))
        years[country] = int(number)
    return years


def countries_of(text: str) -> frozenset[str]:
    """Countries, as Policy lists them.

    Raises:
        Faulty: a part of it is no country; the fault has no place yet.

    >>> sorted(countries_of("CN, KR")), sorted(countries_of("none"))
    (['CN', 'KR'], [])
    """
    if text.strip().casefold() == NONE:
        return frozenset()
    return frozenset(map(country_code, _parts(text)))


def country_code(text: str) -> str:
    """As `country_named`.

    Raises:
        Faulty: the text names no country; the fault has no place yet.
    """
    code = country_named(text)
    if code is None:
        fact = sentence('"{text}" is no country code.', text=text)
        raise Faulty(Fault("", fact, sentence("Write two letters, such as RO or KR.")))
    return code


def _parts(text: str) -> Iterator[str]:
    return filter(None, (" ".join(part.split()) for part in re.split(r"[,;，；、]", text)))


def _faulty(fact: Sentence) -> Faulty:
    return Faulty(Fault("", fact, sentence("Write two letters and whole years, with commas between: CN 3, TW 2.")))
