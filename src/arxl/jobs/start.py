"""Where an accountant starts: an empty workbook, or that of a made-up company with its months closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from arxl.errors import Fault, WrongUsage, sentence
from arxl.jobs.live_figures import live_figures
from arxl.jobs.month_end import MonthEnd, month_end
from arxl.jobs.opened import open_book
from arxl.jobs.progress import Progress, no_progress
from arxl.jobs.sample import SAMPLE_AS_OF, SAMPLE_COMPANY, SAMPLE_POLICY, sample_rows
from arxl.locale import LANGUAGES, is_language, language_of
from arxl.practices.statement import month_span
from arxl.tables.schema import Company
from arxl.workbook.save import make_folder
from arxl.workbook.template import write_template

DEMO_MONTHS = {"2026-09": dt.date(2026, 10, 5), "2026-10": dt.date(2026, 11, 3)}
"""The months that the demo closes, and the day on which it pretends to: the demo has no clock."""

_NO_DAY = dt.date(2026, 1, 1)  # an empty book shows nothing on any day; the program puts today there when it opens it


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo wrote."""

    book: Path
    month_end: MonthEnd


def new_book(path: Path, language: str, with_macros: Callable[[bytes, str], bytes] | None = None) -> None:
    """Write the workbook that an accountant starts from.

    Args:
        path: where to; nothing may stand there.
        language: of its sheets.
        with_macros: makes an .xlsm of an .xlsx in a language, where the host knows how.

    Raises:
        WrongUsage: not one of the six languages, or not an .xlsx or .xlsm.
        Refused: a file has this name.
    """
    if not is_language(language):
        raise WrongUsage(
            Fault(
                "--language",
                sentence('"{language}" is not a language of arxl.', language=language),
                sentence("Choose one of {languages}.", languages=LANGUAGES),
            )
        )
    has_macros = path.suffix.casefold() == ".xlsm" and with_macros is not None
    if path.suffix.casefold() != ".xlsx" and not has_macros:
        raise WrongUsage(
            Fault(
                str(path),
                sentence("a new workbook is an .xlsx file, or an .xlsm with functions and buttons inside."),
                sentence("End its name with .xlsx or .xlsm."),
            )
        )
    company = Company("", language=language_of(language))
    figures = live_figures({}, {}, company, None, _NO_DAY)
    equip = (lambda xlsx: with_macros(xlsx, company.language)) if with_macros and has_macros else None
    write_template(path, company.language, figures=figures, equip=equip)


def write_sample(path: Path) -> None:
    """Write the sample company's workbook.

    Raises:
        Refused: a file has this name, or it cannot be written.
    """
    rows = sample_rows()
    figures = live_figures(rows, SAMPLE_POLICY, SAMPLE_COMPANY, SAMPLE_AS_OF, SAMPLE_AS_OF)
    write_template(path, SAMPLE_COMPANY.language, rows, SAMPLE_POLICY, SAMPLE_COMPANY, figures)


def demo(folder: Path, progress: Progress = no_progress) -> Demo:
    """Write the sample company's workbook into `folder` and run its months' ends; a second run goes on from the first.

    Raises:
        Refused: a file cannot be written.
    """
    make_folder(folder)
    book = folder / "Sample Distribution.xlsx"
    if not book.exists():
        write_sample(book)
    done = None
    for month, today in DEMO_MONTHS.items():
        done = month_end(open_book(book, {}, month_span(month)[1]), month, today, progress)
    assert done is not None
    return Demo(book, done)
