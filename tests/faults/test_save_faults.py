"""Saving under kill -9, a full disk and a folder that may not be written: the old file or the new one, never half."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from arxl.errors import Refused
from arxl.workbook.save import previous, save_safely

posix = pytest.mark.skipif(os.name != "posix", reason="a save is killed by signals of POSIX")


def holding(number: int) -> Callable[[BinaryIO], None]:
    def write(file: BinaryIO) -> None:
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr(zipfile.ZipInfo("number"), str(number))
            archive.writestr(zipfile.ZipInfo("bulk"), random.Random(number).randbytes(200_000))

    return write


def number_in(path: Path) -> int:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return int(archive.read("number"))


def in_child(work: Callable[[int], None]) -> tuple[int, int]:
    """Start `work` in a child that may die at any moment; its answers come through the pipe."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work(writing)
        finally:
            os._exit(0)
    os.close(writing)
    return child, reading


def said_by(child: int, reading: int) -> str:
    with os.fdopen(reading, "rb") as pipe:
        text = pipe.read().decode()
    os.waitpid(child, 0)
    return text


@posix
@pytest.mark.parametrize("rounds", [12, pytest.param(300, marks=pytest.mark.long)])
def test_kill_9_at_random_points(tmp_path: Path, rounds: int) -> None:
    path = tmp_path / "results.xlsx"
    chance = random.Random(rounds)
    save_safely(path, holding(0))
    acknowledged = 0

    for _ in range(rounds):
        start = acknowledged

        def save_on_and_on(pipe: int, start: int = start) -> None:
            for number in range(start + 1, start + 10_000):
                save_safely(path, holding(number))
                os.write(pipe, b"%d\n" % number)

        child, reading = in_child(save_on_and_on)
        time.sleep(chance.uniform(0.002, 0.06))
        os.kill(child, signal.SIGKILL)
        answers = said_by(child, reading).split()
        acknowledged = int(answers[-1]) if answers else acknowledged
        # A save that was acknowledged is there; at most the one after it is there too.
        assert number_in(path) in (acknowledged, acknowledged + 1)
        if previous(path).exists():
            assert number_in(previous(path)) in (acknowledged - 1, acknowledged, acknowledged + 1)
        acknowledged = number_in(path)

    save_safely(path, holding(-1))
    assert {entry.name for entry in tmp_path.iterdir()} <= {"results.xlsx", "results.bak.xlsx"}
    assert number_in(path) == -1


@posix
@pytest.mark.parametrize("limit", [0, 1, 4096, 150_000])
def test_a_full_disk_leaves_the_old_file_and_says_one_sentence(tmp_path: Path, limit: int) -> None:
    import resource

    path = tmp_path / "results.xlsx"
    save_safely(path, holding(1))

    def save_with_little_room(pipe: int) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            save_safely(path, holding(2))
        except Refused as refusal:
            os.write(pipe, str(refusal).encode())

    said = said_by(*in_child(save_with_little_room))
    assert said == (
        f"{path}: the disk or the quota is full; the file is not saved and nothing else is changed. "
        "Free some space and run again."
    )
    assert number_in(path) == 1
    assert [entry.name for entry in tmp_path.iterdir()] == ["results.xlsx"]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another user can reach (tmp_path is its owner's alone)."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        yield Path(name).resolve()


@posix
def test_a_folder_that_may_not_be_written_is_named(open_folder: Path) -> None:
    path = open_folder / "results.xlsx"
    save_safely(path, holding(1))
    os.chmod(open_folder, 0o555)

    def save_as_nobody_special(pipe: int) -> None:
        if os.geteuid() == 0:
            os.setuid(65534)  # no permission stops root
        try:
            save_safely(path, holding(2))
        except Refused as refusal:
            os.write(pipe, str(refusal).encode())

    said = said_by(*in_child(save_as_nobody_special))
    os.chmod(open_folder, 0o755)
    assert said == (
        f"{path}: the folder {open_folder} does not allow writing. "
        "Choose another folder with -o, or change its permissions."
    )
    assert number_in(path) == 1
    assert [entry.name for entry in open_folder.iterdir()] == ["results.xlsx"]


@posix
@pytest.mark.parametrize("call", ["fsync", "replace", "link"])
def test_an_error_of_the_disk_at_each_step(tmp_path: Path, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "results.xlsx"
    save_safely(path, holding(1))
    calls = []

    def broken(*arguments: object, **_: object) -> None:
        calls.append(arguments)
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, broken)
        if call == "link":  # then the previous file is kept as a copy
            assert save_safely(path, holding(2))
        else:
            with pytest.raises(Refused, match="nothing else is changed: Input/output error"):
                save_safely(path, holding(2))
    assert len(calls) == 1, "a failed step is not tried again"
    assert number_in(path) == (2 if call == "link" else 1)
    assert not list(tmp_path.glob(".arxl-*"))


@posix
def test_two_processes_that_save_at_once_take_turns_or_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "results.xlsx"
    code = (
        "import sys, zipfile, pathlib\n"
        "from arxl.workbook.save import save_safely\nfrom arxl.errors import Refused\n"
        "def write(file):\n"
        "    with zipfile.ZipFile(file, 'w') as archive: archive.writestr('number', str(number))\n"
        "saved = refused = 0\n"
        "for number in range(60):\n"
        "    try: save_safely(pathlib.Path(sys.argv[1]), write); saved += 1\n"
        "    except Refused: refused += 1\n"
        "print(saved, refused)\n"
    )
    runs = [subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE) for _ in range(3)]
    counts = [tuple(map(int, run.communicate()[0].split())) for run in runs]
    assert all(saved + refused == 60 for saved, refused in counts)
    assert sum(saved for saved, _ in counts) > 0
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
    assert {entry.name for entry in tmp_path.iterdir()} <= {"results.xlsx", "results.bak.xlsx"}
