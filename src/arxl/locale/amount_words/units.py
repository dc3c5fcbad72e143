"""What currencies and their parts are called in English, Spanish and Romanian.

A line holds the unit in the singular and the plural, and its part in both. What no line tells is asked of Unicode's
data (CLDR, by Babel): it names every currency, but no parts, so those stand as a fraction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from arxl.locale.amount_words.sum_of_money import SumOfMoney

_ENGLISH = {
    "EUR": "euro|euros|cent|cents",
    "USD": "US dollar|US dollars|cent|cents",
    "GBP": "pound sterling|pounds sterling|penny|pence",
    "RON": "Romanian leu|Romanian lei|ban|bani",
    "MDL": "Moldovan leu|Moldovan lei|ban|bani",
    "CNY": "Chinese yuan|Chinese yuan|fen|fen",
    "TWD": "New Taiwan dollar|New Taiwan dollars|cent|cents",
    "HKD": "Hong Kong dollar|Hong Kong dollars|cent|cents",
    "SGD": "Singapore dollar|Singapore dollars|cent|cents",
    "AUD": "Australian dollar|Australian dollars|cent|cents",
    "CAD": "Canadian dollar|Canadian dollars|cent|cents",
    "NZD": "New Zealand dollar|New Zealand dollars|cent|cents",
    "CHF": "Swiss franc|Swiss francs|centime|centimes",
    "MXN": "Mexican peso|Mexican pesos|centavo|centavos",
    "ARS": "Argentine peso|Argentine pesos|centavo|centavos",
    "COP": "Colombian peso|Colombian pesos|centavo|centavos",
    "UYU": "Uruguayan peso|Uruguayan pesos|centésimo|centésimos",
    "DOP": "Dominican peso|Dominican pesos|centavo|centavos",
    "PEN": "Peruvian sol|Peruvian soles|céntimo|céntimos",
    "BRL": "Brazilian real|Brazilian reais|centavo|centavos",
    "PLN": "Polish zloty|Polish zlotys|grosz|groszy",
    "CZK": "Czech koruna|Czech korunas|haler|halers",
    "BGN": "Bulgarian lev|Bulgarian leva|stotinka|stotinki",
    "TRY": "Turkish lira|Turkish liras|kurush|kurush",
    "INR": "Indian rupee|Indian rupees|paisa|paise",
    "KWD": "Kuwaiti dinar|Kuwaiti dinars|fils|fils",
    "BHD": "Bahraini dinar|Bahraini dinars|fils|fils",
    "JOD": "Jordanian dinar|Jordanian dinars|fils|fils",
}
_SPANISH = {
    "EUR": "euro|euros|céntimo|céntimos",
    "USD": "dólar estadounidense|dólares estadounidenses|centavo|centavos",
    "GBP": "libra esterlina|libras esterlinas|penique|peniques",
    "RON": "leu rumano|lei rumanos|ban|bani",
    "MDL": "leu moldavo|lei moldavos|ban|bani",
    "CNY": "yuan chino|yuanes chinos|fen|fenes",
    "TWD": "nuevo dólar taiwanés|nuevos dólares taiwaneses|centavo|centavos",
    "HKD": "dólar de Hong Kong|dólares de Hong Kong|centavo|centavos",
    "AUD": "dólar australiano|dólares australianos|centavo|centavos",
    "CAD": "dólar canadiense|dólares canadienses|centavo|centavos",
    "CHF": "franco suizo|francos suizos|céntimo|céntimos",
    "MXN": "peso mexicano|pesos mexicanos|centavo|centavos",
    "ARS": "peso argentino|pesos argentinos|centavo|centavos",
    "COP": "peso colombiano|pesos colombianos|centavo|centavos",
    "UYU": "peso uruguayo|pesos uruguayos|centésimo|centésimos",
    "DOP": "peso dominicano|pesos dominicanos|centavo|centavos",
    "CUP": "peso cubano|pesos cubanos|centavo|centavos",
    "PEN": "sol|soles|céntimo|céntimos",
    "BOB": "boliviano|bolivianos|centavo|centavos",
    "BRL": "real brasileño|reales brasileños|centavo|centavos",
    "CRC": "colón costarricense|colones costarricenses|céntimo|céntimos",
    "GTQ": "quetzal|quetzales|centavo|centavos",
    "HNL": "lempira|lempiras|centavo|centavos",
    "NIO": "córdoba|córdobas|centavo|centavos",
    "PAB": "balboa|balboas|centésimo|centésimos",
    "VES": "bolívar|bolívares|céntimo|céntimos",
    "PYG": "guaraní|guaraníes||",
    "PLN": "esloti polaco|eslotis polacos|grosz|groszy",
    "BGN": "lev búlgaro|levas búlgaros|stotinka|stotinki",
    "KWD": "dinar kuwaití|dinares kuwaitíes|fils|fils",
    "BHD": "dinar bareiní|dinares bareiníes|fils|fils",
    "JOD": "dinar jordano|dinares jordanos|fils|fils",
}
_ROMANIAN = {
    "RON": "leu|lei|ban|bani",
    "MDL": "leu moldovenesc|lei moldovenești|ban|bani",
    "EUR": "euro|euro|cent|cenți",
    "USD": "dolar american|dolari americani|cent|cenți",
    "GBP": "liră sterlină|lire sterline|penny|pence",
    "CHF": "franc elvețian|franci elvețieni|centimă|centime",
    "CNY": "yuan chinezesc|yuani chinezești|fen|feni",
    "TWD": "dolar taiwanez nou|dolari taiwanezi noi|cent|cenți",
    "AUD": "dolar australian|dolari australieni|cent|cenți",
    "CAD": "dolar canadian|dolari canadieni|cent|cenți",
    "PLN": "zlot polonez|zloți polonezi|gros|groși",
    "CZK": "coroană cehă|coroane cehe|haler|haleri",
    "HUF": "forint maghiar|forinți maghiari||",
    "BGN": "levă bulgărească|leve bulgărești|stotincă|stotinci",
    "UAH": "hrivnă ucraineană|hrivne ucrainene|copeică|copeici",
    "TRY": "liră turcească|lire turcești|kuruș|kuruși",
    "KWD": "dinar kuweitian|dinari kuweitieni|fils|filși",
    "BHD": "dinar bahreinian|dinari bahreinieni|fils|filși",
    "JOD": "dinar iordanian|dinari iordanieni|fils|filși",
}
_LISTED: Mapping[str, Mapping[str, str]] = {"en": _ENGLISH, "es": _SPANISH, "ro": _ROMANIAN}

# First words of names that count as feminine: CLDR tells no genders, and endings mislead ("el naira nigeriano").
_FEMININE = {
    "es": " libra lira corona rupia grivna pataca leona kuna rufiya stotinka ",
    "ro": " rupie pataca naira kuna kwanza tala nakfa balboa tenge ouguiya rufiyaa pa’anga dobra ",
}

Counted = Callable[[int, "Noun"], str]
"""A number and what it counts, in the grammar of a language."""


@dataclass(frozen=True, slots=True)
class Noun:
    """What is counted."""

    one: str
    many: str
    feminine: bool


def in_words(money: SumOfMoney, language: str, counted: Counted, *, joined_by: str, minus: str) -> str:
    """A sum as these three languages build it: whole units, a word that joins, parts; or the parts as a fraction."""
    unit, part = _nouns(money.currency, language)
    said = []
    if money.major or not money.minor or part is None:
        said.append(counted(money.major, unit))
    if money.minor:
        fraction = f"{money.minor:0{money.exponent}}/{money.parts}"
        said.append(fraction if part is None else counted(money.minor, part))
    return f"{minus} " * money.negative + f" {joined_by} ".join(said)


def _nouns(currency: str, language: str) -> tuple[Noun, Noun | None]:
    """The unit of a currency, and its part where that has a name here."""
    one, many, part, parts = _LISTED[language].get(currency, "|||").split("|")
    if not one:
        one, many = _name(currency, 1, language), _name(currency, 2, language)
    return _noun(one, many, language), _noun(part, parts, language) if part else None


def _noun(one: str, many: str, language: str) -> Noun:
    first = one.split()[0]
    return Noun(one, many, f" {first} " in _FEMININE.get(language, "") or (language == "ro" and first.endswith("ă")))


def _name(currency: str, count: int, language: str) -> str:
    from babel.numbers import get_currency_name

    return str(get_currency_name(currency, count=count, locale=language))
