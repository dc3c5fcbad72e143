"""Papers as files: what the register holds, and drafts, written beside the book (practice B4).

Files may lag behind the register, never lead it: what is missing is written again by any later run.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

from arxl.errors import label
from arxl.jobs.progress import Progress
from arxl.register.store import Register
from arxl.tables.history import IssuedStatement
from arxl.workbook.kinds import Kind
from arxl.workbook.save import make_folder, save_safely


def statements_folder(book: Path, month: str) -> Path:
    """Where the papers of a month stand: beside the book.

    >>> statements_folder(Path("Book.xlsx"), "2026-10").name
    'Book – statements 2026-10'
    """
    name = book.name if book.is_dir() else book.stem
    return book.with_name(f"{name} – statements {month}")


def drafts_folder(book: Path, month: str) -> Path:
    """Where drafts of a month stand: beside the book.

    >>> drafts_folder(Path("Book.xlsx"), "2026-10").name
    'Book – drafts 2026-10'
    """
    return statements_folder(book, month).with_name(f"{book.stem} – drafts {month}")


def export_missing(register: Register, statements: Sequence[IssuedStatement], folder: Path, progress: Progress) -> int:
    """Write the papers that `folder` lacks; answers how many that was.

    Raises:
        Refused: see `export`; or the register holds a paper no more.
    """
    missing = [statement for statement in statements if not (folder / statement.file).exists()]
    make_folder(folder)
    for count, statement in enumerate(missing, 1):
        export(folder / statement.file, register.paper(statement.digest))
        progress(label("Exporting papers"), count, len(missing))
    return len(missing)


def export(path: Path, paper: bytes, inputs: Iterable[Path] = (), *, keep_previous: bool = False) -> None:
    """Write a paper so that it is never half there, and never over anything but a paper.

    Raises:
        Refused: see `save_safely`.
    """
    save_safely(
        path,
        lambda file: _put(file, paper),
        check=lambda _: None,
        inputs=inputs,
        kind=Kind.PDF,
        keep_previous=keep_previous,
    )


def _put(file: BinaryIO, paper: bytes) -> None:
    file.write(paper)
