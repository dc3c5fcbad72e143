"""What kind of file stands under a name, by its content: a result never takes the place of a file of another kind.

A name says little: `-o Book.xlsx` may be a slip of the hand, and the CSV written there would bury the workbook.

>>> kind_of(b"%PDF-1.7"), kind_of(b"Customer;Amount"), kind_of(b"SQLite format 3" + bytes(1))
(<Kind.PDF: 'a PDF'>, <Kind.TEXT: 'a text'>, <Kind.OTHER: 'a file of another kind'>)
"""

from __future__ import annotations

import codecs
from enum import StrEnum
from pathlib import Path

from arxl.errors import Sentence, label, refused, sentence

_LOOKED_AT = 1 << 16  # bytes


class Kind(StrEnum):
    """The kinds of files that arxl writes, and all others."""

    WORKBOOK = label("a workbook")
    PDF = label("a PDF")
    TEXT = label("a text")
    OTHER = label("a file of another kind")


def kind_of(beginning: bytes) -> Kind:
    """The kind of a file that begins so."""
    if beginning.startswith(b"%PDF-"):
        return Kind.PDF
    if beginning.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Kind.WORKBOOK
    return Kind.TEXT if _is_text(beginning) else Kind.OTHER


def refuse_other_kind(path: Path, kind: Kind) -> None:
    """Leave alone a file whose content is not of the kind that is to be written; an empty one may be replaced.

    Raises:
        Refused: such a file stands at `path`.
    """
    if not path.is_file():
        return
    with path.open("rb") as file:
        beginning = file.read(_LOOKED_AT)
    found = kind_of(beginning)
    if beginning and found is not kind:
        raise refused(
            str(path),
            sentence("{found} has this name; {wanted} does not replace it.", found=_said(found), wanted=_said(kind)),
            sentence("Give the result another name with -o."),
        )


def _said(kind: Kind) -> Sentence:
    return Sentence(kind.value)


def _is_text(beginning: bytes) -> bool:
    if b"\0" in beginning:
        return False
    try:  # a sign may be cut in two at the end of what was looked at
        codecs.getincrementaldecoder("utf-8")().decode(beginning)
    except UnicodeDecodeError:
        return False
    return True
