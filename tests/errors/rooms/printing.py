"""What keeps a statement from being printed, or its figures from being read back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from unittest.mock import patch

from arxl.errors import ArxlError, Fault
from arxl.papers import fonts
from arxl.papers.glyphs import no_glyph
from arxl.papers.record import copy_in
from arxl.papers.theme import FILE, read_theme
from errors.scene import scene


@scene("A computer without a font for the language")
def no_fonts(folder: Path) -> Iterable[Fault]:
    for language in ("ko", "zh_CN", "zh_TW"):
        try:
            fonts.families_for(language, present=("Noto Sans",))
        except ArxlError as error:
            yield from error.faults


@scene("A stored paper that carries no record")
def no_record(folder: Path) -> Iterable[Fault]:
    copy_in(b"%PDF-1.7\n", "ST2026-00001")
    return ()


@scene("Mistakes in a theme")
def mistakes_in_a_theme(folder: Path) -> Iterable[Fault]:
    themes = (
        '#let acent = rgb("#7a1f3d")',
        '#let accent = "red"',
        '#let wording = (de: ("Stamp": "Stempel"))',
        '#let wording = (ro: "L.S.")',
        '#let wording = (ro: ("Stampp": "L.S."))',
        '#let wording = (en: ("Yours faithfully": "Yours"))',
        "#let wording = (ro: (Stamp: 1))",
        '#let wording = (en: ("Stamp": "Seal {day}"))',
        '#let wording = (en: ("Tax ID: {tax_id}": "VAT No {number}"))',
    )
    for theme in themes:
        (folder / FILE).write_text(theme, encoding="utf-8")
        try:
            read_theme(folder)
        except ArxlError as error:
            yield from error.faults


@scene("A Korean name on a computer without a font for it")
def no_korean_font(folder: Path) -> Iterable[Fault]:
    with patch.object(fonts, "families_for", lambda language: ("Noto Sans",)):
        yield no_glyph("Customers!B2", ["한"], "한빛상사")
