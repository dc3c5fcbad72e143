"""A button in Excel for Mac: what the system's script has the shell do, and what the user sees where it fails.

The shell and Python are real here; the program that shows a box writes down what it was to say.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from arxl.hosts.excel.connection import mac_script, mac_starter
from arxl.hosts.excel.described import SENTENCES
from arxl.locale import LANGUAGES, wording

SHELL = shutil.which("sh")
SOURCE = Path(__file__).parents[3] / "src"
OSASCRIPT = '#!/bin/sh\nfor said; do :; done\nprintf "%s" "$said" > "{box}"\n'

pytestmark = pytest.mark.skipif(SHELL is None, reason="the script of a Mac speaks to a Unix shell; there is none here")


def box(folder: Path, interpreter: Path | str, complaint: str, book: str = "Book.xlsx", path: Path = SOURCE) -> str:
    """What a box says after the button Age; "" where none is shown."""
    said, program = folder / "box.txt", folder / "bin" / "osascript"
    program.parent.mkdir()
    program.write_text(OSASCRIPT.format(box=said))
    program.chmod(0o755)
    command = [str(SHELL), "-c", mac_starter(), "arxl", str(interpreter), "age", book, complaint]
    environment = {"PATH": f"{program.parent}:/usr/bin:/bin", "PYTHONPATH": str(path), "HOME": str(folder)}
    subprocess.run(command, env=environment, check=False)
    return said.read_text("utf-8") if said.exists() else ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_excel_a_box_says_so_in_the_language_of_the_ribbon(tmp_path: Path, language: str) -> None:
    complaint = wording(language).text(SENTENCES["NoAnswer"])
    before, after = complaint.split("{error}")
    said = box(tmp_path, sys.executable, complaint, 'Ana\'s "book" $HOME.xlsx')
    assert said.startswith(before)
    assert said.endswith(after)
    assert len(said) > len(complaint)
    assert "Traceback" not in said
    assert "\n" not in said


def test_an_interpreter_that_is_gone_is_told(tmp_path: Path) -> None:
    gone = tmp_path / "my python" / "bin" / "python"
    assert str(gone) in box(tmp_path, gone, "No answer ({error}).")


def test_a_python_without_arxl_is_told(tmp_path: Path) -> None:
    said = box(tmp_path, sys.executable, "No answer ({error}).", path=missing(tmp_path))
    assert said == "No answer (ModuleNotFoundError: No module named 'xlwings')."


def test_where_the_macro_spoke_no_box_follows(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\nexit 0\n")
    python.chmod(0o755)
    assert box(tmp_path, python, "No answer ({error}).") == ""


def test_the_script_holds_interpreter_and_starter_as_texts() -> None:
    script = mac_script(Path('/Users/ana/my "arxl"/bin/python'))
    assert 'set interpreter to "/Users/ana/my \\"arxl\\"/bin/python"' in script
    starter = script.split('set starter to "')[1].split('"\n\tset macroName')[0]
    assert starter.replace('\\"', '"').replace("\\\\", "\\") == mac_starter()


def missing(folder: Path) -> Path:
    """A folder whose xlwings cannot be loaded."""
    broken = folder / "broken"
    (broken / "xlwings").mkdir(parents=True)
    (broken / "xlwings" / "__init__.py").write_text("raise ModuleNotFoundError(\"No module named 'xlwings'\")\n")
    (broken / "arxl").symlink_to(SOURCE / "arxl")
    return broken
