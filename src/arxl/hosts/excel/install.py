"""arxl's add-in into Excel, and out of it: two files, the add-in and what says which Python it starts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import PureWindowsPath

from arxl.errors import refused, sentence
from arxl.hosts.addin.computer import Computer, System
from arxl.hosts.addin.record import Record
from arxl.hosts.excel.connection import connection, mac_script
from arxl.hosts.excel.places import excel_places, excel_program
from arxl.hosts.excel.ribbon import PART


def install(computer: Computer, record: Record, addin: bytes) -> Iterator[str]:
    """Put the add-in where Excel finds it; a line for each file.

    Raises:
        Refused: Excel is not here, a file of another program has the name, or the system does not let arxl write.
    """
    if computer.system is System.LINUX or excel_program(computer) is None:
        raise refused(
            "Excel",
            sentence("Excel is not on this computer."),
            sentence("Install it, or run: arxl addin install --libreoffice"),
        )
    places = excel_places(computer)
    yield f"{record.put(places.connection, own_connection(computer), is_connection)}: {places.connection}"
    yield f"{record.put(places.addin, addin, is_addin)}: {places.addin}"


def remove(computer: Computer, record: Record) -> Iterator[str]:
    """Take arxl's files away; a line for each.

    Raises:
        Refused: the system does not let arxl delete one.
    """
    if computer.system is System.LINUX:
        return
    places = excel_places(computer)
    for path, is_own in ((places.addin, is_addin), (places.connection, is_connection)):
        done = record.take(path, is_own)
        if done is not None:
            yield f"{done}: {path}"


def own_connection(computer: Computer) -> bytes:
    """What tells Excel to start the Python that runs this.

    Raises:
        Refused: its path cannot be told to Excel.
    """
    python = computer.python
    if computer.system is System.MAC:
        return mac_script(python.program).encode()
    quiet = python.program.with_name("pythonw.exe")  # opens no window
    program = quiet if quiet.exists() else python.program
    return connection(*(PureWindowsPath(_readable(computer, str(path))) for path in (program, python.folder)))


def is_addin(content: bytes) -> bool:
    """Whether a file is an add-in of arxl's: its ribbon calls arxl's buttons."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return b"ArxlButtons" in archive.read(PART)
    except (zipfile.BadZipFile, KeyError):
        return False


def is_connection(content: bytes) -> bool:
    """Whether a file tells Excel how to start arxl."""
    return "xlwings.serve(".encode("utf-16-le") in content or b"arxl.hosts.excel" in content


def _readable(computer: Computer, path: str) -> str:
    """A path in the letters of Windows' code page, which is all that starting a program from a macro knows."""
    code_page = computer.registry.values(r"HKLM\SYSTEM\CurrentControlSet\Control\Nls\CodePage").get("ACP", "1252")
    for written in (path, computer.short_path(path)):
        if _is_written_in(written, f"cp{code_page}"):
            return written
    raise refused(
        path,
        sentence("the path has letters that Excel cannot hand on to Windows (code page {page}).", page=code_page),
        sentence(
            "Install arxl in a folder whose path is written in plain letters, such as {folder}.", folder="C:\\arxl"
        ),
    )


def _is_written_in(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
