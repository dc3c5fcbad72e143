"""A book, opened for a job: read, typed, with the history of its register and the policies that its rows say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from arxl.errors import Fault, Faulty, Severity
from arxl.practices.cash_application import Position
from arxl.practices.credit_desk import CreditDesk
from arxl.practices.decision import decisions_in_force
from arxl.practices.decision_check import decision_faults
from arxl.practices.level_changes import month_end_before
from arxl.practices.promises import Judged, judged
from arxl.practices.receivables import Receivables
from arxl.practices.recovery import Recovery, recovery_of
from arxl.practices.supply import PastLevels, bare_levels, levels_before, supply_levels
from arxl.practices.supply_level import SupplyLevels
from arxl.practices.warning import EarlyWarning, warnings_of
from arxl.register.location import register_path
from arxl.register.store import history_at
from arxl.tables.book import book_of
from arxl.tables.desk_policy import WarningPolicy
from arxl.tables.history import NO_HISTORY, History
from arxl.tables.policy import StatementPolicy, policy_of
from arxl.tables.raw import RawBook
from arxl.tables.schema import Book
from arxl.workbook.opening import Reading
from arxl.workbook.read import read_raw


@dataclass(frozen=True)
class OpenedBook(Receivables):
    """What every job works on.

    Attributes:
        path: the workbook, the folder of CSV files or the CSV file.
        history: what the register knows.
        as_of: the day that the job asks about.
    """

    path: Path
    history: History
    as_of: dt.date

    @property
    def known_history(self) -> History:
        """What the register knows."""
        return self.history

    @cached_property
    def position(self) -> Position:
        """Where every account stands at the end of the as-of date."""
        return self.application.position_at(self.as_of)

    @cached_property
    def levels(self) -> SupplyLevels:
        """Who gets no more goods, on the as-of date."""
        known = self.application, self.position, self.book, self.history, self.supply_policy
        return supply_levels(*known, self.warnings, self._past_levels)

    @property
    def compared_day(self) -> dt.date:
        """The day with which levels are compared, by Policy `changes_since`."""
        match self.supply_policy.changes_since:
            case "month-end":
                return month_end_before(self.as_of)
            case "working-day":
                return self.working_day_before(self.as_of)
            case _:
                return self.as_of - dt.timedelta(days=1)

    @cached_property
    def levels_before(self) -> SupplyLevels:
        """Who got no more goods at the end of `compared_day`; a row whose level is the same is that of now."""
        day = self.compared_day
        customers = [row.customer for row in self.levels.rows]
        bare = bare_levels(self._past_levels, customers, self.ledger, day)
        changed = {row.customer for row in self.levels.rows if row.level != bare[row.customer]}
        application = self.application.only(changed)
        known = application, application.position_at(day), self.book, self.history, self.supply_policy
        found = supply_levels(*known, past=self._past_levels)
        then = {row.customer: row for row in found.rows if row.customer in changed}
        return replace(found, rows=tuple(then.get(row.customer, row) for row in self.levels.rows))

    @cached_property
    def _past_levels(self) -> PastLevels:
        return levels_before(self.application, self.book, self.history, self.supply_policy)

    @cached_property
    def warnings(self) -> tuple[EarlyWarning, ...]:
        """Early warnings known on the as-of date; those in force have `closed == ""`."""
        return warnings_of(self, self.position, self.history, policy_of(WarningPolicy, self.book.settings))

    @cached_property
    def credit_desk(self) -> CreditDesk:
        """Everybody's scorecard and proposals, on the as-of date (A2)."""
        return CreditDesk(self, self.position, self.history)

    @cached_property
    def recovery(self) -> Recovery:
        """How much is still recovered of what is late, on the as-of date (C3)."""
        return recovery_of(self.position, self.book, self.aging_policy)

    @cached_property
    def promises(self) -> tuple[Judged, ...]:
        """What became of every promise, on the as-of date."""
        return judged(self.book, self.as_of, self.application.policy.tolerance)

    def with_history(self, history: History) -> OpenedBook:
        """The same book beside a register that has moved on; what does not depend on it is not worked out again."""
        other = replace(self, history=history)
        kept = ["_decided_ledger", "ledger", "application", "position"]
        if decisions_in_force(self.book.decisions, history) != decisions_in_force(self.book.decisions, self.history):
            kept.clear()  # a write-off that was recorded elsewhere changes balances
        for name in kept:
            if name in self.__dict__:
                other.__dict__[name] = self.__dict__[name]
        return other

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """What keeps a row out of the results, and rules, overrides and decisions that cannot be carried out."""
        decided = decision_faults(self, self.as_of, lambda: self.position)
        serious = (fault for fault in decided if fault.severity is Severity.FAULT)
        return tuple(dict.fromkeys((*super().faults, *serious)))  # a write-off that fails is in both

    def refuse_faults(self, *further: Fault) -> None:
        """Stop where the book has faults, unless Policy leaves such rows out; a changed decision always stops.

        Args:
            further: faults that stop nothing, and are told with those that do.

        Raises:
            Faulty: with all of them.
        """
        if self.changed_decisions:
            raise Faulty(*self.faults, *further)
        super().refuse_faults(*further)

    @property
    def register_file(self) -> Path:
        """Where the register is, or would be."""
        return register_file(self.path, self.book)


def open_book(
    book: Path | Reading, overrides: Mapping[str, str], as_of: dt.date, *, history: bool = True
) -> OpenedBook:
    """Read and type a book, and load its register's history where there is one and `history` asks for it.

    Args:
        book: file or folder; or the reading of one that has begun already, with the same overrides.
        overrides: what takes the place of the book's policies for this run.
        as_of: the day that the job asks about.
        history: False leaves the register alone.

    Raises:
        Refused: the file cannot be read, or the register is not to be trusted.
        Faulty: a policy has a value that it does not take.
    """
    # "." has no name, and what stands beside the book stands beside the file, not its link
    path = book.path if isinstance(book, Reading) else book.resolve()
    raw = book.raw() if isinstance(book, Reading) else read_raw(path, overrides)
    return open_raw(raw, path, overrides, as_of, history=history)


def open_raw(
    raw: RawBook, path: Path, overrides: Mapping[str, str], as_of: dt.date, *, history: bool = True
) -> OpenedBook:
    """Type a book that a host has read itself, such as an open workbook; as `open_book`.

    Args:
        path: where the book is saved: register, papers and results stand beside it. Of a book that was never saved,
            its mere name, with `history=False`.
    """
    typed = book_of(raw, overrides, as_of)
    known = history_at(register_file(path, typed), typed.company.id) if history else NO_HISTORY
    return OpenedBook(typed, path, known, as_of)


def register_file(path: Path, book: Book) -> Path:
    """`<company id>.arxl` in the folder that Policy names, else beside the book."""
    named = policy_of(StatementPolicy, book.settings).register_path
    beside = path.resolve().parent
    return register_path(beside / named if named else beside, book.company.id)
