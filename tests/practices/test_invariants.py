"""The invariants of money, on whole books: Book → Ledger → Position → Aging and Statement.

Where each of them is proved (numbers as in the list of money invariants that the project set out from):

=====  ============================================================================================================
 1     conserved
 2     nothing_is_settled_twice
 3     oldest_first
 4     order_of_rows_never_matters; tests/tables for files
 5     test_cash_application.told, which asserts it of every allocation; tests/kernels/test_settlement
 6     buckets_close_to_the_ledger
 7     closing_is_the_next_opening
 8     the_future_changes_nothing, the_future_changes_no_balance
 9     paid_in_full
10     amounts_times_k (discount and tolerance off); tests/kernels/test_settlement
11     a_customer_alone
12     days_later
13     test_the_edges_of_the_buckets; tests/kernels/test_ages
14     a_receipt_moves_the_balance_by_itself (discount and tolerance off)
15     tests/scenarios/test_month_end_stories: twice changes no byte
16     a_bounced_receipt_was_never_there
18     a_delivery_in_two_parts (discount and tolerance off)
19     a_receipt_in_two_parts (discount and tolerance off)
20     tests/register/test_store, tests/register/test_chain; tests/scenarios/test_statement_stories for the papers
21     tests/register/test_processes; tests/faults/test_month_end_kill
22     tests/register/test_chain
23     tests/scenarios/test_month_end_stories: results and papers that are lost come back
24     disputes_never_change_money; tests/scenarios/test_supply_stories for overrides
25     rows_add_up_to_totals; tests/kernels/test_money, tests/workbooks/test_results; tests/hosts/test_cli_world
extra  day_by_day
=====  ============================================================================================================

The last test breaks the practices in many ways, and each time a property sees it.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from arxl.errors import Refused
from arxl.hosts.cli import machine
from arxl.jobs import issue
from arxl.jobs.opened import OpenedBook
from arxl.kernels import settlement
from arxl.kernels.money import minor_from_decimal
from arxl.practices import aging, cash_application, named_credits, stated_lines, statement
from arxl.practices.aging import aging_of
from arxl.practices.cash_application import Position
from arxl.practices.statement import month_span
from arxl.practices.supply import supply_levels
from arxl.register.store import history_at
from arxl.tables.history import NO_HISTORY
from arxl.tables.policy import AgingPolicy, SupplyPolicy

from .books import (
    DAY_TERMS,
    DAYS,
    FIRST_DAY,
    LAST,
    LATE_DAYS,
    PLAIN,
    WITHOUT_DISCOUNT,
    WITHOUT_MARKS,
    Business,
    Delivery,
    Features,
    Receipt,
    businesses,
)
from .oracle import as_counted, bucket, outcome
from .test_cash_application import POLICIES, told

ANY_DAY = LATE_DAYS
THE_END = FIRST_DAY + dt.timedelta(days=LAST + 100)
ONE_DAY = dt.timedelta(days=1)


def balances(position: Position) -> dict[tuple[str, str], int]:
    """Open items less unapplied cash, of the accounts that have any."""
    sums: dict[tuple[str, str], int] = defaultdict(int)
    found = told(position)
    for (account, _), minor in found.open.items():
        sums[account] += minor
    for (account, _), minor in found.unapplied.items():
        sums[account] -= minor
    return {account: minor for account, minor in sums.items() if minor}


def buckets(position: Position) -> dict[tuple[str, str], list[int]]:
    """The buckets of each account."""
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * 6)
    found = told(position)
    for (account, number), minor in found.open.items():
        sums[account][bucket((position.as_of - found.due[account, number]).days)] += minor
    return dict(sums)


# --- properties ----------------------------------------------------------------------------------------------------


def settles_as_the_practice_says(business: Business, policy: dict[str, str], day: dt.date) -> None:
    if business.orders:
        policy.pop("tolerance", None)
    business = business.with_policy(**policy)
    assert told(business.at(day)) == outcome(business, day)


def conserved(business: Business, day: dt.date) -> None:
    position = business.at(day)
    used = ~np.isin(position.settled.rule, [settlement.Rule.DISCOUNT, settlement.Rule.TOLERANCE])
    received = int(position.credit_minor[position.credits].sum())
    assert received == int(position.settled.amount_minor[used].sum()) + int(position.unapplied_minor.sum())


def nothing_is_settled_twice(business: Business, policy: dict[str, str], day: dt.date) -> None:
    position = business.with_policy(**policy).at(day)
    settled = np.zeros(len(position.debits), np.int64)
    np.add.at(settled, position.settled.debit, position.settled.amount_minor)
    assert (position.settled.amount_minor > 0).all()
    assert (settled + position.open_minor == position.ledger.debits.amount_minor[position.debits]).all()
    assert (position.open_minor >= 0).all()
    assert (position.unapplied_minor >= 0).all()


def oldest_first(business: Business, by_due: bool, day: dt.date) -> None:
    business = business.with_policy(allocation_order="due" if by_due else "date")
    position = business.at(day)
    debits = position.ledger.debits
    unnamed = np.isin(position.settled.rule, [settlement.Rule.OLDEST])
    settled_later = set(position.settled.debit[unnamed].tolist())

    def place(row: int) -> tuple[object, ...]:
        days = debits.date[position.debits[row]], position.due_date[row]
        return (*(reversed(days) if by_due else days), as_counted(debits.number[position.debits[row]]))

    for open_row in np.flatnonzero((position.open_minor > 0) & ~position.disputed).tolist():
        if debits.kind[position.debits[open_row]] != "refund":
            for row in settled_later:
                if position.debit_account[row] == position.debit_account[open_row]:
                    assert place(row) <= place(open_row)


def order_of_rows_never_matters(business: Business, seed: int, day: dt.date) -> None:
    def shuffled(rows: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(random.Random(seed).sample(rows, len(rows)))

    other = replace(
        business,
        **{table: shuffled(getattr(business, table)) for table in ("deliveries", "receipts", "credits", "orders")},
    )
    assert printed(business, day) == printed(other, day)


def printed(business: Business, day: dt.date) -> str:
    """Everything that the command line says as JSON."""
    receivables = business.receivables()
    book, position = receivables.book, receivables.application.position_at(day)
    levels = supply_levels(receivables.application, position, book, NO_HISTORY, SupplyPolicy())
    drafts = statement.statement_drafts(
        receivables.application.position_at(month_span(f"{day:%Y-%m}")[1]),
        receivables.application.position_at(day.replace(day=1) - dt.timedelta(days=1)),
        book,
        NO_HISTORY,
        f"{day:%Y-%m}",
        AgingPolicy(),
    )
    aged = aging_of(position, book.customers, AgingPolicy())
    return "".join((machine.allocations(position), machine.aging(aged), machine.supply(levels), repr(drafts)))


def buckets_close_to_the_ledger(business: Business, policy: dict[str, str], day: dt.date) -> None:
    business = business.with_policy(**policy)
    receivables = business.receivables()
    position = receivables.application.position_at(day)
    aged = aging_of(position, receivables.book.customers, AgingPolicy())
    owed: dict[tuple[str, str], int] = defaultdict(int)
    for row in (*business.deliveries, *(replace(row, minor=-row.minor) for row in business.credits)):
        if row.date <= day:
            owed[row.customer, row.currency] += row.minor
    marks = {f"{row.number} settled" for row in business.deliveries if row.minor > 0}
    for row in business.deliveries:
        if row.minor < 0 and row.settled_on is not None and row.settled_on <= day:
            owed[row.customer, row.currency] -= row.minor
    for row in business.receipts:
        waits = row.clears_on if policy.get("bills_settle") != "receipt" and row.minor > 0 else None
        bounced = row.bounced_on is not None and row.bounced_on <= day
        if max(row.date, waits or row.date) <= day and not bounced:
            owed[row.customer, row.currency] -= row.minor
    for (account, credit, _, rule), minor in told(position).paid.items():
        if rule in ("discount", "tolerance") or credit in marks:
            owed[account] -= minor
    found = dict(zip(zip(aged.holder, aged.currency, strict=True), aged.balance_minor.tolist(), strict=True))
    assert {account: minor for account, minor in found.items() if minor} == {a: m for a, m in owed.items() if m}


def the_future_changes_nothing(business: Business, policy: dict[str, str], day: dt.date) -> None:
    """What a receipt names is known from the receipt's day on, even where it comes later (docs/DECISIONS)."""
    named = {name for row in (*business.receipts, *business.credits) for name, _ in row.names}
    known = {row.number for row in (*business.deliveries, *business.orders) if row.number in named}
    known |= {row.number for row in business.deliveries if row.order in named}
    truncated = known_on(business, day, known)
    assert told(truncated.with_policy(**policy).at(day)) == told(business.with_policy(**policy).at(day))


def the_future_changes_no_balance(business: Business, day: dt.date) -> None:
    assert balances(known_on(business, day, set()).at(day)) == balances(business.at(day))


def known_on(business: Business, day: dt.date, numbers: set[str]) -> Business:
    """The book as it was on a day, and the later documents of these numbers."""

    def past(row: Delivery | Receipt) -> Delivery | Receipt:
        events = ("disputed_on", "dispute_settled_on", "settled_on", "bounced_on", "cancelled_on")
        dates = {event: getattr(row, event) for event in events if hasattr(row, event)}
        return replace(row, **{event: None for event, on in dates.items() if isinstance(on, dt.date) and on > day})

    return replace(
        business,
        **{
            table: tuple(past(row) for row in getattr(business, table) if row.date <= day or row.number in numbers)
            for table in ("deliveries", "receipts", "credits", "orders")
        },
    )


def paid_in_full(business: Business, day: dt.date) -> None:
    before = told(business.at(day))
    owed: dict[tuple[str, str], int] = defaultdict(int)
    for (account, _), minor in before.open.items():
        owed[account] += minor
    payments = tuple(
        Receipt(f"ALL-{place}", *account, day, minor) for place, (account, minor) in enumerate(sorted(owed.items()))
    )
    after = told(replace(business, receipts=(*business.receipts, *payments)).at(day))
    assert after.open == {}
    assert after.unapplied == before.unapplied


def amounts_times_k(business: Business, k: int, day: dt.date) -> None:
    def scaled(row: Receipt) -> Receipt:
        names = {"names": tuple((n, m and m * k) for n, m in row.names)} if hasattr(row, "names") else {}
        return replace(row, minor=row.minor * k, **names)

    other = replace(
        business,
        **{
            table: tuple(map(scaled, getattr(business, table)))
            for table in ("deliveries", "receipts", "credits", "orders")
        },
    )
    small, large = told(business.at(day)), told(other.at(day))
    assert large.open == {key: minor * k for key, minor in small.open.items()}
    assert large.unapplied == {key: minor * k for key, minor in small.unapplied.items()}
    assert large.paid == {key: minor * k for key, minor in small.paid.items()}


def a_customer_alone(business: Business, day: dt.date) -> None:
    together = told(business.at(day))
    for customer in ("C-1", "C-2"):
        alone = told(
            replace(
                business,
                **{
                    table: tuple(row for row in getattr(business, table) if row.customer == customer)
                    for table in ("deliveries", "receipts", "credits", "orders")
                },
            ).at(day)
        )
        only = told(business.receivables().application.only({customer}).position_at(day))
        for found in (alone, only):
            assert found.open == {key: minor for key, minor in together.open.items() if key[0][0] == customer}
            assert found.unapplied == {key: m for key, m in together.unapplied.items() if key[0][0] == customer}
            assert found.paid == {key: minor for key, minor in together.paid.items() if key[0][0] == customer}


def days_later(business: Business, days: int, day: dt.date) -> None:
    shift = dt.timedelta(days=days)

    def shifted(row: object) -> object:
        dates = {name: value for name, value in vars(row).items() if isinstance(value, dt.date)}
        return replace(row, **{name: value + shift for name, value in dates.items()})

    other = replace(
        business,
        **{
            table: tuple(map(shifted, getattr(business, table)))
            for table in ("deliveries", "receipts", "credits", "orders")
        },
    )
    assert buckets(other.at(day + shift)) == buckets(business.at(day))


def a_receipt_moves_the_balance_by_itself(business: Business, day: dt.date) -> None:
    before = balances(business.at(day))
    for gone in business.receipts:
        counts = max(gone.date, gone.clears_on or gone.date) <= day
        bounced = gone.bounced_on is not None and gone.bounced_on <= day
        without = replace(business, receipts=tuple(row for row in business.receipts if row is not gone))
        account = (gone.customer, gone.currency)
        moved = balances(without.at(day)).get(account, 0) - before.get(account, 0)
        assert moved == (gone.minor if counts and not bounced else 0)


def a_bounced_receipt_was_never_there(business: Business, day: dt.date) -> None:
    bounced = [row for row in business.receipts if row.bounced_on is not None and row.bounced_on <= day]
    without = replace(business, receipts=tuple(row for row in business.receipts if row not in bounced))
    position = business.at(day)
    assert told(position) == told(without.at(day))
    lines = [line for own in statement.ledger_lines(position).values() for line in own]
    for row in bounced:
        was_counted = max(row.date, row.clears_on or row.date) <= row.bounced_on
        both = sorted(line.kind for line in lines if line.document == row.number)
        assert both == (["bounced", "receipt"] if was_counted else [])


def a_delivery_in_two_parts(business: Business, part: float, day: dt.date) -> None:
    split = []
    for row in business.deliveries:
        first = int(row.minor * part)
        if first and first != row.minor:
            split += [replace(row, minor=first), replace(row, number=f"{row.number} b", minor=row.minor - first)]
        else:
            split.append(row)
    whole, parts = business.at(day), replace(business, deliveries=tuple(split)).at(day)
    assert balances(parts) == balances(whole)
    assert buckets(parts) == buckets(whole)


def a_receipt_in_two_parts(business: Business, part: float, day: dt.date) -> None:
    split = []
    for row in business.receipts:
        first = int(row.minor * part)
        if row.minor > 0 and first and first != row.minor:
            split += [replace(row, minor=first), replace(row, number=f"{row.number} b", minor=row.minor - first)]
        else:
            split.append(row)
    assert told(replace(business, receipts=tuple(split)).at(day)).open == told(business.at(day)).open


def disputes_never_change_money(business: Business, day: dt.date) -> None:
    calm = tuple(replace(row, disputed_on=None, dispute_settled_on=None) for row in business.deliveries)
    assert balances(business.at(day)) == balances(replace(business, deliveries=calm).at(day))


def rows_add_up_to_totals(business: Business, policy: dict[str, str], day: dt.date) -> None:
    receivables = business.with_policy(**policy).receivables()
    aged = aging_of(receivables.application.position_at(day), receivables.book.customers, AgingPolicy())
    shown = json.loads(machine.aging(aged))
    for total in shown["totals"]:
        rows = [row for row in shown["rows"] if row["currency"] == total["currency"]]

        def minor(text: str, exponent: int = 2 if total["currency"] == "EUR" else 0) -> int:
            return minor_from_decimal(Decimal(text), exponent)

        for row in (*rows, total):
            parts = [minor(text) for text in row["buckets"]]
            assert sum(parts) - minor(row["unapplied"]) == minor(row["balance"])
        for key in ("unapplied", "balance", "in_hand", "disputed"):
            assert sum(minor(row[key]) for row in rows) == minor(total[key])


def day_by_day(business: Business, day: dt.date) -> None:
    """Matching at each day in turn and once at the end leave the same open items, where nothing is named."""
    events = {row.date for row in (*business.deliveries, *business.receipts, *business.credits) if row.date <= day}
    carried = Business()
    for today in sorted(events | {day}):
        new = replace(
            business,
            deliveries=tuple(row for row in business.deliveries if row.date == today),
            receipts=tuple(row for row in business.receipts if row.date == today),
            credits=tuple(row for row in business.credits if row.date == today),
        )
        carried = left_over(
            replace(
                new,
                deliveries=(*carried.deliveries, *new.deliveries),
                receipts=(*carried.receipts, *new.receipts),
                credits=(*carried.credits, *new.credits),
            ),
            today,
        )
    found = told(business.at(day))
    assert {number: minor for (_, number), minor in told(carried.at(day)).open.items()} == {
        number: minor for (_, number), minor in found.open.items()
    }
    assert balances(carried.at(day)) == balances(business.at(day))


def left_over(business: Business, today: dt.date) -> Business:
    """What a day leaves open or unapplied, as the rows of the next."""
    found = told(business.at(today))
    left = {number: minor for (_, number), minor in (*found.open.items(), *found.unapplied.items())}

    def rest(row: Delivery) -> Delivery:
        return replace(row, minor=left[row.number] * (1 if row.minor > 0 else -1))

    return replace(
        business,
        **{
            table: tuple(rest(row) for row in getattr(business, table) if row.number in left)
            for table in ("deliveries", "receipts", "credits")
        },
    )


def closing_is_the_next_opening(versions: list[Business], policy: dict[str, str]) -> None:
    """Months issued one after the other, with whatever was changed, deleted or back-dated in between."""
    closing: dict[tuple[str, str], int] = {}
    with TemporaryDirectory() as name, without_papers():
        folder = Path(name)
        for number, version in enumerate(versions, 1):
            month = f"2026-{number:02d}"
            last_day = month_span(month)[1]
            book = version.with_policy(**policy).book()
            history = history_at(folder / "random.arxl", "random")
            opened = OpenedBook(book, folder / "random.csv", history, last_day)
            stated = issue.issue_month(opened, month, last_day, folder / month)
            issued = {(page.customer, page.currency): page for page in stated.statements}
            for account, page in issued.items():
                assert page.opening_minor == closing.get(account, 0) or (number == 1 and not closing)
                moved = sum(movement.line.amount_minor for movement in page.movements)
                assert page.opening_minor + moved == page.closing_minor
                assert not page.movements or page.movements[-1].balance_minor == page.closing_minor
            assert {account for account, minor in closing.items() if minor} <= issued.keys()
            closing = {account: page.closing_minor for account, page in issued.items()}
            assert {account: minor for account, minor in closing.items() if minor} == balances(opened.position)


@contextmanager
def without_papers() -> Iterator[None]:
    """Printing is proved elsewhere."""
    with patch.object(issue, "StatementPrinter", BlankPaper), patch.object(issue, "export_sheets", lambda *asked: 0):
        yield


class BlankPaper:
    """Prints nothing but the number."""

    def __init__(self, *seller: object) -> None:
        pass

    def papers(self, issues: Iterator[issue.Issue]) -> Iterator[bytes]:
        for one in issues:
            yield one.statement.number.encode()


@st.composite
def changing_businesses(draw: st.DrawFn) -> list[Business]:
    """The book of three months' ends: rows come, go, and change their amounts and dates behind closed months."""
    whole = draw(businesses())
    versions = []
    for _ in range(3):
        rows = {}
        for table in ("deliveries", "receipts", "credits"):
            kept = [row for row in getattr(whole, table) if draw(st.integers(0, 4))]
            changed = [replace(row, minor=row.minor * 2) if not draw(st.integers(0, 4)) else row for row in kept]
            rows[table] = tuple(
                replace(row, date=draw(DAYS)) if not draw(st.integers(0, 6)) else row for row in changed
            )
        versions.append(replace(whole, **rows))
    return versions


def ages_as_the_practice_says(business: Business, day: dt.date) -> None:
    receivables = business.receivables()
    position = receivables.application.position_at(day)
    aged = aging_of(position, receivables.book.customers, AgingPolicy())
    found = zip(aged.holder, aged.currency, aged.buckets_minor.tolist(), strict=True)
    assert {(holder, currency): row for holder, currency, row in found if any(row)} == buckets(position)


PROPERTIES: dict[Callable[..., None], tuple[tuple[st.SearchStrategy, ...], int]] = {
    settles_as_the_practice_says: ((businesses(), POLICIES, ANY_DAY), 60),
    conserved: ((businesses(), ANY_DAY), 60),
    nothing_is_settled_twice: ((businesses(), POLICIES, ANY_DAY), 60),
    oldest_first: ((businesses(Features(deposits=False)), st.booleans(), ANY_DAY), 100),
    order_of_rows_never_matters: ((businesses(), st.integers(0, 99), ANY_DAY), 60),
    buckets_close_to_the_ledger: ((businesses(), POLICIES, ANY_DAY), 100),
    closing_is_the_next_opening: ((changing_businesses(), POLICIES), 25),
    the_future_changes_nothing: ((businesses(), POLICIES, ANY_DAY), 100),
    the_future_changes_no_balance: ((businesses(WITHOUT_MARKS), ANY_DAY), 40),
    paid_in_full: ((businesses(PLAIN), ANY_DAY), 60),
    amounts_times_k: ((businesses(WITHOUT_DISCOUNT), st.integers(2, 7), ANY_DAY), 60),
    a_customer_alone: ((businesses(), ANY_DAY), 40),
    days_later: ((businesses(replace(WITHOUT_DISCOUNT, terms=DAY_TERMS)), st.integers(1, 400), ANY_DAY), 60),
    a_receipt_moves_the_balance_by_itself: ((businesses(WITHOUT_MARKS), ANY_DAY), 40),
    a_bounced_receipt_was_never_there: ((businesses(), ANY_DAY), 80),
    a_delivery_in_two_parts: ((businesses(PLAIN), st.floats(0.1, 0.9), ANY_DAY), 60),
    a_receipt_in_two_parts: ((businesses(PLAIN), st.floats(0.1, 0.9), ANY_DAY), 60),
    disputes_never_change_money: ((businesses(WITHOUT_DISCOUNT), ANY_DAY), 60),
    ages_as_the_practice_says: ((businesses(), ANY_DAY), 60),
    rows_add_up_to_totals: ((businesses(), POLICIES, ANY_DAY), 60),
    day_by_day: ((businesses(PLAIN), ANY_DAY), 60),
}


def proved(check: Callable[..., None], *, until_seen: bool = False) -> Callable[[], None]:
    """A property, run over random books; or over many more, where it is to fail."""
    strategies, examples = PROPERTIES[check]
    phases = (Phase.generate,) if until_seen else (Phase.explicit, Phase.generate, Phase.shrink)
    configured = settings(
        # What Hypothesis draws depends on the modules that are loaded, so on which tests ran before.
        max_examples=5000 if until_seen else examples,
        derandomize=True,
        deadline=None,
        database=None,
        phases=phases,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    return configured(given(*strategies)(check))


@pytest.mark.parametrize("check", PROPERTIES, ids=lambda check: check.__name__)
def test_invariant(check: Callable[..., None]) -> None:
    proved(check)()


@pytest.mark.parametrize(
    ("days", "place"), [(0, 0), (1, 1), (30, 1), (31, 2), (60, 2), (61, 3), (90, 3), (91, 4), (180, 4), (181, 5)]
)
def test_the_edges_of_the_buckets(days: int, place: int) -> None:
    due = FIRST_DAY + 30 * ONE_DAY
    business = Business((Delivery("INV-1", "C-1", "EUR", FIRST_DAY, 500, "NET 30"),))
    receivables = business.receivables()
    aged = aging_of(
        receivables.application.position_at(due + days * ONE_DAY), receivables.book.customers, AgingPolicy()
    )
    assert aged.buckets_minor.tolist() == [[500 if column == place else 0 for column in range(6)]]


# --- broken on purpose ---------------------------------------------------------------------------------------------


def broken(module: object, name: str, wrong: Callable[[Callable], Callable]) -> Callable[[], object]:
    """A function of a module, done wrongly."""
    return lambda: patch.object(module, name, wrong(getattr(module, name)))


def ledger_without(side: str, column: str) -> Callable[[], object]:
    """Matching that does not look at a column of dates."""

    def wrong(position_at: Callable) -> Callable:
        def blind(ledger, *rest):
            rows = getattr(ledger, side)
            never = np.full(len(rows), np.datetime64("NaT", "D"))
            position = position_at(replace(ledger, **{side: replace(rows, **{column: never})}), *rest)
            return replace(position, ledger=ledger)

        return blind

    return broken(cash_application, "position_at", wrong)


def newest_first(in_order: Callable) -> Callable:
    def wrong(ledger, *rest):
        rows = in_order(ledger, *rest)[::-1]
        return rows[np.argsort(ledger.debits.account[rows], kind="stable")]

    return wrong


# What is broken, how, and which property sees it.
MUTANTS: dict[str, tuple[Callable[[], object], Callable[..., None]]] = {
    "the newest first": (broken(cash_application, "_in_settling_order", newest_first), oldest_first),
    "a day too many": (
        broken(cash_application, "position_at", lambda f: lambda *a: replace(f(*a[:-1], a[-1] + ONE_DAY), as_of=a[-1])),
        buckets_close_to_the_ledger,
    ),
    "an edge of a bucket": (
        broken(aging, "aged_sums", lambda f: lambda seat, since, *rest: f(seat, since - 1, *rest)),
        ages_as_the_practice_says,
    ),
    "a document lost": (
        broken(cash_application, "_in_settling_order", lambda f: lambda *a: f(*a)[1:]),
        buckets_close_to_the_ledger,
    ),
    "names unread": (
        broken(named_credits, "_follow_names", lambda f: lambda *a: None),
        settles_as_the_practice_says,
    ),
    "deposits not kept": (
        broken(named_credits._Names, "kept_minor", lambda f: lambda names: np.zeros_like(f(names))),
        settles_as_the_practice_says,
    ),
    "bounced receipts count": (ledger_without("credits", "bounced_on"), a_bounced_receipt_was_never_there),
    "disputes unseen": (ledger_without("debits", "disputed_on"), settles_as_the_practice_says),
    "bills settle at once": (
        broken(cash_application, "effective_date", lambda f: lambda ledger, _: ledger.credits.date),
        a_receipt_moves_the_balance_by_itself,
    ),
    "a discount for a week more": (
        broken(
            cash_application,
            "_debit_side",
            lambda f: lambda *a: f(*a)._replace(discount_until=f(*a).discount_until + 7),
        ),
        settles_as_the_practice_says,
    ),
    "a coin lost": (
        broken(settlement, "unapplied_minor", lambda f: lambda *a: np.maximum(f(*a) - (f(*a) == 7), 0)),
        conserved,
    ),
    "tolerance for everybody": (
        broken(cash_application, "_tolerance_minor", lambda f: lambda *a: f(*a) + 1),
        a_receipt_moves_the_balance_by_itself,
    ),
    "lines in the order of the rows": (
        broken(stated_lines, "_by_day_and_number", lambda f: lambda line: 0),
        order_of_rows_never_matters,
    ),
    "statements begin anew": (
        broken(statement, "stated_before", lambda f: lambda *a: {}),
        closing_is_the_next_opening,
    ),
    "changes behind a closed month unseen": (
        broken(
            statement,
            "_movements",
            lambda f: (
                lambda current, past, first: f(
                    {name: past.lines.get(name, line) for name, line in current.items()}, past, first
                )
            ),
        ),
        closing_is_the_next_opening,
    ),
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_property_sees_what_is_broken(mutant: str) -> None:
    breaking, check = MUTANTS[mutant]
    with breaking(), pytest.raises((AssertionError, Refused)):
        proved(check, until_seen=True)()
