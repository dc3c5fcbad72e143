"""`arxl send` and `arxl mail`: what goes to customers by mail, and the account that it goes by."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
import sys
from collections.abc import Iterable

from arxl.errors import Fault, WrongUsage, sentence
from arxl.hosts.cli import machine, show
from arxl.hosts.cli.opening import opened_book
from arxl.jobs.errands import papers_named, papers_of_month
from arxl.jobs.mail_account import account_name, keep_mail_password, server_with_user
from arxl.jobs.send import send as send_papers
from arxl.jobs.send import sendings_in_doubt
from arxl.jobs.sent import SentPapers, sent_table
from arxl.practices.sending import SendingState

Faults = Iterable[Fault]


def send(asked: argparse.Namespace, today: dt.date) -> Faults:
    """`arxl send BOOK`."""
    _refuse_both(asked)
    opened = opened_book(asked, today)
    if asked.in_doubt:
        table = sendings_in_doubt(opened)
        if asked.format == "json":
            show.write(asked, machine.rows(table))
        else:
            show.tables(asked, opened, (table,))
        return ()
    if asked.numbers:
        papers = papers_named(opened.history, asked.numbers)
    else:
        papers = papers_of_month(opened.history, asked.month)
    now = dt.datetime.combine(today, dt.datetime.now().time()).astimezone()
    with show.progress() as progress:
        sent = send_papers(opened, papers, now, asked.draft, dry_run=asked.dry_run, progress=progress)
    if asked.format == "json":
        show.write(asked, machine.sent(sent))
    else:
        show.tables(asked, opened, (sent_table(sent),))
        if asked.format == "text":
            print(_summary(sent), file=sys.stderr)
    return sent.faults


def mail(asked: argparse.Namespace, today: dt.date) -> Faults:
    """`arxl mail password BOOK`."""
    opened = opened_book(asked, today, history=False)
    account = account_name(server_with_user(opened))
    password = (
        getpass.getpass(f"Password of {account}: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    )
    keep_mail_password(opened, password)
    show.say(f"The keyring keeps the password of {account}.")
    return ()


def _password(prompt: str) -> str:
    """Typed unseen on a terminal, else the first line of standard input."""
    return getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")


def _refuse_both(asked: argparse.Namespace) -> None:
    """Numbers and a month would be two answers to one question."""
    if asked.numbers and asked.month:
        raise WrongUsage(
            Fault(
                "--month",
                sentence("numbers are named as well."),
                sentence("Name numbers, or the month whose statements are sent."),
            )
        )


def _summary(sent: SentPapers) -> str:
    if sent.dry_run:
        mails = sum(bool(row.size) for row in sent.rows)
        done = "sent" if sent.folder is None else "drafted"
        return f"{mails} of {len(sent.rows)} would be {done}; nothing is sent, written or recorded."
    counts = [f"{sent.count(state)} {state.value}" for state in SendingState if sent.count(state)]
    left = sum(not row.tried for row in sent.rows)
    counts += [f"{left} left as they were"] if left else []
    where = f" Drafts: {show.near(sent.folder)}" if sent.count(SendingState.DRAFTED) else ""
    return f"{', '.join(counts)}.{where}"
