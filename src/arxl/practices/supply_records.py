"""What a book knows of all its customers on a day when their supply levels are judged (practice C1).

A book has thousands of customers, and most of them give no cause. So `Standings` holds all of them as arrays, from
which each metric says the most that its value can be; only who may reach a threshold is looked at as a `Standing`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from arxl.errors import Amount
from arxl.kernels.arrays import Bools, Float64s, Int64s, Texts
from arxl.kernels.money import decimal_of, exponent_of, sums_by_code
from arxl.practices.cash_application import Position
from arxl.practices.company_currency import company_currency
from arxl.practices.credit_decision import limits_in_force
from arxl.practices.debt_class import DEAD, class_of_items
from arxl.practices.decision import accepted_grades
from arxl.practices.promises import Judged, PromiseBook, broken_within
from arxl.practices.replies import signed_numbers
from arxl.practices.supply_standing import BROKEN_DAYS, Item, Standing
from arxl.practices.undelivered import undelivered_by_customer
from arxl.practices.warning import EarlySigns, EarlyWarning
from arxl.tables.desk_policy import WarningPolicy
from arxl.tables.history import History, IssuedStatement
from arxl.tables.ledger import INVOICE
from arxl.tables.policy import AllocationPolicy, DebtClassPolicy, SupplyPolicy, policy_of
from arxl.tables.rates import Exchange
from arxl.tables.schema import NO_AMOUNT, Book
from arxl.tables.terms import TermsKind


@dataclass(frozen=True)
class Records:
    """What the ladder reads of a book beside its money, on whichever day: what does not change is worked out once.

    Attributes:
        policy: whether disputed items count.
    """

    book: Book
    history: History
    policy: SupplyPolicy

    @cached_property
    def home(self) -> str:
        """The company's currency."""
        return company_currency(self.book)

    @cached_property
    def exchange(self) -> Exchange:
        """The rates of the book."""
        return Exchange(self.book.rates, self.home)

    @cached_property
    def signs(self) -> EarlySigns:
        """Early warnings."""
        return EarlySigns(self.book, self.history, policy_of(WarningPolicy, self.book.settings))

    @cached_property
    def debt_policy(self) -> DebtClassPolicy:
        """C2."""
        return policy_of(DebtClassPolicy, self.book.settings)

    @cached_property
    def row_of(self) -> Mapping[str, int]:
        """Customer -> row of Customers."""
        return self.book.customers.row_of

    @cached_property
    def _promises(self) -> PromiseBook:
        return PromiseBook(self.book)

    def promises_on(self, day: dt.date, only: Collection[str] | None = None) -> tuple[Judged, ...]:
        """Promises as they stand on the day, of these customers; None for all."""
        return self._promises.judged(day, policy_of(AllocationPolicy, self.book.settings).tolerance, only)

    def standings_on(
        self, position: Position, warnings: Iterable[EarlyWarning] | None = None, only: Collection[str] | None = None
    ) -> Standings:
        """Every customer of the book, and every account, on the position's day.

        Args:
            position: it may hold the accounts of some customers alone.
            warnings: those known on the day, where they are; None: they are looked for.
            only: the customers to look at; None for all.
        """
        day = position.as_of
        if warnings is None:
            warnings = self.signs.on(position, only)
        in_force = _by_customer((one.customer, one) for one in warnings if not one.closed)
        orders, unsigned = undelivered_by_customer(position, self.book.orders), _unsigned(self.book, self.history, day)
        broken = broken_within(self.promises_on(day, only), day, BROKEN_DAYS)
        found = {*self.row_of, *position.ledger.accounts.customer.tolist(), *orders, *unsigned, *broken, *in_force}
        customers = sorted(found if only is None else found & set(only))
        grades = accepted_grades(self.book.decisions, self.history, day)
        limits = limits_in_force(self.book, self.history, day, self.home)
        return Standings(self, position, tuple(customers), grades, limits, orders, unsigned, broken, in_force)


@dataclass(frozen=True)
class Standings:
    """The standings of customers on a day, by customer id: as arrays, and each by itself.

    Attributes:
        customers: (K,) ids, in order.
        grades: customer -> the grade accepted last.
        limits: customer -> the limit accepted last, else that of its file.
        orders: customer -> currency -> orders confirmed and not yet delivered.
        unsigned, broken, warnings: customer -> what `Standing` calls so.
    """

    records: Records
    position: Position
    customers: tuple[str, ...]
    grades: Mapping[str, str]
    limits: Mapping[str, int]
    orders: Mapping[str, Mapping[str, int]]
    unsigned: Mapping[str, Collection[IssuedStatement]]
    broken: Mapping[str, Collection[Judged]]
    warnings: Mapping[str, Collection[EarlyWarning]]

    def __len__(self) -> int:
        return len(self.customers)

    def __iter__(self) -> Iterator[Standing]:
        return map(self.of, range(len(self)))

    def grade(self, place: int) -> str:
        """The grade of one; "" where it has none."""
        return self.grades.get(self.customers[place]) or self._cell(self.records.book.customers.grade, place)

    def in_company_currency(self, minor: int) -> Amount:
        """A sum of the company's currency."""
        return Amount(decimal_of(minor, exponent_of(self.records.home)), self.records.home)

    def name(self, place: int) -> str:
        """The name of one."""
        return self.records.book.customers.name_of(self.customers[place])

    def of_customer(self, customer: str) -> Standing:
        """The standing of one, by its id."""
        return self.of(self._place_of[customer])

    def of(self, place: int) -> Standing:
        """The standing of one."""
        customer, records = self.customers[place], self.records
        book, row = records.book.customers, records.row_of.get(customer)
        gone_on = None if row is None else book.gone_on[row].item()
        gone = gone_on is not None and gone_on <= self.position.as_of
        return Standing(
            customer=customer,
            name=self.name(place),
            grade=self.grade(place),
            as_of=self.position.as_of,
            items=self._items_of(place),
            unapplied_minor=self._unapplied.get(customer, {}),
            orders_minor=self.orders.get(customer, {}),
            limit_minor=self.limits.get(customer),
            limit_currency=self._cell(book.currency, place) or records.home,
            unsigned=tuple(self.unsigned.get(customer, ())),
            broken=tuple(self.broken.get(customer, ())),
            warnings=tuple(self.warnings.get(customer, ())),
            gone_on=gone_on if gone else None,
            gone_as=self._cell(book.gone_as, place) if gone else "",
            exchange=records.exchange,
            company_currency=records.home,
        )

    # --- all of them as arrays -------------------------------------------------------------------------------------

    @cached_property
    def days_past_due(self) -> Int64s:
        """(K,) days past due of the item that is latest; 0 where none is past due."""
        days = np.zeros(len(self), np.int64)
        counted = self._open.counted
        np.maximum.at(days, self._open.holder[counted], self._open.days_past_due[counted])
        return days

    @cached_property
    def worst_class(self) -> Int64s:
        """(K,) worst class of debt of the items that count; dead where the debtor is gone."""
        worst = np.zeros(len(self), np.int64)
        counted = self._open.counted
        np.maximum.at(worst, self._open.holder[counted], self._open.debt_class[counted])
        worst[self._gone] = DEAD
        return worst

    @cached_property
    def overdue_minor(self) -> Int64s:
        """(K,) what is past due in the company's currency; that in other currencies is not in it (`is_foreign`)."""
        late = self._open.counted & (self._open.days_past_due > 0)
        return sums_by_code(self._open.holder[late], self._open.minor[late], len(self))

    @cached_property
    def open_minor(self) -> Int64s:
        """(K,) open items; of one currency unless `is_foreign`."""
        return sums_by_code(self._open.holder, self._open.minor, len(self))

    @cached_property
    def is_foreign(self) -> Bools:
        """(K,) True where something is not in the company's currency, or nobody knows which that is."""
        foreign = np.full(len(self), not self.records.home)
        accounts = self.position.ledger.accounts
        other = self._holder_of_account[accounts.currency != self.records.home]
        foreign[other[other >= 0]] = True
        for place in self._places(self.orders):
            if self.orders[self.customers[place]].keys() - {self.records.home}:
                foreign[place] = True
        currency = self.records.book.customers.currency
        foreign |= np.array(
            [self._cell(currency, place) not in ("", self.records.home) for place in range(len(self))], bool
        )
        return foreign

    @cached_property
    def exposure_minor(self) -> Int64s:
        """(K,) open items - unapplied cash + orders, at least 0; of one currency unless `is_foreign`."""
        exposure = self.open_minor.copy()
        for sums, sign in ((self._unapplied, -1), (self.orders, 1)):
            for place in self._places(sums):
                exposure[place] += sign * sum(sums[self.customers[place]].values())
        return np.maximum(exposure, 0)

    @cached_property
    def limit_minor(self) -> Int64s:
        """(K,) credit limits; NO_AMOUNT where there is none."""
        return np.array([self.limits.get(customer, NO_AMOUNT) for customer in self.customers], np.int64)

    @cached_property
    def has_batches(self) -> Bools:
        """(K,) True where a delivery is open whose terms are those of batches."""
        has = np.zeros(len(self), bool)
        has[self._open.holder[self._open.batches_allowed > 0]] = True
        return has

    def numbers(self, of: Mapping[str, float]) -> Float64s:
        """(K,) a number of each customer; 0 where it has none."""
        found = np.zeros(len(self))
        for place in self._places(of):
            found[place] = of[self.customers[place]]
        return found

    # --- where they come from --------------------------------------------------------------------------------------

    def _cell(self, column: Texts, place: int) -> str:
        row = self.records.row_of.get(self.customers[place])
        return "" if row is None else str(column[row])

    def _places(self, of: Mapping[str, object]) -> Iterator[int]:
        return (self._place_of[customer] for customer in of if customer in self._place_of)

    @cached_property
    def _place_of(self) -> Mapping[str, int]:
        return {customer: place for place, customer in enumerate(self.customers)}

    @cached_property
    def _gone(self) -> Int64s:
        """Places of customers that are closed or bankrupt on the day."""
        customers, row_of = self.records.book.customers, self.records.row_of
        rows = np.array([row_of.get(customer, -1) for customer in self.customers], np.int64)
        since = np.append(customers.gone_on, np.datetime64("NaT"))[rows]
        return np.flatnonzero(since <= np.datetime64(self.position.as_of, "D"))

    @cached_property
    def _holder_of_account(self) -> Int64s:
        """(A,) place of each account's customer; -1 where it is not looked at."""
        accounts = self.position.ledger.accounts.customer.tolist()
        return np.array([self._place_of.get(customer, -1) for customer in accounts], np.int64)

    @cached_property
    def _open(self) -> _OpenItems:
        return _open_items(self.position, self.records, self._holder_of_account)

    @cached_property
    def _unapplied(self) -> Mapping[str, Mapping[str, int]]:
        return _unapplied(self.position)

    @cached_property
    def _items(self) -> tuple[list[Item], list[int]]:
        """Every open item, by customer, and where those of each begin."""
        items, ledger = self._open, self.position.ledger
        columns = (
            ledger.debits.number[items.debit].tolist(),
            ledger.accounts.currency[ledger.debits.account[items.debit]].tolist(),
            ledger.debits.date[items.debit].tolist(),
            *(column.tolist() for column in items[2:]),
        )
        begins = np.searchsorted(items.holder, np.arange(len(self) + 1)).tolist()
        return list(map(Item._make, zip(*columns, strict=True))), begins

    def _items_of(self, place: int) -> tuple[Item, ...]:
        items, begins = self._items
        return tuple(items[begins[place] : begins[place + 1]])


class _OpenItems(NamedTuple):
    """Open documents as columns, by holder, then as receipts settle them; from the third on, those of `Item`.

    Attributes:
        holder: (N,) place of the customer.
        debit: (N,) row of `ledger.debits`.
    """

    holder: Int64s
    debit: Int64s
    days_past_due: Int64s
    minor: Int64s
    passed_over: Bools
    counted: Bools
    batches_allowed: Int64s
    debt_class: Int64s
    class_by_age: Int64s


def _open_items(position: Position, records: Records, holder_of_account: Int64s) -> _OpenItems:
    ledger, rows = position.ledger, position.open_rows
    holder = holder_of_account[position.debit_account[rows]]
    order = np.argsort(holder, kind="stable")
    order = order[holder[order] >= 0]
    rows, holder = rows[order], holder[order]
    debit, disputed = position.debits[rows], position.disputed[rows]
    batches = [terms.batches if terms.kind is TermsKind.BATCH else 0 for terms in ledger.terms]
    code = ledger.debits.terms_code[debit]
    allowed = np.array([*batches, 0], np.int64)[np.where(code >= 0, code, -1)]
    classed = class_of_items(position, records.book.customers, (), records.debt_policy)
    class_of_row, by_age = np.zeros((2, len(position.debits)), np.int64)
    class_of_row[classed.rows] = classed.classes
    by_age[classed.rows] = classed.by_age
    return _OpenItems(
        holder,
        debit,
        position.days_past_due[rows],
        position.open_minor[rows],
        disputed & position.passes_over_disputed,
        ~disputed | records.policy.count_disputed,
        np.where(ledger.debits.kind[debit] == INVOICE, allowed, 0),
        class_of_row[rows],
        by_age[rows],
    )


def _by_customer(pairs: Iterable[tuple[str, EarlyWarning]]) -> dict[str, list[EarlyWarning]]:
    found: dict[str, list[EarlyWarning]] = defaultdict(list)
    for customer, one in pairs:
        found[customer].append(one)
    return found


def _unapplied(position: Position) -> dict[str, dict[str, int]]:
    accounts, sums = position.ledger.accounts, defaultdict[str, dict[str, int]](lambda: defaultdict(int))
    places = np.flatnonzero(position.unapplied_minor)
    left = position.unapplied_minor[places].tolist()
    for account, minor in zip(position.credit_account[places].tolist(), left, strict=True):
        sums[accounts.customer[account]][accounts.currency[account]] += minor
    return sums


def _unsigned(book: Book, history: History, as_of: dt.date) -> dict[str, list[IssuedStatement]]:
    """Customer -> statements past their return date, closing not 0, that nobody signed or corrected by the day."""
    settled = signed_numbers(book.decisions, history, as_of)
    settled |= {statement.corrects for statement in history.statements if statement.issued_on <= as_of}
    unsigned: dict[str, list[IssuedStatement]] = defaultdict(list)
    for statement in history.statements:
        if statement.closing_minor and statement.return_by < as_of and statement.number not in settled:
            unsigned[statement.customer].append(statement)
    return unsigned
