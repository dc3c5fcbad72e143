"""The fast reader's columns as they lie in memory: the Arrow C data interface, read with the standard library alone.

pyarrow would do the same, but takes longer to load than 100,000 rows to parse. The layout is the one that
https://arrow.apache.org/docs/format/CDataInterface.html fixes for ever; it is read in the parsing child alone.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import NamedTuple, Protocol


class Array(NamedTuple):
    """One column.

    Attributes:
        format: the interface's sign for its type: `g` float64, `u` UTF-8, `b` booleans, `n` nothing, `tsm:`
            milliseconds since 1970-01-01, `tdD` days.
        length: N, its number of cells.
        valid: a bit a cell, the first one lowest, 0 where it is empty; no bytes where no cell is empty.
        values: its buffer of values; for texts, N + 1 int32: where each begins, and where the last one ends.
        letters: of all its texts, UTF-8.
    """

    format: str
    length: int
    valid: bytes
    values: bytes
    letters: bytes


class UnknownLayout(Exception):
    """A column lies in memory in a way that is not read here."""


class Exporter(Protocol):
    """What hands its columns over: a sheet of fastexcel, a record batch of any Arrow library."""

    def __arrow_c_array__(self) -> tuple[object, object]: ...


def columns_of(table: Exporter) -> Iterator[Array]:
    """The columns of a table, copied.

    Raises:
        UnknownLayout: a column has a type of which `Array` says nothing, or is a part of a longer one.
    """
    schema_capsule, array_capsule = table.__arrow_c_array__()  # they own the memory until the last column is copied
    schema = ctypes.cast(_pointer(schema_capsule, b"arrow_schema"), ctypes.POINTER(_Schema))[0]
    array = ctypes.cast(_pointer(array_capsule, b"arrow_array"), ctypes.POINTER(_Array))[0]
    for at in range(array.n_children):
        yield _column(schema.children[at][0].format.decode(), array.children[at][0])


_BYTES = {"g": 8, "tss:": 8, "tsm:": 8, "tsu:": 8, "tsn:": 8, "tdD": 4}  # of a cell, by format


def _column(kind: str, array: _Array) -> Array:
    length = array.length
    bits = (length + 7) // 8
    if kind == "n":
        return Array(kind, length, bytes(bits), b"", b"")
    if array.offset or kind not in (*_BYTES, "u", "b"):
        raise UnknownLayout(kind)
    valid = _copied(array, 0, bits if array.null_count else 0)
    if kind != "u":
        return Array(kind, length, valid, _copied(array, 1, _BYTES[kind] * length if kind in _BYTES else bits), b"")
    starts = _copied(array, 1, 4 * (length + 1))
    return Array(kind, length, valid, starts, _copied(array, 2, memoryview(starts).cast("i")[length]))


def _copied(array: _Array, buffer: int, size: int) -> bytes:
    return ctypes.string_at(array.buffers[buffer], size) if size and array.buffers[buffer] else b""


class _Schema(ctypes.Structure):
    """`struct ArrowSchema`."""


_Schema._fields_ = [
    ("format", ctypes.c_char_p),
    ("name", ctypes.c_char_p),
    ("metadata", ctypes.c_void_p),
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(_Schema))),
    ("dictionary", ctypes.c_void_p),
    ("release", ctypes.c_void_p),
    ("private_data", ctypes.c_void_p),
]


class _Array(ctypes.Structure):
    """`struct ArrowArray`."""


_Array._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(_Array))),
    ("dictionary", ctypes.c_void_p),
    ("release", ctypes.c_void_p),
    ("private_data", ctypes.c_void_p),
]

_pointer = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.py_object, ctypes.c_char_p)(
    ("PyCapsule_GetPointer", ctypes.pythonapi)
)
