"""The codes of a statement's pages, each of which says how many pages there are.

That number is known once the paper is printed, and the codes are needed before. So it is guessed: statements of as
many lines have as many pages. A wrong guess costs one more printing; codes take the same place whatever they say, so
the second time is the last.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pypdfium2

from arxl.papers.code import PageCode, check_of, drawn
from arxl.practices.statement import Statement

_LINES_A_PAGE = 30  # of the first guess

Printing = Callable[[dict[str, Any]], bytes]


class PageCodes:
    """Codes for the statements of one company.

    Args:
        company: its id.
        key: of the register, hexadecimal; "" is no codes.
    """

    def __init__(self, company: str, key: str) -> None:
        self._company, self._key = company, key
        self._pages_seen: dict[tuple[str, int, int], int] = {}

    def printed(self, statement: Statement, printing: Printing) -> bytes:
        """The paper with its codes: as `printing` makes it of them. A draft has none."""
        if not self._key or not statement.number:
            return printing({"codes": {"pages": {}, "box": None}})
        size = statement.language, len(statement.movements), len(statement.open_items)
        pages = self._pages_seen.get(size) or 1 + sum(size[1:]) // _LINES_A_PAGE
        while True:
            paper = printing({"codes": self._codes(statement, pages)})
            found = _pages_of(paper)
            if found == pages:
                self._pages_seen[size] = pages
                return paper
            pages = found

    def _codes(self, statement: Statement, pages: int) -> dict[str, Any]:
        check = check_of(statement, self._company, self._key)
        own = {
            f"{page}/{pages}": drawn(str(PageCode(statement.number, check, page, pages)))
            for page in range(1, pages + 1)
        }
        return {"pages": own, "box": drawn(str(PageCode(statement.number, check)))}


def _pages_of(paper: bytes) -> int:
    document = pypdfium2.PdfDocument(paper)
    try:
        return len(document)
    finally:
        document.close()
