"""Everything that is wrong with a book, all at once, each with its cell (`arxl check`)."""

from __future__ import annotations

from arxl.errors import Amount, Fault, sentence, warning
from arxl.jobs.draft import theme_of
from arxl.jobs.opened import OpenedBook
from arxl.jobs.printable import unprintable_texts
from arxl.kernels.money import decimal_of, exponent_of
from arxl.practices.book_check import wrong_in_book
from arxl.practices.statement import changed_behind, month_span
from arxl.tables.history import StatedLine
from arxl.tables.schema import Book


def check(opened: OpenedBook) -> tuple[Fault, ...]:
    """Faults first, then warnings; each in the order of sheets and cells."""
    unprintable = unprintable_texts(opened.book, theme_of(opened))
    behind = _behind_closed_months(opened)
    return wrong_in_book(opened, opened.position, opened.levels, *unprintable, *behind)


def _behind_closed_months(opened: OpenedBook) -> list[Fault]:
    """What the next statement will show as an earlier period."""
    if not opened.history.closed_months:
        return []
    month = max(opened.history.closed_months)
    last_day = month_span(month)[1]
    position = opened.position if opened.as_of >= last_day else opened.application.position_at(last_day)
    cells = _cells_of_numbers(opened.book)
    return [
        warning(
            cells.get(line.document) or cells.get(line.against, opened.register_file.name),
            sentence(
                "{customer}: {kind} {document} of {date} changes the closed month {month} by {amount}.",
                customer=customer,
                kind=line.kind,
                document=line.document,
                date=line.date,
                month=month,
                amount=_amount(line, currency),
            ),
            sentence("The next statement shows it as an earlier period."),
        )
        for (customer, currency), lines in changed_behind(position, opened.history).items()
        for line in lines
    ]


def _amount(line: StatedLine, currency: str) -> Amount:
    return Amount(decimal_of(line.amount_minor, exponent_of(currency)), currency)


def _cells_of_numbers(book: Book) -> dict[str, str]:
    cells: dict[str, str] = {}
    for table, attribute, numbers in (
        (book.deliveries, "document", book.deliveries.document),
        (book.receipts, "receipt", book.receipts.receipt),
        (book.credits, "credit", book.credits.credit),
    ):
        for row, number in enumerate(numbers.tolist()):
            cells[number] = table.origin.cell(attribute, row)
    return cells
