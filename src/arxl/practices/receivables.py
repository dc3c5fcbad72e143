"""A book with what its rows and its Policy say, worked out once: the start of every report on it.

Jobs open files and worksheet functions take ranges; from the typed book on, both go this one road.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from typing import cast

import numpy as np

from arxl.errors import Fault, Faulty, Severity
from arxl.kernels.arrays import Days
from arxl.practices.cash_application import CashApplication
from arxl.practices.decision import WRITTEN_OFF, changed_decisions
from arxl.practices.replies import contradicting_replies
from arxl.practices.write_off import DecidedLedger, decided_ledger
from arxl.tables.calendar import WorkingDays, working_days
from arxl.tables.due import DueDates, latest_due
from arxl.tables.history import NO_HISTORY, History
from arxl.tables.ledger import Ledger, ledger_of
from arxl.tables.policy import (
    AgingPolicy,
    AllocationPolicy,
    DuePolicy,
    ReadingPolicy,
    StatementPolicy,
    SupplyPolicy,
    policy_of,
)
from arxl.tables.schema import Book, Stock
from arxl.tables.stock import stock_by_delivery

_ANY_DAY = dt.date(2000, 1, 1)
_NO_LATER_DAY = np.datetime64("9999-12-31", "D")  # later ones are none that Python can name


@dataclass(frozen=True)
class Receivables:
    """A book and what follows from it on any day.

    Attributes:
        book: its tables; rows with a fault are not in them.

    Every attribute raises `Faulty` where Policy holds a value that its key does not take.
    """

    book: Book

    @cached_property
    def aging_policy(self) -> AgingPolicy:
        """B3."""
        return policy_of(AgingPolicy, self.book.settings)

    @cached_property
    def statement_policy(self) -> StatementPolicy:
        """B4."""
        return policy_of(StatementPolicy, self.book.settings)

    @cached_property
    def supply_policy(self) -> SupplyPolicy:
        """C1."""
        return policy_of(SupplyPolicy, self.book.settings)

    @cached_property
    def ledger(self) -> Ledger:
        """Every debit and credit of the book, with what was written off."""
        return self._decided_ledger.ledger

    @property
    def known_history(self) -> History:
        """What a register knows; here there is none."""
        return NO_HISTORY

    @cached_property
    def _decided_ledger(self) -> DecidedLedger:
        ledger = ledger_of(self.book, policy_of(DuePolicy, self.book.settings).default_terms)
        return decided_ledger(ledger, self.book.decisions, self.known_history)

    @property
    def write_off_faults(self) -> tuple[Fault, ...]:
        """Write-offs on the sheet Decisions that cannot be carried out."""
        any_made = np.any(self.book.decisions.kind == WRITTEN_OFF)
        return self._decided_ledger.faults if any_made else ()

    @cached_property
    def changed_decisions(self) -> tuple[Fault, ...]:
        """Decisions that read otherwise than when they were recorded, or than another record of the same copy."""
        decisions, history = self.book.decisions, self.known_history
        return (
            *changed_decisions(decisions, history, self.ledger.first_day),
            *contradicting_replies(decisions, history),
        )

    @cached_property
    def application(self) -> CashApplication:
        """Matching, for any day."""
        due_policy = policy_of(DuePolicy, self.book.settings)
        worked = self._working_days(due_policy)
        dues = DueDates(due_policy.due_roll, worked.weekmask, worked.holidays, self.stock)
        return CashApplication(self.ledger, self.book.orders, dues, policy_of(AllocationPolicy, self.book.settings))

    @cached_property
    def stock(self) -> Stock:
        """B7: what customers report as sold, by delivery."""
        return stock_by_delivery(self.book.stock, self.book.deliveries)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What keeps a row out of the results."""
        of_rows = (fault for fault in self.book.faults if fault.severity is Severity.FAULT)
        return (*of_rows, *self.write_off_faults)

    @property
    def leaves_out(self) -> bool:
        """Whether Policy leaves rows with a fault out, instead of stopping at them."""
        return policy_of(ReadingPolicy, self.book.settings).faulty_rows == "leave-out"

    def refuse_faults(self, *further: Fault) -> None:
        """Stop where the book has faults, unless Policy `faulty_rows` leaves such rows out.

        Args:
            further: faults that stop nothing, and are told with those that do.

        Raises:
            Faulty: with all of them.
        """
        if self.faults and not self.leaves_out:
            raise Faulty(*self.faults, *further)

    def working_day_before(self, day: dt.date) -> dt.date:
        """The last working day before a day, with the country's holidays."""
        policy = replace(policy_of(DuePolicy, self.book.settings), due_roll="preceding")
        worked = working_days(self.book.company.country, day, day, policy)
        found = np.busday_offset(
            np.datetime64(day, "D") - 1, 0, "backward", weekmask=worked.weekmask, holidays=worked.holidays
        )
        return cast(dt.date, found.item())

    def _working_days(self, policy: DuePolicy) -> WorkingDays:
        dates = self.book.deliveries.date
        if not len(dates):
            return working_days("", _ANY_DAY, _ANY_DAY, policy)
        country = self.book.company.country if policy.due_roll != "none" else ""  # the calendar takes a while to load
        last: Days = dates.max(keepdims=True)
        due: Days = np.concatenate([last, *(latest_due(last, terms) for terms in self.ledger.terms)])
        return working_days(country, dates.min().item(), np.minimum(due, _NO_LATER_DAY).max().item(), policy)
