"""The dossier of one customer for counsel: one PDF with bookmarks (practice C7).

Its own pages come from typst, in the company's language. An annex that is a paper of arxl's own follows page by page
as it was issued, and every annex is attached as the file that it is, so that hashes and signatures can be checked. A
copy that came back is a stranger's file: it is shown by pictures of its pages, which the confined child drew.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2

from arxl.errors import Amount, Sentence, label, sentence
from arxl.locale import Wording
from arxl.papers.page import Press
from arxl.papers.setting import setting_of
from arxl.practices import dossier as known
from arxl.practices.dossier import Case
from arxl.practices.statement_words import KINDS, Party, seller_of
from arxl.tables.result import Cell, ResultColumn, ResultTable, Shows
from arxl.tables.schema import Company

TITLE = label("Dossier")
_RIGHT = (Shows.AMOUNT, Shows.WHOLE, Shows.NUMBER, Shows.PERCENT)
_LONG = 16  # signs: what is longer gets a share of the page's width
_IDENTIFIER = re.compile(rb"<([0-9A-F]{32})>\]")
_MM = 72 / 25.4
_SIDE, _HEAD, _FOOT = 15 * _MM, 24 * _MM, 16 * _MM  # what page.typ leaves around the text, and a little


@dataclass(frozen=True, slots=True)
class Annex:
    """A paper behind the dossier's own pages.

    Attributes:
        title: stands over its first page and in the bookmarks.
        facts: caption and value: numbers, days, hashes.
        file: name under which the exact file is attached.
        content: the exact file; None where it is gone.
        paper: whether it is arxl's own and printed page by page.
        pictures: pages of a stranger's file, JPEG.
        note: what is wrong with it.
    """

    title: Sentence
    facts: tuple[known.Fact, ...]
    file: str
    content: bytes | None
    paper: bool = False
    pictures: tuple[bytes, ...] = ()
    note: Sentence | None = None


def dossier_paper(case: Case, annexes: Sequence[Annex], company: Company, theme: Path | None = None) -> bytes:
    """The dossier as one PDF; the same bytes for the same case and annexes.

    Raises:
        Refused, Faulty: see `Press.pdf`.
    """
    press = Press("dossier.typ", theme)
    words = press.words(company.language)
    opened = [pypdfium2.PdfDocument(annex.content) if annex.paper else None for annex in annexes]
    try:
        pages = [len(paper) if paper else len(annex.pictures) for annex, paper in zip(annexes, opened, strict=True)]
        data = page_of(case, annexes, pages, company, words)
        record = {"customer": case.customer, "as_of": case.as_of.isoformat(), "tables": _record(case)}
        printed = press.pdf(f"Dossier {case.customer}", data, record, case.as_of)
        return _with_annexes(printed, annexes, opened, case.as_of)
    finally:
        for paper in opened:
            if paper:
                paper.close()


def page_of(
    case: Case, annexes: Sequence[Annex], pages: Sequence[int], company: Company, words: Wording
) -> dict[str, Any]:
    """The dossier for dossier.typ: every word and figure as it stands on the paper.

    Args:
        pages: of each annex, without its first one.
    """
    customer = _customer(case, words)
    named = " · ".join((words.text(TITLE), case.customer, words.date(case.as_of)))
    return setting_of(
        words,
        title=words.text(TITLE),
        reference=f"{case.customer} {case.as_of.isoformat()}",
        running_title=named,
        footer=f"{case.customer} {customer.name}",
        seller=seller_of(company, words),
    ) | {
        "customer": customer._asdict(),
        "facts": [
            (words.text(label("As of")), words.date(case.as_of)),
            (words.text(label("Statements")), str(len(case.stated))),
            (words.text(label("Annexes")), str(len(annexes))),
        ],
        "summary": table_said(known.summary_table(case), words),
        "notes": [words.say(note) for note in _notes(case)],
        "contents": words.text(label("Contents")),
        "sections": list(_sections(case, words)),
        "annexes-title": words.text(label("Annexes")),
        "annexes-note": words.say(
            sentence(
                "Papers of the seller follow as they were issued; copies that came back are shown by pictures of their"
                " pages. The files themselves are attached to this PDF, and each hash (SHA-256) is that of its file."
            )
        ),
        "annexes": [_annex(nth, annex, pages[nth], words) for nth, annex in enumerate(annexes)],
    }


def _customer(case: Case, words: Wording) -> Party:
    row, customers = case.row, case.book.customers
    number = words.say(sentence("Customer ID: {customer}", customer=case.customer))
    if row is None:
        return Party(words.text(label("Customer")), case.customer, (number,))
    address = str(customers.address[row]).splitlines()
    return Party(words.text(label("Customer")), str(customers.legal_name[row]), (*address, number))


def _notes(case: Case) -> Iterator[Sentence]:
    """What the first page says below the figures."""
    if not len(case.interest.rows):
        yield sentence("No interest: no written notice is recorded, or no rate.")
    for nth, one in enumerate(case.evidence):
        for gap in one.gaps:
            yield (
                sentence("Missing: {gap}", gap=gap)
                if nth == 0
                else sentence("Missing ({currency}): {gap}", currency=one.currency, gap=gap)
            )


def _sections(case: Case, words: Wording) -> Iterator[dict[str, Any]]:
    facts = [(words.text(caption), _said(value, words)) for caption, value in known.facts_of_file(case)]
    if facts:
        yield {"title": words.text(label("Customer file")), "facts": facts, "lines": [], "table": None}
    for table in known.tables_of(case):
        yield {"title": words.text(table.title), "facts": [], "lines": [], "table": table_said(table, words)}


def _annex(nth: int, annex: Annex, pages: int, words: Wording) -> dict[str, Any]:
    return {
        "title": words.say(sentence("Annex {number}: {title}", number=nth + 1, title=annex.title)),
        "facts": [(words.text(caption), _said(value, words)) for caption, value in annex.facts],
        "note": words.say(annex.note) if annex.note else "",
        "pages": pages,
    }


def table_said(table: ResultTable, words: Wording) -> dict[str, Any]:
    """A result table, ready for print; columns without a word in them are left out, and so are the customer's ids."""
    currencies = {cell for column in table.columns if column.key == "currency" for cell in column.cells}
    columns = [
        column
        for column in table.columns
        if column.key != "customer" and (column.key == "currency" or any(_holds(cell) for cell in column.cells))
    ]
    cells = [[_lines(cell, column, words) for cell in column.cells] for column in columns]
    return {
        "columns": [
            {
                "head": words.text(column.label),
                "right": column.shows in _RIGHT,
                "wide": _share(column, said),
            }
            for column, said in zip(columns, cells, strict=True)
        ],
        "rows": [list(row) for row in zip(*cells, strict=True)],
        "foot": [
            _total(columns, currency, words) for currency in sorted(map(str, currencies)) if _totals(table, currency)
        ],
    }


def _holds(cell: Cell) -> bool:
    return cell is not None and cell not in ("", ())


def _share(column: ResultColumn, said: Sequence[Sequence[str]]) -> int:
    """Parts of the page's width that a column takes; 0: as wide as what is in it."""
    if column.shows is Shows.SENTENCES:
        return 2
    if column.shows is not Shows.TEXT:
        return 0
    return 1 if max((len(line) for lines in said for line in lines), default=0) > _LONG else 0


def _totals(table: ResultTable, currency: Cell) -> Mapping[str, Decimal]:
    return table.totals().get(str(currency), {})


def _total(columns: Sequence[ResultColumn], currency: str, words: Wording) -> list[str]:
    sums = ResultTable("", tuple(columns)).totals().get(currency, {})
    said = [words.amount(sums[column.key]) if column.key in sums else "" for column in columns]
    places = [nth for nth, column in enumerate(columns) if column.key == "currency"]
    if places:
        said[places[0]] = currency
    if not said[0]:
        said[0] = words.text(label("Total"))
    return said


def _lines(cell: Cell, column: ResultColumn, words: Wording) -> list[str]:
    if isinstance(cell, tuple):
        return [words.say(part) for part in cell]
    if column.shows is Shows.LABEL and isinstance(cell, str):
        return [words.text(KINDS.get(cell, cell))]
    if column.shows is Shows.PERCENT and isinstance(cell, Decimal):
        return [words.percent(cell, 2)]
    return [_said(cell, words, with_currency=False)]


def _said(cell: Cell, words: Wording, *, with_currency: bool = True) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, Amount):
        return words.amount(cell, with_currency=with_currency)
    return words.value(cell)


def _record(case: Case) -> dict[str, list[dict[str, Any]]]:
    """The tables for machines."""
    found = {}
    for table in (known.summary_table(case), *known.tables_of(case)):
        keys = [column.key for column in table.columns]
        rows = (dict(zip(keys, map(_plain, row), strict=True)) for row in table.rows())
        found[table.title] = list(rows)
    return found


def _plain(cell: Cell) -> Any:
    match cell:
        case Amount():
            return f"{cell.value:f}"
        case tuple():
            return [str(part) for part in cell]
        case None | int():
            return cell
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def _with_annexes(
    printed: bytes, annexes: Sequence[Annex], papers: Sequence[pypdfium2.PdfDocument | None], made_on: date
) -> bytes:
    """Papers and pictures in the place of the blank pages behind their annex's first one; every annex as a file."""
    dossier = pypdfium2.PdfDocument(printed)
    try:
        first = _first_pages(dossier, len(annexes))
        for page, annex, paper in reversed(list(zip(first, annexes, papers, strict=True))):
            if paper is not None:
                for _ in range(len(paper)):
                    dossier.del_page(page + 1)
                dossier.import_pages(paper, index=page + 1)
            for nth, picture in enumerate(annex.pictures, page + 1):
                _show(dossier, nth, picture)
        for name, content in _attached(annexes):
            attachment = dossier.new_attachment(name)
            attachment.set_data(content)
            attachment.set_str_value("CreationDate", f"D:{made_on:%Y%m%d}000000Z")  # pdfium asks the clock
        file = io.BytesIO()
        dossier.save(file)
        return _named_by_content(file.getvalue())
    finally:
        dossier.close()


def _named_by_content(pdf: bytes) -> bytes:
    """The file with an identifier made of its content, where pdfium rolls dice: the same dossier has the same bytes."""
    rolled = _IDENTIFIER.search(pdf, pdf.rindex(b"trailer"))
    if rolled is None:
        return pdf
    begin, end = rolled.span(1)
    digest = hashlib.sha256(pdf[:begin] + pdf[end:]).hexdigest()[: end - begin].upper()
    return pdf[:begin] + digest.encode() + pdf[end:]


def _show(dossier: pypdfium2.PdfDocument, nth: int, picture: bytes) -> None:
    """A picture on a blank page, between its head and its foot, as large as it can be."""
    page = dossier[nth]
    image = pypdfium2.PdfImage.new(dossier)
    image.load_jpeg(io.BytesIO(picture), inline=True)
    wide, high = image.get_px_size()
    room_wide, room_high = page.get_width() - 2 * _SIDE, page.get_height() - _HEAD - _FOOT
    scale = min(room_wide / wide, room_high / high)
    left = (page.get_width() - scale * wide) / 2
    image.set_matrix(
        pypdfium2.PdfMatrix().scale(scale * wide, scale * high).translate(left, _FOOT + room_high - scale * high)
    )
    page.insert_obj(image)
    page.gen_content()
    page.close()


def _first_pages(dossier: pypdfium2.PdfDocument, annexes: int) -> list[int]:
    """Where each annex begins, by its bookmark; those of annexes are the last ones."""
    pages = [mark.get_dest().get_index() for mark in dossier.get_toc()]
    return pages[len(pages) - annexes :]


def _attached(annexes: Iterable[Annex]) -> Iterator[tuple[str, bytes]]:
    """Each file once, in order of names."""
    files = {annex.file: annex.content for annex in annexes if annex.content is not None}
    yield from sorted(files.items())
