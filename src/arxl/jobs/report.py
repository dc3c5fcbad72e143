"""Reports: aging, allocations, supply levels. Nothing is recorded and nothing is issued."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from arxl.jobs.opened import OpenedBook
from arxl.locale import wording
from arxl.practices.aging import Aging, Per, aging_of
from arxl.practices.dashboard import buckets_table, figures_table, tiles, top_table
from arxl.practices.supply_level import SupplyLevels
from arxl.tables.result import ResultTable
from arxl.workbook.dashboard import Dashboard
from arxl.workbook.results import Results, Sheet, write_results


def aging(opened: OpenedBook, per: Per = Per.CUSTOMER) -> Aging:
    """Who owes what and how late, on the as-of date."""
    return aging_of(opened.position, opened.book.customers, opened.aging_policy, per)


def supply(opened: OpenedBook) -> SupplyLevels:
    """Who gets no more goods, on the as-of date."""
    return opened.levels


def dashboard(aged: Aging, levels: SupplyLevels) -> Dashboard:
    """The first sheet of a results workbook."""
    return Dashboard(tiles(aged, levels), figures_table(aged), buckets_table(aged), top_table(levels))


def write_tables(opened: OpenedBook, tables: Sequence[ResultTable], path: Path) -> bool:
    """Write result tables, with a dashboard in front, as a workbook of their own; see `write_sheets`."""
    return write_sheets(opened, tuple(Sheet(table) for table in tables), path)


def write_sheets(opened: OpenedBook, sheets: Sequence[Sheet], path: Path) -> bool:
    """Write results, with a dashboard in front, as a workbook of their own.

    Returns:
        False if the file was there already, byte for byte.

    Raises:
        Refused: see `write_results`.
    """
    results = Results(
        company=opened.book.company,
        as_of=opened.as_of,
        dashboard=dashboard(aging(opened), supply(opened)),
        sheets=tuple(sheets),
    )
    return write_results(path, results, wording(opened.book.company.language), inputs(opened.path))


def inputs(book: Path) -> tuple[Path, ...]:
    """The files of a book, which no job writes."""
    return tuple(sorted(book.iterdir())) if book.is_dir() else (book,)
