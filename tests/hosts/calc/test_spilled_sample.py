"""Tables spilled over the sample company's sheets, in whole columns, say what the command line says in JSON."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from arxl.hosts.cli import main
from arxl.jobs.sample import SAMPLE_COMPANY, SAMPLE_POLICY
from arxl.practices.statement_words import KINDS
from arxl_in_calc import office_with_arxl
from office import Office

AS_OF = dt.date(2026, 10, 31)
MONTH = "2026-10"
LAST = 1_048_576
SETTINGS = {**SAMPLE_POLICY, "country": SAMPLE_COMPANY.country, "currency": SAMPLE_COMPANY.currency}
"""What the command reads on the sheets Policy and Company; a function takes it as one range."""

Row = tuple[object, ...]


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    with office_with_arxl() as office:
        yield office


@pytest.fixture(scope="module")
def document(office: Office, sample_file: Path) -> Iterator[Any]:
    """The sample workbook with a sheet more: the settings in A and B."""
    opened = office.open(sample_file, macros="always")
    opened.Sheets.insertNewByName("Spilled", opened.Sheets.Count)
    sheet = opened.Sheets.getByName("Spilled")
    for row, pair in enumerate([("Key", "Value"), *SETTINGS.items()]):
        for column, text in enumerate(pair):
            sheet.getCellByPosition(column, row).setString(text)
    yield opened
    opened.close(True)


def spilled(document: Any, name: str, rows: int, columns: int, *rest: str) -> list[Row]:
    """What a function answers in an array formula with a row too many, which must stay without a value."""
    sheet = document.Sheets.getByName("Spilled")
    tables = ("Deliveries.A1:Q", "Receipts.A1:I", "", "Credits.A1:G", "Customers.A1:AZ")
    given = [f"${table}{LAST}" if table else f"DATE({AS_OF.year};{AS_OF.month};{AS_OF.day})" for table in tables]
    policy = f"$A$1:$B${len(SETTINGS) + 1}"
    goods = f"$Orders.A1:G{LAST}", f"$Stock.A1:G{LAST}"
    block = sheet.getCellRangeByPosition(3, 0, 2 + columns, rows)
    block.setArrayFormula(f"={name}({';'.join((*given, '', '', *rest, policy, *goods))})")
    found = list(block.getDataArray())
    block.clearContents(16)
    assert set(found.pop()) == {None}, "one row too many"
    return found


def told(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    """The command line's JSON."""
    main([*words, "--format", "json"])
    return json.loads(capsys.readouterr().out)


def serial(day: str) -> float:
    return float((dt.date.fromisoformat(day) - dt.date(1899, 12, 30)).days)


@pytest.mark.parametrize("spelling", ["ARXL.", "ARXL_"])
def test_aging(document: Any, sample_file: Path, spelling: str, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = told(capsys, "aging", str(sample_file), "--as-of", str(AS_OF))
    rows = [
        (
            *(row["customer"], row["currency"], *map(float, row["buckets"])),
            *(float(row[name]) for name in ("unapplied", "balance", "in_hand", "disputed")),
        )
        for row in wanted["rows"]
    ]
    found = spilled(document, f"{spelling}AGING", len(rows), len(rows[0]) + 1, "", "", "")
    assert [(row[0], *row[2:]) for row in found] == rows


def test_allocate(document: Any, sample_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = told(capsys, "allocate", str(sample_file), "--as-of", str(AS_OF))["allocations"]
    rows = [
        (
            *(each["customer"], each["currency"], each["credit"] or "", each["document"]),
            *(serial(each["date"]), float(each["amount"]), each["rule"]),
        )
        for each in wanted
    ]
    assert spilled(document, "ARXL_ALLOCATE", len(rows), 7, "") == rows


def test_statement(document: Any, sample_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = told(capsys, "statements", str(sample_file), "--month", MONTH)["statements"]
    rows = [row for each in wanted for row in statement_rows(each)]
    found = spilled(document, "ARXL_STATEMENT", len(rows), 10, "", f'"{MONTH}"')
    assert [(row[1], row[2], row[3], row[4], row[5], row[8], row[9]) for row in found] == rows


def statement_rows(statement: Any) -> Iterator[Row]:
    account = (statement["customer"], statement["currency"])
    yield (*account, serial(f"{MONTH}-01"), "", "Opening balance", "", float(statement["opening"]))
    for each in statement["movements"]:
        amounts = float(each["amount"]), float(each["balance"])
        yield (*account, serial(each["date"]), each["document"], KINDS[each["kind"]], *amounts)
    yield (*account, serial(str(AS_OF)), "", "Closing balance", "", float(statement["closing"]))
