"""Where a report stands as a file: beside the book, a part of it never in the place of the whole."""

from __future__ import annotations

from pathlib import Path

from arxl.jobs.opened import OpenedBook
from arxl.jobs.paper_names import narrowed_name
from arxl.locale import wording
from arxl.papers.work_list import NOBODY
from arxl.practices.whose import Whose


def beside(opened: OpenedBook, report: str, whose: Whose, ending: str) -> Path:
    """The report's place, under a name that says the book, the day, and whose it is.

    Args:
        report: what it is called in the name.
        ending: ".pdf"; "" for a folder.
    """
    name = opened.path.name if opened.path.is_dir() else opened.path.stem
    nobody = wording(opened.book.company.language).text(NOBODY)
    own = narrowed_name(f"{name} – {report} {opened.as_of.isoformat()}", whose.names, nobody)
    return opened.path.with_name(f"{own}{ending}")
