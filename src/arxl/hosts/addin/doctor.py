"""`arxl doctor`: everything about arxl and the spreadsheet programs of this computer that is fine, and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from arxl.errors import Fault, sentence
from arxl.hosts.addin import interpreter
from arxl.hosts.addin.computer import Computer
from arxl.hosts.addin.finding import Finding


def findings(computer: Computer, profile: Path | None = None) -> Iterator[Finding]:
    """What the doctor finds, from the interpreter outwards."""
    missing = list(interpreter.missing_libraries(computer))
    yield from interpreter.findings(computer)
    yield from missing
    if not missing:  # without them nothing of arxl can be loaded, nor installed anew
        yield from _programs(computer, profile)


def _programs(computer: Computer, profile: Path | None) -> Iterator[Finding]:
    from arxl.hosts.excel import health as excel
    from arxl.hosts.excel.build import addin
    from arxl.hosts.excel.places import excel_program
    from arxl.hosts.libreoffice import health as libreoffice
    from arxl.hosts.libreoffice.install import parts_for
    from arxl.hosts.libreoffice.office import office_here

    yield from excel.findings(computer, addin)
    yield from libreoffice.findings(computer, parts_for(computer.python), profile)
    if excel_program(computer) is None and office_here(computer, profile) is None:
        yield Fault(
            "",
            sentence("Neither Excel nor LibreOffice is on this computer."),
            sentence("Install one of them; arxl's commands work without."),
        )
