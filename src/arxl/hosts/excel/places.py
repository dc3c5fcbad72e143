r"""Where Excel looks for what arxl installs.

Windows: what lies in the folder XLSTART is opened whenever Excel starts, and is trusted without a question; nothing is
written into the registry. A Mac has a start-up folder too. What tells the add-in which Python to start is a text file
on Windows, and a script of the system on a Mac, where Excel is shut into its sandbox (see `connection`).
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from arxl.hosts.addin.computer import Computer, System
from arxl.hosts.excel.build import ADDIN
from arxl.hosts.excel.connection import CONNECTION_FILE, SCRIPT_FILE

_EXCEL_ON_WINDOWS = r"\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_START_ON_MAC = "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"


@dataclass(frozen=True, slots=True)
class ExcelPlaces:
    """Files of one user.

    Attributes:
        addin: arxl's add-in.
        connection: says which Python the add-in starts.
    """

    addin: Path
    connection: Path


def excel_program(computer: Computer) -> str | None:
    """Where Excel is on this computer; None where it is not."""
    if computer.system is System.MAC:
        program = computer.applications / "Microsoft Excel.app"
        return str(program) if program.exists() else None
    for root in ("HKCU", "HKLM"):
        said = computer.registry.values(root + _EXCEL_ON_WINDOWS).get("")
        if isinstance(said, str):
            return said
    return None


def excel_places(computer: Computer) -> ExcelPlaces:
    """Where arxl's files go for this user."""
    if computer.system is System.MAC:
        return ExcelPlaces(computer.home / _START_ON_MAC / ADDIN, computer.home / SCRIPT_FILE)
    roaming = computer.folder("APPDATA", "AppData/Roaming")
    return ExcelPlaces(start_folder(computer) / ADDIN, roaming.joinpath(*CONNECTION_FILE.parts))


def start_folder(computer: Computer) -> Path:
    """The user's folder XLSTART on Windows."""
    return computer.folder("APPDATA", "AppData/Roaming") / "Microsoft" / "Excel" / "XLSTART"


def addins_folder(computer: Computer) -> Path:
    """Where Excel on Windows keeps add-ins that are chosen by hand."""
    return computer.folder("APPDATA", "AppData/Roaming") / "Microsoft" / "AddIns"


def xlwings_folder() -> Path:
    """Where xlwings is installed; it is not imported, since its files are all that is asked for."""
    spec = find_spec("xlwings")
    return Path(spec.origin).parent if spec is not None and spec.origin else Path()
