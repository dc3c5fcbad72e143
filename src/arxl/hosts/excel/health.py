r"""What can be wrong between Excel and arxl: the add-in, the Python it starts, and what Excel trusts.

Excel's settings are read from `HKCU\Software\Microsoft\Office\16.0\Excel`; an administrator's under
`HKCU\Software\Policies` stand above them. Version 16.0 is every Excel since 2016.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from arxl.errors import Fault, Refused, sentence, warning
from arxl.hosts.addin.computer import Computer, System
from arxl.hosts.addin.finding import Finding, Fine
from arxl.hosts.excel.build import ADDIN
from arxl.hosts.excel.connection import dll_names
from arxl.hosts.excel.install import is_addin, own_connection
from arxl.hosts.excel.package import versions, versions_of
from arxl.hosts.excel.places import addins_folder, excel_places, excel_program, start_folder, xlwings_folder
from arxl.locale import LANGUAGES

OFFICE = r"HKCU\Software\Microsoft\Office\16.0\Excel"
POLICIES = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel"
CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"

_INSTALL = sentence("Close Excel, and run: arxl addin install --excel")
_ONLY_SIGNED, _NONE = 3, 4  # values of VBAWarnings that keep unsigned macros from running


def findings(computer: Computer, build: Callable[[str], bytes]) -> Iterator[Finding]:
    """Everything about Excel.

    Args:
        computer: this one.
        build: the add-in in a language, as it is built now.
    """
    program = None if computer.system is System.LINUX else excel_program(computer)
    if program is None:
        yield Fine("Excel", "not on this computer")
        return
    yield Fine("Excel", program)
    places = excel_places(computer)
    if not places.addin.exists():
        yield Fault(str(places.addin), sentence("arxl's add-in is not installed."), _INSTALL)
        return
    yield from _addin(computer, places.addin, build)
    yield from _connection(computer, places.connection)
    if computer.system is System.WINDOWS:
        yield from _bridge(computer)
        yield from _trust(computer, places.addin)
        yield from _others(computer, places.addin)


def _addin(computer: Computer, addin: Path, build: Callable[[str], bytes]) -> Iterator[Finding]:
    """The add-in is the same bytes whoever builds it: other bytes are those of another arxl or another xlwings."""
    content = addin.read_bytes()
    own, found = versions(str(computer.package("xlwings"))), versions_of(content)
    if any(content == build(language) for language in LANGUAGES):
        yield Fine(str(addin), f"the add-in of {own}")
    elif found and found != own:
        fact = sentence("this is the add-in of {found}; installed is {own}.", found=found, own=own)
        yield Fault(str(addin), fact, _INSTALL)
    else:
        yield Fault(str(addin), sentence("this is not the add-in of {versions}.", versions=own), _INSTALL)


def _connection(computer: Computer, path: Path) -> Iterator[Finding]:
    """What tells the add-in which Python to start."""
    try:
        own = own_connection(computer)
    except Refused as problem:
        yield from problem.faults
        return
    if not path.exists():
        yield Fault(str(path), sentence("the file that says which Python Excel starts is missing."), _INSTALL)
    elif path.read_bytes() != own:
        program = str(computer.python.program)
        yield Fault(
            str(path), sentence("Excel does not start the Python of this arxl, {program}.", program=program), _INSTALL
        )
    else:
        yield Fine(str(path), "says which Python Excel starts")


def _bridge(computer: Computer) -> Iterator[Finding]:
    """xlwings' library beside the interpreter, and pywin32: by both Excel and Python talk to each other."""
    python = computer.python
    if computer.package("pywin32") is None:
        yield Fault(
            str(python.folder),
            sentence("pywin32 is not installed; without it Python cannot talk to Excel."),
            sentence("Install it: {python} -m pip install pywin32", python=str(python.program)),
        )
    bits = 32 if computer.registry.values(CLICK_TO_RUN).get("Platform") == "x86" else 64
    name = next(name for name in dll_names() if f"xlwings{bits}-" in name)
    if not (python.folder / name).exists():
        yield Fault(
            str(python.folder / name),
            sentence("the file is missing; Excel's functions need it."),
            sentence("Run: {python} -m pip install --force-reinstall --no-deps xlwings", python=str(python.program)),
        )


def _trust(computer: Computer, addin: Path) -> Iterator[Finding]:
    yield from _blocked(addin)
    locations = _setting(computer, r"\Security\Trusted Locations", "AllLocationsDisabled")
    if locations == 1:
        yield Fault(
            "Excel",
            sentence("trusted locations are switched off, so that Excel does not run the add-in."),
            sentence("File, Options, Trust Center, Trusted Locations: clear the box that disables them all."),
        )
    for value in ("RequireAddinSig", "DisableAllAddins"):
        if _setting(computer, r"\Security", value) == 1:
            yield Fault(
                "Excel",
                sentence("{setting} is set: Excel runs no add-in that is not signed.", setting=value),
                sentence("File, Options, Trust Center, Add-ins: clear the box, or ask your administrator."),
            )
    if _setting(computer, r"\Security", "VBAWarnings") in (_ONLY_SIGNED, _NONE):
        yield warning(
            "Excel",
            sentence(
                "macros in workbooks are switched off; the add-in runs nevertheless, an .xlsm of arxl's does not."
            ),
            sentence("Keep such workbooks in a folder that is among Excel's trusted locations."),
        )
    if _is_disabled(computer):
        yield Fault(
            "Excel",
            sentence("Excel has disabled {name} after it stopped in it once.", name=ADDIN),
            sentence("File, Options, Add-ins, Manage: Disabled Items, Go: enable it, and start Excel anew."),
        )


def _blocked(addin: Path) -> Iterator[Finding]:
    """Windows marks what was downloaded; Excel runs no macros of a file that bears the mark."""
    try:
        mark = Path(f"{addin}:Zone.Identifier").read_text("ascii", "replace")
    except OSError:
        return
    if re.search(r"ZoneId\s*=\s*[34]", mark):
        yield Fault(
            str(addin),
            sentence("Windows has marked the file as coming from the internet; Excel does not run it."),
            sentence("Right-click the file, Properties: tick Unblock."),
        )


def _is_disabled(computer: Computer) -> bool:
    """Excel keeps what it disabled as bytes that hold the path in UTF-16, in small letters."""
    items = computer.registry.values(OFFICE + r"\Resiliency\DisabledItems").values()
    return any(isinstance(item, bytes) and ADDIN.encode("utf-16-le") in item.lower() for item in items)


def _others(computer: Computer, addin: Path) -> Iterator[Finding]:
    """Add-ins that Excel opens besides: a second one of arxl's, or xlwings' own of another version."""
    for path in _opened(computer):
        if path == addin or not path.is_file():
            continue
        if is_addin(path.read_bytes()):
            yield Fault(
                str(path),
                sentence("this is a second add-in of arxl's; Excel calls either of them."),
                sentence("Delete it, and choose it no longer under File, Options, Add-ins."),
            )
        elif path.name.casefold() == "xlwings.xlam":
            yield from _other_xlwings(computer, path)


def _opened(computer: Computer) -> Iterator[Path]:
    """What Excel opens when it starts: the start-up folder, then what its options name."""
    folder = start_folder(computer)
    yield from sorted(folder.glob("*.xlam"))
    for name, said in computer.registry.values(OFFICE + r"\Options").items():
        if re.fullmatch(r"OPEN\d*", name) and isinstance(said, str):
            path = Path(said.replace("/R", "").strip().strip('"'))
            yield path if path.is_absolute() else addins_folder(computer) / path


def _other_xlwings(computer: Computer, path: Path) -> Iterator[Finding]:
    """xlwings' add-in works with the library of its own version only; the library brings the add-in along."""
    own = xlwings_folder() / "addin" / path.name
    if not own.exists() or own.read_bytes() != path.read_bytes():
        yield warning(
            str(path),
            sentence("xlwings' own add-in is not of the version installed, {own}.", own=computer.package("xlwings")),
            sentence("Delete it, since arxl does not need it; or run: xlwings addin install"),
        )


def _setting(computer: Computer, key: str, name: str) -> object:
    """A setting; an administrator's stands above the user's."""
    policy = computer.registry.values(POLICIES + key).get(name)
    return policy if policy is not None else computer.registry.values(OFFICE + key).get(name)
