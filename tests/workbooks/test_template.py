"""The workbook to start from is read back by arxl without a fault, in six languages, empty or filled."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from arxl.errors import Refused, Severity
from arxl.functions.worksheet import answer
from arxl.jobs.sample import SAMPLE_COMPANY, SAMPLE_POLICY, sample_rows
from arxl.jobs.start import new_book
from arxl.locale import LANGUAGES, language_of
from arxl.practices.supply_metrics import METRICS, metric_named
from arxl.practices.supply_rules import default_rules, rules_of
from arxl.tables.book import book_of
from arxl.tables.choices import choice_named
from arxl.tables.currencies import currency_named
from arxl.tables.headers import SETTINGS_TABLES, header_text, table_text
from arxl.tables.policy import POLICIES, policy_keys, policy_of
from arxl.tables.schema import TABLES, Book, Company, Kind, columns_of
from arxl.tables.settings import company_field, settings_of
from arxl.tables.terms import parse_terms
from arxl.workbook.read import read_raw
from arxl.workbook.results import is_arxls
from arxl.workbook.template import default_supply_rules, write_template
from arxl.workbook.template_checks import MESSAGE_LIMIT, TITLE_LIMIT
from arxl.workbook.template_examples import mark_column

AS_OF = dt.date(2026, 10, 31)
DAY = dt.date(2026, 10, 5)
RECORDS = [table for table in TABLES if table not in SETTINGS_TABLES]

COMPANY = Company(
    id="made-up",
    name="Made-Up Foods & Co",
    currency="EUR",
    country="ES",
    language="es",
    address="1 Example Quay\nNowhere",
    tax_id="0042",
    phone="+34 000",
    email="accounts@made-up.example",
    bank="IBAN ES00 0000",
)

ROWS: Mapping[str, Sequence[Mapping[str, object]]] = {
    "Customers": [
        {
            "customer": "007",
            "name": "=Bistro & Söhne 뷁",
            "terms": "2/10 NET 30",
            "credit_limit_minor": Decimal("1500.50"),
            "currency": "EUR",
            "language": "zh_TW",
            "type": "restaurant",
            "grade": "B",
            "phone": "0034 12",
        },
        {"customer": "12345678901234567890", "currency": "KRW", "type": "dealer"},
    ],
    "Deliveries": [
        {
            "document": "INV-1",
            "customer": "007",
            "date": DAY,
            "due_date": dt.date(2026, 11, 4),
            "amount_minor": Decimal("1234.56"),
            "currency": "EUR",
            "kind": "debit note",
            "note_signed_on": DAY,
        },
        {
            "document": "0002",
            "customer": "12345678901234567890",
            "date": DAY,
            "amount_minor": Decimal("99000"),
            "currency": "KRW",
        },
        {"document": "0003", "customer": "007", "date": DAY, "amount_minor": Decimal("-0.10"), "currency": "EUR"},
    ],
    "Receipts": [
        {
            "receipt": "R-1",
            "customer": "007",
            "date": DAY,
            "amount_minor": Decimal("1000.5"),
            "currency": "EUR",
            "method": "cheque",
            "applies_to": "INV-1:1000.5",
            "clears_on": dt.date(2026, 12, 1),
        }
    ],
    "Credits": [{"credit": "C-1", "customer": "007", "date": DAY, "amount_minor": Decimal("1"), "currency": "EUR"}],
    "Orders": [{"order": "SO-1", "customer": "007", "date": DAY, "amount_minor": Decimal("5"), "currency": "EUR"}],
    "Stock": [{"customer": "007", "date": DAY, "document": "INV-1", "sold_percent": 80.0}],
    "Rates": [{"currency": "KRW", "date": dt.date(2026, 1, 1), "rate": 0.00068}],
    "Interest Rates": [{"date": dt.date(2026, 1, 1), "rate": 0.1, "currency": "EUR"}],
    "Decisions": [
        {"date": DAY, "customer": "007", "kind": "override", "value": "0", "by": "Director", "reason": "agreed"}
    ],
}


def read_back(path: Path) -> Book:
    return book_of(read_raw(path, {}), {}, AS_OF)


def sheet_of(book: openpyxl.Workbook, table: str, language: str) -> Worksheet:
    return book[table_text(table, language)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_an_empty_workbook_nothing_is_said_but_that_its_examples_are_left_out(tmp_path: Path, language: str) -> None:
    path = tmp_path / "new.xlsx"
    new_book(path, language)
    book = read_back(path)
    marked = {f"{table_text(table, language)}!{mark_letter(table)}2" for table in RECORDS if table != "Supply Rules"}
    assert {fault.place for fault in book.faults} == marked
    assert {fault.severity for fault in book.faults} == {Severity.WARNING}
    for table in RECORDS:
        assert len(getattr(book, table.lower().replace(" ", "_"))) == (table == "Supply Rules") * len(default_rules())
    assert book.company == Company("new", language=language)
    assert set(book.settings) <= set(policy_keys())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_function_leaves_the_examples_of_its_ranges_out(tmp_path: Path, language: str) -> None:
    path = tmp_path / "new.xlsx"
    new_book(path, language)
    workbook = openpyxl.load_workbook(path)
    deliveries, receipts = (
        [[cell.value for cell in row] for row in sheet_of(workbook, table, language).iter_rows(max_row=3)]
        for table in ("Deliveries", "Receipts")
    )
    deliveries[2][:6] = ["X-1", "C-1", DAY, None, 250.0, "EUR"]
    for given in (deliveries, deliveries[1:]):
        (row,) = answer("AGING", given, receipts, AS_OF)
        assert row[0] == "C-1"
        assert row[-3] == 250.0


def mark_letter(table: str) -> str:
    return openpyxl.utils.get_column_letter(list(columns_of(TABLES[table])).index(mark_column(table)) + 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_would_be_a_good_row_if_its_mark_were_written_over(tmp_path: Path, language: str) -> None:
    """It shows what arxl takes: a customer, a day and a currency of one's own in place of the marks, and all counts."""
    path, mine = tmp_path / "new.xlsx", tmp_path / "mine.xlsx"
    new_book(path, language)
    workbook = openpyxl.load_workbook(path)
    own = {"customer": "C-1", "date": DAY, "currency": "USD", "salesperson": "Ana"}
    for table in RECORDS:
        if table != "Supply Rules":
            sheet_of(workbook, table, language)[f"{mark_letter(table)}2"] = own[mark_column(table)]
    sheet_of(workbook, "Company", language)["B4"] = "EUR"
    workbook.save(mine)
    book = read_back(mine)
    assert [str(fault) for fault in book.faults] == []
    assert {len(getattr(book, table.lower().replace(" ", "_"))) for table in RECORDS if table != "Supply Rules"} == {1}


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_come_back_as_they_were(tmp_path: Path, language: str) -> None:
    path = tmp_path / "filled.xlsx"
    write_template(path, language, ROWS, company=COMPANY)
    book = read_back(path)
    assert [str(fault) for fault in book.faults] == []
    assert book.company == COMPANY
    for table, rows in ROWS.items():
        typed = getattr(book, table.lower().replace(" ", "_"))
        assert len(typed) == len(rows)
        for attribute, column in columns_of(TABLES[table]).items():
            for nth, row in enumerate(rows):
                if attribute in row:
                    assert_same(getattr(typed, attribute)[nth], row[attribute], column.kind, row)


def assert_same(typed: Any, given: object, kind: Kind, row: Mapping[str, object]) -> None:
    if kind is Kind.AMOUNT:
        assert isinstance(given, Decimal)
        assert typed == int(given * (1 if row["currency"] == "KRW" else 100))
    elif kind in (Kind.DATE, Kind.DATE_OR_YES):
        assert typed == np.datetime64(str(given), "D")
    else:
        assert typed == given


@pytest.mark.parametrize("language", ["zh_CN"])
def test_the_sample_company_is_read_without_a_fault(tmp_path: Path, language: str) -> None:
    path = tmp_path / "sample.xlsx"
    rows = sample_rows()
    write_template(path, language, rows, SAMPLE_POLICY, SAMPLE_COMPANY)
    book = read_back(path)
    assert [str(fault) for fault in book.faults if fault.severity is Severity.FAULT] == []
    assert book.company == SAMPLE_COMPANY
    for table, attribute in (("Deliveries", "deliveries"), ("Receipts", "receipts"), ("Decisions", "decisions")):
        assert len(getattr(book, attribute)) == len(rows[table])


def test_policies_come_back_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    changed = {"buckets": "15, 45", "tolerance": "0.5", "due_roll": "following", "pass_over_disputed": "no"}
    mapped = {"map.Deliveries.Due Date": header_text("Deliveries", "settled_on", "ko")}
    write_template(path, "ko", policy=changed | mapped, company=COMPANY)
    book = read_back(path)
    assert [fault for fault in book.faults if fault.severity is Severity.FAULT] == []
    assert {key: book.settings[key].value for key in mapped} == mapped
    expected = {
        "buckets": (15, 45),
        "tolerance": Decimal("0.5"),
        "due_roll": "following",
        "pass_over_disputed": False,
    }
    for policy in POLICIES:
        read = policy_of(policy, book.settings)
        for key, value in vars_of(read).items():
            assert value == expected.get(key, getattr(policy(), key))


def vars_of(policy: Any) -> dict[str, Any]:
    return {name: getattr(policy, name) for name in policy.__dataclass_fields__}


def test_supply_rules_are_the_default_ladder(tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    write_template(path, "en")
    rules, faults = rules_of(read_back(path).supply_rules)
    assert faults == ()
    assert [(r.metric.name, r.level, tuple(map(float, r.thresholds.values()))) for r in rules] == [
        (metric, level, thresholds) for metric, level, thresholds in default_rules()
    ]
    assert {row["metric"] for row in default_supply_rules()} == {
        "oldest days past due",
        "exposure/limit",
        "open batches",
        "unsigned statements",
        "broken promises",
        "warnings",
        "class of debt",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_headings_and_tables(tmp_path: Path, language: str) -> None:
    path = tmp_path / "new.xlsx"
    write_template(path, language)
    book = openpyxl.load_workbook(path)
    assert len(book.sheetnames) == 2 + len(TABLES), "the tables, what to do, and the lists"
    for table, rows in TABLES.items():
        sheet = sheet_of(book, table, language)
        headings = [header_text(table, attribute, language) for attribute in columns_of(rows)]
        assert [cell.value for cell in sheet[1]][: len(headings)] == headings
        assert list(sheet.tables) == [table.replace(" ", "_")]
        assert sheet.freeze_panes == "B2"
        assert sheet.print_title_rows == "$1:$1"


def test_the_first_sheet_says_what_to_do_and_holds_no_cell(tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    write_template(path, "en", company=COMPANY)
    first = openpyxl.load_workbook(path).worksheets[0]
    assert first.title == "Start here"
    assert first.dimensions == "A1:A1"
    drawing = zipfile.ZipFile(path).read("xl/drawings/drawing1.xml").decode()
    assert "Made-Up Foods &amp; Co" in drawing
    assert [f"{number}.  " in drawing for number in range(1, 7)] == [True] * 5 + [False]


def offered(book: openpyxl.Workbook, rule: DataValidation) -> list[str]:
    """What a drop-down offers: the filled cells from the first on of the column that its name means."""
    if rule.formula1.startswith('"'):
        return rule.formula1.strip('"').split(",")
    sheet, _, area = book.defined_names[rule.formula1].attr_text.partition("!")
    column = area.split("$")[1]
    cells = [cell.value for cell in book[sheet.strip("'")][column][1:]]
    return [str(cell) for cell in cells if cell is not None]


@pytest.mark.parametrize("language", LANGUAGES)
def test_drop_downs_offer_what_the_reader_takes(tmp_path: Path, language: str) -> None:
    path = tmp_path / "new.xlsx"
    new_book(path, language)
    book = openpyxl.load_workbook(path)
    seen: set[str] = set()
    for table, rows in TABLES.items():
        rules = {str(rule.sqref).split(":")[0]: rule for rule in rules_of_sheet(book, table, language)}
        for nth, (attribute, column) in enumerate(columns_of(rows).items()):
            rule = rules.get(f"{openpyxl.utils.get_column_letter(nth + 1)}2")
            if rule is None or rule.type != "list":
                continue
            choices = offered(book, rule)
            seen.add(f"{table}.{attribute}")
            if column.kind is Kind.CHOICE:
                assert [choice_named(choice, column.choices) for choice in choices] == list(column.choices)
            if column.kind is Kind.TERMS:
                assert len({parse_terms(choice).kind for choice in choices}) == 6
            if column.kind is Kind.CURRENCY:
                assert [currency_named(choice) for choice in choices] == choices
            if attribute == "language":
                assert [language_of(choice) for choice in choices] == list(LANGUAGES)
            if attribute == "metric":
                assert [metric_named(choice) for choice in choices] == list(METRICS)
    asked = {
        f"{table}.{attribute}"
        for table in RECORDS
        for attribute, column in columns_of(TABLES[table]).items()
        if column.kind in (Kind.CHOICE, Kind.TERMS, Kind.CURRENCY)
        or (attribute == "customer" and table != "Customers")
        or attribute in ("language", "metric")
    }
    assert asked <= seen


def rules_of_sheet(book: openpyxl.Workbook, table: str, language: str) -> list[DataValidation]:
    return list(sheet_of(book, table, language).data_validations.dataValidation)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_that_is_no_text_is_checked_in_the_words_of_the_workbook(tmp_path: Path, language: str) -> None:
    path = tmp_path / "new.xlsx"
    new_book(path, language)
    book = openpyxl.load_workbook(path)
    for table in RECORDS:
        rules = {str(rule.sqref).split(":")[0]: rule for rule in rules_of_sheet(book, table, language)}
        for nth, (attribute, column) in enumerate(columns_of(TABLES[table]).items()):
            letter = openpyxl.utils.get_column_letter(nth + 1)
            rule = rules.get(f"{letter}2")
            if column.kind in (Kind.TEXT, Kind.ID, Kind.NAMES) and rule is None:
                continue
            assert rule is not None, (table, attribute)
            assert str(rule.sqref) == f"{letter}2:{letter}1048576"
            expected = {Kind.DATE: "date", Kind.AMOUNT: "decimal", Kind.NUMBER: "decimal", Kind.WHOLE: "whole"}
            assert rule.type == expected.get(column.kind, rule.type)
            if rule.showErrorMessage:
                assert rule.error
                assert len(rule.error) <= MESSAGE_LIMIT
                assert len(rule.errorTitle) <= TITLE_LIMIT
                assert rule.errorStyle in (None, "warning")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_policy_takes_what_its_check_lets_through(tmp_path: Path, language: str) -> None:
    path = tmp_path / "new.xlsx"
    new_book(path, language)
    book = openpyxl.load_workbook(path)
    sheet = sheet_of(book, "Policy", language)
    rules = {str(rule.sqref): rule for rule in rules_of_sheet(book, "Policy", language)}
    tried = 0
    for row in range(2, sheet.max_row + 1):
        key, rule = str(sheet.cell(row, 1).value), rules.get(f"B{row}")
        if rule is None or rule.formula1 is None:
            continue
        values = offered(book, rule) if rule.type == "list" else [rule.formula1]
        for value in values:
            settings_of(None, None, {key: value}, "")  # WrongUsage where arxl does not take it
            tried += 1
    assert tried > 25


def test_keys_of_the_company_are_those_of_the_language(tmp_path: Path) -> None:
    for language in LANGUAGES:
        path = tmp_path / f"{language}.xlsx"
        new_book(path, language)
        sheet = sheet_of(openpyxl.load_workbook(path), "Company", language)
        keys = [str(cell.value) for cell in sheet["A"][1:]]
        assert [company_field(key) for key in keys] == [field.name for field in fields(Company)]


def test_headings_say_what_a_blank_means(tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    write_template(path, "en")
    sheet = openpyxl.load_workbook(path)["Deliveries"]
    notes = {cell.value: cell.comment.text if cell.comment else "" for cell in sheet[1]}
    assert notes["Customer ID"] == "Required."
    assert notes["Due Date"] == "Blank means: reckoned from the terms."
    assert notes["Kind"] == "Blank means: invoice."
    assert notes["Settled On"] == "stands for a receipt in full that day"
    fills = {cell.value: cell.fill.start_color.rgb for cell in sheet[1]}
    assert fills["Customer ID"] == fills["Amount"] != fills["Due Date"] == fills["Kind"]


def test_an_amount_has_the_decimals_of_its_row(tmp_path: Path) -> None:
    path = tmp_path / "filled.xlsx"
    write_template(path, "en", ROWS, company=COMPANY)
    sheet = openpyxl.load_workbook(path)["Deliveries"]
    col = [cell.value for cell in sheet[1]].index("Amount") + 1
    assert [sheet.cell(row, col).number_format for row in (2, 3, 4)] == ["#,##0.00", "#,##0", "#,##0.00"]


def test_the_accountants_workbook_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    write_template(path, "en")
    before = path.read_bytes()
    with pytest.raises(Refused, match=r"a file has this name; it is not replaced\. Choose another name"):
        write_template(path, "ro", ROWS)
    assert path.read_bytes() == before
    assert not is_arxls(path), "results never take the place of a book that arxl began"


def test_the_same_template_has_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_template(tmp_path / name, "zh_TW", ROWS, {"buckets": "30"}, COMPANY)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rate_of_interest_is_a_percentage_in_cell_input_check_and_reading(tmp_path: Path, language: str) -> None:
    """Who types 12 into a cell of this format has 12 %, which the cell holds as 0.12; a bare 12 is refused by both."""
    path = tmp_path / "new.xlsx"
    new_book(path, language)
    workbook = openpyxl.load_workbook(path)
    sheet = sheet_of(workbook, "Interest Rates", language)
    assert sheet["B2"].number_format == sheet.column_dimensions["B"].number_format == "0.00%"
    (check,) = (each for each in sheet.data_validations.dataValidation if "B2" in each.sqref)
    assert (check.type, check.formula1, check.formula2) == ("decimal", "0", "1")
    for row, cells in enumerate([(DAY, 0.12, "EUR"), (DAY, "12%", "USD"), (DAY, 12, "RON")], start=2):
        for column, cell in enumerate(cells, start=1):
            sheet.cell(row, column, cell)
    workbook.save(path)
    book = read_back(path)
    assert book.interest_rates.rate.tolist() == [0.12, 0.12]
    assert [fault.place for fault in book.faults if fault.severity is Severity.FAULT] == [f"{sheet.title}!B4"]
