"""What can be wrong between LibreOffice and arxl: the program, its Python, the extension, and an answer in a cell."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from arxl import __version__
from arxl.errors import Fault, Refused, sentence
from arxl.hosts.addin.computer import Computer
from arxl.hosts.addin.finding import Finding, Fine
from arxl.hosts.libreoffice.build import IDENTIFIER
from arxl.hosts.libreoffice.install import (
    PROOF,
    Parts,
    installed_extension,
    module_source,
    no_python,
    python_fault,
    standard_library,
    unanswered,
)
from arxl.hosts.libreoffice.office import Look, Office, office_here, too_old

_INSTALL = sentence("Close LibreOffice, and run: arxl addin install --libreoffice")
_COPIED = ("registrymodifications.xcu", "uno_packages", "extensions", "basic")
"""What of a profile an installed extension lives in."""


def findings(computer: Computer, parts: Parts, profile: Path | None = None) -> Iterator[Finding]:
    """Everything about LibreOffice; whatever would only follow from an earlier fault is not looked at."""
    office = office_here(computer, profile)
    if office is None:
        yield Fine("LibreOffice", "not on this computer")
        return
    yield Fine("LibreOffice", f"{'.'.join(map(str, office.version))}, {office.program}")
    old = too_old(office)
    if old is not None:
        yield Fault(str(office.program), old, sentence("Install a later LibreOffice."))
    look = office.look(computer.python.paths)
    if look is None:
        yield no_python(office)
        return
    yield Fine("LibreOffice's Python", f"{'.'.join(map(str, look.version))}, {look.program}")
    wrong = python_fault(look, computer.python)
    seen = [*([wrong] if wrong else []), *_extension(office, computer)]
    if installed_extension(office) is not None:
        seen += _modules(office, parts)
    yield from seen
    if not any(isinstance(finding, Fault) for finding in seen):
        yield from _answers(office, look)


def _extension(office: Office, computer: Computer) -> Iterator[Finding]:
    """The extension, as it lies in the profile."""
    found = installed_extension(office)
    if found is None:
        yield Fault(str(office.profile), sentence("arxl's extension is not installed."), _INSTALL)
        return
    own = str(computer.python.paths[0])
    if found.version != __version__:
        fact = sentence("the extension is of arxl {found}; this is arxl {own}.", found=found.version, own=__version__)
        yield Fault(str(office.profile), fact, _INSTALL)
    elif own not in found.site:
        fact = sentence(
            "LibreOffice uses the arxl in {other}; this is the one in {own}.", other=found.site[:1], own=own
        )
        yield Fault(str(office.profile), fact, _INSTALL)
    elif not _is_active(office, found.folder):
        yield Fault(
            str(office.profile),
            sentence("arxl's extension is switched off."),
            sentence("Tools, Extensions (or Extension Manager): enable arxl, and start LibreOffice anew."),
        )
    else:
        yield Fine(str(office.profile), f"extension {IDENTIFIER} {found.version}")


def _is_active(office: Office, folder: Path) -> bool:
    """Whether the profile's list of bundles names the folder of an extension, and does not revoke it."""
    cache = office.profile / "user/uno_packages/cache"
    database = cache / "registry/com.sun.star.comp.deployment.bundle.PackageRegistryBackend/backenddb.xml"
    try:
        entries = ElementTree.parse(database).getroot()
    except (OSError, ElementTree.ParseError):
        return False
    ending = "/".join(folder.parts[-2:])
    return any(entry.get("url", "").endswith(ending) and entry.get("revoked") != "true" for entry in entries)


def _modules(office: Office, parts: Parts) -> Iterator[Finding]:
    """The Basic modules, as they lie in the profile."""
    for name, source in parts.modules.items():
        file = standard_library(office) / f"{name}.xba"
        found = module_source(file)
        if found is None:
            yield Fault(str(file), sentence("the Basic module that passes formulas on to arxl is missing."), _INSTALL)
        elif found.split() != source.split():
            yield Fault(str(file), sentence("the Basic module is not that of this arxl."), _INSTALL)


def _answers(office: Office, look: Look) -> Iterator[Finding]:
    """Ask cells of a new sheet, in a copy of the profile: the user's own may be in use, and is left as it is."""
    with TemporaryDirectory() as folder:
        for name in _COPIED:
            _copy(office.profile / "user" / name, Path(folder) / "user" / name)
        try:
            wrong = list(unanswered(office, look, _INSTALL, Path(folder)))
        except Refused as problem:
            wrong = list(problem.faults)
    yield from wrong
    if not wrong:
        yield from (Fine("LibreOffice", f"a cell answers {formula}") for formula in PROOF)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target)
    elif source.exists():
        shutil.copy(source, target)
