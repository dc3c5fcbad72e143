"""The ladder holds what it says (C1), on random books with promises, warnings, rules and days.

A level is never lower than its worst untreated reason, reckoned here customer by customer from the plain rows; who is
passed over without a closer look would have given no reason; the order of rows is nothing.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from arxl.practices.level_changes import changes_table, level_changes
from arxl.practices.promises import Verdict, judged
from arxl.practices.receivables import Receivables
from arxl.practices.supply import level_of, levels_on, supply_levels
from arxl.practices.supply_level import BY_DECISION, HELD, Supply
from arxl.practices.supply_records import Records
from arxl.practices.supply_rules import Ladder, rules_of
from arxl.practices.warning import warnings_of
from arxl.tables.desk_policy import WarningPolicy
from arxl.tables.history import NO_HISTORY
from arxl.tables.policy import SupplyPolicy
from arxl.tables.raw import RawTable

from .books import CUSTOMERS, DAYS, LATE_DAYS, MINOR, Business, Customer, businesses, major
from .test_releases import CUSTOMER_ROWS, RATES, RULES, rules_sheet, sheet

Promise = tuple[str, dt.date, int, int]  # customer, day of the contact, days until the promised one, minor units
Noted = tuple[str, dt.date, str, str]  # customer, day, signal, severity
Override = tuple[str, dt.date, int, int]  # customer, day, level, days until its end

PROMISES = st.lists(st.tuples(st.sampled_from(CUSTOMERS), DAYS, st.integers(0, 20), MINOR), max_size=4)
NOTED = st.lists(
    st.tuples(
        st.sampled_from(CUSTOMERS),
        DAYS,
        st.sampled_from(["lawsuit", "moving", "staff leaving"]),
        st.sampled_from(["", "low", "medium", "high"]),
    ),
    max_size=3,
)
OVERRIDES = st.lists(
    st.tuples(st.sampled_from(CUSTOMERS), LATE_DAYS, st.integers(0, 6), st.integers(0, 30)), max_size=2
)
THRESHOLDS = {
    "A": ((1, 1), (2, 31), (3, 46), (4, 61), (5, 91), (6, 181)),
    "B": ((1, 1), (2, 15), (3, 31), (4, 46), (5, 61), (6, 181)),
    "C": ((1, 1), (2, 8), (3, 15), (4, 31), (5, 46), (6, 181)),
    "D": ((1, 1), (2, 4), (3, 8), (4, 15), (5, 31), (6, 181)),
}


def contacts_sheet(promises: list[Promise]) -> RawTable:
    return sheet(
        "Contacts",
        {
            "Customer ID": [customer for customer, *_ in promises],
            "Date": [day for _, day, *_ in promises],
            "Promised Amount": [float(major(minor, "EUR")) for *_, minor in promises],
            "Promised On": [day + dt.timedelta(days) for _, day, days, _ in promises],
        },
    )


def signals_sheet(noted: list[Noted]) -> RawTable:
    customers, days, signals, severities = zip(*noted, strict=True) if noted else ((), (), (), ())
    return sheet(
        "Signals",
        {
            "Customer ID": [*customers],
            "Date": [*days],
            "Signal": [*signals],
            "Severity": [severity or None for severity in severities],
            "Evidence": ["seen"] * len(noted),
        },
    )


def overrides_sheet(overrides: list[Override]) -> RawTable:
    # the same customer and day twice with different levels is a fault, of which other tests tell
    kept = {(customer, day): (level, days) for customer, day, level, days in overrides}
    return sheet(
        "Decisions",
        {
            "Date": [day for _, day in kept],
            "Customer ID": [customer for customer, _ in kept],
            "Kind": ["override"] * len(kept),
            "Value": [level for level, _ in kept.values()],
            "By": ["Ana"] * len(kept),
            "Reason": ["fair"] * len(kept),
            "Until": [day + dt.timedelta(days) for (_, day), (_, days) in kept.items()],
        },
    )


def worst_reason(known: Receivables, customer: Customer, day: dt.date) -> int:
    """The highest level that the default rules call for, from plain rows; without batches and statements."""
    book, position = known.book, known.application.position_at(day)
    accounts, grade = position.ledger.accounts, customer.grade or "C"
    late, hopeless, exposure = 0, 0, 0
    for place in position.open_rows.tolist():
        account = int(position.debit_account[place])
        if accounts.customer[account] == customer.customer:
            days = (day - position.due_date[place].item()).days
            late = max(late, days)
            if position.ledger.debits.kind[position.debits[place]] != "refund":
                hopeless = max(hopeless, days)
    for account, currency in enumerate(accounts.currency.tolist()):
        if accounts.customer[account] == customer.customer and currency == "EUR":
            exposure += int(position.open_minor[position.debit_account == account].sum())
            exposure -= int(position.unapplied_minor[position.credit_account == account].sum())
    levels = [level for level, days in THRESHOLDS[min(grade, "D")] if late >= days]
    levels += [level for level, days in ((5, 181), (6, 366)) if hopeless >= days]
    levels += [6] if customer.gone_on and customer.gone_on <= day else []
    only_euros = all(
        currency == "EUR"
        for who, currency in zip(accounts.customer, accounts.currency, strict=True)
        if who == customer.customer
    )
    if customer.limit is not None and only_euros:
        limit = customer.limit
        reached = [Decimal(exposure) >= Decimal(part) * limit for part in ("0.8", "1", "1.2")] if exposure > 0 else []
        levels += [level for level, is_reached in zip((1, 2, 4), reached, strict=False) if is_reached]
    broken = [
        one
        for one in judged(book, day, Decimal(0))
        if one.promise.customer == customer.customer
        and one.verdict is Verdict.BROKEN
        and day - one.promise.promised_on <= dt.timedelta(90)
    ]
    levels += [level for level, count in ((3, 1), (5, 2)) if len(broken) >= count]
    warned = warnings_of(known, position, NO_HISTORY, WarningPolicy())
    levels += [one.level for one in warned if one.customer == customer.customer and not one.closed]
    return max([*levels, 4 if grade == "E" else 0])


@settings(max_examples=60, derandomize=True, deadline=None)
@given(businesses(), CUSTOMER_ROWS, PROMISES, NOTED, OVERRIDES, LATE_DAYS, st.sampled_from([0, 3]), st.integers(0, 99))
def test_a_level_is_never_lower_than_its_worst_untreated_reason(
    business: Business,
    customers: tuple[Customer, ...],
    promises: list[Promise],
    noted: list[Noted],
    overrides: list[Override],
    day: dt.date,
    release_days: int,
    seed: int,
) -> None:
    business = replace(business, customers=customers)
    further = RATES, contacts_sheet(promises), signals_sheet(noted), overrides_sheet(overrides)
    known, policy = business.receivables(*further), SupplyPolicy(release_days=release_days)
    position = known.application.position_at(day)
    levels = supply_levels(known.application, position, known.book, NO_HISTORY, policy)
    rows = {row.customer: row for row in levels.rows}
    undelivered = {order.customer for order in business.orders}
    for customer in customers:
        row, worst = rows[customer.customer], worst_reason(known, customer, day)
        names = [cause.name for cause in row.causes]
        assert len(row.reasons) == len(row.causes)
        if BY_DECISION in names:
            assert row.reasons[0].text.startswith("Level {level} by decision of {by}")
            assert row.level == row.causes[0].level
            continue
        assert row.level >= worst
        assert row.level == max((cause.level for cause in row.causes), default=0)
        if not {"exposure/limit", "open batches", HELD} & set(names) and customer.customer not in undelivered:
            assert row.level == worst
    mixed = shuffled(business, seed)
    again = mixed.receivables(*(rows_shuffled(table, seed) for table in further))
    other = supply_levels(again.application, again.application.position_at(day), again.book, NO_HISTORY, policy)
    assert said(levels.rows) == said(other.rows)


def shuffled(business: Business, seed: int) -> Business:
    def mixed(rows: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(random.Random(seed).sample(rows, len(rows)))

    tables = ("customers", "deliveries", "receipts", "credits", "orders")
    return replace(business, **{table: mixed(getattr(business, table)) for table in tables})


def rows_shuffled(table: RawTable, seed: int) -> RawTable:
    order = random.Random(seed).sample(range(len(table.rows)), len(table.rows))
    columns = tuple(replace(column, cells=column.cells[order]) for column in table.columns)
    return replace(table, columns=columns)


def said(rows: tuple[Supply, ...]) -> list[tuple[object, ...]]:
    return [
        (row.customer, row.level, row.grade, str(row.overdue), [*map(str, row.reasons)], [*map(str, row.release)])
        for row in rows
    ]


@settings(max_examples=150, derandomize=True, deadline=None)
@given(businesses(), CUSTOMER_ROWS, RULES, PROMISES, NOTED, LATE_DAYS, st.booleans(), st.booleans())
def test_who_is_passed_over_without_a_closer_look_gives_no_reason(
    business: Business,
    customers: tuple[Customer, ...],
    rules: list[tuple[str, int, float]],
    promises: list[Promise],
    noted: list[Noted],
    day: dt.date,
    count_disputed: bool,
    with_rates: bool,
) -> None:
    business = replace(business, customers=customers)
    rates = (RATES,) if with_rates else ()
    known = business.receivables(*rates, rules_sheet(rules), contacts_sheet(promises), signals_sheet(noted))
    records = Records(known.book, NO_HISTORY, SupplyPolicy(count_disputed=count_disputed))
    ladder = Ladder(rules_of(known.book.supply_rules)[0])
    standings = records.standings_on(known.application.position_at(day))
    slowly = [level_of(standing, ladder) for standing in standings]
    found = levels_on(standings, ladder)
    assert list(found.levels.values()) == [supply for supply, _ in slowly]
    assert {fault for _, faults in slowly for fault in faults} <= set(found.faults)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(businesses(), CUSTOMER_ROWS, PROMISES, NOTED, LATE_DAYS)
def test_a_change_says_what_is_new_and_what_is_gone(
    business: Business, customers: tuple[Customer, ...], promises: list[Promise], noted: list[Noted], day: dt.date
) -> None:
    known = replace(business, customers=customers).receivables(RATES, contacts_sheet(promises), signals_sheet(noted))
    before, now = (
        supply_levels(known.application, known.application.position_at(on), known.book, NO_HISTORY, SupplyPolicy())
        for on in (day - dt.timedelta(1), day)
    )
    changes = level_changes(before, now)
    assert len(changes_table(changes, known.book.customers)) == len(changes)
    levels = {row.customer: (row.level, was.level) for was, row in zip(before.rows, now.rows, strict=True)}
    assert {one.now.customer for one in changes} == {who for who, (new, old) in levels.items() if new != old}
    for one in changes:
        assert one.gained if one.now.level > one.before else one.gone
    for first, second in pairwise(changes):
        assert (first.way != "up", -first.now.level) <= (second.way != "up", -second.now.level)
