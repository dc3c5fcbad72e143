"""Headers and names in six languages are the columns and tables that an accountant means."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxl.tables import headers, schema
from arxl.tables.header_words import COLUMN_WORDS, LANGUAGES, TABLE_COLUMN_WORDS, TABLE_WORDS
from arxl.tables.raw import FoundBy

IBM = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "ibm-ar" / "late-payment-histories.csv"
EVERY_COLUMN = [(table, attribute) for table, rows in schema.TABLES.items() for attribute in schema.columns_of(rows)]


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("Deliveries", "Deliveries"),
        ("tblDeliveries", "Deliveries"),
        ("Table_Deliveries", "Deliveries"),
        ("Deliveries 2026", "Deliveries"),
        ("Deliveries_2026", "Deliveries"),
        ("2026 Deliveries", "Deliveries"),
        ("DELIVERIES", "Deliveries"),
        ("Livrări", "Deliveries"),
        ("LIVRARI", "Deliveries"),
        ("납품", "Deliveries"),
        ("应收明细", "Deliveries"),
        ("應收明細", "Deliveries"),
        ("Facturas", "Deliveries"),
        ("Încasări", "Receipts"),
        ("수금", "Receipts"),
        ("Supply Rules", "Supply Rules"),
        ("supply_rules", "Supply Rules"),
        ("公司", "Company"),
        ("Sheet1", None),
        ("Table1", None),
        ("2026", None),
        ("", None),
        ("Notes", None),
    ],
)
def test_a_table_is_known_by_its_name(name, table):
    assert headers.table_named(name) == table


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", schema.TABLES)
def test_a_template_of_every_language_is_read_back(table, language):
    assert headers.table_named(headers.table_text(table, language)) == table
    attributes = list(schema.columns_of(schema.TABLES[table]))
    written = [headers.header_text(table, attribute, language) for attribute in attributes]
    assert len(set(written)) == len(written)
    assert headers.columns_of_headers(table, written) == {name: at for at, name in enumerate(attributes)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", [name for name in schema.TABLES if name not in headers.SETTINGS_TABLES])
def test_a_template_of_every_language_is_known_by_its_headers(table, language):
    attributes = schema.columns_of(schema.TABLES[table])
    assert headers.table_of_headers([headers.header_text(table, each, language) for each in attributes]) == table


@pytest.mark.parametrize(("table", "attribute"), EVERY_COLUMN)
def test_the_english_header_is_the_schemas(table, attribute):
    assert headers.header_text(table, attribute, "en") == schema.columns_of(schema.TABLES[table])[attribute].header


def test_every_word_belongs_to_a_column_and_a_language():
    english = {column.header for rows in schema.TABLES.values() for column in schema.columns_of(rows).values()}
    assert set(COLUMN_WORDS) == english
    assert set(TABLE_WORDS) == set(schema.TABLES)
    assert all(set(words) == set(LANGUAGES) for words in (*COLUMN_WORDS.values(), *TABLE_WORDS.values()))
    for table, columns in TABLE_COLUMN_WORDS.items():
        assert set(columns) <= {column.header for column in schema.columns_of(schema.TABLES[table]).values()}


def test_no_sheet_name_means_two_tables():
    owners: dict[str, set[str]] = {}
    for table, words in TABLE_WORDS.items():
        for names in words.values():
            for name in names.split("|"):
                owners.setdefault(headers.header_key(name), set()).add(table)
    assert {name: tables for name, tables in owners.items() if len(tables) > 1} == {}


@pytest.mark.parametrize(
    ("header", "attribute"),
    [
        ("customer no.", "customer"),
        ("customerID", "customer"),
        ("Account", "customer"),
        ("客户编号", "customer"),
        ("거래처코드", "customer"),
        ("cod client", "customer"),
        ("código de cliente", "customer"),
        ("CODIGO  DE\nCLIENTE", "customer"),
        ("Ｃｕｓｔｏｍｅｒ　ＩＤ", "customer"),
        ("Customer #", "customer"),
        ("invoiceNumber", "document"),
        ("factura nr", "document"),
        ("인보이스 번호", "document"),
        ("InvoiceDate", "date"),
        ("importe", "amount_minor"),
        ("金额", "amount_minor"),
        ("金额（元）", "amount_minor"),
        ("Amount (EUR)", "amount_minor"),
        ("Amount, EUR", "amount_minor"),
        ("Amount €", "amount_minor"),
        ("InvoiceAmount", "amount_minor"),
        ("DueDate", "due_date"),
        ("due_date", "due_date"),
        ("SettledDate", "settled_on"),
        ("Disputed", "disputed_on"),
    ],
)
def test_a_header_is_known_however_it_is_written(header, attribute):
    assert headers.columns_of_headers("Deliveries", [header]) == {attribute: 0}


@given(
    st.sampled_from(EVERY_COLUMN),
    st.sampled_from(LANGUAGES),
    st.sampled_from([str.upper, str.lower, str.title, lambda t: f"  {t} ", lambda t: t.replace(" ", "\n")]),
    st.sampled_from(["", " (EUR)", "（元）", " [kg]", ":", "*"]),
)
def test_case_spaces_and_units_do_not_matter(column, language, spelling, suffix):
    table, attribute = column
    plain = headers.header_text(table, attribute, language)
    found = headers.columns_of_headers(table, [spelling(plain) + suffix])
    assert found == headers.columns_of_headers(table, [plain])
    assert attribute in found or set(found) == {"customer"}  # a name alone stands in for the customer's id


def test_the_exact_header_goes_before_a_synonym_to_its_left():
    found = headers.columns_of_headers("Deliveries", ["Total", "Amount", "Document Date", "Date"])
    assert found == {"date": 3, "amount_minor": 1}


def test_of_equal_headers_the_leftmost_is_taken():
    assert headers.columns_of_headers("Deliveries", ["Amount", "Customer", "Amount"]) == {
        "customer": 1,
        "amount_minor": 0,
    }


@pytest.mark.parametrize("key", ["Amount", "amount_minor", "amount", "AMOUNT"])
def test_a_mapped_header_goes_before_everything(key):
    found = headers.columns_of_headers("Deliveries", ["Amount", "Net of rebate"], {key: "net  of Rebate"})
    assert found == {"amount_minor": 1}


def test_a_mapping_to_a_header_that_is_not_there_leaves_the_column_to_its_names():
    assert headers.columns_of_headers("Deliveries", ["Amount"], {"Amount": "Net"}) == {"amount_minor": 0}


def test_a_customer_known_by_name_alone_is_the_customer():
    assert headers.columns_of_headers("Deliveries", ["Client Name", "Date", "Total"])["customer"] == 0
    assert headers.columns_of_headers("Customers", ["Name", "Terms"]) == {"customer": 0, "terms": 1}
    assert headers.columns_of_headers("Customers", ["Name", "Customer ID"]) == {"customer": 1, "name": 0}


@pytest.mark.parametrize(
    ("found", "table"),
    [
        (["Invoice No", "Customer", "Date", "Amount"], "Deliveries"),
        (["Customer", "Date", "Amount", "Due Date"], "Deliveries"),
        (["거래처코드", "납품일", "금액", "만기일"], "Deliveries"),
        (["Receipt No", "Customer", "Date", "Amount", "Invoice No"], "Receipts"),
        (["收款单号", "客户", "收款日期", "收款金额"], "Receipts"),
        (["Nr. încasare", "Client", "Data încasării", "Suma încasată"], "Receipts"),
        (["Credit Note No", "Customer", "Date", "Amount", "Reason"], "Credits"),
        (["Order No", "Customer", "Date", "Amount"], "Orders"),
        (["Customer", "Date", "Invoice No", "Sold %"], "Stock"),
        (["Currency", "Date", "Rate"], "Rates"),
        (["Metric", "Level", "A", "B", "C", "D"], "Supply Rules"),
        (["Date", "Customer ID", "Kind", "Reference", "By"], "Decisions"),
        (["Customer ID", "Name", "Terms", "Credit Limit"], "Customers"),
        (["Date", "Customer", "Amount", "Method", "Invoice No"], None),
        (["Customer", "Date", "Amount"], None),
        (["Customer"], None),
        (["Date", "Kind"], None),
        (["Item", "Price", "Quantity"], None),
        ([], None),
    ],
)
def test_headers_tell_the_table(found, table):
    assert headers.table_of_headers(found) == table


def test_a_lone_file_of_customer_date_and_amount_is_deliveries():
    assert headers.table_of_headers(["Client", "Fecha", "Importe"], alone=True) == "Deliveries"


def test_the_strongest_evidence_wins():
    receipts = ["Receipt No", "Customer", "Date", "Amount"]
    assert headers.table_of("tblFacturas", "Receipts", receipts) == ("Deliveries", FoundBy.TABLE_NAME)
    assert headers.table_of("Table1", "Facturas", receipts) == ("Deliveries", FoundBy.SHEET_NAME)
    assert headers.table_of("Table1", "Sheet1", receipts) == ("Receipts", FoundBy.HEADERS)
    assert headers.table_of("", "Sheet1", ["Item", "Price"]) is None


def test_headers_stand_below_titles():
    rows = [
        ["ACME Trading — open invoices", None, None],
        [None, None, None],
        ["Date", 45000.0, None],
        ["Customer", "Invoice Date", "Amount"],
        ["C-1", 45000.0, 10.0],
        ["Customer", "Invoice Date", "Amount"],
    ]
    assert headers.header_row(rows) == 3
    assert headers.header_row(rows, table="Deliveries") == 3
    assert headers.header_row(rows, table="Stock") is None
    assert headers.header_row(rows[:3]) is None
    assert headers.header_row([]) is None


def test_a_mapped_header_makes_a_header_row():
    rows = [["Kunde", "Tag", "Betrag"]]
    mapped = headers.mapped_tables(
        {"map.Deliveries.Customer ID": "Kunde", "map.Deliveries.Date": "Tag", "map.deliveries.amount": "Betrag"}
    )
    assert headers.header_row(rows) is None
    assert headers.header_row(rows, mapped) == 0
    assert headers.table_of_headers(rows[0], mapped) == "Deliveries"


def test_the_ibm_file_is_deliveries_by_itself():
    if not IBM.exists():
        pytest.skip("the invoices are others' and in no repository; ../shared/data/ibm-ar is not here")
    with IBM.open(encoding="utf-8") as lines:
        found = next(csv.reader(lines))
    assert headers.table_of_headers(found) == "Deliveries"
    assert {name: found[at] for name, at in headers.columns_of_headers("Deliveries", found).items()} == {
        "document": "invoiceNumber",
        "customer": "customerID",
        "date": "InvoiceDate",
        "due_date": "DueDate",
        "amount_minor": "InvoiceAmount",
        "disputed_on": "Disputed",
        "settled_on": "SettledDate",
    }
