"""Promises judged by receipts (B10): the rule by hand, and what must hold of any promises and receipts."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxl.practices.promises import Judged, Promise, Verdict, judged, promised_days
from arxl.tables.book import book_of
from arxl.tables.ranges import table_of_range
from arxl.tables.raw import RawBook

DAY = dt.date(2026, 6, 30)
DAYS = st.dates(dt.date(2026, 5, 1), dt.date(2026, 7, 10))
NAMES = st.sampled_from(["", "INV-1", "INV-2", "INV-1; INV-2"])
PROMISES = st.lists(st.tuples(DAYS, st.integers(0, 30), st.integers(1, 9), NAMES), max_size=5)
RECEIPTS = st.lists(st.tuples(DAYS, st.integers(1, 9), NAMES, st.none() | DAYS), max_size=6)

NOTHING: dict[str, dt.date] = {}


def told(promises, receipts, day=DAY, tolerance="0", settled=NOTHING):
    """(Promised day, amount, what came in, verdict) of each promise."""
    contacts = [
        ("2026-01-01" if day is None else day, "C-1", "call", amount, until, names)
        for day, until, amount, names in promises
    ]
    money = [
        (f"R-{nth}", "C-1", day, amount, names, bounced) for nth, (day, amount, names, bounced) in enumerate(receipts)
    ]
    numbers = ("INV-1", "INV-2")
    deliveries = [(number, "C-1", dt.date(2026, 1, 1), 1000, settled.get(number)) for number in numbers]
    tables = (
        table_of_range("Deliveries", [("Document No", "Customer ID", "Date", "Amount", "Settled On"), *deliveries]),
        table_of_range(
            "Receipts", [("Receipt No", "Customer ID", "Date", "Amount", "Applies To", "Bounced On"), *money]
        ),
        table_of_range(
            "Contacts",
            [("Date", "Customer ID", "Channel", "Promised Amount", "Promised On", "Documents"), *contacts],
        ),
    )
    book = book_of(RawBook("Book", tables), {"currency": "KRW"}, None)
    assert not [fault for fault in book.faults if fault.severity == "fault"]
    return [
        (one.promise.promised_on, one.promise.minor, one.paid_minor, str(one.verdict))
        for one in judged(book, day, Decimal(tolerance))
    ]


def may(day: int) -> dt.date:
    return dt.date(2026, 5, day)


@pytest.mark.parametrize(
    ("receipts", "verdict"),
    [
        ([(may(10), 100, "", None)], "kept"),
        ([(may(20), 60, "", None), (may(4), 40, "", None)], "kept"),
        ([(may(3), 100, "", None)], "broken"),
        ([(may(21), 100, "", None)], "broken"),
        ([(may(10), 99, "", None)], "partly kept"),
        ([(may(10), 100, "", may(12))], "broken"),
        ([], "broken"),
    ],
)
def test_a_promise_of_100_from_the_4th_to_the_20th(receipts, verdict) -> None:
    assert told([(may(4), may(20), 100, "")], receipts)[0][3] == verdict


def test_a_promise_is_judged_the_day_after() -> None:
    promise, receipt = [(may(4), may(20), 100, "")], [(may(10), 100, "", None)]
    assert told(promise, receipt, may(20))[0][3] == "not due yet"
    assert told(promise, receipt, may(21))[0][3] == "kept"


def test_what_is_promised_again_before_its_day_is_not_broken() -> None:
    found = told([(may(4), may(20), 100, ""), (may(19), may(28), 100, "")], [])
    assert [verdict for *_, verdict in found] == ["replaced", "broken"]
    found = told([(may(4), may(20), 100, ""), (may(20), may(28), 100, "")], [])
    assert [verdict for *_, verdict in found] == ["broken", "broken"]


def test_documents_that_a_promise_names_are_looked_for() -> None:
    receipts = [(may(10), 100, "INV-2", None), (may(11), 50, "INV-1", None)]
    assert told([(may(4), may(20), 100, "INV-1")], receipts)[0][2:] == (50, "partly kept")
    assert told([(may(4), may(20), 100, "")], receipts)[0][2:] == (150, "kept")
    unnamed = [(may(12), 60, "", None)]
    assert told([(may(4), may(20), 100, "INV-1")], receipts + unnamed)[0][2:] == (110, "kept")


def test_a_receipt_that_names_amounts_counts_document_by_document() -> None:
    receipts = [(may(10), 100, "INV-1:30; INV-2", None)]
    assert told([(may(4), may(20), 100, "INV-1")], receipts)[0][2:] == (30, "partly kept")
    promises = [(may(4), may(20), 30, "INV-1"), (may(4), may(21), 70, "INV-2")]
    assert [paid for _, _, paid, _ in told(promises, receipts)] == [30, 70]


def test_a_date_in_settled_on_is_a_receipt_in_full() -> None:
    assert told([(may(4), may(20), 1000, "INV-1")], [], settled={"INV-1": may(10)})[0][2:] == (1000, "kept")
    assert told([(may(4), may(20), 1000, "INV-2")], [], settled={"INV-1": may(10)})[0][2:] == (0, "broken")


def test_a_promise_for_a_day_before_its_contact_is_not_judged() -> None:
    assert told([(may(20), may(4), 100, "")], []) == []


def test_a_promise_about_the_same_replaces_and_one_about_another_does_not() -> None:
    def verdicts(first: str, second: str) -> list[str]:
        return [row[3] for row in told([(may(4), may(20), 100, first), (may(10), may(28), 100, second)], [])]

    assert verdicts("INV-1", "INV-2") == ["broken", "broken"]
    assert verdicts("INV-1", "INV-1; INV-2") == verdicts("", "INV-1") == verdicts("INV-1", "") == ["replaced", "broken"]


def outstanding(*rows: tuple[dt.date, int, str]) -> list[Judged]:
    return [
        Judged(Promise(may(1), "C-1", "KRW", minor, day, frozenset(filter(None, [names]))), 0, Verdict.OPEN)
        for day, minor, names in rows
    ]


def test_a_small_promise_does_not_hide_a_large_debt() -> None:
    items = [("INV-1", 500), ("INV-2", 300), ("INV-3", 200)]
    assert promised_days(outstanding((may(20), 499, "")), items) == {}
    assert promised_days(outstanding((may(20), 799, "")), items) == {"INV-1": may(20)}
    assert promised_days(outstanding((may(20), 1, "INV-2")), items) == {"INV-2": may(20)}
    both = outstanding((may(20), 500, ""), (may(22), 500, ""))
    assert promised_days(both, items) == {"INV-1": may(20), "INV-2": may(22), "INV-3": may(22)}


def test_a_receipt_counts_once_for_the_earliest_promise() -> None:
    promises = [(may(4), may(25), 100, "INV-1"), (may(4), may(20), 100, "")]
    assert told(promises, [(may(10), 100, "INV-1", None)]) == [
        (may(20), 100, 100, "kept"),
        (may(25), 100, 0, "broken"),
    ]


def test_a_rest_within_the_tolerance_is_kept() -> None:
    assert told([(may(4), may(20), 100, "")], [(may(10), 98, "", None)], tolerance="2")[0][3] == "kept"


def about_the_same(one: str, other: str) -> bool:
    """Whether both name a document, or one of them names none."""
    return not one or not other or bool(set(one.split("; ")) & set(other.split("; ")))


@given(PROMISES, RECEIPTS, DAYS)
def test_against_the_rule_read_aloud(promises, receipts, day) -> None:
    """Promise by promise, earliest day first, each receipt struck off a list once it is used."""
    made = [(begun, begun + dt.timedelta(days), 10 * amount, names) for begun, days, amount, names in promises]
    came = [(date, 10 * amount, names, late) for date, amount, names, late in receipts if not late or late >= date]
    left = [row for row in came if row[0] <= day and not (row[3] and row[3] <= day)]
    expected = []
    for begun, until, amount, names in sorted(made, key=lambda one: (one[1], one[0], one[2])):
        if begun > day:
            continue
        again = [
            other for other in made if other[0] <= day and begun < other[0] < until and about_the_same(names, other[3])
        ]
        used = [row for row in left if begun <= row[0] <= until and about_the_same(names, row[2])]
        if again:
            expected.append((until, amount, 0, "replaced"))
            continue
        for row in used:
            left.remove(row)
        paid = sum(row[1] for row in used)
        judged_yet = day > until
        verdict = "kept" if paid >= amount else "partly kept" if paid else "broken"
        expected.append((until, amount, paid, verdict if judged_yet else "not due yet"))
    assert sorted(told(made, came, day)) == sorted(expected)
