"""What keeps a file from being written: who holds it, what stands there, what the system refuses."""

from __future__ import annotations

import datetime as dt
import errno
import os
import socket
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO
from unittest.mock import patch

from arxl.errors import ArxlError, Fault
from arxl.jobs.start import new_book
from arxl.locale import wording
from arxl.tables.result import ResultColumn, ResultTable, Shows
from arxl.tables.schema import Company
from arxl.workbook import results, save
from arxl.workbook.dashboard import Dashboard
from arxl.workbook.kinds import Kind, refuse_other_kind
from arxl.workbook.lock import sole_writer
from arxl.workbook.save import save_safely
from errors.scene import scene

DAY = dt.date(2026, 11, 3)


def nothing(_: BinaryIO) -> None:
    """Writes an empty file."""


def failing(problem: OSError) -> Callable[[BinaryIO], None]:
    """Writes into a file system that fails so."""

    def write(_: BinaryIO) -> None:
        raise problem

    return write


@scene("Somebody has the workbook open")
def open_in_excel(folder: Path) -> Iterable[Fault]:
    lock = folder / "~$Results.xlsx"
    lock.write_bytes(bytes([3]) + b"Ana".ljust(54))
    noon = dt.datetime(2026, 11, 3, 12).timestamp()
    os.utime(lock, (noon, noon))
    save_safely(folder / "Results.xlsx", nothing)
    return ()


@scene("Another run is writing the file")
def another_run(folder: Path) -> Iterable[Fault]:
    path = (folder / "Results.xlsx").resolve()
    with (
        patch.object(os, "getpid", return_value=4711),
        patch.object(socket, "gethostname", return_value="desk-3"),
        sole_writer(path),
    ):
        save_safely(path, nothing)
    return ()


@scene("The result bears the name of the book")
def own_input(folder: Path) -> Iterable[Fault]:
    book = folder / "Book.xlsx"
    save_safely(book, nothing, inputs=[book])
    return ()


@scene("The folder is missing")
def missing_folder(folder: Path) -> Iterable[Fault]:
    save_safely(folder / "gone" / "Results.xlsx", nothing)
    return ()


@scene("A folder bears the name of the file")
def folder_of_that_name(folder: Path) -> Iterable[Fault]:
    (folder / "Results.xlsx").mkdir()
    save_safely(folder / "Results.xlsx", nothing, check=lambda _: None)
    return ()


@scene("A file bears the name of the folder")
def file_of_that_name(folder: Path) -> Iterable[Fault]:
    (folder / "Statements").touch()
    save.make_folder(folder / "Statements")
    return ()


@scene("The folder allows no writing")
def read_only_folder(folder: Path) -> Iterable[Fault]:
    save_safely(folder / "Results.xlsx", failing(PermissionError(errno.EACCES, "Permission denied")))
    return ()


@scene("The disk is full")
def full_disk(folder: Path) -> Iterable[Fault]:
    save_safely(folder / "Results.xlsx", failing(OSError(errno.ENOSPC, "No space left on device")))
    return ()


@scene("The disk fails")
def failing_disk(folder: Path) -> Iterable[Fault]:
    save_safely(folder / "Results.xlsx", failing(OSError(errno.EIO, "Input/output error")))
    return ()


class HeldByAnother(OSError):
    """What Windows raises while another program holds a file."""

    winerror = 32


@scene("On Windows, another program holds the file")
def held_on_windows(folder: Path) -> Iterable[Fault]:
    path = folder / "Results.xlsx"
    path.write_bytes(b"old")
    with patch.object(os, "replace", side_effect=HeldByAnother()), patch.object(save, "_PATIENCE_SECONDS", 0):
        save_safely(path, nothing, check=lambda _: None)
    return ()


@scene("A file of another program bears the name of the results")
def others_file(folder: Path) -> Iterable[Fault]:
    path = folder / "Results.xlsx"
    path.write_bytes(b"somebody's")
    results.write_results(path, _results(ResultTable("Aging", ())), wording("en"))
    return ()


@scene("A result of one kind bears the name of a file of another")
def other_kind(folder: Path) -> Iterable[Fault]:
    path = folder / "Book.xlsx"
    for beginning in (b"PK\x03\x04", b"%PDF-1.7", b"Customer;Amount", b"\x00\x01"):
        path.write_bytes(beginning)
        for kind in (Kind.TEXT, Kind.WORKBOOK):
            try:
                refuse_other_kind(path, kind)
            except ArxlError as error:
                yield from error.faults


@scene("On Windows, a path is too long")
def long_path(folder: Path) -> Iterable[Fault]:
    with patch.object(save, "_LONGEST_HERE", 259):
        save._refuse_name(Path("/books", "long" * 80))
    return ()


@scene("A result has more rows than a sheet")
def long_result(folder: Path) -> Iterable[Fault]:
    column = ResultColumn("number", "Number", Shows.WHOLE, range(results.MOST_ROWS + 1))
    results.write_results(folder / "Results.xlsx", _results(ResultTable("Allocations", (column,))), wording("en"))
    return ()


def _results(table: ResultTable) -> results.Results:
    empty = ResultTable("Dashboard", ())
    return results.Results(Company("acme"), DAY, Dashboard((), empty, empty, empty), (results.Sheet(table),))


@scene("A new workbook bears the name of a file")
def new_over_old(folder: Path) -> Iterable[Fault]:
    (folder / "Book.xlsx").touch()
    new_book(folder / "Book.xlsx", "en")
    return ()


@scene("A new workbook in a language that arxl does not speak")
def new_in_klingon(folder: Path) -> Iterable[Fault]:
    new_book(folder / "Book.xlsx", "Klingon")
    return ()


@scene("A new workbook of another kind")
def new_of_another_kind(folder: Path) -> Iterable[Fault]:
    new_book(folder / "Book.csv", "en")
    return ()
