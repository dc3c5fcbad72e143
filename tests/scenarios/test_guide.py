"""The guide for accountants: its commands are commands of arxl, its policies exist, and its links lead somewhere."""

from __future__ import annotations

import importlib.util
import re
import shlex
from pathlib import Path

import pytest

from arxl.hosts.cli.arguments import parser
from arxl.jobs.sample import sample_rows
from arxl.jobs.start import write_sample
from arxl.tables.headers import columns_of_headers, table_named
from arxl.tables.policy import policy_keys
from arxl.tables.schema import TABLES, columns_of

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide"
PAGES = tuple(sorted(page.name for page in GUIDE.glob("*.md") if not page.name.startswith(("excel", "libreoffice"))))


def text_of(page: str) -> str:
    return (GUIDE / page).read_text(encoding="utf-8")


def blocks(page: str) -> list[tuple[str, str]]:
    """What is said to be in each block (csv, text, "" for commands), and the block."""
    return re.findall(r"^```(\w*)\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)


def commands():
    for page in PAGES:
        for holds, block in blocks(text_of(page)):
            if not holds:
                yield from (line for line in block.splitlines() if line.startswith("arxl ") and "--help" not in line)


@pytest.mark.parametrize("command", sorted(set(commands())))
def test_a_command_of_the_guide_is_understood(command):
    assert parser().parse_args(shlex.split(command)[1:]).command in command


EXECUTED = tuple(page for page in PAGES if "run as they stand" in text_of(page))


@pytest.mark.parametrize("page", EXECUTED)
def test_the_examples_of_a_page_run_as_they_stand(page, tmp_path, monkeypatch, arxl):
    (tmp_path / "Trade").mkdir()
    for name, rows in re.findall(r"`([\w ]+\.csv)`\n\n```csv\n(.*?)```", text_of(page), re.DOTALL):
        (tmp_path / "Trade" / name).write_text(rows, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    outputs, asked = {}, []
    for holds, block in blocks(text_of(page)):
        if holds == "text":
            outputs[asked[-1]] = block.splitlines()
        elif not holds:
            asked += block.splitlines()
    assert outputs
    for command in asked:
        words = shlex.split(command)[1:]
        said = arxl(*words)
        assert (said.status, said.err) == (0, ""), command
        if command in outputs:
            assert [line.rstrip() for line in said.out.splitlines()] == outputs.pop(command)
        if "-o" in words:
            assert (tmp_path / words[words.index("-o") + 1]).exists()
    assert not outputs


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_pages(page):
    for target in re.findall(r"\]\(([^)#]+)\)", text_of(page)):
        assert (GUIDE / target).is_file()


def test_policies_that_the_guide_names_exist():
    named = {"amount_rounding", "faulty_rows", "default_terms", "date_order", "decimal_sign", "register_path"}
    said = " ".join(text_of(page) for page in PAGES)
    assert named <= policy_keys().keys()
    assert all(key in said for key in named)
    assert set(re.findall(r"--set (\w+)=", said)) - {"KEY", "company_id"} <= policy_keys().keys()


def test_the_page_of_policies_is_current():
    page = GUIDE.parents[1] / "tools" / "policy_page.py"
    spec = importlib.util.spec_from_file_location("policy_page", page)
    built = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(built)
    assert text_of("policy.md") == built.policy_page(), "run: make generated"
    assert all(f"| `{key}` |" in text_of("policy.md") for key in policy_keys())


def test_the_first_and_last_day_of_the_sample_are_those_of_its_rows():
    days = [row["date"] for table in ("Deliveries", "Receipts") for row in sample_rows()[table]]
    first, last = (f"{day.day} {day:%B} {day.year}" for day in (min(days), max(days)))
    assert f"from {first} to {last}" in text_of("sample.md")


def test_names_of_tables_and_headers_that_the_guide_shows_are_recognised():
    page = text_of("reading.md")
    for name in ("tblDeliveries", "Deliveries_2026", "Livrări", "Facturas", "납품", "应收明细"):
        assert f"`{name}`" in page
        assert table_named(name) == "Deliveries"
    for header in ("Customer no.", "código de cliente", "cod client", "거래처코드", "客户编号", "客戶編號"):
        assert f"*{header}*" in page
        assert columns_of_headers("Deliveries", [header, "Date", "Amount"])["customer"] == 0
    for header in ("paid on", "fecha de cobro", "data încasării", "입금일", "收款日期"):
        assert f"*{header}*" in page
        assert "settled_on" in columns_of_headers("Deliveries", ["Customer ID", "Date", "Amount", header])


def test_the_tables_and_required_columns_are_those_of_the_schema():
    page = text_of("reading.md")
    assert all(table in page for table in TABLES)
    assert "up to nineteen tables" in page
    assert len(TABLES) == 19
    for table in ("Deliveries", "Receipts", "Credits"):
        required = {column.header for column in columns_of(TABLES[table]).values() if column.required}
        assert required == {"Customer ID", "Date", "Amount"}


@pytest.fixture(scope="module")
def everyone():
    """Customer id -> name, type, terms, grade, level, as the guide's tables say."""
    lines = re.findall(r"^\| ([A-Z]{2}-\d\d) \| (.+) \| (\d) \|$", text_of("sample.md"), re.MULTILINE)
    return {customer: (*cells.split(" | "), level) for customer, cells, level in lines}


def test_everyone_of_the_sample_is_in_the_guide(everyone):
    files = sample_rows()["Customers"]
    assert {customer: cells[:4] for customer, cells in everyone.items()} == {
        row["customer"]: (row["name"], row["type"], row["terms"], row["grade"]) for row in files
    }


def test_the_figures_of_the_stories_are_those_of_the_rows():
    rows, page = sample_rows(), text_of("sample.md")
    refund = next(row for row in rows["Receipts"] if row["amount_minor"] < 0)
    assert f"{refund['customer']} | Pays {-refund['amount_minor']:,} EUR twice in February 2026" in page
    bounced = [row for row in rows["Receipts"] if "bounced_on" in row]
    days = [f"{row['clears_on'].day} {row['clears_on']:%B}" for row in bounced]
    assert f"should clear on {days[0]} 2026 bounces" in page
    assert f"the one of {days[1]} bounces" in page
    named = next(row for row in rows["Receipts"] if row["customer"] == "ES-03" and "; " in row.get("applies_to", ""))
    assert named["applies_to"].rpartition(":")[2] in page


def test_every_story_of_the_guide_is_about_a_customer(everyone):
    stories = text_of("sample.md").partition("## Everyone")[0]
    told = set(re.findall(r"\b[A-Z]{2}-\d\d\b", stories))
    assert told <= everyone.keys()
    assert len(told) > 40


def test_the_example_of_a_reconciliation_is_what_arxl_answers(tmp_path, monkeypatch, arxl):
    """The customer's file and the bridge stand in the guide; the book is the sample company's."""
    page = text_of("reconcile.md")
    (theirs,), (bridge,) = (re.findall(rf"```{kind}\n(.*?)```", page, re.DOTALL) for kind in ("csv", "text"))
    monkeypatch.chdir(tmp_path)
    write_sample(Path("Sample Distribution.xlsx"))
    Path("Cadena Norte.csv").write_text(theirs, encoding="utf-8")
    for command in (line for line in page.splitlines() if line.startswith("arxl reconcile")):
        said = arxl(*shlex.split(command)[1:])
        assert said.status == 0, said.err
    assert Path("ES-08.xlsx").is_file()
    assert [path.suffix for path in Path("letters").iterdir()] == [".pdf"]
    said = arxl(*shlex.split(command)[1:-4], "--format", "json")
    rows = [
        f"{row['what']:<16}{float(row['difference'] or row['balance']):>11,.2f}  {row['reference']}".rstrip()
        for row in said.json["bridge"]
    ]
    assert [line.split() for line in rows] == [line.split() for line in bridge.splitlines()]
