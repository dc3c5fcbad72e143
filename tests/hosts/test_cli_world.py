"""Where and when a command runs changes no byte of what it says or writes; asking for help loads nothing heavy."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest

from arxl.register.location import register_path
from arxl.register.store import Register

from ..scenarios.story import Story

WORLDS = (
    {"LANG": "C", "LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "0"},
    {"LANG": "ro_RO.UTF-8", "LC_ALL": "ro_RO.UTF-8", "TZ": "Asia/Seoul", "PYTHONHASHSEED": "4711"},
)
# The clock is the only thing that may differ; hosts read it, so it is stopped here.
RUN = """
import datetime, sys, types
from arxl.hosts.cli import main, run

run.dt = types.SimpleNamespace(date=types.SimpleNamespace(today=lambda: datetime.date(2026, 2, 3)))
sys.exit(main(sys.argv[1:]))
"""


def told(world: dict[str, str], *words: object) -> bytes:
    done = subprocess.run(
        [sys.executable, "-c", RUN, *map(str, words)], env={**os.environ, **world}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def written(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def begin_register(folder: Path) -> None:
    """Every register makes a key of its own for the codes on its pages; these two have the same."""
    path = register_path(folder, "dealer-supplies")
    with (
        patch("secrets.token_hex", return_value="ab" * 32),
        Register.at(path, "dealer-supplies", create=True) as register,
        register.transaction() as writing,
    ):
        writing.code_key(dt.date(2026, 1, 1))


def test_language_time_zone_and_hash_seed_change_no_byte(tmp_path: Path) -> None:
    """The papers, the results and what is printed; the register in all but its own header is held by its hashes."""
    seen = []
    for name, world in zip(("east", "west"), WORLDS, strict=True):
        home = tmp_path / name
        home.mkdir()
        story = Story(home).tells("""
            customer C-1, Name: Băcănia Țărăncuța, Language: ro, Credit Limit: 100
            customer C-2, Name: 德利商贸, Language: zh_CN
            2025-12-05 delivery INV-1 to C-1 of 1000.00
            2026-01-20 delivery INV-10 to C-2 of 9000 KRW
            2026-01-20 delivery INV-9 to C-2 of 70.00
            2026-01-25 receipt R-1 from C-1 of 250.50
            2026-01-01 rate KRW of 0.00064
        """)
        begin_register(home)
        os.chdir(home)
        prints = [told(world, "month-end", "Book", "--month", "2026-01")]
        for command in ("aging", "allocate", "supply"):
            prints.append(told(world, command, "Book", "--as-of", "2026-03-25", "--format", "json"))
        prints.append(told(world, "register", "verify", "Book"))
        seen.append((prints, {file: mark for file, mark in written(story.path.parent).items() if ".arxl" not in file}))
    assert seen[0] == seen[1]
    assert len([file for file in seen[0][1] if file.endswith(".pdf")]) == 3


@pytest.fixture(autouse=True)
def _come_back() -> None:
    here = Path.cwd()
    yield
    os.chdir(here)


@pytest.mark.parametrize("words", [["--help"], ["aging", "--help"], ["register", "verify", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    asked = (
        "import sys; from arxl.hosts.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit as end: assert not end.code\n"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", asked, *words], capture_output=True, text=True, check=True)
    assert "arxl" in done.stdout
    heavy = {"numpy", "fastexcel", "pyarrow", "openpyxl", "xlsxwriter", "typst", "babel", "rich", "sqlite3", "holidays"}
    assert not heavy & {module.partition(".")[0] for module in done.stderr.split()}


def test_the_module_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "arxl", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("arxl ")
