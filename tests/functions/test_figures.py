"""Figures for a dashboard (D3), balances (B2) and drafts (B4) over ranges: one cell or a table, each currency alone."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arxl.functions.catalogue import CATALOGUE, function_named
from arxl.functions.worksheet import Sheet, answer

AS_OF = dt.date(2026, 10, 20)
DELIVERIES = (
    ("Document No", "Customer ID", "Date", "Amount", "Currency", "Salesperson", "Kind", "Disputed On"),
    ("INV-1", "C-1", dt.date(2026, 9, 1), 900.0, "EUR", "Ana", None, None),
    ("INV-2", "C-1", dt.date(2026, 10, 15), 300.0, "EUR", "Luis", None, None),
    ("INV-3", "C-2", dt.date(2026, 10, 1), 500.0, "USD", None, None, dt.date(2026, 10, 2)),
    ("OLD", "C-2", dt.date(2026, 1, 1), 70.0, "EUR", None, "opening", None),
)
RECEIPTS = (("Receipt No", "Customer ID", "Date", "Amount", "Currency"), ("R-1", "C-1", AS_OF, 400.0, "EUR"))
CUSTOMERS = (
    ("Customer ID", "Name", "Salesperson", "Region", "Group"),
    ("C-1", "Hotel Mar", "Ana", "South", "Mar"),
    ("C-2", "Tienda Sol", "Eva", "North", None),
)
RATIOS = ("DSO", "BEST_DSO", "CEI", "TURNOVER", "OVERDUE_SHARE")
DATED = [function for function in CATALOGUE if function.arguments[0].name == "deliveries"]


USUAL = Sheet()


def call(name: str, sheet: Sheet = USUAL, **given: Any) -> Any:
    """A function over the ranges above, by names of arguments."""
    usual = {"deliveries": DELIVERIES, "receipts": RECEIPTS, "as_of": AS_OF, "customers": CUSTOMERS}
    arguments = function_named(name).arguments
    asked = {**usual, **given}
    assert asked.keys() <= {argument.name for argument in arguments}
    return answer(name, *(asked.get(argument.name) for argument in arguments), sheet=sheet)


# --- one cell or a table --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RATIOS)
def test_one_figure_is_that_of_the_named_currency(name: str) -> None:
    euros, dollars = call(name, currency="EUR"), call(name, currency="USD")
    by_currency = dict(call(name, currency="EUR", per="currency"))
    assert by_currency == {"EUR": euros, "USD": dollars}


@pytest.mark.parametrize("name", RATIOS)
def test_several_currencies_and_none_named_are_a_table(name: str) -> None:
    rows = call(name)
    assert [row[0] for row in rows] == ["EUR", "USD"]
    alone = call(name, deliveries=DELIVERIES[:3])
    assert alone == dict(call(name, deliveries=DELIVERIES[:3], per="currency"))["EUR"]


@pytest.mark.parametrize("name", RATIOS)
def test_every_holder_has_a_row(name: str) -> None:
    for per, holders in {
        "customer": [("C-1", "Hotel Mar", "EUR"), ("C-2", "Tienda Sol", "EUR"), ("C-2", "Tienda Sol", "USD")],
        "salesperson": [("Ana", "EUR"), ("Eva", "EUR"), ("Eva", "USD"), ("Luis", "EUR")],
        "region": [("North", "EUR"), ("North", "USD"), ("South", "EUR")],
        "group": [("C-2", "EUR"), ("C-2", "USD"), ("Mar", "EUR")],
        "currency": [("EUR",), ("USD",)],
    }.items():
        head, *rows = call(name, per=per, headers=True, currency="EUR")
        assert [row[:-1] for row in rows] == holders
        assert len(head) == len(rows[0])


def test_the_salesperson_of_the_document_has_its_figure() -> None:
    dso = {row[:2]: row[2] for row in call("DSO", per="salesperson", currency="EUR")}
    assert dso["Luis", "EUR"] == 90.0, "300 open of 300 sold"
    assert dso["Ana", "EUR"] == 50.0, "500 open of 900 sold"
    assert str(dso["Eva", "EUR"]).startswith("From 2026-07-23 to 2026-10-20, sales less credits are 0.00 EUR")


def test_a_heading_makes_a_table() -> None:
    assert call("CEI", currency="EUR", headers=True)[0] == ("Currency", "CEI")


def test_count_back_beyond_the_sales_of_the_book() -> None:
    more = (*DELIVERIES, ("OLDER", "C-1", dt.date(2026, 9, 1), 5000.0, "EUR", None, "opening", None))
    assert call("DSO", deliveries=more, currency="EUR", method="count-back") == "over 50 days"
    only = (DELIVERIES[0], more[-1])
    assert call("DSO", deliveries=only, receipts=RECEIPTS[:1], method="count-back") == (
        "The book holds no sales up to 2026-10-20."
    )


@pytest.mark.parametrize(("kind", "is_sale"), [("opening", 0), ("interest", 0), ("debit note", 1), ("invoice", 1)])
def test_openings_and_interest_are_receivable_and_no_sales(kind: str, is_sale: int) -> None:
    more = (*DELIVERIES, ("MORE", "C-1", AS_OF, 999.0, "EUR", None, kind, None))
    assert call("DSO", currency="EUR") == pytest.approx(90 * 870 / 1200, abs=0.005)
    dso = 90 * (870 + 999) / (1200 + 999 * is_sale)
    assert call("DSO", deliveries=more, currency="EUR") == pytest.approx(dso, abs=0.005)


def test_interest_that_is_taken_back_lowers_no_sales() -> None:
    charged = ("NOTE", "C-1", AS_OF, 99.0, "EUR", None, "interest", None)
    returned = ("BACK", "C-1", AS_OF, -99.0, "EUR", None, "interest", None)
    for name in ("DSO", "TURNOVER"):
        assert call(name, deliveries=(*DELIVERIES, charged, returned), currency="EUR") == call(name, currency="EUR")


def test_sentences_are_in_the_language_of_the_sheet() -> None:
    text = call("OVERDUE_SHARE", Sheet(language="es"), as_of=dt.date(2020, 1, 1), currency="EUR")
    assert "01/01/2020" in str(text)


# --- a slow reading of the formulas ---------------------------------------------------------------------------------

days = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
amounts = st.integers(1, 99_999).map(lambda minor: minor / 100)
owed = st.lists(st.tuples(st.sampled_from(["C-1", "C-2"]), days, amounts), max_size=8)


@settings(max_examples=60, deadline=None)
@given(delivered=owed, credited=owed, as_of=days)
def test_ratios_of_unpaid_books(delivered: list[Any], credited: list[Any], as_of: dt.date) -> None:
    """Credits are opened so late that they settle nothing before; what is open is then a sum of rows."""
    deliveries = (DELIVERIES[0][:4], *((f"D-{row}", *record) for row, record in enumerate(delivered)))
    found = {
        name: call(name, deliveries=deliveries, receipts=RECEIPTS[:1], as_of=as_of, currency="EUR") for name in RATIOS
    }
    before = as_of - dt.timedelta(days=90)
    sold = sum(cents(row[2]) for row in delivered if before < row[1] <= as_of)
    r0, r = (sum(cents(row[2]) for row in delivered if row[1] <= day) for day in (before, as_of))
    not_due = sum(cents(row[2]) for row in delivered if row[1] <= as_of <= row[1] + dt.timedelta(days=30))
    expected = {
        "DSO": (90 * r, sold),
        "BEST_DSO": (90 * not_due, sold),
        "CEI": (r0 + sold - r, r0 + sold - not_due),
        "TURNOVER": (2 * 365 * sold, 90 * (r0 + r)),
        "OVERDUE_SHARE": (r - not_due, r),
    }
    for name, (up, down) in expected.items():
        if down > 0:
            assert found[name] == pytest.approx(float(Fraction(up, down)), abs=0.00501)
        else:
            assert isinstance(found[name], str | tuple)


def cents(amount: float) -> int:
    return round(amount * 100)


# --- cash expected --------------------------------------------------------------------------------------------------


def test_cash_expected_is_what_is_open_whatever_the_weeks() -> None:
    open_items = defaultdict(float)
    for row in call("OPEN_ITEMS", currency="EUR"):
        open_items[row[1]] += row[8]
    for weeks in (1, 2.0, "13", None):
        sums, disputed = defaultdict(float), 0.0
        for row in call("EXPECTED_CASH", currency="EUR", weeks=weeks):
            sums[row[2]] += row[3]
            disputed += row[4]
        assert sums == open_items
        assert disputed == 500.0


@pytest.mark.parametrize("weeks", [0, -1, 521, 1.5, "soon", True, "999999999999"])
def test_weeks_are_a_whole_number(weeks: object) -> None:
    assert str(call("EXPECTED_CASH", currency="EUR", weeks=weeks)).startswith("weeks: ")


# --- balances -------------------------------------------------------------------------------------------------------


def test_a_balance_in_another_currency_says_so() -> None:
    assert call("BALANCE", currency="EUR", customer="C-1") == 800.0
    assert call("BALANCE", currency="EUR", customer="C-2") == "70.00 EUR, 500.00 USD"
    assert call("BALANCE", currency="EUR", customer=(("C-2", "C-1"), (None, "C-1"))) == (
        ("70.00 EUR, 500.00 USD", 800.0),
        ("", 800.0),
    )
    dollars = (*DELIVERIES[:1], DELIVERIES[3])
    assert call("BALANCE", deliveries=dollars, receipts=RECEIPTS[:1], customer="C-2") == 500.0, "the only currency"
    assert call("BALANCE", deliveries=dollars, receipts=RECEIPTS[:1], customer="C-2", currency="EUR") == "500.00 USD"


def test_a_customer_that_bought_nothing_owes_nothing() -> None:
    customers = (*CUSTOMERS, ("C-3", "New", None, None, None))
    assert call("BALANCE", currency="EUR", customers=customers, customer="C-3") == 0.0
    assert call("UNAPPLIED", currency="EUR", customer="C-1") == 0.0
    assert call("OPEN_ITEMS", currency="EUR", customers=customers, customer="C-3") == (
        ("There is nothing to show on 2026-10-20.",),
    )


def test_ids_are_read_as_in_a_book() -> None:
    numbers = tuple((row[0], 7.0 if row[1] == "C-1" else row[1], *row[2:]) for row in DELIVERIES)
    receipts = (RECEIPTS[0], ("R-1", "7", *RECEIPTS[1][2:]))
    for customer in (7, 7.0, "7", "７", ((7.0,),)):
        found = call(
            "BALANCE", deliveries=numbers, receipts=receipts, customers=None, currency="EUR", customer=customer
        )
        assert found in (800.0, ((800.0,),))
    text = call("BALANCE", deliveries=numbers, receipts=receipts, customers=None, currency="EUR", customer="007")
    assert text.startswith('customer: no customer of the book has the id "007".')


@pytest.mark.parametrize("name", ["BALANCE", "UNAPPLIED", "OPEN_ITEMS", "STATEMENT"])
@pytest.mark.parametrize(
    ("customer", "begins"),
    [
        ("C-9", 'customer: no customer of the book has the id "C-9".'),
        ("#REF!", "customer: the cell holds the error #REF!."),
        (AS_OF, "customer: the cell holds the date 2026-10-20, not an id."),
        (True, "customer: the cell holds TRUE, not an id."),
    ],
)
def test_a_wrong_customer_is_said(name: str, customer: object, begins: str) -> None:
    assert str(call(name, currency="EUR", customer=customer)).startswith(begins)


@pytest.mark.parametrize("name", ["OPEN_ITEMS", "STATEMENT"])
def test_one_customer_is_one_cell(name: str) -> None:
    text = call(name, currency="EUR", customer=(("C-1",), ("C-2",)))
    assert text.startswith("customer: the argument is a range; it takes one cell.")


# --- statements -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "month", ["2026-10", dt.date(2026, 10, 1), 46300.0, dt.datetime(2026, 10, 9), " 2026-10 ", None]
)
def test_a_month_is_its_name_or_any_of_its_days(month: object) -> None:
    rows = call("STATEMENT", currency="EUR", month=month, customer="C-1")
    assert [row[3:6] for row in rows] == [
        (dt.date(2026, 10, 1), "", "Opening balance"),
        (dt.date(2026, 10, 15), "INV-2", "Invoice"),
        (AS_OF, "R-1", "Receipt"),
        (AS_OF, "", "Closing balance"),
    ]
    whole = call("STATEMENT", currency="EUR", month=month, customer="C-1", as_of=dt.date(2026, 10, 31))
    assert whole[-1][3] == dt.date(2026, 10, 31)


@pytest.mark.parametrize("month", ["2026-11", dt.date(2027, 1, 1)])
def test_a_month_to_come_has_no_statement(month: object) -> None:
    assert str(call("STATEMENT", currency="EUR", month=month)).startswith("month: 20")


def test_a_month_under_way_goes_as_far_as_the_day() -> None:
    early = call("STATEMENT", currency="EUR", as_of=dt.date(2026, 10, 14), customer="C-1")
    assert [row[5] for row in early] == ["Opening balance", "Closing balance"]
    assert [row[-1] for row in early] == [900.0, 900.0]
    assert early[-1][3] == dt.date(2026, 10, 14), "nobody knows yet what the month closes with"


@pytest.mark.parametrize("month", ["2026-13", "soon", "2026", "2026-9", 202610.0, 10.0])
def test_a_month_that_is_none_is_said(month: object) -> None:
    text = str(month).removesuffix(".0")
    said = f'month: "{text}" is no month. Write it as 2026-10, or give any of its days.'
    assert call("STATEMENT", currency="EUR", month=month) == said


# --- all of them ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("function", DATED, ids=lambda function: function.name)
def test_a_fault_in_a_range_is_told_instead_of_a_figure_that_lacks_a_row(function: Any) -> None:
    broken = (*DELIVERIES, ("INV-9", "C-1", AS_OF, "abc", "EUR", None, None, None))
    found = call(function.name, deliveries=broken, currency="EUR")
    if function.name == "CHECK":
        assert found[0][:3] == ("deliveries!D6", "fault", '"abc" is no number.')
    else:
        assert str(found).startswith('deliveries!D6: "abc" is no number.')


@pytest.mark.parametrize("function", DATED, ids=lambda function: function.name)
def test_a_day_at_the_end_of_the_calendar_is_answered(function: Any) -> None:
    for day in (dt.date(1990, 1, 1), dt.date(2199, 12, 31), dt.date(9999, 12, 31)):
        assert "error of its own" not in str(call(function.name, as_of=day, currency="EUR"))
