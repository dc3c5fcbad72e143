"""A dated copy of the register beside it, which can take its place (practice B4).

SQLite copies page by page what is committed, whoever writes meanwhile; the copy is proved line by line before it gets
its name. Without the register nothing proves a signed copy that comes back years later: its codes' key is in it.

>>> backup_path(Path("books/C-01.arxl"), dt.date(2026, 11, 2)).name
'C-01 backup 2026-11-02.arxl'
"""

from __future__ import annotations

import datetime as dt
import glob
import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from arxl.errors import Refused, refused, sentence
from arxl.pulse import beat
from arxl.register import file
from arxl.register.chain import Head, head_of, verify

_PAGES = 2048  # 8 MB between two beats


def backup_path(path: Path, day: dt.date) -> Path:
    """Where the backup of a day stands."""
    return path.with_name(f"{path.stem} backup {day.isoformat()}{path.suffix}")


def back_up(path: Path, day: dt.date) -> Path:
    """Copy the register in `path`, unless a backup holds all of it; one of the same day is replaced.

    Returns:
        The backup that holds it.

    Raises:
        Refused: the register is broken, or the copy cannot be written.
    """
    head = _head(path)
    held = next((other for other in _backups(path) if _head(other) == head), None)
    if head is not None and held is not None:
        return held
    target = backup_path(path, day)
    try:
        with tempfile.TemporaryDirectory(prefix=".arxl-", dir=path.parent) as folder:
            draft = Path(folder) / target.name
            with file.refusing(path), closing(file.connect(path)) as source, closing(sqlite3.connect(draft)) as copy:
                source.backup(copy, pages=_PAGES, progress=lambda *_: beat())
            proof = verify(draft)
            if proof.fault is not None:
                raise refused(path.name, proof.fault.fact, proof.fault.remedy)
            _settle_on_disk(draft)
            os.replace(draft, target)
    except OSError as error:
        raise refused(
            target.name,
            sentence("the backup of the register cannot be written: {reason}.", reason=error.strerror or str(error)),
            sentence("Make room on the disk, or copy {name} to another one by hand.", name=path.name),
        ) from error
    return target


def _backups(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"{glob.escape(path.stem)} backup *{path.suffix}"))


def _head(path: Path) -> Head | None:
    """Where a register ends; None where it cannot be read."""
    try:
        with file.refusing(path), closing(file.connect(path)) as connection:
            return head_of(connection, path)
    except Refused:
        return None


def _settle_on_disk(path: Path) -> None:
    with open(path, "rb+") as written:
        os.fsync(written.fileno())
