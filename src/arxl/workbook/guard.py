"""What is refused before a parser sees a byte of it, by what the file is.

Not there, locked, empty, too large, of another kind than its ending says, encrypted. What the parts of a workbook hold
is looked at in `workbook.package`; what a parser does with the rest happens in a child process (`workbook.parsing`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from arxl.errors import Refused, refused, sentence


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a book may be. The defaults are far above any book of accounts that Excel can still open."""

    file_bytes: int = 256 << 20
    """Size of the file."""
    inflated_bytes: int = 2 << 30
    """Sum of all parts of a workbook, inflated."""
    ratio: int = 300
    """Inflated bytes to a byte of the file, asked once `ratio_from_bytes` have come."""
    ratio_from_bytes: int = 64 << 20
    """Inflated bytes below which the ratio does not matter."""
    members: int = 5_000
    """Parts of a workbook."""
    sheets: int = 500
    """Sheets of a workbook, or CSV files of a folder."""
    grid_cells: int = 40_000_000
    """Rows × columns of one sheet, from A1 to its last cell."""
    merges: int = 20_000
    """Merged ranges of one sheet."""
    memory_bytes: int = 6 << 30
    """Address space of the child process that parses."""
    seconds: float = 120
    """Time that the child process may take."""


LIMITS = Limits()


def read_content(path: Path, limits: Limits) -> bytes:
    """The file's bytes.

    Raises:
        Refused: there is no such file, it is a folder, locked, empty or too large.
    """
    try:
        size = path.stat().st_size
        if path.is_file() and size <= limits.file_bytes:
            content = path.read_bytes()
    except FileNotFoundError:
        raise refused(
            path.name, sentence("there is no such file."), sentence("Check the name and the folder.")
        ) from None
    except OSError as error:
        raise refused(
            path.name,
            sentence("the file does not open: {reason}.", reason=error.strerror or type(error).__name__),
            sentence("Close the program that holds it, or copy it to a folder that you may read."),
        ) from None
    if not path.is_file():
        raise refused(path.name, sentence("this is not a file."), sentence("Name a workbook or a CSV file."))
    if size > limits.file_bytes:
        raise refused(
            path.name,
            sentence(
                "the file has {found} MB; at most {allowed} MB are read.",
                found=size >> 20,
                allowed=limits.file_bytes >> 20,
            ),
            sentence("Delete sheets and pictures that are not needed, or save the tables as CSV."),
        )
    if not content:
        raise refused(path.name, sentence("the file is empty."), sentence("Take the last good copy of it."))
    return content


def check_text(name: str, content: bytes) -> None:
    """Refuse a CSV file that is no text: a workbook, a PDF, a picture under a wrong name."""
    if content.startswith((b"PK\x03\x04", _OLE)):
        raise refused(
            name,
            sentence("the file is named as CSV, but is a workbook."),
            sentence("Give it its ending, .xlsx, again."),
        )
    for start, kind in _KINDS:
        if content.startswith(start):
            raise refused(name, sentence("the file is {kind}, not CSV.", kind=kind), sentence("Save the table as CSV."))


def check_count(name: str, sheets: int, limits: Limits) -> None:
    """Refuse a book of more sheets, or a folder of more CSV files, than the limits allow."""
    if sheets > limits.sheets:
        raise refused(
            name,
            sentence("it has {found} sheets; at most {allowed} are read.", found=sheets, allowed=limits.sheets),
            sentence("Copy the tables into a new workbook."),
        )


SAVE_AS = sentence('Open it in Excel or LibreOffice and save it as "Excel workbook (.xlsx)".')

_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\t\x00\x04\x00", "a workbook of Excel 2"),
    (b"\t\x02\x06\x00", "a workbook of Excel 3"),
    (b"\t\x04\x06\x00", "a workbook of Excel 4"),
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def check_kind(name: str, content: bytes) -> None:
    """Refuse what its first bytes show to be something else than a zip archive."""
    if content.startswith(b"PK\x03\x04") or content.startswith(b"PK\x05\x06"):
        return
    if content.startswith(_OLE):
        raise _refused_ole(name, content)
    for start, kind in _KINDS:
        if content.startswith(start):
            raise refused(name, sentence("the file is {kind}, no workbook that can be read.", kind=kind), SAVE_AS)
    head = content[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if head.startswith((b"<html", b"<!doctype html", b"<table")) or b"<html" in head:
        raise refused(name, sentence("the file is a web page, not a workbook."), SAVE_AS)
    if head.startswith(b"<"):
        raise refused(name, sentence("the file is XML, not a workbook."), SAVE_AS)
    if head and not re.search(rb"[\x00-\x08\x0e-\x1f]", head):
        raise refused(
            name, sentence("the file is plain text, not a workbook."), sentence("If it is a CSV file, name it .csv.")
        )
    raise refused(
        name, sentence("the file is not a workbook."), sentence("Take the last good copy, or save it again as .xlsx.")
    )


def _refused_ole(name: str, content: bytes) -> Refused:
    if "EncryptedPackage".encode("utf-16-le") in content or "EncryptionInfo".encode("utf-16-le") in content:
        return refused(
            name,
            sentence("the workbook is password protected."),
            sentence("Open it with its password, take the password away (File, Info, Protect Workbook) and save it."),
        )
    return refused(name, sentence("the file is a workbook of the old format (.xls)."), SAVE_AS)
