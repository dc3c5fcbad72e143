"""The theme: what a company changes in the look and the words of its papers, in one file, theme.typ.

It may leave out whatever it does not change. What it says is looked at before the first paper is printed: a name that
means nothing, a value of the wrong kind, a sentence that no paper says, a gap that the sentence does not have.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import typst

from arxl.errors import Fault, Refused, Sentence, label, refused, sentence
from arxl.locale import LANGUAGES, Wording

HERE = Path(__file__).parent
FILE = "theme.typ"

_KINDS: Mapping[str, tuple[str, frozenset[str]]] = {
    "accent": (label("a color"), frozenset({"color"})),
    "shade": (label("a color"), frozenset({"color"})),
    "quiet": (label("a color"), frozenset({"color"})),
    "logo": (label("a picture or none"), frozenset({"content", "none"})),
    "paper": (label("the name of a paper size"), frozenset({"string"})),
    "base-size": (label("a length"), frozenset({"length"})),
    "note": (label("a text or none"), frozenset({"content", "string", "none"})),
    "slips": (label("true or false"), frozenset({"boolean"})),
    "wording": (label("a dictionary of languages"), frozenset({"dictionary"})),
}
"""Name -> what it takes, in words, and as typst calls it."""

_ASK = b"""#import "theme.typ"
#let own = dictionary(theme)
#let wording = own.at("wording", default: (:))
#metadata((
  kinds: own.pairs().map(((name, value)) => (name, str(type(value)))),
  wording: if type(wording) == dictionary { wording } else { (:) },
)) <own>"""


@dataclass(frozen=True)
class Theme:
    """A theme that can be printed with.

    Attributes:
        folder: where theme.typ and its pictures are.
        wording: language -> English text of arxl -> the company's own text.
    """

    folder: Path
    wording: Mapping[str, Mapping[str, str]]

    def words(self, words: Wording) -> Wording:
        """The words of a language, with the company's own in their place."""
        return words.with_own(self.wording.get(words.language, {}))


def read_theme(folder: Path | None) -> Theme:
    """The theme of a folder; None is arxl's own.

    Raises:
        Refused: the folder holds no theme.typ, or there is a mistake in it.
    """
    if folder is not None and not (folder / FILE).is_file():
        raise refused(
            str(folder),
            sentence("the folder holds no theme.typ."),
            sentence("Correct theme_path on the Policy sheet, or leave it blank."),
        )
    folder = folder or HERE
    try:
        files = {"main": _ASK}
        answer = json.loads(typst.query(files, "<own>", field="value", one=True, root=str(folder)))  # type: ignore[type-var]
    except RuntimeError as error:  # typst's own kind, but from a query
        raise not_printed(str(error).removeprefix("failed to compile document: ")) from error
    if faults := (*_misnamed(dict(answer["kinds"])), *_misworded(answer["wording"])):
        raise Refused(*faults)
    return Theme(folder, answer["wording"])


def not_printed(problem: str) -> Refused:
    """The refusal of a theme that typst cannot print with."""
    fact = sentence("the paper is not printed: {problem}.", problem=problem.rstrip("."))
    return refused(FILE, fact, sentence("Correct theme.typ."))


@cache
def texts() -> tuple[str, ...]:
    """Every English text that papers say and a theme may put in its own words (texts.json, generated)."""
    return tuple(json.loads((HERE / "texts.json").read_text("utf-8")))


def _misnamed(kinds: Mapping[str, str]) -> Iterator[Fault]:
    """Names that mean nothing, unless they begin with "_" and are the theme's own; values of another kind."""
    for name, kind in kinds.items():
        if name not in _KINDS:
            if not name.startswith("_"):
                yield _unknown(sentence('the name "{name}" means nothing.', name=name), name, _KINDS)
        elif kind not in _KINDS[name][1]:
            fact = sentence(
                "{name} takes {wanted}; it is of the kind {kind}.",
                name=name,
                wanted=Sentence(_KINDS[name][0]),
                kind=kind,
            )
            yield Fault(FILE, fact, sentence("Correct theme.typ."))


def _misworded(wording: Mapping[str, Any]) -> Iterator[Fault]:
    for language, own in wording.items():
        if language not in LANGUAGES:
            yield _unknown(sentence('wording has no language "{language}".', language=language), language, LANGUAGES)
        elif not isinstance(own, dict):
            fact = sentence('wording of "{language}" is no dictionary of sentences.', language=language)
            yield Fault(FILE, fact, sentence("Write it as in docs/guide/wording.md."))
        else:
            for text, said in own.items():
                yield from _misworded_text(language, text, said)


def _misworded_text(language: str, text: str, said: Any) -> Iterator[Fault]:
    if text not in texts():
        fact = sentence('wording of "{language}": no paper says "{text}".', language=language, text=text)
        yield _unknown(fact, text, texts())
    elif not isinstance(said, str):
        fact = sentence('wording of "{language}": "{text}" is given no text.', language=language, text=text)
        yield Fault(FILE, fact, sentence("Write its text in quotation marks."))
    elif wrong := _gaps(said) - _gaps(text):
        fact = sentence(
            'wording of "{language}": "{text}" has no gap {gaps}.', language=language, text=text, gaps=sorted(wrong)
        )
        known = ["{" + gap + "}" for gap in sorted(_gaps(text))]
        yield Fault(FILE, fact, sentence("Its gaps are: {gaps}.", gaps=known) if known else sentence("Leave it out."))


def _unknown(fact: Sentence, name: str, known: Any) -> Fault:
    near = get_close_matches(name, known, 1, 0.7)
    if near:
        return Fault(FILE, fact, sentence('Write "{name}", if that is meant.', name=near[0]))
    return Fault(FILE, fact, sentence("Take one that docs/guide/wording.md lists."))


def _gaps(text: str) -> set[str]:
    """The gaps of a text, "{day}"; what is no gap of arxl's kind shows as itself.

    >>> _gaps("by {day}"), _gaps("{broken")
    ({'day'}, {'{broken'})
    """
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return {text}
