"""The results workbook, read back with openpyxl: exact amounts, totals that add up, texts that stay texts."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import zipfile
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from arxl.errors import Amount, Refused, sentence
from arxl.locale import LANGUAGES, wording
from arxl.tables.result import Cell, ResultColumn, ResultTable, Shows
from arxl.tables.schema import Company
from arxl.workbook import results as results_module
from arxl.workbook.dashboard import Dashboard
from arxl.workbook.look import sheet_name, width_of
from arxl.workbook.results import Results, Sheet, edge_rule, is_arxls, results_path, write_results

AS_OF = dt.date(2026, 10, 31)
COMPANY = Company("made-up", "Made-Up Foods & Co", "EUR")
DECIMALS = {"EUR": 2, "KRW": 0, "KWD": 3}
BUCKETS = ("Not due", sentence("{first}–{last} days", first=1, last=30), sentence("over {last} days", last=30))


def money(minor: int, currency: str) -> Amount:
    return Amount(Decimal(minor).scaleb(-DECIMALS[currency]), currency)


def aging_table(rows: Sequence[tuple[str, str, tuple[int, int, int]]]) -> ResultTable:
    """Rows of customer, currency and minor units by bucket."""
    return ResultTable(
        "Aging",
        (
            ResultColumn("customer", "Customer ID", Shows.TEXT, [customer for customer, _, _ in rows]),
            ResultColumn("currency", "Currency", Shows.TEXT, [currency for _, currency, _ in rows]),
            *(
                ResultColumn(
                    f"bucket_{nth}",
                    heading,
                    Shows.AMOUNT,
                    [money(minor[nth], c) for _, c, minor in rows],
                    totalled=True,
                )
                for nth, heading in enumerate(BUCKETS)
            ),
        ),
    )


def column(key: str, heading: str, shows: Shows, cells: Sequence[Cell], **more: bool) -> ResultColumn:
    return ResultColumn(key, heading, shows, cells, **more)


def dashboard(*currencies: str) -> Dashboard:
    def of(currency: str, *minor: int) -> list[Cell]:
        return [money(each, currency) for each in minor]

    return Dashboard(
        tiles=(("Balance", money(1234567, "EUR")), ("Overdue share", Decimal("0.2345")), ("Customers", 12)),
        figures=ResultTable(
            "Key figures",
            (
                column("figure", "Figure", Shows.LABEL, ["Balance", "Overdue share"]),
                *(column(c, c, Shows.AMOUNT, [*of(c, 500), Decimal("0.5")]) for c in currencies),
            ),
        ),
        aging=ResultTable(
            "Aging",
            (
                column("bucket", "Bucket", Shows.LABEL, BUCKETS if currencies else []),
                *(column(c, c, Shows.AMOUNT, of(c, 10, 20, 33), totalled=True) for c in currencies),
            ),
        ),
        top=ResultTable(
            "Top 10 overdue",
            (
                column("name", "Name", Shows.TEXT, ["Bistro One"] if currencies else []),
                column("overdue", "Overdue", Shows.AMOUNT, of(currencies[0], 70) if currencies else []),
                column("level", "Level", Shows.WHOLE, [5] if currencies else []),
            ),
        ),
    )


def results(*sheets: Sheet, currencies: Sequence[str] = ("EUR", "KRW")) -> Results:
    return Results(COMPANY, AS_OF, dashboard(*currencies), sheets)


def written(path: Path, *sheets: Sheet, language: str = "en", **more: Any) -> openpyxl.Workbook:
    """The workbook as a reader sees it: cached values."""
    write_results(path, results(*sheets, **more), wording(language))
    return openpyxl.load_workbook(path, data_only=True)


def header_row(sheet: Worksheet) -> int:
    """Row of the headings: they alone are white."""
    white = (row[0].row for row in sheet.iter_rows() if row[0].font.color and row[0].font.color.rgb == "FFFFFFFF")
    return next(white)


def records(sheet: Worksheet) -> list[dict[str, Any]]:
    """Rows below the headings, the totals too."""
    first = header_row(sheet)
    headings = [cell.value for cell in sheet[first]]
    return [dict(zip(headings, values, strict=True)) for values in sheet.iter_rows(first + 1, values_only=True)]


minor_units = st.integers(-(10**13) + 1, 10**13 - 1)
aging_rows = st.lists(
    st.tuples(st.text("ABC019", max_size=4), st.sampled_from(sorted(DECIMALS)), st.tuples(*[minor_units] * 3)),
    min_size=1,
    max_size=25,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(aging_rows)
def test_amounts_come_back_exactly_and_totals_are_the_sum_of_the_rows(
    tmp_path: Path, rows: list[tuple[str, str, tuple[int, int, int]]]
) -> None:
    """Invariant 25. Totals may need more digits than a spreadsheet has; each row never does."""
    path = tmp_path / "r.xlsx"
    path.unlink(missing_ok=True)
    sheet = written(path, Sheet(aging_table(rows)))["Aging"]
    shown = records(sheet)
    headings = ["Not due", "1–30 days", "over 30 days"]
    expected_totals: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 3)
    for row, (customer, currency, minor) in zip(shown, rows, strict=False):
        assert (row["Customer ID"] or "", row["Currency"]) == (customer, currency)
        for nth, heading in enumerate(headings):
            amount = Decimal(repr(row[heading]))
            assert amount == money(minor[nth], currency).value
            expected_totals[currency][nth] += amount
    totals = shown[len(rows) :]
    assert [row["Currency"] for row in totals] == sorted(expected_totals)
    for row in totals:
        assert row["Customer ID"] == "Total"
        assert [row[heading] for heading in headings] == [float(total) for total in expected_totals[row["Currency"]]]


def test_an_amount_shows_the_decimals_of_its_currency(tmp_path: Path) -> None:
    rows = [("A", "EUR", (1, 2, 3)), ("B", "KRW", (1, 2, 3)), ("C", "KWD", (1, 2, 3))]
    sheet = written(tmp_path / "r.xlsx", Sheet(aging_table(rows)))["Aging"]
    first = header_row(sheet) + 1
    formats = [sheet.cell(row, 3).number_format.split(";")[0] for row in range(first, first + 6)]
    assert formats == ["#,##0.00", "#,##0", "#,##0.000"] * 2


def test_totals_are_formulas_that_add_rows_of_one_currency(tmp_path: Path) -> None:
    rows = [("A", "EUR", (1, 2, 3)), ("B", "KRW", (4, 5, 6)), ("C", "EUR", (7, 8, 9))]
    path = tmp_path / "r.xlsx"
    write_results(path, results(Sheet(aging_table(rows))), wording("en"))
    sheet = openpyxl.load_workbook(path)["Aging"]
    first = header_row(sheet) + 1
    assert (
        sheet.cell(first + 3, 3).value == f"=ROUND(SUMIFS(C{first}:C{first + 2},B{first}:B{first + 2},B{first + 3}),2)"
    )
    formulas = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(formulas) == 2 * 3


def test_a_table_without_a_currency_gets_one_and_a_stranger_its_own(tmp_path: Path) -> None:
    table = ResultTable(
        "Supply",
        (
            column("customer", "Customer ID", Shows.TEXT, ["A", "B", "C"]),
            column("open", "Open", Shows.AMOUNT, [money(100, "EUR"), None, money(7, "KRW")], totalled=True),
            column("limit", "Limit", Shows.AMOUNT, [money(5, "EUR"), None, money(250, "EUR")], totalled=True),
        ),
    )
    rows = records(written(tmp_path / "r.xlsx", Sheet(table))["Supply"])
    assert list(rows[0]) == ["Customer ID", "Currency", "Open", "Currency of Limit", "Limit"]
    assert [tuple(row.values()) for row in rows] == [
        ("A", "EUR", 1, "EUR", 0.05),
        ("B", None, None, None, None),
        ("C", "KRW", 7, "EUR", 2.5),
        ("Total", "EUR", 1, "EUR", 2.55),
        ("Total", "KRW", 7, "KRW", None),
    ]


NASTY = [
    "=1+1",
    '=HYPERLINK("http://x.example","y")',
    "+A1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "1-30",
    "1–30 days",
    "007",
    "12345678901234567890",
    "http://x.example",
    "<b>&amp;</b>",
    " around ",
    "_x0041_",
    "Ünïcode 뷁 𠮷",
    "TRUE",
    "#N/A",
]


def test_texts_stay_texts_whatever_they_begin_with(tmp_path: Path) -> None:
    table = ResultTable("Names", (column("name", "Name", Shows.TEXT, NASTY),))
    path = tmp_path / "r.xlsx"
    sheet = written(path, Sheet(table))["Names"]
    first = header_row(sheet) + 1
    cells = [sheet.cell(first + nth, 1) for nth in range(len(NASTY))]
    assert [cell.value for cell in cells] == NASTY
    assert {cell.data_type for cell in cells} == {"s"}
    formulas = [
        cell for row in openpyxl.load_workbook(path)["Names"].iter_rows() for cell in row if cell.data_type == "f"
    ]
    assert not formulas


def test_texts_that_no_cell_can_hold_are_made_to_fit(tmp_path: Path) -> None:
    cells = ["<r>raw mark-up</r>", "half \ud800 a pair", "bell \x07", "x" * 40_000, "𠮷" * 20_000, None]
    path = tmp_path / "r.xlsx"
    sheet = written(path, Sheet(ResultTable("Names", (column("name", "Name", Shows.TEXT, cells),))))["Names"]
    values = [row["Name"] for row in records(sheet)]
    assert values[:3] == ["<r>raw mark-up</r> ", "half \ufffd a pair", "bell "]
    assert [len(value.encode("utf-16-le")) // 2 <= 32_767 for value in values[3:5]] == [True, True]
    assert values[3].endswith("…")
    assert values[4].endswith("𠮷…")


@given(st.lists(st.text(max_size=40), max_size=8), st.text(max_size=40))
def test_sheet_names_are_taken_by_excel_and_unique(taken: list[str], text: str) -> None:
    name = sheet_name(text, taken)
    assert 1 <= len(name) <= 31
    assert not set(name) & set("[]:*?/\\")
    assert not name.startswith("'")
    assert not name.endswith("'")
    assert name.casefold() not in {each.casefold() for each in taken}


def test_every_sheet_is_a_spreadsheet_table_with_unique_headings(tmp_path: Path) -> None:
    twice = ResultTable(
        "Open Items", (column("a", "Date", Shows.DATE, [AS_OF]), column("b", "date", Shows.TEXT, ["x"]))
    )
    book = written(tmp_path / "r.xlsx", Sheet(aging_table([("A", "EUR", (1, 2, 3))])), Sheet(twice))
    tables = {name: table for sheet in book.worksheets for name, table in sheet.tables.items()}
    assert sorted(tables) == ["ARXL_Aging", "ARXL_Open_Items"]
    for sheet in book.worksheets[1:]:
        (table,) = sheet.tables.values()
        row = header_row(sheet)
        assert table.ref.split(":")[0] == f"A{row}"
        assert [c.name for c in table.tableColumns] == [cell.value for cell in sheet[row]]
        assert table.autoFilter.ref == table.ref
        assert sheet.freeze_panes == f"B{row + 1}"
        assert sheet.print_title_rows == f"${row}:${row}"
    assert [cell.value for cell in book["Open Items"][header_row(book["Open Items"])]] == ["Date", "date 2"]


def test_an_empty_result_says_so(tmp_path: Path) -> None:
    sheet = written(tmp_path / "r.xlsx", Sheet(aging_table([])))["Aging"]
    row = header_row(sheet)
    assert sheet.cell(row, 1).value == "Customer ID"
    assert sheet.cell(row + 1, 1).value == "There is nothing to show as of 2026-10-31."
    assert not sheet.tables


def test_title_day_and_notes_stand_above_the_table(tmp_path: Path) -> None:
    sheet = written(tmp_path / "r.xlsx", Sheet(aging_table([("A", "EUR", (1, 2, 3))]), (edge_rule((30, 60), "due"),)))
    top = [sheet["Aging"].cell(row, 1).value for row in (1, 2, 3)]
    assert top == [
        "Aging",
        "Made-Up Foods & Co · As of 2026-10-31",
        "An item due on the as-of date is not due; an item 30 days past due is in 1–30 days.",
    ]


def test_a_long_note_is_as_high_as_its_lines(tmp_path: Path) -> None:
    note = sentence("A note that is far longer than this narrow table is wide, so that it goes on over several lines.")
    sheet = written(tmp_path / "r.xlsx", Sheet(ResultTable("N", (column("a", "A", Shows.TEXT, ["x"]),)), (note,)))["N"]
    assert sheet.row_dimensions[3].height > 60


def test_files_are_links_that_move_with_the_folder(tmp_path: Path) -> None:
    files = ["Book – statements 2026-10/ST2026-00001 Băcănia.pdf", "", "odd #1.pdf"]
    table = ResultTable("Statements", (column("file", "File", Shows.TEXT, files),))
    path = tmp_path / "r.xlsx"
    sheet = written(path, Sheet(table, links="file"))["Statements"]
    first = header_row(sheet) + 1
    link = sheet.cell(first, 1)
    assert link.value == "ST2026-00001 Băcănia.pdf"
    assert link.hyperlink.target.replace("\\", "/").replace("%20", " ") == files[0]
    assert sheet.cell(first + 1, 1).value is None
    assert (sheet.cell(first + 2, 1).value, sheet.cell(first + 2, 1).hyperlink) == ("odd #1.pdf", None)


def test_dates_shares_and_sentences(tmp_path: Path) -> None:
    reasons = (sentence("{amount} overdue", amount=money(120_000, "EUR")), sentence("since {day}", day=AS_OF))
    table = ResultTable(
        "Supply",
        (
            column("due", "Due", Shows.DATE, [AS_OF, None]),
            column("share", "Share", Shows.PERCENT, [Decimal("0.25"), None]),
            column("level", "Level", Shows.WHOLE, [6, 0]),
            column("reasons", "Reasons", Shows.SENTENCES, [reasons, ()]),
        ),
    )
    book = written(tmp_path / "r.xlsx", Sheet(table), language="ro")
    sheet = book[wording("ro").text("Supply")]
    first = header_row(sheet) + 1
    due, share, level, said = (sheet.cell(first, col) for col in (1, 2, 3, 4))
    assert (due.value, due.is_date, due.number_format) == (dt.datetime(2026, 10, 31), True, 'dd"."mm"."yyyy')
    assert (share.value, share.number_format, level.value) == (0.25, "0.0%", 6)
    assert said.value.splitlines() == [wording("ro").say(reason) for reason in reasons]
    assert "1.200,00 EUR" in said.value
    assert [sheet.cell(first + 1, col).value for col in (1, 2, 3, 4)] == [None, None, 0, None]
    assert sheet.row_dimensions[first].height >= 28


@pytest.mark.parametrize("language", LANGUAGES)
def test_six_languages(tmp_path: Path, language: str) -> None:
    words = wording(language)
    rows = [("상점", "KRW", (10**12, 2, 3)), ("深圳市鑫源贸易有限公司", "EUR", (1, 2, 3))]
    book = written(tmp_path / "r.xlsx", Sheet(aging_table(rows)), language=language)
    assert book.sheetnames == [words.text("Dashboard"), words.text("Aging")]
    sheet = book.worksheets[1]
    headings = [words.text(heading) for heading in ("Customer ID", "Currency", *BUCKETS)]
    row = header_row(sheet)
    assert [cell.value for cell in sheet[row]] == headings
    assert sheet["A2"].value.endswith(words.say(sentence("As of {day}", day=AS_OF)))
    assert sheet.column_dimensions["A"].width >= width_of("深圳市鑫源贸易有限公司") + 1


def test_columns_are_as_wide_as_their_totals(tmp_path: Path) -> None:
    rows = [(f"C{nth}", "KWD", (10**13 - 1, 0, 0)) for nth in range(9)]
    sheet = written(tmp_path / "r.xlsx", Sheet(aging_table(rows)))["Aging"]
    total = f"{Decimal(9 * (10**13 - 1)).scaleb(-3):,}"
    assert sheet.column_dimensions["C"].width > len(total)


def test_the_printed_page(tmp_path: Path) -> None:
    book = written(tmp_path / "r.xlsx", Sheet(aging_table([("A", "EUR", (1, 2, 3))])))
    for sheet in book.worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == (
            "landscape",
            1 if 0 else sheet.page_setup.fitToWidth,
        )
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddHeader.left.text == "Made-Up Foods && Co"
        assert sheet.oddFooter.left.text == "As of 2026-10-31"
        assert sheet.oddFooter.right.text == "Page &P of &N"
    assert book.worksheets[1].page_setup.fitToHeight == 0


@pytest.mark.parametrize("currencies", [(), ("EUR",), ("EUR", "KRW"), ("EUR", "KRW", "KWD", "EUR", "KRW", "KWD")])
def test_the_dashboard(tmp_path: Path, currencies: tuple[str, ...]) -> None:
    path = tmp_path / "r.xlsx"
    sheet = written(path, currencies=currencies)["Dashboard"]
    texts = [cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)]
    assert {"Made-Up Foods & Co", "12,345.67 EUR", "23.5%", "Key figures", "Aging", "Top 10 overdue"} <= set(texts)
    charts = [name for name in zipfile.ZipFile(path).namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == (1 if currencies else 0)
    if currencies:
        total = next(row for row in sheet.iter_rows() if row[0].value == "Total")
        expected = [float(money(63, currency).value) for currency in currencies]
        assert [cell.value for cell in total[1 : len(currencies) + 1]] == expected
        chart = zipfile.ZipFile(path).read(charts[0]).decode()
        assert chart.count("<c:ser>") == (1 if len(currencies) == 1 else len(BUCKETS))
        assert ('"percentStacked"' in chart) == (len(currencies) > 1)
    else:
        assert texts.count("There is nothing to show.") == 2


def test_the_same_results_give_the_same_bytes_and_touch_nothing(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    one = results(Sheet(aging_table([("A", "EUR", (1, 2, 3))])))
    assert write_results(path, one, wording("en"))
    before = path.stat().st_mtime_ns
    assert not write_results(path, one, wording("en"))
    assert path.stat().st_mtime_ns == before
    other = results(Sheet(aging_table([("A", "EUR", (1, 2, 4))])))
    assert write_results(path, other, wording("en"))
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["r.bak.xlsx", "r.xlsx"]


def test_time_zone_locale_and_hash_seed_change_no_byte(tmp_path: Path) -> None:
    code = (
        "import importlib.util, sys, pathlib\n"
        f"spec = importlib.util.spec_from_file_location('made', {str(__file__)!r})\n"
        "made = importlib.util.module_from_spec(spec); spec.loader.exec_module(made)\n"
        "sheet = made.Sheet(made.aging_table([('A', 'EUR', (1, 2, 3)), ('B', 'KRW', (4, 5, 6))]))\n"
        "made.write_results(pathlib.Path(sys.argv[1]), made.results(sheet), made.wording('ko'))\n"
    )
    contents = set()
    for nth, (zone, seed, place) in enumerate(
        [("UTC", "1", "C"), ("Asia/Seoul", "2", "C.UTF-8"), ("PST8PDT", "3", "C")]
    ):
        path = tmp_path / f"{nth}.xlsx"
        environment = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": place}
        subprocess.run([sys.executable, "-c", code, str(path)], env=environment, check=True)
        contents.add(path.read_bytes())
    assert len(contents) == 1


def test_a_workbook_of_somebody_else_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    mine = openpyxl.Workbook()
    mine.active["A1"] = "mine"
    mine.save(path)
    before = path.read_bytes()
    with pytest.raises(Refused, match=r"a file that arxl did not write has this name; it is not replaced\. Move it"):
        write_results(path, results(), wording("en"))
    path.write_bytes(b"not even a workbook")
    with pytest.raises(Refused, match="it is not replaced"):
        write_results(path, results(), wording("en"))
    path.write_bytes(before)
    assert not is_arxls(path)


def test_results_that_a_person_saved_again_are_still_arxls(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    write_results(path, results(), wording("en"))
    book = openpyxl.load_workbook(path)
    book["Dashboard"]["A40"] = "a remark"
    book.save(path)
    assert is_arxls(path)
    assert write_results(path, results(), wording("en"))
    assert openpyxl.load_workbook(tmp_path / "r.bak.xlsx")["Dashboard"]["A40"].value == "a remark"


def test_the_book_itself_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    write_results(path, results(), wording("en"))
    with pytest.raises(Refused, match="never written"):
        write_results(path, results(), wording("en"), inputs=[path])


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results_module, "MOST_ROWS", 2)
    rows = [("A", "EUR", (1, 2, 3))] * 3
    with pytest.raises(Refused, match=r"Aging: the result has 3 rows; a sheet holds 2\. Write it as CSV"):
        write_results(tmp_path / "r.xlsx", results(Sheet(aging_table(rows))), wording("en"))
    assert not list(tmp_path.iterdir())


def test_the_name_beside_the_book(tmp_path: Path) -> None:
    (tmp_path / "Books.2026").mkdir()
    assert results_path(tmp_path / "Books.2026", AS_OF) == tmp_path / "Books.2026 – results 2026-10.xlsx"
    assert results_path(Path("Cartea mea.v2.xlsm"), AS_OF) == Path("Cartea mea.v2 – results 2026-10.xlsx")


def test_the_edge_rule_by_document() -> None:
    assert str(edge_rule((15, 45), "document")) == (
        "Age is counted from the document's date; an item 15 days old is in 0–15 days."
    )
