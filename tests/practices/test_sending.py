"""What became of a sending, however attempts and rows of the Decisions sheet follow each other (practice B4)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxl.practices.recipients import address_in
from arxl.practices.sending import SendingState, doubtful_sendings, sending_statuses
from arxl.tables.book import book_of
from arxl.tables.history import NO_HISTORY, History, IssuedPaper, RecordedDecision, Sending, SendingOutcome
from arxl.tables.ranges import table_of_range
from arxl.tables.raw import RawBook
from arxl.tables.schema import Decisions

NUMBER, CUSTOMER = "LT2026-00001", "C-1"
FIRST = dt.date(2026, 10, 1)
PAPER = IssuedPaper("letter", NUMBER, CUSTOMER, "EUR", "1", FIRST, "letter.pdf", "0" * 64)

DAYS = st.integers(0, 6).map(lambda days: FIRST + dt.timedelta(days=days))
OUTCOMES = st.sampled_from(["sent", "refused", "drafted", ""])


def decisions(*rows: tuple[str, str, str, str]) -> Decisions:
    cells = [("Date", "Kind", "Reference", "Customer ID"), *rows]
    table = table_of_range("Decisions", cells)
    return book_of(RawBook("Book", (table,)), {"currency": "EUR"}, FIRST).decisions


NONE = decisions()


def made(day: dt.date, kind: str) -> RecordedDecision:
    return RecordedDecision(day, CUSTOMER, kind, NUMBER, "", "Ana", "", None)


def history(attempts: list[tuple[dt.date, str]], said: list[RecordedDecision]) -> History:
    sendings = tuple(
        Sending(f"<{nth}@x>", NUMBER, CUSTOMER, "a@x.example", "smtp", day) for nth, (day, _) in enumerate(attempts)
    )
    outcomes = tuple(
        SendingOutcome(f"<{nth}@x>", outcome, "250", day) for nth, (day, outcome) in enumerate(attempts) if outcome
    )
    return History(papers=(PAPER,), sendings=sendings, outcomes=outcomes, decisions=tuple(said))


@given(st.lists(OUTCOMES, max_size=5), st.lists(DAYS, max_size=4), st.booleans())
def test_nothing_goes_out_twice_without_a_row_of_its_own(
    outcomes: list[str], released: list[dt.date], in_reverse: bool
) -> None:
    """Whoever sends whenever the status lets them: each attempt that may have gone out costs one row "not sent"."""
    rows = [made(day, "not sent") for day in (sorted(released, reverse=in_reverse))]
    attempts: list[tuple[dt.date, str]] = []
    for outcome in outcomes:
        status = sending_statuses(NONE, history(attempts, rows))[NUMBER]
        today = attempts[-1][0] if attempts else FIRST
        if status.state not in (SendingState.TO_SEND, SendingState.REFUSED):
            break
        if any(row.date >= today for row in status.unused):
            today = max(row.date for row in status.unused) + dt.timedelta(days=1)
        attempts.append((today, outcome))
    perhaps_sent = sum(outcome != "refused" for _, outcome in attempts)
    assert perhaps_sent <= 1 + len(rows)
    status = sending_statuses(NONE, history(attempts, rows))[NUMBER]
    assert status.attempts == len(attempts)
    assert len(rows) - len(status.unused) <= perhaps_sent


@given(st.lists(st.tuples(DAYS, OUTCOMES), max_size=3), st.lists(DAYS, max_size=3), DAYS)
def test_sent_has_the_last_word_of_its_day(
    attempts: list[tuple[dt.date, str]], released: list[dt.date], day: dt.date
) -> None:
    rows = [*(made(other, "not sent") for other in released if other <= day), made(day, "sent")]
    assert sending_statuses(NONE, history(sorted(attempts), rows))[NUMBER].state is SendingState.SENT


@pytest.mark.parametrize(
    ("outcome", "state"),
    [("", "in doubt"), ("sent", "sent"), ("refused", "refused"), ("drafted", "drafted")],
)
def test_the_last_outcome_counts_and_earlier_days_do_not_know_it(outcome: str, state: str) -> None:
    known = history([(FIRST + dt.timedelta(days=2), outcome)], [])
    assert sending_statuses(NONE, known)[NUMBER].state == state
    assert sending_statuses(NONE, known, FIRST)[NUMBER].state == "to send"


def test_rows_of_the_sheet_count_before_the_register_knows_them() -> None:
    sheet = decisions(("2026-10-02", "not sent", NUMBER, ""), ("2026-10-02", "sent", "LT2026-00009", CUSTOMER))
    known = history([(FIRST, "")], [])
    assert sending_statuses(sheet, known)[NUMBER].state == "to send"
    (doubtful,) = doubtful_sendings(sheet, known)
    assert (doubtful.place, "LT2026-00009" in str(doubtful)) == ("Decisions!C3", True)
    assert doubtful_sendings(sheet, NO_HISTORY) == ()


def test_a_row_of_another_customer_does_nothing() -> None:
    sheet = decisions(("2026-10-02", "not sent", NUMBER, "C-2"))
    assert sending_statuses(sheet, history([(FIRST, "")], []))[NUMBER].state == "in doubt"
    assert len(doubtful_sendings(sheet, history([], []))) == 1


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("ana@casa.example", "ana@casa.example"),
        ("  Ana.Pop+ar@Casa.Example ", "Ana.Pop+ar@Casa.Example"),
        ("x@müller.example", "x@xn--mller-kva.example"),
        ("x@example.한국", "x@example.xn--3e0b707e"),
        ("", None),
        ("ana", None),
        ("ana@casa", None),
        ("ana@@casa.example", None),
        (".ana@casa.example", None),
        ("a b@casa.example", None),
        ("Ana <ana@casa.example>", None),
        ("ana@casa.example, bob@casa.example", None),
        ("ana@casa.example\r\nBcc: spy@x.example", None),
        ("añá@casa.example", None),
        ("ana@-casa.example", None),
        ("ana@casa..example", None),
        (f"{'a' * 65}@casa.example", None),
        (f"ana@{'a' * 64}.example", None),
        (f"ana@{'.'.join(['a' * 60] * 5)}.example", None),
    ],
)
def test_an_address_is_one_address(text: str, address: str | None) -> None:
    assert address_in(text) == address


@given(st.text())
def test_whatever_is_taken_for_an_address_is_ascii_with_one_at_and_no_space(text: str) -> None:
    address = address_in(text)
    if address is not None:
        assert address.isascii()
        assert address.count("@") == 1
        assert not any(sign.isspace() or sign in ",;<>\"'()" for sign in address.replace("'", ""))
