"""The sample company of `arxl demo`: the same everywhere, with every feature of the practice somewhere in its rows."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from arxl.jobs.draft import drafts
from arxl.jobs.opened import open_book
from arxl.jobs.report import aging, supply
from arxl.jobs.sample import SAMPLE_AS_OF, SAMPLE_COMPANY, SAMPLE_POLICY, sample_rows
from arxl.jobs.sample.decided import SIGNED_MONTH
from arxl.jobs.sample.dues import discount_minor, due_by
from arxl.jobs.start import DEMO_MONTHS
from arxl.kernels.settlement import Rule
from arxl.practices.aging import Per
from arxl.tables.history import History, IssuedStatement
from arxl.tables.policy import policy_keys
from arxl.tables.schema import TABLES, Kind, columns_of
from arxl.workbook.template import write_template

DECIMALS = {"EUR": 2, "RON": 2, "CNY": 2, "KRW": 0}
AMOUNTS = ("Deliveries", "Receipts", "Credits", "Orders")
NUMBER_OF = {"Deliveries": "document", "Receipts": "receipt", "Credits": "credit", "Orders": "order"}


@pytest.fixture(scope="module")
def rows():
    return sample_rows()


@pytest.fixture(scope="module")
def customers(rows):
    return {row["customer"]: row for row in rows["Customers"]}


def digest(rows) -> str:
    return hashlib.sha256(repr(rows).encode()).hexdigest()


PRINT_DIGEST = (
    "import hashlib; from arxl.jobs.sample import sample_rows; "
    "print(hashlib.sha256(repr(sample_rows()).encode()).hexdigest())"
)


@pytest.mark.parametrize(
    "world",
    [
        {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "4711", "TZ": "Asia/Seoul", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "1", "TZ": "America/Los_Angeles", "LC_ALL": "ro_RO.UTF-8"},
    ],
    ids=lambda world: world["TZ"],
)
def test_the_rows_are_the_same_in_every_place_and_process(rows, world):
    printed = subprocess.run(
        [sys.executable, "-c", PRINT_DIGEST], env=os.environ | world, capture_output=True, text=True, check=True
    )
    assert printed.stdout.strip() == digest(rows)


def test_another_seed_is_another_history_of_the_same_company(rows):
    other = sample_rows(7)
    assert other["Customers"] == rows["Customers"]
    assert other["Deliveries"] != rows["Deliveries"]


@pytest.mark.parametrize("seed", range(12))
def test_the_stories_hold_for_any_seed(seed):
    rows = sample_rows(seed)
    assert 2000 <= len(rows["Deliveries"]) <= 3000
    assert all(row["amount_minor"] for table in AMOUNTS for row in rows[table])
    assert any("bounced_on" in row for row in rows["Receipts"])


def test_every_table_and_attribute_is_one_of_the_schema(rows):
    for table, records in rows.items():
        columns = columns_of(TABLES[table])
        required = {attribute for attribute, column in columns.items() if column.required}
        for record in records:
            assert set(record) <= set(columns)
            assert required <= set(record)
            for attribute, value in record.items():
                column = columns[attribute]
                assert isinstance(value, TYPES.get(column.kind, str)), (table, attribute, value)
                assert not column.choices or value in column.choices


TYPES = {Kind.AMOUNT: Decimal, Kind.DATE: dt.date, Kind.DATE_OR_YES: dt.date, Kind.NUMBER: float}


def test_sixty_customers_five_salespeople_four_currencies(rows, customers):
    assert len(customers) == len(rows["Customers"]) == 60
    assert Counter(customer[:2] for customer in customers).keys() == {"RO", "ES", "KR", "CN", "TW"}
    assert len({row["salesperson"] for row in customers.values()}) == 5
    assert {row["currency"] for row in rows["Deliveries"]} == set(DECIMALS)
    assert {row["language"] for row in customers.values()} == {"en", "es", "ro", "ko", "zh_CN", "zh_TW"}
    assert {row["type"] for row in customers.values()} == {"dealer", "shop", "hotel", "restaurant", "institution"}
    assert {row["grade"] for row in customers.values()} == set("ABCDE")


def test_customers_are_in_their_own_scripts(customers):
    scripts = {"KR": r"[가-힣]", "CN": r"[一-鿿]", "TW": r"[一-鿿]", "RO": r"[A-Za-z]", "ES": r"[A-Za-z]"}
    assert all(re.search(scripts[customer[:2]], row["name"]) for customer, row in customers.items())
    names = " ".join(row["name"] for row in customers.values())
    assert all(letter in names for letter in "ȘȚățó")
    assert len({row["name"] for row in customers.values()}) == 60


def test_nobody_in_it_could_be_real(customers):
    for row in customers.values():
        assert row["email"].endswith(".example")
        assert row["tax_id"].startswith("SAMPLE-")
        assert " 000 000 " in row["phone"]
        assert re.search("Exemplului|Ejemplo|예시로|示例路|範例路", row["address"])
        assert re.fullmatch(r"Salesperson \w+", row["salesperson"])
    assert "sample" in SAMPLE_COMPANY.name
    assert SAMPLE_COMPANY.email.endswith(".example")
    assert "not an account" in SAMPLE_COMPANY.bank


def test_policy_names_keys_of_the_policy_sheet():
    assert SAMPLE_POLICY.keys() <= policy_keys().keys()


def test_amounts_have_the_decimals_of_their_currency(rows):
    for table in AMOUNTS:
        for row in rows[table]:
            assert -row["amount_minor"].as_tuple().exponent == DECIMALS[row["currency"]]
    for row in rows["Customers"]:
        if "credit_limit_minor" in row:
            assert -row["credit_limit_minor"].as_tuple().exponent == DECIMALS[row["currency"]]


def test_eighteen_months_of_working_days(rows):
    dates = [row["date"] for row in rows["Deliveries"]]
    assert {(day.year, day.month) for day in dates if day >= dt.date(2025, 5, 1)} == {
        (2025 + month // 12, month % 12 + 1) for month in range(4, 22)
    }
    assert max(dates) <= SAMPLE_AS_OF
    assert all(day.weekday() < 5 for day in dates)
    assert all(row["date"].weekday() < 5 and row["date"] <= SAMPLE_AS_OF for row in rows["Receipts"])


def test_no_number_is_given_twice_and_none_is_left_out(rows):
    series = defaultdict(list)
    for table, attribute in NUMBER_OF.items():
        for row in rows[table]:
            prefix, number = row[attribute].split("-")
            series[prefix].append(int(number))
    for numbers in series.values():
        assert sorted(numbers) == list(range(10001, 10001 + len(numbers)))


def test_every_name_exists_in_the_account_that_names_it(rows):
    known = {
        (row["customer"], row["currency"], row[attribute])
        for table, attribute in NUMBER_OF.items()
        for row in rows[table]
    }
    for table in ("Receipts", "Credits"):
        for row in rows[table]:
            for name in filter(None, row.get("applies_to", "").split("; ")):
                assert (row["customer"], row["currency"], name.partition(":")[0]) in known
    for row in rows["Deliveries"]:
        assert "order" not in row or (row["customer"], row["currency"], row["order"]) in known
    documents = {(row["customer"], row["document"]): row for row in rows["Deliveries"]}
    for row in rows["Stock"]:
        assert documents[row["customer"], row["document"]]["date"] <= row["date"] <= SAMPLE_AS_OF


def test_nobody_pays_before_the_first_delivery(rows):
    first = {}
    for row in rows["Deliveries"]:
        first[row["customer"]] = min(row["date"], first.get(row["customer"], row["date"]))
    assert all(row["date"] >= first[row["customer"]] for row in rows["Receipts"])


def test_every_term_of_the_grammar_is_in_use(rows, customers):
    words = Counter(row["terms"].replace("2/10 ", "discount ").split()[0] for row in customers.values())
    assert words.keys() == {"COD", "NET", "EOM", "MONTHLY", "BATCH", "SOLD", "discount"}
    assert "MONTHLY 25/5+1" in {row["terms"] for row in customers.values()}
    assert {"NET 60", "EOM 30", "COD"} <= {row["terms"] for row in rows["Deliveries"] if "terms" in row}
    sold = {customer for customer, row in customers.items() if row["terms"].startswith("SOLD")}
    assert {row["customer"] for row in rows["Stock"]} == sold


def is_named(row):
    return row.get("applies_to", "").startswith("INV")


RECEIPT_STORIES = {
    "a cheque bounces": lambda row: row.get("method") == "cheque" and "bounced_on" in row,
    "a bill is in hand": lambda row: row.get("clears_on", SAMPLE_AS_OF) > SAMPLE_AS_OF and row["method"] == "bill",
    "a cheque is in hand": lambda row: row.get("clears_on", SAMPLE_AS_OF) > SAMPLE_AS_OF and row["method"] == "cheque",
    "a refund names its receipt": lambda row: row["amount_minor"] < 0 and row["applies_to"].startswith("R-"),
    "a deposit names its order": lambda row: row.get("applies_to", "").startswith("SO-"),
    "a receipt names a part": lambda row: is_named(row) and re.search(r"; INV-\d+:\d+\.00$", row["applies_to"]),
    "cash": lambda row: row["method"] == "cash",
    "a card": lambda row: row["method"] == "card",
}
DELIVERY_STORIES = {
    "an opening": lambda row: row.get("kind") == "opening" and "due_date" in row,
    "a debit note": lambda row: row.get("kind") == "debit note",
    "goods come back": lambda row: row["amount_minor"] < 0,
    "a dispute is open": lambda row: "disputed_on" in row and "dispute_settled_on" not in row,
    "a dispute is settled": lambda row: "dispute_settled_on" in row,
    "a note is not signed": lambda row: row.get("kind") == "invoice" and "note_signed_on" not in row,
    "a colleague sold it": lambda row: "salesperson" in row,
}


@pytest.mark.parametrize("story", RECEIPT_STORIES)
def test_a_receipt_tells(rows, story):
    assert any(RECEIPT_STORIES[story](row) for row in rows["Receipts"])


@pytest.mark.parametrize("story", DELIVERY_STORIES)
def test_a_delivery_tells(rows, story):
    assert any(DELIVERY_STORIES[story](row) for row in rows["Deliveries"])


def test_a_receipt_keyed_in_late_has_a_high_number_and_an_early_date(rows):
    late = []
    latest = dt.date.min
    for row in rows["Receipts"]:
        if (latest - row["date"]).days > 14:
            late.append(row["customer"])
        latest = max(latest, row["date"])
    assert late == ["RO-09", "ES-05"]


def test_one_customer_is_invoiced_in_two_currencies(rows):
    currencies = defaultdict(set)
    for row in rows["Deliveries"]:
        currencies[row["customer"]].add(row["currency"])
    assert [customer for customer, used in currencies.items() if len(used) > 1] == ["RO-12"]


def test_groups_limits_orders_and_decisions(rows, customers):
    groups = Counter(row["group"] for row in customers.values() if "group" in row)
    assert all(size > 1 for size in groups.values())
    assert len(groups) == 3
    assert any("credit_limit_minor" not in row for row in customers.values())
    delivered = {row.get("order") for row in rows["Deliveries"]}
    assert any("cancelled_on" in row for row in rows["Orders"])
    assert sum(row["order"] not in delivered for row in rows["Orders"]) >= 8
    for row in rows["Decisions"]:
        assert row["customer"] in customers
        assert row["by"]
        assert row["reason"]
        assert row["kind"] != "override" or (row["value"] in "0123456" and row["until"])


def test_rates_cover_every_foreign_currency_from_before_the_first_document(rows):
    first = min(row["date"] for row in rows["Deliveries"])
    for currency in set(DECIMALS) - {"EUR"}:
        dates = [row["date"] for row in rows["Rates"] if row["currency"] == currency]
        assert min(dates) <= first
        assert len(dates) == len(set(dates)) == 19


def test_the_discount_taken_is_the_discount_allowed(rows, customers):
    """A hotel that names one invoice within ten days pays it less 2 %, half-up, deposits aside."""
    documents = {row["document"]: row for row in rows["Deliveries"]}
    deposits = {row["applies_to"] for row in rows["Receipts"] if row.get("applies_to", "").startswith("SO-")}
    taken = 0
    for row in rows["Receipts"]:
        if customers[row["customer"]]["terms"] == "2/10 NET 30" and is_named(row):
            document = documents[row["applies_to"]]
            cent = Decimal(1).scaleb(-DECIMALS[row["currency"]])
            allowed = (document["amount_minor"] * Decimal("0.02")).quantize(cent, ROUND_HALF_UP)
            assert (row["date"] - document["date"]).days <= 10
            if document.get("order") not in deposits:
                assert row["amount_minor"] == document["amount_minor"] - allowed
                taken += 1
    assert taken > 50


def test_a_bounced_cheque_was_to_clear_before_it_bounced(rows):
    bounced = [row for row in rows["Receipts"] if "bounced_on" in row]
    assert [row["customer"] for row in bounced] == ["RO-05", "RO-05"]
    assert all(row["date"] < row["clears_on"] < row["bounced_on"] <= SAMPLE_AS_OF for row in bounced)


@pytest.fixture(scope="module")
def opened(rows, tmp_path_factory):
    """The sample's workbook, written and read like any other, with September's statements issued."""
    book = tmp_path_factory.mktemp("sample") / "Sample.xlsx"
    write_template(book, "en", rows, SAMPLE_POLICY, SAMPLE_COMPANY)
    september = open_book(book, {}, dt.date(2026, 9, 30))
    issued_on = DEMO_MONTHS[SIGNED_MONTH]
    statements = tuple(
        IssuedStatement(
            number=f"ST2026-{place:05}",
            customer=page.customer,
            currency=page.currency,
            month=page.month,
            issued_on=issued_on,
            return_by=issued_on + dt.timedelta(days=10),
            opening_minor=page.opening_minor,
            closing_minor=page.closing_minor,
            carried=(),
            lines=(),
            file="",
            digest="",
        )
        for place, page in enumerate(drafts(september, SIGNED_MONTH), 1)
    )
    return replace(open_book(book, {}, SAMPLE_AS_OF), history=History(statements))


def test_the_workbook_reads_back_without_a_fault_or_a_warning(opened, rows):
    assert opened.book.faults == ()
    assert opened.book.company == SAMPLE_COMPANY
    assert len(opened.book.deliveries) == len(rows["Deliveries"])
    assert len(opened.book.receipts) == len(rows["Receipts"])


def test_the_signed_copies_name_the_statements_that_the_demo_issues(opened, rows):
    assert min(DEMO_MONTHS) == SIGNED_MONTH
    issued = {statement.number: statement.customer for statement in opened.history.statements}
    copies = [row for row in rows["Decisions"] if row["kind"] in ("signed", "differs")]
    assert len(issued) == 61
    assert len(copies) == 55
    assert all(issued[row["reference"]] == row["customer"] for row in copies)


def test_every_supply_level_occurs_and_the_guide_says_whose(opened):
    levels = supply(opened)
    guide = (Path(__file__).resolve().parents[2] / "docs" / "guide" / "sample.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| ([A-Z]{2}-\d\d) \| .* \| (\d) \|$", guide, re.MULTILINE)
    assert levels.faults == ()
    assert {row.customer: row.level for row in levels.rows} == {customer: int(level) for customer, level in told}
    assert {row.level for row in levels.rows} == set(range(7))
    assert Counter(row.level for row in levels.rows)[0] >= 20


def test_each_currency_has_late_money_and_most_is_not_due(opened):
    aged = aging(opened, Per.CURRENCY)
    for buckets in aged.buckets_minor:
        assert buckets[0] > buckets[1:].sum() / 2 > 0
    assert aged.buckets_minor.sum(axis=0).min() > 0
    assert aged.in_hand_minor.sum() > 0
    assert aged.disputed_minor.sum() > 0
    assert aged.unapplied_minor.sum() > 0


def test_every_rule_of_matching_is_used(opened):
    assert {Rule(rule) for rule in opened.position.settled.rule.tolist()} == set(Rule) - {Rule.WRITE_OFF}


def test_its_own_reading_of_terms():
    october = [dt.date(2026, 10, 25), dt.date(2026, 10, 26), dt.date(2026, 10, 31)]
    assert [due_by("MONTHLY 25/5", october, n) for n in range(3)] == [
        dt.date(2026, 11, 5),
        dt.date(2026, 12, 5),
        dt.date(2026, 12, 5),
    ]
    assert due_by("MONTHLY 25/5+1", october, 0) == dt.date(2026, 12, 5)
    assert due_by("EOM 10", october, 0) == dt.date(2026, 11, 10)
    assert due_by("2/10 NET 30", october, 0) == dt.date(2026, 11, 24)
    assert due_by("BATCH 2/45", october, 0) == dt.date(2026, 10, 31)
    assert due_by("BATCH 2/45", october, 1) == dt.date(2026, 12, 10)
    assert due_by("SOLD 80/60", october, 0, dt.date(2026, 11, 3)) == dt.date(2026, 11, 3)
    assert due_by("SOLD 80/60", october, 0) == dt.date(2026, 12, 24)
    assert discount_minor(25, "2/10 NET 30") == 1
    assert discount_minor(24, "2/10 NET 30") == 0
    with pytest.raises(ValueError, match="WHENEVER"):
        due_by("WHENEVER", october, 0)
