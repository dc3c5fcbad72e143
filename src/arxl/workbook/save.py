"""Saving so that a crash loses nothing: under its name stands the old file or the new one, whole, at every moment.

The road: lock → sweep what a killed run left → temporary file in the same folder → fsync → open it again and check →
keep the file that it replaces as `Book.bak.xlsx` → `os.replace` → fsync the folder. Where the new bytes equal the old
ones nothing is touched, so that a second run on the same input changes nothing. After a failed write or fsync the
temporary file is thrown away; nothing is tried twice, except what Windows refuses for a moment while a virus scanner
or an indexer looks at the file.
"""

from __future__ import annotations

import errno
import filecmp
import os
import secrets
import shutil
import time
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, TypeVar

from arxl.errors import Refused, Sentence, refused, sentence
from arxl.workbook.kinds import Kind, refuse_other_kind
from arxl.workbook.lock import beside, refuse_if_open, sole_writer

T = TypeVar("T")

_BUSY_ON_WINDOWS = (5, 32, 33)  # access denied, sharing violation, lock violation
_PATIENCE_SECONDS = 2.5
_PAUSE_SECONDS = 0.1
_LONGEST_HERE = 259 if os.name == "nt" else None  # signs of a path that every program on Windows can open


def save_safely(
    path: Path,
    write: Callable[[BinaryIO], None],
    *,
    check: Callable[[Path], None] | None = None,
    inputs: Iterable[Path] = (),
    kind: Kind | None = None,
    keep_previous: bool = True,
) -> bool:
    """Write a file so that a crash, a full disk or a second run never leaves half of it under its name.

    Args:
        path: the file; its folder exists.
        write: writes the content into a binary file that can seek.
        check: opens the finished temporary file again; raises if it is not whole. The default is `whole_zip`.
        inputs: files that must never be written: what the job reads.
        kind: what is written; a file of another kind is not replaced. None asks nothing.
        keep_previous: keep the file that is replaced as `<name>.bak.<ending>`.

    Returns:
        True if the file is new or changed; False if it already had these bytes and was not touched.

    Raises:
        Refused: the path is an input, a folder or a file of another kind, the file is open or locked, or the system
            does not let arxl write.
    """
    path = path.resolve()
    _refuse_inputs(path, inputs)
    _refuse_name(path)
    refuse_if_open(path)
    try:
        if kind is not None:
            refuse_other_kind(path, kind)
        with sole_writer(path):
            _sweep(path)
            temporary = beside(path, f"{secrets.token_hex(4)}.tmp")
            try:
                _write_through(temporary, write)
                (check or whole_zip)(temporary)
                if path.exists() and filecmp.cmp(path, temporary, shallow=False):
                    return False
                if keep_previous and path.exists():
                    _keep(path)
                _insist(lambda: os.replace(temporary, path))
                _sync_folder(path.parent)
            finally:
                _sweep(path)
    except OSError as problem:
        raise _not_saved(path, problem) from problem
    return True


def make_folder(path: Path) -> None:
    """Make a folder for files, and the folders above it, where they are not there.

    Raises:
        Refused: a file has this name, or the system does not let arxl make it.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError as problem:
        raise refused(
            str(path), sentence("a file has this name; it is no folder."), sentence("Name another folder.")
        ) from problem
    except OSError as problem:
        raise _not_saved(path, problem) from problem


def previous(path: Path) -> Path:
    """Where the file that a save replaces is kept.

    >>> previous(Path("Book – results 2026-10.xlsx")).name
    'Book – results 2026-10.bak.xlsx'
    """
    return path.with_name(f"{path.stem}.bak{path.suffix}")


def whole_zip(path: Path) -> None:
    """Raise if the file is not a zip whose members all carry their checksum.

    Raises:
        OSError: it is not.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            broken = archive.testzip()
    except zipfile.BadZipFile as problem:
        raise OSError(errno.EIO, str(problem)) from problem
    if broken is not None:
        raise OSError(errno.EIO, f"{broken}: checksum")


def _refuse_inputs(path: Path, inputs: Iterable[Path]) -> None:
    for other in inputs:
        if path == other.resolve() or (path.exists() and other.exists() and path.samefile(other)):
            raise refused(
                str(path),
                sentence("this is the file that arxl reads; it is never written."),
                sentence("Give the results another name."),
            )


def _refuse_name(path: Path) -> None:
    if path.is_dir():
        raise refused(str(path), sentence("a folder has this name."), sentence("Give the file another name."))
    if _LONGEST_HERE is not None and len(str(path)) > _LONGEST_HERE:
        raise refused(
            str(path),
            sentence("the path has {found} signs; Windows allows {most}.", found=len(str(path)), most=_LONGEST_HERE),
            sentence("Move the workbook to a folder nearer the top of the disk."),
        )


def _sweep(path: Path) -> None:
    """Delete the temporary files of `path`; whoever holds its lock is the only one who may have one."""
    for leftover in path.parent.glob(beside(path, "*.tmp").name):
        with suppress(OSError):
            leftover.unlink()


def _write_through(temporary: Path, write: Callable[[BinaryIO], None]) -> None:
    with open(temporary, "xb+") as file:
        write(file)
        file.flush()
        os.fsync(file.fileno())


def _keep(path: Path) -> None:
    copy = beside(path, f"{secrets.token_hex(4)}.tmp")
    try:
        os.link(path, copy)
    except OSError:  # no hard links here (exFAT, some network folders)
        shutil.copy2(path, copy)
        with open(copy, "rb+") as file:
            os.fsync(file.fileno())
    _insist(lambda: os.replace(copy, previous(path)))


def _insist(action: Callable[[], T]) -> T:
    """Do what Windows may refuse for a moment, again and again for 2.5 seconds."""
    for _ in range(int(_PATIENCE_SECONDS / _PAUSE_SECONDS)):
        try:
            return action()
        except OSError as problem:
            if getattr(problem, "winerror", None) not in _BUSY_ON_WINDOWS:
                raise
        time.sleep(_PAUSE_SECONDS)
    return action()


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # Windows has no handle for a folder; NTFS journals the rename
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _not_saved(path: Path, problem: OSError) -> Refused:
    fact, remedy = _reason(path, problem)
    return refused(str(path), fact, remedy)


def _reason(path: Path, problem: OSError) -> tuple[Sentence, Sentence]:
    if getattr(problem, "winerror", None) in _BUSY_ON_WINDOWS and path.exists():
        return (
            sentence("another program holds the file, or it may not be written."),
            sentence("Close the file in every program and run again."),
        )
    if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            sentence("the folder {folder} does not allow writing.", folder=str(path.parent)),
            sentence("Choose another folder with -o, or change its permissions."),
        )
    if problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return (
            sentence("the disk or the quota is full; the file is not saved and nothing else is changed."),
            sentence("Free some space and run again."),
        )
    if problem.errno in (errno.ENOENT, errno.ENOTDIR):
        return (
            sentence("the folder {folder} does not exist.", folder=str(path.parent)),
            sentence("Create it, or choose another with -o."),
        )
    return (
        sentence(
            "the file is not saved and nothing else is changed: {problem}.", problem=problem.strerror or str(problem)
        ),
        sentence("Look at the disk, then run again."),
    )
