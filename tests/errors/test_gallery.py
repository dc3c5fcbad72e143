"""The gallery of messages: one small book a message, and the exact sentences that it meets.

`gallery/*.toml` is data: `title`, the `[[sheet]]`s of a book with their cells, `set` as on the command line, and what
`check` lists as `faults` and `warnings`. A cell `{error = "#N/A"}` holds an error. `text = true` marks a CSV file.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from arxl.errors import Severity, WrongUsage
from errors.scene import GALLERY, picture_scene, said


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
def test_a_book_meets_exactly_these_sentences(path: Path, tmp_path: Path) -> None:
    picture = tomllib.loads(path.read_text("utf-8"))
    scene = picture_scene(path)
    if "wrong_usage" in picture:
        with pytest.raises(WrongUsage) as raised:
            scene.show(tmp_path)
        assert [str(fault) for fault in raised.value.faults] == picture["wrong_usage"]
        return
    faults = tuple(scene.show(tmp_path) or ())
    assert said(faults, Severity.FAULT) == picture.get("faults", [])
    assert said(faults, Severity.WARNING) == picture.get("warnings", [])


def test_every_picture_shows_something() -> None:
    for path in GALLERY:
        picture = tomllib.loads(path.read_text("utf-8"))
        assert picture["title"]
        assert picture.get("faults") or picture.get("warnings") or picture.get("wrong_usage"), path.name
