"""The command line: exit statuses, faults one a line, JSON as DESIGN promises it, and text that harms nobody."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from arxl.hosts.excel.build import macro_workbook
from arxl.hosts.excel.package import unpacked

from ..scenarios.story import CommandLine, Story

ROOT = Path(__file__).parents[2]
FAULT = re.compile(r"[^!\n]+![A-Z]*\d+: .+\. .+\.")
AS_OF = ("--as-of", "2026-03-25")


@pytest.fixture
def book(story: Story) -> Path:
    """Two customers in two currencies; nothing is wrong with it."""
    story.tells("""
        customer C-1, Name: Dealer One, Terms: 2/10 NET 30, Credit Limit: 100, Salesperson: Ana
        customer C-2, Name: =cmd|' /C calc'!A0, Salesperson: -Ion
        2026-01-05 delivery INV-1 to C-1 of 1000.00
        2026-01-20 delivery INV-2 to C-1 of 500.00
        2026-01-30 receipt R-1 from C-1 of 490.00, Applies To: INV-2
        2026-02-10 delivery INV-3 to C-2 of 9000 KRW
        2026-02-11 receipt R-2 from C-2 of 9500 KRW
        2026-01-01 rate KRW of 0.00064
    """)
    return story.path


@pytest.fixture
def faulty(book: Path, story: Story) -> Path:
    """The same, and two rows that cannot be read."""
    story.tells("2026-02-15 delivery INV-4 to C-1 of 10.005\n2026-02-30 delivery INV-5 to C-1 of 10.00")
    return story.path


def keys_of(value: Any) -> list[str]:
    return sorted(value)


def is_amount(text: object, decimals: int) -> bool:
    return isinstance(text, str) and bool(re.fullmatch(rf"-?\d+\.\d{{{decimals}}}" if decimals else r"-?\d+", text))


DECIMALS = {"EUR": 2, "KRW": 0}


def test_0_done(arxl: CommandLine, book: Path) -> None:
    for words in (
        ("check", book),
        ("aging", book, *AS_OF),
        ("allocate", book, *AS_OF),
        ("supply", book, *AS_OF),
        ("statements", book, "--month", "2026-02"),
        ("month-end", book, "--month", "2026-01"),
        ("register", "list", book),
        ("register", "verify", book),
        ("register", "show", book, "ST2026-00001"),
    ):
        answer = arxl(*words)
        assert (answer.status, answer.err) == (0, ""), words
        assert answer.out


def test_1_the_workbook_has_faults_one_a_line_with_its_cell(arxl: CommandLine, faulty: Path) -> None:
    clean = arxl("aging", faulty, *AS_OF, "--format", "json")
    assert clean.status == 1
    assert [row["customer"] for row in clean.json["rows"]] == ["C-1", "C-2"]
    lines = clean.err.splitlines()
    assert len(lines) == 2
    assert all(FAULT.fullmatch(line) for line in lines)
    assert {line.partition(":")[0] for line in lines} == {"Deliveries!D5", "Deliveries!A6"}
    for command in ("allocate", "supply", "check"):
        answer = arxl(command, faulty, *AS_OF)
        assert answer.status == 1
        assert answer.out
        assert answer.err.splitlines() == lines


@pytest.mark.parametrize("words", [("statements",), ("statements", "--issue"), ("month-end",)])
def test_1_statements_and_month_end_print_nothing_of_a_faulty_book(
    arxl: CommandLine, faulty: Path, words: tuple[str, ...]
) -> None:
    before = sorted(faulty.parent.iterdir())
    command, *options = words
    answer = arxl(command, faulty, "--month", "2026-02", *options)
    assert (answer.status, answer.out) == (1, "")
    assert len(answer.err.splitlines()) == 2
    assert sorted(faulty.parent.iterdir()) == before


def test_2_wrong_usage(arxl: CommandLine, book: Path) -> None:
    for words in (
        ("aging",),
        ("dance", book),
        ("aging", book, "--as-of", "tomorrow"),
        ("aging", book, "--buckets", "60,30"),
        ("aging", book, "--format", "xlsx"),
        ("statements", book, "--month", "2026-13"),
        ("register", "show", book, "ST2026-00099"),
        ("supply", book, "--set", "release_days=soon"),
    ):
        answer = arxl(*words)
        assert (answer.status, answer.out) == (2, ""), words
        assert answer.err


def test_3_refused(arxl: CommandLine, book: Path, tmp_path: Path) -> None:
    nothing = tmp_path / "nothing.xlsx"
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    for words in (
        ("aging", nothing),
        ("aging", broken),
        ("register", "verify", book),
        ("month-end", book, "--month", f"{dt.date.today():%Y-%m}"),
    ):
        answer = arxl(*words)
        assert (answer.status, answer.out) == (3, ""), words
        assert answer.err.count("\n") == 1
        assert answer.err.endswith(".\n")


def test_3_a_broken_register_stops_everything_that_reads_it(arxl: CommandLine, book: Path) -> None:
    assert arxl("month-end", book, "--month", "2026-01").status == 0
    register = book.with_name("dealer-supplies.arxl")
    content = register.read_bytes()
    at = content.index(b'"closing_minor"')
    register.write_bytes(content[: at + 20] + bytes([content[at + 20] ^ 1]) + content[at + 21 :])
    for words in (("register", "verify", book), ("month-end", book, "--month", "2026-02"), ("supply", book, *AS_OF)):
        answer = arxl(*words)
        assert (answer.status, answer.out) == (3, ""), words
        assert answer.err.startswith("dealer-supplies.arxl")


def test_json_of_aging(arxl: CommandLine, book: Path) -> None:
    aged = arxl("aging", book, *AS_OF, "--format", "json").json
    assert {"as_of", "by", "buckets", "rows", "totals"} <= aged.keys()
    assert (aged["as_of"], aged["by"]) == ("2026-03-25", "due")
    assert aged["buckets"] == ["Not due", "1–30 days", "31–60 days", "61–90 days", "91–180 days", "over 180 days"]
    assert [(row["customer"], row["currency"]) for row in aged["rows"]] == [("C-1", "EUR"), ("C-2", "KRW")]
    for row in (*aged["rows"], *aged["totals"]):
        decimals = DECIMALS[row["currency"]]
        amounts = [*row["buckets"], row["unapplied"], row["balance"]]
        assert len(row["buckets"]) == len(aged["buckets"])
        assert all(is_amount(amount, decimals) for amount in amounts)
        assert sum(map(Decimal, row["buckets"])) - Decimal(row["unapplied"]) == Decimal(row["balance"])
    assert [total["currency"] for total in aged["totals"]] == ["EUR", "KRW"]
    assert aged["rows"][0]["buckets"][2] == "1000.00"
    assert aged["rows"][1] | {"buckets": []} == aged["rows"][1] | {"unapplied": "500", "balance": "-500", "buckets": []}


def test_json_of_aging_by_document_and_per_salesperson(arxl: CommandLine, book: Path) -> None:
    by_document = arxl("aging", book, *AS_OF, "--by", "document", "--buckets", "15,90", "--format", "json").json
    assert by_document["by"] == "document"
    assert by_document["rows"][0]["buckets"] == ["0.00", "0.00", "1000.00", "0.00"]
    per = arxl("aging", book, *AS_OF, "--per", "salesperson", "--format", "json").json
    assert [row["salesperson"] for row in per["rows"]] == ["-Ion", "Ana"]


def test_json_of_allocate(arxl: CommandLine, book: Path) -> None:
    told = arxl("allocate", book, *AS_OF, "--format", "json").json
    assert keys_of(told) == ["allocations", "as_of", "open", "unapplied"]
    for row in told["allocations"]:
        assert {"customer", "currency", "credit", "document", "date", "amount", "rule"} <= row.keys()
        assert row["rule"] in {"named", "oldest", "discount", "tolerance", "refund"}
        assert dt.date.fromisoformat(row["date"])
        assert is_amount(row["amount"], DECIMALS[row["currency"]])
    assert [(row["credit"], row["document"], row["amount"], row["rule"]) for row in told["allocations"]] == [
        ("R-1", "INV-2", "490.00", "named"),
        ("R-1", "INV-2", "10.00", "discount"),
        ("R-2", "INV-3", "9000", "oldest"),
    ]
    (item,) = told["open"]
    assert {"customer", "currency", "document", "due_date", "amount", "open"} <= item.keys()
    assert (item["document"], item["due_date"], item["amount"], item["open"]) == (
        "INV-1",
        "2026-02-04",
        "1000.00",
        "1000.00",
    )
    assert told["unapplied"] == [{"customer": "C-2", "currency": "KRW", "credit": "R-2", "amount": "500"}]


def test_json_of_statements_drafted_and_issued(arxl: CommandLine, book: Path) -> None:
    draft = arxl("statements", book, "--month", "2026-01", "--format", "json").json
    issued = arxl("statements", book, "--month", "2026-01", "--issue", "--format", "json").json
    for told, number in ((draft, None), (issued, "ST2026-00001")):
        assert keys_of(told) == ["month", "statements"]
        assert told["month"] == "2026-01"
        (one,) = told["statements"]
        assert {"number", "customer", "currency", "opening", "movements", "closing", "file"} <= one.keys()
        assert (one["number"], one["opening"], one["closing"]) == (number, "0.00", "1000.00")
        assert [line["kind"] for line in one["movements"]] == ["invoice", "invoice", "receipt", "discount"]
        for line in one["movements"]:
            assert {"date", "document", "kind", "amount", "balance"} <= line.keys()
            assert dt.date.fromisoformat(line["date"])
            assert is_amount(line["amount"], 2)
            assert is_amount(line["balance"], 2)
        assert one["movements"][-1]["balance"] == one["closing"]
    assert draft["statements"][0]["file"] is None
    assert issued["statements"][0]["file"].endswith("ST2026-00001 C-1.pdf")


def test_json_of_supply(arxl: CommandLine, book: Path) -> None:
    told = arxl("supply", book, *AS_OF, "--format", "json").json
    assert keys_of(told) == ["as_of", "company_currency", "rows"]
    assert told["company_currency"] == "EUR"
    assert [row["customer"] for row in told["rows"]] == ["C-1", "C-2"]
    for row in told["rows"]:
        assert {"customer", "level", "reasons", "release"} <= row.keys()
        assert isinstance(row["level"], int)
        assert len(row["reasons"]) == len(row["release"])
        assert all(isinstance(text, str) for text in (*row["reasons"], *row["release"]))
    assert told["rows"][0]["level"] == 5
    assert told["rows"][1] == {**told["rows"][1], "level": 0, "reasons": [], "release": []}


def test_json_of_check(arxl: CommandLine, faulty: Path) -> None:
    listed = arxl("check", faulty, *AS_OF, "--format", "json").json["faults"]
    assert {row["place"] for row in listed if row["severity"] == "fault"} == {"Deliveries!D5", "Deliveries!A6"}
    assert all(keys_of(row) == ["fact", "place", "remedy", "severity"] for row in listed)


def test_json_of_the_register(arxl: CommandLine, book: Path) -> None:
    assert arxl("statements", book, "--month", "2026-01", "--issue").status == 0
    (row,) = arxl("register", "list", book, "--format", "json").json["rows"]
    assert (row["number"], row["month"], row["customer"], row["closing"]) == (
        "ST2026-00001",
        "2026-01",
        "C-1",
        "1000.00",
    )
    assert arxl("register", "show", book, "ST2026-00001", "--format", "json").json["closing"] == "1000.00"


def test_a_paper_is_exported_byte_for_byte(arxl: CommandLine, book: Path, tmp_path: Path) -> None:
    arxl("month-end", book, "--month", "2026-01")
    again = tmp_path / "again.pdf"
    assert arxl("register", "export", book, "ST2026-00001", "-o", again).status == 0
    assert again.read_bytes() == (tmp_path / "Book – statements 2026-01" / "ST2026-00001 C-1.pdf").read_bytes()


def test_csv_has_no_cell_that_a_spreadsheet_would_run(arxl: CommandLine, book: Path, tmp_path: Path) -> None:
    out = tmp_path / "aging.csv"
    assert arxl("aging", book, *AS_OF, "--format", "csv", "-o", out).status == 0
    printed = arxl("aging", book, *AS_OF, "--format", "csv").out
    assert out.read_bytes().decode("utf-8-sig").replace("\r\n", "\n") == printed.lstrip("\ufeff").replace("\r\n", "\n")
    rows = list(csv.reader(io.StringIO(printed)))
    assert ["C-2", "'=cmd|' /C calc'!A0", "KRW"] in [row[:3] for row in rows]
    balances = {row[0]: row[rows[0].index("balance")] for row in rows[1:]}
    assert balances["C-2"] == "-500"  # a number is no formula
    for cell in (cell for row in rows for cell in row):
        assert not cell.startswith(("=", "+", "@", "\t", "\r"))
        assert not cell.startswith("-") or re.fullmatch(r"-\d+(\.\d+)?", cell)
    per = arxl("aging", book, *AS_OF, "--per", "salesperson", "--format", "csv").out
    assert "'-Ion" in per


def test_a_workbook_goes_to_a_file(arxl: CommandLine, book: Path, tmp_path: Path) -> None:
    for command in ("aging", "allocate", "supply"):
        out = tmp_path / f"{command}.xlsx"
        assert arxl(command, book, *AS_OF, "--format", "xlsx", "-o", out).status == 0
        assert out.read_bytes().startswith(b"PK")


def test_text_is_aligned_and_never_cut_in_a_pipe(arxl: CommandLine, book: Path) -> None:
    lines = arxl("aging", book, *AS_OF).out.splitlines()
    assert [line.split()[0] for line in lines] == ["Customer", "C-1", "C-2", "Total", "Total"]
    assert "1,000.00" in lines[1]
    assert "\x1b" not in "".join(lines)


def test_json_is_one_document_whatever_the_names(arxl: CommandLine, story: Story) -> None:
    story.tells("customer 客户-1, Name: 德利商贸\n2026-01-05 delivery 发票-1 to 客户-1 of 10.00")
    answer = arxl("aging", story.path, *AS_OF, "--format", "json")
    assert json.loads(answer.out)["rows"][0]["customer"] == "客户-1"
    assert "客户-1" in answer.out


@pytest.mark.parametrize("language", ["en", "zh_TW"])
def test_a_new_workbook_has_macros_where_its_name_asks_for_them(
    arxl: CommandLine, tmp_path: Path, language: str
) -> None:
    made = {}
    for ending in ("xlsx", "xlsm", "XLSM"):
        path = tmp_path / f"Book {ending}.{ending}"
        assert arxl("new", path, "--language", language).status == 0
        made[ending] = unpacked(path.read_bytes())
    assert (
        made["xlsm"] == made["XLSM"] == unpacked(macro_workbook((tmp_path / "Book xlsx.xlsx").read_bytes(), language))
    )
    assert made["xlsm"] == unpacked((ROOT / f"workbook_templates/receivables.{language}.xlsm").read_bytes())
    said = arxl("new", tmp_path / "Book xlsm.xlsm")
    assert said.status == 3
    assert "a file has this name" in said.err
    assert arxl("new", tmp_path / "Book.xls").status == 2
