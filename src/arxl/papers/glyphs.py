"""Which characters no font shows, asked before anything is numbered.

typst itself is asked, once for all texts: it is set every character that is not plain ASCII and says which of them it
cannot show. So the answer is the one that printing would give, and ten thousand customers take a fraction of a second.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence

import typst

from arxl.errors import Fault, sentence
from arxl.papers import fonts

_PLAIN = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("\n\r\t")
_JOINERS = frozenset("\u200c\u200d")
_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_PROOF = b"""#let d = json(bytes(sys.inputs.data))
#set text(font: d.fonts, fallback: false, hyphenate: false)
#for unit in d.units [#unit\\ ]"""


def unprintable(texts: Sequence[str]) -> frozenset[str]:
    """Characters of the texts, each with the marks that it bears, that no font shows.

    >>> unprintable(["Ștefănescu", "tab\\t"]), unprintable(["bell\\a"])
    (frozenset(), frozenset({'\\x07'}))
    """
    letters = set("".join(texts)) - _PLAIN
    halves = {letter for letter in letters if "\ud800" <= letter <= "\udfff"}  # of a sign, as a damaged file holds it
    units = letters - halves
    marks = {letter for letter in units if letter in _JOINERS or unicodedata.category(letter).startswith("M")}
    if marks:
        units = (units - marks) | set(_marked(texts, marks))
    return frozenset(halves | _missing(units))


def fault_of(place: str, text: str, missing: Collection[str]) -> Fault | None:
    """What is wrong with the text of a place: its characters that no font shows, in the order of the text."""
    units = sorted((unit for unit in missing if unit in text), key=text.index)
    return no_glyph(place, units, text) if units else None


def no_glyph(place: str, units: Sequence[str], text: str) -> Fault:
    """The fault of a text with characters that no font shows."""
    fact = sentence(
        'no font shows the character {character} (U+{code}) of "{text}".',
        character=[_shown(unit) for unit in units],
        code=", U+".join(f"{ord(letter):04X}" for unit in units for letter in unit),
        text=_shown(text),
    )
    if any(is_cjk(unit[0]) for unit in units) and not fonts.has_cjk(fonts.families_for("en")):
        return Fault(place, fact, sentence('Run: pip install "arxl[cjk]"'))
    return Fault(place, fact, sentence("Write it with other characters."))


def missing_in(error: typst.TypstError) -> list[str]:
    """The characters that typst could not show; none where it stopped for another reason."""
    found = _NO_GLYPH.findall(error.diagnostic or error.message)
    return list(dict.fromkeys(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) for text in found))


def is_cjk(character: str) -> bool:
    """Hangul, kana, Han and their punctuation: what the `cjk` extra brings."""
    return "\u1100" <= character <= "\u11ff" or "\u2e80" <= character <= "\ud7ff" or "\uf900" <= character <= "\uffef"


def _marked(texts: Sequence[str], marks: Collection[str]) -> Iterator[str]:
    """Every letter with the marks that follow it: a font shows them together or not at all."""
    pattern = re.compile(f".?[{re.escape(''.join(sorted(marks)))}]+", re.DOTALL)
    for text in texts:
        if not text.isascii():
            yield from pattern.findall(text)


def _missing(units: Collection[str]) -> set[str]:
    if not units:
        return set()
    data = json.dumps({"fonts": fonts.families_for("en"), "units": sorted(units)})
    try:
        typst.Compiler(_PROOF, font_paths=fonts.installed()).compile(
            format="pdf", sys_inputs={"data": data}, pdf_standards="a-3b", pdf_tags=False
        )
    except typst.TypstError as error:
        missing = set(missing_in(error))
        if not missing:
            raise
        return missing
    return set()


def _shown(text: str) -> str:
    """A text on one line; what is no letter at all shows as a question mark."""
    return "".join(letter if letter.isprintable() else "?" for letter in " ".join(text.splitlines()) or "?")
