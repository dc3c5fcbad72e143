"""A distributor's register in a temporary folder, and statements to put into it."""

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest

from arxl.register import file
from arxl.register.chain import digest_of
from arxl.register.location import register_path
from arxl.register.store import Register, Writing
from arxl.tables.history import IssuedStatement, RecordedDecision, StatedLine

COMPANY = "Băcănia Nord"


class Clerk:
    """Issues statements whose balances go on from one another."""

    def __init__(self) -> None:
        self._closing: dict[tuple[str, str], int] = {}

    def statement(
        self, number: str, customer: str = "C-1", month: str = "2026-10", moved: int = 12_050, currency: str = "RON"
    ) -> tuple[IssuedStatement, bytes]:
        day = dt.date.fromisoformat(f"{month}-15")
        paper = f"%PDF statement {number} of {customer} for {month}".encode()
        opening = self._closing.get((customer, currency))
        carried = (StatedLine("invoice", f"INV-{customer}-0", "", dt.date(2026, 1, 5), 700),) if opening is None else ()
        opening = 700 if opening is None else opening
        lines = (
            StatedLine("invoice", f"INV-{customer}-{month}", "", day, moved + 30),
            StatedLine("discount", f"R-{month}", f"INV-{customer}-{month}", day, -30),
        )
        self._closing[customer, currency] = opening + moved
        issued = IssuedStatement(
            number=number,
            customer=customer,
            currency=currency,
            month=month,
            issued_on=day + dt.timedelta(days=20),
            return_by=day + dt.timedelta(days=30),
            opening_minor=opening,
            closing_minor=opening + moved,
            carried=carried,
            lines=lines,
            file=f"{number} {customer}.pdf",
            digest=digest_of(paper),
        )
        return issued, paper

    def issue(self, writing: Writing, customer: str = "C-1", month: str = "2026-10") -> IssuedStatement:
        issued, paper = self.statement(writing.next_number(int(month[:4])), customer, month)
        writing.issue(issued, paper)
        return issued


DECISION = RecordedDecision(
    dt.date(2026, 11, 3), "C-2", "signed", "ST2026-00002", "agrees", "Ioana Țiriac", "盖章的副本", None
)


@pytest.fixture
def company() -> str:
    return COMPANY


@pytest.fixture
def clerk() -> Clerk:
    return Clerk()


@pytest.fixture
def second_clerk() -> Clerk:
    """Writes what the first clerk wrote, word for word."""
    return Clerk()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return register_path(tmp_path, COMPANY)


@pytest.fixture
def open_register(path: Path) -> Callable[..., Register]:
    def opened(*, create: bool = True, wait_seconds: float = 30) -> Register:
        return Register.at(path, COMPANY, create=create, wait_seconds=wait_seconds)

    return opened


@pytest.fixture
def decision() -> RecordedDecision:
    return DECISION


@pytest.fixture
def filled(open_register: Callable[..., Register], clerk: Clerk, path: Path) -> Path:
    """Two months of two accounts: four statements, two closings, a decision; seven lines, four papers."""
    with open_register() as register:
        for month in ("2026-10", "2026-11"):
            with register.transaction() as writing:
                clerk.issue(writing, "C-1", month)
                clerk.issue(writing, "C-2", month)
                writing.close_month(month, dt.date.fromisoformat(f"{month}-15") + dt.timedelta(days=20))
        with register.transaction() as writing:
            writing.record(DECISION, dt.date(2026, 12, 6))
    return path


@pytest.fixture
def unguarded() -> Callable[[Path], AbstractContextManager[sqlite3.Connection]]:
    """A connection that can change anything: the guards are away meanwhile, and back when the file is written."""

    @contextmanager
    def connected(path: Path) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            connection.deserialize(path.read_bytes())
            for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
                connection.execute(f"DROP TRIGGER {name}")
            yield connection
            for guard in file.GUARDS:
                connection.execute(guard)
            path.write_bytes(connection.serialize())

    return connected
