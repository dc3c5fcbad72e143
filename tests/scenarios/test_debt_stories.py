"""Stories of debts that go bad: classes, write-offs, and money that comes in all the same (C2, C3)."""

from __future__ import annotations

import pytest

from arxl.errors import Faulty
from arxl.jobs.desk.debts import debts
from arxl.tables.result import ResultTable

from .story import CommandLine, Day, Story, balances_of, lines_of

BAD = """
    2026-01-05 delivery INV-1 to C-1 of 1000.00, Due Date: 2026-02-04
    2026-01-20 delivery INV-2 to C-1 of 300.00, Due Date: 2026-02-19
"""
WRITTEN_OFF = "2026-03-31 decision write-off for C-1, Reference: INV-1, By: Owner, Reason: shop is gone"


def sheet(day: Day, title: str) -> ResultTable:
    return next(one.table for one in debts(day.opened).sheets if one.table.title == title)


def said(table: ResultTable, *keys: str) -> list[tuple[str, ...]]:
    """Some columns, as they read."""
    columns = {column.key: column.cells for column in table.columns}
    rows = zip(*(columns[key] for key in keys), strict=True)
    return [tuple(str(cell[0]) if isinstance(cell, tuple) else str(cell) for cell in row) for row in rows]


def test_a_write_off_lowers_the_balance_from_its_day_on(story: Story) -> None:
    story.tells(BAD).tells(WRITTEN_OFF)
    assert story.on("2026-03-30").open == {"INV-1": "1000.00", "INV-2": "300.00"}
    day = story.on("2026-03-31")
    assert day.open == {"INV-2": "300.00"}
    assert day.balances == {("C-1", "EUR"): "300.00"}
    assert day.paid == ["INV-1 write-off INV-1 1000.00 write-off"]
    assert day.unapplied == {}


def test_written_off_and_paid_later_the_debt_comes_back(story: Story) -> None:
    story.tells(BAD).tells(WRITTEN_OFF)
    story.tells("2026-05-10 receipt R-1 from C-1 of 400.00, Applies To: INV-1")
    assert story.on("2026-05-09").balances == {("C-1", "EUR"): "300.00"}
    day = story.on("2026-05-10")
    assert day.open == {"INV-2": "300.00"}
    assert day.balances == {("C-1", "EUR"): "300.00"}
    assert day.paid == ["R-1 INV-1 400.00 named", "INV-1 write-off INV-1 600.00 write-off"]
    keys = ("document", "by", "written_off", "recovered", "recovered_on", "left")
    assert said(sheet(day, "Written off"), *keys) == [
        ("INV-1", "Owner", "1,000.00 EUR", "400.00 EUR", "2026-05-10", "600.00 EUR")
    ]
    march, april, may = (
        story.issues("2026-03", "2026-04-01")
        + story.issues("2026-04", "2026-05-01")
        + story.issues("2026-05", "2026-06-01")
    )
    assert lines_of(march) == ["2026-03-31 write-off INV-1 write-off -1000.00"]
    assert balances_of(march) == ("1300.00", "300.00")
    assert balances_of(april) == ("300.00", "300.00")
    assert sorted(lines_of(may)) == ["2026-05-10 receipt R-1 -400.00", "2026-05-10 write-off reversed R-1 400.00"]
    assert balances_of(may) == ("300.00", "300.00")


def test_receipts_that_name_nothing_pass_a_written_off_debt_over_and_take_it_with_what_is_left(story: Story) -> None:
    story.tells(BAD).tells(WRITTEN_OFF)
    story.tells("2026-05-10 receipt R-1 from C-1 of 450.00")
    day = story.on("2026-05-10")
    assert day.paid == [
        "R-1 INV-2 300.00 oldest",
        "R-1 INV-1 150.00 oldest",
        "INV-1 write-off INV-1 850.00 write-off",
    ]
    assert day.balances == {}
    assert day.unapplied == {}
    story.tells("2026-05-11 delivery INV-3 to C-1 of 100.00")
    assert story.on("2026-05-11").paid[1:] == [
        "R-1 INV-3 100.00 oldest",
        "R-1 INV-1 50.00 oldest",
        "INV-1 write-off INV-1 950.00 write-off",
    ]


def test_a_part_is_written_off_and_the_rest_stays_owed(story: Story) -> None:
    story.tells(BAD)
    story.tells("2026-03-31 decision write-off for C-1 of 250.00, Reference: INV-1, By: Owner")
    story.tells("2026-04-30 decision write-off for C-1 of 50, Reference: INV-1, By: Owner")
    assert story.on("2026-03-31").open == {"INV-1": "750.00", "INV-2": "300.00"}
    assert story.on("2026-04-30").open == {"INV-1": "700.00", "INV-2": "300.00"}
    story.tells("2026-05-05 receipt R-1 from C-1 of 1000.00")
    paid = story.on("2026-05-05")
    assert paid.open == {}
    assert paid.paid[:2] == ["R-1 INV-1 700.00 oldest", "R-1 INV-2 300.00 oldest"]
    assert paid.paid[2:] == [
        "INV-1 write-off INV-1 250.00 write-off",
        "INV-1 write-off 2 INV-1 50.00 write-off",
    ]


def test_earlier_money_settles_a_document_as_ever_before_it_is_written_off(story: Story) -> None:
    story.tells(BAD).tells(WRITTEN_OFF)
    story.tells("2026-03-01 receipt R-0 from C-1 of 400.00")
    assert story.on("2026-03-31").paid == ["R-0 INV-1 400.00 oldest", "INV-1 write-off INV-1 600.00 write-off"]


def test_a_write_off_in_a_closed_month_shows_as_an_earlier_period(story: Story) -> None:
    story.tells(BAD)
    (march,) = story.issues("2026-03", "2026-04-01")
    story.tells(WRITTEN_OFF)
    (april,) = story.issues("2026-04", "2026-05-01")
    assert balances_of(march)[1] == balances_of(april)[0] == "1300.00"
    assert lines_of(april) == ["earlier: 2026-03-31 write-off INV-1 write-off -1000.00"]
    assert balances_of(april)[1] == "300.00"


def test_a_write_off_that_is_recorded_counts_though_its_row_is_changed_or_gone(story: Story) -> None:
    story.tells(BAD).tells(WRITTEN_OFF)
    story.issues("2026-03", "2026-04-01")
    story.changes_decision("write-off", Value="10.00")
    day = story.on("2026-04-30")
    assert day.open == {"INV-2": "300.00"}
    assert [fault for fault in day.faults if "was recorded otherwise" in fault]
    with pytest.raises(Faulty, match="was recorded otherwise"):
        story.issues("2026-04", "2026-05-01")


def test_the_next_years_book_opens_with_what_is_left_and_writes_nothing_off_twice(story: Story) -> None:
    story.tells(BAD)
    story.tells("2026-03-31 decision write-off for C-1 of 250.00, Reference: INV-1, By: Owner")
    story.issues("2026-03", "2026-04-01")
    anew = Story(story.path.parent, "Next").tells("""
        2026-01-05 delivery INV-1 to C-1 of 750.00, Kind: opening
        2026-01-20 delivery INV-2 to C-1 of 300.00, Kind: opening
        2026-04-10 delivery INV-9 to C-1 of 10.00
    """)
    day = anew.on("2026-04-30")
    assert day.open == {"INV-1": "750.00", "INV-2": "300.00", "INV-9": "10.00"}
    (april,) = anew.issues("2026-04", "2026-05-01")
    assert balances_of(april) == ("1050.00", "1060.00")
    assert lines_of(april) == ["2026-04-10 invoice INV-9 10.00"]


@pytest.mark.parametrize(
    ("decision", "fact"),
    [
        ("2026-03-31 decision write-off for C-1, Reference: INV-1", 'the write-off of "INV-1" has no "By".'),
        ("2026-03-31 decision write-off for C-1, Reference: INV-7, By: Owner", '"INV-7" is no document'),
        ("2026-03-31 decision write-off for C-2, Reference: INV-1, By: Owner", '"INV-1" is no document'),
        ("2026-03-31 decision write-off, Reference: INV-5, By: Owner", '"INV-5" is a document of several'),
        ("2026-03-31 decision write-off of 0, Reference: INV-1, By: Owner", "which is no amount in EUR"),
        ("2026-03-31 decision write-off, Value: half, Reference: INV-1, By: Owner", "which is no amount in EUR"),
        ("2025-12-31 decision write-off, Reference: INV-1, By: Owner", "before the document of 2026-01-05"),
    ],
)
def test_a_write_off_that_cannot_be_carried_out_is_a_fault_and_changes_nothing(
    story: Story, decision: str, fact: str
) -> None:
    story.tells(BAD)
    story.tells("2026-01-20 delivery INV-5 to C-1 of 5.00\n2026-01-20 credit INV-5 for C-2 of -5.00")
    before = story.on("2026-04-30").open
    story.tells(decision)
    day = story.on("2026-04-30")
    assert day.open == before
    assert [fault for fault in day.faults if fact in fault]
    with pytest.raises(Faulty, match=r"write-off|document"):
        story.issues("2026-03", "2026-04-01")


def test_a_bankrupt_customers_debts_are_dead_whatever_their_age(story: Story) -> None:
    story.tells(BAD)
    story.tells("customer C-1, Name: First Shop, Gone On: 2026-03-15, Gone As: bankrupt")
    before = said(sheet(story.on("2026-03-14"), "Debts"), "document", "class", "why")
    assert before == [
        ("INV-1", "collecting", "38 days past due; up to 90 is in this class."),
        ("INV-2", "collecting", "23 days past due; up to 90 is in this class."),
    ]
    day = story.on("2026-03-15")
    assert said(sheet(day, "Debts"), "document", "class", "why") == [
        ("INV-1", "dead", "The debtor is bankrupt since 2026-03-15."),
        ("INV-2", "dead", "The debtor is bankrupt since 2026-03-15."),
    ]
    assert said(sheet(day, "Expected loss"), "class", "open", "loss_percent", "loss") == [
        ("dead", "1,300.00 EUR", "1.000000", "1,300.00 EUR")
    ]


def test_what_has_lapsed_is_dead_before_its_time(story: Story) -> None:
    story.tells(
        "company Country, Value: TW\npolicy limitation_years, Value: TW 1\npolicy debt_classes, Value: 90; 365; 900"
    )
    story.tells(BAD)
    rows = said(sheet(story.on("2027-02-10"), "Debts"), "document", "class", "why")
    assert rows == [
        ("INV-1", "dead", "The debt has lapsed: it can no longer be claimed."),
        ("INV-2", "doubtful", "356 days past due; up to 365 is in this class."),
    ]


def test_under_twelve_months_of_history_the_loss_is_policys(story: Story) -> None:
    story.tells(BAD)
    rates = said(sheet(story.on("2027-01-04"), "Roll rates"), "class", "loss_percent", "source")
    assert [loss for _, loss, _ in rates] == ["0.010000", "0.050000", "0.250000", "0.600000", "1.000000"]
    assert {source for *_, source in rates[:4]} == {"Policy: the book has less than 12 months of history."}


def test_after_twelve_months_the_books_own_roll_rates_count_where_there_are_documents_enough(story: Story) -> None:
    for nth in range(10):
        story.tells(f"2025-01-10 delivery INV-{nth} to C-{nth} of 100.00, Due Date: 2025-02-09")
    for nth in range(4):  # paid in time
        story.tells(f"2025-02-01 receipt R-{nth} from C-{nth} of 100.00, Applies To: INV-{nth}")
    story.tells("2025-03-31 receipt R-4 from C-4 of 100.00\n2025-03-31 receipt R-5 from C-5 of 50.00")
    rows = said(
        sheet(story.on("2026-01-10"), "Roll rates"), "class", "documents", "roll_rate", "loss_percent", "source"
    )
    assert rows[0] == ("current", "10", "0.600000", "0.030000", "Own figures.")
    assert rows[1] == ("collecting", "6", "0.750000", "0.050000", "Policy: 6 documents, of which 10 are needed.")
    rows = said(
        sheet(story.on("2026-01-10", loss_least_documents="4"), "Roll rates"), "class", "roll_rate", "loss_percent"
    )
    assert rows == [
        ("current", "0.600000", "0.270000"),
        ("collecting", "0.750000", "0.450000"),
        ("doubtful", "1.000000", "0.600000"),
        ("bad", "None", "0.600000"),
        ("dead", "None", "1.000000"),
    ]


def test_debts_and_recovery_answer_on_the_command_line(story: Story, arxl: CommandLine) -> None:
    story.tells(BAD).tells(WRITTEN_OFF)
    assert arxl("debts", story.path, "--as-of", "2026-06-30", "--format", "json").status == 0
    told = arxl("recovery", story.path, "--as-of", "2026-12-31")
    assert told.status == 0
    assert "181" in told.out
