"""Month-end is killed at any moment, or run by several people at once: nothing is half done, no number lost or twice.

Whenever `kill -9` comes, the accountant's file is unchanged byte for byte, the register is whole, and what stands
under a final name is finished. Running the command again completes the month, with numbers that have no gap.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest

from arxl.hosts.cli import main
from arxl.kernels.money import decimal_of
from arxl.register.backup import backup_path
from arxl.register.chain import verify
from arxl.register.store import history_at
from arxl.tables.history import IssuedStatement
from arxl.tables.schema import Company
from arxl.workbook.template import write_template

MONTH = "2026-01"
REGISTER = "killed.arxl"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal of POSIX")


def written_book(folder: Path, customers: int) -> Path:
    """A workbook in which each customer has a delivery, and every other one paid a part."""
    dates = [dt.date(2026, 1, 5) + dt.timedelta(days=number % 20) for number in range(customers)]
    deliveries = [
        {
            "document": f"INV-{number}",
            "customer": f"C-{number}",
            "date": day,
            "amount_minor": decimal_of(123_40 + number, 2),
        }
        for number, day in enumerate(dates)
    ]
    receipts = [
        {"receipt": f"R-{number}", "customer": f"C-{number}", "date": day, "amount_minor": decimal_of(10_05, 2)}
        for number, day in enumerate(dates)
        if number % 2
    ]
    names = [{"customer": f"C-{number}"} for number in range(customers)]
    path = folder / "Book.xlsx"
    rows = {"Customers": names, "Deliveries": deliveries, "Receipts": receipts}
    write_template(path, "en", rows, company=Company(id="killed", name="Killed at Dawn", currency="EUR"))
    return path


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written_book(tmp_path_factory.mktemp("few"), 5)


def month_end(book: Path) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "arxl", "month-end", str(book), "--month", MONTH]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def issued(book: Path) -> tuple[IssuedStatement, ...]:
    return history_at(book.with_name(REGISTER), "killed").statements


def look(book: Path) -> None:
    """What must hold at any moment."""
    register = book.with_name(REGISTER)
    if register.exists():
        proof = verify(register)
        assert proof.fault is None, str(proof.fault)
    statements = issued(book)
    assert [statement.number for statement in statements] == [f"ST2026-{n:05d}" for n in range(1, len(statements) + 1)]
    digests = {statement.file: statement.digest for statement in statements}
    for paper in book.parent.glob("Book – statements */*.pdf"):
        assert digest(paper) == digests[paper.name]
    for workbook in (*book.parent.glob("Book – results*.xlsx"), *book.parent.glob("Book – statements */*.xlsx")):
        openpyxl.load_workbook(workbook).close()


def look_at_the_end(book: Path, customers: int) -> None:
    """What must hold when the month's end has gone through."""
    look(book)
    statements = issued(book)
    assert sorted(statement.customer for statement in statements) == sorted(f"C-{n}" for n in range(customers))
    folder = book.with_name(f"Book – statements {MONTH}")
    assert {paper.name for paper in folder.glob("*.pdf")} == {statement.file for statement in statements}
    assert book.with_name(f"Book – results {MONTH}.xlsx").exists()


def killed_and_run_again(original: Path, folder: Path, customers: int, rounds: int) -> None:
    untouched = digest(original)
    measured = folder / "measured"
    measured.mkdir()
    began = time.monotonic()
    month_end(Path(shutil.copy(original, measured))).communicate(timeout=300)
    whole_run = time.monotonic() - began
    look_at_the_end(measured / "Book.xlsx", customers)
    chance, killed = random.Random(rounds), 0
    for turn in range(rounds):
        here = folder / f"round {turn}"
        here.mkdir()
        book = Path(shutil.copy(original, here))
        process = month_end(book)
        # One kill in each part of the run, from its start to its end.
        time.sleep(whole_run * (turn + chance.random()) / rounds)
        process.kill()
        process.communicate()
        killed += process.returncode != 0
        look(book)
        assert main(["month-end", str(book), "--month", MONTH]) == 0
        look_at_the_end(book, customers)
        assert digest(book) == untouched
        shutil.rmtree(here)
    assert killed > rounds / 2


def test_killed_at_five_moments(few: Path, tmp_path: Path) -> None:
    killed_and_run_again(few, tmp_path, customers=5, rounds=5)


@pytest.mark.long
def test_killed_at_a_hundred_moments(tmp_path: Path) -> None:
    """More customers than one transaction holds: some kills come between two."""
    killed_and_run_again(written_book(tmp_path, 66), tmp_path, customers=66, rounds=100)


def test_eight_at_once_issue_one_set_of_numbers(few: Path, tmp_path: Path) -> None:
    """Who meets another run at the same file is told so, and is done by running again."""
    book = Path(shutil.copy(few, tmp_path))
    answers = []
    for process in [month_end(book) for _ in range(8)]:
        _, err = process.communicate(timeout=300)
        answers.append(process.returncode)
        if process.returncode:
            assert process.returncode == 3
            assert "another run of arxl is writing this file" in err
            assert err.count("\n") == 1
    assert 0 in answers
    look(book)
    assert main(["month-end", str(book), "--month", MONTH]) == 0
    look_at_the_end(book, 5)
    assert digest(book) == digest(few)
    assert history_at(book.with_name(REGISTER), "killed").closed_months == (MONTH,)
    assert {found.name for found in tmp_path.iterdir()} == {
        "Book.xlsx",
        REGISTER,
        backup_path(Path(REGISTER), dt.date.today()).name,
        f"Book – statements {MONTH}",
        f"Book – results {MONTH}.xlsx",
    }
