"""The folder of the copies that came back, beside the register: each file under its own hash (practice B4).

A scan is too large for the register; its hash is in it. A file whose hash is not its name was changed.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from arxl.errors import Fault, refused, sentence
from arxl.register.chain import digest_of
from arxl.tables.history import FiledCopy


def copies_folder(register: Path) -> Path:
    """Where the copies of a register are filed.

    >>> copies_folder(Path("C-01.arxl")).name
    'C-01.arxl copies'
    """
    return register.with_name(f"{register.name} copies")


def broken_copies(register: Path, copies: Iterable[FiledCopy]) -> tuple[Fault, ...]:
    """A fault for every copy that is gone, or is not the file that was filed."""
    folder, faults = copies_folder(register), []
    for copy in dict.fromkeys(copies):
        path = folder / copy.file
        if not path.is_file():
            fact = sentence("the copy of statement {number} is gone.", number=copy.number)
        elif digest_of(path.read_bytes()) != copy.digest:
            fact = sentence("the copy of statement {number} is not the file that was filed.", number=copy.number)
        else:
            continue
        faults.append(Fault(f"{folder.name}/{copy.file}", fact, sentence("Restore the file from a backup.")))
    return tuple(faults)


def file_name_of(content: bytes, ending: str) -> str:
    """The name under which a copy is filed: its hash, and the ending that says what it is.

    >>> file_name_of(b"scan", ".PDF")[-8:]
    '6cfa.pdf'
    """
    return f"{digest_of(content)}{ending.casefold()}"


def keep_copy(register: Path, content: bytes, ending: str) -> str:
    """Write a copy into the folder, whole or not at all; answers its name there.

    Raises:
        Refused: the folder or the file cannot be written.
    """
    folder, name = copies_folder(register), file_name_of(content, ending)
    try:
        folder.mkdir(exist_ok=True)
        if (folder / name).is_file() and digest_of((folder / name).read_bytes()) == digest_of(content):
            return name
        with tempfile.TemporaryDirectory(dir=folder, prefix=".arxl-") as drafts:
            draft = Path(drafts) / name
            with draft.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(draft, folder / name)
    except OSError as error:
        raise refused(
            folder.name,
            sentence("the copy cannot be filed: {reason}.", reason=error.strerror or str(error)),
            sentence("Make room on the disk, and give yourself the right to write into the folder."),
        ) from error
    return name
