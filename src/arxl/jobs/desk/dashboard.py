"""The dashboard (D3): ratios, the aging of twelve months, who owes most, cash expected, supply levels that
changed, and statements outstanding; as sheets with charts, and as one page.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from arxl.errors import label, sentence
from arxl.jobs.desk.beside import beside
from arxl.jobs.draft import theme_of
from arxl.jobs.export import export
from arxl.jobs.opened import OpenedBook
from arxl.jobs.progress import Progress
from arxl.jobs.report import inputs
from arxl.jobs.reports import Reported, Written
from arxl.papers.dashboard import DashboardPage, DashboardPrinter
from arxl.practices.aging import Per
from arxl.practices.aging_trend import AgingTrend, aging_trend, trend_days
from arxl.practices.countersign import countersigned
from arxl.practices.dashboard import top_table
from arxl.practices.expected_cash import ExpectedCash, expected_cash
from arxl.practices.level_changes import LevelChange, changes_table, level_changes
from arxl.practices.ratios import Grounds, day_before_span, grounds_of
from arxl.practices.steering import outstanding_table, steering_table, trend_table
from arxl.practices.supply_level import Supply
from arxl.practices.whose import EVERYBODY, Whose, salespeople_of
from arxl.tables.result import ResultTable
from arxl.workbook.charts import Chart
from arxl.workbook.results import Sheet


class _Steering(NamedTuple):
    figures: ResultTable
    trend: ResultTable
    top: ResultTable
    cash: ResultTable
    changes: tuple[LevelChange, ...]
    outstanding: ResultTable


def dashboard(opened: OpenedBook, whose: Whose) -> Reported:
    """D3, one sheet a subject; the trend and the cash have charts. Only the top ten are of those who are asked for."""
    found = _steering(opened, _asked_for(opened, whose))
    buckets = tuple(column.key for column in found.trend.columns if column.key.startswith("bucket_"))
    by_month = Chart(label("Aging trend"), "date", buckets, stacked=True)
    by_week = Chart(label("Cash expected"), "from", ("expected",))
    return Reported(
        (
            Sheet(found.figures, (sentence("DSO = 90·R/S; best possible DSO = 90·not due/S."),)),
            Sheet(found.trend, (sentence("Open items at each month's end, matched at its own day."),), chart=by_month),
            Sheet(found.top, (sentence("The customers with the most overdue."),)),
            Sheet(found.cash, (sentence("Due dates shifted by each customer's habit."),), chart=by_week),
            Sheet(
                changes_table(found.changes, opened.book.customers),
                (
                    sentence(
                        "Supply levels at the end of {date} beside those at the end of {since}.",
                        date=opened.as_of,
                        since=opened.compared_day,
                    ),
                ),
            ),
            Sheet(found.outstanding, (sentence("Statements whose signed copy is not here."),)),
        ),
        opened.levels.faults,
    )


def write_page(opened: OpenedBook, where: Path | None, progress: Progress, whose: Whose = EVERYBODY) -> Written:
    """The same as one page (PDF); its lists are of those who are asked for.

    Raises:
        Refused: the page cannot be printed or written.
        Faulty: a text holds a character that no font shows.
    """
    is_asked_for, salespeople = _asked_for(opened, whose), salespeople_of(opened.book.customers)
    found = _steering(opened, is_asked_for)
    progress(label("Printing"), 0, 1)
    page = DashboardPage(
        as_of=opened.as_of,
        figures=found.figures,
        trend=found.trend,
        top=found.top,
        cash=found.cash,
        changes=tuple(change for change in found.changes if is_asked_for(change.now)),
        outstanding=whose.rows_of(found.outstanding, salespeople),
        since=opened.compared_day,
        flagged=sum(row.level > 0 and is_asked_for(row) for row in opened.levels.rows),
        whose=whose.names,
    )
    paper = DashboardPrinter(opened.book.company, theme_of(opened)).paper(page)
    path = where or beside(opened, "dashboard", whose, ".pdf")
    export(path, paper, inputs(opened.path))
    progress(label("Printing"), 1, 1)
    return Written((path,), opened.levels.faults)


def _asked_for(opened: OpenedBook, whose: Whose) -> Callable[[Supply], bool]:
    salespeople = salespeople_of(opened.book.customers)
    return lambda row: whose.keeps(row.customer, salespeople.get(row.customer, ""))


def _steering(opened: OpenedBook, is_asked_for: Callable[[Supply], bool]) -> _Steering:
    return _Steering(
        figures=steering_table(_grounds(opened), opened.position),
        trend=trend_table(_trend(opened)),
        top=top_table(opened.levels, is_asked_for),
        cash=_cash(opened).table(),
        changes=level_changes(opened.levels_before, opened.levels),
        outstanding=outstanding_table(countersigned(opened.book, opened.history, opened.as_of), opened.as_of),
    )


def _grounds(opened: OpenedBook) -> Grounds:
    before = opened.application.position_at(day_before_span(opened.as_of))
    return grounds_of(opened.position, before, opened.book.customers, Per.CURRENCY)


def _trend(opened: OpenedBook) -> AgingTrend:
    """From the book's first month on: there was nothing before it."""
    days = [day for day in trend_days(opened.as_of) if day >= opened.ledger.first_day]
    return aging_trend(opened.application, opened.position, days or [opened.as_of], opened.aging_policy)


def _cash(opened: OpenedBook) -> ExpectedCash:
    return expected_cash(opened.position)
