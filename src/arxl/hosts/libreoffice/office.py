"""The LibreOffice of this computer: where it is, which one, its own Python, and the user's profile.

LibreOffice runs extensions in a Python of its own (Windows and a Mac bring one; Debian's is the system's). arxl's
libraries hold compiled parts, so that this Python must be of the same minor version as the one arxl is installed in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from arxl.errors import Fault, Refused, Sentence, refused, sentence
from arxl.hosts.addin.computer import Computer, Ran, System

OLDEST = (7, 4)
"""The oldest LibreOffice that arxl is run on."""

_SESSION = Path(__file__).with_name("session.py")


@dataclass(frozen=True, slots=True)
class Look:
    """What a Python says of itself.

    Attributes:
        program: the interpreter.
        version: (3, 11).
        bits: 32 or 64.
        found: what it imports, with the version: uno, numpy, arxl.
        missing: what it cannot import, and why.
        paths: folders that it was shown.
    """

    program: str
    version: tuple[int, int]
    bits: int
    found: Mapping[str, str]
    missing: Mapping[str, str]
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """One LibreOffice with a profile.

    Attributes:
        program: soffice.
        version: as it says itself; (0,) where it says nothing.
        profile: folder of the user's profile, whether it is there yet or not.
        pythons: interpreters that may be its own, the likeliest first.
    """

    computer: Computer
    program: Path
    version: tuple[int, ...]
    profile: Path
    pythons: tuple[Path, ...]

    def look(self, paths: Sequence[Path]) -> Look | None:
        """What its own Python sees in these folders; None where none of the interpreters talks to LibreOffice."""
        looks = (self._look(python, paths) for python in self.pythons)
        return next((found for found in looks if found is not None and "uno" in found.found), None)

    def install(self, look: Look, file: Path) -> None:
        """Put an extension, and arxl's Basic modules, into the profile.

        Raises:
            Refused: LibreOffice runs with this profile, or does not take it.
        """
        self._answer(look.program, {"do": "install", "file": str(file), **self._where()}, look.paths)

    def remove(self, look: Look, identifier: str, modules: Sequence[str], mark: str) -> None:
        """Take an extension, and the Basic modules that begin with a mark, out of the profile.

        Raises:
            Refused: LibreOffice runs with this profile, or does not let them go.
        """
        named = {"identifier": identifier, "modules": list(modules), "mark": mark}
        self._answer(look.program, {"do": "remove", **named, **self._where()}, look.paths)

    def remove_by_its_tool(self, identifier: str) -> Ran:
        """Take an extension out by `unopkg`, which LibreOffice brings along and which needs no Python.

        Root is refused by it.
        """
        tool = self.program.resolve().with_name("unopkg")
        speaks = tool.with_suffix(".com") if self.computer.system is System.WINDOWS else tool
        return self.computer.run(
            [str(speaks), "remove", f"-env:UserInstallation={self._where()['profile']}", identifier]
        )

    def ask(self, look: Look, formulas: Sequence[str], profile: Path | None = None) -> list[dict[str, Any]]:
        """What cells with these formulas show: `text`, `value`, and the number of an `error` or 0.

        Raises:
            Refused: LibreOffice runs with this profile, or does not answer.
        """
        order = {"do": "ask", "formulas": list(formulas), **self._where(profile)}
        answers: list[dict[str, Any]] = self._answer(look.program, order, look.paths)
        return answers

    def _where(self, profile: Path | None = None) -> dict[str, str]:
        return {"program": str(self.program), "profile": (profile or self.profile).resolve().as_uri()}

    def _look(self, python: Path, paths: Sequence[Path]) -> Look | None:
        folders = tuple(map(str, paths))
        try:
            said = self._answer(str(python), {"do": "look"}, folders)
        except Refused:
            return None
        version = said["version"][0], said["version"][1]
        return Look(said["program"], version, said["bits"], said["found"], said["missing"], folders)

    def _answer(self, python: str, order: Mapping[str, Any], paths: Sequence[str]) -> Any:
        with TemporaryDirectory() as folder:
            file = Path(folder) / "order.json"
            file.write_text(json.dumps({**order, "paths": list(paths)}), "utf-8")
            ran = self.computer.run([python, str(_SESSION), str(file)])
        try:
            said = json.loads(ran.out.splitlines()[-1])
        except (ValueError, IndexError):
            said = {"problem": (ran.err.strip() or f"status {ran.status}").splitlines()[-1]}
        if said.get("running"):
            raise self.running()
        if "problem" in said:
            raise self._failed(said["problem"])
        return said["answer"]

    def running(self) -> Refused:
        """The refusal where LibreOffice runs with this profile."""
        return refused(
            str(self.profile),
            sentence("LibreOffice is running."),
            sentence("Close all its windows, and run the command again."),
        )

    def _failed(self, problem: str | list[list[str]]) -> Refused:
        """The refusal that was told in the other Python; else that of LibreOffice."""
        if not isinstance(problem, str):
            return Refused(*(Fault(place, _told(fact), _told(remedy)) for place, fact, remedy in problem))
        return refused(
            str(self.program),
            sentence("LibreOffice does not do what arxl asks of it ({problem}).", problem=problem),
            sentence("Start LibreOffice once by hand, close it, and run the command again."),
        )


def _told(text: str) -> Sentence:
    """A sentence that was said in another process."""
    return Sentence("{said}", {"said": text})


def office_here(computer: Computer, profile: Path | None = None) -> Office | None:
    """The LibreOffice of this computer; None where there is none.

    Args:
        computer: this one.
        profile: folder of a profile; the user's own by default.
    """
    program = next((path for path in _programs(computer) if path.exists()), None)
    if program is None:
        return None
    return Office(
        computer, program, _version(computer, program), profile or _profile(computer), _pythons(computer, program)
    )


def _programs(computer: Computer) -> Iterator[Path]:
    match computer.system:
        case System.WINDOWS:
            for root in ("HKCU", "HKLM"):
                folder = computer.registry.values(rf"{root}\SOFTWARE\LibreOffice\UNO\InstallPath").get("")
                if isinstance(folder, str):
                    yield Path(folder) / "soffice.exe"
            yield computer.folder("ProgramFiles", "C:/Program Files") / "LibreOffice/program/soffice.exe"
        case System.MAC:
            yield computer.applications / "LibreOffice.app/Contents/MacOS/soffice"
        case System.LINUX:
            for name in ("soffice", "libreoffice"):
                if found := computer.which(name):
                    yield Path(found)


def _version(computer: Computer, program: Path) -> tuple[int, ...]:
    speaks = program.with_suffix(".com") if computer.system is System.WINDOWS else program  # .exe has no output there
    said = re.search(r"LibreOffice (?:\w+ )?(\d+(?:\.\d+)+)", computer.run([str(speaks), "--version"]).out)
    return tuple(map(int, said[1].split("."))) if said else (0,)


def _profile(computer: Computer) -> Path:
    match computer.system:
        case System.WINDOWS:
            return computer.folder("APPDATA", "AppData/Roaming") / "LibreOffice" / "4"
        case System.MAC:
            return computer.home / "Library/Application Support/LibreOffice/4"
        case System.LINUX:
            return computer.folder("XDG_CONFIG_HOME", ".config") / "libreoffice" / "4"


def _pythons(computer: Computer, program: Path) -> tuple[Path, ...]:
    folder = program.resolve().parent
    match computer.system:
        case System.WINDOWS:
            found = [folder / "python.exe"]
        case System.MAC:
            found = [folder.parent / "Resources/python"]
        case System.LINUX:
            named = (computer.which(name) for name in ("python3",))
            found = [folder / "python", Path("/usr/bin/python3"), *(Path(name) for name in named if name)]
    return tuple(dict.fromkeys(path for path in found if path.exists()))


def too_old(office: Office) -> Sentence | None:
    """What is wrong with the version of LibreOffice; None where nothing is."""
    if office.version[:2] >= OLDEST:
        return None
    return sentence(
        "LibreOffice is {found}; arxl needs {oldest} or later.",
        found=".".join(map(str, office.version)),
        oldest=".".join(map(str, OLDEST)),
    )
