"""How a paper other than a statement becomes a file: a draft, or issued under the next number of its series (C8).

A draft has no number and is recorded nowhere. Issuing takes the next number of the paper's series, keeps its exact
bytes in the register and then writes the file; a rerun writes what is missing and issues nothing twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from arxl.errors import label, refused, sentence
from arxl.jobs.export import export
from arxl.jobs.issue import BATCH, refuse_nameless
from arxl.jobs.opened import OpenedBook
from arxl.jobs.paper_names import name_of
from arxl.jobs.progress import Progress
from arxl.practices.interest_note import NOTE_KIND
from arxl.practices.reminder import LETTER
from arxl.register.chain import digest_of
from arxl.register.store import Register, Writing
from arxl.tables.history import Claim, History, IssuedPaper
from arxl.workbook.save import make_folder

SLIP, TERMS, NOTE = label("receipt slip"), label("terms sheet"), label("delivery note")
INTEREST_NOTE = NOTE_KIND
SERIES: Mapping[str, str] = {LETTER: "LT", SLIP: "RS", TERMS: "TS", NOTE: "DN", INTEREST_NOTE: "IN"}


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper that was written. `number` is "" for a draft; `issued` says whether this run issued it."""

    kind: str
    number: str
    customer: str
    currency: str
    subject: str
    file: Path
    issued: bool = False


Print = Callable[[str, dt.date], bytes]
"""(number, date) -> the paper; number "" prints a draft."""


@dataclass(frozen=True)
class Wish:
    """One paper that is wanted.

    Attributes:
        prints: prints it under a number and a date.
        before: the paper that was issued for the same wish; None where it is to be issued.
        claims: what a letter asks for.
    """

    kind: str
    customer: str
    currency: str
    subject: str
    prints: Print
    before: Callable[[History, Register], IssuedPaper | None]
    claims: tuple[Claim, ...] = ()


def papers_folder(book: Path, *, issued: bool) -> Path:
    """Where papers stand: beside the book.

    >>> papers_folder(Path("Book.xlsx"), issued=True).name, papers_folder(Path("Book.xlsx"), issued=False).name
    ('Book – papers', 'Book – drafts')
    """
    name = book.name if book.is_dir() else book.stem
    return book.with_name(f"{name} – {'papers' if issued else 'drafts'}")


def written(
    opened: OpenedBook, wishes: Sequence[Wish], today: dt.date, issue: bool, folder: Path | None, progress: Progress
) -> tuple[Printed, ...]:
    """The papers that are wanted, as drafts or issued; beside the book where no folder is given.

    Raises:
        Refused: papers cannot be issued for the company or the day; register or file.
    """
    folder = folder or papers_folder(opened.path, issued=issue)
    if not issue:
        return _drafted(opened, wishes, folder, progress)
    refuse_nameless(opened)
    if opened.as_of > today:
        raise refused(
            opened.as_of.isoformat(),
            sentence("the day is not here yet: today is {today}.", today=today),
            sentence("Issue the paper on its day; without --issue it is a draft."),
        )
    return _issued(opened, wishes, today, folder, progress)


def _drafted(opened: OpenedBook, wishes: Sequence[Wish], folder: Path, progress: Progress) -> tuple[Printed, ...]:
    papers = [wish.prints("", opened.as_of) for wish in wishes]
    make_folder(folder)
    done = []
    for count, (wish, paper) in enumerate(zip(wishes, papers, strict=True), 1):
        parts = ("draft", wish.kind, name_of(wish.customer), wish.currency, name_of(wish.subject))
        file = folder / f"{' '.join(dict.fromkeys(parts))}.pdf"
        export(file, paper)
        done.append(Printed(wish.kind, "", wish.customer, wish.currency, wish.subject, file))
        progress(label("Printing drafts"), count, len(wishes))
    return tuple(done)


def _issued(
    opened: OpenedBook, wishes: Sequence[Wish], today: dt.date, folder: Path, progress: Progress
) -> tuple[Printed, ...]:
    """A transaction for a handful of them, as for statements; then the files that are missing."""
    done: list[tuple[IssuedPaper, bool]] = []
    with Register.at(opened.register_file, opened.book.company.id, create=True) as register:
        for start in range(0, len(wishes), BATCH):
            with progress.held_back(), register.transaction() as writing:
                history = register.history()
                for wish in wishes[start : start + BATCH]:
                    before = wish.before(history, register)
                    done.append((before or _keep(writing, wish, today), before is None))
                    progress.poll()
            progress(label("Issuing papers"), len(done), len(wishes))
        make_folder(folder)
        for count, (paper, _) in enumerate(done, 1):
            if not (folder / paper.file).exists():
                export(folder / paper.file, register.paper(paper.digest))
            progress(label("Exporting papers"), count, len(done))
    return tuple(
        Printed(paper.kind, paper.number, paper.customer, paper.currency, paper.subject, folder / paper.file, issued)
        for paper, issued in done
    )


def _keep(writing: Writing, wish: Wish, today: dt.date) -> IssuedPaper:
    number = writing.next_paper_number(SERIES[wish.kind], today.year)
    content = wish.prints(number, today)
    paper = IssuedPaper(
        kind=wish.kind,
        number=number,
        customer=wish.customer,
        currency=wish.currency,
        subject=wish.subject,
        issued_on=today,
        file=f"{number} {name_of(wish.customer)}.pdf",
        digest=digest_of(content),
        claims=wish.claims,
    )
    writing.keep(paper, content)
    return paper
