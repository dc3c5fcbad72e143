"""Stories of two accounts: what a customer sends, what arxl answers, what the letter says."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from .story import CommandLine, Story

DAY = ("--as-of", "2026-10-31")


@pytest.fixture
def told(story: Story) -> Story:
    return story.tells(
        """
        customer C-1, Name: Harbour Hotel
        customer C-2, Name: Somebody Else
        2026-09-05 delivery INV-1 to C-1 of 500.00
        2026-09-20 receipt R-1 from C-1 of 500.00
        2026-10-02 delivery INV-2 to C-1 of 300.00
        2026-10-09 delivery INV-3 to C-1 of 120.00
        2026-10-20 receipt R-2 from C-1 of 300.00
        2026-10-09 delivery INV-9 to C-2 of 9.99
        """
    )


def sends(story: Story, *rows: str, head: str = "Date,Invoice,Debit,Credit") -> Path:
    """What the customer sends."""
    path = story.path.parent / "theirs.csv"
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return path


ALL = (
    "2026-09-06,INV-1,,500",
    "2026-09-20,pay 1,500,",
    "2026-10-02,INV-2,,300",
    "2026-10-10,inv 3,,120",
    "2026-10-21,pay 2,300,",
)


def test_two_books_that_agree(told: Story, arxl: CommandLine):
    said = arxl("reconcile", told.path, "C-1", sends(told, *ALL), *DAY, "--format", "json")
    (account,) = said.json["accounts"]
    assert (account["our_balance"], account["their_balance"], account["difference"]) == ("120.00", "120.00", "0.00")
    assert [row["what"] for row in said.json["bridge"]] == ["our balance", "their balance"]
    assert {row["status"] for row in said.json["lines"]} == {"agreed"}
    assert all(row["customer"] == "C-1" and row["currency"] == "EUR" for row in said.json["lines"])
    assert said.status == 0


def test_differs_then_reconciled_then_corrected(told: Story, arxl: CommandLine):
    """They lack an invoice, and the book a receipt; the book is corrected, and the rest is theirs."""
    theirs = sends(told, *ALL[:3], "2026-10-21,pay 2,300,", "2026-10-30,pay 3,50,")
    said = arxl("reconcile", told.path, "C-1", theirs, *DAY, "--format", "json")
    steps = [(row["what"], row["difference"]) for row in said.json["bridge"] if row["difference"]]
    assert steps == [("only ours", "-120.00"), ("only theirs", "-50.00")]
    told.tells("2026-10-29 receipt R-3 from C-1 of 50.00")
    said = arxl("reconcile", told.path, "C-1", theirs, *DAY, "--format", "json")
    assert [(row["what"], row["difference"]) for row in said.json["bridge"] if row["difference"]] == [
        ("only ours", "-120.00")
    ]
    (account,) = said.json["accounts"]
    assert (account["our_balance"], account["their_balance"]) == ("70.00", "-50.00")


def test_a_later_beginning_is_an_opening_difference(told: Story, arxl: CommandLine):
    october = sends(told, "2026-10-01,Opening balance,,80", *ALL[2:])
    said = arxl("reconcile", told.path, "C-1", october, *DAY, "--format", "json")
    (step,) = [row for row in said.json["bridge"] if row["difference"]]
    assert (step["what"], step["difference"]) == ("opening difference", "80.00")
    assert step["remarks"] == ["before 2026-10-01: 80.00 EUR with them, 0.00 EUR with us."]
    statuses = [row["status"] for row in said.json["lines"]]
    assert statuses.count("outside their period") == 2


def test_lines_after_the_end_of_their_file_and_what_is_carried_are_no_differences_of_the_month(
    told: Story, arxl: CommandLine
):
    told.tells("2026-11-02 delivery INV-4 to C-1 of 60.00")
    said = arxl("reconcile", told.path, "C-1", sends(told, *ALL), "--as-of", "2026-11-05", "--format", "json")
    (step,) = [row for row in said.json["bridge"] if row["difference"]]
    assert (step["what"], step["reference"], step["difference"]) == ("outside their period", "INV-4", "-60.00")


def test_a_day_in_the_past_is_as_it_was(told: Story, arxl: CommandLine):
    said = arxl("reconcile", told.path, "C-1", sends(told, *ALL[:2]), "--as-of", "2026-09-30", "--format", "json")
    assert said.json["accounts"][0]["our_balance"] == "0.00"
    assert len(said.json["lines"]) == 2


def test_discounts_and_bounced_receipts_are_lines_too(story: Story, arxl: CommandLine):
    story.tells(
        """
        2026-10-01 delivery INV-1 to C-1 of 1000.00, Terms: 2/10 NET 30
        2026-10-08 receipt R-1 from C-1 of 980.00
        2026-10-10 delivery INV-2 to C-1 of 200.00
        2026-10-12 receipt R-2 from C-1 of 200.00, Method: cheque, Bounced On: 2026-10-20
        """
    )
    theirs = sends(
        story, "2026-10-01,INV-1,,1000", "2026-10-08,pay,980,", "2026-10-08,discount INV-1,20,", "2026-10-10,INV-2,,200"
    )
    said = arxl("reconcile", story.path, "C-1", theirs, *DAY, "--to", "2026-10-31", "--format", "json")
    assert said.json["accounts"][0]["difference"] == "0.00"
    left = [
        (row["status"], row["our_kind"], row["our_amount"]) for row in said.json["lines"] if row["status"] != "agreed"
    ]
    assert left == [("only ours", "receipt", "-200.00"), ("only ours", "bounced", "200.00")]


def test_a_cell_that_cannot_be_read_is_named_and_no_letter_is_written(told: Story, arxl: CommandLine, tmp_path: Path):
    theirs = sends(told, *ALL[:4], "2026-10-21,pay 2,three hundred,")
    said = arxl("reconcile", told.path, "C-1", theirs, *DAY, "--to", "2026-10-31", "--format", "json")
    assert said.status == 1
    assert '[theirs.csv]theirs!C6: "three hundred" is no number.' in said.err
    assert [row["status"] for row in said.json["lines"]].count("only ours") == 1
    said = arxl("reconcile", told.path, "C-1", theirs, *DAY, "--letter", tmp_path / "letters")
    assert said.status == 1
    assert not (tmp_path / "letters").exists()


def test_one_amount_whose_sign_nothing_tells_is_asked_for(told: Story, arxl: CommandLine):
    theirs = sends(told, "2026-10-02,Z-7,17.00", head="Date,Invoice,Amount")
    said = arxl("reconcile", told.path, "C-1", theirs, *DAY)
    assert said.status == 1
    assert "nothing tells whether" in said.err
    said = arxl("reconcile", told.path, "C-1", theirs, *DAY, "--owed", "plus", "--format", "json")
    assert said.json["accounts"][0]["their_balance"] == "17.00"


def test_a_list_of_open_items_is_said_to_look_like_one(told: Story, arxl: CommandLine):
    said = arxl("reconcile", told.path, "C-1", sends(told, ALL[3]), *DAY)
    assert "it may be a list of what is open" in said.out
    assert "it may be" not in arxl("reconcile", told.path, "C-1", sends(told, *ALL), *DAY).out


def test_an_error_in_a_cell_and_a_formula_that_was_never_calculated(told: Story, arxl: CommandLine, tmp_path: Path):
    book = openpyxl.Workbook()
    for row in (("Date", "Invoice", "Credit"), ("2026-10-02", "INV-2", "=1/0"), ("2026-10-10", "INV-3", 120)):
        book.active.append(row)
    book.active["C4"] = "#N/A"
    book.active["A4"], book.active["B4"] = "2026-10-11", "INV-4"
    book.save(tmp_path / "theirs.xlsx")
    said = arxl("reconcile", told.path, "C-1", tmp_path / "theirs.xlsx", *DAY, "--format", "json")
    assert said.status == 1
    assert "[theirs.xlsx]Sheet!C2: the formula was never calculated." in said.err
    assert "[theirs.xlsx]Sheet!C4: the cell holds the error #N/A." in said.err


def test_wrong_words_are_wrong_usage(told: Story, arxl: CommandLine):
    theirs = sends(told, *ALL)
    for words in (("C-99", theirs), ("C-1", theirs, "--column", "due=x"), ("C-1", theirs, "--currency", "XX")):
        assert arxl("reconcile", told.path, *words, *DAY).status == 2
    assert arxl("reconcile", told.path, "C-1", told.path.parent / "nowhere.csv", *DAY).status == 3


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_their_file_is_never_written(told: Story, arxl: CommandLine, form: str):
    theirs = sends(told, *ALL)
    before = theirs.read_bytes()
    said = arxl("reconcile", told.path, "C-1", theirs, *DAY, "--format", form, "-o", theirs)
    assert said.status == 3
    assert theirs.read_bytes() == before


def test_the_workbook_shows_nothing_of_others_and_adds_up(told: Story, arxl: CommandLine, tmp_path: Path):
    path = tmp_path / "C-1.xlsx"
    said = arxl("reconcile", told.path, "C-1", sends(told, *ALL[:3]), *DAY, "--format", "xlsx", "-o", path)
    assert said.status == 0
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Bridge", "Reconciliation"]
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    assert not [cell for cell in cells if "C-2" in str(cell) or "Somebody" in str(cell)]
    bridge = [row for row in book["Bridge"].iter_rows(values_only=True) if row[0] == "C-1"]
    ours, *steps, theirs = bridge
    assert ours[6] + sum(step[5] for step in steps) == theirs[6] == 300.0


def letter_of(folder: Path) -> PdfReader:
    (path,) = folder.iterdir()
    return PdfReader(io.BytesIO(path.read_bytes()))


@pytest.mark.parametrize("language", ["en", "es", "ro", "ko", "zh_CN", "zh_TW"])
def test_the_letter_has_the_figures_for_eyes_and_for_machines(
    story: Story, arxl: CommandLine, tmp_path: Path, language
):
    story.tells(
        f"""
        customer C-1, Name: Țiglă 한빛 鑫源, Language: {language}
        2026-10-02 delivery INV-2 to C-1 of 1300.00
        2026-10-09 delivery INV-3 to C-1 of 120.00
        """
    )
    theirs = sends(story, "2026-10-02,INV-2,,1290.00", "2026-10-10,X-5,,55.00", "2026-10-10,X-5,,55.00")
    said = arxl("reconcile", story.path, "C-1", theirs, *DAY, "--letter", tmp_path / "letters")
    assert said.status == 0, said.err
    letter = letter_of(tmp_path / "letters")
    text = " ".join("".join(page.extract_text() for page in letter.pages).split())
    for figure in ("1.420,00", "1.400,00") if language in ("es", "ro") else ("1,420.00", "1,400.00"):
        assert figure in text
    assert all(number in text for number in ("INV-2", "INV-3", "X-5"))
    record = json.loads(letter.attachments["reconciliation.json"][0])
    assert (record["our_balance"], record["their_balance"]) == ("1420.00", "1400.00")
    assert [step["difference"] for step in record["bridge"]] == ["-10.00", "-120.00", "55.00", "55.00"]
    assert sum(len(group["theirs"]) for group in record["groups"]) == 3


def test_a_letter_is_the_same_bytes_whenever_it_is_written(told: Story, arxl: CommandLine, tmp_path: Path):
    theirs = sends(told, *ALL[:4])
    papers = []
    for folder in ("one", "two"):
        arxl("reconcile", told.path, "C-1", theirs, *DAY, "--letter", tmp_path / folder)
        (path,) = (tmp_path / folder).iterdir()
        papers.append(path.read_bytes())
    assert papers[0] == papers[1]
