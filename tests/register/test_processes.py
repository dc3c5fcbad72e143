"""Several people issue at once, the power fails, the disk fills up: no number is lost or given twice."""

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from arxl.register.chain import verify
from arxl.register.store import history_at

ISSUER = Path(__file__).with_name("issuer.py")


def issuer(path, company, who, count, *limit) -> subprocess.Popen[str]:
    words = [sys.executable, str(ISSUER), str(path), company, who, str(count), *map(str, limit)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")


def numbers(count: int) -> list[str]:
    return [f"ST2026-{number:05d}" for number in range(1, count + 1)]


def assert_whole(path, company) -> list[str]:
    """The register is whole, its numbers run from 1 without gap; answers the numbers."""
    proved = verify(path)
    assert proved.fault is None, str(proved.fault)
    issued = [statement.number for statement in history_at(path, company).statements]
    assert issued == numbers(proved.entries)
    return issued


def test_eight_processes_take_four_hundred_numbers_without_a_gap(path, company):
    """They also make the register at the same moment: one of them wins, and all use the same."""
    running = [issuer(path, company, f"P{who}", 50) for who in range(8)]
    printed = []
    for process in running:
        out, err = process.communicate(timeout=120)
        assert (process.returncode, err) == (0, "")
        printed += out.split()
    assert sorted(printed) == numbers(400)
    assert assert_whole(path, company) == numbers(400)
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def kill_and_look(path, company, rounds: int) -> None:
    chance, acknowledged = random.Random(rounds), 0
    for turn in range(rounds):
        process = issuer(path, company, f"K{turn}", 10_000)
        assert process.stdout is not None
        first = process.stdout.readline()
        assert first.strip(), process.communicate()[1]
        time.sleep(chance.uniform(0, 0.05))
        process.kill()
        printed = [first.strip(), *process.stdout.read().split()]  # communicate() would miss what readline buffered
        process.communicate()
        issued = assert_whole(path, company)
        # What was acknowledged is there; of what was not, one commit at most can have reached the disk.
        assert issued[acknowledged : acknowledged + len(printed)] == printed
        assert len(issued) - acknowledged - len(printed) in (0, 1)
        acknowledged = len(issued)


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal of POSIX")
def test_a_killed_process_leaves_a_whole_register(path, company):
    kill_and_look(path, company, rounds=5)


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal of POSIX")
def test_a_hundred_killed_processes_leave_a_whole_register(path, company):
    kill_and_look(path, company, rounds=100)


@pytest.mark.skipif(sys.platform == "win32", reason="resource limits are POSIX")
def test_a_disk_that_fills_up_is_a_sentence_and_loses_nothing(path, company):
    issuer(path, company, "A", 3).communicate(timeout=60)
    out, err = issuer(path, company, "B", 5, 300_000).communicate(timeout=60)
    assert out == ""
    assert err.startswith(f"{path.name}: the disk f")  # fails or is full, as the system has it
    assert err.endswith("then run the command again: it goes on from what is recorded.\n")
    assert assert_whole(path, company) == numbers(3)
    assert issuer(path, company, "C", 1).communicate(timeout=60) == ("ST2026-00004\n", "")


def can_inject() -> bool:
    return shutil.which("strace") is not None and subprocess.run(["strace", "-qq", "true"], check=False).returncode == 0


# Two commits are 2 × (journal, folder, header, file, folder again) on the disk.
FAILURES = (
    *(("pwrite64", failure, turn) for failure in ("EIO", "ENOSPC", "KILL") for turn in range(1, 32, 2)),
    *(("fdatasync", failure, turn) for failure in ("EIO", "KILL") for turn in range(1, 11)),
    *(("unlink", failure, turn) for failure in ("EIO", "KILL") for turn in (1, 2)),
)


@pytest.mark.long
@pytest.mark.parametrize(("call", "failure", "turn"), FAILURES)
def test_a_system_call_that_fails_loses_nothing(path, company, call, failure, turn):
    if not can_inject():
        pytest.skip("strace, which makes single system calls fail, is not installed or may not trace here")
    issuer(path, company, "A", 3).communicate(timeout=60)
    how = "signal=KILL" if failure == "KILL" else f"error={failure}"
    tampered = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"inject={call}:{how}:when={turn}"]
    words = [sys.executable, str(ISSUER), str(path), company, "B", "2"]
    process = subprocess.run(
        [*tampered, *words], capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
    )
    assert "Traceback" not in process.stderr
    acknowledged = process.stdout.split()
    issued = assert_whole(path, company)
    assert issued[: 3 + len(acknowledged)] == numbers(3) + acknowledged
    assert len(issued) - 3 - len(acknowledged) in (0, 1)
    if process.returncode == 0:
        assert len(acknowledged) == 2
    else:
        assert process.returncode in (3, -signal.SIGKILL, 128 + signal.SIGKILL)
    finished = issuer(path, company, "C", 1)
    assert finished.communicate(timeout=60)[0].split() == [numbers(len(issued) + 1)[-1]]


def test_two_processes_make_one_register_where_there_are_no_hard_links(path, company):
    """As on exFAT: whoever comes second finds the first one's register, and does not replace it."""
    code = (
        "import os, runpy, sys\n"
        "def link(*_, **__): raise PermissionError(1, 'Operation not permitted')\n"
        "os.link = link\n"
        "sys.argv = sys.argv[1:]\n"
        "runpy.run_path(sys.argv[0], run_name='__main__')\n"
    )
    words = [sys.executable, "-c", code, str(ISSUER), str(path), company]
    running = [subprocess.Popen([*words, f"P{who}", "10"], stdout=subprocess.PIPE) for who in range(6)]
    printed = [number for process in running for number in process.communicate()[0].decode().split()]
    assert [process.returncode for process in running] == [0] * 6
    assert sorted(printed) == assert_whole(path, company) == numbers(60)
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
