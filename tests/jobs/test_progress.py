"""Stopping a job: wherever its pulse beats, and in the middle of no transaction."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from arxl.errors import Cancelled
from arxl.hosts.cli import main
from arxl.jobs import issue, month_end
from arxl.jobs.check import check
from arxl.jobs.month_end import close_month
from arxl.jobs.opened import OpenedBook, open_book
from arxl.jobs.progress import Progress
from arxl.jobs.results import aging_sheet, allocation_sheets, supply_sheet
from arxl.practices.statement import month_span
from arxl.register.store import history_at

TODAY = dt.date(2026, 11, 3)
MONTH = "2026-10"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A book of twenty customers, each with a delivery and a receipt."""
    book = tmp_path / "Book"
    book.mkdir()
    deliveries = [f"INV-{nth},C-{nth},2026-10-{nth:02},100.00" for nth in range(1, 21)]
    receipts = [f"R-{nth},C-{nth},2026-10-{nth + 2:02},{nth}.00" for nth in range(1, 21)]
    (book / "Deliveries.csv").write_text("\n".join(("Document No,Customer ID,Date,Amount", *deliveries)))
    (book / "Receipts.csv").write_text("\n".join(("Receipt No,Customer ID,Date,Amount", *receipts)))
    return book


def opened(folder: Path) -> OpenedBook:
    return open_book(folder, {"currency": "EUR", "company_id": "acme"}, month_span(MONTH)[1])


class Asked:
    """Counts how often it is asked, and wishes to stop from a given time on."""

    def __init__(self, stop_at: int | None = None) -> None:
        self.times, self._stop_at = 0, stop_at

    def __call__(self) -> bool:
        self.times += 1
        return self._stop_at is not None and self.times >= self._stop_at


def reports(book: OpenedBook, progress: Progress) -> None:
    aging_sheet(book), allocation_sheets(book), supply_sheet(book), check(book)


def issuing(book: OpenedBook, progress: Progress) -> None:
    close_month(book, MONTH, TODAY, progress).sheets()


@pytest.mark.parametrize("job", [reports, issuing])
def test_a_job_can_be_stopped_at_every_beat_and_run_again(job, folder: Path, monkeypatch) -> None:
    monkeypatch.setattr(issue, "BATCH", 3)
    asked = Asked()
    progress = Progress(wish=asked)
    with progress.listening():
        job(opened(folder), progress)
    assert asked.times > 20
    for path in folder.parent.glob("*.arxl"):
        path.unlink()
    for stop_at in range(1, asked.times + 1, max(1, asked.times // 25)):
        progress = Progress(wish=Asked(stop_at))
        try:
            with progress.listening():
                job(opened(folder), progress)
        except Cancelled:
            continue
    job(opened(folder), Progress())
    if job is issuing:
        history = history_at(folder.parent / "acme.arxl", "acme")
        assert [statement.number for statement in history.statements] == [f"ST2026-{nth:05}" for nth in range(1, 21)]


def test_a_wish_inside_a_transaction_is_carried_out_after_it(folder: Path, monkeypatch) -> None:
    monkeypatch.setattr(issue, "BATCH", 8)
    polled = []
    progress = Progress(wish=lambda: bool(polled))

    def issue_batch(*given, original=issue._issue_batch) -> None:
        polled.append("begun")
        original(*given)

    monkeypatch.setattr(issue, "_issue_batch", issue_batch)
    with pytest.raises(Cancelled), progress.listening():
        close_month(opened(folder), MONTH, TODAY, progress)
    assert len(history_at(folder.parent / "acme.arxl", "acme").statements) == 8
    assert polled == ["begun"]


def test_the_command_line_ends_as_after_ctrl_c(folder: Path, monkeypatch, capsys) -> None:
    def stopped(*_: object) -> None:
        Progress(wish=lambda: True).poll()

    monkeypatch.setattr(month_end, "issue_month", stopped)
    words = ["month-end", str(folder), "--month", MONTH, "--set", "currency=EUR", "--set", "company_id=acme"]
    assert main(words) == 130
    assert capsys.readouterr().err == ("The work was stopped. Nothing is half done: start it again, and it goes on.\n")


def test_a_job_without_a_listener_costs_no_questions(folder: Path) -> None:
    asked = Asked()
    check(opened(folder))
    assert asked.times == 0
