"""Where a result may go, and in which bytes: never over what the job reads or over a file of another kind."""

from __future__ import annotations

import codecs
import json
import sqlite3
from pathlib import Path

import pytest

from arxl.workbook.template import write_template
from scenarios.story import CommandLine, Story

DAY = ("--as-of", "2026-10-31")


@pytest.fixture
def told(story: Story) -> Path:
    story.tells("2026-09-05 delivery INV-1 to Țuțea of 100.00\n2026-09-06 delivery INV-2 to C-2 of 40.00")
    return story.path


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "B.xlsx"
    rows = {
        "Customers": [{"customer": "C-1"}],
        "Deliveries": [{"document": "INV-1", "customer": "C-1", "date": "2026-09-05", "amount_minor": 100.0}],
    }
    write_template(path, "en", rows)
    return path


def other(tmp_path: Path, kind: str) -> Path:
    path = tmp_path / f"other.{kind}"
    if kind == "pdf":
        path.write_bytes(b"%PDF-1.7\n...")
    elif kind == "xlsx":
        write_template(path, "en")
    elif kind == "arxl":
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE entries (seq)")
        connection.close()
    else:
        path.write_text("notes of somebody")
    return path


@pytest.mark.parametrize("form", ["text", "json", "csv", "xlsx"])
def test_the_book_is_never_written(arxl: CommandLine, workbook: Path, form: str) -> None:
    before = workbook.read_bytes()
    said = arxl("aging", workbook, "--set", "currency=EUR", *DAY, "--format", form, "-o", workbook)
    assert said.status == 3
    assert workbook.name in said.err
    assert workbook.read_bytes() == before


def test_a_table_of_a_folder_is_never_written(arxl: CommandLine, told: Path) -> None:
    before = (told / "Deliveries.csv").read_bytes()
    said = arxl("aging", told, *DAY, "--format", "csv", "-o", told / "Deliveries.csv")
    assert (said.status, "this is the file that arxl reads" in said.err) == (3, True)
    assert (told / "Deliveries.csv").read_bytes() == before


@pytest.mark.parametrize("form", ["text", "json", "csv", "xlsx"])
@pytest.mark.parametrize("kind", ["pdf", "xlsx", "arxl", "txt"])
def test_only_a_file_of_the_same_kind_is_replaced(
    arxl: CommandLine, told: Path, tmp_path: Path, form: str, kind: str
) -> None:
    path = other(tmp_path, kind)
    before = path.read_bytes()
    said = arxl("aging", told, *DAY, "--format", form, "-o", path)
    if kind == "txt" and form != "xlsx":
        assert (said.status, path.read_bytes() == before) == (0, False)
        assert path.with_name("other.bak.txt").read_bytes() == before
    else:
        assert (said.status, path.read_bytes() == before) == (3, True)
        assert "Traceback" not in said.err


def test_a_paper_replaces_nothing_but_a_paper(arxl: CommandLine, story: Story, told: Path, tmp_path: Path) -> None:
    (first, *_) = story.issues("2026-09", "2026-10-05")
    for kind in ("xlsx", "txt", "arxl"):
        path = other(tmp_path, kind)
        before = path.read_bytes()
        assert arxl("register", "export", told, first.number, "-o", path).status == 3
        assert path.read_bytes() == before
    assert arxl("register", "export", told, first.number, "-o", other(tmp_path, "pdf")).status == 0
    assert (tmp_path / "other.bak.pdf").read_bytes().startswith(b"%PDF-1.7\n...")


@pytest.mark.parametrize("form", ["text", "json", "csv", "xlsx"])
def test_a_folder_and_a_missing_folder_are_answered(arxl: CommandLine, told: Path, tmp_path: Path, form: str) -> None:
    (tmp_path / "folder").mkdir()
    said = arxl("aging", told, *DAY, "--format", form, "-o", tmp_path / "folder")
    assert (said.status, "a folder has this name" in said.err) == (3, True)
    said = arxl("aging", told, *DAY, "--format", form, "-o", tmp_path / "gone" / "x.txt")
    assert (said.status, "does not exist" in said.err) == (3, True)


def test_a_file_is_no_folder_for_drafts(arxl: CommandLine, told: Path, tmp_path: Path) -> None:
    said = arxl("statements", told, "--month", "2026-09", "--papers", other(tmp_path, "txt"))
    assert (said.status, "it is no folder" in said.err) == (3, True)


def test_excel_knows_a_csv_file_by_its_mark_and_machines_get_none(
    arxl: CommandLine, told: Path, tmp_path: Path
) -> None:
    for form in ("csv", "json", "text"):
        assert arxl("aging", told, *DAY, "--format", form, "-o", tmp_path / f"aging.{form}").status == 0
    content = (tmp_path / "aging.csv").read_bytes()
    assert content.startswith(codecs.BOM_UTF8)
    assert b"\r\r" not in content
    assert content.count(b"\r\n") == content.count(b"\n") == 3
    assert "Țuțea" in content.decode("utf-8-sig")
    assert json.loads((tmp_path / "aging.json").read_bytes())["rows"][1]["customer"] == "Țuțea"
    assert not (tmp_path / "aging.text").read_bytes().startswith(codecs.BOM_UTF8)
