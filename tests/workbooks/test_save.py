"""A file is saved whole or not at all, and never over what a person has open."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from arxl.errors import Refused
from arxl.workbook import save
from arxl.workbook.lock import beside, sole_writer
from arxl.workbook.save import previous, save_safely


def holding(text: str) -> Callable[[BinaryIO], None]:
    """A writer of a small zip; the same text gives the same bytes."""

    def write(file: BinaryIO) -> None:
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr(zipfile.ZipInfo("content"), text)

    return write


def content(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("content").decode()


def names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def test_a_new_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "Книга – 결과 2026-10.xlsx"
    assert save_safely(path, holding("one"))
    assert content(path) == "one"
    assert names(tmp_path) == {path.name}


def test_the_same_bytes_touch_nothing(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    save_safely(path, holding("one"))
    before = path.stat()
    assert not save_safely(path, holding("one"))
    after = path.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert names(tmp_path) == {"r.xlsx"}


def test_what_is_replaced_stays_as_the_previous_file(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    for text in ("one", "two", "three"):
        assert save_safely(path, holding(text))
    assert (content(path), content(previous(path))) == ("three", "two")
    assert names(tmp_path) == {"r.xlsx", "r.bak.xlsx"}


def test_previous_files_are_kept_where_there_are_no_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "r.xlsx"
    save_safely(path, holding("one"))
    save_safely(path, holding("two"))
    assert (content(path), content(previous(path))) == ("two", "one")
    assert names(tmp_path) == {"r.xlsx", "r.bak.xlsx"}


def test_the_input_is_never_written(tmp_path: Path) -> None:
    book = tmp_path / "Book.xlsx"
    save_safely(book, holding("facts"))
    (tmp_path / "other").mkdir()
    link = tmp_path / "other" / "link.xlsx"
    os.link(book, link)
    for path in (book, tmp_path / "other" / ".." / "Book.xlsx", link):
        with pytest.raises(Refused, match=r"never written\. Give the results another name\."):
            save_safely(path, holding("results"), inputs=[book])
    assert content(book) == "facts"


@pytest.mark.parametrize(
    ("lock", "bytes_", "who"),
    [
        ("~$r.xlsx", bytes([3]) + b"Ana".ljust(54) + b"A\0n\0a\0", "Ana"),
        (".~lock.r.xlsx#", b"Ana Pop,ana,desk-3,22.11.2026 10:15,file:///home/ana;", "Ana Pop"),
        (".~lock.r.xlsx#", b",ana,desk-3,22.11.2026 10:15,file:///home/ana;", "ana, desk-3"),
        (".~lock.r.xlsx#", b"", "?"),
    ],
)
def test_a_workbook_that_somebody_has_open_is_refused(tmp_path: Path, lock: str, bytes_: bytes, who: str) -> None:
    path = tmp_path / "r.xlsx"
    save_safely(path, holding("one"))
    (tmp_path / lock).write_bytes(bytes_)
    with pytest.raises(Refused) as refusal:
        save_safely(path, holding("two"))
    assert f"is open ({who}; lock file {lock} of 20" in str(refusal.value)
    assert str(refusal.value).endswith(f"If nobody has it open, delete the file {lock}.")
    assert content(path) == "one"
    assert names(tmp_path) == {"r.xlsx", lock}


def test_locks_of_other_workbooks_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / "~$Book.xlsx").write_bytes(b"")
    (tmp_path / ".~lock.Book.xlsx#").write_bytes(b"")
    assert save_safely(tmp_path / "r.xlsx", holding("one"))


def test_a_second_run_is_refused_while_the_first_writes(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    with sole_writer(path.resolve()), pytest.raises(Refused, match=f"process {os.getpid()} on .*Wait until it has"):
        save_safely(path, holding("two"))
    assert names(tmp_path) == set()
    assert save_safely(path, holding("two"))


def test_another_process_is_kept_out_too(tmp_path: Path) -> None:
    path = (tmp_path / "r.xlsx").resolve()
    code = (
        "import sys, pathlib\nfrom arxl.workbook.save import save_safely\nfrom arxl.errors import Refused\n"
        "try: save_safely(pathlib.Path(sys.argv[1]), lambda f: None)\n"
        "except Refused as refusal: print(refusal)"
    )
    with sole_writer(path):
        said = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert "another run of arxl is writing this file" in said.stdout


def test_a_killed_run_leaves_nothing_that_stops_the_next(tmp_path: Path) -> None:
    path = (tmp_path / "r.xlsx").resolve()
    beside(path, "lock").write_bytes(b"\x00999999 desk-3")
    beside(path, "0badf00d.tmp").write_bytes(b"half of it")
    assert save_safely(path, holding("one"))
    assert names(tmp_path) == {"r.xlsx"}


def test_leftovers_of_other_files_are_left_alone(tmp_path: Path) -> None:
    other = beside(tmp_path / "other.xlsx", "0badf00d.tmp")
    other.write_bytes(b"somebody writes this now")
    save_safely(tmp_path / "r.xlsx", holding("one"))
    assert other.exists()


def test_a_file_that_does_not_read_back_never_gets_its_name(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    save_safely(path, holding("one"))

    def torn(file: BinaryIO) -> None:
        holding("two" * 100)(file)
        file.seek(60)
        file.write(b"\xff")

    with pytest.raises(Refused, match="the file is not saved and nothing else is changed"):
        save_safely(path, torn)
    assert content(path) == "one"
    assert names(tmp_path) == {"r.xlsx"}


@pytest.mark.parametrize("problem", [RuntimeError("a bug"), KeyboardInterrupt()])
def test_an_interrupted_writer_leaves_the_old_file(tmp_path: Path, problem: BaseException) -> None:
    path = tmp_path / "r.xlsx"
    save_safely(path, holding("one"))

    def interrupted(file: BinaryIO) -> None:
        file.write(b"PK")
        raise problem

    with pytest.raises(type(problem)):
        save_safely(path, interrupted)
    assert content(path) == "one"
    assert names(tmp_path) == {"r.xlsx"}


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"gone does not exist\. Create it, or choose another with -o\."):
        save_safely(tmp_path / "gone" / "r.xlsx", holding("one"))


def test_a_folder_of_that_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").mkdir()
    with pytest.raises(Refused, match="a folder has this name"):
        save_safely(tmp_path / "r.xlsx", holding("one"))
    assert names(tmp_path) == {"r.xlsx"}


class Busy(OSError):
    """What Windows raises while another program looks at the file."""

    winerror = 32


@pytest.mark.parametrize(("refusals", "saved"), [(3, True), (10_000, False)])
def test_windows_is_asked_again_for_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusals: int, saved: bool
) -> None:
    path = tmp_path / "r.xlsx"
    save_safely(path, holding("one"))
    replace, slept = os.replace, []

    def busy(source: Path, target: Path) -> None:
        nonlocal refusals
        if target == path and refusals > 0:
            refusals -= 1
            raise Busy(13, "sharing violation")
        replace(source, target)

    monkeypatch.setattr(os, "replace", busy)
    monkeypatch.setattr("time.sleep", slept.append)
    if saved:
        assert save_safely(path, holding("two"))
        assert sum(slept) == pytest.approx(0.3)
    else:
        with pytest.raises(Refused, match=r"another program holds the file.*Close the file in every program"):
            save_safely(path, holding("two"))
        assert sum(slept) == pytest.approx(2.5)
    assert content(path) == ("two" if saved else "one")
    assert {name for name in names(tmp_path) if name.startswith(".arxl")} == set()


def test_a_path_that_windows_cannot_open_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(save, "_LONGEST_HERE", len(str(tmp_path)) + 10)
    assert save_safely(tmp_path / "short.pdf", holding("one"))
    with pytest.raises(Refused, match="Windows allows"):
        save_safely(tmp_path / "much-longer.pdf", holding("one"))
    assert names(tmp_path) == {"short.pdf"}
