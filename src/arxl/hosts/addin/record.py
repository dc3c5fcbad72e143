"""What arxl put where on this computer, so that `remove` takes away exactly that, and nothing that is not arxl's.

One JSON file in the user's data folder: each file with the hash of what was written, the profiles of LibreOffice, and
with which versions. A file that stands there already is only replaced if the record names it or its content says that
it is arxl's.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from arxl.errors import Refused, refused, sentence
from arxl.workbook.save import make_folder, save_safely

NAME = "addins.json"


@dataclass(slots=True)
class Record:
    """What was installed.

    Attributes:
        path: where the record is kept.
        files: path -> SHA-256 of what arxl wrote.
        profiles: folders of LibreOffice's profiles.
    """

    path: Path
    files: dict[str, str] = field(default_factory=dict)
    profiles: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, folder: Path) -> Record:
        """The record that is kept in a folder; an empty one where there is none or it cannot be read.

        An unreadable record costs `remove` what it cannot recognise by itself; it never makes it remove too much.
        """
        path = folder / NAME
        try:
            said = json.loads(path.read_text("utf-8"))
            return cls(path, dict(said["files"]), list(said["profiles"]))
        except (OSError, ValueError, KeyError, TypeError):
            return cls(path)

    def keep(self) -> None:
        """Write the record; an empty one is deleted.

        Raises:
            Refused: the system does not let arxl write.
        """
        if not self.files and not self.profiles:
            self.path.unlink(missing_ok=True)
            return
        text = json.dumps({"files": self.files, "profiles": self.profiles}, ensure_ascii=False, indent=1)
        make_folder(self.path.parent)
        write_whole(self.path, text.encode())

    def put(self, path: Path, content: bytes, is_own: Callable[[bytes], bool]) -> str:
        """Write one of arxl's files.

        Args:
            path: the file; its folder is made where it is missing.
            content: what goes into it.
            is_own: tells from a file's content whether it is arxl's.

        Returns:
            What was done: written, renewed or unchanged.

        Raises:
            Refused: a file that is not arxl's has this name, or the system does not let arxl write.
        """
        before = _content(path)
        if before is not None and not self._wrote(path, before) and not is_own(before):
            raise refused(
                str(path),
                sentence("a file of another program has this name."),
                sentence("Move it elsewhere, and run the command again."),
            )
        if before != content:
            make_folder(path.parent)
            write_whole(path, content)
        self.files[str(path)] = _hash(content)
        return "written" if before is None else "unchanged" if before == content else "renewed"

    def take(self, path: Path, is_own: Callable[[bytes], bool]) -> str | None:
        """Delete one of arxl's files.

        Returns:
            What was done: removed, or left because somebody changed it; None where there is no such file.

        Raises:
            Refused: the system does not let arxl delete it.
        """
        content = _content(path)
        ours = content is not None and (self._wrote(path, content) or is_own(content))
        if ours:
            try:
                path.unlink()
            except OSError as problem:
                raise not_removed(path, problem) from problem
        self.files.pop(str(path), None)
        return None if content is None else "removed" if ours else "left, since it is not as arxl wrote it"

    def _wrote(self, path: Path, content: bytes) -> bool:
        return self.files.get(str(path)) == _hash(content)


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in place whole or not at all; what stood there is not kept.

    Raises:
        Refused: the system does not let arxl write.
    """

    def put(file: BinaryIO) -> None:
        file.write(content)

    save_safely(path, put, check=lambda _: None, keep_previous=False)


def not_removed(path: Path, problem: OSError) -> Refused:
    """The refusal of a file that the system does not let go."""
    return refused(
        str(path),
        sentence("the file is not removed: {problem}.", problem=problem.strerror or problem),
        sentence("Close the program that uses it, and run the command again."),
    )


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
