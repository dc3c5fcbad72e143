"""The gettext catalogues: collect the messages of src/, update the five translations, compile them.

    python tools/catalogues.py            writes arxl.pot, and arxl.po and arxl.mo of each language
    python tools/catalogues.py --check    writes nothing; fails if a file is not current or a message not translated

A message is the first argument of `sentence` or `label` (arxl.errors). English is the text itself, so it has no
catalogue. Files name neither days nor people and keep messages in alphabetical order: the same sources and the same
translations give the same bytes. The modules that say a message stand in arxl.pot alone, so that moving one between
modules touches no translation.
"""

from __future__ import annotations

import argparse
import io
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "src" / "arxl"
CATALOGUES = SOURCES / "locale"
TRANSLATIONS = ("es", "ro", "ko", "zh_CN", "zh_TW")
KEYWORDS = {"sentence": (1,), "label": (1,)}


class ReproducibleCatalog(Catalog):
    """A catalogue whose header says only what a reader of the file needs."""

    def __init__(self, language: str = "") -> None:
        super().__init__(header_comment="# The messages of arxl.", charset="utf-8", fuzzy=False)
        self.language = language

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Content type and language; no day, no translator."""
        language = [("Language", self.language)] if self.language else []
        return [
            ("Project-Id-Version", "arxl"),
            *language,
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def collected() -> ReproducibleCatalog:
    """Every message of src/, with the modules that say it."""
    catalogue = ReproducibleCatalog()
    found = extract_from_dir(SOURCES, [("**.py", "python")], keywords=KEYWORDS)
    for module, _line, message, _comments, _context in sorted(found, key=lambda item: (item[0], item[1])):
        catalogue.add(message, locations=[(f"src/arxl/{Path(module).as_posix()}", 0)])
    return catalogue


def updated(language: str, messages: Catalog) -> ReproducibleCatalog:
    """The catalogue of a language as it stands, with what src/ says now: new ones empty, old ones gone."""
    path = po_path(language)
    catalogue = ReproducibleCatalog(language)
    known = {}
    if path.exists():
        with path.open("rb") as file:
            known = {message.id: message.string for message in read_po(file, locale=language) if message.id}
    for message in spoken(messages):
        catalogue.add(message.id, known.get(message.id, ""))
    return catalogue


def spoken(catalogue: Catalog) -> Iterator[Message]:
    """The messages of a catalogue without its header."""
    return (message for message in catalogue if message.id)


def gaps(text: str) -> set[str]:
    """The named gaps of a sentence, with their formats."""
    return {f"{name}:{spec}" for _, name, spec, _ in string.Formatter().parse(text) if name is not None}


def shortcomings(catalogue: ReproducibleCatalog) -> list[str]:
    """What a translator still has to do: one line a message that is untranslated, or has other gaps than English."""
    lines = []
    for message in spoken(catalogue):
        if not message.string:
            lines.append(f"{catalogue.language}: not translated: {message.id}")
        elif has_gaps(str(message.id)) and gaps(str(message.id)) != gaps(str(message.string)):
            lines.append(f"{catalogue.language}: other gaps than in English: {message.string}")
    return lines


def has_gaps(text: str) -> bool:
    """Whether the text can be filled at all; a label may hold a lone brace."""
    try:
        return bool(gaps(text))
    except ValueError:
        return False


def files() -> tuple[dict[Path, bytes], list[str]]:
    """What every file should hold now, and the shortcomings of all languages."""
    messages = collected()
    contents = {CATALOGUES / "arxl.pot": po_bytes(messages)}
    lines = []
    for language in TRANSLATIONS:
        catalogue = updated(language, messages)
        contents[po_path(language)] = po_bytes(catalogue)
        contents[po_path(language).with_suffix(".mo")] = mo_bytes(catalogue)
        lines += shortcomings(catalogue)
    return contents, lines


def po_path(language: str) -> Path:
    """Where the translation into a language is kept."""
    return CATALOGUES / language / "LC_MESSAGES" / "arxl.po"


def po_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as text: alphabetical, one line a message."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=0, sort_output=True, include_lineno=False)
    return buffer.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it; untranslated messages are left out and so stay English."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def main(arguments: list[str] | None = None) -> int:
    """Write the files, or check them; answers the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail if anything is not current")
    check = parser.parse_args(arguments).check
    contents, lines = files()
    stale = [path for path, content in contents.items() if not path.exists() or path.read_bytes() != content]
    if check:
        lines += [f"{path.relative_to(ROOT)} is not current. Run: python tools/catalogues.py" for path in stale]
    else:
        for path in stale:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(contents[path])
    print("\n".join(lines) or "catalogues: all messages translated, all files current")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
