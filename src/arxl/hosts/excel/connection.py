"""What of the way to Python differs from machine to machine, for `arxl addin install` to write where Excel looks.

On Windows it is a file of three lines beside Excel's own settings: the DLL of xlwings for 64 and for 32 bits, and the
command that starts the server. VBA hands the lines to Windows as they are (`vba/ArxlPython.bas`). On a Mac it is a
script of the system, the one way out of Excel's sandbox.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import metadata, resources
from pathlib import Path, PureWindowsPath

CONNECTION_FILE = PureWindowsPath("arxl", "excel.txt")
"""Below %APPDATA%; VBA goes there from Excel's folder of add-ins, which is %APPDATA%\\Microsoft\\AddIns."""

SCRIPT_FILE = Path("Library", "Application Scripts", "com.microsoft.Excel", "arxl.applescript")
"""Below the home folder of a Mac."""


def connection_path(environment: Mapping[str, str]) -> PureWindowsPath:
    """Where Excel on Windows looks.

    >>> str(connection_path({"APPDATA": "C:\\\\Users\\\\Ana\\\\AppData\\\\Roaming"}))
    'C:\\\\Users\\\\Ana\\\\AppData\\\\Roaming\\\\arxl\\\\excel.txt'
    """
    return PureWindowsPath(environment["APPDATA"]) / CONNECTION_FILE


def connection(interpreter: PureWindowsPath, prefix: PureWindowsPath) -> bytes:
    """The content of that file.

    The paths go through calls of Windows that know the letters of one code page alone: where a path has others, give
    its short form (`GetShortPathNameW`).

    Args:
        interpreter: the Python that arxl is installed in.
        prefix: its `sys.prefix`, into which pip puts the DLLs.
    """
    lines = [*(str(prefix / name) for name in dll_names()), server_command(interpreter)]
    return ("\ufeff" + "\n".join(lines)).encode("utf-16-le")


def dll_names() -> tuple[str, str]:
    """The DLL for 64 and for 32 bits; VBA names them too, so add-in and package must be of one version."""
    version = metadata.version("xlwings")
    return f"xlwings64-{version}.dll", f"xlwings32-{version}.dll"


def server_command(interpreter: PureWindowsPath) -> str:
    """The command that starts xlwings' server; the DLL puts an identity in the place of $(CLSID).

    `-P` keeps Python from importing what lies in the current folder, which is that of somebody's workbooks. A blank in
    the path asks for quotes around it, and these for another pair around the whole.
    """
    return f'cmd.exe /K ""{interpreter}" -P -c "import xlwings; xlwings.serve(\'$(CLSID)\')""'


def mac_script(interpreter: Path) -> str:
    """The script that starts a button's macro on a Mac."""
    texts = {"{interpreter}": str(interpreter), "{starter}": mac_starter()}
    script = _kept("arxl.applescript")
    for gap, text in texts.items():
        script = script.replace(gap, text.replace("\\", "\\\\").replace('"', '\\"'))
    return script


def mac_starter() -> str:
    """What the script has the shell do: start Python, and tell the user where it ends in an error."""
    return _kept("arxl.sh")


def _kept(name: str) -> str:
    return resources.files("arxl.hosts.excel").joinpath("vba", name).read_text(encoding="utf-8")
