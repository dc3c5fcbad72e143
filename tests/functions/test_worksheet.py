"""Worksheet functions: cells are read and figures reckoned as in a book; for the rest there is a sentence."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arxl.functions import catalogue, kept
from arxl.functions.catalogue import CATALOGUE, function_named
from arxl.functions.worksheet import Sheet, answer

AS_OF = dt.date(2026, 10, 20)
DELIVERIES = (
    ("Document No", "Customer ID", "Date", "Amount"),
    ("INV-1", "C-1", dt.date(2026, 7, 10), 1000.0),
    ("INV-2", "C-1", dt.date(2026, 9, 20), 500.0),
)
RECEIPTS = (("Receipt No", "Customer ID", "Date", "Amount"), ("R-1", "C-1", dt.date(2026, 8, 31), 400.0))


def aging(deliveries: object, receipts: object = RECEIPTS, as_of: object = AS_OF, *rest: object, **host: Any) -> Any:
    """AGING in EUR; `rest` are the arguments behind the currency."""
    return answer("AGING", deliveries, receipts, as_of, None, None, "EUR", *rest, sheet=Sheet(**host))


def serial(day: dt.date, *, since: dt.date = dt.date(1899, 12, 30)) -> float:
    return float((day - since).days)


def with_days(table: Any, change: Any) -> Any:
    return tuple(tuple(change(cell) if isinstance(cell, dt.date) else cell for cell in row) for row in table)


# --- one reading of cells ------------------------------------------------------------------------------------------


def test_serial_numbers_are_days_of_the_workbooks_own_count() -> None:
    expected = aging(DELIVERIES)
    assert aging(with_days(DELIVERIES, serial), with_days(RECEIPTS, serial), serial(AS_OF)) == expected

    def since_1904(day: dt.date) -> float:
        return serial(day, since=dt.date(1904, 1, 1))

    mac = aging(with_days(DELIVERIES, since_1904), with_days(RECEIPTS, since_1904), since_1904(AS_OF), epoch_1904=True)
    assert mac == expected


def test_text_numbers_and_text_dates_are_read_as_in_a_file() -> None:
    texts = (
        ("Document No", "Customer ID", "Date", "Amount"),
        ("INV-1", "C-1", "2026年7月10日", "1.000,00"),
        ("INV-2", "C-1", "20-Sep-2026", "500,00 €"),
    )
    assert aging(texts) == aging(DELIVERIES)


def test_without_headers_the_columns_are_those_of_the_schema() -> None:
    body = (
        ("INV-1", "C-1", dt.date(2026, 7, 10), None, 1000.0),
        ("INV-2", "C-1", dt.date(2026, 9, 20), dt.date(2026, 9, 30), 500.0),
    )
    receipts = RECEIPTS[1:]
    assert [row[3:8] for row in aging(body, receipts)] == [(0.0, 500.0, 0.0, 600.0, 0.0)]


def test_title_rows_blank_rows_and_whole_columns_change_nothing() -> None:
    blank = (None, "", None, None)
    sheet = (("Deliveries 2026", None, None, None), blank, *DELIVERIES[:2], blank, *DELIVERIES[2:], *[blank] * 5000)
    assert aging(sheet) == aging(DELIVERIES)


def test_headers_in_another_language_and_in_another_order() -> None:
    turned = tuple((row[3], row[2], row[1], row[0]) for row in DELIVERIES[1:])
    assert aging((("Importe", "Fecha", "Código de cliente", "N.º de factura"), *turned)) == aging(DELIVERIES)


def test_the_order_of_rows_does_not_matter() -> None:
    assert aging((DELIVERIES[0], *reversed(DELIVERIES[1:]))) == aging(DELIVERIES)


# --- what is wrong is said -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", ["#N/A", -2146826246])
def test_an_error_cell_is_named_with_its_place(error: object) -> None:
    broken = (*DELIVERIES, ("INV-3", "C-1", dt.date(2026, 9, 21), error))
    assert aging(broken) == ("deliveries!D4: the cell holds the error #N/A. Correct its formula, or what it refers to.")


def test_the_first_fault_is_told_and_the_others_are_counted() -> None:
    broken = (*DELIVERIES, ("INV-3", "C-1", AS_OF, "abc"), ("INV-4", "C-1", None, 1.0))
    text = aging(broken)
    assert text.startswith('deliveries!D4: "abc" is no number.')
    assert text.endswith("Faults besides this one: 1.")


def test_policy_leaves_faulty_rows_out() -> None:
    broken = (*DELIVERIES, ("INV-3", "C-1", dt.date(2026, 9, 21), "abc"))
    policy = (("faulty_rows", "leave-out"),)
    assert aging(broken, RECEIPTS, AS_OF, None, None, None, None, policy) == aging(DELIVERIES)


def test_a_column_that_is_missing_is_named() -> None:
    text = aging((("Foo", "Customer ID", "Date"), ("INV-1", "C-1", AS_OF)))
    assert text == (
        'deliveries has no column "Amount". Found: Foo, Customer ID, Date. '
        "Rename the column, or map it on the Policy sheet."
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (("abc", RECEIPTS, AS_OF), 'deliveries: the argument is "abc", not a range.'),
        ((None, RECEIPTS, AS_OF), "deliveries: the argument is missing."),
        ((DELIVERIES, RECEIPTS, " "), "as_of: the argument is missing."),
        ((DELIVERIES, RECEIPTS, "-"), "as_of: the argument is missing."),
        ((DELIVERIES, RECEIPTS, "soon"), 'as_of: "soon" is no date.'),
        ((DELIVERIES, RECEIPTS, "#REF!"), "as_of: the cell holds the error #REF!."),
        ((DELIVERIES, RECEIPTS, "03/04/2026"), 'as_of: "03/04/2026" can be read as'),
        ((DELIVERIES, RECEIPTS, ((AS_OF, AS_OF),)), "as_of: the argument is a range; it takes one cell."),
        ((DELIVERIES, RECEIPTS, AS_OF, None, None, "wampum"), 'currency: "wampum" is no currency.'),
        ((DELIVERIES, RECEIPTS, AS_OF, None, None, "EUR", "maybe"), 'headers: "maybe" is none of TRUE, FALSE.'),
        ((DELIVERIES, RECEIPTS, AS_OF, None, None, "EUR", None, "9,3"), 'buckets is "9,3"; it takes'),
        ((DELIVERIES, RECEIPTS, AS_OF, None, None, "EUR", None, None, None, "town"), 'per: "town" is none of'),
        (
            (*[None] * 15,),
            "AGING takes 14 arguments. It is called as ARXL_AGING(deliveries, receipts, as_of, [cre",
        ),
    ],
)
def test_a_wrong_argument_is_named(given: tuple[object, ...], sentence: str) -> None:
    text = answer("AGING", *given)
    assert isinstance(text, str)
    assert text.startswith(sentence)
    assert text.endswith(".")


def test_a_missing_currency_names_the_argument() -> None:
    text = answer("AGING", DELIVERIES, RECEIPTS, AS_OF)
    assert isinstance(text, str)
    assert text.startswith("deliveries!D: no currency is said")
    assert "argument currency" in text


def test_an_unknown_country_is_the_country_arguments_fault() -> None:
    text = answer("DUE_DATE", "2026-01-31", "NET 30", "QQ")
    assert isinstance(text, str)
    assert text.startswith("country: ")


def test_nothing_is_due_after_the_last_day_of_the_calendar() -> None:
    last = dt.date(9999, 12, 31)
    assert answer("DUE_DATE", ((last,), (dt.date(2026, 1, 1),)), "NET 30") == ((last,), (dt.date(2026, 1, 31),))
    assert answer("DUE_DATE", last, "BATCH 1/45") == last
    late = (*DELIVERIES[:1], ("INV-1", "C-1", last, 1.0))
    assert answer("OPEN_ITEMS", late, RECEIPTS[:1], last, None, None, "EUR")[0][5] == last  # type: ignore[index]


def test_an_error_of_arxl_itself_is_a_sentence_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setitem(catalogue._BY_NAME, "AGING", (function_named("AGING"), broken))
    assert aging(DELIVERIES).startswith("AGING: arxl stopped at an error of its own (ZeroDivisionError: oh).")


# --- one spilled call ----------------------------------------------------------------------------------------------


def test_a_column_of_dates_with_one_flaw_answers_the_others() -> None:
    dates = ((dt.date(2026, 1, 5),), ("soon",), (None,), (dt.date(2026, 1, 6),))
    assert answer("DUE_DATE", dates, "NET 30") == (
        (dt.date(2026, 2, 4),),
        ('date: "soon" is no date. Write it as 2024-03-05.',),
        ("",),
        (dt.date(2026, 2, 5),),
    )


def test_terms_row_by_row() -> None:
    dates = ((dt.date(2026, 1, 5), dt.date(2026, 1, 5)), (dt.date(2026, 1, 5), None))
    terms = (("COD", "EOM 10"), ("soon", "NET 1"))
    found = answer("DUE_DATE", dates, terms)
    assert isinstance(found, tuple)
    assert found[0] == (dt.date(2026, 1, 5), dt.date(2026, 2, 10))
    assert str(found[1][0]).startswith('terms: "soon" is no terms of payment.')
    assert found[1][1] == ""
    text = answer("DUE_DATE", dates, (("COD",), ("COD",)))
    assert str(text).startswith("terms: the range has 2 cells, date has 4.")


def test_a_country_moves_due_dates_unless_told_otherwise() -> None:
    saturday = dt.date(2026, 5, 2)
    assert answer("DUE_DATE", saturday, "COD") == saturday
    assert answer("DUE_DATE", saturday, "COD", "ES") == dt.date(2026, 5, 4)
    assert answer("DUE_DATE", saturday, "COD", "ES", "none") == saturday
    assert answer("DUE_DATE", saturday, "COD", "ES", "preceding") == dt.date(2026, 4, 30)  # 1 May is a holiday
    assert answer("DUE_DATE", saturday, "COD", None, "preceding") == dt.date(2026, 5, 1)


def test_buckets_as_text_range_or_single_number() -> None:
    day = dt.date(2026, 9, 10)
    assert answer("BUCKET", day, AS_OF, "15,45") == "16–45 days"
    assert answer("BUCKET", day, AS_OF, ((15.0, 45.0),)) == "16–45 days"
    assert answer("BUCKET", day, AS_OF, ((15.0,), (45.0,), (None,))) == "16–45 days"
    assert answer("BUCKET", day, AS_OF, 15.0) == "over 15 days"
    assert answer("BUCKET", ((day,), (None,)), AS_OF) == (("31–60 days",), ("",))


def test_headings_and_sentences_in_the_language_of_the_sheet() -> None:
    chinese = aging(DELIVERIES, RECEIPTS, AS_OF, True, language="zh_CN")
    english = aging(DELIVERIES, RECEIPTS, AS_OF, True)
    assert chinese[0] != english[0]
    assert chinese[1:] == english[1:]
    by_policy = aging(DELIVERIES, RECEIPTS, AS_OF, True, None, None, None, (("Key", "Value"), ("language", "简体中文")))
    assert by_policy == chinese


def test_nothing_to_show() -> None:
    before = dt.date(2020, 1, 1)
    assert aging(DELIVERIES, RECEIPTS, before) == (("There is nothing to show on 2020-01-01.",),)
    assert len(aging(DELIVERIES, RECEIPTS, before, True)) == 1
    empty = answer("ALLOCATE", DELIVERIES[:1], RECEIPTS[:1], AS_OF, None, None, "EUR")
    assert empty == (("There is nothing to show on 2026-10-20.",),)


# --- settings ------------------------------------------------------------------------------------------------------


def test_policy_says_what_arguments_do_not() -> None:
    policy = (("Key", "Value"), ("buckets", "60"), ("default_terms", "COD"), ("currency", "EUR"))
    by_policy = answer("AGING", DELIVERIES, RECEIPTS, AS_OF, None, None, None, None, None, None, None, policy)
    assert by_policy == (("C-1", "C-1", "EUR", 0.0, 500.0, 600.0, 0.0, 1100.0, 0.0, 0.0),)
    by_argument = answer("AGING", DELIVERIES, RECEIPTS, AS_OF, None, None, None, None, "20", None, None, policy)
    assert by_argument == (("C-1", "C-1", "EUR", 0.0, 0.0, 1100.0, 0.0, 1100.0, 0.0, 0.0),)


def test_age_counted_from_the_document() -> None:
    assert aging(DELIVERIES, RECEIPTS, AS_OF, None, None, "document")[0][3:8] == (0.0, 500.0, 0.0, 0.0, 600.0)


def test_orders_keep_deposits_and_stock_makes_deliveries_due() -> None:
    deposit = (("Receipt No", "Customer ID", "Date", "Amount", "Applies To"), ("R-1", "C-1", AS_OF, 400.0, "O-7"))
    orders = (("Order No", "Customer ID", "Date", "Amount"), ("O-7", "C-1", dt.date(2026, 10, 1), 900.0))
    call = (None, None, "EUR", None, "unapplied", None)
    assert answer("ALLOCATE", DELIVERIES, deposit, AS_OF, *call, orders) == (("C-1", "EUR", "R-1", 400.0),)

    sold = ((*DELIVERIES[0], "Terms"), ("I", "C-1", dt.date(2026, 9, 1), 9.0, "SOLD 80/60"))
    stock = (("Date", "Customer ID", "Document No", "Sold %"), (dt.date(2026, 9, 30), "C-1", "I", 85.0))
    nothing = (("Receipt No", "Customer ID", "Date", "Amount"),)
    not_sold = aging(sold, nothing)
    is_sold = aging(sold, nothing, AS_OF, None, None, None, None, None, None, stock)
    assert (not_sold[0][3:5], is_sold[0][3:5]) == ((9.0, 0.0), (0.0, 9.0))


def test_supply_wants_a_rate_only_where_a_total_needs_it() -> None:
    dollars = ((*DELIVERIES[0], "Currency"), ("I", "C-1", dt.date(2026, 9, 1), 9.0, "USD"))
    rates = (("Currency", "Date", "Rate"), ("USD", dt.date(2026, 1, 1), 0.5))
    rules = (("Metric", "Level", "A"), ("overdue amount", 2.0, 4.5))
    nothing = (("Receipt No", "Customer ID", "Date", "Amount"),)
    text = answer("SUPPLY", dollars, nothing, AS_OF, None, None, "EUR", None, rules)
    assert str(text).startswith("rates: there is no rate for USD on or before 2026-10-20.")
    found = answer("SUPPLY", dollars, nothing, AS_OF, None, None, "EUR", None, rules, rates)
    assert isinstance(found, tuple)
    assert found[0][3:7] == (2, "reduced: orders cut to 50 %", 19, 4.5)
    wrong = answer(
        "SUPPLY", dollars, nothing, AS_OF, None, None, "EUR", None, (*rules, ("phase of the moon", 2.0, 1.0))
    )
    assert str(wrong).startswith('rules!A3: there is no metric "phase of the moon".')


# --- kept between calls --------------------------------------------------------------------------------------------


def test_a_changed_cell_is_never_answered_from_memory() -> None:
    for column, cell in ((0, "INV-9"), (1, "C-2"), (2, dt.date(2026, 9, 21)), (3, 500.01), (3, "500.02")):
        changed = list(DELIVERIES[2])
        changed[column] = cell
        table = (*DELIVERIES[:2], tuple(changed))
        warm = aging(DELIVERIES), aging(table)
        kept.forget()
        assert (aging(DELIVERIES), aging(table)) == warm


def test_the_same_ranges_are_typed_once() -> None:
    kept.forget()
    aging(DELIVERIES)
    aging(list(map(list, DELIVERIES)), RECEIPTS, dt.date(2026, 11, 20))
    answer("ALLOCATE", DELIVERIES, RECEIPTS, AS_OF, None, None, "EUR")
    assert kept.receivables.cache_info().misses == 1
    assert kept.position.cache_info().misses == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [(("ab", "c"), ("a", "bc")), (("1", None), (1.0, None)), ((True, 2.0), (1.0, 2.0)), (("", "x"), ("x", ""))],
)
def test_cells_that_look_alike_are_other_ranges(first: tuple[object, ...], second: tuple[object, ...]) -> None:
    def ranges(cells: tuple[object, ...]) -> kept.Ranges:
        rows = (DELIVERIES[0], *(("I", "C", AS_OF, cell) for cell in cells))
        return kept.ranges_of((kept.table("deliveries", "Deliveries", rows, epoch_1904=False),), "EUR")

    assert ranges(first) != ranges(second)
    assert ranges(first) == ranges(first)


@pytest.mark.parametrize("cell", [1.0, True, 1, Decimal(1), "1", -2146826246, -2146826246.0])
def test_numbers_of_different_types_are_other_cells(cell: object) -> None:
    kept.forget()
    for column in range(3):
        for other in (1.0, True, 1, Decimal(1), "1", -2146826246, -2146826246.0):
            row, another = ["INV-7", "C-1", AS_OF, 5.0], ["INV-7", "C-1", AS_OF, 5.0]
            row[column], another[column] = cell, other
            first, second = ((*DELIVERIES, tuple(cells)) for cells in (row, another))
            warm = aging(first), aging(second)
            kept.forget()
            assert aging(second) == warm[1]
            kept.forget()
            assert aging(first) == warm[0]


def test_only_the_column_of_a_changed_cell_is_typed_again() -> None:
    header = ("Document No", "Customer ID", "Date", "Amount")

    def columns(*cells: object) -> tuple[object, ...]:
        rows = (header, ("INV-1", "C-1", 46023.0, 5.0), cells)
        return kept.table("deliveries", "Deliveries", rows, epoch_1904=False).columns

    kept.forget()
    first = columns("INV-2", "C-1", 46024.0, 1.0)
    second = columns("INV-2", "C-1", 46024.0, 2.0)
    assert [one is other for one, other in zip(first, second, strict=True)] == [True, True, True, False]
    third = columns("INV-2", "C-1", 46024.0, True)  # equal to 1.0, and no amount
    assert third[3].cells.tolist() == [5.0, True]
    assert columns("INV-2", "C-1", 46024.0, 1.0)[3].cells.dtype.kind == "f"


def test_a_list_that_its_host_changes_is_read_again() -> None:
    kept.forget()
    rows = list(map(list, DELIVERIES))
    before = aging(rows)
    rows[2][3] = 700.0
    assert aging(rows) != before
    rows[2][3] = 500.0
    assert aging(rows) == before


def test_moments_of_other_time_zones_are_other_days() -> None:
    kept.forget()
    east, west = dt.timezone(dt.timedelta(hours=12)), dt.timezone(dt.timedelta(hours=-12))
    late = dt.datetime(2026, 9, 20, 23, tzinfo=west)
    same_moment = late.astimezone(east)
    assert late == same_moment
    dates = []
    for moment in (late, same_moment):
        rows = (DELIVERIES[0], ("INV-1", "C-1", moment, 900.0))
        found = answer("ALLOCATE", rows, RECEIPTS, AS_OF, None, None, "EUR", None, "open")
        assert isinstance(found, tuple)
        dates.append(found[0][4])
    assert dates == [dt.date(2026, 9, 20), dt.date(2026, 9, 21)]
    titled = (((moment, None, None, None), *DELIVERIES) for moment in (late, same_moment))
    first, second = (kept.table("deliveries", "Deliveries", rows, epoch_1904=False) for rows in titled)
    assert first is not second


def test_rows_of_different_lengths_are_kept_too() -> None:
    kept.forget()
    rows = (*DELIVERIES, ("INV-3", "C-1", AS_OF, 5.0, "note"), ())
    short = (*DELIVERIES, ("INV-3", "C-1", AS_OF, 5.0, "note", None), ())
    assert aging(rows) == aging(rows) == aging(short)
    assert kept.receivables.cache_info().misses == 2


def test_a_range_that_grows_is_another() -> None:
    kept.forget()
    assert aging(DELIVERIES[:2]) != aging(DELIVERIES) != aging((*DELIVERIES, ("INV-3", "C-1", AS_OF, 5.0)))


# --- invariants ----------------------------------------------------------------------------------------------------

amounts = st.decimals(Decimal("0.01"), Decimal("99999.99"), places=2).map(float)
days = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
customers = st.sampled_from(["C-1", "C-2", "7", "0007"])
records = st.lists(st.tuples(customers, days, amounts), max_size=12)


@settings(max_examples=40, deadline=None)
@given(deliveries=records, receipts=records, as_of=days)
def test_buckets_less_unapplied_are_the_balance_and_open_items_are_the_buckets(
    deliveries: list[tuple[str, dt.date, float]], receipts: list[tuple[str, dt.date, float]], as_of: dt.date
) -> None:
    owed = (DELIVERIES[0], *((f"D-{row}", *record) for row, record in enumerate(deliveries)))
    paid = (RECEIPTS[0], *((f"R-{row}", *record) for row, record in enumerate(receipts)))
    aged = aging(owed, paid, as_of)
    rows = {row[0]: row for row in aged} if len(aged[0]) > 1 else {}
    items = answer("ALLOCATE", owed, paid, as_of, None, None, "EUR", None, "open")
    assert isinstance(items, tuple)
    open_items = items if len(items[0]) > 1 else ()
    for customer in {record[0] for record in (*deliveries, *receipts)}:
        cents = sum(round(amount * 100) for who, day, amount in deliveries if who == customer and day <= as_of)
        cents -= sum(round(amount * 100) for who, day, amount in receipts if who == customer and day <= as_of)
        row = rows.get(customer)
        if row is None:
            assert cents == 0
            continue
        *_, unapplied, balance, _, _ = row
        assert round(balance * 100) == cents
        assert round((sum(row[3:9]) - unapplied) * 100) == cents
        assert round(sum(item[8] for item in open_items if item[0] == customer) * 100) == round(sum(row[3:9]) * 100)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.none(), st.text(max_size=8), st.floats(), st.booleans(), days), max_size=9))
def test_whatever_the_cells_hold_a_function_answers(values: list[object]) -> None:
    rows = (("Document No", "Customer ID", "Date"), *(tuple(values[at : at + 3]) for at in range(0, len(values), 3)))
    for function in CATALOGUE:
        found = answer(function.name, rows, rows, values[0] if values else AS_OF)
        assert "error of its own" not in str(found)
        for argument in values:
            assert "error of its own" not in str(answer(function.name, argument, argument, argument))


ALONE = {
    "DUE_DATE": ("2026-01-31", "NET 30"),
    "DAYS_PAST_DUE": (AS_OF, AS_OF),
    "BUCKET": (AS_OF, AS_OF),
    "DEBT_CLASS": (AS_OF, AS_OF),
    "INTEREST_ON": (100.0, AS_OF, AS_OF, 0.1, "EUR"),
    "AMOUNT_IN_WORDS": (100.0, "EUR"),
}
"""Functions that answer cell by cell, with arguments that are right."""


@pytest.mark.parametrize(
    ("name", "place"),
    [
        (function.name, place)
        for function in CATALOGUE
        for place, argument in enumerate(function.arguments)
        if argument.fills and not argument.optional
    ],
)
def test_a_blank_cell_alone_is_a_blank_as_it_is_in_a_column(name: str, place: int) -> None:
    right = ALONE[name]

    def with_cell(cell: object) -> tuple[object, ...]:
        return (*right[:place], cell, *right[place + 1 :])

    for blank in ("", " "):
        assert answer(name, *with_cell(blank)) == ""
    others = [((value,), (value,)) if at == 0 and place else value for at, value in enumerate(right)]
    column = (*others[:place], ((None,), ("",)), *others[place + 1 :])
    assert answer(name, *column) == (("",), ("",))
    assert "the argument is missing" in str(answer(name, *with_cell(None)))
