"""What keeps arxl from being put into Excel or LibreOffice, or taken out."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from unittest.mock import patch

from arxl.errors import Fault
from arxl.hosts.addin.computer import Computer
from arxl.hosts.addin.install import Wish, install
from arxl.hosts.addin.record import Record
from arxl.hosts.excel import install as excel
from arxl.hosts.excel.places import excel_places
from arxl.hosts.libreoffice import install as libreoffice
from arxl.hosts.libreoffice.build import sources
from arxl.hosts.libreoffice.install import Parts
from arxl.hosts.libreoffice.removal import remove
from computers import linux, office, windows
from errors.scene import scene

PARTS = Parts(b"extension", {"ArxlCells": "' Written by arxl"})


def into_libreoffice(computer: Computer) -> Iterable[Fault]:
    for _ in libreoffice.install(computer, Record(computer.own_data / "addins.json"), PARTS):
        pass
    return ()


def into_excel(computer: Computer) -> Iterable[Fault]:
    for _ in excel.install(computer, Record(computer.own_data / "addins.json"), b"add-in"):
        pass
    return ()


@scene("Installing where neither Excel nor LibreOffice is")
def no_program_at_all(folder: Path) -> Iterable[Fault]:
    for _ in install(linux(folder), Wish()):
        pass
    return ()


@scene("Installing in a language that arxl does not speak")
def klingon(folder: Path) -> Iterable[Fault]:
    for _ in install(linux(folder), Wish(language="Klingon")):
        pass
    return ()


@scene("Installing into an Excel that is not there")
def no_excel(folder: Path) -> Iterable[Fault]:
    return into_excel(linux(folder))


@scene("Another program's file bears the name of the add-in")
def others_addin(folder: Path) -> Iterable[Fault]:
    computer = windows(folder)
    addin = excel_places(computer).addin
    addin.parent.mkdir(parents=True)
    addin.write_bytes(b"somebody's")
    return into_excel(computer)


@scene("Excel cannot be told the path of Python")
def unwritable_path(folder: Path) -> Iterable[Fault]:
    return into_excel(windows(folder / "应收"))


@scene("Windows does not let go of the add-in")
def held_addin(folder: Path) -> Iterable[Fault]:
    computer, record = windows(folder), Record(folder / "addins.json")
    list(excel.install(computer, record, b"add-in"))
    with patch.object(os, "unlink", side_effect=PermissionError(13, "Permission denied")):
        list(excel.remove(computer, record))
    return ()


@scene("Installing into a LibreOffice that is not there")
def no_libreoffice(folder: Path) -> Iterable[Fault]:
    return into_libreoffice(linux(folder))


@scene("LibreOffice is running")
def running(folder: Path) -> Iterable[Fault]:
    return into_libreoffice(linux(folder, office(install={"running": True})))


@scene("LibreOffice does not do what is asked of it")
def failing(folder: Path) -> Iterable[Fault]:
    return into_libreoffice(linux(folder, office(install={"problem": "TimeoutError: LibreOffice does not start"})))


@scene("Removing where no Python talks to LibreOffice, and its own tool refuses")
def nothing_removes(folder: Path) -> Iterable[Fault]:
    computer = linux(folder, office(missing={"uno": "No module named 'uno'"}))
    profile = folder / "profile"
    extension = profile / "user/uno_packages/cache/uno_packages/lu1.tmp_/arxl.oxt"
    extension.mkdir(parents=True)
    (extension / "description.xml").write_bytes(sources()["description.xml"])
    (extension.parents[2] / "uno_packages.pmap").write_bytes(b"lu1.tmp")
    list(remove(computer, Record(folder / "addins.json"), profile))
    return ()


@scene("Cells do not answer after an installation")
def silent(folder: Path) -> Iterable[Fault]:
    cell = {"text": "#NAME?", "value": 0.0, "error": 525}
    return into_libreoffice(linux(folder, office(ask={"answer": [cell, cell]})))


@scene("LibreOffice is too old")
def too_old(folder: Path) -> Iterable[Fault]:
    return into_libreoffice(linux(folder, office(version="6.4.7")))


@scene("LibreOffice has no Python")
def no_python(folder: Path) -> Iterable[Fault]:
    return into_libreoffice(linux(folder, office(missing={"uno": "No module named 'uno'"})))


@scene("LibreOffice's Python is another one than arxl's")
def other_python(folder: Path) -> Iterable[Fault]:
    return into_libreoffice(linux(folder, office(python_version=(3, 12))))


@scene("LibreOffice's Python is too old for arxl")
def old_python(folder: Path) -> Iterable[Fault]:
    return into_libreoffice(linux(folder, office(python_version=(3, 8))))


@scene("LibreOffice has 32 bits, and Python 64")
def other_bits(folder: Path) -> Iterable[Fault]:
    return into_libreoffice(linux(folder, office(bits=32)))


@scene("LibreOffice's Python cannot load numpy")
def no_numpy(folder: Path) -> Iterable[Fault]:
    return into_libreoffice(linux(folder, office(missing={"numpy": "No module named 'numpy'"})))
