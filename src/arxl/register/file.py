"""The file of the register: one SQLite database of two append-only tables and a head (practice B4).

`entries` holds the lines, `papers` the exact bytes of what was issued, under their SHA-256. `head` holds the company,
the number of lines and the last line's hash, and moves by one with each line. Triggers refuse every other change:
they stop a mistake; an intention is what the hash chain shows.

A commit is on the disk before it is reported: rollback journal, `synchronous=EXTRA`, `fullfsync`. The write-ahead log
is never used, because it does not work where the disk turns out to be a network's. What SQLite finds wrong leaves
this module as one sentence.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from arxl.errors import Refused, Sentence, refused, sentence

APPLICATION = int.from_bytes(b"arxl", "big")
FORMAT = 1
WAIT_SECONDS = 30.0

SCHEMA = (
    """CREATE TABLE entries (
    seq INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    recorded_on TEXT NOT NULL,
    body TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT""",
    """CREATE TABLE papers (
    digest TEXT NOT NULL UNIQUE,
    bytes BLOB NOT NULL
) STRICT""",
    """CREATE TABLE head (
    company TEXT NOT NULL,
    entries INTEGER NOT NULL,
    hash TEXT NOT NULL
) STRICT""",
)

GUARDS = (
    """CREATE TRIGGER entries_follow BEFORE INSERT ON entries
WHEN NOT EXISTS (SELECT 1 FROM head WHERE NEW.seq = entries + 1 AND NEW.previous = hash)
BEGIN SELECT RAISE(ABORT, 'an entry follows the head'); END""",
    """CREATE TRIGGER entries_move_head AFTER INSERT ON entries
BEGIN UPDATE head SET entries = NEW.seq, hash = NEW.hash; END""",
    """CREATE TRIGGER entries_stay BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END""",
    """CREATE TRIGGER entries_remain BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'entries are never removed'); END""",
    """CREATE TRIGGER papers_once BEFORE INSERT ON papers
WHEN EXISTS (SELECT 1 FROM papers WHERE digest = NEW.digest)
BEGIN SELECT RAISE(ABORT, 'papers are never replaced'); END""",
    """CREATE TRIGGER papers_stay BEFORE UPDATE ON papers
BEGIN SELECT RAISE(ABORT, 'papers are never changed'); END""",
    """CREATE TRIGGER papers_remain BEFORE DELETE ON papers
BEGIN SELECT RAISE(ABORT, 'papers are never removed'); END""",
    """CREATE TRIGGER head_follows BEFORE UPDATE ON head
WHEN NEW.company IS NOT OLD.company OR NEW.entries IS NOT OLD.entries + 1
    OR NOT EXISTS (SELECT 1 FROM entries WHERE seq = NEW.entries AND hash = NEW.hash)
BEGIN SELECT RAISE(ABORT, 'the head follows the entries'); END""",
    """CREATE TRIGGER head_once BEFORE INSERT ON head
BEGIN SELECT RAISE(ABORT, 'there is one head'); END""",
    """CREATE TRIGGER head_remains BEFORE DELETE ON head
BEGIN SELECT RAISE(ABORT, 'the head is never removed'); END""",
)

RESTORE = sentence("Restore the register from a backup; `arxl register verify` says whether that one is whole.")


def build(path: Path, company: str, head: str) -> None:
    """Make an empty register in a new file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        _settle(connection)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        _lay_out(connection, company, head)
        connection.execute("COMMIT")


def connect(path: Path, wait_seconds: float = WAIT_SECONDS) -> sqlite3.Connection:
    """An open register of this format; its tables are not examined.

    Another program's lock is waited for, `wait_seconds` at most.

    Raises:
        Refused: there is no file, or it is not a register that this version reads.
    """
    if sqlite3.sqlite_version_info < (3, 37):
        raise refused(
            path.name,
            sentence("this Python has SQLite {found}; the register needs 3.37.", found=sqlite3.sqlite_version),
            sentence("Install a later Python."),
        )
    if not os.path.isfile(path):
        raise refused(
            path.name,
            sentence("there is no register in {folder}.", folder=str(path.parent)),
            sentence("Issue the first statements, or correct register_path on the Policy sheet."),
        )
    if path.stat().st_size == 0:
        raise refused(path.name, sentence("the file is empty."), RESTORE)
    with refusing(path):
        # "rw" and not "ro": a journal that a crash left behind must be rolled back before anyone reads.
        uri = f"{path.absolute().as_uri()}?mode=rw"
        connection = sqlite3.connect(uri, uri=True, timeout=wait_seconds, isolation_level=None)
        try:
            # A damaged text must reach the chain, which names its line, instead of failing in the driver.
            connection.text_factory = _text
            _recognise(connection, path)
            _settle(connection)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Turn what SQLite finds wrong into one sentence."""
    try:
        yield
    except sqlite3.Error as error:
        raise refusal(error, path) from error
    except UnicodeDecodeError as error:
        # The driver quotes a damaged schema in its message, and stumbles over its own quotation.
        raise _damaged(path, "its tables have unreadable definitions") from error


def refusal(error: sqlite3.Error, path: Path) -> Refused:
    """The sentence for what SQLite found wrong."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_NOTADB:
        return _no_register(path)
    if code not in _TROUBLES:
        return _damaged(path, str(error))
    fact, remedy = _TROUBLES[code]
    return refused(path.name, fact, remedy)


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """One state of the register for several queries; inside a transaction, the transaction's own."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN DEFERRED")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def refuse_other_schema(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a register whose tables or guards someone has changed."""
    if _definitions(connection) != _own_definitions():
        raise refused(
            path.name,
            sentence("its tables or the guards that keep them append-only are not as arxl makes them."),
            RESTORE,
        )


def refuse_damage(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file in which SQLite's own examination finds a fault."""
    (finding,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if finding != "ok":
        raise _damaged(path, str(finding))


def _lay_out(connection: sqlite3.Connection, company: str, head: str) -> None:
    for table in SCHEMA:
        connection.execute(table)
    connection.execute("INSERT INTO head (company, entries, hash) VALUES (?, 0, ?)", (company, head))
    for guard in GUARDS:
        connection.execute(guard)


def _definitions(connection: sqlite3.Connection) -> set[tuple[object, ...]]:
    return set(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"))


@cache
def _own_definitions() -> set[tuple[object, ...]]:
    with closing(sqlite3.connect(":memory:")) as connection:
        _lay_out(connection, "", "")
        return _definitions(connection)


def _settle(connection: sqlite3.Connection) -> None:
    """How this connection writes; SQLite's defaults differ between builds."""
    for pragma in (
        "journal_mode = DELETE",
        "synchronous = EXTRA",
        "fullfsync = ON",
        "mmap_size = 0",
        "trusted_schema = OFF",
        "cell_size_check = ON",
        # Spilled pages would lock readers out for as long as a month's papers take to render.
        "cache_spill = OFF",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()


def _recognise(connection: sqlite3.Connection, path: Path) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION:
        raise _no_register(path)
    if version > FORMAT:
        raise refused(
            path.name,
            sentence("the register has format {found}; this arxl reads {known}.", found=version, known=FORMAT),
            sentence("Update arxl."),
        )
    if version < FORMAT:
        raise _damaged(path, f"format {version}")


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _no_register(path: Path) -> Refused:
    return refused(
        path.name,
        sentence("this is not a register of arxl."),
        sentence("Restore the register from a backup, or move the file away if it never was one."),
    )


def _damaged(path: Path, finding: str) -> Refused:
    return refused(path.name, sentence("the file is damaged: {finding}.", finding=finding.strip(" .")), RESTORE)


_TROUBLES: dict[int, tuple[Sentence, Sentence]] = {
    sqlite3.SQLITE_BUSY: (
        sentence("another program keeps the register locked."),
        sentence("Close it, then run the command again."),
    ),
    sqlite3.SQLITE_READONLY: (
        sentence("the register cannot be written."),
        sentence("Remove the write protection of the file and its folder, or name another folder in register_path."),
    ),
    sqlite3.SQLITE_PERM: (
        sentence("the register cannot be opened."),
        sentence("Give yourself the right to read and write the file and its folder."),
    ),
    sqlite3.SQLITE_CANTOPEN: (
        sentence("the register cannot be opened."),
        sentence("Give yourself the right to read and write the file and its folder."),
    ),
    sqlite3.SQLITE_FULL: (
        sentence("the disk is full; the register takes no entry."),
        sentence("Make room on the disk, then run the command again: it goes on from what is recorded."),
    ),
    sqlite3.SQLITE_IOERR: (
        sentence("the disk fails while the register is read or written."),
        sentence("Check the disk, then run the command again: it goes on from what is recorded."),
    ),
}
