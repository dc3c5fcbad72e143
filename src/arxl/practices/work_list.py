"""Whom to contact today, the most money at stake by waiting first (practice C4).

Priority = Σ open × max(0, p(bucket) − p(next bucket)) over the items that are overdue, 80 % sold or promised today, in
the company's currency, × 1.5 where a promise is due, × 1.5 where a delivery is sold, × 1.3 where the settlement day is
tomorrow, × 1.1 in the last 3 working days of the month. p is the chance to recover what is in a bucket; items that are
only sold or promised take p(not due) − p(1–30), and after the last bucket nothing is recovered. It is rounded half-up
once. A disputed item counts as any other, but what is to be done about it is to settle the dispute. "Tomorrow" reaches
to the next working day. Ties are broken by customer id.

A customer all of whose items are promised for a later day, or whom nobody may call today, is held back: the list says
until when, and why.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from statistics import median

import numpy as np

from arxl.errors import Amount, Fault, Sentence, sentence
from arxl.kernels.arrays import Float64s
from arxl.kernels.days import day_in_month
from arxl.kernels.money import exponent_of
from arxl.practices.approach import Approach, Known, approach
from arxl.practices.cash_application import Position
from arxl.practices.company_currency import company_currency
from arxl.practices.contact_time import Calling, When, days_after
from arxl.practices.decision import NOTICE_SENT, decisions_in_force
from arxl.practices.dunning_level import DunningLevel
from arxl.practices.escalation import Escalation, Matter, approved_stages, escalation_of
from arxl.practices.promises import Judged, Promise
from arxl.practices.work_file import LastContact, Person, last_contacts, letters_out, person_of, unsigned_notes
from arxl.practices.work_priority import Listed, Weighed, listed_items, losses_by_waiting, rounded, weighed_items
from arxl.tables.cells import text_of_number
from arxl.tables.desk_policy import WorkListPolicy
from arxl.tables.history import History
from arxl.tables.hours import parse_settlement_days
from arxl.tables.policy import ReminderPolicy
from arxl.tables.rates import Exchange
from arxl.tables.schema import Book


@dataclass(frozen=True, slots=True)
class WorkItem:
    """A document to talk about.

    Attributes:
        sold_percent: what the customer reports as sold, where that is why it is listed; else None.
        promised_on: the day for which it is promised and has not come in; None where it is not.
    """

    document: str
    currency: str
    open: Amount
    due_date: dt.date
    days_past_due: int
    disputed: bool
    sold_percent: Decimal | None
    promised_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Task:
    """A customer to contact.

    Attributes:
        distance_km: NaN where nobody knows.
        priority: money at stake by waiting, in the company's currency.
        amount: what its items hold, in the company's currency.
        claimed, disputed: its items, in the order in which receipts settle them.
        oldest_days: of the item that is latest; 0 or less where none is past due.
        raised: what raises the priority.
        whom, phone: of the file; "" where it names nobody.
        promises: those that are not fulfilled and not past, by promised day.
        settles_on: the settlement day that is at hand; None where none is.
        letter: the latest letter that is out, and its day.
    """

    customer: str
    name: str
    language: str
    salesperson: str
    route: str
    distance_km: float
    priority: Amount
    amount: Amount
    oldest_days: int
    claimed: tuple[WorkItem, ...]
    disputed: tuple[WorkItem, ...]
    raised: tuple[Sentence, ...]
    whom: str
    phone: str
    when: When
    last: LastContact | None
    promises: tuple[Promise, ...]
    settles_on: dt.date | None
    approach: Approach
    escalation: Escalation
    letter: tuple[DunningLevel, dt.date] | None

    @property
    def held(self) -> tuple[Sentence, ...]:
        """Why it is not today; empty where it is."""
        return self.when.not_today


@dataclass(frozen=True)
class WorkList:
    """All tasks, in order of priority.

    Attributes:
        faults: rates that are missing; their customers are on no list.
    """

    as_of: dt.date
    tasks: tuple[Task, ...]
    faults: tuple[Fault, ...]

    @cached_property
    def today(self) -> tuple[Task, ...]:
        """Those to contact on the day."""
        return tuple(task for task in self.tasks if not task.held)

    @cached_property
    def held_back(self) -> tuple[Task, ...]:
        """Those who are not, each with its reasons."""
        return tuple(task for task in self.tasks if task.held)

    @cached_property
    def by_salesperson(self) -> Mapping[str, tuple[Task, ...]]:
        """Salesperson -> tasks in order of priority, held back or not; "", the last, for customers that have none."""
        found: dict[str, list[Task]] = defaultdict(list)
        for task in self.tasks:
            found[task.salesperson].append(task)
        return {person: tuple(found[person]) for person in sorted(found, key=lambda person: (person == "", person))}


@dataclass(frozen=True)
class Desk:
    """What the list is drawn from.

    Attributes:
        chances: the chance to recover what is not due, then what is in each bucket.
        edges: last day of each bucket.
        sold_percent: (D,) what the customer reports as sold of each debit of the position; NaN where nothing.
        sold_due: percent from which a delivery counts as sold.
        promises: as judged on the position's day.
        classes: customer -> worst class of debt; levels: customer -> supply level.
    """

    position: Position
    book: Book
    history: History
    chances: tuple[Decimal, ...]
    edges: tuple[int, ...]
    sold_percent: Float64s
    sold_due: int
    promises: tuple[Judged, ...]
    classes: Mapping[str, int]
    levels: Mapping[str, int]
    calling: Calling
    policy: WorkListPolicy
    reminders: ReminderPolicy

    def work_list(self) -> WorkList:
        """The tasks of the day."""
        home = company_currency(self.book)
        listed = listed_items(self.position, self.promises, self.sold_percent, self.sold_due)
        losses, exchange = losses_by_waiting(self.chances), Exchange(self.book.rates, home)
        weighed, faults = weighed_items(self.position, listed, losses, self.edges, exchange, home)
        amounts = [one.amount.value for one in weighed.values()]
        drawing = _Drawing(self, listed, home, median(amounts) if amounts else Decimal(0))
        tasks = [drawing.task(customer, one) for customer, one in weighed.items()]
        tasks.sort(key=lambda task: (-task.priority.value, task.customer))
        return WorkList(self.position.as_of, tuple(tasks), faults)


@dataclass
class _Drawing:
    """Draws tasks, with what all of them look up."""

    desk: Desk
    listed: Listed
    home: str
    median: Decimal

    def __post_init__(self) -> None:
        desk, as_of = self.desk, self.desk.position.as_of
        self._contacts = last_contacts(desk.book, as_of)
        self._letters = letters_out(desk.history, as_of)
        self._noticed = {
            made.customer
            for made in decisions_in_force(desk.book.decisions, desk.history, (NOTICE_SENT,))
            if made.date <= as_of
        }
        self._approved = approved_stages(desk.book.decisions, desk.history, as_of)
        self._unsigned = unsigned_notes(desk.book, as_of)
        self._exponent = exponent_of(self.home) if self.home else 0
        self._month_end = desk.calling.is_month_end(as_of)
        self._settles: dict[str, dt.date | None] = {}
        position, rows = desk.position, self.listed.rows
        debits = position.ledger.debits
        self._columns = (
            debits.number[position.debits[rows]].tolist(),
            position.debit_account[rows].tolist(),
            position.open_minor[rows].tolist(),
            position.due_date[rows].tolist(),
            position.days_past_due[rows].tolist(),
            position.disputed[rows].tolist(),
            [
                _percent(share) if sold else None
                for share, sold in zip(desk.sold_percent[rows], self.listed.sold, strict=True)
            ],
            self.listed.promised_on.tolist(),
        )
        self._salesperson = debits.salesperson[position.debits[rows]]

    def task(self, customer: str, weighed: Weighed) -> Task:
        """The task of a customer."""
        desk, person = self.desk, self._person(customer)
        items = tuple(self._items(weighed.first, weighed.last))
        ahead, due = self.listed.ahead_of.get(customer, ()), self.listed.due_of.get(customer, ())
        factors = tuple(self._factors(items, due, person.settlement_days))
        priority = weighed.at_stake
        for factor, _ in factors:
            priority *= factor
        oldest = max(item.days_past_due for item in items)
        known = Known(max(oldest, 0), weighed.amount.value, self.median, *person.marks, person.distance_km)
        return Task(
            customer=customer,
            name=person.name,
            language=person.language,
            salesperson=person.salesperson or str(self._salesperson[weighed.first]),
            route=person.route,
            distance_km=person.distance_km,
            priority=Amount(rounded(priority, self._exponent), self.home),
            amount=weighed.amount,
            oldest_days=oldest,
            claimed=tuple(item for item in items if not item.disputed),
            disputed=tuple(item for item in items if item.disputed),
            raised=tuple(why for _, why in factors),
            whom=person.whom,
            phone=person.phone,
            when=self._when(items, person),
            last=self._contacts.get(customer),
            promises=(*due, *ahead),
            settles_on=self._settles_on(person.settlement_days),
            approach=approach(known, desk.policy),
            escalation=escalation_of(self._matter(customer, items, person)),
            letter=self._letters.get(customer),
        )

    def _items(self, first: int, last: int) -> Iterator[WorkItem]:
        columns = [column[first:last] for column in self._columns]
        for number, account, minor, due, days, disputed, sold, promised in zip(*columns, strict=True):
            open_amount = self.desk.position.amount(account, minor)
            yield WorkItem(number, open_amount.currency, open_amount, due, days, disputed, sold, promised)

    def _factors(
        self, items: Sequence[WorkItem], due: Sequence[Promise], settlement: str
    ) -> Iterator[tuple[Decimal, Sentence]]:
        """What raises the priority, and by how much."""
        policy = self.desk.policy
        if due:
            yield policy.factor_promise, _PROMISE_DUE
        if any(item.sold_percent is not None for item in items):
            yield policy.factor_sold, _SOLD
        if (day := self._settles_on(settlement)) is not None:
            yield policy.factor_settlement, sentence("The settlement day is {day}.", day=day)
        if self._month_end:
            yield policy.factor_month_end, _MONTH_END

    def _settles_on(self, settlement: str) -> dt.date | None:
        """The first settlement day after the day, up to the next working day; None where there is none."""
        if settlement not in self._settles:
            wanted = parse_settlement_days(settlement)
            as_of = self.desk.position.as_of
            ahead = (self.desk.calling.next_working_day(as_of) - as_of).days if wanted else 0
            days = (days_after(as_of, days) for days in range(1, ahead + 1))
            self._settles[settlement] = next((day for day in days if _falls_on(day, wanted)), None)
        return self._settles[settlement]

    def _when(self, items: Sequence[WorkItem], person: Person) -> When:
        """The next fit time, and why it is not today; what is promised for a later day waits until then."""
        as_of, calling = self.desk.position.as_of, self.desk.calling
        when = calling.when(person.hours, person.quiet, as_of)
        days = [item.promised_on for item in items if item.promised_on is not None and item.promised_on > as_of]
        if len(days) < len(items) or any(item.disputed for item in items):
            return when
        until = min(days)
        later = calling.when(person.hours, person.quiet, until)
        why = sentence("What is open is promised for {day}.", day=until)
        return replace(later, not_today=(why, *later.not_today))

    def _matter(self, customer: str, items: Sequence[WorkItem], person: Person) -> Matter:
        as_of, letter = self.desk.position.as_of, self._letters.get(customer)
        last_notice = letter is not None and letter[0] in (DunningLevel.LAST_NOTICE, DunningLevel.COUNSEL)
        given = dt.timedelta(self.desk.reminders.last_notice_days)
        return Matter(
            debt_class=self.desk.classes.get(customer, 0),
            level=self.desk.levels.get(customer, 0),
            notice=last_notice or customer in self._noticed,
            notice_over=last_notice and letter is not None and as_of > letter[1] + given,
            contract=person.contract,
            unsigned_notes=sum(item.days_past_due > 0 and item.document in self._unsigned for item in items),
            approved=self._approved.get(customer, 0),
        )

    def _person(self, customer: str) -> Person:
        customers = self.desk.book.customers
        row = customers.row_of.get(customer)
        if row is None:
            return Person(customers.name_of(customer), self.desk.book.company.language)
        return person_of(customers, row)


_PROMISE_DUE = sentence("A promise is due today.")
_SOLD = sentence("A delivery is sold.")
_MONTH_END = sentence("The month is about to end.")


def _percent(share: float) -> Decimal:
    return Decimal(text_of_number(round(float(share), 1)))


def _falls_on(day: dt.date, wanted: Sequence[int]) -> bool:
    """Whether a day is one of these days of its month; one past the month's end means its last day."""
    month = np.array([day], "datetime64[M]")
    return any(day_in_month(month, one)[0].item() == day for one in wanted)
