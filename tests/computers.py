"""Computers that are not there: a Windows, a Mac and a Linux below a folder, with a registry and programs of paper."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from arxl import __version__
from arxl.hosts.addin.computer import Computer, Python, Ran, Registry, System

PACKAGES = {"xlwings": "0.37.8", "pywin32": "311", "manimgx-fonts-cjk": "1"}
EXCEL_KEY = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
EXCEL = {EXCEL_KEY: {"": r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE"}}
SEEN = {"uno": "", "numpy": "2.0", "arxl": __version__}


class PaperRegistry(Registry):
    """A registry of what a test writes into it."""

    def __init__(self, keys: Mapping[str, Mapping[str, object]]) -> None:
        self._keys = {key.casefold(): dict(values) for key, values in keys.items()}

    def values(self, key: str) -> dict[str, object]:
        return self._keys.get(key.casefold(), {})


def package(missing: Sequence[str] = ()) -> Callable[[str], str | None]:
    """Every library is installed but these."""
    return lambda name: None if name in missing else PACKAGES.get(name, "1.0")


def python(folder: Path, program: str = "venv/bin/python", **said: Any) -> Python:
    """An interpreter in a virtual environment; its files are made."""
    path = folder / program
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    library = folder / "venv" / "lib"
    library.mkdir(parents=True, exist_ok=True)
    made = {"folder": path.parents[1], "home": Path("/usr"), "version": (3, 11), "bits": 64, "paths": (library,)}
    return Python(program=path, **(made | said))


def windows(
    folder: Path,
    registry: Mapping[str, Mapping[str, object]] | None = None,
    *,
    program: str = "venv/Scripts/python.exe",
    missing: Sequence[str] = (),
    short_path: Callable[[str], str] = str,
    **said: Any,
) -> Computer:
    """A Windows with Excel and everything that arxl needs beside its interpreter."""
    own = python(folder, program, **said)
    for name in ("xlwings64-0.37.8.dll", "xlwings32-0.37.8.dll"):
        (own.folder / name).touch()
    return Computer(
        System.WINDOWS,
        folder,
        {
            "APPDATA": str(folder / "Roaming"),
            "LOCALAPPDATA": str(folder / "Local"),
            "ProgramFiles": str(folder / "Pro"),
        },
        own,
        registry=PaperRegistry({**EXCEL, **(registry or {})}),
        run=no_program,
        which=lambda name: None,
        package=package(missing),
        short_path=short_path,
    )


def mac(folder: Path, **said: Any) -> Computer:
    """A Mac with Excel."""
    (folder / "Applications" / "Microsoft Excel.app").mkdir(parents=True, exist_ok=True)
    return Computer(
        System.MAC,
        folder,
        {},
        python(folder, **said),
        applications=folder / "Applications",
        registry=PaperRegistry({}),
        run=no_program,
        which=lambda name: None,
        package=package(),
    )


def linux(folder: Path, run: Callable[[Sequence[str]], Ran] | None = None, **said: Any) -> Computer:
    """A Linux; with LibreOffice where `run` plays it (see `office`)."""
    program = folder / "office" / "program" / "soffice"
    if run is not None:
        program.parent.mkdir(parents=True, exist_ok=True)
        program.touch()
        (program.parent / "python").touch()
    return Computer(
        System.LINUX,
        folder,
        {},
        python(folder, **said),
        run=run or no_program,
        which=lambda name: str(program) if run is not None and name == "soffice" else None,
        package=package(),
    )


def office(
    version: str = "7.4.7.2",
    python_version: tuple[int, int] = (3, 11),
    bits: int = 64,
    missing: Mapping[str, str] | None = None,
    **answers: Any,
) -> Callable[[Sequence[str]], Ran]:
    """A LibreOffice that answers so; `answers` are whole lines of its Python's, by what is asked."""
    found = {name: seen for name, seen in SEEN.items() if name not in (missing or {})}
    look = {"program": "python", "version": python_version, "bits": bits, "found": found, "missing": missing or {}}
    lines = {"look": {"answer": look}, "install": {"answer": None}, "remove": {"answer": None}} | answers

    def run(command: Sequence[str]) -> Ran:
        if "--version" in command:
            return Ran(0, f"LibreOffice {version} 40(Build:2)\n", "")
        if command[1] == "remove":
            return Ran(1, "", "ERROR: Cannot run unopkg as root without --shared or --bundled option.")
        order = json.loads(Path(command[-1]).read_text("utf-8"))
        return Ran(0, json.dumps(lines[order["do"]]) + "\n", "")

    return run


def no_program(command: Sequence[str]) -> Ran:
    """Nothing can be started."""
    return Ran(-1, "", "not found")
