"""The folder of the copies that came back, beside the register: each file under its own hash (practice B4).

A scan is too large for the register; its hash is in it. A file whose hash is not its name was changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from arxl.errors import Fault, sentence
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
