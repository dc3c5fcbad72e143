"""Issuing from the command line: under whose name, in which files, and what was left out."""

from __future__ import annotations

import json
from pathlib import Path

from scenarios.story import CommandLine, Story

MONTH = ("--month", "2026-09")
ONE = "Document No,Customer ID,Date,Amount\nINV-1,C-1,2026-09-05,100\n"


def nameless(folder: Path) -> Path:
    book = folder / "Old Name.csv"
    book.write_text(ONE)
    return book


def test_a_renamed_copy_starts_no_second_register(arxl: CommandLine, tmp_path: Path) -> None:
    book = nameless(tmp_path)
    for words in (("statements", book, "--issue"), ("month-end", book)):
        said = arxl(*words, *MONTH, "--set", "currency=EUR")
        assert said.status == 3
        assert "--set company_id=old-name" in said.err
        assert [path.name for path in tmp_path.iterdir()] == [book.name]
    assert arxl("statements", book, "--issue", *MONTH, "--set", "currency=EUR", "--set", "company_id=acme").status == 0
    book = book.rename(tmp_path / "New Name.csv")
    again = arxl("month-end", book, *MONTH, "--set", "currency=EUR", "--set", "company_id=acme", "--format", "json")
    assert (again.status, again.json["issued"]) == (0, 0)
    assert [path.name for path in tmp_path.glob("*.arxl") if " backup " not in path.name] == ["acme.arxl"]


def test_drafts_and_reports_need_no_company_id_and_check_says_what_counts(arxl: CommandLine, tmp_path: Path) -> None:
    book = nameless(tmp_path)
    euro = "--set", "currency=EUR"
    assert arxl("statements", book, *MONTH, *euro).status == 0
    assert arxl("aging", book, "--as-of", "2026-10-31", *euro).status == 0
    said = arxl("check", book, "--as-of", "2026-10-31", *euro)
    assert 'default: the book says no company id; "old-name" is made from the name of the file.' in said.out
    assert "no company id" not in arxl("check", book, *euro, "--set", "company_id=acme").out


def test_customers_that_differ_by_a_sign_or_a_case_get_drafts_of_their_own(
    arxl: CommandLine, story: Story, tmp_path: Path
) -> None:
    ids = ["A/1", "A:1", "a1", "A1", "CON", "L" * 300]
    story.tells("\n".join(f"2026-09-05 delivery INV-{n} to {customer} of 100.00" for n, customer in enumerate(ids)))
    assert arxl("statements", story.path, *MONTH, "--papers", tmp_path / "drafts").status == 0
    names = [path.name for path in (tmp_path / "drafts").iterdir()]
    assert len({name.casefold() for name in names}) == len(ids)
    assert max(len(name.encode()) for name in names) <= 200
    assert arxl("statements", story.path, *MONTH, "--issue").status == 0


def test_rows_left_out_are_listed_and_the_status_is_1(arxl: CommandLine, story: Story) -> None:
    story.tells("2026-09-05 delivery INV-1 to C-1 of 100.00\n2026-09-06 delivery INV-2 to C-2, Amount: abc")
    leaving = (*MONTH, "--set", "faulty_rows=leave-out")
    for words in (("statements",), ("statements", "--issue"), ("month-end",)):
        said = arxl(words[0], story.path, *words[1:], *leaving)
        assert said.status == 1
        assert "Deliveries.csv" in said.err or "Deliveries!" in said.err
        assert '"abc"' in said.err
        assert said.out


def test_drafts_of_an_issued_month_name_the_folder_of_its_papers(
    arxl: CommandLine, story: Story, tmp_path: Path
) -> None:
    story.tells("2026-09-05 delivery INV-1 to C-1 of 100.00")
    story.issues("2026-09", "2026-10-05")
    said = arxl("statements", story.path, *MONTH, "--papers", tmp_path / "drafts")
    assert said.status == 3
    assert "the month is issued" in said.err
    assert str(story.path.parent / "Book – statements 2026-09") in said.err
    assert not (tmp_path / "drafts").exists()


def test_month_end_answers_machines(arxl: CommandLine, story: Story, tmp_path: Path) -> None:
    story.tells("2026-05-05 delivery INV-1 to C-1 of 100.00")
    said = arxl("month-end", story.path, *MONTH, "--format", "json", "-o", tmp_path / "done.json")
    assert (said.status, said.out) == (0, "")
    done = json.loads((tmp_path / "done.json").read_bytes())
    assert (done["month"], done["issued"]) == ("2026-09", 1)
    assert Path(done["results"]).is_file()
    assert [path.suffix for path in Path(done["statements"]).glob("ST*")] == [".pdf"]
    (row,) = done["urgent"]
    assert (row["customer"], row["currency"], row["overdue"]) == ("C-1", "EUR", "100.00")


def test_a_setting_is_blamed_on_the_option_that_set_it(arxl: CommandLine, story: Story) -> None:
    story.tells("2026-09-05 delivery INV-1 to C-1 of 100.00")
    for words, place in (
        (("--buckets", "60,30"), "--buckets: "),
        (("--set", "buckets=60,30"), "--set: "),
        (("--map", "Nowhere.Date=Day"), "--map: "),
    ):
        said = arxl("aging", story.path, *words)
        assert (said.status, said.err.startswith(place)) == (2, True), said.err


def test_an_error_in_the_key_of_a_policy_row_is_a_fault(arxl: CommandLine, tmp_path: Path) -> None:
    from xlsxwriter import Workbook

    with Workbook(tmp_path / "B.xlsx") as workbook:
        sheet = workbook.add_worksheet("Deliveries")
        for row, cells in enumerate([("Customer ID", "Date", "Amount"), ("C-1", "2026-09-05", 10)]):
            sheet.write_row(row, 0, cells)
        policy = workbook.add_worksheet("Policy")
        policy.write_row(0, 0, ("Key", "Value"))
        policy.write_formula(1, 0, "=NA()", None, "#N/A")
        policy.write(1, 1, "30")
    said = arxl("check", tmp_path / "B.xlsx", "--set", "currency=EUR")
    assert (said.status, said.err.startswith("Policy!A2: ")) == (1, True)
