"""Who else has a file open: another run of arxl, or a person in a spreadsheet program.

Two runs exclude each other by a lock of the operating system on a small file beside the target. The system drops it
when the process ends, however it ends, so a killed run leaves nothing that anyone has to clear by hand.

A spreadsheet program leaves a file of its own beside the workbook that it has open: `~$Book.xlsx` (Excel) or
`.~lock.Book.xlsx#` (LibreOffice). That is a hint: it outlives a crash of the program. arxl refuses all the same and
says which file to delete if nobody has the workbook open.
"""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from arxl.errors import refused, sentence

_NO_LOCKS_HERE = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL)


def beside(path: Path, ending: str) -> Path:
    """A hidden file of arxl's own beside `path`: short, whatever the length and script of the name.

    >>> beside(Path("Book.xlsx"), "lock").name
    '.arxl-e13decad24c1.lock'
    """
    return path.with_name(f".arxl-{hashlib.sha256(path.name.encode()).hexdigest()[:12]}.{ending}")


def refuse_if_open(path: Path) -> None:
    """Refuse a workbook that a person has open, as far as the lock files of Excel and LibreOffice tell.

    Raises:
        Refused: one of the lock files is there.
    """
    for lock, owner in (
        (path.with_name(f"~${path.name}"), _excel_owner),
        (path.with_name(f".~lock.{path.name}#"), _libreoffice_owner),
    ):
        try:
            content, modified = lock.read_bytes(), lock.stat().st_mtime
        except FileNotFoundError:
            continue
        except OSError:  # Excel on Windows keeps its lock file to itself: it is open beyond doubt
            content, modified = b"", None
        raise refused(
            str(path),
            sentence(
                "the workbook is open ({owner}; lock file {lock} of {since}).",
                owner=owner(content) or "?",
                lock=lock.name,
                since=dt.date.fromtimestamp(modified) if modified else "?",
            ),
            sentence("Close it and run again. If nobody has it open, delete the file {lock}.", lock=lock.name),
        )


@contextmanager
def sole_writer(path: Path) -> Iterator[None]:
    """Hold arxl's own lock on `path`. Where the file system knows no locks, the last writer wins; each file is whole.

    Raises:
        Refused: another run holds the lock.
        OSError: the folder does not allow the lock file.
    """
    lock = beside(path, "lock")
    handle = _locked(lock, path)
    try:
        yield
    finally:
        _release(handle, lock)


def _locked(lock: Path, path: Path) -> int:
    while True:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
        if not _try_lock(handle):
            os.close(handle)
            raise _held(lock, path)
        if not _is_still(handle, lock):  # its owner deleted the file between our open and our lock
            os.close(handle)
            continue
        try:
            os.ftruncate(handle, 0)
            os.lseek(handle, 1, os.SEEK_SET)  # Windows locks the first byte, for writing too
            os.write(handle, f"{os.getpid()} {socket.gethostname()}".encode())
        except OSError:
            _release(handle, lock)
            raise
        return handle


def _release(handle: int, lock: Path) -> None:
    # POSIX: unlink while the lock is held, so that nobody locks a file that is about to vanish.
    # Windows: an open file cannot be unlinked, so close first; whoever opened it meanwhile keeps it.
    if sys.platform == "win32":
        os.close(handle)
        with suppress(OSError):
            lock.unlink()
    else:
        with suppress(OSError):
            lock.unlink()
        os.close(handle)


def _is_still(handle: int, lock: Path) -> bool:
    try:
        return sys.platform == "win32" or os.path.samestat(os.fstat(handle), os.stat(lock))
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as problem:
            if problem.errno not in _NO_LOCKS_HERE:
                raise
        return True


def _held(lock: Path, path: Path) -> Exception:
    try:
        process, _, host = lock.read_bytes().strip(b"\0").decode().partition(" ")
    except (OSError, UnicodeDecodeError):
        process, host = "", ""
    return refused(
        str(path),
        sentence(
            "another run of arxl is writing this file (process {process} on {host}).",
            process=process or "?",
            host=host or "?",
        ),
        sentence("Wait until it has ended, then run again."),
    )


def _excel_owner(content: bytes) -> str:
    """The user's name: its length in the first byte, then the name.

    >>> _excel_owner(bytes([3]) + b"Ana" + bytes(50))
    'Ana'
    """
    return content[1 : 1 + content[0]].decode("cp1252", "replace").strip() if content else ""


def _libreoffice_owner(content: bytes) -> str:
    """The user's name, or the login and machine where the user gave none.

    >>> _libreoffice_owner(b",ana,desk-3,22.11.2026 10:15,file:///home/ana/.config;")
    'ana, desk-3'
    """
    name, *rest = content.decode("utf-8", "replace").split(",")
    return name or ", ".join(part for part in rest[:2] if part)
