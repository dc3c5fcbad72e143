"""`arxl correct`: the statement that corrects another."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterable

from arxl.errors import Fault
from arxl.hosts.cli import machine, show
from arxl.hosts.cli.opening import opened_book
from arxl.jobs.correct import correct as corrected
from arxl.jobs.export import statements_folder


def correct(asked: argparse.Namespace, today: dt.date) -> Iterable[Fault]:
    """`arxl correct BOOK NUMBER`."""
    opened = opened_book(asked, today)
    month = next((one.month for one in opened.history.statements if one.number == asked.number.strip().upper()), "")
    with show.progress() as progress:
        done = corrected(opened, asked.number, today, statements_folder(opened.path, month), progress)
    if asked.format == "json":
        show.write(asked, machine.correction(done))
    else:
        show.say(f"{done.issued.number} corrects {done.corrected.number}. Written: {done.paper}")
    return opened.faults
