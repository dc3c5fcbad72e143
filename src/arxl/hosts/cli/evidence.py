"""`arxl limitation`, `arxl evidence`, `arxl dossier`: what lapses, what proves it, and all of it for counsel."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterable

from arxl.errors import Fault
from arxl.hosts.cli import machine, show
from arxl.hosts.cli.opening import opened_book
from arxl.jobs.dossier import write_dossier
from arxl.jobs.proofs import evidence_on, limitation_on, limitation_policy
from arxl.practices.evidence import evidence_table


def limitation(asked: argparse.Namespace, today: dt.date) -> Iterable[Fault]:
    """`arxl limitation BOOK`."""
    opened = opened_book(asked, asked.as_of or today)
    months = limitation_policy(opened).lapsing_months
    clocks = limitation_on(opened)
    debts, unsized = clocks.lapsing(months)
    table = clocks.table(debts)
    if asked.format == "json":
        show.write(asked, machine.limitation(opened.as_of, months, table))
    else:
        on_terminal = asked.format == "text" and asked.output is None
        show.tables(asked, opened, (table.without("name", "restarted_on") if on_terminal else table,))
    return (*opened.faults, *clocks.faults, *unsized)


def evidence(asked: argparse.Namespace, today: dt.date) -> Iterable[Fault]:
    """`arxl evidence BOOK`."""
    opened = opened_book(asked, asked.as_of or today)
    rows, unsized = evidence_on(opened)
    table = evidence_table(rows)
    if asked.format == "json":
        show.write(asked, machine.evidence(opened.as_of, table))
    else:
        on_terminal = asked.format == "text" and asked.output is None
        show.tables(asked, opened, (table.without("name", "signatories", "seal") if on_terminal else table,))
    return (*opened.faults, *unsized)


def dossier(asked: argparse.Namespace, today: dt.date) -> Iterable[Fault]:
    """`arxl dossier BOOK CUSTOMER`."""
    opened = opened_book(asked, asked.as_of or today)
    with show.progress() as progress:
        done = write_dossier(opened, asked.customer, asked.output, progress)
    show.say(f"Written: {done.path}")
    return (*opened.faults, *done.faults)
