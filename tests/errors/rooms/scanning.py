"""Scans that cannot be read: each is one sentence."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pypdfium2
from PIL import Image

from arxl.errors import Fault
from arxl.papers.scan import LIMITS, ScanLimits, read_scans
from errors.scene import scene


def blank_pdf(pages: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def picture(kind: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (300, 400), "white").save(file, kind)
    return file.getvalue()


def bomb(side: int) -> bytes:
    """A PNG of side × side white dots in a few kilobytes."""

    def part(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"")) + part(b"IEND", b"")


def of_file(folder: Path, name: str, content: bytes, limits: ScanLimits = LIMITS) -> Iterable[Fault]:
    (folder / name).write_bytes(content)
    read_scans(folder / name, limits)
    return ()


@scene("No such scan")
def no_scan(folder: Path) -> Iterable[Fault]:
    read_scans(folder / "scan.pdf")
    return ()


@scene("A scan of another kind")
def other_kind(folder: Path) -> Iterable[Fault]:
    return of_file(folder, "scan.heic", b"\0\0\0\x18ftypheic" + bytes(100))


@scene("A scan larger than a file may be")
def large_file(folder: Path) -> Iterable[Fault]:
    return of_file(folder, "scan.jpg", picture("JPEG") + bytes(3 << 20), replace(LIMITS, file_bytes=2 << 20))


@scene("A scan of more pages than are read")
def many_pages(folder: Path) -> Iterable[Fault]:
    return of_file(folder, "scans.pdf", blank_pdf(4), replace(LIMITS, pages=3))


@scene("A picture of a billion dots")
def many_dots(folder: Path) -> Iterable[Fault]:
    return of_file(folder, "scan.png", bomb(60_000))


@scene("A scan that is damaged")
def damaged(folder: Path) -> Iterable[Fault]:
    return of_file(folder, "scan.png", picture("PNG")[:60])


@scene("A scan that takes too long")
def too_long(folder: Path) -> Iterable[Fault]:
    return of_file(folder, "scan.jpg", picture("JPEG"), replace(LIMITS, seconds=0))


@scene("A scan that takes too much memory")
def too_much_memory(folder: Path) -> Iterable[Fault]:
    return of_file(folder, "scan.jpg", picture("JPEG"), replace(LIMITS, memory_bytes=1 << 20))
