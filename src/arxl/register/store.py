"""The register of one company: what was issued, closed and decided, for ever (practice B4).

A `Register` answers what it knows, and appends in transactions. A transaction locks the register before it looks at
the last number, so that of two people who issue at once the second waits and goes on from the first. After a write
that failed, the register is closed: what is on the disk is known only once it is opened anew.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
import sqlite3
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any

from arxl.errors import refused, sentence
from arxl.pulse import beating
from arxl.register import file
from arxl.register.chain import Head, digest_of, entries_of, head_of, is_paper, lines_of, link, origin
from arxl.register.entries import ClosedMonth, Entry, QuietAccount, Record, body_of, canonical, kind_of
from arxl.register.location import refuse_unsafe_place
from arxl.register.standing import STATEMENTS, Standing
from arxl.tables.history import (
    NO_HISTORY,
    CodeKey,
    FiledCopy,
    History,
    IssuedPaper,
    IssuedStatement,
    RecordedDecision,
    Reply,
    Sending,
    SendingOutcome,
    StatedLine,
)

CODE_KEY_BYTES = 32

QuietAccounts = Mapping[tuple[str, str], tuple[StatedLine, ...]]
NO_ACCOUNTS: QuietAccounts = MappingProxyType({})


class Register:
    """One open register. Made by `Register.at`; a context manager that closes the file."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection: sqlite3.Connection | None = connection
        self._path = path
        self._known: tuple[Head, Standing] | None = None  # what this register committed last

    @classmethod
    def at(cls, path: Path, company: str, *, create: bool, wait_seconds: float = file.WAIT_SECONDS) -> Register:
        """The register in `path`, made where `create` says so and there is none.

        Raises:
            Refused: an unsafe place, no register, another company's, a later version's, a damaged one, or one that
                another program keeps locked for longer than `wait_seconds`.
        """
        refuse_unsafe_place(path)
        if create and not os.path.exists(path):
            _create(path, company)
        register = cls(file.connect(path, wait_seconds), path)
        try:
            register._refuse_other_company(company)
        except BaseException:
            register.close()
            raise
        return register

    def __enter__(self) -> Register:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file. What was not committed is rolled back."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def history(self) -> History:
        """Everything that practices need to know, in the order of the register.

        Raises:
            Refused: the first line at which the chain is broken.
        """
        found: dict[type[Record], list[Any]] = defaultdict(list)
        for entry in self.entries():
            found[type(entry.record)].append(entry.record)
        months: list[ClosedMonth] = found[ClosedMonth]
        return History(
            statements=tuple(found[IssuedStatement]),
            closed_months=tuple(closed.month for closed in months),
            decisions=tuple(found[RecordedDecision]),
            quiet_accounts={(account.customer, account.currency): account.lines for m in months for account in m.quiet},
            papers=tuple(found[IssuedPaper]),
            sendings=tuple(found[Sending]),
            outcomes=tuple(found[SendingOutcome]),
            copies=tuple(found[FiledCopy]),
            replies=tuple(found[Reply]),
            code_key=found[CodeKey][0].key if found[CodeKey] else "",
        )

    def entries(self) -> Iterator[Entry]:
        """Line by line, each proved before it is handed out; the papers are left to `chain.verify`.

        Raises:
            Refused: the first line at which the chain is broken.
        """
        connection = self._open()
        with file.refusing(self._path), file.snapshot(connection):
            head = head_of(connection, self._path)
            # All at once: a reader that lingers over a line must not keep others from writing.
            lines = list(lines_of(connection))
        return beating(entries_of(lines, head, self._path), 64)

    def paper(self, digest: str) -> bytes:
        """The bytes that were issued under this SHA-256.

        Raises:
            Refused: the register holds no such paper, or not as it was issued.
        """
        with file.refusing(self._path):
            found = self._open().execute("SELECT bytes FROM papers WHERE digest = ?", (digest,)).fetchone()
        if found is None:
            raise refused(self._path.name, sentence("there is no paper {digest}.", digest=digest), file.RESTORE)
        if not is_paper(found[0], digest):
            raise refused(
                self._path.name, sentence("paper {digest} is not the one that was issued.", digest=digest), file.RESTORE
            )
        return bytes(found[0])

    @contextmanager
    def transaction(self) -> Iterator[Writing]:
        """Append entries: all of them when the block ends, none when it raises. `history()` inside sees them.

        Raises:
            Refused: the register is locked, broken, or cannot be written. In the last case it is closed as well.
        """
        connection = self._open()
        if connection.in_transaction:
            raise RuntimeError("one transaction at a time")
        with file.refusing(self._path):
            connection.execute("BEGIN IMMEDIATE")
        try:
            writing = Writing(self, *self._standing())
            yield writing
            self._known = writing.finish()
        except BaseException:
            self._roll_back()
            raise

    def _standing(self) -> tuple[Head, Standing]:
        """What the next entry follows: as this register left it, or reckoned from all entries, each proved.

        The head names its line by the hash of all lines before it: where it is the one that this register wrote,
        nobody has appended since. Whoever takes the standing changes it, so that it is kept only by a commit.
        """
        with file.refusing(self._path):
            head = head_of(self._open(), self._path)
        known, self._known = self._known, None
        if known is not None and known[0] == head:
            return known
        standing = Standing()
        for entry in self.entries():
            standing.take(entry.record)
        return head, standing

    def _roll_back(self) -> None:
        if self._connection is not None:
            try:
                self._connection.execute("ROLLBACK")
            except sqlite3.Error:
                # The journal stays, and the next opening rolls back by it.
                self.close()

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            raise refused(
                self._path.name,
                sentence("the register is closed."),
                sentence("Run the command again: it goes on from what is recorded."),
            )
        return self._connection

    def _refuse_other_company(self, company: str) -> None:
        connection = self._open()
        with file.refusing(self._path):
            file.refuse_other_schema(connection, self._path)
            found = head_of(connection, self._path).company
        if found != company:
            raise refused(
                self._path.name,
                sentence(
                    'the register belongs to company "{found}", the book to "{company}".', found=found, company=company
                ),
                sentence("Correct the ID on the Company sheet, or register_path on the Policy sheet."),
            )


class Writing:
    """What a transaction can append. Each method checks first and raises `Refused` without any effect."""

    def __init__(self, register: Register, head: Head, standing: Standing) -> None:
        self._register = register
        self._path = register._path
        self._head = head
        self._standing = standing
        self._taken: list[str] = []

    def next_number(self, year: int) -> str:
        """Take the next statement number of a year. Every number taken is issued, or the transaction fails.

        ST2026-00001, ST2026-00002, …: the series of a year, without gap.
        """
        return self.next_paper_number(STATEMENTS, year)

    def next_paper_number(self, series: str, year: int) -> str:
        """Take the next number of a series of papers, as `next_number` does.

        Args:
            series: two capital letters: RS for receipt slips.
        """
        begins = f"{series}{year:04d}-"
        number = self._standing.next_number(year, sum(number.startswith(begins) for number in self._taken), series)
        self._taken.append(number)
        return number

    def issue(self, statement: IssuedStatement, paper: bytes) -> None:
        """Record a statement and keep the bytes of its paper.

        Raises:
            Refused: the digest is another paper's; the account has a statement of this month or a later one, and this
                one does not correct it; the month is closed or not the latest; the number is not the next; the
                balances do not continue.
        """
        self._keep(statement, paper)

    def keep(self, paper: IssuedPaper, content: bytes) -> None:
        """Record a paper other than a statement, and keep its bytes.

        Raises:
            Refused: the digest is another paper's; the number is not the next of its series.
        """
        self._keep(paper, content)

    def _keep(self, issued: IssuedStatement | IssuedPaper, content: bytes) -> None:
        if digest_of(content) != issued.digest:
            raise refused(
                self._path.name,
                sentence("the paper of {number} has another digest than its entry.", number=issued.number),
                sentence("Print it again."),
            )
        self._append(issued, issued.issued_on)
        self._write(
            "INSERT INTO papers (digest, bytes) "
            "SELECT :digest, :paper WHERE NOT EXISTS (SELECT 1 FROM papers WHERE digest = :digest)",
            {"digest": issued.digest, "paper": content},
        )
        if issued.number in self._taken:
            self._taken.remove(issued.number)

    def code_key(self, made_on: dt.date) -> str:
        """The key of the codes on pages, hexadecimal; made here where the register has none yet."""
        if not self._standing.code_key:
            self._append(CodeKey(secrets.token_hex(CODE_KEY_BYTES)), made_on)
        return self._standing.code_key

    def attempts(self, number: str) -> int:
        """How often a statement or paper was about to be sent, by whichever run."""
        return self._standing.attempts[number]

    def close_month(self, month: str, recorded_on: dt.date, quiet_accounts: QuietAccounts = NO_ACCOUNTS) -> None:
        """Close a month: nothing is issued in it or before it any more.

        `quiet_accounts` go into `History.quiet_accounts`: (customer, currency) -> the account's lines, whose sum is 0.

        Raises:
            Refused: the month is closed, or lies before one that the register has reached; a quiet account has a
                balance.
        """
        quiet = (QuietAccount(customer, currency, lines) for (customer, currency), lines in quiet_accounts.items())
        self._append(ClosedMonth(month, tuple(sorted(quiet, key=lambda q: (q.customer, q.currency)))), recorded_on)

    def record(
        self, record: RecordedDecision | Sending | SendingOutcome | FiledCopy | Reply, recorded_on: dt.date
    ) -> None:
        """Record what was decided, sent, filed or answered.

        Raises:
            Refused: it is about a number that nobody issued; a message or a copy is recorded already.
        """
        self._append(record, recorded_on)

    def finish(self) -> tuple[Head, Standing]:
        """Commit; answers what the next entry follows.

        Raises:
            Refused: a number was taken and not issued.
        """
        if self._taken:
            raise refused(
                self._path.name,
                sentence("number {numbers} was taken and not issued; nothing is recorded.", numbers=self._taken),
                sentence("Issue all statements of the run, or none."),
            )
        self._write("COMMIT")
        return self._head, self._standing

    def _append(self, record: Record, recorded_on: dt.date) -> None:
        objection = self._standing.objection(record)
        if objection is not None:
            raise refused(self._path.name, *objection)
        company, entries, previous = self._head
        seq, kind, body = entries + 1, kind_of(record), canonical(body_of(record))
        day = dt.date(recorded_on.year, recorded_on.month, recorded_on.day).isoformat()
        self._refuse_half_signs(body)
        this = link(previous, seq, kind, day, body)
        self._write(
            "INSERT INTO entries (seq, kind, recorded_on, body, previous, hash) VALUES (?, ?, ?, ?, ?, ?)",
            (seq, str(kind), day, body, previous, this),
        )
        self._head = Head(company, seq, this)
        self._standing.take(record)

    def _write(self, statement: str, values: tuple[int | str, ...] | dict[str, str | bytes] = ()) -> None:
        connection = self._register._open()
        if not connection.in_transaction:
            raise RuntimeError("the transaction is over")
        try:
            connection.execute(statement, values)
        except sqlite3.Error as error:
            # Never tried again: what the disk holds after a failed write or fsync is unknown until it is reopened.
            self._register.close()
            raise file.refusal(error, self._path) from error

    def _refuse_half_signs(self, body: str) -> None:
        try:
            body.encode()
        except UnicodeEncodeError as error:
            raise refused(
                self._path.name,
                sentence('"{text}" holds half a sign, which no file can keep.', text=_around(body, error.start)),
                sentence("Type the text of that cell again."),
            ) from None


def history_at(path: Path, company: str) -> History:
    """The history in `path`; none where no register was made yet.

    Raises:
        Refused: as `Register.at` and `Register.history`.
    """
    if not os.path.exists(path):
        return NO_HISTORY
    with Register.at(path, company, create=False) as register:
        return register.history()


def _around(text: str, position: int) -> str:
    return text[max(0, position - 20) : position + 20].encode("ascii", "backslashreplace").decode()


def _create(path: Path, company: str) -> None:
    """Make the file under another name and move it: half a register never bears the name of one."""
    if not os.path.isdir(path.parent):
        raise refused(
            str(path),
            sentence("there is no folder {folder}.", folder=str(path.parent)),
            sentence("Make the folder, or correct register_path on the Policy sheet."),
        )
    try:
        with tempfile.TemporaryDirectory(prefix=".arxl-", dir=path.parent) as folder, file.refusing(path):
            draft = Path(folder) / path.name
            file.build(draft, company, origin(company))
            _publish(draft, path)
    except OSError as error:
        raise refused(
            str(path),
            sentence("the register cannot be made: {reason}.", reason=error.strerror or str(error)),
            sentence("Name a folder in register_path on the Policy sheet in which you may write."),
        ) from error


def _publish(draft: Path, path: Path) -> None:
    """Give the finished file its name, unless another process was first: then its register is the one."""
    if sys.platform == "win32":
        with suppress(FileExistsError):
            os.rename(draft, path)  # never replaces a file there
        return
    import fcntl

    folder = os.open(path.parent, os.O_RDONLY)
    try:
        try:
            os.link(draft, path)
        except FileExistsError:
            return
        except OSError:  # no hard links here (exFAT): whoever publishes waits for the lock of the folder
            fcntl.flock(folder, fcntl.LOCK_EX)
            if path.exists():
                return
            os.rename(draft, path)
        os.fsync(folder)
    finally:
        os.close(folder)
