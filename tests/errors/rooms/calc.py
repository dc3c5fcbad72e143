"""What LibreOffice and its functions meet that no other host does; stand-ins take the place of its objects."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from arxl.errors import Fault
from arxl.functions.catalogue import function_named
from arxl.hosts.libreoffice import basic, function_calls
from arxl.hosts.libreoffice.calling import Caller
from errors.scene import scene


class Sheets(dict[str, Any]):
    """The sheets of a document."""

    def getElementNames(self) -> tuple[str, ...]:  # noqa: N802
        return tuple(self)


class Library(dict[str, str]):
    """A library of Basic."""

    def hasByName(self, name: str) -> bool:  # noqa: N802
        return name in self

    def getByName(self, name: str) -> str:  # noqa: N802
        return self[name]


def document(year: int) -> Any:
    return SimpleNamespace(NullDate=SimpleNamespace(Year=year), Sheets=Sheets())


@scene("A document that counts its days from 1900")
def old_calendar(folder: Path) -> None:
    caller = Caller()
    caller.take(document(1900))
    caller.sheet()


@scene("A range for a function of Calc that answers one cell")
def block(folder: Path) -> Iterable[Fault]:
    yield function_calls.answers_one_cell(function_named("BUCKET"))


@scene("LibreOffice while it ends")
def gone(folder: Path) -> Iterable[Fault]:
    yield function_calls.unreadable(RuntimeError("Binary URP bridge disposed"))


@scene("A Basic module of the user's under arxl's name")
def foreign_module(folder: Path) -> None:
    basic.refuse_foreign(Library({basic.BOOKS: "Sub Mine"}), basic.BOOKS)
