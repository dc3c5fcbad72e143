"""Statements of account as sheets: the paper's copy to reckon with, one sheet a statement (practice B4).

Each sheet is in its customer's language. Balances, totals, ages and the amount due are formulas with their values
beside them: whoever doubts a figure clicks on it. What the two sides sign stays on one page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from arxl.locale import wording
from arxl.practices import statement_words as said
from arxl.practices.statement import Statement
from arxl.practices.statement_words import Copy
from arxl.pulse import beat
from arxl.workbook import look as looks
from arxl.workbook.look import Look
from arxl.workbook.results import MARK, refuse_other_works
from arxl.workbook.save import save_safely
from arxl.workbook.statement_figures import draw_figures
from arxl.workbook.statement_page import Page
from arxl.workbook.statement_slips import draw_confirmation, draw_slips

MOST_SHEETS = 200
"""Sheets of one workbook: among more names than these nobody finds one."""


def sheet_files(path: Path, count: int) -> tuple[Path, ...]:
    """The workbooks that so many statements take, each of at most `MOST_SHEETS`.

    >>> [file.name for file in sheet_files(Path("statements.xlsx"), 201)]
    ['statements (1 of 2).xlsx', 'statements (2 of 2).xlsx']
    >>> [file.name for file in sheet_files(Path("statements.xlsx"), 3)]
    ['statements.xlsx']
    """
    files = max(1, -(-count // MOST_SHEETS))
    if files == 1:
        return (path,)
    return tuple(path.with_name(f"{path.stem} ({nth} of {files}){path.suffix}") for nth in range(1, files + 1))


def write_statement_sheets(path: Path, copies: Sequence[Copy], inputs: Iterable[Path] = ()) -> bool:
    """Write statements as one workbook, safely: the same statements give the same bytes.

    Args:
        path: where to; a workbook there that arxl did not write is never replaced.
        copies: at least one, at most `MOST_SHEETS`, in the order of the sheets.
        inputs: what the job reads and must not write.

    Returns:
        False if the file was there already, byte for byte.

    Raises:
        Refused: see `save_safely`; or another's workbook stands there.
        ValueError: no statement, or too many.
    """
    if not 1 <= len(copies) <= MOST_SHEETS:
        raise ValueError(f"{len(copies)} statements for one workbook")
    refuse_other_works(path)
    return save_safely(path, lambda file: _write(file, copies), inputs=inputs)


class _Beating(Worksheet):  # type: ignore[misc]
    """A sheet that lets the pulse beat when the workbook is put together, which takes as long as drawing it."""

    def _assemble_xml_file(self) -> None:
        beat()
        super()._assemble_xml_file()


def _write(file: BinaryIO, copies: Sequence[Copy]) -> None:
    workbook = Workbook(
        file,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    _describe(workbook, copies)
    by_language: dict[str, Look] = {}
    names: list[str] = []
    for copy in copies:
        beat()
        words = wording(copy.issue.statement.language)
        if words.language not in by_language:
            by_language[words.language] = Look(workbook, words)
        names.append(looks.sheet_name(_name(copy.issue.statement), names))
        _draw(Page(workbook.add_worksheet(names[-1], _Beating), by_language[words.language], copy))
    workbook.close()


def _draw(page: Page) -> None:
    page.draw_title()
    page.draw_parties()
    draw_figures(page)
    draw_confirmation(page)
    draw_slips(page)
    page.finish()


def _describe(workbook: Workbook, copies: Sequence[Copy]) -> None:
    company = copies[0].company
    seller = looks.cell_text(company.name or company.id)
    made_on = max(copy.issue.issued_on or copy.issue.statement.last_day for copy in copies)
    created = dt.datetime.combine(made_on, dt.time())
    workbook.set_properties({"title": said.TITLE, "author": seller, "company": seller, "created": created})
    workbook.set_custom_property(MARK, "statements")
    workbook.set_size(24_000, 14_000)


def _name(statement: Statement) -> str:
    return statement.number or f"{statement.customer} {statement.currency}"
