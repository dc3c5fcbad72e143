"""What is refused before a parser sees a byte of it, by what the parts of a workbook hold.

A workbook from outside is a zip of XML parts. Everything that can be told without parsing is told here, with the
remedy: damaged, with two members of one name, inflating to more than a limit (bytes are counted as they come, what the
archive declares is not believed), with a document type declaration, with a grid or a number of merged cells that no
book of accounts has. What the file is as a whole is asked first (`workbook.guard`).
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from isal import isal_zlib

from arxl.errors import Refused, refused, sentence
from arxl.tables.addresses import column_number
from arxl.workbook.guard import SAVE_AS, Limits, check_kind


@dataclass(frozen=True, slots=True)
class Package:
    """A workbook file whose bytes passed the guard.

    Attributes:
        content: the file's bytes, read once: the guard and the parser see the same.
        members: key of a part (`member_key`) -> where it stands in the file.
        merges: key of a sheet's part -> its merged ranges, as written (`A1:B1`).
        sheets: key of a sheet's part -> its XML, for the sheets that were small enough to keep.
    """

    content: bytes
    members: dict[str, zipfile.ZipInfo]
    merges: dict[str, tuple[str, ...]]
    sheets: dict[str, bytes]

    def part(self, name: str) -> bytes:
        """One part, inflated. An empty text where the package has none of this name.

        >>> Package(b"", {}, {}, {}).part("xl/workbook.xml")
        b''
        """
        key = member_key(name)
        info = self.members.get(key)
        return self.sheets.get(key) or (b"".join(_inflated(self.content, info)) if info else b"")


_BROKEN: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    cast(type[Exception], isal_zlib.error),  # its stub calls the class an object of it
    struct.error,
    EOFError,
    UnicodeDecodeError,
    NotImplementedError,
    OSError,
)


def inspected(name: str, content: bytes, limits: Limits) -> Package:
    """The workbook, when nothing speaks against parsing it.

    Args:
        name: of the file, for messages.
        content: its bytes.

    Raises:
        Refused: it is no workbook, or one that is encrypted, damaged or hostile.
    """
    check_kind(name, content)
    try:
        members = _members(name, content, limits)
        merges, sheets = _checked_parts(name, content, members, limits)
    except _BROKEN:
        raise _damaged(name) from None
    return Package(content, members, merges, sheets)


def _damaged(name: str) -> Refused:
    return refused(
        name,
        sentence("the workbook is damaged or not complete."),
        sentence("Let Excel repair it (File, Open, Open and Repair), or take the last good copy."),
    )


def member_key(name: str) -> str:
    """Under which key a part is known: readers differ in case, backslashes and a leading slash."""
    return name.replace("\\", "/").lstrip("/").casefold()


def _members(name: str, content: bytes, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > limits.members:
        raise refused(
            name,
            sentence(
                "the workbook has {found} parts; at most {allowed} are read.", found=len(infos), allowed=limits.members
            ),
            sentence("Copy the tables into a new workbook."),
        )
    members: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        if info.flag_bits & 1:
            raise refused(
                name,
                sentence("the workbook's archive is encrypted."),
                sentence("Save it again in Excel or LibreOffice without a password."),
            )
        key = member_key(info.filename)
        if key in members:
            raise refused(
                name,
                sentence(
                    'the workbook has two parts named "{part}": which one counts is not certain.', part=info.filename
                ),
                sentence("Open it in Excel, check its figures and save it under a new name."),
            )
        members[key] = info
    _check_workbook(name, content, members)
    return members


_WORKBOOK_TYPES = re.compile(
    rb"application/vnd\.(?:openxmlformats-officedocument\.spreadsheetml\.(?:sheet|template)"
    rb"|ms-excel\.(?:sheet|template|addin)\.macroEnabled)\.main\+xml",
    re.IGNORECASE,
)


def _check_workbook(name: str, content: bytes, members: dict[str, zipfile.ZipInfo]) -> None:
    """Refuse archives that hold something else than an Excel workbook in XML."""
    if "mimetype" in members and "content.xml" in members:
        raise refused(name, sentence("the file is an OpenDocument file (.ods)."), SAVE_AS)
    types = members.get("[content_types].xml")
    declared = next(_inflated(content, types), b"") if types else b""
    if b"\0" in declared[:4]:
        declared = declared.replace(b"\0", b"")
    if b"sheet.binary" in declared or "xl/workbook.bin" in members:
        raise refused(name, sentence("the file is a binary workbook (.xlsb)."), SAVE_AS)
    if not _WORKBOOK_TYPES.search(declared) and "xl/workbook.xml" not in members:
        raise refused(
            name,
            sentence("the file is an archive, but not an Excel workbook."),
            sentence("Name the .xlsx file itself, not an archive that holds it."),
        )


def _checked_parts(
    name: str, content: bytes, members: dict[str, zipfile.ZipInfo], limits: Limits
) -> tuple[dict[str, tuple[str, ...]], dict[str, bytes]]:
    """Inflate every part once, count its bytes, look into its XML. Answers the merged ranges and XML of each sheet."""
    merges: dict[str, tuple[str, ...]] = {}
    sheets: dict[str, bytes] = {}
    total = 0
    for key, info in members.items():
        pieces: list[bytes] = []
        for piece in _inflated(content, info):
            total += len(piece)
            _check_inflated(name, total, len(content), limits)
            if pieces or _LOOKS_LIKE_XML.match(piece):
                pieces.append(piece)
        if not pieces:
            continue
        text = _as_utf8(pieces[0] if len(pieces) == 1 else b"".join(pieces))
        _check_prolog(name, info.filename, text)
        if b"sheetData" in text:
            _check_grid(name, info.filename, text, limits)
            merges[key] = _checked_merges(name, info.filename, text, limits)
            if total < _KEPT_BYTES:
                sheets[key] = text
    return merges, sheets


def _check_inflated(name: str, inflated: int, packed: int, limits: Limits) -> None:
    if inflated > limits.inflated_bytes or inflated > max(limits.ratio_from_bytes, limits.ratio * packed):
        raise refused(
            name,
            sentence("the workbook inflates to more than {found} MB.", found=inflated >> 20),
            sentence("Copy the tables into a new workbook; take it only from someone you trust."),
        )


_LOOKS_LIKE_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<")  # whatever its name says
_KEPT_BYTES = 256 << 20  # of inflated parts: what comes after them is inflated again when it is asked for
_PIECE = 64 << 20


def _inflated(content: bytes, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a member, a piece at a time; they end where the stream ends, not where the archive says.

    Raises:
        zipfile.BadZipFile: the member is not what the archive's directory says.
    """
    at = info.header_offset
    if content[at : at + 4] != b"PK\x03\x04":
        raise zipfile.BadZipFile
    name_length, extra_length = struct.unpack_from("<HH", content, at + 26)
    start = at + 30 + name_length + extra_length
    packed = memoryview(content)[start : start + info.compress_size]
    if info.compress_type == zipfile.ZIP_STORED:
        yield bytes(packed)
        return
    if info.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile
    stream = isal_zlib.decompressobj(-isal_zlib.MAX_WBITS)
    most = min(max(info.file_size, 1), _PIECE)  # what the archive declares, if it is true, comes in one piece
    piece = stream.decompress(packed, most)
    while piece:
        yield piece
        piece = stream.decompress(stream.unconsumed_tail, most)
    if not stream.eof:
        raise zipfile.BadZipFile


def _as_utf8(text: bytes) -> bytes:
    if text.startswith((b"\xff\xfe", b"\xfe\xff")):
        return text.decode("utf-16").encode()
    if text[:4] in (b"<\0?\0", b"\0<\0?"):
        return text.decode("utf-16-le" if text[0] else "utf-16-be").encode()
    return text


_ROOT = re.compile(rb"<[A-Za-z_]")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def _check_prolog(name: str, part: str, text: bytes) -> None:
    """Refuse a document type declaration: it stands before the root element, or the part is not XML."""
    root = _ROOT.search(text)
    if _DECLARATION.search(text, 0, root.end() if root else len(text)):
        raise refused(
            name,
            sentence('the part "{part}" declares a document type, which no spreadsheet program writes.', part=part),
            sentence("Take the workbook only from someone you trust; copy its tables into a new one."),
        )


_WIDE = re.compile(rb""" r=["'][A-Z]{2,}\d""")
_CELL = re.compile(rb""" r=["']([A-Z]{1,4})(\d+)["']""")
_ROWS = 1_048_576


def _check_grid(name: str, part: str, text: bytes, limits: Limits) -> None:
    """Refuse a sheet whose cells lie too far apart: a parser lays out the whole grid between them."""
    if not _WIDE.search(text) and limits.grid_cells >= 26 * _ROWS:
        return
    width = height = 1
    for cell in _CELL.finditer(text):
        width = max(width, column_number(cell[1].decode()) + 1)
        height = max(height, int(cell[2][:9]))
    if width * height > limits.grid_cells:
        raise refused(
            name,
            sentence(
                'the sheet "{part}" reaches to row {rows} and column {columns}: that is more than {allowed} cells.',
                part=part.rpartition("/")[2],
                rows=height,
                columns=width,
                allowed=limits.grid_cells,
            ),
            sentence("Delete the stray cells far below or to the right of the table, and save."),
        )


_MERGE = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref=["']([A-Z]{1,4}[0-9]{1,8}(?::[A-Z]{1,4}[0-9]{1,8})?)["']""")


def _checked_merges(name: str, part: str, text: bytes, limits: Limits) -> tuple[str, ...]:
    found = []
    for merge in _MERGE.finditer(text, max(text.rfind(b"sheetData"), 0)):
        found.append(merge[1].decode())
        if len(found) > limits.merges:
            raise refused(
                name,
                sentence(
                    'the sheet "{part}" has more than {allowed} merged ranges.',
                    part=part.rpartition("/")[2],
                    allowed=limits.merges,
                ),
                sentence("Unmerge the cells (Home, Merge & Center) and save."),
            )
    return tuple(found)
