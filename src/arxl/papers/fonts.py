"""Which fonts a paper is set in ("Languages and places").

Latin letters come from Noto Sans (Noto's Chinese and Korean fonts have no Romanian ș and ț), Chinese and Korean ones
from the `cjk` extra, else from what Windows, macOS or a Linux distribution brings. Nothing else is ever used: the same
statement looks the same on every machine that has the extra.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import typst

from arxl.errors import Refused, Sentence, refused, sentence

LATIN = "Noto Sans"

# What shows a language's characters, the best first.
_FAMILIES = {
    "zh_CN": ("Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "Noto Sans SC", "Source Han Sans SC"),
    "zh_TW": ("Noto Sans CJK TC", "Microsoft JhengHei", "PingFang TC", "Noto Sans TC", "Source Han Sans TC"),
    "ko": ("Noto Sans CJK KR", "Malgun Gothic", "Apple SD Gothic Neo", "Noto Sans KR", "Source Han Sans KR"),
}
_LANGUAGE_NAMES = {
    "zh_CN": sentence("Simplified Chinese"),
    "zh_TW": sentence("Traditional Chinese"),
    "ko": sentence("Korean"),
}


@cache
def installed() -> typst.Fonts:
    """The fonts of the packages; the system's too where the `cjk` extra is absent. Read once a process."""
    cjk = _package_folder("manimgx_fonts_cjk")
    latin = _package_folder("fontpkg_noto_sans")
    folders = [str(folder) for folder in (latin, cjk) if folder is not None]
    return typst.Fonts(include_system_fonts=cjk is None, include_embedded_fonts=False, font_paths=folders)


def families_for(language: str, present: tuple[str, ...] | None = None) -> tuple[str, ...]:
    """Font families for a paper in a language, in the order in which they are asked for a character.

    A name on the paper may be written in another script than the paper: the families of the other languages follow.

    Raises:
        Refused: no font shows the language's own characters.

    >>> families_for("ro", present=("Noto Sans", "Malgun Gothic"))
    ('Noto Sans', 'Malgun Gothic')
    """
    here = tuple(installed().families()) if present is None else present
    found = {name: next((family for family in _FAMILIES[name] if family in here), None) for name in _FAMILIES}
    if language in found and found[language] is None:
        raise missing_fonts(_LANGUAGE_NAMES[language])
    own_first = sorted(found, key=lambda name: name != language)
    return (LATIN, *(family for name in own_first if (family := found[name]) is not None))


def missing_fonts(what: str | Sentence) -> Refused:
    """The refusal of a paper whose characters no font shows."""
    return refused(
        "",
        sentence("No font of this computer shows {what}.", what=what),
        sentence('Run: pip install "arxl[cjk]"'),
    )


def has_cjk(families: tuple[str, ...]) -> bool:
    """Whether one of the families shows Chinese or Korean.

    >>> has_cjk(("Noto Sans",)), has_cjk(("Noto Sans", "Malgun Gothic"))
    (False, True)
    """
    return any(family in names for family in families for names in _FAMILIES.values())


def _package_folder(package: str) -> Path | None:
    """Where a package of fonts lies; it is not imported, since importing is not needed to read its files."""
    spec = find_spec(package)
    return Path(next(iter(spec.submodule_search_locations))) if spec and spec.submodule_search_locations else None
