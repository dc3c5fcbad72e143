"""The computer as installing and the doctor see it: its system, folders, registry, programs, and the running Python.

Everything that differs between Windows, a Mac and Linux is asked for here, so that a test can put another computer in
its place.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

_PATIENCE_SECONDS = 180.0


class System(StrEnum):
    """What a computer runs."""

    WINDOWS = "Windows"
    MAC = "macOS"
    LINUX = "Linux"


class Registry:
    r"""Windows' registry, read only; elsewhere it is empty.

    Keys are written `HKCU\Software\…`, as Windows' own editor shows them.
    """

    def values(self, key: str) -> dict[str, object]:
        """The values of a key by name ("" is the default); nothing where there is no such key."""
        if sys.platform != "win32":
            return {}
        import winreg

        root, _, rest = key.partition("\\")
        opened = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}[root]
        try:
            with winreg.OpenKey(opened, rest) as at:
                found = (winreg.EnumValue(at, number) for number in range(winreg.QueryInfoKey(at)[1]))
                return {name: value for name, value, _ in found}
        except OSError:
            return {}


@dataclass(frozen=True)
class Python:
    """An interpreter, and what it is made of.

    Attributes:
        program: the interpreter.
        folder: its prefix; that of the virtual environment, if it is one.
        home: the prefix of the Python that a virtual environment was made from; else equal to `folder`.
        version: (3, 11).
        bits: 32 or 64.
        paths: folders in which arxl and its libraries lie, arxl's first.
    """

    program: Path
    folder: Path
    home: Path
    version: tuple[int, int]
    bits: int
    paths: tuple[Path, ...]

    @property
    def is_virtual(self) -> bool:
        """Whether it is a virtual environment."""
        return self.folder != self.home


@dataclass(frozen=True)
class Ran:
    """A program that ended."""

    status: int
    out: str
    err: str


Run = Callable[[Sequence[str]], Ran]


def run(command: Sequence[str]) -> Ran:
    """Run a program to its end. A program that cannot be started, or does not end, ends with the status -1."""
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "PYTHONPATH")}
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=environment,
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        return Ran(-1, "", str(problem))
    return Ran(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


def short_path(path: str) -> str:
    """Windows' short form of a path, in plain letters; the path itself where there is none."""
    if sys.platform != "win32":
        return path
    import ctypes

    short = ctypes.create_unicode_buffer(1024)
    length = ctypes.windll.kernel32.GetShortPathNameW(path, short, len(short))
    return short.value if 0 < length < len(short) else path


def package_version(name: str) -> str | None:
    """The version of an installed library; None where it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


@dataclass(frozen=True)
class Computer:
    """A computer.

    Attributes:
        system: what it runs.
        home: the user's folder.
        environment: environment variables.
        python: the interpreter that runs arxl.
        applications: where a Mac keeps its programs.
        registry: Windows' registry.
        run: runs a program to its end.
        which: where a program of this name lies, as the shell finds it.
        package: version of an installed library, by its name.
        short_path: Windows' short form of a path.
    """

    system: System
    home: Path
    environment: Mapping[str, str]
    python: Python
    applications: Path = Path("/Applications")
    registry: Registry = field(default_factory=Registry)
    run: Run = run
    which: Callable[[str], str | None] = shutil.which
    package: Callable[[str], str | None] = package_version
    short_path: Callable[[str], str] = short_path

    def folder(self, variable: str, default: str) -> Path:
        """A folder that an environment variable names; else one below the user's."""
        said = self.environment.get(variable)
        return Path(said) if said else self.home / default

    @property
    def own_data(self) -> Path:
        """Where arxl keeps what it knows of this computer."""
        match self.system:
            case System.WINDOWS:
                return self.folder("LOCALAPPDATA", "AppData/Local") / "arxl"
            case System.MAC:
                return self.home / "Library/Application Support/arxl"
            case System.LINUX:
                return self.folder("XDG_DATA_HOME", ".local/share") / "arxl"


def this_computer() -> Computer:
    """The computer that runs this."""
    system = {"win32": System.WINDOWS, "darwin": System.MAC}.get(sys.platform, System.LINUX)
    return Computer(system, Path.home(), os.environ, this_python())


def this_python() -> Python:
    """The interpreter that runs this."""
    return Python(
        program=Path(sys.executable),
        folder=Path(sys.prefix),
        home=Path(sys.base_prefix),
        version=sys.version_info[:2],
        bits=64 if sys.maxsize > 2**32 else 32,
        paths=_library_folders(),
    )


def _library_folders() -> tuple[Path, ...]:
    """arxl's own folder, then those of its libraries; none twice."""
    installed = Path(sysconfig.get_path("purelib")), Path(sysconfig.get_path("platlib"))
    spec = find_spec("numpy")
    numpy = (Path(spec.origin).parents[1],) if spec is not None and spec.origin else ()
    found = (Path(__file__).parents[3], *installed, *numpy)
    return tuple(dict.fromkeys(folder for folder in found if folder.is_dir()))
