"""A year of the sample company, replayed day by day, is the one that the guide tells (docs/guide/year.md)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from arxl.jobs.start import write_sample
from arxl.practices.decision import OVERRIDE, decisions_in_force
from arxl.tables.history import NO_HISTORY

from .year import HEADINGS, Day, Year, months

PAGE = Path(__file__).resolve().parents[2] / "docs" / "guide" / "year.md"
SAMPLE_GRADE_E = "TW-10"

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def days(tmp_path_factory) -> list[Day]:
    path = tmp_path_factory.mktemp("year") / "Book.xlsx"
    write_sample(path)
    return list(Year(path).days())


def told(page: str) -> Iterator[tuple[str, ...]]:
    """The rows of the page's table."""
    for line in page.splitlines():
        cells = tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
        if line.startswith("| 20"):
            yield cells


def test_the_year_is_the_one_that_the_guide_tells(days: list[Day]) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert f"| {' | '.join(HEADINGS)} |" in page
    rows = list(months(iter(days)))
    assert list(told(page)) == rows, "\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows)
    for month, *_ in rows:
        assert f"**{month}**" in page, f"{month} is not explained"


def test_each_day_a_level_is_its_worst_reason_or_a_decision_and_goes_up_at_once(days: list[Day]) -> None:
    """A level is never below its worst cause, unless somebody decided so; and what is gained is why it went up."""
    book = days[0].known.book
    overridden = {made.customer for made in decisions_in_force(book.decisions, NO_HISTORY) if made.kind == OVERRIDE}
    for one in days:
        for row in one.levels.rows:
            worst = max((cause.level for cause in row.causes), default=0)
            if row.customer not in overridden:
                assert row.level >= worst, (one.day, row.customer)
        for change in one.changes:
            if change.way == "up" and change.now.customer not in overridden:
                assert change.gained, (one.day, change.now.customer)
