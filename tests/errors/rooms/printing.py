"""What keeps a statement from being printed, or its figures from being read back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from arxl.errors import ArxlError, Fault
from arxl.papers import fonts
from arxl.papers.record import copy_in
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
