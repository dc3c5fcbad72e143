"""A real ledger as it stands: 2,466 invoices of 100 customers with settlement dates, none of it in arxl's words.

The file is not part of arxl; where it is absent these tests are skipped. What is expected of it is summed up here
with the csv module alone.
"""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from arxl.register.store import history_at

from .story import CommandLine

CHECKOUT = Path(__file__).resolve().parents[2]
INVOICES = CHECKOUT / ".." / "shared" / "data" / "ibm-ar" / "late-payment-histories.csv"
AS_OF = dt.date(2013, 6, 30)
DOLLARS = ("--set", "currency=USD")
NAMED = ("--set", "company_id=invoices")

pytestmark = pytest.mark.skipif(
    not INVOICES.exists(), reason="the invoices are others' and in no repository; ../shared/data/ibm-ar is not here"
)


def day(text: str) -> dt.date:
    return dt.datetime.strptime(text, "%d/%m/%Y").date()


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with INVOICES.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def owed(rows: list[dict[str, str]]) -> dict[str, list[Decimal]]:
    """Customer -> not due, 1–30 days … as of the day."""
    buckets: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 6)
    for row in rows:
        if day(row["InvoiceDate"]) <= AS_OF < day(row["SettledDate"]):
            late = (AS_OF - day(row["DueDate"])).days
            place = 0 if late <= 0 else 1 + sum(late > edge for edge in (30, 60, 90, 180))
            buckets[row["customerID"]][place] += Decimal(row["InvoiceAmount"])
    return dict(buckets)


def test_the_file_is_the_one_that_was_measured(rows: list[dict[str, str]], owed: dict[str, list[Decimal]]) -> None:
    assert len(rows) == 2466
    assert sum(Decimal(row["InvoiceAmount"]) for row in rows) == Decimal("147703.18")
    assert [sum(column) for column in zip(*owed.values(), strict=True)][:2] == [Decimal("4284.29"), Decimal("835.56")]


def test_aged_on_the_command_line(arxl: CommandLine, owed: dict[str, list[Decimal]]) -> None:
    answer = arxl("aging", INVOICES, "--as-of", AS_OF, *DOLLARS, "--format", "json")
    assert answer.status == 0
    aged = answer.json
    found = {row["customer"]: [Decimal(amount) for amount in row["buckets"]] for row in aged["rows"]}
    assert found == owed
    (total,) = aged["totals"]
    assert total["buckets"] == ["4284.29", "835.56", "0.00", "0.00", "0.00", "0.00"]
    assert (total["unapplied"], total["balance"]) == ("0.00", "5119.85")


def test_everything_is_paid_in_the_end(arxl: CommandLine, rows: list[dict[str, str]]) -> None:
    answer = arxl("allocate", INVOICES, "--as-of", "2014-12-31", *DOLLARS, "--format", "json").json
    assert (answer["open"], answer["unapplied"]) == ([], [])
    assert sum(Decimal(row["amount"]) for row in answer["allocations"]) == Decimal("147703.18")
    settled = {row["invoiceNumber"]: day(row["SettledDate"]).isoformat() for row in rows}
    assert {row["document"]: row["date"] for row in answer["allocations"]} == settled


def test_a_statement_for_everybody_with_a_balance_or_a_movement(
    arxl: CommandLine, tmp_path: Path, rows: list[dict[str, str]], owed: dict[str, list[Decimal]]
) -> None:
    book = Path(shutil.copy(INVOICES, tmp_path / "Invoices.csv"))
    answer = arxl("month-end", book, "--month", "2013-06", *DOLLARS, *NAMED)
    assert answer.status == 0, answer.err
    june = {
        row["customerID"]
        for row in rows
        for moved in (day(row["InvoiceDate"]), day(row["SettledDate"]))
        if f"{moved:%Y-%m}" == "2013-06"
    }
    statements = history_at(tmp_path / "invoices.arxl", "invoices").statements
    assert sorted(statement.customer for statement in statements) == sorted(june | owed.keys())
    closing = {statement.customer: Decimal(statement.closing_minor) / 100 for statement in statements}
    assert {customer: minor for customer, minor in closing.items() if minor} == {c: sum(b) for c, b in owed.items()}
    folder = tmp_path / "Invoices – statements 2013-06"
    assert {paper.name for paper in folder.glob("*.pdf")} == {statement.file for statement in statements}
    assert book.read_bytes() == INVOICES.read_bytes()
    assert arxl("register", "verify", book, *DOLLARS, *NAMED).out.startswith(
        f"invoices.arxl: {len(statements) + 2} lines"
    )
