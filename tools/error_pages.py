"""docs/errors.md: every message that a user can meet, from the scenes of tests/errors that bring it about."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from arxl.errors import Fault, Severity
from errors.scene import Scene, all_scenes

PAGE = Path("docs", "errors.md")

_INTRODUCTION = """\
# What arxl says when something is wrong

Generated from the scenes in `tests/errors`; `make generated` writes it anew. Each message names the place, the fact
with its value, and the remedy. A **fault** keeps its row out of every result, or stops the job; a *warning* leaves the
row in. `arxl check BOOK` lists them all."""

_ROOMS = {
    "gallery": "In the book",
    "examining": "Found by the doctor",
    "installing": "When arxl is put into Excel or LibreOffice",
    "calc": "In LibreOffice",
    "calling": "In a worksheet function",
    "excel": "In Excel",
    "jobs": "In a job",
    "crediting": "In decisions about credit",
    "papers": "When a single paper is written",
    "printing": "On paper",
    "proving": "In a dossier",
    "reading": "In the file",
    "reconciling": "In a customer's account of us",
    "registering": "In the register",
    "saving": "When a file is written",
    "scanning": "In a scan that came back",
    "sealing": "When a statement is sealed, or comes back signed",
    "sending": "When papers are sent",
    "countersigning": "When copies come back",
    "evidence": "In what counsel asks for",
    "writing_off": "When a debt is written off",
    "calling_on": "When customers are called on",
}
_SHOWN_FOLDER = "/books"
"""Stands for the folder in which a scene took place."""


def errors_page() -> str:
    """The page as Markdown."""
    return "\n".join((*_lines(), ""))


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    for room, scenes in groupby(all_scenes(), _room):
        yield from ("", f"## {_ROOMS[room]}")
        for scene in scenes:
            yield from ("", f"### {scene.title}", "", *_messages(scene), "", f"Shown by `tests/errors/{scene.source}`.")


def _room(scene: Scene) -> str:
    return "gallery" if scene.source.startswith("gallery/") else Path(scene.source).stem


def _messages(scene: Scene) -> Iterator[str]:
    yield "| place | fact | remedy |"
    yield "|---|---|---|"
    with TemporaryDirectory() as folder:
        for fault in scene.faults(Path(folder)):
            yield f"| {' | '.join(_cell(text, folder) for text in _columns(fault))} |"


def _columns(fault: Fault) -> tuple[str, str, str]:
    place = f"`{fault.place}`" if fault.place else ""
    if fault.severity is Severity.WARNING:
        place = f"*warning* {place}".rstrip()
    return place, str(fault.fact), str(fault.remedy)


def _cell(text: str, folder: str) -> str:
    for shown in {folder, str(Path(folder).resolve())}:
        text = text.replace(shown, _SHOWN_FOLDER)
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")
