"""Which range of a book is which table, where several could be (DESIGN, "Workbook tables").

A range that looks like a table makes a claim, as strong as its evidence: the name of a spreadsheet table, the name of
its sheet, or its headers. The strongest claim to a table is heard; weaker ones are passed over with a note. Two equal
ones are refused: their rows would count twice, or half of them not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from arxl.errors import Fault, Refused, refused, sentence, warning
from arxl.tables.headers import MappedTables, table_of, table_of_headers
from arxl.tables.raw import FoundBy

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Claim(Generic[R]):
    """A range that may be a table.

    Attributes:
        place: what the accountant calls it: the sheet's name, with the table's where it has one.
        name: of the spreadsheet table, "" where it is none.
        sheet: name of its sheet where that speaks for this range, else "".
        headers: as they stand, "" where blank.
        visible: a hidden sheet counts by its name only; what it looks like proves nothing.
        range: whatever is needed to read it.
    """

    place: str
    name: str
    sheet: str
    headers: tuple[str, ...]
    visible: bool
    range: R


def heard(
    claims: Sequence[Claim[R]], book: str, mapped: MappedTables
) -> tuple[list[tuple[str, Claim[R]]], list[Fault]]:
    """The claims that are read, in the order of the book, each with its table; and notes about the others.

    Args:
        book: name of the file, for messages.

    Raises:
        Refused: two ranges are the same table by equal evidence.
    """
    told = [(claim, _evidence(claim, mapped)) for claim in claims]
    told = _with_a_lone_range(told, mapped)
    best: dict[str, tuple[Claim[R], FoundBy]] = {}
    for claim, evidence in told:
        if evidence is None:
            continue
        table, by = evidence
        rival = best.get(table)
        if rival is not None and rival[1] is by:
            if not any(found and found[0] == table and found[1].value < by.value for _, found in told):
                raise _two_of_one(book, table, rival[0].place, claim.place)
        elif rival is None or by.value < rival[1].value:
            best[table] = claim, by
    kept: list[tuple[str, Claim[R]]] = []
    notes: list[Fault] = []
    unread: list[str] = []
    for claim, evidence in told:
        if evidence is not None and best[evidence[0]][0] is claim:
            kept.append((evidence[0], claim))
            notes.extend([] if claim.visible else [_hidden(claim.place, evidence[0])])
        elif evidence is not None:
            notes.append(_passed_over(claim.place, evidence[0], best[evidence[0]][0].place))
        elif not claim.visible and (looks_like := table_of_headers(claim.headers, mapped)):
            notes.append(_hidden_unread(claim.place, looks_like))
        else:
            unread.append(claim.place)
    if unread:
        notes.append(_unread(book, unread))
    return kept, notes


def nothing_found(book: str, claims: Sequence[Claim[R]]) -> Refused:
    """The refusal of a book in which no range is a table."""
    found = [_described(claim) for claim in claims[:_NAMED]]
    fact = (
        sentence("no table found. The sheets are: {sheets}.", sheets=found)
        if found
        else sentence("no table found: every sheet is empty.")
    )
    return refused(
        book,
        fact,
        sentence(
            "Name the sheet of invoices Deliveries, with the columns Customer ID, Date and Amount; or map its headers,"
            ' as in --set "map.Deliveries.Customer ID=Client".'
        ),
    )


_NAMED = 5  # sheets that a message describes, and their headers
_NAMED_LETTERS = 24


def _described(claim: Claim[R]) -> str:
    headers = [" ".join(header.split())[:_NAMED_LETTERS] for header in claim.headers if header.strip()]
    return f"{claim.place} ({', '.join(headers[:_NAMED])})" if headers else claim.place


Told = list[tuple[Claim[R], tuple[str, FoundBy] | None]]


def _evidence(claim: Claim[R], mapped: MappedTables) -> tuple[str, FoundBy] | None:
    evidence = table_of(claim.name, claim.sheet, claim.headers, mapped)
    hidden = not claim.visible and evidence is not None and evidence[1] is FoundBy.HEADERS
    return None if hidden else evidence


def _with_a_lone_range(told: Told[R], mapped: MappedTables) -> Told[R]:
    """Customer, date and amount with nothing beside them are deliveries, where no other range is any document."""
    if any(evidence and evidence[0] in ("Deliveries", "Receipts", "Credits") for _, evidence in told):
        return told
    lone = [
        claim
        for claim, evidence in told
        if evidence is None and claim.visible and table_of_headers(claim.headers, mapped, alone=True) == "Deliveries"
    ]
    if len(lone) != 1:
        return told
    return [(claim, ("Deliveries", FoundBy.HEADERS) if claim is lone[0] else evidence) for claim, evidence in told]


def _two_of_one(book: str, table: str, first: str, second: str) -> Refused:
    return refused(
        book,
        sentence('"{first}" and "{second}" both look like the table {table}.', first=first, second=second, table=table),
        sentence(
            "Put their rows into one sheet named {table}; or give that name to the one that counts, and to the other a"
            " name that is no table's.",
            table=table,
        ),
    )


def _hidden(place: str, table: str) -> Fault:
    return warning(
        place,
        sentence("the sheet is hidden, and read as {table}.", table=table),
        sentence("Unhide it to see what counts, or rename it to have it passed over."),
    )


def _hidden_unread(place: str, table: str) -> Fault:
    return warning(
        place,
        sentence("the sheet is hidden, and not read, though its headers look like the table {table}.", table=table),
        sentence("Unhide it, or name it {table}, to have it read.", table=table),
    )


def _passed_over(place: str, table: str, other: str) -> Fault:
    return warning(
        place,
        sentence('it looks like the table {table}, and is not read: "{other}" is.', table=table, other=other),
        sentence("Move its rows there if they count."),
    )


def _unread(book: str, places: Sequence[str]) -> Fault:
    return warning(
        book,
        sentence("not read, because neither name nor headers are those of a table: {places}.", places=places),
        sentence("Rename what should be read."),
    )
