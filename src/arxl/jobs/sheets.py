"""Statements as workbooks: one sheet a statement, of what was issued as it was issued (practice B4).

What an issued statement shows, address and open items included, is read from the record in its stored paper, and
nothing of it from today's book: no later row makes its sheet say anything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from arxl.errors import label
from arxl.jobs.progress import Progress, no_progress
from arxl.papers.record import copy_in
from arxl.practices.statement_words import Copy
from arxl.pulse import beating
from arxl.register.store import Register
from arxl.tables.history import IssuedStatement
from arxl.workbook.statement_sheets import MOST_SHEETS, sheet_files, write_statement_sheets


def issued_copies(register: Register, statements: Iterable[IssuedStatement]) -> list[Copy]:
    """The statements as they were issued, in the same order.

    Raises:
        Refused: the register holds a paper no more, or one that carries no record.
    """
    return [copy_in(register.paper(statement.digest), statement.number) for statement in beating(statements, 1)]


def export_sheets(
    register: Register, statements: Sequence[IssuedStatement], folder: Path, month: str, progress: Progress
) -> int:
    """Write what is missing of the month's workbooks into `folder`; answers how many that was.

    Raises:
        Refused: see `issued_copies` and `save_safely`.
    """
    written = 0
    files = sheet_files(folder / f"statements {month}.xlsx", len(statements))
    for nth, file in enumerate(files if statements else ()):
        if not file.exists():
            chosen = statements[nth * MOST_SHEETS : (nth + 1) * MOST_SHEETS]
            write_statement_sheets(file, issued_copies(register, chosen))
            written += 1
        progress(label("Writing statement sheets"), nth + 1, len(files))
    return written


def write_sheets(
    path: Path, copies: Sequence[Copy], inputs: Iterable[Path] = (), progress: Progress = no_progress
) -> tuple[Path, ...]:
    """Write statements as the workbook `path`, or as several that are numbered; answers which.

    Raises:
        Refused: see `write_statement_sheets`.
    """
    files, inputs = sheet_files(path, len(copies)), tuple(inputs)
    for nth, file in enumerate(files):
        write_statement_sheets(file, copies[nth * MOST_SHEETS : (nth + 1) * MOST_SHEETS], inputs)
        progress(label("Writing statement sheets"), nth + 1, len(files))
    return files
