"""What `arxl doctor` finds wrong on computers where something is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

from arxl import __version__
from arxl.errors import Fault
from arxl.hosts.addin import interpreter
from arxl.hosts.addin.computer import Computer
from arxl.hosts.addin.finding import Finding
from arxl.hosts.addin.record import Record
from arxl.hosts.excel import health as excel
from arxl.hosts.excel.build import addin
from arxl.hosts.excel.install import install
from arxl.hosts.excel.package import packed, unpacked
from arxl.hosts.excel.places import excel_places, start_folder
from arxl.hosts.libreoffice import health as libreoffice
from arxl.hosts.libreoffice.install import Parts
from computers import linux, office, windows
from errors.scene import scene

MODULE = f"' Written by arxl {__version__}"
PARTS = Parts(b"", {"ArxlCells": MODULE})
BUILT = addin("en")
OPTIONS = excel.OFFICE + r"\Options"


def faults(findings: Iterable[Finding]) -> Iterator[Fault]:
    return (finding for finding in findings if isinstance(finding, Fault))


def excel_with(folder: Path, registry: Mapping[str, Mapping[str, object]] | None = None, **said: Any) -> Computer:
    """A Windows with arxl's add-in in its Excel."""
    computer = windows(folder, registry, **said)
    list(install(computer, Record(folder / "addins.json"), BUILT))
    return computer


def of_excel(computer: Computer) -> Iterator[Fault]:
    return faults(excel.findings(computer, lambda language: BUILT))


@scene("The Python of the Microsoft Store")
def store_python(folder: Path) -> Iterable[Fault]:
    return faults(interpreter.findings(windows(folder, program="WindowsApps/python.exe")))


@scene("A path of Python with a blank")
def blank(folder: Path) -> Iterable[Fault]:
    return faults(interpreter.findings(windows(folder / "My files")))


@scene("A virtual environment that was moved")
def moved(folder: Path) -> Iterable[Fault]:
    computer = linux(folder)
    settings = computer.python.folder / "pyvenv.cfg"
    settings.write_text("home = /usr/bin\ncommand = /usr/bin/python3 -m venv /home/ana/old place/venv\n")
    return faults(interpreter.findings(computer))


@scene("A library of arxl's is missing")
def no_library(folder: Path) -> Iterable[Fault]:
    return interpreter.missing_libraries(windows(folder, missing=["numpy"]))


@scene("The add-in is not installed")
def no_addin(folder: Path) -> Iterable[Fault]:
    return of_excel(windows(folder))


@scene("The add-in is of another version")
def old_addin(folder: Path) -> Iterable[Fault]:
    computer = excel_with(folder)
    parts = unpacked(BUILT)
    parts["docProps/core.xml"] = re.sub(
        b"(?<=<cp:version>)[^<]+", b"arxl 0.0.9, xlwings 0.30.0", parts["docProps/core.xml"]
    )
    excel_places(computer).addin.write_bytes(packed(parts, compress=False))
    return of_excel(computer)


@scene("The add-in is none that this arxl builds")
def other_addin(folder: Path) -> Iterable[Fault]:
    computer = excel_with(folder)
    return faults(excel.findings(computer, lambda language: b"another"))


@scene("Excel is not told which Python to start")
def no_connection(folder: Path) -> Iterable[Fault]:
    computer = excel_with(folder)
    excel_places(computer).connection.unlink()
    return of_excel(computer)


@scene("Excel starts another Python")
def other_connection(folder: Path) -> Iterable[Fault]:
    computer = excel_with(folder)
    excel_places(computer).connection.write_text("C:/elsewhere", "utf-16")
    return of_excel(computer)


@scene("pywin32 is not installed")
def no_pywin32(folder: Path) -> Iterable[Fault]:
    return of_excel(excel_with(folder, missing=["pywin32"]))


@scene("The DLL of xlwings is missing")
def no_dll(folder: Path) -> Iterable[Fault]:
    computer = excel_with(folder, {excel.CLICK_TO_RUN: {"Platform": "x86"}})
    (computer.python.folder / "xlwings32-0.37.8.dll").unlink()
    return of_excel(computer)


@scene("Excel trusts no location")
def no_location(folder: Path) -> Iterable[Fault]:
    key = excel.POLICIES + r"\Security\Trusted Locations"
    return of_excel(excel_with(folder, {key: {"AllLocationsDisabled": 1}}))


@scene("Excel runs signed add-ins only")
def signed_only(folder: Path) -> Iterable[Fault]:
    return of_excel(excel_with(folder, {excel.OFFICE + r"\Security": {"RequireAddinSig": 1}}))


@scene("Excel runs no macros in workbooks")
def no_macros(folder: Path) -> Iterable[Fault]:
    return of_excel(excel_with(folder, {excel.OFFICE + r"\Security": {"VBAWarnings": 4}}))


@scene("Windows has marked the add-in as downloaded")
def marked(folder: Path) -> Iterable[Fault]:
    computer = excel_with(folder)
    Path(f"{excel_places(computer).addin}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n")
    return of_excel(computer)


@scene("Excel has disabled the add-in")
def disabled(folder: Path) -> Iterable[Fault]:
    item = b"\x00" * 12 + r"c:\users\ana\xlstart\arxl.xlam".encode("utf-16-le")
    return of_excel(excel_with(folder, {excel.OFFICE + r"\Resiliency\DisabledItems": {"1A2B": item}}))


@scene("Excel opens two add-ins of arxl's")
def second_addin(folder: Path) -> Iterable[Fault]:
    other = folder / "arxl old.xlam"
    other.write_bytes(BUILT)
    return of_excel(excel_with(folder, {OPTIONS: {"OPEN": f'/R "{other}"', "OPEN1": "gone.xlam"}}))


@scene("xlwings' add-in is of another version")
def other_xlwings(folder: Path) -> Iterable[Fault]:
    computer = excel_with(folder)
    (start_folder(computer) / "xlwings.xlam").write_bytes(b"another")
    return of_excel(computer)


def of_libreoffice(computer: Computer) -> Iterator[Fault]:
    return faults(libreoffice.findings(computer, PARTS))


def profile_with(
    folder: Path,
    version: str = "0.1.0",
    site: str = "",
    *,
    active: bool = True,
    module: str = "' Written by arxl 0.1.0",
) -> None:
    """A profile that holds the extension, as LibreOffice keeps it."""
    user = folder / ".config/libreoffice/4/user"
    cache = user / "uno_packages/cache"
    extension = cache / "uno_packages/lu1.tmp_/arxl.oxt"
    (extension / "python/pythonpath").mkdir(parents=True)
    namespace = "http://openoffice.org/extensions/description/2006"
    (extension / "description.xml").write_text(
        f'<description xmlns="{namespace}">'
        f'<identifier value="org.arxl.addin"/><version value="{version}"/></description>'
    )
    (extension / "python/pythonpath/site.txt").write_text(site or str(folder / "venv/lib"))
    (cache / "uno_packages.pmap").write_bytes(b"Pmp1\norg.arxl.addin\nlu1.tmp\n")
    database = cache / "registry/com.sun.star.comp.deployment.bundle.PackageRegistryBackend/backenddb.xml"
    database.parent.mkdir(parents=True)
    revoked = "" if active else ' revoked="true"'
    database.write_text(f'<db><extension url="$CACHE/uno_packages/lu1.tmp_/arxl.oxt"{revoked}/></db>')
    if module:
        (user / "basic/Standard").mkdir(parents=True)
        (user / "basic/Standard/ArxlCells.xba").write_text(f"<module>{module}</module>")


@scene("The extension is not installed")
def no_extension(folder: Path) -> Iterable[Fault]:
    return of_libreoffice(linux(folder, office()))


@scene("The extension is of another version")
def old_extension(folder: Path) -> Iterable[Fault]:
    profile_with(folder, version="0.0.9")
    return of_libreoffice(linux(folder, office()))


@scene("LibreOffice uses another arxl")
def other_arxl(folder: Path) -> Iterable[Fault]:
    profile_with(folder, site="/opt/arxl/lib")
    return of_libreoffice(linux(folder, office()))


@scene("The extension is switched off")
def switched_off(folder: Path) -> Iterable[Fault]:
    profile_with(folder, active=False)
    return of_libreoffice(linux(folder, office()))


@scene("The Basic module is missing")
def no_module(folder: Path) -> Iterable[Fault]:
    profile_with(folder, module="")
    return of_libreoffice(linux(folder, office()))


@scene("The Basic module is of another version")
def old_module(folder: Path) -> Iterable[Fault]:
    profile_with(folder, module="' Written by arxl 0.0.9")
    return of_libreoffice(linux(folder, office()))


@scene("A cell does not answer, as the doctor finds")
def no_answer(folder: Path) -> Iterable[Fault]:
    profile_with(folder)
    right, wrong = {"text": "46083", "value": 46083.0, "error": 0}, {"text": "#NAME?", "value": 0.0, "error": 525}
    return of_libreoffice(linux(folder, office(ask={"answer": [right, wrong]})))


@scene("Neither Excel nor LibreOffice, as the doctor finds")
def nothing_there(folder: Path) -> Iterable[Fault]:
    from arxl.hosts.addin import doctor

    with patch.object(interpreter, "needed", return_value=()):
        return list(faults(doctor.findings(linux(folder))))
