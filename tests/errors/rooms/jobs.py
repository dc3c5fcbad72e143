"""What jobs refuse: a month too early or out of order, a paper that cannot be printed, a rate that is missing."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

from arxl.errors import Fault
from arxl.hosts.cli import arguments, commands, desk
from arxl.hosts.open_book import macros
from arxl.hosts.open_book.desk import day_said
from arxl.jobs.check import check
from arxl.jobs.correct import correct
from arxl.jobs.draft import drafted, drafted_sheets
from arxl.jobs.export import statements_folder
from arxl.jobs.issue import issue_month
from arxl.jobs.opened import OpenedBook, open_book
from arxl.jobs.progress import Progress
from arxl.jobs.register import one, verified
from arxl.tables.book import book_of
from arxl.tables.calendar import working_days
from arxl.tables.policy import DuePolicy
from arxl.tables.ranges import table_of_range
from arxl.tables.raw import RawBook
from arxl.tables.schema import Book
from errors.scene import scene

DELIVERIES = [("Document No", "Customer ID", "Date", "Amount"), ("INV-1", "C-1", "2026-09-05", "100")]
OVERRIDE = ("Date", "Customer ID", "Kind", "Value", "By", "Reason", "Until")
OCTOBER = dt.date(2026, 10, 31)
NOVEMBER_3 = dt.date(2026, 11, 3)


def opened(folder: Path, as_of: dt.date = OCTOBER, **tables: Sequence[Sequence[Any]]) -> OpenedBook:
    """A book in EUR, as a folder of CSV files, opened for a day."""
    path = folder / "Book"
    path.mkdir(exist_ok=True)
    for table, rows in {"Deliveries": DELIVERIES, **tables}.items():
        with (path / f"{table.replace('_', ' ')}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return open_book(path, {"currency": "EUR", "company_id": "acme"}, as_of)


def issued(book: OpenedBook, month: str, today: dt.date) -> None:
    """Issue a month; its papers go beside the book."""
    issue_month(book, month, today, statements_folder(book.path, month))


def book_of_lines(**tables: Sequence[Sequence[Any]]) -> Book:
    """A book in EUR without a file."""
    raw = RawBook("Book", tuple(table_of_range(name.replace("_", " "), rows) for name, rows in tables.items()))
    return book_of(raw, {"currency": "EUR"}, OCTOBER)


# --- months --------------------------------------------------------------------------------------------------------


@scene("A month is issued before it ends")
def too_early(folder: Path) -> Iterable[Fault]:
    issued(opened(folder), "2026-10", dt.date(2026, 10, 20))
    return ()


@scene("A month is issued of a company without an id")
def nameless_company(folder: Path) -> Iterable[Fault]:
    named = opened(folder)
    issued(open_book(named.path, {"currency": "EUR"}, OCTOBER), "2026-10", NOVEMBER_3)
    return ()


@scene("A month is left out")
def month_left_out(folder: Path) -> Iterable[Fault]:
    issued(opened(folder, dt.date(2026, 9, 30)), "2026-09", NOVEMBER_3)
    issued(opened(folder, dt.date(2026, 11, 30)), "2026-11", dt.date(2026, 12, 1))
    return ()


@scene("A month before the first one of the register")
def before_the_first(folder: Path) -> Iterable[Fault]:
    issued(opened(folder), "2026-10", NOVEMBER_3)
    issued(opened(folder, dt.date(2026, 9, 30)), "2026-09", NOVEMBER_3)
    return ()


@scene("A document appears in a month that is closed")
def behind_a_closed_month(folder: Path) -> Iterable[Fault]:
    issued(opened(folder), "2026-10", NOVEMBER_3)
    late = [*DELIVERIES, ("INV-2", "C-1", "2026-09-20", "50")]
    return check(opened(folder, dt.date(2026, 11, 30), Deliveries=late))


@scene("A month without a statement")
def month_without_statement(folder: Path) -> Iterable[Fault]:
    drafted_sheets(opened(folder, dt.date(2026, 8, 31)), "2026-08", folder / "August.xlsx")
    return ()


@scene("Drafts are printed of a month that is issued")
def nothing_to_draft(folder: Path) -> Iterable[Fault]:
    issued(opened(folder), "2026-10", NOVEMBER_3)
    drafted(opened(folder), "2026-10", folder / "drafts")
    return ()


@scene("A row of an issued statement can no longer be read")
def taken_back(folder: Path) -> Iterable[Fault]:
    issued(opened(folder), "2026-10", NOVEMBER_3)
    policy = [("Key", "Value"), ("faulty_rows", "leave-out")]
    spoiled = [DELIVERIES[0], ("INV-1", "C-1", "2026-09-05", "abc"), ("INV-2", "C-1", "2026-11-05", "100")]
    november = opened(folder, dt.date(2026, 11, 30), Deliveries=spoiled, Policy=policy)
    issued(november, "2026-11", dt.date(2026, 12, 1))
    return ()


@scene("A copy is said to be signed of a statement that was never issued")
def doubtful_copy(folder: Path) -> Iterable[Fault]:
    issued(opened(folder), "2026-10", NOVEMBER_3)
    signed = [("Date", "Customer ID", "Kind", "Reference"), ("2026-11-10", "C-1", "signed", "ST2026-00099")]
    return check(opened(folder, dt.date(2026, 11, 30), Decisions=signed))


@scene("The sheet holds another grade than the one accepted")
def differing_grade(folder: Path) -> Iterable[Fault]:
    customers = [("Customer ID", "Grade"), ("C-1", "A")]
    accepted = [("Date", "Customer ID", "Kind", "Value", "By"), ("2026-10-10", "C-1", "grade accepted", "C", "Ana")]
    return check(opened(folder, Customers=customers, Decisions=accepted))


@scene("A statement is corrected of which nothing has changed")
def nothing_to_correct(folder: Path) -> Iterable[Fault]:
    issued(opened(folder), "2026-10", NOVEMBER_3)
    correct(opened(folder), "ST2026-00001", NOVEMBER_3, folder)
    return ()


@scene("A statement is corrected that is not the latest")
def corrected_too_late(folder: Path) -> Iterable[Fault]:
    issued(opened(folder), "2026-10", NOVEMBER_3)
    issued(opened(folder, dt.date(2026, 11, 30)), "2026-11", dt.date(2026, 12, 1))
    correct(opened(folder), "ST2026-00001", dt.date(2026, 12, 2), folder)
    return ()


@scene("The register is looked into before it is made")
def no_register_yet(folder: Path) -> Iterable[Fault]:
    verified(opened(folder))
    return ()


@scene("A statement is asked for that was never issued")
def no_such_statement(folder: Path) -> Iterable[Fault]:
    issued(opened(folder), "2026-10", NOVEMBER_3)
    one(opened(folder), "ST2026-00099")
    return ()


@scene("A workbook is asked for without a name")
def workbook_without_name(folder: Path) -> Iterable[Fault]:
    book = str(opened(folder).path)
    asked = arguments.parser().parse_args(["aging", book, "--set", "currency=EUR", "--format", "xlsx"])
    return tuple(commands.aging(asked, NOVEMBER_3))


@scene("A salesperson is asked for in a report about nobody")
def option_that_does_nothing(folder: Path) -> Iterable[Fault]:
    book = str(opened(folder).path)
    words = ["recovery", book, "--set", "currency=EUR", "--salesperson", "Ana"]
    return tuple(desk.report(arguments.parser().parse_args(words), NOVEMBER_3))


# --- papers --------------------------------------------------------------------------------------------------------


@scene("A name that no font can show")
def no_glyph(folder: Path) -> Iterable[Fault]:
    customers = [("Customer ID", "Name"), ("C-1", "Café \U0001f984")]
    drafted(opened(folder, Customers=customers), "2026-10", folder / "drafts")
    return ()


@scene("Texts that no font can show, wherever they stand")
def no_glyphs(folder: Path) -> Iterable[Fault]:
    (folder / "ours").mkdir()
    (folder / "ours" / "theme.typ").write_text('#let wording = (en: ("Stamp": "Seal \\u{1f58b}"))', encoding="utf-8")
    return check(
        opened(
            folder,
            Company=[("Key", "Value"), ("Bank", "Banca Exemplu \U0001f3e6")],
            Customers=[("Customer ID", "Name", "Address"), ("C-1", "ร้านกาแฟ", "4 Harbour Street\nDublin \u2618")],
            Deliveries=[*DELIVERIES, ("INV-\U0001f984", "C-1", "2026-09-06", "50")],
            Policy=[("Key", "Value"), ("theme_path", "ours")],
        )
    )


@scene("A theme folder without a theme")
def no_theme(folder: Path) -> Iterable[Fault]:
    drafted(opened(folder, Policy=[("Key", "Value"), ("theme_path", "ours")]), "2026-10", folder / "drafts")
    return ()


@scene("A theme with a mistake")
def broken_theme(folder: Path) -> Iterable[Fault]:
    (folder / "ours").mkdir()
    (folder / "ours" / "theme.typ").write_text("#let broken = (")
    drafted(opened(folder, Policy=[("Key", "Value"), ("theme_path", "ours")]), "2026-10", folder / "drafts")
    return ()


# --- supply --------------------------------------------------------------------------------------------------------


@scene("A rate is missing")
def no_rate(folder: Path) -> Iterable[Fault]:
    dollars = [(*DELIVERIES[0], "Currency"), (*DELIVERIES[1], "USD")]
    rules = [("Metric", "Level", "A"), ("overdue amount", "2", "50")]
    return check(opened(folder, Deliveries=dollars, Supply_Rules=rules))


@scene("A supply rule over nothing that is measured")
def no_metric(folder: Path) -> Iterable[Fault]:
    return check(opened(folder, Supply_Rules=[("Metric", "Level", "A"), ("phase of the moon", "2", "1")]))


@scene("An override of no level of the ladder")
def override_level(folder: Path) -> Iterable[Fault]:
    head = ("Date", "Customer ID", "Kind", "Value", "By", "Reason", "Until")
    return check(
        opened(folder, Decisions=[head, ("2026-10-01", "C-1", "override", "high", "Ana", "fair", "2026-12-1")])
    )


@scene("An override without a reason")
def override_reason(folder: Path) -> Iterable[Fault]:
    return check(opened(folder, Decisions=[OVERRIDE, ("2026-10-01", "C-1", "override", "0", "Ana", "", "2026-12-31")]))


@scene("Two overrides of one day")
def two_overrides(folder: Path) -> Iterable[Fault]:
    until = ("Ana", "fair", "2026-12-31")
    rows = [OVERRIDE, *(("2026-10-01", "C-1", "override", level, *until) for level in ("0", "4"))]
    return check(opened(folder, Decisions=rows))


# --- warnings ------------------------------------------------------------------------------------------------------

CLOSING = ("Date", "Customer ID", "Kind", "Reference", "By", "Reason")


@scene("The closing of a warning that nobody knows")
def closing_of_nothing(folder: Path) -> Iterable[Fault]:
    row = ("2026-10-01", "C-1", "warning closed", "bad weather", "Ana", "it is sunny again")
    return check(opened(folder, Decisions=[CLOSING, row]))


@scene("The closing of a warning without a reason")
def closing_without_reason(folder: Path) -> Iterable[Fault]:
    row = ("2026-10-01", "C-1", "warning closed", "bounced receipt", "Ana", "")
    return check(opened(folder, Decisions=[CLOSING, row]))


# --- calendar ------------------------------------------------------------------------------------------------------


@scene("Holidays of a country that nobody knows")
def unknown_country(folder: Path) -> Iterable[Fault]:
    working_days("QQ", OCTOBER, OCTOBER, DuePolicy(due_roll="following"))
    return ()


@scene("A week without a day to work")
def endless_weekend(folder: Path) -> Iterable[Fault]:
    days = "Mon Tue Wed Thu Fri Sat Sun"
    return book_of_lines(Deliveries=DELIVERIES, Policy=[("Key", "Value"), ("weekend", days)]).faults


@scene("An id that is a yes")
def yes_as_id(folder: Path) -> Iterable[Fault]:
    return book_of_lines(Deliveries=[DELIVERIES[0], ("INV-1", True, "2026-09-05", 100.0)]).faults


@scene("A book of several currencies whose company has none")
def no_company_currency(folder: Path) -> Iterable[Fault]:
    path = folder / "Deliveries.csv"
    path.write_text(
        "Document No,Customer ID,Date,Amount,Currency\nINV-1,C-1,2026-05-01,5,EUR\nINV-2,C-2,2026-05-01,7,USD\n"
    )
    return check(open_book(path, {}, OCTOBER))


# --- stopping ------------------------------------------------------------------------------------------------------


@scene("Work that somebody stops")
def stopped(folder: Path) -> Iterable[Fault]:
    progress = Progress(wish=lambda: True)
    with progress.listening():
        return check(opened(folder))


# --- buttons -------------------------------------------------------------------------------------------------------


@scene("A button while no workbook is open")
def no_workbook(folder: Path) -> Iterable[Fault]:
    with patch.object(macros.xw.main, "engines", macros.xw.main.Engines()):
        macros._active_book()
    return ()


@scene("A button while another run goes on")
def second_run(folder: Path) -> Iterable[Fault]:
    with patch.object(macros, "_running", [object()]):
        macros._refuse_second_run()
    return ()


@scene("A cell AsOf that holds no date")
def no_day(folder: Path) -> Iterable[Fault]:
    day_said("soon", NOVEMBER_3)
    return ()
