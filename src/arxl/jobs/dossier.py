"""The dossier of one customer: everything that is known, and every paper and copy, in one PDF (practice C7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from arxl.errors import Fault, Refused, WrongUsage, label, sentence
from arxl.jobs.draft import theme_of
from arxl.jobs.export import export
from arxl.jobs.opened import OpenedBook
from arxl.jobs.paper_names import name_of
from arxl.jobs.progress import Progress, no_progress
from arxl.jobs.proofs import limitation_policy, listed_documents
from arxl.jobs.report import inputs
from arxl.papers.dossier import Annex, dossier_paper
from arxl.papers.scan import page_pictures
from arxl.practices.countersign import countersigned
from arxl.practices.dossier import Case
from arxl.practices.evidence import evidence_of
from arxl.practices.interest import interest_of
from arxl.practices.limitation import limitation_of
from arxl.practices.promises import judged
from arxl.register.copies import broken_copies, copies_folder
from arxl.register.store import Register
from arxl.tables.history import FiledCopy, IssuedPaper, IssuedStatement
from arxl.tables.policy import AllocationPolicy, EvidencePolicy, InterestPolicy, policy_of


@dataclass(frozen=True)
class WrittenDossier:
    """A dossier that was written.

    Attributes:
        annexes: papers and copies in it.
        faults: notices that name no document, rates that are missing, copies that are gone; the dossier says so too.
    """

    path: Path
    annexes: int
    faults: tuple[Fault, ...]


def write_dossier(
    opened: OpenedBook, customer: str, path: Path | None = None, progress: Progress = no_progress
) -> WrittenDossier:
    """Write the dossier of a customer on the as-of date; beside the book where no path is given.

    Raises:
        WrongUsage: there is no such customer.
        Faulty: the book has faults, or a text holds a character that no font shows.
        Refused: the register or the file.
    """
    opened.refuse_faults()
    case = case_of(opened, _known(opened, customer))
    annexes = tuple(_annexes(opened, case, progress))
    paper = dossier_paper(case, annexes, opened.book.company, theme_of(opened))
    target = path or _beside(opened, case.customer)
    export(target, paper, inputs(opened.path), keep_previous=True)
    gone = broken_copies(opened.register_file, _copies(opened, case))
    return WrittenDossier(target, len(annexes), (*case.interest.faults, *case.limitation.faults, *gone))


def case_of(opened: OpenedBook, customer: str) -> Case:
    """What is known of the customer on the as-of date."""
    book, history, settings = opened.book, opened.history, opened.book.settings
    position = opened.application.only({customer}).position_at(opened.as_of)
    stated = tuple(one for one in countersigned(book, history, opened.as_of) if one.statement.customer == customer)
    listed = listed_documents(opened, tuple(one for one in stated if one.proved))
    evidence, _ = evidence_of(position, book, stated, policy_of(EvidencePolicy, settings))
    tolerance = policy_of(AllocationPolicy, settings).tolerance
    return Case(
        customer=customer,
        position=position,
        book=book,
        history=history,
        interest=interest_of(position, book, history, policy_of(InterestPolicy, settings)),
        limitation=limitation_of(position, book, history, stated, listed, limitation_policy(opened)),
        evidence=tuple(one for one in evidence if one.customer == customer),
        stated=stated,
        promises=tuple(one for one in judged(book, opened.as_of, tolerance) if one.promise.customer == customer),
    )


def _known(opened: OpenedBook, customer: str) -> str:
    wanted = customer.strip()
    ids = {*opened.book.customers.customer.tolist(), *opened.ledger.accounts.customer.tolist()}
    if wanted in ids:
        return wanted
    raise WrongUsage(
        Fault(
            opened.path.name,
            sentence('there is no customer "{customer}".', customer=wanted),
            sentence("Write the Customer ID as it stands in the book."),
        )
    )


def _beside(opened: OpenedBook, customer: str) -> Path:
    """Where a dossier stands: beside the book."""
    name = opened.path.name if opened.path.is_dir() else opened.path.stem
    return opened.path.with_name(f"{name} – dossier {name_of(customer)} {opened.as_of.isoformat()}.pdf")


def _annexes(opened: OpenedBook, case: Case, progress: Progress) -> Iterator[Annex]:
    """Each statement and the copies of it that came back; then the other papers."""
    total = len(case.stated) + len(case.papers)
    if not total:
        return
    copies = _copies(opened, case)
    with Register.at(opened.register_file, opened.book.company.id, create=False) as register:
        for count, one in enumerate(case.stated, 1):
            yield _statement(one.statement, register.paper(one.statement.digest))
            for copy in copies:
                if copy.number == one.statement.number:
                    yield _copy(opened, copy)
            progress(label("Collecting papers"), count, total)
        for count, paper in enumerate(case.papers, len(case.stated) + 1):
            yield _paper(paper, register.paper(paper.digest))
            progress(label("Collecting papers"), count, total)


def _copies(opened: OpenedBook, case: Case) -> tuple[FiledCopy, ...]:
    numbers = {one.statement.number for one in case.stated}
    copies = (copy for copy in opened.history.copies if copy.number in numbers and copy.filed_on <= opened.as_of)
    return tuple(dict.fromkeys(copies))


def _statement(issued: IssuedStatement, content: bytes) -> Annex:
    return Annex(
        title=sentence("Statement {number}", number=issued.number),
        facts=(
            (label("Month"), issued.month),
            (label("Issued on"), issued.issued_on),
            (label("Return by"), issued.return_by),
            (label("File"), issued.file),
            (label("SHA-256"), issued.digest),
        ),
        file=issued.file,
        content=content,
        paper=True,
    )


def _paper(issued: IssuedPaper, content: bytes) -> Annex:
    return Annex(
        title=sentence("{kind} {number}", kind=sentence(issued.kind), number=issued.number),
        facts=(
            (label("Issued on"), issued.issued_on),
            (label("About"), issued.subject),
            (label("File"), issued.file),
            (label("SHA-256"), issued.digest),
        ),
        file=issued.file,
        content=content,
        paper=True,
    )


def _copy(opened: OpenedBook, copy: FiledCopy) -> Annex:
    """A copy that came back. One that is gone or was changed is said to be so; one that cannot be read is attached."""
    path = copies_folder(opened.register_file) / copy.file
    annex = Annex(
        title=sentence("Copy of statement {number} that came back", number=copy.number),
        facts=(
            (label("Came as"), copy.came_as),
            (label("Filed on"), copy.filed_on),
            (label("Pages of the file"), ", ".join(map(str, copy.pages))),
            (label("File"), copy.file),
            (label("SHA-256"), copy.digest),
        ),
        file=copy.file,
        content=None,
    )
    if broken := broken_copies(opened.register_file, (copy,)):
        return _noted(annex, broken[0])
    try:
        pictures = page_pictures(path, copy.pages)
    except Refused as error:
        return _noted(annex, error.faults[0], path.read_bytes())
    return Annex(annex.title, annex.facts, annex.file, path.read_bytes(), pictures=pictures)


def _noted(annex: Annex, fault: Fault, content: bytes | None = None) -> Annex:
    return Annex(annex.title, annex.facts, annex.file, content, note=fault.fact)
