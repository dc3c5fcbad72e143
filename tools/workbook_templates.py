"""workbook_templates/: the workbook that an accountant starts from, one a language."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

from arxl.jobs.start import new_book
from arxl.locale import LANGUAGES

FOLDER = Path("workbook_templates")


def templates(root: Path) -> dict[Path, bytes]:
    """Path -> bytes of every template.

    Other versions of zlib pack the same parts into other bytes: a file that holds the same parts stays as it is.
    """
    with tempfile.TemporaryDirectory() as folder:
        made = {language: _made(Path(folder) / f"{language}.xlsx", language) for language in LANGUAGES}
    return {path: _kept(path, made[language]) for language, path in _paths(root).items()}


def _paths(root: Path) -> dict[str, Path]:
    return {language: root / FOLDER / f"receivables.{language}.xlsx" for language in LANGUAGES}


def _made(path: Path, language: str) -> bytes:
    new_book(path, language)
    return path.read_bytes()


def _kept(path: Path, made: bytes) -> bytes:
    if path.exists() and _parts(path.read_bytes()) == _parts(made):
        return path.read_bytes()
    return made


def _parts(package: bytes) -> list[tuple[str, bytes]] | None:
    """Names and contents in their order; None of what is no package."""
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            return [(name, archive.read(name)) for name in archive.namelist()]
    except zipfile.BadZipFile:
        return None
