"""Spanish: veintiún mil euros con cincuenta céntimos, doscientas una libras, un millón de pesos.

Before a noun, uno loses its o (also before mil and millones), or becomes una; hundreds agree in gender, those of
thousands too; whole millions are followed by "de".
"""

from __future__ import annotations

from arxl.locale.amount_words import units
from arxl.locale.amount_words.sum_of_money import SumOfMoney

_UP_TO_TWENTY_NINE = """
    cero un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete
    dieciocho diecinueve veinte veintiún veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete
    veintiocho veintinueve
"""
_SMALL = _UP_TO_TWENTY_NINE.split()
_TENS = ["-", "-", "-", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
_OF_HUNDREDS = "- ciento doscient trescient cuatrocient quinient seiscient setecient ochocient novecient"
_HUNDREDS = _OF_HUNDREDS.split()
_MILLION = 10**6
_SCALES = ((10**12, "billón", "billones"), (_MILLION, "millón", "millones"))


def in_words(money: SumOfMoney) -> str:
    """A sum in words."""
    return units.in_words(money, "es", _counted, joined_by="con", minus="menos")


def _counted(number: int, noun: units.Noun) -> str:
    of = "de " if number and number % _MILLION == 0 else ""
    return f"{cardinal(number, feminine=noun.feminine)} {of}{noun.one if number == 1 else noun.many}"


def cardinal(number: int, *, feminine: bool = False) -> str:
    """A number from 0 as it stands before a noun.

    >>> cardinal(31_021), cardinal(200_001, feminine=True), cardinal(21_000_100)
    ('treinta y un mil veintiún', 'doscientas mil una', 'veintiún millones cien')
    """
    said = []
    for scale, one, many in _SCALES:
        count, number = divmod(number, scale)
        if count:
            said.append(f"{_below_million(count, feminine=False)} {one if count == 1 else many}")
    if number or not said:
        said.append(_below_million(number, feminine=feminine))
    return " ".join(said)


def _below_million(number: int, *, feminine: bool) -> str:
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return _below_thousand(rest, feminine=feminine)
    head = "mil" if thousands == 1 else f"{_below_thousand(thousands, feminine=feminine)} mil"
    return f"{head} {_below_thousand(rest, feminine=feminine)}" if rest else head


def _below_thousand(number: int, *, feminine: bool) -> str:
    if number == 100:
        return "cien"
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest, feminine=feminine)
    head = _HUNDREDS[hundreds] + ("" if hundreds == 1 else "as" if feminine else "os")
    return f"{head} {_below_hundred(rest, feminine=feminine)}" if rest else head


def _below_hundred(number: int, *, feminine: bool) -> str:
    if feminine and number in (1, 21):
        return "una" if number == 1 else "veintiuna"
    if number < 30:
        return _SMALL[number]
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens]} y {_below_hundred(ones, feminine=feminine)}" if ones else _TENS[tens]
