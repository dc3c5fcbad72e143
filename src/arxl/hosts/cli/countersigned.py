"""`arxl countersign`: what came back of statements, matched, filed, and put before a person."""

from __future__ import annotations

import argparse
import datetime as dt
import threading
import webbrowser
from collections.abc import Iterable
from pathlib import Path

from arxl.errors import Fault
from arxl.hosts.cli import machine, show
from arxl.hosts.cli.opening import opened_book
from arxl.hosts.review.desk import Desk
from arxl.hosts.review.server import ReviewServer
from arxl.jobs.countersign import file_copies
from arxl.jobs.opened import OpenedBook
from arxl.jobs.returned import Returned, returned
from arxl.jobs.returned_tables import copies_table, write_copies
from arxl.register.store import history_at


def countersign(asked: argparse.Namespace, today: dt.date) -> Iterable[Fault]:
    """`arxl countersign BOOK FILES…`."""
    workbook = show.workbook_file(asked) if asked.format == "xlsx" else None
    opened = opened_book(asked, today)
    opened.refuse_faults()
    with show.progress() as progress:
        found = returned(opened, asked.files, progress)
    file_copies(opened, found.copies, today)
    _show(asked, opened, found, workbook)
    if asked.review:
        _review(opened, found, today, browser=not asked.no_browser)
    return (*found.faults, *(fault for copy in found.copies for fault in copy.faults), *_of_pages(found))


def _show(asked: argparse.Namespace, opened: OpenedBook, found: Returned, workbook: Path | None) -> None:
    if asked.format == "json":
        show.write(asked, machine.copies(found))
    elif workbook is not None:
        write_copies(workbook, opened, found)
        show.say(f"Written: {workbook}")
    elif not asked.review:
        show.tables(asked, opened, (copies_table(opened, found),))


def _review(opened: OpenedBook, found: Returned, today: dt.date, *, browser: bool) -> None:
    history = history_at(opened.register_file, opened.book.company.id)
    server = ReviewServer(Desk(opened.with_history(history), found, today))
    show.say(f"Review the copies at {server.address} (Ctrl+C, or the button Done, ends it)")
    if browser:
        # Some browsers are waited for, and they wait for the page.
        threading.Thread(target=webbrowser.open, args=(server.address,), daemon=True).start()
    server.serve()


def _of_pages(found: Returned) -> Iterable[Fault]:
    return (page.fault for page in found.unmatched)
