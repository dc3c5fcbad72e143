"""Stories: a book as a folder of CSV files, written from lines that read like what happened.

    2026-01-05 delivery INV-1 to C-1 of 1000.00, Terms: 2/10 NET 30
    2026-01-15 receipt R-1 from C-1 of 980.00

A line is `[date] noun number [to|from|for customer] [of amount [currency]]`, then cells by their headers. What the
book says on a day is asked through the jobs that the hosts use.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from arxl.hosts.cli import main
from arxl.jobs.check import check
from arxl.jobs.correct import correct
from arxl.jobs.export import statements_folder
from arxl.jobs.issue import issue_month
from arxl.jobs.opened import OpenedBook, open_book
from arxl.jobs.register import issued_table
from arxl.jobs.report import aging, supply
from arxl.jobs.stated import Stated, stated
from arxl.kernels.money import decimal_text
from arxl.practices.allocation_tables import allocations_table, open_items_table, unapplied_table
from arxl.practices.statement import month_span
from arxl.practices.supply_level import Supply
from arxl.tables.result import Cell, ResultTable

LINE = re.compile(
    r"(?:(?P<date>\d{4}-\d\d-\d\d) )?(?P<noun>[a-z]+) (?P<number>.+?)(?: (?:to|from|for) (?P<customer>\S+))?"
    r"(?: of (?P<amount>-?[\d.]+)(?: (?P<currency>[A-Z]{3}))?)?"
)
NOUNS = {
    "customer": ("Customers", {"number": "Customer ID"}),
    "delivery": ("Deliveries", {"number": "Document No"}),
    "receipt": ("Receipts", {"number": "Receipt No"}),
    "credit": ("Credits", {"number": "Credit No"}),
    "order": ("Orders", {"number": "Order No"}),
    "report": ("Stock", {"number": "Document No", "amount": "Sold %"}),
    "signatory": ("Signatories", {"number": "Signatory"}),
    "contact": ("Contacts", {"number": "Channel", "amount": "Promised Amount"}),
    "signal": ("Signals", {"number": "Signal"}),
    "measure": ("Measures", {"number": "Measure"}),
    "salesperson": ("Salespeople", {"number": "Salesperson", "amount": "Commission %"}),
    "target": ("Targets", {"number": "Period", "customer": "Salesperson", "amount": "Collections Target"}),
    "diary": ("Diary", {"number": "Salesperson"}),
    "rate": ("Rates", {"number": "Currency", "amount": "Rate"}),
    "rule": ("Supply Rules", {"number": "Metric"}),
    "decision": ("Decisions", {"number": "Kind", "amount": "Value"}),
    "policy": ("Policy", {"number": "Key"}),
    "company": ("Company", {"number": "Key"}),
}
HEADERS = {"date": "Date", "customer": "Customer ID", "amount": "Amount", "currency": "Currency"}


class Story:
    """A book that grows, and what is asked of it."""

    def __init__(self, folder: Path, name: str = "Book") -> None:
        self.path = folder / name
        self.path.mkdir()
        self._rows: dict[str, list[dict[str, str]]] = {}
        self.tells("company ID, Value: dealer-supplies\ncompany Currency, Value: EUR")

    def tells(self, lines: str) -> Story:
        """Add lines to the book."""
        for line in filter(None, map(str.strip, lines.splitlines())):
            head, *cells = line.split(", ")
            said = LINE.fullmatch(head)
            assert said, line
            table, headers = NOUNS[said["noun"]]
            names = HEADERS | headers
            row = {names[part]: text for part, text in said.groupdict().items() if part in names and text}
            row |= dict(cell.split(": ", 1) for cell in cells)
            self._rows.setdefault(table, []).append(row)
        return self._written()

    def changes(self, number: str, **cells: str) -> Story:
        """Correct cells of the row of a number, by attribute-like names of their headers."""
        self._row(number).update({name.replace("_", " "): text for name, text in cells.items()})
        return self._written()

    def changes_decision(self, kind: str, **cells: str) -> Story:
        """Correct cells of the first decision of a kind."""
        row = next(row for row in self._rows["Decisions"] if row["Kind"] == kind)
        row.update(cells)
        return self._written()

    def changes_company(self, key: str, value: str) -> Story:
        """Correct a row of the Company sheet."""
        row = next(row for row in self._rows["Company"] if row["Key"] == key)
        row["Value"] = value
        return self._written()

    def changes_customer(self, customer: str, **cells: str) -> Story:
        """Correct cells of a row of the sheet Customers."""
        row = next(row for row in self._rows["Customers"] if row["Customer ID"] == customer)
        row.update({name.replace("_", " "): text for name, text in cells.items()})
        return self._written()

    def forgets(self, number: str) -> Story:
        """Delete the row of a number."""
        row = self._row(number)
        for rows in self._rows.values():
            if row in rows:
                rows.remove(row)
        return self._written()

    def on(self, day: str, **policy: str) -> Day:
        """What the book says on a day."""
        return Day(open_book(self.path, policy, dt.date.fromisoformat(day)))

    def issues(self, month: str, today: str, **policy: str) -> list[Stated]:
        """Issue a month's statements; answer them in the order of their numbers."""
        opened = open_book(self.path, policy, month_span(month)[1])
        stated = issue_month(opened, month, dt.date.fromisoformat(today), statements_folder(self.path, month))
        return list(stated.statements)

    def corrects(self, number: str, today: str) -> Stated:
        """Issue the correction of a statement; answer it."""
        opened = open_book(self.path, {}, dt.date.fromisoformat(today))
        month = next((one.month for one in opened.history.statements if one.number == number), "2026-01")
        done = correct(opened, number, dt.date.fromisoformat(today), statements_folder(self.path, month))
        assert done.paper.exists()
        return stated(done.issued)

    def _row(self, number: str) -> dict[str, str]:
        (found,) = [row for rows in self._rows.values() for row in rows if number == next(iter_numbers(row), None)]
        return found

    def _written(self) -> Story:
        for table, rows in self._rows.items():
            headers = list(dict.fromkeys(header for row in rows for header in row))
            with (self.path / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, headers, restval="")
                writer.writeheader()
                writer.writerows(rows)
        return self


def iter_numbers(row: dict[str, str]) -> Iterator[str]:
    """The cells by which a row is named."""
    return (row[header] for header in ("Document No", "Receipt No", "Credit No", "Order No") if header in row)


@dataclass(frozen=True)
class Day:
    """A book on a day."""

    opened: OpenedBook

    @property
    def paid(self) -> list[str]:
        """`R-1 INV-1 400.00 oldest`: which credit settled what of which document, by which rule."""
        return [
            f"{credit} {document} {amount.value} {rule}"
            for _, _, credit, document, _, amount, rule in allocations_table(self.opened.position).rows()
        ]

    @property
    def open(self) -> dict[str, str]:
        """Document -> what is open of it."""
        return column(open_items_table(self.opened.position), "document", "open")

    @property
    def late(self) -> dict[str, int]:
        """Document -> days past due."""
        return column(open_items_table(self.opened.position), "document", "days_past_due")

    @property
    def due(self) -> dict[str, str]:
        """Document -> due date."""
        return column(open_items_table(self.opened.position), "document", "due_date")

    @property
    def unapplied(self) -> dict[str, str]:
        """Credit -> what is left of it."""
        return column(unapplied_table(self.opened.position), "credit", "amount")

    @property
    def balances(self) -> dict[tuple[str, str], str]:
        """(Customer, currency) -> balance."""
        return self.aged("balance")

    @property
    def statuses(self) -> dict[str, str]:
        """Number of a statement -> what became of it."""
        return column(issued_table(self.opened), "number", "status")

    @property
    def faults(self) -> list[str]:
        """Everything that `check` lists."""
        return [str(fault) for fault in check(self.opened)]

    def aged(self, key: str) -> dict[tuple[str, str], str]:
        """(Customer, currency) -> a column of the aging."""
        table = aging(self.opened).table()
        keys = [column.key for column in table.columns]
        return {
            (row["customer"], row["currency"]): f"{row[key].value:f}"
            for row in (dict(zip(keys, cells, strict=True)) for cells in table.rows())
        }

    def supply(self, customer: str) -> Supply:
        """The supply level of a customer."""
        (found,) = [row for row in supply(self.opened).rows if row.customer == customer]
        return found

    def level(self, customer: str) -> int:
        """The supply level alone."""
        return self.supply(customer).level


def column(table: ResultTable, key: str, wanted: str) -> dict[str, str]:
    """One column of a table by another; amounts and dates as texts."""
    keys, values = (next(column.cells for column in table.columns if column.key == name) for name in (key, wanted))
    return dict(zip(keys, map(_said, values), strict=True))


def _said(cell: Cell) -> object:
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return f"{cell.value:f}" if hasattr(cell, "value") else cell


def lines_of(stated: Stated) -> list[str]:
    """The movements of a statement: `2026-01-05 invoice INV-1 1000.00`, those of an earlier period marked."""
    return [
        f"{'earlier: ' if movement.earlier_period else ''}{movement.line.date} {movement.line.kind} "
        f"{movement.line.document} {decimal_text(movement.line.amount_minor, stated.exponent)}"
        for movement in stated.movements
    ]


def balances_of(stated: Stated) -> tuple[str, str]:
    """Opening and closing balance."""
    return tuple(decimal_text(minor, stated.exponent) for minor in (stated.opening_minor, stated.closing_minor))


@dataclass(frozen=True)
class Answer:
    """What a command said."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, read."""
        return json.loads(self.out)


@dataclass(frozen=True)
class CommandLine:
    """The command line, in this process."""

    capsys: pytest.CaptureFixture[str]

    def __call__(self, *words: object) -> Answer:
        self.capsys.readouterr()
        try:
            status = main([str(word) for word in words])
        except SystemExit as end:
            status = int(end.code or 0)
        out, err = self.capsys.readouterr()
        assert "Traceback" not in err
        return Answer(status, out, err)
