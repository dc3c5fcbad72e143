"""Papers one by one: letters, receipt slips, contract terms sheets, delivery notes (practices A5, B1, B6, C8).

A draft has no number and is recorded nowhere. Issuing takes the next number of the paper's series, keeps its exact
bytes in the register and then writes the file; a rerun writes what is missing and issues nothing twice: a receipt has
one slip, a delivery one note, an account one letter a day, and a terms sheet is issued anew only where it says
something else.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from arxl.errors import Refused, label, refused, sentence
from arxl.jobs.draft import theme_of
from arxl.jobs.export import export
from arxl.jobs.issue import BATCH, refuse_nameless
from arxl.jobs.opened import OpenedBook
from arxl.jobs.paper_names import name_of
from arxl.jobs.progress import Progress, no_progress
from arxl.jobs.proofs import lapsed_on
from arxl.kernels.money import decimal_text
from arxl.papers.delivery_note import NotePrinter
from arxl.papers.interest_note import InterestNotePrinter
from arxl.papers.letter import LetterPrinter
from arxl.papers.record import attachment
from arxl.papers.slip import SlipPrinter
from arxl.papers.terms import TermsPrinter
from arxl.practices.addressee import addressee_of
from arxl.practices.contract_terms import contract_terms
from arxl.practices.delivery_note import delivery_note, delivery_row
from arxl.practices.interest import interest_of
from arxl.practices.interest_note import NOTE_KIND, InterestNote, interest_notes, refuse_claimed_twice
from arxl.practices.letters import Correspondence, DunningLevel, Letter, nothing_to_say, without_disputed
from arxl.practices.open_account import OpenAccount, open_accounts
from arxl.practices.promises import by_account
from arxl.practices.receipt_slip import receipt_slip
from arxl.practices.reminder import reminder_run
from arxl.practices.supply import supply_levels
from arxl.practices.supply_level import SupplyLevels
from arxl.register.chain import digest_of
from arxl.register.store import Register, Writing
from arxl.tables.history import Claim, History, IssuedPaper
from arxl.tables.policy import InterestPolicy, ReminderPolicy, policy_of
from arxl.workbook.save import make_folder

LETTER, SLIP, TERMS, NOTE = label("letter"), label("receipt slip"), label("terms sheet"), label("delivery note")
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
class _Wish:
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


def letters(
    opened: OpenedBook,
    today: dt.date,
    customer: str = "",
    level: DunningLevel | None = None,
    *,
    due_today: bool = False,
    issue: bool = False,
    folder: Path | None = None,
    progress: Progress = no_progress,
) -> tuple[Printed, ...]:
    """The letters to one customer, one an account; or to all whose account is at a level.

    Args:
        customer: "" for all of them, which needs a level or `due_today`.
        level: of a customer's letter, whatever the account is at; None takes the account's own.
        due_today: the letters of the day's reminder run alone, of one customer or at one level where these are named;
            issued again, those that the register has of today come back.

    Raises:
        WrongUsage: the book has no such customer.
        Refused: nothing calls for the letter; another letter to the account is of today; register or file.
        Faulty: the book has faults, a rate of interest is missing, a text cannot be printed.
    """
    opened.refuse_faults()
    desk = correspondence(opened, today if issue else opened.as_of)
    accounts = tuple(open_accounts(opened.position).values())
    if customer:
        addressee_of(opened.book, customer)
    if due_today:
        chosen = _of_run(desk, accounts, opened.history, customer, level)
    elif customer:
        chosen = _of_customer(desk, accounts, customer, level)
    else:
        assert level is not None, "all customers at a level"
        chosen = [desk.letter(account, level) for account in accounts if desk.level_of(account) is level]
    printer = LetterPrinter(opened.book.company, desk.policy.counsel, theme_of(opened))
    alone = bool(customer) and not due_today
    wishes = [_letter(one, desk.claims(one), printer, today, alone=alone) for one in chosen]
    if due_today and issue:
        wishes += _of_today(opened.history, today, customer, level)
    if not wishes:
        who = customer or opened.path.name
        raise _no_letter_of_run(who, opened.as_of) if due_today else nothing_to_say(who, "", level, opened.as_of)
    return _written(opened, wishes, today, issue, folder, progress)


def slip(
    opened: OpenedBook, today: dt.date, receipt: str, *, issue: bool = False, folder: Path | None = None
) -> tuple[Printed, ...]:
    """The slip of a receipt, as it is matched on the as-of date.

    Raises:
        WrongUsage: the book has no such receipt.
        Refused: it bounced, is of a later day, is money paid back, or is not what its slip says; register or file.
        Faulty: the book has faults, or a text cannot be printed.
    """
    opened.refuse_faults()
    found = receipt_slip(opened.position, opened.book, receipt)
    printer = SlipPrinter(opened.book.company, theme_of(opened))
    now = {
        "customer": found.addressee.customer,
        "currency": found.currency,
        "received_on": found.received_on.isoformat(),
        "amount": decimal_text(found.amount_minor, found.exponent),
    }

    def prints(number: str, date: dt.date) -> bytes:
        return printer.paper(replace(found, number=number, written_on=date))

    wish = _Wish(SLIP, found.addressee.customer, found.currency, receipt, prints, _once(SLIP, receipt, now))
    return _written(opened, [wish], today, issue, folder, no_progress)


def note(
    opened: OpenedBook, today: dt.date, document: str, *, issue: bool = False, folder: Path | None = None
) -> tuple[Printed, ...]:
    """The note of a delivery, on the as-of date or, where that is later, the delivery's own.

    Raises:
        WrongUsage: the book has no such delivery.
        Refused: it is no delivery of goods, or not what its note says; register or file.
        Faulty: the book has faults, or a text cannot be printed.
    """
    opened.refuse_faults()
    delivered_on = opened.book.deliveries.date[delivery_row(opened.book, document)].item()
    day = max(opened.as_of, delivered_on)
    position = opened.position if day == opened.as_of else opened.application.position_at(day)
    found = delivery_note(position, opened.book, document)
    printer = NotePrinter(opened.book.company, theme_of(opened))
    now = {
        "customer": found.addressee.customer,
        "currency": found.currency,
        "delivered_on": found.delivery.date.isoformat(),
        "amount": decimal_text(found.delivery.amount_minor, found.exponent),
    }

    def prints(number: str, date: dt.date) -> bytes:
        return printer.paper(replace(found, number=number, written_on=date))

    wish = _Wish(NOTE, found.addressee.customer, found.currency, document, prints, _once(NOTE, document, now))
    return _written(opened, [wish], today, issue, folder, no_progress)


def terms(
    opened: OpenedBook, today: dt.date, customer: str, *, issue: bool = False, folder: Path | None = None
) -> tuple[Printed, ...]:
    """The contract terms sheet of a customer.

    Raises:
        WrongUsage: the book has no such customer.
        Refused: register or file.
        Faulty: the book has faults, or a text cannot be printed.
    """
    opened.refuse_faults()
    agreed = contract_terms(opened.book, opened.history, customer, opened.as_of)
    printer = TermsPrinter(opened.book.company, theme_of(opened))

    def prints(number: str, date: dt.date) -> bytes:
        return printer.paper(replace(agreed, number=number, written_on=date))

    def before(history: History, register: Register) -> IssuedPaper | None:
        """The last one, where it says the same."""
        issued = [paper for paper in history.papers if (paper.kind, paper.subject) == (TERMS, customer)]
        same = issued and digest_of(prints(issued[-1].number, issued[-1].issued_on)) == issued[-1].digest
        return issued[-1] if same else None

    wish = _Wish(TERMS, customer, agreed.currency, customer, prints, before)
    return _written(opened, [wish], today, issue, folder, no_progress)


def interest_note(
    opened: OpenedBook, today: dt.date, customer: str, *, issue: bool = False, folder: Path | None = None
) -> tuple[Printed, ...]:
    """The debit notes for a customer's interest up to the as-of date, one an account.

    Raises:
        WrongUsage: the book has no such customer.
        Refused: no interest has run; register or file.
        Faulty: the book has faults, a notice names nothing, a rate is missing, or a text cannot be printed.
    """
    opened.refuse_faults()
    policy = policy_of(InterestPolicy, opened.book.settings)
    interest = interest_of(opened.position, opened.book, opened.history, policy)
    printer = InterestNotePrinter(opened.book.company, theme_of(opened))
    notes = interest_notes(interest, opened.book, customer, policy.interest_basis)
    for note in notes:
        refuse_claimed_twice(note, opened.book, opened.history)
    return _written(opened, [_interest(note, printer) for note in notes], today, issue, folder, no_progress)


def _interest(note: InterestNote, printer: InterestNotePrinter) -> _Wish:
    """A note; an account has one for what its interest came to by a day."""

    def prints(number: str, date: dt.date) -> bytes:
        return printer.paper(replace(note, number=number, written_on=date))

    until = note.as_of.isoformat()

    def before(history: History, register: Register) -> IssuedPaper | None:
        key = (INTEREST_NOTE, note.addressee.customer, note.currency, until)
        issued = (
            paper for paper in history.papers if (paper.kind, paper.customer, paper.currency, paper.subject) == key
        )
        return next(issued, None)

    return _Wish(INTEREST_NOTE, note.addressee.customer, note.currency, until, prints, before)


# --- letters -------------------------------------------------------------------------------------------------------


def correspondence(opened: OpenedBook, written_on: dt.date) -> Correspondence:
    """What letters of the as-of date are drawn from.

    Raises:
        Faulty: Policy holds a value that its key does not take.
    """
    settings = opened.book.settings
    interest_policy = policy_of(InterestPolicy, settings)

    @cache
    def grounds() -> SupplyLevels:
        undisputed = without_disputed(opened.position)
        return supply_levels(opened.application, undisputed, opened.book, opened.history, opened.supply_policy)

    return Correspondence(
        opened.book,
        interest_of(opened.position, opened.book, opened.history, interest_policy),
        opened.levels,
        grounds,
        policy_of(ReminderPolicy, settings),
        interest_policy,
        written_on,
        by_account(one for one in opened.promises if one.is_outstanding),
        lapsed_on(opened),
    )


def _of_customer(
    desk: Correspondence, accounts: Sequence[OpenAccount], customer: str, level: DunningLevel | None
) -> list[Letter]:
    """One letter an account; a level that is asked for and fits none of them is refused as it fits none."""
    own = [account for account in accounts if account.customer == customer]
    if level is None:
        at = [(account, desk.level_of(account)) for account in own]
        return [desk.letter(account, reached) for account, reached in at if reached is not None]
    return [desk.letter(account, level) for account in own if desk.calls_for(account, level)]


def _of_run(
    desk: Correspondence, accounts: Sequence[OpenAccount], history: History, customer: str, level: DunningLevel | None
) -> list[Letter]:
    """The letters of the reminder run, as it judges all accounts."""
    run = {(row.customer, row.currency): row for row in reminder_run(desk, accounts, history) if row.goes}
    going = [(account, run.get((account.customer, account.currency))) for account in accounts]
    return [
        desk.letter(account, row.level, row.left_out)
        for account, row in going
        if row is not None and row.level and customer in ("", account.customer) and level in (None, row.level)
    ]


def _no_letter_of_run(who: str, day: dt.date) -> Refused:
    return refused(
        who,
        sentence("the reminder run of {day} has no such letter.", day=day),
        sentence("See who gets a letter, and why others do not, with arxl reminders."),
    )


def _of_today(history: History, today: dt.date, customer: str, level: DunningLevel | None) -> list[_Wish]:
    """The letters of today that were issued before: a run that was stopped left files missing."""
    return [
        _standing(paper)
        for paper in history.papers
        if (paper.kind, paper.issued_on) == (LETTER, today)
        and customer in ("", paper.customer)
        and level in (None, paper.subject)
    ]


def _standing(paper: IssuedPaper) -> _Wish:
    """A paper that the register has: nothing is printed for it."""

    def prints(number: str, date: dt.date) -> bytes:
        raise AssertionError(f"{paper.number} is issued")

    return _Wish(paper.kind, paper.customer, paper.currency, paper.subject, prints, lambda history, register: paper)


def _letter(found: Letter, claims: tuple[Claim, ...], printer: LetterPrinter, today: dt.date, *, alone: bool) -> _Wish:
    """A letter; of many, one whose account has another letter of today gives way to it."""

    def prints(number: str, date: dt.date) -> bytes:
        return printer.paper(replace(found, number=number))

    def before(history: History, register: Register) -> IssuedPaper | None:
        """A letter to the account that is of today: there is at most one a day."""
        key = (LETTER, found.addressee.customer, found.currency, today)
        for paper in history.papers:
            if (paper.kind, paper.customer, paper.currency, paper.issued_on) == key:
                if alone and paper.subject != found.level:
                    raise _second_letter(paper)
                return paper
        return None

    return _Wish(LETTER, found.addressee.customer, found.currency, str(found.level), prints, before, claims)


def _second_letter(paper: IssuedPaper) -> Refused:
    return refused(
        f"{paper.customer} {paper.currency}",
        sentence("letter {number} ({level}) is of today.", number=paper.number, level=paper.subject),
        sentence("An account gets one letter a day: write the next one tomorrow."),
    )


# --- drafts and issued papers --------------------------------------------------------------------------------------


def _written(
    opened: OpenedBook, wishes: Sequence[_Wish], today: dt.date, issue: bool, folder: Path | None, progress: Progress
) -> tuple[Printed, ...]:
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


def _drafted(opened: OpenedBook, wishes: Sequence[_Wish], folder: Path, progress: Progress) -> tuple[Printed, ...]:
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
    opened: OpenedBook, wishes: Sequence[_Wish], today: dt.date, folder: Path, progress: Progress
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


def _keep(writing: Writing, wish: _Wish, today: dt.date) -> IssuedPaper:
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


def _once(kind: str, subject: str, now: Mapping[str, str]) -> Callable[[History, Register], IssuedPaper | None]:
    """The paper that was issued for a subject, which has one for ever.

    Args:
        now: what the book says of the subject; the paper's record must say the same.
    """

    def before(history: History, register: Register) -> IssuedPaper | None:
        for paper in history.papers:
            if (paper.kind, paper.subject) == (kind, subject):
                said = json.loads(attachment(register.paper(paper.digest), _RECORDS[kind]))
                _refuse_changed(paper, said, now)
                return paper
        return None

    return before


_RECORDS = {SLIP: "receipt-slip.json", NOTE: "delivery-note.json"}


def _refuse_changed(paper: IssuedPaper, said: Mapping[str, Any], now: Mapping[str, str]) -> None:
    for name, value in now.items():
        if said[name] != value:
            raise refused(
                paper.subject,
                sentence("{number} says {said}; the book says {now}.", number=paper.number, said=said[name], now=value),
                sentence("Restore the row; enter what changed as a row of its own."),
            )
