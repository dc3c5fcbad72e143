"""Sending what was issued: to each customer its own papers, once (practice B4).

The road of one paper: its intent goes into the register, in a transaction of its own → it is handed to the mail server,
or written as a draft → what became of it goes into the register. Whatever breaks in between leaves an intent without an
outcome: *in doubt*, listed, and never sent again before a person has decided (`practices.sending`). Two runs at once
cannot send a paper twice: the second one sees, in its transaction, that somebody was there before it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from email.message import EmailMessage
from pathlib import Path
from typing import BinaryIO

from arxl.errors import Fault, Faulty, Refused, Sentence, label, sentence
from arxl.jobs.errands import DRAFT, SMTP, Errand, LeftAlone, Paper, fault_of, in_doubt, judged
from arxl.jobs.mail_account import MailAccount, account_of, password_of
from arxl.jobs.opened import OpenedBook
from arxl.jobs.progress import Progress, no_progress
from arxl.jobs.sent import SentPaper, SentPapers, as_it_stands, in_doubt_table, said_of_answer, said_of_draft
from arxl.locale import wording
from arxl.papers.mail import Mail, message_id_of, message_of
from arxl.papers.smtp import Fate, MailLine
from arxl.papers.theme import Theme, read_theme
from arxl.practices.decision import NOT_SENT, SENT, new_decisions
from arxl.practices.sending import SendingState, issued_papers, sending_statuses
from arxl.practices.sending_words import said_of
from arxl.register.store import Register
from arxl.tables.history import Sending, SendingOutcome
from arxl.tables.result import ResultTable
from arxl.workbook.kinds import Kind
from arxl.workbook.save import make_folder, save_safely

MOST_BREAKS = 3
"""After so many messages in a row that broke the connection the rest is not tried: each could end in doubt."""

_STATES = {
    Fate.TAKEN: SendingState.SENT,
    Fate.REFUSED: SendingState.REFUSED,
    Fate.REFUSED_NOW: SendingState.REFUSED,
    Fate.NOT_HANDED_OVER: SendingState.REFUSED,
    Fate.IN_DOUBT: SendingState.IN_DOUBT,
}


def mail_folder(book: Path) -> Path:
    """Where drafts of mails stand unless a folder is named: beside the book.

    >>> mail_folder(Path("Book.xlsx")).name
    'Book – mail'
    """
    return book.with_name(f"{book.name if book.is_dir() else book.stem} – mail")


def send(
    opened: OpenedBook,
    papers: Sequence[Paper],
    now: dt.datetime,
    drafts: Path | None = None,
    *,
    dry_run: bool = False,
    progress: Progress = no_progress,
) -> SentPapers:
    """Send papers, or write them as drafts where a folder is named or the book names no mail server.

    Args:
        now: the moment of the run, with a time zone: the Date of its mails.
        dry_run: send, write and record nothing; tell what would go.

    Raises:
        Faulty: a decision reads otherwise than when it was recorded.
        Refused: no sender, password or mail server; the register or a file cannot be written. What was sent before is
            recorded.
        Cancelled: somebody wished to stop: between two mails.
    """
    if opened.changed_decisions:
        raise Faulty(*opened.changed_decisions)
    account = account_of(opened)
    way = SMTP if account.server is not None and drafts is None else DRAFT
    folder = (drafts or mail_folder(opened.path)) if way == DRAFT else None
    statuses = sending_statuses(opened.book.decisions, opened.history)
    plan = [judged(opened, paper, statuses[paper.number], way, now.date()) for paper in papers]
    with Register.at(opened.register_file, opened.book.company.id, create=False) as register:
        desk = _Desk(opened, register, account, folder, _theme_of(opened), now)
        done = desk.shown(plan) if dry_run else desk.done(plan, progress)
    faults = dict.fromkeys((*(one.fault for one in done if one.fault is not None), *desk.stopped_by))
    return SentPapers(way, folder, dry_run, tuple(one.row for one in done), tuple(faults))


def sendings_in_doubt(opened: OpenedBook) -> ResultTable:
    """All sendings of which nobody knows whether they went out."""
    papers = issued_papers(opened.history)
    statuses = sending_statuses(opened.book.decisions, opened.history)
    return in_doubt_table([(papers[number], s) for number, s in statuses.items() if s.state is SendingState.IN_DOUBT])


def _theme_of(opened: OpenedBook) -> Theme:
    """The theme that Policy names: its words are those of the mail, too."""
    named = opened.statement_policy.theme_path
    return read_theme(opened.path.resolve().parent / named if named else None)


@dataclass
class _Desk:
    """Where a run works: one register, one line to the server or one folder.

    Attributes:
        stopped_by: why papers were not tried.
    """

    opened: OpenedBook
    register: Register
    account: MailAccount
    folder: Path | None
    theme: Theme
    now: dt.datetime
    stopped_by: tuple[Fault, ...] = ()

    def shown(self, plan: Sequence[Errand | LeftAlone]) -> list[LeftAlone]:
        """What would go, mail by mail."""
        return [one if isinstance(one, LeftAlone) else LeftAlone(self._row(one, self._message(one))) for one in plan]

    def done(self, plan: Sequence[Errand | LeftAlone], progress: Progress) -> list[LeftAlone]:
        """Do the errands; whoever wishes to stop is heard between two of them."""
        errands = [one for one in plan if isinstance(one, Errand)]
        if not errands:
            return [one for one in plan if isinstance(one, LeftAlone)]
        self._record_decisions(plan)
        if self.folder is not None:
            make_folder(self.folder)
            results = self._drafted(errands, progress)
        else:
            results = self._sent(errands, progress)
        by_number = {one.row.number: one for one in results}
        return [by_number[one.paper.number] if isinstance(one, Errand) else one for one in plan]

    def _record_decisions(self, plan: Sequence[Errand | LeftAlone]) -> None:
        """What people decided about these papers is in the register before it is acted on."""
        numbers = {one.paper.number if isinstance(one, Errand) else one.row.number for one in plan}
        with self.register.transaction() as writing:
            for made in new_decisions(self.opened.book.decisions, self.register.history()):
                if made.kind in (SENT, NOT_SENT) and made.reference in numbers:
                    writing.record(made, self.now.date())

    def _drafted(self, errands: Sequence[Errand], progress: Progress) -> list[LeftAlone]:
        results = []
        for count, errand in enumerate(errands, 1):
            with progress.held_back():
                results.append(self._draft(errand))
            progress(label("Writing drafts"), count, len(errands))
        return results

    def _draft(self, errand: Errand) -> LeftAlone:
        assert self.folder is not None
        message = self._message(errand)
        faster = None if errand.resumes else self._record_intent(errand, message, DRAFT)
        if faster is not None:
            return faster
        file = self.folder / f"{errand.paper.number}.eml"

        def put(target: BinaryIO) -> None:
            target.write(message.as_bytes())

        save_safely(file, put, check=lambda _: None, kind=Kind.TEXT, keep_previous=False)
        self._record_outcome(message, SendingState.DRAFTED, file.name)
        return LeftAlone(self._row(errand, message, SendingState.DRAFTED, said_of_draft(file.name)))

    def _sent(self, errands: Sequence[Errand], progress: Progress) -> list[LeftAlone]:
        assert self.account.server is not None
        results: list[LeftAlone] = []
        breaks = 0
        with MailLine(self.account.server, password_of(self.account.server)) as line:
            for count, errand in enumerate(errands, 1):
                with progress.held_back():
                    if not self._is_ready(line, first=count == 1):
                        break
                    result, fate = self._send(errand, line)
                results.append(result)
                breaks = breaks + 1 if fate in (Fate.NOT_HANDED_OVER, Fate.IN_DOUBT) else 0
                if breaks == MOST_BREAKS and count < len(errands):
                    self.stopped_by = (_broken(self.account.server.place),)
                    break
                progress(label("Sending"), count, len(errands))
        rest = errands[len(results) :]
        return [*results, *(LeftAlone(as_it_stands(errand.paper, errand.status)) for errand in rest)]

    def _is_ready(self, line: MailLine, *, first: bool) -> bool:
        """A server that cannot be reached refuses the run, or ends it where mails have gone out already."""
        try:
            line.make_ready()
        except Refused as error:
            if first:
                raise
            self.stopped_by = error.faults
            return False
        return True

    def _send(self, errand: Errand, line: MailLine) -> tuple[LeftAlone, Fate | None]:
        message = self._message(errand)
        faster = self._record_intent(errand, message, SMTP)
        if faster is not None:
            return faster, None
        delivery = line.deliver(message)
        state = _STATES[delivery.fate]
        if state is not SendingState.IN_DOUBT:
            self._record_outcome(message, state, delivery.answer)
        row = self._row(errand, message, state, said_of_answer(delivery.answer))
        return LeftAlone(row, fault_of(errand, delivery)), delivery.fate

    def _record_intent(self, errand: Errand, message: EmailMessage, way: str) -> LeftAlone | None:
        """Record that a mail is about to go; answers how the paper stands where another run was faster."""
        paper = errand.paper
        intent = Sending(
            message_id=str(message["Message-ID"]),
            number=paper.number,
            customer=paper.customer,
            to=errand.recipient.address,
            way=way,
            sent_on=self.now.date(),
        )
        with self.register.transaction() as writing:
            if writing.attempts(paper.number) == errand.status.attempts:
                writing.record(intent, self.now.date())
                return None
        status = sending_statuses(self.opened.book.decisions, self.register.history())[paper.number]
        doubt = in_doubt(status) if status.state is SendingState.IN_DOUBT else None
        return LeftAlone(as_it_stands(paper, status), doubt)

    def _record_outcome(self, message: EmailMessage, state: SendingState, detail: str) -> None:
        outcome = SendingOutcome(str(message["Message-ID"]), state.value, detail, self.now.date())
        with self.register.transaction() as writing:
            writing.record(outcome, self.now.date())

    def _message(self, errand: Errand) -> EmailMessage:
        paper, recipient, company = errand.paper, errand.recipient, self.opened.book.company
        attempt = errand.status.attempts + (0 if errand.resumes else 1)
        said = said_of(paper, recipient.name, company, self.theme.words(wording(recipient.language)))
        mail = Mail(
            message_id=message_id_of(company.id, paper.number, attempt, self.account.address),
            sender=self.account.address,
            sender_name=self.account.name,
            recipient=recipient.address,
            recipient_name=recipient.name,
            subject=said.subject,
            text=said.text,
            attachment=f"{paper.number}.pdf",
            paper=self.register.paper(paper.digest),
        )
        if errand.resumes and errand.status.sending is not None:
            mail = mail._replace(message_id=errand.status.sending.message_id)
        return message_of(mail, self.now, unsent=self.folder is not None)

    def _row(
        self,
        errand: Errand,
        message: EmailMessage,
        state: SendingState | None = None,
        *detail: Sentence,
    ) -> SentPaper:
        row = as_it_stands(errand.paper, errand.status, *detail)
        return replace(
            row,
            to=errand.recipient.address,
            subject=str(message["Subject"]),
            size=len(message.as_bytes()),
            state=state or row.state,
            message_id=str(message["Message-ID"]),
            tried=state is not None,
        )


def _broken(place: str) -> Fault:
    return Fault(
        place,
        sentence("the connection broke at {count} mails in a row; the rest is not tried.", count=MOST_BREAKS),
        sentence("Look at the network and the mail server, and run the command again: it sends what is left."),
    )
