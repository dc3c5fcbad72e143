"""The press: typst turns a template and its data into PDF/A-3b, the same bytes for the same data.

PDF/A is asked for on every paper: under it a character that no font shows is an error, where otherwise a blank would
be printed. One press serves a batch from several threads, since typst works outside Python's lock.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import typst

from arxl.errors import ArxlError, Fault, Faulty
from arxl.locale import Wording, wording
from arxl.papers import fonts
from arxl.papers.glyphs import is_cjk, missing_in, no_glyph
from arxl.papers.theme import HERE, not_printed, read_theme


class Press:
    """One template, set up once for a batch of papers.

    Args:
        template: file name of the template in this folder; it imports page.typ, which all papers share.
        theme: folder with the company's own theme.typ and its pictures; None is arxl's.

    Raises:
        Refused: see `read_theme`.
    """

    def __init__(self, template: str, theme: Path | None = None) -> None:
        self._theme = read_theme(theme)
        # What arxl brings lies in memory; theme.typ and its pictures are read from the company's folder.
        self._files = {"main": (HERE / template).read_bytes(), "page.typ": (HERE / "page.typ").read_bytes()}
        self._of_thread = threading.local()

    def words(self, language: str) -> Wording:
        """The words of a language, with the theme's own in the place of arxl's."""
        return self._theme.words(wording(language))

    def pdf(self, place: str, data: Mapping[str, Any], record: Mapping[str, Any], made_on: date) -> bytes:
        """The paper as PDF/A-3b, with `record` attached as JSON.

        Args:
            place: what a fault on this paper is told of, "Statement ST-2026-00004".
            data: words and figures, ready for print.
            record: the same figures for machines.
            made_on: the day that the file says it was made on.

        Raises:
            Faulty: a text holds a character that no font shows.
            Refused: the `cjk` extra is missing, or the company's theme.typ has a mistake.
        """
        inputs = {"data": _json(place, data), "record": _json(place, record)}
        midnight = datetime.combine(made_on, time(), UTC)
        try:
            paper = self._compiler().compile(
                input=self._files,  # type: ignore[type-var]  # typst's stubs do not know its own files in memory
                format="pdf",
                sys_inputs=inputs,
                pdf_standards="a-3b",
                pdf_tags=False,  # tags triple the bytes that the register keeps for ever; the record serves machines
                timestamp=midnight,
            )
        except typst.TypstError as error:
            raise _told(error, place, data) from error
        assert isinstance(paper, bytes)
        return paper

    def _compiler(self) -> typst.Compiler:
        if not hasattr(self._of_thread, "compiler"):
            self._of_thread.compiler = typst.Compiler(root=str(self._theme.folder), font_paths=fonts.installed())
        return self._of_thread.compiler  # type: ignore[no-any-return]


def _json(place: str, data: Mapping[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, indent=1)
    try:
        text.encode()
    except UnicodeEncodeError as error:  # half a sign, as a damaged file can hold it
        raise Faulty(_no_glyph(place, text[error.start], data)) from None
    return text


def _told(error: typst.TypstError, place: str, data: Mapping[str, Any]) -> ArxlError:
    """What typst's error means to the accountant."""
    missing = missing_in(error)
    if not missing:
        return not_printed(error.message)
    if not fonts.has_cjk(data["fonts"]) and any(is_cjk(text[0]) for text in missing):
        return fonts.missing_fonts(missing[0])
    return Faulty(*(_no_glyph(place, text, data) for text in missing))


def _no_glyph(place: str, unit: str, data: Mapping[str, Any]) -> Fault:
    return no_glyph(place, [unit], next((text for text in _texts(data) if unit in text), unit))


def _texts(data: Any) -> Iterator[str]:
    """Every text of the data, in the order of the paper."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _texts(value)
