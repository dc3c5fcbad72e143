"""`arxl addin install`, `remove` and `build`: which programs are there, and a line for each thing done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from arxl.errors import Fault, WrongUsage, refused, sentence
from arxl.hosts.addin.computer import Computer, System
from arxl.hosts.addin.record import Record, write_whole
from arxl.hosts.excel import install as excel
from arxl.hosts.excel.build import ADDIN, addin
from arxl.hosts.excel.connection import CONNECTION_FILE, SCRIPT_FILE
from arxl.hosts.excel.places import excel_program
from arxl.hosts.libreoffice import install as libreoffice
from arxl.hosts.libreoffice.build import FILE, extension, forwarding_modules
from arxl.hosts.libreoffice.office import office_here
from arxl.hosts.libreoffice.removal import remove as remove_from_libreoffice
from arxl.locale import LANGUAGES, is_language, language_of
from arxl.workbook.save import make_folder


@dataclass(frozen=True, slots=True)
class Wish:
    """Which programs, in which language; the user's own profile of LibreOffice where none is named."""

    excel: bool = False
    libreoffice: bool = False
    language: str = "en"
    profile: Path | None = None


def install(computer: Computer, wish: Wish) -> Iterator[str]:
    """Put arxl into the programs that are wished for; where none is named, into all that are there.

    Raises:
        Refused: a program is missing, or does not take it.
        WrongUsage: the language is none of arxl's.
    """
    language = known_language(wish.language)
    to_excel, to_libreoffice = _programs(computer, wish)
    record = Record.read(computer.own_data)
    try:
        if to_excel:
            yield from excel.install(computer, record, addin(language))
        if to_libreoffice:
            yield from libreoffice.install(computer, record, libreoffice.parts_for(computer.python), wish.profile)
    finally:
        record.keep()
    yield "Start the program anew, then look whether all is well: arxl doctor"


def remove(computer: Computer, wish: Wish) -> Iterator[str]:
    """Take away what `install` put there, and nothing else.

    Raises:
        Refused: a program is running, or the system does not let arxl delete a file.
    """
    everything = not (wish.excel or wish.libreoffice)
    record = Record.read(computer.own_data)
    done = 0
    try:
        for line in _removed(computer, record, wish, everything=everything):
            done += 1
            yield line
    finally:
        record.keep()
    if not done:
        yield "Nothing of arxl is installed there."


def build(computer: Computer, folder: Path, language: str) -> Iterator[str]:
    """Write what `install` installs into a folder, for those who install by hand; it works with the arxl that wrote it.

    Raises:
        Refused: the system does not let arxl write.
        WrongUsage: the language is none of arxl's.
    """
    language = known_language(language)
    make_folder(folder)
    files = {ADDIN: addin(language), FILE: extension([str(path) for path in computer.python.paths])}
    if computer.system is not System.LINUX:
        file = CONNECTION_FILE if computer.system is System.WINDOWS else SCRIPT_FILE
        files[file.name] = excel.own_connection(computer)
    files |= {f"{name}.bas": source.encode() for name, source in forwarding_modules().items()}
    for name, content in files.items():
        write_whole(folder / name, content)
        yield f"Written: {folder / name}"


def known_language(said: str) -> str:
    """The language of arxl that somebody means.

    Raises:
        WrongUsage: it is none of the six.
    """
    if not is_language(said):
        raise WrongUsage(
            Fault(
                "--language",
                sentence('"{language}" is not a language of arxl.', language=said),
                sentence("Choose one of {languages}.", languages=LANGUAGES),
            )
        )
    return language_of(said)


def _programs(computer: Computer, wish: Wish) -> tuple[bool, bool]:
    if wish.excel or wish.libreoffice:
        return wish.excel, wish.libreoffice
    found = excel_program(computer) is not None, office_here(computer, wish.profile) is not None
    if not any(found):
        raise refused(
            "",
            sentence("Neither Excel nor LibreOffice is on this computer."),
            sentence("Install one of them; arxl's commands work without."),
        )
    return found


def _removed(computer: Computer, record: Record, wish: Wish, *, everything: bool) -> Iterator[str]:
    if wish.excel or everything:
        yield from excel.remove(computer, record)
    if wish.libreoffice or everything:
        known = [Path(profile) for profile in record.profiles]
        for profile in [wish.profile] if wish.profile else [None, *known]:
            yield from remove_from_libreoffice(computer, record, profile)
