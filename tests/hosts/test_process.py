"""The command line as a process of its own: its streams, its end, and what lies beside the book."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from arxl.workbook.template import write_template
from scenarios.story import Story

TRAP = "from pathlib import Path\nPath(__file__).with_suffix('.sprung').touch()\nraise ImportError(__file__)\n"


def arxl(*words: object, folder: Path | None = None, **variables: str) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONIOENCODING", "PYTHONUTF8")}
    return subprocess.run(
        [sys.executable, "-m", "arxl", *map(str, words)],
        cwd=folder,
        capture_output=True,
        env={**environment, **variables},
        check=False,
    )


@pytest.fixture
def told(story: Story) -> Path:
    story.tells("\n".join(f"2026-09-05 delivery INV-{number} to Țuțea of 100.00" for number in range(3000)))
    return story.path


@pytest.mark.parametrize("search", ["", ".", "folder"])
def test_a_module_beside_the_book_is_not_run(tmp_path: Path, search: str) -> None:
    for name in ("fastexcel", "python_calamine", "pyarrow"):
        (tmp_path / f"{name}.py").write_text(TRAP)
    rows = {
        "Customers": [{"customer": "C-1"}],
        "Deliveries": [{"document": "INV-1", "customer": "C-1", "date": "2026-09-05", "amount_minor": 100.0}],
    }
    write_template(tmp_path / "Book.xlsx", "en", rows)
    path = os.pathsep.join(["", str(tmp_path) if search == "folder" else search])
    words = "aging", "Book.xlsx", "--set", "currency=EUR", "--as-of", "2026-10-31"
    said = arxl(*words, folder=tmp_path, PYTHONPATH=path)
    assert (said.returncode, said.stderr) == (0, b"")
    assert not list(tmp_path.glob("*.sprung"))


def test_names_survive_a_code_page_that_lacks_them(told: Path) -> None:
    for form in ("text", "json", "csv"):
        said = arxl("aging", told, "--as-of", "2026-10-31", "--format", form, PYTHONIOENCODING="cp1252")
        assert said.returncode == 0
        assert "Țuțea" in said.stdout.decode("utf-8")
        assert b"\r\r" not in said.stdout


def test_faults_of_such_names_are_told(story: Story) -> None:
    story.tells("2026-09-05 delivery INV-1 to Țuțea of abc".replace(" of abc", ", Amount: țţ"))
    said = arxl("aging", story.path, "--as-of", "2026-10-31", PYTHONIOENCODING="cp1252:strict")
    assert said.returncode == 1
    assert "țţ" in said.stderr.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_a_reader_that_goes_away_is_no_error(told: Path, form: str) -> None:
    words = [sys.executable, "-m", "arxl", "allocate", str(told), "--as-of", "2026-10-31", "--format", form]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.read(10)
        running.stdout.close()
        said = running.stderr.read()
    assert (running.returncode, said) == (0, b"")


@pytest.mark.parametrize("where", [".", "../Book", "../link", "Deliveries.csv"])
def test_a_month_ends_whatever_the_road_to_the_book(story: Story, where: str) -> None:
    story.tells("2026-09-05 delivery INV-1 to C-1 of 100.00")
    (story.path.parent / "link").symlink_to(story.path, target_is_directory=True)
    words = "--month", "2026-09", "--set", "company_id=acme", "--set", "currency=EUR"
    said = arxl("month-end", where + ("/" if where == "../link" else ""), *words, folder=story.path)
    assert (said.returncode, said.stderr) == (0, b"")
    beside = story.path if where == "Deliveries.csv" else story.path.parent
    name = "Deliveries" if where == "Deliveries.csv" else "Book"
    assert (beside / f"{name} – results 2026-09.xlsx").is_file()
    assert len(list((beside / f"{name} – statements 2026-09").glob("ST*.pdf"))) == 1
