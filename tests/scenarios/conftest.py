"""Fixtures of the stories."""

from __future__ import annotations

from pathlib import Path

import pytest

from .story import CommandLine, Story


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """A book without a line yet."""
    return Story(tmp_path)


@pytest.fixture
def arxl(capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """The command line."""
    return CommandLine(capsys)
