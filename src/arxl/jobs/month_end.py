"""The month's end in one command: statements issued, papers exported, the results workbook written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from arxl.errors import Amount, Fault, Faulty, label, sentence
from arxl.jobs.check import check
from arxl.jobs.issue import StatedMonth, issue_month, statements_folder
from arxl.jobs.opened import OpenedBook
from arxl.jobs.progress import Progress, no_progress
from arxl.jobs.report import aging, dashboard, inputs
from arxl.kernels.money import decimal_of
from arxl.locale import wording
from arxl.practices.allocation_tables import allocations_table, open_items_table
from arxl.practices.supply import SupplyLevels
from arxl.register.store import history_at
from arxl.tables.result import Cell, ResultColumn, ResultTable, Shows
from arxl.workbook.results import Results, Sheet, edge_rule, results_path, write_results


@dataclass(frozen=True, slots=True)
class MonthEnd:
    """What a month's end left behind. `changed` is False where the results were there already, byte for byte."""

    statements: StatedMonth
    supply: SupplyLevels
    results: Path
    changed: bool
    warnings: tuple[Fault, ...]


def month_end(opened: OpenedBook, month: str, today: dt.date, progress: Progress = no_progress) -> MonthEnd:
    """Issue the statements of the month and write the results beside the book; `opened.as_of` is its last day.

    Raises:
        Faulty: the book has faults, or a total lacks a rate; nothing is issued or written.
        Refused: see `issue_month` and `save_safely`.
    """
    opened.refuse_faults()
    if opened.levels.faults and not opened.leaves_out:
        raise Faulty(*opened.levels.faults)
    stated = issue_month(opened, month, today, statements_folder(opened.path, month), progress)
    opened = opened.with_history(history_at(opened.register_file, opened.book.company.id))
    progress(label("Writing results"), 0, 1)
    levels = opened.levels
    faults = check(opened)
    path = results_path(opened.path, opened.as_of)
    changed = write_results(
        path, _results(opened, stated, levels, faults), wording(opened.book.company.language), inputs(opened.path)
    )
    progress(label("Writing results"), 1, 1)
    return MonthEnd(stated, levels, path, changed, faults)


def _results(opened: OpenedBook, stated: StatedMonth, levels: SupplyLevels, faults: tuple[Fault, ...]) -> Results:
    aged = aging(opened)
    policy = opened.aging_policy
    return Results(
        company=opened.book.company,
        as_of=opened.as_of,
        dashboard=dashboard(aged, levels),
        sheets=(
            Sheet(aged.table(), (edge_rule(policy.buckets, policy.aging_by),)),
            Sheet(open_items_table(opened.position), (sentence("Every document with a balance left, oldest first."),)),
            Sheet(
                allocations_table(opened.position),
                (sentence("Which receipt or credit paid which document, and by what rule."),),
            ),
            Sheet(
                statements_table(stated), (sentence("The statements issued for {month}.", month=stated.month),), "file"
            ),
            Sheet(levels.table(), (sentence("The supply level of each customer, why, and what releases it."),)),
            Sheet(faults_table(faults), (sentence("What is wrong in the book, each with its cell."),)),
        ),
    )


def statements_table(stated: StatedMonth) -> ResultTable:
    """One row a statement, with the way to its paper."""
    rows = stated.statements

    def amounts(key: str, heading: str, minor: list[int]) -> ResultColumn:
        cells: list[Cell] = [
            Amount(decimal_of(value, row.exponent), row.currency) for value, row in zip(minor, rows, strict=True)
        ]
        return ResultColumn(key, heading, Shows.AMOUNT, cells, totalled=True)

    folder = f"{stated.folder.name}/" if stated.folder else ""
    return ResultTable(
        label("Statements"),
        (
            ResultColumn("number", label("Number"), Shows.TEXT, [row.number for row in rows]),
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [row.customer for row in rows]),
            ResultColumn("currency", label("Currency"), Shows.TEXT, [row.currency for row in rows]),
            amounts("opening", label("Opening balance"), [row.opening_minor for row in rows]),
            amounts("movements", label("Movements"), [row.closing_minor - row.opening_minor for row in rows]),
            amounts("closing", label("Closing balance"), [row.closing_minor for row in rows]),
            ResultColumn("issued_on", label("Issued on"), Shows.DATE, [row.issued_on for row in rows]),
            ResultColumn("return_by", label("Return by"), Shows.DATE, [row.return_by for row in rows]),
            ResultColumn(
                "file", label("File"), Shows.TEXT, [f"{folder}{row.file}" if row.file else "" for row in rows]
            ),
        ),
    )


def faults_table(faults: tuple[Fault, ...]) -> ResultTable:
    """One row a fault or warning."""
    return ResultTable(
        label("Faults"),
        (
            ResultColumn("place", label("Place"), Shows.TEXT, [fault.place for fault in faults]),
            ResultColumn("severity", label("Severity"), Shows.LABEL, [_SEVERITIES[fault.severity] for fault in faults]),
            ResultColumn("fact", label("What is wrong"), Shows.SENTENCES, [(fault.fact,) for fault in faults]),
            ResultColumn("remedy", label("Remedy"), Shows.SENTENCES, [(fault.remedy,) for fault in faults]),
        ),
    )


_SEVERITIES = {"fault": label("fault"), "warning": label("warning")}
