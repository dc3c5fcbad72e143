"""What came back of statements: files matched to what was issued, each with a proposal for a person (practice B4).

Two roads: a PDF that carries a statement's record is examined as a signed file; anything else is a scan, whose pages
say by their codes what they are. Nothing here confirms anything, and what cannot be matched is shown, never dropped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from arxl.errors import Fault, Refused, label, refused, sentence, warning
from arxl.jobs.opened import OpenedBook
from arxl.jobs.progress import Progress, no_progress
from arxl.papers.code import PageCode, is_genuine
from arxl.papers.findings import Examined, Finding
from arxl.papers.returned import examined, number_in
from arxl.papers.scan import ScannedPage, SignatureBox, is_scan, read_scans
from arxl.register.chain import digest_of
from arxl.register.store import Register
from arxl.tables.fingerprints import pins
from arxl.tables.history import IssuedStatement

_TAKE_FOR_A_SCAN = (Finding.WITHOUT_SEAL, Finding.SIGNED_UNSEALED, Finding.SAVED_ANEW)


@dataclass(frozen=True, slots=True)
class ReturnedCopy:
    """A copy of one statement in one file.

    Attributes:
        digest: of the file.
        pages: pages of the file that are pages of this statement, from 1.
        missing: pages of the statement that the file lacks.
        boxes: seller's and customer's signature box, where the page with them is there.
        thumbnail: PNG of that page, else of the first; b"" of a file that was signed digitally.
        examined: what was found in a signed file; None of a scan.
        faults: what a person should know before they confirm.
    """

    statement: IssuedStatement
    path: Path
    digest: str
    pages: tuple[int, ...]
    missing: tuple[int, ...] = ()
    boxes: tuple[SignatureBox, ...] = ()
    thumbnail: bytes = b""
    examined: Examined | None = None
    faults: tuple[Fault, ...] = ()

    def box(self, side: str) -> SignatureBox | None:
        """The signature box of a side, "seller" or "customer"."""
        return next((box for box in self.boxes if box.side == side), None)

    @property
    def is_acceptable(self) -> bool:
        """Whether it can be filed, and taken for an agreement: a scan, or a signed file that is whole."""
        return self.examined is None or self.examined.is_signed

    @property
    def proposal(self) -> str:
        """What it looks like, an English message id; a person decides."""
        if self.examined is not None:
            return label("signed digitally") if self.examined.is_signed else label("not acceptable")
        customer, seller = self.box("customer"), self.box("seller")
        if customer is None:
            return label("the page with the signatures is missing")
        if not customer.signed and not customer.stamped:
            return label("not signed by the customer")
        if seller is not None and (seller.signed or seller.stamped):
            return label("signed by both")
        if customer.signed and customer.stamped:
            return label("signed and stamped by the customer")
        return label("signed by the customer") if customer.signed else label("stamped by the customer")


@dataclass(frozen=True, slots=True)
class UnmatchedPage:
    """A page that no code matches to a statement; a person looks at it.

    Attributes:
        thumbnail: PNG.
        fault: why.
    """

    path: Path
    digest: str
    page: int
    thumbnail: bytes
    fault: Fault


@dataclass(frozen=True, slots=True)
class Returned:
    """Everything that came back in one go; `faults` are of files as a whole."""

    copies: tuple[ReturnedCopy, ...]
    unmatched: tuple[UnmatchedPage, ...]
    faults: tuple[Fault, ...]


def returned(opened: OpenedBook, paths: Sequence[Path], progress: Progress = no_progress) -> Returned:
    """Match files, and all scans of folders, to the statements of the book's register.

    Raises:
        Refused: a path is not there, or the register cannot be read.
    """
    files = [file for path in paths for file in _files(path)]
    found: list[ReturnedCopy] = []
    unmatched: list[UnmatchedPage] = []
    faults: list[Fault] = []
    with Register.at(opened.register_file, opened.book.company.id, create=False) as register:
        reader = _Reader(opened, register)
        for count, file in enumerate(files, 1):
            try:
                copies, pages = reader.read(file)
                found += copies
                unmatched += pages
            except Refused as error:
                faults += error.faults
            progress(label("Reading returned copies"), count, len(files))
    return Returned(tuple(_with_repeats(found)), tuple(unmatched), tuple(faults))


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(file for file in path.iterdir() if file.is_file() and is_scan(file))
    elif path.exists():
        yield path
    else:
        raise refused(str(path), sentence("there is no such file or folder."), sentence("Check the name."))


class _Reader:
    """Reads files beside one register."""

    def __init__(self, opened: OpenedBook, register: Register) -> None:
        self._opened, self._register = opened, register
        self._history = opened.history
        self._statements = {statement.number: statement for statement in opened.history.statements}
        self._corrected = {one.corrects: one.number for one in opened.history.statements if one.corrects}

    def read(self, path: Path) -> tuple[list[ReturnedCopy], list[UnmatchedPage]]:
        """The copies in a file, and its pages that are none.

        Raises:
            Refused: the file cannot be read.
        """
        content = content_of(path)
        if content.lstrip()[:4] == b"%PDF":
            copy = self._signed_file(path, content)
            if copy is not None:
                return [copy], []
        return self._scan(path, digest_of(content))

    # --- signed files ----------------------------------------------------------------------------------------------

    def _signed_file(self, path: Path, content: bytes) -> ReturnedCopy | None:
        """A returned PDF that says which statement it is; None where it is better taken for a scan."""
        try:
            number = number_in(content, path.name)
        except Refused:
            return None  # the reader of scans has its own limits, and says what is wrong
        statement = self._statements.get(number)
        if statement is None:
            return None
        row = self._opened.book.customers.row_of.get(statement.customer)
        customers = self._opened.book.customers
        pinned = pins(str(customers.certificate[row])) if row is not None else frozenset[str]()
        name = str(customers.legal_name[row]) if row is not None else statement.customer
        found = examined(content, self._register.paper(statement.digest), pinned, name)
        if found.finding in _TAKE_FOR_A_SCAN:
            return None
        faults = (found.told(path.name), *self._known(statement, digest_of(content), path))
        return ReturnedCopy(statement, path, digest_of(content), (), examined=found, faults=faults)

    # --- scans -----------------------------------------------------------------------------------------------------

    def _scan(self, path: Path, digest: str) -> tuple[list[ReturnedCopy], list[UnmatchedPage]]:
        pages_of: dict[str, list[ScannedPage]] = defaultdict(list)
        unmatched = []
        for page in read_scans(path, paper_of=self._paper_of):
            fault = self._why_unmatched(page)
            if fault is None:
                assert page.code is not None
                pages_of[page.code.number].append(page)
            else:
                unmatched.append(UnmatchedPage(path, digest, page.page, page.thumbnail, fault))
        copies = [self._copy(path, digest, self._statements[number], pages) for number, pages in pages_of.items()]
        return copies, unmatched

    def _paper_of(self, code: PageCode) -> bytes | None:
        statement = self._statements.get(code.number)
        if statement is None or not self._is_genuine(code, statement):
            return None
        return self._register.paper(statement.digest)

    def _is_genuine(self, code: PageCode, statement: IssuedStatement) -> bool:
        return is_genuine(code, statement, self._opened.book.company.id, self._history.code_key)

    def _why_unmatched(self, page: ScannedPage) -> Fault | None:
        place = f"{page.file} p. {page.page}"
        if page.code is None and page.codes:
            numbers = list(dict.fromkeys(found.code.number for found in page.codes))
            return warning(
                place,
                sentence("the page bears codes of several statements: {numbers}.", numbers=numbers),
                sentence("Scan each paper alone, or match the page by hand."),
            )
        if page.code is None:
            return warning(
                place,
                sentence("no code can be read on the page."),
                sentence("Match it by hand with --review, or scan it again with 200 dpi."),
            )
        statement = self._statements.get(page.code.number)
        if statement is None:
            return Fault(
                place,
                sentence("statement {number} is not in this register.", number=page.code.number),
                sentence("Use the book whose register issued it."),
            )
        if not self._is_genuine(page.code, statement):
            return Fault(
                place,
                sentence(
                    "the code says statement {number}, and this register did not print it so: it is another company's, "
                    "or made up.",
                    number=page.code.number,
                ),
                sentence("Compare the page with the stored paper: arxl register export."),
            )
        return None

    def _copy(self, path: Path, digest: str, statement: IssuedStatement, pages: Sequence[ScannedPage]) -> ReturnedCopy:
        codes = [page.code for page in pages if page.code is not None]
        count = max(code.pages for code in codes)
        there = {code.page for code in codes}
        missing = tuple(page for page in range(1, count + 1) if page not in there)
        with_boxes = next((page for page in pages if page.boxes), None)
        faults = [*self._of_pages(path, statement, codes, missing), *self._known(statement, digest, path)]
        return ReturnedCopy(
            statement,
            path,
            digest,
            tuple(page.page for page in pages),
            missing,
            with_boxes.boxes if with_boxes else (),
            (with_boxes or pages[0]).thumbnail,
            faults=tuple(faults),
        )

    def _of_pages(
        self, path: Path, statement: IssuedStatement, codes: Sequence[PageCode], missing: Sequence[int]
    ) -> Iterator[Fault]:
        place = f"{path.name} {statement.number}"
        if missing:
            yield warning(
                place,
                sentence(
                    "page {missing} of {pages} is missing.", missing=list(missing), pages=max(c.pages for c in codes)
                ),
                sentence("Ask for the whole statement; what is signed is every page of it."),
            )
        twice = sorted({code.page for code in codes if [other.page for other in codes].count(code.page) > 1})
        if twice:
            yield warning(
                place,
                sentence("page {pages} comes twice in the file.", pages=twice),
                sentence("Look whether two copies were scanned into one file."),
            )

    def _known(self, statement: IssuedStatement, digest: str, path: Path) -> Iterator[Fault]:
        """What the register knows of the statement already."""
        place = f"{path.name} {statement.number}"
        if statement.number in self._corrected:
            yield warning(
                place,
                sentence(
                    "it is the old version: {number} was corrected by {by}.",
                    number=statement.number,
                    by=self._corrected[statement.number],
                ),
                sentence("Ask for the signed copy of {by}.", by=self._corrected[statement.number]),
            )
        filed = [copy for copy in self._history.copies if copy.number == statement.number]
        if any(copy.digest == digest for copy in filed):
            yield warning(
                place,
                sentence("this file is filed already."),
                sentence("Confirm it with --review, if nobody has."),
            )
        elif filed:
            yield warning(
                place,
                sentence(
                    "a copy of {number} is filed already: {files}.",
                    number=statement.number,
                    files=[copy.came_as for copy in filed],
                ),
                sentence("Confirm the one that counts; both are kept."),
            )


def content_of(path: Path) -> bytes:
    """The bytes of a file that came back.

    Raises:
        Refused: it cannot be opened.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise refused(
            path.name,
            sentence("the file cannot be opened: {reason}.", reason=error.strerror or str(error)),
            sentence("Check the name, and that no other program holds the file."),
        ) from None


def _with_repeats(copies: Sequence[ReturnedCopy]) -> Iterator[ReturnedCopy]:
    """The copies, those that come several times with a warning that says so."""
    files: Mapping[str, list[str]] = defaultdict(list)
    for copy in copies:
        files[copy.statement.number].append(copy.path.name)
    for copy in copies:
        others = [name for name in files[copy.statement.number] if name != copy.path.name]
        if others:
            again = warning(
                f"{copy.path.name} {copy.statement.number}",
                sentence("the same statement comes in {files}, too.", files=others),
                sentence("Confirm the one that counts; both are kept."),
            )
            yield replace(copy, faults=(*copy.faults, again))
        else:
            yield copy
