"""arxl into the Excel of a Windows and of a Mac that are not there: every file, and no other, comes and goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from arxl.errors import Refused
from arxl.hosts.addin import install as addins
from arxl.hosts.addin.computer import Computer
from arxl.hosts.addin.install import Wish
from arxl.hosts.excel.build import addin
from arxl.hosts.excel.install import is_addin, is_connection
from arxl.hosts.excel.places import excel_places
from computers import mac, windows

Make = Callable[[Path], Computer]
BOTH = pytest.mark.parametrize("make", [windows, mac], ids=["windows", "mac"])
ONLY_EXCEL = Wish(excel=True)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def installed(computer: Computer, wish: Wish = ONLY_EXCEL) -> list[str]:
    return list(addins.install(computer, wish))


def removed(computer: Computer, wish: Wish = ONLY_EXCEL) -> list[str]:
    return list(addins.remove(computer, wish))


@BOTH
def test_what_comes_goes_again(make: Make, tmp_path: Path) -> None:
    computer = make(tmp_path)
    before = files(tmp_path)
    said = installed(computer)
    came = files(tmp_path).keys() - before.keys()
    places = excel_places(computer)
    record = (computer.own_data / "addins.json").relative_to(tmp_path).as_posix()
    assert came == {path.relative_to(tmp_path).as_posix() for path in (places.addin, places.connection)} | {record}
    assert said[:-1] == [f"written: {places.connection}", f"written: {places.addin}"]
    assert removed(computer) == [f"removed: {places.addin}", f"removed: {places.connection}"]
    assert files(tmp_path) == before
    assert removed(computer) == ["Nothing of arxl is installed there."]


@BOTH
def test_a_second_time_changes_nothing(make: Make, tmp_path: Path) -> None:
    computer = make(tmp_path)
    installed(computer)
    before = files(tmp_path)
    assert all(line.startswith("unchanged: ") for line in installed(computer)[:-1])
    assert files(tmp_path) == before


@BOTH
def test_another_language_renews_the_addin(make: Make, tmp_path: Path) -> None:
    computer = make(tmp_path)
    installed(computer)
    place = excel_places(computer).addin
    assert f"renewed: {place}" in installed(computer, Wish(excel=True, language="ro"))
    assert place.read_bytes() == addin("ro")


@BOTH
def test_an_addin_that_was_put_there_by_hand_is_renewed_and_removed(make: Make, tmp_path: Path) -> None:
    computer = make(tmp_path)
    place = excel_places(computer).addin
    place.parent.mkdir(parents=True)
    place.write_bytes(addin("ko"))
    assert f"renewed: {place}" in installed(computer)
    (computer.own_data / "addins.json").unlink()
    assert f"removed: {place}" in removed(computer)


@BOTH
def test_a_file_of_somebody_else_stays(make: Make, tmp_path: Path) -> None:
    computer = make(tmp_path)
    place = excel_places(computer).addin
    place.parent.mkdir(parents=True)
    place.write_bytes(b"somebody's")
    with pytest.raises(Refused, match="another program"):
        installed(computer)
    assert any(line.startswith("left, ") and str(place) in line for line in removed(computer))
    assert place.read_bytes() == b"somebody's"


def test_excel_on_windows_is_told_the_quiet_python_and_both_libraries(tmp_path: Path) -> None:
    computer = windows(tmp_path)
    computer.python.program.with_name("pythonw.exe").touch()
    installed(computer)
    said = excel_places(computer).connection.read_bytes().decode("utf-16").split("\n")
    assert said[0].endswith("xlwings64-0.37.8.dll")
    assert said[1].endswith("xlwings32-0.37.8.dll")
    assert "pythonw.exe" in said[2]


def test_letters_outside_the_code_page_go_by_the_short_path(tmp_path: Path) -> None:
    computer = windows(tmp_path / "应收", short_path=lambda path: path.replace("应收", "YS~1"))
    installed(computer)
    said = excel_places(computer).connection.read_bytes().decode("utf-16")
    assert "YS~1" in said
    assert "应收" not in said


def test_letters_of_the_code_page_stay_as_they_are(tmp_path: Path) -> None:
    key = r"HKLM\SYSTEM\CurrentControlSet\Control\Nls\CodePage"
    computer = windows(tmp_path / "应收", {key: {"ACP": "936"}})
    installed(computer)
    assert "应收" in excel_places(computer).connection.read_bytes().decode("utf-16")


def test_only_what_is_arxls_is_taken_for_it() -> None:
    assert is_addin(addin("en"))
    assert not is_addin(b"PK\x03\x04")
    assert not is_addin(b"")
    assert not is_connection("C:\\python.exe".encode("utf-16"))
