"""The code on the page: which statement a paper is, which page of it, and whether this register issued it (C7).

A QR code of level H: it is read through a stamp that covers a third of it. Its text is short, so that its squares are
large: `ARXL1*ST2026-00004*BOUU7H4DFM*1/2` is page 1 of 2; `*C` at the end stands between the signature boxes.

The ten letters in the middle are a check: fifty bits of an HMAC, under the register's own key, over what both sides
sign. Whoever changes a figure, or copies a code to another paper, cannot make them. They prove nothing without the
register.

>>> parsed("ARXL1*ST2026-00004*BOUU7H4DFM*1/2")
PageCode(number='ST2026-00004', check='BOUU7H4DFM', page=1, pages=2)
>>> str(PageCode("ST2026-00004", "BOUU7H4DFM"))
'ARXL1*ST2026-00004*BOUU7H4DFM*C'
>>> parsed("https://example.com/") is None
True
"""

from __future__ import annotations

import base64
import hmac
import json
import re
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Protocol

import segno

from arxl.practices.statement import month_span

CHECK_LETTERS = 10
_TEXT = re.compile(
    rf"ARXL1\*(?P<number>[A-Z0-9-]{{1,20}})\*(?P<check>[A-Z2-7]{{{CHECK_LETTERS}}})"
    r"\*(?:C|(?P<page>[1-9]\d{0,3})/(?P<pages>[1-9]\d{0,3}))"
)
_MASK = 3  # any of the eight is read as well; choosing the prettiest takes five times as long
_OVERLAP = 0.03  # of a square: without it, hairlines show between the rows on a screen


class Stated(Protocol):
    """What both sides sign: a `Statement` or an `IssuedStatement`."""

    @property
    def number(self) -> str: ...  # noqa: D102
    @property
    def customer(self) -> str: ...  # noqa: D102
    @property
    def month(self) -> str: ...  # noqa: D102
    @property
    def currency(self) -> str: ...  # noqa: D102
    @property
    def closing_minor(self) -> int: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class PageCode:
    """What a code says.

    Attributes:
        number: of the statement.
        check: of what it states, `check_of`.
        page: from 1; 0 for the code between the signature boxes.
        pages: how many the statement has; 0 for the code between the signature boxes.
    """

    number: str
    check: str
    page: int = 0
    pages: int = 0

    @property
    def between_boxes(self) -> bool:
        """Whether it is the one between the signature boxes."""
        return self.page == 0

    def __str__(self) -> str:
        place = f"{self.page}/{self.pages}" if self.page else "C"
        return f"ARXL1*{self.number}*{self.check}*{place}"


def code_text(statement: Stated, company: str, key: str, page: int = 0, pages: int = 0) -> str:
    """The text of a page's code; without `page`, of the code between the signature boxes.

    Args:
        company: id of the company, under which its register is kept.
        key: the register's key, hexadecimal (`CodeKey`).
    """
    return str(PageCode(statement.number, check_of(statement, company, key), page, pages))


def check_of(statement: Stated, company: str, key: str) -> str:
    """Ten letters over company, number, customer, closing day, currency and closing balance."""
    last_day = month_span(statement.month)[1].isoformat()
    said = (company, statement.number, statement.customer, last_day, statement.currency, statement.closing_minor)
    mark = hmac.digest(bytes.fromhex(key), json.dumps(said).encode(), "sha256")
    return base64.b32encode(mark)[:CHECK_LETTERS].decode()


def parsed(text: str) -> PageCode | None:
    """What a code's text says; None where it is no code of ours."""
    found = _TEXT.fullmatch(text)
    if found is None:
        return None
    page, pages = int(found["page"] or 0), int(found["pages"] or 0)
    return PageCode(found["number"], found["check"], page, pages) if page <= pages else None


def is_genuine(code: PageCode, statement: Stated, company: str, key: str) -> bool:
    """Whether the register with this key printed the code, for this very statement."""
    return (
        bool(key)
        and code.number == statement.number
        and hmac.compare_digest(code.check, check_of(statement, company, key))
    )


@cache
def _svg_head(side: int) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d="'


def drawn(text: str) -> str:
    """The code as SVG, without a margin: the squares of a row that stand side by side are one shape.

    >>> drawn("ARXL1*ST2026-00004*BOUU7H4DFM*C")[:94]
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 29 29"><path d="M0 0h7v1.03h-7zM9 0h5v1.0'
    """
    rows = segno.make(text, error="h", mask=_MASK, micro=False, boost_error=False).matrix
    shapes = []
    for at, row in enumerate(rows):
        across = 0
        for dark, run in groupby(row):
            width = len(list(run))
            if dark:
                shapes.append(f"M{across} {at}h{width}v{1 + _OVERLAP}h-{width}z")
            across += width
    return f'{_svg_head(len(rows))}{"".join(shapes)}"/></svg>'
