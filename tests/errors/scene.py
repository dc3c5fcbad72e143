"""Scenes: the smallest thing that goes wrong in a certain way, and the faults that a user then meets.

A scene is a picture (`gallery/*.toml`, a book as data), or a function of `rooms/` that gets an empty folder and raises
the refusal or answers the faults. Together they show every message of arxl: `test_messages` fails for any that none
of them shows, and docs/errors.md lists them all.
"""

from __future__ import annotations

import importlib
import pkgutil
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType
from typing import Any

from arxl.errors import ArxlError, Fault, Severity
from arxl.tables.book import book_of
from arxl.tables.ranges import table_of_range
from arxl.tables.raw import CellError, RawBook

HERE = Path(__file__).parent
GALLERY = sorted((HERE / "gallery").glob("*.toml"))

Show = Callable[[Path], Iterable[Fault] | None]


@dataclass(frozen=True)
class Scene:
    """One thing that goes wrong.

    Attributes:
        title: what happens, in a few words.
        source: the file that shows it, from tests/errors on.
        show: raises or answers what a user meets, given an empty folder.
    """

    title: str
    source: str
    show: Show

    def faults(self, folder: Path) -> tuple[Fault, ...]:
        """What a user meets."""
        try:
            return tuple(self.show(folder) or ())
        except ArxlError as error:
            return error.faults


def scene(title: str) -> Callable[[Show], Show]:
    """Mark a function of `rooms/` as a scene."""

    def mark(show: Show) -> Show:
        show.__dict__["title"] = title
        return show

    return mark


def all_scenes() -> list[Scene]:
    """Pictures first, then room by room, each in the order in which it is written."""
    from errors import rooms

    names = sorted(found.name for found in pkgutil.iter_modules(rooms.__path__))
    return [*map(picture_scene, GALLERY), *(each for name in names for each in room_scenes(name))]


def room_scenes(name: str) -> list[Scene]:
    """The scenes of a module of `rooms/`."""
    members = vars(importlib.import_module(f"errors.rooms.{name}")).values()
    shows = [member for member in members if isinstance(member, FunctionType) and "title" in member.__dict__]
    return [Scene(show.__dict__["title"], f"rooms/{name}.py", show) for show in shows]


def picture_scene(path: Path) -> Scene:
    """The scene of a picture."""
    picture = tomllib.loads(path.read_text("utf-8"))

    def show(_: Path) -> Iterable[Fault]:
        return book_of(book(picture), picture.get("set", {}), picture.get("as_of")).faults

    return Scene(picture["title"], f"gallery/{path.name}", show)


def book(picture: dict[str, Any]) -> RawBook:
    """The book that a picture holds."""
    return RawBook(
        "Book",
        tuple(
            table_of_range(
                sheet["name"],
                [[_cell(value) for value in row] for row in sheet["rows"]],
                is_text=sheet.get("text", False),
            )
            for sheet in picture["sheet"]
        ),
    )


def said(faults: Iterable[Fault], severity: Severity) -> list[str]:
    """The English of faults or of warnings."""
    return [str(fault) for fault in faults if fault.severity is severity]


def _cell(value: Any) -> Any:
    return CellError(value["error"]) if isinstance(value, dict) else value
