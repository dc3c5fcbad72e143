"""`arxl paper letter|slip|terms|note BOOK SUBJECT`: one paper, as a draft or issued."""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence

from arxl.errors import Fault, WrongUsage, sentence
from arxl.hosts.cli import show
from arxl.hosts.cli.opening import opened_book
from arxl.jobs import papers
from arxl.jobs.letters import letters
from arxl.jobs.paper_issue import INTEREST_NOTE, Printed
from arxl.practices.dunning_level import DunningLevel

Faults = Iterable[Fault]


def paper(asked: argparse.Namespace, today: dt.date) -> Faults:
    """`arxl paper`."""
    due_today = asked.kind == "letter" and asked.due_today
    if not asked.subject and not asked.level and not due_today:
        raise WrongUsage(
            Fault(
                "arxl paper letter",
                sentence("neither a customer nor a level is named."),
                sentence("Name a customer, with --level all at a level, or use --due-today."),
            )
        )
    opened = opened_book(asked, asked.as_of or today)
    issue, folder = asked.issue, asked.folder
    match asked.kind:
        case "letter":
            level = DunningLevel(asked.level) if asked.level else None
            with show.progress() as progress:
                done = letters(
                    opened,
                    today,
                    asked.subject or "",
                    level,
                    due_today=due_today,
                    issue=issue,
                    folder=folder,
                    progress=progress,
                )
        case "slip":
            done = papers.slip(opened, today, asked.subject, issue=issue, folder=folder)
        case "terms":
            done = papers.terms(opened, today, asked.subject, issue=issue, folder=folder)
        case "interest-note":
            done = papers.interest_note(opened, today, asked.subject, issue=issue, folder=folder)
        case _:
            done = papers.note(opened, today, asked.subject, issue=issue, folder=folder)
    if asked.format == "json":
        show.say(_as_json(done))
    else:
        show.say(*_as_text(done))
    return opened.faults


def _as_text(done: Sequence[Printed]) -> Iterator[str]:
    for one in done:
        account = f"{one.customer} {one.currency}".rstrip()
        what = f"{one.kind} {one.number} ({one.subject})" if one.number else f"draft of a {one.kind} ({one.subject})"
        again = "" if one.issued or not one.number else ", issued before"
        yield f"{account}: {what}{again}: {show.near(one.file)}"
    if any(one.number and one.subject == DunningLevel.INTEREST for one in done):
        yield 'Once it is sent, write "notice sent" on the sheet Decisions: interest runs from that day on.'
    for one in done:
        if one.number and one.kind == INTEREST_NOTE:
            row = f"Document No {one.number}, Date {one.subject}, Kind interest, and the note's amount"
            yield f"Write it on the sheet Deliveries: {row}. Only then the customer owes it."


def _as_json(done: Sequence[Printed]) -> str:
    rows = [
        {
            "kind": one.kind,
            "number": one.number or None,
            "customer": one.customer,
            "currency": one.currency,
            "subject": one.subject,
            "file": str(one.file),
            "issued": one.issued,
        }
        for one in done
    ]
    return json.dumps({"papers": rows}, ensure_ascii=False, indent=1)
