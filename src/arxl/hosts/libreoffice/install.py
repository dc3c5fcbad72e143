"""arxl's extension into LibreOffice; `removal` takes it out again.

Into the user's profile go the extension (functions, menu, toolbar), which says in a file of its own where arxl and its
libraries lie, and the Basic modules through which formulas find the functions under the names that they have in Excel.
When all is in place, cells are asked for a value: only an answer is an installation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from arxl.errors import Fault, Refused, Sentence, refused, sentence
from arxl.hosts.addin.computer import Computer, Python
from arxl.hosts.addin.record import Record
from arxl.hosts.libreoffice.basic import MARK
from arxl.hosts.libreoffice.build import FILE, IDENTIFIER, SITE
from arxl.hosts.libreoffice.office import Look, Office, office_here, too_old

_DESCRIPTION = "{http://openoffice.org/extensions/description/2006}"


PROOF: Mapping[str, float] = {
    '=ARXL.DUE_DATE(DATE(2026;1;31);"NET 30")': 46083.0,
    '=ARXL_DUE_DATE(DATE(2026;1;31);"NET 30")': 46083.0,
}
"""Formulas and what they give (2 March 2026) where everything works: the second goes through the Basic modules."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What is installed.

    Attributes:
        extension: the file arxl.oxt, told where arxl lies.
        modules: name -> source of the Basic modules in the library Standard.
    """

    extension: bytes
    modules: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Installed:
    """The extension as a profile holds it.

    Attributes:
        folder: where it lies unpacked.
        version: of arxl.
        site: folders in which it looks for arxl and its libraries.
    """

    folder: Path
    version: str
    site: tuple[str, ...]


def parts_for(python: Python) -> Parts:
    """Extension and modules for the arxl of a Python."""
    from arxl.hosts.libreoffice.build import extension, forwarding_modules

    return Parts(extension([str(path) for path in python.paths]), forwarding_modules())


def install(computer: Computer, record: Record, parts: Parts, profile: Path | None = None) -> Iterator[str]:
    """Put the extension into the user's LibreOffice; a line for each thing done.

    Raises:
        Refused: LibreOffice is missing, too old or running, its Python cannot use arxl, or no cell gets an answer.
    """
    office = office_here(computer, profile)
    if office is None:
        raise refused(
            "LibreOffice",
            sentence("LibreOffice is not on this computer."),
            sentence("Install it, or run: arxl addin install --excel"),
        )
    python = usable_python(office, computer.python)
    with TemporaryDirectory() as folder:
        file = Path(folder) / FILE
        file.write_bytes(parts.extension)
        office.install(python, file)
    record.profiles = sorted({*record.profiles, str(office.profile)})
    yield f"installed: extension {IDENTIFIER} in {office.profile}"
    for name in parts.modules:
        yield f"installed: Basic module Standard.{name} in {office.profile}"
    wrong = list(unanswered(office, python, sentence("Run: arxl doctor")))
    if wrong:
        raise Refused(*wrong)


def usable_python(office: Office, own: Python) -> Look:
    """LibreOffice's own Python, if arxl can run in it.

    Raises:
        Refused: it cannot.
    """
    old = too_old(office)
    if old is not None:
        raise refused(str(office.program), old, sentence("Install a later LibreOffice."))
    look = office.look(own.paths)
    fault = no_python(office) if look is None else python_fault(look, own)
    if look is None or fault is not None:
        raise Refused(*([fault] if fault else []))
    return look


def no_python(office: Office) -> Fault:
    """No Python that talks to LibreOffice was found."""
    return Fault(
        str(office.program),
        sentence("LibreOffice has no Python that talks to it."),
        sentence("Repair the installation; on Debian and Ubuntu, run: sudo apt install python3-uno"),
    )


def python_fault(look: Look, own: Python) -> Fault | None:
    """Why arxl cannot run in LibreOffice's Python; None where it can."""
    theirs, ours = (".".join(map(str, version)) for version in (look.version, own.version))
    if look.version != own.version:
        return Fault(
            look.program,
            sentence("LibreOffice runs Python {theirs}; arxl is installed in Python {ours}.", theirs=theirs, ours=ours),
            sentence("Install arxl in a Python {theirs}, and run its arxl addin install --libreoffice.", theirs=theirs)
            if look.version >= (3, 11)
            else sentence("Install a later LibreOffice: arxl needs Python 3.11 or later."),
        )
    if look.bits != own.bits:
        return Fault(
            look.program,
            sentence("LibreOffice has {theirs} bits; arxl's Python has {ours}.", theirs=look.bits, ours=own.bits),
            sentence("Install the LibreOffice of {ours} bits.", ours=own.bits),
        )
    for name in ("arxl", "numpy"):
        if name in look.missing:
            return Fault(
                look.program,
                sentence("LibreOffice's Python cannot use {name}: {why}.", name=name, why=look.missing[name]),
                sentence("Install arxl anew in {folder}, and run: arxl addin install", folder=str(own.folder)),
            )
    return None


def unanswered(office: Office, python: Look, remedy: Sentence, profile: Path | None = None) -> Iterator[Fault]:
    """Formulas of the proof that do not give their value, in the office's profile or in another."""
    shown = office.ask(python, list(PROOF), profile)
    for (formula, value), cell in zip(PROOF.items(), shown, strict=True):
        if cell["value"] != value or cell["error"]:
            yield Fault(
                str(office.profile),
                sentence('{formula} shows "{shown}" in a cell.', formula=formula, shown=cell["text"]),
                remedy,
            )


def installed_extension(office: Office) -> Installed | None:
    """arxl's extension in a profile; None where it is not installed.

    A folder of the cache counts if the list of packages names it: LibreOffice clears away others when it starts.
    """
    cache = office.profile / "user/uno_packages/cache"
    packages = cache / "uno_packages.pmap"
    listed = packages.read_bytes() if packages.exists() else b""
    for file in cache.glob("uno_packages/*/*/description.xml"):
        tree = ElementTree.parse(file)
        identifier, version = (tree.find(_DESCRIPTION + name) for name in ("identifier", "version"))
        named = file.parents[1].name.removesuffix("_").encode() in listed
        if named and identifier is not None and identifier.get("value") == IDENTIFIER:
            site = file.parent / SITE
            folders = site.read_text("utf-8").splitlines() if site.exists() else []
            return Installed(file.parent, "" if version is None else version.get("value", ""), tuple(folders))
    return None


def standard_library(office: Office) -> Path:
    """Where the profile keeps the Basic modules of the library Standard."""
    return office.profile / "user" / "basic" / "Standard"


def module_source(file: Path) -> str | None:
    """The source of a Basic module; None where there is none."""
    try:
        return ElementTree.parse(file).getroot().text or ""
    except (OSError, ElementTree.ParseError):
        return None


def is_own_module(file: Path) -> bool:
    """Whether a Basic module is arxl's: it says so in its first line."""
    return bool(re.match(rf"\s*{re.escape(MARK)}", module_source(file) or ""))
