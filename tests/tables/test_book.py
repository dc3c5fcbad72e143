"""A book from end to end: tables as found in, typed tables and faults out."""

from __future__ import annotations

import csv
import datetime as dt
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxl.errors import Severity, WrongUsage
from arxl.tables.book import book_of
from arxl.tables.choices import EXAMPLES
from arxl.tables.defaults import defaults_in_force
from arxl.tables.policy import AgingPolicy, policy_of
from arxl.tables.ranges import table_of_range
from arxl.tables.raw import CellError, RawBook, RawTable
from arxl.tables.schema import NO_AMOUNT, TABLES, Book, Settings

IBM = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "ibm-ar" / "late-payment-histories.csv"
DAY = dt.date(2026, 1, 5)
DELIVERIES = ["Document No", "Customer ID", "Date", "Amount"]
RECEIPTS = ["Receipt No", "Customer ID", "Date", "Amount"]


def typed(*tables: RawTable, as_of: dt.date | None = None, **settings: str) -> Book:
    return book_of(RawBook("Book", tables), {"currency": "EUR", **settings}, as_of)


def faults(book: Book) -> list[str]:
    return [fault.place for fault in book.faults if fault.severity is Severity.FAULT]


def deliveries(*rows: list[Any], extra: tuple[str, ...] = ()) -> RawTable:
    return table_of_range("Deliveries", [[*DELIVERIES, *extra], *rows])


def receipts(*rows: list[Any], extra: tuple[str, ...] = ()) -> RawTable:
    return table_of_range("Receipts", [[*RECEIPTS, *extra], *rows])


def customers(*rows: list[Any], headers: tuple[str, ...] = ("Customer ID", "Name")) -> RawTable:
    return table_of_range("Customers", [list(headers), *rows])


def test_a_file_is_typed_the_same_from_cells_and_from_text() -> None:
    rows = [["INV-1", "C-1", DAY, 1234.5], ["0007", "C-2", dt.date(2026, 1, 25), -20.0]]
    of_cells = typed(deliveries(*rows)).deliveries
    texts = [DELIVERIES, *([doc, who, f"{day:%d/%m/%Y}", f"{amount:,.2f}"] for doc, who, day, amount in rows)]
    of_text = typed(table_of_range("Deliveries", texts, is_text=True)).deliveries
    for name in ("document", "customer", "date", "amount_minor", "currency", "kind"):
        assert getattr(of_cells, name).tolist() == getattr(of_text, name).tolist()
    assert of_cells.amount_minor.tolist() == [123450, -2000]


def test_missing_tables_are_empty_tables_of_the_right_types() -> None:
    book = typed(deliveries(["INV-1", "C-1", DAY, 1.0]))
    for table, rows in TABLES.items():
        if rows is not Settings:
            attribute = table.lower().replace(" ", "_")
            assert isinstance(getattr(book, attribute), rows)
    assert book.receipts.date.dtype == "datetime64[D]"
    assert book.receipts.amount_minor.dtype == np.int64
    assert len(book.receipts) == len(book.stock) == 0


def test_who_has_no_name_or_no_row_is_called_by_its_id() -> None:
    rows = typed(
        deliveries(["INV-1", "C-1", DAY, 1.0]),
        customers(["C-2", "Hotel Mar", "Ana"], ["C-1", "", None], headers=("Customer ID", "Name", "Salesperson")),
    ).customers
    assert [rows.name_of(customer) for customer in ("C-1", "C-2", "C-3")] == ["C-1", "Hotel Mar", "C-3"]
    assert rows.by_id("salesperson") == {"C-1": "", "C-2": "Ana"}
    assert {customer: rows.customer[row] for customer, row in rows.row_of.items()} == {"C-1": "C-1", "C-2": "C-2"}
    nameless = replace(rows, name=np.array(["", ""], object))
    assert nameless.name_of("C-2") == "C-2"


def test_addresses_survive_rows_that_are_left_out() -> None:
    table = table_of_range(
        "Ventas",
        [DELIVERIES, ["A", "C-1", DAY, 1.0], [None] * 4, ["B", "C-1", "soon", 1.0], ["C", "C-1", DAY, 3.0]],
        first_row=4,
        first_column=3,
    )
    book = typed(table)
    assert faults(book) == ["Ventas!E7"]
    assert book.deliveries.origin.cell("amount_minor", 1) == "Ventas!F8"


@pytest.mark.parametrize(
    "row",
    [
        [None, "Total", None, 30.0],
        ["Suma totală:", None, None, 30.0],
        [None, "C-1 Total", None, 30.0],
        ["合计", "合计", "合计", 30.0],
        ["Subtotal", "C-1", None, 30.0],
        [" ", "", None, None],
        DELIVERIES,
    ],
)
def test_rows_that_are_no_records(row: list[Any]) -> None:
    book = typed(deliveries(["A", "C-1", DAY, 10.0], row, ["B", "C-1", DAY, 20.0]))
    assert book.deliveries.document.tolist() == ["A", "B"]
    assert not faults(book)


@pytest.mark.parametrize("mark", EXAMPLES.values())
def test_an_example_is_left_out_and_told_wherever_it_stands(mark: str) -> None:
    rows = [["INV-1", "C-1", DAY, 10.0], ["INV-9", f" {mark.upper()}", DAY, 99.0], ["INV-2", "C-1", DAY, 20.0]]
    for turned in (rows, rows[::-1], [rows[1], rows[0], rows[2]]):
        book = typed(deliveries(*turned), customers([mark, "Hotel"]))
        assert sorted(book.deliveries.document.tolist()) == ["INV-1", "INV-2"]
        assert book.customers.customer.tolist() == ["C-1"], "a sheet of nothing but its example lists nobody"
        said = [(fault.place, fault.severity) for fault in book.faults]
        row = [each[0] for each in turned].index("INV-9") + 2
        assert said == [(f"Deliveries!B{row}", Severity.WARNING), ("Customers!A2", Severity.WARNING)]


def test_an_example_counts_once_its_customer_is_written_over() -> None:
    (mark, *_) = EXAMPLES.values()
    book = typed(deliveries([mark, "C-1", DAY, 10.0]))
    assert book.deliveries.document.tolist() == [mark]
    assert book.faults == ()


def test_a_customer_whose_id_only_begins_like_an_example_stays() -> None:
    ids = ["(example) 2", "example", "Example-1", "例-1", "(ejemplos)"]
    book = typed(deliveries(*([f"INV-{nth}", customer, DAY, 10.0] for nth, customer in enumerate(ids))))
    assert book.deliveries.customer.tolist() == ids


def test_a_table_without_customers_marks_its_example_in_the_first_column() -> None:
    rates = table_of_range("Rates", [["Currency", "Date", "Rate"], ["(example)", DAY, 0.2], ["RON", DAY, 0.2]])
    book = typed(deliveries(["INV-1", "C-1", DAY, 10.0]), rates)
    assert book.rates.currency.tolist() == ["RON"]
    assert [fault.place for fault in book.faults] == ["Rates!A2"]


def test_a_customer_called_total_with_a_date_stays() -> None:
    assert typed(deliveries(["A", "Total", DAY, 10.0])).deliveries.customer.tolist() == ["Total"]


def test_the_currency_is_the_rows_then_the_marks_then_the_customers_then_the_companys() -> None:
    book = typed(
        customers(["C-1", "Mar", "RON"], ["C-2", "Sol", None], headers=("Customer ID", "Name", "Currency")),
        deliveries(
            ["A", "C-1", DAY, 1.0, "USD"],
            ["B", "C-1", DAY, 1.0, None],
            ["C", "C-2", DAY, 1.0, None],
            ["D", "C-2", DAY, "₩1,200", None],
            ["E", "C-2", DAY, "$ 5", "MXN"],
            extra=("Currency",),
        ),
    )
    assert book.deliveries.currency.tolist() == ["USD", "RON", "EUR", "KRW", "MXN"]
    assert book.deliveries.amount_minor.tolist() == [100, 100, 100, 1200, 500]
    assert not book.faults


def test_won_written_with_groups_only() -> None:
    book = typed(table_of_range("납품", [DELIVERIES, ["A", "C", "2026-01-05", "1,200"]], is_text=True), currency="KRW")
    assert book.deliveries.amount_minor.tolist() == [1200]


def test_blanks_are_filled_from_the_row_itself() -> None:
    book = typed(
        customers(["C-1", None, "Ann"], headers=("Customer ID", "Name", "Salesperson")),
        deliveries(["A", "C-1", DAY, 1.0, None], ["B", "C-1", DAY, 1.0, "Bob"], extra=("Salesperson",)),
        language="română",
    )
    one = book.customers
    assert (one.name[0], one.legal_name[0], one.group[0], one.grade[0], one.language[0]) == ("C-1",) * 3 + ("C", "ro")
    assert one.credit_limit_minor[0] == NO_AMOUNT
    assert book.deliveries.salesperson.tolist() == ["Ann", "Bob"]
    assert book.deliveries.kind.tolist() == ["invoice", "invoice"]


def test_customers_come_from_the_documents_where_no_sheet_has_them() -> None:
    book = typed(deliveries(["A", "C-2", DAY, 1.0]), receipts(["R", "C-1", DAY, 1.0]))
    assert book.customers.customer.tolist() == ["C-1", "C-2"]
    assert book.customers.currency.tolist() == ["EUR", "EUR"]


def test_a_faulty_cell_of_a_customer_does_not_cost_the_customer() -> None:
    book = typed(
        customers(["C-1", "Mar", 19.995], ["C-2", "Sol", CellError("#N/A")], headers=("Customer ID", "Name", "Limit")),
        deliveries(["A", "C-1", DAY, 1.0], ["B", "C-2", DAY, 1.0]),
    )
    assert faults(book) == ["Customers!C2", "Customers!C3"]
    assert book.customers.credit_limit_minor.tolist() == [NO_AMOUNT, NO_AMOUNT]
    assert len(book.deliveries) == 2


def test_a_customer_that_stands_twice_keeps_what_the_rows_agree_on() -> None:
    headers = ("Customer ID", "Name", "Terms")
    rows = [["C-1", "Mar", "NET 30"], ["C-1", "Mar", "NET 60"]]
    for order in (rows, rows[::-1]):
        book = typed(customers(*order, headers=headers), deliveries(["A", "C-1", DAY, 1.0]))
        assert faults(book) == ["Customers!A3"]
        assert (book.customers.name.tolist(), book.customers.terms.tolist()) == (["Mar"], [""])
        assert len(book.deliveries) == 1


def test_disputes_with_and_without_a_date() -> None:
    book = typed(
        deliveries(
            ["A", "C", DAY, 1.0, "Sí", "da"],
            ["B", "C", DAY, 1.0, "No", None],
            ["D", "C", DAY, 1.0, dt.date(2026, 2, 1), dt.date(2026, 1, 7)],
            extra=("Disputed On", "Note Signed On"),
        )
    ).deliveries
    assert book.disputed_undated.tolist() == [True, False, False]
    assert book.disputed_on.tolist() == [None, None, dt.date(2026, 2, 1)]
    assert book.note_signed_on.tolist() == [DAY, None, dt.date(2026, 1, 7)]


def test_repeated_documents_with_other_contents_are_all_left_out_in_any_order() -> None:
    rows = [["A", "C", DAY, 1.0], ["A", "C", DAY, 2.0], ["B", "C", DAY, 3.0], ["B", "C", DAY, 3.0]]
    for seed in range(6):
        shuffled = random.Random(seed).sample(rows, len(rows))
        book = typed(deliveries(*shuffled))
        assert book.deliveries.amount_minor.tolist() == [300]
        assert len(faults(book)) == 2


amounts = st.sampled_from([100.0, 100.0, 250.5])
rows_without_number = st.lists(
    st.tuples(
        st.sampled_from(["C-1", "C-2"]), st.sampled_from([DAY, dt.date(2026, 2, 1)]), amounts, st.sampled_from("xy")
    )
)


@given(rows_without_number, st.randoms(use_true_random=False))
def test_derived_numbers_do_not_depend_on_the_order_of_rows(rows: list[tuple[Any, ...]], chance: random.Random) -> None:
    def numbers_of(order: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        cells = [[None, who, day, amount, reason] for who, day, amount, reason in order]
        credits = table_of_range("Credits", [["Credit No", "Customer ID", "Date", "Amount", "Reason"], *cells])
        table = typed(credits).credits
        found = [
            column.tolist() for column in (table.credit, table.customer, table.date, table.amount_minor, table.reason)
        ]
        return sorted(zip(*found, strict=True))

    numbers = numbers_of(rows)
    assert numbers == numbers_of(chance.sample(rows, len(rows)))
    assert len({number for number, *_ in numbers}) == len(rows)


def test_the_form_of_a_derived_number() -> None:
    book = typed(receipts([None, "C-77", dt.date(2026, 3, 5), 1200.0], [None, "C-77", dt.date(2026, 3, 5), 1200.0]))
    assert book.receipts.receipt.tolist() == ["R C-77 2026-03-05 1200.00 #1", "R C-77 2026-03-05 1200.00 #2"]


def test_names_are_kept_in_one_form() -> None:
    book = typed(
        deliveries(["INV-7", "C", DAY, 1.0], ["INV-9", "C", DAY, 1.0], ["FC, 3", "C", DAY, 1.0], ["X", "D", DAY, 1.0]),
        receipts(
            ["R1", "C", DAY, 1.0, "ＩＮＶ-7； INV-9 : 1.120,50"],
            ["R2", "C", DAY, 1.0, "INV-7, INV-9"],
            ["R3", "C", DAY, 1.0, "FC, 3"],
            ["R4", "C", DAY, 1.0, "INV-7; X; INV-8"],
            ["R5", "C", DAY, -1.0, "R4"],
            extra=("Applies To",),
        ),
    )
    assert book.receipts.applies_to.tolist() == ["INV-7; INV-9:1120.5", "INV-7; INV-9", "FC, 3", "INV-7", "R4"]
    assert [fault.place for fault in book.faults] == ["Receipts!E5", "Receipts!E5"]


def test_the_policy_sheet_and_the_command_line() -> None:
    policy = table_of_range(
        "Politică", [["Cheie", "Valoare"], ["Buckets", "15;45"], ["pass over disputed", "nu"], ["tolerance", "0,50"]]
    )
    company = table_of_range("Firma", [["Nume", "Magazin SRL"], ["Monedă", "lei"], ["Țara", "România"], ["ID", "M-1"]])
    raw = RawBook("Book", (policy, company))
    book = book_of(raw, {"buckets": "10,20", "map.Deliveries.Date": "When"}, None)
    assert policy_of(AgingPolicy, book.settings).buckets == (10, 20)
    assert book.settings["buckets"].place == "--set"
    assert (book.settings["pass_over_disputed"].value, book.settings["pass_over_disputed"].place) == (
        "no",
        "Politică!B3",
    )
    assert book.settings["tolerance"].value == "0.5"
    assert (book.company.name, book.company.currency, book.company.country) == ("Magazin SRL", "RON", "RO")
    assert book.company.id == "M-1"
    assert not book.faults


def test_cells_of_the_policy_sheet_keep_their_meaning() -> None:
    rows = [["Key", "Value"], ["return_days", 15.0], ["pass_over_disputed", False], ["holidays", dt.date(2026, 12, 24)]]
    book = typed(table_of_range("Policy", rows))
    assert {key: setting.value for key, setting in book.settings.items()} == {
        "return_days": "15",
        "pass_over_disputed": "no",
        "holidays": "2026-12-24",
    }


def test_mapped_headers_of_the_policy_sheet() -> None:
    policy = table_of_range(
        "Policy", [["Key", "Value"], ["map.Deliveries.Date", "Cuando"], ["map.Deliveries.amount", "¿?"]]
    )
    table = table_of_range("Deliveries", [["Customer", "Cuando", "Cuánto"], ["C", DAY, 5.0]])
    book = typed(policy, table, **{"map.Deliveries.amount": "Cuánto"})
    assert book.deliveries.amount_minor.tolist() == [500]
    assert not book.faults


def test_a_wrong_override_is_wrong_usage() -> None:
    with pytest.raises(WrongUsage, match="nearest key is buckets"):
        typed(bukets="30")
    with pytest.raises(WrongUsage, match="no currency"):
        typed(currency="shells")


def test_the_company_is_named_after_the_book() -> None:
    assert book_of(RawBook("Cartea mare 2026", ()), {}, None).company.id == "cartea-mare-2026"
    assert book_of(RawBook("Book", ()), {"company_id": "X-1"}, None).company.id == "X-1"


def test_defaults_are_stated_for_columns_that_are_not_there() -> None:
    stated = [str(sentence) for sentence in defaults_in_force(typed(deliveries(["A", "C", DAY, 1.0])))]
    assert stated[0] == "the book lists no customers; they come from the documents."
    assert 'Deliveries has no column "Terms"; what counts: the customer\'s.' in stated
    assert not any("Receipts" in sentence or '"Document No"' in sentence for sentence in stated)


def test_supply_rules_fall_back_to_the_grade_before() -> None:
    rules = table_of_range(
        "Supply Rules", [["Metric", "Level", "A", "B", "C", "D"], ["overdue", 2, 31.0, None, 8.0, None]]
    )
    book = typed(rules)
    found = book.supply_rules
    assert [found.a[0], found.b[0], found.c[0], found.d[0]] == [31, 31, 8, 8]


def test_rates_and_stock() -> None:
    book = typed(
        deliveries(["A", "C", DAY, 1.0]),
        table_of_range("Rates", [["Currency", "Date", "Rate"], ["US$", DAY, 0.91], ["XYZ", DAY, 1.0]]),
        table_of_range("Stock", [["Customer ID", "Date", "Document No", "Sold %"], ["C", DAY, "A", "80 %"]]),
    )
    assert (book.rates.currency.tolist(), book.rates.rate.tolist()) == (["USD"], [0.91])
    assert book.stock.sold_percent.tolist() == [80]
    assert faults(book) == ["Rates!A3"]


cells = st.one_of(
    st.none(),
    st.text(max_size=6),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.sampled_from([CellError("#N/A"), "C-1", "Total", 100.0, "1.234", "03/04/2013", DAY]),
)


@given(st.lists(st.lists(cells, min_size=9, max_size=9), max_size=6), st.randoms(use_true_random=False))
def test_any_cells_end_in_records_or_faults(rows: list[list[Any]], chance: random.Random) -> None:
    headers = [*DELIVERIES, "Currency", "Terms", "Disputed On", "Kind", "Due Date"]
    book = typed(table_of_range("Deliveries", [headers, *rows]))
    spoken_of = {fault.place for fault in book.faults}
    good = set(book.deliveries.origin.rows.tolist())
    assert len(good) == len(book.deliveries)
    for fault in book.faults:
        row = "".join(sign for sign in fault.place.partition("!")[2] if sign.isdigit())
        if row and fault.severity is Severity.FAULT and "already" not in str(fault):
            assert int(row) not in good
    dropped = set(range(2, len(rows) + 2)) - good
    blank = {row for row, found in enumerate(rows, 2) if all(not _shows(cell) for cell in found)}
    assert not dropped - blank or spoken_of
    assert not np.isnat(book.deliveries.date).any()
    assert (book.deliveries.customer != "").all()


def _shows(cell: Any) -> bool:
    return not (
        cell is None or (isinstance(cell, str) and not cell.strip("\u200b\u200c\u200d\u2060\ufeff\u200e\u200f \t\n"))
    )


@pytest.mark.skipif(
    not IBM.exists(), reason="the invoices are others' and in no repository; ../shared/data/ibm-ar is not here"
)
def test_real_invoices_add_up() -> None:
    with IBM.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    raw = RawBook("late-payment-histories", (table_of_range("late-payment-histories", rows, is_text=True),))
    book = book_of(raw, {"currency": "USD"}, dt.date(2013, 6, 30))
    head = {name: position for position, name in enumerate(rows[0])}
    cents = [round(float(row[head["InvoiceAmount"]]) * 100) for row in rows[1:]]
    dates = [dt.datetime.strptime(row[head["InvoiceDate"]], "%d/%m/%Y").date() for row in rows[1:]]
    assert not faults(book)
    assert book.deliveries.amount_minor.tolist() == cents
    assert book.deliveries.date.tolist() == dates
    assert book.deliveries.disputed_undated.tolist() == [row[head["Disputed"]] == "Yes" for row in rows[1:]]
    assert sum(cents) == 14_770_318
