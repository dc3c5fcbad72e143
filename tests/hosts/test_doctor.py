"""What the doctor says where all is well, and how it says it; each single fault is a scene of tests/errors."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from arxl import __version__
from arxl.errors import Fault, Severity
from arxl.hosts.addin import install as addins
from arxl.hosts.addin.computer import Ran, this_computer
from arxl.hosts.addin.finding import Fine
from arxl.hosts.addin.install import Wish
from arxl.hosts.addin.interpreter import needed
from arxl.hosts.addin.record import Record
from arxl.hosts.cli import repairs
from arxl.hosts.excel import health as excel
from arxl.hosts.excel.build import addin
from arxl.hosts.excel.install import own_connection
from arxl.hosts.excel.package import packed, unpacked
from arxl.hosts.excel.places import excel_places
from arxl.hosts.libreoffice.office import office_here
from computers import linux, mac, office, windows

from ..scenarios.story import CommandLine


@pytest.mark.parametrize("make", [windows, mac], ids=["windows", "mac"])
@pytest.mark.parametrize("language", ["en", "zh_TW"])
def test_nothing_is_wrong_after_an_installation(make, language: str, tmp_path: Path) -> None:
    computer = make(tmp_path)
    list(addins.install(computer, Wish(excel=True, language=language)))
    found = list(excel.findings(computer, addin))
    assert [finding for finding in found if isinstance(finding, Fault)] == []
    assert len(found) == 3


def test_an_older_addin_is_named_by_its_version(tmp_path: Path) -> None:
    computer = windows(tmp_path)
    list(addins.install(computer, Wish(excel=True)))
    place = excel_places(computer).addin
    parts = unpacked(place.read_bytes())
    about = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = re.sub(b"(?<=<cp:version>)[^<]+", b"arxl 0.0.9, xlwings 0.30.0", about)
    place.write_bytes(packed(parts, compress=True))
    facts = [str(finding.fact) for finding in excel.findings(computer, addin) if isinstance(finding, Fault)]
    assert facts == [
        f"this is the add-in of arxl 0.0.9, xlwings 0.30.0; installed is arxl {__version__}, xlwings 0.37.8."
    ]


def test_on_linux_excel_is_not_looked_for(tmp_path: Path) -> None:
    assert list(excel.findings(linux(tmp_path), addin)) == [Fine("Excel", "not on this computer")]


def test_an_administrators_setting_stands_above_the_users(tmp_path: Path) -> None:
    security = r"\Security"
    registry = {excel.OFFICE + security: {"VBAWarnings": 1}, excel.POLICIES + security: {"VBAWarnings": 4}}
    computer = windows(tmp_path, registry)
    list(addins.install(computer, Wish(excel=True)))
    faults = [finding for finding in excel.findings(computer, addin) if isinstance(finding, Fault)]
    assert [fault.severity for fault in faults] == [Severity.WARNING]


REGISTERED = r"HKLM\SOFTWARE\LibreOffice\UNO\InstallPath"
PLACES = {
    "windows": (windows, "Pro/LibreOffice/program/soffice.exe", "Roaming/LibreOffice/4"),
    "mac": (mac, "Applications/LibreOffice.app/Contents/MacOS/soffice", "Library/Application Support/LibreOffice/4"),
    "registered": (
        lambda folder: windows(folder, {REGISTERED: {"": str(folder / "Elsewhere")}}),
        "Elsewhere/soffice.exe",
        "Roaming/LibreOffice/4",
    ),
}


@pytest.mark.parametrize(("make", "program", "profile"), PLACES.values(), ids=PLACES.keys())
def test_libreoffice_is_found_where_each_system_keeps_it(make, program: str, profile: str, tmp_path: Path) -> None:
    computer = make(tmp_path)
    assert office_here(computer) is None
    (tmp_path / program).parent.mkdir(parents=True)
    (tmp_path / program).touch()
    found = office_here(computer)
    assert found is not None
    assert (found.program, found.profile) == (tmp_path / program, tmp_path / profile)


def test_on_linux_libreoffice_is_the_one_that_the_shell_finds(tmp_path: Path) -> None:
    found = office_here(linux(tmp_path, office("24.2.7.2")))
    assert found is not None
    assert (found.version, found.profile) == ((24, 2, 7, 2), tmp_path / ".config/libreoffice/4")
    assert office_here(linux(tmp_path)) is None


def test_windows_asks_the_soffice_that_prints(tmp_path: Path) -> None:
    asked: list[str] = []
    computer = windows(tmp_path)
    program = tmp_path / "Pro/LibreOffice/program/soffice.exe"
    program.parent.mkdir(parents=True)
    program.touch()
    run = office(version="25.8.1.1")

    def asking(command: Sequence[str]) -> Ran:
        asked.append(command[0])
        return run(command)

    found = office_here(replace(computer, run=asking))
    assert found is not None
    assert found.version[:2] == (25, 8)
    assert asked == [str(program.with_suffix(".com"))]


def test_a_record_that_cannot_be_read_removes_nothing_by_itself(tmp_path: Path) -> None:
    for text in ("", "[]", '{"files": 3}', "\x00"):
        (tmp_path / "addins.json").write_text(text)
        record = Record.read(tmp_path)
        assert (record.files, record.profiles) == ({}, [])


def test_the_libraries_that_are_needed_are_those_of_the_project() -> None:
    assert {"numpy", "xlwings", "rich"} <= set(needed())
    assert "pytest" not in needed()


def broken(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(repairs, "this_computer", lambda: windows(folder, missing=["numpy", "typst"]))


def test_the_command_ends_with_1_and_tells_each_fault_in_a_line(
    arxl: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken(monkeypatch, tmp_path)
    said = arxl("doctor")
    assert said.status == 1
    assert [line.partition(": ")[2].partition(" is")[0] for line in said.err.splitlines()] == [
        "the library numpy",
        "the library typst",
    ]
    assert "fine: Python: 3.11" in said.out
    assert said.out.endswith("2 faults.\n")


def test_json_for_machines(arxl: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken(monkeypatch, tmp_path)
    said = arxl("doctor", "--format", "json").json
    assert {"place", "fact"} == said["fine"][0].keys()
    assert [fault["severity"] for fault in said["faults"]] == ["fault", "fault"]
    assert all(fault["remedy"] for fault in said["faults"])


def test_the_command_ends_with_0_where_all_is_well(
    arxl: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    computer = windows(tmp_path)
    monkeypatch.setattr(repairs, "this_computer", lambda: computer)
    for command in (("addin", "install", "--language", "ko"), ("doctor",), ("addin", "remove")):
        said = arxl(*command)
        assert (said.status, said.err) == (0, "")
        assert said.out


def test_what_is_built_can_be_installed_by_hand(arxl: CommandLine, tmp_path: Path) -> None:
    said = arxl("addin", "build", tmp_path / "built", "--language", "es")
    assert said.status == 0
    assert {path.name for path in (tmp_path / "built").iterdir()} == {
        "arxl.xlam",
        "arxl.oxt",
        "ArxlCells.bas",
        "ArxlBooks.bas",
    }
    assert (tmp_path / "built" / "arxl.xlam").read_bytes() == addin("es")


def test_what_is_built_on_windows_says_which_python_it_works_with(tmp_path: Path) -> None:
    computer = windows(tmp_path)
    assert any(line.endswith("excel.txt") for line in addins.build(computer, tmp_path / "built", "en"))
    assert (tmp_path / "built" / "excel.txt").read_bytes() == own_connection(computer)


def test_the_doctor_answers_where_a_library_is_broken(tmp_path: Path) -> None:
    (tmp_path / "numpy.py").write_text("raise ImportError('no numpy')")
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    code = (
        "import sys; from arxl.hosts.addin import interpreter; from arxl.hosts.cli import main\n"
        "interpreter.needed = lambda: ('no-such-library',)\n"
        "sys.exit(main(['doctor']))"
    )
    command = [sys.executable, "-c", code]
    said = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": path}, check=False)
    assert said.returncode == 1
    assert "the library no-such-library is not installed here." in said.stderr
    assert "Traceback" not in said.stderr


def test_this_computer_names_the_folders_of_arxl_and_numpy() -> None:
    paths = this_computer().python.paths
    assert (paths[0] / "arxl" / "__init__.py").is_file()
    assert any((path / "numpy" / "__init__.py").is_file() for path in paths)
    assert json.dumps([str(path) for path in paths])
