"""The hash chain of the register, and the proof that it is whole (practice B4).

The hash of a line is the SHA-256 of five rows of text: seq, kind, recorded_on, the hash of the line before, and the
body. The first line follows a hash that stands for the company. So a bit changed, a line removed, added or moved
breaks the chain at that line; a line removed at the end disagrees with the head.

Whoever rewrites the whole chain from a line on, head included, makes a chain that is whole again but ends in another
hash: compare the head with one noted earlier, on paper or in a mail, to see that.

>>> link("acme", 1, "closed month", "2026-11-02", '{"month":"2026-10"}')[:16]
'f8635e10adb641f0'
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from arxl.errors import Fault, Refused, Sentence, refused, sentence
from arxl.pulse import beating
from arxl.register import file
from arxl.register.entries import Entry, EntryKind, canonical, frozen, record_of
from arxl.register.standing import Standing
from arxl.tables.history import IssuedPaper, IssuedStatement


class Line(NamedTuple):
    """An entry as it is stored."""

    seq: int
    kind: str
    recorded_on: str
    body: str
    previous: str
    hash: str


class Head(NamedTuple):
    """The one row that says whose register it is, and where it ends."""

    company: str
    entries: int
    hash: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What `verify` found.

    Attributes:
        company: id of the company whose register it is.
        entries: number of lines that are whole, counted from the first.
        head: hash of the last of them.
        fault: the first thing that is broken; None where the register is whole.
    """

    company: str
    entries: int
    head: str
    fault: Fault | None


def origin(company: str) -> str:
    """The hash that the first line of a company's register follows."""
    return _sha256(f"arxl register\n{company}")


def link(previous: str, seq: int, kind: str, recorded_on: str, body: str) -> str:
    """The hash of a line.

    No row but the body may hold a line break, and a canonical body holds none: one text, one reading.
    """
    return _sha256(f"{seq}\n{kind}\n{recorded_on}\n{previous}\n{body}")


def digest_of(paper: bytes) -> str:
    """SHA-256 of a paper, hexadecimal."""
    return hashlib.sha256(paper).hexdigest()


def is_paper(stored: object, digest: str) -> bool:
    """Whether what is stored under `digest` is the paper that was issued under it."""
    return isinstance(stored, bytes) and digest_of(stored) == digest


def head_of(connection: sqlite3.Connection, path: Path) -> Head:
    """The head as it is stored.

    Raises:
        Refused: there is none, or more than one.
    """
    heads = connection.execute("SELECT company, entries, hash FROM head").fetchall()
    if len(heads) != 1:
        raise refused(
            path.name, sentence("the register has {count} heads instead of 1.", count=len(heads)), file.RESTORE
        )
    head = Head(*heads[0])
    if not isinstance(head.entries, int):
        raise refused(f"{path.name} head", sentence("the number of lines is unreadable."), file.RESTORE)
    return head


def entries_of(lines: Iterable[Line], head: Head, path: Path) -> Iterator[Entry]:
    """The entries, each after its place in the chain is proved; last of all, that the chain ends at the head.

    Raises:
        Refused: the first broken line.
    """
    previous, count = origin(head.company), 0
    for count, line in enumerate(lines, start=1):
        fact = _flaw(line, count, previous)
        if fact is not None:
            raise broken(path, count, fact)
        yield _entry(line, path)
        previous = line.hash
    if head.entries != count:
        raise broken(
            path,
            max(0, min(head.entries, count)) + 1,
            sentence("the head counts {counted} lines, and {found} are there.", counted=head.entries, found=count),
        )
    if head.hash != previous:
        raise refused(
            f"{path.name} head",
            sentence("the head does not hold the hash in which the chain ends."),
            file.RESTORE,
        )


def broken(path: Path, line: int, fact: Sentence) -> Refused:
    """The refusal that names a broken line."""
    return refused(f"{path.name} line {line}", fact, file.RESTORE)


def verify(path: Path) -> Verification:
    """Prove the register in `path`: chain, head, numbers, balances, papers, guards, and the file itself.

    It reads every paper; nothing is written, except that SQLite rolls back what a crash has left half done.

    >>> verify(Path("nowhere.arxl")).fault.place
    'nowhere.arxl'
    """
    company, entries, last = "", 0, ""
    try:
        with file.refusing(path), closing(file.connect(path)) as connection:
            connection.execute("PRAGMA query_only = ON")
            with file.snapshot(connection):
                head = head_of(connection, path)
                company, last = head.company, origin(head.company)
                for entry in _proved(connection, head, path):
                    entries, last = entry.seq, entry.hash
                file.refuse_other_schema(connection, path)
                file.refuse_damage(connection, path)
    except Refused as refusal:
        return Verification(company, entries, last, refusal.faults[0])
    return Verification(company, entries, last, None)


def lines_of(connection: sqlite3.Connection) -> Iterator[Line]:
    """The stored lines in order."""
    rows = connection.execute("SELECT seq, kind, recorded_on, body, previous, hash FROM entries ORDER BY seq")
    return map(Line._make, rows)


def _proved(connection: sqlite3.Connection, head: Head, path: Path) -> Iterator[Entry]:
    standing = Standing()
    named: set[str] = set()
    for entry in beating(entries_of(lines_of(connection), head, path), 64):
        objection = standing.objection(entry.record)
        if objection is not None:
            raise broken(path, entry.seq, objection.fact)
        standing.take(entry.record)
        if isinstance(entry.record, IssuedStatement | IssuedPaper):
            _prove_paper(connection, entry, entry.record, path)
            named.add(entry.record.digest)
        yield entry
    for (digest,) in connection.execute("SELECT digest FROM papers ORDER BY digest"):
        if digest not in named:
            raise refused(path.name, sentence("paper {digest} belongs to no line.", digest=digest), file.RESTORE)


def _prove_paper(
    connection: sqlite3.Connection, entry: Entry, issued: IssuedStatement | IssuedPaper, path: Path
) -> None:
    paper = connection.execute("SELECT bytes FROM papers WHERE digest = ?", (issued.digest,)).fetchone()
    if paper is None:
        fact = sentence("the paper of {number} is missing.", number=issued.number)
    elif not is_paper(paper[0], issued.digest):
        fact = sentence("the paper of {number} is not the one that was issued.", number=issued.number)
    else:
        return
    raise broken(path, entry.seq, fact)


def _flaw(line: Line, seq: int, previous: str) -> Sentence | None:
    if line.seq != seq:
        return sentence("the line is missing; line {found} stands in its place.", found=line.seq)
    if line.previous != previous:
        return sentence("the line does not follow the one before it.")
    if line.hash != link(line.previous, line.seq, line.kind, line.recorded_on, line.body):
        return sentence("the line was changed after it was recorded.")
    return None


def _entry(line: Line, path: Path) -> Entry:
    try:
        kind = EntryKind(line.kind)
    except ValueError:
        raise refused(
            f"{path.name} line {line.seq}",
            sentence('the entry is a "{kind}", which this arxl does not know.', kind=line.kind),
            sentence("Update arxl."),
        ) from None
    try:
        body = json.loads(line.body)
        recorded_on = dt.date.fromisoformat(line.recorded_on)
        record = record_of(kind, body)
        regular = canonical(body) == line.body and recorded_on.isoformat() == line.recorded_on
    except (ValueError, TypeError, KeyError):
        regular = False
    if not regular:
        raise broken(path, line.seq, sentence("the entry is not written as arxl writes it."))
    return Entry(line.seq, kind, recorded_on, frozen(body), record, line.previous, line.hash)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
