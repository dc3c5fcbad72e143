"""Amounts in words, read back into minor units: written from the grammars, without a look at what writes them."""

from __future__ import annotations

import re
from collections.abc import Callable

# --- numbers -------------------------------------------------------------------------------------------------------

ENGLISH = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SPANISH = {
    "cero": 0, "un": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8,
    "nueve": 9, "diez": 10, "once": 11, "doce": 12, "trece": 13, "catorce": 14, "quince": 15, "dieciséis": 16,
    "diecisiete": 17, "dieciocho": 18, "diecinueve": 19, "veinte": 20, "veintiún": 21, "veintiuna": 21,
    "veintidós": 22, "veintitrés": 23, "veinticuatro": 24, "veinticinco": 25, "veintiséis": 26, "veintisiete": 27,
    "veintiocho": 28, "veintinueve": 29, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60,
    "setenta": 70, "ochenta": 80, "noventa": 90, "cien": 100, "ciento": 100,
    "doscientos": 200, "trescientos": 300, "cuatrocientos": 400, "quinientos": 500, "seiscientos": 600,
    "setecientos": 700, "ochocientos": 800, "novecientos": 900,
    "doscientas": 200, "trescientas": 300, "cuatrocientas": 400, "quinientas": 500, "seiscientas": 600,
    "setecientas": 700, "ochocientas": 800, "novecientas": 900,
}  # fmt: skip
ROMANIAN = {
    "zero": 0, "un": 1, "unu": 1, "o": 1, "una": 1, "doi": 2, "două": 2, "trei": 3, "patru": 4, "cinci": 5,
    "șase": 6, "șapte": 7, "opt": 8, "nouă": 9, "zece": 10, "unsprezece": 11, "doisprezece": 12,
    "douăsprezece": 12, "treisprezece": 13, "paisprezece": 14, "cincisprezece": 15, "șaisprezece": 16,
    "șaptesprezece": 17, "optsprezece": 18, "nouăsprezece": 19, "douăzeci": 20, "treizeci": 30, "patruzeci": 40,
    "cincizeci": 50, "șaizeci": 60, "șaptezeci": 70, "optzeci": 80, "nouăzeci": 90,
}  # fmt: skip


def number(text: str, values: dict[str, int], scales: dict[str, int], fillers: set[str]) -> int:
    """Words in a row: small values add up, a hundred multiplies what is before it, a greater scale closes a stretch."""
    total = thousands = current = 0
    for word in re.split(r"[ -]", text):
        if word in fillers:
            continue
        if word in values:
            current += values[word]
            continue
        scale = scales[word]
        if scale == 100:
            current *= 100
        elif scale == 1000:
            thousands += (current or 1) * 1000  # mil
            current = 0
        else:
            total += (thousands + current) * scale
            thousands = current = 0
    return total + thousands + current


def english(text: str) -> int:
    scales = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
    return number(text, ENGLISH, scales, {"and"})


def spanish(text: str) -> int:
    scales = {"mil": 1000, "millón": 10**6, "millones": 10**6, "billón": 10**12, "billones": 10**12}
    return number(text, SPANISH, scales, {"y", "de"})


def romanian(text: str) -> int:
    scales = {"sută": 100, "sute": 100, "mie": 1000, "mii": 1000, "milion": 10**6, "milioane": 10**6}
    return number(text, ROMANIAN, scales | {"miliard": 10**9, "miliarde": 10**9}, {"și", "de"})


def characters(text: str, digits: str, places: str, scales: dict[str, int]) -> int:
    """Chinese and Korean: a digit waits for its place, places add up to a group, a scale closes the group."""
    total = group = waiting = 0
    for sign in text:
        if sign in digits:
            assert not waiting, f"two digits in a row in {text}"
            waiting = digits.index(sign)
        elif sign in places:
            assert waiting, f"a place without its digit in {text}"
            group += waiting * 10 ** (places.index(sign) + 1)
            waiting = 0
        else:
            assert group + waiting, f"a scale without its number in {text}"
            total += (group + waiting) * scales[sign]
            group = waiting = 0
    return total + group + waiting


def simplified(text: str) -> int:
    head, _, tail = text.rpartition("亿")  # 壹万贰仟亿: what is before 亿 is a number of its own
    high, low = (characters(part, "零壹贰叁肆伍陆柒捌玖", "拾佰仟", {"万": 10**4}) for part in (head, tail))
    return high * 10**8 + low


def traditional(text: str) -> int:
    return characters(text, "零壹貳參肆伍陸柒捌玖", "拾佰仟", {"萬": 10**4, "億": 10**8, "兆": 10**12})


def korean(text: str) -> int:
    return characters(text, "영일이삼사오육칠팔구", "십백천", {"만": 10**4, "억": 10**8, "조": 10**12})


# --- sums of money -------------------------------------------------------------------------------------------------


def european(read: Callable[[str], int], minus: str, unit: str, joined: str, part: str) -> Callable[[str], int]:
    """A reader of sums of one currency; `unit` and `part` are patterns of what stands behind the numbers."""
    whole = re.compile(rf"(?P<minus>{minus} )?(?:(?P<major>.+?) {unit})?(?: {joined} )?(?:(?P<minor>.+?) {part})?")

    def minor_units(text: str) -> int:
        found = whole.fullmatch(text)
        assert found, text
        major, minor = (read(found[name]) if found[name] else 0 for name in ("major", "minor"))
        assert minor < 100
        return (major * 100 + minor) * (-1 if found["minus"] else 1)

    return minor_units


def chinese(read: Callable[[str], int], prefix: str, minus: str) -> Callable[[str], int]:
    pattern = re.compile(
        rf"{prefix}(?P<minus>{minus})?(?:(?P<major>[^元角分整]+)元)?(?:(?P<tenths>[^元角分整]+)角)?"
        r"(?:(?P<hundredths>[^元角分整]+)分)?(?P<closed>整)?"
    )

    def minor_units(text: str) -> int:
        found = pattern.fullmatch(text)
        assert found, text
        assert "零零" not in text
        assert bool(found["closed"]) == (found["hundredths"] is None), "only what ends in 分 is not closed"
        major, tenths, hundredths = (
            read(found[name]) if found[name] else 0 for name in ("major", "tenths", "hundredths")
        )
        assert max(tenths, hundredths) < 10
        return (major * 100 + tenths * 10 + hundredths) * (-1 if found["minus"] else 1)

    return minor_units


def won(text: str) -> int:
    found = re.fullmatch(r"금 (마이너스 )?(.+)원정", text)
    assert found, text
    return korean(found[2]) * (-1 if found[1] else 1)


def dollars(text: str) -> int:
    found = re.fullmatch(r"금 (마이너스 )?(?:([^ ]+) 미국 달러)?(?: ?([^ ]+) 센트)?정", text)
    assert found, text
    major, minor = (korean(part) if part else 0 for part in found.group(2, 3))
    return (major * 100 + minor) * (-1 if found[1] else 1)


READERS: dict[tuple[str, str], Callable[[str], int]] = {
    ("en", "EUR"): european(english, "minus", "euros?", "and", "cents?"),
    ("en", "GBP"): european(english, "minus", "pounds? sterling", "and", "(?:penny|pence)"),
    ("es", "EUR"): european(spanish, "menos", "euros?", "con", "céntimos?"),
    ("es", "GBP"): european(spanish, "menos", "libras? esterlinas?", "con", "peniques?"),
    ("ro", "RON"): european(romanian, "minus", "(?:leu|lei)", "și", "(?:ban|bani)"),
    ("ro", "GBP"): european(romanian, "minus", "(?:liră|lire) sterlin[ăe]", "și", "(?:penny|pence)"),
    ("zh_CN", "CNY"): chinese(simplified, "人民币", "负"),
    ("zh_CN", "EUR"): chinese(simplified, "欧元", "负"),
    ("zh_TW", "TWD"): chinese(traditional, "新臺幣", "負"),
    ("zh_TW", "USD"): chinese(traditional, "美元", "負"),
    ("ko", "KRW"): won,
    ("ko", "USD"): dollars,
}
