"""A VBA project from source text: the part `vbaProject.bin` of a workbook ([MS-OVBA]).

The project holds the compressed source of its modules and no compiled code: `_VBA_PROJECT` says version 0xFFFF, and
whoever opens the file compiles the source. So no version of Excel has a hand in the bytes, and equal sources give equal
bytes.

Source is ASCII: what is stored is in the code page of one machine, and would be read in that of another.

>>> compressed(b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa").hex()[:24]
'012fb0002361616162636465'
"""

from __future__ import annotations

import struct
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from arxl.hosts.excel.compound import compound_file

_NAME = "ARXL"
_CODE_PAGE = 1252
_LANGUAGE = 0x409
_CHUNK = 4096
_SHORTEST_COPY = 3

# Every project in Excel refers to both; ribbon callbacks take a type of the second one.
_REFERENCES = (
    ("stdole", r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation"),
    (
        "Office",
        r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0"
        r"#C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library",
    ),
)


class Kind(Enum):
    """What a module belongs to; the value of a document's is the class that Excel gives it."""

    STANDARD = ""
    WORKBOOK = "0{00020819-0000-0000-C000-000000000046}"
    WORKSHEET = "0{00020820-0000-0000-C000-000000000046}"
    CHART_SHEET = "0{00020821-0000-0000-C000-000000000046}"


@dataclass(frozen=True, slots=True)
class Module:
    """One module.

    Attributes:
        name: of the module; that of a document is the document's code name.
        code: its source without attributes, lines ended by a newline.
    """

    name: str
    code: str = ""
    kind: Kind = Kind.STANDARD

    def source(self) -> bytes:
        """What is stored: attributes, then the code.

        Raises:
            UnicodeEncodeError: it is not ASCII.
        """
        lines = [f'Attribute VB_Name = "{self.name}"']
        if self.kind is not Kind.STANDARD:
            lines += [
                f'Attribute VB_Base = "{self.kind.value}"',
                "Attribute VB_GlobalNameSpace = False",
                "Attribute VB_Creatable = False",
                "Attribute VB_PredeclaredId = True",
                "Attribute VB_Exposed = True",
                "Attribute VB_TemplateDerived = False",
                "Attribute VB_Customizable = True",
            ]
        return "\r\n".join([*lines, *self.code.splitlines(), ""]).encode("ascii")


def vba_project(modules: Sequence[Module]) -> bytes:
    """The bytes of `vbaProject.bin`."""
    streams = {module.name: compressed(module.source()) for module in modules}
    vba = {"_VBA_PROJECT": bytes.fromhex("CC61FFFF000000"), "dir": compressed(_directory(modules)), **streams}
    return compound_file({"PROJECT": _properties(modules), "PROJECTwm": _names(modules), "VBA": vba})


# --- compression (2.4.1) -------------------------------------------------------------------------------------------


def compressed(data: bytes) -> bytes:
    """A compressed container: chunks of 4,096 bytes, each a run of literals and copies of what came before in it.

    Raises:
        ValueError: the last chunk is larger compressed than the standard can hold, which no text is.
    """
    return b"\x01" + b"".join(_chunk(data[start : start + _CHUNK]) for start in range(0, len(data), _CHUNK))


def _chunk(chunk: bytes) -> bytes:
    tokens = _tokens(chunk)
    if len(tokens) <= _CHUNK:
        return struct.pack("<H", 0xB000 | (len(tokens) - 1)) + tokens
    if len(chunk) < _CHUNK:
        raise ValueError("a part of a chunk does not compress")
    return struct.pack("<H", 0x3000 | (_CHUNK - 1)) + chunk


def _tokens(chunk: bytes) -> bytes:
    """Groups of eight tokens, a byte of flags before each: 1 is a copy, 0 a literal."""
    packed, seen, at = bytearray(), dict[bytes, list[int]](), 0
    while at < len(chunk):
        flags, group = 0, bytearray()
        for bit in range(8):
            if at >= len(chunk):
                break
            length, offset = _longest_copy(chunk, at, seen)
            if length:
                flags |= 1 << bit
                group += struct.pack("<H", (offset - 1) << (16 - _offset_bits(at)) | (length - _SHORTEST_COPY))
            else:
                length = 1
                group.append(chunk[at])
            for place in range(at, at + length):
                seen.setdefault(chunk[place : place + _SHORTEST_COPY], []).append(place)
            at += length
        packed.append(flags)
        packed += group
    return bytes(packed)


def _longest_copy(chunk: bytes, at: int, seen: dict[bytes, list[int]]) -> tuple[int, int]:
    """Length and distance of the longest text that stood before; of equals the nearest. (0, 0) where there is none."""
    limit = min((0xFFFF >> _offset_bits(at)) + _SHORTEST_COPY, len(chunk) - at)
    best, distance = 0, 0
    for place in reversed(seen.get(chunk[at : at + _SHORTEST_COPY], ()) if limit >= _SHORTEST_COPY else ()):
        length = _SHORTEST_COPY
        while length < limit and chunk[place + length] == chunk[at + length]:
            length += 1
        if length > best:
            best, distance = length, at - place
            if best == limit:
                break
    return best, distance


def _offset_bits(at: int) -> int:
    """Bits of a copy's distance: as many as places before it need, at least 4."""
    return max((at - 1).bit_length(), 4) if at else 4


# --- the directory of the project (2.3.4.2) ------------------------------------------------------------------------


def _directory(modules: Sequence[Module]) -> bytes:
    information = [
        _record(0x01, struct.pack("<I", 1)),  # 32-bit Windows; 64 bits read it too
        _record(0x02, struct.pack("<I", _LANGUAGE)),
        _record(0x14, struct.pack("<I", _LANGUAGE)),
        _record(0x03, struct.pack("<H", _CODE_PAGE)),
        _record(0x04, _NAME.encode("ascii")),
        _twice(0x05, 0x40, ""),  # description
        _twice(0x06, 0x3D, ""),  # help file, in both forms the narrow one
        _record(0x07, struct.pack("<I", 0)),
        _record(0x08, struct.pack("<I", 0)),
        struct.pack("<HIIH", 0x09, 4, 1, 0),  # version of the project
        _twice(0x0C, 0x3C, ""),  # constants
    ]
    references = [_twice(0x16, 0x3E, name) + _record(0x0D, _library(path)) for name, path in _REFERENCES]
    count = _record(0x0F, struct.pack("<H", len(modules))) + _record(0x13, struct.pack("<H", 0xFFFF))
    return b"".join([*information, *references, count, *map(_module_record, modules), _record(0x10, b"")])


def _module_record(module: Module) -> bytes:
    return b"".join(
        [
            _twice(0x19, 0x47, module.name),
            _twice(0x1A, 0x32, module.name),  # its stream
            _twice(0x1C, 0x48, ""),
            _record(0x31, struct.pack("<I", 0)),  # source begins at once: nothing compiled comes before it
            _record(0x1E, struct.pack("<I", 0)),
            _record(0x2C, struct.pack("<H", 0xFFFF)),
            _record(0x21 if module.kind is Kind.STANDARD else 0x22, b""),
            _record(0x2B, b""),
        ]
    )


def _record(number: int, payload: bytes) -> bytes:
    return struct.pack("<HI", number, len(payload)) + payload


def _twice(number: int, wide_number: int, text: str) -> bytes:
    """A text in the code page and in UTF-16; that of the help file is in the code page both times, and empty."""
    return _record(number, text.encode("ascii")) + _record(wide_number, text.encode("utf-16-le"))


def _library(path: str) -> bytes:
    name = path.encode("ascii")
    return struct.pack("<I", len(name)) + name + bytes(6)


# --- what stands beside the directory (2.3.1, 2.3.3) ---------------------------------------------------------------


def _properties(modules: Sequence[Module]) -> bytes:
    identity = "{" + str(uuid.uuid5(uuid.NAMESPACE_DNS, "arxl.vba")).upper() + "}"
    lines = [f'ID="{identity}"']
    lines += [
        f"Module={module.name}" if module.kind is Kind.STANDARD else f"Document={module.name}/&H00000000"
        for module in modules
    ]
    lines += [
        f'Name="{_NAME}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{_obscured(identity, bytes(4))}"',  # open to everybody
        f'DPB="{_obscured(identity, bytes(1))}"',  # no password
        f'GC="{_obscured(identity, bytes([0xFF]))}"',  # visible
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
        "",
    ]
    return "\r\n".join(lines).encode("ascii")


def _names(modules: Sequence[Module]) -> bytes:
    names = (module.name.encode("ascii") + b"\0" + module.name.encode("utf-16-le") + b"\0\0" for module in modules)
    return b"".join([*names, b"\0\0"])


def _obscured(identity: str, data: bytes) -> str:
    """A property as 2.4.3.2 hides it; the seed, which may be any byte, is always the same."""
    seed, key = 0x07, sum(identity.encode("ascii")) & 0xFF
    stored = bytearray([seed, seed ^ 2, seed ^ key])
    before, last, last_but_one = key, stored[2], stored[1]
    for byte in bytes([0x07] * ((seed & 6) // 2)) + struct.pack("<I", len(data)) + data:
        stored.append(byte ^ ((last_but_one + before) & 0xFF))
        before, last, last_but_one = byte, stored[-1], last
    return stored.hex().upper()
