"""The reconciliation as tables: every line with its status, and the bridge (practice B5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from arxl.errors import label
from arxl.practices.line_matching import Group, Line
from arxl.practices.reconciliation import Reconciliation, Step
from arxl.tables.result import Cell, ResultColumn, ResultTable, Shows

OUR_BALANCE = label("our balance")
THEIR_BALANCE = label("their balance")


class _Row(NamedTuple):
    """A row of the table of lines: ours and theirs side by side; the difference stands in a group's first row."""

    result: Reconciliation
    nth: int
    group: Group
    ours: Line | None
    theirs: Line | None
    first: bool


def lines_table(results: Sequence[Reconciliation]) -> ResultTable:
    """Every line of both sides; lines of one group have one number."""
    rows = [row for result in results for row in _rows(result)]

    def amount(row: _Row, line: Line | None) -> Cell:
        return row.result.amount(line.amount_minor) if line else None

    def date(line: Line | None) -> Cell:
        return line.date if line else None

    return ResultTable(
        label("Reconciliation"),
        (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [row.result.customer for row in rows]),
            ResultColumn("currency", label("Currency"), Shows.TEXT, [row.result.currency for row in rows]),
            ResultColumn("group", label("Group"), Shows.WHOLE, [row.nth for row in rows]),
            ResultColumn("status", label("Status"), Shows.LABEL, [row.group.status.value for row in rows]),
            ResultColumn("our_date", label("Our date"), Shows.DATE, [date(row.ours) for row in rows]),
            ResultColumn("our_document", label("Our document"), Shows.TEXT, [_number(row.ours) for row in rows]),
            ResultColumn("our_kind", label("Kind"), Shows.LABEL, [row.ours.kind if row.ours else "" for row in rows]),
            ResultColumn(
                "our_amount", label("Our amount"), Shows.AMOUNT, [amount(row, row.ours) for row in rows], True
            ),
            ResultColumn("their_date", label("Their date"), Shows.DATE, [date(row.theirs) for row in rows]),
            ResultColumn(
                "their_reference", label("Their reference"), Shows.TEXT, [_number(row.theirs) for row in rows]
            ),
            ResultColumn(
                "their_text", label("Their text"), Shows.TEXT, [row.theirs.text if row.theirs else "" for row in rows]
            ),
            ResultColumn(
                "their_amount", label("Their amount"), Shows.AMOUNT, [amount(row, row.theirs) for row in rows], True
            ),
            ResultColumn(
                "difference",
                label("Difference"),
                Shows.AMOUNT,
                [row.result.amount(row.group.difference_minor) if row.first else None for row in rows],
                True,
            ),
            ResultColumn(
                "remarks", label("Remarks"), Shows.SENTENCES, [row.group.remarks if row.first else () for row in rows]
            ),
            ResultColumn(
                "place", label("Their cell"), Shows.TEXT, [row.theirs.place if row.theirs else "" for row in rows]
            ),
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
    for nth, group in enumerate(result.groups, 1):
        for place, (ours, theirs) in enumerate(zip_longest(group.ours, group.theirs)):
            yield _Row(result, nth, group, ours, theirs, place == 0)


def _number(line: Line | None) -> str:
    return line.number if line else ""


def _line(step: Step | None) -> Line | None:
    lines = (*step.group.ours, *step.group.theirs) if step and step.group else ()
    return min(lines, key=lambda line: line.date, default=None)
