"""Each button on a copy of the sample workbook, in a real LibreOffice: what it writes is what the command line answers,
and everything that a person made stays as it is."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from arxl.hosts.buttons import ALL_BUTTONS
from arxl.hosts.cli import main
from arxl.hosts.open_book import guide, macros
from arxl.jobs import issue
from arxl.jobs.month_end import month_end
from arxl.jobs.opened import open_book
from arxl.jobs.sample import SAMPLE_COMPANY
from arxl.locale import wording
from arxl.workbook.live import is_owned
from arxl.workbook.read import read_raw

from .workbook_state import sheet_state, state_of

TODAY = dt.date(2026, 11, 3)
AS_OF = "2026-11-03"


@pytest.fixture
def book(sample: Path, opened: Any) -> Any:
    """The sample workbook, open."""
    return opened(sample)


def ask(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What the command line prints."""
    capsys.readouterr()
    assert main(list(words)) in (0, 1)
    return capsys.readouterr().out


def asked_tables(capsys: pytest.CaptureFixture[str], *words: str) -> list[list[dict[str, str]]]:
    """The tables of a command, each as rows by the keys of its columns."""
    said = ask(capsys, *words, "--format", "csv").removeprefix("\ufeff")
    return [list(csv.DictReader(io.StringIO(part))) for part in said.replace("\r\n", "\n").split("\n\n")]


def shown_rows(sheet: Any) -> list[list[str]]:
    """The records of a result sheet as text."""
    rows = []
    for row in sheet.used_range.options(ndim=2).value[header_row(sheet) :]:
        if all(cell is None for cell in row[1:]) or row[0] == "Total":
            break
        rows.append([as_text(cell) for cell in row])
    return rows


def header_row(sheet: Any) -> int:
    """Row of the headings, from 1."""
    values = sheet.used_range.options(ndim=2).value
    return next(nth for nth, row in enumerate(values, 1) if sum(cell is not None for cell in row) > 2)


def as_text(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case float():
            return f"{Decimal(repr(cell)).normalize():f}"
        case dt.datetime():
            return cell.date().isoformat()
    return " ".join(str(cell).split())


def told(text: str) -> str:
    """A cell of the command line's CSV, as `as_text` has it."""
    try:
        return f"{Decimal(text).normalize():f}" if not text.startswith("0") or text[:2] in ("0", "0.") else text
    except ArithmeticError:
        return " ".join(text.split())


def told_rows(table: list[dict[str, str]]) -> list[list[str]]:
    return [[told(cell) for cell in row.values()] for row in table]


# --- each button -----------------------------------------------------------------------------------------------------


def test_age_writes_what_aging_answers(book: Any, sample: Path, capsys: Any) -> None:
    before = state_of(book)
    assert macros.run("age", book, today=TODAY) == "Written as of 2026-11-03: Aging."
    answer = json.loads(ask(capsys, "aging", str(sample), "--as-of", AS_OF, "--format", "json"))
    rows = shown_rows(book.sheets["Aging"])
    assert [
        [row["customer"], row["currency"], *map(told, (*row["buckets"], row["unapplied"], row["balance"]))]
        for row in answer["rows"]
    ] == [[row[0], *row[2:-2]] for row in rows]
    (table,) = asked_tables(capsys, "aging", str(sample), "--as-of", AS_OF)
    assert rows == told_rows(table)
    assert state_of(book) == before
    assert book.sheets.active.name == "Aging"


def test_totals_are_formulas_that_add_up(book: Any, sample: Path, capsys: Any) -> None:
    macros.run("age", book, today=TODAY)
    answer = json.loads(ask(capsys, "aging", str(sample), "--as-of", AS_OF, "--format", "json"))
    sheet = book.sheets["Aging"]
    used = sheet.used_range
    totals = [row for row in used.options(ndim=2).value if row[0] == "Total"]
    assert [[row[2], *map(as_text, row[3:-2])] for row in totals] == [
        [total["currency"], *map(told, (*total["buckets"], total["unapplied"], total["balance"]))]
        for total in answer["totals"]
    ]
    last = used.row + used.shape[0] - 1
    assert sheet.range((last, 4)).formula.startswith("=ROUND(SUMIFS(")


def test_allocate_writes_what_allocate_answers(book: Any, sample: Path, capsys: Any) -> None:
    before = state_of(book)
    assert macros.run("allocate", book, today=TODAY) == (
        "Written as of 2026-11-03: Allocations, Open Items, Unapplied cash."
    )
    tables = asked_tables(capsys, "allocate", str(sample), "--as-of", AS_OF)
    for name, table in zip(("Allocations", "Open Items", "Unapplied cash"), tables, strict=True):
        assert shown_rows(book.sheets[name]) == told_rows(table)
    assert state_of(book) == before


def test_supply_writes_what_supply_answers(book: Any, sample: Path, capsys: Any) -> None:
    before = state_of(book)
    macros.run("supply", book, today=TODAY)
    (table,) = asked_tables(capsys, "supply", str(sample), "--as-of", AS_OF)
    assert shown_rows(book.sheets["Supply"]) == told_rows(table)
    assert state_of(book) == before


def test_statements_are_drafts_with_papers_beside_the_workbook(book: Any, sample: Path, capsys: Any) -> None:
    before = state_of(book)
    said = macros.run("statements", book, today=TODAY)
    folder = sample.parent / "Sample – drafts 2026-10"
    assert said == f"Written as of 2026-10-31: Statements.\nTheir papers are in {folder}."
    (table,) = asked_tables(capsys, "statements", str(sample), "--month", "2026-10")
    rows = shown_rows(book.sheets["Statements"])
    assert [row[:-1] for row in rows] == [row[:-1] for row in told_rows(table)]
    assert [row[-1] for row in rows] == sorted(
        (path.name for path in folder.iterdir()), key=[r[-1] for r in rows].index
    )
    assert state_of(book) == before
    link = book.sheets["Statements"].range((header_row(book.sheets["Statements"]) + 1, 9)).hyperlink
    assert Path(unquote(link.removeprefix("file://"))).is_file()
    assert list(sample.parent.glob("*.arxl")) == []


def test_month_end_issues_and_writes_all_results_and_register_lists_them(book: Any, sample: Path, capsys: Any) -> None:
    before = state_of(book)
    said = macros.run("month_end", book, today=TODAY)
    stated = json.loads(ask(capsys, "register", "list", str(sample), "--format", "json"))["rows"]
    folder = sample.parent / "Sample – statements 2026-10"
    assert said.split("\n")[0] == f"2026-10: {len(stated)} statements, {len(stated)} of them issued now."
    rows = shown_rows(book.sheets["Statements"])
    assert [[row[0], row[1], row[2], row[5]] for row in rows] == [
        [row["number"], row["customer"], row["currency"], told(row["closing"])] for row in stated
    ]
    assert {row[-1] for row in rows} == {path.name for path in folder.glob("ST*.pdf")}
    (aging,) = asked_tables(capsys, "aging", str(sample), "--as-of", "2026-10-31")
    assert shown_rows(book.sheets["Aging"]) == told_rows(aging)
    assert state_of(book) == before
    assert [sheet.name for sheet in book.sheets if is_owned(sheet)] == [
        "Aging", "Open Items", "Allocations", "Statements", "Supply", "Faults",
    ]  # fmt: skip
    assert book.sheets.active.name == "Statements"
    assert macros.run("register", book, today=TODAY) == "Written as of 2026-11-03: Register."
    (table,) = asked_tables(capsys, "register", "list", str(sample), "--as-of", TODAY.isoformat())
    named = [[*row[:-1], Path(row[-1]).name] for row in told_rows(table)]  # the sheet shows the name, linked
    assert shown_rows(book.sheets["Register"]) == named
    assert state_of(book) == before


@pytest.mark.long
def test_month_end_leaves_the_files_that_the_command_leaves(book: Any, sample: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy" / sample.name
    copy.parent.mkdir()
    shutil.copy(sample, copy)
    done = month_end(open_book(copy, {}, dt.date(2026, 10, 31)), "2026-10", TODAY)
    said = macros.run("month_end", book, today=TODAY)
    results = sample.parent / done.results.name
    assert f"All results, with the dashboard, are in {results}." in said
    assert results.read_bytes() == done.results.read_bytes()
    assert files_beside(sample) == files_beside(copy)


@pytest.mark.long
def test_results_that_somebody_has_open_keep_nothing_else_back(book: Any, sample: Path) -> None:
    (sample.parent / "~$Sample – results 2026-10.xlsx").write_bytes(b"")
    said = macros.run("month_end", book, today=TODAY)
    assert "results 2026-10.xlsx" in said
    assert not (sample.parent / "Sample – results 2026-10.xlsx").exists()
    assert len(shown_rows(book.sheets["Statements"])) == len(open_book(sample, {}, TODAY).history.statements)


def files_beside(book: Path) -> set[str]:
    """What stands in the folder of a book, but for what a program that has it open puts there."""
    found = (path.relative_to(book.parent).as_posix() for path in book.parent.rglob("*") if path.is_file())
    return {name for name in found if not name.startswith((".~lock", "copy/"))}


def test_check_says_so_where_nothing_is_wrong(book: Any, sample: Path, capsys: Any) -> None:
    said = macros.run("check", book, today=TODAY)
    assert said == "Written as of 2026-11-03: Faults.\nFaults: 0. Warnings: 0."
    assert ask(capsys, "check", str(sample), "--as-of", AS_OF).splitlines()[-1] == "0 faults, 0 warnings."
    notes = [row[0] for row in book.sheets["Faults"].range((1, 1), (9, 1)).options(ndim=2).value]
    assert "There is nothing to show as of 2026-11-03." in notes


def test_help_opens_a_page_in_the_language_of_the_company(book: Any, monkeypatch: Any, tmp_path: Path) -> None:
    pages = []
    monkeypatch.setattr(guide.webbrowser, "open", pages.append)
    monkeypatch.setattr(guide.tempfile, "tempdir", str(tmp_path))
    before = state_of(book)
    assert "arxl guide en.html" in macros.run("help", book, today=TODAY)
    (page,) = tmp_path.glob("*/*.html")
    assert page.parent.stat().st_mode & 0o077 == 0  # nobody else can put a page of theirs in its place
    assert pages == [page.as_uri()]
    text = html.unescape(page.read_text("utf-8"))
    assert all(button.tip.split(":")[0] in text for button in ALL_BUTTONS)
    assert "ARXL_AGING(" in text
    assert state_of(book) == before


def test_each_button_has_its_macro() -> None:
    assert [button.macro for button in ALL_BUTTONS] == [*macros.MACROS]


# --- a second time ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("button", ["check", "age", "allocate", "supply"])
def test_a_second_run_changes_nothing(button: str, book: Any) -> None:
    macros.run(button, book, today=TODAY)
    before = state_of(book, owned=True)
    macros.run(button, book, today=TODAY)
    assert state_of(book, owned=True) == before


@pytest.mark.long
def test_a_second_month_end_issues_nothing_and_the_next_day_changes_the_day_alone(book: Any, sample: Path) -> None:
    macros.run("month_end", book, today=TODAY)
    before = state_of(book, owned=True)
    book.save()
    said = macros.run("month_end", book, today=TODAY + dt.timedelta(days=1))
    assert ", 0 of them issued now." in said
    after = state_of(book, owned=True)
    assert {name for name in before if before[name] != after[name]} == {"Statements"}  # how many were issued now
    assert len(open_book(sample, {}, TODAY).history.statements) == len(shown_rows(book.sheets["Statements"]))


def test_result_sheets_survive_saving_and_are_known_again(book: Any, sample: Path, opened: Any) -> None:
    before = read_raw(sample)
    macros.run("month_end", book, today=TODAY)
    book.save()
    assert [table.table for table in read_raw(sample).tables] == [table.table for table in before.tables]
    again = opened(sample)
    state = state_of(again, owned=True)
    assert set(state) == {"Aging", "Open Items", "Allocations", "Statements", "Supply", "Faults"}
    macros.run("age", again, today=dt.date(2026, 10, 31))
    assert {sheet.name for sheet in again.sheets if is_owned(sheet)} == set(state)
    assert shown_rows(again.sheets["Aging"]) == shown_rows(book.sheets["Aging"])


# --- what is not arxl's ----------------------------------------------------------------------------------------------


def test_a_sheet_that_somebody_made_is_never_touched(book: Any) -> None:
    mine = book.sheets.add("aging", after=book.sheets[0])
    mine["A1:B2"].value = [["my own", 1], ["figures", 2]]
    mine["C1"].formula = "=SUM(B1:B2)"
    before = state_of(book)
    assert macros.run("age", book, today=TODAY) == "Written as of 2026-11-03: Aging (arxl)."
    assert macros.run("age", book, today=TODAY) == "Written as of 2026-11-03: Aging (arxl)."
    assert state_of(book) == before
    assert mine["C1"].value == 3.0


def test_a_result_sheet_that_somebody_renamed_is_kept(book: Any) -> None:
    macros.run("age", book, today=TODAY)
    book.sheets["Aging"].name = "Aging of October"
    kept = sheet_state(book, book.sheets["Aging of October"])
    macros.run("age", book, today=TODAY + dt.timedelta(days=30))
    assert sheet_state(book, book.sheets["Aging of October"]) == kept
    assert "Aging" in book.sheet_names


def test_formulas_that_look_at_a_result_sheet_go_on_doing_so(book: Any) -> None:
    macros.run("age", book, today=TODAY)
    mine = book.sheets.add("Mine", after=book.sheets[0])
    mine["A1"].formula = "=COUNTA(Aging!A1:A500)"
    count = mine["A1"].value
    macros.run("age", book, today=TODAY)
    assert (mine["A1"].formula, mine["A1"].value) == ("=COUNTA(Aging!A1:A500)", count)


def test_labels_of_buckets_stay_texts(book: Any) -> None:
    macros.run("age", book, today=TODAY)
    values = book.sheets["Aging"].used_range.options(ndim=2).value
    assert [cell for row in values for cell in row if cell in ("1–30 days", "31–60 days")] == [
        "1–30 days",
        "31–60 days",
    ]


# --- days and languages ----------------------------------------------------------------------------------------------


def test_the_cell_as_of_says_the_day_of_reports(book: Any) -> None:
    mine = book.sheets.add("Mine", after=book.sheets[0])
    mine["B2"].value = dt.date(2026, 9, 30)
    book.names.add("AsOf", "=Mine!$B$2")
    assert macros.run("age", book, today=TODAY) == "Written as of 2026-09-30: Aging."
    mine["B2"].value = None
    assert macros.run("age", book, today=TODAY) == "Written as of 2026-11-03: Aging."
    mine["B2"].value = "soon"
    assert macros.run("age", book, today=TODAY) == (
        'AsOf: the cell holds "soon", not a date. Write the day of the report into the cell, or clear it for today.'
    )


@pytest.mark.parametrize("language", ["es", "zh_CN"])
def test_sheets_speak_the_language_of_the_company(language: str, book: Any) -> None:
    company = book.sheets["Company"]
    values = company.used_range.options(ndim=2).value
    row = next(
        nth for nth, cells in enumerate(values, company.used_range.row) if str(cells[0]).casefold() == "language"
    )
    company.range((row, 2)).value = language
    macros.run("age", book, today=TODAY)
    words = wording(language)
    sheet = book.sheets[words.text("Aging")]
    assert words.text("Customer ID") in {cell for row in sheet.used_range.options(ndim=2).value for cell in row}


# --- faults ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def faulty(book: Any) -> Any:
    """The sample with an amount that nobody can read."""
    sheet = book.sheets["Deliveries"]
    headers = sheet.range((1, 1), (1, 30)).value
    cell = sheet.range((5, headers.index("Amount") + 1))
    cell.number_format = "@"
    cell.value = "a lot"
    book.save()
    return book


def test_a_fault_is_listed_with_a_link_to_its_cell(faulty: Any, sample: Path, capsys: Any) -> None:
    macros.run("check", faulty, today=TODAY)
    answer = json.loads(ask(capsys, "check", str(sample), "--as-of", AS_OF, "--format", "json"))
    sheet = faulty.sheets["Faults"]
    rows = shown_rows(sheet)
    assert [row[0] for row in rows] == [fault["place"] for fault in answer["faults"]]
    header = header_row(sheet)
    place = rows[0][0].partition("!")[2]
    assert sheet.range((header + 1, 1)).hyperlink == f"#'Deliveries'!{place}"


def test_a_report_leaves_faulty_rows_out_and_says_so(faulty: Any, sample: Path, capsys: Any) -> None:
    said = macros.run("age", faulty, today=TODAY)
    assert "Faults: 1. Their rows are left out; the sheet Faults lists them." in said
    (table,) = asked_tables(capsys, "aging", str(sample), "--as-of", AS_OF)
    assert shown_rows(faulty.sheets["Aging"]) == told_rows(table)
    assert len(shown_rows(faulty.sheets["Faults"])) == 1
    assert faulty.sheets.active.name == "Aging"


def test_faults_that_are_corrected_leave_the_sheet(faulty: Any) -> None:
    macros.run("age", faulty, today=TODAY)
    headers = faulty.sheets["Deliveries"].range((1, 1), (1, 30)).value
    faulty.sheets["Deliveries"].range((5, headers.index("Amount") + 1)).value = "100"
    macros.run("age", faulty, today=TODAY)
    assert shown_rows(faulty.sheets["Faults"]) == []


@pytest.mark.parametrize("button", ["statements", "month_end"])
def test_nothing_is_issued_of_a_faulty_workbook(button: str, faulty: Any, sample: Path) -> None:
    before = state_of(faulty)
    said = macros.run(button, faulty, today=TODAY)
    assert said == "Nothing was done: the workbook has faults (1). The sheet Faults lists them."
    assert [sheet.name for sheet in faulty.sheets if is_owned(sheet)] == ["Faults"]
    assert state_of(faulty) == before
    assert {path.suffix for path in sample.parent.iterdir() if not path.name.startswith(".")} == {".xlsx"}


# --- issuing wants a saved workbook ----------------------------------------------------------------------------------


def test_a_workbook_with_unsaved_changes_issues_nothing(book: Any, sample: Path) -> None:
    book.sheets[0]["Z1"].value = "changed"
    said = macros.run("month_end", book, today=TODAY)
    assert "Nothing was issued, for the workbook has changes that are not saved: these are drafts." in said
    assert {row[0] for row in shown_rows(book.sheets["Statements"])} == {""}
    assert list(sample.parent.glob("*.arxl")) == []
    assert (sample.parent / "Sample – drafts 2026-10").is_dir()


def test_a_workbook_that_was_never_saved_issues_nothing(blank: Any) -> None:
    sheet = blank.sheets[0]
    sheet.name = "Deliveries"
    sheet["A1"].value = [["Document No", "Customer ID", "Date", "Amount", "Currency"]]
    sheet["A2"].value = [["INV-1", "C-1", dt.date(2026, 10, 5), 100, "EUR"]]
    said = macros.run("month_end", blank, today=TODAY)
    assert "Nothing was issued, for the workbook was never saved: these are drafts." in said
    assert "papers" not in said
    (row,) = shown_rows(blank.sheets["Statements"])
    assert (row[1], row[5]) == ("C-1", "100")


# --- stopping --------------------------------------------------------------------------------------------------------


class After:
    """Wishes to stop once it was asked so many times."""

    def __init__(self, times: int) -> None:
        self.left = times

    def wanted(self) -> bool:
        self.left -= 1
        return self.left < 0


STOPPED = "The work was stopped. Nothing is half done: start it again, and it goes on."


_LONG = [pytest.param(times, marks=pytest.mark.long) for times in (0, 5, 80, 200)]


@pytest.mark.parametrize("times", [40, *_LONG])
def test_a_report_that_is_stopped_leaves_the_workbook_whole(times: int, book: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("arxl.hosts.open_book.stopping._ASKED_EVERY", 0)
    before = state_of(book)
    said = macros.run("allocate", book, After(times), TODAY)
    assert said == STOPPED or said.startswith("Written")
    assert state_of(book) == before
    for sheet in book.sheets:
        if is_owned(sheet):
            complete = sheet["A2"].value is not None
            assert complete or sheet["A1"].value == "This sheet is not complete: the run ended early."
    assert (book.app.status_bar, book.app.screen_updating) == (False, True)
    assert macros.run("allocate", book, today=TODAY).startswith("Written")
    assert len(shown_rows(book.sheets["Allocations"])) > 1000


def test_issuing_stops_between_two_transactions_and_goes_on(book: Any, sample: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("arxl.hosts.open_book.stopping._ASKED_EVERY", 0)
    monkeypatch.setattr(issue, "BATCH", 7)
    begun: list[int] = []
    issue_batch = issue._issue_batch

    def issue_watched(*given: Any) -> None:
        begun.append(len(begun))
        issue_batch(*given)

    monkeypatch.setattr(issue, "_issue_batch", issue_watched)
    before = state_of(book)
    assert macros.run("month_end", book, Once(begun), TODAY) == STOPPED
    assert state_of(book) == before
    stated = open_book(sample, {}, TODAY).history
    assert len(stated.statements) == 7
    assert stated.closed_months == ()
    said = macros.run("month_end", book, today=TODAY)
    stated = open_book(sample, {}, TODAY).history
    assert f"{len(stated.statements) - 7} of them issued now." in said
    assert [int(each.number[-5:]) for each in stated.statements] == [*range(1, len(stated.statements) + 1)]
    assert stated.closed_months == ("2026-10",)


class Once:
    """Wishes to stop once a list holds something: here in the middle of the first transaction."""

    def __init__(self, watched: list[int]) -> None:
        self._watched = watched

    def wanted(self) -> bool:
        return bool(self._watched)


def test_stop_is_heard_by_the_run_that_is_on(book: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("arxl.hosts.open_book.stopping._ASKED_EVERY", 0)

    class Clicked:
        def wanted(self) -> bool:
            macros.stop()
            return False

    assert macros.run("age", book, Clicked(), TODAY) == STOPPED
    macros.stop()  # nothing is running: nothing happens
    assert macros.run("age", book, today=TODAY).startswith("Written")


def test_a_second_run_waits_for_the_first(book: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("arxl.hosts.open_book.stopping._ASKED_EVERY", 0)
    said = []

    class Impatient:
        def wanted(self) -> bool:
            if not said:
                said.append(macros.run("supply", book, today=TODAY))
            return False

    assert macros.run("age", book, Impatient(), TODAY).startswith("Written")
    assert said == ["Another run is not over yet. Wait for it, or stop it."]


def test_events_of_the_program_are_let_through(book: Any, app: Any) -> None:
    from arxl.hosts.libreoffice.engine import EventsToken

    assert macros.run("age", book, EventsToken(app), TODAY).startswith("Written")


# --- errors ----------------------------------------------------------------------------------------------------------


def test_an_error_of_arxls_own_becomes_a_sentence(book: Any, monkeypatch: Any) -> None:
    def broken(_: Any) -> Any:
        raise ZeroDivisionError("so it is")

    monkeypatch.setitem(macros.MACROS, "age", broken)
    assert macros.run("age", book, today=TODAY) == (
        "arxl stopped at an error of its own (ZeroDivisionError: so it is). Report it with the button that was pressed."
    )
    assert (book.app.status_bar, book.app.screen_updating) == (False, True)


def test_a_workbook_without_tables_is_told_in_a_sentence(blank: Any) -> None:
    said = macros.run("age", blank, today=TODAY)
    assert "no table found: every sheet is empty." in said
    assert len(blank.sheets) == 1


def test_the_sample_names_its_company(book: Any) -> None:
    macros.run("age", book, today=TODAY)
    assert book.sheets["Aging"]["A2"].value == f"{SAMPLE_COMPANY.name} · As of 2026-11-03"
