"""What the register refuses: what does not follow, a place that is not safe, and whatever has become of its file."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from arxl.errors import Fault
from arxl.practices.decision import changed_decisions
from arxl.practices.replies import contradicting_replies, unreadable_figures
from arxl.register import file, location
from arxl.register.backup import back_up
from arxl.register.chain import digest_of, link, verify
from arxl.register.copies import broken_copies, copies_folder
from arxl.register.entries import Record
from arxl.register.location import register_path
from arxl.register.store import Register
from arxl.tables.history import (
    CodeKey,
    FiledCopy,
    History,
    IssuedStatement,
    RecordedDecision,
    Reply,
    Sending,
    SendingOutcome,
    StatedLine,
)
from errors.rooms.jobs import book_of_lines
from errors.scene import scene

COMPANY = "acme"
DAY = dt.date(2026, 11, 3)
PAPER = b"%PDF the statement"
SIGNED = RecordedDecision(DAY, "C-1", "signed", "ST2026-00001", "agrees", "Ana", "stamped copy", None)


def statement(number: str = "ST2026-00001", customer: str = "C-1", month: str = "2026-10") -> IssuedStatement:
    """A statement of one invoice, the first of its account."""
    line = StatedLine("invoice", f"INV-{customer}-{month}", "", dt.date.fromisoformat(f"{month}-15"), 12_050)
    return IssuedStatement(
        number=number,
        customer=customer,
        currency="EUR",
        month=month,
        issued_on=DAY,
        return_by=DAY + dt.timedelta(days=10),
        opening_minor=0,
        closing_minor=12_050,
        carried=(),
        lines=(line,),
        file=f"{number}.pdf",
        digest=digest_of(PAPER),
    )


def opened(folder: Path, *, create: bool = True) -> Register:
    """The register of the company in a folder."""
    return Register.at(register_path(folder, COMPANY), COMPANY, create=create, wait_seconds=0)


def issued(folder: Path, *statements: IssuedStatement, close: str = "") -> Path:
    """A register into which these statements were issued, and a month closed."""
    with opened(folder) as register, register.transaction() as writing:
        for each in statements:
            writing.next_number(int(each.month[:4]))
            writing.issue(each, PAPER)
        if close:
            writing.close_month(close, DAY)
    return register_path(folder, COMPANY)


def recorded(folder: Path, *records: Record) -> Iterable[Fault]:
    """What the register says to records after its first statement."""
    issued(folder, statement())
    with opened(folder) as register, register.transaction() as writing:
        for record in records:
            writing._append(record, DAY)
    return ()


def tampered(path: Path, *statements: str) -> Iterable[Fault]:
    """What `verify` says once somebody has taken the guards away, changed the tables and put the guards back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for each in statements:
            connection.execute(each)
        for guard in file.GUARDS:
            connection.execute(guard)
    return found(path)


def found(path: Path) -> Iterable[Fault]:
    """What `verify` says."""
    fault = verify(path).fault
    return () if fault is None else (fault,)


# --- what does not follow ------------------------------------------------------------------------------------------


@scene("A month that is no month")
def no_month(folder: Path) -> Iterable[Fault]:
    return found(issued(folder, close="2026-13"))


@scene("A month is closed twice")
def closed_twice(folder: Path) -> Iterable[Fault]:
    issued(folder, close="2026-10")
    return found(issued(folder, close="2026-10"))


@scene("A month before one that was reached")
def before_reached(folder: Path) -> Iterable[Fault]:
    issued(folder, close="2026-10")
    return found(issued(folder, close="2026-09"))


@scene("Two statements of one month")
def two_of_a_month(folder: Path) -> Iterable[Fault]:
    return found(issued(folder, statement(), statement("ST2026-00002")))


@scene("A number that does not follow")
def wrong_number(folder: Path) -> Iterable[Fault]:
    return found(issued(folder, statement("ST2026-00007")))


@scene("A statement that does not open where the last one closed")
def wrong_opening(folder: Path) -> Iterable[Fault]:
    return found(issued(folder, statement(), statement("ST2026-00002", month="2026-11")))


@scene("A month is closed while an account has a balance and no statement")
def not_quiet(folder: Path) -> Iterable[Fault]:
    with opened(folder) as register, register.transaction() as writing:
        writing.close_month("2026-10", DAY, {("C-9", "EUR"): statement().lines})
    return ()


@scene("A statement corrects one that is not the latest")
def corrects_an_older(folder: Path) -> Iterable[Fault]:
    return found(issued(folder, statement(), replace(statement("ST2026-00002"), corrects="ST2026-00007")))


@scene("Something is recorded of a number that nobody issued")
def unknown_number(folder: Path) -> Iterable[Fault]:
    return recorded(folder, Reply("ST2026-00009", "signed", DAY, "", False, None, "Ana", ""))


@scene("A message is recorded twice")
def message_twice(folder: Path) -> Iterable[Fault]:
    return recorded(folder, *[Sending("<1@acme>", "ST2026-00001", "C-1", "a@b.example", "smtp", DAY)] * 2)


@scene("A message has an outcome that nobody sent")
def outcome_of_nothing(folder: Path) -> Iterable[Fault]:
    return recorded(folder, SendingOutcome("<1@acme>", "sent", "250", DAY))


@scene("A copy is filed twice")
def copy_twice(folder: Path) -> Iterable[Fault]:
    return recorded(folder, *[FiledCopy("ab", "ab.pdf", "ST2026-00001", (1,), "scan.pdf", DAY)] * 2)


@scene("A second key for the codes")
def second_key(folder: Path) -> Iterable[Fault]:
    return recorded(folder, *[CodeKey("ab")] * 2)


@scene("The backup of the register cannot be written")
def backup_fails(folder: Path) -> Iterable[Fault]:
    path = issued(folder, statement())
    with patch("os.replace", side_effect=OSError(28, "No space left on device")):
        back_up(path, DAY)
    return ()


@scene("A filed copy is gone")
def copy_gone(folder: Path) -> Iterable[Fault]:
    copy = FiledCopy("ab", "ab.pdf", "ST2026-00001", (1,), "scan.pdf", DAY)
    return broken_copies(folder / "acme.arxl", [copy])


@scene("A filed copy was changed")
def copy_changed(folder: Path) -> Iterable[Fault]:
    copies_folder(folder / "acme.arxl").mkdir()
    (copies_folder(folder / "acme.arxl") / "ab.pdf").write_bytes(b"another")
    return broken_copies(folder / "acme.arxl", [FiledCopy("ab", "ab.pdf", "ST2026-00001", (1,), "scan.pdf", DAY)])


@scene("Two records of one copy contradict each other")
def contradiction(folder: Path) -> Iterable[Fault]:
    rows = [("Date", "Customer ID", "Kind", "Reference", "By"), (DAY, "C-1", "refused", "ST2026-00001", "Luis")]
    history = History((statement(),), replies=(Reply("ST2026-00001", "signed", DAY, "Ana", False, None, "Luis", ""),))
    return contradicting_replies(book_of_lines(Decisions=rows).decisions, history)


@scene("A customer is said to differ by two figures")
def two_figures(folder: Path) -> Iterable[Fault]:
    rows = [("Date", "Customer ID", "Kind", "Reference", "Value"), (DAY, "C-1", "differs", "ST2026-00001", "90.00")]
    said = Reply("ST2026-00001", "differs", DAY, "", False, 8_000, "Luis", "")
    return contradicting_replies(book_of_lines(Decisions=rows).decisions, History((statement(),), replies=(said,)))


@scene("The figure of a customer who differs cannot be read")
def unreadable_figure(folder: Path) -> Iterable[Fault]:
    rows = [("Date", "Customer ID", "Kind", "Reference", "Value"), (DAY, "C-1", "differs", "ST2026-00001", "about 90")]
    return unreadable_figures(book_of_lines(Decisions=rows).decisions, History((statement(),)))


@scene("A paper that is not that of its entry")
def other_paper(folder: Path) -> Iterable[Fault]:
    with opened(folder) as register, register.transaction() as writing:
        writing.issue(statement(), b"another paper")
    return ()


@scene("A number is taken and no statement issued")
def number_lost(folder: Path) -> Iterable[Fault]:
    with opened(folder) as register, register.transaction() as writing:
        writing.next_number(2026)
    return ()


@scene("A text that no file can keep")
def half_a_sign(folder: Path) -> Iterable[Fault]:
    with opened(folder) as register, register.transaction() as writing:
        writing.record(replace(SIGNED, by="Ana \ud83d"), DAY)
    return ()


@scene("A decision was changed after it was recorded")
def changed_decision(folder: Path) -> Iterable[Fault]:
    rows = [("Date", "Customer ID", "Kind", "Reference", "By"), (DAY, "C-1", "signed", "S", "Luis")]
    book = book_of_lines(Decisions=rows)
    return changed_decisions(book.decisions, History(decisions=(replace(SIGNED, reference="S"),)), DAY)


@scene("A decision is no longer on the sheet")
def decision_gone(folder: Path) -> Iterable[Fault]:
    return changed_decisions(book_of_lines().decisions, History(decisions=(SIGNED,)), DAY)


# --- the place -----------------------------------------------------------------------------------------------------


@scene("A company id that cannot be the name of a file")
def unusable_id(folder: Path) -> Iterable[Fault]:
    register_path(folder, "a/b: c")
    return ()


@scene("The register's folder is missing")
def no_folder(folder: Path) -> Iterable[Fault]:
    opened(folder / "gone")
    return ()


@scene("The register's folder allows no writing")
def not_made(folder: Path) -> Iterable[Fault]:
    with patch("tempfile.TemporaryDirectory", side_effect=PermissionError(13, "Permission denied")):
        opened(folder)
    return ()


@scene("A register on a network drive")
def network_drive(folder: Path) -> Iterable[Fault]:
    with patch.object(location, "_network_file_system", return_value="nfs4"):
        opened(folder)
    return ()


@scene("A register in a synchronised folder")
def synchronised(folder: Path) -> Iterable[Fault]:
    place = folder / "Dropbox"
    place.mkdir()
    opened(place)
    return ()


@scene("A register that was never made")
def never_made(folder: Path) -> Iterable[Fault]:
    opened(folder, create=False)
    return ()


@scene("The register of another company")
def other_company(folder: Path) -> Iterable[Fault]:
    path = issued(folder, statement())
    Register.at(path, "emca", create=False)
    return ()


# --- the file ------------------------------------------------------------------------------------------------------


@scene("An empty register")
def empty(folder: Path) -> Iterable[Fault]:
    register_path(folder, COMPANY).touch()
    opened(folder)
    return ()


@scene("A file that is no register")
def no_register(folder: Path) -> Iterable[Fault]:
    register_path(folder, COMPANY).write_text("Dear customer, " * 50)
    opened(folder)
    return ()


@scene("The register of a later arxl")
def later_format(folder: Path) -> Iterable[Fault]:
    path = issued(folder, statement())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {file.FORMAT + 1}")
    opened(folder)
    return ()


@scene("The register of an earlier format that never was")
def earlier_format(folder: Path) -> Iterable[Fault]:
    path = issued(folder, statement())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 0")
    opened(folder)
    return ()


@scene("A register without its guards")
def unguarded(folder: Path) -> Iterable[Fault]:
    path = issued(folder, statement())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER papers_stay")
    return found(path)


@scene("A Python that is too old for the register")
def old_sqlite(folder: Path) -> Iterable[Fault]:
    with patch.object(sqlite3, "sqlite_version_info", (3, 36, 0)), patch.object(sqlite3, "sqlite_version", "3.36.0"):
        opened(folder)
    return ()


def _failing(folder: Path, code: int) -> Iterable[Fault]:
    """What the register says where SQLite fails with this code."""
    error = sqlite3.OperationalError("as the system says")
    error.sqlite_errorcode = code
    issued(folder, statement())
    with patch.object(sqlite3, "connect", side_effect=error):
        opened(folder)
    return ()


@scene("The register is locked by another program")
def locked(folder: Path) -> Iterable[Fault]:
    with opened(folder), closing(sqlite3.connect(register_path(folder, COMPANY), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        opened(folder)
    return ()


@scene("The register is write protected")
def write_protected(folder: Path) -> Iterable[Fault]:
    return _failing(folder, sqlite3.SQLITE_READONLY)


@scene("The register may not be opened")
def not_permitted(folder: Path) -> Iterable[Fault]:
    return _failing(folder, sqlite3.SQLITE_CANTOPEN)


@scene("The disk is full while the register is written")
def full_disk(folder: Path) -> Iterable[Fault]:
    return _failing(folder, sqlite3.SQLITE_FULL)


@scene("The disk fails while the register is written")
def failing_disk(folder: Path) -> Iterable[Fault]:
    return _failing(folder, sqlite3.SQLITE_IOERR)


@scene("The register was closed after a write that failed")
def closed(folder: Path) -> Iterable[Fault]:
    register = opened(folder)
    register.close()
    register.history()
    return ()


# --- the chain -----------------------------------------------------------------------------------------------------


@scene("A line was changed")
def line_changed(folder: Path) -> Iterable[Fault]:
    return tampered(issued(folder, statement()), "UPDATE entries SET body = replace(body, '12050', '1205')")


@scene("A line was removed")
def line_removed(folder: Path) -> Iterable[Fault]:
    path = issued(folder, statement(), statement("ST2026-00002", "C-2"))
    return tampered(path, "DELETE FROM entries WHERE seq = 1")


@scene("A line was put between others")
def line_moved(folder: Path) -> Iterable[Fault]:
    return tampered(issued(folder, statement()), f"UPDATE entries SET previous = '{'0' * 64}'")


@scene("The last line was removed")
def last_line_removed(folder: Path) -> Iterable[Fault]:
    path = issued(folder, statement(), statement("ST2026-00002", "C-2"))
    return tampered(path, "DELETE FROM entries WHERE seq = 2")


@scene("The head was changed")
def head_changed(folder: Path) -> Iterable[Fault]:
    return tampered(issued(folder, statement()), f"UPDATE head SET hash = '{'0' * 64}'")


@scene("The head was removed")
def head_removed(folder: Path) -> Iterable[Fault]:
    return tampered(issued(folder, statement()), "DELETE FROM head")


@scene("The head counts in words")
def head_unreadable(folder: Path) -> Iterable[Fault]:
    return tampered(
        issued(folder, statement()),
        "ALTER TABLE head RENAME TO old",
        "CREATE TABLE head (company TEXT, entries ANY, hash TEXT)",
        "INSERT INTO head SELECT company, 'one', hash FROM old",
        "DROP TABLE old",
    )


@scene("A paper was removed")
def paper_removed(folder: Path) -> Iterable[Fault]:
    return tampered(issued(folder, statement()), "DELETE FROM papers")


@scene("A paper was exchanged")
def paper_exchanged(folder: Path) -> Iterable[Fault]:
    return tampered(issued(folder, statement()), "UPDATE papers SET bytes = x'25504446'")


@scene("A paper that no line names")
def paper_alone(folder: Path) -> Iterable[Fault]:
    return tampered(issued(folder, statement()), "INSERT INTO papers (digest, bytes) VALUES ('0f', x'00')")


@scene("A paper is asked for that was never issued")
def no_paper(folder: Path) -> Iterable[Fault]:
    issued(folder, statement())
    with opened(folder) as register:
        register.paper("0" * 64)
    return ()


@scene("A paper is asked for that was exchanged")
def paper_not_whole(folder: Path) -> Iterable[Fault]:
    path = issued(folder, statement())
    tampered(path, "UPDATE papers SET bytes = x'25504446'")
    with opened(folder) as register:
        register.paper(statement().digest)
    return ()


def _rewritten(folder: Path, kind: str, body: str) -> Iterable[Fault]:
    """What is said of a chain whose only line was written by another hand, hash and all."""
    path = issued(folder, close="2026-10")
    with closing(sqlite3.connect(path)) as connection:
        ((previous,),) = connection.execute("SELECT previous FROM entries").fetchall()
    this = link(previous, 1, kind, DAY.isoformat(), body)
    return tampered(
        path,
        f"UPDATE entries SET kind = '{kind}', body = '{body}', recorded_on = '{DAY.isoformat()}', hash = '{this}'",
        f"UPDATE head SET hash = '{this}'",
    )


@scene("An entry of a kind that is unknown")
def unknown_kind(folder: Path) -> Iterable[Fault]:
    return _rewritten(folder, "prophecy", "{}")


@scene("An entry that another program wrote")
def foreign_entry(folder: Path) -> Iterable[Fault]:
    return _rewritten(folder, "closed month", '{"month": "2026-10"}')
