"""What can be wrong with the Python that arxl is installed in, as Excel and LibreOffice are to start it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from arxl import __version__
from arxl.errors import Fault, sentence, warning
from arxl.hosts.addin.computer import Computer, System
from arxl.hosts.addin.finding import Finding, Fine

_CJK_FONTS = "manimgx-fonts-cjk"


def findings(computer: Computer) -> Iterator[Finding]:
    """The interpreter, its path, and arxl's libraries."""
    python = computer.python
    yield Fine("Python", f"{'.'.join(map(str, python.version))}, {python.program}")
    if computer.system is System.WINDOWS:
        yield from _path(computer)
    yield from _moved(computer)
    fonts = "of the package" if computer.package(_CJK_FONTS) else 'of the system (pip install "arxl[cjk]" brings some)'
    yield Fine("arxl", f"{__version__}; Korean and Chinese fonts {fonts}")


def needed() -> tuple[str, ...]:
    """Names of the libraries that arxl cannot do without."""
    try:
        said = requires("arxl") or []
    except PackageNotFoundError:
        return ()
    return tuple(re.split(r"[><=!~\[ ;]", text)[0] for text in said if "extra ==" not in text)


def _path(computer: Computer) -> Iterator[Finding]:
    """Excel starts Python by its path, through a command line that macros put together."""
    program = computer.python.program
    if "WindowsApps" in program.parts or "WindowsApps" in computer.python.home.parts:
        yield Fault(
            str(program),
            sentence("this is the Python of the Microsoft Store; Excel cannot start it."),
            sentence("Install Python from python.org, and arxl in it."),
        )
    if " " in str(program):
        yield warning(
            str(program),
            sentence("the path of Python has a blank."),
            sentence("Where a button does not find Python, install arxl in a folder whose path has no blank."),
        )


def _moved(computer: Computer) -> Iterator[Finding]:
    """A virtual environment holds its own path in its programs: it cannot be moved or copied."""
    python = computer.python
    made = _made_in(python.folder / "pyvenv.cfg") if python.is_virtual else None
    if made is not None and made.resolve() != python.folder.resolve():
        yield Fault(
            str(python.folder),
            sentence("this virtual environment was made in {made} and has been moved.", made=str(made)),
            sentence("Make it anew where it is to stay, and install arxl in it."),
        )


def _made_in(settings: Path) -> Path | None:
    """Where a virtual environment was made; None where it does not say so."""
    try:
        said = re.search(r"^command\s*=.* -m venv (?:--\S+ )*(.+)$", settings.read_text("utf-8"), re.MULTILINE)
    except (OSError, UnicodeDecodeError):
        return None
    return Path(said[1].strip()) if said else None


def missing_libraries(computer: Computer) -> Iterator[Fault]:
    """Libraries that arxl needs and that are not there."""
    for name in needed():
        if computer.package(name) is None:
            yield Fault(
                str(computer.python.folder),
                sentence("the library {name} is not installed here.", name=name),
                sentence("Install arxl anew as docs/guide/getting-started.md says."),
            )
