"""The reconciliation as tables: every line with its status, and the bridge (practice B5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from arxl.errors import Sentence, label, sentence
from arxl.practices.line_matching import Line
from arxl.practices.reconciliation import THEIR_SUMS, Reconciliation, Step
from arxl.tables.result import Cell, ResultColumn, ResultTable, Shows

OUR_BALANCE = label("our balance")
THEIR_BALANCE = label("their balance")
OPENING_BALANCE = label("opening balance")


class _Row(NamedTuple):
    """A row of the table of lines: ours and theirs side by side; the difference stands in a group's first row.

    Attributes:
        nth: number of the group, None of a balance that is no line.
        ours_minor: None where our side has nothing here.
    """

    result: Reconciliation
    nth: int | None
    status: str
    ours: Line | None
    theirs: Line | None
    ours_minor: int | None
    theirs_minor: int | None
    difference_minor: int | None
    remarks: tuple[Sentence, ...] = ()


def lines_table(results: Sequence[Reconciliation]) -> ResultTable:
    """Every line of both sides, lines of one group under one number; each side adds up to its balance."""
    rows = [row for result in results for row in _rows(result)]
    ours, theirs = [row.ours for row in rows], [row.theirs for row in rows]

    def amounts(minor: str) -> list[Cell]:
        found = [getattr(row, minor) for row in rows]
        return [None if each is None else row.result.amount(each) for row, each in zip(rows, found, strict=True)]

    def dates(lines: Sequence[Line | None]) -> list[Cell]:
        return [line.date if line else None for line in lines]

    def texts(lines: Sequence[Line | None], attribute: str) -> list[Cell]:
        return [getattr(line, attribute) if line else "" for line in lines]

    return ResultTable(
        label("Reconciliation"),
        (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [row.result.customer for row in rows]),
            ResultColumn("currency", label("Currency"), Shows.TEXT, [row.result.currency for row in rows]),
            ResultColumn("group", label("Match No"), Shows.WHOLE, [row.nth for row in rows]),
            ResultColumn("status", label("Status"), Shows.LABEL, [row.status for row in rows]),
            ResultColumn("our_date", label("Our date"), Shows.DATE, dates(ours)),
            ResultColumn("our_document", label("Our document"), Shows.TEXT, texts(ours, "number")),
            ResultColumn("our_kind", label("Kind"), Shows.LABEL, texts(ours, "kind")),
            ResultColumn("our_amount", label("Our amount"), Shows.AMOUNT, amounts("ours_minor"), totalled=True),
            ResultColumn("their_date", label("Their date"), Shows.DATE, dates(theirs)),
            ResultColumn("their_reference", label("Their reference"), Shows.TEXT, texts(theirs, "number")),
            ResultColumn("their_text", label("Their text"), Shows.TEXT, texts(theirs, "text")),
            ResultColumn("their_amount", label("Their amount"), Shows.AMOUNT, amounts("theirs_minor"), totalled=True),
            ResultColumn("difference", label("Difference"), Shows.AMOUNT, amounts("difference_minor"), totalled=True),
            ResultColumn("remarks", label("Remarks"), Shows.SENTENCES, [row.remarks for row in rows]),
            ResultColumn("place", label("Their cell"), Shows.TEXT, texts(theirs, "place")),
        ),
    )


def bridge_table(results: Sequence[Reconciliation]) -> ResultTable:
    """From our balance to theirs, difference by difference."""
    rows = [row for result in results for row in _bridge(result)]
    results_of = [row[0] for row in rows]
    return ResultTable(
        label("Bridge"),
        (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [result.customer for result in results_of]),
            ResultColumn("currency", label("Currency"), Shows.TEXT, [result.currency for result in results_of]),
            ResultColumn("what", label("What"), Shows.LABEL, [row[1] for row in rows]),
            ResultColumn(
                "date", label("Date"), Shows.DATE, [line.date if (line := _line(row[2])) else None for row in rows]
            ),
            ResultColumn("reference", label("Reference"), Shows.TEXT, [references(row[2]) for row in rows]),
            ResultColumn(
                "difference",
                label("Difference"),
                Shows.AMOUNT,
                [row[0].amount(row[2].difference_minor) if row[2] else None for row in rows],
            ),
            ResultColumn("balance", label("Balance"), Shows.AMOUNT, [row[0].amount(row[3]) for row in rows]),
            ResultColumn("remarks", label("Remarks"), Shows.SENTENCES, [row[2].said if row[2] else () for row in rows]),
        ),
    )


def references(step: Step | None) -> str:
    """The numbers of a step's lines, ours first, each once."""
    if step is None or step.group is None:
        return ""
    return ", ".join(dict.fromkeys(line.number for line in (*step.group.ours, *step.group.theirs) if line.number))


def _bridge(result: Reconciliation) -> Iterator[tuple[Reconciliation, str, Step | None, int]]:
    yield result, OUR_BALANCE, None, result.ours.balance_minor
    for step in result.bridge:
        yield result, step.what, step, step.balance_minor
    yield result, THEIR_BALANCE, None, result.theirs.balance_minor


def _rows(result: Reconciliation) -> Iterator[_Row]:
    """Lines from before both accounts cover the time are one row, unless they make a difference."""
    ours, theirs = result.ours, result.theirs
    carried = [group for group in result.groups if result.is_carried(group)]
    if result.opening_ours_minor == result.opening_theirs_minor:
        before = sentence("lines from before {day}: {count}.", day=result.begins, count=len(carried))
        opening = result.opening_ours_minor, result.opening_theirs_minor
        yield from _balance(result, OPENING_BALANCE, *opening, (before,) if carried else ())
        shown = [group for group in result.groups if not result.is_carried(group)]
    else:
        yield from _balance(result, OPENING_BALANCE, ours.opening_minor, theirs.opening_minor)
        shown = list(result.groups)
    for nth, group in enumerate(shown, 1):
        for place, (mine, their) in enumerate(zip_longest(group.ours, group.theirs)):
            yield _Row(
                result,
                nth,
                group.status.value,
                mine,
                their,
                mine.amount_minor if mine else None,
                their.amount_minor if their else None,
                None if place else group.difference_minor,
                () if place else group.remarks,
            )
    yield from _balance(result, THEIR_SUMS, ours.gap_minor, theirs.gap_minor)


def _balance(
    result: Reconciliation, status: str, ours_minor: int, theirs_minor: int, remarks: tuple[Sentence, ...] = ()
) -> Iterator[_Row]:
    """A row of what is no line, where there is any."""
    if ours_minor or theirs_minor or remarks:
        difference = theirs_minor - ours_minor
        yield _Row(result, None, status, None, None, ours_minor or None, theirs_minor or None, difference, remarks)


def _line(step: Step | None) -> Line | None:
    lines = (*step.group.ours, *step.group.theirs) if step and step.group else ()
    return min(lines, key=lambda line: line.date, default=None)
