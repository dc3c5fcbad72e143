"""The dashboard is one page, whatever the book holds, in every language; its charts stand in the workbook as well."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from arxl.errors import Sentence, sentence
from arxl.jobs.desk.dashboard import dashboard, write_page
from arxl.jobs.opened import OpenedBook, open_book
from arxl.jobs.progress import Progress
from arxl.jobs.report import write_sheets
from arxl.jobs.start import write_sample
from arxl.locale import LANGUAGES, wording
from arxl.papers.dashboard import _table
from arxl.practices.ratios import OVER
from arxl.practices.whose import EVERYBODY
from arxl.tables.result import ResultColumn, ResultTable, Shows

DAY = dt.date(2026, 10, 31)
MANY_BUCKETS = ", ".join(str(7 * nth) for nth in range(1, 31))


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("dashboard") / "Book.xlsx"
    write_sample(path)
    return path


def opened(path: Path, **said: str) -> OpenedBook:
    return open_book(path, said, DAY)


def text_of(paper: Path) -> str:
    document = pypdfium2.PdfDocument(paper)
    assert len(document) == 1
    return document[0].get_textpage().get_text_range()


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_page_in_every_language(sample: Path, tmp_path: Path, language: str) -> None:
    (paper,) = write_page(opened(sample, language=language), tmp_path / "d.pdf", Progress()).files
    text = text_of(paper)
    assert wording(language).text("Aging trend") in text
    assert all(code in text for code in ("CNY", "EUR", "KRW", "RON"))


def test_the_charts_of_both_rows_stand_in_one_order(sample: Path, tmp_path: Path) -> None:
    (paper,) = write_page(opened(sample), tmp_path / "d.pdf", Progress()).files
    above_bars = re.findall(r"^(CNY|EUR|KRW|RON) · ", text_of(paper), re.MULTILINE)
    assert above_bars == ["CNY", "EUR", "KRW", "RON"] * 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_months_and_days_are_those_of_the_language(sample: Path, tmp_path: Path, language: str) -> None:
    (paper,) = write_page(opened(sample, language=language), tmp_path / "d.pdf", Progress()).files
    text, words = text_of(paper).replace(" ", ""), wording(language)
    november, january = (words.month_of_year(day) for day in (dt.date(2025, 11, 30), dt.date(2026, 1, 31)))
    assert november + january in text, "every other month, each on one line"
    assert words.day_of_year(dt.date(2026, 11, 2)) in text


def test_only_a_figure_is_shown_where_figures_stand() -> None:
    own = wording("es").with_own({OVER: "más de {days} días"})
    over, none = Sentence(OVER, {"days": 90}), sentence("overdue is nothing.")
    table = ResultTable("", (ResultColumn("figure", "", Shows.NUMBER, [over, none]),))
    assert _table(table, own)["rows"] == [["más de 90 días"], ["–"]]


def test_thirty_buckets_still_fit(sample: Path, tmp_path: Path) -> None:
    (paper,) = write_page(opened(sample, buckets=MANY_BUCKETS), tmp_path / "d.pdf", Progress()).files
    text_of(paper)


def test_a_book_with_nothing_in_it_has_a_page(tmp_path: Path) -> None:
    (tmp_path / "Deliveries.csv").write_text("Customer ID,Date,Amount\nC-1,2026-10-01,5.00\n", encoding="utf-8")
    (paper,) = write_page(opened(tmp_path, currency="EUR"), tmp_path / "d.pdf", Progress()).files
    assert "5.00" in text_of(paper)


def test_the_workbook_has_a_chart_a_currency_for_trend_and_cash(sample: Path, tmp_path: Path) -> None:
    book = opened(sample)
    path = tmp_path / "out.xlsx"
    write_sheets(book, dashboard(book, EVERYBODY).sheets, path)
    sheets = openpyxl.load_workbook(path)
    assert {name: len(sheets[name]._charts) for name in ("Aging trend", "Cash expected")} == {
        "Aging trend": 4,
        "Cash expected": 4,
    }
    (first, *_) = sheets["Aging trend"]._charts
    rows = sheets["Aging trend"].max_row
    series = first.series[0]
    assert series.val.numRef.f.startswith("'Aging trend'!$C$")
    assert int(series.val.numRef.f.rsplit("$", 1)[1]) <= rows
