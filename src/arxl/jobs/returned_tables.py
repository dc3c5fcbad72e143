"""What came back, as a table and as a sheet with thumbnails: for those who decide on the Decisions sheet."""

from __future__ import annotations

from pathlib import Path

from arxl.errors import Amount, label
from arxl.jobs.opened import OpenedBook
from arxl.jobs.report import inputs
from arxl.jobs.returned import Returned, ReturnedCopy
from arxl.kernels.money import decimal_of, exponent_of
from arxl.locale import wording
from arxl.tables.result import ResultColumn, ResultTable, Shows
from arxl.workbook.picture_sheet import PictureRow, write_pictures


def copies_table(opened: OpenedBook, found: Returned) -> ResultTable:
    """One row a copy and a row a page that none is; nothing of it is confirmed."""
    copies, pages = found.copies, found.unmatched
    blank = [""] * len(pages)
    return ResultTable(
        label("Returned copies"),
        (
            ResultColumn(
                "file",
                label("File"),
                Shows.TEXT,
                [copy.path.name for copy in copies] + [f"{page.path.name} p. {page.page}" for page in pages],
            ),
            ResultColumn("number", label("Number"), Shows.TEXT, [copy.statement.number for copy in copies] + blank),
            ResultColumn(
                "customer", label("Customer ID"), Shows.TEXT, [copy.statement.customer for copy in copies] + blank
            ),
            ResultColumn(
                "closing",
                label("Closing balance"),
                Shows.AMOUNT,
                [*map(_closing, copies), *[None] * len(pages)],
            ),
            ResultColumn(
                "proposal",
                label("It looks as if"),
                Shows.LABEL,
                [copy.proposal for copy in copies] + [label("to be matched by hand")] * len(pages),
            ),
            ResultColumn(
                "remarks",
                label("Remarks"),
                Shows.SENTENCES,
                [tuple(fault.fact for fault in copy.faults) for copy in copies]
                + [(page.fault.fact,) for page in pages],
            ),
        ),
    )


def write_copies(path: Path, opened: OpenedBook, found: Returned) -> None:
    """A workbook with a row a copy: its page, the customer's and our box as pictures, and what it looks like.

    Raises:
        Refused: see `save_safely`.
    """
    words = wording(opened.book.company.language)
    rows = [
        PictureRow(
            texts=(
                copy.path.name,
                copy.statement.number,
                copy.statement.customer,
                words.amount(_closing(copy)),
                words.text(copy.proposal),
                " ".join(words.say(fault.fact) for fault in copy.faults),
            ),
            pictures=(copy.thumbnail, _box(copy, "customer"), _box(copy, "seller")),
        )
        for copy in found.copies
    ]
    rows += [
        PictureRow(
            texts=(
                f"{page.path.name} p. {page.page}",
                "",
                "",
                "",
                words.text(label("to be matched by hand")),
                words.say(page.fault.fact),
            ),
            pictures=(page.thumbnail, b"", b""),
        )
        for page in found.unmatched
    ]
    heads = [words.text(head) for head in _HEADS]
    write_pictures(path, words.text(label("Returned copies")), heads, rows, inputs(opened.path))


_HEADS = (
    label("File"),
    label("Number"),
    label("Customer ID"),
    label("Closing balance"),
    label("It looks as if"),
    label("Remarks"),
    label("Page"),
    label("Customer's box"),
    label("Our box"),
)


def _closing(copy: ReturnedCopy) -> Amount:
    statement = copy.statement
    return Amount(decimal_of(statement.closing_minor, exponent_of(statement.currency)), statement.currency)


def _box(copy: ReturnedCopy, side: str) -> bytes:
    box = copy.box(side)
    return box.picture if box else b""
