"""Statements as sheets: every figure, every formula, the page, and what a person may have put in the file's place."""

from __future__ import annotations

import datetime as dt
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from arxl.errors import Refused
from arxl.locale import LANGUAGES, wording
from arxl.practices.statement import Statement
from arxl.practices.statement_words import Copy, Issue, closing_in_words, coupon_of, dispute_slip_of
from arxl.tables.buckets import bucket_labels
from arxl.workbook.results import is_arxls
from arxl.workbook.statement_sheets import MOST_SHEETS, write_statement_sheets
from papers.conftest import COMPANY, ISSUED_ON, RETURN_BY, made_up_account

from .test_results_recalculated import SOFFICE, opened_and_saved, without_cached_values


def issued(statement: Statement) -> Copy:
    return Copy(Issue(statement, ISSUED_ON, RETURN_BY), COMPANY)


def account(language: str, movements: int, number: int) -> Statement:
    return made_up_account(language, movements, number=f"ST2026-{number:05}")


def by_age_of_documents(statement: Statement) -> Statement:
    """The same account with its open items in buckets by the documents' dates, one by one."""
    edges, sums = (30, 60), [0, 0, 0, 0]
    for item in statement.open_items:
        sums[1 + sum((statement.last_day - item.date).days > edge for edge in edges)] += item.open_minor
    return replace(statement, aging_labels=bucket_labels(edges, "document"), aging_minor=tuple(sums))


@pytest.fixture(scope="module")
def copies() -> list[Copy]:
    """Every language, long and short, one draft, one by age of documents, one that owes nothing."""
    pages = [issued(account(language, 12 * nth, nth)) for nth, language in enumerate(LANGUAGES, 1)]
    pages.append(Copy(Issue(made_up_account("en", 5, number="")), COMPANY))
    pages.append(issued(by_age_of_documents(account("ro", 7, 7))))
    nothing = {"open_items": (), "aging_minor": (0,) * 6, "unapplied_minor": 0, "due_now_minor": 0}
    quiet = account("es", 0, 8)
    pages.append(issued(replace(quiet, opening_minor=0, closing_minor=0, **nothing)))
    return pages


@pytest.fixture(scope="module")
def path(copies: list[Copy], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sheets") / "statements 2026-10.xlsx"
    assert write_statement_sheets(path, copies)
    return path


def figures(sheet) -> list[tuple[int, ...]]:
    """The rows whose first cell is a day: of the opening balance, the movements and the closing balance; open items."""
    rows = ([cell.value for cell in row] for row in sheet.iter_rows(max_col=7))
    return [row for row in rows if isinstance(row[0], dt.datetime)]


def minor(value: float | None, statement: Statement) -> int:
    return round((value or 0) * 10**statement.exponent)


def test_a_sheet_a_statement_named_by_its_number(path: Path, copies: list[Copy]) -> None:
    names = openpyxl.load_workbook(path).sheetnames
    assert names == [copy.issue.statement.number or "C-77 EUR" for copy in copies]


def test_every_movement_and_balance_stands_on_its_sheet(path: Path, copies: list[Copy]) -> None:
    book = openpyxl.load_workbook(path, data_only=True)
    for copy, sheet in zip(copies, book.worksheets, strict=True):
        statement = copy.issue.statement
        rows = figures(sheet)
        opening, moved, closing = rows[0], rows[1 : len(statement.movements) + 1], rows[len(statement.movements) + 1]
        assert minor(opening[6], statement) == statement.opening_minor
        balance = statement.opening_minor
        for row, movement in zip(moved, statement.movements, strict=True):
            amount = minor(row[4], statement) - minor(row[5], statement)
            balance += amount
            assert (row[0].date(), row[1], amount) == (
                movement.line.date,
                movement.line.document,
                movement.line.amount_minor,
            )
            assert minor(row[6], statement) == balance
        assert minor(closing[6], statement) == statement.closing_minor == balance
        items = rows[len(statement.movements) + 2 :]
        assert [
            (row[1], row[3].date(), row[4], minor(row[5], statement), minor(row[6], statement)) for row in items
        ] == [
            (item.document, item.due_date, item.days_past_due, item.amount_minor, item.open_minor)
            for item in statement.open_items
        ]


def test_words_are_the_customers(path: Path, copies: list[Copy]) -> None:
    book = openpyxl.load_workbook(path)
    for copy, sheet in zip(copies, book.worksheets, strict=True):
        statement, words = copy.issue.statement, wording(copy.issue.statement.language)
        texts = {cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}
        for english in ("Statement of account", "Movements of the month", "Confirmation of the balance", "Stamp"):
            assert words.text(english) in texts
        said = " ".join(texts)
        assert statement.customer_name in texts
        assert statement.customer_address.splitlines()[0] in texts
        assert (words.date(RETURN_BY) in said) is bool(statement.number)
        assert (words.text("DRAFT") in texts) is not bool(statement.number)
        assert COMPANY.bank.splitlines()[1] in texts


def test_balance_in_words_coupon_and_dispute_slip_stand_on_every_sheet(path: Path, copies: list[Copy]) -> None:
    book = openpyxl.load_workbook(path)
    for copy, sheet in zip(copies, book.worksheets, strict=True):
        statement = copy.issue.statement
        texts = {cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}
        assert any(text.endswith(closing_in_words(statement)) for text in texts if len(text) > 12)
        assert dispute_slip_of(statement, copy.words).title in texts
        coupon = coupon_of(statement, COMPANY, copy.words)
        assert (coupon is not None) is (statement.closing_minor > 0)
        if coupon:
            assert coupon.reference[1] in texts
            assert coupon.amount[0] in texts


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_comes_to_the_same_figures(path: Path, copies: list[Copy], tmp_path: Path) -> None:
    bare = tmp_path / "bare.xlsx"
    removed = without_cached_values(path, bare)
    theirs = openpyxl.load_workbook(opened_and_saved(bare, tmp_path), data_only=True)
    ours, formulas = openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
    compared = 0
    for sheet in formulas.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            assert theirs[sheet.title][cell.coordinate].value == ours[sheet.title][cell.coordinate].value, (
                sheet.title,
                cell.coordinate,
                cell.value,
            )
            compared += 1
    assert compared == removed > sum(len(copy.issue.statement.movements) for copy in copies)


def test_a_page_is_one_a4_wide_and_never_cuts_the_confirmation(path: Path, copies: list[Copy]) -> None:
    book = openpyxl.load_workbook(path)
    for copy, sheet in zip(copies, book.worksheets, strict=True):
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
        assert sheet.print_title_rows == "$1:$1"
        title = wording(copy.issue.statement.language).text("Confirmation of the balance")
        (first,) = (row[0].row for row in sheet.iter_rows() if row[0].value == title)
        slip = wording(copy.issue.statement.language).text("Dispute slip")
        (slips,) = (cell.row for row in sheet.iter_rows(min_row=first) for cell in row if cell.value == slip)
        breaks = [page_break.id for page_break in sheet.row_breaks.brk]  # the last row before each break
        assert not [row for row in breaks if first <= row < slips - 2]
        assert not [row for row in breaks if slips <= row < sheet.max_row]


def test_where_a_page_begins_inside_a_table_its_headings_stand_again(path: Path, copies: list[Copy]) -> None:
    book = openpyxl.load_workbook(path)
    long = max(range(len(copies)), key=lambda nth: len(copies[nth].issue.statement.movements))
    sheet, words = book.worksheets[long], wording(copies[long].issue.statement.language)
    first = words.text("Date")
    inside = [page_break.id + 1 for page_break in sheet.row_breaks.brk if sheet.cell(page_break.id, 1).is_date]
    assert inside
    assert [sheet.cell(row, 1).value for row in inside] == [first] * len(inside)


def test_a_second_run_changes_nothing(path: Path, copies: list[Copy]) -> None:
    before = path.read_bytes()
    assert write_statement_sheets(path, copies) is False
    assert path.read_bytes() == before
    assert is_arxls(path)


def test_names_of_sheets_are_valid_and_told_apart(tmp_path: Path) -> None:
    customers = ("a/b", "A/B", "x" * 40, "x" * 41, "'q'", "=1+1")
    drafts = [Copy(Issue(made_up_account("en", 1, number="", customer=name)), COMPANY) for name in customers]
    path = tmp_path / "drafts.xlsx"
    write_statement_sheets(path, drafts)
    names = openpyxl.load_workbook(path).sheetnames
    assert len({name.casefold() for name in names}) == len(customers)
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_texts_of_customers_are_never_formulas_or_mark_up(tmp_path: Path) -> None:
    statement = made_up_account("en", 2, customer_name="=HYPERLINK(1)", customer_address="<r>x</r>\n@home\x07")
    path = tmp_path / "odd.xlsx"
    write_statement_sheets(path, [issued(statement)])
    (sheet,) = openpyxl.load_workbook(path).worksheets
    named = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=HYPERLINK(1)"]
    assert named
    assert not any(cell.data_type == "f" for cell in named)
    assert zipfile.ZipFile(path).testzip() is None


def test_another_ones_file_stays(tmp_path: Path, copies: list[Copy]) -> None:
    path = tmp_path / "mine.xlsx"
    openpyxl.Workbook().save(path)
    before = path.read_bytes()
    with pytest.raises(Refused, match="arxl did not write"):
        write_statement_sheets(path, copies)
    assert path.read_bytes() == before


@pytest.mark.parametrize("count", [0, MOST_SHEETS + 1])
def test_a_workbook_has_at_least_one_sheet_and_never_too_many(tmp_path: Path, copies: list[Copy], count: int) -> None:
    with pytest.raises(ValueError, match=str(count)):
        write_statement_sheets(tmp_path / "x.xlsx", [copies[0]] * count)
