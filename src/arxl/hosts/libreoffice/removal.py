"""arxl's extension and Basic modules out of LibreOffice, whatever has become of LibreOffice's Python.

A Python that talks to LibreOffice is all that is asked for: it need not be able to load arxl, for that is a reason to
take arxl out. Where there is none either, LibreOffice's own tool takes the extension away, and the modules, which are
files of the profile, are deleted as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from arxl.errors import refused, sentence
from arxl.hosts.addin.computer import Computer
from arxl.hosts.addin.record import Record, not_removed, write_whole
from arxl.hosts.libreoffice.basic import BOOKS, CELLS, MARK
from arxl.hosts.libreoffice.build import IDENTIFIER
from arxl.hosts.libreoffice.install import installed_extension, is_own_module, standard_library
from arxl.hosts.libreoffice.office import Office, office_here


def remove(computer: Computer, record: Record, profile: Path | None = None) -> Iterator[str]:
    """Take arxl out of a profile; a line for each thing done.

    Raises:
        Refused: LibreOffice is running, or does not let it go.
    """
    office = office_here(computer, profile)
    if office is None or not office.profile.exists():
        return
    own = [file for file in sorted(standard_library(office).glob("*.xba")) if is_own_module(file)]
    has_extension = installed_extension(office) is not None
    if own or has_extension:
        look = office.look(())
        if look is not None:
            office.remove(look, IDENTIFIER, (CELLS, BOOKS), MARK)
        else:
            _remove_without_python(office, own, has_extension=has_extension)
    if has_extension:
        yield f"removed: extension {IDENTIFIER} from {office.profile}"
    for file in own:
        yield f"removed: Basic module Standard.{file.stem} from {office.profile}"
    record.profiles = [path for path in record.profiles if path != str(office.profile)]


def _remove_without_python(office: Office, modules: list[Path], *, has_extension: bool) -> None:
    """Delete the modules' files, and have LibreOffice's tool remove the extension.

    Raises:
        Refused: LibreOffice is running, its tool does not remove the extension, or the system keeps a file.
    """
    if (office.profile / ".lock").exists():  # it would write the modules anew
        raise office.running()
    if has_extension:
        office.remove_by_its_tool(IDENTIFIER)
        if installed_extension(office) is not None:
            raise refused(
                str(office.profile),
                sentence("arxl's extension is not removed: no Python talks to LibreOffice, and its own tool refuses."),
                sentence("In LibreOffice, under Tools, Extensions (or Extension Manager): remove arxl."),
            )
    for file in modules:
        _forget_module(file)


def _forget_module(file: Path) -> None:
    """Delete a Basic module, and its line in the library's list.

    Raises:
        Refused: the system does not let arxl delete or write.
    """
    listing = file.with_name("script.xlb")
    entry = re.compile(rb'[ \t]*<library:element library:name="%s"/>\r?\n?' % re.escape(file.stem).encode())
    if listing.exists():
        write_whole(listing, entry.sub(b"", listing.read_bytes()))
    try:
        file.unlink()
    except OSError as problem:
        raise not_removed(file, problem) from problem
