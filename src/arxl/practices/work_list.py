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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from statistics import median
from typing import NamedTuple

import numpy as np

from arxl.errors import Amount, Fault, Faulty, Sentence, sentence
from arxl.kernels.ages import bucket_of
from arxl.kernels.arrays import Bools, Days, Float64s, Int64s
from arxl.kernels.days import day_in_month
from arxl.kernels.money import decimal_of, exponent_of, sums_by_code
from arxl.practices.approach import Approach, Known, approach
from arxl.practices.cash_application import Position
from arxl.practices.contact_time import Calling, When
from arxl.practices.decision import NOTICE_SENT, decisions_in_force
from arxl.practices.escalation import Escalation, Matter, approved_stages, escalation_of
from arxl.practices.letters import DunningLevel
from arxl.practices.promises import Judged, Promise, Verdict
from arxl.practices.supply_standing import company_currency
from arxl.tables.desk_policy import WorkListPolicy
from arxl.tables.history import History
from arxl.tables.hours import parse_settlement_days
from arxl.tables.policy import ReminderPolicy
from arxl.tables.rates import Exchange
from arxl.tables.schema import Book, Customers

_NEVER = np.datetime64("NaT", "D")


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
class LastContact:
    """The latest row of Contacts, and the latest reason and promise that any row gave.

    Attributes:
        reason: why the customer does not pay; "" where it never said.
    """

    date: dt.date
    channel: str
    by: str
    outcome: str
    reason: str


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
        held: why it is not today; empty where it is.
        held_until: the next day that is fit; None where none is found.
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
    held: tuple[Sentence, ...]
    held_until: dt.date | None


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
        """Salesperson -> tasks in order of priority, held back or not; "" for customers that have none."""
        found: dict[str, list[Task]] = defaultdict(list)
        for task in self.tasks:
            found[task.salesperson].append(task)
        return {person: tuple(found[person]) for person in sorted(found)}


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
        as_of, listed = self.position.as_of, _listed(self)
        home = company_currency(self.book)
        weighed, faults = _weighed(self, listed, home)
        amounts = [one.amount.value for one in weighed.values()]
        drawing = _Drawing(self, listed, home, median(amounts) if amounts else Decimal(0))
        tasks = [drawing.task(customer, one) for customer, one in weighed.items()]
        tasks.sort(key=lambda task: (-task.priority.value, task.customer))
        return WorkList(as_of, tuple(tasks), faults)


def losses_by_waiting(chances: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """What a unit of money in each bucket loses in hope until the next, "not due" first; never below 0.

    >>> [str(loss) for loss in losses_by_waiting((Decimal("0.98"), Decimal("0.95"), Decimal("0.96"), Decimal("0.15")))]
    ['0.03', '0', '0.81', '0.15']
    """
    after = (*chances[1:], Decimal(0))
    return tuple(max(Decimal(0), chance - later) for chance, later in zip(chances, after, strict=True))


# --- which items, and what they weigh ------------------------------------------------------------------------------


class _Listed(NamedTuple):
    """The items that count, by account, then in settling order.

    Attributes:
        rows: (N,) positions in `position.debits`.
        promised_on: (N,) the day for which each is promised; NaT where it is not.
        sold: (N,) True where it is sold.
        due_of: customer -> the promises that are due on the day; ahead_of: those that are due later.
    """

    rows: Int64s
    promised_on: Days
    sold: Bools
    due_of: Mapping[str, tuple[Promise, ...]]
    ahead_of: Mapping[str, tuple[Promise, ...]]


def _listed(desk: Desk) -> _Listed:
    position = desk.position
    rows = position.open_rows[~position.ledger.debits.is_refund[position.debits[position.open_rows]]]
    outstanding = [
        one.promise for one in desk.promises if one.verdict is Verdict.OPEN and one.paid_minor < one.promise.minor
    ]
    promised_on = _promised_on(position, rows, outstanding)
    sold = desk.sold_percent[rows] >= desk.sold_due
    today = np.datetime64(position.as_of, "D")
    counts = np.flatnonzero((position.days_past_due[rows] > 0) | sold | (promised_on == today))
    due_of, ahead_of = defaultdict[str, list[Promise]](list), defaultdict[str, list[Promise]](list)
    for promise in outstanding:
        (due_of if promise.promised_on == position.as_of else ahead_of)[promise.customer].append(promise)
    return _Listed(rows[counts], promised_on[counts], sold[counts], _tuples(due_of), _tuples(ahead_of))


def _promised_on(position: Position, rows: Int64s, promises: Iterable[Promise]) -> Days:
    """(N,) the earliest day for which each open item is promised: by name, or the oldest up to what is promised."""
    found = np.full(len(rows), _NEVER)
    account, numbers = position.debit_account[rows], position.ledger.debits.number[position.debits[rows]]
    for promise in promises:  # by promised day
        code = position.ledger.accounts.codes.get((promise.customer, promise.currency))
        if code is None:
            continue
        left = promise.minor
        for place in range(*np.searchsorted(account, [code, code + 1]).tolist()):
            named = str(numbers[place]) in promise.documents if promise.documents else left > 0
            if named and np.isnat(found[place]):
                found[place] = np.datetime64(promise.promised_on, "D")
            left -= int(position.open_minor[rows[place]]) if named else 0
    return found


def _tuples(lists: Mapping[str, list[Promise]]) -> dict[str, tuple[Promise, ...]]:
    return {key: tuple(values) for key, values in lists.items()}


@dataclass(slots=True)
class _Weighed:
    """A customer's items: from the first to before the last of `_Listed.rows`; its money and what is at stake."""

    first: int
    last: int
    amount: Amount
    at_stake: Decimal


def _weighed(desk: Desk, listed: _Listed, home: str) -> tuple[dict[str, _Weighed], tuple[Fault, ...]]:
    """Customer -> items and money in the company's currency; and the rates that are missing."""
    position, rows = desk.position, listed.rows
    accounts, account = position.ledger.accounts, position.debit_account[rows]
    losses = losses_by_waiting(desk.chances)
    bucket = bucket_of(np.maximum(position.days_past_due[rows], 0), desk.edges, by_document=False)
    sums = sums_by_code(account * len(losses) + bucket, position.open_minor[rows], len(accounts) * len(losses))
    exchange, rates, faults = Exchange(desk.book.rates, home), dict[str, Decimal | None](), list[Fault]()
    exponent = exponent_of(home) if home else 0
    found: dict[str, _Weighed] = {}
    missing: set[str] = set()
    starts = np.flatnonzero(np.diff(account, prepend=-1)).tolist()
    for first, last in zip(starts, [*starts[1:], len(rows)], strict=True):
        code = int(account[first])
        customer, currency = str(accounts.customer[code]), str(accounts.currency[code])
        if currency not in rates:
            rates[currency], missed = _rate(exchange, currency, position.as_of)
            faults += missed
        rate = rates[currency]
        if rate is None:
            missing.add(customer)
            continue
        unit = rate.scaleb(-int(accounts.exponent[code]))
        of_bucket = sums[code * len(losses) : (code + 1) * len(losses)].tolist()
        stake = sum((minor * loss for minor, loss in zip(of_bucket, losses, strict=True) if minor), Decimal(0)) * unit
        money = sum(of_bucket) * unit
        known = found.setdefault(customer, _Weighed(first, last, Amount(Decimal(0), home), Decimal(0)))
        known.last, known.at_stake = last, known.at_stake + stake
        known.amount = Amount(known.amount.value + money, home)
    for one in found.values():
        one.amount = Amount(_rounded(one.amount.value, exponent), home)
    return {customer: one for customer, one in found.items() if customer not in missing}, tuple(faults)


def _rate(exchange: Exchange, currency: str, on: dt.date) -> tuple[Decimal | None, tuple[Fault, ...]]:
    try:
        return exchange.rate(currency, on), ()
    except Faulty as error:
        return None, error.faults


def _rounded(value: Decimal, exponent: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-exponent), ROUND_HALF_UP)


# --- tasks ---------------------------------------------------------------------------------------------------------


@dataclass
class _Drawing:
    """Draws tasks, with what all of them look up."""

    desk: Desk
    listed: _Listed
    home: str
    median: Decimal
    _row_of: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        desk, as_of = self.desk, self.desk.position.as_of
        customers = desk.book.customers
        self._row_of = {customer: row for row, customer in enumerate(customers.customer.tolist())}
        self._contacts = _last_contacts(desk.book, as_of)
        self._letters = _letters(desk.history, as_of)
        self._noticed = {
            made.customer
            for made in decisions_in_force(desk.book.decisions, desk.history)
            if made.kind == NOTICE_SENT and made.date <= as_of
        }
        self._approved = approved_stages(desk.book.decisions, desk.history, as_of)
        self._unsigned = _unsigned_notes(desk.book, as_of)
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
            [_percent(share) if sold else None for share, sold in zip(desk.sold_percent[rows], self.listed.sold, strict=True)],
            self.listed.promised_on.tolist(),
        )
        self._salesperson = debits.salesperson[position.debits[rows]]

    def task(self, customer: str, weighed: _Weighed) -> Task:
        """The task of a customer."""
        desk, as_of, person = self.desk, self.desk.position.as_of, self._person(customer)
        items = tuple(self._items(weighed.first, weighed.last))
        when = desk.calling.when(person.hours, person.quiet, as_of)
        ahead, due = self.listed.ahead_of.get(customer, ()), self.listed.due_of.get(customer, ())
        factors = tuple(self._factors(items, due, person.settlement_days))
        priority = weighed.at_stake
        for factor, _ in factors:
            priority *= factor
        held_until, held = self._held(items, when, person)
        oldest = max(item.days_past_due for item in items)
        known = Known(max(oldest, 0), weighed.amount.value, self.median, *person.marks, person.distance_km)
        return Task(
            customer=customer,
            name=person.name,
            language=person.language,
            salesperson=person.salesperson or str(self._salesperson[weighed.first]),
            route=person.route,
            distance_km=person.distance_km,
            priority=Amount(_rounded(priority, self._exponent), self.home),
            amount=weighed.amount,
            oldest_days=oldest,
            claimed=tuple(item for item in items if not item.disputed),
            disputed=tuple(item for item in items if item.disputed),
            raised=tuple(why for _, why in factors),
            whom=person.whom,
            phone=person.phone,
            when=when,
            last=self._contacts.get(customer),
            promises=(*due, *ahead),
            settles_on=self._settles_on(person.settlement_days),
            approach=approach(known, desk.policy),
            escalation=escalation_of(self._matter(customer, items, person)),
            letter=self._letters.get(customer),
            held=held,
            held_until=held_until,
        )

    def _items(self, first: int, last: int) -> Iterator[WorkItem]:
        columns = [column[first:last] for column in self._columns]
        for number, account, minor, due, days, disputed, sold, promised in zip(*columns, strict=True):
            open_amount = self.desk.position.amount(account, minor)
            yield WorkItem(
                number, open_amount.currency, open_amount, due, days, disputed, sold, promised
            )

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
            days = (as_of + dt.timedelta(days) for days in range(1, ahead + 1))
            self._settles[settlement] = next((day for day in days if _falls_on(day, wanted)), None)
        return self._settles[settlement]

    def _held(
        self, items: Sequence[WorkItem], when: When, person: _Person
    ) -> tuple[dt.date | None, tuple[Sentence, ...]]:
        """Until when and why a customer is not contacted today."""
        as_of = self.desk.position.as_of
        days = [item.promised_on for item in items if item.promised_on is not None and item.promised_on > as_of]
        if len(days) == len(items) and not any(item.disputed for item in items):
            until = min(days)
            later = self.desk.calling.when(person.hours, person.quiet, until)
            return later.day, (sentence("What is open is promised for {day}.", day=until), *when.not_today)
        return when.day, when.not_today

    def _matter(self, customer: str, items: Sequence[WorkItem], person: _Person) -> Matter:
        as_of, letter = self.desk.position.as_of, self._letters.get(customer)
        last_notice = letter is not None and letter[0] in (DunningLevel.LAST_NOTICE, DunningLevel.COUNSEL)
        over = last_notice and letter is not None and as_of > letter[1] + dt.timedelta(self.desk.reminders.last_notice_days)
        return Matter(
            debt_class=self.desk.classes.get(customer, 0),
            level=self.desk.levels.get(customer, 0),
            notice=last_notice or customer in self._noticed,
            notice_over=over,
            contract=person.contract,
            unsigned_notes=sum(item.days_past_due > 0 and item.document in self._unsigned for item in items),
            approved=self._approved.get(customer, 0),
        )

    def _person(self, customer: str) -> _Person:
        row = self._row_of.get(customer)
        if row is None:
            return _Person(customer, self.desk.book.company.language)
        return _person(self.desk.book.customers, row)


_PROMISE_DUE = sentence("A promise is due today.")
_SOLD = sentence("A delivery is sold.")
_MONTH_END = sentence("The month is about to end.")


@dataclass(frozen=True, slots=True)
class _Person:
    """What a customer's file says."""

    name: str
    language: str
    salesperson: str = ""
    route: str = ""
    distance_km: float = float("nan")
    whom: str = ""
    phone: str = ""
    hours: str = ""
    quiet: str = ""
    settlement_days: str = ""
    contract: bool = False
    marks: tuple[float, float, float] = (float("nan"),) * 3


def _person(customers: Customers, row: int) -> _Person:
    return _Person(
        name=str(customers.name[row]),
        language=str(customers.language[row]),
        salesperson=str(customers.salesperson[row]),
        route=str(customers.route[row]),
        distance_km=float(customers.distance_km[row]),
        whom=str(customers.pays[row] or customers.decides[row]),
        phone=str(customers.pays_phone[row] or customers.phone[row]),
        hours=str(customers.hours[row]),
        quiet=str(customers.quiet[row]),
        settlement_days=str(customers.settlement_days[row]),
        contract=not np.isnat(customers.contract_signed_on[row]),
        marks=(float(customers.reputation[row]), float(customers.co_operation[row]), float(customers.finances[row])),
    )


def _percent(share: float) -> Decimal:
    return Decimal(repr(float(share))).quantize(Decimal("0.1")).normalize()


def _falls_on(day: dt.date, wanted: Sequence[int]) -> bool:
    """Whether a day is one of these days of its month; one past the month's end means its last day."""
    month = np.array([day], "datetime64[M]")
    return any(day_in_month(month, one)[0].item() == day for one in wanted)


def _last_contacts(book: Book, as_of: dt.date) -> dict[str, LastContact]:
    """Customer -> its latest contact by the day, whatever the order of rows; the reason is the latest one given."""
    contacts = book.contacts
    rows = np.flatnonzero(contacts.date <= np.datetime64(as_of, "D")).tolist()
    columns = (contacts.date, contacts.customer, contacts.channel, contacts.by, contacts.outcome, contacts.reason)
    found: dict[str, LastContact] = {}
    for day, customer, channel, by, outcome, reason in sorted(tuple(column[row] for column in columns) for row in rows):
        before = found.get(customer)
        given = str(reason) or (before.reason if before else "")
        found[str(customer)] = LastContact(day.item(), str(channel), str(by), str(outcome), given)
    return found


def _letters(history: History, as_of: dt.date) -> dict[str, tuple[DunningLevel, dt.date]]:
    """Customer -> the furthest of its letters of the latest day."""
    levels = tuple(DunningLevel)
    found: dict[str, tuple[DunningLevel, dt.date]] = {}
    for paper in history.papers:
        if paper.kind == "letter" and paper.issued_on <= as_of and paper.subject in levels:
            letter = DunningLevel(paper.subject), paper.issued_on
            before = found.get(paper.customer)
            if before is None or (letter[1], levels.index(letter[0])) > (before[1], levels.index(before[0])):
                found[paper.customer] = letter
    return found


def _unsigned_notes(book: Book, as_of: dt.date) -> frozenset[str]:
    """Numbers of the deliveries whose note did not come back signed by the day."""
    deliveries = book.deliveries
    signed = deliveries.note_signed_on <= np.datetime64(as_of, "D")  # NaT compares false: not signed
    return frozenset(deliveries.document[~signed].tolist())
