"""A compound file: storages and streams in one file, the container of a VBA project ([MS-CFB], version 3).

A tree of bytes and dictionaries becomes the bytes of the file. Streams of less than 4,096 bytes lie in sectors of 64
bytes inside one stream of their own, larger ones in sectors of 512; a table of sector numbers says which sector
follows which. Nothing in the file names a day or a machine: equal trees give equal bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Storage: TypeAlias = "Mapping[str, bytes | Storage]"
"""Streams and storages by name."""

_SECTOR, _MINI_SECTOR, _MINI_LIMIT = 512, 64, 4096
_FREE, _END, _TABLE, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_NUMBERS_A_SECTOR = _SECTOR // 4
_TABLES_IN_HEADER = 109
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_BLACK = 1


@dataclass(slots=True)
class _Entry:
    """One entry of the directory; siblings and children by their place in it."""

    name: str
    kind: int
    data: bytes = b""
    left: int = _NONE
    right: int = _NONE
    child: int = _NONE
    start: int = _END
    size: int = 0

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le")
        used = len(name) + 2 if name else 0
        return (
            name.ljust(64, b"\0")
            + struct.pack("<HBBIII", used, self.kind, _BLACK, self.left, self.right, self.child)
            + bytes(36)  # class, state and times: none
            + struct.pack("<IQ", self.start, self.size)
        )


@dataclass(slots=True)
class _Sectors:
    """Sectors of one size, and which one follows each."""

    size: int
    data: bytearray = field(default_factory=bytearray)
    following: list[int] = field(default_factory=list)

    def put(self, data: bytes) -> int:
        """Where the first sector of these bytes is; that of no bytes is the end of a chain."""
        if not data:
            return _END
        first = len(self.following)
        count = -(-len(data) // self.size)
        self.data += data.ljust(count * self.size, b"\0")
        self.following += [*range(first + 1, first + count), _END]
        return first


def compound_file(root: Storage) -> bytes:
    """The bytes of a compound file that holds these streams and storages.

    Raises:
        ValueError: it would be larger than 7 MB.
    """
    entries = [_Entry("Root Entry", _ROOT)]
    entries[0].child = _listed(root, entries)
    sectors, small = _Sectors(_SECTOR), _Sectors(_MINI_SECTOR)
    for entry in entries[1:]:
        entry.size = len(entry.data)
        if entry.kind == _STREAM:
            entry.start = (small if entry.size < _MINI_LIMIT else sectors).put(entry.data)
        else:
            entry.start = 0
    entries[0].size = len(small.data)
    entries[0].start = sectors.put(bytes(small.data))
    small_table = _numbers(small.following)
    small_start = sectors.put(small_table)
    directory = sectors.put(_directory(entries))
    tables = _put_table(sectors)
    header = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<III", 0, len(tables), directory)
    header += struct.pack("<IIII", 0, _MINI_LIMIT, small_start, len(small_table) // _SECTOR)
    header += struct.pack("<II", _END, 0)
    header += struct.pack(f"<{_TABLES_IN_HEADER}I", *tables, *[_FREE] * (_TABLES_IN_HEADER - len(tables)))
    return header + bytes(sectors.data)


def _listed(storage: Storage, entries: list[_Entry]) -> int:
    """Append the entries of a storage; answers the root of their search tree."""
    places = []
    for name, held in sorted(storage.items(), key=lambda item: (len(item[0]), item[0].upper())):
        places.append(len(entries))
        if isinstance(held, bytes):
            entries.append(_Entry(name, _STREAM, held))
        else:
            entries.append(_Entry(name, _STORAGE))
            entries[places[-1]].child = _listed(held, entries)
    return _rooted(places, entries)


def _rooted(places: list[int], entries: list[_Entry]) -> int:
    """The middle one, with what comes before it on its left; all nodes black, as the standard allows."""
    if not places:
        return _NONE
    middle = len(places) // 2
    entry = entries[places[middle]]
    entry.left, entry.right = _rooted(places[:middle], entries), _rooted(places[middle + 1 :], entries)
    return places[middle]


def _directory(entries: list[_Entry]) -> bytes:
    """The directory in whole sectors of four entries."""
    unused = struct.pack("<64xHBBIII36xIQ", 0, 0, 0, _NONE, _NONE, _NONE, 0, 0)
    packed = [entry.packed() for entry in entries]
    return b"".join([*packed, *[unused] * (-len(packed) % 4)])


def _numbers(numbers: list[int]) -> bytes:
    """Sector numbers in whole sectors."""
    filled = [*numbers, *[_FREE] * (-len(numbers) % _NUMBERS_A_SECTOR)]
    return struct.pack(f"<{len(filled)}I", *filled)


def _put_table(sectors: _Sectors) -> list[int]:
    """Append the table of what follows each sector, which counts its own sectors too; answers where they are."""
    used, count = len(sectors.following), 1
    while used + count > count * _NUMBERS_A_SECTOR:
        count += 1
    if count > _TABLES_IN_HEADER:
        raise ValueError(f"a compound file of {len(sectors.data)} bytes is larger than 7 MB")
    sectors.following += [_TABLE] * count
    sectors.data += _numbers(sectors.following)
    return list(range(used, used + count))
