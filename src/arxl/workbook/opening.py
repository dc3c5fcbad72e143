"""A workbook as it is opened: the guard looks at its bytes while the parsing child gets ready.

Nothing that this module imports is heavy. A command begins to read its book at once (`Reading`), and loads what it
needs to understand it meanwhile: numpy alone takes as long to load as the guard to look at 100,000 rows.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from arxl.workbook.guard import LIMITS, Limits, read_content
from arxl.workbook.package import Package, inspected
from arxl.workbook.parsing import ParsingChild

if TYPE_CHECKING:
    from arxl.tables.raw import RawBook

_CSV_ENDINGS = (".csv", ".tsv", ".txt")


def is_csv(path: Path) -> bool:
    """Whether the name of a file says that it is CSV."""
    return path.suffix.casefold() in _CSV_ENDINGS


@dataclass(frozen=True, slots=True)
class Opened:
    """A workbook past the guard.

    Attributes:
        outline: what it says about itself (`workbook.outline`).
        child: has its bytes.
    """

    package: Package
    outline: dict[str, Any]
    child: ParsingChild


class Opening:
    """A book on its way past the guard; closed, its child ends.

    Args:
        path: the workbook, the folder of CSV files or the CSV file. Text needs no child.
        limits: how large it may be.
    """

    def __init__(self, path: Path, limits: Limits = LIMITS) -> None:
        self.path = path
        self.limits = limits
        self.is_text = path.is_dir() or is_csv(path)
        self._child = None if self.is_text else ParsingChild(path.name, limits)
        self._opened: Opened | None = None

    def workbook(self, meanwhile: Callable[[], None] | None = None) -> Opened:
        """The workbook, open.

        Args:
            meanwhile: runs here while the child finds out what the workbook says about itself.

        Raises:
            Refused: there is no such file, it is not a workbook, it is hostile or broken.
        """
        if self._opened is None:
            assert self._child is not None, "text is no workbook"
            content = read_content(self.path, self.limits)
            package = inspected(self.path.name, content, self.limits)
            outline, _ = self._child.ask({"ask": "outline"}, [content], meanwhile)
            self._opened = Opened(package, outline, self._child)
        return self._opened

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._child is not None:
            self._child.close()


class Reading:
    """A book that is being read from now on, beside other work. What is wrong with it is raised where it is asked for.

    The guard has looked at it once this object is there, and what finds its tables is loaded: two threads that both
    want Python would hold each other up. The parsing child needs none of it, and what the caller loads meanwhile costs
    no time.

    Args:
        path: file or folder.
        settings: as `workbook.read.read_raw` takes them.
    """

    def __init__(self, path: Path, settings: Mapping[str, str]) -> None:
        self.path = Path(os.path.realpath(path))  # `.` has no name; a link that leads to itself is refused later
        self._settings = settings
        self._raw: RawBook | None = None
        self._error: BaseException | None = None
        self._opening: Opening | None = None
        self._try(self._begin)
        self._work = threading.Thread(target=self._try, args=(self._read,), daemon=True)
        self._work.start()

    def raw(self) -> RawBook:
        """The tables of the book, once it is read.

        Raises:
            Refused: as `workbook.read.read_raw`.
        """
        self._work.join()
        if self._error is not None:
            raise self._error
        assert self._raw is not None
        return self._raw

    def _begin(self) -> None:
        self._opening = Opening(self.path)
        if not self._opening.is_text:
            self._opening.workbook(_load)
        _load()

    def _read(self) -> None:
        from arxl.workbook.read import tables_of

        if self._opening is not None and self._error is None:
            with self._opening as opening:
                self._raw = tables_of(opening, self._settings)

    def _try(self, step: Callable[[], object]) -> None:
        try:
            step()
        except BaseException as error:  # it is raised again where the book is asked for
            self._error = error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._opening is not None:
            self._opening.__exit__(None, None, None)


def _load() -> None:
    """What finds the tables of a book: numpy comes with it."""
    import arxl.workbook.read  # noqa: F401
